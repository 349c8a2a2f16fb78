//! The short summary of a run: what was read, produced, missing, in conflict.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::domain::standing::{StandingStatus, standings};
use crate::domain::{Candidate, Indicator, Plan, Status, SubmissionStatus};
use crate::finding::{Findings, Severity};

/// What a build wrote.
#[derive(Debug, Clone)]
pub struct Produced<'a> {
    /// The output folder as the user named it.
    pub folder: &'a str,
    /// File name and pages, if it has pages.
    pub files: &'a [(String, Option<usize>)],
}

/// How many names a line lists before it says how many more there are.
const NAMES: usize = 6;

pub fn summary(plan: &Plan, findings: &Findings, produced: Option<&Produced<'_>>, paint: Paint) -> String {
    let mut out = String::new();
    let _ =
        writeln!(out, "{}", paint.bold(&format!("{}: {}", plan.settings.plan, safe(&plan.settings.title))));
    line(&mut out, "Đã đọc", &read(plan));
    line(&mut out, "Chưa nộp", &missing_departments(plan));
    line(&mut out, "Thiếu số liệu", &missing_figures(plan));
    for conflict in conflicts(plan) {
        line(&mut out, "Số khác nhau", &conflict);
    }
    line(&mut out, "Phát hiện", &counts(findings));
    if let Some(produced) = produced {
        line(&mut out, "Đã lập", &files(produced));
    }
    out
}

/// Labels stand in a column; an empty text has no line.
fn line(out: &mut String, label: &str, text: &str) {
    if !text.is_empty() {
        let gap = " ".repeat(15_usize.saturating_sub(label.chars().count()));
        let _ = writeln!(out, "  {label}{gap}{text}");
    }
}

fn read(plan: &Plan) -> String {
    let sent: Vec<_> = plan.submissions.iter().filter(|record| record.file.is_some()).collect();
    // As the documents count: whose report can be used has sent one; a file of nobody is no department's.
    let standings = standings(plan);
    let heard =
        standings.iter().filter(|one| matches!(one.status, StandingStatus::OnTime | StandingStatus::Late(_)));
    let unusable = sent.iter().filter(|record| record.status == SubmissionStatus::Rejected).count();
    let sum = |count: fn(&crate::domain::SubmissionRecord) -> usize| -> usize {
        sent.iter().map(|record| count(record)).sum()
    };
    let words = format!(
        "{} tệp của {}/{} đơn vị: {} số liệu, {} nhiệm vụ, {} ý kiến",
        sent.len() - unusable,
        heard.count(),
        plan.settings.catalogue.departments.len(),
        sum(|record| record.figures),
        sum(|record| record.tasks),
        sum(|record| record.opinions),
    );
    match unusable {
        0 => words,
        count => format!("{words}; {count} tệp không dùng được"),
    }
}

fn missing_departments(plan: &Plan) -> String {
    let names = plan.submissions.iter().filter(|record| record.status == SubmissionStatus::Missing);
    list(names.map(|record| record.department_name.clone()).collect())
}

fn missing_figures(plan: &Plan) -> String {
    let column = plan.settings.plan_column();
    let missing = |indicator: &&Indicator| {
        indicator.figures.get(column).is_none_or(|figure| figure.status == Status::Missing)
    };
    let names: Vec<String> =
        plan.indicators.iter().filter(missing).map(|indicator| indicator.code.clone()).collect();
    match names.len() {
        0 => String::new(),
        count => format!("{count}/{} chỉ tiêu: {}", plan.indicators.len(), list(names)),
    }
}

fn conflicts(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    for indicator in &plan.indicators {
        for (figure, column) in indicator.figures.iter().zip(&plan.settings.columns) {
            if figure.conflict {
                let sent: Vec<String> =
                    figure.candidates.iter().map(|candidate| says(plan, indicator, candidate)).collect();
                lines.push(format!(
                    "{} {} ({}): {}. {}",
                    indicator.code,
                    safe(&indicator.name),
                    column.short,
                    sent.join("; "),
                    figure.rule_in_words(),
                ));
            }
        }
    }
    lines
}

fn says(plan: &Plan, indicator: &Indicator, candidate: &Candidate) -> String {
    format!(
        "{} {}",
        safe(plan.settings.catalogue.department_name(&candidate.department)),
        safe(&candidate.figure.value.in_sentence(&indicator.unit)),
    )
}

fn counts(findings: &Findings) -> String {
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| format!("{} {}", findings.count(severity), severity.vietnamese()))
        .join(", ")
}

fn files(produced: &Produced<'_>) -> String {
    let names: Vec<String> = produced
        .files
        .iter()
        .map(|(name, pages)| match pages {
            Some(pages) => format!("{name} ({pages} trang)"),
            None => name.clone(),
        })
        .collect();
    format!("{}: {}", produced.folder, names.join(", "))
}

fn list(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    let text = names.iter().map(|name| safe(name)).collect::<Vec<_>>().join("; ");
    if more > 0 { format!("{text}; và {more} nữa") } else { text }
}

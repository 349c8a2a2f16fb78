//! The findings as text: by department, most important first, cells of one sentence together, then how to mend it.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::domain::Plan;
use crate::finding::group::{Entry, Group, Sentence};
use crate::finding::{Findings, Severity, group};

pub fn findings(plan: &Plan, findings: &Findings, notes: bool, paint: Paint) -> String {
    let least = if notes { Severity::Note } else { Severity::Warning };
    let mut out = String::new();
    for group in group(findings, least) {
        let _ = writeln!(out, "{}", paint.bold(&heading(plan, &group)));
        group.entries.iter().for_each(|entry| told(&mut out, entry, paint));
    }
    out
}

fn heading(plan: &Plan, group: &Group<'_>) -> String {
    match group.department {
        Some(code) => safe(plan.settings.catalogue.department_name(code)),
        None => "Chung".to_owned(),
    }
}

fn told(out: &mut String, entry: &Entry<'_>, paint: Paint) {
    let place = safe(&entry.place());
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let head = format!("  {} {} {place}", paint.severity(entry.severity), entry.code.id());
    match entry.sentences.as_slice() {
        [only] => {
            let _ = writeln!(out, "{head}{}", safe(&only.finding.message));
            details(out, only, "      ");
        }
        many => {
            let _ = writeln!(out, "{head}{}", entry.code.title());
            for sentence in many {
                let cells = if sentence.cells.is_empty() {
                    String::new()
                } else {
                    format!("{}: ", safe(&sentence.cells))
                };
                let _ = writeln!(out, "      {cells}{}", safe(&sentence.finding.message));
                details(out, sentence, "        ");
            }
        }
    }
    if entry.severity > Severity::Note {
        for help in helps(entry) {
            let _ = writeln!(out, "      {}", paint.faint(&format!("Cách sửa: {}", safe(help))));
        }
    }
}

/// How to mend it: the distinct ways, in the order of the sentences.
fn helps<'a>(entry: &Entry<'a>) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    let ways = entry.sentences.iter().map(|sentence| sentence.finding.help.as_deref());
    ways.map(|help| help.unwrap_or(entry.code.remedy())).filter(|help| seen.insert(*help)).collect()
}

fn details(out: &mut String, sentence: &Sentence<'_>, indent: &str) {
    let finding = sentence.finding;
    let mut details = Vec::new();
    if let Some(found) = &finding.found {
        details.push(format!("thấy “{}”", safe(found)));
    }
    if let Some(expected) = &finding.expected {
        details.push(format!("cần {}", safe(expected)));
    }
    if let Some(difference) = &finding.difference {
        details.push(format!("chênh lệch {}", safe(difference)));
    }
    if !details.is_empty() {
        let _ = writeln!(out, "{indent}{}", details.join(", "));
    }
}

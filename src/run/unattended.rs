//! A run that nobody watches: one at a time, what a cut one left put right, and every change or failure in the journal.

use std::path::Path;

use anyhow::Result;
use chrono::NaiveDateTime;

use super::answer::{Answer, said};
use super::consolidate::Outcome;
use super::look::Desk;
use crate::disk::{Published, Turn, enter, recover, take_turn};
use crate::finding::{Code, Findings, Severity};

/// The form of a moment in notes for the program itself: one word.
pub(super) const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";
/// The form of a moment for people.
pub(super) const SPOKEN: &str = "%H:%M:%S ngày %d/%m/%Y";
/// How many names a line of the journal lists.
const NAMES: usize = 20;

/// What a run has done, for the screen and for the journal.
#[derive(Debug)]
pub(super) struct Done {
    pub answer: Answer,
    /// Lines of the journal; none where nothing has changed.
    pub story: Vec<String>,
    /// Whether the plan's set is now what its inputs say.
    pub success: bool,
}

/// Works in turn for the output folder `target`.
///
/// # Errors
/// When another run has the turn, or the work fails; a failure stands in the journal.
pub(super) fn in_turn(desk: &Desk<'_>, target: &Path, work: impl FnOnce() -> Result<Done>) -> Result<Answer> {
    let start = desk.world.now();
    let turn = take_turn(target, &start.format(MOMENT).to_string())?;
    let head = opening(&turn, start);
    let result = recover(target).and_then(|()| work());
    let now = desk.world.now();
    let (entry, success) = match &result {
        Ok(done) => (head + &story(now, done), done.success),
        Err(error) => (head + &failure(now, error, &turn), false),
    };
    let kept = write(target, &entry, turn, success.then(|| now.format(MOMENT).to_string()));
    let mut answer = result?.answer;
    if let Err(error) = kept {
        // The set is there; that the journal could not be kept is no reason to say otherwise.
        answer.err.push_str(&format!("cảnh báo: {error:#}\n"));
    }
    Ok(answer)
}

fn write(target: &Path, entry: &str, turn: Turn, success: Option<String>) -> Result<()> {
    let entered = if entry.is_empty() { Ok(()) } else { enter(target, entry) };
    turn.end(success.as_deref()).and(entered)
}

/// That the run before was cut, if it was.
fn opening(turn: &Turn, now: NaiveDateTime) -> String {
    match &turn.cut {
        Some(since) => format!(
            "{}: lần chạy bắt đầu lúc {} đã bị ngắt giữa chừng; bộ kết quả trước đó được giữ nguyên, lần này chạy lại.\n",
            now.format(SPOKEN),
            spoken(since)
        ),
        None => String::new(),
    }
}

fn story(now: NaiveDateTime, done: &Done) -> String {
    if done.story.is_empty() {
        return String::new();
    }
    let title = if done.success { "đã lập bộ kết quả" } else { "chưa lập bộ kết quả" };
    let lines: String = done.story.iter().map(|line| format!("  {line}\n")).collect();
    format!("{}: {title}.\n{lines}", now.format(SPOKEN))
}

fn failure(now: NaiveDateTime, error: &anyhow::Error, turn: &Turn) -> String {
    let causes: Vec<String> = error.chain().map(|cause| one_line(&said(cause))).collect();
    let before = match turn.success_before() {
        Some(moment) => format!("Lần chạy tốt gần nhất: {}", spoken(moment)),
        None => "Chưa có lần chạy nào tốt".to_owned(),
    };
    format!(
        "{}: KHÔNG LẬP ĐƯỢC; bộ kết quả trước đó được giữ nguyên.\n  Lý do: {}\n  {before}.\n",
        now.format(SPOKEN),
        causes.join("; nguyên nhân: ")
    )
}

/// A moment from a note, for people; what is none is said as it is.
pub(super) fn spoken(moment: &str) -> String {
    NaiveDateTime::parse_from_str(moment, MOMENT)
        .map_or_else(|_| moment.to_owned(), |moment| moment.format(SPOKEN).to_string())
}

/// The journal's lines on a published set: what was written, read, passed over and why.
pub(super) fn told(published: &Published, outcome: &Outcome) -> Vec<String> {
    if published.written.is_empty() && published.removed.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!(
        "Ghi {} tệp: {}; giữ nguyên {} tệp.",
        published.written.len(),
        list(&published.written),
        published.same
    )];
    if !published.removed.is_empty() {
        lines.push(format!(
            "Gỡ {} tệp không còn trong bộ: {}.",
            published.removed.len(),
            list(&published.removed)
        ));
    }
    let read = outcome.plan.submissions.iter().filter(|record| record.file.is_some()).count();
    lines.push(format!("Đã nhận {read} tệp nộp; phát hiện {}.", counts(&outcome.findings)));
    lines.extend(passed_over(&outcome.findings));
    lines
}

fn counts(findings: &Findings) -> String {
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| format!("{} {}", findings.count(severity), severity.vietnamese()))
        .join(", ")
}

/// Each file that was not taken, with its reason.
fn passed_over(findings: &Findings) -> Vec<String> {
    let codes = [
        Code::FileSkipped,
        Code::FileUnreadable,
        Code::FileProtected,
        Code::FileOverLimit,
        Code::UnknownDepartment,
        Code::SubmissionSuperseded,
    ];
    findings
        .iter()
        .filter(|finding| codes.contains(&finding.code))
        .filter_map(|finding| {
            let file = finding.place.file.as_deref()?;
            Some(format!("Bỏ qua {}: {}", one_line(file), one_line(&finding.message)))
        })
        .collect()
}

fn list(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
    match names.len().saturating_sub(NAMES) {
        0 => shown.join(", "),
        more => format!("{} và {more} tệp nữa", shown.join(", ")),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

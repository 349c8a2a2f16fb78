//! Who sent what, late, replaced, rejected, or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{
    Decisions, Settings, Source, Submission, SubmissionRecord, SubmissionStatus, Waivers, date, key,
};
use crate::finding::{Code, Finding, Findings, Place, Severity};

use super::candidates::Usage;
use super::roster::Roster;

/// What the office knows itself.
pub(super) struct Office<'a> {
    pub(super) settings: &'a Settings,
    pub(super) roster: &'a Roster<'a>,
    pub(super) decisions: &'a Decisions,
    pub(super) as_of: NaiveDate,
}

/// One record for every submission, every file of which nothing could be read, and every department that
/// sent none; roster order, then round, then file.
pub(super) fn record(
    ordered: &[&Submission],
    usage: &[Usage],
    received: &[Source],
    office: &Office<'_>,
    findings: &mut Findings,
) -> Vec<SubmissionRecord> {
    let Office { settings, roster, decisions, as_of } = *office;
    let faulty = faulty_files(findings, &decisions.waivers_by_mark());
    let newest = newest_rounds(ordered);
    let mut records: Vec<SubmissionRecord> = Vec::with_capacity(ordered.len() + roster.departments.len());
    for (submission, usage) in ordered.iter().zip(usage) {
        let newest = newest.get(&*submission.department).copied().unwrap_or(submission.round);
        let record = of_submission(submission, *usage, newest, &faulty, settings, roster);
        remark(submission, *usage, newest, &record, findings);
        records.push(record);
    }
    records.extend(rejected(ordered, received, settings, roster));
    // Round 0 is what was carried over from the year before: its department has sent nothing yet.
    let sent = records.iter().filter(|record| record.round != Some(0));
    let heard: BTreeSet<String> = sent.map(|record| record.department.clone()).collect();
    for department in roster.departments.iter().filter(|department| !heard.contains(&department.code)) {
        let mut record = blank(&department.code, settings, roster);
        record.late = record.deadline.is_some_and(|deadline| as_of > deadline);
        findings.add(missing(&record));
        records.push(record);
    }
    records.sort_by(|a, b| {
        let key =
            |record: &SubmissionRecord| (roster.place(&record.department), record.round, record.file.clone());
        key(a).cmp(&key(b))
    });
    records
}

/// Files with an error against them that nobody has accepted, each with the departments that the errors name ("" for none).
fn faulty_files(findings: &Findings, waivers: &Waivers<'_>) -> BTreeSet<(Arc<str>, Arc<str>)> {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && waivers.of(finding).is_none());
    errors
        .filter_map(|finding| {
            Some((finding.place.file.clone()?, finding.department.clone().unwrap_or_default()))
        })
        .collect()
}

fn newest_rounds<'a>(ordered: &[&'a Submission]) -> BTreeMap<&'a str, u32> {
    let mut newest = BTreeMap::new();
    for submission in ordered {
        let round = newest.entry(&*submission.department).or_insert(submission.round);
        *round = submission.round.max(*round);
    }
    newest
}

fn blank(department: &str, settings: &Settings, roster: &Roster) -> SubmissionRecord {
    let own = roster.department(department).and_then(|department| department.deadline);
    SubmissionRecord {
        department: department.to_string(),
        department_name: roster.name(department).to_string(),
        territory: roster.is_territory(department),
        file: None,
        sha256: None,
        round: None,
        date: None,
        deadline: own.or(settings.deadline),
        late: false,
        status: SubmissionStatus::Missing,
        figures: 0,
        tasks: 0,
        opinions: 0,
        replaced: 0,
        changes: String::new(),
    }
}

fn of_submission(
    submission: &Submission,
    usage: Usage,
    newest: u32,
    faulty: &BTreeSet<(Arc<str>, Arc<str>)>,
    settings: &Settings,
    roster: &Roster,
) -> SubmissionRecord {
    let blank = blank(&submission.department, settings, roster);
    let errors = [Arc::clone(&submission.department), Arc::default()]
        .into_iter()
        .any(|department| faulty.contains(&(Arc::clone(&submission.file), department)));
    let nothing =
        usage.sent == 0 && usage.gaps == 0 && submission.tasks.is_empty() && submission.opinions.is_empty();
    let replaced = usage.sent > 0 && usage.counted == 0 && submission.round < newest;
    let status = match (nothing, replaced, errors) {
        (true, ..) => SubmissionStatus::Rejected,
        (_, true, _) => SubmissionStatus::Superseded,
        (_, _, true) => SubmissionStatus::AcceptedWithErrors,
        _ => SubmissionStatus::Accepted,
    };
    let date = submission.cover.date.as_ref().map(|date| date.value);
    SubmissionRecord {
        file: Some(submission.file.clone()),
        sha256: Some(submission.sha256.clone()),
        round: Some(submission.round),
        date,
        late: date.zip(blank.deadline).is_some_and(|(date, deadline)| date > deadline),
        status,
        figures: usage.sent,
        tasks: submission.tasks.len(),
        opinions: submission.opinions.len(),
        replaced: if submission.round < newest { usage.sent.saturating_sub(usage.counted) } else { 0 },
        changes: submission.cover.changes.as_ref().map_or(String::new(), |changes| key::tidy(&changes.value)),
        ..blank
    }
}

/// Late, and replaced in whole or in part.
fn remark(
    submission: &Submission,
    usage: Usage,
    newest: u32,
    record: &SubmissionRecord,
    findings: &mut Findings,
) {
    if let (true, Some(sent), Some(deadline)) = (record.late, &submission.cover.date, record.deadline) {
        let message = format!(
            "{} nộp ngày {}, sau hạn {}.",
            record.department_name,
            date::short(sent.value),
            date::short(deadline)
        );
        let finding =
            Finding::new(Code::SubmissionLate, message).at(&sent.origin).of(submission.department.clone());
        findings.add(finding.expected(date::short(deadline)).found(date::short(sent.value)));
    }
    let replaced = usage.sent.saturating_sub(usage.counted);
    if replaced > 0 && submission.round < newest {
        let message = format!(
            "{}: {replaced}/{} số liệu của lần {} đã được lần nộp sau thay thế.",
            record.department_name, usage.sent, submission.round
        );
        let place = Place::file(submission.file.clone());
        findings.add(
            Finding::new(Code::SubmissionSuperseded, message).at(place).of(submission.department.clone()),
        );
    }
}

/// Files of which no submission came.
fn rejected(
    ordered: &[&Submission],
    received: &[Source],
    settings: &Settings,
    roster: &Roster,
) -> Vec<SubmissionRecord> {
    let used: BTreeSet<&str> = ordered.iter().map(|submission| &*submission.file).collect();
    let unused = received.iter().filter(|source| !used.contains(&*source.file));
    let mut records: Vec<SubmissionRecord> = unused
        .map(|source| SubmissionRecord {
            file: Some(source.file.clone()),
            sha256: Some(source.sha256.clone()),
            round: Some(source.round),
            status: SubmissionStatus::Rejected,
            ..blank(source.department.as_deref().unwrap_or(""), settings, roster)
        })
        .collect();
    records.sort_by(|a, b| a.file.cmp(&b.file));
    records
}

fn missing(record: &SubmissionRecord) -> Finding {
    let deadline = match record.deadline {
        Some(deadline) if record.late => format!(", đã quá hạn {}", date::short(deadline)),
        Some(deadline) => format!(", hạn nộp {}", date::short(deadline)),
        None => String::new(),
    };
    let message = format!("{} chưa nộp{deadline}.", record.department_name);
    Finding::new(Code::SubmissionMissing, message).of(record.department.clone())
}

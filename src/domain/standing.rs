//! Where each department stands with what it has to send: on time, late, returned, missing, and how many times it sent.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Plan, SubmissionRecord, SubmissionStatus};

/// How a department stands on the day of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StandingStatus {
    /// Sent, and not after the deadline as far as a date says.
    OnTime,
    /// Sent so many days after the deadline.
    Late(i64),
    /// Sent, and nothing of it could be used.
    Returned,
    /// Sent nothing.
    Missing,
}

impl StandingStatus {
    /// The stable key for machines.
    pub fn key(self) -> &'static str {
        match self {
            StandingStatus::OnTime => "on-time",
            StandingStatus::Late(_) => "late",
            StandingStatus::Returned => "returned",
            StandingStatus::Missing => "missing",
        }
    }

    /// In a sentence after the department's name.
    pub fn vietnamese(self) -> String {
        match self {
            StandingStatus::OnTime => "đã gửi đúng hạn".to_string(),
            StandingStatus::Late(days) => format!("đã gửi sau hạn {days} ngày"),
            StandingStatus::Returned => "đã gửi nhưng báo cáo chưa dùng được, phải gửi lại".to_string(),
            StandingStatus::Missing => "chưa gửi báo cáo".to_string(),
        }
    }
}

/// One department of the roster.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing<'a> {
    pub department: &'a str,
    pub name: &'a str,
    pub status: StandingStatus,
    pub deadline: Option<NaiveDate>,
    /// Days by which a missing or returned submission is overdue on the day of the run; 0: not yet.
    pub overdue: i64,
    /// How many files came, without what was carried over from the year before.
    pub times: usize,
}

/// All departments of the roster, in its order.
pub fn standings(plan: &Plan) -> Vec<Standing<'_>> {
    // Records of one department follow one another, in roster order, then by round.
    let of_department = plan.submissions.chunk_by(|a, b| a.department == b.department);
    of_department.filter_map(|records| standing(plan, records)).collect()
}

fn standing<'a>(plan: &Plan, records: &'a [SubmissionRecord]) -> Option<Standing<'a>> {
    let first = records.first().filter(|record| !record.department.is_empty())?;
    let sent: Vec<&SubmissionRecord> =
        records.iter().filter(|record| record.file.is_some() && record.round != Some(0)).collect();
    let files: BTreeSet<Option<&str>> = sent.iter().map(|record| record.file.as_deref()).collect();
    // The first that could be used was in time, or was not: later rounds only mend it.
    let usable = sent.iter().find(|record| record.status != SubmissionStatus::Rejected);
    let status = match usable {
        None if sent.is_empty() => StandingStatus::Missing,
        None => StandingStatus::Returned,
        Some(record) => match record.date.zip(record.deadline) {
            Some((date, deadline)) if date > deadline => StandingStatus::Late((date - deadline).num_days()),
            _ => StandingStatus::OnTime,
        },
    };
    let open = matches!(status, StandingStatus::Missing | StandingStatus::Returned);
    let overdue = first.deadline.map_or(0, |deadline| (plan.as_of - deadline).num_days().max(0));
    Some(Standing {
        department: &first.department,
        name: &first.department_name,
        status,
        deadline: first.deadline,
        overdue: if open { overdue } else { 0 },
        times: files.len(),
    })
}

//! Who has sent what: a table a person can read at a glance.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::domain::standing::{StandingStatus, standings};
use crate::domain::{Plan, SubmissionRecord, date};

pub fn status(plan: &Plan, paint: Paint) -> String {
    let rows: Vec<[String; 5]> = plan.submissions.iter().map(row).collect();
    let heads = ["Đơn vị", "Tình trạng", "Lần", "Ngày nộp", "Tệp"].map(str::to_owned);
    let mut widths = heads.clone().map(|head| head.chars().count());
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = format!("{}\n", paint.bold(&format!("{}: tình hình nộp", plan.settings.plan)));
    for row in std::iter::once(&heads).chain(&rows) {
        let cells: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())))
            .collect();
        let _ = writeln!(out, "  {}", cells.join("  ").trim_end());
    }
    let _ = writeln!(out, "  {}", totals(plan));
    out
}

fn row(record: &SubmissionRecord) -> [String; 5] {
    let days = record.date.zip(record.deadline).map(|(date, deadline)| (date - deadline).num_days());
    let late = match (record.late, days) {
        (true, Some(days)) => format!(", nộp muộn {days} ngày"),
        (true, None) => ", quá hạn".to_string(),
        (false, _) => String::new(),
    };
    [
        safe(&record.department_name),
        format!("{}{late}", record.status.vietnamese()),
        record.round.map(|round| round.to_string()).unwrap_or_default(),
        record.date.map(date::short).unwrap_or_default(),
        record.file.as_deref().map(safe).unwrap_or_default(),
    ]
}

fn totals(plan: &Plan) -> String {
    let all = standings(plan);
    let count = |wanted: fn(StandingStatus) -> bool| all.iter().filter(|one| wanted(one.status)).count();
    let again = all.iter().filter(|one| one.times > 1);
    let again: Vec<String> = again.map(|one| format!("{} ({} lần)", safe(one.name), one.times)).collect();
    let again = if again.is_empty() {
        String::new()
    } else {
        format!("\n  Gửi nhiều lần: {}.", again.join("; "))
    };
    format!(
        "Đã nhận {}/{} đơn vị: đúng hạn {}, muộn {}, gửi trả {}; chưa nộp {}.{again}",
        count(|status| status != StandingStatus::Missing),
        plan.settings.catalogue.departments.len(),
        count(|status| status == StandingStatus::OnTime),
        count(|status| matches!(status, StandingStatus::Late(_))),
        count(|status| status == StandingStatus::Returned),
        count(|status| status == StandingStatus::Missing),
    )
}

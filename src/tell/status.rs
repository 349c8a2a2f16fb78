//! Who has sent what: a table a person can read at a glance.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::domain::{Plan, SubmissionRecord, SubmissionStatus, date};

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
    let late = if record.late { ", nộp muộn" } else { "" };
    [
        safe(&record.department_name),
        format!("{}{late}", record.status.vietnamese()),
        record.round.map(|round| round.to_string()).unwrap_or_default(),
        record.date.map(date::short).unwrap_or_default(),
        record.file.as_deref().map(safe).unwrap_or_default(),
    ]
}

fn totals(plan: &Plan) -> String {
    let count = |wanted: fn(&SubmissionRecord) -> bool| -> usize {
        let mut departments: Vec<&str> = plan
            .submissions
            .iter()
            .filter(|record| wanted(record))
            .map(|record| &*record.department)
            .collect();
        departments.sort_unstable();
        departments.dedup();
        departments.len()
    };
    format!(
        "Đã nhận {}/{} đơn vị; nộp muộn {}; gửi trả {}; chưa nộp {}.",
        count(|record| record.file.is_some()),
        plan.settings.catalogue.departments.len(),
        count(|record| record.late),
        count(|record| record.status == SubmissionStatus::Rejected),
        count(|record| record.status == SubmissionStatus::Missing),
    )
}

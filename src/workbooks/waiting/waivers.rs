//! Sheet MienTru: errors that the office may accept, plan figures that are missing, and the waivers already made.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::Entry;
use crate::domain::decision::finding_mark;
use crate::domain::{Plan, Waiver};
use crate::finding::{Code, Finding, Findings, Severity};

pub const ABOUT: &str = "Chỉ điền Người quyết định, Ngày, Lý do ở dòng được chấp nhận; dòng để trống là chưa miễn trừ. \
     Lỗi được miễn trừ vẫn được in trong danh sách miễn trừ.";

/// Findings that keep a final from being made and may be waived, then the waivers made.
pub fn rows(plan: &Plan, findings: &Findings) -> Vec<Entry> {
    let mut rows: Vec<Entry> = Vec::new();
    let mut listed = BTreeSet::new();
    let waiting = findings.iter().filter(|one| {
        let blocks = one.severity == Severity::Error || one.code == Code::FigureMissing;
        blocks && one.waived.is_none() && one.code.is_waivable()
    });
    for finding in waiting {
        let mark = finding_mark(finding);
        if listed.insert((finding.code, mark.clone())) {
            rows.push(open(finding, mark));
        }
    }
    // Waiving changes nothing of what a mark is made of.
    let waived: BTreeMap<(&str, String), &str> =
        plan.waived.iter().map(|one| ((one.code.id(), finding_mark(one)), &*one.message)).collect();
    for waiver in &plan.decisions.waivers {
        let message = waived.get(&(&*waiver.code, waiver.mark.clone())).copied().unwrap_or_default();
        rows.push(made(waiver, message.to_owned()));
    }
    rows
}

fn open(finding: &Finding, mark: String) -> Entry {
    let mut row = Entry { waits: true, ..Entry::default() };
    row.set("ma", finding.code.id().to_owned());
    row.set("don-vi", finding.department.as_deref().unwrap_or_default().to_owned());
    row.set("noi", finding.place.to_string());
    row.set("noi-dung", finding.message.clone());
    row.set("dau", mark);
    row
}

fn made(waiver: &Waiver, message: String) -> Entry {
    let mut row = Entry::default();
    row.set("ma", waiver.code.clone());
    row.set("don-vi", waiver.department.clone());
    row.set("noi", waiver.place.clone());
    row.set("noi-dung", message);
    row.set("dau", waiver.mark.clone());
    row.sign(&waiver.signed, Some("ly-do"));
    row
}

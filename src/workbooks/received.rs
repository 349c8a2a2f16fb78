//! Sheets `Ban nop` and `Kiem tra`: who sent what, and what is wrong with it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Cell, Tally};
use super::list::{List, list};
use super::look::Look;
use crate::domain::{Plan, SubmissionRecord};
use crate::finding::{Finding, Findings};

/// Submissions in roster order, those that are missing among them.
pub fn submissions(plan: &Plan, look: &Look, tally: &mut Tally) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: "Ban nop",
        title: "Tình hình nộp",
        remark: "Thứ tự theo danh mục đơn vị. SHA-256 là dấu vân tay của tệp đã đọc.",
        columns: &[
            ("TT", 5.0),
            ("Mã đơn vị", 13.0),
            ("Tên đơn vị", 44.0),
            ("Tệp", 42.0),
            ("Lần", 6.0),
            ("Ngày nộp", 12.0),
            ("Hạn nộp", 12.0),
            ("Tình trạng", 20.0),
            ("Nộp muộn", 8.0),
            ("Số liệu", 8.0),
            ("Nhiệm vụ", 8.0),
            ("Ý kiến", 8.0),
            ("Nội dung thay đổi", 36.0),
            ("SHA-256", 24.0),
        ],
        frozen: 3,
    };
    let rows = plan
        .submissions
        .iter()
        .enumerate()
        .map(|(nth, record)| submission_row(nth, record));
    list(&of, rows, plan, look, tally)
}

fn submission_row(nth: usize, record: &SubmissionRecord) -> Vec<Cell<'_>> {
    vec![
        Cell::Count(nth + 1),
        Cell::center(&*record.department),
        Cell::text(&*record.department_name),
        Cell::text(record.file.as_deref().unwrap_or("")),
        record
            .round
            .map_or(Cell::Empty, |round| Cell::Count(round as usize)),
        Cell::Date(record.date),
        Cell::Date(record.deadline),
        Cell::text(record.status.vietnamese()),
        Cell::center(if record.late { "muộn" } else { "" }),
        Cell::Count(record.figures),
        Cell::Count(record.tasks),
        Cell::Count(record.opinions),
        Cell::text(&*record.changes),
        Cell::text(record.sha256.as_deref().unwrap_or("")),
    ]
}

/// All findings, in the order in which they are printed.
pub fn findings(
    plan: &Plan,
    findings: &Findings,
    look: &Look,
    tally: &mut Tally,
) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: "Kiem tra",
        title: "Kết quả kiểm tra",
        remark: "Lỗi: không lập được bản chính thức khi còn lỗi. Cảnh báo: cần xem lại. Ghi chú: để biết.",
        columns: &[
            ("TT", 5.0),
            ("Mức độ", 10.0),
            ("Mã", 9.0),
            ("Đơn vị", 24.0),
            ("Tệp", 34.0),
            ("Sheet", 12.0),
            ("Ô", 8.0),
            ("Nội dung", 52.0),
            ("Yêu cầu", 26.0),
            ("Thực tế", 26.0),
            ("Cách sửa", 44.0),
        ],
        frozen: 3,
    };
    let rows = findings
        .iter()
        .enumerate()
        .map(|(nth, finding)| finding_row(plan, nth, finding));
    list(&of, rows, plan, look, tally)
}

fn finding_row<'a>(plan: &'a Plan, nth: usize, finding: &'a Finding) -> Vec<Cell<'a>> {
    let department = finding.department.as_deref().unwrap_or("");
    let place = &finding.place;
    vec![
        Cell::Count(nth + 1),
        Cell::center(finding.severity.vietnamese()),
        Cell::center(finding.code.id()),
        Cell::text(plan.settings.catalogue.department_name(department)),
        Cell::text(place.file.as_deref().unwrap_or("")),
        Cell::center(place.sheet.as_deref().unwrap_or("")),
        Cell::center(place.cell.as_deref().unwrap_or("")),
        Cell::text(&*finding.message),
        Cell::text(finding.expected.as_deref().unwrap_or("")),
        Cell::text(finding.found.as_deref().unwrap_or("")),
        Cell::text(
            finding
                .help
                .as_deref()
                .unwrap_or_else(|| finding.code.remedy()),
        ),
    ]
}

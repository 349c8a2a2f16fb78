//! Sheets `Ban nop` and `Kiem tra`: who sent what, and what is wrong with it.

use std::collections::HashMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::Cell;
use super::list::{List, TABLE_FIRST, Use, list};
use super::signs::{self, signs};
use crate::domain::{Plan, SubmissionRecord};
use crate::finding::{Finding, Findings};

pub const SUBMISSIONS: &str = "Ban nop";
/// Columns of `Ban nop` that a chart is drawn from: the department's name; figures, tasks, opinions.
pub const NAME: u16 = 2;
pub const CONTENTS: std::ops::RangeInclusive<u16> = 9..=11;

/// The column Tình trạng; Nộp muộn follows it.
const STATUS: u16 = 7;

/// Submissions in roster order, those that are missing among them.
pub fn submissions(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: SUBMISSIONS,
        title: "Tình hình nộp",
        remark: "Mỗi dòng là một bản nộp, hoặc một đơn vị chưa nộp; thứ tự theo danh mục đơn vị. Dấu vân tay SHA-256 của từng tệp ghi trong ban-ke.json.",
        purpose: Use::Data {
            table: "BanNop",
            columns: &[
                ("Số liệu (ô)", "số ô số liệu đã nhận"),
                ("Nhiệm vụ (dòng)", "số dòng nhiệm vụ đã nhận"),
                ("Ý kiến (dòng)", "số dòng ý kiến đã nhận"),
            ],
        },
        columns: &[
            ("TT", 5.0),
            ("Mã đơn vị", 13.0),
            ("Tên đơn vị", 34.0),
            ("Tệp", 32.0),
            ("Lần", 5.0),
            ("Ngày nộp", 11.0),
            ("Hạn nộp", 11.0),
            ("Tình trạng", 16.0),
            ("Nộp muộn", 8.0),
            ("Số liệu (ô)", 8.0),
            ("Nhiệm vụ (dòng)", 9.0),
            ("Ý kiến (dòng)", 8.0),
            ("Nội dung thay đổi", 26.0),
        ],
        frozen: 3,
    };
    let rows = plan.submissions.iter().enumerate().map(|(nth, record)| submission_row(nth, record));
    let mut sheet = list(&of, plan.submissions.len(), rows, plan, binder)?;
    let (first, last) = self::rows(plan);
    signs(&mut sheet, (first, STATUS), (last, STATUS + 1), signs::RECEIVED)?;
    Ok(sheet)
}

fn submission_row(nth: usize, record: &SubmissionRecord) -> Vec<Cell<'_>> {
    vec![
        Cell::Count(nth + 1),
        Cell::center(&*record.department),
        Cell::text(&*record.department_name),
        Cell::text(record.file.as_deref().unwrap_or("")),
        record.round.map_or(Cell::Empty, |round| Cell::Count(round as usize)),
        Cell::Date(record.date),
        Cell::Date(record.deadline),
        Cell::text(record.status.vietnamese()),
        Cell::center(if record.late { "muộn" } else { "" }),
        Cell::Count(record.figures),
        Cell::Count(record.tasks),
        Cell::Count(record.opinions),
        Cell::text(&*record.changes),
    ]
}

/// First and last row of the submissions.
pub fn rows(plan: &Plan) -> (u32, u32) {
    let first = TABLE_FIRST;
    (first, first + u32::try_from(plan.submissions.len().max(1)).unwrap_or(1) - 1)
}

/// The cells of the column Tình trạng, as seen from another sheet.
pub fn status_range(plan: &Plan) -> String {
    let (first, last) = rows(plan);
    format!("'{SUBMISSIONS}'!$H${}:$H${}", first + 1, last + 1)
}

/// All findings, in the order in which they are printed.
pub fn findings(plan: &Plan, findings: &Findings, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: "Kiem tra",
        title: "Kết quả kiểm tra",
        remark: "Mỗi dòng là một điều chương trình thấy sai, ngờ hoặc cần biết, kèm ô và cách sửa.",
        purpose: Use::Data {
            table: "KiemTra",
            columns: &[(
                "Mức độ",
                "lỗi: không lập được bản chính thức khi còn lỗi; cảnh báo: cần xem lại; ghi chú: để biết",
            )],
        },
        columns: &[
            ("TT", 5.0),
            ("Mức độ", 9.0),
            ("Mã", 8.0),
            ("Đơn vị", 18.0),
            ("Tệp", 24.0),
            ("Sheet", 10.0),
            ("Ô", 6.0),
            ("Nội dung", 40.0),
            ("Yêu cầu", 18.0),
            ("Thực tế", 18.0),
            ("Cách sửa", 34.0),
        ],
        frozen: 3,
    };
    let names = plan.settings.catalogue.names();
    let rows = findings.iter().enumerate().map(|(nth, finding)| finding_row(&names, nth, finding));
    let mut sheet = list(&of, findings.len(), rows, plan, binder)?;
    let last = u32::try_from(findings.len().max(1)).unwrap_or(u32::MAX);
    signs(&mut sheet, (TABLE_FIRST, 1), (last, 1), signs::SEVERITIES)?;
    Ok(sheet)
}

fn finding_row<'a>(names: &HashMap<&'a str, &'a str>, nth: usize, finding: &'a Finding) -> Vec<Cell<'a>> {
    let department = finding.department.as_deref().unwrap_or("");
    let place = &finding.place;
    vec![
        Cell::Count(nth + 1),
        Cell::center(finding.severity.vietnamese()),
        Cell::center(finding.code.id()),
        Cell::text(names.get(department).copied().unwrap_or(department)),
        Cell::text(place.file.as_deref().unwrap_or("")),
        Cell::center(place.sheet.as_deref().unwrap_or("")),
        Cell::center(place.cell.as_deref().unwrap_or("")),
        Cell::text(&*finding.message),
        Cell::text(finding.expected.as_deref().unwrap_or("")),
        Cell::text(finding.found.as_deref().unwrap_or("")),
        Cell::text(finding.help.as_deref().unwrap_or_else(|| finding.code.remedy())),
    ]
}

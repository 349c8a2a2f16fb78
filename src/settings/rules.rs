//! The sheet RangBuoc: conditions over indicators, checked in every value column. The sheet may be absent.

use std::collections::{HashMap, HashSet};

use super::references::unknown_reference;
use crate::domain::key::loose;
use crate::domain::{ControlRule, IndicatorSpec};
use crate::finding::{Code, Finding, Findings, Place, Severity};
use crate::form::listing::{Absent, Headings, Listing, Row};
use crate::formula::parse_rule;
use crate::workbook::Workbook;

const SHEETS: &[&str] = &["rangbuoc", "rangbuockiemtra", "kiemtra"];
const HEADINGS: &Headings = &[
    ("ma", &["ma", "ma rang buoc", "ma so"]),
    ("bieu-thuc", &["bieu thuc", "rang buoc", "dieu kien", "cong thuc"]),
    ("muc-do", &["muc do", "loai loi", "muc"]),
    ("thong-bao", &["thong bao", "noi dung thong bao", "ghi chu"]),
];

/// All control rules that can be checked, in the office's own order; the others are findings.
pub(super) fn rules(
    workbook: &Workbook,
    indicators: &[IndicatorSpec],
    columns: &[&str],
    findings: &mut Findings,
) -> Vec<ControlRule> {
    let sheet = match Listing::find(workbook, SHEETS, HEADINGS, "bieu-thuc", Code::CatalogueRow) {
        Ok(sheet) => sheet,
        Err(Absent::Sheet) => return Vec::new(),
        Err(Absent::Heading) => {
            let message = "Sheet RangBuoc không có dòng tiêu đề với các cột Mã và Biểu thức nên không ràng buộc nào được kiểm tra.";
            findings
                .add(Finding::new(Code::CatalogueRow, message).at(Place::sheet(&*workbook.file, "RangBuoc")));
            return Vec::new();
        }
    };
    let codes: HashMap<String, String> =
        indicators.iter().map(|spec| (spec.code.to_lowercase(), spec.code.clone())).collect();
    let mut seen = HashSet::new();
    let mut rules = Vec::new();
    for row in sheet.rows() {
        let code = own_code(&row, &mut seen, findings);
        rules.extend(rule(code, &row, &codes, columns, findings));
    }
    rules
}

/// The rule's code; a row without one, or with a used one, gets one from its place.
fn own_code(row: &Row, seen: &mut HashSet<String>, findings: &mut Findings) -> String {
    let code = row.text("ma");
    let made = || format!("RB-{}", row.origin("ma").cell.row + 1);
    if code.is_empty() {
        findings.add(row.fault("ma", format!("Ràng buộc không có mã; tạm gọi là “{}”.", made())));
        made()
    } else if !seen.insert(code.to_lowercase()) {
        findings.add(
            row.fault("ma", format!("Mã ràng buộc “{code}” bị trùng; dòng này tạm gọi là “{}”.", made())),
        );
        made()
    } else {
        code
    }
}

fn rule(
    code: String,
    row: &Row,
    codes: &HashMap<String, String>,
    columns: &[&str],
    findings: &mut Findings,
) -> Option<ControlRule> {
    let expression = row.text("bieu-thuc");
    let fault =
        |message: String| row.finding(Code::CatalogueFormula, "bieu-thuc", message).found(&*expression);
    let (left, relation, right) = match parse_rule(&expression) {
        Ok(parts) => parts,
        Err(error) => {
            findings.add(fault(format!(
                "Ràng buộc “{code}” sai ở ký tự thứ {}: {}",
                error.column, error.message
            )));
            return None;
        }
    };
    if let Some(message) =
        [&left, &right].into_iter().find_map(|side| unknown_reference(side, codes, columns))
    {
        findings.add(fault(format!("Ràng buộc “{code}” {message}")));
        return None;
    }
    let message = row.text("thong-bao");
    Some(ControlRule {
        severity: severity(row, findings),
        message: if message.is_empty() {
            format!("Số liệu không thỏa ràng buộc {expression}.")
        } else {
            message
        },
        origin: row.origin("bieu-thuc"),
        code,
        expression,
        left,
        relation,
        right,
    })
}

fn severity(row: &Row, findings: &mut Findings) -> Severity {
    let words = row.text("muc-do");
    match &*loose(&words) {
        "loi" | "error" | "bat buoc" | "nghiem trong" => Severity::Error,
        "" | "canh bao" | "warning" => Severity::Warning,
        "ghi chu" | "luu y" | "note" | "nhac" => Severity::Note,
        _ => {
            findings.add(
                row.fault("muc-do", format!("Mức độ “{words}” không có; coi là cảnh báo."))
                    .expected("lỗi, cảnh báo hoặc ghi chú"),
            );
            Severity::Warning
        }
    }
}

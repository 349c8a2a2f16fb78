//! Single fields of an indicator: direction, headline, resolution target, digits.

use crate::domain::key::loose;
use crate::domain::quantity::{Parsed, of_number, parse as parse_quantity};
use crate::domain::{Direction, Quantity, WhenMissing};
use crate::finding::Findings;
use crate::form::listing::{Row, is_percent};
use crate::workbook::Value;

/// Chiều: which way is better.
pub(super) fn direction(row: &Row, findings: &mut Findings) -> Direction {
    let words = row.text("chieu");
    let key = loose(&words);
    let begins =
        |names: &[&str]| names.iter().any(|name| key == *name || key.starts_with(&format!("{name} ")));
    if words.contains('↑')
        || words == "+"
        || begins(&["tang", "cao", "nhieu", "cang cao", "cang tang", "cang nhieu"])
    {
        Direction::HigherIsBetter
    } else if words.contains('↓')
        || words == "-"
        || begins(&["giam", "thap", "it", "cang thap", "cang giam", "cang it"])
    {
        Direction::LowerIsBetter
    } else {
        if !key.is_empty() && !begins(&["khong", "trung tinh", "on dinh", "0"]) {
            findings.add(
                row.fault("chieu", format!("Chiều “{words}” không hiểu được; coi như không xét chiều."))
                    .expected("tăng, giảm hoặc để trống"),
            );
        }
        Direction::Neutral
    }
}

/// Trọng yếu: x, có, 1.
pub(super) fn headline(row: &Row, findings: &mut Findings) -> bool {
    let words = row.text("trong-yeu");
    match &*loose(&words) {
        "x" | "co" | "1" | "v" | "dung" | "true" | "trong yeu" => true,
        "" if words.contains(['✓', '✔', '☑', '*']) => true,
        "" | "khong" | "0" | "false" => false,
        _ => {
            findings.add(
                row.fault("trong-yeu", format!("Cột Trọng yếu ghi “{words}”; coi như không đánh dấu."))
                    .expected("x hoặc để trống"),
            );
            false
        }
    }
}

/// Mục tiêu nghị quyết: a number, or an expression such as "trên 22%".
pub(super) fn resolution(row: &Row, unit: &str, findings: &mut Findings) -> Option<Quantity> {
    let cell = row.cell("muc-tieu")?;
    if let Value::Number(number) = &cell.value {
        let shown = if is_percent(cell) { row.number("muc-tieu", findings)? } else { *number };
        return Some(of_number(shown, unit));
    }
    let text = row.text("muc-tieu");
    match parse_quantity(&text, unit) {
        Ok(Parsed::Figure { quantity, .. }) => Some(quantity),
        Ok(_) => None,
        Err(problem) => {
            findings.add(row.fault("muc-tieu", problem.message).expected(problem.expected).found(text));
            None
        }
    }
}

/// Số lẻ: digits after the comma.
pub(super) fn decimals(row: &Row, findings: &mut Findings) -> Option<u32> {
    let text = row.text("so-le");
    if text.is_empty() {
        return None;
    }
    let digits = text.parse().ok().filter(|digits| *digits <= 10);
    if digits.is_none() {
        findings.add(
            row.fault("so-le", format!("Số lẻ “{text}” không hợp lệ.")).expected("số nguyên từ 0 đến 10"),
        );
    }
    digits
}

/// Thiếu số liệu: what becomes of a total of which a unit is missing.
pub(super) fn when_missing(row: &Row, findings: &mut Findings) -> WhenMissing {
    let words = row.text("thieu");
    match &*loose(&words) {
        "" | "bo qua" | "bo" | "tam tinh" | "khong tinh" | "tong hop so da co" => WhenMissing::LeaveOut,
        "nam truoc" | "so nam truoc" | "lay nam truoc" | "lay so nam truoc" | "theo nam truoc"
        | "ky truoc" => WhenMissing::LastYear,
        "khong tong hop" | "tu choi" | "khong tinh tong" | "chua tong hop" | "cho du" | "phai du"
        | "du moi tong hop" => WhenMissing::Refuse,
        _ => {
            findings.add(
                row.fault("thieu", format!("Cột Thiếu số liệu ghi “{words}”; coi như bỏ qua đơn vị thiếu."))
                    .expected("bỏ qua, năm trước, không tổng hợp hoặc để trống"),
            );
            WhenMissing::LeaveOut
        }
    }
}

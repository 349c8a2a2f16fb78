//! Rows that are not data: totals, notes, signatures, column numbers, unit lines.

use crate::domain::key;

const TOTALS: &[&str] = &["tong cong", "cong", "tong so", "tong", "cong chung", "tong chung"];
const NOTES: &[&str] = &["ghi chu", "nguon", "chu thich", "luu y", "noi nhan"];
const ENDS: &[&str] = &[
    "nguoi lap",
    "nguoi lap bieu",
    "thu truong",
    "thu truong don vi",
    "thu truong co quan",
    "ke toan truong",
    "truong phong",
    "chu tich",
    "tm uy ban nhan dan",
    "xac nhan cua",
    "lanh dao don vi",
];

/// Nothing that is told here has more letters and digits: a sentence need not be looked at closely.
const MOST_LETTERS: usize = 75;

fn is_sentence(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_ascii_alphanumeric() || key::is_letter(*c));
    text.len() > MOST_LETTERS && letters().nth(MOST_LETTERS).is_some()
}

/// "Tổng cộng", "Cộng": a row that adds others up.
pub fn is_total(text: &str) -> bool {
    TOTALS.contains(&&*key::loose_shared(text))
}

/// "Ghi chú: …", "Nguồn: …": a remark below or inside a table.
pub fn is_note(text: &str) -> bool {
    let head = text.split(':').next().unwrap_or(text);
    !is_sentence(head) && NOTES.contains(&&*key::loose_shared(head)) || text.trim_start().starts_with("(*)")
}

/// A signature or its date line: the data end here.
pub fn is_end(text: &str) -> bool {
    if is_sentence(text) {
        return false;
    }
    let key = key::loose_shared(text);
    let dated = key.contains("ngay ") && key.contains(" thang ") && key.contains(" nam") && key.len() < 60;
    dated || ENDS.contains(&&*key)
}

/// "(1)", "2", "A", "3=1+2", "(4)=(3)/(2)": a cell of the row of column numbers.
pub fn is_column_number(text: &str) -> bool {
    let text = text.trim();
    if is_sentence(text) {
        return false;
    }
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let signs = text.chars().all(|c| c.is_ascii_digit() || "()=+-*/:x. %".contains(c));
    let letter = text.len() == 1 && text.chars().all(|c| c.is_ascii_uppercase());
    letter || (digits && signs && text.chars().count() <= 20)
}

/// The unit of a line such as "Đơn vị tính: triệu đồng", "ĐVT: %", "(Đơn vị: tỷ đồng)".
pub fn unit_line(text: &str) -> Option<String> {
    let (head, unit) = text.split_once(':')?;
    let known = ["don vi tinh", "dvt", "don vi", "d v t", "dv tinh"].contains(&key::loose(head).as_str());
    let unit = key::tidy(unit.trim_end_matches([')', ']', '.', ' ']));
    (known && !unit.is_empty()).then_some(unit)
}

/// "nt", "như trên", "\"": the same as above.
pub fn is_ditto(text: &str) -> bool {
    matches!(&*key::loose_shared(text), "nt" | "nhu tren")
        || matches!(text.trim(), "\"" | "''" | "”" | "-\"-" | "-nt-")
}

#[cfg(test)]
mod tests {
    use super::{is_column_number, is_end, is_note, is_total, unit_line};

    #[test]
    fn rows_that_are_not_data() {
        assert!(is_total("TỔNG CỘNG"));
        assert!(!is_total("Tổng sản lượng lương thực"));
        assert!(is_note("Ghi chú: số liệu ước"));
        assert!(is_end("Quảng Yên, ngày 15 tháng 9 năm 2023"));
        assert!(is_end("Người lập biểu"));
        assert!(!is_end("Số ngày công"));
        for text in ["(1)", "2", "A", "3=1+2", "(4)=(3)/(2)*100"] {
            assert!(is_column_number(text), "{text}");
        }
        assert!(!is_column_number("CT01"));
        assert_eq!(unit_line("(Đơn vị tính: triệu đồng)").as_deref(), Some("triệu đồng"));
        assert_eq!(unit_line("Chỉ tiêu: %"), None);
    }
}

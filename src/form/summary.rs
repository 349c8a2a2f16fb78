//! The summary of one level as a submission to the next: the sheet by which it is known, and what its sheet of data says.

use super::SheetKind;
use crate::domain::key;
use crate::workbook::{Address, Sheet, Value, Workbook};

/// Name of the hidden sheet by which a summary is known; it is also its cover.
pub const SHEET: &str = "TongHop";

/// What stands in its first cell, beside it the version; below it the labels of a cover.
pub const STAMP: &str = "Phiên bản bảng tổng hợp";

/// Raised when the sheet of data is laid out so differently that an older program would misread it.
pub const VERSION: u32 = 1;

/// The labels of the cover, as `Label` understands them: organ, year of the plan, number of the draft, as-of date.
pub const COVER: [&str; 4] = ["Đơn vị", "Năm kế hoạch", "Lần nộp", "Ngày nộp"];

/// The sheet of data, one figure a row.
pub const DATA: &str = "So lieu";
/// Its headings by which a figure is read again.
pub const CODE: &str = "Mã chỉ tiêu";
pub const NAME: &str = "Chỉ tiêu";
pub const KEY: &str = "Cột";
pub const COLUMN: &str = "Tên cột";
pub const WORDS: &str = "Số in trên biểu";
pub const LOW: &str = "Cận dưới";
pub const HIGH: &str = "Cận trên";
pub const UNIT: &str = "Đơn vị tính";
pub const STATUS: &str = "Tình trạng";
pub const CAVEAT: &str = "Lưu ý";

/// What stands under `STATUS` where there is no figure.
pub const MISSING: &str = "chưa có";
/// And where units are missing from a total.
pub const PROVISIONAL: &str = "tạm tính";

/// The tasks and the opinions.
pub const TASKS: &str = "Nhiem vu";
pub const OPINIONS: &str = "Y kien";

/// The hidden sheet, if the workbook is a summary of our own making.
pub fn stamp(workbook: &Workbook) -> Option<&Sheet> {
    let first = |sheet: &&Sheet| match sheet.get(Address::new(0, 0)).map(|cell| &cell.value) {
        Some(Value::Text(text)) => key::loose(text) == key::loose(STAMP),
        _ => false,
    };
    workbook.sheets.iter().filter(|sheet| &*sheet.name == SHEET).find(first)
}

/// The version that the hidden sheet names, as typed.
pub fn version(stamp: &Sheet) -> String {
    match stamp.get(Address::new(0, 1)).map(|cell| &cell.value) {
        Some(Value::Text(text)) => key::tidy(text),
        Some(Value::Number(number)) => number.normalize().to_string(),
        _ => String::new(),
    }
}

/// What a sheet of a summary gives to the next level; `None` for sheets that are there to be printed.
pub fn part(name: &str) -> Option<SheetKind> {
    match name {
        SHEET => Some(SheetKind::Cover),
        DATA => Some(SheetKind::Figures),
        TASKS => Some(SheetKind::Tasks),
        OPINIONS => Some(SheetKind::Opinions),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{SHEET, part, stamp, version};
    use crate::testing::workbook;

    #[test]
    fn a_summary_is_known_by_its_hidden_sheet_only() {
        let book = workbook(&format!("# sheet: {SHEET}\n| Phiên bản bảng tổng hợp | 1 |"));
        assert_eq!(stamp(&book).map(version).as_deref(), Some("1"));
        assert!(stamp(&workbook(&format!("# sheet: {SHEET}\n| Chỉ tiêu | ĐVT |"))).is_none());
        assert!(stamp(&workbook("# sheet: So lieu\n| Phiên bản bảng tổng hợp | 1 |")).is_none());
        assert!(part("Chi tieu").is_none() && part("So lieu").is_some());
    }
}

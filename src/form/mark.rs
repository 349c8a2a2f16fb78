//! The hidden sheet by which a form of our own making is known again: version, plan, department.

use crate::domain::key;
use crate::workbook::{Address, Sheet, Value};

/// Name of the hidden sheet.
pub const SHEET: &str = "MauBieu";

/// Version of the forms that this program makes; raised when a form is laid out so differently that an older
/// program would misread it.
pub const VERSION: u32 = 1;

/// What stands in the first column, in order; the values stand beside it.
pub const LABELS: [&str; 4] = ["Phiên bản biểu", "Mã kế hoạch", "Tên kế hoạch", "Mã đơn vị"];

/// What the hidden sheet says, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    pub version: String,
    /// Folder name of the plan.
    pub plan: String,
    /// Title of the plan.
    pub title: String,
    /// Department code.
    pub department: String,
}

impl Mark {
    /// The values in the order of `LABELS`.
    pub fn values(&self) -> [&str; 4] {
        [&self.version, &self.plan, &self.title, &self.department]
    }

    /// The mark on a sheet of that name; `None` on any other sheet, or where nothing of it is left.
    pub fn of(sheet: &Sheet) -> Option<Mark> {
        let same = key::loose(&sheet.name).replace(' ', "") == key::loose(SHEET).replace(' ', "");
        if !same {
            return None;
        }
        let [version, plan, title, department] = LABELS.map(|label| beside(sheet, label).unwrap_or_default());
        let mark = Mark { version, plan, title, department };
        (mark != Mark::default()).then_some(mark)
    }
}

/// The text to the right of a label in the first column, among the first rows.
fn beside(sheet: &Sheet, label: &str) -> Option<String> {
    let wanted = key::loose(label);
    let row = (0..20)
        .find(|row| text(sheet, Address::new(*row, 0)).is_some_and(|text| key::loose(&text) == wanted))?;
    text(sheet, Address::new(row, 1))
}

fn text(sheet: &Sheet, at: Address) -> Option<String> {
    match &sheet.get(at)?.value {
        Value::Text(text) => Some(key::tidy(text)),
        Value::Number(number) => Some(number.normalize().to_string()),
        Value::Bool(_) | Value::Date(_) | Value::Error(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Mark;
    use crate::testing::sheet;

    #[test]
    fn the_mark_is_read_from_its_own_sheet_only() {
        let grid = "| Phiên bản biểu | 1 |\n| Mã kế hoạch | qy-2024 |\n| Mã đơn vị | YTE |";
        let mark = Mark::of(&sheet("MauBieu", grid)).unwrap();
        assert_eq!(
            (mark.version.as_str(), mark.plan.as_str(), mark.department.as_str()),
            ("1", "qy-2024", "YTE")
        );
        assert_eq!(Mark::of(&sheet("ChiTieu", grid)), None);
        assert_eq!(Mark::of(&sheet("MauBieu", "| x | y |")), None);
    }
}

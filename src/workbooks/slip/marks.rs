//! Which cells of which sheet are at fault, and what is said of each.

use std::collections::BTreeMap;

use crate::domain::Receipt;
use crate::finding::{Finding, Severity};
use crate::workbook::Address;

/// What is said of one cell.
#[derive(Debug, Clone)]
pub struct Mark {
    pub severity: Severity,
    /// For the comment.
    pub text: String,
}

/// File → sheet → cell → mark.
pub type Marks<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeMap<Address, Mark>>>;

/// Every cell that a finding of the receipt names; of a range every cell, as far as ranges are small.
pub fn marks<'a>(receipt: &Receipt<'a>) -> Marks<'a> {
    let mut out = Marks::new();
    let findings = receipt.findings();
    for finding in findings {
        let place = &finding.place;
        let (Some(file), Some(sheet), Some(cell)) = (&place.file, &place.sheet, &place.cell) else {
            continue;
        };
        let cells = out.entry(file).or_default().entry(sheet).or_default();
        for (nth, at) in addresses(cell).into_iter().enumerate() {
            add(cells, at, finding, nth == 0);
        }
    }
    out
}

fn add(cells: &mut BTreeMap<Address, Mark>, at: Address, finding: &Finding, speaks: bool) {
    let text = if speaks { comment(finding) } else { String::new() };
    let mark = cells.entry(at).or_insert(Mark { severity: finding.severity, text: String::new() });
    mark.severity = mark.severity.max(finding.severity);
    if !mark.text.is_empty() && !text.is_empty() {
        mark.text.push_str("\n\n");
    }
    mark.text.push_str(&text);
}

/// `LỖI TH0301: …` with what was expected, found, and how to mend it: colour is never the only sign.
fn comment(finding: &Finding) -> String {
    let mut text = format!(
        "{} {}: {}",
        finding.severity.vietnamese().to_uppercase(),
        finding.code.id(),
        finding.message
    );
    let details =
        [("Cần", &finding.expected), ("Đang ghi", &finding.found), ("Chênh lệch", &finding.difference)];
    for (label, value) in details {
        if let Some(value) = value {
            text.push_str(&format!("\n{label}: {value}"));
        }
    }
    let help = finding.help.as_deref().unwrap_or_else(|| finding.code.remedy());
    text.push_str(&format!("\nCách sửa: {help}"));
    text
}

/// A range of more cells than this is marked at its first cell only.
const MOST_CELLS: u32 = 200;

/// `B4:C5`, and lists as people read them: `A1–A2, B1`.
fn addresses(cells: &str) -> Vec<Address> {
    cells.split(", ").flat_map(range).take(MOST_CELLS as usize).collect()
}

fn range(cell: &str) -> Vec<Address> {
    let (first, last) = cell.split_once([':', '–']).unwrap_or((cell, cell));
    let (Some(first), Some(last)) = (Address::parse(first), Address::parse(last)) else {
        return Vec::new();
    };
    let rows = last.row.saturating_sub(first.row).saturating_add(1);
    let columns = last.col.saturating_sub(first.col).saturating_add(1);
    if rows.saturating_mul(columns) > MOST_CELLS {
        return vec![first];
    }
    (0..rows)
        .flat_map(|row| (0..columns).map(move |col| Address::new(first.row + row, first.col + col)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn ranges_are_taken_apart_and_huge_ones_are_not() {
        let cells: Vec<String> = addresses("B4:C5").iter().map(ToString::to_string).collect();
        assert_eq!(cells, ["B4", "C4", "B5", "C5"]);
        assert_eq!(addresses("A1:XFD1048576").len(), 1);
        assert_eq!(addresses("E7").len(), 1);
        let list: Vec<String> = addresses("A1–A2, B1, C1").iter().map(ToString::to_string).collect();
        assert_eq!(list, ["A1", "A2", "B1", "C1"]);
        assert!(addresses("dòng 7").is_empty());
    }
}

//! One indicator stands in two rows of one file.
//!
//! **What it means.** Two rows name the same indicator. If their figures differ, nobody can tell which is meant,
//! and none of the differing figures is used. If they agree, the rows are merged and only a note is left.
//! **Why it matters.** A total would count the indicator twice or by chance once.
//! **Example.** "Số hộ cận nghèo" with 150 in row 5 and 160 in row 9.
//! **How to mend.** Keep the right row, delete the other.

use crate::domain::{Draft, DraftRow};
use crate::finding::{Code, Severity};
use crate::validate::desk::{Desk, cell_in, figure};
use crate::validate::fault::{Fault, Target, finding};

/// Compares each row with the first row of its indicator.
pub fn row_duplicate(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let mut first: Vec<Option<usize>> = vec![None; desk.settings.catalogue.indicators.len()];
    let mut out = Vec::new();
    for (position, row) in draft.figures.iter().enumerate() {
        let Some(first) = first.get_mut(row.indicator) else { continue };
        let earlier = *first.get_or_insert(position);
        if earlier != position
            && let Some(before) = draft.figures.get(earlier)
        {
            out.extend(compare(draft, desk, (earlier, before), (position, row)));
        }
    }
    out
}

fn compare(
    draft: &Draft,
    desk: &Desk<'_>,
    first: (usize, &DraftRow),
    second: (usize, &DraftRow),
) -> Option<Fault> {
    let name = &desk.spec(second.1)?.name;
    let mut differing: Vec<(Target, Target, String, String)> = Vec::new();
    let mut alike = 0;
    for (cell, here) in second.1.cells.iter().enumerate() {
        let there = cell_in(first.1, here.column);
        let Some((other, before)) = there else {
            continue;
        };
        let (Some(value), Some(known)) = (figure(here), figure(before)) else {
            continue;
        };
        if (value.low(), value.high(), value.qualifier(), value.kind())
            == (known.low(), known.high(), known.qualifier(), known.kind())
        {
            alike += 1;
            continue;
        }
        let targets = (Target::Cell { row: second.0, cell }, Target::Cell { row: first.0, cell: other });
        differing.push((targets.0, targets.1, known.text().into_owned(), value.text().into_owned()));
    }
    let row_of = first.1.label.cell.row + 1;
    if let Some((target, _, known, value)) = differing.first() {
        let message =
            format!("“{name}” đã ghi ở dòng {row_of} với số liệu khác ({known}; dòng này {value}).");
        let finding = finding(draft, Code::RowDuplicate, &second.1.label, message)
            .expected(known.clone())
            .found(value.clone());
        let also = differing.iter().flat_map(|(here, there, _, _)| [*here, *there]).collect();
        return Some(Fault { finding, target: *target, also });
    }
    let message = format!("“{name}” đã ghi ở dòng {row_of} với cùng số liệu; hai dòng được gộp.");
    let note = finding(draft, Code::RowDuplicate, &second.1.label, message).severity(Severity::Note);
    (alike > 0).then(|| Fault::new(Target::Row(second.0), note))
}

#[cfg(test)]
mod tests {
    use crate::testing::check_rules;

    #[test]
    fn differing_rows_are_an_error_and_lose_the_figure() {
        let submissions = check_rules(
            "LDTBXH",
            "| Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 |
             | Số hộ cận nghèo | hộ | 200 | 150 |
             | Số hộ cận nghèo | hộ | 200 | 160 |
             | ^^ TH0211 | | | |",
        );
        let columns: Vec<u32> = submissions[0].figures.iter().map(|sent| sent.column).collect();
        assert_eq!(columns, [2]);
    }

    #[test]
    fn equal_rows_are_merged_and_rows_that_complete_each_other_too() {
        let submissions = check_rules(
            "LDTBXH",
            "| Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 |
             | Số hộ cận nghèo | hộ | | 150 |
             | Số hộ cận nghèo | hộ | 200 | 150 |
             | ^^ TH0211 | | | |",
        );
        let indicators: Vec<u32> = submissions[0].figures.iter().map(|sent| sent.indicator).collect();
        assert_eq!((indicators.len(), indicators[0]), (2, indicators[1]));
    }
}

//! A figure is ten times the earlier column's, or a tenth of it.
//!
//! **What it means.** Between two columns of one row the size changes by a factor of ten or more.
//! **Why it matters.** Nearly always triệu đồng for tỷ đồng, or a lost comma.
//! **Example.** ƯTH năm 2023: 1.020 tỷ đồng; KH năm 2024: 1.100.000.
//! **How to mend.** Check the unit of the figure; if it is right, give the reason in the column Ghi chú.

use crate::domain::{Decimal, Draft, DraftRow, IndicatorSpec, number, unit};
use crate::finding::Code;
use crate::validate::desk::{Desk, level};
use crate::validate::fault::{Fault, Target, finding};

/// Counts below this change tenfold in honest years ("1 xã" to "12 xã").
const SMALL: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
const FACTOR: Decimal = Decimal::TEN;

/// Compares each exact level with the nearest earlier one, in the plan's column order.
pub fn magnitude_jump(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let mut out = Vec::new();
    for (row, draft_row) in draft.figures.iter().enumerate() {
        let Some(spec) = desk.spec(draft_row) else {
            continue;
        };
        if !unit::same_kind(&spec.unit, "%") && draft_row.note.is_none() {
            out.extend(jumps(draft, desk, row, draft_row, spec));
        }
    }
    out
}

fn jumps(
    draft: &Draft,
    desk: &Desk<'_>,
    row: usize,
    draft_row: &DraftRow,
    spec: &IndicatorSpec,
) -> Vec<Fault> {
    let mut cells: Vec<(usize, usize, Decimal)> = draft_row
        .cells
        .iter()
        .enumerate()
        .filter_map(|(cell, figure)| Some((figure.column, cell, level(figure)?.exact()?)))
        .collect();
    cells.sort_unstable_by_key(|(column, _, _)| *column);
    let mut out = Vec::new();
    for pair in cells.windows(2) {
        let [(before, _, earlier), (_, cell, value)] = pair else {
            continue;
        };
        let Some(figure) = draft_row.cells.get(*cell).filter(|_| is_jump(*earlier, *value)) else {
            continue;
        };
        let print = |value: Decimal| unit::join(&number::vietnamese(value, None), &spec.unit);
        let title =
            desk.settings.columns.get(*before).map(|column| column.short.as_str()).unwrap_or_default();
        let message =
            format!("“{}” là {}, cột trước ({title}) là {}.", spec.name, print(*value), print(*earlier))
                .replace(" ()", "");
        let finding = finding(draft, Code::MagnitudeJump, &figure.origin, message)
            .expected(format!("cùng cỡ với {}", print(*earlier)))
            .found(print(*value))
            .difference(print(value.saturating_sub(*earlier)));
        out.push(Fault::new(Target::Cell { row, cell: *cell }, finding));
    }
    out
}

fn is_jump(earlier: Decimal, value: Decimal) -> bool {
    let (small, large) = (earlier.abs().min(value.abs()), earlier.abs().max(value.abs()));
    !small.is_zero() && large >= SMALL && small.checked_mul(FACTOR).is_some_and(|ten| large >= ten)
}

#[cfg(test)]
mod tests {
    use crate::testing::check_rules_whole;
    use crate::testing::settings;

    #[test]
    fn tenfold_is_a_jump_ninefold_and_small_counts_are_not() {
        let settings = settings();
        check_rules_whole(
            &settings,
            "TCKH",
            "| Chỉ tiêu | ĐVT | TH năm 2022 | ƯTH năm 2023 | KH năm 2024 |
             | Tốc độ tăng trưởng kinh tế | % | 2 | 21 | 22 |
             | Thu ngân sách nhà nước | tỷ đồng | 110 | 1020 | 10200 |
             | | | | | ^^ TH0308 |",
            &[],
        );
        check_rules_whole(
            &settings,
            "LDTBXH",
            "| Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 |
             | Số hộ cận nghèo | hộ | 19 | 1 |",
            &[],
        );
    }
}

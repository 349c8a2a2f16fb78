//! A figure is ten times the earlier column's, or a tenth of it.
//!
//! **What it means.** Between two columns of one row the size changes by a factor of ten or more.
//! **Why it matters.** Nearly always triệu đồng for tỷ đồng, or a lost comma.
//! **Example.** ƯTH năm 2023: 1.020 tỷ đồng; KH năm 2024: 1.100.000.
//! **How to mend.** Check the unit of the figure; if it is right, give the reason in the column Ghi chú.

use crate::domain::{Decimal, Draft, DraftFigure, DraftRow, IndicatorSpec, number, unit};
use crate::finding::Code;
use crate::validate::desk::{Desk, level};
use crate::validate::fault::{Fault, Target, finding};

/// Counts below this change tenfold in honest years ("1 xã" to "12 xã").
const SMALL: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
const FACTOR: Decimal = Decimal::TEN;

/// Compares each exact level with the nearest earlier one, in the plan's column order.
pub fn magnitude_jump(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let mut out = Vec::new();
    let mut levels = Vec::new();
    for (row, draft_row) in draft.figures.iter().enumerate().filter(|(_, row)| row.note.is_none()) {
        let (Some(spec), Some(insight)) = (desk.spec(draft_row), desk.insight(draft_row)) else {
            continue;
        };
        if insight.percent {
            continue;
        }
        let exact = |(cell, figure): (usize, &DraftFigure)| {
            Some(Level { column: figure.column, cell, value: level(figure)?.exact()? })
        };
        levels.clear();
        levels.extend(draft_row.cells.iter().enumerate().filter_map(exact));
        levels.sort_unstable_by_key(|level| level.column);
        out.extend(levels.windows(2).filter_map(|pair| jump(draft, desk, (row, draft_row), spec, pair)));
    }
    out
}

/// An exact level of a row.
struct Level {
    column: usize,
    cell: usize,
    value: Decimal,
}

fn jump(
    draft: &Draft,
    desk: &Desk<'_>,
    (row, draft_row): (usize, &DraftRow),
    spec: &IndicatorSpec,
    pair: &[Level],
) -> Option<Fault> {
    let [before, Level { cell, value, .. }] = pair else { return None };
    let earlier = before.value;
    if !is_jump(earlier, *value) {
        return None;
    }
    let figure = draft_row.cells.get(*cell)?;
    let print = |value: Decimal| unit::join(&number::vietnamese(value, None), &spec.unit);
    let title =
        desk.settings.columns.get(before.column).map(|column| column.short.as_str()).unwrap_or_default();
    let message = format!("“{}” là {}, cột trước ({title}) là {}.", spec.name, print(*value), print(earlier))
        .replace(" ()", "");
    let finding = finding(draft, Code::MagnitudeJump, &figure.origin, message)
        .expected(format!("cùng cỡ với {}", print(earlier)))
        .found(print(*value))
        .difference(print(value.saturating_sub(earlier)));
    Some(Fault::new(Target::Cell { row, cell: *cell }, finding))
}

fn is_jump(earlier: Decimal, value: Decimal) -> bool {
    // Nearly every pair: whole numbers of one size.
    let whole = |number: Decimal| (number.scale() == 0).then(|| number.mantissa().unsigned_abs());
    if let (Some(a), Some(b)) = (whole(earlier), whole(value))
        && a.max(b) < a.min(b).saturating_mul(10)
    {
        return false;
    }
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

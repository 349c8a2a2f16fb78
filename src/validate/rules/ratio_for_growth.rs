//! A ratio stands where a growth rate belongs, or the other way round.
//!
//! **What it means.** A rate of growth ("tốc độ tăng …", "tăng trưởng") is near 100 as only a ratio to the year before
//! is (108,44 for 8,44); or an index ("chỉ số …", "so với …") is as small as only a growth rate is.
//! **Why it matters.** The figure is wrong by exactly 100.
//! **Example.** Tốc độ tăng trưởng kinh tế: TH 9,2; ƯTH 9,8; KH 108,44.
//! **How to mend.** Write 8,44 for a rate of growth, 108,44 for a ratio.

use crate::domain::{Decimal, Draft, DraftRow, IndicatorSpec, key, number, unit};
use crate::finding::{Code, Finding};
use crate::validate::desk::{Desk, figure, level};
use crate::validate::fault::{Fault, Target, finding};

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;
/// A ratio to the year before: no territory shrinks by more than a tenth or grows by more than a half.
const RATIOS: (Decimal, Decimal) =
    (Decimal::from_parts(90, 0, 0, false, 0), Decimal::from_parts(150, 0, 0, false, 0));
/// A rate of growth lies below this.
const HIGHEST_GROWTH: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

/// Looks at percentages whose name says growth or ratio; the other columns of the row must say the contrary.
pub fn ratio_for_growth(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let rows = draft.figures.iter().enumerate();
    rows.filter_map(|(row, draft_row)| Some((row, draft_row, desk.spec(draft_row)?)))
        .filter(|(_, _, spec)| unit::same_kind(&spec.unit, "%"))
        .flat_map(|(row, draft_row, spec)| wrong(draft, row, draft_row, spec))
        .collect()
}

fn wrong(draft: &Draft, row: usize, draft_row: &DraftRow, spec: &IndicatorSpec) -> Vec<Fault> {
    let name = key::fold(&spec.name);
    let is_growth = name.contains("tốc độ tăng") || name.contains("tăng trưởng");
    let is_ratio = !is_growth && (name.contains("chỉ số") || name.contains("so với"));
    if !is_growth && !is_ratio {
        return Vec::new();
    }
    let values: Vec<(usize, Decimal)> = draft_row
        .cells
        .iter()
        .enumerate()
        .filter_map(|(cell, one)| Some((cell, figure(one)?.nominal()?)))
        .collect();
    let is_strange = |value: Decimal| if is_growth { ratio(value) } else { value.abs() < HIGHEST_GROWTH };
    let others = |cell: usize| {
        let mut others = values.iter().filter(|(at, _)| *at != cell);
        // A growth rate near 100 is strange by itself; a small index only beside ratios.
        let alone = values.len() == 1;
        (alone && is_growth) || (!alone && others.any(|(_, value)| !is_strange(*value)))
    };
    let strange = values.iter().filter(|(cell, value)| is_strange(*value) && others(*cell));
    strange.filter_map(|(cell, value)| fault(draft, (row, *cell), draft_row, spec, *value)).collect()
}

fn ratio(value: Decimal) -> bool {
    value >= RATIOS.0 && value <= RATIOS.1
}

fn fault(
    draft: &Draft,
    (row, cell): (usize, usize),
    draft_row: &DraftRow,
    spec: &IndicatorSpec,
    value: Decimal,
) -> Option<Fault> {
    let at = draft_row.cells.get(cell)?;
    let is_ratio = ratio(value);
    let wanted = if is_ratio { value.checked_sub(HUNDRED)? } else { value.checked_add(HUNDRED)? };
    let print = |value: Decimal| unit::join(&number::vietnamese(value, None), &spec.unit);
    let (is, wants) = if is_ratio {
        ("tỷ lệ so với kỳ trước", "tốc độ tăng")
    } else {
        ("tốc độ tăng", "tỷ lệ so với kỳ trước")
    };
    let message = format!("“{}” là {wants} nhưng {} có dạng {is}.", spec.name, print(value));
    let finding: Finding = finding(draft, Code::RatioForGrowth, &at.origin, message)
        .expected(format!("{} nếu đúng là {wants}", print(wanted)))
        .found(level(at).map_or_else(|| print(value), |quantity| unit::join(&quantity.text(), &spec.unit)))
        .difference(print(value.saturating_sub(wanted)));
    Some(Fault::new(Target::Cell { row, cell }, finding))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_rules, check_rules_with, settings};

    const HEAD: &str = "| Chỉ tiêu | ĐVT | TH năm 2022 | ƯTH năm 2023 | KH năm 2024 |\n";

    #[test]
    fn a_ratio_among_growth_rates_is_reported_growth_is_not() {
        let row = "| Tốc độ tăng trưởng kinh tế | % | 9,2 | 9,8 |";
        check_rules("TCKH", &format!("{HEAD}{row} 108,44 |\n| | | | | ^^ TH0311 |"));
        check_rules("TCKH", &format!("{HEAD}{row} 9,9 |"));
        // A steep year is no ratio.
        check_rules("TCKH", &format!("{HEAD}{row} 61 |"));
    }

    #[test]
    fn a_growth_rate_among_indices_is_reported_an_index_is_not() {
        let mut settings = settings();
        settings.catalogue.indicators[0].name = "Chỉ số sản xuất công nghiệp".into();
        let row = "| Chỉ số sản xuất công nghiệp | % | 109,1 | 107,5 |";
        check_rules_with(&settings, "TCKH", &format!("{HEAD}{row} 8,44 |\n| | | | | ^^ TH0311 |"));
        check_rules_with(&settings, "TCKH", &format!("{HEAD}{row} 108,44 |"));
    }
}

//! A ratio stands where a growth rate belongs, or the other way round.
//!
//! **What it means.** A rate of growth ("tốc độ tăng …", "tăng trưởng", "tỷ lệ tăng …") is near 100 as only a ratio to
//! the year before is (108,44 for 8,44); or an index ("chỉ số …", "tốc độ phát triển", "so với …") is as small as only
//! a growth rate is; or, whatever the indicator, a cell says "tăng 108,4%" where the columns beside it grow by a tenth,
//! or a percentage stands at 108,4 beside columns at 8 and 9, or at 8,4 beside columns at 108 and 109.
//! **Why it matters.** The figure is wrong by exactly 100.
//! **Example.** Tốc độ tăng trưởng kinh tế: TH 9,2; ƯTH 9,8; KH 108,44.
//! **How to mend.** Write 8,44 for a rate of growth, 108,44 for a ratio.

use crate::domain::{Decimal, Draft, DraftRow, IndicatorSpec, Kind, key, number, unit};
use crate::finding::{Code, Finding};
use crate::validate::desk::{Desk, figure, level};
use crate::validate::fault::{Fault, Target, finding};

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;
const TEN: Decimal = Decimal::TEN;
/// A ratio to the year before: no territory shrinks by more than a tenth or grows by more than a half.
const RATIOS: (Decimal, Decimal) =
    (Decimal::from_parts(90, 0, 0, false, 0), Decimal::from_parts(150, 0, 0, false, 0));
/// A rate of growth lies below this.
const HIGHEST_GROWTH: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

/// Looks at percentages whose name says growth or ratio; the other columns of the row must say the contrary.
pub fn ratio_for_growth(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let rows = draft.figures.iter().enumerate();
    rows.filter_map(|(row, draft_row)| {
        Some((row, draft_row, desk.spec(draft_row)?, desk.insight(draft_row)?))
    })
    .flat_map(|(row, draft_row, spec, insight)| match insight.said.filter(|_| insight.percent) {
        Some(said) => wrong(draft, row, draft_row, spec, said),
        None if insight.percent => beside(draft, row, draft_row, spec),
        None => rises(draft, row, draft_row, spec, insight.percent),
    })
    .collect()
}

/// What the name of a percentage promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Growth,
    /// "Tốc độ phát triển", "chỉ số sản xuất": near 100 and nothing else.
    Index,
    /// "So với", "chỉ số": near 100, or a share or a score.
    Ratio,
}

const INDEX_WORDS: &[&str] = &["tốc độ phát triển", "chỉ số sản xuất", "chỉ số giá", "chỉ số phát triển"];
const RATIO_WORDS: &[&str] = &["chỉ số", "so với"];
const GROWTH_WORDS: &[&str] =
    &["tốc độ", "tăng trưởng", "tỷ lệ tăng", "tỉ lệ tăng", "mức tăng", "nhịp độ tăng"];

/// What a name promises, whatever its unit.
pub fn said(name: &str) -> Option<Said> {
    let name = key::fold(name);
    let has = |words: &[&str]| words.iter().any(|word| name.contains(&key::fold(word)));
    if has(INDEX_WORDS) {
        Some(Said::Index)
    } else if has(GROWTH_WORDS) || name.starts_with("tăng ") {
        Some(Said::Growth)
    } else if has(RATIO_WORDS) {
        Some(Said::Ratio)
    } else {
        None
    }
}

/// "Tăng 108,4%" of any indicator: a ratio, if another column of the row moves by a percentage too, and by less.
fn rises(draft: &Draft, row: usize, draft_row: &DraftRow, spec: &IndicatorSpec, percent: bool) -> Vec<Fault> {
    let moves: Vec<(usize, Decimal)> = draft_row
        .cells
        .iter()
        .enumerate()
        .filter_map(|(cell, one)| {
            let quantity = figure(one).filter(|quantity| quantity.kind() != Kind::Level)?;
            let in_percent = quantity.unit().map_or(percent, |unit| unit::same_kind(unit, "%"));
            in_percent.then_some(())?;
            Some((cell, quantity.nominal()?))
        })
        .collect();
    let strange = moves.iter().filter(|(cell, value)| {
        ratio(*value) && moves.iter().any(|(at, other)| at != cell && !ratio(*other))
    });
    strange.filter_map(|(cell, value)| fault(draft, (row, *cell), draft_row, spec, *value)).collect()
}

/// A percentage whose name says neither: the other columns are all of one form, and this one is of the other form and,
/// by 100, of their size. No share is beyond 100, so one side is a ratio for certain.
fn beside(draft: &Draft, row: usize, draft_row: &DraftRow, spec: &IndicatorSpec) -> Vec<Fault> {
    let values = values(draft_row);
    let strange = values.iter().filter(|(cell, value)| {
        let others: Vec<Decimal> =
            values.iter().filter(|(at, _)| at != cell).map(|(_, value)| *value).collect();
        let (Some(least), Some(most)) = (others.iter().min(), others.iter().max()) else {
            return false;
        };
        let wide = (*most - *least).max(TEN);
        if *value > HUNDRED && *least > Decimal::ZERO && *most < HIGHEST_GROWTH {
            let growth = *value - HUNDRED;
            growth >= *least - wide && growth <= *most + wide
        } else {
            *value < HIGHEST_GROWTH && *least > HUNDRED && *most <= RATIOS.1 && {
                let ratio = *value + HUNDRED;
                ratio >= *least - wide && ratio <= *most + wide
            }
        }
    });
    let found: Vec<Fault> =
        strange.filter_map(|(cell, value)| fault(draft, (row, *cell), draft_row, spec, *value)).collect();
    if found.is_empty() { rises(draft, row, draft_row, spec, true) } else { found }
}

/// The numbers of a row, each with its cell.
fn values(row: &DraftRow) -> Vec<(usize, Decimal)> {
    let cells = row.cells.iter().enumerate();
    cells.filter_map(|(cell, one)| Some((cell, figure(one)?.nominal()?))).collect()
}

fn wrong(draft: &Draft, row: usize, draft_row: &DraftRow, spec: &IndicatorSpec, said: Said) -> Vec<Fault> {
    let is_growth = said == Said::Growth;
    let values = values(draft_row);
    let is_strange = |value: Decimal| if is_growth { ratio(value) } else { value.abs() < HIGHEST_GROWTH };
    let others = |cell: usize| {
        let mut others = values.iter().filter(|(at, _)| *at != cell);
        // A growth rate near 100 is strange by itself, however many columns are; a small index only beside ratios,
        // unless its name can mean nothing else.
        is_growth || said == Said::Index || others.any(|(_, value)| !is_strange(*value))
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
    let print = |value: Decimal| unit::join(&number::vietnamese(value, None), "%");
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
    fn the_words_of_growth_and_of_ratios() {
        let mut settings = settings();
        for (name, row, mark) in [
            ("Tỷ lệ tăng dân số tự nhiên", "| 1,1 | 1,0 | 101,0 |", "TH0311"),
            ("Tăng giá trị sản xuất công nghiệp", "| 12 | 11 | 112,5 |", "TH0311"),
            ("Tốc độ phát triển giá trị sản xuất", "| 109 | 108 | 8,5 |", "TH0311"),
        ] {
            settings.catalogue.indicators[0].name = name.into();
            let row = format!("| {name} | % {row}");
            check_rules_with(&settings, "TCKH", &format!("{HEAD}{row}\n| | | | | ^^ {mark} |"));
        }
        settings.catalogue.indicators[0].name = "Tỷ lệ hộ dùng nước sạch".into();
        check_rules_with(&settings, "TCKH", &format!("{HEAD}| Tỷ lệ hộ dùng nước sạch | % | 97 | 98 | 99 |"));
    }

    #[test]
    fn one_column_or_all_of_them_are_enough_where_the_name_says_it() {
        let mut settings = settings();
        let mut check = |name: &str, row: &str, marks: &str| {
            settings.catalogue.indicators[0].name = name.into();
            check_rules_with(&settings, "TCKH", &format!("{HEAD}| {name} | % {row}\n| | {marks}"));
        };
        check("Tốc độ tăng trưởng kinh tế", "| | | 108,44 |", "| | | ^^ TH0311 |");
        let all = "| ^^ TH0311 | ^^ TH0311 | ^^ TH0311 |";
        check("Tốc độ tăng trưởng kinh tế", "| 109,2 | 109,8 | 108,44 |", all);
        check("Chỉ số sản xuất công nghiệp", "| | | 8,44 |", "| | | ^^ TH0311 |");
        check("Tỷ lệ nợ xấu so với tổng dư nợ", "| | | 2,1 |", "| | | |");
    }

    #[test]
    fn columns_tell_where_the_name_does_not() {
        let mut settings = settings();
        let mut check = |row: &str, mark: &str| {
            settings.catalogue.indicators[0].name = "Giá trị sản xuất công nghiệp".into();
            let row = format!("| Giá trị sản xuất công nghiệp | % {row}");
            check_rules_with(&settings, "TCKH", &format!("{HEAD}{row}\n| | | | | {mark}"));
        };
        check("| 9,2 | 9,8 | 108,44 |", "^^ TH0311 |");
        check("| 109,2 | 109,8 | 8,44 |", "^^ TH0311 |");
        check("| 92 | 93 | 94 |", "|");
        check("| 45 | 52 | 101 |", "|");
    }

    #[test]
    fn said_to_rise_by_a_ratio() {
        let row = "| Thu ngân sách nhà nước | tỷ đồng | tăng 9% | tăng 8,5% |";
        check_rules("TCKH", &format!("{HEAD}{row} tăng 108,4% |\n| | | | | ^^ TH0311 |"));
        check_rules("TCKH", &format!("{HEAD}{row} tăng 10% |"));
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

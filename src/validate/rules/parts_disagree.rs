//! The parts of a figure do not add up to it, within one table.
//!
//! **What it means.** The catalogue says that an indicator is the sum (tổng) of those that belong to it (Thuộc); the
//! table gives the whole and every part as exact numbers, and they disagree by more than rounding. Parts that exceed
//! the whole are a warning; parts that fall short of it are a note, and one part alone ("trong đó") nothing.
//! **Why it matters.** The printed total would not be the total of the printed lines.
//! **Example.** Tổng thu 100; thu nội địa 60; thu xuất nhập khẩu 30.
//! **How to mend.** Check the whole and each part.

use std::collections::BTreeMap;

use crate::domain::{Decimal, Draft, IndicatorSpec, number, unit};
use crate::finding::{Code, Severity};
use crate::validate::desk::{Desk, level};
use crate::validate::fault::{Fault, Target, finding};

/// Exact levels of the draft: (indicator, column) → row, cell, value, digits.
type Levels = BTreeMap<(usize, usize), (usize, usize, Decimal, u32)>;

/// Holds each whole against the sum of its parts, column by column.
pub fn parts_disagree(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let specs = &desk.settings.catalogue.indicators;
    let wholes = &desk.insights.wholes;
    if wholes.is_empty() {
        return Vec::new();
    }
    let levels = levels(draft);
    let mut out = Vec::new();
    for (whole, parts) in wholes {
        for column in 0..desk.settings.columns.len() {
            let Some(spec) = specs.get(*whole) else { continue };
            out.extend(fault(draft, specs, spec, (*whole, column), parts, &levels));
        }
    }
    out
}

fn levels(draft: &Draft) -> Levels {
    let mut levels = Levels::new();
    for (row, draft_row) in draft.figures.iter().enumerate() {
        for (cell, figure) in draft_row.cells.iter().enumerate() {
            if let Some((quantity, value)) = level(figure).and_then(|one| Some((one, one.exact()?))) {
                let at = (draft_row.indicator, figure.column);
                levels.entry(at).or_insert((row, cell, value, quantity.decimals()));
            }
        }
    }
    levels
}

fn fault(
    draft: &Draft,
    specs: &[IndicatorSpec],
    spec: &IndicatorSpec,
    (whole, column): (usize, usize),
    parts: &[usize],
    levels: &Levels,
) -> Option<Fault> {
    let (row, cell, value, digits) = *levels.get(&(whole, column))?;
    let (mut sum, mut finest) = (Decimal::ZERO, digits);
    for part in parts {
        let (_, _, value, digits) = levels.get(&(*part, column))?;
        sum = sum.checked_add(unit::convert(*value, &specs.get(*part)?.unit, &spec.unit)?)?;
        finest = finest.max(*digits);
    }
    let difference = value.checked_sub(sum)?;
    // Each rounded number may be off by half of its last digit, the whole too.
    let half = Decimal::new(5, digits.min(finest).min(27) + 1);
    let near = half.checked_mul(Decimal::from(parts.len() + 1))?;
    let is_wrong = if finest == 0 { !difference.is_zero() } else { difference.abs() > near };
    // Parts may be only some of what the whole is made of ("trong đó"): one alone proves nothing by being less.
    let is_short = difference > Decimal::ZERO;
    if !is_wrong || is_short && parts.len() < 2 {
        return None;
    }
    let print = |value: Decimal| unit::join(&number::vietnamese(value, None), &spec.unit);
    let figure = draft.figures.get(row)?.cells.get(cell)?;
    let message = format!("“{}” ghi {}, các thành phần cộng lại là {}.", spec.name, print(value), print(sum));
    let finding = finding(draft, Code::PartsDisagree, &figure.origin, message)
        .expected(print(sum))
        .found(print(value))
        .difference(print(difference));
    let finding = if is_short { finding.severity(Severity::Note) } else { finding };
    Some(Fault::new(Target::Cell { row, cell }, finding))
}

#[cfg(test)]
mod tests {
    use crate::domain::{Aggregation, IndicatorSpec, Settings};
    use crate::testing::{check_rules_whole, indicator, settings};

    fn with_parts() -> Settings {
        let mut settings = settings();
        let part = |code: &str, name: &str| IndicatorSpec {
            parent: Some("CT02".into()),
            ..indicator(code, name, "tỷ đồng", "TCKH")
        };
        settings.catalogue.indicators[1].aggregation = Aggregation::Sum;
        settings.catalogue.indicators.truncate(2);
        settings.catalogue.indicators.push(part("CT21", "Thu nội địa"));
        settings.catalogue.indicators.push(part("CT22", "Thu xuất nhập khẩu"));
        settings
    }

    #[test]
    fn a_total_that_is_not_the_sum_is_reported_the_sum_and_an_open_part_are_not() {
        let grid = |total: &str, part: &str, mark: &str| {
            format!(
                "| Chỉ tiêu | ĐVT | KH năm 2024 |
                 | Tốc độ tăng trưởng kinh tế | % | 9 |
                 | Thu ngân sách nhà nước | tỷ đồng | {total} |
                 {mark}
                 | Thu nội địa | tỷ đồng | 60 |
                 | Thu xuất nhập khẩu | tỷ đồng | {part} |"
            )
        };
        let settings = with_parts();
        check_rules_whole(&settings, "TCKH", &grid("100", "30", "| | | ^^ TH0314 |"), &[]);
        check_rules_whole(&settings, "TCKH", &grid("90", "30", ""), &[]);
        check_rules_whole(&settings, "TCKH", &grid("100", "chưa có số liệu", ""), &[]);
        check_rules_whole(&settings, "TCKH", &grid("80", "30", "| | | ^^ TH0314 |"), &[]);
        check_rules_whole(&settings, "TCKH", &grid("90,1", "30,1", ""), &[]);
    }
}

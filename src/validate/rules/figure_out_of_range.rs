//! A figure is smaller than the least or greater than the greatest that the catalogue allows.
//!
//! **What it means.** The catalogue gives the indicator a Nhỏ nhất or a Lớn nhất, and the figure lies outside.
//! **Why it matters.** Mostly a wrong unit or a slip of the hand; the figure is not used.
//! **Example.** 940 for a rate that cannot pass 100 %.
//! **How to mend.** Check figure and unit; if the figure is right, change the limit in the catalogue.

use crate::domain::{Decimal, Draft, IndicatorSpec, Quantity, number, unit};
use crate::finding::Code;
use crate::validate::desk::{Desk, level};
use crate::validate::fault::{Fault, Target, finding};

/// Holds every level against the limits, bounds of ranges too.
pub fn figure_out_of_range(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let mut out = Vec::new();
    for (row, draft_row) in draft.figures.iter().enumerate() {
        let Some(spec) = desk.spec(draft_row).filter(|spec| spec.min.or(spec.max).is_some()) else {
            continue;
        };
        for (cell, figure) in draft_row.cells.iter().enumerate() {
            let Some((quantity, expected, distance)) =
                level(figure).and_then(|quantity| outside(quantity, spec))
            else {
                continue;
            };
            let found = unit::join(&quantity.text(), &spec.unit);
            let message = format!(
                "“{}” là {found}, {expected} (chênh {}).",
                spec.name,
                number::vietnamese(distance, None)
            );
            let finding = finding(draft, Code::FigureOutOfRange, &figure.origin, message)
                .expected(expected)
                .found(found)
                .difference(unit::join(&number::vietnamese(distance, None), &spec.unit));
            out.push(Fault::new(Target::Cell { row, cell }, finding));
        }
    }
    out
}

fn outside<'a>(quantity: &'a Quantity, spec: &IndicatorSpec) -> Option<(&'a Quantity, String, Decimal)> {
    let print = |value: Decimal| unit::join(&number::vietnamese(value, None), &spec.unit);
    let (low, high) = (quantity.low().or(quantity.high())?, quantity.high().or(quantity.low())?);
    match (spec.min, spec.max) {
        (Some(min), _) if low < min => {
            Some((quantity, format!("nhỏ nhất được phép là {}", print(min)), min - low))
        }
        (_, Some(max)) if high > max => {
            Some((quantity, format!("lớn nhất được phép là {}", print(max)), high - max))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_rules_with, settings};

    fn settings_with_limits() -> crate::domain::Settings {
        let mut settings = settings();
        settings.catalogue.indicators[2].min = Some(0.into());
        settings.catalogue.indicators[2].max = Some(100.into());
        settings
    }

    #[test]
    fn outside_is_reported_and_lost_the_limit_itself_is_not() {
        let submissions = check_rules_with(
            &settings_with_limits(),
            "YTE",
            "| Mã | Chỉ tiêu | ĐVT | TH năm 2022 | ƯTH năm 2023 | KH năm 2024 |
             | CT03 | Tỷ lệ người dân tham gia bảo hiểm y tế | % | -5 | 100 | 940 |
             | | | | ^^ TH0302 | | ^^ TH0302 |",
        );
        assert_eq!(submissions[0].figures.len(), 1);
    }
}

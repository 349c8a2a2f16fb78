//! Bars of the key indicators: figures of three years as places on the paper, in millimetres, rounded once.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::figures::MISSING;
use super::show::text;
use super::view::{Bar, Chart, ChartRow, Text};
use crate::domain::{Column, ColumnRole, Indicator, Kind, Plan, Qualifier, Quantity, number};

/// Panels side by side.
const ACROSS: usize = 2;
/// A panel in hundredths of a millimetre: where bars may begin, how long they may be, how high they are.
const LEFT: i64 = 22_00;
const LONGEST: i64 = 26_00;
const HEIGHT: i64 = 4_60;
/// From bar to bar, from a bar's end to its figure, and from its top to the letters' baseline.
const STEP: i64 = 6_80;
const BESIDE: i64 = 1_20;
const BASELINE: i64 = 3_40;
/// Longer figures, which tell a whole story, are cut down to their number.
const LONGEST_FIGURE: usize = 21;
/// The name of the bar of the resolution.
const TARGET: &str = "Mục tiêu NQ";

/// One panel for each key indicator with at least two figures to compare.
pub(super) fn charts(plan: &Plan) -> Vec<ChartRow<'_>> {
    let columns = columns(plan);
    let headline = plan.indicators.iter().filter(|indicator| indicator.headline);
    let panels: Vec<Chart<'_>> = headline.filter_map(|indicator| panel(indicator, &columns)).collect();
    let numbered: Vec<Chart<'_>> =
        panels.into_iter().enumerate().map(|(index, chart)| Chart { stt: index + 1, ..chart }).collect();
    numbered
        .chunks(ACROSS)
        .map(|charts| ChartRow { o: charts.to_vec(), le: charts.len() < ACROSS, ..ChartRow::default() })
        .collect()
}

/// Thực hiện N-2, ước thực hiện N-1, kế hoạch N, as far as the plan has such columns.
fn columns(plan: &Plan) -> Vec<(usize, &Column)> {
    let year = plan.settings.year;
    let wanted = [
        (ColumnRole::Actual, year.saturating_sub(2)),
        (ColumnRole::Estimate, year.saturating_sub(1)),
        (ColumnRole::Plan, year),
    ];
    let columns = &plan.settings.columns;
    let find = |(role, year)| {
        columns.iter().enumerate().find(|(_, column)| column.role == role && column.year == year)
    };
    wanted.into_iter().filter_map(find).collect()
}

/// What one bar shows.
struct Show<'a> {
    name: &'a str,
    quantity: Option<&'a Quantity>,
    of: Of,
}

/// Which figure it is; each looks different on a black-and-white print.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Done,
    Estimated,
    Planned,
    /// Mục tiêu nghị quyết.
    Wanted,
}

/// The figures of the years, then what the resolution wants, where it wants anything.
fn shown<'a>(indicator: &'a Indicator, columns: &[(usize, &'a Column)]) -> Vec<Show<'a>> {
    let years = columns.iter().map(|(at, column)| Show {
        name: &column.short,
        quantity: indicator.figures.get(*at).and_then(|figure| figure.quantity.as_ref()),
        of: match column.role {
            ColumnRole::Actual => Of::Done,
            ColumnRole::Estimate => Of::Estimated,
            ColumnRole::Plan => Of::Planned,
        },
    });
    let wanted = indicator.resolution.as_ref();
    let wanted = wanted.map(|target| Show { name: TARGET, quantity: Some(target), of: Of::Wanted });
    let mut all: Vec<Show<'a>> = years.chain(wanted).collect();
    // A plan that tells of one year only is held against its target; empty bars of other years would say nothing.
    if wanted_only(&all) {
        all.retain(|one| one.quantity.is_some());
    }
    all
}

/// Of the years only the plan's own has a figure, and there is a target.
fn wanted_only(all: &[Show<'_>]) -> bool {
    let given = |of: Of| all.iter().any(|one| one.of == of && one.quantity.is_some());
    given(Of::Wanted) && given(Of::Planned) && !given(Of::Done) && !given(Of::Estimated)
}

fn panel<'a>(indicator: &'a Indicator, columns: &[(usize, &'a Column)]) -> Option<Chart<'a>> {
    let shown = shown(indicator, columns);
    if shown.iter().filter(|one| one.quantity.is_some()).count() < 2 {
        return None;
    }
    let years = shown.iter().rev().filter(|one| one.of != Of::Wanted);
    let kind = years.into_iter().find_map(|one| one.quantity).map(Quantity::kind)?;
    let values: Vec<Option<Decimal>> =
        shown.iter().map(|one| value(one.quantity?, kind, &indicator.unit)).collect();
    let scale = Scale::of(&values);
    let bars = shown.iter().zip(&values).enumerate();
    let bars = bars.map(|(index, (one, value))| bar(index, one, *value, &scale)).collect();
    let said: Vec<String> = shown
        .iter()
        .map(|one| {
            let figure = one.quantity.map_or(MISSING.to_string(), |one| one.in_sentence(&indicator.unit));
            format!("{}: {figure}", one.name)
        })
        .collect();
    let height = STEP * shown.len() as i64 + 60;
    Some(Chart {
        ten: text(&indicator.name),
        dvt: text(&indicator.unit),
        mo_ta: Cow::Owned(format!("Biểu đồ thanh, {}. {}.", indicator.name, said.join("; "))),
        truc: millimetres(LEFT + scale.zero),
        cao: millimetres(height),
        cao_truc: millimetres(height - 1_00),
        cot: bars,
        ..Chart::default()
    })
}

/// The length of a figure's bar; none for words, and none for a level beside a change, which cannot be compared.
fn value(quantity: &Quantity, kind: Kind, unit: &str) -> Option<Decimal> {
    // "tăng trên 22%" of an indicator that is itself a rate of growth is that rate.
    let rate = |kind| matches!(kind, Kind::Level | Kind::Increase) && unit.trim() == "%";
    (quantity.kind() == kind || (rate(quantity.kind()) && rate(kind))).then(|| quantity.nominal())?
}

/// Figures to lengths: the longest bar, or the widest span about zero, takes all the room.
struct Scale {
    span: Decimal,
    /// From the left end to zero, in hundredths of a millimetre.
    zero: i64,
}

impl Scale {
    fn of(values: &[Option<Decimal>]) -> Scale {
        let least = values.iter().flatten().copied().min().unwrap_or_default().min(Decimal::ZERO);
        let most = values.iter().flatten().copied().max().unwrap_or_default().max(Decimal::ZERO);
        let span = most.checked_sub(least).unwrap_or_default();
        let mut scale = Scale { span, zero: 0 };
        scale.zero = scale.length(least);
        scale
    }

    /// Without sign, rounded half away from zero; nothing where there is no scale.
    fn length(&self, value: Decimal) -> i64 {
        let share = value.abs().checked_div(self.span).and_then(|share| share.checked_mul(LONGEST.into()));
        let rounded = share
            .unwrap_or_default()
            .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        i64::try_from(rounded).unwrap_or_default()
    }
}

fn bar<'a>(index: usize, one: &Show<'a>, value: Option<Decimal>, scale: &Scale) -> Bar<'a> {
    let top = STEP * index as i64 + 40;
    let length = value.map_or(0, |value| scale.length(value));
    let axis = LEFT + scale.zero;
    let (from, end) = match value {
        Some(value) if value.is_sign_negative() => (axis - length, axis),
        _ => (axis, axis + length),
    };
    Bar {
        ten: text(one.name),
        so: one.quantity.map_or(Cow::Borrowed(MISSING), label),
        thieu: one.quantity.is_none(),
        co_thanh: length > 0,
        la_ke_hoach: one.of == Of::Planned,
        la_uoc: one.of == Of::Estimated,
        la_muc_tieu: one.of == Of::Wanted,
        x: millimetres(from),
        y: millimetres(top),
        rong: millimetres(length),
        cao: millimetres(HEIGHT),
        x_chu: millimetres(end + BESIDE),
        y_chu: millimetres(top + BASELINE),
        ..Bar::default()
    }
}

/// The figure as its cell shows it, or its number with the word that bends it where the cell tells a story.
fn label<'a>(quantity: &Quantity) -> Text<'a> {
    let full = quantity.in_cell();
    let Some(nominal) = quantity.nominal().filter(|_| full.chars().count() > LONGEST_FIGURE) else {
        return Cow::Owned(full);
    };
    let moves = match quantity.kind() {
        Kind::Level => "",
        Kind::Increase => "tăng ",
        Kind::Decrease => "giảm ",
        Kind::Addition => "thêm ",
    };
    let bends = match quantity.qualifier() {
        None | Some(Qualifier::Remaining | Qualifier::NoneLeft) => "",
        Some(Qualifier::Above) => "trên ",
        Some(Qualifier::Below) => "dưới ",
        Some(Qualifier::About | Qualifier::Range) => "khoảng ",
        Some(Qualifier::AtLeast) => "ít nhất ",
        Some(Qualifier::AtMost) => "không quá ",
    };
    Cow::Owned(format!("{moves}{bends}{}", number::vietnamese(nominal, None)))
}

/// Hundredths of a millimetre as SVG writes them.
fn millimetres<'a>(hundredths: i64) -> Text<'a> {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    Cow::Owned(format!("{sign}{}.{:02}", size / 100, size % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Option<Decimal> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn the_longest_bar_takes_all_the_room_and_the_others_their_share() {
        let scale = Scale::of(&[d("500"), None, d("1000")]);
        assert_eq!((scale.zero, scale.length(d("1000").unwrap())), (0, LONGEST));
        assert_eq!(scale.length(d("333.3335").unwrap()), 867);
    }

    #[test]
    fn negative_figures_stand_left_of_zero() {
        let scale = Scale::of(&[d("-10"), d("30")]);
        assert_eq!(scale.zero, LONGEST / 4);
        assert_eq!(scale.length(d("30").unwrap()), LONGEST * 3 / 4);
    }

    #[test]
    fn nothing_or_too_much_has_no_length() {
        assert_eq!(Scale::of(&[None, d("0")]).length(Decimal::ONE), 0);
        let beyond = Scale::of(&[Some(Decimal::MAX), Some(Decimal::MIN)]);
        assert_eq!(beyond.length(Decimal::MAX), 0);
    }

    #[test]
    fn millimetres_keep_two_digits() {
        assert_eq!(
            [22_00, 5, -1_50].map(|value| millimetres(value).into_owned()),
            ["22.00", "0.05", "-1.50"]
        );
    }
}

//! Đạt, vượt, chưa đạt: by the indicator's direction, and only where the words of both figures let it be told.

use rust_decimal::Decimal;

use crate::domain::{
    Assessed, Assessment, ColumnRole, Direction, Figure, Indicator, Kind, Qualifier, Quantity, Score,
    Settings, Standing, Status, Yardstick,
};

use super::comparisons::comparable;

/// Every indicator against last year's plan, and against the resolution where it names a target.
pub(super) fn assess(indicators: &[Indicator], settings: &Settings) -> Assessed {
    let mut assessed = Assessed::default();
    for yardstick in Yardstick::ALL {
        let mut score = Score::default();
        for (at, indicator) in indicators.iter().enumerate() {
            let Some(assessment) = one(at, indicator, settings, yardstick) else { continue };
            if indicator.parent.is_none() {
                count(&mut score, assessment.standing);
            }
            assessed.verdicts.push(assessment);
        }
        match yardstick {
            Yardstick::YearBefore => assessed.year_before = score,
            Yardstick::Resolution => assessed.resolution = score,
        }
    }
    assessed
}

fn count(score: &mut Score, standing: Standing) {
    match standing {
        Standing::Exceeded => score.exceeded += 1,
        Standing::Met => score.met += 1,
        Standing::NotMet => score.not_met += 1,
        Standing::Unknown => score.unknown += 1,
    }
}

/// `None` where nothing was wanted of the indicator, or the plan has no such columns.
fn one(at: usize, indicator: &Indicator, settings: &Settings, yardstick: Yardstick) -> Option<Assessment> {
    let figure = |role: ColumnRole, year: i32| {
        let column = settings.columns.iter().position(|column| column.role == role && column.year == year)?;
        indicator.figures.get(column)
    };
    let before = settings.year.saturating_sub(1);
    let (figure, wanted) = match yardstick {
        Yardstick::YearBefore => {
            let done = figure(ColumnRole::Estimate, before).or_else(|| figure(ColumnRole::Actual, before))?;
            (done, figure(ColumnRole::Plan, before)?.quantity.as_ref())
        }
        Yardstick::Resolution => {
            (indicator.figures.get(settings.plan_column())?, Some(indicator.resolution.as_ref()?))
        }
    };
    let (standing, reason) = standing(figure, wanted, indicator.direction, &indicator.unit);
    let text = |quantity: Option<&Quantity>| quantity.map(Quantity::in_cell).unwrap_or_default();
    Some(Assessment {
        indicator: at,
        yardstick,
        standing,
        figure: text(figure.quantity.as_ref()),
        wanted: text(wanted),
        reason: reason.to_owned(),
    })
}

fn standing(
    figure: &Figure,
    wanted: Option<&Quantity>,
    direction: Direction,
    unit: &str,
) -> (Standing, &'static str) {
    let unknown = |reason| (Standing::Unknown, reason);
    let Some(quantity) = &figure.quantity else { return unknown("chưa có số liệu") };
    let Some(wanted) = wanted else { return unknown("chưa có số để so sánh") };
    // A total of which units are missing may still reach what it now misses.
    if figure.status == Status::Provisional {
        return unknown("số tạm tính");
    }
    if quantity.agrees_with(wanted) && quantity.base() == wanted.base() {
        return (Standing::Met, "");
    }
    let decrease = quantity.kind() == Kind::Decrease || wanted.kind() == Kind::Decrease;
    match direction {
        Direction::Neutral => return unknown("danh mục không ghi chiều tốt, xấu"),
        Direction::HigherIsBetter if decrease => return unknown("không rõ giảm nhiều hơn là tốt hay kém"),
        _ => {}
    }
    if quantity.nominal().is_none() || wanted.nominal().is_none() {
        return unknown("số liệu bằng lời");
    }
    if !comparable(quantity, wanted, unit) {
        return unknown("một bên là mức đạt được, một bên là mức tăng, giảm");
    }
    let about = [quantity, wanted].iter().any(|one| one.qualifier() == Some(Qualifier::About));
    match reached(&Span::of(quantity, direction), &Span::of(wanted, direction)) {
        Some(Standing::Exceeded) if about => (Standing::Met, "theo số khoảng"),
        Some(standing) if about => (standing, "theo số khoảng"),
        Some(standing) => (standing, ""),
        None => unknown("từ bổ nghĩa không cho biết chắc chắn"),
    }
}

/// A bound; `true`: the bound itself is not meant ("trên", "dưới").
type Bound = Option<(Decimal, bool)>;

/// Between what a figure lies, turned so that more is better.
struct Span {
    low: Bound,
    high: Bound,
}

impl Span {
    fn of(quantity: &Quantity, direction: Direction) -> Span {
        let open = matches!(quantity.qualifier(), Some(Qualifier::Above | Qualifier::Below));
        let (low, high) = match quantity.qualifier() {
            Some(Qualifier::Above | Qualifier::AtLeast) => (quantity.nominal(), None),
            Some(Qualifier::Below | Qualifier::AtMost) => (None, quantity.nominal()),
            _ => (quantity.low(), quantity.high()),
        };
        let bound = |value: Option<Decimal>| value.map(|value| (value, open));
        let turned = |bound: Bound| bound.map(|(value, open)| (-value, open));
        let (low, high) = (bound(low), bound(high));
        let flips = (quantity.kind() == Kind::Decrease) != (direction == Direction::LowerIsBetter);
        if flips { Span { low: turned(high), high: turned(low) } } else { Span { low, high } }
    }
}

/// What is certain of a figure, whatever its words leave open; `None`: nothing.
fn reached(figure: &Span, wanted: &Span) -> Option<Standing> {
    // "Không quá 5%" of something of which more is better names no least.
    let least = wanted.low?;
    let most = wanted.high.unwrap_or(least);
    if let Some(low) = figure.low {
        if low.0 > most.0 || (low.0 == most.0 && low.1 && !most.1) {
            return Some(Standing::Exceeded);
        }
        if low.0 > least.0 || (low.0 == least.0 && (low.1 || !least.1)) {
            return Some(Standing::Met);
        }
    }
    let high = figure.high?;
    (high.0 < least.0 || (high.0 == least.0 && (high.1 || least.1))).then_some(Standing::NotMet)
}

#[cfg(test)]
mod tests {
    use super::standing;
    use crate::domain::fixture::figure as parsed;
    use crate::domain::{Direction, Figure, Quantity, Rule, Standing, Status};

    fn figure(quantity: Option<Quantity>, status: Status) -> Figure {
        Figure {
            status,
            quantity,
            rule: Rule::Owner,
            conflict: false,
            decision: None,
            candidates: Vec::new(),
            sources: Default::default(),
            coverage: None,
            shortfall: None,
            caveat: None,
            depends_on: Vec::new(),
        }
    }

    #[test]
    fn by_direction_and_only_what_is_certain() {
        use Direction::{HigherIsBetter as Up, LowerIsBetter as Down, Neutral};
        use Standing::{Exceeded, Met, NotMet, Unknown};
        for (done, wanted, unit, direction, expected) in [
            ("96", "95", "%", Up, Exceeded),
            ("95", "95,0", "%", Up, Met),
            ("94", "95", "%", Up, NotMet),
            ("150", "160", "hộ", Down, Exceeded),
            ("160", "160", "hộ", Down, Met),
            ("170", "160", "hộ", Down, NotMet),
            ("chỉ còn 150 hộ", "không quá 150", "hộ", Down, Met),
            ("chỉ còn 140 hộ", "không quá 150", "hộ", Down, Exceeded),
            ("dưới 150", "150", "hộ", Down, Exceeded),
            ("trên 22%", "22", "%", Up, Exceeded),
            ("trên 22%", "trên 22", "%", Up, Met),
            ("22%", "trên 22", "%", Up, NotMet),
            ("trên 20%", "22", "%", Up, Unknown),
            ("dưới 20%", "22", "%", Up, NotMet),
            ("dưới 30%", "22", "%", Up, Unknown),
            ("7,7", "7,5-8", "%", Up, Met),
            ("8,2", "7,5-8", "%", Up, Exceeded),
            ("7,5-8", "7,7", "%", Up, Unknown),
            ("khoảng 1.000", "950", "tỷ đồng", Up, Met),
            ("khoảng 900", "950", "tỷ đồng", Up, NotMet),
            ("96", "không quá 95", "%", Up, Unknown),
            ("96", "95", "%", Neutral, Unknown),
            ("95", "95", "%", Neutral, Met),
            ("giảm 18%", "giảm 15%", "%", Down, Exceeded),
            ("giảm 18%", "giảm 15%", "%", Up, Unknown),
            ("thêm 1 xã", "5 xã", "xã", Up, Unknown),
            ("Hoàn thành", "hoàn thành", "", Up, Met),
            ("Hoàn thành", "95", "", Up, Unknown),
        ] {
            let of = figure(Some(parsed(done, unit)), Status::Present);
            let (seen, reason) = standing(&of, Some(&parsed(wanted, unit)), direction, unit);
            assert_eq!(seen, expected, "{done} / {wanted} ({reason})");
            assert!(seen != Unknown || !reason.is_empty());
        }
        let missing = figure(None, Status::Missing);
        assert_eq!(standing(&missing, Some(&parsed("5", "hộ")), Up, "hộ"), (Unknown, "chưa có số liệu"));
        let partial = figure(Some(parsed("9", "hộ")), Status::Provisional);
        assert_eq!(standing(&partial, Some(&parsed("5", "hộ")), Up, "hộ"), (Unknown, "số tạm tính"));
        assert_eq!(standing(&partial, None, Up, "hộ").0, Unknown);
    }
}

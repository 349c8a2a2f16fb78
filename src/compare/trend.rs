//! Which way a figure went, and whether that is better: only where the two numbers mean the same kind of thing.

use std::cmp::Ordering;

use crate::domain::{Decimal, Direction, Kind, Moved, Qualifier, Quantity, Trend, unit};

/// From the old to the new figure of an indicator of this unit and direction.
pub(super) fn trend(old: &Quantity, new: &Quantity, unit: &str, direction: Direction) -> (Moved, Trend) {
    let moved = match comparable(old, new, unit).then(|| place(old).zip(place(new))).flatten() {
        Some((before, after)) => match before.cmp(&after) {
            Ordering::Less => Moved::Up,
            Ordering::Greater => Moved::Down,
            Ordering::Equal => Moved::Unknown,
        },
        None => Moved::Unknown,
    };
    // "Giảm 15%" of an indicator of which more is better: less of it, or more of a good decrease? Nobody can tell.
    let double = direction == Direction::HigherIsBetter
        && old.kind() == Kind::Decrease
        && new.kind() == Kind::Decrease;
    let judged = match (moved, direction) {
        _ if double => Trend::Neutral,
        (Moved::Unknown, _) | (_, Direction::Neutral) => Trend::Neutral,
        (Moved::Up, Direction::HigherIsBetter) | (Moved::Down, Direction::LowerIsBetter) => Trend::Better,
        (Moved::Up, Direction::LowerIsBetter) | (Moved::Down, Direction::HigherIsBetter) => Trend::Worse,
    };
    (moved, judged)
}

/// Levels with levels, changes with changes of the same base. A growth rate is a level of its own indicator.
fn comparable(old: &Quantity, new: &Quantity, unit: &str) -> bool {
    let change = |quantity: &Quantity| matches!(quantity.kind(), Kind::Increase | Kind::Decrease);
    let level = |quantity: &Quantity| {
        quantity.kind() == Kind::Level
            || (unit::same_kind(unit, "%") && quantity.kind() == Kind::Increase && quantity.base().is_none())
    };
    (level(old) && level(new))
        || (old.base() == new.base() && (old.kind() == new.kind() || change(old) && change(new)))
}

/// Where a figure lies: its number, a decrease below zero; then how its words bend it.
fn place(of: &Quantity) -> Option<(Decimal, i8)> {
    let number = of.nominal()?;
    let sign = of.kind() == Kind::Decrease;
    let bend = match of.qualifier() {
        Some(Qualifier::Above) => 2,
        Some(Qualifier::AtLeast) => 1,
        Some(Qualifier::AtMost) => -1,
        Some(Qualifier::Below) => -2,
        None | Some(Qualifier::About | Qualifier::Remaining | Qualifier::NoneLeft | Qualifier::Range) => 0,
    };
    Some(if sign { (-number, -bend) } else { (number, bend) })
}

#[cfg(test)]
mod tests {
    use super::trend;
    use crate::domain::fixture::figure;
    use crate::domain::{Direction, Moved, Trend};

    #[test]
    fn better_and_worse_by_direction() {
        use Direction::{HigherIsBetter, LowerIsBetter, Neutral};
        let of = |old: &str, new: &str, unit: &str, direction| {
            trend(&figure(old, unit), &figure(new, unit), unit, direction)
        };
        for (old, new, unit, direction, moved, judged) in [
            ("950", "1.000", "tỷ đồng", HigherIsBetter, Moved::Up, Trend::Better),
            ("khoảng 950", "khoảng 1.000", "tỷ đồng", HigherIsBetter, Moved::Up, Trend::Better),
            ("160", "chỉ còn 150 hộ", "hộ", LowerIsBetter, Moved::Down, Trend::Better),
            ("150", "160", "hộ", LowerIsBetter, Moved::Up, Trend::Worse),
            ("150", "160", "hộ", Neutral, Moved::Up, Trend::Neutral),
            ("22%", "trên 22%", "%", HigherIsBetter, Moved::Up, Trend::Better),
            ("tăng 20%", "tăng trên 22%", "%", HigherIsBetter, Moved::Up, Trend::Better),
            ("20%", "tăng trên 22%", "%", HigherIsBetter, Moved::Up, Trend::Better),
            ("giảm 2%", "tăng 1%", "tỷ đồng", HigherIsBetter, Moved::Up, Trend::Better),
            ("giảm 15%", "giảm 18%", "%", LowerIsBetter, Moved::Down, Trend::Better),
            ("giảm 15%", "giảm 18%", "%", HigherIsBetter, Moved::Down, Trend::Neutral),
            ("thêm 1 xã", "5 xã", "xã", HigherIsBetter, Moved::Unknown, Trend::Neutral),
            (
                "tăng 5% so với năm 2023",
                "tăng 6% so với năm 2022",
                "tỷ đồng",
                HigherIsBetter,
                Moved::Unknown,
                Trend::Neutral,
            ),
            ("Hoàn thành", "95", "%", HigherIsBetter, Moved::Unknown, Trend::Neutral),
            ("khoảng 95", "95", "%", HigherIsBetter, Moved::Unknown, Trend::Neutral),
            ("6-7", "7-8", "%", HigherIsBetter, Moved::Up, Trend::Better),
        ] {
            assert_eq!(of(old, new, unit, direction), (moved, judged), "{old} → {new}");
        }
    }
}

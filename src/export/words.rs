//! The keys of kinds, qualifiers and directions, both ways.

use crate::domain::{Direction, Kind, Qualifier};

const QUALIFIERS: [(&str, Qualifier); 8] = [
    ("above", Qualifier::Above),
    ("below", Qualifier::Below),
    ("about", Qualifier::About),
    ("at-least", Qualifier::AtLeast),
    ("at-most", Qualifier::AtMost),
    ("remaining", Qualifier::Remaining),
    ("none-left", Qualifier::NoneLeft),
    ("range", Qualifier::Range),
];

const KINDS: [(&str, Kind); 4] = [
    ("level", Kind::Level),
    ("increase", Kind::Increase),
    ("decrease", Kind::Decrease),
    ("addition", Kind::Addition),
];

const DIRECTIONS: [(&str, Direction); 3] = [
    ("higher", Direction::HigherIsBetter),
    ("lower", Direction::LowerIsBetter),
    ("neutral", Direction::Neutral),
];

/// The key of a value in its table; every value has one (a test holds that).
fn key<T: PartialEq>(table: &[(&'static str, T)], of: T) -> &'static str {
    table.iter().find(|(_, value)| *value == of).map_or("", |(key, _)| key)
}

fn value<T: Copy>(table: &[(&str, T)], text: &str) -> Result<T, String> {
    table
        .iter()
        .find(|(key, _)| *key == text)
        .map(|(_, value)| *value)
        .ok_or_else(|| format!("từ khóa “{text}” không hợp lệ"))
}

pub(super) fn qualifier(of: Qualifier) -> &'static str {
    key(&QUALIFIERS, of)
}

pub(super) fn qualifier_of(text: &str) -> Result<Qualifier, String> {
    value(&QUALIFIERS, text)
}

pub(super) fn kind(of: Kind) -> &'static str {
    key(&KINDS, of)
}

pub(super) fn kind_of(text: &str) -> Result<Kind, String> {
    value(&KINDS, text)
}

pub(super) fn direction(of: Direction) -> &'static str {
    key(&DIRECTIONS, of)
}

pub(super) fn direction_of(text: &str) -> Result<Direction, String> {
    value(&DIRECTIONS, text)
}

#[cfg(test)]
mod tests {
    use super::{direction, direction_of, kind, kind_of, qualifier, qualifier_of};
    use crate::domain::{Direction, Kind, Qualifier};

    #[test]
    fn every_value_has_a_key_and_comes_back() {
        use Qualifier::{About, Above, AtLeast, AtMost, Below, NoneLeft, Range, Remaining};
        for of in [Above, Below, About, AtLeast, AtMost, Remaining, NoneLeft, Range] {
            assert_eq!(qualifier_of(qualifier(of)), Ok(of));
        }
        for of in [Kind::Level, Kind::Increase, Kind::Decrease, Kind::Addition] {
            assert_eq!(kind_of(kind(of)), Ok(of));
        }
        for of in [Direction::HigherIsBetter, Direction::LowerIsBetter, Direction::Neutral] {
            assert_eq!(direction_of(direction(of)), Ok(of));
        }
        assert!(kind_of("").is_err() && qualifier_of("trên").is_err() && direction_of("up").is_err());
    }
}

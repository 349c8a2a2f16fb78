//! Ratio, growth and percentage points: three different things, never mixed.
//!
//! Figures that are not exact are compared by their nominal value (the known bound, the middle of a range),
//! and the words say so: "trên 22" against 20 is "trên 110". A bound in the base turns the word round; two
//! inexact figures give "khoảng".

use rust_decimal::Decimal;

use crate::domain::number::vietnamese;
use crate::domain::settings::ComparisonSpec;
use crate::domain::{Comparison, ComparisonKind, Figure, Kind, Qualifier, Quantity, unit};

use super::born::rounded;

/// Digits after the comma of every comparison (`official-format` 4.1: "108,44%").
const DIGITS: u32 = 2;

/// What is printed where there is nothing to compare.
const NOT_COMPARABLE: &str = "không so sánh được";

/// Compares two figures of one indicator. Indicators in per cent are compared in points, whatever the
/// column asks for.
pub(super) fn compare(
    wanted: &ComparisonSpec,
    of: Option<&Figure>,
    to: Option<&Figure>,
    unit: &str,
) -> Comparison {
    let percent = unit::same_kind(unit, "%");
    let kind = if percent { ComparisonKind::Points } else { wanted.kind };
    let blank = |text: &str, reason: Option<String>| Comparison {
        key: wanted.key.clone(),
        kind,
        value: None,
        text: text.to_string(),
        reason,
    };
    let quantity = |figure: Option<&Figure>| figure.and_then(|figure| figure.quantity.clone());
    match (quantity(of), quantity(to)) {
        (Some(of), Some(to)) => match measure(&of, &to, kind, unit) {
            Ok(value) => {
                let text = words(value, kind, bend(&of, &to));
                Comparison { value: Some(value), ..blank(&text, None) }
            }
            Err(reason) => blank(NOT_COMPARABLE, Some(reason.to_string())),
        },
        (_, None) => blank(NOT_COMPARABLE, Some("chưa có số liệu gốc để so sánh".to_string())),
        (None, _) => blank(NOT_COMPARABLE, Some("chưa có số liệu".to_string())),
    }
}

fn measure(of: &Quantity, to: &Quantity, kind: ComparisonKind, unit: &str) -> Result<Decimal, &'static str> {
    const WORDS: &str = "số liệu không phải là số";
    const CHANGE: &str = "số liệu là mức tăng, giảm, không phải mức đạt được";
    const OVERFLOW: &str = "kết quả vượt quá giới hạn tính toán";
    let (a, b) = (of.nominal().ok_or(WORDS)?, to.nominal().ok_or(WORDS)?);
    if !comparable(of, to, unit) {
        return Err(CHANGE);
    }
    let value = match kind {
        ComparisonKind::Points => a.checked_sub(b),
        _ if b.is_zero() => return Err("số liệu gốc bằng 0"),
        _ if b.is_sign_negative() => return Err("số liệu gốc nhỏ hơn 0"),
        ComparisonKind::Ratio => percent(a, b),
        ComparisonKind::Growth => percent(a, b).and_then(|ratio| ratio.checked_sub(Decimal::ONE_HUNDRED)),
    };
    let value = value.map(|value| rounded(value, DIGITS).normalize()).ok_or(OVERFLOW)?;
    Ok(if value.is_zero() { Decimal::ZERO } else { value })
}

fn percent(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b)
}

/// Levels with levels, increments with increments. A growth rate is a level of its own indicator ("tăng
/// trên 22%" of Tốc độ tăng trưởng), unless it says against what it grows.
pub(super) fn comparable(of: &Quantity, to: &Quantity, unit: &str) -> bool {
    if of.is_relative(unit) || to.is_relative(unit) {
        return false;
    }
    let percent = unit::same_kind(unit, "%");
    let level = |quantity: &Quantity| {
        quantity.kind() == Kind::Level
            || (percent && quantity.kind() == Kind::Increase && quantity.base().is_none())
    };
    (level(of) && level(to)) || (of.kind() == to.kind() && of.base() == to.base())
}

/// How the inexactness of both figures bends the result; `None`: exact.
fn bend(of: &Quantity, to: &Quantity) -> Option<&'static str> {
    let negative = of.nominal().is_some_and(|value| value.is_sign_negative());
    let word = |quantity: &Quantity| match quantity.qualifier() {
        None | Some(Qualifier::Remaining | Qualifier::NoneLeft) => None,
        Some(qualifier) => Some(qualifier),
    };
    match (word(of), word(to)) {
        (None, None) => None,
        _ if negative => Some("khoảng"),
        (Some(Qualifier::Above), None) | (None, Some(Qualifier::Below)) => Some("trên"),
        (Some(Qualifier::AtLeast), None) | (None, Some(Qualifier::AtMost)) => Some("ít nhất"),
        (Some(Qualifier::Below), None) | (None, Some(Qualifier::Above)) => Some("dưới"),
        (Some(Qualifier::AtMost), None) | (None, Some(Qualifier::AtLeast)) => Some("không quá"),
        _ => Some("khoảng"),
    }
}

/// `108,44`; growth and points with their sign; the word in front.
fn words(value: Decimal, kind: ComparisonKind, bend: Option<&str>) -> String {
    let signed = kind != ComparisonKind::Ratio && value > Decimal::ZERO;
    let number = format!("{}{}", if signed { "+" } else { "" }, vietnamese(value, None));
    match bend {
        Some(word) => format!("{word} {number}"),
        None => number,
    }
}

//! Floats, serial dates and error values as plain values.

use std::sync::Arc;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

use crate::workbook::Value;

/// The day after Excel's last, 31/12/9999 in the 1900 system.
const END_OF_DATES: f64 = 2_958_466.0;

/// A number at 15 significant digits, Excel's own precision; what no decimal holds is an error value.
pub(super) fn number(float: f64) -> Value {
    decimal(float).map_or_else(|| Value::Error(Arc::from("#NUM!")), Value::Number)
}

/// `None` for NaN, infinities and sizes from 7.9e28.
pub(super) fn decimal(float: f64) -> Option<Decimal> {
    if float.fract() == 0.0 && float.abs() < 1e15 {
        return Some(Decimal::from(float as i64));
    }
    if !float.is_finite() {
        return None;
    }
    let scientific = format!("{float:.14e}");
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let digits: i128 = mantissa.replace('.', "").parse().ok()?;
    scaled(digits, exponent - 14)
}

/// `digits` × 10^`exponent`; digits beyond the 28th after the comma are rounded off.
fn scaled(mut digits: i128, mut exponent: i32) -> Option<Decimal> {
    while digits != 0 && digits % 10 == 0 && exponent < 0 {
        digits /= 10;
        exponent += 1;
    }
    if exponent >= 0 {
        let factor = 10_i128.checked_pow(exponent.unsigned_abs())?;
        return Decimal::try_from_i128_with_scale(digits.checked_mul(factor)?, 0).ok();
    }
    let over = (-exponent - 28).max(0).unsigned_abs();
    let divisor = 10_i128.checked_pow(over).unwrap_or(i128::MAX);
    let half = if digits < 0 { -(divisor / 2) } else { divisor / 2 };
    let kept = if over == 0 { digits } else { digits.checked_add(half)? / divisor };
    Decimal::try_from_i128_with_scale(kept, exponent.unsigned_abs().min(28)).ok()
}

/// The serial number of a date cell as a date. A number that no date has stays the number that it is:
/// an amount in đồng in a cell that was once formatted as a date must not be lost.
pub(super) fn date(serial: f64, is_1904: bool) -> Value {
    serial_date(serial, is_1904).map_or_else(|| number(serial), Value::Date)
}

fn serial_date(serial: f64, is_1904: bool) -> Option<NaiveDateTime> {
    if !(0.0..END_OF_DATES).contains(&serial) {
        return None;
    }
    // Excel's 1900 system counts a 29 February 1900 that never was: before it, days lie one later.
    let epoch = match (is_1904, serial < 60.0) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1),
        (false, true) => NaiveDate::from_ymd_opt(1899, 12, 31),
        (false, false) => NaiveDate::from_ymd_opt(1899, 12, 30),
    }?;
    let seconds = (serial * 86_400.0).round() as i64;
    epoch.and_time(NaiveTime::MIN).checked_add_signed(Duration::try_seconds(seconds)?)
}

/// `2023-09-25`, `2023-09-25T08:00:00`, as OpenDocument and strict Excel files write dates.
pub(super) fn iso_date(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_end_matches('Z');
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN)))
}

#[cfg(test)]
mod tests {
    use super::{date, decimal, iso_date, number};
    use crate::workbook::Value;

    #[test]
    fn floats_as_people_typed_them() {
        for (float, text) in [
            (0.1 + 0.2, "0.3"),
            (108.44, "108.44"),
            (-0.05, "-0.05"),
            (24_000.0, "24000"),
            (1.067e11, "106700000000"),
            (1e20, "100000000000000000000"),
            (123_456_789_012.345_67, "123456789012.346"),
            (1.0 / 3.0, "0.333333333333333"),
            (1e-30, "0.0000000000000000000000000000"),
            (0.0, "0"),
        ] {
            assert_eq!(decimal(float).unwrap().to_string(), text, "{float}");
        }
        for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e29] {
            assert!(matches!(number(float), Value::Error(_)), "{float}");
        }
    }

    #[test]
    fn dates_of_both_systems() {
        let shown = |serial, is_1904| match date(serial, is_1904) {
            Value::Date(date) => date.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(shown(45_194.0, false), "2023-09-25 00:00:00");
        assert_eq!(shown(45_194.5, false), "2023-09-25 12:00:00");
        assert_eq!(shown(43_732.0, true), "2023-09-25 00:00:00");
        assert_eq!(shown(1.0, false), "1900-01-01 00:00:00");
        assert_eq!(shown(61.0, false), "1900-03-01 00:00:00");
        assert!(matches!(date(1.1e11, false), Value::Number(_)));
        assert!(matches!(date(-1.0, false), Value::Number(_)));
        assert!(matches!(date(f64::NAN, false), Value::Error(_)));
        assert!(matches!(date(1e308, true), Value::Error(_)));
        assert!(iso_date("2023-09-25").is_some() && iso_date("2023-09-25T08:00:00").is_some());
        assert_eq!(iso_date("PT8H"), None);
    }
}

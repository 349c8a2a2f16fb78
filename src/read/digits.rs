//! Numbers as their digits stand in a file: recognised, and read as what their float is.

use rust_decimal::Decimal;

use super::value;
use crate::workbook::Value;

/// Longest number that is read here; Excel writes at most 24 signs.
pub(super) const LONGEST_NUMBER: usize = 32;

/// Digits only.
pub(super) fn number<T: TryFrom<u64>>(digits: &[u8]) -> Option<T> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let step = |sum: u64, digit: &u8| digit.is_ascii_digit().then(|| sum * 10 + u64::from(digit - b'0'));
    T::try_from(digits.iter().try_fold(0, step)?).ok()
}

/// A number of `base` from the front of the bytes, of one sign to `most`.
pub(super) fn digits(
    bytes: &mut &[u8],
    most: usize,
    base: u32,
    digit: impl Fn(u8) -> Option<u32>,
) -> Option<u32> {
    let mut sum = 0;
    for index in 0..=most {
        match bytes.get(index).copied().and_then(&digit) {
            Some(value) if index < most => sum = sum * base + value,
            Some(_) => return None,
            None => {
                *bytes = &bytes[index..];
                return (index > 0).then_some(sum);
            }
        }
    }
    None
}

/// `-137.5`, `1.2E-3`: as Excel writes numbers.
pub(super) fn is_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = text.strip_prefix(b"-").unwrap_or(text);
    let whole = digits(rest);
    let mut rest = &rest[whole..];
    if whole == 0 || text.len() > LONGEST_NUMBER {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix(b".") {
        let places = digits(fraction);
        rest = &fraction[places..];
        if places == 0 {
            return false;
        }
    }
    if let Some(exponent) = rest.strip_prefix(b"E").or_else(|| rest.strip_prefix(b"e")) {
        let exponent =
            exponent.strip_prefix(b"-").or_else(|| exponent.strip_prefix(b"+")).unwrap_or(exponent);
        let places = digits(exponent);
        rest = &exponent[places..];
        if places == 0 {
            return false;
        }
    }
    rest.is_empty()
}

/// The number that such digits are, as [`value::number`] has it; of 15 digits at most, without going through a float.
pub(super) fn value_of(digits: &[u8]) -> Value {
    short(digits).map_or_else(|| value::number(float(digits)), Value::Number)
}

/// The float that such digits are.
pub(super) fn float(digits: &[u8]) -> f64 {
    std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or(f64::NAN)
}

fn short(digits: &[u8]) -> Option<Decimal> {
    /// A float holds so many digits exactly (`f64::DIGITS`).
    const EXACT: usize = 15;
    let (negative, digits) = digits.strip_prefix(b"-").map_or((false, digits), |rest| (true, rest));
    if digits.len() > EXACT + 1 {
        return None;
    }
    let (mut sum, mut places, mut behind, mut count) = (0i64, 0u32, false, 0);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                sum = sum * 10 + i64::from(byte - b'0');
                places += u32::from(behind);
                count += 1;
            }
            b'.' => behind = true,
            _ => return None,
        }
    }
    while places > 0 && sum % 10 == 0 {
        sum /= 10;
        places -= 1;
    }
    (count <= EXACT).then(|| Decimal::new(if negative { -sum } else { sum }, places))
}

#[cfg(test)]
mod tests {
    use super::{is_number, value_of};
    use crate::read::value;
    use crate::testing::Dice;

    #[test]
    fn numbers_as_excel_writes_them() {
        for good in ["0", "-1", "137.5", "1E-3", "1.25e+10"] {
            assert!(is_number(good.as_bytes()), "{good}");
        }
        for bad in ["", "-", "1.", ".5", "1e", "inf", "NaN", " 1", "1 ", "+1", "0x1", "1,5"] {
            assert!(!is_number(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn digits_are_the_number_that_their_float_is() {
        let mut dice = Dice(7);
        let mut below = |bound: u64| dice.roll(bound);
        for _ in 0..50_000 {
            let widths = (1 + below(9) as u32, 1 + below(9) as u32);
            let (whole, fraction) = (below(10u64.pow(widths.0)), below(10u64.pow(widths.1)));
            let width = 1 + below(14) as usize;
            let sign = ["", "-"][below(2) as usize];
            let text = match below(4) {
                0 => format!("{sign}{whole}"),
                1 => format!("{sign}{whole}.{fraction:0width$}"),
                2 => format!("{sign}{whole}{fraction}"),
                _ => format!("{sign}{whole}.{fraction}E{}", below(20)),
            };
            let float: f64 = text.parse().unwrap();
            let (ours, through) = (value_of(text.as_bytes()), value::number(float));
            assert_eq!(format!("{ours:?}"), format!("{through:?}"), "{text}");
        }
        for text in [
            "0.10",
            "100",
            "-0",
            "-0.0",
            "0.30000000000000004",
            "999999999999999",
            "1234567890123456",
            "0.0000000000001",
        ] {
            let through = value::number(text.parse().unwrap());
            assert_eq!(format!("{:?}", value_of(text.as_bytes())), format!("{through:?}"), "{text}");
        }
    }
}

//! Decimals as Vietnamese people type and print them: comma for decimals, dot for thousands.

use rust_decimal::Decimal;

/// A number as typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parsed {
    pub value: Decimal,
    /// Digits after the decimal mark as typed.
    pub decimals: u32,
    /// The other way to read it, where there is one ("1.234").
    pub doubtful: Option<Decimal>,
}

/// Prints `1.234,5`. `decimals`: digits after the comma (rounded half away from zero); `None`: as many
/// as the value has, without trailing zeros.
pub fn vietnamese(value: Decimal, decimals: Option<u32>) -> String {
    let value = match decimals {
        Some(digits) => value.round_dp_with_strategy(digits, rust_decimal::RoundingStrategy::MidpointAwayFromZero),
        None => value.normalize(),
    };
    let plain = match decimals {
        Some(digits) => format!("{value:.*}", digits as usize),
        None => value.to_string(),
    };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", &*plain), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

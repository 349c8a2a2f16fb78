//! Decimals as Vietnamese people type and print them: comma for decimals, dot for thousands.

use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};

/// A number as typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parsed {
    pub value: Decimal,
    /// Digits after the decimal mark as typed.
    pub decimals: u32,
    /// The other way to read it, where there is one ("1.234").
    pub doubtful: Option<Decimal>,
}

/// Reads a number as people type it: Vietnamese style first ("1.000", "137,5", "12.345.678 đ"), then
/// English ("1,234.5") and spaced ("1 234"); full-width digits, no-break and narrow spaces, a leading
/// `+ - − ≈ ~` and a trailing sign of the currency are allowed.
///
/// Exactly one mark with three digits behind it ("1.234", "1,234") can be read two ways: the Vietnamese
/// one is taken, the other one stands in `doubtful` (`official-format` 4.1). Anything else is `None`.
pub fn parse(text: &str) -> Option<Parsed> {
    let plain = plain(text);
    let body = without_currency(plain.trim_start_matches(['≈', '~', '∼']).trim());
    let (negative, body) = match body.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, body.strip_prefix('+').unwrap_or(body)),
    };
    let parsed = unsigned(body.trim())?;
    let sign = |value: Decimal| if negative { -value } else { value };
    Some(Parsed { value: sign(parsed.value), doubtful: parsed.doubtful.map(sign), ..parsed })
}

/// Trimmed, with full-width forms, exotic spaces and minus signs made plain.
fn plain(text: &str) -> String {
    let plain: String = plain_digits(text)
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'))
        .map(|c| match c {
            '－' | '−' | '–' | '‐' | '‑' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    plain.trim().to_string()
}

/// Full-width digits and signs made plain, everything else untouched.
pub(super) fn plain_digits(text: &str) -> String {
    let plain = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '−' => '-',
        c => c,
    };
    text.chars().map(plain).collect()
}

fn without_currency(text: &str) -> &str {
    const SIGNS: [&str; 9] = ["đồng", "Đồng", "VNĐ", "VND", "vnđ", "vnd", "đ", "Đ", "₫"];
    SIGNS.iter().find_map(|sign| text.strip_suffix(sign)).unwrap_or(text).trim_end()
}

fn unsigned(body: &str) -> Option<Parsed> {
    if body.is_empty()
        || !body.starts_with(|c: char| c.is_ascii_digit())
        || !body.ends_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    if !body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ')) {
        return None;
    }
    let count = |mark: char| body.matches(mark).count();
    match (count('.'), count(',')) {
        (0, 0) => grouped(body, ' ', None),
        (_, 0) => one_mark(body, '.'),
        (0, _) => one_mark(body, ','),
        (dots, commas) => {
            let last = body.rfind(['.', ',']).and_then(|at| body[at..].chars().next())?;
            let (thousands, decimals) = if last == ',' { ('.', commas) } else { (',', dots) };
            if decimals != 1 || body.contains(' ') {
                return None;
            }
            let (whole, fraction) = body.split_once(last)?;
            grouped(whole, thousands, Some(fraction))
        }
    }
}

/// Only one kind of mark: decides between thousands and decimals.
fn one_mark(body: &str, mark: char) -> Option<Parsed> {
    let (head, tail) = body.split_once(mark)?;
    if tail.contains(mark) {
        return if body.contains(' ') { None } else { grouped(body, mark, None) };
    }
    let decimal = grouped(head, ' ', Some(tail));
    let could_be_thousands =
        tail.len() == 3 && (1..=3).contains(&head.len()) && !head.starts_with('0') && !head.contains(' ');
    if !could_be_thousands {
        return decimal;
    }
    let (decimal, thousands) = (decimal?, grouped(body, mark, None)?);
    let (taken, other) = if mark == '.' { (thousands, decimal) } else { (decimal, thousands) };
    Some(Parsed { doubtful: Some(other.value), ..taken })
}

/// A whole part in groups of three (or in one piece) and an optional fraction.
fn grouped(whole: &str, mark: char, fraction: Option<&str>) -> Option<Parsed> {
    let mut groups = whole.split(mark);
    let first = groups.next()?;
    let mut digits = String::from(first);
    let mut several = false;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        several = true;
        digits.push_str(group);
    }
    if first.is_empty() || (several && first.len() > 3) {
        return None;
    }
    let fraction = fraction.unwrap_or("");
    if !(digits.bytes().chain(fraction.bytes())).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // 28 digits are what a decimal holds for certain; nobody plans in more.
    if digits.trim_start_matches('0').len() + fraction.len() > 28 {
        return None;
    }
    let text = if fraction.is_empty() { digits } else { format!("{digits}.{fraction}") };
    let value = Decimal::from_str(&text).ok()?;
    Some(Parsed { value, decimals: fraction.len() as u32, doubtful: None })
}

/// Prints `1.234,5`. `decimals`: digits after the comma (rounded half away from zero); `None`: as many
/// as the value has, without trailing zeros.
pub fn vietnamese(value: Decimal, decimals: Option<u32>) -> String {
    let value = match decimals {
        Some(digits) => value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero),
        None => value.normalize(),
    };
    let value = if value.is_zero() { value.abs() } else { value };
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

#[cfg(test)]
mod tests {
    use super::{parse, vietnamese};
    use rust_decimal::Decimal;

    fn value(text: &str) -> Option<String> {
        parse(text).map(|parsed| parsed.value.normalize().to_string())
    }

    #[test]
    fn as_people_type_them() {
        for (typed, read) in [
            ("1.000", "1000"),
            ("137,5", "137.5"),
            ("1,234.5", "1234.5"),
            ("1.234,5", "1234.5"),
            ("1 234", "1234"),
            ("1\u{a0}234\u{a0}567,25", "1234567.25"),
            ("1\u{202f}234", "1234"),
            ("12.345.678 đ", "12345678"),
            ("12,345,678 VNĐ", "12345678"),
            ("229.800", "229800"),
            ("≈ 22", "22"),
            ("１２３，５", "123.5"),
            ("+5", "5"),
            ("-5,25", "-5.25"),
            ("−5", "-5"),
            ("0.95", "0.95"),
            ("0.123", "0.123"),
            ("1234.567", "1234.567"),
            ("01", "1"),
            ("22.5", "22.5"),
        ] {
            assert_eq!(value(typed).as_deref(), Some(read), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for typed in [
            "",
            " ",
            "-",
            "x",
            "…",
            "≈",
            "1.2.3",
            "1,2,3",
            "12 34",
            "1.",
            ",5",
            "1..2",
            "1.234,5,6",
            "1e5",
            "15/9",
            "1.234 567",
            "12345678901234567890123456789012345",
            "đ",
            "1.000.00",
            "--5",
            "1-2",
        ] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn one_group_of_three_is_doubtful() {
        let parsed = parse("1.234").unwrap();
        assert_eq!((parsed.value, parsed.doubtful), (Decimal::from(1234), Some(Decimal::new(1234, 3))));
        let parsed = parse("1,234").unwrap();
        assert_eq!((parsed.value, parsed.doubtful), (Decimal::new(1234, 3), Some(Decimal::from(1234))));
        assert_eq!(parse("1.234.567").unwrap().doubtful, None);
        assert_eq!(parse("0.123").unwrap().doubtful, None);
        assert_eq!(parse("-1.234").unwrap().doubtful, Some(Decimal::new(-1234, 3)));
    }

    /// Whatever is printed is read back as the same number.
    #[test]
    fn printing_and_reading_are_inverse() {
        let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let scale = (state >> 60) as u32 % 7;
            let mantissa = (state >> 12) as i64 - (1 << 51);
            let number = Decimal::new(mantissa >> (state % 50), scale);
            assert_eq!(parse(&vietnamese(number, None)).map(|parsed| parsed.value), Some(number.normalize()));
            let printed = vietnamese(number, Some(scale));
            let parsed = parse(&printed).unwrap();
            assert_eq!((parsed.value, parsed.decimals), (number, scale), "{printed}");
        }
    }

    #[test]
    fn rounds_half_away_and_never_prints_minus_zero() {
        assert_eq!(vietnamese(Decimal::new(2345, 3), Some(2)), "2,35");
        assert_eq!(vietnamese(Decimal::new(-2345, 3), Some(2)), "-2,35");
        assert_eq!(vietnamese(Decimal::new(-1, 3), Some(2)), "0,00");
        assert_eq!(vietnamese(Decimal::from(24000), None), "24.000");
    }

    #[test]
    fn any_text_is_read_without_panic() {
        for text in ["９９９", "1\u{301}", "ƣ1", "1é", "é1", "１.２.３４５", "\u{202f}", "1,\u{a0}5"]
        {
            let _ = parse(text);
        }
    }
}

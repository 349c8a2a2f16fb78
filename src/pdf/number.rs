//! Numbers as PDF writes them, from fixed-point values: no float formatting on the hot path.

/// Hundredths of a point: 3.5 µm, finer than any press.
pub fn centi(points: f32) -> i32 {
    rounded(points * 100.0)
}

/// The nearest whole number, halves away from zero; no number is zero. What `f32::round` gives, without its call: rounding is
/// no instruction of every processor that this program runs on, and a page has thousands of numbers.
pub fn rounded(value: f32) -> i32 {
    let whole = value as i32;
    // Exact: beyond 2^23 there are no fractions.
    let rest = value - whole as f32;
    if rest >= 0.5 {
        whole.saturating_add(1)
    } else if rest <= -0.5 {
        whole.saturating_sub(1)
    } else {
        whole
    }
}

/// Writes a number with blanks before it, so that it takes `width` bytes, or more where it is longer.
pub fn push_padded(out: &mut Vec<u8>, number: usize, width: usize) {
    let end = out.len() + width;
    let digits = number.checked_ilog10().map_or(1, |last| last as usize + 1);
    out.resize(end.saturating_sub(digits).max(out.len()), b' ');
    push_int(out, i32::try_from(number).unwrap_or(i32::MAX));
}

/// Writes an integer.
pub fn push_int(out: &mut Vec<u8>, value: i32) {
    if value < 0 {
        out.push(b'-');
    }
    push_digits(out, value.unsigned_abs());
}

/// Writes hundredths as a decimal: `1050` is `10.5`, `-7` is `-.07`.
pub fn push_centi(out: &mut Vec<u8>, value: i32) {
    if value < 0 {
        out.push(b'-');
    }
    let size = value.unsigned_abs();
    let (whole, rest) = (size / 100, size % 100);
    if whole > 0 || rest == 0 {
        push_digits(out, whole);
    }
    if rest > 0 {
        out.extend([b'.', b'0' + (rest / 10) as u8]);
        if rest % 10 > 0 {
            out.push(b'0' + (rest % 10) as u8);
        }
    }
}

fn push_digits(out: &mut Vec<u8>, mut value: u32) {
    let mut digits = [0u8; 10];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn centi_text(value: i32) -> String {
        let mut out = Vec::new();
        push_centi(&mut out, value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn hundredths_read_back_as_the_same_number() {
        for value in (-100_000..100_000).chain([i32::MAX, i32::MIN]) {
            let text = centi_text(value);
            let read: f64 = text.parse().unwrap();
            assert_eq!((read * 100.0).round(), f64::from(value), "{text}");
        }
        assert_eq!(
            ["10.5", "-.07", "0", "3", ".1"].map(String::from),
            [1050, -7, 0, 300, 10].map(centi_text)
        );
    }

    #[test]
    fn what_is_no_number_becomes_zero_or_the_limit() {
        assert_eq!(centi(f32::NAN), 0);
        assert_eq!(centi(f32::INFINITY), i32::MAX);
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        // In twice the precision nothing of the half is lost; a system's own roundf may be wrong just below it.
        let wanted = |value: f32| ((f64::from(value).abs() + 0.5).floor() as f32).copysign(value) as i32;
        let halves = (-2_000..2_000).map(|half| half as f32 / 2.0);
        let near = [0.49999997, 0.5, 1.4999999, 8_388_607.5, 16_777_216.0, 2.147_483_5e9, 3e9, f32::MAX];
        let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MIN_POSITIVE];
        for value in halves.chain(near).chain(odd) {
            for value in [value, -value, value + 0.1, value * 1.000_001] {
                assert_eq!(rounded(value), wanted(value), "{value}");
            }
        }
        let mut bits = 1u32;
        for _ in 0..200_000 {
            bits = bits.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let value = f32::from_bits(bits);
            assert_eq!(rounded(value), wanted(value), "{value}");
        }
    }

    #[test]
    fn padding_stands_before() {
        let mut out = Vec::new();
        for number in [0, 7, 123_456] {
            push_padded(&mut out, number, 4);
            out.push(b'|');
        }
        assert_eq!(out, b"   0|   7|123456|");
    }

    #[test]
    fn integers() {
        let mut out = Vec::new();
        for value in [0, -1, 1234567890, i32::MIN] {
            push_int(&mut out, value);
            out.push(b' ');
        }
        assert_eq!(out, b"0 -1 1234567890 -2147483648 ");
    }
}

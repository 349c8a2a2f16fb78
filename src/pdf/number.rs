//! Numbers as PDF writes them, from fixed-point values: no float formatting on the hot path.

/// Hundredths of a point: 3.5 µm, finer than any press.
pub fn centi(points: f32) -> i32 {
    (points * 100.0).round() as i32
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
    fn integers() {
        let mut out = Vec::new();
        for value in [0, -1, 1234567890, i32::MIN] {
            push_int(&mut out, value);
            out.push(b' ');
        }
        assert_eq!(out, b"0 -1 1234567890 -2147483648 ");
    }
}

//! Capitals, Roman numbers, letters of points, dates and counts, as official Vietnamese writes them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::{date, number};

/// Letters of điểm in Vietnamese order (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6): đ after d, no f, j, w, z.
const POINTS: [&str; 23] = [
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v",
    "x", "y",
];

/// Values of the Roman letters and their pairs, largest first.
const ROMAN: [(usize, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// `ỦY BAN`: capitals with their tones.
pub(super) fn capitals(text: &str) -> String {
    text.to_uppercase()
}

/// `Kế hoạch` of `KẾ HOẠCH`: a capital first, the rest as given.
pub(super) fn capital_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `năm 2024` of `Năm 2024`, for words inside a sentence. Capitals that go on (`UBND`) stay.
pub(super) fn small_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_string();
    }
    first.to_lowercase().chain(letters).collect()
}

/// `XIV`. Beyond 3999, which no appendix reaches, the Arabic number.
pub(super) fn roman(number: usize) -> String {
    if !(1..=3999).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

/// `a`, `b`, `c`, `d`, `đ` …; after `y` comes `aa`.
pub(super) fn point(number: usize) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(POINTS[rest % POINTS.len()]);
        rest /= POINTS.len();
    }
    letters.into_iter().rev().collect()
}

/// A count in a sentence: `05`, `12`, `3.321`; zero stays `0`.
pub(super) fn count(number: usize) -> String {
    match number {
        1..=9 => format!("0{number}"),
        _ => number::vietnamese(Decimal::from(number), Some(0)),
    }
}

/// `ngày 05 tháng 02 năm 2024` of `2024-02-05` or `05/02/2024`.
pub(super) fn long_date(text: &str) -> Option<String> {
    let text = text.trim();
    let parsed =
        NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y"));
    parsed.ok().map(date::long)
}

/// Without the full stop, semicolon or comma at the end, so that a list can set its own.
pub(super) fn unstopped(text: &str) -> &str {
    text.trim_end()
        .trim_end_matches("./.")
        .trim_end_matches(|c: char| matches!(c, '.' | ';' | ',' | ':') || c.is_whitespace())
}

/// The last paragraph of a document ends "./." (forms of Phụ lục III).
pub(super) fn closed(text: &str) -> String {
    format!("{}./.", unstopped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_letters() {
        let romans: Vec<String> = [1, 4, 9, 14, 40, 1994, 3999, 0, 4000].into_iter().map(roman).collect();
        assert_eq!(romans, ["I", "IV", "IX", "XIV", "XL", "MCMXCIV", "MMMCMXCIX", "0", "4000"]);
        let points: Vec<String> = [1, 4, 5, 6, 7, 23, 24, 46, 47].into_iter().map(point).collect();
        assert_eq!(points, ["a", "d", "đ", "e", "g", "y", "aa", "ay", "ba"]);
        assert_eq!([0, 5, 10, 3321].map(count), ["0", "05", "10", "3.321"].map(String::from));
    }

    #[test]
    fn words() {
        assert_eq!(capitals("Ủy ban nhân dân thị xã đông triều"), "ỦY BAN NHÂN DÂN THỊ XÃ ĐÔNG TRIỀU");
        assert_eq!(capital_first("đến nay"), "Đến nay");
        assert_eq!(small_first("Đến quý I"), "đến quý I");
        assert_eq!((small_first("UBND xã"), small_first("")), ("UBND xã".into(), String::new()));
        assert_eq!(long_date("2024-02-05").as_deref(), Some("ngày 05 tháng 02 năm 2024"));
        assert_eq!(long_date("15/09/2023").as_deref(), Some("ngày 15 tháng 9 năm 2023"));
        assert_eq!(long_date("hôm nay"), None);
        assert_eq!(unstopped("Hoàn thành;  "), "Hoàn thành");
        assert_eq!(closed("Tổ chức thực hiện."), "Tổ chức thực hiện./.");
        assert_eq!(closed("Tổ chức thực hiện./."), "Tổ chức thực hiện./.");
    }
}

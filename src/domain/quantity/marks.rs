//! Figures typed without diacritics ("chi con 150 ho", "tren 22%"): their words as people mean them.

use super::super::key;
use super::words;

/// Words behind a figure, or where there is none; longer ones first where one begins another.
const OTHERS: &[(&str, &str)] = &[
    ("chua co so lieu", "chưa có số liệu"),
    ("khong co so lieu", "không có số liệu"),
    ("chua thong ke", "chưa thống kê"),
    ("chua tong hop", "chưa tổng hợp"),
    ("chua cap nhat", "chưa cập nhật"),
    ("chua xac dinh", "chưa xác định"),
    ("khong xac dinh", "không xác định"),
    ("chua co so", "chưa có số"),
    ("chua co", "chưa có"),
    ("khong con", "không còn"),
    ("tro len", "trở lên"),
    ("tro xuong", "trở xuống"),
    ("so voi", "so với"),
    ("den", "đến"),
    ("nghin ty dong", "nghìn tỷ đồng"),
    ("nghin dong", "nghìn đồng"),
    ("trieu dong", "triệu đồng"),
    ("ty dong", "tỷ đồng"),
    ("ti dong", "tỷ đồng"),
    ("dong", "đồng"),
    ("lao dong", "lao động"),
    ("nguoi", "người"),
    ("ho", "hộ"),
    ("xa", "xã"),
    ("truong", "trường"),
    ("tan", "tấn"),
];

/// The text with its diacritics, if it is plain ASCII with words in it; the figures stay as they are.
pub(super) fn with_marks(text: &str) -> Option<String> {
    if !text.is_ascii() || !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let digits = text.find(|c: char| c.is_ascii_digit());
    let (head, tail) = text.split_at(digits.unwrap_or(0));
    let head = words::known(head.trim()).map(|words| words + " ").unwrap_or_else(|| head.to_owned());
    Some(head + &rest(tail))
}

/// Known words put in the place of theirs, everything between them kept.
fn rest(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while !rest.is_empty() {
        let starts_word = !out.ends_with(|c: char| c.is_alphanumeric());
        let found = OTHERS.iter().find(|(plain, _)| {
            let head = rest.get(..plain.len()).is_some_and(|head| head.eq_ignore_ascii_case(plain));
            starts_word && head && !rest[plain.len()..].starts_with(|c: char| c.is_alphanumeric())
        });
        let (kept, next) = match found {
            Some((plain, marked)) => (*marked, &rest[plain.len()..]),
            None => rest.split_at(rest.chars().next().map_or(rest.len(), char::len_utf8)),
        };
        out.push_str(kept);
        rest = next;
    }
    key::tidy(&out)
}

#[cfg(test)]
mod tests {
    use super::with_marks;
    use crate::domain::quantity::{Parsed, Qualifier, parse};

    #[test]
    fn words_get_their_diacritics_and_numbers_stay() {
        for (plain, marked) in [
            ("chi con 150 ho", "chỉ còn 150 hộ"),
            ("tren 22%", "trên 22%"),
            ("khoang 1.000 ty dong", "khoảng 1.000 tỷ đồng"),
            ("1.200 con", "1.200 con"),
            ("Khong qua 5", "không quá 5"),
            ("10 xa tro len", "10 xã trở lên"),
            ("tu 96 den 97", "từ 96 đến 97"),
            ("chua co so lieu", "chưa có số liệu"),
            ("Phong Kinh te 5", "Phong Kinh te 5"),
        ] {
            assert_eq!(with_marks(plain).as_deref(), Some(marked));
        }
        assert_eq!((with_marks("1.234,5"), with_marks("trên 22%")), (None, None));
    }

    #[test]
    fn the_qualifier_is_not_lost() {
        let Ok(Parsed::Figure { quantity, .. }) = parse("chi con 150 ho", "hộ") else { panic!("a figure") };
        assert_eq!(quantity.words().qualifier, Some(Qualifier::Remaining));
        assert_eq!(quantity.text(), "chỉ còn 150");
        assert_eq!(quantity.words().original, "chi con 150 ho");
        let Ok(Parsed::Figure { quantity, .. }) = parse("10 xa tro len", "xã") else { panic!("a figure") };
        assert_eq!(quantity.words().qualifier, Some(Qualifier::AtLeast));
        assert!(matches!(parse("chua co so lieu", "xã"), Ok(Parsed::DeclaredMissing)));
    }
}

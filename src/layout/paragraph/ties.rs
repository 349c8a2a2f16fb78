//! Which neighbouring words of official Vietnamese stay on one line.

/// Words that hold the number, numeral or letter after them: "ngày 15", "Điều 5", "điểm a", "Phụ lục I".
const BEFORE_NUMERAL: [&str; 36] = [
    "ngày", "tháng", "năm", "quý", "quí", "tuần", "lần", "thứ", "khóa", "khoá", "kỳ", "kì", "nhiệm", "điều",
    "khoản", "điểm", "mục", "chương", "phần", "lục", "bảng", "biểu", "mẫu", "số", "hình", "trang", "nhóm",
    "đợt", "hạng", "lớp", "loại", "cấp", "khối", "tổ", "top", "vị",
];

/// First words of units that stay with the number before them: "1.000 tỷ đồng".
const UNITS: [&str; 63] = [
    "%",
    "‰",
    "tỷ",
    "tỉ",
    "triệu",
    "nghìn",
    "ngàn",
    "trăm",
    "chục",
    "đồng",
    "đ",
    "usd",
    "vnđ",
    "vnd",
    "ha",
    "hecta",
    "km",
    "km2",
    "km²",
    "m",
    "m2",
    "m²",
    "m3",
    "m³",
    "cm",
    "mm",
    "kg",
    "g",
    "tấn",
    "tạ",
    "yến",
    "lít",
    "kw",
    "kwh",
    "mw",
    "người",
    "hộ",
    "xã",
    "phường",
    "thôn",
    "khu",
    "trường",
    "lượt",
    "dự",
    "công",
    "doanh",
    "giường",
    "cháu",
    "em",
    "con",
    "cây",
    "ngày",
    "tháng",
    "năm",
    "giờ",
    "phút",
    "điểm",
    "lần",
    "chỉ",
    "nhiệm",
    "hợp",
    "cơ",
    "ca",
];

/// Thousands, millions, milliards: the unit after them is part of the figure ("1.000 tỷ đồng").
const MAGNITUDES: [&str; 6] = ["tỷ", "tỉ", "triệu", "nghìn", "ngàn", "trăm"];

/// Abbreviations that stay with the name or office after them: "TM. ỦY BAN NHÂN DÂN".
const BEFORE_NAME: [&str; 20] = [
    "TM.", "KT.", "TL.", "TUQ.", "Q.", "TS.", "ThS.", "PGS.", "GS.", "BS.", "KS.", "CN.", "TP.", "Tp.",
    "TX.", "Ths.", "Ông", "Bà", "ông", "bà",
];

/// Whether no line may end between `before` and `next`; `beyond` is the word after `next`.
pub(super) fn tied(before: &str, next: &str, beyond: &str) -> bool {
    let Some(first) = next.chars().next() else {
        return false;
    };
    if cannot_begin_a_line(next, first)
        || before == "Số:"
        || is_initial(before)
        || BEFORE_NAME.contains(&before)
    {
        return true;
    }
    if is_numeral(next) {
        return listed(&BEFORE_NUMERAL, before);
    }
    if lower_equal(next.trim_end_matches(is_mark), "đồng") && listed(&MAGNITUDES, before) {
        return true;
    }
    // "15 tháng 9": the month belongs to its own number.
    if is_number(before) && !is_numeral(beyond) && listed(&UNITS, next.trim_end_matches(is_mark)) {
        return true;
    }
    lower_equal(before, "phụ") && lower_equal(next, "lục") && is_numeral(beyond)
}

/// Whether a line may not end between a dash and `next`: they are a range with the figure before it ("2021 - 2025").
pub(super) fn in_range(earlier: &str, dash: &str, next: &str) -> bool {
    matches!(dash, "-" | "–" | "—") && is_figure(earlier) && is_figure(next.trim_end_matches(is_mark))
}

fn is_figure(word: &str) -> bool {
    let bare = word.trim_start_matches(opens);
    bare.starts_with(|c: char| c.is_ascii_digit()) && is_number(bare)
}

/// A hyphen or dash, a closing bracket, or nothing but punctuation.
fn cannot_begin_a_line(word: &str, first: char) -> bool {
    if matches!(first, '-' | '–' | '—' | ')' | ']' | '}' | '»' | '”' | '’') {
        return true;
    }
    !opens(first) && word.chars().all(|c| is_mark(c) || matches!(c, '/' | '+' | '=' | '&' | '*'))
}

/// "…" stands for figures that are not yet there, so it may begin a line like a figure.
fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '»')
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '«' | '"' | '\'')
}

/// "N." or "Đ.".
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    let letter = chars.next().is_some_and(char::is_uppercase);
    letter && chars.next() == Some('.') && chars.next().is_none()
}

/// "15", "02/2024", "IV.", "a)", "đ,".
fn is_numeral(word: &str) -> bool {
    let Some(first) = word.chars().next() else {
        return false;
    };
    if first.is_ascii_digit() {
        return true;
    }
    // The longest numeral that is not a figure: "LXVIII." and a bracket.
    if word.len() > 9 {
        return false;
    }
    let bare = word.trim_end_matches(is_mark);
    let mut chars = bare.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    (first.is_alphabetic() && chars.next().is_none())
        || bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
}

/// A figure as it is printed: "1.000", "6,6-6,8", "~22".
fn is_number(word: &str) -> bool {
    let last = word.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    last && word
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '+' | '/' | '~' | '('))
}

fn listed(words: &[&str], word: &str) -> bool {
    let word = word.trim_start_matches(opens);
    // In Vietnamese a capital takes as many bytes as its small letter: most words part here.
    words.iter().any(|other| other.len() == word.len() && lower_equal(word, other))
}

fn lower_equal(word: &str, lower: &str) -> bool {
    word.len() == lower.len()
        && (word == lower || word.chars().flat_map(char::to_lowercase).eq(lower.chars()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_pairs_stay_together() {
        let pairs = [
            "ngày 15",
            "tháng 9",
            "năm 2023",
            "Điều 5",
            "khoản 2",
            "điểm a",
            "Số: 05/KH-UBND",
            "lục I",
            "TM. ỦY",
            "1.000 tỷ",
            "tỷ đồng",
            "triệu đồng;",
            "22 %",
            "N. V.",
            "tế -",
            "(21 hộ)",
            "(Điều 5)",
            "Mục IV.",
            "150 hộ,",
            "x )",
            "x ;",
            "6,6-6,8 %",
        ];
        for pair in pairs {
            let (a, b) = pair.split_once(' ').unwrap();
            assert!(tied(a, b, ""), "{pair}");
        }
    }

    #[test]
    fn others_may_part() {
        for pair in ["kinh tế", "- xã", "đồng tiền", "2024 của", "là 15", "và (a", "năm nay", "đến …"]
        {
            let (a, b) = pair.split_once(' ').unwrap();
            assert!(!tied(a, b, ""), "{pair}");
        }
    }

    #[test]
    fn a_date_is_three_pairs() {
        assert!(!tied("15", "tháng", "9"));
        assert!(tied("3", "tháng", "đầu"));
    }

    #[test]
    fn a_range_is_one_piece() {
        assert!(in_range("2021", "-", "2025.") && in_range("(2020", "–", "2025)"));
        assert!(
            !in_range("tế", "-", "2025") && !in_range("2021", "-", "xã") && !in_range("2021", "+", "2025")
        );
    }

    #[test]
    fn phu_luc_looks_one_word_further() {
        assert!(tied("Phụ", "lục", "I"));
        assert!(!tied("Phụ", "lục", "kèm"));
    }
}

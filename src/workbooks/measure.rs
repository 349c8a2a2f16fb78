//! How many lines a text takes in a column: Excel would find the height of a row itself, LibreOffice and print servers
//! do not, so the rows are given theirs.

/// Points of a column's inside for each character of its width: Excel counts in digits of the workbook's own face,
/// which are seven pixels wide at 11 pt.
const POINTS: f64 = 5.25;
/// Size of the letters, in points.
const SIZE: f64 = 11.0;
/// Less room than there is: programs round glyphs differently, and take letters that a face lacks from a wider one.
const SAFE: f64 = 0.9;
/// Bold letters are so much wider.
const BOLD: f64 = 1.2;
/// The widest letter, in thousandths of the size.
const WIDEST: usize = 1000;

/// Widths of the letters from space to tilde in Times New Roman, in thousandths of the size.
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, // space to slash
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564,
    444, // digits to question mark
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, // @ to O
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, // P to low line
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, // grave to o
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541, // p to tilde
];

/// How many lines a text takes in a column of so many characters.
pub fn line_count(text: &str, width: f64) -> usize {
    count(text, width * POINTS * SAFE)
}

/// The width of a column, in characters, in which the text takes one line.
pub fn wish(text: &str) -> f64 {
    let longest = text.split('\n').map(|part| part.chars().map(width).sum::<usize>()).max().unwrap_or(0);
    longest as f64 * SIZE / 1000.0 / (POINTS * SAFE)
}

/// How many lines the highest of these texts takes, each in a column of its own width.
pub fn most_lines<'a>(texts: impl IntoIterator<Item = (&'a str, f64)>) -> usize {
    texts.into_iter().map(|(text, width)| line_count(text, width)).max().unwrap_or(1)
}

/// How many lines the highest of these headings takes, each in a column of its own width.
pub fn heads_lines<'a>(heads: impl IntoIterator<Item = (&'a str, f64)>) -> usize {
    heads.into_iter().map(|(title, width)| heading_lines(title, width)).max().unwrap_or(1)
}

/// The same for a bold heading.
pub fn heading_lines(text: &str, width: f64) -> usize {
    count(text, width * POINTS * SAFE / BOLD)
}

fn count(text: &str, points: f64) -> usize {
    let room = ((points * 1000.0 / SIZE) as usize).max(WIDEST);
    text.split('\n').map(|part| if part.len() * WIDEST <= room { 1 } else { wrapped(part, room) }).sum()
}

/// Words are set one after the other; one that is too long for a line is torn.
fn wrapped(text: &str, room: usize) -> usize {
    let (mut lines, mut line, mut word) = (1, 0, 0);
    for letter in text.chars() {
        let width = width(letter);
        if letter == ' ' {
            line += word + width;
            word = 0;
            continue;
        }
        word += width;
        if line > 0 && line + word > room {
            (lines, line) = (lines + 1, 0);
        }
        if word > room {
            (lines, word) = (lines + 1, width);
        }
        if letter == '-' {
            line += word;
            word = 0;
        }
    }
    lines
}

fn width(letter: char) -> usize {
    let (plain, horn) = undressed(letter);
    let ascii = u32::from(plain).checked_sub(32).and_then(|at| TIMES.get(at as usize));
    match plain {
        _ if ascii.is_some() => ascii.map_or(0, |width| usize::from(*width)) + horn,
        '\u{300}'..='\u{36f}' => 0,
        '‘' | '’' => 333,
        '“' | '”' => 444,
        '…' | '—' => 1000,
        _ if letter.is_lowercase() => 520,
        _ if letter.is_uppercase() => 722,
        _ if letter < '\u{2e80}' => 600,
        _ => WIDEST,
    }
}

/// The letter without its marks, which are as wide as it is, and what the horn of ơ and ư adds.
fn undressed(letter: char) -> (char, usize) {
    const OHORN: usize = 20;
    const UHORN: usize = 45;
    let (plain, horn) = match letter {
        '\0'..='\u{bf}' => return (letter, 0),
        'À'..='Å' | 'à'..='å' | 'Ă' | 'ă' | 'Ạ'..='ặ' => ('a', 0),
        'È'..='Ë' | 'è'..='ë' | 'Ẹ'..='ệ' => ('e', 0),
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ' | 'ĩ' | 'Ỉ'..='ị' => ('i', 0),
        'Ò'..='Ö' | 'ò'..='ö' | 'Ọ'..='ộ' => ('o', 0),
        'Ơ' | 'ơ' | 'Ớ'..='ợ' => ('o', OHORN),
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ' | 'ũ' | 'Ụ'..='ủ' => ('u', 0),
        'Ư' | 'ư' | 'Ứ'..='ự' => ('u', UHORN),
        'Ý' | 'ý' | 'ÿ' | 'Ỳ'..='ỹ' => ('y', 0),
        'Đ' | 'đ' => ('d', 0),
        _ => return (letter, 0),
    };
    (if letter.is_uppercase() { plain.to_ascii_uppercase() } else { plain }, horn)
}

#[cfg(test)]
mod tests {
    use super::{heading_lines, line_count, wish};

    #[test]
    fn words_wrap_where_a_line_is_full() {
        assert_eq!(line_count("", 5.0), 1);
        assert_eq!(line_count("tấn", 8.0), 1);
        // 39 letters of some 0.45 em: 194 points, in columns of 168 and 210 points.
        let name = "Tỷ lệ người dân tham gia bảo hiểm y tế";
        assert_eq!(line_count(name, 32.0), 2);
        assert_eq!(line_count(name, 40.0), 1);
        assert_eq!(line_count("một\nhai\nba", 20.0), 3);
        assert!(heading_lines("Mục tiêu nghị quyết", 10.0) >= line_count("Mục tiêu nghị quyết", 10.0));
    }

    #[test]
    fn a_column_as_wide_as_its_text_wishes_takes_one_line() {
        for text in ["SVHTTDL", "Thu ngân sách nhà nước phải lớn hơn 0", "mmmm", "CT02 > 0"] {
            assert_eq!(line_count(text, wish(text) + 0.1), 1, "{text}");
            assert!(line_count(text, wish(text) - 0.5) > 1, "{text}");
        }
        assert!(wish("") < 0.1);
    }

    #[test]
    fn letters_with_marks_are_as_wide_as_without() {
        use super::width;
        for (letter, plain) in ["ếe", "Ệe", "ĩi", "Ạa", "ặa", "đd", "ỹy", "ộo", "ủu"].map(|pair| {
            let mut letters = pair.chars();
            (letters.next().unwrap(), letters.next().unwrap())
        }) {
            let plain = if letter.is_uppercase() { plain.to_ascii_uppercase() } else { plain };
            assert_eq!(width(letter), width(plain), "{letter}");
        }
        assert!(width('ư') > width('u') && width('ợ') > width('o') && width('ợ') == width('ơ'));
    }

    #[test]
    fn a_word_longer_than_the_line_is_torn_and_nothing_is_endless() {
        assert_eq!(line_count(&"m".repeat(60), 10.0), 12);
        assert_eq!(line_count("nop/phong-tai-chinh-ke-hoach.xlsx", 20.0), 2);
        assert!(line_count(&"ệ".repeat(40_000), 0.0) > 1000);
        assert!(line_count("abc", f64::NAN) >= 1);
    }
}

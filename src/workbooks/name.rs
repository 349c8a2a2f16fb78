//! Names of sheets that Excel takes, whatever a department or a code is called.

use std::collections::BTreeSet;

use super::cell::forbidden;

/// What Excel allows of a name, and not taken yet.
pub fn free_name(name: &str, used: &mut BTreeSet<String>) -> String {
    const LONGEST: usize = 31;
    let odd = |letter: char| {
        "[]:*?/\\".contains(letter) || forbidden(letter) || (letter.is_whitespace() && letter != ' ')
    };
    let plain = |letter: char| if odd(letter) { '-' } else { letter };
    let name: String = name.chars().map(plain).collect();
    let name = name.trim_matches(|letter: char| letter == '\'' || letter == ' ');
    let name = if name.is_empty() { "Sheet" } else { name };
    let cut = |suffix: &str| {
        let mut left = LONGEST - suffix.len();
        let kept: String = name
            .chars()
            .take_while(|letter| {
                let fits = left >= letter.len_utf16();
                left = left.saturating_sub(letter.len_utf16());
                fits
            })
            .collect();
        format!("{}{suffix}", kept.trim_end_matches(['\'', ' ']))
    };
    let mut unique = cut("");
    let mut count = 1;
    while !used.insert(unique.to_lowercase()) {
        count += 1;
        unique = cut(&format!(" ({count})"));
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::free_name;
    use std::collections::BTreeSet;

    #[test]
    fn sheet_names_are_what_excel_allows() {
        let mut used = BTreeSet::new();
        let mut free = |name: &str| free_name(name, &mut used);
        assert_eq!(free("ChiTieu"), "ChiTieu");
        assert_eq!(free("chitieu"), "chitieu (2)");
        assert_eq!(free("a/b[c]:*?"), "a-b-c----");
        assert_eq!(free(""), "Sheet");
        assert_eq!(free("' a\u{0}\u{fffe}\t'"), "a---");
        assert!(free(&"Đ".repeat(60)).encode_utf16().count() <= 31);
        assert!(free(&"Đ".repeat(60)).ends_with(" (2)"));
    }
}

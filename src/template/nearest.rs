//! The known name that a misspelt one probably meant.

use std::cmp::Reverse;

use crate::domain::key;

/// The nearest of `known` to `typed`, if it is near enough to be a slip of the pen.
pub(super) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let wanted = plain(typed);
    let limit = (wanted.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .map(|name| (name, plain(name)))
        .map(|(name, known)| (distance(&wanted, &known), Reverse(common_start(&wanted, &known)), name))
        .filter(|(apart, _, _)| *apart <= limit)
        .min()
        .map(|(_, _, name)| name.to_string())
}

/// Letters that two names share from the start: of two equally near, the one begun alike.
fn common_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count()
}

/// `không có chỉ tiêu mã "CT99"; có phải là "CT09"?`
pub(super) fn stranger<'a>(what: &str, typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let suggestion =
        nearest(typed, known).map(|name| format!("; có phải là \"{name}\"?")).unwrap_or_default();
    format!("không có {what} \"{typed}\"{suggestion}")
}

/// Without case, diacritics and separators: `Văn-Bản` and `van_ban` are one name.
fn plain(name: &str) -> String {
    key::loose(name).replace(' ', "")
}

/// Edits (insert, delete, replace, swap of neighbours) between two names, capped in length: names are short.
fn distance(a: &str, b: &str) -> usize {
    const LONGEST: usize = 64;
    let a: Vec<char> = a.chars().take(LONGEST).collect();
    let b: Vec<char> = b.chars().take(LONGEST).collect();
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(x != y);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        let known = ["van_ban", "co_quan", "nhom"];
        assert_eq!(nearest("van_bann", known).as_deref(), Some("van_ban"));
        assert_eq!(nearest("vanban", known).as_deref(), Some("van_ban"));
        assert_eq!(nearest("dia_dan", ["dia_ban", "dia_danh"]).as_deref(), Some("dia_danh"));
        assert_eq!(nearest("nhmo", known).as_deref(), Some("nhom"));
        assert_eq!(nearest("đơn vị", known), None);
        assert_eq!(nearest("", known), None);
    }
}

//! The known key that was probably meant.

use crate::domain::key::{loose, nearest};

/// Keys are short: beside likeness, one that begins alike counts.
pub(super) fn near_key<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let words = |key: &str| key.replace(['-', '_'], " ");
    let wanted = words(key);
    let named: Vec<(String, &str)> = known.iter().map(|known| (words(known), *known)).collect();
    let bare = |text: &str| loose(text).replace(' ', "");
    known
        .iter()
        .find(|known| bare(known) == bare(key))
        .copied()
        .or_else(|| nearest(&wanted, named.iter().map(|(words, known)| (&**words, *known))))
        .or_else(|| known.iter().find(|known| edits(key, known) <= 1 + key.len() / 5).copied())
}

/// Levenshtein's distance of two short keys.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().take(64).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, right) in b.iter().enumerate() {
            let cost = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::near_key;

    #[test]
    fn slips_of_the_finger() {
        let known = ["ten", "nam", "du-thao", "han-nop", "dia-danh", "loai-dia-ban"];
        assert_eq!(near_key("du_thao", &known), Some("du-thao"));
        assert_eq!(near_key("dự-thảo", &known), Some("du-thao"));
        assert_eq!(near_key("hannop", &known), Some("han-nop"));
        assert_eq!(near_key("loai-diaban", &known), Some("loai-dia-ban"));
        assert_eq!(near_key("phong-chu", &known), None);
    }
}

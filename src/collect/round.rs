//! The round of a submission: `lan-2`, `Lần 2`, `lan_2` as a folder, or `-lan2` at the end of a file name.

use crate::domain::key::loose;

/// `None` where nothing says it. The file's own name goes before its folder.
pub(super) fn round(path: &str) -> Option<u32> {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    at_end(&loose(stem)).or_else(|| parts.find_map(|folder| whole(&loose(folder))))
}

/// A folder name that is nothing but a round.
fn whole(folder: &str) -> Option<u32> {
    number(folder.strip_prefix("lan")?)
}

/// `… lan 2`, `… lan2` at the end of a name.
fn at_end(stem: &str) -> Option<u32> {
    let words: Vec<&str> = stem.split(' ').collect();
    match words.as_slice() {
        [.., "lan", digits] => number(digits),
        [.., last] => number(last.strip_prefix("lan")?),
        [] => None,
    }
}

fn number(digits: &str) -> Option<u32> {
    digits.trim().parse().ok().filter(|round| (1..1000).contains(round))
}

/// A path's words without the round: what may name a department.
pub(super) fn without_round(words: &str) -> String {
    let mut kept: Vec<&str> = words.split(' ').collect();
    if at_end(words).is_some() {
        kept.pop();
        if kept.last() == Some(&"lan") {
            kept.pop();
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{round, without_round};

    #[test]
    fn folders_and_suffixes() {
        assert_eq!(round("nop/yte.xlsx"), None);
        assert_eq!(round("nop/lan-2/yte.xlsx"), Some(2));
        assert_eq!(round("nop/Lần 3/yte.xlsx"), Some(3));
        assert_eq!(round("nop/lan_4/sub/yte.xlsx"), Some(4));
        assert_eq!(round("nop/yte-lan2.xlsx"), Some(2));
        assert_eq!(round("nop/lan-2/yte lần 5.xlsx"), Some(5));
        assert_eq!(round("nop/lan-0/yte.xlsx"), None);
        assert_eq!(round("nop/ban-lan/yte.xlsx"), None);
    }

    #[test]
    fn words_without_the_round() {
        assert_eq!(without_round("y te lan 2"), "y te");
        assert_eq!(without_round("y te lan2"), "y te");
        assert_eq!(without_round("phuong lan"), "phuong lan");
    }
}

//! The tables of the guidances, and the choice among them by what the document shows.
//!
//! 1. `state` – Nghị định 30/2020/NĐ-CP
//! 2. `party` – Hướng dẫn 05-HD/VPTW

mod party;
mod state;

pub use party::PARTY;
pub use state::STATE;

use super::line::Line;
use super::profile::Profile;

/// All profiles; the first is taken where a document shows none.
pub const ALL: [&Profile; 2] = [&STATE, &PARTY];

/// The profile whose heading stands on a page of the document, first page first.
pub fn choose(lines: &[Line]) -> &'static Profile {
    lines
        .iter()
        .filter(|line| !line.boxed)
        .find_map(|line| ALL.into_iter().find(|profile| line.folded == profile.heading))
        .unwrap_or(ALL[0])
}

#[cfg(test)]
mod tests {
    use super::{ALL, choose};
    use crate::audit::line::{Line, folded};

    #[test]
    fn the_heading_chooses() {
        let line = |text: &str| Line { folded: folded(text), ..Line::default() };
        assert_eq!(choose(&[line("THỊ ỦY"), line("ĐẢNG CỘNG SẢN VIỆT NAM")]).name, ALL[1].name);
        assert_eq!(choose(&[line("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")]).name, ALL[0].name);
        assert_eq!(choose(&[]).name, ALL[0].name);
    }

    #[test]
    fn every_row_has_its_article() {
        for profile in ALL {
            for row in profile.components {
                assert!(row.article.len() > 5 && row.size.0 <= row.size.1, "{:?}", row.part);
            }
        }
    }
}

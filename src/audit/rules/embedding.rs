//! Does every font travel with the file?
//!
//! A font that does not is replaced on another machine, and Vietnamese letters may vanish. Law of the format: ISO 19005-2, 6.2.11.4.
//! Example: an export without “embed fonts”. To mend: export as PDF/A.

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

/// The archives' format.
const ARTICLE: &str = "ISO 19005-2, 6.2.11.4";

pub const RULE: Rule = Rule { codes: &[Code::FontNotEmbedded], article: |_| ARTICLE.to_owned(), check };

fn check(view: &View<'_>) -> Vec<Finding> {
    let used = |index: usize| view.lines.iter().chain(&view.turned).find(|line| line.face == index);
    view.paper
        .faces
        .iter()
        .enumerate()
        .filter(|(_, face)| !face.embedded)
        .filter_map(|(index, face)| Some((face, used(index)?)))
        .map(|(face, line)| {
            fault(
                Code::FontNotEmbedded,
                Some(line.page),
                format!("Phông chữ “{}” không được nhúng", face.name),
                ARTICLE,
            )
        })
        .collect()
}

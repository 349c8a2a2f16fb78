//! Can every letter be read back as text?
//!
//! Without a map (ToUnicode) a copy, a search and a screen reader find nothing. Law of the format: ISO 19005-2, 6.2.11.7.
//! Example: a file “printed” to PDF. To mend: export instead of printing; use Unicode fonts, not .VnTime or VNI.

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

const ARTICLE: &str = "ISO 19005-2, 6.2.11.7";

pub const RULE: Rule = Rule { codes: &[Code::TextNotMapped], article: |_| ARTICLE.to_owned(), check };

fn check(view: &View<'_>) -> Vec<Finding> {
    let faces = view.paper.faces.iter().enumerate().filter(|(_, face)| face.unmapped > 0);
    faces
        .map(|(index, face)| {
            let page = view.lines.iter().find(|line| line.face == index).map(|line| line.page);
            let message = format!("Chữ của phông “{}” không đọc lại được thành văn bản", face.name);
            fault(Code::TextNotMapped, page, message, ARTICLE).found(format!("{} ký tự", face.unmapped))
        })
        .collect()
}

//! Is every text set in Times New Roman, or in a face of the same metrics?
//!
//! Article: Phụ lục I, Phần I, Mục I, khoản 4. Liberation Serif and Tinos have Times New Roman's widths letter for letter.
//! Example: Arial in a table. To mend: set the face for the whole document.

use super::Rule;
use crate::audit::fault::{fault, short};
use crate::audit::line::{Line, folded};
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::FontFamilyWrong], article: |profile| profile.letters.article.to_owned(), check };

fn check(view: &View<'_>) -> Vec<Finding> {
    let wanted = &view.profile.letters;
    let fits = |name: &str| {
        let plain: String = folded(name).chars().filter(|letter| letter.is_alphanumeric()).collect();
        wanted.families.iter().any(|family| plain.starts_with(family))
    };
    let mut found = Vec::new();
    for (index, face) in view.paper.faces.iter().enumerate() {
        // Bullets of symbol fonts are signs, not letters.
        let lettered = |line: &&Line| line.face == index && line.text.chars().any(char::is_alphabetic);
        let Some(first) = view.lines.iter().find(lettered).filter(|_| !fits(&face.name)) else { continue };
        let message = format!("Phông chữ không phải {}: “{}”", wanted.name, short(&first.text));
        let finding = fault(Code::FontFamilyWrong, Some(first.page), message, wanted.article);
        found.push(finding.found(face.name.clone()).expected(wanted.name));
    }
    found
}

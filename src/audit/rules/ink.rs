//! Is all text black?
//!
//! Only the urgency stamp and the seal are red. Article: Phụ lục I, Phần I, Mục I, khoản 4. Example: a blue heading.
//! To mend: set the letters' color to black (automatic).

use super::Rule;
use crate::audit::fault::{fault, short};
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::TextNotBlack], article: |profile| profile.letters.article.to_owned(), check };

/// Mức độ khẩn is printed in red (Phụ lục I, Phần I, Mục III, khoản 2).
const STAMPS: &[&str] = &["hỏa tốc", "hoả tốc", "thượng khẩn", "khẩn", "mật", "tối mật", "tuyệt mật"];

fn check(view: &View<'_>) -> Vec<Finding> {
    let colored = view.lines.iter().find(|line| !line.black && !STAMPS.contains(&line.folded.as_str()));
    let message = "Chữ không phải màu đen".to_owned();
    colored
        .map(|line| {
            fault(Code::TextNotBlack, Some(line.page), message, view.profile.letters.article)
                .found(short(&line.text))
        })
        .into_iter()
        .collect()
}

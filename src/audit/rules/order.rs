//! Do the components stand in the Decree's order?
//!
//! Article: Điều 8, khoản 2, and the diagram of Phụ lục I, Phần I, Mục IV. Example: the type above the Quốc hiệu, text below
//! “Nơi nhận”. To mend: move the component to its place.

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::line::Line;
use crate::audit::part::Part;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

const ARTICLE: &str = "Điều 8, khoản 2; Phụ lục I, Phần I, Mục IV";

pub const RULE: Rule = Rule { codes: &[Code::ComponentOrder], article: |_| ARTICLE.to_owned(), check };

/// Lines beside one another may differ a little in height (points).
const LEVEL: f64 = 3.0;

fn check(view: &View<'_>) -> Vec<Finding> {
    let annex =
        [Part::AnnexNumber, Part::AnnexName, Part::AnnexNote, Part::Contact, Part::PageNumber, Part::Body];
    let present: Vec<(Part, &Line)> = Part::ALL
        .into_iter()
        .filter(|part| !annex.contains(part))
        .filter_map(|part| Some((part, view.first(part)?)))
        .collect();
    let mut found = Vec::new();
    for (place, (part, line)) in present.iter().enumerate() {
        let above = present[..place]
            .iter()
            .find(|(other, earlier)| other.rank() < part.rank() && stands_below(earlier, line));
        if let Some((other, _)) = above {
            found.push(wrong(line.page, *part, *other));
        }
    }
    found.extend(after_signature(view));
    found
}

fn stands_below(a: &Line, b: &Line) -> bool {
    (a.page, -a.y) > (b.page, -b.y + LEVEL)
}

fn wrong(page: usize, part: Part, other: Part) -> Finding {
    let message = format!("“{}” đứng trên “{}”, trái thứ tự", part.vietnamese(), other.vietnamese());
    fault(Code::ComponentOrder, Some(page), message, ARTICLE)
}

/// Running text below the signature block.
fn after_signature(view: &View<'_>) -> Option<Finding> {
    let head = view.first(Part::RecipientsHead)?;
    let wide = |line: &&Line| line.width() > view.frame.width() * 0.6 && stands_below(line, head);
    let late = view.part(Part::Body).filter(wide).count();
    (late > 1).then(|| wrong(head.page, Part::RecipientsHead, Part::Body))
}

//! Do the paragraphs reach both edges of the frame?
//!
//! Article: Phụ lục I, Phần I, Mục II, khoản 6, điểm e. Example: text aligned left. To mend: justify (Ctrl+J).

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::line::Line;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::BodyNotJustified], article: |profile| profile.body.article.to_owned(), check };

/// A line within this of the edge reaches it (points).
const EDGE: f64 = 3.0;
/// Share of lines that must.
const MOST: f64 = 0.8;
/// Fewer lines tell nothing.
const FEW: usize = 4;

/// Is the text justified? `None` where there is too little of it.
pub fn is_justified(view: &View<'_>) -> Option<bool> {
    let inner: Vec<&Line> = inner(view).collect();
    let reaching = inner.iter().filter(|line| (line.x1 - view.frame.right).abs() <= EDGE).count();
    (inner.len() >= FEW && view.frame.pages > 0).then_some(reaching as f64 >= inner.len() as f64 * MOST)
}

/// Lines with another below them in the same paragraph, on upright pages.
fn inner<'a>(view: &'a View<'_>) -> impl Iterator<Item = &'a Line> {
    let all = view.prose.iter().filter(|paragraph| !paragraph.centered);
    let inner = all.flat_map(|paragraph| paragraph.lines.split_last().map_or(&[][..], |(_, rest)| rest));
    inner
        .filter_map(|index| view.lines.get(*index))
        .filter(|line| view.paper.sheets.get(line.page).is_some_and(|sheet| !sheet.landscape()))
}

fn check(view: &View<'_>) -> Vec<Finding> {
    if is_justified(view) != Some(false) {
        return Vec::new();
    }
    let short = inner(view).find(|line| line.x1 < view.frame.right - EDGE);
    let message = "Nội dung không được canh đều cả hai lề".to_owned();
    vec![fault(Code::BodyNotJustified, short.map(|line| line.page), message, view.profile.body.article)]
}

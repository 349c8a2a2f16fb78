//! Does a text stand in a margin, or off the sheet?
//!
//! Article: Phụ lục I, Phần I, Mục I, khoản 3. Page numbers, marks in the upper margin and the address at the foot are allowed. Example: a table whose
//! last column runs off the page. To mend: make the table fit the frame.

use super::Rule;
use crate::audit::fault::{fault, short};
use crate::audit::line::Line;
use crate::audit::paper::MM;
use crate::audit::part::Part;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::TextOutsideFrame], article: |profile| profile.margins.article.to_owned(), check };

/// Hanging punctuation and side bearings (points).
const TOLERANCE: f64 = 1.5 * MM;

fn check(view: &View<'_>) -> Vec<Finding> {
    let allowed = [Part::PageNumber, Part::Contact];
    let allowed: Vec<&usize> = allowed.iter().filter_map(|part| view.parts.get(part)).flatten().collect();
    let outside = |(index, line): &(usize, &Line)| !allowed.contains(&index) && is_outside(view, line);
    let mut found: Vec<Finding> = Vec::new();
    let mut page = usize::MAX;
    for (_, line) in view.lines.iter().enumerate().filter(outside) {
        // One finding a page is enough to find them all.
        if line.page != page {
            page = line.page;
            let finding = fault(
                Code::TextOutsideFrame,
                Some(page),
                "Chữ nằm ngoài vùng trình bày của trang".into(),
                view.profile.margins.article,
            );
            found.push(finding.found(short(&line.text)));
        }
    }
    found
}

fn is_outside(view: &View<'_>, line: &Line) -> bool {
    let Some(sheet) = view.paper.sheets.get(line.page) else { return false };
    let margins = &view.profile.margins;
    let least = |low: f64| if sheet.landscape() { margins.turned_least } else { low } * MM - TOLERANCE;
    // Where the frame itself is wrong, the margin's own finding says so; here only what leaves the frame.
    let frame = &view.frame;
    let (mut left, mut right) = (least(margins.left.0), sheet.width - least(margins.right.0));
    let mut bottom = least(margins.bottom.0) - line.size * 0.3;
    if !sheet.landscape() && frame.sure {
        left = left.min(frame.left - TOLERANCE);
        right = right.max(frame.right + TOLERANCE);
        bottom = bottom.min(frame.bottom);
    }
    let mark = line.boxed && line.y > sheet.height - 25.0 * MM || super::draft::is_mark(line);
    let top = sheet.height - if mark { 0.0 } else { 8.0 * MM };
    line.x0 < left || line.x1 > right || line.y < bottom || line.y > top
}

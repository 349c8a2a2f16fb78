//! Are the margins of the upright pages within the ranges?
//!
//! Article: Phụ lục I, Phần I, Mục I, khoản 3: above and below 20-25 mm, left 30-35 mm, right 15-20 mm. Example: left 25 mm.
//! To mend: set the margins in the page setup or in the stylesheet's `@page`.

use super::Rule;
use crate::audit::fault::{fault, millimetres, range};
use crate::audit::paper::MM;
use crate::audit::profile::Range;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::MarginWrong], article: |profile| profile.margins.article.to_owned(), check };

/// Letters do not fill their boxes to the edge (mm).
const TOLERANCE: f64 = 0.8;
/// A paragraph's space may stand above the first line (mm).
const ABOVE: f64 = 5.0;
/// A page ends up to two lines early to keep paragraphs together (mm); only a long text fills one page to the end.
const BELOW: f64 = 14.0;
const LONG: usize = 4;

fn check(view: &View<'_>) -> Vec<Finding> {
    let (frame, margins) = (&view.frame, &view.profile.margins);
    if !frame.sure {
        return Vec::new();
    }
    let below = if frame.pages >= LONG { BELOW } else { f64::INFINITY };
    let sides = [
        ("trên", frame.page_height - frame.top, margins.top, ABOVE),
        ("dưới", frame.bottom, margins.bottom, below),
        ("trái", frame.left, margins.left, TOLERANCE),
        ("phải", frame.page_width - frame.right, margins.right, ragged(view)),
    ];
    let wrong = sides.into_iter().filter(|(_, found, allowed, over)| !fits(*found, *allowed, *over));
    wrong
        .map(|(side, found, allowed, _)| {
            fault(Code::MarginWrong, None, format!("Lề {side} không đúng"), margins.article)
                .found(millimetres(found))
                .expected(format!("{} mm", range(allowed)))
        })
        .collect()
}

/// Text that is not justified seldom reaches the right edge.
fn ragged(view: &View<'_>) -> f64 {
    if super::justification::is_justified(view).unwrap_or(false) { TOLERANCE } else { BELOW }
}

fn fits(found: f64, (low, high): Range, over: f64) -> bool {
    (low - TOLERANCE..=high + over).contains(&(found / MM))
}

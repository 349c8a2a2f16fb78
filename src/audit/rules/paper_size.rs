//! Is every sheet A4?
//!
//! Article: Phụ lục I, Phần I, Mục I, khoản 1. Example: a page of Letter size (216 × 279 mm). To mend: set A4 in the page setup.

use super::Rule;
use crate::audit::fault::{fault, millimetres, number};
use crate::audit::paper::MM;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::PaperNotA4], article: |profile| profile.format.article.to_owned(), check };

/// What rounding to points and paper makers allow (mm).
const TOLERANCE: f64 = 1.0;

fn check(view: &View<'_>) -> Vec<Finding> {
    let format = &view.profile.format;
    let wrong = view.paper.sheets.iter().position(|sheet| {
        let (short, long) = (sheet.width.min(sheet.height) / MM, sheet.width.max(sheet.height) / MM);
        (short - format.width).abs() > TOLERANCE || (long - format.height).abs() > TOLERANCE
    });
    let Some(page) = wrong else { return Vec::new() };
    let sheet = &view.paper.sheets[page];
    let finding = fault(Code::PaperNotA4, Some(page), "Khổ giấy không phải A4".into(), format.article)
        .found(format!("{} × {}", millimetres(sheet.width), millimetres(sheet.height)))
        .expected(format!("{} × {} mm", number(format.width), number(format.height)));
    vec![finding]
}

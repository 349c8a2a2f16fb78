//! Do first lines stand in by 1 cm or 1,27 cm?
//!
//! Article: Phụ lục I, Phần I, Mục II, khoản 6, điểm e. Example: no indent, or two tabs. To mend: set “First line” to 1 cm.

use super::Rule;
use crate::audit::fault::{fault, millimetres, number};
use crate::audit::line::Line;
use crate::audit::paper::MM;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::IndentWrong], article: |profile| profile.body.article.to_owned(), check };

/// Side bearings of the first letter (mm).
const TOLERANCE: f64 = 0.8;
/// Share of paragraphs that may be set otherwise (a list, a quotation).
const OTHERWISE: f64 = 0.25;
/// A next line within this of the edge makes the paragraph a usual one (points).
const EDGE: f64 = 2.0;

fn check(view: &View<'_>) -> Vec<Finding> {
    let body = &view.profile.body;
    let firsts: Vec<(&Line, f64)> = view
        .prose
        .iter()
        .filter_map(|paragraph| {
            let [first, second, ..] = paragraph.lines[..] else { return None };
            let (first, second) = (view.lines.get(first)?, view.lines.get(second)?);
            let usual = !paragraph.centered && (second.x0 - view.frame.left).abs() <= EDGE;
            usual.then_some((first, first.x0 - view.frame.left))
        })
        .collect();
    let fits = |indent: f64| body.indents.iter().any(|wanted| (indent / MM - wanted).abs() <= TOLERANCE);
    let wrong: Vec<&(&Line, f64)> = firsts.iter().filter(|(_, indent)| !fits(*indent)).collect();
    let Some((line, indent)) = wrong.first().filter(|_| wrong.len() as f64 > firsts.len() as f64 * OTHERWISE)
    else {
        return Vec::new();
    };
    let message = format!("Chữ đầu dòng lùi vào không đúng ở {}/{} đoạn văn", wrong.len(), firsts.len());
    let wish: Vec<String> = body.indents.iter().map(|wanted| number(*wanted)).collect();
    let finding = fault(Code::IndentWrong, Some(line.page), message, body.article);
    vec![finding.found(millimetres(*indent)).expected(format!("{} mm", wish.join(" hoặc ")))]
}

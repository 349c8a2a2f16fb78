//! Is there at least 6 points between paragraphs?
//!
//! Article: Phụ lục I, Phần I, Mục II, khoản 6, điểm e. Example: spacing 0. To mend: set “Spacing before” to 6 pt.

use super::Rule;
use crate::audit::fault::{fault, number};
use crate::audit::line::Line;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::ParagraphSpacing], article: |profile| profile.body.article.to_owned(), check };

/// Rounding of positions (points).
const TOLERANCE: f64 = 0.8;
/// Share of paragraphs that may stand closer.
const OTHERWISE: f64 = 0.2;
/// Fewer paragraphs tell nothing.
const FEW: usize = 2;

fn check(view: &View<'_>) -> Vec<Finding> {
    let body = &view.profile.body;
    let Some(pitch) = super::leading::pitch(view) else { return Vec::new() };
    let gaps: Vec<(&Line, f64)> = view
        .prose
        .iter()
        .filter(|paragraph| !paragraph.centered)
        .filter_map(|paragraph| {
            let line = view.lines.get(*paragraph.lines.first()?)?;
            Some((line, paragraph.step? - pitch))
        })
        .collect();
    let close: Vec<&(&Line, f64)> = gaps.iter().filter(|(_, gap)| *gap < body.gap - TOLERANCE).collect();
    let many = gaps.len() >= FEW && close.len() as f64 > gaps.len() as f64 * OTHERWISE;
    let Some((line, gap)) = close.first().filter(|_| many) else { return Vec::new() };
    let message =
        format!("Khoảng cách giữa các đoạn văn nhỏ hơn quy định ở {}/{} đoạn", close.len(), gaps.len());
    let finding = fault(Code::ParagraphSpacing, Some(line.page), message, body.article);
    vec![
        finding.found(format!("{} pt", number(gap.max(0.0)))).expected(format!("từ {} pt", number(body.gap))),
    ]
}

//! Are lines set at least single, at most one and a half?
//!
//! Article: Phụ lục I, Phần I, Mục II, khoản 6, điểm e. Example: “Multiple 1,8”. To mend: set line spacing between Single and 1.5 lines.

use super::Rule;
use crate::audit::fault::{fault, number, range};
use crate::audit::profile::Leading;
use crate::audit::prose::SINGLE;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::LineSpacing], article: |profile| profile.body.article.to_owned(), check };

/// Programs round the pitch (lines, points).
const TOLERANCE: f64 = 0.04;
const POINT: f64 = 0.5;
/// Fewer steps tell nothing.
const FEW: usize = 3;

/// The usual distance of baselines within a paragraph, points.
pub fn pitch(view: &View<'_>) -> Option<f64> {
    usual(view).map(|(pitch, _)| pitch)
}

fn usual(view: &View<'_>) -> Option<(f64, f64)> {
    let inner = view
        .prose
        .iter()
        .filter(|paragraph| !paragraph.centered)
        .flat_map(|paragraph| paragraph.lines.windows(2));
    let mut steps: Vec<(f64, f64)> = inner
        .filter_map(|pair| {
            let (above, below) = (view.lines.get(*pair.first()?)?, view.lines.get(*pair.last()?)?);
            (above.page == below.page).then_some((above.y - below.y, below.size))
        })
        .collect();
    steps.sort_by(|a, b| a.0.total_cmp(&b.0));
    steps.get(steps.len() / 2).copied().filter(|_| steps.len() >= FEW)
}

fn check(view: &View<'_>) -> Vec<Finding> {
    let Some((pitch, size)) = usual(view).filter(|(_, size)| *size > 0.0) else { return Vec::new() };
    let lines = pitch / (SINGLE * size);
    let (fits, found, wish) = match view.profile.body.leading {
        Leading::Lines(low, high) => (
            (low - TOLERANCE..=high + TOLERANCE).contains(&lines),
            format!("{lines:.2} dòng").replace('.', ","),
            format!("{} dòng (từ dòng đơn)", range((low, high))),
        ),
        Leading::Points(low, high) => (
            (low - POINT..=high + POINT).contains(&pitch),
            format!("{} pt", number(pitch)),
            format!("{} pt", range((low, high))),
        ),
    };
    if fits {
        return Vec::new();
    }
    let page =
        view.prose.first().and_then(|first| view.lines.get(*first.lines.first()?)).map(|line| line.page);
    let finding = fault(
        Code::LineSpacing,
        page,
        "Khoảng cách giữa các dòng không đúng".into(),
        view.profile.body.article,
    );
    vec![finding.found(found).expected(wish)]
}

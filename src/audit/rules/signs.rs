//! Is the rule under a component there, drawn, and of its length?
//!
//! Article: Phụ lục I, Phần I, Mục II, khoản 1, 2, 5: as long as the Tiêu ngữ; 1/3 to 1/2 of the organ's name and of the trích yếu.
//! Example: underscores instead of a line. To mend: draw a line (Shape), no underline, no paragraph border of full width.

use super::Rule;
use crate::audit::fault::{fault, millimetres};
use crate::audit::line::Line;
use crate::audit::paper::Bar;
use crate::audit::profile::{Mark, Sign};
use crate::audit::recognise::is_typed;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule = Rule {
    codes: &[Code::RuleMissing, Code::RuleLength, Code::RuleNotDrawn],
    article: |_| "Phụ lục I, Phần I, Mục II, khoản 1, 2 và 5".to_owned(),
    check,
};

/// A rule stands within this below the text (points), and not nearer than an underline (ems).
const BELOW: f64 = 22.0;
const UNDERLINE: f64 = 0.16;
/// How exactly a rule's length is drawn by hand.
const TOLERANCE: f64 = 0.06;
/// How far the middle of a rule may lie from the middle of its text (share of the text).
const BALANCE: f64 = 0.15;

fn check(view: &View<'_>) -> Vec<Finding> {
    view.profile.signs.iter().filter_map(|sign| one(view, sign)).collect()
}

fn one(view: &View<'_>, sign: &Sign) -> Option<Finding> {
    let lines: Vec<&Line> = view.part(sign.under).collect();
    let last = *lines.last()?;
    let name = sign.under.vietnamese();
    let typed = view
        .lines
        .iter()
        .find(|line| line.page == last.page && is_typed(line) && is_under(last, line.y, line.center()));
    let Mark::Rule(low, high) = sign.mark else { return typed_sign(sign, last, typed) };
    let Some(bar) = bar_under(view, last) else {
        let underlined = view.rules(last.page).any(|bar| is_underline(last, bar));
        if typed.is_some() || underlined {
            let message = format!("Đường kẻ dưới “{name}” là ký tự gõ hoặc gạch chân, không phải nét vẽ");
            return Some(fault(Code::RuleNotDrawn, Some(last.page), message, sign.article));
        }
        let message = format!("Thiếu đường kẻ ngang dưới “{name}”");
        return Some(fault(Code::RuleMissing, Some(last.page), message, sign.article));
    };
    let fits = |line: &&Line| {
        let share = bar.width() / line.width().max(1.0);
        (low - TOLERANCE..=high + TOLERANCE).contains(&share)
    };
    // The line of a name in two lines may be measured by either.
    if lines.iter().any(fits) && (bar.center() - last.center()).abs() <= BALANCE * last.width() {
        return None;
    }
    let message = format!("Đường kẻ dưới “{name}” không đúng độ dài hoặc không cân đối");
    let wish = if low == high {
        "bằng độ dài dòng chữ".to_owned()
    } else {
        "từ 1/3 đến 1/2 độ dài dòng chữ, đặt cân đối".to_owned()
    };
    let found = format!("{} dưới dòng chữ {}", millimetres(bar.width()), millimetres(last.width()));
    Some(fault(Code::RuleLength, Some(last.page), message, sign.article).found(found).expected(wish))
}

/// A sign of letters: a star, five hyphens.
fn typed_sign(sign: &Sign, last: &Line, typed: Option<&Line>) -> Option<Finding> {
    let Mark::Typed(wanted) = sign.mark else { return None };
    if typed.is_some_and(|line| line.folded.replace(' ', "") == wanted) {
        return None;
    }
    let message = format!("Thiếu dấu “{wanted}” dưới “{}”", sign.under.vietnamese());
    Some(fault(Code::RuleMissing, Some(last.page), message, sign.article))
}

fn is_under(line: &Line, y: f64, center: f64) -> bool {
    let gap = line.y - y;
    gap > 0.0 && gap < BELOW + line.size && (center - line.center()).abs() < line.width() / 2.0
}

fn is_underline(line: &Line, bar: &Bar) -> bool {
    let gap = line.y - (bar.y0 + bar.y1) / 2.0;
    (0.0..UNDERLINE * line.size).contains(&gap) && bar.center() > line.x0 && bar.center() < line.x1
}

/// The nearest rule below a line.
fn bar_under(view: &View<'_>, line: &Line) -> Option<Bar> {
    let near = view.rules(line.page).filter(|bar| {
        let gap = line.y - bar.y1;
        gap < BELOW && gap > 0.0 && is_under(line, bar.y0, bar.center()) && !is_underline(line, bar)
    });
    near.copied().max_by(|a, b| a.y1.total_cmp(&b.y1))
}

//! From an indicator to all that depends on it: figures, comparisons, rules, and where documents print them.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::domain::Plan;
use crate::domain::impact::{Impact, Quote, QuoteKind};

pub fn impact(plan: &Plan, impact: &Impact<'_>, documents: &[(String, Vec<Quote>)], paint: Paint) -> String {
    let of = impact.indicator;
    let title = format!("{} {} ({}): những gì phụ thuộc", of.code, safe(&of.name), safe(&of.unit));
    let mut out = format!("{}\n", paint.bold(&title));
    figures(&mut out, plan, impact);
    for (rule, codes) in &impact.rules {
        let _ = writeln!(
            out,
            "  - Ràng buộc {}: {} (qua {})",
            safe(&rule.code),
            safe(&rule.expression),
            safe(&codes.join(", "))
        );
    }
    for (name, quotes) in documents {
        document(&mut out, plan, name, quotes);
    }
    out
}

fn figures(out: &mut String, plan: &Plan, impact: &Impact<'_>) {
    let _ = writeln!(out, "  Chỉ tiêu tính từ chỉ tiêu này: {}", impact.dependents.len());
    for dependent in &impact.dependents {
        let through = dependent.through.iter();
        let through: Vec<String> =
            through.map(|(code, way)| format!("{} {}", safe(code), way.vietnamese())).collect();
        let of = dependent.indicator;
        let _ = writeln!(out, "  - {} {}: {}", of.code, safe(&of.name), through.join("; "));
    }
    let titles: Vec<String> = plan.settings.comparisons.iter().map(|column| safe(&column.title)).collect();
    if !titles.is_empty() {
        let count = impact.dependents.len() + 1;
        let _ = writeln!(out, "  Cột so sánh của {count} chỉ tiêu: {}", titles.join("; "));
    }
}

fn document(out: &mut String, plan: &Plan, name: &str, quotes: &[Quote]) {
    let count = |kind| quotes.iter().filter(|quote| quote.kind == kind).count();
    let _ = writeln!(
        out,
        "  {}.pdf: {} câu, {} bảng, {} biểu đồ",
        safe(name),
        count(QuoteKind::Sentence),
        count(QuoteKind::Table),
        count(QuoteKind::Chart)
    );
    for quote in quotes {
        let codes: Vec<&str> =
            quote.indicators.iter().filter_map(|at| plan.indicators.get(*at)).map(|one| &*one.code).collect();
        let _ = writeln!(
            out,
            "  - {}: “{}” ({})",
            quote.kind.vietnamese(),
            safe(&quote.words),
            safe(&codes.join(", "))
        );
    }
}

//! What changed between two drafts, for a terminal: a block for each thing, a line for each field.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::domain::{Basis, Change, Changes, DraftName, Edit, Trend, What};

/// Names of departments that a line gives.
const NAMES: usize = 3;

/// `office`: who asked where no department did.
pub fn changes(plan: &str, office: &str, of: &Changes, paint: Paint) -> String {
    let title =
        format!("{plan}: thay đổi từ {} đến {}", side(of.from, of.from_basis), side(of.to, of.to_basis));
    let mut out = format!("{}\n", paint.bold(&title));
    if of.is_empty() {
        out.push_str("  Không có thay đổi.\n");
        return out;
    }
    for (name, list) in [("Chỉ tiêu", &of.indicators), ("Nhiệm vụ", &of.tasks), ("Ý kiến", &of.opinions)]
    {
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}", paint.bold(&format!("{name} ({})", counts(list))));
        for change in list {
            block(&mut out, change, office, paint);
        }
    }
    out
}

/// `dự thảo lần 2 (dựng lại từ các bản nộp đến lần 2)`.
fn side(draft: DraftName, basis: Basis) -> String {
    match (draft, basis) {
        (DraftName::Number(number), Basis::Rounds) => {
            format!("{} (dựng lại từ các bản nộp đến lần {number})", draft.vietnamese())
        }
        (_, Basis::Kept) => format!("{} (bản lưu)", draft.vietnamese()),
        _ => draft.vietnamese(),
    }
}

/// `sửa 2, bổ sung 1`.
fn counts(list: &[Change]) -> String {
    let parts = [What::Changed, What::Added, What::Removed].into_iter().filter_map(|what| {
        let count = list.iter().filter(|change| change.what == what).count();
        (count > 0).then(|| format!("{} {count}", what.vietnamese().to_lowercase()))
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn block(out: &mut String, change: &Change, office: &str, paint: Paint) {
    let unit = if change.unit.is_empty() { String::new() } else { format!(" ({})", safe(&change.unit)) };
    let _ = writeln!(
        out,
        "  {} {}{unit}: {}",
        change.code,
        safe(&change.title),
        change.what.vietnamese().to_lowercase()
    );
    let mut said = String::new();
    for edit in &change.edits {
        // What is gone, and what is new as a whole, is named above; its words are the plan's own.
        if change.what != What::Removed {
            let _ = writeln!(out, "      {}", line(edit, paint));
        }
        let asked = edit.asked_in_words(office, NAMES);
        if !asked.is_empty() && asked != said {
            let _ = writeln!(out, "        {}", paint.faint(&format!("do: {}", safe(&asked))));
            said = asked;
        }
    }
}

/// `KH năm 2024: khoảng 950 → khoảng 1.000 [Tăng, tốt hơn]`.
fn line(edit: &Edit, paint: Paint) -> String {
    let text = |text: &Option<String>| text.as_deref().map_or_else(|| "—".to_owned(), safe);
    let (old, new) = (text(&edit.old), text(&edit.new));
    let word = paint.trend(edit.trend, edit.vietnamese());
    match (&edit.old, edit.trend) {
        (None, Trend::Neutral) => format!("{}: {new}", safe(&edit.label)),
        _ => format!("{}: {old} → {new} [{word}]", safe(&edit.label)),
    }
}

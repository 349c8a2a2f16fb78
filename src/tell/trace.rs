//! From a printed figure to file, sheet and cell, and the rule that chose it.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::domain::{Candidate, Figure, Indicator, Opinion, Origin, PartKind, Plan, Shortfall, Status, Task};

pub fn trace(plan: &Plan, code: &str, paint: Paint) -> String {
    let mut out = String::new();
    if let Some(found) = plan.indicator(code) {
        indicator(&mut out, plan, found, 0, &mut BTreeSet::new(), paint);
    } else if let Some(found) = plan.tasks.iter().find(|task| task.code == code) {
        task(&mut out, found, paint);
    } else if let Some(found) = plan.opinions.iter().find(|opinion| opinion.code == code) {
        opinion(&mut out, found, paint);
    }
    out
}

/// An indicator and, indented under it, those that its formula or its parts use; each once.
fn indicator<'a>(
    out: &mut String,
    plan: &'a Plan,
    found: &'a Indicator,
    depth: usize,
    seen: &mut BTreeSet<&'a str>,
    paint: Paint,
) {
    if !seen.insert(&found.code) {
        return;
    }
    let pad = "    ".repeat(depth);
    let title = format!("{} {} ({})", found.code, safe(&found.name), safe(&found.unit));
    let _ = writeln!(out, "{pad}{}", paint.bold(&title));
    let owner = if found.owner_name.is_empty() { "chưa giao" } else { &found.owner_name };
    let _ = writeln!(out, "{pad}  Chủ trì: {}; cách tổng hợp: {}", safe(owner), found.method_text);
    if let Some(formula) = &found.formula {
        let _ = writeln!(out, "{pad}  Công thức: {}", safe(formula));
    }
    for (column, spec) in found.figures.iter().zip(&plan.settings.columns) {
        figure(out, plan, found, column, &spec.title, &pad);
    }
    let parts: BTreeSet<&str> =
        found.figures.iter().flat_map(|figure| &figure.depends_on).map(String::as_str).collect();
    for part in plan.indicators.iter().filter(|other| parts.contains(&*other.code)) {
        indicator(out, plan, part, depth + 1, seen, paint);
    }
}

fn figure(out: &mut String, plan: &Plan, owner: &Indicator, figure: &Figure, title: &str, pad: &str) {
    let text = figure
        .quantity
        .as_ref()
        .map_or_else(|| "chưa có số liệu".to_owned(), |quantity| quantity.in_sentence(&owner.unit));
    let coverage = match (figure.coverage_words(&plan.units), figure.status == Status::Provisional) {
        (Some(words), true) => format!(" ({words}, tạm tính)"),
        (Some(words), false) => format!(" ({words})"),
        (None, true) => " (tạm tính)".to_owned(),
        (None, false) => String::new(),
    };
    let _ = writeln!(out, "{pad}  {title}: {}{}", safe(&text), safe(&coverage));
    let _ = writeln!(out, "{pad}    Quy tắc: {}", figure.rule_in_words());
    if let Some(short) = &figure.shortfall {
        shortfall(out, plan, owner, short, pad);
    }
    let chosen: BTreeSet<&Origin> = figure.sources().collect();
    for candidate in &figure.candidates {
        line_of(out, plan, owner, candidate, chosen.contains(&candidate.figure.origin), pad);
    }
}

/// Who is missing, what the catalogue wishes then, and last year's figures that stand in.
fn shortfall(out: &mut String, plan: &Plan, owner: &Indicator, short: &Shortfall, pad: &str) {
    let catalogue = &plan.settings.catalogue;
    let name = |of: u32| safe(short.name(catalogue, of));
    let missing: Vec<String> = short.missing.iter().map(|of| name(*of)).collect();
    let _ = writeln!(out, "{pad}    Thiếu số liệu ({}): {}", short.choice.vietnamese(), missing.join(", "));
    for stand_in in &short.stand_ins {
        let column = plan.settings.columns.get(stand_in.column).map_or("", |column| &column.title);
        let places: Vec<String> = stand_in.sources.iter().map(place).collect();
        let unit = match short.kind {
            PartKind::Units => &*owner.unit,
            PartKind::Indicators => {
                catalogue.indicators.get(stand_in.of as usize).map_or("", |spec| &spec.unit)
            }
        };
        let _ = writeln!(
            out,
            "{pad}    - {}: {} (lấy số {}) — {} [được tính]",
            name(stand_in.of),
            safe(&stand_in.quantity.in_sentence(unit)),
            safe(column),
            places.join("; "),
        );
    }
}

fn line_of(out: &mut String, plan: &Plan, owner: &Indicator, candidate: &Candidate, chosen: bool, pad: &str) {
    let mark = if chosen { "được tính" } else { "không tính" };
    let _ = writeln!(
        out,
        "{pad}    - {}: {} — {} [{mark}]",
        safe(plan.settings.catalogue.department_name(&candidate.department)),
        safe(&candidate.figure.value.in_sentence(&owner.unit)),
        place(&candidate.figure.origin),
    );
    for older in &candidate.rank().superseded {
        let _ = writeln!(
            out,
            "{pad}      lần trước: {} — {}",
            safe(&older.value.in_sentence(&owner.unit)),
            place(&older.origin)
        );
    }
}

fn task(out: &mut String, found: &Task, paint: Paint) {
    let _ = writeln!(out, "{}", paint.bold(&format!("{} {}", found.code, safe(&found.content))));
    let _ = writeln!(out, "  Chủ trì: {}; thời hạn: {}", safe(&found.owner), safe(&found.deadline));
    for origin in &found.sources {
        let _ = writeln!(out, "  - {}", place(origin));
    }
}

fn opinion(out: &mut String, found: &Opinion, paint: Paint) {
    let _ = writeln!(out, "{}", paint.bold(&format!("{} {}", found.code, safe(&found.content))));
    let _ = writeln!(out, "  Đơn vị: {}; về: {}", safe(&found.department_name), safe(&found.subject));
    let _ = writeln!(out, "  - {}", place(&found.source));
}

fn place(origin: &Origin) -> String {
    safe(&format!("{} › {}!{}", origin.file, origin.sheet, origin.cell))
}

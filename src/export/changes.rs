//! What changed between two drafts, for machines: `diff --format json`, and a key of `tong-hop.json`.

use serde_json::{Value, json};

use crate::domain::{Asker, Basis, Change, Changes, DraftName, Edit};

/// `from` and `to` (draft and where it comes from), then the changed indicators, tasks and opinions.
pub fn changes_value(of: &Changes) -> Value {
    let side = |draft: DraftName, basis: Basis| json!({ "draft": draft.to_string(), "basis": basis.key() });
    json!({
        "from": side(of.from, of.from_basis),
        "to": side(of.to, of.to_basis),
        "indicators": list(&of.indicators),
        "tasks": list(&of.tasks),
        "opinions": list(&of.opinions),
    })
}

fn list(of: &[Change]) -> Value {
    of.iter().map(change).collect()
}

fn change(of: &Change) -> Value {
    json!({
        "change": of.what.key(),
        "code": of.code,
        "title": of.title,
        "unit": of.unit,
        "group": of.group,
        "edits": of.edits.iter().map(edit).collect::<Value>(),
    })
}

fn edit(of: &Edit) -> Value {
    json!({
        "field": of.field,
        "label": of.label,
        "old": of.old,
        "new": of.new,
        "moved": of.moved.key(),
        "trend": of.trend.key(),
        "asked": of.asked.iter().map(asker).collect::<Value>(),
    })
}

fn asker(of: &Asker) -> Value {
    json!({ "department": of.department, "name": of.name, "round": of.round, "why": of.why })
}

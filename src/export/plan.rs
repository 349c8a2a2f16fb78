//! `tong-hop.json`: the consolidated plan with every figure's words, numbers, rule and sources.

use serde_json::{Map, Value, json};

use super::{SCHEMA_VERSION, findings, print};
use crate::domain::{
    Comparison, Decimal, Figure, Indicator, Kind, Opinion, Origin, Plan, Qualifier, Quantity, SubmissionRecord, Task,
};
use crate::finding::Findings;

/// The plan, its findings, and the draft mark in force (empty for a final).
pub fn plan_json(plan: &Plan, findings: &Findings, draft: &str) -> String {
    print(&json!({
        "schema_version": SCHEMA_VERSION,
        "plan": plan.settings.plan,
        "as_of": plan.as_of.to_string(),
        "draft": draft,
        "indicators": plan.indicators.iter().map(|of| indicator(plan, of)).collect::<Value>(),
        "tasks": plan.tasks.iter().map(task).collect::<Value>(),
        "opinions": plan.opinions.iter().map(opinion).collect::<Value>(),
        "submissions": plan.submissions.iter().map(submission).collect::<Value>(),
        "findings": findings::list(findings),
    }))
}

fn indicator(plan: &Plan, of: &Indicator) -> Value {
    let columns = plan.settings.columns.iter().zip(&of.figures);
    let values: Map<String, Value> =
        columns.map(|(column, figure)| (column.key.clone(), self::figure(of, figure))).collect();
    let comparisons: Map<String, Value> =
        of.comparisons.iter().map(|compared| (compared.key.clone(), comparison(compared))).collect();
    json!({
        "code": of.code,
        "name": of.name,
        "group": of.group,
        "unit": of.unit,
        "owner": of.owner,
        "method": of.method,
        "values": values,
        "comparisons": comparisons,
        "ordinal": of.ordinal,
        "owner_name": of.owner_name,
        "formula": of.formula,
        "parent": of.parent,
        "headline": of.headline,
        "resolution": of.resolution.as_ref().map(|target| target.text.clone()),
        "note": of.note,
    })
}

fn figure(of: &Indicator, figure: &Figure) -> Value {
    let quantity = figure.quantity.as_ref();
    let text = |pick: fn(&Quantity) -> Option<String>| quantity.and_then(pick);
    json!({
        "text": text(|quantity| Some(quantity.text.clone())),
        "qualifier": quantity.and_then(|quantity| quantity.qualifier).map(qualifier),
        "low": quantity.and_then(|quantity| quantity.low).map(decimal),
        "high": quantity.and_then(|quantity| quantity.high).map(decimal),
        "unit": text(|quantity| quantity.unit.clone()).unwrap_or_else(|| of.unit.clone()),
        "kind": quantity.map(|quantity| kind(quantity.kind)),
        "status": figure.status.key(),
        "sources": figure.sources.iter().map(origin).collect::<Value>(),
        "original": text(|quantity| Some(quantity.original.clone())),
        "base": text(|quantity| quantity.base.clone()),
        "note": text(|quantity| quantity.note.clone()),
        "rule": figure.rule.key(),
        "conflict": figure.conflict,
        "candidates": if figure.conflict { candidates(figure) } else { json!([]) },
        "coverage": figure.coverage.map(|(have, all)| json!({ "have": have, "expected": all })),
        "depends_on": figure.depends_on,
    })
}

/// The figures that contradict each other.
fn candidates(figure: &Figure) -> Value {
    figure
        .candidates
        .iter()
        .map(|candidate| {
            json!({
                "department": candidate.department,
                "round": candidate.round,
                "owner": candidate.is_owner,
                "text": candidate.figure.value.text,
                "source": origin(&candidate.figure.origin),
            })
        })
        .collect()
}

fn comparison(of: &Comparison) -> Value {
    json!({ "kind": of.kind.key(), "value": of.value.map(decimal), "text": of.text, "reason": of.reason })
}

fn origin(of: &Origin) -> Value {
    json!({
        "file": of.file,
        "sheet": of.sheet,
        "cell": of.cell.to_string(),
        "department": of.department,
        "sha256": of.sha256,
    })
}

fn task(of: &Task) -> Value {
    json!({
        "code": of.code,
        "field": of.field,
        "content": of.content,
        "owner": of.owner,
        "co_owners": of.co_owners,
        "product": of.product,
        "deadline": of.deadline,
        "indicator": of.indicator,
        "note": of.note,
        "sources": of.sources.iter().map(origin).collect::<Value>(),
    })
}

fn opinion(of: &Opinion) -> Value {
    json!({
        "code": of.code,
        "department": of.department,
        "department_name": of.department_name,
        "subject": of.subject,
        "content": of.content,
        "proposal": of.proposal,
        "reason": of.reason,
        "source": origin(&of.source),
    })
}

fn submission(of: &SubmissionRecord) -> Value {
    json!({
        "department": of.department,
        "file": of.file,
        "status": of.status.key(),
        "round": of.round,
        "sha256": of.sha256,
        "department_name": of.department_name,
        "date": of.date.map(|date| date.to_string()),
        "deadline": of.deadline.map(|date| date.to_string()),
        "late": of.late,
        "figures": of.figures,
        "tasks": of.tasks,
        "opinions": of.opinions,
        "changes": of.changes,
    })
}

/// `1234.5`: a point, no separators, no trailing zeros, never an exponent.
fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

fn qualifier(of: Qualifier) -> &'static str {
    match of {
        Qualifier::Above => "above",
        Qualifier::Below => "below",
        Qualifier::About => "about",
        Qualifier::AtLeast => "at-least",
        Qualifier::AtMost => "at-most",
        Qualifier::Remaining => "remaining",
        Qualifier::NoneLeft => "none-left",
        Qualifier::Range => "range",
    }
}

fn kind(of: Kind) -> &'static str {
    match of {
        Kind::Level => "level",
        Kind::Increase => "increase",
        Kind::Decrease => "decrease",
        Kind::Addition => "addition",
    }
}

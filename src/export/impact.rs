//! What depends on an indicator, for machines.

use serde_json::{Value, json};

use crate::domain::Plan;
use crate::domain::impact::{Impact, Quote};

/// Figures, comparisons, rules, and per document its sentences, tables and charts.
pub fn impact_value(plan: &Plan, impact: &Impact<'_>, documents: &[(String, Vec<Quote>)]) -> Value {
    let code = |at: &usize| plan.indicators.get(*at).map(|one| &*one.code);
    let quote = |quote: &Quote| {
        json!({
            "kind": quote.kind.key(),
            "words": quote.words,
            "indicators": quote.indicators.iter().map(|at| json!(code(at))).collect::<Value>(),
        })
    };
    let through =
        |(code, way): &(&str, crate::domain::impact::Way)| json!({ "code": code, "way": way.key() });
    json!({
        "code": impact.indicator.code,
        "name": impact.indicator.name,
        "indicators": impact.dependents.iter().map(|one| json!({
            "code": one.indicator.code,
            "name": one.indicator.name,
            "through": one.through.iter().map(through).collect::<Value>(),
        })).collect::<Value>(),
        "comparisons": plan.settings.comparisons.iter().map(|column| json!(column.key)).collect::<Value>(),
        "rules": impact.rules.iter().map(|(rule, codes)| json!({
            "code": rule.code,
            "expression": rule.expression,
            "through": codes,
        })).collect::<Value>(),
        "documents": documents.iter().map(|(name, quotes)| json!({
            "name": name,
            "quotes": quotes.iter().map(quote).collect::<Value>(),
        })).collect::<Value>(),
    })
}

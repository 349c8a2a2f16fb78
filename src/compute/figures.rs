//! One figure by its choice: a candidate, an aggregate, a sum of parts, a formula.

use crate::domain::{Aggregation, Candidate, Choice, Qualifier, Quantity, Rule, Verdict};
use crate::finding::{Code, Finding, Findings};

use super::born::{Born, Node, Work};
use super::{aggregate, below, formulas};

/// Makes one figure. `calculable`: what it needs is made; else (in a circle) only what was sent counts.
pub(super) fn figure(work: &Work, node: Node, calculable: bool, findings: &mut Findings) -> Born {
    let merged = work.merged_figure(node);
    let spec = work.spec(node.0);
    let born = match &merged.choice {
        Choice::Formula if calculable => formulas::figure(work, node, findings),
        Choice::Formula => sent(work, node),
        Choice::Decided => decided(work, node),
        // A decision goes before the sum of the parts.
        Choice::Candidate(_) if merged.rule == Rule::Decided => sent(work, node),
        Choice::Aggregate(parts) => aggregate::territories(work, node, parts, findings),
        _ if calculable && spec.aggregation == Aggregation::Sum => {
            aggregate::children(work, node, findings).unwrap_or_else(|| sent(work, node))
        }
        _ => sent(work, node),
    };
    let born = below::marked(born, work, node);
    // A refused total is told by what it lacks.
    if born.quantity.is_none() && born.shortfall.is_none() && node.1 == work.settings.plan_column() {
        findings.add(missing(work, node));
    }
    born
}

/// The office's own value.
fn decided(work: &Work, node: Node) -> Born {
    let decision = work.merged_figure(node).decision.as_ref();
    let Some(Verdict::Value(value)) = decision.map(|decision| &decision.verdict) else {
        return Born::default();
    };
    Born {
        quantity: Some((printed(&value.value, work, node), Rule::Decided)),
        sources: vec![value.origin.clone()].into(),
        ..Born::default()
    }
}

/// What was sent: the chosen candidate; where the rule computes, the owner's or the first body's.
pub(super) fn sent(work: &Work, node: Node) -> Born {
    let merged = work.merged_figure(node);
    let (at, rule) = match merged.choice {
        Choice::Candidate(at) => (Some(at), merged.rule),
        _ => spokesman(&merged.candidates, work, node),
    };
    let Some(candidate) = at.and_then(|at| merged.candidates.get(at)) else {
        return Born::default();
    };
    Born {
        quantity: Some((printed(&candidate.figure.value, work, node), rule)),
        sources: vec![candidate.figure.origin.clone()].into(),
        ..Born::default()
    }
}

/// The owner's figure, else the first one that does not speak for a commune alone.
pub(super) fn spokesman(candidates: &[Candidate], work: &Work, node: Node) -> (Option<usize>, Rule) {
    if let Some(owner) = candidates.iter().position(|candidate| candidate.rank().is_owner) {
        return (Some(owner), Rule::Owner);
    }
    let co_owners = &work.spec(node.0).co_owners;
    let named = |candidate: &Candidate| co_owners.iter().any(|code| **code == *candidate.department);
    let body = |candidate: &Candidate| !work.territories.contains(&*candidate.department);
    (candidates.iter().position(named).or_else(|| candidates.iter().position(body)), Rule::OnlySource)
}

/// With the catalogue's number of digits, if the figure is a plain number; words are left as typed.
fn printed(quantity: &Quantity, work: &Work, node: Node) -> Quantity {
    let spec = work.spec(node.0);
    match quantity.qualifier() {
        None | Some(Qualifier::Remaining) if quantity.exact().is_some() => {
            quantity.printed_with(spec.decimals, &spec.unit)
        }
        _ => quantity.clone(),
    }
}

fn missing(work: &Work, node: Node) -> Finding {
    let spec = work.spec(node.0);
    let message =
        format!("Chỉ tiêu {} “{}” chưa có số liệu {}.", spec.code, spec.name, work.column_title(node.1));
    let finding = Finding::new(Code::FigureMissing, message).at(&spec.origin);
    if spec.owner.is_empty() { finding } else { finding.of(spec.owner.clone()) }
}

//! Formulas, and what was sent against what was computed.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::domain::number::vietnamese;
use crate::domain::{PartKind, Quantity, Rule, Shortfall, StandIn, WhenMissing};
use crate::finding::{Code, Finding, Findings, Severity};
use crate::formula::{EvaluationError, Formula};

use super::aggregate::shortfall;
use super::born::{Born, Node, Work, computed, rounded, tolerance, usable};
use super::figures::{sent, spokesman};
use super::graph::needs;
use super::standins;

/// Digits after the comma of a computed figure where the catalogue names none.
const DIGITS: u32 = 2;

/// The value of the formula; what was sent where it has none. Parts that are missing are taken from the year before, and
/// provisional parts keep the figure from being made, where the catalogue wishes it so.
pub(super) fn figure(work: &Work, node: Node, findings: &mut Findings) -> Born {
    let spec = work.spec(node.0);
    let Some(formula) = &spec.formula else {
        return sent(work, node);
    };
    let stand_ins = stand_ins(work, node);
    let column = |need: Node| {
        let instead = stand_ins.iter().find(|stand_in| stand_in.of as usize == need.0 && need.1 == node.1);
        instead.map_or(need, |stand_in| (need.0, stand_in.column))
    };
    let value = formula.evaluate(&mut |code, key| work.number(column(work.resolve(code, key, node.1)?)));
    match value {
        Ok(value) => {
            let mut born = lineage(work, node, &column);
            let shortfall = short(work, node, stand_ins);
            if spec.when_missing == WhenMissing::Refuse && shortfall.is_some() {
                return Born { shortfall, ..Born::default() };
            }
            let quantity = computed(value, spec.decimals, DIGITS, &spec.unit);
            born.provisional |= shortfall.is_some();
            born.shortfall = shortfall.filter(|short| !short.stand_ins.is_empty());
            if born.shortfall.is_none() {
                against_sent(work, node, &quantity, value, findings);
            }
            born.quantity = Some((quantity, Rule::Computed));
            born
        }
        Err(error) => {
            let own = sent(work, node);
            if let Some(finding) = failed(work, node, &error, own.quantity.is_some()) {
                findings.add(finding);
            }
            own
        }
    }
}

/// For each missing member of the formula in its own column, the year before.
fn stand_ins(work: &Work, node: Node) -> Vec<StandIn> {
    if work.spec(node.0).when_missing != WhenMissing::LastYear || sent(work, node).quantity.is_some() {
        return Vec::new();
    }
    let missing =
        needs(work, node).into_iter().filter(|need| need.1 == node.1 && work.number(*need).is_none());
    let missing: BTreeSet<Node> = missing.collect();
    missing.into_iter().filter_map(|need| standins::indicator(work, need)).collect()
}

/// The members that are not whole: stood in for, or provisional themselves.
fn short(work: &Work, node: Node, stand_ins: Vec<StandIn>) -> Option<Box<Shortfall>> {
    let all: BTreeSet<usize> = needs(work, node).into_iter().map(|need| need.0).collect();
    let open = needs(work, node).into_iter().filter(|need| {
        stand_ins.iter().any(|stand_in| stand_in.of as usize == need.0)
            || work.made(*need).is_some_and(|made| made.provisional)
    });
    let open: BTreeSet<usize> = open.map(|need| need.0).collect();
    let missing: Vec<usize> = open.into_iter().collect();
    (!missing.is_empty()).then(|| {
        let have = all.len() - missing.len();
        let mut short = shortfall(work.spec(node.0).when_missing, PartKind::Indicators, have, &missing);
        short.stand_ins = stand_ins;
        short
    })
}

pub(super) fn evaluate(work: &Work, formula: &Formula, column: usize) -> Result<Decimal, EvaluationError> {
    formula.evaluate(&mut |code, key| work.number(work.resolve(code, key, column)?))
}

/// Where the parts of a formula come from; provisional where one of them is.
fn lineage(work: &Work, node: Node, taken: &dyn Fn(Node) -> Node) -> Born {
    let mut born = Born::default();
    let mut codes = BTreeSet::new();
    let mut cells = BTreeSet::new();
    let mut sources = Vec::new();
    for need in needs(work, node) {
        let code = &work.spec(need.0).code;
        if codes.insert(code) {
            born.depends_on.push(code.clone());
        }
        let Some(made) = work.made(taken(need)) else {
            continue;
        };
        born.provisional |= made.provisional;
        sources.extend(work.cells(taken(need)).filter(|origin| cells.insert(*origin)).cloned());
    }
    Born { sources: sources.into(), ..born }
}

/// Told where the plan lacks it, or where only some parts are there; an empty year of the past is normal.
fn failed(work: &Work, node: Node, error: &EvaluationError, replaced: bool) -> Option<Finding> {
    let spec = work.spec(node.0);
    let planned = node.1 == work.settings.plan_column();
    let started =
        needs(work, node).into_iter().any(|need| work.made(need).is_some_and(|made| made.quantity.is_some()));
    if !planned && !started {
        return None;
    }
    let instead = if replaced { "; dùng số đơn vị gửi" } else { "" };
    let message = format!(
        "Không tính được chỉ tiêu {} “{}”, {}: {}{instead}.",
        spec.code,
        spec.name,
        work.column_title(node.1),
        error.vietnamese()
    );
    let severity = if planned { Severity::Warning } else { Severity::Note };
    Some(Finding::new(Code::FormulaFailed, message).at(&spec.origin).severity(severity))
}

/// A figure that was sent beside a computed one: told where it differs by more than half of the last
/// printed digit.
pub(super) fn against_sent(
    work: &Work,
    node: Node,
    quantity: &Quantity,
    value: Decimal,
    findings: &mut Findings,
) {
    let merged = work.merged_figure(node);
    let (Some(at), _) = spokesman(&merged.candidates, work, node) else {
        return;
    };
    let own = &merged.candidates[at];
    let Some(said) = usable(&own.figure.value) else {
        return;
    };
    let difference = said.checked_sub(value);
    let near = tolerance(own.figure.value.decimals().min(quantity.decimals()));
    if difference.is_some_and(|difference| difference.abs() <= near) {
        return;
    }
    let spec = work.spec(node.0);
    let difference = difference.map(|difference| vietnamese(rounded(difference, 10), None));
    let words = difference.as_deref().map_or(String::new(), |words| format!(", chênh lệch {words}"));
    let message = format!(
        "Chỉ tiêu {} “{}”, {}: {} gửi {}, tính ra {}{words}. Lấy số tính.",
        spec.code,
        spec.name,
        work.column_title(node.1),
        work.settings.catalogue.department_name(&own.department),
        own.figure.value.in_sentence(&spec.unit),
        quantity.in_sentence(&spec.unit),
    );
    findings.add(
        Finding::new(Code::FormulaDisagrees, message)
            .at(&own.figure.origin)
            .of(own.department.clone())
            .expected(quantity.in_sentence(&spec.unit))
            .found(own.figure.value.in_sentence(&spec.unit))
            .difference(difference.unwrap_or_default()),
    );
}

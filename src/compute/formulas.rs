//! Formulas, and what was sent against what was computed.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::domain::number::vietnamese;
use crate::domain::{Quantity, Rule};
use crate::finding::{Code, Finding, Findings, Severity};
use crate::formula::{EvaluationError, Formula};

use super::born::{Born, Node, Work, computed, rounded, tolerance, usable};
use super::figures::{sent, spokesman};
use super::graph::needs;

/// Digits after the comma of a computed figure where the catalogue names none.
const DIGITS: u32 = 2;

/// The value of the formula; what was sent where it has none.
pub(super) fn figure(work: &Work, node: Node, findings: &mut Findings) -> Born {
    let spec = work.spec(node.0);
    let Some(formula) = &spec.formula else {
        return sent(work, node);
    };
    match evaluate(work, formula, node.1) {
        Ok(value) => {
            let quantity = computed(value, spec.decimals, DIGITS, &spec.unit);
            against_sent(work, node, &quantity, value, findings);
            let mut born = lineage(work, node);
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

pub(super) fn evaluate(work: &Work, formula: &Formula, column: usize) -> Result<Decimal, EvaluationError> {
    formula.evaluate(&mut |code, key| work.number(work.resolve(code, key, column)?))
}

/// Where the parts of a formula come from; provisional where one of them is.
fn lineage(work: &Work, node: Node) -> Born {
    let mut born = Born::default();
    let mut codes = BTreeSet::new();
    let mut cells = BTreeSet::new();
    for need in needs(work, node) {
        let code = &work.spec(need.0).code;
        if codes.insert(code) {
            born.depends_on.push(code.clone());
        }
        let Some(made) = work.made(need) else {
            continue;
        };
        born.provisional |= made.provisional;
        born.sources.extend(made.sources.iter().filter(|origin| cells.insert(*origin)).cloned());
    }
    born
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
            .of(&*own.department)
            .expected(quantity.in_sentence(&spec.unit))
            .found(own.figure.value.in_sentence(&spec.unit))
            .difference(difference.unwrap_or_default()),
    );
}

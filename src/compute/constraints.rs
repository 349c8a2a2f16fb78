//! The control rules of RangBuoc, in every value column.

use rust_decimal::Decimal;

use crate::domain::number::vietnamese;
use crate::domain::{ControlRule, Quantity};
use crate::finding::{Code, Finding, Findings};
use crate::formula::{Expr, Formula};

use super::born::{Work, rounded, tolerance};
use super::formulas::evaluate;

/// Checks every rule in every column; a rule of which a figure is missing or inexact is passed over.
pub(super) fn check(work: &Work, findings: &mut Findings) {
    for rule in &work.settings.catalogue.rules {
        for column in 0..work.settings.columns.len() {
            let sides = evaluate(work, &rule.left, column)
                .and_then(|left| Ok((left, evaluate(work, &rule.right, column)?)));
            let Ok((left, right)) = sides else { continue };
            if !rule.relation.holds(left, right, tolerance(digits(work, rule, column))) {
                findings.add(broken(work, rule, column, left, right));
            }
        }
    }
}

/// Printed digits to which the sides must agree: those of a side that is one printed figure; else the
/// finest of all figures.
fn digits(work: &Work, rule: &ControlRule, column: usize) -> u32 {
    let bare = |formula: &Formula| matches!(formula.expr, Expr::Reference { .. });
    let finest = |formula: &Formula| {
        let references = formula.references();
        let printed = references.into_iter().filter_map(|(code, key)| printed(work, code, key, column));
        printed.map(|quantity| quantity.decimals()).max().unwrap_or(0)
    };
    match (bare(&rule.left), bare(&rule.right)) {
        (true, false) => finest(&rule.left),
        (false, true) => finest(&rule.right),
        _ => finest(&rule.left).max(finest(&rule.right)),
    }
}

fn printed<'a>(work: &'a Work, code: &str, key: Option<&str>, column: usize) -> Option<&'a Quantity> {
    let made = work.made(work.resolve(code, key, column)?)?;
    made.quantity.as_ref().map(|(quantity, _)| quantity)
}

fn broken(work: &Work, rule: &ControlRule, column: usize, left: Decimal, right: Decimal) -> Finding {
    let number = |value: Decimal| vietnamese(rounded(value, 4), None);
    let difference = left.checked_sub(right).map(number);
    let words = difference.as_deref().map_or(String::new(), |words| format!("; chênh lệch {words}"));
    let reason = if rule.message.is_empty() {
        String::new()
    } else {
        format!("{}: ", rule.message.trim_end_matches('.'))
    };
    let message = format!(
        "{reason}{} không đúng ở {}: vế trái {}, vế phải {}{words}.",
        rule.expression,
        work.column_title(column),
        number(left),
        number(right),
    );
    Finding::new(Code::ConstraintBroken, message)
        .at(&rule.origin)
        .severity(rule.severity)
        .expected(format!("{} {} {}", rule.left.text, rule.relation.sign(), rule.right.text))
        .found(format!("{} và {}", number(left), number(right)))
        .difference(difference.unwrap_or_default())
}

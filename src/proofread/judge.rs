//! Does the number contradict the plan? Any column of the years that are spoken of may be meant.

use crate::domain::number::vietnamese;
use crate::domain::{Decimal, Figure, Indicator, Kind, Plan, Qualifier, Quantity, unit};
use crate::finding::{Code, Finding, Place};

use super::sentence::Claim;
use super::texts::Text;

/// The finding, where no figure of the indicator says what the sentence says.
pub(super) fn judge(plan: &Plan, text: &Text, claim: &Claim) -> Option<Finding> {
    let indicator = plan.indicators.get(claim.indicator)?;
    let columns = &plan.settings.columns;
    let spoken_of: Vec<usize> = (0..columns.len())
        .filter(|at| claim.years.is_empty() || claim.years.contains(&columns[*at].year))
        .collect();
    let figures = || spoken_of.iter().filter_map(|at| Some((*at, indicator.figures.get(*at)?)));
    let quantities =
        || figures().filter_map(|(_, figure)| figure.quantity.as_ref()).chain(&indicator.resolution);
    let agrees = |quantity: &Quantity| agrees(quantity, claim, &indicator.unit);
    if quantities().any(agrees) {
        return None;
    }
    // The plan's own column where it is spoken of, else the last one: there the figure is shown.
    let planned = plan.settings.plan_column();
    let with_figure = || {
        figures().filter(|(_, figure)| {
            figure.quantity.as_ref().is_some_and(|q| comparable(q, claim, &indicator.unit))
        })
    };
    let (column, figure) =
        with_figure().find(|(at, _)| *at == planned).or_else(|| with_figure().next_back())?;
    Some(finding(plan, text, claim, indicator, column, figure))
}

/// A number of the same kind: a level beside a level, a change beside a change.
fn comparable(quantity: &Quantity, claim: &Claim, unit: &str) -> bool {
    let level = quantity.kind() == Kind::Level || (unit::same_kind(unit, "%") && quantity.base().is_none());
    quantity.nominal().is_some()
        && !quantity.is_relative(unit)
        && (level != claim.is_move || level && unit::same_kind(unit, "%"))
}

/// The same number to half a printed digit, or one that the figure's own bound admits.
fn agrees(quantity: &Quantity, claim: &Claim, unit: &str) -> bool {
    // What cannot be compared contradicts nothing, and a number that it holds ("21 hộ") may be quoted.
    let near = |value: Decimal| {
        let own = Decimal::new(5, quantity.decimals().min(20) + 1);
        let about = claim.is_about || quantity.qualifier() == Some(Qualifier::About);
        let about = if about { value.abs() / Decimal::from(20) } else { Decimal::ZERO };
        value.checked_sub(claim.value).is_some_and(|apart| apart.abs() <= own.max(claim.tolerance).max(about))
    };
    if [quantity.low(), quantity.high()].into_iter().flatten().any(near) {
        return true;
    }
    match (quantity.low(), quantity.high()) {
        (Some(low), None) => claim.value >= low,
        (None, Some(high)) => claim.value <= high,
        (Some(low), Some(high)) => low < high && (low..=high).contains(&claim.value),
        (None, None) => {
            quantity.original().contains(claim.said.split(['%', '\u{a0}', ' ']).next().unwrap_or_default())
                && !unit.is_empty()
        }
    }
}

fn finding(
    plan: &Plan,
    text: &Text,
    claim: &Claim,
    indicator: &Indicator,
    column: usize,
    figure: &Figure,
) -> Finding {
    let title = plan.settings.columns.get(column).map_or("", |column| &column.title);
    let planned = figure.quantity.as_ref().map_or(String::new(), |one| one.in_sentence(&indicator.unit));
    let place = figure.sources.first().map(|origin| format!(", {}", Place::from(origin))).unwrap_or_default();
    let more = match figure.sources.len() {
        0 | 1 => String::new(),
        many => format!(" và {} ô khác", many - 1),
    };
    let message = format!(
        "{} nêu “{}” {}; kế hoạch tổng hợp là {planned} ({title}, chỉ tiêu {}{place}{more}).",
        text.name, indicator.name, claim.said, indicator.code
    );
    let finding = Finding::new(Code::SentenceOutdated, message).expected(planned).found(claim.said.clone());
    let finding = match figure
        .quantity
        .as_ref()
        .and_then(Quantity::nominal)
        .and_then(|one| claim.value.checked_sub(one))
    {
        Some(apart) => finding.difference(unit::join(&vietnamese(apart, None), &indicator.unit)),
        None => finding,
    };
    let finding = if text.department.is_empty() { finding } else { finding.of(text.department.clone()) };
    match &text.place {
        Some(place) => finding.at(place.clone()),
        None => finding,
    }
}

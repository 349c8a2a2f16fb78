//! Does the number contradict the plan? Any column of the years that are spoken of may be meant.

use crate::domain::number::vietnamese;
use crate::domain::{Candidate, Decimal, Figure, Indicator, Kind, Origin, Plan, Qualifier, Quantity, unit};
use crate::finding::{Code, Finding, Place};

use super::sentence::Claim;
use super::texts::{Speaker, Text};

/// The finding, where no figure of the indicator says what the sentence says.
pub(super) fn judge(plan: &Plan, text: &Text<'_>, claim: &Claim) -> Option<Finding> {
    let indicator = plan.indicators.get(claim.indicator)?;
    let columns = &plan.settings.columns;
    let spoken_of: Vec<usize> = (0..columns.len())
        .filter(|at| claim.years.is_empty() || claim.years.contains(&columns[*at].year))
        .collect();
    let figures = || spoken_of.iter().filter_map(|at| Some((*at, indicator.figures.get(*at)?)));
    let own =
        || figures().flat_map(|(at, figure)| sent_by(figure, text.department).map(move |one| (at, one)));
    let replaced =
        own().filter(|_| text.of_old).flat_map(|(_, one)| &one.rank().superseded).map(|old| &old.value);
    let own_values = own().filter(|_| text.speaker == Speaker::Part).map(|(_, one)| &one.figure.value);
    let quantities =
        figures().filter_map(|(_, figure)| figure.quantity.as_ref()).chain(&indicator.resolution);
    if quantities.chain(own_values).chain(replaced).any(|quantity| agrees(quantity, claim, &indicator.unit)) {
        return None;
    }
    // The plan's own column where it is spoken of, else the last one: there the figure is shown.
    let planned = plan.settings.plan_column();
    let fits = |quantity: &Quantity| comparable(quantity, claim, &indicator.unit);
    let shown = match text.speaker {
        Speaker::Part => {
            let fitting = || own().filter(|(_, one)| fits(&one.figure.value));
            let (at, one) = fitting().find(|(at, _)| *at == planned).or_else(|| fitting().last())?;
            Shown { column: at, value: &one.figure.value, first: Some(&one.figure.origin), count: 1 }
        }
        Speaker::Whole => {
            let made = || figures().filter_map(|(at, figure)| Some((at, figure, figure.quantity.as_ref()?)));
            let fitting = || made().filter(|(.., value)| fits(value));
            let (column, figure, value) =
                fitting().find(|(at, ..)| *at == planned).or_else(|| fitting().next_back())?;
            Shown { column, value, first: figure.sources().next(), count: figure.source_count() }
        }
    };
    Some(finding(plan, text, claim, indicator, &shown))
}

/// The figure that the sentence contradicts.
struct Shown<'a> {
    column: usize,
    value: &'a Quantity,
    /// The first of the cells that it was taken from, and how many these are.
    first: Option<&'a Origin>,
    count: usize,
}

/// What this department itself sent.
fn sent_by<'a>(figure: &'a Figure, department: &'a str) -> impl Iterator<Item = &'a Candidate> {
    figure.candidates.iter().filter(move |one| !department.is_empty() && *one.department == *department)
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

fn finding(plan: &Plan, text: &Text<'_>, claim: &Claim, indicator: &Indicator, shown: &Shown<'_>) -> Finding {
    let title = plan.settings.columns.get(shown.column).map_or("", |column| &column.title);
    let planned = shown.value.in_sentence(&indicator.unit);
    let place = shown.first.map(|origin| format!(", {}", Place::from(origin))).unwrap_or_default();
    let more = match shown.count {
        0 | 1 => String::new(),
        many => format!(" và {} ô khác", many - 1),
    };
    let whose = match text.speaker {
        Speaker::Whole => "kế hoạch tổng hợp",
        Speaker::Part => "số của chính đơn vị",
    };
    let message = format!(
        "{} nêu “{}” {}; {whose} là {planned} ({title}, chỉ tiêu {}{place}{more}).",
        text.name(),
        indicator.name,
        claim.said,
        indicator.code
    );
    let finding = Finding::new(Code::SentenceOutdated, message).expected(planned).found(claim.said.clone());
    let finding = match shown.value.nominal().and_then(|one| claim.value.checked_sub(one)) {
        Some(apart) => finding.difference(unit::join(&vietnamese(apart, None), &indicator.unit)),
        None => finding,
    };
    let finding = if text.department.is_empty() { finding } else { finding.of(text.department) };
    match text.place() {
        Some(place) => finding.at(place),
        None => finding,
    }
}

//! Sheet SoLieu: open conflicts, missing plan figures, and the decisions already made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::sheet::Entry;
use crate::domain::decision::{candidates_in_words, case_mark};
use crate::domain::{Candidate, Figure, FigureDecision, Kind, Plan, Quantity, Status, Verdict};

pub const ABOUT: &str = "Chọn số của một đơn vị (cột Chọn đơn vị) hoặc ghi giá trị; ghi người quyết định, ngày, lý do. \
     Không sửa cột Dấu vụ việc: nó gắn quyết định với các số đã gửi.";

/// Open cases first, in plan order; then what was decided.
pub fn rows(plan: &Plan) -> Vec<Entry> {
    let mut rows = Vec::new();
    let mut known: BTreeMap<(usize, usize), Vec<&FigureDecision>> = BTreeMap::new();
    for decision in &plan.decisions.figures {
        known.entry((decision.indicator, decision.column)).or_default().push(decision);
    }
    let planned = plan.settings.plan_column();
    for (at, indicator) in plan.indicators.iter().enumerate() {
        for (column, figure) in indicator.figures.iter().enumerate() {
            let missing = column == planned && figure.status == Status::Missing && figure.shortfall.is_none();
            if figure.is_open() || missing && figure.decision.is_none() {
                let before = known.get(&(at, column)).and_then(|all| all.first()).copied();
                rows.extend(cases(figure).into_iter().map(|case| open(plan, (at, column), &case, before)));
            }
        }
    }
    rows.sort_by_key(|row| !row.waits);
    let applied = plan.indicators.iter().enumerate().flat_map(|(at, indicator)| {
        indicator
            .figures
            .iter()
            .enumerate()
            .filter(|(_, figure)| figure.decision.is_some())
            .map(move |(column, _)| (at, column))
    });
    let applied: BTreeSet<(usize, usize)> = applied.collect();
    for (place, decisions) in &known {
        if applied.contains(place) {
            rows.extend(decisions.iter().map(|decision| made(plan, *place, decision)));
        }
    }
    rows
}

/// The candidates to choose from: those of the whole figure, or of each department that contradicts itself in a total.
fn cases(figure: &Figure) -> Vec<Vec<Candidate>> {
    if figure.coverage.is_none() {
        return vec![figure.candidates.clone()];
    }
    let mut own: Vec<Vec<Candidate>> = Vec::new();
    for group in figure.candidates.chunk_by(|a, b| a.department == b.department) {
        if group.len() > 1 {
            own.push(group.to_vec());
        }
    }
    if own.is_empty() { vec![figure.candidates.clone()] } else { own }
}

/// A case without its decision; one that no longer fits keeps what was decided before as a hint in the reason.
fn open(
    plan: &Plan,
    (at, column): (usize, usize),
    case: &[Candidate],
    before: Option<&FigureDecision>,
) -> Entry {
    let mut row = head(plan, (at, column));
    row.set("da-gui", candidates_in_words(case));
    row.set("dau", case_mark(case));
    row.waits = true;
    row.choices = choices(case);
    if let Some(before) = before {
        row.hint = format!("Trước đây: {}", before.signed.in_words());
    }
    row
}

fn made(plan: &Plan, place: (usize, usize), decision: &FigureDecision) -> Entry {
    let mut row = head(plan, place);
    row.set("da-gui", decision.seen.clone());
    row.set("dau", decision.mark.clone());
    match &decision.verdict {
        Verdict::Department { code, nth } => row.set("chon", numbered(code, *nth)),
        Verdict::Value(value) => row.set("gia-tri", typed(&value.value)),
    }
    row.sign(&decision.signed, Some("ly-do"));
    let figure = plan.indicators.get(place.0).and_then(|indicator| indicator.figures.get(place.1));
    row.choices = figure.map(|figure| choices(&figure.candidates)).unwrap_or_default();
    row
}

/// As it can be typed again: a plain number without marks between thousands, so that it has one reading only.
fn typed(value: &Quantity) -> String {
    match (value.qualifier(), value.exact()) {
        (None, Some(number)) if value.kind() == Kind::Level && value.unit().is_none() => {
            number.normalize().to_string().replace('.', ",")
        }
        _ => value.original().into_owned(),
    }
}

fn head(plan: &Plan, (at, column): (usize, usize)) -> Entry {
    let mut row = Entry::default();
    if let Some(indicator) = plan.indicators.get(at) {
        row.set("ma", indicator.code.clone());
        row.set("ten", format!("{} ({})", indicator.name, indicator.unit));
    }
    if let Some(column) = plan.settings.columns.get(column) {
        row.set("cot", column.short.clone());
    }
    row
}

fn numbered(code: &Arc<str>, nth: Option<usize>) -> String {
    nth.map_or_else(|| code.to_string(), |nth| format!("{code} ({nth})"))
}

/// What the drop-down list offers: the departments that sent one, numbered where one sent several.
fn choices(case: &[Candidate]) -> Vec<String> {
    let mut out = Vec::new();
    for group in case.chunk_by(|a, b| a.department == b.department) {
        match group {
            [only] => out.push(only.department.to_string()),
            several => {
                out.extend((1..=several.len()).map(|nth| numbered(&several[0].department, Some(nth))));
            }
        }
    }
    out
}

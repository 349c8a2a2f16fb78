//! What a department's form holds: its indicators with the figures known so far, its tasks, its opinions.

use crate::domain::quantity::{self, Parsed};
use crate::domain::{
    Aggregation, Decimal, Department, DepartmentKind, Figure, Indicator, IndicatorSpec, Opinion, Plan,
    Quantity, SubmissionStatus, Task,
};
use crate::workbooks::grid::plain;
use crate::workbooks::indicators::words;

/// What stands in a cell for a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Empty,
    /// A number and the digits after its mark.
    Number(Decimal, u32),
    /// A figure in words: "trên 22%".
    Words(String),
}

/// One indicator of the form.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    pub spec: &'a IndicatorSpec,
    /// Parallel to the plan's columns.
    pub entries: Vec<Entry>,
    /// The department must give the plan figure.
    pub required: bool,
    /// A total: computed in the form itself.
    pub total: bool,
    pub note: String,
}

/// A department's form.
#[derive(Debug, Clone)]
pub struct Content<'a> {
    pub department: &'a Department,
    /// The round that the department sends next.
    pub round: u32,
    /// Position of the column that must be filled.
    pub plan_column: usize,
    /// Empty in a form that goes out.
    pub date: Option<chrono::NaiveDate>,
    pub lines: Vec<Line<'a>>,
    pub tasks: Vec<Task>,
    pub opinions: Vec<Opinion>,
}

/// Gathers a department's form from the consolidated plan.
pub fn content<'a>(plan: &'a Plan, department: &'a Department) -> Content<'a> {
    let code = &*department.code;
    Content {
        department,
        round: next_round(plan, code),
        plan_column: plan.settings.plan_column(),
        date: None,
        lines: lines(plan, department),
        tasks: plan.tasks.iter().filter(|task| *task.owner == *department.name).cloned().collect(),
        opinions: plan.opinions.iter().filter(|opinion| opinion.department == code).cloned().collect(),
    }
}

fn next_round(plan: &Plan, code: &str) -> u32 {
    let sent = plan.submissions.iter().filter(|record| {
        record.department == code
            && !matches!(record.status, SubmissionStatus::Missing | SubmissionStatus::Rejected)
    });
    sent.filter_map(|record| record.round).max().map_or(1, |round| round.saturating_add(1))
}

fn lines<'a>(plan: &'a Plan, department: &'a Department) -> Vec<Line<'a>> {
    let catalogue = &plan.settings.catalogue;
    let mut lines: Vec<Line> = catalogue
        .indicators
        .iter()
        .filter(|spec| concerns(department, spec))
        .map(|spec| line(plan, department, spec))
        .collect();
    let totals: Vec<Line> = catalogue
        .indicators
        .iter()
        .filter(|spec| spec.aggregation == Aggregation::Formula && spec.owner == department.code)
        .filter(|spec| is_computable(plan, spec, &lines))
        .map(|spec| Line {
            entries: vec![Entry::Empty; plan.settings.columns.len()],
            spec,
            required: false,
            total: true,
            note: String::new(),
        })
        .collect();
    lines.extend(totals);
    // The office's own order, whatever they were gathered by.
    let order: std::collections::HashMap<&str, usize> =
        catalogue.indicators.iter().enumerate().map(|(index, spec)| (&*spec.code, index)).collect();
    lines.sort_by_key(|line| order.get(&*line.spec.code).copied());
    lines
}

/// Does the department send figures of this indicator?
fn concerns(department: &Department, spec: &IndicatorSpec) -> bool {
    let code = &department.code;
    match spec.aggregation {
        Aggregation::Formula => false,
        Aggregation::Owner => spec.owner == *code || spec.co_owners.contains(code),
        _ => department.kind == DepartmentKind::Territory || spec.co_owners.contains(code),
    }
}

/// All figures that the formula needs stand in this form.
fn is_computable(plan: &Plan, spec: &IndicatorSpec, lines: &[Line]) -> bool {
    let Some(formula) = &spec.formula else {
        return false;
    };
    let references = formula.references();
    !references.is_empty()
        && references.iter().all(|(code, column)| {
            lines.iter().any(|line| line.spec.code == *code)
                && column.is_none_or(|key| plan.column(key).is_some())
        })
}

fn line<'a>(plan: &'a Plan, department: &Department, spec: &'a IndicatorSpec) -> Line<'a> {
    let columns = plan.settings.columns.len();
    let plan_column = plan.settings.plan_column();
    let indicator = plan.indicator(&spec.code);
    let entries = (0..columns)
        .map(|column| {
            let figure = indicator.and_then(|indicator| indicator.figures.get(column));
            let own = figure.and_then(|figure| own(figure, &department.code));
            // The plan figure is the department's to give; what is known of other years is handed back to it.
            let known = match spec.aggregation {
                Aggregation::Owner if column != plan_column => {
                    own.or_else(|| figure.and_then(|figure| figure.quantity.as_ref()))
                }
                _ => own,
            };
            entry(known, spec)
        })
        .collect();
    Line {
        spec,
        entries,
        required: plan.settings.catalogue.must_give(department, spec),
        total: false,
        note: indicator.map(|indicator| note(indicator, &department.code)).unwrap_or_default(),
    }
}

fn own<'a>(figure: &'a Figure, code: &str) -> Option<&'a Quantity> {
    figure
        .candidates
        .iter()
        .find(|candidate| *candidate.department == *code)
        .map(|candidate| &candidate.figure.value)
}

/// The catalogue's note belongs to the owner's row only.
fn note(indicator: &Indicator, code: &str) -> String {
    if indicator.owner == code { indicator.note.clone() } else { String::new() }
}

/// A number where the figure is one; else the words that will be read back as the same figure.
pub fn entry(quantity: Option<&Quantity>, spec: &IndicatorSpec) -> Entry {
    let Some(quantity) = quantity else {
        return Entry::Empty;
    };
    if let Some(value) = plain(quantity).filter(|_| quantity.note().is_none()) {
        let digits = quantity.decimals().max(value.normalize().scale());
        return Entry::Number(value, digits);
    }
    let spellings = [words(quantity), quantity.text().into_owned(), quantity.original().into_owned()];
    let same = |text: &String| match quantity::parse(text, &spec.unit) {
        Ok(Parsed::Figure { quantity: read, .. }) => read.agrees_with(quantity),
        _ => false,
    };
    let found = spellings.iter().find(|text| same(text)).unwrap_or(&spellings[2]);
    Entry::Words(found.clone())
}

#[cfg(test)]
mod tests {
    use super::{Entry, entry};
    use crate::domain::Aggregation;
    use crate::domain::fixture::{figure, spec};

    #[test]
    fn figures_go_out_as_they_will_be_read_back() {
        let of = |text: &str, unit: &str| {
            entry(Some(&figure(text, unit)), &spec("CT01", unit, "KT", Aggregation::Owner))
        };
        assert_eq!(of("1.200", "người"), Entry::Number(1200.into(), 0));
        assert_eq!(of("trên 22%", "%"), Entry::Words("trên 22".into()));
        assert_eq!(of("chỉ còn 150 hộ", "hộ"), Entry::Words("chỉ còn 150".into()));
        let Entry::Words(text) = of("giảm 15% so với đầu năm 2024 (21 hộ)", "hộ") else {
            panic!()
        };
        assert!(figure(&text, "hộ").agrees_with(&figure("giảm 15% so với đầu năm 2024 (21 hộ)", "hộ")));
    }
}

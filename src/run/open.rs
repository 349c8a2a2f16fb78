//! What keeps a final from being made: errors, conflicts that nobody has decided, plan figures that are missing.

use std::collections::BTreeSet;

use crate::domain::{Plan, Status};
use crate::finding::{Code, Finding, Findings, Place, Severity};

/// Errors named one by one; the rest is in kiem-tra.html.
const MOST_ERRORS: usize = 30;

/// One line each, errors first; empty: a final can be made.
pub fn open_points(plan: &Plan, findings: &Findings) -> Vec<String> {
    let errors: Vec<&Finding> = findings.iter().filter(|one| one.severity == Severity::Error).collect();
    let mut open: Vec<String> = errors.iter().take(MOST_ERRORS).map(|finding| error(finding)).collect();
    if errors.len() > MOST_ERRORS {
        open.push(format!("và {} lỗi khác (xem kiem-tra.html)", errors.len() - MOST_ERRORS));
    }
    let excused = excused(findings);
    let column = plan.settings.plan_column();
    for (place, indicator) in plan.indicators.iter().enumerate() {
        for (column, figure) in plan.settings.columns.iter().zip(&indicator.figures) {
            if figure.is_open() {
                let (code, name) = (&indicator.code, &indicator.name);
                open.push(format!(
                    "{code} {name}, {}: số liệu khác nhau chưa thống nhất, chưa có quyết định",
                    column.short
                ));
            }
        }
        let origin = plan.settings.catalogue.indicators.get(place).map(|spec| Place::from(&spec.origin));
        let is_excused = origin.is_some_and(|place| excused.contains(&place));
        let missing = indicator.figures.get(column).is_none_or(|figure| figure.status == Status::Missing);
        if missing && !is_excused {
            open.push(format!("{} {}: chưa có số kế hoạch", indicator.code, indicator.name));
        }
    }
    open
}

fn error(finding: &Finding) -> String {
    let place = finding.place.to_string();
    let place = if place.is_empty() { place } else { format!(" {place}") };
    format!("{}{place}: {}", finding.code.id(), finding.message)
}

/// Indicators of which the office accepts that there is no figure.
fn excused(findings: &Findings) -> BTreeSet<Place> {
    let waived = findings.iter().filter(|one| one.code == Code::FigureMissing && one.waived.is_some());
    waived.map(|finding| finding.place.clone()).collect()
}

//! What a letter to one department says of it: how it stands, and the figures that it still owes.

use std::borrow::Cow;

use super::show::{short, text};
use super::view_standings::{Due, Reminder};
use crate::domain::standing::{StandingStatus, standings};
use crate::domain::{DocumentSpec, Plan};

/// Empty words where the document is not for one department.
pub(super) fn reminder<'a>(plan: &'a Plan, document: &DocumentSpec) -> Reminder<'a> {
    let found = || standings(plan).into_iter().find(|one| one.department == document.unit);
    let Some(standing) = Some(()).filter(|()| !document.unit.is_empty()).and_then(|()| found()) else {
        return Reminder::default();
    };
    let open = matches!(standing.status, StandingStatus::Missing | StandingStatus::Returned);
    Reminder {
        ma_don_vi: text(standing.department),
        don_vi: text(standing.name),
        tinh_trang: Cow::Owned(standing.status.vietnamese()),
        con_thieu: open,
        han: short(standing.deadline),
        qua_han: usize::try_from(standing.overdue).unwrap_or_default(),
        chi_tieu: owed(plan, standing.department),
        ..Reminder::default()
    }
}

/// Indicators whose plan figure the department has to give and has not given.
fn owed<'a>(plan: &'a Plan, department: &str) -> Vec<Due<'a>> {
    let catalogue = &plan.settings.catalogue;
    let Some(unit) = catalogue.department(department) else {
        return Vec::new();
    };
    let column = plan.settings.plan_column();
    let has_given = |code: &str| {
        let figure = plan.indicator(code).and_then(|indicator| indicator.figures.get(column));
        figure.is_some_and(|figure| figure.candidates.iter().any(|one| &*one.department == department))
    };
    let specs = catalogue.indicators.iter();
    let owed = specs.filter(|spec| catalogue.must_give(unit, spec) && !has_given(&spec.code));
    owed.map(|spec| Due {
        ma: text(&spec.code),
        ten: text(&spec.name),
        dvt: text(&spec.unit),
        ..Due::default()
    })
    .collect()
}

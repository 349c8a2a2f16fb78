//! What rules may look at besides the draft: the settings, and what the same department sent in other files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{
    Department, DepartmentKind, Draft, DraftFigure, DraftRow, DraftValue, IndicatorSpec, Kind, Quantity,
    Settings,
};

/// The settings with look-ups that rules need.
#[derive(Debug)]
pub struct Desk<'a> {
    pub settings: &'a Settings,
    /// Position of the plan's own column.
    pub plan: usize,
    departments: BTreeMap<&'a str, &'a Department>,
    /// (department, indicator) whose plan figure some file gives, declares missing, or has reported.
    answered: BTreeSet<(Arc<str>, usize)>,
}

impl<'a> Desk<'a> {
    pub fn new(drafts: &[Draft], settings: &'a Settings) -> Desk<'a> {
        let plan = settings.plan_column();
        let departments = settings.catalogue.departments.iter();
        let departments = departments.map(|one| (one.code.as_str(), one)).collect();
        let mut answered = BTreeSet::new();
        for draft in drafts {
            for row in &draft.figures {
                let answers = |cell: &DraftFigure| cell.column == plan && cell.value != DraftValue::Empty;
                if row.cells.iter().any(answers) {
                    answered.insert((Arc::clone(&draft.department), row.indicator));
                }
            }
        }
        Desk { settings, plan, departments, answered }
    }

    /// Does some file of the department answer for this indicator's plan figure?
    pub fn is_answered(&self, department: &Arc<str>, indicator: usize) -> bool {
        self.answered.contains(&(Arc::clone(department), indicator))
    }

    pub fn spec(&self, row: &DraftRow) -> Option<&'a IndicatorSpec> {
        self.settings.catalogue.indicators.get(row.indicator)
    }

    pub fn is_territory(&self, department: &str) -> bool {
        self.departments.get(department).is_some_and(|one| one.kind == DepartmentKind::Territory)
    }

    /// Is the department the one that must give the indicator's figure? The forms ask the same question.
    pub fn must_give(&self, department: &str, spec: &IndicatorSpec) -> bool {
        let catalogue = &self.settings.catalogue;
        self.departments.get(department).is_some_and(|department| catalogue.must_give(department, spec))
    }
}

/// The figure of a cell, if it is one.
pub fn figure(cell: &DraftFigure) -> Option<&Quantity> {
    match &cell.value {
        DraftValue::Figure(quantity) => Some(quantity),
        DraftValue::DeclaredMissing | DraftValue::Empty | DraftValue::Reported => None,
    }
}

/// The figure of a cell that says how much there is (not by how much it moves).
pub fn level(cell: &DraftFigure) -> Option<&Quantity> {
    figure(cell).filter(|quantity| quantity.kind() == Kind::Level)
}

/// The row's cell in a column of the plan, with its position.
pub fn cell_in(row: &DraftRow, column: usize) -> Option<(usize, &DraftFigure)> {
    row.cells.iter().enumerate().find(|(_, cell)| cell.column == column)
}

//! What rules may look at besides the draft: the settings, and what the same department sent in other files.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{
    Aggregation, DepartmentKind, Draft, DraftFigure, DraftRow, DraftValue, IndicatorSpec, Kind, Quantity,
    Settings,
};

/// The settings with look-ups that rules need.
#[derive(Debug)]
pub struct Desk<'a> {
    pub settings: &'a Settings,
    /// Position of the plan's own column.
    pub plan: usize,
    territories: BTreeSet<&'a str>,
    /// (department, indicator) whose plan figure some file gives, declares missing, or has reported.
    answered: BTreeSet<(Arc<str>, usize)>,
}

impl<'a> Desk<'a> {
    pub fn new(drafts: &[Draft], settings: &'a Settings) -> Desk<'a> {
        let plan = settings.plan_column();
        let departments = settings.catalogue.departments.iter();
        let territories = departments
            .filter(|one| one.kind == DepartmentKind::Territory)
            .map(|one| one.code.as_str())
            .collect();
        let mut answered = BTreeSet::new();
        for draft in drafts {
            for row in &draft.figures {
                let answers = |cell: &DraftFigure| cell.column == plan && cell.value != DraftValue::Empty;
                if row.cells.iter().any(answers) {
                    answered.insert((Arc::clone(&draft.department), row.indicator));
                }
            }
        }
        Desk { settings, plan, territories, answered }
    }

    /// Does some file of the department answer for this indicator's plan figure?
    pub fn is_answered(&self, department: &Arc<str>, indicator: usize) -> bool {
        self.answered.contains(&(Arc::clone(department), indicator))
    }

    pub fn spec(&self, row: &DraftRow) -> Option<&'a IndicatorSpec> {
        self.settings.catalogue.indicators.get(row.indicator)
    }

    pub fn is_territory(&self, department: &str) -> bool {
        self.territories.contains(department)
    }

    /// Is the department the one that must give the indicator's figure? Its owner, or each territorial unit
    /// where units are added up; nobody where a formula gives it.
    pub fn must_give(&self, department: &str, spec: &IndicatorSpec) -> bool {
        match spec.aggregation {
            Aggregation::Formula => false,
            Aggregation::Owner => spec.owner == department,
            Aggregation::Sum
            | Aggregation::Mean
            | Aggregation::WeightedMean(_)
            | Aggregation::Max
            | Aggregation::Min => self.is_territory(department),
        }
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
    figure(cell).filter(|quantity| quantity.kind == Kind::Level)
}

/// The row's cell in a column of the plan, with its position.
pub fn cell_in(row: &DraftRow, column: usize) -> Option<(usize, &DraftFigure)> {
    row.cells.iter().enumerate().find(|(_, cell)| cell.column == column)
}

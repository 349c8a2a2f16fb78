//! What rules may look at besides the draft: the settings.

use std::collections::BTreeMap;

use super::insight::{Insight, Insights};

use crate::domain::{Department, DraftFigure, DraftRow, DraftValue, IndicatorSpec, Kind, Quantity, Settings};

/// The settings with look-ups that rules need.
#[derive(Debug)]
pub struct Desk<'a> {
    pub settings: &'a Settings,
    /// Position of the plan's own column.
    pub plan: usize,
    pub insights: Insights,
    departments: BTreeMap<&'a str, &'a Department>,
}

impl<'a> Desk<'a> {
    pub fn new(settings: &'a Settings) -> Desk<'a> {
        let departments = settings.catalogue.departments.iter();
        Desk {
            settings,
            plan: settings.plan_column(),
            insights: Insights::of(&settings.catalogue),
            departments: departments.map(|one| (one.code.as_str(), one)).collect(),
        }
    }

    pub fn spec(&self, row: &DraftRow) -> Option<&'a IndicatorSpec> {
        self.settings.catalogue.indicators.get(row.indicator)
    }

    pub fn insight(&self, row: &DraftRow) -> Option<&Insight> {
        self.insights.get(row.indicator)
    }

    /// The department with this code, if the roster knows it; asked for once a draft, not once a row.
    pub fn sender(&self, department: &str) -> Option<&'a Department> {
        self.departments.get(department).copied()
    }

    /// Is the department the one that must give the indicator's figure? The forms ask the same question.
    pub fn must_give(&self, sender: Option<&Department>, spec: &IndicatorSpec) -> bool {
        sender.is_some_and(|department| self.settings.catalogue.must_give(department, spec))
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

//! What rules may look at besides the draft: the settings, and what the same department sent in other files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::insight::{Insight, Insights};

use crate::domain::{
    Department, Draft, DraftFigure, DraftRow, DraftValue, IndicatorSpec, Kind, Quantity, Settings,
};

/// The settings with look-ups that rules need.
#[derive(Debug)]
pub struct Desk<'a> {
    pub settings: &'a Settings,
    /// Position of the plan's own column.
    pub plan: usize,
    pub insights: Insights,
    departments: BTreeMap<&'a str, &'a Department>,
    /// By department, for each indicator: does some file give its plan figure, declare it missing, or report it?
    answered: BTreeMap<Arc<str>, Vec<bool>>,
}

impl<'a> Desk<'a> {
    pub fn new(drafts: &[Draft], settings: &'a Settings) -> Desk<'a> {
        let plan = settings.plan_column();
        let departments = settings.catalogue.departments.iter();
        let departments = departments.map(|one| (one.code.as_str(), one)).collect();
        let indicators = settings.catalogue.indicators.len();
        let mut answered: BTreeMap<Arc<str>, Vec<bool>> = BTreeMap::new();
        for draft in drafts {
            let answers = |cell: &DraftFigure| cell.column == plan && cell.value != DraftValue::Empty;
            let own =
                answered.entry(Arc::clone(&draft.department)).or_insert_with(|| vec![false; indicators]);
            for row in draft.figures.iter().filter(|row| row.cells.iter().any(answers)) {
                if let Some(answered) = own.get_mut(row.indicator) {
                    *answered = true;
                }
            }
        }
        Desk { settings, plan, insights: Insights::of(&settings.catalogue), departments, answered }
    }

    /// Does some file of the department answer for this indicator's plan figure?
    pub fn is_answered(&self, department: &str, indicator: usize) -> bool {
        self.answered.get(department).and_then(|own| own.get(indicator)).is_some_and(|answered| *answered)
    }

    pub fn spec(&self, row: &DraftRow) -> Option<&'a IndicatorSpec> {
        self.settings.catalogue.indicators.get(row.indicator)
    }

    pub fn insight(&self, row: &DraftRow) -> Option<&Insight> {
        self.insights.get(row.indicator)
    }

    /// The department of a draft, if the roster knows it; asked for once a draft, not once a row.
    pub fn sender(&self, draft: &Draft) -> Option<&'a Department> {
        self.departments.get(&*draft.department).copied()
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

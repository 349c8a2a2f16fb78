//! Indicators by code: the figure that a sentence quotes is the figure that the table shows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::domain::{Comparison, ComparisonKind, Figure, Indicator, Plan};

/// What is printed where there is no figure: not zero.
pub(super) const MISSING: &str = "chưa có số liệu";

/// The plan's indicators, columns and comparisons by code and key.
pub(super) struct Figures<'a> {
    pub plan: &'a Plan,
    indicators: BTreeMap<&'a str, &'a Indicator>,
    columns: BTreeMap<&'a str, usize>,
    comparisons: BTreeMap<&'a str, usize>,
}

impl<'a> Figures<'a> {
    pub(super) fn new(plan: &'a Plan) -> Figures<'a> {
        let columns = plan.settings.columns.iter().map(|column| column.key.as_str());
        let comparisons = plan.settings.comparisons.iter().map(|spec| spec.key.as_str());
        Figures {
            plan,
            indicators: plan
                .indicators
                .iter()
                .map(|indicator| (indicator.code.as_str(), indicator))
                .collect(),
            columns: columns.enumerate().map(|(index, key)| (key, index)).collect(),
            comparisons: comparisons.enumerate().map(|(index, key)| (key, index)).collect(),
        }
    }

    pub(super) fn codes(&self) -> impl Iterator<Item = &'a str> {
        self.indicators.keys().copied()
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &'a str> {
        self.columns.keys().copied()
    }

    pub(super) fn comparisons(&self) -> impl Iterator<Item = &'a str> {
        self.comparisons.keys().copied()
    }

    pub(super) fn indicator(&self, code: &str) -> Option<&'a Indicator> {
        self.indicators.get(code).copied()
    }

    /// The figure in a column; without a column, the plan year's own.
    pub(super) fn figure(&self, indicator: &'a Indicator, column: Option<&str>) -> Option<&'a Figure> {
        let position = match column {
            Some(key) => *self.columns.get(key)?,
            None => self.plan.settings.plan_column(),
        };
        indicator.figures.get(position)
    }

    pub(super) fn comparison(&self, indicator: &'a Indicator, key: &str) -> Option<&'a Comparison> {
        indicator.comparisons.get(*self.comparisons.get(key)?)
    }
}

/// `trên 22%`, `khoảng 1.000 tỷ đồng`, or "chưa có số liệu".
pub(super) fn in_sentence(figure: &Figure, unit: &str) -> Cow<'static, str> {
    match &figure.quantity {
        Some(quantity) => Cow::Owned(quantity.in_sentence(unit)),
        None => Cow::Borrowed(MISSING),
    }
}

/// `trên 22`, `khoảng 1.000`, or "chưa có số liệu".
pub(super) fn in_cell(figure: &Figure) -> Cow<'static, str> {
    match &figure.quantity {
        Some(quantity) => Cow::Owned(quantity.in_cell()),
        None => Cow::Borrowed(MISSING),
    }
}

/// A comparison with its own unit, for a sentence: `108,44%`, `+0,34 điểm phần trăm`.
pub(super) fn compared(comparison: &Comparison) -> String {
    match (comparison.value, comparison.kind) {
        (None, _) => comparison.text.clone(),
        (Some(_), ComparisonKind::Points) => format!("{} điểm phần trăm", comparison.text),
        (Some(_), _) => format!("{}%", comparison.text),
    }
}

//! A figure on its way into the plan, and the bench on which all of them are made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::number::vietnamese;
use crate::domain::{
    Cells, ColumnRole, DepartmentKind, Figure, IndicatorSpec, Kind, Merged, MergedFigure, Origin, Quantity,
    Rule, Settings, Shortfall, Status, Words, quantity,
};

/// Indicator and column, by position.
pub(super) type Node = (usize, usize);

/// What was made for one figure, apart from its candidates.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Born {
    /// Quantity and the rule that gave it; `None`: missing.
    pub(super) quantity: Option<(Quantity, Rule)>,
    pub(super) provisional: bool,
    /// A difference found only here: the owner's figure against the aggregate.
    pub(super) conflict: bool,
    pub(super) sources: Cells,
    pub(super) coverage: Option<(u32, u32)>,
    /// What the aggregate lacks, for the finding and for print.
    pub(super) shortfall: Option<Box<Shortfall>>,
    /// What the level below says of its parts.
    pub(super) caveat: Option<Arc<str>>,
    pub(super) depends_on: Vec<String>,
}

impl Born {
    /// With the candidates that `merge` found.
    pub(super) fn figure(self, merged: MergedFigure) -> Figure {
        let status = match (&self.quantity, self.provisional) {
            (None, _) => Status::Missing,
            (Some(_), true) => Status::Provisional,
            (Some(_), false) => Status::Present,
        };
        let (quantity, rule) =
            self.quantity.map_or((None, Rule::Missing), |(quantity, rule)| (Some(quantity), rule));
        Figure {
            status,
            quantity,
            rule,
            conflict: merged.conflict || self.conflict,
            decision: merged.decision,
            candidates: merged.candidates,
            sources: self.sources,
            coverage: self.coverage,
            shortfall: self.shortfall,
            caveat: self.caveat,
            depends_on: self.depends_on,
        }
    }
}

/// All that is known while figures are made.
pub(super) struct Work<'a> {
    pub(super) merged: &'a Merged,
    pub(super) settings: &'a Settings,
    pub(super) codes: BTreeMap<&'a str, usize>,
    pub(super) columns: BTreeMap<&'a str, usize>,
    /// Indicators that are parts (Thuộc) of an indicator.
    pub(super) children: BTreeMap<usize, Vec<usize>>,
    /// Codes of the territorial units: each speaks for itself alone.
    pub(super) territories: BTreeSet<&'a str>,
    pub(super) born: Vec<Vec<Option<Born>>>,
}

impl<'a> Work<'a> {
    pub(super) fn new(merged: &'a Merged, settings: &'a Settings) -> Work<'a> {
        let specs = &settings.catalogue.indicators;
        let mut codes = BTreeMap::new();
        for (place, spec) in specs.iter().enumerate() {
            codes.entry(spec.code.as_str()).or_insert(place);
        }
        let columns =
            settings.columns.iter().enumerate().map(|(place, column)| (column.key.as_str(), place)).collect();
        let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, spec) in specs.iter().enumerate() {
            let parent = spec.parent.as_deref().and_then(|parent| codes.get(parent).copied());
            if let Some(parent) = parent.filter(|parent| *parent != place) {
                children.entry(parent).or_default().push(place);
            }
        }
        let departments = settings.catalogue.departments.iter();
        let territories = departments
            .filter(|department| department.kind == DepartmentKind::Territory)
            .map(|department| department.code.as_str())
            .collect();
        let born = merged.figures.iter().map(|row| row.iter().map(|_| None).collect()).collect();
        Work { merged, settings, codes, columns, children, territories, born }
    }

    pub(super) fn spec(&self, indicator: usize) -> &'a IndicatorSpec {
        &self.settings.catalogue.indicators[indicator]
    }

    pub(super) fn merged_figure(&self, node: Node) -> &'a MergedFigure {
        &self.merged.figures[node.0][node.1]
    }

    pub(super) fn made(&self, node: Node) -> Option<&Born> {
        self.born.get(node.0)?.get(node.1)?.as_ref()
    }

    /// The cells that a figure was made of.
    pub(super) fn cells(&self, node: Node) -> impl Iterator<Item = &Origin> {
        let made = self.made(node).map(|made| made.sources.of(&self.merged_figure(node).candidates));
        made.into_iter().flatten()
    }

    /// The exact number of a figure that is made, for formulas, sums and rules.
    pub(super) fn number(&self, node: Node) -> Option<Decimal> {
        let (quantity, _) = self.made(node)?.quantity.as_ref()?;
        usable(quantity)
    }

    /// The node that a reference of a formula in this column names.
    pub(super) fn resolve(&self, code: &str, column: Option<&str>, here: usize) -> Option<Node> {
        let indicator = *self.codes.get(code)?;
        let column = match column {
            Some(key) => *self.columns.get(key)?,
            None => here,
        };
        (indicator < self.merged.figures.len()).then_some((indicator, column))
    }

    /// The columns of the year before a column: what was done goes before what was expected and what was planned.
    pub(super) fn before(&self, column: usize) -> Vec<usize> {
        let columns = &self.settings.columns;
        let Some(year) = columns.get(column).and_then(|column| column.year.checked_sub(1)) else {
            return Vec::new();
        };
        let mut before: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].year == year).collect();
        before.sort_by_key(|at| match columns[*at].role {
            ColumnRole::Actual => 0,
            ColumnRole::Estimate => 1,
            ColumnRole::Plan => 2,
        });
        before
    }

    /// "KH 2024" as a part of a sentence.
    pub(super) fn column_title(&self, column: usize) -> &'a str {
        self.settings.columns.get(column).map_or("", |column| &column.title)
    }
}

/// A number that may be added and multiplied: exact, and an amount, not a movement in per cent.
pub(super) fn usable(quantity: &Quantity) -> Option<Decimal> {
    match quantity.kind() {
        Kind::Level | Kind::Addition => quantity.exact(),
        Kind::Increase | Kind::Decrease => None,
    }
}

/// Digits kept of a computed number: more than anybody prints, few enough to be a number and not a tail of
/// thirds.
const KEPT: u32 = 10;

pub(super) fn rounded(value: Decimal, digits: u32) -> Decimal {
    value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// A computed figure: `exactly` so many printed digits, or else `at_most` so many without trailing zeros.
pub(super) fn computed(value: Decimal, exactly: Option<u32>, at_most: u32, unit: &str) -> Quantity {
    let value = rounded(value, KEPT).normalize();
    let text = match exactly {
        Some(digits) => vietnamese(value, Some(digits)),
        None => vietnamese(rounded(value, at_most), None),
    };
    let shown = text.split_once(',').map_or(0, |(_, fraction)| fraction.len() as u32);
    Words { text, decimals: shown, ..quantity::of_number(value, unit).words() }.into()
}

/// Half of the last printed digit: nearer numbers count as equal (`official-format` 4.1).
pub(super) fn tolerance(digits: u32) -> Decimal {
    Decimal::new(5, digits.min(27) + 1)
}

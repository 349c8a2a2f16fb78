//! Where each figure stands in the workbook, so that a formula can point at it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::{
    Aggregation, Candidate, Decimal, Department, DepartmentKind, Figure, Indicator, IndicatorSpec, Kind,
    Plan, Quantity,
};
use crate::form::summary;
use crate::workbook::Address;

/// Names of the sheets that formulas point at; none needs escaping.
pub const INDICATORS: &str = "Chi tieu";
pub const NUMBERS: &str = summary::DATA;
pub const TERRITORIES: &str = "Theo don vi";
pub const HEADLINES: &str = "Trong yeu";

/// First value column of `Chi tieu`: after TT, Mã, Chỉ tiêu, ĐVT.
pub const FIRST_VALUE: u16 = 4;
/// First indicator or group row of `Chi tieu`, below titles and a two-row heading.
pub const FIRST_ROW: u32 = 6;
/// The column of `So lieu` that holds the number.
pub const NUMBER_COLUMN: u16 = 8;
/// First value column and first block row of `Theo don vi`.
pub const UNIT_VALUE: u16 = 3;
pub const UNIT_ROW: u32 = 4;

/// A line of `Chi tieu`: the name of a group, or an indicator (its position).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    Group(&'a str),
    Indicator(usize),
}

/// Positions of everything that is pointed at.
pub struct Grid<'a> {
    pub plan: &'a Plan,
    pub lines: Vec<Line<'a>>,
    /// Departments whose figures are added up, in roster order.
    pub units: Vec<&'a Department>,
    /// Indicators with a block in `Theo don vi`, in plan order.
    pub blocks: Vec<usize>,
    rows: Vec<u32>,
    codes: HashMap<&'a str, usize>,
    specs: HashMap<&'a str, &'a IndicatorSpec>,
    block_of: HashMap<usize, u32>,
    /// Of each unit the sheet that its last figure came from, by where it lies in memory (the plan stays where it is, 0: none yet):
    /// figures of the same sheet are its own without looking at names.
    sheets: RefCell<Vec<usize>>,
}

impl<'a> Grid<'a> {
    pub fn new(plan: &'a Plan) -> Grid<'a> {
        let (lines, rows) = lines(plan);
        let specs = plan.settings.catalogue.indicators.iter().map(|spec| (&*spec.code, spec)).collect();
        let codes: HashMap<&str, usize> =
            plan.indicators.iter().enumerate().map(|(index, indicator)| (&*indicator.code, index)).collect();
        let units = units(plan);
        let blocks = blocks(plan, &specs);
        let height = units.len() as u32 + 1;
        let block_of = (0u32..).zip(&blocks).map(|(nth, index)| (*index, UNIT_ROW + nth * height)).collect();
        let sheets = RefCell::new(vec![0; units.len()]);
        Grid { plan, lines, units, blocks, rows, codes, specs, block_of, sheets }
    }

    /// The indicator's position by its code.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.codes.get(code).copied()
    }

    /// The catalogue's row for an indicator of the plan.
    pub fn spec(&self, indicator: &Indicator) -> Option<&'a IndicatorSpec> {
        self.specs.get(&*indicator.code).copied()
    }

    pub fn figure(&self, indicator: usize, column: usize) -> Option<&'a Figure> {
        self.plan.indicators.get(indicator)?.figures.get(column)
    }

    /// The number of a figure, exact or not: what a comparison or a formula computes with.
    pub fn nominal(&self, indicator: usize, column: usize) -> Option<Decimal> {
        self.figure(indicator, column)?.quantity.as_ref().and_then(nominal)
    }

    /// The cell that holds that number, as a reference from another sheet or (`own`) from `Chi tieu`.
    pub fn reference(&self, indicator: usize, column: usize, own: bool) -> Option<String> {
        let quantity = self.figure(indicator, column)?.quantity.as_ref()?;
        nominal(quantity)?;
        if plain(quantity).is_none() {
            let row = 1 + indicator * self.plan.settings.columns.len() + column;
            let at = Address::new(u32::try_from(row).ok()?, u32::from(NUMBER_COLUMN));
            return Some(format!("'{NUMBERS}'!{at}"));
        }
        let row = *self.rows.get(indicator)?;
        let at = Address::new(row, u32::from(FIRST_VALUE) + u32::try_from(column).ok()?);
        Some(if own { at.to_string() } else { format!("'{INDICATORS}'!{at}") })
    }

    /// First row of an indicator's block in `Theo don vi` (its total; the units follow).
    pub fn block_row(&self, indicator: usize) -> Option<u32> {
        self.block_of.get(&indicator).copied()
    }

    /// The units' cells of a block in one column, e.g. `'Theo don vi'!E7:E25`.
    pub fn range(&self, indicator: usize, column: usize) -> Option<String> {
        let first = self.block_row(indicator)? + 1;
        let last = first + u32::try_from(self.units.len()).ok()?.checked_sub(1)?;
        let col = u32::from(UNIT_VALUE) + u32::try_from(column).ok()?;
        Some(format!("'{TERRITORIES}'!{}:{}", Address::new(first, col), Address::new(last, col)))
    }

    /// Each unit's candidate for a figure, parallel to `units`.
    pub fn parts(&self, indicator: usize, column: usize) -> Vec<Option<&'a Candidate>> {
        let candidates: &[Candidate] =
            self.figure(indicator, column).map_or(&[], |figure| figure.candidates.as_slice());
        in_order(&self.units, candidates, &mut self.sheets.borrow_mut()).unwrap_or_else(|| {
            let by_unit: HashMap<&str, &Candidate> =
                candidates.iter().map(|candidate| (&*candidate.department, candidate)).collect();
            self.units.iter().map(|unit| by_unit.get(&*unit.code).copied()).collect()
        })
    }
}

/// The candidates beside their units, where they stand in the units' order and are no others: nothing is looked up then.
fn in_order<'a>(
    units: &[&Department],
    candidates: &'a [Candidate],
    sheets: &mut [usize],
) -> Option<Vec<Option<&'a Candidate>>> {
    let mut rest = candidates.iter().peekable();
    let part = |(unit, known): (&&Department, &mut usize)| {
        rest.next_if(|next| {
            let sheet = Arc::as_ptr(next.figure.origin.whence()).addr();
            let is_own = *known == sheet || *next.department == *unit.code;
            if is_own {
                *known = sheet;
            }
            is_own
        })
    };
    let parts = units.iter().zip(sheets).map(part).collect();
    rest.next().is_none().then_some(parts)
}

/// The exact number of a figure that is nothing but a number: written as one.
pub fn plain(quantity: &Quantity) -> Option<Decimal> {
    (quantity.qualifier().is_none() && quantity.kind() == Kind::Level).then(|| quantity.exact()).flatten()
}

/// The figure's number, or the middle of its range.
fn nominal(quantity: &Quantity) -> Option<Decimal> {
    match (quantity.low(), quantity.high()) {
        (Some(low), Some(high)) if low == high => Some(low),
        (Some(low), Some(high)) => low.checked_add(high)?.checked_div(Decimal::TWO),
        (low, high) => low.or(high),
    }
}

/// Groups in the plan's order, each with its indicators, and the row of every indicator.
fn lines(plan: &Plan) -> (Vec<Line<'_>>, Vec<u32>) {
    let mut members: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, indicator) in plan.indicators.iter().enumerate() {
        members.entry(&indicator.group).or_default().push(index);
    }
    let mut groups: Vec<&str> = plan.groups.iter().map(String::as_str).collect();
    groups.extend(plan.indicators.iter().map(|indicator| &*indicator.group));
    let mut lines = Vec::with_capacity(plan.indicators.len() + plan.groups.len());
    let mut rows = vec![0; plan.indicators.len()];
    for group in groups {
        let Some(indices) = members.remove(group) else {
            continue;
        };
        if !group.is_empty() {
            lines.push(Line::Group(group));
        }
        for index in indices {
            if let Some(row) = rows.get_mut(index) {
                *row = FIRST_ROW + lines.len() as u32;
            }
            lines.push(Line::Indicator(index));
        }
    }
    (lines, rows)
}

/// The territorial units; where the catalogue has none, all departments.
fn units(plan: &Plan) -> Vec<&Department> {
    let departments = &plan.settings.catalogue.departments;
    let is_territory = |one: &&Department| one.kind == DepartmentKind::Territory;
    let territories: Vec<&Department> = departments.iter().filter(is_territory).collect();
    if territories.is_empty() { departments.iter().collect() } else { territories }
}

/// Indicators that are put together from units, and those that weigh them.
fn blocks(plan: &Plan, specs: &HashMap<&str, &IndicatorSpec>) -> Vec<usize> {
    let weights: std::collections::HashSet<&str> = plan
        .settings
        .catalogue
        .indicators
        .iter()
        .filter_map(|spec| match &spec.aggregation {
            Aggregation::WeightedMean(weight) => Some(&**weight),
            _ => None,
        })
        .collect();
    let summed = |indicator: &Indicator| {
        specs
            .get(&*indicator.code)
            .is_some_and(|spec| !matches!(spec.aggregation, Aggregation::Owner | Aggregation::Formula))
    };
    plan.indicators
        .iter()
        .enumerate()
        .filter(|(_, indicator)| summed(indicator) || weights.contains(&*indicator.code))
        .map(|(index, _)| index)
        .collect()
}

//! Body rows of a figures table: names with what stands above them, units carried down, where the data end.

use std::borrow::Cow;
use std::rc::Rc;

use super::columns::ValueColumn;
use super::grid::{Grid, Item};
use super::hierarchy::Hierarchy;
use super::table::Table;
use crate::domain::key::{self, QuickMap};
use crate::form::{Field, phrase};
use crate::workbook::Address;

/// One row that names something.
#[derive(Debug, Clone)]
pub struct Row<'g> {
    /// Position in the grid.
    pub index: usize,
    pub code: Cow<'g, str>,
    pub name: Cow<'g, str>,
    pub name_at: Address,
    /// The unit typed in the row's own column, or carried down to it.
    pub unit: Option<(Cow<'g, str>, Address)>,
    /// Match keys of the names above, outermost first.
    pub above: Vec<Rc<str>>,
    /// The row has something in a value column.
    pub has_figures: bool,
    /// The same name stands under other parents too.
    pub repeated: bool,
}

/// The rows of a table, to where its data end.
pub fn rows<'g>(grid: &'g Grid<'_>, table: &Table, values: &[ValueColumn]) -> Vec<Row<'g>> {
    let is_value = |item: &&Item<'_>| values.iter().any(|value| value.col == item.at().col);
    let mut hierarchy = Hierarchy::default();
    let mut units = Units { col: table.field(Field::Unit), carried: None };
    let mut out = Vec::with_capacity(table.body.len());
    for index in table.body.clone() {
        let has_figures = grid.row(index).iter().filter(is_value).any(|item| !is_blank(item));
        if is_end(grid.row(index)) {
            break;
        }
        let unit = units.of(grid, index);
        let Some((item, indent)) = name(grid, table, index) else {
            if has_figures {
                out.push(nameless(grid, table, index, unit));
            }
            continue;
        };
        if !has_figures && phrase::is_note(item.text()) {
            continue;
        }
        let ordinal = cell_text(grid, index, table.field(Field::Ordinal));
        let above = hierarchy.enter(&ordinal, item.text(), indent, !has_figures);
        out.push(Row {
            index,
            code: cell_text(grid, index, table.field(Field::Code)),
            name: key::tidied(item.text()),
            name_at: item.at(),
            unit,
            above,
            has_figures,
            repeated: false,
        });
    }
    mark_repeated(&mut out);
    out
}

/// A signature or its date line, even where it stands in a value column; a row with numbers is none.
fn is_end(row: &[Item<'_>]) -> bool {
    row.iter().all(Item::is_text) && row.iter().any(|item| phrase::is_end(item.text()))
}

/// A row with figures or a code, and no name.
fn nameless<'g>(
    grid: &'g Grid<'_>,
    table: &Table,
    index: usize,
    unit: Option<(Cow<'g, str>, Address)>,
) -> Row<'g> {
    let name_at = grid.row(index).first().map(Item::at).unwrap_or_default();
    let code = cell_text(grid, index, table.field(Field::Code));
    Row {
        index,
        code,
        name: Cow::Borrowed(""),
        name_at,
        unit,
        above: Vec::new(),
        has_figures: true,
        repeated: false,
    }
}

fn is_blank(item: &Item<'_>) -> bool {
    item.is_text() && item.text().trim().is_empty()
}

fn cell_text<'g>(grid: &'g Grid<'_>, index: usize, col: Option<u32>) -> Cow<'g, str> {
    col.and_then(|col| grid.get(index, col)).map(|item| key::tidied(item.text())).unwrap_or_default()
}

/// A step of Excel's indentation is about as wide as so many spaces.
const SPACES: usize = 3;

/// The row's name and its indent: further main columns, Excel's own indentation and leading spaces indent it.
fn name<'g, 'a>(grid: &'g Grid<'a>, table: &Table, index: usize) -> Option<(&'g Item<'a>, usize)> {
    table.mains.iter().enumerate().find_map(|(depth, col)| {
        let item = grid.get(index, *col)?;
        let spaces = item.text().chars().take_while(|c| c.is_whitespace()).count();
        let steps = grid.indent(item.at()) * SPACES;
        (!item.text().trim().is_empty()).then_some((item, depth * 100 + steps + spaces))
    })
}

fn mark_repeated(rows: &mut [Row<'_>]) {
    // Under one parent, or none, no name stands under several.
    if rows.windows(2).all(|two| two[0].above == two[1].above) {
        return;
    }
    let names: Vec<Rc<str>> = rows.iter().map(|row| key::fold_shared(&row.name)).collect();
    // By name: the first row that has it, and whether another stands under other parents.
    let mut paths: QuickMap<&str, (usize, bool)> = QuickMap::default();
    for (at, (row, name)) in rows.iter().zip(&names).enumerate() {
        let (first, repeated) = paths.entry(name).or_insert((at, false));
        *repeated |= rows.get(*first).is_some_and(|first| first.above != row.above);
    }
    for (row, name) in rows.iter_mut().zip(&names) {
        row.repeated = paths.get(&**name).is_some_and(|(_, repeated)| *repeated);
    }
}

/// The unit column, with merged cells and "nt" carried down.
struct Units<'g> {
    col: Option<u32>,
    /// Unit, its cell, and the last row that a merged range carries it to.
    carried: Option<(Cow<'g, str>, Address, u32)>,
}

impl<'g> Units<'g> {
    fn of(&mut self, grid: &'g Grid<'_>, index: usize) -> Option<(Cow<'g, str>, Address)> {
        let col = self.col?;
        let Some(item) = grid.get(index, col) else {
            let (unit, at, last) = self.carried.as_ref()?;
            return (grid.row_number(index) <= *last).then(|| (unit.clone(), *at));
        };
        let typed = key::tidied(item.text());
        let unit = match &self.carried {
            Some((unit, _, _)) if phrase::is_ditto(&typed) => unit.clone(),
            _ => typed,
        };
        self.carried = Some((unit.clone(), item.at(), grid.span(item.at()).row));
        let blank = unit.trim_matches(['-', '.', ' ']).is_empty();
        (!blank).then(|| (unit, item.at()))
    }
}

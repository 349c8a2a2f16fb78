//! Who takes the cells of a usual workbook while they are read: a list of them, or whoever needs none.

use std::sync::Arc;

use super::grid::Look;
use crate::workbook::{Address, Cell, Merge, Sheet, Value};

/// How a cell looks.
#[derive(Debug, Clone, Copy)]
pub struct Style<'a> {
    /// Equal ones of a workbook are the same style; they count from zero.
    pub number: usize,
    /// Number format as [`Cell::format`] has it.
    pub format: Option<&'a Arc<str>>,
    /// Font as [`Cell::font`] has it.
    pub font: Option<&'a Arc<str>>,
}

impl<'a> Style<'a> {
    pub(super) fn of(number: usize, look: &'a Look) -> Style<'a> {
        Style { number, format: look.format.as_ref(), font: look.font.as_ref() }
    }
}

/// What there is to say of a sheet whose cells were all told.
pub struct Frame<'a> {
    pub name: &'a Arc<str>,
    pub hidden: bool,
    pub merges: &'a [Merge],
    pub indents: &'a [(Address, u8)],
    /// No cell stood before one that was told earlier, nor in its place.
    pub in_order: bool,
}

/// Takes the sheets of a workbook, each as its cells and then its frame. What a sink holds is nothing before the whole workbook was read.
pub trait Sink {
    /// So many cells at most come next.
    fn reserve(&mut self, cells: usize);

    /// One cell of the sheet, within all limits: the shared text of this number in the workbook.
    fn text(&mut self, at: Address, number: usize, text: &Arc<str>, style: Style<'_>);

    /// One cell of the sheet that holds anything else.
    fn value(&mut self, at: Address, value: Value, style: Style<'_>);

    /// The sheet of the cells since the last one; `false` where it cannot be taken, for lack of order.
    fn sheet(&mut self, frame: Frame<'_>) -> bool;

    /// The workbook turned out not to be a usual one: nothing was told.
    fn forget(&mut self);
}

/// Sheets as lists of cells.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) sheets: Vec<Sheet>,
    cells: Vec<Cell>,
}

impl Sink for Listed {
    fn reserve(&mut self, cells: usize) {
        self.cells.reserve(cells);
    }

    #[inline]
    fn text(&mut self, at: Address, _number: usize, text: &Arc<str>, style: Style<'_>) {
        self.value(at, Value::Text(Arc::clone(text)), style);
    }

    #[inline]
    fn value(&mut self, at: Address, value: Value, style: Style<'_>) {
        self.cells.push(Cell { at, value, format: style.format.cloned(), font: style.font.cloned() });
    }

    fn sheet(&mut self, frame: Frame<'_>) -> bool {
        let mut cells = std::mem::take(&mut self.cells);
        if !frame.in_order {
            super::grid::sort(&mut cells);
        }
        let (merges, indents) = (frame.merges.to_vec(), frame.indents.to_vec());
        self.sheets.push(Sheet {
            name: Arc::clone(frame.name),
            hidden: frame.hidden,
            cells,
            merges,
            indents,
        });
        true
    }

    fn forget(&mut self) {
        *self = Listed::default();
    }
}

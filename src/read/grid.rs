//! Cells gathered within limits, sparse, in row order.

use std::sync::Arc;

use super::lexicon::kept;
use super::problem::ReadProblem;
use crate::domain::key::QuickMap;
use crate::domain::number::vietnamese;
use crate::domain::settings::Limits;
use crate::workbook::{Address, Cell, Merge, Value};

/// Rows and columns of Excel's own sheet: XFD1048576.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;
/// A sheet that says to hold more cells gets room for them as they come.
const MOST_BELIEVED: u64 = 4096;
/// Empty but formatted cells cost time, not memory: so many may pass for each cell that may be kept.
const EMPTY_PER_CELL: usize = 16;

/// What a format says of cells, in the order of addresses; of two at one address the later one counts.
pub(super) fn in_order<T>(mut cells: Vec<(Address, T)>) -> Vec<(Address, T)> {
    if !cells.is_sorted_by(|a, b| a.0 < b.0) {
        cells.reverse();
        cells.sort_by_key(|(at, _)| *at);
        cells.dedup_by_key(|(at, _)| *at);
    }
    cells
}

/// What is left of the limits of one file, over all its sheets; and its texts, each kept once.
#[derive(Clone)]
pub(super) struct Budget {
    limits: Limits,
    cells: usize,
    empties: usize,
    texts: QuickMap<(usize, usize), Arc<str>>,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Budget {
        Budget {
            cells: limits.cells,
            empties: limits.cells.saturating_mul(EMPTY_PER_CELL),
            limits: limits.clone(),
            texts: QuickMap::default(),
        }
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Counts one cell without content.
    pub(super) fn empty(&mut self) -> Result<(), ReadProblem> {
        self.empties = self.empties.checked_sub(1).ok_or_else(|| self.too_many())?;
        Ok(())
    }

    /// Counts so many cells without content.
    pub(super) fn empties(&mut self, count: usize) -> Result<(), ReadProblem> {
        self.empties = self.empties.checked_sub(count).ok_or_else(|| self.too_many())?;
        Ok(())
    }

    fn cell(&mut self) -> Result<(), ReadProblem> {
        self.cells = self.cells.checked_sub(1).ok_or_else(|| self.too_many())?;
        Ok(())
    }

    fn too_many(&self) -> ReadProblem {
        ReadProblem::OverLimit(format!(
            "quá nhiều ô (tối đa {} ô có nội dung)",
            vietnamese(self.limits.cells.into(), None)
        ))
    }

    /// A text of the workbook's shared table: the same place in memory is the same text, kept once.
    pub(super) fn shared(&mut self, text: &str) -> Result<Arc<str>, ReadProblem> {
        let key = (text.as_ptr() as usize, text.len());
        if let Some(kept) = self.texts.get(&key) {
            return Ok(Arc::clone(kept));
        }
        let kept = self.text(text)?;
        self.texts.insert(key, Arc::clone(&kept));
        Ok(kept)
    }

    /// A text within its limit, shared with the files before.
    pub(super) fn text(&self, text: &str) -> Result<Arc<str>, ReadProblem> {
        self.measure(text)?;
        Ok(kept(text))
    }

    /// Is a text within its limit? Excel counts letters, files count bytes; the milder one counts here.
    pub(super) fn measure(&self, text: &str) -> Result<(), ReadProblem> {
        let most = self.limits.text_bytes;
        if text.len() > most && text.chars().count() > most {
            return Err(ReadProblem::OverLimit(format!(
                "một ô chứa hơn {} ký tự",
                vietnamese(most.into(), None)
            )));
        }
        Ok(())
    }
}

/// The look of a cell where the file gives one.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) format: Option<Arc<str>>,
    pub(super) font: Option<Arc<str>>,
    /// Steps of indentation.
    pub(super) indent: u8,
}

/// The looks of the cells of one sheet, asked for one cell after the other.
pub(super) struct Sight<'a> {
    /// Which style a cell has, in the order of addresses.
    cells: &'a [(Address, u16)],
    styles: &'a [Look],
    /// The cell that is asked for next, where they are asked for in order.
    next: usize,
}

impl<'a> Sight<'a> {
    pub(super) fn new(cells: &'a [(Address, u16)], styles: &'a [Look]) -> Sight<'a> {
        Sight { cells, styles, next: 0 }
    }

    /// The look of a cell; plain where the file says nothing of it.
    pub(super) fn at(&mut self, at: Address) -> Look {
        let place = match self.cells.get(self.next) {
            Some((there, _)) if *there == at => Some(self.next),
            _ => self.cells.binary_search_by_key(&at, |(there, _)| *there).ok(),
        };
        let style = place.and_then(|place| {
            self.next = place + 1;
            self.styles.get(usize::from(self.cells[place].1))
        });
        style.cloned().unwrap_or_default()
    }
}

/// What every cell of a sheet is held against, in whatever way it is kept.
#[derive(Default)]
pub(super) struct Gate {
    indents: Vec<(Address, u8)>,
    last: Option<Address>,
    is_disordered: bool,
}

impl Gate {
    /// Counts a cell; an address outside Excel's sheet refuses the file, whose addresses cannot be believed.
    #[inline]
    pub(super) fn pass(
        &mut self,
        at: Address,
        is_text: bool,
        indent: u8,
        budget: &mut Budget,
    ) -> Result<(), ReadProblem> {
        if at.row >= ROWS || at.col >= COLUMNS {
            return Err(ReadProblem::damaged("có ô nằm ngoài phạm vi của bảng tính (quá XFD1048576)"));
        }
        budget.cell()?;
        // Only the indents of texts mean anything, and few texts are indented.
        if indent > 0 && is_text {
            self.indents.push((at, indent));
        }
        self.is_disordered |= self.last.is_some_and(|last| last >= at);
        self.last = Some(at);
        Ok(())
    }

    /// Did each cell stand behind the one before?
    pub(super) fn in_order(&self) -> bool {
        !self.is_disordered
    }

    /// The indents so far, in order.
    pub(super) fn indents(&mut self) -> Vec<(Address, u8)> {
        in_order(std::mem::take(&mut self.indents))
    }
}

/// Cells in order; of two at one address the later one counts, as in Excel.
pub(super) fn sort(cells: &mut Vec<Cell>) {
    cells.reverse();
    cells.sort_by_key(|cell| cell.at);
    cells.dedup_by_key(|cell| cell.at);
}

/// The cells of one sheet while they come.
#[derive(Default)]
pub(super) struct Grid {
    cells: Vec<Cell>,
    gate: Gate,
}

impl Grid {
    pub(super) fn new() -> Grid {
        Grid::default()
    }

    /// A grid of a sheet that says to hold so many cells; what it says is believed up to a bound.
    pub(super) fn of(cells: u64) -> Grid {
        Grid { cells: Vec::with_capacity(cells.min(MOST_BELIEVED) as usize), gate: Gate::default() }
    }

    /// Room for so many more cells.
    pub(super) fn reserve(&mut self, cells: usize) {
        self.cells.reserve(cells);
    }

    /// The cell that came last.
    pub(super) fn last(&self) -> Option<Address> {
        self.gate.last
    }

    /// Adds a cell that passes.
    pub(super) fn push(
        &mut self,
        at: Address,
        value: Value,
        look: Look,
        budget: &mut Budget,
    ) -> Result<(), ReadProblem> {
        self.gate.pass(at, matches!(value, Value::Text(_)), look.indent, budget)?;
        self.cells.push(Cell { at, value, format: look.format, font: look.font });
        Ok(())
    }

    /// The indents so far, in order.
    pub(super) fn indents(&mut self) -> Vec<(Address, u8)> {
        self.gate.indents()
    }

    /// All cells in order.
    pub(super) fn finish(mut self) -> Vec<Cell> {
        if !self.gate.in_order() {
            sort(&mut self.cells);
        }
        self.cells
    }
}

/// A merged range in order and within the sheet; one cell alone is none.
pub(super) fn merge(first: (u32, u32), last: (u32, u32)) -> Option<Merge> {
    let (first, last) = (Address::new(first.0, first.1), Address::new(last.0, last.1));
    let right = first != last
        && first.row <= last.row
        && first.col <= last.col
        && last.row < ROWS
        && last.col < COLUMNS;
    right.then_some(Merge { first, last })
}

#[cfg(test)]
mod tests {
    use super::{Budget, Grid, Look, Sight, merge};
    use crate::domain::settings::Limits;
    use crate::workbook::{Address, Value};

    #[test]
    fn out_of_order_is_sorted_and_the_last_wins() {
        let mut budget = Budget::new(&Limits::default());
        let mut grid = Grid::new();
        for (row, flag) in [(5, true), (2, true), (5, false)] {
            grid.push(Address::new(row, 0), Value::Bool(flag), Look::default(), &mut budget).unwrap();
        }
        let cells = grid.finish();
        assert_eq!(cells.len(), 2);
        assert_eq!((cells[0].at.row, cells[1].at.row), (2, 5));
        assert_eq!(cells[1].value, Value::Bool(false));
    }

    #[test]
    fn looks_are_found_in_any_order() {
        let style = |indent| Look { indent, ..Look::default() };
        let styles = [style(0), style(7), style(8)];
        let cells = [(0, 1), (1, 2), (4, 1), (5, 9)].map(|(row, style)| (Address::new(row, 0), style));
        let mut sight = Sight::new(&cells, &styles);
        let seen = [0, 1, 2, 4, 5, 4, 1, 1, 9].map(|row| sight.at(Address::new(row, 0)).indent);
        assert_eq!(seen, [7, 8, 0, 7, 0, 7, 8, 8, 0]);
    }

    #[test]
    fn limits_hold() {
        let limits = Limits { cells: 1, text_bytes: 3, ..Limits::default() };
        let mut budget = Budget::new(&limits);
        let mut grid = Grid::new();
        assert!(
            grid.push(Address::new(1_048_576, 0), Value::Bool(true), Look::default(), &mut budget).is_err()
        );
        assert!(
            grid.push(Address::new(1_048_575, 16_383), Value::Bool(true), Look::default(), &mut budget)
                .is_ok()
        );
        assert!(grid.push(Address::new(0, 0), Value::Bool(true), Look::default(), &mut budget).is_err());
        assert!(budget.text("abcd").is_err());
        assert!(budget.text("ưạữ").is_ok(), "letters count, not bytes");
        assert_eq!(merge((0, 0), (0, 0)), None);
        assert!(merge((0, 0), (0, 2)).is_some());
        assert_eq!(merge((3, 0), (0, 2)), None);
    }
}

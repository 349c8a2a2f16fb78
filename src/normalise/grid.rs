//! A sheet as rows of cells that people see, with recovered text.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::text::{Around, Encoding, is_certainly_unicode, recover};
use crate::workbook::{Address, Cell, Merge, Sheet, Value};

/// A visible cell with its text in Unicode.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    pub cell: &'a Cell,
    text: OnceCell<Cow<'a, str>>,
}

impl Item<'_> {
    /// The text; numbers as plain decimals, dates and errors empty. Most numbers are never asked for their text.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| match &self.cell.value {
            Value::Number(number) => number.normalize().to_string().into(),
            _ => "".into(),
        })
    }

    pub fn at(&self) -> Address {
        self.cell.at
    }

    /// Text, or a number without a fraction that may be a year or an ordinal.
    pub fn is_text(&self) -> bool {
        matches!(self.cell.value, Value::Text(_))
    }
}

/// One sheet, read for people.
#[derive(Debug)]
pub struct Grid<'a> {
    pub name: Arc<str>,
    pub hidden: bool,
    items: Vec<Item<'a>>,
    rows: Vec<Range<usize>>,
    merges: BTreeMap<Address, Merge>,
    sheet: &'a Sheet,
    /// Cells whose text was in another encoding, in reading order.
    pub recovered: Vec<(Address, Encoding)>,
}

/// Looking for values under merged ranges stops after so many steps: overlapping ranges exist in hostile files only.
const MERGE_STEPS: usize = 4_000_000;

impl<'a> Grid<'a> {
    pub fn new(sheet: &'a Sheet) -> Grid<'a> {
        let covered = covered(sheet);
        let mut texts = Texts::of(sheet);
        let mut items = Vec::with_capacity(sheet.cells.len());
        let mut recovered = Vec::new();
        for (cell, covered) in sheet.cells.iter().zip(covered) {
            let text = match &cell.value {
                Value::Text(text) => texts.next(text, cell).filter(|_| !covered),
                _ => None,
            };
            let encoding = text.as_ref().map_or(Encoding::Unicode, |(_, encoding)| *encoding);
            if encoding != Encoding::Unicode {
                recovered.push((cell.at, encoding));
            }
            let is_text = matches!(cell.value, Value::Text(_));
            if covered || is_text && text.as_ref().is_none_or(|(text, _)| text.trim().is_empty()) {
                continue;
            }
            let text = text.map_or_else(OnceCell::new, |(text, _)| OnceCell::from(text));
            items.push(Item { cell, text });
        }
        let mut rows: Vec<Range<usize>> = Vec::new();
        for row in items.chunk_by(|a, b| a.at().row == b.at().row) {
            let start = rows.last().map_or(0, |last| last.end);
            rows.push(start..start + row.len());
        }
        let merges = sheet.merges.iter().map(|merge| (merge.first, *merge)).collect();
        Grid { name: Arc::clone(&sheet.name), hidden: sheet.hidden, items, rows, merges, sheet, recovered }
    }

    /// How many rows are not empty.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The cells of the n-th row that is not empty, in column order.
    pub fn row(&self, index: usize) -> &[Item<'a>] {
        self.rows.get(index).and_then(|range| self.items.get(range.clone())).unwrap_or(&[])
    }

    /// The sheet's own number of that row, from 0.
    pub fn row_number(&self, index: usize) -> u32 {
        self.row(index).first().map_or(0, |item| item.at().row)
    }

    /// The visible cell of a row in a column.
    pub fn get(&self, index: usize, col: u32) -> Option<&Item<'a>> {
        let row = self.row(index);
        row.binary_search_by_key(&col, |item| item.at().col).ok().and_then(|found| row.get(found))
    }

    /// How many steps the office suite shows a cell indented.
    pub fn indent(&self, at: Address) -> usize {
        self.sheet.indent(at).into()
    }

    /// Last row and column of the merged range that begins at a cell; the cell itself if none does.
    pub fn span(&self, at: Address) -> Address {
        self.merges.get(&at).map_or(at, |merge| merge.last)
    }
}

/// The same sheet with every text in Unicode; the fonts of recovered texts go, for they would garble them again.
pub(super) fn in_unicode(sheet: &Sheet) -> Sheet {
    let mut texts = Texts::of(sheet);
    let cells = sheet.cells.iter().map(|cell| {
        let Value::Text(typed) = &cell.value else { return cell.clone() };
        match texts.next(typed, cell) {
            Some((text, encoding)) if encoding != Encoding::Unicode => {
                Cell { value: Value::Text(text.as_ref().into()), font: None, ..cell.clone() }
            }
            _ => cell.clone(),
        }
    });
    let cells = cells.collect();
    Sheet {
        name: Arc::clone(&sheet.name),
        hidden: sheet.hidden,
        cells,
        merges: sheet.merges.clone(),
        indents: sheet.indents.clone(),
    }
}

/// The recovered texts of a sheet, in the order of its cells.
struct Texts<'a> {
    /// Each read by itself.
    alone: std::vec::IntoIter<(Cow<'a, str>, Encoding)>,
    around: Option<Around>,
}

impl<'a> Texts<'a> {
    fn of(sheet: &'a Sheet) -> Texts<'a> {
        let texts = sheet.cells.iter().filter_map(|cell| match &cell.value {
            Value::Text(text) => Some((text, cell.font.as_deref())),
            _ => None,
        });
        let mut alone = Vec::with_capacity(sheet.cells.len());
        alone.extend(texts.clone().map(|(text, font)| recover(text, font, None)));
        let around = around(texts.map(|(text, _)| &**text).zip(alone.iter().map(|(_, encoding)| *encoding)));
        Texts { alone: alone.into_iter(), around }
    }

    /// The next text: read once more where other cells of the sheet have a say.
    fn next(&mut self, text: &'a str, cell: &'a Cell) -> Option<(Cow<'a, str>, Encoding)> {
        let alone = self.alone.next();
        match self.around {
            Some(_) => Some(recover(text, cell.font.as_deref(), self.around)),
            None => alone,
        }
    }
}

/// The old encoding that most of the sheet's recovered cells were typed in, if any were.
fn around<'a>(texts: impl Iterator<Item = (&'a str, Encoding)>) -> Option<Around> {
    let (mut tcvn3, mut vni, mut pure) = (0usize, 0usize, true);
    for (text, encoding) in texts {
        match encoding {
            Encoding::Tcvn3 => tcvn3 += 1,
            Encoding::Vni => vni += 1,
            Encoding::Unicode => pure = pure && !is_certainly_unicode(text),
            Encoding::Homoglyph => pure = false,
        }
    }
    let encoding = if tcvn3 >= vni { Encoding::Tcvn3 } else { Encoding::Vni };
    (tcvn3 + vni > 0).then_some(Around { encoding, pure })
}

/// For each cell: does it lie under a merged range, where nobody sees it?
fn covered(sheet: &Sheet) -> Vec<bool> {
    let mut hidden = vec![false; sheet.cells.len()];
    let mut steps = 0;
    for merge in &sheet.merges {
        let mut index = sheet.cells.partition_point(|cell| cell.at < merge.first);
        while let Some(cell) = sheet.cells.get(index) {
            steps += 1;
            if cell.at.row > merge.last.row || steps > MERGE_STEPS {
                break;
            }
            let inside = (merge.first.col..=merge.last.col).contains(&cell.at.col) && cell.at != merge.first;
            if let Some(flag) = hidden.get_mut(index).filter(|_| inside) {
                *flag = true;
            }
            index += 1;
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::{Grid, in_unicode};
    use crate::workbook::{Address, Cell, Merge, Sheet, Value};

    #[test]
    fn a_sheet_in_unicode_keeps_its_cells_and_numbers() {
        let book =
            crate::testing::workbook("| ChØ tiªu{font=.VnTime} | §VT{font=.VnTime} | 5 |\n| Lúa | | 6 |");
        let sheet = in_unicode(&book.sheets[0]);
        let texts: Vec<String> = sheet.cells.iter().map(|cell| format!("{:?}", cell.value)).collect();
        assert_eq!(sheet.cells.len(), book.sheets[0].cells.len());
        assert!(texts[0].contains("Chỉ tiêu") && texts[1].contains("ĐVT"), "{texts:?}");
        assert_eq!((&sheet.cells[0].font, &sheet.cells[2..]), (&None, &book.sheets[0].cells[2..]));
    }

    #[test]
    fn values_under_merged_ranges_are_not_seen() {
        let cell = |row, col, text: &str| Cell {
            at: Address::new(row, col),
            value: Value::Text(text.into()),
            format: None,
            font: None,
        };
        let sheet = Sheet {
            name: "S".into(),
            cells: vec![cell(0, 0, "a"), cell(0, 1, "hidden"), cell(1, 0, "b"), cell(1, 1, " ")],
            merges: vec![Merge { first: Address::new(0, 0), last: Address::new(0, 1) }],
            ..Sheet::default()
        };
        let grid = Grid::new(&sheet);
        assert_eq!(grid.len(), 2);
        assert_eq!(grid.row(0).len(), 1);
        assert_eq!(grid.row(1).len(), 1);
        assert_eq!(grid.span(Address::new(0, 0)), Address::new(0, 1));
    }
}

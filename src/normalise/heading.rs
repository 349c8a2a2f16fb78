//! Where headings stand: rows of them, merged or not, found by the column that every table has.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::grid::{Grid, Item};
use crate::domain::key::{self, Remembered};
use crate::form::{self, Field, Label, SheetKind, phrase};
use crate::workbook::Address;

/// The texts over one column, top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnHeading {
    pub col: u32,
    pub texts: Vec<String>,
    /// The lowest heading cell.
    pub at: Address,
}

/// Heading rows (positions in the grid) and the headings over each column.
#[derive(Debug, Clone)]
pub struct Heading {
    pub first: usize,
    pub last: usize,
    /// The column of names, by which the heading was found.
    pub anchor: u32,
    pub columns: Vec<ColumnHeading>,
}

/// A cell with more letters is prose, not a heading.
const LONGEST: usize = 80;
/// Real forms have up to six heading rows; the fourth below the anchor's row is already rare.
const BELOW: usize = 4;
const ABOVE: usize = 2;
/// A merged heading wider than this is a title.
const WIDEST: u32 = 200;

/// A main column's heading may span columns that serve as indents; a wider one is a title.
const INDENTS: u32 = 4;

/// The kinds of table whose main column a text names.
pub fn anchors(grid: &Grid<'_>, item: &Item<'_>) -> Vec<SheetKind> {
    let wide = grid.span(item.at()).col - item.at().col >= INDENTS;
    if wide || !item.is_text() || !is_short(item.text()) {
        return Vec::new();
    }
    ANCHORS.with_borrow_mut(|known| known.of(item.text(), kinds_of_main))
}

/// No longer than a heading, as one reads it: offices move words about in a cell with blanks (“so với      cùng kỳ”), and those are
/// no letters.
pub fn is_short(text: &str) -> bool {
    let mut left = LONGEST + 1;
    let mut fits = |word: &str| {
        let rest = left.checked_sub(1 + word.chars().take(LONGEST + 1).count());
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    text.len() <= LONGEST || text.split_whitespace().all(&mut fits)
}

thread_local! {
    static ANCHORS: RefCell<Remembered<Vec<SheetKind>>> = RefCell::default();
}

fn kinds_of_main(text: &str) -> Vec<SheetKind> {
    let key = form::field::key_of(text);
    let kinds: Vec<SheetKind> = [SheetKind::Figures, SheetKind::Tasks, SheetKind::Opinions]
        .into_iter()
        .filter(|kind| form::field::field_of_key(*kind, &key) == Some(Field::Main))
        .collect();
    // "Nội dung thay đổi" on a cover, and beside it a sentence that names a year: no table.
    match kinds.is_empty() || form::cover::label(text) != Some(Label::Changes) {
        true => kinds,
        false => Vec::new(),
    }
}

/// The heading whose main column stands at this cell of the row at `index`.
///
/// `floor`: rows before it belong to the heading of the table above.
pub fn heading(grid: &Grid<'_>, floor: usize, index: usize, anchor: &Item<'_>) -> Heading {
    let anchor_col = anchor.at().col;
    let mut first = index;
    while first > floor && index - first < ABOVE && is_above(grid, first, anchor_col) {
        first -= 1;
    }
    let merged_to = grid.span(anchor.at()).row;
    let mut last = index;
    while last + 1 < grid.len() && last - index < BELOW && is_below(grid, last, anchor_col, merged_to) {
        last += 1;
    }
    Heading { first, last, anchor: anchor_col, columns: columns_of(grid, first, last) }
}

/// Does the row above `index` hold "Năm 2023" and the like, to the right of the anchor only?
fn is_above(grid: &Grid<'_>, index: usize, anchor: u32) -> bool {
    let row = grid.row(index - 1);
    let adjacent = grid.row_number(index - 1) + 1 == grid.row_number(index);
    adjacent
        && row.iter().all(|item| {
            item.at().col > anchor && is_heading_text(item) && phrase::unit_line(item.text()).is_none()
        })
        && row.iter().any(|item| form::value::value_heading(&[item.text()]).is_some())
}

/// Does the row below `index` still belong to the heading?
fn is_below(grid: &Grid<'_>, index: usize, anchor: u32, merged_to: u32) -> bool {
    let number = grid.row_number(index + 1);
    if number <= merged_to {
        return true;
    }
    let row = grid.row(index + 1);
    number == grid.row_number(index) + 1
        && row.iter().all(|item| item.at().col > anchor && is_heading_text(item))
        && !row.iter().all(|item| {
            phrase::is_column_number(item.text()) && form::value::calendar_year(item.text().trim()).is_none()
        })
}

/// Short text without being a number, or a year.
fn is_heading_text(item: &Item<'_>) -> bool {
    let text = item.text().trim();
    if form::value::calendar_year(text).is_some() {
        return true;
    }
    item.is_text() && is_short(text) && text.chars().any(char::is_alphabetic)
        || item.is_text() && text.contains('%')
}

/// One heading cell with the columns and rows that it spans.
struct Span<'a> {
    text: &'a str,
    at: Address,
    last: Address,
}

/// The headings over each column, from the rows `first` to `last`.
pub fn columns_of(grid: &Grid<'_>, first: usize, last: usize) -> Vec<ColumnHeading> {
    let rows: Vec<Vec<Span<'_>>> = (first..=last).map(|index| spans(grid, index)).collect();
    let mut columns: BTreeMap<u32, Vec<(&str, Address)>> = BTreeMap::new();
    for (position, row) in rows.iter().enumerate() {
        for span in row {
            for col in span.at.col..=span.last.col.min(span.at.col.saturating_add(WIDEST)) {
                columns.entry(col).or_default().push((span.text, span.at));
            }
        }
        for (col, span) in inherited(&rows, position) {
            columns.entry(col).or_default().push((span.text, span.at));
        }
    }
    columns.into_iter().map(|(col, texts)| column(col, &texts)).collect()
}

fn column(col: u32, texts: &[(&str, Address)]) -> ColumnHeading {
    let mut kept: Vec<String> = Vec::new();
    for (text, _) in texts {
        let text = key::tidy(text);
        if kept.last() != Some(&text) {
            kept.push(text);
        }
    }
    let at = texts.last().map_or(Address::default(), |(_, at)| *at);
    ColumnHeading { col, texts: kept, at: if at.col == col { at } else { Address::new(at.row, col) } }
}

fn spans<'a>(grid: &'a Grid<'_>, index: usize) -> Vec<Span<'a>> {
    grid.row(index)
        .iter()
        .map(|item| Span { text: item.text(), at: item.at(), last: grid.span(item.at()) })
        .collect()
}

/// "Năm 2023 | (empty)" over "KH | Ước TH" without merged cells: the empty place takes its left neighbour's
/// text, if that neighbour is itself parted below.
fn inherited<'r, 'a>(rows: &'r [Vec<Span<'a>>], position: usize) -> Vec<(u32, &'r Span<'a>)> {
    let (Some(row), Some(below)) = (rows.get(position), rows.get(position + 1)) else {
        return Vec::new();
    };
    let parted = |col: u32| below.iter().any(|span| span.at.col == col);
    let mut out = Vec::new();
    let mut left = row.iter().peekable();
    let mut current: Option<&Span<'_>> = None;
    for span in below {
        while let Some(next) = left.next_if(|next| next.at.col <= span.at.col) {
            current = Some(next);
        }
        if let Some(head) = current
            && head.last.col < span.at.col
            && head.last.row == head.at.row
            && parted(head.at.col)
            && !covered_from_above(rows, position, span.at.col)
        {
            out.push((span.at.col, head));
        }
    }
    out
}

/// Is the place in the row already taken by a range merged down from a row above?
fn covered_from_above(rows: &[Vec<Span<'_>>], position: usize, col: u32) -> bool {
    let row_number = rows.get(position).and_then(|row| row.first()).map_or(0, |span| span.at.row);
    rows.iter()
        .take(position)
        .flatten()
        .any(|span| (span.at.col..=span.last.col).contains(&col) && span.last.row >= row_number)
}

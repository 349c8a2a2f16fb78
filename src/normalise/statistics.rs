//! Tables without any word over their names, as offices of statistics print them: found by their figures.
//!
//! Only `inspect` looks for these: no plan has a place for figures whose heading names neither name column nor year,
//! but who asks what is in a workbook is told.

use std::ops::Range;

use super::grid::{Grid, Item};
use super::heading::{ColumnHeading, columns_of};
use super::units;
use crate::form::{self, phrase};

/// A table found by its figures.
#[derive(Debug)]
pub struct Statistics {
    /// Heading rows, as positions in the grid.
    pub heading: Range<usize>,
    /// Rows below it, as positions in the grid.
    pub body: Range<usize>,
    /// Headings over columns of figures.
    pub columns: Vec<ColumnHeading>,
    /// Headings over the columns of names, if any.
    pub stub: Vec<ColumnHeading>,
    /// The first column of figures.
    pub first_col: u32,
    pub unit: Option<String>,
}

/// Real ones have up to six heading rows.
const MOST_HEADING_ROWS: usize = 8;
/// Empty rows that may lie inside a heading or below it.
const GAP: u32 = 3;
/// A cell with more characters is a title or prose.
const LONGEST: usize = 80;

/// All such tables of a sheet, top to bottom.
pub fn statistics(grid: &Grid<'_>) -> Vec<Statistics> {
    let mut out = Vec::new();
    let mut index = 0;
    while index < grid.len() {
        let floor = out.last().map_or(0, |before: &Statistics| before.body.end);
        match table_at(grid, floor, index) {
            Some(table) => {
                index = table.body.end.max(index + 1);
                out.push(table);
            }
            None => index += 1,
        }
    }
    out
}

/// The table whose first row of figures is this one.
fn table_at(grid: &Grid<'_>, floor: usize, index: usize) -> Option<Statistics> {
    let first_col = first_figure(grid.row(index))?;
    let (heading, unit) = heading(grid, floor, index, first_col)?;
    let body = index..end(grid, index, first_col);
    let figures = body.clone().filter(|row| first_figure(grid.row(*row)).is_some()).count();
    if figures < 2 {
        return None;
    }
    let (stub, columns) = columns_of(grid, heading.start, heading.end - 1)
        .into_iter()
        .partition(|column| column.col < first_col);
    Some(Statistics { heading, body, columns, stub, first_col, unit })
}

/// The first number to the right of the row's first words.
fn first_figure(row: &[Item<'_>]) -> Option<u32> {
    let words = row.iter().position(is_words)?;
    row.get(words + 1..)?.iter().find(|item| is_figure(item)).map(|item| item.at().col)
}

fn is_words(item: &Item<'_>) -> bool {
    item.is_text() && item.text().chars().any(char::is_alphabetic)
}

/// A number that is no year.
fn is_figure(item: &Item<'_>) -> bool {
    !item.is_text() && !item.text().is_empty() && form::value::calendar_year(item.text().trim()).is_none()
}

/// The rows above that hold words over the figures; rows with a name only, between them and the figures, are groups.
fn heading(
    grid: &Grid<'_>,
    floor: usize,
    index: usize,
    first_col: u32,
) -> Option<(Range<usize>, Option<String>)> {
    let (mut first, mut last) = (None, None);
    let (mut below, mut unit) = (grid.row_number(index), None);
    for above in (floor..index).rev() {
        let row = grid.row(above);
        let number = grid.row_number(above);
        unit = row.iter().find_map(|item| phrase::unit_line(item.text())).or_else(|| units::alone(row));
        let over = row.iter().any(|item| item.at().col >= first_col && !item.text().trim().is_empty());
        let numbers = row.iter().all(|item| phrase::is_column_number(item.text())) && row.len() > 1;
        let far = below - number > GAP || index - above > MOST_HEADING_ROWS + usize::from(GAP as u8);
        if far || unit.is_some() || row.iter().any(|item| !is_heading(item)) && !numbers {
            break;
        }
        if over && !numbers {
            first = Some(above);
            last = last.or(Some(above));
        } else if last.is_some() {
            break;
        }
        below = number;
    }
    Some((first?..last? + 1, unit))
}

fn is_heading(item: &Item<'_>) -> bool {
    item.text().chars().count() <= LONGEST && !is_figure(item)
}

/// The body ends where a row without figures has words over two columns of figures: the next heading.
fn end(grid: &Grid<'_>, index: usize, first_col: u32) -> usize {
    let is_next = |row: &[Item<'_>]| {
        let words = row.iter().filter(|item| item.at().col >= first_col && is_words(item)).count();
        words > 1 && !row.iter().any(is_figure)
    };
    (index + 1..grid.len()).find(|row| is_next(grid.row(*row))).unwrap_or(grid.len())
}

#[cfg(test)]
mod tests {
    use super::statistics;
    use crate::normalise::grid::Grid;
    use crate::testing::workbook;

    #[test]
    fn two_tables_of_one_sheet_without_a_word_over_their_names() {
        let book = workbook(
            "| 1. Giá trị sản xuất | | | |
             | | | | Đơn vị tính: tỷ đồng |
             | | Thực hiện | < | 6 tháng năm 2016 |
             | | 5 tháng năm 2016 | Tháng 6 năm 2016 | so với cùng kỳ (%) |
             | Phân theo ngành | | | |
             | Nông nghiệp | 12.5 | 3 | 101.2 |
             | Lâm nghiệp | 2.5 | 1 | 99 |
             | | Diện tích | Năng suất | |
             | CẢ NƯỚC | 3081.5 | 62.8 | |
             | Hà Nội | 98.6 | 61.1 | |
             | chỉ một dòng | 5 | | |",
        );
        let tables = statistics(&Grid::new(&book.sheets[0]));
        let shown: Vec<_> = tables.iter().map(|table| (table.heading.clone(), table.body.clone())).collect();
        assert_eq!(shown, [(2..4, 5..7), (7..8, 8..11)]);
        assert_eq!(tables[0].unit.as_deref(), Some("tỷ đồng"));
        assert_eq!(tables[0].columns[1].texts, ["Thực hiện", "Tháng 6 năm 2016"]);
        let book = workbook(
            "| | | Nghìn tấn, triệu USD |
             | | Lượng | Trị giá |
             | Gạo | 5 | 6 |
             | Than | 7 | 8 |",
        );
        let tables = statistics(&Grid::new(&book.sheets[0]));
        assert_eq!(tables[0].unit.as_deref(), Some("Nghìn tấn, triệu USD"));
        assert_eq!(tables[0].columns[1].texts, ["Trị giá"]);
        assert!(statistics(&Grid::new(&workbook("| a | b |\n| lời | 5 |").sheets[0])).is_empty());
    }
}

//! Tables without any word over their names, as offices of statistics print them: found by their figures.
//!
//! Only `inspect` looks for these: no plan has a place for figures whose heading names neither name column nor year,
//! but who asks what is in a workbook is told.

use std::ops::Range;

use super::grid::{Grid, Item};
use super::heading::{ColumnHeading, columns_of, is_short};
use super::units;
use crate::form::{self, Field, SheetKind, ValueHeading, phrase};

/// A table found by its figures.
#[derive(Debug)]
pub struct Statistics {
    /// Heading rows, as positions in the grid.
    pub heading: Range<usize>,
    /// Rows below it, as positions in the grid.
    pub body: Range<usize>,
    /// Headings over columns of figures; that of a growth column may stand in the table above.
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

/// All such tables of a sheet, top to bottom.
pub fn statistics(grid: &Grid<'_>) -> Vec<Statistics> {
    let mut out = Vec::new();
    let mut index = 0;
    while index < grid.len() {
        let floor = out.last().map_or(0, |before: &Statistics| before.body.end);
        match table_at(grid, floor, index) {
            Some(mut table) => {
                if let Some(above) = out.last() {
                    let carried = carried(grid, above, &table);
                    table.columns.extend(carried);
                    table.columns.sort_by_key(|column| column.col);
                }
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
    let firsts: Vec<u32> = body.clone().filter_map(|row| first_figure(grid.row(row))).collect();
    if firsts.len() < 2 {
        return None;
    }
    let headings = columns_of(grid, heading.start, heading.end - 1);
    // The first row of figures may be a total that leaves the first column ("Lượng" beside "Trị giá") empty.
    let is_over =
        |col: &u32| headings.iter().any(|column| column.col == *col && stub_field(column).is_none());
    let first_col = firsts.into_iter().filter(is_over).min().unwrap_or(first_col).min(first_col);
    let (stub, columns) =
        headings.into_iter().partition(|column| column.col < first_col || stub_field(column).is_some());
    Some(Statistics { heading, body, columns, stub, first_col, unit })
}

/// "Nghìn tấn | Triệu tấn.km" begins a second table under "Nghìn HK | Triệu HK.km": what the figures are measured in is
/// said anew, growth in percent is the same in both and has its heading in the first one only.
///
/// Only a comparison is carried down, to a table of the same shape, over a column that is as full as a growth column is.
fn carried(grid: &Grid<'_>, above: &Statistics, table: &Statistics) -> Vec<ColumnHeading> {
    let rows: Vec<_> =
        table.body.clone().map(|row| grid.row(row)).filter(|row| row.iter().any(is_figure)).collect();
    let is_full = |col: u32| {
        let figures =
            rows.iter().filter(|row| row.iter().any(|item| item.at().col == col && is_figure(item)));
        figures.count() * 2 > rows.len()
    };
    let headed = |col: u32| table.columns.iter().chain(&table.stub).any(|column| column.col == col);
    let is_growth =
        |column: &&ColumnHeading| form::value::value_heading(&column.texts) == Some(ValueHeading::Comparison);
    let open =
        above.columns.iter().filter(is_growth).filter(|column| !headed(column.col) && is_full(column.col));
    if above.first_col == table.first_col { open.cloned().collect() } else { Vec::new() }
}

/// What a column beside the names holds: "STT", "Mã số", "Đơn vị tính".
pub(super) fn stub_field(column: &ColumnHeading) -> Option<Field> {
    form::field::field(SheetKind::Figures, &column.texts.join(" "))
        .filter(|field| matches!(field, Field::Ordinal | Field::Code | Field::Unit | Field::Note))
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
        let over = row.iter().any(|item| item.at().col >= first_col && !item.text().trim().is_empty());
        let numbers = row.len() > 1 && row.iter().all(is_column_number);
        let far = below - number > GAP || index - above > MOST_HEADING_ROWS + usize::from(GAP as u8);
        let found = row.iter().find_map(|item| phrase::unit_line(item.text())).or_else(|| units::alone(row));
        if !far && found.is_some() {
            unit = unit.or(found);
            if first.is_some() {
                break;
            }
            // "Nghìn người" between the heading and the figures.
            below = number;
            continue;
        }
        if far || row.iter().any(|item| !is_heading(item)) && !numbers {
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

/// "(1)", "2", "3=1+2"; a year or a date over a column is none.
fn is_column_number(item: &Item<'_>) -> bool {
    let text = item.text();
    phrase::is_column_number(text)
        && !text.split(|c: char| !c.is_ascii_digit()).any(|word| form::value::calendar_year(word).is_some())
}

fn is_heading(item: &Item<'_>) -> bool {
    is_short(item.text()) && !is_figure(item)
}

/// The body ends where a row without figures has words over two columns of figures: the next heading.
fn end(grid: &Grid<'_>, index: usize, first_col: u32) -> usize {
    let is_next = |row: &[Item<'_>]| {
        let words = row.iter().filter(|item| item.at().col >= first_col && is_words(item));
        // "Cơ cấu - %" merged over the columns is as good as a word over each.
        let columns = words.map(|item| grid.span(item.at()).col.saturating_sub(item.at().col) + 1);
        columns.sum::<u32>() > 1 && !row.iter().any(is_figure)
    };
    (index + 1..grid.len()).find(|row| is_next(grid.row(*row))).unwrap_or(grid.len())
}

#[cfg(test)]
mod tests {
    use super::{ColumnHeading, Field, statistics, stub_field};
    use crate::normalise::grid::Grid;
    use crate::testing::workbook;

    #[test]
    fn a_total_without_amounts_does_not_hide_the_first_column_of_figures() {
        let book = workbook(
            "| | | | | | Lượt người |
             | TT | | Đơn vị | Thực hiện tháng 5 | < | Ước tính |
             | ^ | | tính | Lượng | Trị giá | 01/6/2016 |
             | | TỔNG TRỊ GIÁ | | | 14073.6 | 5 |
             | 1 | Cà phê | Tấn | 157 | 277 | 6 |
             | 2 | Gạo | Tấn | 383 | 177 | 7 |",
        );
        let tables = statistics(&Grid::new(&book.sheets[0]));
        assert_eq!(tables[0].heading, 1..3);
        assert_eq!(tables[0].unit.as_deref(), Some("Lượt người"));
        let texts = |columns: &[ColumnHeading]| -> Vec<String> {
            columns.iter().map(|column| column.texts.join(" ")).collect()
        };
        assert_eq!(
            texts(&tables[0].columns),
            ["Thực hiện tháng 5 Lượng", "Thực hiện tháng 5 Trị giá", "Ước tính 01/6/2016"]
        );
        assert_eq!(texts(&tables[0].stub), ["TT", "Đơn vị tính"]);
        let fields: Vec<_> = tables[0].stub.iter().map(stub_field).collect();
        assert_eq!(fields, [Some(Field::Ordinal), Some(Field::Unit)]);
    }

    #[test]
    fn years_close_a_heading_and_a_unit_may_stand_below_it() {
        let book = workbook(
            "| | Quý I | Quý II | 6 tháng |
             | | năm | năm | năm |
             | | 2024 | 2024 | 2024 |
             | | Nghìn người | < | < |
             | Lực lượng lao động | 52392 | 52540 | 52466 |
             | Nam | 27855 | 27881 | 27868 |
             | Nữ | 24536 | 24659 | 24598 |
             | | Cơ cấu - % | < | < |
             | Lực lượng lao động | 100 | 100 | 100 |
             | Nam | 53 | 53 | 53 |",
        );
        let tables = statistics(&Grid::new(&book.sheets[0]));
        assert_eq!((tables[0].heading.clone(), tables[0].body.clone()), (0..3, 4..7));
        assert_eq!((tables[1].heading.clone(), tables[1].body.clone()), (7..8, 8..10));
        assert_eq!(tables[0].columns[1].texts, ["Quý II", "năm", "2024"]);
        assert_eq!(tables[0].unit.as_deref(), Some("Nghìn người"));
    }

    #[test]
    fn blanks_that_move_words_about_do_not_make_a_heading_prose() {
        let blanks = " ".repeat(60);
        let book = |heading: &str| {
            workbook(&format!(
                "| | Ước tính 6 tháng đầu năm 2003 | < | {heading} | < |
                 | | Khối lượng vận chuyển | Khối lượng luân chuyển | Vận chuyển | Luân chuyển |
                 | A. Hành khách | Nghìn HK | Triệu HK.km | | |
                 | Trong nước | 5 | 6 | 104.6 | 101.8 |
                 | Ngoài nước | 7 | 8 | 80.3 | 84.4 |"
            ))
        };
        let table = |heading: &str| {
            let book = book(heading);
            let tables = statistics(&Grid::new(&book.sheets[0]));
            (tables[0].heading.clone(), tables[0].columns[2].texts.concat())
        };
        let moved = table(&format!("6 tháng đầu năm 2003 so với{blanks}cùng kỳ năm trước (%)"));
        assert_eq!(moved, (0..3, "6 tháng đầu năm 2003 so với cùng kỳ năm trước (%)Vận chuyển".to_owned()));
        let prose = "số liệu sơ bộ ".repeat(8);
        assert_eq!(table(&prose).0, 1..3);
    }

    /// Passengers above, freight below; `last`: the last row of freight.
    fn transport(last: &str) -> crate::workbook::Workbook {
        workbook(&format!(
            "| | Ước tính 5 tháng | < | 5 tháng năm 2008 so với cùng kỳ (%) | < | Số xe |
             | | Vận chuyển | Luân chuyển | Vận chuyển | Luân chuyển | Ghi chép |
             | A. HÀNH KHÁCH | Nghìn HK | Triệu HK.km | | | |
             | Đường sắt | 5 | 6 | 101.5 | 102.5 | 1 |
             | Đường biển | 7 | 8 | 103.5 | 104.5 | 1 |
             | B. HÀNG HÓA | Nghìn tấn | Triệu tấn.km | | | |
             | Đường sắt | 5 | 6 | 101.5 | 102.5 | 1 |
             {last}"
        ))
    }

    #[test]
    fn growth_below_a_second_heading_is_what_the_first_one_says() {
        let titles = |book: &crate::workbook::Workbook| -> Vec<(u32, String)> {
            let tables = statistics(&Grid::new(&book.sheets[0]));
            assert_eq!(tables.len(), 2);
            tables[1].columns.iter().map(|column| (column.col, column.texts.join(" "))).collect()
        };
        let growth = "5 tháng năm 2008 so với cùng kỳ (%)";
        let own = [(1, "Nghìn tấn".to_owned()), (2, "Triệu tấn.km".to_owned())];
        let all =
            [&own[..], &[(3, format!("{growth} Vận chuyển")), (4, format!("{growth} Luân chuyển"))]].concat();
        let book = transport("| Đường biển | 7 | 8 | 103.5 | 104.5 | 1 |");
        assert_eq!(titles(&book), all, "a measure is not carried down, growth is");
        assert_eq!(statistics(&Grid::new(&book.sheets[0]))[1].columns[2].at.to_string(), "D2");
        let stray = transport("| Đường biển | 7 | 8 | | 104.5 | |");
        assert_eq!(titles(&stray), [&own[..], &all[3..]].concat(), "a stray figure is no growth column");
        let moved = workbook(
            "| | Thực hiện | So với cùng kỳ (%) | |
             | Lúa | 5 | 101 | |
             | Ngô | 6 | 102 | |
             | | | Nghìn tấn | Nghìn ha |
             | Lúa | | 7 | 8 |
             | Ngô | | 9 | 10 |",
        );
        assert_eq!(titles(&moved), [(2, "Nghìn tấn".to_owned()), (3, "Nghìn ha".to_owned())]);
    }

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

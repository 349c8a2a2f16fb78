//! A table whose one column of figures has its kind or its year in lines above the heading, as input forms have it.

use super::grid::{Grid, Item};
use super::table::{Meaning, Table, TableColumn};
use crate::domain::key;
use crate::form::stated::{Setting, is_measure, setting};
use crate::form::value::{ColumnRoleKey, calendar_year, figure_alone, value_heading};
use crate::form::{SheetKind, ValueHeading, Year, cover};
use crate::workbook::Address;

/// The settings of a form stand in so many rows above its heading.
const ROWS: usize = 12;

/// What the lines above a heading say; the nearest line counts.
#[derive(Debug, Default)]
struct Stated {
    role: Option<ColumnRoleKey>,
    year: Option<Year>,
    /// "Kỳ nhập liệu: Quý I".
    part_of_year: bool,
    role_at: Option<Address>,
    year_at: Option<Address>,
}

/// Gives the one column of figures what its own heading leaves open, and notes the cells that said it. A table of several
/// such columns is left alone: "Năm 2023" over "Thực hiện | Kế hoạch" may be the year of either.
pub(super) fn settle(grid: &Grid<'_>, floor: usize, table: &mut Table) {
    let Some(index) = candidate(table) else {
        return;
    };
    let stated = stated(grid, floor, table.heading.start);
    let Some(column) = table.columns.get_mut(index) else {
        return;
    };
    let own = match column.meaning {
        Meaning::Value(ValueHeading::Figure { role, .. }) => role,
        _ => None,
    };
    if stated.part_of_year {
        column.meaning = Meaning::Value(ValueHeading::PartOfYear);
        return;
    }
    // "Kế hoạch năm 2024" over a column "Thực hiện" is a title: its year is not the column's.
    let year = stated.year.filter(|_| own.is_none() || stated.role.is_none() || stated.role == own);
    let role = own.or(stated.role);
    if year.is_none() && (own.is_some() || role.is_none()) {
        return;
    }
    column.meaning = Meaning::Value(ValueHeading::Figure { role, year });
    column.stated.extend(stated.role_at.filter(|_| own.is_none()));
    column.stated.extend(stated.year_at.filter(|at| year.is_some() && !column.stated.contains(at)));
}

/// The only column of figures, where its heading names no year.
fn candidate(table: &Table) -> Option<usize> {
    if table.kind != SheetKind::Figures {
        return None;
    }
    let open = |column: &TableColumn| match column.meaning {
        Meaning::Value(ValueHeading::Figure { .. }) => true,
        Meaning::Unknown => column.heading.texts.iter().any(|text| is_measure(text)),
        Meaning::Value(_) | Meaning::Field(_) => false,
    };
    let mut found = table.columns.iter().enumerate().filter(|(_, column)| open(column));
    let (index, column) = found.next().filter(|_| found.next().is_none())?;
    let dated = matches!(column.meaning, Meaning::Value(ValueHeading::Figure { year: Some(_), .. }));
    (!dated).then_some(index)
}

fn stated(grid: &Grid<'_>, floor: usize, heading: usize) -> Stated {
    let mut out = Stated::default();
    for index in (floor.max(heading.saturating_sub(ROWS))..heading).rev() {
        let row = grid.row(index);
        if row.iter().any(is_figure) && !row.iter().any(is_label) {
            // The rows of the table above.
            break;
        }
        let mut value_of_before = false;
        for (position, item) in row.iter().enumerate() {
            if std::mem::take(&mut value_of_before) || !item.is_text() {
                continue;
            }
            match setting(item.text()) {
                Some(setting) => {
                    let behind = item.text().split_once(':').map_or("", |(_, value)| value.trim());
                    let next = row.get(position + 1).filter(|_| behind.is_empty());
                    let (text, at) = next.map_or((behind, item.at()), |next| (next.text(), next.at()));
                    out.hear(setting, text, at);
                    value_of_before = next.is_some();
                }
                None if row.len() == 1 => out.hear_alone(item.text(), item.at()),
                None => {}
            }
        }
    }
    out
}

/// A number that is no year.
fn is_figure(item: &Item<'_>) -> bool {
    !item.is_text() && calendar_year(item.text()).is_none()
}

/// "Lần nộp | 2" is no row of data.
fn is_label(item: &Item<'_>) -> bool {
    item.is_text() && (setting(item.text()).is_some() || cover::label(item.text()).is_some())
}

impl Stated {
    fn hear(&mut self, setting: Setting, text: &str, at: Address) {
        let text = key::tidy(text);
        match (setting, value_heading(&[&text])) {
            (Setting::Kind, Some(ValueHeading::Figure { role, year })) => self.take(role, year, at),
            (Setting::Year, _) => self.take(None, calendar_year(&text).map(Year::Absolute), at),
            (Setting::Cycle, Some(ValueHeading::Figure { role: None, year })) => self.take(None, year, at),
            (Setting::Kind | Setting::Cycle, Some(ValueHeading::PartOfYear)) => self.part_of_year = true,
            (Setting::Kind | Setting::Cycle, _) => {}
        }
    }

    /// A line of its own that says nothing but a kind and a year.
    fn hear_alone(&mut self, text: &str, at: Address) {
        if let Some((role, year)) = figure_alone(text) {
            self.take(role, year, at);
        }
    }

    fn take(&mut self, role: Option<ColumnRoleKey>, year: Option<Year>, at: Address) {
        if self.role.is_none() && role.is_some() {
            (self.role, self.role_at) = (role, Some(at));
        }
        if self.year.is_none() && year.is_some() {
            (self.year, self.year_at) = (year, Some(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::form::value::ColumnRoleKey as Role;
    use crate::form::{ValueHeading, Year};
    use crate::normalise::grid::Grid;
    use crate::normalise::table::{Meaning, tables};
    use crate::testing::sheet;

    /// Meaning and telling cells of the column with this heading, in the first table.
    fn read(text: &str, heading: &str) -> (Meaning, String) {
        let sheet = sheet("Sheet1", text);
        let tables = tables(&Grid::new(&sheet));
        let column = tables[0].columns.iter().find(|column| column.heading.texts[0] == heading).unwrap();
        let cells: Vec<String> = column.stated.iter().map(ToString::to_string).collect();
        (column.meaning, cells.join(" "))
    }

    fn figure(role: Option<Role>, year: i32) -> Meaning {
        let year = (year > 0).then_some(Year::Absolute(year));
        Meaning::Value(ValueHeading::Figure { role, year })
    }

    #[test]
    fn an_input_form_with_its_settings_above_the_heading() {
        let form = "| BIỂU NHẬP LIỆU | < | < | < |
             | Địa bàn: | Chi cục Thống kê | Khu vực | Toàn tỉnh |
             | Loại số liệu | KH Năm | | |
             | Kỳ nhập liệu | Năm | | |
             | Năm nhập biểu mẫu | \"2020\" | | |
             | | | | |
             | Tên chỉ tiêu | Sản lượng | Đơn vị | |
             | Tỷ lệ chất thải rắn | | % | |
             | Số khu công nghiệp | 3 | % | |";
        assert_eq!(read(form, "Sản lượng"), (figure(Some(Role::Plan), 2020), "B3 B5".into()));
        let quarter = form.replace("| Kỳ nhập liệu | Năm |", "| Kỳ nhập liệu | Quý I |");
        assert_eq!(read(&quarter, "Sản lượng").0, Meaning::Value(ValueHeading::PartOfYear));
        let estimate = form.replace("KH Năm", "Ước thực hiện").replace("\"2020\"", "2023");
        assert_eq!(read(&estimate, "Sản lượng").0, figure(Some(Role::Estimate), 2023));
        let unsaid = form.replace("Loại số liệu", "Màu");
        assert_eq!(read(&unsaid, "Sản lượng"), (figure(None, 2020), "B5".into()));
    }

    #[test]
    fn a_line_of_its_own_and_a_label_with_a_colon() {
        let lines = "| BIỂU SỐ LIỆU | |
             | Năm: 2022 | |
             | THỰC HIỆN | |
             | Chỉ tiêu | ĐVT | Giá trị (tỷ đồng) |
             | Thu | tỷ đồng | 5 |";
        assert_eq!(read(lines, "Giá trị (tỷ đồng)"), (figure(Some(Role::Actual), 2022), "A3 A2".into()));
        let own = "| Năm 2023 | |\n| Chỉ tiêu | ĐVT | Ước thực hiện |\n| Thu | tỷ đồng | 5 |";
        assert_eq!(read(own, "Ước thực hiện"), (figure(Some(Role::Estimate), 2023), "A1".into()));
    }

    #[test]
    fn what_is_not_certain_is_left_open() {
        let title = "| KẾ HOẠCH NĂM 2024 | |\n| Chỉ tiêu | ĐVT | Thực hiện |\n| Thu | tỷ đồng | 5 |";
        assert_eq!(read(title, "Thực hiện"), (figure(Some(Role::Actual), 0), String::new()));
        let several = "| Năm 2023 | |\n| Chỉ tiêu | ĐVT | Thực hiện | Kế hoạch |\n| Thu | tỷ | 5 | 6 |";
        assert_eq!(read(several, "Kế hoạch").0, figure(Some(Role::Plan), 0));
        let two =
            "| Loại số liệu | KH 2024 |\n| Chỉ tiêu | ĐVT | Sản lượng | Giá trị |\n| Thu | tỷ | 5 | 6 |";
        assert_eq!(read(two, "Giá trị").0, Meaning::Unknown);
        let silent = "| Chỉ tiêu | ĐVT | Sản lượng |\n| Thu | tỷ | 5 |";
        assert_eq!(read(silent, "Sản lượng").0, Meaning::Unknown);
        let far = "| Loại số liệu | KH 2024 |\n| Thu | 5 |\n| Chỉ tiêu | ĐVT | Sản lượng |\n| Thu | tỷ | 5 |";
        assert_eq!(read(far, "Sản lượng").0, Meaning::Unknown, "beyond a row of data");
    }
}

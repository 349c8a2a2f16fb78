//! The cover sheet: labels in any order, their values beside, below or behind a colon.

use chrono::{Duration, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

use super::context::Context;
use super::grid::{Grid, Item};
use super::table::Table;
use crate::domain::{Cover, key};
use crate::form::cover::label as form_label;
use crate::form::value::{calendar_year, value_heading};
use crate::form::{Label, SheetKind};
use crate::workbook::{Address, Value};

/// A label's value: its text, and the date if the cell holds one.
#[derive(Debug, Clone)]
pub struct Entry {
    pub label: Label,
    pub text: String,
    pub date: Option<NaiveDate>,
    pub at: Address,
    /// It says the year of a table's figures, not the plan's.
    pub of_figures: bool,
}

/// A cover's labels stand among its first rows; a longer sheet is something else.
const ROWS: usize = 60;

/// All labels with a value: of a cover sheet, or of the lines above a table.
pub fn entries(grid: &Grid<'_>, tables: &[Table]) -> Vec<Entry> {
    let end = tables.first().map_or(grid.len(), |table| table.heading.start).min(ROWS);
    let mut out: Vec<Entry> = Vec::new();
    for index in 0..end {
        for item in grid.row(index) {
            if let Some(mut entry) = entry(grid, index, item)
                && !out.iter().any(|before| before.label == entry.label)
            {
                entry.of_figures = tables.first().is_some_and(|table| table.is_told_by(entry.at));
                out.push(entry);
            }
        }
    }
    out
}

/// Is it a cover: by its name, or by two labels on a sheet without tables?
pub fn is_cover(grid: &Grid<'_>, tables: &[Table], entries: &[Entry]) -> bool {
    tables.is_empty()
        && (SheetKind::of_name(&grid.name) == Some(SheetKind::Cover) && !entries.is_empty()
            || entries.len() >= 2)
}

fn entry(grid: &Grid<'_>, index: usize, item: &Item<'_>) -> Option<Entry> {
    if !item.is_text() || item.text().chars().count() > 300 {
        return None;
    }
    let label = form_label(item.text())?;
    if !item.text().contains(':') && is_heading_row(grid.row(index)) {
        return None;
    }
    let behind =
        item.text().split_once(':').map(|(_, value)| key::tidy(value)).filter(|value| !value.is_empty());
    if let Some(text) = behind {
        let date = date_of_text(&text);
        return Some(Entry { label, text, date, at: item.at(), of_figures: false });
    }
    let beside = grid.row(index).iter().find(|next| next.at().col > item.at().col);
    let below = || grid.get(index + 1, item.at().col);
    let value =
        beside.or_else(below).filter(|value| !value.is_text() || form_label(value.text()).is_none())?;
    // "Đơn vị | Thực hiện" are two headings, no department of that name.
    let names = matches!(label, Label::Department | Label::DepartmentCode);
    if names && value_heading(&[value.text()]).is_some() {
        return None;
    }
    if label == Label::Period && !is_period(grid, index, item, value) {
        return None;
    }
    Some(Entry { label, text: shown(value), date: date_of(value), at: value.at(), of_figures: false })
}

/// "năm | trước (%)" is half a heading: a period that names no year says nothing. "Nam | 27.855" over "Nữ" are people.
fn is_period(grid: &Grid<'_>, index: usize, label: &Item<'_>, value: &Item<'_>) -> bool {
    let people = || {
        let below = grid.get(index + 1, label.at().col);
        below.is_some_and(|next| key::loose(next.text()) == "nu")
    };
    shown(value).split(|c: char| !c.is_alphanumeric()).any(|word| calendar_year(word).is_some()) && !people()
}

/// On a cover each label stands once, its value beside it, perhaps a number before it and a hint behind it; a row of
/// more is the heading of a table, in which "Đơn vị" and "năm" are half a heading each.
fn is_heading_row(row: &[Item<'_>]) -> bool {
    let mut labels: Vec<Label> = row.iter().filter_map(|item| form_label(item.text())).collect();
    labels.sort_unstable();
    let repeats = labels.windows(2).any(|two| two[0] == two[1]);
    repeats || row.len() > 2 * labels.len() + 2
}

fn shown(item: &Item<'_>) -> String {
    match date_of(item) {
        Some(date) if !item.is_text() => crate::domain::date::short(date),
        _ => key::tidy(item.text()),
    }
}

fn date_of(item: &Item<'_>) -> Option<NaiveDate> {
    match &item.cell.value {
        Value::Date(date) => Some(date.date()),
        Value::Text(_) => date_of_text(item.text()),
        // A serial number that lost its date format: between 1990 and 2099.
        Value::Number(number) => {
            let days = number.to_i64().filter(|days| (32_874..=73_050).contains(days))?;
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(Duration::days(days))
        }
        Value::Bool(_) | Value::Error(_) => None,
    }
}

/// "15/9/2023", "15-09-2023", "2023-09-15", "ngày 15 tháng 9 năm 2023".
fn date_of_text(text: &str) -> Option<NaiveDate> {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    match numbers.as_slice() {
        [year @ 1990..=2100, month, day, ..] | [day, month, year @ 1990..=2100, ..] => {
            NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
        }
        _ => None,
    }
}

/// Fills a cover from its entries.
pub fn cover(entries: &[Entry], context: &Context) -> Cover {
    let text = |wanted: Label| {
        entries
            .iter()
            .find(|entry| entry.label == wanted)
            .map(|entry| context.at(entry.text.clone(), entry.at))
    };
    let found = |wanted: Label| entries.iter().find(|entry| entry.label == wanted);
    Cover {
        department: text(Label::Department).or_else(|| text(Label::DepartmentCode)),
        period: text(Label::Period),
        round: found(Label::Round).and_then(|entry| Some(context.at(first_number(&entry.text)?, entry.at))),
        date: found(Label::Date).and_then(|entry| Some(context.at(entry.date?, entry.at))),
        changes: text(Label::Changes),
    }
}

/// Round 0 is what is known of earlier years before anybody has sent anything (`init --from`).
fn first_number(text: &str) -> Option<u32> {
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|round| (0..=99).contains(round))
}

#[cfg(test)]
mod tests {
    use super::{cover, date_of_text, entries, is_cover};
    use crate::domain::Whence;
    use crate::normalise::context::Context;
    use crate::normalise::grid::Grid;
    use crate::testing::sheet;
    use chrono::NaiveDate;

    fn context() -> Context {
        Context::from(Whence {
            file: "f".into(),
            sha256: "".into(),
            sheet: "S".into(),
            department: "".into(),
        })
    }

    #[test]
    fn labels_in_any_order_beside_below_and_behind_a_colon() {
        let sheet = sheet(
            "ThongTin",
            "| THÔNG TIN CHUNG | |
             | Lần nộp | Lần 2 |
             | Đơn vị: Phòng Y tế | |
             | Ngày nộp | ngày 20 tháng 9 năm 2023 |
             | Kỳ báo cáo | |
             | Năm 2024 | |
             | Nội dung thay đổi | Sửa số BHYT |",
        );
        let grid = Grid::new(&sheet);
        let entries = entries(&grid, &[]);
        assert!(is_cover(&grid, &[], &entries));
        let cover = cover(&entries, &context());
        assert_eq!(cover.department.unwrap().value, "Phòng Y tế");
        assert_eq!(cover.round.unwrap().value, 2);
        assert_eq!(cover.period.unwrap().value, "Năm 2024");
        assert_eq!(cover.date.unwrap().value, NaiveDate::from_ymd_opt(2023, 9, 20).unwrap());
        let changes = cover.changes.unwrap();
        assert_eq!((changes.value.as_str(), changes.origin.cell.to_string().as_str()), ("Sửa số BHYT", "B7"));
    }

    /// "Nội dung" heads many a table; what changed since the last round, with a year in it, heads none.
    #[test]
    fn what_changed_is_no_heading_whatever_it_says() {
        let sheet = sheet(
            "ThongTin",
            "| Đơn vị | Phòng Y tế |
             | Nội dung thay đổi | Diện tích lúa năm 2024 là 535 ha |",
        );
        let grid = Grid::new(&sheet);
        let tables = crate::normalise::table::tables(&grid);
        assert!(tables.is_empty());
        let entries = entries(&grid, &tables);
        assert_eq!(cover(&entries, &context()).changes.unwrap().value, "Diện tích lúa năm 2024 là 535 ha");
    }

    #[test]
    fn a_period_without_a_year_is_half_a_heading() {
        let sheet = sheet("S", "| | năm | trước (%) |\n| Kỳ kế hoạch | 2024 | |");
        let grid = Grid::new(&sheet);
        let entries = entries(&grid, &[]);
        assert_eq!(entries.iter().map(|entry| entry.text.as_str()).collect::<Vec<_>>(), ["2024"]);
    }

    #[test]
    fn men_and_women_are_no_year() {
        let sheet =
            sheet("S", "| Nam | 27855.65 |\n| Nữ | 24536 |\n| Nam | 2019 |\n| Nữ | 1998 |\n| Năm | 2024 |");
        let grid = Grid::new(&sheet);
        let entries = entries(&grid, &[]);
        assert_eq!(entries.iter().map(|entry| entry.text.as_str()).collect::<Vec<_>>(), ["2024"]);
    }

    #[test]
    fn a_number_before_and_a_hint_behind_make_no_heading() {
        let sheet = sheet("ThongTin", "| 1 | Đơn vị | Phòng Y tế | (bắt buộc) |\n| 2 | Kỳ | Năm 2024 | |");
        let grid = Grid::new(&sheet);
        assert_eq!(entries(&grid, &[]).len(), 2);
    }

    #[test]
    fn headings_of_a_table_are_no_cover() {
        let sheet = sheet(
            "SP",
            "| | Đơn vị | Thực hiện | < | Tháng 6 năm | 6 tháng |
             | | tính | 5 tháng | Ước tính | 2024 so với | năm 2024 |
             | | | năm | năm | năm | 2023 |
             | Than | Nghìn tấn | 17 | 3 | 101 | 99 |",
        );
        let grid = Grid::new(&sheet);
        assert_eq!(entries(&grid, &[]).len(), 0);
    }

    #[test]
    fn dates_as_typed() {
        let date = NaiveDate::from_ymd_opt(2023, 9, 15);
        for text in ["15/9/2023", "15-09-2023", "2023-09-15", "ngày 15 tháng 9 năm 2023"] {
            assert_eq!(date_of_text(text), date, "{text}");
        }
        assert_eq!(date_of_text("15/9"), None);
        assert_eq!(date_of_text("99999999999/1/1"), None);
    }
}

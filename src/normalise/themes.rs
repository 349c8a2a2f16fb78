//! Themes side by side ("Diện tích", "Sản lượng", "Giá trị sản xuất", each with the same years): a column's theme and a
//! row's name together are an indicator; the first theme is also read by the rows' own names.

use std::collections::BTreeSet;

use super::columns::ValueColumn;
use super::context::{Context, Office};
use super::grid::Grid;
use super::rows::Row;
use super::table::{Table, TableColumn};
use super::units;
use crate::domain::key;
use crate::finding::{Code, Finding, Severity};
use crate::form::field::without_brackets;
use crate::workbook::Address;

/// Rows of a theme without an indicator are named up to so many.
const NAMED: usize = 8;

/// The themes of a table behind its first one.
#[derive(Debug, Default)]
pub struct Themes(Vec<Theme>);

/// One theme: columns that hold the same years as the first theme's.
#[derive(Debug)]
pub struct Theme {
    pub title: String,
    /// The theme that stands first.
    first: String,
    at: Address,
    pub columns: Vec<ValueColumn>,
}

impl Themes {
    /// Takes a column that repeats what another one holds, if the two stand under different themes.
    pub fn take(&mut self, table: &Table, before: &ValueColumn, column: &TableColumn) -> bool {
        let first = table.columns.iter().find(|column| column.heading.col == before.col);
        let (Some(first), Some(title)) = (first.and_then(theme), theme(column)) else {
            return false;
        };
        if first == title {
            return false;
        }
        let own = ValueColumn { col: column.heading.col, unit: column.unit.clone(), ..before.clone() };
        match self.0.last_mut().filter(|last| last.title == title) {
            Some(last) => last.columns.push(own),
            None => self.0.push(Theme {
                title: title.to_owned(),
                first: first.to_owned(),
                at: column.heading.at,
                columns: vec![own],
            }),
        }
        true
    }

    /// The title of the first theme, if others follow it.
    pub fn first(&self) -> Option<&str> {
        self.0.first().map(|theme| theme.first.as_str())
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Theme> {
        self.0.iter()
    }
}

/// The indicator that a theme and a row are together: "Sản lượng" over the row "Lúa".
pub fn under(office: &Office<'_>, theme: &str, unit: Option<&str>, row: &Row<'_>) -> Option<usize> {
    let unit = unit.or(row.unit.as_ref().map(|(unit, _)| &**unit)).unwrap_or_default();
    let title = key::tidy(&without_brackets(theme));
    (!row.name.is_empty()).then(|| office.indicators.under(&title, row, unit)).flatten()
}

impl Theme {
    /// The rows that are indicators under this theme, each as a row of the theme's own; and what is to be said of the
    /// others, once and whole.
    pub fn rows<'g>(
        &self,
        office: &Office<'_>,
        grid: &Grid<'_>,
        rows: &[Row<'g>],
        context: &Context,
    ) -> (Vec<(Row<'g>, usize)>, Option<Finding>) {
        let (mut read, mut strange) = (Vec::new(), Vec::new());
        let unit = self.columns.iter().find_map(|column| column.unit.as_deref());
        let cols: BTreeSet<u32> = self.columns.iter().map(|column| column.col).collect();
        for row in rows {
            if !grid.row(row.index).iter().any(|item| cols.contains(&item.at().col)) {
                continue;
            }
            match under(office, &self.title, unit, row) {
                Some(index) => read.push((self.row(row, unit), index)),
                None => strange.push(row),
            }
        }
        let said = match (read.is_empty(), strange.is_empty()) {
            (true, _) => Some(self.skipped(context)),
            (false, true) => None,
            (false, false) => Some(self.partly(&strange, context)),
        };
        (read, said)
    }

    /// The row under this theme: its unit cell speaks of another theme where the theme's heading names a unit.
    fn row<'g>(&self, row: &Row<'g>, unit: Option<&str>) -> Row<'g> {
        let own = row.unit.clone().filter(|_| unit.is_none_or(|unit| !units::is_known(unit)));
        let name = format!("{} › {}", self.title, row.name).into();
        Row { name, unit: own, has_figures: true, ..row.clone() }
    }

    fn skipped(&self, context: &Context) -> Finding {
        let last = self.columns.last().map_or(self.at.col, |column| column.col);
        let (first, last) = (Address::column_letters(self.at.col), Address::column_letters(last));
        let message = format!(
            "Bỏ qua nhóm cột “{}” ({} cột, từ cột {first} đến cột {last}): trùng năm với nhóm cột “{}” đã được đọc, và \
             không dòng nào cùng tên nhóm là một chỉ tiêu của danh mục.",
            self.title,
            self.columns.len(),
            self.first
        );
        context
            .finding(Code::ColumnUnrecognised, self.at, message)
            .expected("tên nhóm cột và tên dòng hợp thành một chỉ tiêu, ví dụ “Sản lượng” và “Lúa”; nhóm khác đặt ở biểu riêng")
            .found(self.title.clone())
    }

    fn partly(&self, strange: &[&Row<'_>], context: &Context) -> Finding {
        let mut names: Vec<&str> = strange.iter().take(NAMED).map(|row| &*row.name).collect();
        names.extend((strange.len() > NAMED).then_some("…"));
        let message = format!(
            "Nhóm cột “{}”: {} dòng có số liệu không phải chỉ tiêu nào của danh mục: {}.",
            self.title,
            strange.len(),
            names.join("; ")
        );
        let finding = context.finding(Code::IndicatorUnknown, self.at, message).severity(Severity::Note);
        finding.found(names.join("; "))
    }
}

/// The topmost of several headings over a column.
fn theme(column: &TableColumn) -> Option<&str> {
    match column.heading.texts.as_slice() {
        [top, _, ..] => Some(top),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Findings;
    use crate::normalise::normalise;
    use crate::testing::{settings, source, workbook};

    #[test]
    fn themes_and_rows_together_are_indicators() {
        let mut settings = settings();
        let like = |code: &str, name: &str, unit: &str| crate::testing::indicator(code, name, unit, "KT");
        settings.catalogue.indicators.extend([
            like("CT20", "Diện tích khoai", "ha"),
            like("CT21", "Sản lượng khoai", "tấn"),
            like("CT22", "Giá trị sản xuất khoai", "tỷ đồng"),
            like("CT23", "Diện tích sắn", "ha"),
        ]);
        let grid =
            "| TT | Chỉ tiêu | ĐVT | Diện tích (ha) | < | Sản lượng | < | Giá trị sản xuất (triệu đồng) | < |
             | ^ | ^ | ^ | ƯTH 2023 | KH 2024 | ƯTH 2023 | KH 2024 | ƯTH 2023 | KH 2024 |
             | 1 | Lúa | tấn | | | 500 | 600 | | |
             | 2 | Ngô | tấn | | | 50 | 60 | | |
             | 3 | Khoai | tấn | 5 | 6 | 70 | 80 | 9000 | 9500 |
             | 4 | Sắn | tấn | 7 | 8 | 90 | 95 | | |";
        let book = workbook(grid);
        let source = source(&book, Some("KT"));
        let mut findings = Findings::default();
        let drafts = normalise(&[book], &[source], &settings, &mut findings);
        let shown: Vec<String> = drafts[0]
            .figures
            .iter()
            .flat_map(|row| {
                let code = &settings.catalogue.indicators[row.indicator].code;
                row.cells.iter().filter_map(move |cell| match &cell.value {
                    crate::domain::DraftValue::Figure(one) => {
                        Some(format!("{code} {} {}", cell.origin.cell, one.text()))
                    }
                    _ => None,
                })
            })
            .collect();
        assert_eq!(
            shown,
            [
                "CT20 D5 5",
                "CT20 E5 6",
                "CT23 D6 7",
                "CT23 E6 8",
                "CT06 F3 500",
                "CT06 G3 600",
                "CT08 F4 50",
                "CT08 G4 60",
                "CT21 F5 70",
                "CT21 G5 80",
                "CT22 H5 9",
                "CT22 I5 9,5",
            ]
        );
        let said: Vec<String> = findings
            .iter()
            .map(|finding| format!("{} {} {}", finding.code.id(), finding.severity.key(), finding.message))
            .collect();
        assert_eq!(
            said,
            [
                "TH0203 note Nhóm cột “Sản lượng”: 1 dòng có số liệu không phải chỉ tiêu nào của danh mục: Sắn.",
                "TH0209 note “Giá trị sản xuất khoai”: đã quy đổi sang “tỷ đồng”, ví dụ ô H5: 9.000\u{a0}triệu đồng = 9\u{a0}tỷ đồng.",
            ]
        );
    }

    #[test]
    fn the_first_theme_is_read_and_each_other_is_one_finding() {
        let book = workbook(
            "| TT | Chỉ tiêu | ĐVT | Tổng hợp | < | Sản lượng | < | Giá trị | < |
             | ^ | ^ | ^ | KH 2023 | KH 2024 | KH 2023 | KH 2024 | KH 2023 | KH 2024 |
             | 1 | Số hộ cận nghèo | hộ | 5 | 6 | 50 | 60 | 500 | 600 |",
        );
        let source = source(&book, Some("LDTBXH"));
        let mut findings = Findings::default();
        let drafts = normalise(&[book], &[source], &settings(), &mut findings);
        assert_eq!(drafts[0].figures[0].cells.len(), 2);
        let said: Vec<_> = findings
            .iter()
            .filter(|finding| finding.code.id() == "TH0202")
            .map(|finding| finding.message.as_str())
            .collect();
        assert_eq!(
            said,
            [
                "Bỏ qua nhóm cột “Sản lượng” (2 cột, từ cột F đến cột G): trùng năm với nhóm cột “Tổng hợp” đã được đọc, và không dòng nào cùng tên nhóm là một chỉ tiêu của danh mục.",
                "Bỏ qua nhóm cột “Giá trị” (2 cột, từ cột H đến cột I): trùng năm với nhóm cột “Tổng hợp” đã được đọc, và không dòng nào cùng tên nhóm là một chỉ tiêu của danh mục.",
            ]
        );
    }
}

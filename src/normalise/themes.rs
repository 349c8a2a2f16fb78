//! Themes side by side ("Tổng hợp", "Sản lượng", "Giá trị sản xuất", each with the same years): the first is read, and
//! each of the others is told, once and whole.

use super::context::Context;
use super::table::{Table, TableColumn};
use crate::finding::{Code, Finding};
use crate::workbook::Address;

/// The themes of a table that are not read.
#[derive(Debug, Default)]
pub struct Themes(Vec<Theme>);

#[derive(Debug)]
struct Theme {
    title: String,
    /// The theme whose columns are read instead.
    read: String,
    at: Address,
    last: u32,
    columns: usize,
}

impl Themes {
    /// Takes a column that repeats what another one holds, if the two stand under different themes.
    pub fn take(&mut self, table: &Table, before: u32, column: &TableColumn) -> bool {
        let first = table.columns.iter().find(|column| column.heading.col == before);
        let (Some(read), Some(title)) = (first.and_then(theme), theme(column)) else {
            return false;
        };
        if read == title {
            return false;
        }
        match self.0.last_mut().filter(|last| last.title == title) {
            Some(last) => {
                last.last = column.heading.col;
                last.columns += 1;
            }
            None => self.0.push(Theme {
                title: title.to_owned(),
                read: read.to_owned(),
                at: column.heading.at,
                last: column.heading.col,
                columns: 1,
            }),
        }
        true
    }

    /// One finding a theme, left to right.
    pub fn findings(self, context: &Context) -> impl Iterator<Item = Finding> {
        self.0.into_iter().map(|theme| {
            let (first, last) = (Address::column_letters(theme.at.col), Address::column_letters(theme.last));
            let message = format!(
                "Bỏ qua nhóm cột “{}” ({} cột, từ cột {first} đến cột {last}): trùng năm với nhóm cột “{}” đã được đọc.",
                theme.title, theme.columns, theme.read
            );
            context
                .finding(Code::ColumnUnrecognised, theme.at, message)
                .expected("mỗi biểu một nhóm cột; nhóm khác đặt ở biểu riêng, mỗi chỉ tiêu một dòng")
                .found(theme.title)
        })
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
                "Bỏ qua nhóm cột “Sản lượng” (2 cột, từ cột F đến cột G): trùng năm với nhóm cột “Tổng hợp” đã được đọc.",
                "Bỏ qua nhóm cột “Giá trị” (2 cột, từ cột H đến cột I): trùng năm với nhóm cột “Tổng hợp” đã được đọc.",
            ]
        );
    }
}

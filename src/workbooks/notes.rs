//! Sheet `Ghi chu`: what the sheets of data hold and what their columns mean, as data itself.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::Cell;
use super::list::{List, Use, list};
use crate::domain::{Plan, date};

/// A row for the workbook, for each sheet of data, and for each column that needs a word; the notes so far are used up.
pub fn sheet(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: "Ghi chu",
        title: "Ghi chú cho phần dữ liệu",
        remark: "",
        purpose: Use::Data { table: "GhiChu", columns: &[] },
        columns: &[("TT", 6.0), ("Sheet", 14.0), ("Cột", 26.0), ("Ghi chú", 92.0)],
        frozen: 0,
    };
    let notes = std::mem::take(&mut binder.notes);
    let mut lines: Vec<(&str, &str, String)> =
        general(plan).into_iter().map(|(head, text)| (BOOK, head, text)).collect();
    for note in &notes {
        lines.push((&note.sheet, SHEET, format!("{}. {}", note.title, note.text)));
        let columns = note.columns.iter();
        lines.extend(columns.map(|(head, word)| (&*note.sheet, &**head, capital(word))));
    }
    let rows = lines.iter().enumerate().map(|(nth, (sheet, column, text))| {
        vec![Cell::Count(nth + 1), Cell::text(*sheet), Cell::text(*column), Cell::text(text.as_str())]
    });
    list(&of, lines.len(), rows, plan, binder)
}

/// What stands for a sheet or a column where the note is of all of them: no key is left blank.
const BOOK: &str = "(cả tệp)";
const SHEET: &str = "(cả sheet)";

/// What holds for the whole workbook.
fn general(plan: &Plan) -> [(&'static str, String); 6] {
    let settings = &plan.settings;
    [
        (
            "Tài liệu",
            format!("{}. {}", settings.title, settings.remark).trim_end_matches(['.', ' ']).to_owned(),
        ),
        ("Ngôn ngữ", "Tiếng Việt (vi-VN), Unicode dựng sẵn (NFC)".to_owned()),
        ("Lập bởi", format!("{}, số liệu đến {}", settings.office.drafter, date::long(plan.as_of))),
        ("Ô trống", "Không có nội dung; với số liệu là chưa có số, không phải bằng 0".to_owned()),
        ("Đơn vị tính", "Mỗi dòng số liệu ghi đơn vị tính ở cột Đơn vị tính của chính dòng đó".to_owned()),
        ("Bảng", "Mỗi sheet dữ liệu là một bảng bắt đầu từ ô A1, một dòng tiêu đề, không trộn ô".to_owned()),
    ]
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

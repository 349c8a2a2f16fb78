//! What the reader sees in a workbook, for people: sheets, headings, columns, units, what was skipped and why.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::form::value::ColumnRoleKey;
use crate::form::view::{ColumnView, FileView, SheetView, TableView};
use crate::form::{ValueHeading, Year};

/// Column letters and titles are cut and padded to this width, so that meanings stand in a column.
const TITLE: usize = 44;
/// So much of the beginning of a cut title is shown.
const HEAD: usize = 22;

/// One file.
pub fn view(file: &FileView, paint: Paint) -> String {
    let mut out = String::new();
    let what = match &file.format {
        Some(format) => format!("{format}, {} sheet", file.sheets.len()),
        None => "không đọc được".to_owned(),
    };
    let _ = writeln!(out, "{}", paint.bold(&format!("{}: {what}", safe(&file.file))));
    for problem in &file.problems {
        let _ = writeln!(out, "  ! {}", safe(problem));
    }
    for view in &file.sheets {
        sheet(&mut out, view, paint);
    }
    out
}

fn sheet(out: &mut String, view: &SheetView, paint: Paint) {
    let hidden = if view.hidden { " (sheet ẩn)" } else { "" };
    let _ = writeln!(out, "  {}{hidden}", paint.bold(&format!("Sheet “{}”", safe(&view.name))));
    for (name, cells) in &view.encodings {
        let _ = writeln!(out, "    Bảng mã cũ: {name}, {cells} ô, đã chuyển về Unicode");
    }
    for (key, value, at) in &view.cover {
        let _ = writeln!(out, "    Trang bìa, {at}: {} = {}", cover_label(key), safe(value));
    }
    for view in &view.tables {
        table(out, view, paint);
    }
    for why in &view.skipped {
        let _ = writeln!(out, "    {}", paint.faint(&format!("Bỏ qua: {}", safe(why))));
    }
}

fn table(out: &mut String, view: &TableView, paint: Paint) {
    let data = match view.data_rows {
        Some(rows) => format!("dữ liệu {}", span(rows)),
        None => "không có dòng dữ liệu".to_owned(),
    };
    let unit = view.unit.as_ref().map(|unit| format!("; ĐVT {}", safe(unit))).unwrap_or_default();
    let counts = format!("{} dòng, {} số liệu", view.rows, view.figures);
    let kind = view.kind.vietnamese();
    let _ = writeln!(out, "    Có {kind}: tiêu đề {}, {data}; {counts}{unit}", span(view.heading_rows));
    for view in &view.columns {
        let title = cut(&safe(&format!("{:<3} {}", view.letters, view.title.join(" › "))));
        let gap = " ".repeat(TITLE - title.chars().count());
        let _ = writeln!(out, "      {title}{gap}  {}", paint.faint(&column(view)));
    }
}

/// The end is kept: it is the lowest heading, in which columns under one theme differ.
fn cut(title: &str) -> String {
    let letters: Vec<char> = title.chars().collect();
    if letters.len() <= TITLE {
        return title.to_owned();
    }
    let end = letters.len() - (TITLE - HEAD - 1);
    letters[..HEAD].iter().chain(&['…']).chain(&letters[end..]).collect()
}

fn span((first, last): (u32, u32)) -> String {
    if first == last { format!("dòng {first}") } else { format!("dòng {first}–{last}") }
}

fn column(view: &ColumnView) -> String {
    let mut text = meaning(view);
    if let Some(unit) = &view.unit {
        let _ = write!(text, " ({})", safe(unit));
    }
    if !view.stated.is_empty() {
        let cells: Vec<String> = view.stated.iter().map(ToString::to_string).collect();
        let _ = write!(text, ", theo ô {} phía trên biểu", cells.join(", "));
    }
    if view.figures > 0 {
        let _ = write!(text, ": {} số liệu", view.figures);
    }
    text
}

fn meaning(view: &ColumnView) -> String {
    if let Some(ValueHeading::Figure { role, year }) = view.value {
        let role = match role {
            Some(ColumnRoleKey::Actual) => "thực hiện",
            Some(ColumnRoleKey::Estimate) => "ước thực hiện",
            Some(ColumnRoleKey::Plan) => "kế hoạch",
            None => "số liệu",
        };
        return match year {
            Some(Year::Absolute(year)) => format!("{role} năm {year}"),
            Some(Year::Relative(0)) => format!("{role} năm kế hoạch"),
            Some(Year::Relative(offset)) => format!("{role} năm N{offset:+}"),
            None => format!("{role}, không rõ năm"),
        };
    }
    field(view.meaning).to_owned()
}

/// The words for the keys of `ColumnView::meaning`.
fn field(key: &str) -> &str {
    match key {
        "ordinal" => "số thứ tự",
        "code" => "mã",
        "name" => "tên chỉ tiêu",
        "task" => "nội dung nhiệm vụ",
        "opinion" => "nội dung ý kiến",
        "unit" => "đơn vị tính",
        "owner" => "đơn vị chủ trì",
        "co-owners" => "đơn vị phối hợp",
        "field" => "lĩnh vực, nhóm",
        "product" => "sản phẩm",
        "deadline" => "thời hạn",
        "indicator" => "chỉ tiêu liên quan",
        "subject" => "phần được góp ý",
        "proposal" => "đề xuất",
        "reason" => "lý do",
        "note" => "ghi chú",
        "comparison" => "so sánh, không đọc mà tính lại",
        "part-of-year" => "số của một phần năm",
        "stub" => "tên dòng",
        "measure" => "số liệu, tiêu đề không nêu năm",
        "span" => "số của nhiều năm",
        "ignored" => "không dùng",
        "unknown" => "không nhận ra",
        other => other,
    }
}

/// The words for the keys of cover entries.
fn cover_label(key: &str) -> &str {
    match key {
        "department" => "đơn vị",
        "period" => "kỳ",
        "round" => "lần nộp",
        "date" => "ngày",
        "changes" => "nội dung thay đổi",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::view;
    use crate::form::view::{ColumnView, FileView, SheetView, TableView};
    use crate::form::{SheetKind, ValueHeading, Year};
    use crate::tell::Paint;
    use crate::workbook::Address;

    #[test]
    fn a_workbook_in_words() {
        let column = ColumnView {
            letters: "C".into(),
            title: vec!["Năm 2023".into(), "KH".into()],
            meaning: "value",
            value: Some(ValueHeading::Figure { role: None, year: Some(Year::Absolute(2023)) }),
            stated: vec![Address::new(2, 1), Address::new(4, 1)],
            unit: Some("tấn".into()),
            figures: 3,
        };
        let table = TableView {
            kind: SheetKind::Figures,
            heading_rows: (2, 3),
            data_rows: Some((4, 4)),
            columns: vec![column],
            unit: None,
            rows: 1,
            figures: 3,
        };
        let sheet = SheetView {
            name: "Biểu\u{1b}[31m 1".into(),
            hidden: true,
            encodings: vec![("TCVN3", 7)],
            cover: Vec::new(),
            tables: vec![table],
            skipped: vec!["Cột D: không nhận ra tiêu đề “Màu”.".into()],
        };
        let file = FileView {
            file: "a.xls".into(),
            format: Some("XLS".into()),
            problems: vec![],
            sheets: vec![sheet],
        };
        let text = view(&file, Paint { colors: false });
        assert!(text.starts_with("a.xls: XLS, 1 sheet\n"), "{text}");
        assert!(text.contains("tiêu đề dòng 2–3, dữ liệu dòng 4; 1 dòng, 3 số liệu"), "{text}");
        assert!(
            text.contains("Năm 2023 › KH")
                && text.contains("số liệu năm 2023 (tấn), theo ô B3, B5 phía trên biểu: 3 số liệu"),
            "{text}"
        );
        assert!(text.contains("TCVN3, 7 ô") && text.contains("(sheet ẩn)") && text.contains("Màu"), "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }

    #[test]
    fn a_long_title_keeps_both_ends() {
        let cut = super::cut("AP  GIÁ TRỊ SẢN XUẤT GIÁ 2010 (Tỷ đồng) › TH 2015");
        assert_eq!(cut, "AP  GIÁ TRỊ SẢN XUẤT G…0 (Tỷ đồng) › TH 2015");
        assert_eq!(cut.chars().count(), super::TITLE);
        assert_eq!(super::cut("A   TT"), "A   TT");
    }
}

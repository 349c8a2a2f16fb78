//! The look of all example workbooks, and the catalogue drawn in it.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::book::{Plan, Target};

/// The formats of one workbook.
pub struct Look {
    pub organ: Format,
    pub title: Format,
    pub head: Format,
    pub text: Format,
    pub middle: Format,
    pub number: Format,
    pub date: Format,
}

impl Look {
    pub fn new() -> Look {
        let base = || {
            Format::new()
                .set_font_name("Times New Roman")
                .set_font_size(12)
                .set_align(FormatAlign::VerticalCenter)
        };
        let boxed = || base().set_border(FormatBorder::Thin);
        Look {
            organ: base().set_bold(),
            title: base().set_bold().set_font_size(14).set_align(FormatAlign::Center),
            head: boxed().set_bold().set_text_wrap().set_align(FormatAlign::Center),
            text: boxed().set_text_wrap(),
            middle: boxed().set_align(FormatAlign::Center),
            number: boxed().set_align(FormatAlign::Right),
            date: boxed().set_align(FormatAlign::Center).set_num_format("dd/mm/yyyy"),
        }
    }
}

/// The bytes of `danh-muc.xlsx`.
pub fn catalogue(plan: &Plan) -> Result<Vec<u8>, XlsxError> {
    let (mut book, look) = (new_book("Danh mục", plan.year)?, Look::new());
    let head = ["Mã", "Tên đơn vị", "Tên khác", "Loại", "Hạn nộp"];
    let rows: Vec<Vec<String>> = plan
        .units
        .iter()
        .map(|unit| {
            vec![unit.code.into(), unit.name.clone(), unit.aliases.into(), unit.kind.into(), String::new()]
        })
        .collect();
    list(book.add_worksheet().set_name("DonVi")?, &look, &head, &[12, 48, 46, 14, 12], &rows)?;
    let head = [
        "Mã",
        "TT",
        "Nhóm",
        "Tên chỉ tiêu",
        "Tên khác",
        "ĐVT",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Cách tổng hợp",
        "Công thức",
        "Chiều",
        "Thuộc",
        "Trọng yếu",
        "Mục tiêu nghị quyết",
        "Nhỏ nhất",
        "Lớn nhất",
        "Số lẻ",
        "Ghi chú",
    ];
    let widths = [8, 6, 26, 44, 44, 12, 13, 14, 26, 22, 10, 8, 10, 12, 10, 10, 8, 44];
    let rows: Vec<Vec<String>> = plan.targets.iter().map(target_row).collect();
    list(book.add_worksheet().set_name("ChiTieu")?, &look, &head, &widths, &rows)?;
    let rows: Vec<Vec<String>> = plan.rules.iter().map(|rule| rule.map(String::from).to_vec()).collect();
    let head = ["Mã", "Biểu thức", "Mức độ", "Thông báo"];
    list(book.add_worksheet().set_name("RangBuoc")?, &look, &head, &[8, 30, 12, 70], &rows)?;
    book.save_to_buffer()
}

fn target_row(target: &Target) -> Vec<String> {
    let headline = if target.headline { "x" } else { "" };
    let Target { code, ordinal, group, name, aliases, unit, owner, co_owners, method, .. } = target;
    [
        code,
        ordinal,
        group,
        name,
        aliases,
        unit,
        owner,
        co_owners,
        method,
        &target.formula,
        &target.direction,
        &target.parent,
        &headline,
        &target.resolution,
        &target.range[0],
        &target.range[1],
        &target.decimals,
        &target.note,
    ]
    .map(|cell| String::from(*cell))
    .to_vec()
}

/// A plain list from A1, as the office keeps its catalogue.
fn list(
    sheet: &mut Worksheet,
    look: &Look,
    head: &[&str],
    widths: &[u16],
    rows: &[Vec<String>],
) -> Result<(), XlsxError> {
    for ((col, name), width) in (0u16..).zip(head).zip(widths) {
        sheet.set_column_width(col, f64::from(*width))?;
        sheet.write_string_with_format(0, col, *name, &look.head)?;
    }
    // Bold letters are wider than the others by a fifth.
    let heads = head.iter().zip(widths).map(|(name, width)| (*name, f64::from(*width) / 1.2));
    sheet.set_row_height(0, tall(heads))?;
    for (row, cells) in (1u32..).zip(rows) {
        let texts = cells.iter().zip(widths).map(|(text, width)| (&**text, f64::from(*width)));
        sheet.set_row_height(row, tall(texts))?;
        for (col, cell) in (0u16..).zip(cells) {
            put(sheet, look, row, col, cell)?;
        }
    }
    let last = rows.len() as u32;
    sheet.set_freeze_panes(1, 2)?.autofilter(0, 0, last, head.len() as u16 - 1)?.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// The height of a row whose texts wrap in columns of these widths.
pub fn tall<'a>(texts: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    let lines =
        texts.map(|(text, width)| (text.chars().count() as f64 / width).ceil() as u32).max().unwrap_or(1);
    f64::from(lines.max(1)) * 16.5 + 2.0
}

/// A number where the text is a plain number, text otherwise.
pub fn put(sheet: &mut Worksheet, look: &Look, row: u32, col: u16, cell: &str) -> Result<(), XlsxError> {
    match cell.parse::<f64>() {
        Ok(number) => {
            let digits = cell.split_once('.').map_or("", |(_, fraction)| &".0000"[..=fraction.len().min(4)]);
            let format = look.number.clone().set_num_format(format!("#,##0{digits}"));
            sheet.write_number_with_format(row, col, number, &format)?
        }
        Err(_) => sheet.write_string_with_format(row, col, cell, &look.text)?,
    };
    Ok(())
}

pub fn new_book(title: &str, year: u16) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(year - 1, 9, 20)?;
    let properties = DocProperties::new().set_title(title).set_author("").set_creation_datetime(&made);
    book.set_properties(&properties);
    Ok(book)
}

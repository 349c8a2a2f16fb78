//! Fonts, number formats, page set-up: one look for all sheets.

use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::language;
use crate::domain::Plan;

/// Digits after the mark that a number cell can show; beyond this a column gets too wide to print.
const MOST_DIGITS: u32 = 6;
/// A4.
const PAPER: u8 = 9;
/// Inches: 20 mm all round but 15 mm at the right, the Decree's margins turned to landscape with binding on top.
const MARGINS: [f64; 6] = [0.79, 0.59, 0.79, 0.79, 0.39, 0.39];

/// Height of a row and width of a column that nobody has set, in pixels; the width stands for digits of seven pixels.
const ROW: u32 = 20;
const COLUMN: u32 = 64;
/// The language of the document, under the name that Excel offers for it (`language` writes the other).
const LANGUAGE: (&str, &str) = ("Language", language::LANGUAGE);
/// How hard deflate tries.
const LEVEL: u8 = 3;

/// The formats of the workbook. Colours are never the only sign.
pub struct Look {
    /// What a cell has that nobody has written.
    pub plain: Format,
    pub organ: Format,
    pub title: Format,
    /// A title over a whole table, centred in its merged cells.
    pub banner: Format,
    pub remark: Format,
    /// A remark over several merged cells, as many lines as it takes.
    pub note: Format,
    pub head: Format,
    pub group: Format,
    /// A short code in such a row, in the middle.
    pub mark: Format,
    pub text: Format,
    pub center: Format,
    /// Figures in words, aligned with the numbers.
    pub words: Format,
    pub date: Format,
    pub link: Format,
    numbers: Vec<Format>,
    points: Vec<Format>,
}

impl Look {
    pub fn new() -> Look {
        let base =
            || Format::new().set_font_name("Times New Roman").set_font_size(11).set_align(FormatAlign::Top);
        let boxed = || base().set_border(FormatBorder::Thin);
        let bold = || boxed().set_bold().set_text_wrap();
        let right = || boxed().set_align(FormatAlign::Right);
        let digits = |count: u32| match count {
            0 => "#,##0".to_string(),
            _ => format!("#,##0.{}", "0".repeat(count as usize)),
        };
        let numbers = (0..=MOST_DIGITS).map(|count| right().set_num_format(digits(count))).collect();
        let points = (0..=MOST_DIGITS)
            .map(|count| right().set_num_format(format!("+{0};-{0};{0}", digits(count))))
            .collect();
        Look {
            plain: face(),
            organ: base().set_bold(),
            title: base().set_bold().set_font_size(14),
            banner: base().set_bold().set_font_size(14).set_align(FormatAlign::Center),
            remark: base().set_italic(),
            note: base().set_italic().set_text_wrap(),
            head: bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(0xE7E6E6),
            group: bold().set_background_color(0xF2F2F2),
            mark: bold().set_background_color(0xF2F2F2).set_align(FormatAlign::Center),
            text: boxed().set_text_wrap(),
            center: boxed().set_text_wrap().set_align(FormatAlign::Center),
            words: right().set_text_wrap(),
            date: boxed().set_align(FormatAlign::Center).set_num_format("dd/mm/yyyy"),
            link: boxed().set_font_color(0x0563C1).set_underline(rust_xlsxwriter::FormatUnderline::Single),
            numbers,
            points,
        }
    }

    /// A number with so many digits after the mark; the viewer's own region picks the marks.
    pub fn number(&self, digits: u32) -> &Format {
        pick(&self.numbers, digits, &self.words)
    }

    /// The same with a sign: percentage points.
    pub fn points(&self, digits: u32) -> &Format {
        pick(&self.points, digits, &self.words)
    }
}

fn pick<'a>(formats: &'a [Format], digits: u32, otherwise: &'a Format) -> &'a Format {
    formats.get(digits.min(MOST_DIGITS) as usize).unwrap_or(otherwise)
}

/// A new workbook in this look's own face, so that every program counts the width of columns in the same digits.
///
/// Deflate costs as much as writing the cells: level 3 takes a quarter of the time of the library's 6, for files a sixth larger.
pub fn book() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&face(), ROW, COLUMN)?;
    book.set_zip_compression_level(LEVEL);
    Ok(book)
}

/// The face of all that has no format of its own.
fn face() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(11)
}

/// The title above every printed page of a sheet that has none in its cells.
pub fn print_title(sheet: &mut Worksheet, title: &str) {
    // `&` begins an order in a header; Excel takes 255 characters, orders among them.
    let mut left = 200usize;
    let fits = |letter: &char| {
        left = left.saturating_sub(letter.len_utf16() + usize::from(*letter == '&'));
        left > 0
    };
    let blank = |letter: char| if letter.is_whitespace() { ' ' } else { letter };
    let title: String = title.chars().map(blank).take_while(fits).collect();
    sheet.set_header(format!("&L&\"Times New Roman,Bold\"&11{}", title.replace('&', "&&")));
}

/// Landscape A4 fitted to its width, page x of y, the heading rows on every page, everything in the print area.
pub fn page(
    sheet: &mut Worksheet,
    head: (u32, u32),
    last: (u32, u16),
    frozen_columns: u16,
) -> Result<(), XlsxError> {
    sheet_page(sheet);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(head.0, head.1)?;
    sheet.set_freeze_panes(head.1 + 1, frozen_columns)?;
    sheet.set_print_area(0, 0, last.0.max(head.1), last.1)?;
    Ok(())
}

/// Landscape A4 with its margins and page x of y.
pub fn sheet_page(sheet: &mut Worksheet) {
    let [left, right, top, bottom, header, footer] = MARGINS;
    sheet.set_paper_size(PAPER).set_landscape();
    sheet.set_margins(left, right, top, bottom, header, footer);
    sheet.set_footer("&C&\"Times New Roman,Regular\"&10Trang &P/&N");
}

/// Title, author and a creation date that depends on nothing but the plan.
pub fn properties(plan: &Plan, title: &str) -> DocProperties {
    let office = &plan.settings.office;
    let properties = DocProperties::new()
        .set_title(title)
        .set_subject(&plan.settings.title)
        .set_author(&office.drafter)
        .set_company(&office.organ_name)
        .set_comment(format!("Ngôn ngữ: tiếng Việt. Số liệu đến {}.", crate::domain::date::long(plan.as_of)))
        .set_custom_property(LANGUAGE.0, LANGUAGE.1);
    match excel_date(plan.as_of) {
        Some(date) => properties.set_creation_datetime(&date),
        None => match ExcelDateTime::from_ymd(1900, 1, 1) {
            Ok(date) => properties.set_creation_datetime(&date),
            Err(_) => properties,
        },
    }
}

/// Properties of a workbook that belongs to no date.
pub fn undated(title: &str) -> DocProperties {
    let properties = DocProperties::new()
        .set_title(title)
        .set_comment("Ngôn ngữ: tiếng Việt.")
        .set_custom_property(LANGUAGE.0, LANGUAGE.1);
    match ExcelDateTime::from_ymd(2000, 1, 1) {
        Ok(date) => properties.set_creation_datetime(&date),
        Err(_) => properties,
    }
}

/// A date as Excel keeps it, if Excel knows it (1900 to 9999).
pub fn excel_date(date: chrono::NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}

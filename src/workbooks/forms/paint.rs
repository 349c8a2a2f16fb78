//! One look for all sheets of a form: formats, protection without a password, rules for input.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula,
    ProtectionOptions, Worksheet, XlsxError,
};

/// Fill of the cells that are to be filled in; a word in the column Kiểm tra says the same.
const INPUT: u32 = 0xFFFBE6;
const FIXED: u32 = 0xF2F2F2;
const MOST_DIGITS: u32 = 6;
/// Excel's limits for the title and the text of an input rule.
const TITLE: usize = 32;
const MESSAGE: usize = 255;
/// A4, margins (left, right, top, bottom, header, footer; in inches) as on the summary.
const PAPER: u8 = 9;
const MARGINS: [f64; 6] = [0.79, 0.59, 0.79, 0.79, 0.39, 0.39];
/// The sides of A4 in points.
const A4: [f64; 2] = [595.28, 841.89];
/// Points of a column: for each character of its width, and for itself.
const COLUMN: [f64; 2] = [5.25, 3.75];
/// Programs round widths and scales: so much of a page is sure to be there.
const SURE: f64 = 0.95;

/// Formats of a form.
pub struct Paint {
    pub organ: Format,
    pub title: Format,
    pub note: Format,
    pub head: Format,
    pub label: Format,
    /// Locked cells of a table.
    pub fixed: Format,
    pub fixed_left: Format,
    /// Unlocked cells that hold what the office wrote: they may be sorted, an input rule refuses typing.
    pub given: Format,
    pub given_center: Format,
    /// The same for a number of which nobody knows how many digits it will have.
    pub given_number: Format,
    pub input: Format,
    pub input_center: Format,
    pub input_left: Format,
    pub input_words: Format,
    pub input_date: Format,
    pub red: Format,
    pub amber: Format,
    pub green: Format,
    numbers: Vec<Format>,
    given_numbers: Vec<Format>,
}

impl Paint {
    pub fn new() -> Paint {
        let base =
            || Format::new().set_font_name("Times New Roman").set_font_size(11).set_align(FormatAlign::Top);
        let boxed = || base().set_border(FormatBorder::Thin).set_text_wrap();
        let given = || boxed().set_background_color(FIXED).set_unlocked();
        let input = || boxed().set_background_color(INPUT).set_unlocked();
        let digits = |count: u32| match count {
            0 => "#,##0".to_string(),
            _ => format!("#,##0.{}", "0".repeat(count as usize)),
        };
        let sign = |back: u32, font: u32| {
            Format::new().set_background_color(Color::RGB(back)).set_font_color(Color::RGB(font)).set_bold()
        };
        Paint {
            organ: base().set_bold(),
            title: base().set_bold().set_font_size(14).set_align(FormatAlign::Center).set_text_wrap(),
            note: base().set_italic().set_text_wrap(),
            head: boxed()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(0xE7E6E6),
            label: boxed().set_bold().set_background_color(FIXED),
            fixed: boxed().set_background_color(FIXED),
            fixed_left: boxed().set_background_color(FIXED).set_align(FormatAlign::Left),
            given: given(),
            given_center: given().set_align(FormatAlign::Center),
            given_number: given().set_align(FormatAlign::Right),
            given_numbers: (0..=MOST_DIGITS)
                .map(|count| given().set_align(FormatAlign::Right).set_num_format(digits(count)))
                .collect(),
            input: input(),
            input_left: input().set_align(FormatAlign::Left),
            input_center: input().set_align(FormatAlign::Center),
            input_words: input().set_align(FormatAlign::Right),
            input_date: input().set_align(FormatAlign::Left).set_num_format("dd/mm/yyyy"),
            red: sign(0xFFC7CE, 0x9C0006),
            amber: sign(0xFFEB9C, 0x7F6000),
            green: sign(0xC6EFCE, 0x006100),
            numbers: (0..=MOST_DIGITS)
                .map(|count| input().set_align(FormatAlign::Right).set_num_format(digits(count)))
                .collect(),
        }
    }

    /// A figure to be filled in or corrected.
    pub fn number(&self, digits: u32) -> &Format {
        self.numbers.get(digits.min(MOST_DIGITS) as usize).unwrap_or(&self.input_words)
    }

    /// A number that the office has given.
    pub fn given_number(&self, digits: u32) -> &Format {
        self.given_numbers.get(digits.min(MOST_DIGITS) as usize).unwrap_or(&self.given_number)
    }
}

/// Locks the structure without a password; filter, sort, widths and heights stay free, rows too where wanted.
pub fn protect(sheet: &mut Worksheet, rows: bool) {
    let options = ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        insert_rows: rows,
        delete_rows: rows,
        ..ProtectionOptions::new()
    };
    sheet.protect_with_options(&options);
}

/// A4 fitted to its width, page x of y, the heading on every page.
pub fn page(
    sheet: &mut Worksheet,
    head: Option<u32>,
    last: (u32, u16),
    frozen: u16,
) -> Result<(), XlsxError> {
    sheet.set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    let [left, right, top, bottom, header, footer] = MARGINS;
    sheet.set_margins(left, right, top, bottom, header, footer);
    sheet.set_footer("&C&\"Times New Roman,Regular\"&10Trang &P/&N");
    if let Some(head) = head {
        sheet.set_landscape().set_repeat_rows(head, head)?;
        sheet.set_freeze_panes(head + 1, frozen)?;
    }
    sheet.set_print_area(0, 0, last.0, last.1)?;
    Ok(())
}

/// Points of rows that fit on a landscape page as [`page`] sets it, fitted to the width of these columns.
pub fn room(widths: impl Iterator<Item = f64>) -> f64 {
    let [left, right, top, bottom, ..] = MARGINS.map(|inches| inches * 72.0);
    let [height, width] = A4;
    let wanted: f64 = widths.map(|width| width * COLUMN[0] + COLUMN[1]).sum();
    let scale = ((width - left - right) / wanted).min(1.0);
    (height - top - bottom) / scale * SURE
}

/// What an input rule says before and after.
#[derive(Debug, Clone, Copy)]
pub struct Say<'a> {
    pub title: &'a str,
    pub hint: &'a str,
    pub fault: &'a str,
}

/// How firmly a rule refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Firm {
    /// Nothing else may be typed.
    Stop,
    /// Something else may be typed after a look.
    Ask,
    /// Anything may be typed; the list only helps.
    Tell,
}

/// Adds Vietnamese messages to an input rule, cut to Excel's limits.
pub fn spoken(rule: DataValidation, say: Say, firm: Firm) -> Result<DataValidation, XlsxError> {
    let style = match firm {
        Firm::Stop => DataValidationErrorStyle::Stop,
        Firm::Ask => DataValidationErrorStyle::Warning,
        Firm::Tell => DataValidationErrorStyle::Information,
    };
    let rule = rule.set_error_style(style).show_error_message(firm != Firm::Tell);
    rule.set_input_title(cut(say.title, TITLE))?
        .set_input_message(cut(say.hint, MESSAGE))?
        .set_error_title(cut(say.title, TITLE))?
        .set_error_message(cut(say.fault, MESSAGE))
}

/// A rule that refuses all typing: the cell is the office's, though it may be sorted with its row.
pub fn given(title: &str) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new().allow_custom(Formula::new("=FALSE")).ignore_blank(false);
    let say = Say {
        title,
        hint: "",
        fault: "Ô này do cơ quan tổng hợp ghi sẵn, không sửa. Nếu sai, ghi ý kiến ở sheet YKien.",
    };
    Ok(spoken(rule, say, Firm::Stop)?.show_input_message(false))
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(most - 1).collect();
    kept.push('…');
    kept
}

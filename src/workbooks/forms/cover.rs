//! Sheet ThongTin: whose form it is, for which plan, which round; what the department has to say of it.

use rust_xlsxwriter::{DataValidation, DataValidationRule, ExcelDateTime, Formula, Worksheet, XlsxError};

use super::content::Content;
use super::figures::{CHECK_MISSING, CHECK_RANGE, check_range};
use super::paint::{Firm, Paint, Say, page, protect, spoken};
use crate::domain::{Plan, date};
use crate::workbooks::cell::{Tally, clean, height, line_count};
use crate::workbooks::look::excel_date;

pub const SHEET: &str = "ThongTin";
/// Label and value.
const WIDTHS: [f64; 2] = [30.0, 70.0];
/// First row of labels.
const FIRST: u32 = 4;

/// The whole sheet.
pub fn sheet(plan: &Plan, content: &Content<'_>, paint: &Paint) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let mut tally = Tally::default();
    sheet.set_name(SHEET)?;
    for (col, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    let settings = &plan.settings;
    let organ = settings.office.organ.join(" ");
    sheet.write_string_with_format(0, 0, clean(&organ, &mut tally), &paint.organ)?;
    sheet.merge_range(1, 0, 1, 1, "BIỂU NỘP CHỈ TIÊU, NHIỆM VỤ, Ý KIẾN", &paint.title)?;
    sheet.merge_range(2, 0, 2, 1, &clean(&settings.title, &mut tally), &paint.title)?;
    sheet.set_row_height(1, 22.0)?.set_row_height(2, height(line_count(&settings.title, 76.0)) + 4.0)?;
    let row = given(&mut sheet, plan, content, paint, &mut tally)?;
    let row = asked(&mut sheet, content, paint, row)?;
    let last = status(&mut sheet, content, paint, row + 1)?;
    page(&mut sheet, None, (last, 1), 0)?;
    protect(&mut sheet, false);
    Ok(sheet)
}

/// What the office knows already.
fn given(
    sheet: &mut Worksheet,
    plan: &Plan,
    content: &Content<'_>,
    paint: &Paint,
    tally: &mut Tally,
) -> Result<u32, XlsxError> {
    let settings = &plan.settings;
    let deadline = content.department.deadline.or(settings.deadline).map(date::short).unwrap_or_default();
    let lines = [
        ("Mã đơn vị", content.department.code.clone()),
        ("Tên đơn vị", content.department.name.clone()),
        ("Kỳ kế hoạch", format!("Năm {}", settings.year)),
        ("Hạn gửi về cơ quan tổng hợp", deadline),
        ("Nơi nhận biểu", settings.office.drafter.clone()),
    ];
    let mut row = FIRST;
    for (label, value) in lines {
        sheet.write_string_with_format(row, 0, label, &paint.label)?;
        sheet.write_string_with_format(row, 1, clean(&value, tally), &paint.fixed)?;
        sheet.set_row_height(row, height(line_count(&value, WIDTHS[1])))?;
        row += 1;
    }
    Ok(row)
}

/// What the department fills in.
fn asked(sheet: &mut Worksheet, content: &Content<'_>, paint: &Paint, first: u32) -> Result<u32, XlsxError> {
    let labels = ["Lần nộp", "Ngày nộp", "Nội dung thay đổi", "Người lập biểu", "Điện thoại"];
    for (row, label) in (first..).zip(labels) {
        sheet.write_string_with_format(row, 0, label, &paint.label)?;
        sheet.write_blank(row, 1, &paint.input)?;
    }
    sheet.write_number_with_format(first, 1, content.round, &paint.input_left)?;
    match content.date.and_then(excel_date) {
        Some(day) => sheet.write_datetime_with_format(first + 1, 1, day, &paint.input_date)?,
        None => sheet.write_blank(first + 1, 1, &paint.input_date)?,
    };
    sheet.set_row_height(first + 2, height(3))?;
    let rounds = DataValidation::new().allow_whole_number(DataValidationRule::Between(1, 99));
    let say = Say {
        title: "Lần nộp",
        hint: "Lần nộp thứ mấy: 1, 2, 3 … Mỗi lần gửi lại tăng thêm 1.",
        fault: "Ghi một số nguyên từ 1 đến 99.",
    };
    sheet.add_data_validation(first, 1, first, 1, &spoken(rounds, say, Firm::Stop)?)?;
    let (from, to) = (ExcelDateTime::from_ymd(2000, 1, 1)?, ExcelDateTime::from_ymd(2099, 12, 31)?);
    let dates = DataValidation::new().allow_date(DataValidationRule::Between(from, to));
    let say = Say {
        title: "Ngày nộp",
        hint: "Ngày gửi biểu, ví dụ 25/09/2023.",
        fault: "Ghi một ngày, ví dụ 25/09/2023.",
    };
    sheet.add_data_validation(first + 1, 1, first + 1, 1, &spoken(dates, say, Firm::Stop)?)?;
    let changes = DataValidation::new().allow_any_value();
    let say = Say {
        title: "Nội dung thay đổi",
        hint: "Từ lần nộp thứ hai: ghi ngắn gọn đã sửa gì so với lần trước.",
        fault: "",
    };
    sheet.add_data_validation(first + 2, 1, first + 2, 1, &spoken(changes, say, Firm::Tell)?)?;
    Ok(first + labels.len() as u32)
}

/// How far the form is filled in, as live counts.
fn status(sheet: &mut Worksheet, content: &Content<'_>, paint: &Paint, first: u32) -> Result<u32, XlsxError> {
    let columns = content.lines.first().map_or(0, |line| line.entries.len());
    let counts = [("Còn thiếu số bắt buộc", CHECK_MISSING), ("Số ngoài khoảng cho phép", CHECK_RANGE)];
    let mut row = first;
    for (label, word) in counts {
        let count = content.lines.iter().filter(|line| super::figures::check(line, content) == word).count();
        sheet.write_string_with_format(row, 0, label, &paint.label)?;
        if content.lines.is_empty() {
            sheet.write_number_with_format(row, 1, 0, &paint.fixed_left)?;
        } else {
            let range = check_range(content.lines.len(), columns);
            let formula = Formula::new(format!("=COUNTIF({range},\"{word}\")")).set_result(count.to_string());
            sheet.write_formula_with_format(row, 1, formula, &paint.fixed_left)?;
        }
        row += 1;
    }
    let note = "Điền các ô nền vàng ở các sheet ChiTieu, NhiemVu, YKien; cách điền và các lỗi sẽ bị kiểm tra ghi ở sheet HuongDan.";
    sheet.merge_range(row, 0, row, 1, note, &paint.note)?;
    sheet.set_row_height(row, height(2))?;
    Ok(row)
}

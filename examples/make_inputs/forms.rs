//! Draws a department's submission as an office would: titles, borders, bold headings, widths.

use rust_xlsxwriter::{ExcelDateTime, Worksheet, XlsxError};

use crate::book::{Layout, Plan, Submission};
use crate::draw::{Look, new_book, put, tall};

/// The bytes of one submission.
pub fn submission(plan: &Plan, sent: &Submission) -> Result<Vec<u8>, XlsxError> {
    let (mut book, look) = (new_book("Biểu nộp", plan.year)?, Look::new());
    if !matches!(sent.layout, Layout::NoCover) {
        cover(book.add_worksheet().set_name("ThongTin")?, &look, plan, sent)?;
    }
    if !sent.rows.is_empty() {
        let name = if sent.layout == Layout::Own { "Bieu so 1" } else { "ChiTieu" };
        figures(book.add_worksheet().set_name(name)?, &look, plan, sent)?;
    }
    if !sent.tasks.is_empty() {
        let mut head = vec![
            "TT",
            "Lĩnh vực",
            "Nội dung nhiệm vụ",
            "Đơn vị chủ trì",
            "Đơn vị phối hợp",
            "Sản phẩm",
            "Thời hạn",
            "Mã chỉ tiêu",
        ];
        let mut rows: Vec<Vec<&str>> = sent.tasks.iter().map(|task| task.to_vec()).collect();
        if !sent.task_notes.is_empty() {
            head.push("Ghi chú");
            rows.iter_mut().zip(&sent.task_notes).for_each(|(row, note)| row.push(note));
        }
        let title = format!("ĐỀ XUẤT NHIỆM VỤ, GIẢI PHÁP NĂM {}", plan.year);
        let sheet = book.add_worksheet().set_name("NhiemVu")?;
        table(sheet, &look, plan, sent, &title, &head, &[5, 24, 56, 24, 26, 28, 13, 11, 40], &rows)?;
    }
    if !sent.opinions.is_empty() {
        let head = ["TT", "Nội dung góp ý vào", "Nội dung ý kiến", "Đề xuất", "Lý do"];
        let rows: Vec<Vec<&str>> = sent.opinions.iter().map(|opinion| opinion.to_vec()).collect();
        let title = format!("Ý KIẾN THAM GIA VÀO DỰ THẢO NĂM {}", plan.year);
        let sheet = book.add_worksheet().set_name("YKien")?;
        table(sheet, &look, plan, sent, &title, &head, &[5, 30, 48, 44, 40], &rows)?;
    }
    book.save_to_buffer()
}

/// ThongTin: who, for which year, which round, when, what changed.
fn cover(sheet: &mut Worksheet, look: &Look, plan: &Plan, sent: &Submission) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 24)?.set_column_width(1, 62)?;
    sheet.merge_range(0, 0, 0, 1, "THÔNG TIN BẢN NỘP", &look.title)?;
    sheet.set_row_height(0, 24)?.set_row_height(6, tall([(sent.changes, 62.0)].into_iter()))?;
    let labels = ["Đơn vị", "Kỳ kế hoạch", "Lần nộp", "Ngày nộp", "Nội dung thay đổi"];
    for (row, label) in (2u32..).zip(labels) {
        sheet.write_string_with_format(row, 0, label, &look.text)?;
    }
    sheet.write_string_with_format(2, 1, &sent.unit, &look.text)?;
    sheet.write_string_with_format(3, 1, format!("Năm {}", plan.year), &look.text)?;
    sheet.write_number_with_format(4, 1, sent.round, &look.middle)?;
    let (day, month, year) = sent.date;
    sheet.write_datetime_with_format(5, 1, ExcelDateTime::from_ymd(year, month, day)?, &look.date)?;
    sheet.write_string_with_format(6, 1, sent.changes, &look.text)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// The lines above a table: the organ, the department, the title.
fn heading(
    sheet: &mut Worksheet,
    look: &Look,
    plan: &Plan,
    sent: &Submission,
    title: &str,
    last: u16,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, plan.organ, &look.organ)?;
    sheet.write_string_with_format(1, 0, sent.unit.to_uppercase(), &look.organ)?;
    sheet.merge_range(3, 0, 3, last, title, &look.title)?;
    for (row, height) in [(0, 17.0), (1, 17.0), (3, 22.0), (5, 34.0)] {
        sheet.set_row_height(row, height)?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one call draws one whole table")]
fn table(
    sheet: &mut Worksheet,
    look: &Look,
    plan: &Plan,
    sent: &Submission,
    title: &str,
    head: &[&str],
    widths: &[u16],
    rows: &[Vec<&str>],
) -> Result<(), XlsxError> {
    heading(sheet, look, plan, sent, title, head.len() as u16 - 1)?;
    for ((col, name), width) in (0u16..).zip(head).zip(widths) {
        sheet.set_column_width(col, f64::from(*width))?;
        sheet.write_string_with_format(5, col, *name, &look.head)?;
    }
    for (row, cells) in (6u32..).zip(rows) {
        sheet.write_number_with_format(row, 0, row - 5, &look.middle)?;
        for (col, cell) in (1u16..).zip(cells) {
            sheet.write_string_with_format(row, col, *cell, &look.text)?;
        }
        let texts = cells.iter().zip(&widths[1..]).map(|(text, width)| (*text, f64::from(*width)));
        sheet.set_row_height(row, tall(texts))?;
    }
    sheet.set_repeat_rows(5, 5)?;
    Ok(())
}

/// The figures sheet in the department's layout.
fn figures(sheet: &mut Worksheet, look: &Look, plan: &Plan, sent: &Submission) -> Result<(), XlsxError> {
    let title = format!("BIỂU CHỈ TIÊU PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM {}", plan.year);
    let n = plan.year;
    let years = [
        format!("TH năm {}", n - 2),
        format!("KH năm {}", n - 1),
        format!("ƯTH năm {}", n - 1),
        format!("KH năm {n}"),
    ];
    match sent.layout {
        Layout::Own => own_table(sheet, look, plan, sent, &title),
        Layout::TwoRows => {
            heading(sheet, look, plan, sent, &title, 8)?;
            two_row_head(sheet, look, n)?;
            form_rows(sheet, look, sent, 7)?;
            sheet.set_repeat_rows(5, 6)?;
            Ok(())
        }
        Layout::Form | Layout::NoCover => {
            heading(sheet, look, plan, sent, &title, 8)?;
            let [a, b, c, d] = &years;
            for (col, name) in (0u16..).zip(["TT", "Mã", "Chỉ tiêu", "Đơn vị tính", a, b, c, d, "Ghi chú"])
            {
                sheet.write_string_with_format(5, col, name, &look.head)?;
            }
            form_rows(sheet, look, sent, 6)?;
            sheet.set_repeat_rows(5, 5)?;
            Ok(())
        }
    }
}

/// Years above, roles below, as many offices draw it.
fn two_row_head(sheet: &mut Worksheet, look: &Look, n: u16) -> Result<(), XlsxError> {
    for (col, name) in [(0u16, "TT"), (1, "Mã"), (2, "Chỉ tiêu"), (3, "Đơn vị tính"), (8, "Ghi chú")]
    {
        sheet.merge_range(5, col, 6, col, name, &look.head)?;
    }
    sheet.write_string_with_format(5, 4, format!("Năm {}", n - 2), &look.head)?;
    sheet.merge_range(5, 5, 5, 6, &format!("Năm {}", n - 1), &look.head)?;
    sheet.write_string_with_format(5, 7, format!("Năm {n}"), &look.head)?;
    for (col, name) in (4u16..).zip(["Thực hiện", "Kế hoạch", "Ước thực hiện", "Kế hoạch"])
    {
        sheet.write_string_with_format(6, col, name, &look.head)?;
    }
    Ok(())
}

fn form_rows(sheet: &mut Worksheet, look: &Look, sent: &Submission, first: u32) -> Result<(), XlsxError> {
    for (col, width) in (0u16..).zip([5, 8, 46, 13, 15, 15, 15, 24, 34]) {
        sheet.set_column_width(col, width)?;
    }
    for (row, line) in (first..).zip(&sent.rows) {
        sheet.write_number_with_format(row, 0, row - first + 1, &look.middle)?;
        sheet.write_string_with_format(row, 1, line.code, &look.middle)?;
        sheet.write_string_with_format(row, 2, line.name, &look.text)?;
        sheet.write_string_with_format(row, 3, line.unit, &look.middle)?;
        for (col, value) in (4u16..).zip(&line.values) {
            put(sheet, look, row, col, value)?;
        }
        sheet.write_string_with_format(row, 8, line.note, &look.text)?;
        sheet.set_row_height(
            row,
            tall([(line.name, 46.0), (&line.values[3], 24.0), (line.note, 34.0)].into_iter()),
        )?;
    }
    Ok(())
}

/// The department's own table: no codes, the plan first, its own words in the headings.
fn own_table(
    sheet: &mut Worksheet,
    look: &Look,
    plan: &Plan,
    sent: &Submission,
    title: &str,
) -> Result<(), XlsxError> {
    let n = plan.year;
    heading(sheet, look, plan, sent, title, 7)?;
    let [a, b, c, d] = [
        format!("Kế hoạch năm {n}"),
        format!("Ước thực hiện năm {}", n - 1),
        format!("Kế hoạch năm {}", n - 1),
        format!("Thực hiện năm {}", n - 2),
    ];
    let head = ["STT", "Nội dung chỉ tiêu", &a, &b, &c, &d, "ĐVT", "Ghi chú"];
    for ((col, name), width) in (0u16..).zip(head).zip([5, 46, 24, 15, 15, 15, 10, 34]) {
        sheet.set_column_width(col, width)?.write_string_with_format(5, col, name, &look.head)?;
    }
    for (row, line) in (6u32..).zip(&sent.rows) {
        sheet.write_number_with_format(row, 0, row - 5, &look.middle)?;
        sheet.write_string_with_format(row, 1, line.name, &look.text)?;
        for (col, value) in (2u16..).zip(line.values.iter().rev()) {
            put(sheet, look, row, col, value)?;
        }
        sheet.write_string_with_format(row, 6, line.unit, &look.middle)?;
        sheet.write_string_with_format(row, 7, line.note, &look.text)?;
        sheet.set_row_height(
            row,
            tall([(line.name, 46.0), (&line.values[3], 24.0), (line.note, 34.0)].into_iter()),
        )?;
    }
    sheet.set_repeat_rows(5, 5)?;
    Ok(())
}

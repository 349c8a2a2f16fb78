//! Sheet `Muc luc`: what the workbook is, what is in it, how to read it.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::{clean, height, line_count};
use super::look::{Look, page};
use crate::domain::{Plan, Status, SubmissionStatus, date};
use crate::finding::{Findings, Severity};

/// Sheet name and what it holds: those to print, and those to compute with.
const PRINTED: [(&str, &str); 9] = [
    ("Trong yeu", "Chỉ tiêu trọng yếu, đánh giá theo nghị quyết, tình hình nộp"),
    ("Bieu do", "Biểu đồ: kế hoạch so với ước thực hiện và năm trước, với nghị quyết; bản nộp theo đơn vị"),
    ("Chi tieu", "Biểu tổng hợp chỉ tiêu để in; tổng, công thức và so sánh là công thức sống"),
    ("Theo don vi", "Số liệu từng đơn vị cấp dưới, dùng để cộng, bình quân; tệp và ô của từng dòng"),
    ("Nhiem vu", "Nhiệm vụ, giải pháp, đơn vị chủ trì, phối hợp, sản phẩm, thời hạn"),
    ("Y kien", "Ý kiến tham gia vào dự thảo, có cột tiếp thu, giải trình"),
    ("Thay doi", "Những thay đổi so với dự thảo lần trước: cũ, mới, tốt hơn hay kém hơn, nơi đề nghị"),
    ("Danh gia", "Đạt, vượt, chưa đạt: so với kế hoạch năm trước và mục tiêu nghị quyết"),
    ("Huong dan", "Cách đọc, cách tính thử, ý nghĩa của màu; thư mục mà các liên kết tìm tệp nộp"),
];
const DATA: [(&str, &str); 8] = [
    ("So lieu", "Toàn bộ số liệu, một dòng một số; phần số của số có từ bổ nghĩa"),
    ("Nguon", "Mỗi số liệu lấy từ tệp, sheet, ô nào, kèm liên kết mở tệp"),
    ("Rang buoc", "Ràng buộc kiểm tra của danh mục, tính lại ngay khi sửa số"),
    ("Xung dot", "Chỉ tiêu có số liệu khác nhau giữa các đơn vị và quy tắc chọn"),
    ("Ban nop", "Tình hình nộp: đã nhận, muộn, chưa nộp"),
    ("Kiem tra", "Lỗi, cảnh báo, ghi chú, kèm ô và cách sửa"),
    ("Mien tru", "Phát hiện được cơ quan miễn trừ: ai quyết định, ngày nào, vì sao"),
    ("Ghi chu", "Ghi chú cho phần dữ liệu: mỗi sheet, mỗi cột nghĩa là gì"),
];

/// TT, Sheet, Nội dung.
const WIDTHS: [f64; 3] = [6.0, 18.0, 92.0];

/// The whole sheet; `names` are the sheets that follow it.
pub fn sheet(
    plan: &Plan,
    findings: &Findings,
    names: &[String],
    binder: &mut Binder<'_>,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("Muc luc")?;
    for (col, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    let (look, tally) = (binder.look, &mut binder.tally);
    let settings = &plan.settings;
    sheet.write_string_with_format(0, 0, clean(&settings.office.organ.join(" "), tally), &look.organ)?;
    let title = format!("Bảng tổng hợp: {}", settings.title);
    sheet.write_string_with_format(1, 0, clean(&title, tally), &look.title)?;
    sheet.set_row_height(1, height(2) - 8.0)?;
    let mut row = 2;
    for line in facts(plan, findings) {
        note(&mut sheet, row, &clean(&line, tally), look)?;
        row += 1;
    }
    row += 1;
    let head = row;
    for (col, name) in (0u16..).zip(["TT", "Sheet", "Nội dung"]) {
        sheet.write_string_with_format(row, col, name, &look.head)?;
    }
    let mut nth = 0;
    for (title, group) in [("Phần để in", &PRINTED[..]), ("Phần dữ liệu", &DATA[..])] {
        row += 1;
        for col in 0..=2 {
            sheet.write_blank(row, col, &look.group)?;
        }
        sheet.write_string_with_format(row, 1, title, &look.group)?;
        sheet.set_row_height(row, height(1))?;
        for (name, about) in group.iter().filter(|(name, _)| names.iter().any(|known| known == name)) {
            (row, nth) = (row + 1, nth + 1);
            entry(&mut sheet, row, nth, (name, about), look)?;
        }
    }
    page(&mut sheet, (head, head), (row, 2), 0)?;
    sheet.set_freeze_panes(0, 0)?;
    // All of it is one page, or the last sheets would stand on a page of their own.
    sheet.set_print_fit_to_pages(1, 1);
    Ok(sheet)
}

/// A remark over the whole width.
fn note(sheet: &mut Worksheet, row: u32, text: &str, look: &Look) -> Result<(), XlsxError> {
    sheet.merge_range(row, 0, row, 2, text, &look.note)?;
    sheet.set_row_height(row, height(line_count(text, WIDTHS.iter().sum())))?;
    Ok(())
}

fn entry(
    sheet: &mut Worksheet,
    row: u32,
    nth: u32,
    (name, about): (&str, &str),
    look: &Look,
) -> Result<(), XlsxError> {
    let link = Url::new(format!("internal:'{name}'!A1")).set_text(name);
    sheet.write_number_with_format(row, 0, nth, &look.center)?;
    sheet.write_url_with_format(row, 1, link, &look.link)?;
    sheet.write_string_with_format(row, 2, about, &look.text)?;
    sheet.set_row_height(row, height(line_count(about, WIDTHS[2])))?;
    Ok(())
}

/// The draft mark, the remark, the date, and the counts that a leader asks for first.
fn facts(plan: &Plan, findings: &Findings) -> Vec<String> {
    let settings = &plan.settings;
    let column = settings.plan_column();
    let missing = plan
        .indicators
        .iter()
        .filter(|indicator| {
            indicator.figures.get(column).is_none_or(|figure| figure.status == Status::Missing)
        })
        .count();
    let absent = plan.submissions.iter().filter(|record| record.status == SubmissionStatus::Missing).count();
    let mut lines: Vec<String> = [&settings.draft.text, &settings.remark]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect();
    lines.push(format!("Số liệu đến {}. Lập bởi {}.", date::long(plan.as_of), settings.office.drafter));
    lines.push(format!(
        "{} chỉ tiêu (chưa có số liệu kế hoạch: {missing}), {} nhiệm vụ, {} ý kiến; đơn vị chưa nộp: {absent}.",
        plan.indicators.len(),
        plan.tasks.len(),
        plan.opinions.len(),
    ));
    lines.push(format!(
        "Kết quả kiểm tra: {} lỗi, {} cảnh báo, {} ghi chú.",
        findings.count(Severity::Error),
        findings.count(Severity::Warning),
        findings.count(Severity::Note),
    ));
    lines
}

//! Sheet HuongDan: how to fill the form in, written from the very catalogue and codes by which it will be checked.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::content::{Content, Line};
use super::figures::NONE;
use super::paint::{Paint, page, protect};
use crate::domain::{Plan, date, number, unit};
use crate::finding::Code;
use crate::workbooks::cell::{Tally, clean, height, line_count};

const WIDTHS: [f64; 4] = [10.0, 38.0, 46.0, 46.0];
/// Sections of the codes that a department's own form can meet: reading and checking.
const SECTIONS: [&str; 2] = ["TH02", "TH03"];

/// The whole sheet.
pub fn sheet(plan: &Plan, content: &Content<'_>, paint: &Paint) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("HuongDan")?;
    for (col, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    let mut pen = Pen { sheet, row: 0, paint, tally: Tally::default() };
    pen.title("HƯỚNG DẪN ĐIỀN BIỂU")?;
    for (nth, step) in steps(plan, content).iter().enumerate() {
        pen.wide(&format!("{}. {step}", nth + 1))?;
    }
    pen.row += 1;
    pen.heading("Số liệu đơn vị phải gửi và khoảng cho phép", ["Mã", "Tên", "Yêu cầu", "Khoảng cho phép"])?;
    for line in content.lines.iter().filter(|line| !line.total) {
        pen.row([&line.spec.code, &line.spec.name, &wanted(plan, line), &range(line)])?;
    }
    if content.lines.iter().all(|line| line.total) {
        pen.wide(NONE)?;
    }
    pen.row += 1;
    pen.heading("Những gì chương trình sẽ kiểm tra", ["Mã lỗi", "Lỗi", "Nghĩa là", "Cách sửa"])?;
    let head = pen.row - 1;
    for code in Code::ALL.iter().filter(|code| SECTIONS.iter().any(|section| code.id().starts_with(section)))
    {
        let title = format!("{} ({})", code.title(), code.severity().vietnamese());
        pen.row([code.id(), &title, code.meaning(), code.remedy()])?;
    }
    let last = pen.row.saturating_sub(1);
    let mut sheet = pen.sheet;
    page(&mut sheet, None, (last, 3), 0)?;
    sheet.set_landscape().set_repeat_rows(head, head)?;
    protect(&mut sheet, false);
    Ok(sheet)
}

/// The steps, in the words of the plan itself.
fn steps(plan: &Plan, content: &Content<'_>) -> Vec<String> {
    let settings = &plan.settings;
    let column =
        settings.columns.get(content.plan_column).map_or(String::new(), |column| column.title.clone());
    let mut steps = vec![
        "ThongTin: ghi lần nộp, ngày nộp; từ lần thứ hai ghi nội dung thay đổi.".to_owned(),
        format!(
            "ChiTieu: điền cột “{column}” ở mọi dòng “Bắt buộc: Có”; xem lại các cột khác đã điền sẵn số đã biết, sửa nếu sai. Cột Kiểm tra cho biết dòng nào còn thiếu."
        ),
        "Số ghi theo đơn vị tính của dòng, kiểu Việt Nam (1.234,5). Được kèm từ: trên, dưới, khoảng, ít nhất, không quá, chỉ còn, không còn, tăng, giảm, thêm; khoảng giá trị ghi 6,6-6,8.".to_owned(),
        "“Chưa có số liệu” khác 0: chưa có thì ghi đúng bốn chữ “chưa có số liệu” và lý do ở cột Ghi chú.".to_owned(),
        "NhiemVu: mỗi nhiệm vụ một dòng, đúng một đơn vị chủ trì, có thời hạn.".to_owned(),
        "YKien: mỗi ý kiến một dòng, nêu rõ góp ý vào chỉ tiêu, nhiệm vụ hay phần nào. Cột “Tiếp thu, giải trình” do cơ quan tổng hợp ghi.".to_owned(),
        "Không đổi tên sheet, tiêu đề cột. Lọc, sắp xếp, đổi độ rộng cột đều được. Dán số thì dùng “dán giá trị”; nếu lỡ làm mất ràng buộc, biểu vẫn được đọc và kiểm tra như thường.".to_owned(),
    ];
    if let Some(deadline) = content.department.deadline.or(settings.deadline) {
        steps.push(format!("Gửi về {} trước hết {}.", settings.office.drafter, date::long(deadline)));
    }
    steps
}

/// What rule FigureRequired asks of the line.
fn wanted(plan: &Plan, line: &Line<'_>) -> String {
    let column = plan.settings.columns.get(plan.settings.plan_column()).map_or("", |column| &*column.short);
    let unit = &line.spec.unit;
    if line.required {
        format!("Bắt buộc có số {column} ({unit}) hoặc ghi “chưa có số liệu”")
    } else {
        format!("Không bắt buộc; đơn vị phối hợp, ghi nếu có ({unit})")
    }
}

/// What rule FigureOutOfRange allows.
fn range(line: &Line<'_>) -> String {
    let print = |value| unit::join(&number::vietnamese(value, None), &line.spec.unit);
    match (line.spec.min.map(print), line.spec.max.map(print)) {
        (Some(min), Some(max)) => format!("từ {min} đến {max}"),
        (Some(min), None) => format!("không nhỏ hơn {min}"),
        (None, Some(max)) => format!("không lớn hơn {max}"),
        (None, None) => "không giới hạn".to_owned(),
    }
}

/// Writes downwards.
struct Pen<'a> {
    sheet: Worksheet,
    row: u32,
    paint: &'a Paint,
    tally: Tally,
}

impl Pen<'_> {
    fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet.merge_range(self.row, 0, self.row, 3, text, &self.paint.title)?;
        self.sheet.set_row_height(self.row, 24.0)?;
        self.row += 2;
        Ok(())
    }

    /// A sentence over the whole width.
    fn wide(&mut self, text: &str) -> Result<(), XlsxError> {
        let text = clean(text, &mut self.tally);
        self.sheet.merge_range(self.row, 0, self.row, 3, &text, &self.paint.note)?;
        self.sheet.set_row_height(self.row, height(line_count(&text, WIDTHS.iter().sum())))?;
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, title: &str, columns: [&str; 4]) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, title, &self.paint.organ)?;
        for (col, name) in (0u16..).zip(columns) {
            self.sheet.write_string_with_format(self.row + 1, col, name, &self.paint.head)?;
        }
        self.row += 2;
        Ok(())
    }

    fn row(&mut self, texts: [&str; 4]) -> Result<(), XlsxError> {
        let mut lines = 1;
        for ((col, text), width) in (0u16..).zip(texts).zip(WIDTHS) {
            let text = clean(text, &mut self.tally);
            lines = lines.max(line_count(&text, width));
            self.sheet.write_string_with_format(self.row, col, text, &self.paint.fixed)?;
        }
        self.sheet.set_row_height(self.row, height(lines))?;
        self.row += 1;
        Ok(())
    }
}

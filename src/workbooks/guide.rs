//! Sheet `Huong dan`: how to read the workbook and compute with it, and where the links find the submissions.

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::{Tally, clean, height, line_count};
use super::look::page;
use crate::domain::Plan;

pub const GUIDE: &str = "Huong dan";
/// The name of the cell that says where the plan's folder is, as seen from the workbook's own.
pub const HOME: &str = "ThuMucKeHoach";

/// Heading and text.
const WIDTHS: [f64; 2] = [28.0, 88.0];

const LINES: [(&str, &str); 10] = [
    (
        "Số và chữ",
        "Số chính xác là ô số; số có từ bổ nghĩa (“trên”, “khoảng”, “chỉ còn” …) in nguyên lời, phần số nằm ở cột Số để tính của sheet So lieu.",
    ),
    (
        "Chưa có số liệu",
        "“chưa có số liệu” và ô để trống không phải bằng 0; “tạm tính” là tổng còn thiếu đơn vị.",
    ),
    (
        "Sửa để xem tác động",
        "Sửa một ô số ở Chi tieu, Theo don vi hoặc So lieu thì tổng, tỷ lệ, so sánh, đánh giá, ràng buộc và biểu đồ tự tính lại. Số sửa ở đây không về tệp của đơn vị và không vào văn bản: quyết định thì ghi vào quyet-dinh.xlsx.",
    ),
    ("So sánh", "Tỷ lệ (%) là a/b × 100; chỉ tiêu vốn là % được so sánh bằng điểm % (có dấu + hoặc -)."),
    (
        "Màu",
        "Đỏ: chưa đạt, kém hơn, sai, lỗi, chưa nộp. Vàng: thiếu số liệu, tạm tính, cảnh báo. Xanh: đạt, vượt, tốt hơn, đúng. Chữ trong ô luôn nói đúng điều màu nói.",
    ),
    (
        "Lọc, sắp xếp",
        "Dòng tiêu đề có nút lọc. Phần dữ liệu là bảng (Table) bắt đầu từ ô A1, dùng được ngay cho PivotTable, Power Query; các cột được giải thích ở sheet Ghi chu.",
    ),
    ("Nguồn", "Sheet Nguon ghi mỗi số lấy từ tệp, sheet, ô nào; bấm vào ô thì mở tệp nộp ở đúng ô đó."),
    ("In", "Mọi sheet đã đặt sẵn khổ A4 ngang, vừa bề ngang trang, lặp dòng tiêu đề, đánh số trang x/y."),
    ("Dấu số", "Dấu phân cách hàng nghìn và phần thập phân hiện theo thiết lập vùng của máy."),
    (
        "Gửi lên cấp trên",
        "Gửi nguyên tệp này; cấp trên dùng tonghop thì đọc được số liệu, nhiệm vụ, ý kiến kèm lưu ý.",
    ),
];

/// The sheet, and the cell that `HOME` names.
pub fn sheet(
    plan: &Plan,
    home: &str,
    binder: &mut Binder<'_>,
) -> Result<(Worksheet, (&'static str, String)), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(GUIDE)?;
    for (col, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    let (look, tally) = (binder.look, &mut binder.tally);
    sheet.write_string_with_format(0, 0, "Hướng dẫn đọc và dùng bảng tổng hợp", &look.title)?;
    sheet.set_row_height(0, height(2) - 8.0)?;
    sheet.write_string_with_format(1, 0, clean(&plan.settings.title, tally), &look.remark)?;
    for (col, name) in (0u16..).zip(["Việc", "Cách làm"]) {
        sheet.write_string_with_format(HEAD, col, name, &look.head)?;
    }
    let mut row = HEAD;
    for (name, text) in LINES.iter().map(|(name, text)| (*name, (*text).to_owned())).chain(warned(tally)) {
        row += 1;
        sheet.write_string_with_format(row, 0, name, &look.group)?;
        sheet.write_string_with_format(row, 1, &text, &look.text)?;
        sheet.set_row_height(row, height(line_count(&text, WIDTHS[1])))?;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "Thư mục kế hoạch", &look.group)?;
    home_cell(&mut sheet, row, home, binder)?;
    sheet.set_row_height(row, height(line_count(home, WIDTHS[1])))?;
    row += 1;
    let words = "Đường đi từ nơi để tệp này đến thư mục kế hoạch; các liên kết của sheet Nguon tìm tệp nộp ở đó. Chuyển tệp đi nơi khác thì sửa lại.";
    sheet.write_string_with_format(row, 1, words, &binder.look.note)?;
    sheet.set_row_height(row, height(line_count(words, WIDTHS[1])))?;
    page(&mut sheet, (HEAD, HEAD), (row, 1), 0)?;
    Ok((sheet, (HOME, format!("='{GUIDE}'!$B${row}"))))
}

const HEAD: u32 = 3;

/// A draft that is kept lies two folders deeper; the file itself is the same, so it asks where it lies.
fn home_cell(sheet: &mut Worksheet, row: u32, home: &str, binder: &mut Binder<'_>) -> Result<(), XlsxError> {
    let (look, tally) = (binder.look, &mut binder.tally);
    let home = clean(home, tally);
    if !home.starts_with("..") || home.encode_utf16().count() > LITERAL {
        sheet.write_string_with_format(row, 1, home, &look.text)?;
        return Ok(());
    }
    let kept = KEPT.map(|folder| format!("ISNUMBER(SEARCH(\"{folder}\",CELL(\"filename\",A1)))")).join(",");
    let formula = format!("=IF(OR({kept}),\"../../\",\"\")&\"{}\"", home.replace('"', "\"\""));
    sheet.write_formula_with_format(row, 1, Formula::new(formula).set_result(home), &look.text)?;
    Ok(())
}

/// Where drafts are kept, with `?` for either stroke between folders.
const KEPT: [&str; 2] = ["?luu?lan-", "?luu?chinh-thuc?"];
/// Excel's limit for a text inside a formula.
const LITERAL: usize = 255;

/// Says that texts were cut, if any were.
fn warned(tally: &Tally) -> Option<(&'static str, String)> {
    (tally.cut > 0).then(|| {
        (
            "Chữ bị cắt",
            format!(
                "{} đoạn chữ dài quá 32.767 ký tự (giới hạn của Excel) đã được cắt, đánh dấu bằng “…”.",
                tally.cut
            ),
        )
    })
}

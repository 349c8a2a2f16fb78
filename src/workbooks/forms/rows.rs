//! Sheets NhiemVu and YKien of a form: what is known already, and empty rows with lists to choose from.

use rust_xlsxwriter::{DataValidation, Formula, Worksheet, XlsxError};

use super::content::Content;
use super::paint::{Firm, Paint, Say, given, page, protect, room, spoken};
use super::stamp::Lists;
use crate::domain::Plan;
use crate::workbooks::cell::{Tally, clean, height};
use crate::workbooks::measure::{heads_lines, most_lines};

/// The heading row.
const HEAD: u32 = 4;
/// Heights of the rows above it, in points: organ, title, remark, nothing.
const ABOVE: [f64; 4] = [15.0, 22.0, 15.0, 15.0];
/// Height of an empty row, in lines.
const EMPTY_LINES: usize = 2;
/// Fewer empty rows below what is known are too few: a page of them follows.
const LEAST: usize = 4;

/// A column: heading, width, whether the department fills it in.
type Column = (&'static str, f64, bool);

const TASKS: [Column; 9] = [
    ("TT", 5.0, false),
    ("Lĩnh vực", 20.0, true),
    ("Nội dung nhiệm vụ", 48.0, true),
    ("Đơn vị chủ trì", 24.0, true),
    ("Đơn vị phối hợp", 24.0, true),
    ("Sản phẩm", 24.0, true),
    ("Thời hạn", 13.0, true),
    ("Mã chỉ tiêu", 10.0, true),
    ("Ghi chú", 20.0, true),
];

const OPINIONS: [Column; 6] = [
    ("TT", 5.0, false),
    ("Nội dung góp ý vào", 28.0, true),
    ("Nội dung ý kiến", 48.0, true),
    ("Đề xuất", 36.0, true),
    ("Lý do", 32.0, true),
    ("Tiếp thu, giải trình", 30.0, false),
];

/// Sheet NhiemVu.
pub fn tasks(
    plan: &Plan,
    content: &Content<'_>,
    lists: &Lists<'_>,
    paint: &Paint,
) -> Result<Worksheet, XlsxError> {
    let rows: Vec<Vec<String>> = content
        .tasks
        .iter()
        .map(|task| {
            vec![
                task.field.to_string(),
                task.content.clone(),
                task.owner.to_string(),
                task.co_owners.join("; "),
                task.product.to_string(),
                task.deadline.to_string(),
                task.indicator.as_deref().unwrap_or_default().to_owned(),
                task.note.to_string(),
            ]
        })
        .collect();
    let title = format!("NHIỆM VỤ, GIẢI PHÁP NĂM {}", plan.settings.year);
    let mut sheet = table("NhiemVu", &title, &TASKS, &rows, content, paint)?;
    let last = last(&TASKS, &rows);
    let choices = [
        (3u16, lists.departments(), Firm::Ask, OWNER),
        (6, lists.deadlines(), Firm::Tell, DEADLINE),
        (7, lists.indicators(), Firm::Ask, INDICATOR),
    ];
    for (col, list, firm, say) in choices {
        let rule = DataValidation::new().allow_list_formula(Formula::new(list));
        sheet.add_data_validation(HEAD + 1, col, last, col, &spoken(rule, say, firm)?)?;
    }
    for (col, say) in [(2u16, TASK), (4, CO_OWNERS)] {
        let rule = DataValidation::new().allow_any_value();
        sheet.add_data_validation(HEAD + 1, col, last, col, &spoken(rule, say, Firm::Tell)?)?;
    }
    Ok(sheet)
}

const TASK: Say = Say {
    title: "Nhiệm vụ",
    hint: "Mỗi nhiệm vụ một dòng; ghi việc cụ thể, bắt đầu bằng động từ (hoàn thành, khởi công, trình …).",
    fault: "",
};
const OWNER: Say = Say {
    title: "Đơn vị chủ trì",
    hint: "Chọn đúng một đơn vị trong danh sách; các đơn vị khác ghi ở cột phối hợp.",
    fault: "Tên đơn vị không có trong danh sách. Vẫn giữ tên này?",
};
const CO_OWNERS: Say =
    Say {
        title: "Đơn vị phối hợp", hint: "Nhiều đơn vị cách nhau bằng dấu chấm phẩy (;).", fault: ""
    };
const DEADLINE: Say = Say {
    title: "Thời hạn",
    hint: "Chọn trong danh sách, hoặc ghi ngày, ví dụ 31/12 của năm kế hoạch.",
    fault: "",
};
const INDICATOR: Say = Say {
    title: "Mã chỉ tiêu",
    hint: "Mã của chỉ tiêu mà nhiệm vụ phục vụ, nếu có.",
    fault: "Mã không có trong danh mục. Vẫn giữ mã này?",
};

/// Sheet YKien; the replies stand in their own column, which the department does not fill in.
pub fn opinions(
    plan: &Plan,
    content: &Content<'_>,
    lists: &Lists<'_>,
    paint: &Paint,
) -> Result<Worksheet, XlsxError> {
    let rows: Vec<Vec<String>> = content
        .opinions
        .iter()
        .map(|opinion| {
            vec![
                opinion.subject.clone(),
                opinion.content.clone(),
                opinion.proposal.clone(),
                opinion.reason.clone(),
                opinion.reply_in_words(),
            ]
        })
        .collect();
    let title = format!("Ý KIẾN THAM GIA VÀO DỰ THẢO NĂM {}", plan.settings.year);
    let mut sheet = table("YKien", &title, &OPINIONS, &rows, content, paint)?;
    let last = last(&OPINIONS, &rows);
    let rule = DataValidation::new().allow_list_formula(Formula::new(lists.subjects()));
    let say = Say {
        title: "Góp ý vào phần nào",
        hint: "Chọn chỉ tiêu hoặc phần của dự thảo trong danh sách, hoặc tự ghi.",
        fault: "",
    };
    sheet.add_data_validation(HEAD + 1, 1, last, 1, &spoken(rule, say, Firm::Tell)?)?;
    let rule = DataValidation::new().allow_any_value();
    let say = Say {
        title: "Ý kiến",
        hint: "Mỗi ý kiến một dòng; nếu đề nghị sửa, ghi rõ sửa thành thế nào ở cột Đề xuất.",
        fault: "",
    };
    sheet.add_data_validation(HEAD + 1, 2, last, 2, &spoken(rule, say, Firm::Tell)?)?;
    sheet.add_data_validation(HEAD + 1, 5, last, 5, &given("Tiếp thu, giải trình")?)?;
    Ok(sheet)
}

/// Rows of the table: what is known, and empty ones to the end of the page, or of one more if only few fit.
fn rows_of(columns: &[Column], rows: &[Vec<String>]) -> usize {
    let (page, head) = (room(columns.iter().map(|(_, width, _)| *width)), head_height(columns));
    let mut left = page - head - ABOVE.iter().sum::<f64>();
    for row in rows.iter().map(|row| height(lines(columns, row))) {
        if row > left {
            left = page - head;
        }
        left -= row;
    }
    let fit = |left: f64| (left / height(EMPTY_LINES)).max(0.0) as usize;
    let more = if fit(left) < LEAST { fit(page - head) } else { 0 };
    rows.len() + fit(left) + more
}

fn last(columns: &[Column], rows: &[Vec<String>]) -> u32 {
    HEAD + u32::try_from(rows_of(columns, rows)).unwrap_or(0)
}

fn head_height(columns: &[Column]) -> f64 {
    height(heads_lines(columns.iter().map(|(head, width, _)| (*head, *width))).max(2))
}

/// How many lines a row takes; `texts` are those behind its number.
fn lines(columns: &[Column], texts: &[String]) -> usize {
    let widths = columns.iter().skip(1).map(|(_, width, _)| *width);
    most_lines(texts.iter().map(|text| &**text).zip(widths))
}

/// A table of known rows and empty ones; every cell below the heading is unlocked, so that rows can be sorted.
fn table(
    name: &str,
    title: &str,
    columns: &[Column],
    rows: &[Vec<String>],
    content: &Content<'_>,
    paint: &Paint,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let mut tally = Tally::default();
    sheet.set_name(name)?;
    let end = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let department = content.department.name.to_uppercase();
    sheet.write_string_with_format(0, 0, clean(&department, &mut tally), &paint.organ)?;
    sheet.merge_range(1, 0, 1, end, title, &paint.title)?;
    let note = "Điền vào các ô nền vàng; chèn thêm dòng nếu cần. Dòng đã có là nội dung đơn vị đã gửi: sửa, giữ hoặc xóa.";
    sheet.merge_range(2, 0, 2, end, note, &paint.note)?;
    for (row, height) in (0..).zip(ABOVE) {
        sheet.set_row_height(row, height)?;
    }
    sheet.set_row_height(HEAD, head_height(columns))?;
    for (col, (heading, width, _)) in (0u16..).zip(columns) {
        sheet.set_column_width(col, *width)?;
        sheet.write_string_with_format(HEAD, col, *heading, &paint.head)?;
    }
    let none = Vec::new();
    let last = last(columns, rows);
    let known = rows.iter().chain(std::iter::repeat(&none)).take((last - HEAD) as usize);
    for (nth, (row, texts)) in (HEAD + 1..).zip(known).enumerate() {
        sheet.write_number_with_format(row, 0, (nth + 1) as u32, &paint.input_center)?;
        let lines = if texts.is_empty() { EMPTY_LINES } else { lines(columns, texts) };
        for (at, (col, (_, _, filled))) in (0u16..).zip(columns).skip(1).enumerate() {
            let format = if *filled { &paint.input } else { &paint.given };
            match texts.get(at).filter(|text| !text.is_empty()) {
                Some(text) => {
                    sheet.write_string_with_format(row, col, clean(text, &mut tally), format)?;
                }
                None => {
                    sheet.write_blank(row, col, format)?;
                }
            }
        }
        sheet.set_row_height(row, height(lines))?;
    }
    sheet.autofilter(HEAD, 0, last, end)?;
    page(&mut sheet, Some(HEAD), (last, end), 3)?;
    protect(&mut sheet, true);
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::{LEAST, OPINIONS, TASKS, rows_of};

    fn known(count: usize, letters: usize) -> Vec<Vec<String>> {
        vec![vec!["Công nghiệp".to_owned(), "việc ".repeat(letters / 5)]; count]
    }

    #[test]
    fn empty_rows_go_to_the_end_of_the_page_and_no_page_holds_a_few() {
        let page = rows_of(&TASKS, &[]);
        assert_eq!((page, rows_of(&OPINIONS, &[])), (16, 15), "what A4 holds of rows of two lines");
        // Two tasks of seven lines leave room for fewer rows, on the same page.
        let two = rows_of(&TASKS, &known(2, 300));
        assert!(two < page && two > 2 + LEAST, "{two}");
        let empty: Vec<usize> = (0..60).map(|count| rows_of(&TASKS, &known(count, 40)) - count).collect();
        assert!(empty.iter().all(|empty| *empty >= LEAST), "{empty:?}");
        // One more known row takes one empty one, until too few are left: then a page of them follows.
        assert!(empty.windows(2).all(|pair| pair[1] <= pair[0] || pair[1] > page), "{empty:?}");
        assert!(rows_of(&TASKS, &known(3, 20_000)) > 3 + LEAST, "rows that fill pages by themselves");
    }
}

//! The first sheet of a slip: what was received, then Ô – Nội dung – Cách sửa – Mức độ, on one printed page.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use super::copy::Copy;
use crate::domain::receipt::Line;
use crate::domain::{Plan, Receipt, SubmissionRecord, date};
use crate::finding::Severity;
use crate::finding::group::{Entry, Sentence};
use crate::workbooks::cell::{Cell, Tally, clean, height, line_count, put_row};
use crate::workbooks::look::Look;

/// Lines of faults on the first sheet: more could not be read on one page.
const MOST_LINES: usize = 30;

/// TT, ô, nội dung, cách sửa, mức độ.
const WIDTHS: [f64; 5] = [5.0, 24.0, 46.0, 34.0, 11.0];
const LAST_COLUMN: u16 = 4;

/// The sheet on which everything stands that has room on one page.
pub fn sheet(
    plan: &Plan,
    receipt: &Receipt<'_>,
    copies: &[Copy],
    look: &Look,
) -> Result<Worksheet, XlsxError> {
    let mut page = Page::new("Phiếu trả lại", look)?;
    head(&mut page, plan, receipt)?;
    page.heading("I. ĐÃ NHẬN")?;
    received(&mut page, receipt)?;
    let lines = receipt.brief();
    page.heading(match (receipt.is_returned(), lines.is_empty()) {
        (true, _) => "II. NỘI DUNG ĐỀ NGHỊ SỬA",
        (false, false) => "II. NỘI DUNG CẦN BIẾT",
        (false, true) => "II. NỘI DUNG ĐỀ NGHỊ SỬA: KHÔNG CÓ",
    })?;
    let more: usize = lines.iter().skip(MOST_LINES).map(|line| line.also + 1).sum();
    if !lines.is_empty() {
        faults(&mut page, receipt, lines.into_iter().take(MOST_LINES), copies)?;
    }
    if more > 0 {
        page.remark(&format!("Còn {more} nội dung khác ở sheet “Tất cả nội dung”."))?;
    }
    if copies.iter().any(|copy| copy.is_cut) {
        page.remark("Biểu quá lớn nên chỉ các dòng đầu được chép lại trong phiếu này.")?;
    }
    closing(&mut page, plan, receipt)?;
    page.finish(true)
}

/// Every line, on as many pages as it takes.
pub fn all<'r, 'f: 'r>(
    plan: &Plan,
    receipt: &'r Receipt<'f>,
    copies: &[Copy],
    look: &Look,
) -> Result<Worksheet, XlsxError> {
    let mut page = Page::new("Tất cả nội dung", look)?;
    page.line(&format!("{}: tất cả nội dung, {}", receipt.name, plan.settings.title), &look.title)?;
    let line = |(entry, sentence): (&'r Entry<'f>, &'r Sentence<'f>)| Line {
        entry,
        sentence,
        cells: &sentence.cells,
        also: 0,
    };
    faults(&mut page, receipt, receipt.lines().map(line), copies)?;
    page.finish(false)
}

/// Does the first sheet leave out or fold anything?
pub fn is_brief(receipt: &Receipt<'_>) -> bool {
    let lines = receipt.brief();
    lines.len() > MOST_LINES || lines.iter().any(|line| line.also > 0)
}

fn head(page: &mut Page<'_>, plan: &Plan, receipt: &Receipt<'_>) -> Result<(), XlsxError> {
    let settings = &plan.settings;
    let look = page.look;
    let title = if receipt.is_returned() { "PHIẾU TRẢ LẠI" } else { "PHIẾU XÁC NHẬN ĐÃ NHẬN" };
    page.line(&settings.office.drafter, &look.organ)?;
    page.banner(title)?;
    page.line(&settings.title, &centred(&look.organ))?;
    page.line(&format!("Kính gửi: {}", receipt.name), &centred(&look.organ))?;
    let count = |severity| receipt.count(severity);
    let words = format!(
        "Tình hình đến ngày {}: đã nhận {} tệp; {} lỗi, {} cảnh báo, {} ghi chú.",
        date::short(plan.as_of),
        receipt.files.len(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    );
    page.line(&words, &centred(&look.remark))
}

fn centred(format: &Format) -> Format {
    format.clone().set_align(FormatAlign::Center)
}

/// What came, when, what of it counted, and the file's fingerprint: the proof of submission.
fn received(page: &mut Page<'_>, receipt: &Receipt<'_>) -> Result<(), XlsxError> {
    page.heads(["TT", "SHA-256 (12 ký tự đầu)", "Tệp đã nhận", "Số liệu được tính", "Tình trạng"])?;
    for (nth, record) in receipt.files.iter().enumerate() {
        page.row(&[
            Cell::Count(nth + 1),
            Cell::center(fingerprint(record)),
            Cell::text(file_words(record)),
            Cell::text(counted(record)),
            Cell::center(record.status.vietnamese()),
        ])?;
    }
    Ok(())
}

fn fingerprint(record: &SubmissionRecord) -> String {
    record.sha256.as_deref().unwrap_or_default().chars().take(12).collect()
}

fn file_words(record: &SubmissionRecord) -> String {
    let mut words = record.file.as_deref().unwrap_or_default().to_string();
    if let Some(round) = record.round {
        words.push_str(&format!("; lần {round}"));
    }
    if let Some(day) = record.date {
        words.push_str(&format!("; ngày {}", date::short(day)));
    }
    if record.late {
        words.push_str(" (sau hạn)");
    }
    words
}

fn counted(record: &SubmissionRecord) -> String {
    format!("{} số liệu, {} nhiệm vụ, {} ý kiến", record.figures, record.tasks, record.opinions)
}

fn faults<'r, 'f: 'r>(
    page: &mut Page<'_>,
    receipt: &Receipt<'_>,
    lines: impl Iterator<Item = Line<'r, 'f>>,
    copies: &[Copy],
) -> Result<(), XlsxError> {
    page.heads(["TT", "Ô", "Nội dung", "Cách sửa", "Mức độ"])?;
    for (nth, line) in lines.enumerate() {
        let (entry, sentence) = (line.entry, line.sentence);
        let place = receipt.place(entry, line.cells);
        let mut content = content(&line);
        if let Some(file) = file(receipt, entry, &place) {
            // Not beside the address: LibreOffice prints a linked cell on one line.
            content.push_str(&format!("\nTệp: {file}"));
        }
        let link = link(entry, sentence, copies);
        page.row(&[
            Cell::Count(nth + 1),
            Cell::text(place.clone()),
            Cell::text(content),
            Cell::text(match line.also {
                0 => sentence.finding.help.as_deref().unwrap_or(entry.code.remedy()),
                _ => entry.code.remedy(),
            }),
            Cell::center(format!("{}\n{}", entry.severity.vietnamese(), entry.code.id())),
        ])?;
        if let Some(link) = link {
            page.link(&link, &place)?;
        }
    }
    Ok(())
}

/// The file's name where the place leaves open which file is meant.
fn file<'a>(receipt: &Receipt<'_>, entry: &Entry<'a>, place: &str) -> Option<&'a str> {
    let file = entry.file.unwrap_or_default();
    let file = file.rsplit('/').next().unwrap_or(file);
    let is_said = place == "Chung" || place == file || receipt.files.len() < 2;
    (!is_said).then_some(file)
}

fn content(line: &Line<'_, '_>) -> String {
    let finding = line.sentence.finding;
    let mut words = finding.message.clone();
    let details =
        [("Cần", &finding.expected), ("Đang ghi", &finding.found), ("Chênh lệch", &finding.difference)];
    let details: Vec<String> =
        details.iter().filter_map(|(label, value)| Some(format!("{label}: {}", value.as_ref()?))).collect();
    if !details.is_empty() {
        words.push('\n');
        words.push_str(&details.join(". "));
    }
    if line.also > 0 {
        words.push_str(&format!(
            "\nVà {} nội dung khác cùng loại, ghi đủ ở sheet “Tất cả nội dung”.",
            line.also
        ));
    }
    words
}

/// The marked cell in this workbook, if the sheet was copied.
fn link(entry: &Entry<'_>, sentence: &Sentence<'_>, copies: &[Copy]) -> Option<String> {
    let (file, sheet) = (entry.file?, entry.sheet?);
    let copy = copies.iter().find(|copy| copy.file == file && copy.original == sheet)?;
    let cell = sentence.finding.place.cell.as_deref()?;
    let first = crate::workbook::Address::parse(cell.split(':').next().unwrap_or(cell))?;
    Some(format!("internal:'{}'!{first}", copy.name.replace('\'', "''")))
}

fn closing(page: &mut Page<'_>, plan: &Plan, receipt: &Receipt<'_>) -> Result<(), XlsxError> {
    let drafter = &plan.settings.office.drafter;
    if receipt.is_returned() {
        page.remark(&format!(
            "Đề nghị {} sửa các ô nêu trên trong tệp của mình và gửi lại {drafter}; các ô đã được đánh dấu và ghi chú ở các sheet sau.",
            receipt.name
        ))
    } else {
        page.remark(&format!("{drafter} xác nhận đã nhận các tệp nêu trên; không có nội dung phải sửa."))
    }
}

/// A sheet written from the top down.
struct Page<'a> {
    sheet: Worksheet,
    row: u32,
    look: &'a Look,
    tally: Tally,
}

impl<'a> Page<'a> {
    fn new(name: &str, look: &'a Look) -> Result<Page<'a>, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        for (col, width) in (0u16..).zip(WIDTHS) {
            sheet.set_column_width(col, width)?;
        }
        Ok(Page { sheet, row: 0, look, tally: Tally::default() })
    }

    /// Words over all columns, as many lines as they take.
    fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = clean(text, &mut self.tally);
        let format = format.clone().set_text_wrap();
        self.sheet.merge_range(self.row, 0, self.row, LAST_COLUMN, &text, &format)?;
        let lines = line_count(&text, WIDTHS.iter().sum());
        self.sheet.set_row_height(self.row, height(lines))?;
        self.row += 1;
        Ok(())
    }

    fn banner(&mut self, text: &str) -> Result<(), XlsxError> {
        let look = self.look;
        self.line(text, &look.banner)?;
        self.sheet.set_row_height(self.row - 1, 24.0)?;
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        let look = self.look;
        self.row += 1;
        self.line(text, &look.organ)
    }

    fn remark(&mut self, text: &str) -> Result<(), XlsxError> {
        let look = self.look;
        self.line(text, &look.remark)
    }

    fn heads(&mut self, titles: [&str; 5]) -> Result<(), XlsxError> {
        for (col, title) in (0u16..).zip(titles) {
            self.sheet.write_string_with_format(self.row, col, title, &self.look.head)?;
        }
        self.sheet.set_row_height(self.row, height(2))?;
        self.row += 1;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        put_row(&mut self.sheet, self.row, cells, &WIDTHS, self.look, &mut self.tally)?;
        self.row += 1;
        Ok(())
    }

    /// Makes the place of the last row a way to the marked cell.
    fn link(&mut self, target: &str, text: &str) -> Result<(), XlsxError> {
        let text: String = clean(text, &mut self.tally).into_owned();
        let format = self.look.link.clone().set_text_wrap();
        self.sheet.write_url_with_format(self.row - 1, 1, Url::new(target).set_text(text), &format)?;
        Ok(())
    }

    /// Portrait A4; the first sheet on one page, the list of all on as many as it takes.
    fn finish(mut self, one_page: bool) -> Result<Worksheet, XlsxError> {
        self.sheet.set_paper_size(9).set_portrait().set_print_fit_to_pages(1, u16::from(one_page));
        self.sheet.set_margins(0.79, 0.59, 0.79, 0.79, 0.39, 0.39);
        self.sheet.set_footer("&C&\"Times New Roman,Regular\"&10Trang &P/&N");
        self.sheet.set_print_area(0, 0, self.row.saturating_sub(1), LAST_COLUMN)?;
        Ok(self.sheet)
    }
}

//! Pages a second, bytes with and without tags, and the ratio to the bare cost of the same words through printpdf.
//!
//! `cargo bench --bench pages`: medians of five, one thread, processor time where the system tells it.
//! `cargo bench --bench pages -- once 2000 3 2` sets and writes 2,000 pages three times on two threads, to be profiled.

#[allow(dead_code)]
#[path = "pipeline/clock.rs"]
mod clock;

use std::num::NonZeroUsize;
use std::sync::Arc;

use printpdf::{
    Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem,
};
use tonghop::document::*;
use tonghop::font::{FaceData, FontBook, FontFile};
use tonghop::layout::layout;
use tonghop::markup::{Source, markup};
use tonghop::pages::{Item, Pages, Tag};
use tonghop::pdf::{PdfOptions, pdf};

const RUNS: usize = 5;
const ROWS_ON_A_PAGE: usize = 33;

fn main() {
    let names = ["Regular", "Bold", "Italic", "BoldItalic"];
    let files = names.map(|name| {
        let path = format!("{}/fonts/LiberationSerif-{name}.ttf", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        FontFile { name: name.into(), bytes: bytes.into() }
    });
    let book = FontBook::new(files.to_vec()).unwrap_or_else(|error| panic!("{error}"));
    let faces = book.faces();
    let font = ParsedFont::from_bytes(&faces[0].bytes, 0, &mut Vec::new()).unwrap_or_else(|| panic!("font"));
    let stock = Stock { book, faces, font };
    let words: Vec<String> = std::env::args().skip_while(|word| word != "once").skip(1).collect();
    let numbers: Vec<usize> = words.iter().map_while(|word| word.parse().ok()).collect();
    if let [pages, times, threads] = numbers[..] {
        return once(pages, times, NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN), &stock);
    }
    println!(
        "what            pages  layout s     pdf s   pages/s  printpdf s  ratio    tagged  untagged  ratio"
    );
    let spent = [100, 500, 2_000].map(|pages| report("table", &table(pages * ROWS_ON_A_PAGE), &stock));
    println!(
        "2,000 ÷ 500 pages: layout {:.2}, pdf {:.2}, both {:.2}",
        spent[2].0 / spent[1].0,
        spent[2].1 / spent[1].1,
        (spent[2].0 + spent[2].1) / (spent[1].0 + spent[1].1)
    );
    println!("markup of 500 pages of the same rows: {:.4} s", read(500 * ROWS_ON_A_PAGE));
    // A hundred pages.
    report("prose", &prose(530), &stock);
}

/// The same table set and written so many times, each told: a run to be profiled.
fn once(pages: usize, times: usize, threads: NonZeroUsize, Stock { book, faces, .. }: &Stock) {
    for (what, document) in [("table", table(pages * ROWS_ON_A_PAGE)), ("prose", prose(pages * 53 / 10))] {
        for _ in 0..times {
            let (laid, set) = clock::timed(|| layout(&document, book, threads));
            let (_, written) = clock::timed(|| made(&laid.pages, faces));
            println!("{what}: layout {:?} wall {:?}, pdf {:?}", set.cpu, set.wall, written.cpu);
        }
    }
}

struct Stock {
    book: FontBook,
    faces: Vec<FaceData>,
    font: ParsedFont,
}

/// Gives the seconds of layout and of pdf.
fn report(what: &str, document: &Document, Stock { book, faces, font }: &Stock) -> (f64, f64) {
    let mut times: [Vec<f64>; 3] = Default::default();
    let mut last = (Pages::default(), Vec::new());
    for _ in 0..RUNS {
        let (set, laid) = clocked(|| layout(document, book, NonZeroUsize::MIN));
        let (written, bytes) = clocked(|| made(&laid.pages, faces));
        let (bare, _) = clocked(|| bare(&laid.pages, font));
        for (list, time) in times.iter_mut().zip([set, written, bare]) {
            list.push(time);
        }
        last = (laid.pages, bytes);
    }
    let [set, written, bare] = times.map(median);
    let (pages, tagged) = (last.0, last.1.len());
    let count = pages.pages.len();
    let untagged = made(&without_tags(pages), faces).len();
    println!(
        "{what:12} {count:8} {set:9.4} {written:9.4} {:9.0} {bare:11.4} {:6.2} {tagged:9} {untagged:9} {:6.2}",
        count as f64 / (set + written),
        (set + written) / bare,
        tagged as f64 / untagged as f64,
    );
    (set, written)
}

/// Seconds to read the table of `rows` as a template gives it, XHTML and stylesheet: the part of the PDF stage before layout.
fn read(rows: usize) -> f64 {
    let mut xhtml = String::from("<html lang=\"vi-VN\"><body><table class=\"bieu\"><tbody>");
    for n in 0..rows {
        let (thousands, figure, share) = (n % 97 + 1, n * 31 % 9973, 90 + n % 30);
        xhtml += &format!(
            "<tr><td>{}</td><td>Tổng giá trị sản xuất ngành nông, lâm, thủy sản</td><td>Tỷ đồng</td>\
             <td class=\"so\">{thousands}.{:03},{}</td><td class=\"so\">{figure},{}</td><td class=\"so\">{share},{:02}</td>\
             <td>Phòng Tài chính - Kế hoạch</td></tr>\n",
            n + 1,
            n * 7 % 1000,
            n % 10,
            n % 10,
            n % 100
        );
    }
    xhtml += "</tbody></table></body></html>";
    let stylesheet = "td { border: 0.5pt solid black; padding: 1pt 3pt; font-size: 10.5pt } td.so { text-align: -th-decimal }";
    let source = Source { name: "a", xhtml: &xhtml, stylesheet_name: "b", stylesheet };
    let one = || clocked(|| markup(&source).unwrap_or_else(|errors| panic!("{errors}"))).0;
    median((0..RUNS).map(|_| one()).collect())
}

fn made(pages: &Pages, faces: &[FaceData]) -> Vec<u8> {
    let date = chrono::NaiveDate::from_ymd_opt(2023, 9, 25).unwrap_or_default();
    let options = PdfOptions { threads: NonZeroUsize::MIN, ..PdfOptions::new(date) };
    pdf(pages, faces, &options).unwrap_or_else(|error| panic!("{error}"))
}

/// The same pages with every item as decoration.
fn without_tags(mut pages: Pages) -> Pages {
    for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
        match item {
            Item::Text(line) => line.tag = Tag::Layout,
            Item::Fill { tag, .. } | Item::Stroke { tag, .. } => *tag = Tag::Layout,
        }
    }
    pages.tree.truncate(1);
    pages.tree.iter_mut().for_each(|node| node.children.clear());
    pages
}

/// The same lines at the same places through printpdf's own text operations, and its own way of saving.
fn bare(pages: &Pages, font: &ParsedFont) -> Vec<u8> {
    let mut document = PdfDocument::new("");
    let font = PdfFontHandle::External(document.add_font(font));
    let page = |page: &tonghop::pages::Page| {
        let mut ops = Vec::new();
        for item in &page.items {
            let Item::Text(line) = item else { continue };
            ops.push(Op::StartTextSection);
            ops.push(Op::SetFont { font: font.clone(), size: Pt(line.size) });
            ops.push(Op::SetTextCursor { pos: Point { x: Pt(line.x), y: Pt(page.height - line.y) } });
            ops.push(Op::ShowText { items: vec![TextItem::Text(pages.text_of(line))] });
            ops.push(Op::EndTextSection);
        }
        PdfPage::new(Mm::from(Pt(page.width)), Mm::from(Pt(page.height)), ops)
    };
    document.with_pages(pages.pages.iter().map(page).collect());
    document.save(&PdfSaveOptions::default(), &mut Vec::new())
}

fn clocked<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let (done, spent) = clock::timed(work);
    (spent.cpu.as_secs_f64(), done)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn document(width: f32, height: f32, blocks: Vec<Block>) -> Document {
    let margin = Edges { top: 20.0 * MM, right: 15.0 * MM, bottom: 20.0 * MM, left: 30.0 * MM };
    let page = PageStyle { name: "ngang".into(), width, height, margin, number: None, marks: Vec::new() };
    let section = Section { page: Arc::new(page), restart_numbers: false, blocks, span: Span::default() };
    Document { title: "Đo".into(), lang: "vi-VN".into(), sections: vec![section], ..Document::default() }
}

fn paragraph(words: &str, style: &Arc<BlockStyle>, text: &Arc<TextStyle>, role: Role) -> Block {
    let inlines = [Inline::Text { text: words.into(), style: text.clone() }].into();
    Block::Paragraph(Paragraph { role, style: style.clone(), inlines, label: None, span: Span::default() })
}

fn table(rows: usize) -> Document {
    let text = Arc::new(TextStyle { size: 10.5, ..TextStyle::default() });
    let plain = Arc::new(BlockStyle::default());
    let line = Edges { top: 0.5, right: 0.5, bottom: 0.5, left: 0.5 };
    let padding = Edges { top: 1.0, right: 3.0, bottom: 1.0, left: 3.0 };
    let border = Borders { widths: line, color: Color::default() };
    let boxed = |align| Arc::new(BlockStyle { border, padding, align, ..BlockStyle::default() });
    let (left, figure) = (boxed(Align::Left), boxed(Align::Decimal));
    let cell = |words: &str, style: &Arc<BlockStyle>, scope| Cell {
        style: style.clone(),
        vertical_align: VerticalAlign::Middle,
        blocks: [paragraph(words, &plain, &text, Role::P)].into(),
        colspan: 1,
        rowspan: 1,
        scope,
        span: Span::default(),
    };
    let row = |cells| Row { cells, keep_with_next: false, keep_with_previous: false, span: Span::default() };
    let titles = ["TT", "Chỉ tiêu", "ĐVT", "TH 2022", "KH 2023", "So sánh", "Đơn vị chủ trì"];
    let head = row(titles.iter().map(|title| cell(title, &left, Some(Scope::Column))).collect());
    let body = (0..rows).map(|n| {
        row(vec![
            cell(&(n + 1).to_string(), &left, None),
            cell("Tổng giá trị sản xuất ngành nông, lâm, thủy sản", &left, None),
            cell("Tỷ đồng", &left, None),
            cell(&format!("{}.{:03},{}", n % 97 + 1, n * 7 % 1000, n % 10), &figure, None),
            cell(&format!("{},{}", n * 31 % 9973, n % 10), &figure, None),
            cell(&format!("{},{:02}", 90 + n % 30, n % 100), &figure, None),
            cell("Phòng Tài chính - Kế hoạch", &left, None),
        ])
    });
    let table = Table {
        style: Arc::new(BlockStyle { width: Length::Percent(100.0), ..BlockStyle::default() }),
        presentation: false,
        columns: Vec::new(),
        head: vec![head],
        body: body.collect(),
        foot: Vec::new(),
        summary: "Số liệu".into(),
        carry: Vec::new(),
        span: Span::default(),
    };
    document(297.0 * MM, 210.0 * MM, vec![Block::Table(Box::new(table))])
}

fn prose(paragraphs: usize) -> Document {
    let text = Arc::new(TextStyle { size: 14.0, ..TextStyle::default() });
    let margin = Edges { top: 6.0, ..Edges::default() };
    let (align, indent) = (Align::Justify, 10.0 * MM);
    let style = Arc::new(BlockStyle { align, indent, margin, ..BlockStyle::default() });
    let sentence = "Tổng thu ngân sách nhà nước trên địa bàn năm 2024 ước đạt 1.000 tỷ đồng, tăng 22,5% so với cùng kỳ; ";
    let words = sentence.repeat(6);
    let blocks = (0..paragraphs).map(|_| paragraph(&words, &style, &text, Role::P)).collect();
    document(210.0 * MM, 297.0 * MM, blocks)
}

//! The body of the fuzz target `markup_pages` on broken pieces of real documents, without a fuzzer.

use std::num::NonZeroUsize;

use tonghop::disk::stock;
use tonghop::font::{FontBook, FontFile};
use tonghop::layout::{layout, layout_freeing};
use tonghop::markup::{Source, markup};
use tonghop::pages::Item;
use tonghop::pdf::{PdfOptions, pdf};

use crate::bundled::root;

#[path = "../../fuzz/markup_pages.rs"]
mod markup_pages;

/// The same inputs on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

const STYLES: [&str; 8] = [
    "table { -th-carry: 2 } td { border: 1pt solid black; padding: 3pt }",
    "@page { size: 40mm 30mm; margin: 5mm } p { text-align: justify; text-indent: 20mm }",
    "div { min-height: 500mm; break-inside: avoid } tr { break-after: avoid }",
    "p { orphans: 20; widows: 20; white-space: nowrap } td { width: 90% }",
    "li { margin: 50mm } ul { list-style-type: -th-diem; margin: 80mm } p { font-size: 90pt }",
    "@page { size: 20mm 10mm; margin: 9mm } svg { margin: 10mm } hr { -th-width-of: previous }",
    "td { text-align: -th-decimal; vertical-align: bottom } p { line-height: 1pt; break-before: page }",
    "div { border: 20pt solid black; padding: 30mm; background: #eee } table { width: 10% }",
];

const PIECES: [&str; 12] = [
    "<p>Tổng thu 1.000 tỷ đồng, Điều 5 ngày 15 tháng 9 năm 2023 - (21 hộ)</p>",
    "<p><u>gạch <b>đậm</b></u> m<sup>2</sup> https://quangyen.gov.vn/ke-hoach/phat-trien-kinh-te-xa-hoi</p>",
    "<ul><li>một<p>hai</p></li><li><table><tr><td>a</td></tr></table></li></ul>",
    "<ol type=\"a\"><li>x</li><li>y</li></ol>",
    "<h2>I. TÌNH HÌNH</h2>",
    "<hr/>",
    "<svg width=\"160mm\" height=\"300mm\"><title>t</title><rect x=\"1\" y=\"2\" width=\"30\" height=\"4\"/><text x=\"3\" y=\"9\">1.000</text></svg>",
    "<table><thead><tr><th>TT</th><th>Số</th></tr></thead><tr><td>1</td><td>1.234,5</td></tr><tr><td>2</td><td>6</td></tr></table>",
    "<table><tr><td rowspan=\"2\">a b c d e f g</td><td>1</td></tr><tr><td>2</td></tr></table>",
    "<table role=\"presentation\"><tr><td><p>UBND</p><hr/></td><td><p>CỘNG HÒA</p></td></tr></table>",
    "<div role=\"mark\">DỰ THẢO</div>",
    "<section><p>x</p></section>",
];

fn flow(dice: &mut Dice, depth: usize) -> String {
    let mut out = String::new();
    for _ in 0..dice.below(6) {
        let piece = PIECES[dice.below(PIECES.len())];
        match dice.below(8) {
            0 if depth > 0 => {
                let inner = flow(dice, depth - 1);
                out.push_str(&format!("<div>{inner}</div>"));
            }
            1 if depth > 0 => {
                let (left, right) = (flow(dice, depth - 1), flow(dice, depth - 1));
                out.push_str(&format!("<table><tr><td>{left}</td><td>{right}</td></tr></table>"));
            }
            2 => out.extend((0..dice.below(40)).map(|_| piece)),
            _ => out.push_str(piece),
        }
    }
    out
}

fn text(dice: &mut Dice) -> String {
    let body = flow(dice, 3);
    let mut text = format!("<html><head><title>t</title></head><body>{body}</body></html>\0");
    for _ in 0..=dice.below(2) {
        text.push_str(STYLES[dice.below(STYLES.len())]);
    }
    text
}

/// What layout makes of anything is a file that another program reads: as many pages, every stream whole.
#[test]
fn random_documents_are_files_that_can_be_read() {
    let stock = stock(root(), root(), &[]).unwrap();
    let files = stock.fonts.iter().map(|(name, bytes)| FontFile { name: name.clone(), bytes: bytes.clone() });
    let book = FontBook::new(files.collect()).unwrap();
    let (faces, options) = (book.faces(), PdfOptions::new(crate::bundled::as_of()));
    let mut dice = Dice(12);
    let (mut made, mut words) = (0, 0);
    while made < 60 {
        let text = text(&mut dice);
        let (xhtml, stylesheet) = text.split_once('\0').unwrap();
        let Ok(document) = markup(&Source { name: "a", xhtml, stylesheet_name: "b", stylesheet }) else {
            continue;
        };
        let laid = layout(&document, &book, NonZeroUsize::MIN);
        let bytes = pdf(&laid.pages, &faces, &options).unwrap();
        let read = lopdf::Document::load_mem(&bytes).unwrap();
        assert_eq!(read.get_pages().len(), laid.pages.pages.len());
        for (page, set) in read.get_pages().into_values().zip(&laid.pages.pages) {
            let content = lopdf::content::Content::decode(&read.get_page_content(page)).unwrap();
            let shown = content.operations.iter().filter(|operation| operation.operator == "TJ").count();
            let lines = set.items.iter().filter(|item| matches!(item, Item::Text(_))).count();
            assert!(shown >= lines, "{shown} texts shown, {lines} set");
            words += shown;
        }
        made += 1;
    }
    assert!(words > 1_000, "{words}");
}

#[test]
fn random_documents_end_and_stay_on_the_paper() {
    let mut dice = Dice(11);
    for _ in 0..400 {
        let mut text = text(&mut dice);
        if dice.below(3) == 0 {
            let at = dice.below(text.len());
            if text.is_char_boundary(at) {
                text.truncate(at);
            }
        }
        markup_pages::run(text.as_bytes());
    }
}

/// Long enough to be set by several threads: a table of figures with cells over several rows, texts, lists, forced pages.
fn long() -> String {
    let mut text = String::from("<html lang=\"vi-VN\"><body>");
    for n in 0..400 {
        let class = if n % 90 == 7 { " class=\"moi\"" } else { "" };
        text += &format!(
            "<p{class}>Nhiệm vụ {n}: hoàn thành {},{} phần trăm kế hoạch năm, báo cáo Ủy ban nhân dân trước ngày \
            {} tháng 12 \u{6f22}{}.</p>",
            n * 37 % 1009,
            n % 10,
            n % 28 + 1,
            n % 3
        );
        if n % 50 == 0 {
            text += "<ul><li><p>một</p></li><li><p>hai</p></li></ul><hr/>";
        }
    }
    text += "<table><thead><tr><th>TT</th><th>Chỉ tiêu</th><th>Số</th><th>Ghi chú</th></tr></thead><tbody>";
    for n in 0..1498 {
        let spanning = match n % 7 {
            0 => format!("<td rowspan=\"3\">nhóm {n}</td>"),
            3.. => "<td>lẻ</td>".to_owned(),
            _ => String::new(),
        };
        text += &format!(
            "<tr><td>{n}</td><td>Chỉ tiêu số {}</td><td class=\"so\">{},{}</td>{spanning}</tr>",
            n % 97,
            n * 31 % 9973,
            n % 10
        );
    }
    text + "</tbody></table><p>Hết.</p></body></html>"
}

#[test]
fn a_long_document_is_the_same_file_for_any_number_of_threads() {
    let stock = stock(root(), root(), &[]).unwrap();
    let files = stock.fonts.iter().map(|(name, bytes)| FontFile { name: name.clone(), bytes: bytes.clone() });
    let book = FontBook::new(files.collect()).unwrap();
    let faces = book.faces();
    let stylesheet =
        "td, th { border: 0.5pt solid black } td.so { text-align: -th-decimal } p.moi { break-before: page }";
    let source = Source { name: "a", xhtml: &long(), stylesheet_name: "b", stylesheet };
    let made = [1, 2, 3, 8].map(|threads| {
        let threads = NonZeroUsize::new(threads).unwrap();
        let laid = layout_freeing(markup(&source).unwrap(), &book, threads);
        let options = PdfOptions { threads, ..PdfOptions::new(crate::bundled::as_of()) };
        (pdf(&laid.pages, &faces, &options).unwrap(), laid.remarks, laid.pages.pages.len())
    });
    let [(bytes, remarks, pages), others @ ..] = made;
    assert!(pages > 40 && !remarks.is_empty(), "{pages} pages, {} remarks", remarks.len());
    for (other, said, _) in others {
        assert!(other == bytes && said == remarks);
    }
}

#[test]
fn the_seeds_of_the_fuzzer_stay_on_the_paper() {
    let seeds = std::fs::read_dir(root().join("fuzz/seeds/markup_pages")).unwrap();
    let read: Vec<Vec<u8>> = seeds.map(|seed| std::fs::read(seed.unwrap().path()).unwrap()).collect();
    assert!(read.len() > 5);
    read.iter().for_each(|bytes| markup_pages::run(bytes));
}

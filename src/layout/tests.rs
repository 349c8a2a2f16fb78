//! Whole documents set with a ruler instead of a font: every letter is half an em wide.

mod carried;
mod pieces;
mod shared;

use std::num::NonZeroUsize;
use std::sync::Arc;

use super::{Laid, RemarkKind};
use crate::document::*;
use crate::font::{FaceId, Glyph, Measure, Metrics, ShapedWord};
use crate::pages::{Item, Pages, Tag, TextLine};
use crate::testing::Dice;

/// Ascent 0.75, descent 0.25, no gap: at size 10 a line is 10 high and a letter 5 wide.
struct Ruler;

impl Measure for Ruler {
    fn face(&self, style: &TextStyle) -> FaceId {
        FaceId(u8::from(style.bold) + 2 * u8::from(style.italic))
    }
    fn metrics(&self, _: FaceId) -> Metrics {
        Metrics {
            ascent: 750.0,
            descent: 250.0,
            line_gap: 0.0,
            cap_height: 700.0,
            space: 500.0,
            space_glyph: 1,
        }
    }
    fn shape(&self, face: FaceId, word: &str) -> ShapedWord {
        let glyph = |cluster: usize| Glyph {
            id: 2,
            advance: 500.0,
            x_offset: 0.0,
            y_offset: 0.0,
            cluster: cluster as u32,
        };
        let glyphs: Vec<Glyph> = word.char_indices().map(|(at, _)| glyph(at)).collect();
        let missing = word.chars().find(|c| *c == '漢');
        ShapedWord { face, text: word.into(), advance: 500.0 * glyphs.len() as f32, glyphs, missing }
    }
}

/// Sets a document on one thread, and sees that several make the same of it.
fn layout(document: &Document, measure: &dyn Measure) -> Laid {
    let [alone, others @ ..] =
        [1, 2, 3, 7].map(|threads| super::layout(document, measure, threads.try_into().unwrap()));
    for laid in others {
        assert_eq!(laid.remarks, alone.remarks);
        let (pages, same) = (&laid.pages, &alone.pages);
        assert_eq!((&pages.pages, &pages.pieces), (&same.pages, &same.pieces));
        assert_eq!((&pages.tree, &pages.outline, &pages.labels), (&same.tree, &same.outline, &same.labels));
        assert_eq!(pages.lexicon.words, same.lexicon.words);
    }
    alone
}

fn style() -> BlockStyle {
    BlockStyle { line_height: LineHeight::Normal(1.0), ..BlockStyle::default() }
}

fn text(words: &str) -> Inline {
    let style = TextStyle { size: 10.0, ..TextStyle::default() };
    Inline::Text { text: words.into(), style: Arc::new(style) }
}

fn para_as(words: &str, role: Role, style: BlockStyle) -> Block {
    let inlines = [text(words)].into();
    Block::Paragraph(Paragraph {
        role,
        style: Arc::new(style),
        inlines,
        label: None,
        span: Span { line: 3, column: 1 },
    })
}

fn para(words: &str) -> Block {
    para_as(words, Role::P, style())
}

/// A page whose text is `width` by `height`, with margins of 50.
fn page(width: f32, height: f32) -> PageStyle {
    let margin = Edges { top: 50.0, right: 50.0, bottom: 50.0, left: 50.0 };
    PageStyle {
        name: "thuong".into(),
        width: width + 100.0,
        height: height + 100.0,
        margin,
        number: None,
        marks: Vec::new(),
    }
}

fn document(page: PageStyle, blocks: Vec<Block>) -> Document {
    let section = Section { page: Arc::new(page), restart_numbers: false, blocks, span: Span::default() };
    Document { sections: vec![section], lang: "vi-VN".into(), ..Document::default() }
}

#[test]
fn a_document_that_is_freed_on_the_way_gives_the_same_pages() {
    let blocks = |n: usize| {
        let head = vec![row(&["TT", "Tên"])];
        let texts = (0..n).map(|n| para(&format!("đoạn số {n} của văn bản")));
        texts.chain([Block::Table(table(head, numbered(30)))]).collect::<Vec<Block>>()
    };
    let mut whole = document(page(200.0, 100.0), blocks(4));
    whole.sections.extend(document(page(150.0, 80.0), blocks(9)).sections);
    let kept = layout(&whole, &Ruler);
    let freed = super::layout_freeing(whole, &Ruler, NonZeroUsize::MIN);
    assert!(kept.pages.pages.len() > 4);
    assert_eq!(kept.pages.dump(), freed.pages.dump());
    assert_eq!((kept.pages.tree, kept.remarks), (freed.pages.tree, freed.remarks));
}

fn set(width: f32, height: f32, blocks: Vec<Block>) -> Laid {
    layout(&document(page(width, height), blocks), &Ruler)
}

fn lines(pages: &Pages, page: usize) -> Vec<(&TextLine, String)> {
    let items = pages.pages.get(page).map_or(&[][..], |page| &page.items);
    let texts = items.iter().filter_map(|item| if let Item::Text(line) = item { Some(line) } else { None });
    texts.map(|line| (line, pages.text_of(line).trim_end().to_owned())).collect()
}

fn words_of(pages: &Pages, page: usize) -> Vec<String> {
    lines(pages, page).into_iter().map(|(_, text)| text).collect()
}

/// Real text of the whole document, in the order of the pages.
fn reading(pages: &Pages) -> String {
    let mut all = Vec::new();
    for page in 0..pages.pages.len() {
        let real = lines(pages, page).into_iter().filter(|(line, _)| matches!(line.tag, Tag::Node(_)));
        all.extend(real.map(|(_, text)| text));
    }
    all.join(" ")
}

/// Where the last word of a line ends: the space after it may hang over the margin.
fn right_end(pages: &Pages, line: &TextLine) -> f32 {
    let (mut x, mut space) = (line.x, 0.0);
    for piece in pages.pieces_of(line) {
        match piece {
            crate::pages::Piece::Word(id) => {
                x += space + pages.lexicon.word(*id).advance * line.size / 1000.0;
                space = 0.0;
            }
            crate::pages::Piece::Space(width) => space += width,
        }
    }
    x
}

fn assert_inside(pages: &Pages) {
    for page in &pages.pages {
        for item in &page.items {
            let (left, top, right, bottom) = match item {
                Item::Text(line) => (line.x, line.y, right_end(pages, line), line.y),
                Item::Fill { x, y, width, height, .. } => (*x, *y, x + width, y + height),
                Item::Stroke { x1, y1, x2, y2, .. } => (x1.min(*x2), y1.min(*y2), x1.max(*x2), y1.max(*y2)),
            };
            let inside =
                left >= 49.9 && top >= 49.9 && right <= page.width - 49.9 && bottom <= page.height - 49.9;
            assert!(inside, "{item:?}");
        }
    }
}

fn cell(words: &str) -> Cell {
    let line = Edges { top: 1.0, right: 1.0, bottom: 1.0, left: 1.0 };
    let style = BlockStyle { border: Borders { widths: line, color: Color::default() }, ..style() };
    Cell {
        style: Arc::new(style),
        vertical_align: VerticalAlign::Top,
        blocks: [para(words)].into(),
        colspan: 1,
        rowspan: 1,
        scope: None,
        span: Span::default(),
    }
}

fn row(cells: &[&str]) -> Row {
    row_of(cells.iter().map(|words| cell(words)).collect())
}

fn row_of(cells: Vec<Cell>) -> Row {
    Row { cells, keep_with_next: false, keep_with_previous: false, span: Span::default() }
}

fn table(head: Vec<Row>, body: Vec<Row>) -> Box<Table> {
    Box::new(Table {
        style: Arc::new(style()),
        presentation: false,
        columns: Vec::new(),
        head,
        body,
        foot: Vec::new(),
        summary: String::new(),
        carry: Vec::new(),
        span: Span { line: 7, column: 1 },
    })
}

fn numbered(count: usize) -> Vec<Row> {
    (0..count).map(|n| row(&[&format!("r{n}"), "x"])).collect()
}

#[test]
fn a_small_document_as_text() {
    let heading = para_as("I. TÌNH HÌNH", Role::H(1), BlockStyle { align: Align::Center, ..style() });
    let body = BlockStyle {
        align: Align::Justify,
        indent: 20.0,
        margin: Edges { top: 6.0, ..Edges::default() },
        ..style()
    };
    let text = para_as("Tổng thu ngân sách trên địa bàn đạt 1.000 tỷ đồng", Role::P, body);
    let laid = set(
        150.0,
        100.0,
        vec![heading, text, Block::Table(table(vec![row(&["TT", "Tên"])], vec![row(&["1", "Thu"])]))],
    );
    let expected = "\
== page 1 (250.0 x 200.0)
  95.00   57.50 f0 10.0 H(1) I. TÌNH HÌNH
  70.00   73.50 f0 10.0 P Tổng thu ngân sách trên địa
  50.00   83.50 f0 10.0 P bàn đạt 1.000 tỷ đồng
  50.00   93.50 f0 10.0 TD TT
  60.00   93.50 f0 10.0 TD Tên
  50.00  103.50 f0 10.0 TD 1
  60.00  103.50 f0 10.0 TD Thu
  50.00   86.00 fill 25.00 x 1.00
  50.00   95.50 fill 25.00 x 1.00
  50.00  105.00 fill 25.00 x 1.00
  50.00   86.00 fill 1.00 x 20.00
  59.50   86.00 fill 1.00 x 20.00
  74.00   86.00 fill 1.00 x 20.00
";
    assert_eq!(laid.pages.dump(), expected);
    assert_eq!(laid.pages.outline[0].title, "I. TÌNH HÌNH");
    assert!(laid.remarks.is_empty());
}

#[test]
fn justified_lines_end_at_the_margin_and_the_last_is_left() {
    let body = BlockStyle { align: Align::Justify, ..style() };
    let laid = set(60.0, 100.0, vec![para_as("aaa bbb cc ddd ee fff gg", Role::P, body)]);
    let found = lines(&laid.pages, 0);
    assert_eq!(
        found.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("|"),
        "aaa bbb cc|ddd ee fff|gg"
    );
    let width = |line: &TextLine| {
        laid.pages
            .pieces_of(line)
            .iter()
            .take(5)
            .map(|piece| match piece {
                crate::pages::Piece::Word(id) => laid.pages.lexicon.word(*id).advance / 100.0,
                crate::pages::Piece::Space(space) => *space,
            })
            .sum::<f32>()
    };
    assert!((width(found[0].0) - 60.0).abs() < 0.01);
    assert!((width(found[1].0) - 60.0).abs() < 0.01);
}

#[test]
fn ties_hold_and_a_dash_ends_a_line() {
    for width in 30..120 {
        let source = "phát triển kinh tế - xã hội năm 2024 tăng 1.000 tỷ đồng theo Điều 5 ngày 15 tháng 9";
        let laid = set(width as f32 * 2.0, 1000.0, vec![para(source)]);
        assert_eq!(reading(&laid.pages), source);
        for text in words_of(&laid.pages, 0) {
            for bad in ["- ", "2024 ", "tỷ", "5 ", "15 ", "9"] {
                assert!(!text.starts_with(bad), "{width}: {text}");
            }
        }
    }
}

/// Whatever the width: no line begins with a dash or a closing mark, and what belongs together stays together.
#[test]
fn ties_hold_at_every_width() {
    let words = "Căn cứ Điều 5, khoản 2 và điểm đ Phụ lục I kèm theo Văn bản Số: 05/KH-UBND ngày 15 tháng 9 năm 2023 của \
        TM. ỦY BAN NHÂN DÂN, thu ngân sách 1.000 tỷ đồng, tăng 22,5 % so với cùng kỳ; phát triển kinh tế - xã hội (21 hộ) do \
        N. V. A báo cáo, giảm 15% ; đạt 229.800 tấn trong nhiệm kỳ 2020 - 2025 ";
    let pairs = [
        "Điều 5,",
        "khoản 2",
        "điểm đ",
        "Phụ lục",
        "lục I",
        "Số: 05/KH-UBND",
        "ngày 15",
        "tháng 9",
        "năm 2023",
        "TM. ỦY",
        "1.000 tỷ",
        "tỷ đồng,",
        "22,5 %",
        "tế -",
        "(21 hộ)",
        "N. V.",
        "V. A",
        "15% ;",
        "229.800 tấn",
        "kỳ 2020",
        "2020 -",
        "- 2025",
    ];
    for width in (170..600).step_by(3) {
        let laid = set(width as f32, 10_000.0, vec![para(&words.repeat(2))]);
        let texts: Vec<String> =
            words_of(&laid.pages, 0).iter().map(|line| line.trim().to_string()).collect();
        for line in texts.windows(2) {
            let begins = line[1].split(' ').next().unwrap_or_default();
            assert!(!begins.starts_with(['-', ')', ';', '%']), "{width}: {begins}");
            let broken = format!("{} {begins}", line[0].rsplit(' ').next().unwrap_or_default());
            assert!(!pairs.contains(&broken.as_str()), "{width}: {broken}");
        }
    }
}

#[test]
fn a_word_longer_than_the_line_is_broken_and_said() {
    let laid = set(50.0, 100.0, vec![para("xem https://quangyen.gov.vn/ke-hoach nhé")]);
    let joined: String = words_of(&laid.pages, 0).concat();
    assert_eq!(joined.replace(' ', ""), "xemhttps://quangyen.gov.vn/ke-hoachnhé");
    assert_eq!(laid.remarks[0].kind, RemarkKind::WordBroken);
    assert_eq!(laid.remarks[0].span.line, 3);
    assert_inside(&laid.pages);
}

#[test]
fn a_letter_without_glyph_is_said_once() {
    let laid = set(200.0, 100.0, vec![para("a漢 b漢")]);
    assert_eq!(laid.remarks.iter().filter(|remark| remark.kind == RemarkKind::GlyphMissing).count(), 1);
}

#[test]
fn margins_collapse_to_the_larger() {
    let with = |top, bottom| BlockStyle { margin: Edges { top, bottom, ..Edges::default() }, ..style() };
    let laid = set(
        200.0,
        100.0,
        vec![para_as("a", Role::P, with(0.0, 6.0)), para_as("b", Role::P, with(10.0, 0.0))],
    );
    let found = lines(&laid.pages, 0);
    assert_eq!(found[1].0.y - found[0].0.y, 20.0);
}

#[test]
fn widows_and_orphans_stay_two() {
    let three = "aaaa bbbb cccc";
    // 9 lines fit; 7 are taken, the paragraph has 3 lines: two may not stay, for one would be alone.
    let mut blocks: Vec<Block> = (0..7).map(|_| para("x")).collect();
    blocks.push(para(three));
    let laid = set(20.0, 90.0, blocks);
    assert_eq!(words_of(&laid.pages, 0).len(), 7);
    assert_eq!(words_of(&laid.pages, 1).len(), 3);
}

#[test]
fn headings_follow_their_text_in_chains() {
    let heading = |words| para_as(words, Role::H(2), BlockStyle { keep_with_next: true, ..style() });
    let mut blocks: Vec<Block> = (0..7).map(|_| para("x")).collect();
    blocks.extend([heading("h"), heading("k"), para("aaaa bbbb")]);
    let laid = set(20.0, 90.0, blocks);
    assert_eq!(words_of(&laid.pages, 1), ["h", "k", "aaaa", "bbbb"]);
    assert_eq!(laid.pages.outline[1].page, 1);
}

#[test]
fn the_signature_takes_two_lines_of_text_with_it() {
    let signature = BlockStyle { keep_together: true, ..style() };
    let text = para_as("aa bb cc dd ee ff gg", Role::P, BlockStyle { keep_with_next: true, ..style() });
    let mut block = table(vec![], vec![row(&["a"]), row(&["b"]), row(&["c"])]);
    block.presentation = true;
    block.style = Arc::new(signature);
    let laid = set(10.0, 90.0, vec![text, Block::Table(block)]);
    assert_eq!(words_of(&laid.pages, 0), ["aa", "bb", "cc", "dd", "ee"]);
    assert_eq!(words_of(&laid.pages, 1), ["ff", "gg", "a", "b", "c"]);
    assert!(laid.pages.tree.iter().all(|node| node.role != Role::Table));
}

/// `-th-keep-with-previous: short`: a closing line that stands alone is not enough text for a signature.
#[test]
fn a_closing_line_alone_takes_the_lines_before_it_along() {
    let pages = |closing: &str| {
        let last = BlockStyle { keep_short: true, keep_with_next: true, ..style() };
        let mut block = table(vec![], vec![row(&["a"]), row(&["b"]), row(&["c"])]);
        block.presentation = true;
        block.style = Arc::new(BlockStyle { keep_together: true, ..style() });
        let blocks = vec![para("aa bb cc dd"), para_as(closing, Role::P, last), Block::Table(block)];
        let laid = set(10.0, 70.0, blocks);
        [words_of(&laid.pages, 0), words_of(&laid.pages, 1)]
    };
    assert_eq!(pages("ee"), [vec!["aa", "bb"], vec!["cc", "dd", "ee", "a", "b", "c"]]);
    assert_eq!(pages("ee ff"), [vec!["aa", "bb", "cc", "dd"], vec!["ee", "ff", "a", "b", "c"]]);
}

/// A title of two or three lines ends none of them in the middle of a word; where nothing else fits, it still does.
#[test]
fn titles_part_no_word_of_two_syllables() {
    let titles = [
        "Tổng hợp, tiếp thu, giải trình ý kiến tham gia dự thảo Kế hoạch phát triển kinh tế - xã hội năm 2024",
        "lãnh đạo thực hiện nhiệm vụ phát triển kinh tế - xã hội năm 2026",
    ];
    let mut parted = 0;
    for title in titles {
        for width in 44..84 {
            let centered = BlockStyle { align: Align::Center, ..style() };
            let laid = set(width as f32 * 5.0, 1000.0, vec![para_as(title, Role::P, centered)]);
            assert_eq!(reading(&laid.pages), title);
            let lines = words_of(&laid.pages, 0);
            let halves = ["Tổng", "tiếp", "giải", "dự", "Kế", "phát", "kinh", "xã", "lãnh", "thực", "nhiệm"];
            parted +=
                lines.iter().filter(|line| halves.iter().any(|half| line.trim().ends_with(half))).count();
        }
    }
    assert_eq!(parted, 0);
    let narrow = BlockStyle { align: Align::Center, ..style() };
    let laid = set(30.0, 1000.0, vec![para_as("phát triển", Role::P, narrow)]);
    assert_eq!(words_of(&laid.pages, 0), ["phát", "triển"]);
}

#[test]
fn cells_of_many_words_keep_them_wherever_their_list_ends() {
    // Some cells are longer than what a list of words keeps free, and all together fill several lists.
    let words = |n: usize| (0..n % 900 + 1).map(|at| format!("{n}.{at}")).collect::<Vec<_>>().join(" ");
    let texts: Vec<String> = (0..120).map(|n| words(n * 37)).chain([words(899), words(3)]).collect();
    let rows: Vec<Row> = texts.chunks(2).map(|pair| row(&[&pair[0], &pair[1]])).collect();
    let laid = set(400.0, 60_000.0, vec![Block::Table(table(Vec::new(), rows))]);
    assert_eq!(reading(&laid.pages), texts.join(" "));
}

#[test]
fn every_row_once_in_order_and_the_head_on_each_page() {
    let laid = set(200.0, 100.0, vec![Block::Table(table(vec![row(&["TT", "Tên"])], numbered(50)))]);
    let expected: String = (0..50).map(|n| format!(" r{n} x")).collect();
    assert_eq!(reading(&laid.pages), format!("TT Tên{expected}"));
    assert_eq!(laid.pages.pages.len(), 6);
    for page in 0..6 {
        assert_eq!(words_of(&laid.pages, page)[0], "TT");
    }
    assert_eq!(lines(&laid.pages, 1)[0].0.tag, Tag::Pagination);
    assert_inside(&laid.pages);
}

#[test]
fn borders_are_closed_on_every_page() {
    let laid = set(200.0, 100.0, vec![Block::Table(table(vec![row(&["TT", "Tên"])], numbered(50)))]);
    let bottoms = |page: usize, at: f32| {
        laid.pages.pages[page].items.iter().any(|item| {
            matches!(item, Item::Fill { x, y, width, height, .. } if *x == 50.0 && *width > 20.0 && (y + height - at).abs() < 0.01)
        })
    };
    assert!(bottoms(0, 150.0) && bottoms(1, 150.0));
    let tops = laid.pages.pages[1].items.iter();
    assert!(
        tops.clone().any(|item| matches!(item, Item::Fill { y, width, .. } if *y == 50.0 && *width > 20.0))
    );
    // 3 upright lines, 11 level ones, each drawn once.
    assert_eq!(tops.filter(|item| matches!(item, Item::Fill { .. })).count(), 14);
}

#[test]
fn a_total_is_never_alone_and_a_group_never_last() {
    let mut rows = numbered(10);
    rows[9].keep_with_previous = true;
    let laid = set(200.0, 100.0, vec![Block::Table(table(vec![row(&["TT", "Tên"])], rows))]);
    assert_eq!(words_of(&laid.pages, 1), ["TT", "Tên", "r8", "x", "r9", "x"]);
    let mut rows = numbered(12);
    rows[8].keep_with_next = true;
    let laid = set(200.0, 100.0, vec![Block::Table(table(vec![row(&["TT", "Tên"])], rows))]);
    assert_eq!(words_of(&laid.pages, 1)[2], "r8");
}

#[test]
fn the_last_row_is_never_alone() {
    let head = || vec![row(&["TT", "Tên"])];
    let laid = set(200.0, 100.0, vec![Block::Table(table(head(), numbered(10)))]);
    assert_eq!(words_of(&laid.pages, 1), ["TT", "Tên", "r8", "x", "r9", "x"]);
    // Where the page before would be left with its headings only, it stays alone.
    let laid = set(200.0, 30.0, vec![Block::Table(table(head(), numbered(3)))]);
    assert_eq!(reading(&laid.pages), "TT Tên r0 x r1 x r2 x");
    assert_inside(&laid.pages);
}

#[test]
fn a_row_taller_than_a_page_is_split_by_lines() {
    let long: Vec<String> = (0..40).map(|n| format!("w{n:03}")).collect();
    let mut wide =
        table(vec![row(&["H", "K"])], vec![row(&["a", "b"]), row(&[&long.join(" "), "c"]), row(&["z", "y"])]);
    wide.columns =
        vec![ColumnSpec { width: Length::Points(20.0) }, ColumnSpec { width: Length::Points(10.0) }];
    let laid = set(100.0, 100.0, vec![Block::Table(wide)]);
    let all = reading(&laid.pages);
    let found: Vec<&str> = all.split(' ').filter(|word| word.starts_with('w')).collect();
    assert_eq!(found, long.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(all.ends_with("z y"));
    assert_eq!(laid.pages.pages.len(), 5);
    assert_eq!(laid.remarks[0].kind, RemarkKind::RowTallerThanPage);
    assert_inside(&laid.pages);
}

#[test]
fn a_spanning_cell_is_read_once_and_shown_after_the_break() {
    let mut rows = numbered(20);
    let mut first = cell("nhóm");
    first.rowspan = 20;
    rows[0].cells.insert(0, first);
    let laid = set(200.0, 100.0, vec![Block::Table(table(vec![], rows))]);
    assert_eq!(reading(&laid.pages).matches("nhóm").count(), 1);
    assert!(words_of(&laid.pages, 1).contains(&"nhóm".to_owned()));
    assert!(words_of(&laid.pages, 1).contains(&"r10".to_owned()));
    let cells: Vec<u32> =
        laid.pages.tree.iter().filter(|node| node.role == Role::TD).map(|node| node.rowspan).collect();
    assert_eq!((cells.len(), cells[0]), (41, 20));
}

#[test]
fn spans_over_head_columns() {
    let mut group = cell("Kế hoạch");
    (group.colspan, group.scope) = (2, Some(Scope::Column));
    let mut first = cell("TT");
    first.rowspan = 2;
    let head = vec![row_of(vec![first, group]), row(&["N-1", "N"])];
    let body = (0..30).map(|n| row(&[&format!("r{n}"), "1", "2"])).collect();
    let laid = set(200.0, 100.0, vec![Block::Table(table(head, body))]);
    assert_eq!(laid.pages.pages.len(), 4);
    for page in 1..4 {
        let words = words_of(&laid.pages, page);
        for word in ["TT", "Kế hoạch", "N-1", "N"] {
            assert!(words.iter().any(|other| other == word), "{page} {word}");
        }
    }
    assert_eq!(reading(&laid.pages).matches("TT").count(), 1);
}

#[test]
fn a_table_too_wide_says_so_with_its_line_and_loses_nothing() {
    let laid =
        set(50.0, 100.0, vec![Block::Table(table(vec![], vec![row(&["abcdefghijkl", "mnopqrstuv", "x"])]))]);
    assert_eq!(laid.remarks[0].kind, RemarkKind::TableTooWide);
    assert_eq!(laid.remarks[0].span.line, 7);
    let mut letters: Vec<char> = reading(&laid.pages).chars().filter(|c| *c != ' ').collect();
    letters.sort_unstable();
    assert_eq!(letters.into_iter().collect::<String>(), "abcdefghijklmnopqrstuvx");
    assert_inside(&laid.pages);
}

#[test]
fn decimals_stand_under_each_other() {
    let mut rows = Vec::new();
    for figure in ["1.234,5", "7", "22,75%", "trên 9"] {
        let mut one = cell(figure);
        one.style = Arc::new(BlockStyle { align: Align::Decimal, ..style() });
        rows.push(row_of(vec![one]));
    }
    let laid = set(200.0, 100.0, vec![Block::Table(table(vec![], rows))]);
    let commas: Vec<f32> = lines(&laid.pages, 0)
        .iter()
        .map(|(line, text)| {
            line.x + 5.0 * text.chars().position(|c| c == ',').unwrap_or(text.chars().count()) as f32
        })
        .collect();
    assert!(commas.iter().all(|x| (x - commas[0]).abs() < 0.01), "{commas:?}");
}

#[test]
fn words_beside_a_figure_do_not_move_the_commas_of_the_others() {
    let set_column = |figures: &[&str], width: f32| -> Vec<(f32, f32)> {
        let rows = figures.iter().map(|figure| {
            let mut one = cell(figure);
            one.style = Arc::new(BlockStyle { align: Align::Decimal, ..style() });
            row_of(vec![one])
        });
        let laid = set(width, 100.0, vec![Block::Table(table(vec![], rows.collect()))]);
        let place = |text: &str| text.chars().position(|c| c == ',').unwrap_or(text.chars().count()) as f32;
        lines(&laid.pages, 0)
            .iter()
            .map(|(line, text)| (line.x + 5.0 * place(text), line.x + 5.0 * text.chars().count() as f32))
            .collect()
    };
    // 60 points: room for "khoảng 1234", but not to the left of two digits after a comma.
    let ends = set_column(&["1,25", "100", "khoảng 1234", "ít 9"], 60.0);
    let (comma, edge) = (ends[0].0, ends[0].1);
    assert!((ends[1].0 - comma).abs() < 0.01 && (ends[3].0 - comma).abs() < 0.01, "{ends:?}");
    assert!((ends[2].1 - edge).abs() < 0.01 && ends[2].0 > comma, "{ends:?}");
}

#[test]
fn the_tree_is_complete() {
    let item = |words: &str| {
        let Block::Paragraph(mut p) = para(words) else { unreachable!() };
        p.label = Some(Box::new([text("a)")].into()));
        let blocks = vec![Block::Paragraph(p)];
        Block::Container(Container {
            role: Role::LI,
            style: Arc::new(style()),
            blocks,
            span: Span::default(),
        })
    };
    let margin = Edges { left: 20.0, ..Edges::default() };
    let list_style = Arc::new(BlockStyle { margin, ..style() });
    let list = Container {
        role: Role::L(Numbering::Letters),
        style: list_style,
        blocks: vec![item("một"), item("hai")],
        span: Span::default(),
    };
    let laid = set(200.0, 100.0, vec![Block::Container(list)]);
    let roles: Vec<Role> = laid.pages.tree.iter().map(|node| node.role).collect();
    use Role::{Document as D, L, LBody, LI, Lbl, Sect};
    assert_eq!(roles, [D, Sect, L(Numbering::Letters), LI, Lbl, LBody, LI, Lbl, LBody]);
    assert_eq!(reading(&laid.pages), "a) một a) hai");
    let found = lines(&laid.pages, 0);
    assert_eq!((found[0].0.x, found[1].0.x), (55.0, 70.0));
}

#[test]
fn page_numbers_stand_in_the_middle_and_skip_the_first() {
    let mut style = page(200.0, 20.0);
    let number = TextStyle { size: 10.0, ..TextStyle::default() };
    style.number = Some(PageNumber { style: number, top: 20.0, on_first: false });
    let blocks = (0..5).map(|_| para("x")).collect();
    let laid = layout(&document(style, blocks), &Ruler);
    assert_eq!(words_of(&laid.pages, 0), ["x", "x"]);
    assert_eq!(words_of(&laid.pages, 1), ["2", "x", "x"]);
    assert_eq!(lines(&laid.pages, 1)[0].0.x, 147.5);
    assert_eq!(lines(&laid.pages, 1)[0].0.tag, Tag::Pagination);
}

#[test]
fn everything_ends() {
    let words = "một hai ba bốn năm sáu bảy tám chín mười";
    for (width, height) in [(0.0, 0.0), (1.0, 1.0), (-60.0, -200.0), (3.0, 500.0), (300.0, 4.0), (20.0, 12.0)]
    {
        let tall = BlockStyle { keep_together: true, keep_with_next: true, min_height: 900.0, ..style() };
        let laid = set(
            width,
            height,
            vec![
                para(words),
                para_as(words, Role::P, tall),
                Block::Table(table(vec![row(&[words, words])], vec![row(&[words, words]), row(&[words])])),
            ],
        );
        let mut found: Vec<char> = reading(&laid.pages).chars().filter(|c| *c != ' ').collect();
        let mut wanted: Vec<char> = words.repeat(7).chars().filter(|c| *c != ' ').collect();
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{width} x {height}");
    }
}

#[test]
fn work_grows_with_the_rows() {
    let count = |rows: usize| {
        let laid = set(200.0, 100.0, vec![Block::Table(table(vec![row(&["TT", "Tên"])], numbered(rows)))]);
        laid.pages.pages.iter().map(|page| page.items.len()).sum::<usize>()
    };
    let (one, two) = (count(900), count(1800));
    assert_eq!(two, one * 2);
}

#[test]
fn the_letter_head_stands_in_two_columns_with_its_rule() {
    let center = || BlockStyle { align: Align::Center, ..style() };
    let line = |words: &str| para_as(words, Role::P, center());
    let rule = Block::Rule(Rule {
        style: Arc::new(center()),
        thickness: 0.75,
        color: Color::default(),
        width_of_previous: true,
        share: 1.0,
        span: Span::default(),
    });
    let bare = |blocks: Vec<Block>| Cell { style: Arc::new(style()), blocks: blocks.into(), ..cell("") };
    let left = bare(vec![line("UBND")]);
    let right = bare(vec![line("CỘNG HÒA"), line("Độc lập"), rule]);
    let mut head = table(vec![], vec![row_of(vec![left, right])]);
    head.presentation = true;
    head.columns = [40.0, 60.0].map(|share| ColumnSpec { width: Length::Percent(share) }).to_vec();
    let laid = set(200.0, 100.0, vec![Block::Table(head)]);
    let found = lines(&laid.pages, 0);
    let places: Vec<f32> = found.iter().map(|(line, _)| line.x).collect();
    assert_eq!(places, [80.0, 170.0, 172.5]);
    let drawn = laid.pages.pages[0].items.iter().any(|item| {
        matches!(item, Item::Fill { x, y, width, height, .. } if (*x, *y, *width, *height) == (172.5, 70.0, 35.0, 0.75))
    });
    assert!(drawn, "{}", laid.pages.dump());
}

fn random_cell(dice: &mut Dice, name: &str) -> Cell {
    let count = if dice.roll(6) == 0 { dice.roll(60) } else { dice.roll(4) };
    let words: Vec<String> = (0..=count).map(|n| format!("{name}w{n}")).collect();
    let mut cell = cell(&words.join(" "));
    cell.colspan = if dice.roll(5) == 0 { 2 } else { 1 };
    cell.rowspan = if dice.roll(8) == 0 { 2 + dice.roll(3) as u32 } else { 1 };
    cell.vertical_align = [VerticalAlign::Top, VerticalAlign::Middle][dice.roll(2) as usize];
    if dice.roll(5) == 0 {
        cell.blocks.push(para(&format!("{name}p")));
    }
    cell
}

fn random_rows(dice: &mut Dice, name: &str, most: u64) -> Vec<Row> {
    (0..dice.roll(most))
        .map(|n| {
            let cells = 1 + dice.roll(3);
            let mut row = row_of((0..cells).map(|c| random_cell(dice, &format!("{name}{n}c{c}"))).collect());
            row.keep_with_next = dice.roll(4) == 0;
            row.keep_with_previous = dice.roll(6) == 0;
            row
        })
        .collect()
}

/// All words of a table's cells, sorted.
fn words_in(table: &Table) -> Vec<String> {
    let mut words = Vec::new();
    for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
        for block in &cell.blocks {
            let Block::Paragraph(p) = block else { continue };
            for inline in &p.inlines {
                if let Inline::Text { text, .. } = inline {
                    words.extend(text.split(' ').map(str::to_owned));
                }
            }
        }
    }
    words.sort_unstable();
    words
}

#[test]
fn random_tables_lose_nothing_and_say_nothing_twice() {
    let mut dice = Dice(3);
    for round in 0..300 {
        let head = random_rows(&mut dice, "h", 3);
        let body = random_rows(&mut dice, "r", 30);
        let table = table(head, body);
        let wanted = words_in(&table);
        let height = 40.0 + dice.roll(200) as f32;
        let laid = set(300.0 + dice.roll(200) as f32, height, vec![para("a"), Block::Table(table)]);
        let text = reading(&laid.pages);
        let mut found: Vec<String> = text.split(' ').skip(1).map(str::to_owned).collect();
        found.sort_unstable();
        assert_eq!(found, wanted, "{round}");
        assert_inside(&laid.pages);
        for row in laid.pages.tree.iter().filter(|node| node.role == Role::TR) {
            assert!(row.children.len() <= 8);
        }
    }
}

#[test]
fn random_prose_loses_no_word() {
    let mut dice = Dice(5);
    for _ in 0..200 {
        let blocks: Vec<Block> = (0..dice.roll(20))
            .map(|n| {
                let words: Vec<String> = (0..1 + dice.roll(60)).map(|w| format!("{n}a{w}")).collect();
                let align = [Align::Justify, Align::Left, Align::Center, Align::Right][dice.roll(4) as usize];
                let indent = dice.roll(30) as f32;
                let keep = dice.roll(4) == 0;
                let style =
                    BlockStyle { align, indent, keep_with_next: keep, keep_together: keep, ..style() };
                para_as(&words.join(" "), Role::P, style)
            })
            .collect();
        let wanted: Vec<String> = blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(Paragraph { inlines, .. }) => match &inlines[0] {
                    Inline::Text { text, .. } => text.to_string(),
                    Inline::Break => String::new(),
                },
                _ => String::new(),
            })
            .collect();
        let laid = set(60.0 + dice.roll(300) as f32, 30.0 + dice.roll(200) as f32, blocks);
        assert_eq!(reading(&laid.pages), wanted.join(" "));
        assert_inside(&laid.pages);
        assert!(laid.remarks.is_empty());
    }
}

/// Pages a second, to be read by a person: `cargo test --lib speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a test"]
fn speed() {
    let names = ["Regular", "Bold", "Italic", "BoldItalic"];
    let files = names.map(|name| {
        let path = format!("{}/fonts/LiberationSerif-{name}.ttf", env!("CARGO_MANIFEST_DIR"));
        crate::font::FontFile { name: name.into(), bytes: std::fs::read(path).unwrap().into() }
    });
    let book = crate::font::FontBook::new(files.to_vec()).unwrap();
    for rows in [2_000, 10_000, 30_000] {
        let body = (0..rows).map(|n| {
            let figures = format!("{}.{:03},{}", n % 97, n % 1000, n % 10);
            row(&[
                &n.to_string(),
                "Tổng giá trị sản xuất ngành nông, lâm, thủy sản",
                "Tỷ đồng",
                &figures,
                "22,5",
                "x",
                "Phòng Kinh tế",
            ])
        });
        let table =
            table(vec![row(&["TT", "Chỉ tiêu", "ĐVT", "TH", "KH", "So sánh", "Đơn vị"])], body.collect());
        let document = document(page(700.0, 480.0), vec![Block::Table(table)]);
        let clock = std::time::Instant::now();
        let laid = layout(&document, &book);
        let time = clock.elapsed();
        println!("{rows} rows: {} pages in {time:?}", laid.pages.pages.len());
    }
    let words = "Tổng thu ngân sách nhà nước trên địa bàn năm 2024 ước đạt 1.000 tỷ đồng, tăng 22,5% so với cùng kỳ; ".repeat(8);
    let style = BlockStyle { align: Align::Justify, indent: 28.0, ..style() };
    let prose = (0..1000).map(|_| para_as(&words, Role::P, style.clone())).collect();
    let document = document(page(468.0, 700.0), prose);
    let clock = std::time::Instant::now();
    let laid = layout(&document, &book);
    println!("prose: {} pages in {:?}", laid.pages.pages.len(), clock.elapsed());
}

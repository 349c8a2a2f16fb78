//! The smaller pieces: drawings, marks, underlines, raised letters, lists, nested tables, sections, forced breaks.

use super::*;
use crate::layout::bench::Bench;
use crate::layout::paragraph::{collect, collect_into};
use crate::pages::Piece;

fn styled(words: &str, style: TextStyle) -> Inline {
    Inline::Text { text: words.into(), style: Arc::new(style) }
}

fn small() -> TextStyle {
    TextStyle { size: 10.0, ..TextStyle::default() }
}

fn of(inlines: Vec<Inline>) -> Block {
    let style = Arc::new(style());
    Block::Paragraph(Paragraph {
        role: Role::P,
        style,
        inlines: inlines.into(),
        label: None,
        span: Span::default(),
    })
}

fn fills(pages: &Pages, page: usize) -> Vec<[f32; 4]> {
    let items = pages.pages.get(page).map_or(&[][..], |page| &page.items);
    let fill = |item: &Item| match item {
        Item::Fill { x, y, width, height, .. } => Some([*x, *y, *width, *height]),
        _ => None,
    };
    items.iter().filter_map(fill).collect()
}

fn chart(width: f32, height: f32) -> Block {
    let black = Color::default();
    let label =
        |x, y, words: &str, align| Shape::Text { x, y, text: words.into(), style: Arc::new(small()), align };
    Block::Drawing(Box::new(Drawing {
        style: Arc::new(BlockStyle { align: Align::Center, ..style() }),
        width,
        height,
        alt: "Biểu đồ".into(),
        shapes: vec![
            Shape::Rect { x: 10.0, y: 5.0, width: 40.0, height: 10.0, fill: Some(black), stroke: None },
            Shape::Rect {
                x: 10.0,
                y: 20.0,
                width: 20.0,
                height: 10.0,
                fill: None,
                stroke: Some((1.0, black)),
            },
            Shape::Line { x1: 10.0, y1: 0.0, x2: 10.0, y2: 40.0, width: 0.5, color: black },
            label(60.0, 15.0, "1.000", Align::Left),
            label(60.0, 25.0, "ab", Align::Right),
            label(60.0, 35.0, "ab", Align::Center),
        ],
        span: Span::default(),
    }))
}

/// The words in the order of the structure tree.
fn in_tree(pages: &Pages) -> String {
    let items = || pages.pages.iter().flat_map(|page| &page.items);
    let mut words = Vec::new();
    let mut open = vec![crate::pages::NodeId(0)];
    while let Some(id) = open.pop() {
        words.extend(items().filter_map(|item| match item {
            Item::Text(line) if line.tag == Tag::Node(id) => Some(pages.text_of(line).trim_end().to_string()),
            _ => None,
        }));
        open.extend(pages.tree[id.0 as usize].children.iter().rev());
    }
    words.join(" ")
}

#[test]
fn a_drawing_is_one_figure_with_its_description() {
    let laid = set(200.0, 100.0, vec![chart(100.0, 40.0)]);
    let figures: Vec<_> = laid.pages.tree.iter().filter(|node| node.role == Role::Figure).collect();
    assert_eq!(figures.len(), 1);
    assert_eq!(figures[0].alt.as_deref(), Some("Biểu đồ"));
    // Centred: 50 + (200 - 100) / 2.
    assert_eq!(fills(&laid.pages, 0)[0], [110.0, 55.0, 40.0, 10.0]);
    assert_eq!(fills(&laid.pages, 0).len(), 5, "one area and the four sides of another");
    let places: Vec<(f32, f32)> = lines(&laid.pages, 0).iter().map(|(line, _)| (line.x, line.y)).collect();
    assert_eq!(places, [(160.0, 65.0), (150.0, 75.0), (155.0, 85.0)]);
    let strokes = laid.pages.pages[0].items.iter().filter(|item| matches!(item, Item::Stroke { .. }));
    assert_eq!(strokes.count(), 1);
    let all_tagged = laid.pages.pages[0].items.iter().all(|item| match item {
        Item::Text(line) => matches!(line.tag, Tag::Node(_)),
        Item::Fill { tag, .. } | Item::Stroke { tag, .. } => matches!(tag, Tag::Node(_)),
    });
    assert!(all_tagged);
}

#[test]
fn a_drawing_that_is_too_large_is_made_smaller() {
    let laid = set(50.0, 100.0, vec![para("a"), chart(100.0, 40.0)]);
    assert_eq!(fills(&laid.pages, 0)[0], [55.0, 62.5, 20.0, 5.0]);
    assert_eq!(lines(&laid.pages, 0)[1].0.size, 5.0);
    assert_inside(&laid.pages);
    let laid = set(200.0, 20.0, vec![para("a"), chart(100.0, 40.0)]);
    assert_eq!(laid.pages.pages.len(), 2);
    assert_inside(&laid.pages);
}

#[test]
fn a_boxed_mark_stands_in_its_corner_on_the_first_page_only() {
    let mut paper = page(200.0, 20.0);
    let mark = |text: &str, place, boxed, first_only| PageMark {
        text: text.into(),
        style: small(),
        place,
        boxed,
        first_only,
        overline: 0.0,
    };
    paper.marks = vec![
        mark("DỰ THẢO", MarkPlace::TopRight, true, true),
        mark("ab", MarkPlace::BottomCenter, false, false),
    ];
    let laid = layout(&document(paper, (0..3).map(|_| para("x")).collect()), &Ruler);
    assert_eq!(words_of(&laid.pages, 0), ["DỰ THẢO", "ab", "x", "x"]);
    assert_eq!(words_of(&laid.pages, 1), ["ab", "x"]);
    let found = lines(&laid.pages, 0);
    // 7 letters of 5, 4 beside them: the box ends at the right margin, in the middle of the top margin.
    assert_eq!(found[0].0.x, 250.0 - 4.0 - 35.0);
    assert_eq!(found[1].0.x, 145.0);
    let sides = fills(&laid.pages, 0);
    assert_eq!(sides.len(), 4);
    assert!(sides.iter().all(|[x, y, width, height]| {
        *x >= 207.0 && x + width <= 250.01 && *y >= 18.4 && y + height <= 31.6
    }));
    let marked = laid.pages.pages[0].items.iter().all(|item| match item {
        Item::Fill { tag, .. } => *tag == Tag::Layout || *tag == Tag::Pagination,
        Item::Text(line) => line.tag == Tag::Pagination || matches!(line.tag, Tag::Node(_)),
        Item::Stroke { .. } => false,
    });
    assert!(marked);
    // What stands once is read, in its place; what every page repeats is not.
    assert_eq!(in_tree(&laid.pages), "DỰ THẢO x x x");
}

#[test]
fn an_address_at_the_foot_is_read_after_the_text_and_pages_are_called_by_their_annex() {
    let mut paper = page(200.0, 20.0);
    let text = "số 1\nđường 2".into();
    let place = MarkPlace::BottomLeft;
    paper.marks =
        vec![PageMark { text, style: small(), place, boxed: false, overline: 0.5, first_only: true }];
    let mut laid = document(paper, vec![para("a"), para("b")]);
    let annex = Section {
        page: Arc::new(page(200.0, 20.0)),
        restart_numbers: true,
        blocks: vec![para_as("Phụ lục I", Role::H(1), style()), para("c")],
        span: Span::default(),
    };
    laid.sections.push(annex);
    let laid = layout(&laid, &Ruler);
    assert_eq!(in_tree(&laid.pages), "a b số 1 đường 2 Phụ lục I c");
    let labels: Vec<(usize, &str)> =
        laid.pages.labels.iter().map(|label| (label.page, label.prefix.as_str())).collect();
    assert_eq!(labels, [(0, ""), (1, "Phụ lục I - ")]);
}

#[test]
fn an_underline_runs_under_words_and_their_spaces_and_nothing_else() {
    let under = TextStyle { underline: true, ..small() };
    let laid = set(
        200.0,
        100.0,
        vec![of(vec![styled("a ", small()), styled("bb cc", under.clone()), styled(" d", small())])],
    );
    let drawn = fills(&laid.pages, 0);
    assert_eq!((drawn.len(), drawn[0][0], drawn[0][2]), (1, 60.0, 25.0));
    // Justified: as long as the stretched line.
    let justified = BlockStyle { align: Align::Justify, ..style() };
    let block = Block::Paragraph(Paragraph {
        role: Role::P,
        style: Arc::new(justified),
        inlines: [styled("aaa bbb cc ddd", under)].into(),
        label: None,
        span: Span::default(),
    });
    let laid = set(58.0, 100.0, vec![block]);
    assert_eq!(fills(&laid.pages, 0).iter().map(|fill| fill[2]).collect::<Vec<_>>(), [58.0, 15.0]);
    assert_inside(&laid.pages);
}

#[test]
fn raised_letters_stand_higher_and_push_no_line_away() {
    let raised = TextStyle { size: 6.5, rise: 3.5, ..TextStyle::default() };
    let laid = set(
        200.0,
        100.0,
        vec![of(vec![styled("m", small()), styled("2", raised), styled(" x", small())]), para("y")],
    );
    let found = lines(&laid.pages, 0);
    assert_eq!(found.iter().map(|(line, _)| line.y).collect::<Vec<_>>(), [57.5, 54.0, 57.5, 67.5]);
    assert_eq!((found[1].0.x, found[1].0.size), (55.0, 6.5));
}

#[test]
fn numbers_begin_again_where_a_section_says_so() {
    let mut paper = page(200.0, 20.0);
    paper.number = Some(PageNumber { style: small(), top: 20.0, on_first: true });
    let paper = Arc::new(paper);
    let section = |restart_numbers, count: usize| Section {
        page: paper.clone(),
        restart_numbers,
        blocks: (0..count).map(|_| para("x")).collect(),
        span: Span::default(),
    };
    let document = Document {
        sections: vec![section(false, 3), section(true, 3), section(false, 1)],
        ..Document::default()
    };
    let laid = layout(&document, &Ruler);
    let numbers: Vec<String> = (0..5).map(|page| words_of(&laid.pages, page)[0].clone()).collect();
    assert_eq!(numbers, ["1", "2", "1", "2", "3"]);
}

#[test]
fn a_forced_break_begins_a_page_and_its_margin_is_dropped() {
    let forced =
        BlockStyle { break_before: Break::Page, margin: Edges { top: 30.0, ..Edges::default() }, ..style() };
    let kept = BlockStyle { keep_with_next: true, ..style() };
    let laid = set(
        200.0,
        100.0,
        vec![para_as("a", Role::P, kept), para_as("b", Role::P, forced.clone()), para("c")],
    );
    assert_eq!(words_of(&laid.pages, 0), ["a"]);
    assert_eq!(words_of(&laid.pages, 1), ["b", "c"]);
    assert_eq!(lines(&laid.pages, 1)[0].0.y, 57.5);
    let laid = set(200.0, 100.0, vec![para_as("a", Role::P, forced)]);
    assert_eq!(laid.pages.pages.len(), 1, "no empty page before the first block");
}

#[test]
fn a_paragraph_over_two_pages_is_one_element() {
    let words: Vec<String> = (0..12).map(|n| format!("w{n:02}")).collect();
    let laid = set(20.0, 70.0, vec![para(&words.join(" "))]);
    assert_eq!(laid.pages.pages.len(), 2);
    let tags: Vec<Tag> = (0..2).flat_map(|page| lines(&laid.pages, page)).map(|(line, _)| line.tag).collect();
    assert!(tags.iter().all(|tag| *tag == tags[0]), "{tags:?}");
    assert_eq!(laid.pages.tree.iter().filter(|node| node.role == Role::P).count(), 1);
    // The space at the end of the page keeps the last word from running into the next page's first.
    let last = lines(&laid.pages, 0).pop().and_then(|(line, _)| laid.pages.pieces_of(line).last().copied());
    assert!(matches!(last, Some(Piece::Space(_))));
}

fn item(label: &str, words: &str, style: BlockStyle) -> Block {
    let Block::Paragraph(mut p) = para_as(words, Role::LBody, style) else { unreachable!() };
    p.label = Some(Box::new([text(label)].into()));
    let blocks = vec![Block::Paragraph(p)];
    let style = Arc::new(super::style());
    Block::Container(Container { role: Role::LI, style, blocks, span: Span::default() })
}

#[test]
fn labels_stand_at_the_first_line_indent_and_the_text_follows() {
    let indented = || BlockStyle { indent: 20.0, ..style() };
    let blocks = ["a)", "b)", "c)", "d)", "đ)", "-"]
        .map(|label| item(label, "một hai ba bốn năm", indented()))
        .to_vec();
    let list =
        Container { role: Role::L(Numbering::None), style: Arc::new(style()), blocks, span: Span::default() };
    let laid = set(80.0, 500.0, vec![Block::Container(list)]);
    let found = lines(&laid.pages, 0);
    let places: Vec<(f32, &str)> = found.iter().map(|(line, text)| (line.x, text.as_str())).collect();
    // Label at 50 + 20, then a space; the second line begins at the margin.
    assert_eq!(places[0], (70.0, "a)"));
    assert_eq!(places[1], (85.0, "một hai"));
    assert_eq!(places[2], (50.0, "ba bốn năm"));
    assert_eq!(places[15], (70.0, "-"));
    assert_eq!(places[16].0, 80.0);
    assert_eq!(found[0].0.y, found[1].0.y);
    assert_inside(&laid.pages);
}

fn nested(inner: Box<Table>) -> Block {
    let mut outer = cell("");
    outer.blocks = vec![para("đầu"), Block::Table(inner), para("cuối")].into();
    Block::Table(table(vec![row(&["H", "K"])], vec![row_of(vec![outer, cell("bên")]), row(&["z", "y"])]))
}

#[test]
fn a_table_in_a_cell_stands_in_its_cell() {
    let laid = set(200.0, 200.0, vec![nested(table(vec![row(&["A", "B"])], numbered(3)))]);
    assert_eq!(reading(&laid.pages), "H K đầu A B r0 x r1 x r2 x cuối bên z y");
    assert_eq!(laid.pages.tree.iter().filter(|node| node.role == Role::Table).count(), 2);
    assert_eq!(laid.pages.pages.len(), 1);
    assert!(laid.remarks.is_empty());
    assert_inside(&laid.pages);
}

#[test]
fn a_long_table_in_a_cell_goes_on_over_pages() {
    let laid = set(200.0, 100.0, vec![nested(table(vec![], numbered(40)))]);
    let rows: String = (0..40).map(|n| format!(" r{n} x")).collect();
    let all = reading(&laid.pages);
    assert_eq!(all.matches("bên").count(), 1);
    assert_eq!(all.replace(" bên", ""), format!("H K đầu{rows} cuối z y"));
    assert!(laid.pages.pages.len() > 4);
    assert_inside(&laid.pages);
}

#[test]
fn a_row_taller_than_the_page_in_a_table_in_a_cell_is_split_too() {
    let long: Vec<String> = (0..60).map(|n| format!("w{n:03}")).collect();
    for depth in 1..4 {
        let mut inner = table(vec![row(&["A"])], vec![row(&[&long.join(" "), "c"]), row(&["e", "f"])]);
        for _ in 1..depth {
            let mut holder = cell("");
            holder.blocks = vec![Block::Table(inner)].into();
            inner = table(vec![], vec![row_of(vec![holder])]);
        }
        let laid = set(60.0, 100.0, vec![nested(inner)]);
        let all = reading(&laid.pages);
        let found: Vec<&str> = all.split(' ').filter(|word| word.starts_with('w')).collect();
        assert_eq!(found, long.iter().map(String::as_str).collect::<Vec<_>>(), "{depth}");
        assert!(all.contains("e f cuối") && all.ends_with("z y"), "{all}");
        assert!(laid.pages.pages.len() > 5);
        assert_inside(&laid.pages);
    }
}

#[test]
fn a_spanning_cell_with_a_long_table_stays_on_its_pages() {
    let mut rows = numbered(4);
    let long: Vec<String> = (0..60).map(|n| format!("w{n:03}")).collect();
    let mut first = cell("");
    first.blocks = vec![Block::Table(table(vec![], vec![row(&[&long.join(" ")]), row(&["e"])]))].into();
    first.rowspan = 4;
    rows[0].cells.insert(0, first);
    let laid = set(60.0, 100.0, vec![Block::Table(table(vec![], rows))]);
    assert_eq!(reading(&laid.pages).matches('w').count(), 60);
    assert_inside(&laid.pages);
}

#[test]
fn what_cannot_be_split_says_that_it_is_too_high() {
    let mut room = cell("");
    let tall = BlockStyle { min_height: 300.0, ..style() };
    room.blocks = vec![para_as("ký", Role::P, tall)].into();
    let laid = set(200.0, 100.0, vec![Block::Table(table(vec![], vec![row_of(vec![room])]))]);
    assert!(laid.remarks.iter().any(|remark| remark.kind == RemarkKind::Overfull), "{:?}", laid.remarks);
}

#[test]
fn a_text_that_was_read_lately_has_the_words_that_reading_it_gives() {
    let mut bench = Bench::new(&Ruler, NonZeroUsize::MIN);
    let styles = [10.0, 12.0].map(|size| Arc::new(TextStyle { size, ..TextStyle::default() }));
    let mut dice = Dice(5);
    let mut all = Vec::new();
    for _ in 0..4000 {
        let number = dice.roll(900);
        let text = match number % 3 {
            0 => format!("{number},{}", number % 7),
            1 => format!("Phòng số {number}\u{a0}- Kế hoạch 漢 {}", "dài ".repeat(number as usize % 5)),
            _ => " ".repeat(number as usize % 4),
        };
        let inlines =
            [Inline::Text { text: text.as_str().into(), style: styles[dice.roll(2) as usize].clone() }];
        let from = all.len();
        let widths = collect_into(&mut bench, &inlines, Span::default(), &mut all);
        let read = collect(&mut bench, &inlines, Span::default());
        assert_eq!((&all[from..], widths), (&read.atoms[..], (read.min, read.natural)), "{text}");
    }
    assert!(all.len() > 10_000);
}

/// An item of a list `left` from the edge and `indent` further, labelled, of these words.
fn labelled_at(left: f32, indent: f32, words: &str) -> Laid {
    let margin = Edges { left, ..Edges::default() };
    let Block::Paragraph(mut item) = para_as(words, Role::LI, BlockStyle { margin, indent, ..style() })
    else {
        unreachable!()
    };
    item.label = Some(Box::new([text("10.")].into()));
    set(100.0, 100.0, vec![Block::Paragraph(item)])
}

#[test]
fn a_label_without_room_is_remarked_even_if_no_text_follows() {
    for (left, indent, words) in [(300.0, 10.0, ""), (300.0, 0.0, ""), (90.0, 9.0, "")] {
        let laid = labelled_at(left, indent, words);
        let [remark] = &laid.remarks[..] else { panic!("{:?}", laid.remarks) };
        assert_eq!(remark.kind, RemarkKind::Overfull);
        assert!(remark.text.contains("\"10.\""), "{}", remark.text);
    }
    for (left, indent, words) in [(60.0, 0.0, ""), (60.0, 9.0, ""), (90.0, 0.0, "a"), (20.0, 9.0, "hai")] {
        assert_eq!(labelled_at(left, indent, words).remarks, [], "{left} {indent} {words}");
    }
}

#[test]
fn a_spanning_cell_that_leaves_the_paper_is_remarked() {
    let mut tall = cell("");
    let high = BlockStyle { min_height: 300.0, ..style() };
    tall.blocks = vec![para_as("cao", Role::P, high), para("sau")].into();
    tall.rowspan = 3;
    let mut rows = numbered(3);
    rows[0].cells.insert(1, tall);
    let laid = set(200.0, 100.0, vec![Block::Table(table(vec![], rows))]);
    assert!(laid.remarks.iter().any(|remark| remark.kind == RemarkKind::Overfull), "{}", laid.pages.dump());
}

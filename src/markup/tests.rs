//! Whole documents: properties, cascade, errors with their places, hostile input.

use std::sync::Arc;

use super::{MarkupErrors, Source, markup};
use crate::document::*;
use crate::testing::Dice;

fn read(body: &str, css: &str) -> Result<Document, MarkupErrors> {
    let xhtml = format!("<html lang=\"vi-VN\"><head><title>T</title></head><body>{body}</body></html>");
    markup(&Source { name: "a.hbs", xhtml: &xhtml, stylesheet_name: "a.css", stylesheet: css })
}

fn blocks(body: &str, css: &str) -> Vec<Block> {
    let document = read(body, css).unwrap_or_else(|errors| panic!("{errors}"));
    document.sections.into_iter().flat_map(|section| section.blocks).collect()
}

fn paragraph(body: &str, css: &str) -> Paragraph {
    match blocks(body, css).into_iter().next() {
        Some(Block::Paragraph(paragraph)) => paragraph,
        other => panic!("{other:?}"),
    }
}

/// The block style of `<p class="x">` under one declaration.
fn styled(declaration: &str) -> BlockStyle {
    (*paragraph("<p class=\"x\">chữ</p>", &format!("p {{ font-size: 10pt }} .x {{ {declaration} }}")).style)
        .clone()
}

fn lettered(declaration: &str) -> TextStyle {
    match paragraph("<p class=\"x\">chữ</p>", &format!("p {{ font-size: 10pt }} .x {{ {declaration} }}"))
        .inlines
        .pop()
    {
        Some(Inline::Text { style, .. }) => (*style).clone(),
        other => panic!("{other:?}"),
    }
}

fn table(body: &str, css: &str) -> Table {
    match blocks(body, css).into_iter().find(|block| matches!(block, Block::Table(_))) {
        Some(Block::Table(table)) => *table,
        other => panic!("{other:?}"),
    }
}

fn text(inlines: &[Inline]) -> String {
    let part = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.to_string(),
        Inline::Break => "\n".to_string(),
    };
    inlines.iter().map(part).collect()
}

/// `line:column message` of every error of a body on line 1 (the body starts at column 55).
fn errors(body: &str, css: &str) -> Vec<String> {
    let errors = read(body, css).expect_err("errors expected").errors;
    errors
        .iter()
        .map(|error| format!("{} {}:{} {}", error.file, error.line, error.column, error.message))
        .collect()
}

#[test]
fn lengths_and_boxes() {
    let near = |a: f32, b: f32| assert!((a - b).abs() < 0.01, "{a} {b}");
    near(styled("text-indent: 10mm").indent, 28.346);
    near(styled("text-indent: -1cm").indent, -28.346);
    near(styled("margin: 1em 2pt 1in").margin.top, 10.0);
    near(styled("margin: 1em 2pt 1in").margin.bottom, 72.0);
    near(styled("margin: 1em 2pt 1in").margin.left, 2.0);
    near(styled("margin: 1em; margin-left: 0").margin.left, 0.0);
    near(styled("font-size: 20pt; padding-top: 1em").padding.top, 20.0);
    near(styled("padding-top: 1em; font-size: 20pt").padding.top, 20.0);
    assert_eq!(styled("width: 40%").width, Length::Percent(40.0));
    assert_eq!(styled("width: 30pt").width, Length::Points(30.0));
    assert_eq!(styled("min-height: 30pt").min_height, 30.0);
    let border = styled("color: red; border: 0.5pt solid; border-left: none").border;
    assert_eq!(border.widths, Edges { top: 0.5, right: 0.5, bottom: 0.5, left: 0.0 });
    assert_eq!(border.color, Color { r: 1.0, g: 0.0, b: 0.0 });
    assert_eq!(styled("border-width: 1pt 2pt; border-style: solid").border.widths.left, 2.0);
    assert_eq!(styled("border-width: 1pt 2pt").border.widths.left, 0.0);
    let grey = styled("background: #eee").background.unwrap();
    near(grey.r, 238.0 / 255.0);
    assert_eq!(styled("background-color: transparent").background, None);
    assert_eq!(styled("background: rgb(255, 0, 51)").background, Some(Color { r: 1.0, g: 0.0, b: 0.2 }));
}

#[test]
fn lines_and_breaks() {
    assert_eq!(styled("text-align: justify").align, Align::Justify);
    assert_eq!(styled("text-align: -th-decimal").align, Align::Decimal);
    assert_eq!(styled("line-height: 1.2").line_height, LineHeight::Normal(1.2));
    assert_eq!(styled("line-height: normal").line_height, LineHeight::Normal(1.0));
    assert_eq!(styled("line-height: 17pt").line_height, LineHeight::Exact(17.0));
    assert_eq!(styled("break-before: page").break_before, Break::Page);
    assert_eq!(styled("page-break-before: always").break_before, Break::Page);
    assert!(styled("break-after: avoid").keep_with_next && styled("page-break-after: avoid").keep_with_next);
    assert!(styled("break-inside: avoid").keep_together);
    assert_eq!((styled("orphans: 3; widows: 4").orphans, styled("orphans: 3; widows: 4").widows), (3, 4));
    assert!(styled("white-space: nowrap").nowrap);
}

#[test]
fn letters() {
    assert_eq!(&*lettered("font-family: \"Times New Roman\", serif").family, "times new roman");
    assert_eq!(&*lettered("font-family: Liberation Serif").family, "liberation serif");
    assert_eq!(lettered("font-size: 1.5em").size, 21.0);
    assert_eq!(lettered("font-size: 50%").size, 7.0);
    assert!(lettered("font-style: italic").italic && lettered("font-weight: 700").bold);
    assert!(lettered("text-decoration: underline").underline);
    let style = lettered("font: italic bold 13pt/15pt 'Times New Roman', serif");
    assert!(style.italic && style.bold && style.size == 13.0 && &*style.family == "times new roman");
    assert_eq!(styled("font: 13pt/15pt serif").line_height, LineHeight::Exact(15.0));
    assert_eq!(lettered("color: #f00").color, Color { r: 1.0, g: 0.0, b: 0.0 });
}

#[test]
fn superscript_stands_higher_and_smaller() {
    let inlines = paragraph("<p>m<sup>2</sup></p>", "p { font-size: 12pt }").inlines;
    let Some(Inline::Text { style, .. }) = inlines.get(1) else { panic!() };
    assert!(style.rise == 4.0 && (style.size - 7.8).abs() < 0.01);
}

#[test]
fn capitals_are_vietnamese_and_text_is_nfc() {
    let css = "p { text-transform: uppercase } span { text-transform: none }";
    let upper = paragraph("<p>đường ưỡn e\u{302}\u{301} <span>xã</span></p>", css);
    assert_eq!(text(&upper.inlines), "ĐƯỜNG ƯỠN Ế xã");
    assert_eq!(upper.inlines.len(), 1);
}

#[test]
fn cascade_follows_specificity_order_and_inheritance() {
    let size = |css: &str, body: &str| match paragraph(body, css).inlines.first() {
        Some(Inline::Text { style, .. }) => style.size,
        other => panic!("{other:?}"),
    };
    let body = "<p id=\"i\" class=\"a b\">x</p>";
    assert_eq!(size("p { font-size: 1pt } p { font-size: 2pt }", body), 2.0);
    assert_eq!(size(".a { font-size: 3pt } p { font-size: 2pt }", body), 3.0);
    assert_eq!(size("#i { font-size: 4pt } .a.b { font-size: 3pt }", body), 4.0);
    assert_eq!(size("p.a { font-size: 5pt } .a { font-size: 3pt }", body), 5.0);
    assert_eq!(size("#i { font-size: 4pt }", "<p id=\"i\" style=\"font-size: 6pt\">x</p>"), 6.0);
    assert_eq!(size("html, body { font-size: 7pt }", body), 7.0);
    assert_eq!(size("body > p { font-size: 8pt } div p { font-size: 9pt }", body), 8.0);
    assert_eq!(size("* { font-size: 8pt }", body), 8.0);
    // Margins are not inherited, alignment is.
    let css = "div { margin-top: 5pt; text-align: right }";
    let Some(Block::Container(div)) = blocks("<div><p>x</p>y</div>", css).pop() else { panic!() };
    for block in &div.blocks {
        let Block::Paragraph(p) = block else { panic!() };
        assert_eq!((p.style.margin.top, p.style.align), (0.0, Align::Right));
    }
}

#[test]
fn combinators_and_ends() {
    let css = "section div > p { text-align: right } p:first-child { orphans: 5 } p:last-child { widows: 6 } div > div p { widows: 7 }";
    let Some(Block::Container(div)) =
        blocks("<section><div><p>a</p><p>b</p><div><p>c</p></div></div></section>", css).pop()
    else {
        panic!()
    };
    let style = |block: &Block| match block {
        Block::Paragraph(p) => (p.style.align, p.style.orphans, p.style.widows),
        Block::Container(c) => match &c.blocks[0] {
            Block::Paragraph(p) => (p.style.align, p.style.orphans, p.style.widows),
            _ => panic!(),
        },
        _ => panic!(),
    };
    assert_eq!(style(&div.blocks[0]), (Align::Right, 5, 2));
    assert_eq!(style(&div.blocks[1]), (Align::Right, 2, 2));
    // `.p:last-child` (one class) and `div > div p` (three types): the class wins.
    assert_eq!(style(&div.blocks[2]), (Align::Right, 5, 6));
}

#[test]
fn white_space_collapses_across_inline_borders() {
    let words = |body: &str| text(&paragraph(body, "").inlines);
    assert_eq!(words("<p>  a \n <b> b</b> <i>c </i> </p>"), "a b c");
    assert_eq!(words("<p>a <br/> b</p>"), "a\nb");
    assert_eq!(words("<p>a&nbsp; &nbsp;b\u{a0}</p>"), "a\u{a0} \u{a0}b\u{a0}");
    assert_eq!(words("<p>x&ndash;y&hellip; &amp;nbsp; &lt;</p>"), "x–y… &nbsp; <");
    assert_eq!(paragraph("<p>a<b>b</b><strong>c</strong></p>", "").inlines.len(), 2);
    assert_eq!(paragraph("<p> </p>", "").inlines[..], []);
}

#[test]
fn random_text_comes_back_from_text_and_attributes() {
    const LETTERS: [char; 16] =
        ['&', '<', '>', '"', '\'', ';', '#', 'x', 'đ', 'ế', '\u{a0}', ']', '-', '!', '{', '𝄞'];
    let mut dice = Dice(1);
    let mut next = || dice.roll(1 << 31) as usize;
    for _ in 0..300 {
        let odd: String = (0..1 + next() % 12).map(|_| LETTERS[next() % LETTERS.len()]).collect();
        let escaped =
            odd.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let body = format!("<p>{escaped}</p><table summary=\"{escaped}\"><tr><td/></tr></table>");
        let blocks = blocks(&body, "");
        let [Block::Paragraph(p), Block::Table(table)] = &blocks[..] else { panic!("{odd}") };
        assert_eq!((text(&p.inlines), &table.summary), (odd.clone(), &odd));
    }
}

#[test]
fn escaped_text_comes_back() {
    let odd = [
        "a&b<c>\"d'",
        "]]>",
        "<!-- -->",
        "&amp;",
        "1 < 2 && 3 > 2",
        "ế\u{a0}\u{200b}–",
        "{{x}}",
        "𝄞 💡",
        "&#x;",
    ];
    for odd in odd {
        let escaped = odd.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert_eq!(text(&paragraph(&format!("<p>{escaped}</p>"), "").inlines), odd);
    }
}

#[test]
fn display() {
    assert_eq!(blocks("<p style=\"display: none\">x</p> ", ""), []);
    let lines = paragraph("<p>a<span style=\"display: block\">b</span>c</p>", "");
    assert_eq!(text(&lines.inlines), "a\nb\nc");
    assert_eq!(
        text(
            &paragraph("<p style=\"display: inline\">a</p> <div style=\"display:inline\">b</div>", "")
                .inlines
        ),
        "a b"
    );
    assert_eq!(
        blocks("<span style=\"display: block\">a</span><span style=\"display: block\">b</span>", "").len(),
        2
    );
}

#[test]
fn rule_lines() {
    let rule = |css: &str| match blocks("<p>x</p><hr/>", css).pop() {
        Some(Block::Rule(rule)) => rule,
        other => panic!("{other:?}"),
    };
    let plain = rule("");
    assert_eq!((plain.thickness, plain.style.align, plain.width_of_previous), (0.75, Align::Center, false));
    let share = rule("hr { -th-width-of: previous; -th-share: 0.4; border-top: 0.5pt solid black }");
    assert_eq!((share.thickness, share.share, share.width_of_previous), (0.5, 0.4, true));
    let tall = rule("hr { border: none; height: 1pt; background: red; width: 50%; margin-left: auto }");
    assert_eq!((tall.thickness, tall.color.r, tall.style.align), (1.0, 1.0, Align::Right));
    assert_eq!(tall.style.width, Length::Percent(50.0));
}

#[test]
fn lists_carry_labels() {
    let css = "ol { list-style-type: -th-diem } ol ol { list-style-type: decimal }";
    let body = "<ol start=\"4\"><li>một</li><li><p>hai</p><p>ba</p></li><li><ol><li>x</li></ol></li></ol><ul><li>y</li></ul>";
    let all = blocks(body, css);
    let Block::Container(list) = &all[0] else { panic!() };
    assert_eq!(list.role, Role::L(Numbering::Letters));
    let item = |index: usize| match &list.blocks[index] {
        Block::Container(item) => item,
        other => panic!("{other:?}"),
    };
    let label = |block: &Block| match block {
        Block::Paragraph(p) => (p.role, p.label.as_deref().map(|label| text(label)), text(&p.inlines)),
        other => panic!("{other:?}"),
    };
    assert_eq!(item(0).role, Role::LI);
    assert_eq!(label(&item(0).blocks[0]), (Role::LBody, Some("d)".into()), "một".into()));
    assert_eq!(label(&item(1).blocks[0]), (Role::LBody, Some("đ)".into()), "hai".into()));
    assert_eq!(label(&item(1).blocks[1]), (Role::LBody, None, "ba".into()));
    assert_eq!(label(&item(2).blocks[0]), (Role::LBody, Some("e)".into()), String::new()));
    let Block::Container(inner) = &item(2).blocks[1] else { panic!() };
    let Block::Container(x) = &inner.blocks[0] else { panic!() };
    assert_eq!(label(&x.blocks[0]).1, Some("1.".into()));
    let Block::Container(dash) = &all[1] else { panic!() };
    let Block::Container(y) = &dash.blocks[0] else { panic!() };
    assert_eq!(label(&y.blocks[0]).1, Some("-".into()));
}

#[test]
fn tables_have_groups_spans_and_flags() {
    let body = "<table summary=\"Biểu\"><caption>Bảng 1</caption><colgroup><col style=\"width: 20%\"/><col span=\"2\"/></colgroup>\
        <thead><tr><th rowspan=\"2\">TT</th><th colspan=\"2\">Năm</th></tr><tr><th>A</th><th>B</th></tr></thead>\
        <tbody><tr class=\"nhom\"><th colspan=\"3\">I</th></tr><tr><td>1</td><td>2</td><td>3</td></tr>\
        <tr class=\"cong\"><td>1</td><td>2</td><td>3</td></tr></tbody></table>";
    let css = "table { -th-carry: 2 3 } .nhom { break-after: avoid; background: #eee } .cong { -th-keep-with-previous: yes }
        tr { vertical-align: bottom; height: 20pt }";
    let table = table(body, css);
    assert_eq!((table.head.len(), table.body.len(), table.foot.len()), (2, 3, 0));
    assert_eq!(table.columns.len(), 3);
    assert_eq!(table.columns[0].width, Length::Percent(20.0));
    assert_eq!((table.summary.as_str(), table.carry.as_slice()), ("Biểu", &[1, 2][..]));
    assert_eq!((table.head[0].cells[0].rowspan, table.head[0].cells[1].colspan), (2, 2));
    assert_eq!(table.head[0].cells[0].scope, Some(Scope::Column));
    let group = &table.body[0];
    assert!(group.keep_with_next && !group.keep_with_previous && table.body[2].keep_with_previous);
    assert_eq!(group.cells[0].scope, Some(Scope::Row));
    assert!(group.cells[0].style.background.is_some() && table.body[1].cells[0].style.background.is_none());
    assert_eq!(
        (group.cells[0].vertical_align, group.cells[0].style.min_height),
        (VerticalAlign::Bottom, 20.0)
    );
    let Some(Block::Paragraph(caption)) = blocks(body, css).into_iter().next() else { panic!() };
    assert_eq!((caption.role, caption.style.keep_with_next), (Role::Caption, true));
}

#[test]
fn vertical_place_of_cells_depends_on_the_kind_of_table() {
    let data = table("<table><tr><td style=\"width:30pt\">x</td><td>y</td></tr></table>", "");
    assert_eq!(data.body[0].cells[0].vertical_align, VerticalAlign::Middle);
    assert_eq!(data.columns[0].width, Length::Points(30.0));
    let grid = table("<table role=\"presentation\"><tr><td>x</td></tr></table>", "");
    assert!(grid.presentation && grid.body[0].cells[0].vertical_align == VerticalAlign::Top);
}

#[test]
fn broken_grids_are_errors() {
    let one = |rows: &str| errors(&format!("<table>{rows}</table>"), "").join("\n");
    assert!(one("<tr><td/><td/></tr><tr><td/></tr>").contains("Dòng này có 1 cột, các dòng trên có 2 cột."));
    assert!(one("<tr><td rowspan=\"3\"/></tr>").contains("chỉ còn 1 dòng"));
    assert!(one("<tr/>").contains("không có ô nào"));
    assert!(one("<tr><td/><td rowspan=\"2\"/></tr><tr><td colspan=\"2\"/></tr>").contains("chồng lên"));
    assert!(one("<tr><td colspan=\"0\"/></tr>").contains("số nguyên từ 1"));
    assert!(one("<col/><tr><td/><td/></tr>").contains("khai báo 1 cột"));
    assert!(one("<tr><th scope=\"cols\"/></tr>").contains("Có phải là “col”?"));
    assert!(one(&"<tr><td colspan=\"199\"/><td colspan=\"199\"/></tr>".repeat(3)).contains("quá 200 cột"));
}

#[test]
fn pages_numbers_and_marks() {
    let css = "@page { margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page); font-size: 13pt; -th-top: 9mm } }
        @page ngang { size: A4 landscape; @bottom-left { content: \"Biểu\"; border: 0.5pt solid; -th-first-only: yes } }
        @page nho { size: 100mm 120mm; margin: 10mm; @top-center { content: none } }
        .ngang { page: ngang; -th-restart-page-numbers: yes } .nho { page: nho }
        .dau { border: 1pt solid black; font-weight: bold; -th-mark: top-right; -th-first-only: yes; text-transform: uppercase }";
    let body = "<p>đầu</p><section class=\"ngang\"><div class=\"dau\" role=\"mark\">dự thảo</div><p>x</p></section>
        <section class=\"ngang\"><div class=\"dau\" role=\"mark\"> </div><p>y</p></section><section class=\"nho\"/>";
    let document = read(body, css).unwrap();
    let [first, second, third, fourth] = &document.sections[..] else { panic!("{:?}", document.sections) };
    let number = first.page.number.as_ref().unwrap();
    assert_eq!((number.style.size, number.on_first), (13.0, false));
    assert!((number.top - 9.0 * MM).abs() < 0.01 && (first.page.margin.left - 30.0 * MM).abs() < 0.01);
    assert!(first.page.width < first.page.height && !first.restart_numbers);
    assert!(second.page.width > second.page.height && second.restart_numbers && second.page.number.is_some());
    assert_eq!(second.page.marks.len(), 2);
    let mark = &second.page.marks[1];
    assert_eq!((mark.text.as_str(), mark.place), ("DỰ THẢO", MarkPlace::TopRight));
    assert!(mark.boxed && mark.first_only && mark.style.bold);
    assert!(second.page.marks[0].boxed && second.page.marks[0].text == "Biểu");
    assert_eq!(third.page.marks.len(), 1);
    assert_eq!(second.blocks.len(), 1);
    assert!((fourth.page.width - 100.0 * MM).abs() < 0.01 && fourth.page.number.is_none());
}

#[test]
fn drawings() {
    let body = "<svg width=\"160mm\" height=\"200pt\"><title>Thu ngân sách</title><rect x=\"1\" y=\"2mm\" width=\"3\" height=\"4\" fill=\"#f00\"/>
        <line x1=\"0\" y1=\"0\" x2=\"10\" y2=\"0\" stroke=\"gray\" stroke-width=\"0.5\"/>
        <text x=\"5\" y=\"6\" text-anchor=\"middle\" font-size=\"9pt\" font-weight=\"bold\">Năm  2023</text></svg>";
    let Some(Block::Drawing(drawing)) = blocks(body, "").pop() else { panic!() };
    assert_eq!((drawing.alt.as_str(), drawing.height, drawing.shapes.len()), ("Thu ngân sách", 200.0, 3));
    let red = Some(Color { r: 1.0, g: 0.0, b: 0.0 });
    assert!(matches!(&drawing.shapes[0], Shape::Rect { x: 1.0, fill, stroke: None, .. } if *fill == red));
    assert!(matches!(&drawing.shapes[1], Shape::Line { width: 0.5, .. }));
    let Shape::Text { text, style, align, .. } = &drawing.shapes[2] else { panic!() };
    assert_eq!((text.as_str(), style.size, style.bold, *align), ("Năm 2023", 9.0, true, Align::Center));
    let scaled = "<svg width=\"100pt\" height=\"100pt\" viewBox=\"0 0 200 200\"><title>x</title><rect x=\"50\" width=\"20\" height=\"2\"/></svg>";
    let Some(Block::Drawing(drawing)) = blocks(scaled, "").pop() else { panic!() };
    assert!(matches!(&drawing.shapes[0], Shape::Rect { x: 25.0, width: 10.0, .. }));
    assert!(errors("<svg width=\"1mm\"><rect fill=\"rde\"/></svg>", "").len() == 3);
}

#[test]
fn head_is_information() {
    let xhtml = "\u{feff}<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"vi\"><head><meta charset=\"UTF-8\"/><title> Kế hoạch\n 2024 </title>
        <meta name=\"author\" content=\"UBND\"/><meta name=\"keywords\" content=\"a, b\"/><link rel=\"stylesheet\" href=\"x.css\"/></head><body><p>x</p></body></html>";
    let document =
        markup(&Source { name: "kh", xhtml, stylesheet_name: "c", stylesheet: "@charset \"utf-8\"; p { }" })
            .unwrap();
    assert_eq!(
        (document.title.as_str(), document.lang.as_str(), document.author.as_str()),
        ("Kế hoạch 2024", "vi", "UBND")
    );
    assert_eq!((document.keywords.as_str(), document.name.as_str()), ("a, b", "kh"));
    assert_eq!(document.sections[0].blocks.len(), 1);
}

#[test]
fn all_errors_are_found_with_places_and_proposals() {
    let css = "p {\n  colr: red;\n  text-align: centre;\n  width: 10xm\n}\n.a:hover { color: blak }\n@pgae { }\n@page x { siz: A4; @top-centre { content: none } }\n@media print { p { } }";
    let body = "<pp>x</pp><p clas=\"b\">y</p>\n<p><div/></p><ul>z</ul><p style=\"margin: 1\">t</p>";
    let errors = errors(body, css);
    let expected = [
        ("a.css 2:3", "Không có thuộc tính “colr”. Có phải là “color”?"),
        ("a.css 3:15", "Có phải là “center”?"),
        ("a.css 4:10", "pt, mm, cm"),
        ("a.css 6:3", "Không hỗ trợ “:hover”."),
        ("a.css 6:19", "Không có màu “blak”. Có phải là “black”?"),
        ("a.css 7:1", "Không hỗ trợ “@pgae”. Có phải là “page”?"),
        ("a.css 8:11", "Có phải là “size”?"),
        ("a.css 8:20", "Có phải là “top-center”?"),
        ("a.css 9:1", "Không hỗ trợ “@media”."),
        ("a.hbs 1:55", "Không có phần tử <pp>. Có phải là “p”?"),
        ("a.hbs 1:68", "Phần tử <p> không có thuộc tính “clas”. Có phải là “class”?"),
        ("a.hbs 2:4", "Phần tử <div> không được đứng trong <p>."),
        ("a.hbs 2:18", "Chữ không được đứng trực tiếp trong <ul>."),
        ("a.hbs 2:42", "cần độ dài có đơn vị"),
    ];
    assert_eq!(errors.len(), expected.len(), "{errors:#?}");
    for (error, (place, words)) in errors.iter().zip(expected) {
        assert!(error.starts_with(place) && error.contains(words), "{error} / {place} {words}");
    }
}

#[test]
fn malformed_texts_say_where() {
    let one = |body: &str| errors(body, "").join("\n");
    assert!(
        one("<p>a</b>").contains("1:59 Thẻ đóng </b> không khớp: phần tử đang mở là <p>."),
        "{}",
        one("<p>a</b>")
    );
    assert!(one("<p>a & b</p>").contains("Dấu “&” phải viết là “&amp;”."));
    assert!(one("<p>&nbps;</p>").contains("1:58 Không có ký hiệu “&nbps;”. Có phải là “nbsp”?"));
    let cut =
        markup(&Source { name: "a", xhtml: "<html>\n<body><p>x", stylesheet_name: "b", stylesheet: "" });
    let cut = cut.unwrap_err().to_string();
    assert!(cut.contains("a:2:11: ") && cut.contains("</p>"), "{cut}");
    let bomb = "<!DOCTYPE html [<!ENTITY a \"x\">]><html><body/></html>";
    let bomb = markup(&Source { name: "a", xhtml: bomb, stylesheet_name: "b", stylesheet: "" })
        .unwrap_err()
        .to_string();
    assert!(bomb.contains("DTD"), "{bomb}");
}

#[test]
fn stylesheet_slips_are_named() {
    let one = |css: &str| errors("<p>x</p>", css).join("\n");
    assert!(one("p { color: red").contains("1:3 Dấu “{” mở ở đây nhưng thiếu dấu “}” đóng."));
    assert!(one("p { color: red } }").contains("1:18 Thừa dấu “}”."));
    assert!(one("p { color red }").contains("thiếu dấu “:”"));
    assert!(one("p { margin: 1pt\n  color: red }").contains("2:8 Thiếu dấu “;” sau thuộc tính “margin”."));
    assert!(one("p { color: red !important }").contains("!important"));
    assert!(
        one("p { page: ngagn } @page ngang { }")
            .contains("1:11 Không có quy tắc “@page ngagn”. Có phải là “ngang”?")
    );
    assert!(one("pp { }").contains("Không có phần tử “pp”."));
    assert!(one("p, { }").contains("Thiếu bộ chọn"));
    assert!(one("p > > a { }").contains("Thừa dấu “>”"));
    assert!(one("p { border: 1pt dotted }").contains("kiểu “solid”"));
    assert!(one("p { padding: -1pt }").contains("không âm"));
    assert!(one("p { line-height: 0pt }").contains("lớn hơn 0"));
    assert!(one("p { font-size: 0 }").contains("lớn hơn 0"));
    assert!(one("p { width: 1e30pt }").contains("Số quá lớn."));
    assert!(one("@page { margin: 200mm }").contains("Lề trang quá lớn"));
    assert!(one("/* x").contains("thiếu “*/”"));
    assert!(one("p").contains("Cần một quy tắc"));
}

#[test]
fn roles_and_marks_are_checked() {
    let one = |body: &str| errors(body, "").join("\n");
    assert!(one("<table role=\"presentaton\"><tr><td/></tr></table>").contains("Có phải là “presentation”?"));
    assert!(one("<section><div role=\"mark\">x</div></section>").contains("-th-mark"));
    assert!(one("<div><div role=\"mark\" style=\"-th-mark: top-left\">x</div></div>").contains("trực tiếp"));
    assert!(one("<p style=\"-th-mark: top-left\">x</p>").contains("chỉ dùng cho"));
}

#[test]
fn hostile_nesting_is_an_error_not_an_overflow() {
    for depth in [70, 100_000] {
        let body = format!("{}x{}", "<div>".repeat(depth), "</div>".repeat(depth));
        assert!(errors(&body, "").join("").contains("lồng nhau quá 64 cấp"));
    }
    assert!(errors("<p>x</p>", &"p { width: (".repeat(50_000)).join("").contains("lồng nhau quá 8 cấp"));
    assert!(errors("<p>x</p>", &format!("{} {{ }}", "p ".repeat(100_000))).join("").contains("quá 12 phần"));
    let many = read(&"<x/>".repeat(5000), "").unwrap_err();
    assert_eq!((many.errors.len(), many.omitted), (200, 4800));
}

const SAMPLE_CSS: &str = "@page a { size: A4; @top-center { content: counter(page) } } .t > td, p:first-child { margin: 1pt auto; border: 1pt solid #f00 } /* c */";

#[test]
fn truncated_input_never_panics() {
    let body = "<section class=\"t\"><!-- c --><p style=\"color: rgb(1, 2, 3)\">đ&nbsp;&amp;<b>ư</b><br/></p><table><tr><td rowspan=\"1\">x</td></tr></table>\
        <svg width=\"1mm\" height=\"1mm\"><title>ệ</title></svg><ol><li>ơ</li></ol><![CDATA[x]]></section>";
    let xhtml = format!("<!DOCTYPE html><html><head><title>T</title></head><body>{body}</body></html>");
    let read = |xhtml: &str, stylesheet: &str| {
        markup(&Source { name: "a", xhtml, stylesheet_name: "b", stylesheet }).is_ok()
    };
    assert!(read(&xhtml, SAMPLE_CSS));
    for (end, _) in xhtml.char_indices() {
        assert!(!read(&xhtml[..end], ""));
        let _ = read(&xhtml[end..], "");
    }
    for (end, _) in SAMPLE_CSS.char_indices() {
        let _ = read(&xhtml, &SAMPLE_CSS[..end]);
        let _ = read(&xhtml, &SAMPLE_CSS[end..]);
    }
    // Single characters knocked out or replaced.
    for (at, c) in xhtml.char_indices() {
        for new in ["", "<", "&", "\"", "\u{0}", "ế"] {
            let _ = read(&format!("{}{new}{}", &xhtml[..at], &xhtml[at + c.len_utf8()..]), SAMPLE_CSS);
        }
    }
    for at in 0..SAMPLE_CSS.len() {
        for new in ["", "{", "}", "(", "\"", "\\", "@", "ế", "9e99"] {
            let _ = read(&xhtml, &format!("{}{new}{}", &SAMPLE_CSS[..at], &SAMPLE_CSS[at + 1..]));
        }
    }
}

#[test]
fn a_long_table_shares_its_styles() {
    let row = "<tr><td class=\"so\">1</td><td>hai <b>ba</b></td><td>x</td></tr>";
    let css =
        "td { padding: 1pt } .so { text-align: right } tbody tr td.so { widows: 3 } p span { color: red }";
    let table = table(&format!("<table><tbody>{}</tbody></table>", row.repeat(10_000)), css);
    assert_eq!(table.body.len(), 10_000);
    let (first, last) = (&table.body[0].cells[0].style, &table.body[9_998].cells[0].style);
    let middle = &table.body[5_000].cells[0].style;
    assert!(Arc::ptr_eq(middle, last) && Arc::ptr_eq(first, middle));
}

#[test]
fn elements_of_one_kind_are_told_apart_by_their_names() {
    let words = "<p>a <b>1</b> <b>2</b> <i>3</i> <u>4</u> <span>5</span> <b>6</b></p>";
    let looks: Vec<(String, bool, bool, bool)> = paragraph(words, "")
        .inlines
        .iter()
        .filter_map(|inline| match inline {
            Inline::Text { text, style } => {
                Some((text.trim().to_owned(), style.bold, style.italic, style.underline))
            }
            Inline::Break => None,
        })
        .filter(|look| !look.0.is_empty())
        .collect();
    let of = |word: &str| looks.iter().find(|look| look.0 == word).map(|look| (look.1, look.2, look.3));
    assert_eq!(of("2"), Some((true, false, false)), "{looks:?}");
    assert_eq!(of("3"), Some((false, true, false)), "{looks:?}");
    assert_eq!(of("4"), Some((false, false, true)), "{looks:?}");
    assert_eq!(of("6"), Some((true, false, false)), "{looks:?}");
}

#[test]
fn the_cost_of_a_table_is_linear_in_its_rows() {
    use super::{blocks::Builder, cascade::Cascade, errors::Report, stylesheet::Stylesheet, xhtml};
    let css: String =
        (0..500).map(|n| format!(".c{n} {{ color: red }} #i{n} {{ color: red }} ")).collect::<String>()
            + "td.so { color: red }";
    let cost = |rows: usize| {
        let row = "<tr><td class=\"so\">1</td><td>2</td></tr>".repeat(rows);
        let text = format!("<html><body><table>{row}</table></body></html>");
        let mut report =
            Report::new(&Source { name: "a", xhtml: &text, stylesheet_name: "b", stylesheet: &css });
        let sheet = Stylesheet::parse(&css, &mut report);
        xhtml::with_tree(&text, &mut report, |root, report| {
            let mut builder = Builder::new(Cascade::new(&sheet), report);
            builder.flow(&root.elements().next().unwrap(), &super::computed::Computed::initial(), Role::P);
            (builder.cascade.tried, builder.cascade.distinct())
        })
        .unwrap()
    };
    let (small, large) = (cost(100), cost(1000));
    assert!(large.0 <= small.0 * 10 && large.0 <= 1000 * 3, "{small:?} {large:?}");
    assert!(large.1 < 10, "{large:?}");
}

/// The fenced pieces of one language in the page that template authors read.
fn documented(language: &str) -> String {
    let page = include_str!("../../docs/templates.md").replace("\r\n", "\n");
    let pieces = page.split("```").skip(1).step_by(2);
    pieces.filter_map(|piece| piece.strip_prefix(&format!("{language}\n"))).collect()
}

#[test]
fn the_documented_pieces_are_true() {
    let css = documented("css");
    let document = read(
        &documented("html").replace("<table", "<section><table").replace("</table>", "</table></section>"),
        &css,
    );
    let document = document.unwrap_or_else(|errors| panic!("{errors}"));
    let section = &document.sections[document.sections.len() - 1];
    assert_eq!(section.page.marks[0].text, "DỰ THẢO");
    let Some(Block::Table(head)) = section.blocks.first() else { panic!("{:?}", section.blocks) };
    let rule = |cell: usize| match &head.body[0].cells[cell].blocks[1..] {
        [Block::Rule(rule), ..] | [_, Block::Rule(rule)] => (rule.width_of_previous, rule.share),
        other => panic!("{other:?}"),
    };
    assert_eq!((rule(0), rule(1)), ((true, 0.4), (true, 1.0)));
    assert!(
        (f64::from(65.0 * MM)
            - match head.columns[0].width {
                Length::Points(width) => f64::from(width),
                _ => 0.0,
            })
        .abs()
            < 0.01
    );
}

#[test]
fn every_documented_name_is_known() {
    let page = include_str!("../../docs/templates.md");
    for name in super::property::names() {
        let group = name.rsplit_once('-').map_or("", |(group, _)| group);
        assert!(page.contains(name) || page.contains(&format!("`{group}…`")) || group == "border", "{name}");
    }
    for entry in super::vocabulary::ELEMENTS {
        assert!(page.contains(entry.name) || entry.name.starts_with('h'), "{}", entry.name);
        assert!(entry.attributes.iter().all(|name| page.contains(name)), "{}", entry.name);
    }
}

#[test]
fn windows_line_ends_change_nothing() {
    let css = "p {\r\n  colr: red\r\n}";
    assert!(errors("<p>x</p>\r\n<q/>", css)[0].starts_with("a.css 2:3"));
    assert!(errors("<p>x</p>\r\n<q/>", css)[1].starts_with("a.hbs 2:1"));
    assert_eq!(text(&paragraph("<p>a\r\nb</p>", "p {\r\n }\r\n").inlines), "a b");
}

#[test]
fn a_block_may_stay_with_the_one_before() {
    let body = "<p>a</p><p>b</p><table class=\"k\" role=\"presentation\"><tr><td>c</td></tr></table><p class=\"k\">d</p>";
    let kept: Vec<bool> = blocks(body, ".k { -th-keep-with-previous: yes }")
        .iter()
        .map(|block| match block {
            Block::Paragraph(p) => p.style.keep_with_next,
            Block::Table(table) => table.style.keep_with_next,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kept, [false, true, true, false]);
    let short = blocks("<p>a</p><p class=\"k\">b</p><p>c</p>", ".k { -th-keep-with-previous: short }");
    let kept: Vec<(bool, bool)> = short
        .iter()
        .map(|block| match block {
            Block::Paragraph(p) => (p.style.keep_with_next, p.style.keep_short),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kept, [(false, false), (false, true), (false, false)]);
}

#[test]
fn the_display_of_a_table_part_hides_it() {
    let body = "<table><thead style=\"display: none\"><tr><th>x</th></tr></thead><tr><td>y</td><td style=\"display: none\">z</td></tr></table>";
    let table = table(body, "");
    assert_eq!((table.head.len(), table.body[0].cells.len(), table.columns.len()), (0, 1, 1));
}

#[test]
fn a_flood_of_errors_is_counted_quickly() {
    for flood in ["&x;", "<x/>", "<p zz=\"\"/>"] {
        let many = read(&flood.repeat(100_000), "").unwrap_err();
        assert_eq!(many.errors.len(), 200, "{flood}");
        assert!(many.omitted >= 99_000, "{flood}");
    }
    for flood in ["p{", "@page ", "p,", "a;", "((((", "@page{@top-left{", "x{}"] {
        assert!(read("<p/>", &flood.repeat(20_000)).is_err(), "{flood}");
    }
}

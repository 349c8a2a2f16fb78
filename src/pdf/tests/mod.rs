//! The room as a whole: strict by another's judgement, readable word for word, complete in its structure, the same twice.

mod reader;
mod sample;

use std::num::NonZeroUsize;

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object};
use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::{Attachment, PdfError, PdfOptions, Relation, pdf};
use crate::document::{Color, Role, Scope};
use crate::font::{FaceId, Glyph, ShapedWord};
use crate::pages::{Item, NodeId, Piece, Pieces, Tag, TextLine};
use reader::{Element, Reading, read};
use sample::{Sample, full_sample};

fn options() -> PdfOptions {
    PdfOptions::new(NaiveDate::from_ymd_opt(2023, 10, 15).unwrap())
}

fn with_attachments() -> PdfOptions {
    let attachment = |name: &str, mime: &str, relation, bytes: &[u8]| Attachment {
        name: name.into(),
        mime: mime.into(),
        description: "Số liệu tổng hợp".into(),
        relation,
        bytes: bytes.into(),
    };
    PdfOptions {
        attachments: vec![
            attachment(
                "tong-hop.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                Relation::Source,
                b"PK\r",
            ),
            attachment("số liệu.json", "application/json", Relation::Data, &[b'{'; 500]),
        ],
        ..options()
    }
}

fn assert_valid(bytes: &[u8], profiles: &[ValidationProfile]) {
    for profile in profiles {
        let limits = SafetyLimits::unlimited();
        let report =
            validate_pdf_bytes(bytes, &ValidationOptions::default().profile(*profile).limits(limits))
                .unwrap();
        let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
        assert!(report.is_compliant, "{profile:?}: {failures:#?}");
    }
}

const STRICT: [ValidationProfile; 2] = [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1];

#[test]
fn the_strict_profiles_pass() {
    let sample = full_sample();
    let bytes = sample.pdf(&options());
    keep("full.pdf", &bytes);
    assert_valid(&bytes, &STRICT);
}

#[test]
fn a_draft_passes_too_and_says_so() {
    let bytes = full_sample().pdf(&PdfOptions { draft: true, ..options() });
    assert_valid(&bytes, &STRICT);
    let document = Document::load_mem(&bytes).unwrap();
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    assert!(document.get_dictionary(info).unwrap().has(b"Status"));
}

#[test]
fn attachments_make_it_a_3a_file() {
    let bytes = full_sample().pdf(&with_attachments());
    keep("attached.pdf", &bytes);
    assert_valid(&bytes, &[ValidationProfile::PdfA3a, ValidationProfile::PdfUa1]);
    let document = Document::load_mem(&bytes).unwrap();
    let associated = document.catalog().unwrap().get(b"AF").unwrap().as_array().unwrap();
    let file = document.get_dictionary(associated[0].as_reference().unwrap()).unwrap();
    assert_eq!(file.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Source");
    let embedded = file.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap().as_reference().unwrap();
    assert_eq!(document.get_object(embedded).unwrap().as_stream().unwrap().content, b"PK\r");
}

#[test]
fn two_attachments_of_one_name_are_refused() {
    let mut options = with_attachments();
    options.attachments[1].name = options.attachments[0].name.clone();
    let sample = full_sample();
    assert_eq!(
        pdf(&sample.pages, &sample.faces, &options),
        Err(PdfError::AttachmentTwice("tong-hop.xlsx".into()))
    );
}

#[test]
fn extracted_text_is_what_was_set() {
    let sample = full_sample();
    let reading = read(&sample.pdf(&options()));
    for (page, set) in reading.pages.iter().zip(&sample.pages.pages) {
        let lines: Vec<String> = set
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Text(line) => Some(sample.pages.text_of(line)),
                _ => None,
            })
            .collect();
        assert_eq!(page.lines, lines);
    }
    assert!(reading.text().contains("Nguyễn Thị Hường ở thị xã Quảng Yên, Đường 18A"));
}

#[test]
fn words_stand_where_layout_put_them() {
    let sample = full_sample();
    let reading = read(&sample.pdf(&options()));
    let mut compared = 0;
    for (page, set) in reading.pages.iter().zip(&sample.pages.pages) {
        let lines =
            set.items.iter().filter_map(|item| if let Item::Text(line) = item { Some(line) } else { None });
        for (line, ends) in lines.zip(&page.word_ends) {
            let mut x = line.x;
            let mut ends = ends.iter();
            for piece in sample.pages.pieces_of(line) {
                match piece {
                    Piece::Space(width) => x += width,
                    Piece::Word(id) => {
                        x += sample.pages.lexicon.word(*id).advance * line.size / 1000.0;
                        let end = ends.next().unwrap();
                        assert!((x - end).abs() < 0.02, "{x} {end}");
                        compared += 1;
                    }
                }
            }
        }
    }
    assert!(compared > 60);
}

#[test]
fn every_element_with_content_has_it_and_the_way_back_is_complete() {
    let sample = full_sample();
    let reading = read(&sample.pdf(&options()));
    let mut found: Vec<(usize, i64)> =
        reading.elements.iter().flat_map(|element| element.content.clone()).collect();
    found.sort_unstable();
    let marked: Vec<(usize, i64)> = reading
        .pages
        .iter()
        .enumerate()
        .flat_map(|(page, read)| (0..read.marks.len()).map(move |mcid| (page, mcid as i64)))
        .collect();
    assert_eq!(found, marked, "each sequence belongs to exactly one element");
    for element in &reading.elements {
        for (page, mcid) in &element.content {
            assert_eq!(reading.parent_tree[*page][*mcid as usize], element.id);
        }
    }
}

#[test]
fn each_element_says_the_words_of_its_node() {
    let sample = full_sample();
    let reading = read(&sample.pdf(&options()));
    for (node, element) in sample.reading_order().into_iter().zip(&reading.elements) {
        let said: String = element
            .content
            .iter()
            .map(|(page, mcid)| reading.pages[*page].marks[*mcid as usize].clone())
            .collect();
        assert_eq!(said, sample.words_of(node), "{}", element.role);
    }
    let paragraph = reading
        .elements
        .iter()
        .find(|element| element.content.iter().any(|(page, _)| *page == 1) && element.content[0].0 == 0);
    assert!(paragraph.is_some(), "a paragraph over two pages keeps one element");
}

#[test]
fn tables_say_scope_spans_and_summary() {
    let reading = read(&full_sample().pdf(&options()));
    let attribute = |element: &Element, key: &str| {
        element.attributes.as_ref().and_then(|a| a.get(key.as_bytes()).ok().cloned())
    };
    let cells: Vec<&Element> = reading.elements.iter().filter(|element| element.role == "TH").collect();
    let scopes: Vec<String> = cells
        .iter()
        .map(|cell| String::from_utf8(attribute(cell, "Scope").unwrap().as_name().unwrap().to_vec()).unwrap())
        .collect();
    assert_eq!(scopes, ["Column", "Column", "Column", "Column", "Row", "Row"]);
    assert_eq!(attribute(cells[1], "ColSpan"), Some(Object::Integer(2)));
    assert_eq!(attribute(cells[0], "RowSpan"), Some(Object::Integer(2)));
    let table = reading.elements.iter().find(|element| element.role == "Table").unwrap();
    assert!(attribute(table, "Summary").is_some());
    let figure = reading.elements.iter().find(|element| element.role == "Figure").unwrap();
    assert!(figure.alt && attribute(figure, "BBox").is_some());
    assert!(reading.elements.iter().all(|element| element.role != "Artifact"));
}

#[test]
fn the_bytes_depend_on_the_input_alone() {
    let bytes = full_sample().pdf(&options());
    assert_eq!(bytes, full_sample().pdf(&options()));
    let threads = NonZeroUsize::new(3).unwrap();
    assert_eq!(bytes, full_sample().pdf(&PdfOptions { threads, ..options() }));
    let later = PdfOptions { date: NaiveDate::from_ymd_opt(2023, 10, 16).unwrap(), ..options() };
    let identity = |bytes: &[u8]| Document::load_mem(bytes).unwrap().trailer.get(b"ID").unwrap().clone();
    assert_ne!(identity(&bytes), identity(&full_sample().pdf(&later)));
}

#[test]
fn fonts_are_named_subsets() {
    let bytes = full_sample().pdf(&options());
    assert!(bytes.len() < 120_000, "{}", bytes.len());
    let document = Document::load_mem(&bytes).unwrap();
    let names: Vec<String> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.has(b"DescendantFonts"))
        .map(|dict| String::from_utf8(dict.get(b"BaseFont").unwrap().as_name().unwrap().to_vec()).unwrap())
        .collect();
    assert_eq!(names.len(), 4);
    for name in names {
        let (tag, rest) = name.split_once('+').unwrap();
        assert!(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()));
        assert!(rest.starts_with("LiberationSerif"));
    }
}

#[test]
fn bookmarks_and_document_information_are_there() {
    let bytes = full_sample().pdf(&options());
    let document = Document::load_mem(&bytes).unwrap();
    let catalog = document.catalog().unwrap();
    let outline = document.get_dictionary(catalog.get(b"Outlines").unwrap().as_reference().unwrap()).unwrap();
    let first = document.get_dictionary(outline.get(b"First").unwrap().as_reference().unwrap()).unwrap();
    assert!(first.has(b"First") && first.has(b"Dest"));
    let info: &Dictionary =
        document.get_dictionary(document.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    let keys: Vec<String> = info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
    assert_eq!(
        keys,
        ["Title", "Creator", "Producer", "CreationDate", "ModDate", "Author", "Subject", "Keywords"]
    );
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20231015000000+07'00'");
    assert_eq!(document.version, "1.7");
}

#[test]
fn clusters_of_several_glyphs_and_shifted_marks_still_read_as_their_text() {
    let mut sample = Sample::new(1);
    let node = sample.node(Role::P, NodeId(0));
    let shaped = sample.shape(FaceId(0), "ae");
    let [first, second] = [shaped.glyphs[0], shaped.glyphs[1]];
    let mut say = |text: &str, glyphs: Vec<Glyph>| {
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        let word = ShapedWord { face: FaceId(0), text: text.into(), glyphs, advance, missing: None };
        sample.pages.lexicon.intern(FaceId(0), text, || word)
    };
    let raised = Glyph { cluster: 0, x_offset: -120.0, y_offset: 90.0, advance: 0.0, ..second };
    let words = [
        say("a", vec![first]),
        say("ế", vec![first, raised]),
        say("Ð", vec![Glyph { cluster: 0, ..second }]),
        say("\u{4E2D}x", vec![Glyph { id: 0, advance: 1000.0, ..first }, Glyph { cluster: 3, ..second }]),
    ];
    let pieces = words.iter().flat_map(|word| [Piece::Word(*word), Piece::Space(4.0)]).collect();
    sample.line(0, 80.0, 100.0, FaceId(0), Tag::Node(node), pieces);
    let bytes = sample.pdf(&options());
    keep("clusters.pdf", &bytes);
    assert_valid(&bytes, &STRICT);
    assert_eq!(read(&bytes).pages[0].lines, ["a ế Ð \u{4E2D}x "]);
}

#[test]
fn a_word_in_a_fallback_face_changes_the_font_and_back() {
    let mut sample = Sample::new(1);
    let node = sample.node(Role::P, NodeId(0));
    let bold = sample.word(FaceId(1), "đậm");
    let plain = sample.word(FaceId(0), "thường");
    let pieces = vec![Piece::Word(bold), Piece::Space(5.0), Piece::Word(plain), Piece::Word(bold)];
    sample.line(0, 80.0, 100.0, FaceId(0), Tag::Node(node), pieces);
    let bytes = sample.pdf(&options());
    assert_valid(&bytes, &STRICT);
    assert_eq!(read(&bytes).pages[0].lines, ["đậm thườngđậm"]);
}

#[test]
fn pages_that_make_no_sense_do_no_harm() {
    let mut sample = Sample::new(1);
    let stray = Tag::Node(NodeId(4711));
    sample.text(0, f32::NAN, f32::INFINITY, FaceId(0), stray, "lạc");
    sample.line(
        0,
        1e30,
        -1e30,
        FaceId(0),
        stray,
        vec![Piece::Word(crate::pages::WordId(99)), Piece::Space(f32::NAN)],
    );
    let color = Color { r: f32::NAN, g: 7.0, b: -1.0 };
    sample.pages.pages[0].items.push(Item::Fill {
        x: 0.0,
        y: f32::MIN,
        width: f32::MAX,
        height: 1.0,
        color,
        tag: stray,
    });
    let first = sample.pages.pieces.len() as u32;
    sample.pages.pieces.push(Piece::Space(1.0));
    let line = TextLine {
        x: 0.0,
        y: 0.0,
        face: FaceId(0),
        size: 0.0,
        color,
        tag: Tag::Layout,
        pieces: Pieces { first, end: first + 1 },
    };
    sample.pages.pages[0].items.push(Item::Text(line));
    assert!(Document::load_mem(&sample.pdf(&options())).is_ok());
    let empty = crate::pages::Pages::default();
    assert!(pdf(&empty, &[], &options()).is_ok());
    sample.faces.clear();
    assert_eq!(pdf(&sample.pages, &sample.faces, &options()), Err(PdfError::FaceMissing(0)));
}

#[test]
fn a_table_of_two_thousand_pages_is_made_and_stays_small() {
    let sample = sample::long_table(2_000);
    let bytes = sample.pdf(&options());
    let per_page = bytes.len() / 2_000;
    assert!(per_page < 4_000, "{per_page} bytes a page");
    assert!(bytes.len() > 1_000_000);
}

#[test]
fn tags_cost_less_than_the_pages_themselves() {
    let tagged = sample::long_table(200);
    let mut untagged = sample::long_table(200);
    for item in untagged.pages.pages.iter_mut().flat_map(|page| &mut page.items) {
        let (Item::Text(TextLine { tag, .. }) | Item::Fill { tag, .. } | Item::Stroke { tag, .. }) = item;
        *tag = Tag::Layout;
    }
    untagged.pages.tree.truncate(1);
    untagged.pages.tree[0].children.clear();
    let (tagged, untagged) = (tagged.pdf(&options()).len(), untagged.pdf(&options()).len());
    assert!(tagged <= untagged * 2, "{tagged} and {untagged} bytes");
}

#[test]
fn a_long_table_is_valid_and_complete() {
    let sample = sample::long_table(40);
    let bytes = sample.pdf(&options());
    assert_valid(&bytes, &STRICT);
    let reading: Reading = read(&bytes);
    let rows = reading.elements.iter().filter(|element| element.role == "TR").count();
    assert_eq!(rows, 1 + 40 * sample::ROWS);
    assert_eq!(reading.parent_tree.len(), 40);
}

#[test]
fn scope_of_a_heading_cell_without_one_is_its_column() {
    let mut sample = Sample::new(1);
    let table = sample.node(Role::Table, NodeId(0));
    let row = sample.node(Role::TR, table);
    let head = sample.node(Role::TH, row);
    sample.pages.tree[head.0 as usize].scope = None::<Scope>;
    sample.text(0, 80.0, 100.0, FaceId(0), Tag::Node(head), "Chỉ tiêu");
    assert_valid(&sample.pdf(&options()), &STRICT);
}

/// With `TONGHOP_KEEP=dir` the files are left for other programs to look at.
fn keep(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("TONGHOP_KEEP") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

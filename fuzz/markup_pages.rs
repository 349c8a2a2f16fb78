//! The body of the target `markup_pages`, also run by a plain test without a fuzzer.

use std::num::NonZeroUsize;

use tonghop::document::TextStyle;
use tonghop::font::{FaceId, Glyph, Measure, Metrics, ShapedWord};
use tonghop::layout::{Laid, RemarkKind, layout, layout_freeing};
use tonghop::markup::{Source, markup};
use tonghop::pages::{Item, Page, Pages, Piece, Tag};

/// Every letter is half an em wide. It has no 0 to 4 and no Chinese.
struct Ruler;

impl Measure for Ruler {
    fn face(&self, style: &TextStyle) -> FaceId {
        FaceId(u8::from(style.bold) + 2 * u8::from(style.italic))
    }
    fn metrics(&self, _: FaceId) -> Metrics {
        let (ascent, descent, cap_height) = (750.0, 250.0, 700.0);
        Metrics { ascent, descent, line_gap: 0.0, cap_height, space: 500.0, space_glyph: 1 }
    }
    fn shape(&self, face: FaceId, word: &str) -> ShapedWord {
        let glyph = |(at, _): (usize, char)| Glyph {
            id: 2,
            advance: 500.0,
            x_offset: 0.0,
            y_offset: 0.0,
            cluster: at as u32,
        };
        let glyphs: Vec<Glyph> = word.char_indices().map(glyph).collect();
        let advance = 500.0 * glyphs.len() as f32;
        let missing = word.chars().find(|letter| matches!(letter, '0'..='4' | '\u{2e80}'..));
        ShapedWord { face, text: word.into(), glyphs, advance, missing }
    }
}

/// One input: the page, a zero byte, the stylesheet.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (xhtml, stylesheet) = text.split_once('\0').unwrap_or((text, ""));
    let source = Source { name: "a.hbs", xhtml, stylesheet_name: "a.css", stylesheet };
    let Ok(document) = markup(&source) else { return };
    let threads = |count: usize| NonZeroUsize::new(count).unwrap_or(NonZeroUsize::MIN);
    let laid = layout(&document, &Ruler, threads(1));
    same(&laid, &layout(&document, &Ruler, threads(3)));
    let empty = document.sections.is_empty();
    same(&laid, &layout_freeing(document, &Ruler, threads(2)));
    let overfull = laid.remarks.iter().any(|remark| remark.kind == RemarkKind::Overfull);
    for page in laid.pages.pages.iter().filter(|_| !overfull) {
        for item in &page.items {
            inside(&laid.pages, page, item);
        }
    }
    assert!(!laid.pages.pages.is_empty() || empty);
}

/// What several threads have laid out is what one has.
fn same(laid: &Laid, shared: &Laid) {
    let (one, many) = (&laid.pages, &shared.pages);
    assert!(one.pages == many.pages && one.pieces == many.pieces, "threads make a difference in the pages");
    assert!(one.lexicon.words == many.lexicon.words, "threads make a difference in the words");
    assert!(one.tree == many.tree && one.outline == many.outline, "threads make a difference in the tree");
    assert!(one.labels == many.labels, "threads make a difference in the page labels");
    assert!(laid.remarks == shared.remarks, "threads make a difference in what is remarked");
}

/// Real content never leaves the paper unless a remark says so.
fn inside(pages: &Pages, page: &Page, item: &Item) {
    let Item::Text(line) = item else { return };
    if !matches!(line.tag, Tag::Node(_)) {
        return;
    }
    let mut right = line.x;
    let mut spaces = 0.0;
    for piece in pages.pieces_of(line) {
        match piece {
            Piece::Word(id) => {
                right += spaces + pages.lexicon.word(*id).advance * line.size / 1000.0;
                spaces = 0.0;
            }
            Piece::Space(width) => spaces += width,
        }
    }
    let slack = 0.5 + line.size;
    assert!(line.x >= -0.5 && right <= page.width + slack, "{} > {}", right, page.width);
    assert!(line.y >= -0.5 && line.y <= page.height + 0.5, "{} > {}", line.y, page.height);
}

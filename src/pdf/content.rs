//! One page as a content stream: text, fills and strokes between marks that name their structure element.

use super::number::{centi, push_centi, push_int};
use super::tree::Tree;
use super::typeface::Typeface;
use super::words::{Words, push_adjustment, push_code, push_word};
use crate::document::Color;
use crate::pages::{Item, NodeId, Page, Pages, Piece, Tag, TextLine, WordId};

/// What every page needs.
pub struct Ink<'a> {
    pub pages: &'a Pages,
    pub typefaces: &'a [Typeface<'a>],
    pub words: &'a Words,
    pub tree: &'a Tree,
}

impl Ink<'_> {
    /// The tag of an item; an element that is not in the tree is decoration.
    fn tag(&self, item: &Item) -> Tag {
        let tag = match item {
            Item::Text(line) => line.tag,
            Item::Fill { tag, .. } | Item::Stroke { tag, .. } => *tag,
        };
        match tag {
            Tag::Node(node) if !self.tree.holds(node) => Tag::Layout,
            other => other,
        }
    }
}

fn is_seen(item: &Item) -> bool {
    !matches!(item, Item::Text(line) if line.pieces.is_empty())
}

/// The stream of a page before compression.
pub struct Content {
    pub bytes: Vec<u8>,
    /// By marked-content id: its structure element.
    pub owners: Vec<NodeId>,
}

/// Writes a page. Here, and nowhere else, y turns from down to up.
pub fn content(ink: &Ink, page: &Page) -> Content {
    let mut writer = Writer {
        ink,
        height: centi(page.height),
        out: Vec::with_capacity(page.items.len() * 48),
        owners: Vec::new(),
        mark_open: false,
        mark_in_text: false,
        origin: None,
        font: None,
        fill: Some([0; 3]),
        stroke: None,
        stroke_width: None,
        path_open: false,
    };
    let same = |a: &Item, b: &Item| ink.tag(a) == ink.tag(b);
    for run in page.items.chunk_by(same) {
        writer.run(run);
    }
    writer.close_text();
    Content { bytes: writer.out, owners: writer.owners }
}

struct Writer<'a> {
    ink: &'a Ink<'a>,
    height: i32,
    out: Vec<u8>,
    owners: Vec<NodeId>,
    mark_open: bool,
    /// The open mark began inside the open text object, and must end inside it.
    mark_in_text: bool,
    /// Start of the last line while a text object is open.
    origin: Option<(i32, i32)>,
    /// Typeface and size (hundredths) in force.
    font: Option<(usize, i32)>,
    fill: Option<[u8; 3]>,
    stroke: Option<[u8; 3]>,
    stroke_width: Option<i32>,
    /// Rectangles that wait for their `f`.
    path_open: bool,
}

impl Writer<'_> {
    /// Items of one tag: one marked-content sequence. Sequences of text alone share one text object, so that the
    /// cells of a table are placed by short steps from one to the next.
    fn run(&mut self, items: &[Item]) {
        let Some(first) = items.first().filter(|_| items.iter().any(is_seen)) else { return };
        let text_alone = items.iter().all(|item| matches!(item, Item::Text(_)));
        if text_alone && self.origin.is_none() {
            self.out.extend(b"BT ");
            self.origin = Some((0, 0));
        } else if !text_alone {
            self.close_text();
        }
        self.open_mark(self.ink.tag(first));
        self.mark_in_text = text_alone;
        items.iter().for_each(|item| self.item(item));
        if !self.mark_in_text {
            self.close_text();
        }
        self.close_mark();
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Text(line) => self.text(line),
            Item::Fill { x, y, width, height, color, .. } => {
                self.rectangle([*x, *y, *width, *height], *color)
            }
            Item::Stroke { x1, y1, x2, y2, width, color, .. } => {
                self.line([*x1, *y1, *x2, *y2], *width, *color)
            }
        }
    }

    fn open_mark(&mut self, tag: Tag) {
        match tag {
            Tag::Node(node) => {
                self.out.push(b'/');
                self.out.extend_from_slice(self.ink.tree.role(self.ink.pages, node).as_bytes());
                self.out.extend(b"<</MCID ");
                push_int(&mut self.out, self.owners.len() as i32);
                self.out.extend(b">>BDC\n");
                self.owners.push(node);
            }
            Tag::Pagination => self.out.extend(b"/Artifact<</Type/Pagination>>BDC\n"),
            Tag::Layout => self.out.extend(b"/Artifact<</Type/Layout>>BDC\n"),
        }
        self.mark_open = true;
    }

    fn close_mark(&mut self) {
        self.close_path();
        if std::mem::take(&mut self.mark_open) {
            self.out.extend(b"EMC\n");
        }
    }

    fn close_text(&mut self) {
        if self.origin.take().is_some() {
            self.out.extend(b"ET\n");
        }
    }

    fn close_path(&mut self) {
        if std::mem::take(&mut self.path_open) {
            self.out.extend(b"f\n");
        }
    }

    fn rectangle(&mut self, [x, y, width, height]: [f32; 4], color: Color) {
        self.close_text();
        self.fill(color);
        let (top, bottom) = (self.flip(y), self.flip(y + height));
        self.numbers(&[
            centi(x),
            bottom,
            centi(x + width).saturating_sub(centi(x)),
            top.saturating_sub(bottom),
        ]);
        self.out.extend(b"re\n");
        self.path_open = true;
    }

    fn line(&mut self, [x1, y1, x2, y2]: [f32; 4], width: f32, color: Color) {
        self.close_text();
        self.close_path();
        let channels = channels(color);
        if self.stroke != Some(channels) {
            push_color(&mut self.out, channels, b"G\n", b"RG\n");
            self.stroke = Some(channels);
        }
        if self.stroke_width != Some(centi(width)) {
            self.numbers(&[centi(width)]);
            self.out.extend(b"w\n");
            self.stroke_width = Some(centi(width));
        }
        self.numbers(&[centi(x1), self.flip(y1)]);
        self.out.extend(b"m ");
        self.numbers(&[centi(x2), self.flip(y2)]);
        self.out.extend(b"l S\n");
    }

    fn text(&mut self, line: &TextLine) {
        if line.pieces.is_empty() {
            return;
        }
        self.close_path();
        self.fill(line.color);
        let size = centi(line.size);
        let own_face =
            self.ink.typefaces.iter().position(|typeface| typeface.face.id == line.face).unwrap_or(0);
        let pieces = self.ink.pages.pieces_of(line);
        let first_face = match pieces.first() {
            Some(Piece::Word(id)) => self.ink.words.get(*id).map_or(own_face, |word| word.face),
            _ => own_face,
        };
        self.place(centi(line.x), self.flip(line.y));
        self.set_font(first_face, size);
        self.out.extend(b"[(");
        let mut pen = LinePen { wanted: 0.0, moved: 0.0 };
        for piece in pieces {
            match piece {
                Piece::Word(id) => self.word(*id, size, &mut pen),
                Piece::Space(width) => self.space(*width, own_face, line.size, size, &mut pen),
            }
        }
        self.out.extend(b")]TJ\n");
    }

    /// Begins a line: the text matrix moves by whole hundredths, so nothing adds up.
    fn place(&mut self, x: i32, y: i32) {
        let (from_x, from_y) = self.origin.unwrap_or_default();
        if self.origin.is_none() {
            self.out.extend(b"BT ");
        }
        self.numbers(&[x.saturating_sub(from_x), y.saturating_sub(from_y)]);
        self.out.extend(b"Td");
        self.origin = Some((x, y));
    }

    fn set_font(&mut self, face: usize, size: i32) {
        if self.font == Some((face, size)) {
            return;
        }
        if let Some(typeface) = self.ink.typefaces.get(face) {
            self.out.push(b'/');
            self.out.extend_from_slice(typeface.resource.as_bytes());
            self.out.push(b' ');
            self.numbers(&[size]);
            self.out.extend(b"Tf");
            self.font = Some((face, size));
        }
    }

    /// Inside an open string: changes the font when the next piece has another.
    fn switch_font(&mut self, face: usize, size: i32) {
        if self.font != Some((face, size)) {
            self.out.extend(b")]TJ");
            self.set_font(face, size);
            self.out.extend(b"[(");
        }
    }

    fn word(&mut self, id: WordId, size: i32, pen: &mut LinePen) {
        let Some(word) = self.ink.words.get(id) else {
            return;
        };
        self.switch_font(word.face, size);
        pen.settle(&mut self.out);
        pen.wanted += word.advance;
        pen.moved += match (word.raised, self.ink.typefaces.get(word.face)) {
            (true, Some(typeface)) => {
                push_word(&mut self.out, self.ink.pages.lexicon.word(id), typeface, size)
            }
            _ => {
                self.out.extend_from_slice(word.bytes);
                word.moved
            }
        };
    }

    fn space(&mut self, width: f32, face: usize, points: f32, size: i32, pen: &mut LinePen) {
        let Some(typeface) = self.ink.typefaces.get(face) else {
            return;
        };
        self.switch_font(face, size);
        pen.settle(&mut self.out);
        if let Some(code) = typeface.code(typeface.face.space_glyph) {
            push_code(&mut self.out, code);
            pen.moved += typeface.widths.get(usize::from(code)).copied().unwrap_or(0.0);
        }
        if points > 0.0 {
            pen.wanted += width * 1000.0 / points;
        }
    }

    fn fill(&mut self, color: Color) {
        let channels = channels(color);
        if self.fill != Some(channels) {
            self.close_path();
            push_color(&mut self.out, channels, b"g\n", b"rg\n");
            self.fill = Some(channels);
        }
    }

    fn flip(&self, y: f32) -> i32 {
        self.height.saturating_sub(centi(y))
    }

    fn numbers(&mut self, values: &[i32]) {
        for value in values {
            push_centi(&mut self.out, *value);
            self.out.push(b' ');
        }
    }
}

/// Where layout wants the pen in the line and where the file has brought it, thousandths of an em.
struct LinePen {
    wanted: f32,
    moved: f32,
}

impl LinePen {
    /// Rounding errors of earlier spaces are mended here and so never add up.
    fn settle(&mut self, out: &mut Vec<u8>) {
        self.moved -= push_adjustment(out, self.moved - self.wanted);
    }
}

/// Hundredths of full strength.
fn channels(color: Color) -> [u8; 3] {
    [color.r, color.g, color.b].map(|channel| (channel.clamp(0.0, 1.0) * 100.0).round() as u8)
}

fn push_color(out: &mut Vec<u8>, [r, g, b]: [u8; 3], gray: &[u8], rgb: &[u8]) {
    let values = if r == g && g == b { vec![r] } else { vec![r, g, b] };
    for value in &values {
        push_centi(out, i32::from(*value));
        out.push(b' ');
    }
    out.extend(if values.len() == 1 { gray } else { rgb });
}

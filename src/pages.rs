//! Finished pages: words, rules and fills at fixed positions, each with its structure tag.
//!
//! Points, origin at the page's top left corner, y down, text at its baseline.

use std::collections::HashMap;
use std::fmt::Write;

use crate::document::{Color, Role, Scope};
use crate::font::{FaceId, ShapedWord};

/// Position of a word in `Lexicon::words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

/// Every distinct (face, word) of a document, shaped once.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    pub words: Vec<ShapedWord>,
    /// By requested face: a borrowed word can be looked up without building a key.
    index: Vec<HashMap<Box<str>, WordId>>,
    /// Words met lately, each in the slot of its letters: most words of a document come again and again.
    recent: Vec<Option<(FaceId, WordId)>>,
}

/// Slots of `Lexicon::recent`; a power of two.
const RECENT: usize = 1 << 12;

/// A slot for a word, made in no time from its first and last letters. Words may share one: it is only asked first.
fn slot(face: FaceId, text: &str) -> usize {
    let bytes = text.as_bytes();
    let short = || bytes.iter().fold(0u64, |all, byte| all << 8 | u64::from(*byte));
    let first = bytes.first_chunk().map_or_else(short, |chunk| u64::from_le_bytes(*chunk));
    let last = bytes.last_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let mixed = (first ^ last.rotate_left(32) ^ (bytes.len() as u64) << 3 ^ u64::from(face.0))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize & (RECENT - 1)
}

impl Lexicon {
    /// The id of a word, shaping it at the first meeting.
    pub fn intern(&mut self, face: FaceId, text: &str, shape: impl FnOnce() -> ShapedWord) -> WordId {
        if self.recent.is_empty() {
            self.recent.resize(RECENT, None);
        }
        let slot = slot(face, text);
        if let Some((asked, id)) = self.recent[slot]
            && asked == face
            && *self.word(id).text == *text
        {
            return id;
        }
        let id = self.known(face, text, shape);
        self.recent[slot] = Some((face, id));
        id
    }

    fn known(&mut self, face: FaceId, text: &str, shape: impl FnOnce() -> ShapedWord) -> WordId {
        let place = usize::from(face.0);
        if self.index.len() <= place {
            self.index.resize_with(place + 1, HashMap::new);
        }
        if let Some(id) = self.index[place].get(text) {
            return *id;
        }
        let id = WordId(self.words.len() as u32);
        self.words.push(shape());
        self.index[place].insert(text.into(), id);
        id
    }

    /// The shaped word.
    pub fn word(&self, id: WordId) -> &ShapedWord {
        &self.words[id.0 as usize]
    }
}

/// All pages of one document.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    pub title: String,
    pub lang: String,
    pub author: String,
    pub subject: String,
    pub keywords: String,
    pub lexicon: Lexicon,
    pub pages: Vec<Page>,
    /// Node 0 is the Document; children are in reading order.
    pub tree: Vec<Node>,
    /// Headings for the bookmarks, in reading order.
    pub outline: Vec<OutlineEntry>,
    /// Where page numbers begin with 1, in the order of the pages.
    pub labels: Vec<PageLabel>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    pub items: Vec<Item>,
}

/// Position in `Pages::tree`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// What a mark on the page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// Real content of this (leaf) structure element.
    Node(NodeId),
    /// Page number, running mark.
    Pagination,
    /// Borders, rule lines, backgrounds.
    Layout,
}

impl Default for Item {
    /// Nothing: an area without extent.
    fn default() -> Item {
        let color = Color::default();
        Item::Fill { x: 0.0, y: 0.0, width: 0.0, height: 0.0, color, tag: Tag::Layout }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Text(TextLine),
    /// A filled rectangle: also every horizontal or vertical line, so that it is crisp and closed.
    Fill {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        color: Color,
        tag: Tag,
    },
    /// A line at any angle (charts).
    Stroke {
        x1: f32,
        y1: f32,
        x2: f32,
        y2: f32,
        width: f32,
        color: Color,
        tag: Tag,
    },
}

/// Words of one face, size and color on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    pub x: f32,
    pub y: f32,
    pub face: FaceId,
    pub size: f32,
    pub color: Color,
    pub tag: Tag,
    pub pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Piece {
    Word(WordId),
    /// A space character set this wide, in points (word spaces stretch in justified lines).
    Space(f32),
}

/// A structure element.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub role: Role,
    pub parent: Option<NodeId>,
    /// Child elements in reading order; a leaf's own content is found by its tag on the pages.
    pub children: Vec<NodeId>,
    /// Alternate text of a Figure, summary of a Table.
    pub alt: Option<String>,
    pub scope: Option<Scope>,
    pub colspan: u32,
    pub rowspan: u32,
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// 1 to 6.
    pub level: u8,
    pub title: String,
    /// 0-based.
    pub page: usize,
    /// Top of the heading, from the top of the page.
    pub y: f32,
}

/// From this page on a viewer calls the pages `prefix` and 1, 2, 3 … as they are printed.
#[derive(Debug, Clone, PartialEq)]
pub struct PageLabel {
    /// 0-based.
    pub page: usize,
    pub prefix: String,
}

impl Pages {
    /// The text of a line: words joined by single spaces.
    pub fn text_of(&self, line: &TextLine) -> String {
        line.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Word(id) => &*self.lexicon.word(*id).text,
                Piece::Space(_) => " ",
            })
            .collect()
    }

    /// The pages as text, one item a line (`page x y face size words`), for golden files.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for (number, page) in self.pages.iter().enumerate() {
            let _ = writeln!(out, "== page {} ({:.1} x {:.1})", number + 1, page.width, page.height);
            for item in &page.items {
                let _ = match item {
                    Item::Text(line) => writeln!(
                        out,
                        "{:7.2} {:7.2} f{} {:4.1} {} {}",
                        line.x,
                        line.y,
                        line.face.0,
                        line.size,
                        self.tag_name(line.tag),
                        self.text_of(line).trim_end()
                    ),
                    Item::Fill { x, y, width, height, .. } => {
                        writeln!(out, "{x:7.2} {y:7.2} fill {width:.2} x {height:.2}")
                    }
                    Item::Stroke { x1, y1, x2, y2, .. } => {
                        writeln!(out, "{x1:7.2} {y1:7.2} stroke to {x2:.2} {y2:.2}")
                    }
                };
            }
        }
        out
    }

    fn tag_name(&self, tag: Tag) -> String {
        match tag {
            Tag::Node(id) => format!("{:?}", self.tree[id.0 as usize].role),
            Tag::Pagination => "pagination".into(),
            Tag::Layout => "layout".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_id_in_each_face_whatever_was_met_in_between() {
        let mut lexicon = Lexicon::default();
        let mut known: HashMap<(u8, String), WordId> = HashMap::new();
        for round in 0..3 {
            for number in 0..2 * RECENT {
                let (face, text) =
                    (number as u8 % 2, format!("{}{}", "tổng ".repeat(number % 4), number / 3));
                let shaped = ShapedWord {
                    face: FaceId(face),
                    text: text.as_str().into(),
                    glyphs: Vec::new(),
                    advance: 0.0,
                    missing: None,
                };
                let id = lexicon.intern(FaceId(face), &text, || shaped);
                assert_eq!(&*lexicon.word(id).text, text);
                let before = *known.entry((face, text)).or_insert(id);
                assert_eq!(id, before, "round {round}");
            }
        }
        assert_eq!(lexicon.words.len(), known.len());
    }
}

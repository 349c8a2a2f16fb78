//! Finished pages: words, rules and fills at fixed positions, each with its structure tag.
//!
//! Points, origin at the page's top left corner, y down, text at its baseline.

mod lexicon;

pub use lexicon::{Lexicon, OwnWords, WordId, slot};

use std::fmt::Write;

use crate::document::{Color, Role, Scope};
use crate::font::FaceId;

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
    /// What all text lines are made of, one list for the whole document.
    pub pieces: Vec<Piece>,
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    pub pieces: Pieces,
}

/// The pieces of a line: a range of `Pages::pieces`. A long table has half a million lines, and none needs a list of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pieces {
    pub first: u32,
    /// One past the last.
    pub end: u32,
}

impl Pieces {
    /// Is there nothing to be seen?
    pub fn is_empty(self) -> bool {
        self.first >= self.end
    }
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
    /// Child elements in reading order; a leaf's own content is found by its tag on the pages.
    pub children: Vec<NodeId>,
    /// Alternate text of a Figure, summary of a Table.
    pub alt: Option<Box<str>>,
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
    /// What a line is made of.
    pub fn pieces_of(&self, line: &TextLine) -> &[Piece] {
        self.pieces.get(line.pieces.first as usize..line.pieces.end as usize).unwrap_or_default()
    }

    /// The text of a line: words joined by single spaces.
    pub fn text_of(&self, line: &TextLine) -> String {
        self.pieces_of(line)
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

//! A document as a tree of blocks with resolved styles: everything that layout needs, nothing of plans.
//!
//! Lengths are points (1/72 inch) unless a name says otherwise. Names follow CSS and PDF structure types.

mod drawing;
mod reading;

use std::sync::Arc;

use smallvec::SmallVec;
use smol_str::SmolStr;

pub use drawing::{Drawing, Shape};
pub use reading::{Numbering, Scope};

/// The text of a run: up to 23 bytes lie in the run itself, as most figures and units of measure do.
pub type Text = SmolStr;

/// Runs of a paragraph; a single one lies in the paragraph itself.
pub type Inlines = SmallVec<[Inline; 1]>;

/// Blocks of a cell; a single one lies in the cell itself, so that a long table is not a million small pieces of memory.
pub type Blocks = SmallVec<[Block; 1]>;

/// Points per millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// Where in the template or stylesheet a block comes from (1-based), for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    pub line: u32,
    pub column: u32,
}

/// The whole document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// `<title>`: document info and window title.
    pub title: String,
    /// `<html lang>`, BCP 47: `vi-VN`.
    pub lang: String,
    /// `<meta name="author|subject|keywords">`.
    pub author: String,
    pub subject: String,
    pub keywords: String,
    /// Name of the template, for messages.
    pub name: String,
    pub sections: Vec<Section>,
}

/// A run of pages of one page style; each section starts on a new page.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    pub page: Arc<PageStyle>,
    /// Page numbers start again from 1 here (each phụ lục numbers its own pages).
    pub restart_numbers: bool,
    pub blocks: Vec<Block>,
    pub span: Span,
}

/// Sizes of the four sides, CSS order.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Edges {
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
    pub left: f32,
}

/// `@page name { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct PageStyle {
    pub name: String,
    pub width: f32,
    pub height: f32,
    pub margin: Edges,
    /// `@top-center`: the page number line. `None`: no page number.
    pub number: Option<PageNumber>,
    /// Fixed texts on every page or on the first page only (draft mark, digest line).
    pub marks: Vec<PageMark>,
}

/// The page number, centred in the top margin (Decree, Phụ lục I, Mục I khoản 7).
#[derive(Debug, Clone, PartialEq)]
pub struct PageNumber {
    pub style: TextStyle,
    /// From the top edge of the page to the top of the line.
    pub top: f32,
    /// Printed on the first page of the section too.
    pub on_first: bool,
}

/// A fixed text in a margin: read where it stands once (`first_only`), an artifact where every page has it.
#[derive(Debug, Clone, PartialEq)]
pub struct PageMark {
    /// Lines by `\n`.
    pub text: String,
    pub style: TextStyle,
    pub place: MarkPlace,
    /// Drawn in a single-line box.
    pub boxed: bool,
    /// Thickness of a rule above it as wide as the text area (the address at the foot of page 1); 0: none.
    pub overline: f32,
    pub first_only: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkPlace {
    TopLeft,
    TopRight,
    BottomLeft,
    BottomCenter,
    BottomRight,
}

/// Black is (0, 0, 0); each channel 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Color {
    pub r: f32,
    pub g: f32,
    pub b: f32,
}

/// Resolved inline style.
#[derive(Debug, Clone, PartialEq)]
pub struct TextStyle {
    /// CSS family name, lower case; the font book decides what it means.
    pub family: Arc<str>,
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
    /// Baseline shift up, in points (superscript), 0 normally.
    pub rise: f32,
    pub color: Color,
}

impl Default for TextStyle {
    fn default() -> TextStyle {
        TextStyle {
            family: "serif".into(),
            size: 14.0,
            bold: false,
            italic: false,
            underline: false,
            rise: 0.0,
            color: Color::default(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    #[default]
    Left,
    Right,
    Center,
    Justify,
    /// On the decimal comma (tables only): digits before it end at one x in the whole column.
    Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VerticalAlign {
    #[default]
    Top,
    Middle,
    Bottom,
}

/// Line pitch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LineHeight {
    /// Times the font's own single spacing (ascent + descent + gap), as Word counts it.
    Normal(f32),
    /// Exactly this many points.
    Exact(f32),
}

/// `auto`, points, or a share of the containing width.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Length {
    #[default]
    Auto,
    Points(f32),
    /// 0 to 100.
    Percent(f32),
}

/// Widths of the four border lines in points; 0: none. Always solid.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Borders {
    pub widths: Edges,
    pub color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Break {
    #[default]
    Auto,
    Page,
}

/// Resolved block style.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockStyle {
    pub align: Align,
    /// First-line indent.
    pub indent: f32,
    pub line_height: LineHeight,
    pub margin: Edges,
    pub padding: Edges,
    pub border: Borders,
    pub background: Option<Color>,
    pub width: Length,
    /// `min-height`, e.g. the room to sign.
    pub min_height: f32,
    /// `break-before: page`.
    pub break_before: Break,
    /// `break-after: avoid`: stays with the next block.
    pub keep_with_next: bool,
    /// A paragraph of one line stays with the last lines of the block before it (`-th-keep-with-previous: short`).
    pub keep_short: bool,
    /// `break-inside: avoid`.
    pub keep_together: bool,
    pub orphans: u32,
    pub widows: u32,
    /// `white-space: nowrap`.
    pub nowrap: bool,
}

impl Default for BlockStyle {
    fn default() -> BlockStyle {
        BlockStyle {
            align: Align::Left,
            indent: 0.0,
            line_height: LineHeight::Normal(1.0),
            margin: Edges::default(),
            padding: Edges::default(),
            border: Borders::default(),
            background: None,
            width: Length::Auto,
            min_height: 0.0,
            break_before: Break::Auto,
            keep_with_next: false,
            keep_short: false,
            keep_together: false,
            orphans: 2,
            widows: 2,
            nowrap: false,
        }
    }
}

/// Structure type of a block (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Document,
    Part,
    Sect,
    Div,
    P,
    /// 1 to 6.
    H(u8),
    L(Numbering),
    LI,
    Lbl,
    LBody,
    Table,
    THead,
    TBody,
    TFoot,
    TR,
    TH,
    TD,
    Caption,
    Figure,
    Span,
    /// Not part of the reading: rule lines, repeated headings, marks.
    Artifact,
}

/// Kept as small as a paragraph, for which most are.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Paragraph(Paragraph),
    Container(Container),
    Table(Box<Table>),
    Rule(Rule),
    Drawing(Box<Drawing>),
}

/// Lines of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    pub role: Role,
    pub style: Arc<BlockStyle>,
    pub inlines: Inlines,
    /// List label, set to the left of the first line inside the margin ("a)", "-").
    pub label: Option<Box<Inlines>>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text in NFC, white space collapsed; U+00A0 does not break. Capitals are already applied.
    Text { text: Text, style: Arc<TextStyle> },
    /// `<br/>`.
    Break,
}

/// A box of blocks: `div`, `section`, `ul`, `li`.
#[derive(Debug, Clone, PartialEq)]
pub struct Container {
    pub role: Role,
    pub style: Arc<BlockStyle>,
    pub blocks: Vec<Block>,
    pub span: Span,
}

/// A drawn line, `<hr/>`: width by its style's `width`, place by its `align`, thickness by `border-top`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub style: Arc<BlockStyle>,
    pub thickness: f32,
    pub color: Color,
    /// `class="… as-text"`: as long as the text line of the paragraph just above (Quốc hiệu's rule).
    pub width_of_previous: bool,
    /// Share of that line's width, 0 to 1, when `width_of_previous`.
    pub share: f32,
    pub span: Span,
}

/// A table; with `presentation` it is only a grid of blocks (letter head, signature) and is not tagged as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub style: Arc<BlockStyle>,
    pub presentation: bool,
    pub columns: Vec<ColumnSpec>,
    pub head: Vec<Row>,
    pub body: Vec<Row>,
    pub foot: Vec<Row>,
    /// Text of `<caption>` or `summary`, for Alt.
    pub summary: String,
    /// "Cộng chuyển sang trang sau" / "Số trang trước chuyển sang": columns (0-based) whose numbers are totalled per page.
    pub carry: Vec<usize>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ColumnSpec {
    pub width: Length,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// A group heading: never the last row of a page.
    pub keep_with_next: bool,
    /// A total: never the first row of a page alone.
    pub keep_with_previous: bool,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub style: Arc<BlockStyle>,
    pub vertical_align: VerticalAlign,
    pub blocks: Blocks,
    pub colspan: u32,
    pub rowspan: u32,
    /// `<th>`: its scope; `None`: `<td>`.
    pub scope: Option<Scope>,
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_one_short_text_is_one_piece_of_memory() {
        let text = Inline::Text { text: "1.234,5 tỷ đồng".into(), style: Arc::default() };
        let inlines: Inlines = [text].into();
        let (style, span) = (Arc::default(), Span::default());
        let paragraph = Paragraph { role: Role::P, style, inlines, label: None, span };
        assert!(matches!(&paragraph.inlines[..], [Inline::Text { text, .. }] if !text.is_heap_allocated()));
        assert!(!paragraph.inlines.spilled());
        let blocks: Blocks = [Block::Paragraph(paragraph)].into();
        assert!(!blocks.spilled());
    }

    /// A long table has hundreds of thousands of them.
    #[test]
    #[cfg(target_pointer_width = "64")]
    fn blocks_and_cells_are_small() {
        let sizes = [size_of::<Inline>(), size_of::<Paragraph>(), size_of::<Block>(), size_of::<Cell>()];
        assert_eq!(sizes, [32, 72, 72, 112]);
    }
}

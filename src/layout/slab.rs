//! Slabs: the unbreakable strips that pages are filled with, and how strongly each holds to the one above.

use crate::document::{Borders, Color, Edges};
use crate::pages::{Item, Tag};

/// How strongly a slab holds to the one above it; the weakest is broken first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Bond {
    /// A page must begin here.
    Forced,
    /// A page may begin here.
    #[default]
    Free,
    /// Orphans, widows.
    Lines,
    /// `keep_with_next`, group headings, totals.
    Chain,
    /// Inside a block that stays together.
    Whole,
}

/// An unbreakable strip. Item positions count from its top and from the left of the frame.
#[derive(Debug, Clone, Default)]
pub(super) struct Slab {
    pub height: f32,
    /// Margin above, dropped at the top of a page.
    pub gap: f32,
    pub bond: Bond,
    pub items: Vec<Item>,
    pub heading: Option<Box<Heading>>,
    /// Row of a table: its place in `Stack::grids`, and the row.
    pub row: Option<(u32, u32)>,
    /// The row goes on in a later strip (a tall row that was split).
    pub goes_on: bool,
    /// A row that may be split by lines when no page can hold it.
    pub tall: Option<Box<Tall>>,
}

/// What becomes a bookmark when its slab is placed.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub level: u8,
    pub title: String,
}

/// The cells of a row that is higher than a page, each still in strips.
#[derive(Debug, Clone)]
pub(super) struct Tall {
    pub cells: Vec<TallCell>,
    /// Largest padding above and below; every part of the row keeps it.
    pub above: f32,
    pub below: f32,
}

#[derive(Debug, Clone)]
pub(super) struct TallCell {
    pub stack: Stack,
    /// Strips before this one are already on a page.
    pub next: usize,
    /// Left edge, width and colour of the cell's background.
    pub background: Option<(f32, f32, Color)>,
}

/// Border, background or padding around a run of strips.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// First strip, and one past the last.
    pub first: usize,
    pub end: usize,
    pub x: f32,
    pub width: f32,
    pub border: Borders,
    pub background: Option<Color>,
}

/// Strips from top to bottom, the frames around them and the grids among them.
#[derive(Debug, Clone, Default)]
pub(super) struct Stack {
    pub slabs: Vec<Slab>,
    /// In order of `first`, outer before inner.
    pub frames: Vec<Frame>,
    pub grids: Vec<super::table::Grid>,
    /// Margin below the last strip.
    pub tail: f32,
}

impl Stack {
    /// Height from the first strip's top to the last one's bottom, without outer margins.
    pub fn height(&self) -> f32 {
        let gaps: f32 = self.slabs.iter().skip(1).map(|slab| slab.gap).sum();
        gaps + self.slabs.iter().map(|slab| slab.height).sum::<f32>()
    }
}

/// Moves an item.
pub(super) fn shift(item: &mut Item, dx: f32, dy: f32) {
    match item {
        Item::Text(line) => {
            line.x += dx;
            line.y += dy;
        }
        Item::Fill { x, y, .. } => {
            *x += dx;
            *y += dy;
        }
        Item::Stroke { x1, y1, x2, y2, .. } => {
            *x1 += dx;
            *x2 += dx;
            *y1 += dy;
            *y2 += dy;
        }
    }
}

/// A copy that is no longer part of the reading (repeated heads).
pub(super) fn as_artifact(item: &Item, tag: Tag) -> Item {
    let mut copy = item.clone();
    match &mut copy {
        Item::Text(line) => line.tag = tag,
        Item::Fill { tag: own, .. } | Item::Stroke { tag: own, .. } => {
            if *own != Tag::Layout {
                *own = tag;
            }
        }
    }
    copy
}

/// The background and the four border lines of a box, in drawing order.
pub(super) fn draw_box(
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    border: &Borders,
    back: Option<Color>,
) -> Vec<Item> {
    let mut items = Vec::new();
    let fill = |x, y, width, height, color| Item::Fill { x, y, width, height, color, tag: Tag::Layout };
    if let Some(color) = back {
        items.push(fill(x, y, width, height, color));
    }
    let Edges { top, right, bottom, left } = border.widths;
    let color = border.color;
    if top > 0.0 {
        items.push(fill(x, y, width, top, color));
    }
    if bottom > 0.0 {
        items.push(fill(x, y + height - bottom, width, bottom, color));
    }
    if left > 0.0 {
        items.push(fill(x, y, left, height, color));
    }
    if right > 0.0 {
        items.push(fill(x + width - right, y, right, height, color));
    }
    items
}

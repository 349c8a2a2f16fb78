//! The stack while it grows: the margin that waits for the next strip, and how firmly that strip will hold.

use crate::document::BlockStyle;
use crate::document::Break;
use crate::layout::crew::{Numbers, Part};
use crate::layout::slab::{Bond, Frame, Slab, Stack};
use crate::pages::NodeId;

/// The place that blocks are set into.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Room {
    pub x: f32,
    pub width: f32,
    /// Free width to the left of `x`, for labels.
    pub hang: f32,
    /// Height of the page's text: nothing unbreakable should be higher.
    pub height: f32,
    /// Parent in the structure tree; `None`: artifact.
    pub parent: Option<NodeId>,
    /// A paragraph is the parent's own text (a cell with one paragraph), not a child of it.
    pub direct: bool,
}

#[derive(Debug, Default)]
pub(in crate::layout) struct Builder {
    pub stack: Stack,
    /// Largest of the adjoining margins.
    margin: f32,
    forced: bool,
    /// A page was to begin before the first strip; it does if others stand above it.
    begins_page: bool,
    bond: Option<Bond>,
    /// Width of the text line just set, for rules as long as the text.
    pub last_line: Option<f32>,
}

impl Builder {
    /// An empty one, below a text line of this width.
    pub fn after(last_line: Option<f32>) -> Builder {
        Builder { last_line, ..Builder::default() }
    }

    /// Index of the next strip.
    pub fn len(&self) -> usize {
        self.stack.slabs.len()
    }

    /// Adjoining margins: the larger one counts (CSS 2.1, 8.3.1).
    pub fn margin(&mut self, points: f32) {
        self.margin = self.margin.max(points);
    }

    /// The next strip holds at least so firmly.
    pub fn hold(&mut self, bond: Bond) {
        self.bond = self.bond.max(Some(bond));
    }

    /// What a block's style says about the break and the margin before it.
    pub fn open(&mut self, style: &BlockStyle) {
        self.margin(style.margin.top);
        if style.break_before == Break::Page {
            if self.stack.slabs.is_empty() {
                self.begins_page = true;
            } else {
                self.forced = true;
            }
        }
    }

    /// What it says about those after it; `first` is the block's first strip.
    pub fn close(&mut self, style: &BlockStyle, first: usize) {
        if style.keep_together {
            self.bind(first, Bond::Whole);
        }
        if style.keep_with_next && self.len() > first {
            self.hold(Bond::Chain);
        }
        self.margin(style.margin.bottom);
    }

    /// Strips after `first` hold to each other.
    fn bind(&mut self, first: usize, bond: Bond) {
        for slab in self.stack.slabs.iter_mut().skip(first + 1) {
            if slab.bond != Bond::Forced {
                slab.bond = slab.bond.max(bond);
            }
        }
    }

    /// Adds a strip under the margin that waits.
    pub fn push(&mut self, mut slab: Slab) {
        slab.gap = std::mem::take(&mut self.margin);
        let waiting = self.bond.take().unwrap_or_default();
        slab.bond = if std::mem::take(&mut self.forced) { Bond::Forced } else { slab.bond.max(waiting) };
        self.stack.slabs.push(slab);
    }

    /// Adds what another builder was given, as if it had been given to this one.
    pub fn append(&mut self, mut other: Builder) {
        let grids = self.stack.grids.len() as u32;
        for slab in &mut other.stack.slabs {
            slab.row = slab.row.map(|(grid, row)| (grid + grids, row));
        }
        self.append_strips(other);
    }

    /// The same, of strips whose grids stand here already.
    pub fn append_strips(&mut self, other: Builder) {
        let Builder { stack, margin, forced, begins_page, bond, last_line } = other;
        let before = self.len();
        if begins_page {
            self.forced |= before > 0;
            self.begins_page |= before == 0;
        }
        let mut slabs = stack.slabs.into_iter();
        if let Some(first) = slabs.next() {
            self.margin(first.gap);
            self.push(first);
        }
        self.stack.slabs.extend(slabs);
        let moved = stack.frames.into_iter().map(|frame| Frame {
            first: frame.first + before,
            end: frame.end + before,
            ..frame
        });
        self.stack.frames.extend(moved);
        self.stack.grids.extend(stack.grids);
        self.margin(margin);
        self.forced |= forced;
        self.bond = self.bond.max(bond);
        self.last_line = last_line.or(self.last_line);
    }

    pub fn finish(mut self) -> Stack {
        self.stack.tail = self.margin;
        self.stack
    }
}

impl Part for Builder {
    fn renumber(&mut self, numbers: &Numbers) {
        self.stack.renumber(numbers);
    }
}

//! A cell's content at its width.

use super::cells::{Content, Plan, PlanCell, Words};
use super::decimal::{Decimal, parts};
use super::split::shred;
use crate::document::{Align, Paragraph, Role};
use crate::layout::bench::Bench;
use crate::layout::flow::{Room, flow};
use crate::layout::paragraph::{Collected, LinePlan, Link, Place, paragraph, set_into};
use crate::layout::slab::{Slab, Stack};
use crate::pages::{Item, NodeId, Tag};

/// Content of a cell in strips, before its place in the row is known.
#[derive(Default)]
pub(super) struct CellBox {
    /// How many items the line of a one-line cell has, on the shared list; then the stack is empty.
    pub line: Option<usize>,
    pub stack: Stack,
    /// With the margins of its first and last block, without the cell's padding.
    pub height: f32,
}

impl CellBox {
    /// All strips, also the only one, whose items come off the front of the list.
    pub fn into_stack(mut self, lines: &mut Lines) -> Stack {
        let height = self.height;
        let line =
            self.line.map(|count| Slab { height, items: lines.take(count).collect(), ..Slab::default() });
        self.stack.slabs.extend(line);
        self.stack
    }
}

/// Items of the lines of one-line cells, taken in the order in which they were set: a long table has hundreds of thousands
/// of such cells, and none needs a list of its own.
#[derive(Debug, Default)]
pub(super) struct Lines {
    items: Vec<Item>,
    taken: usize,
}

impl Lines {
    /// The end of the list, to set a line there.
    fn end(&mut self) -> &mut Vec<Item> {
        if self.taken == self.items.len() {
            self.items.clear();
            self.taken = 0;
        }
        &mut self.items
    }

    /// The next items.
    pub fn take(&mut self, count: usize) -> impl Iterator<Item = Item> + '_ {
        let (from, end) = (self.taken, (self.taken + count).min(self.items.len()));
        self.taken = end;
        self.items[from..end].iter_mut().map(std::mem::take)
    }
}

/// The space that a cell's content may fill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inner {
    pub x: f32,
    pub width: f32,
    /// Height of the page's text.
    pub height: f32,
    pub decimal: Decimal,
}

/// Who sets the cells of a table, and where to.
pub(super) struct Setting<'a, 'm, 'd> {
    pub bench: &'a mut Bench<'m>,
    pub plan: &'a Plan<'d>,
    pub lines: &'a mut Lines,
    pub presentation: bool,
}

/// Sets a cell. `parent` is the cell's own element, or the table's parent in a presentation table.
pub(super) fn cell_box(set: Setting, cell: &PlanCell, inner: Inner, parent: Option<NodeId>) -> CellBox {
    match &cell.content {
        Content::Empty => CellBox::default(),
        Content::Text(p, words) => text_box(set, cell, (p, words), inner, parent),
        Content::Blocks(blocks) => {
            let room = Room {
                x: inner.x,
                width: inner.width,
                hang: 0.0,
                height: inner.height,
                parent,
                direct: false,
            };
            let mut stack = flow(set.bench, blocks, room);
            shred(&mut stack);
            let first = stack.slabs.first().map_or(0.0, |slab| slab.gap);
            CellBox { line: None, height: first + stack.height() + stack.tail, stack }
        }
    }
}

fn text_box(
    set: Setting,
    cell: &PlanCell,
    (p, words): (&Paragraph, &Words),
    inner: Inner,
    parent: Option<NodeId>,
) -> CellBox {
    let Setting { bench, plan, lines, presentation } = set;
    let atoms = plan.atoms(words);
    if atoms.is_empty() {
        return CellBox::default();
    }
    let tag = tag(bench, p, parent, presentation);
    let mut place = Place {
        x: inner.x,
        width: inner.width,
        indent: p.style.indent.min(inner.width * 0.9),
        align: cell.align(),
        line_height: p.style.line_height,
        nowrap: p.style.nowrap || cell.cell.style.nowrap,
        tag,
    };
    let fits = words.natural + place.indent <= inner.width + 0.01;
    let one_line = !atoms.iter().any(|atom| atom.link == Link::Newline);
    if fits && one_line {
        align_decimal(plan, cell, inner, &mut place);
        let line = LinePlan { indent: place.indent, last: true };
        let items = lines.end();
        let first = items.len();
        let height = set_into(bench, atoms, &place, &line, items);
        return CellBox { line: Some(items.len() - first), stack: Stack::default(), height };
    }
    let mut copy = std::mem::take(&mut bench.scratch);
    copy.clear();
    copy.extend_from_slice(atoms);
    let mut text = Collected::from(copy);
    let slabs = paragraph(bench, &mut text, &place, p.span);
    bench.scratch = text.atoms;
    let height = slabs.iter().map(|slab| slab.height).sum();
    CellBox { line: None, stack: Stack { slabs, ..Stack::default() }, height }
}

/// Moves a figure so that its comma stands where all commas of the column stand.
fn align_decimal(plan: &Plan, cell: &PlanCell, inner: Inner, place: &mut Place) {
    if place.align != Align::Decimal {
        return;
    }
    place.align = Align::Right;
    let Some((before, after)) = parts(plan, cell) else {
        return;
    };
    let Decimal { before: widest, after: tail, .. } = inner.decimal;
    // A figure with words that has no room beside the comma's place ends at the column's edge.
    let has_room = widest.max(before) + tail <= inner.width + 0.01 && after <= tail + 0.01;
    if has_room {
        place.width -= tail - after;
    }
}

/// A cell with one paragraph holds the text itself; headings and the like keep an element of their own.
fn tag(bench: &mut Bench, p: &Paragraph, parent: Option<NodeId>, presentation: bool) -> Tag {
    let Some(parent) = parent.filter(|_| p.role != Role::Artifact) else {
        return Tag::Layout;
    };
    let plain = matches!(p.role, Role::P | Role::Div | Role::TD | Role::TH);
    if plain && !presentation {
        return Tag::Node(parent);
    }
    Tag::Node(bench.node(if plain { Role::P } else { p.role }, parent))
}

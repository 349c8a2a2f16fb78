//! A cell's content at its width.

use super::cells::{Content, PlanCell};
use super::decimal::{Decimal, parts};
use super::split::shred;
use crate::document::{Align, Paragraph, Role};
use crate::layout::bench::Bench;
use crate::layout::flow::{Room, flow};
use crate::layout::paragraph::{Collected, LinePlan, Place, paragraph, set_line};
use crate::layout::slab::{Slab, Stack};
use crate::pages::{NodeId, Tag};

/// Content of a cell in strips, before its place in the row is known.
pub(super) struct CellBox {
    /// The only strip of a one-line cell; then the stack is empty.
    pub line: Option<Slab>,
    pub stack: Stack,
    /// With the margins of its first and last block, without the cell's padding.
    pub height: f32,
}

impl CellBox {
    /// All strips, also the only one.
    pub fn into_stack(mut self) -> Stack {
        self.stack.slabs.extend(self.line);
        self.stack
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

/// Sets a cell. `parent` is the cell's own element, or the table's parent in a presentation table.
pub(super) fn cell_box(
    bench: &mut Bench,
    cell: &PlanCell,
    inner: Inner,
    parent: Option<NodeId>,
    presentation: bool,
) -> CellBox {
    match &cell.content {
        Content::Empty => CellBox { line: None, stack: Stack::default(), height: 0.0 },
        Content::Text(p, text) => text_box(bench, cell, (p, text), inner, parent, presentation),
        Content::Blocks(blocks) => {
            let room = Room {
                x: inner.x,
                width: inner.width,
                hang: 0.0,
                height: inner.height,
                parent,
                direct: false,
            };
            let mut stack = flow(bench, blocks, room);
            shred(&mut stack);
            let first = stack.slabs.first().map_or(0.0, |slab| slab.gap);
            CellBox { line: None, height: first + stack.height() + stack.tail, stack }
        }
    }
}

fn text_box(
    bench: &mut Bench,
    cell: &PlanCell,
    (p, text): (&Paragraph, &Collected),
    inner: Inner,
    parent: Option<NodeId>,
    presentation: bool,
) -> CellBox {
    if text.atoms.is_empty() {
        return CellBox { line: None, stack: Stack::default(), height: 0.0 };
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
    let fits = text.natural + place.indent <= inner.width + 0.01;
    let one_line = !text.atoms.iter().any(|atom| atom.link == crate::layout::paragraph::Link::Newline);
    if fits && one_line {
        align_decimal(bench, cell, inner, &mut place);
        let line = LinePlan { indent: place.indent, last: true };
        let slab = set_line(bench, &text.atoms, &place, &line);
        let height = slab.height;
        return CellBox { line: Some(slab), stack: Stack::default(), height };
    }
    let slabs = paragraph(bench, text.clone(), &place, p.span);
    let height = slabs.iter().map(|slab| slab.height).sum();
    CellBox { line: None, stack: Stack { slabs, ..Stack::default() }, height }
}

/// Moves a figure so that its comma stands where all commas of the column stand.
fn align_decimal(bench: &Bench, cell: &PlanCell, inner: Inner, place: &mut Place) {
    if place.align != Align::Decimal {
        return;
    }
    place.align = Align::Right;
    let Some((before, after)) = parts(bench, cell) else {
        return;
    };
    let Decimal { before: widest, after: tail, .. } = inner.decimal;
    if widest + tail <= inner.width + 0.01 && before + tail <= inner.width + 0.01 {
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

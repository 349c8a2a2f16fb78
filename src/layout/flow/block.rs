//! Which block goes where; boxes with padding, border, background and least height.

use super::builder::{Builder, Room};
use super::{drawing, rule, text};
use crate::document::{Block, BlockStyle, Borders, Container, Edges, Length, Role};
use crate::layout::bench::Bench;
use crate::layout::slab::{Bond, Frame, Slab};
use crate::layout::table;
use crate::pages::NodeId;

/// Sets one block into the room.
pub(super) fn block(bench: &mut Bench, builder: &mut Builder, block: &Block, room: Room) {
    match block {
        Block::Paragraph(p) => boxed(bench, builder, &p.style, room, |bench, builder, room| {
            text::paragraph(bench, builder, p, room);
        }),
        Block::Container(c) => boxed(bench, builder, &c.style, room, |bench, builder, room| {
            container(bench, builder, c, room);
        }),
        Block::Table(t) => {
            // The table's own border collapses with those of its cells: the grid draws it.
            let style = BlockStyle {
                border: Borders::default(),
                padding: Edges::default(),
                ..BlockStyle::clone(&t.style)
            };
            boxed(bench, builder, &style, room, |bench, builder, room| table::table(bench, builder, t, room));
        }
        Block::Rule(r) => rule::rule(builder, r, room),
        Block::Drawing(d) => drawing::drawing(bench, builder, d, room),
    }
}

/// Margins and box of a block around its content.
fn boxed(
    bench: &mut Bench,
    builder: &mut Builder,
    style: &BlockStyle,
    room: Room,
    content: impl FnOnce(&mut Bench, &mut Builder, Room),
) {
    builder.open(style);
    let first = builder.len();
    let outer = outer(style, room);
    let (padding, border) = (style.padding, style.border.widths);
    let frame = builder.stack.frames.len();
    let visible =
        style.background.is_some() || [border.top, border.right, border.bottom, border.left] != [0.0; 4];
    if visible {
        let (border, background) = (style.border, style.background);
        builder.stack.frames.push(Frame {
            first,
            end: first,
            x: outer.x,
            width: outer.width,
            border,
            background,
        });
    }
    edge(builder, padding.top + border.top, false);
    content(bench, builder, inner(style, outer));
    fill_up(builder, style, first);
    edge(builder, padding.bottom + border.bottom, true);
    if visible {
        builder.stack.frames[frame].end = builder.len();
    }
    builder.close(style, first);
}

/// Padding and border above or below the content: part of the box, so it never parts from the content.
fn edge(builder: &mut Builder, height: f32, below: bool) {
    if height <= 0.0 {
        return;
    }
    if below {
        builder.hold(Bond::Whole);
    }
    builder.push(Slab { height, ..Slab::default() });
    if !below {
        builder.hold(Bond::Whole);
    }
}

/// `min-height`: empty room after the content.
fn fill_up(builder: &mut Builder, style: &BlockStyle, first: usize) {
    if style.min_height <= 0.0 {
        return;
    }
    let slabs = builder.stack.slabs.get(first..).unwrap_or_default();
    let gaps: f32 = slabs.iter().skip(1).map(|slab| slab.gap).sum();
    let height = gaps + slabs.iter().map(|slab| slab.height).sum::<f32>();
    let missing = style.min_height - height;
    if missing > 0.0 {
        if !slabs.is_empty() {
            builder.hold(Bond::Whole);
        }
        builder.push(Slab { height: missing, ..Slab::default() });
    }
}

fn outer(style: &BlockStyle, room: Room) -> Room {
    let (left, right) = (style.margin.left, style.margin.right);
    let free = (room.width - left - right).max(1.0);
    let width = match style.width {
        Length::Auto => free,
        Length::Points(points) => points.clamp(1.0, free.max(1.0)),
        Length::Percent(share) => (room.width * share / 100.0).clamp(1.0, free.max(1.0)),
    };
    Room { x: room.x + left, width, hang: (room.hang + left).max(0.0), ..room }
}

fn inner(style: &BlockStyle, outer: Room) -> Room {
    let left = style.padding.left + style.border.widths.left;
    let right = style.padding.right + style.border.widths.right;
    Room { x: outer.x + left, width: (outer.width - left - right).max(1.0), hang: outer.hang + left, ..outer }
}

fn container(bench: &mut Bench, builder: &mut Builder, container: &Container, room: Room) {
    let node = element(bench, container.role, room.parent);
    let parent = if container.role == Role::Artifact { None } else { node.or(room.parent) };
    let inner = Room { parent, direct: false, ..room };
    if container.role == Role::LI && node.is_some() && !has_body(container) {
        list_item(bench, builder, container, inner);
    } else {
        super::blocks(bench, builder, &container.blocks, inner);
    }
    if let Some((node, parent)) = node.zip(room.parent) {
        bench.drop_if_empty(node, parent);
    }
}

/// `div`s only group for the eye; artifacts are outside the tree.
fn element(bench: &mut Bench, role: Role, parent: Option<NodeId>) -> Option<NodeId> {
    let parent = parent?;
    (!matches!(role, Role::Div | Role::Document | Role::Artifact)).then(|| bench.node(role, parent))
}

fn has_body(container: &Container) -> bool {
    container.blocks.iter().any(|block| match block {
        Block::Container(inner) => matches!(inner.role, Role::LBody | Role::Lbl),
        Block::Paragraph(inner) => matches!(inner.role, Role::LBody | Role::Lbl),
        _ => false,
    })
}

/// LI holds Lbl, then everything else in one LBody.
fn list_item(bench: &mut Bench, builder: &mut Builder, item: &Container, room: Room) {
    let label = match item.blocks.first() {
        Some(Block::Paragraph(first)) => first.label.as_ref(),
        _ => None,
    };
    let Some(parent) = room.parent else { return };
    let lbl = label.map(|_| bench.node(Role::Lbl, parent));
    let body = bench.node(Role::LBody, parent);
    let room = Room { parent: Some(body), direct: item.blocks.len() == 1, ..room };
    for (index, block) in item.blocks.iter().enumerate() {
        match (index, block) {
            (0, Block::Paragraph(first)) => {
                boxed(bench, builder, &first.style, room, |bench, builder, room| {
                    text::labelled(bench, builder, first, room, lbl);
                })
            }
            _ => self::block(bench, builder, block, room),
        }
    }
}

//! Vector drawings: one figure, one strip.

use std::sync::Arc;

use super::builder::{Builder, Room};
use crate::document::{Align, Color, Drawing, Inline, Role, Shape, TextStyle};
use crate::layout::bench::Bench;
use crate::layout::paragraph::{LinePlan, Place, collect, set_line};
use crate::layout::slab::{Slab, shift};
use crate::pages::{Item, Tag};

/// Sets a drawing; one that is larger than the room is made smaller.
pub(super) fn drawing(bench: &mut Bench, builder: &mut Builder, drawing: &Drawing, room: Room) {
    let style = &drawing.style;
    builder.open(style);
    let first = builder.len();
    let free = (room.width - style.margin.left - style.margin.right).max(1.0);
    let scale = (free / drawing.width.max(1.0)).min(room.height / drawing.height.max(1.0)).min(1.0);
    let width = drawing.width * scale;
    let x = room.x + style.margin.left + offset(style.align, free - width);
    let tag = match room.parent {
        Some(parent) => {
            let figure = bench.node(Role::Figure, parent);
            bench.tree[figure.0 as usize].alt = Some(drawing.alt.as_str().into());
            Tag::Node(figure)
        }
        None => Tag::Layout,
    };
    let mut items = Vec::with_capacity(drawing.shapes.len());
    for shape in &drawing.shapes {
        draw(bench, shape, scale, tag, drawing, &mut items);
    }
    items.iter_mut().for_each(|item| shift(item, x, 0.0));
    builder.push(Slab { height: drawing.height * scale, items, ..Slab::default() });
    builder.close(style, first);
}

fn offset(align: Align, slack: f32) -> f32 {
    match align {
        Align::Right | Align::Decimal => slack.max(0.0),
        Align::Center => slack.max(0.0) / 2.0,
        Align::Left | Align::Justify => 0.0,
    }
}

fn draw(bench: &mut Bench, shape: &Shape, scale: f32, tag: Tag, drawing: &Drawing, items: &mut Vec<Item>) {
    match shape {
        Shape::Rect { x, y, width, height, fill, stroke } => {
            let area = [x * scale, y * scale, width * scale, height * scale];
            rect(area, *fill, stroke.map(|(w, color)| (w * scale, color)), tag, items);
        }
        Shape::Line { x1, y1, x2, y2, width, color } => {
            let [x1, y1, x2, y2, width] = [x1, y1, x2, y2, width].map(|value| value * scale);
            items.push(Item::Stroke { x1, y1, x2, y2, width, color: *color, tag });
        }
        Shape::Text { x, y, text, style, align } => {
            let style = Arc::new(TextStyle { size: style.size * scale, ..(**style).clone() });
            let line = words(bench, text, &style, tag, drawing);
            let (mut line, width) = line;
            let shift_x = x * scale - offset(*align, width);
            line.iter_mut().for_each(|item| shift(item, shift_x, y * scale));
            items.append(&mut line);
        }
    }
}

fn rect(area: [f32; 4], fill: Option<Color>, stroke: Option<(f32, Color)>, tag: Tag, items: &mut Vec<Item>) {
    let [x, y, width, height] = area;
    if let Some(color) = fill {
        items.push(Item::Fill { x, y, width, height, color, tag });
    }
    let Some((line, color)) = stroke else { return };
    let half = line / 2.0;
    let sides = [
        (x - half, y - half, width + line, line),
        (x - half, y + height - half, width + line, line),
        (x - half, y + half, line, height - line),
        (x + width - half, y + half, line, height - line),
    ];
    items.extend(sides.map(|(x, y, width, height)| Item::Fill {
        x,
        y,
        width,
        height: height.max(0.0),
        color,
        tag,
    }));
}

/// Text with its baseline at 0, beginning at 0, and its width. The style is not kept by address: it lives only here.
fn words(
    bench: &mut Bench,
    text: &str,
    style: &Arc<TextStyle>,
    tag: Tag,
    drawing: &Drawing,
) -> (Vec<Item>, f32) {
    let inlines = [Inline::Text { text: text.into(), style: style.clone() }];
    bench.forget_addresses();
    let collected = collect(bench, &inlines, drawing.span);
    bench.forget_addresses();
    let place = Place {
        x: 0.0,
        width: collected.natural,
        indent: 0.0,
        align: Align::Left,
        line_height: crate::document::LineHeight::Exact(0.0),
        nowrap: true,
        tag,
    };
    let mut slab = set_line(bench, &collected.atoms, &place, &LinePlan { indent: 0.0, last: true });
    let baseline =
        slab.items.iter().find_map(|item| if let Item::Text(line) = item { Some(line.y) } else { None });
    let rise = -baseline.unwrap_or(0.0);
    slab.items.iter_mut().for_each(|item| shift(item, 0.0, rise));
    (slab.items, collected.natural)
}

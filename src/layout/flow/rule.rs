//! Drawn lines: under Tiêu ngữ, under the issuing body, under a title.

use super::builder::{Builder, Room};
use crate::document::{Align, Length, Rule};
use crate::layout::slab::{Bond, Slab};
use crate::pages::{Item, Tag};

/// Sets a rule; it stays with the line that it underlines.
pub(super) fn rule(builder: &mut Builder, rule: &Rule, room: Room) {
    let style = &rule.style;
    builder.open(style);
    let first = builder.len();
    let (left, right) = (style.margin.left, style.margin.right);
    let free = (room.width - left - right).max(1.0);
    let width = width(builder, rule, free);
    let offset = match style.align {
        Align::Right | Align::Decimal => free - width,
        Align::Center => (free - width) / 2.0,
        Align::Left | Align::Justify => 0.0,
    };
    if rule.width_of_previous {
        builder.hold(Bond::Chain);
    }
    let height = rule.thickness.max(0.0);
    let (x, color) = (room.x + left + offset, rule.color);
    let line = Item::Fill { x, y: 0.0, width, height, color, tag: Tag::Layout };
    builder.push(Slab { height, items: vec![line], ..Slab::default() });
    builder.close(style, first);
}

fn width(builder: &Builder, rule: &Rule, free: f32) -> f32 {
    let own = match rule.style.width {
        Length::Auto => free,
        Length::Points(points) => points,
        Length::Percent(share) => free * share / 100.0,
    };
    let wanted = match builder.last_line {
        Some(line) if rule.width_of_previous => line * rule.share,
        _ => own,
    };
    wanted.clamp(0.0, free)
}

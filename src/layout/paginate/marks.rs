//! Page number and marks in the margins: artifacts of the page, but for words that stand once and say something of the document.

use crate::document::{
    Align, Borders, Edges, Inline, LineHeight, MarkPlace, PageMark, PageStyle, Role, Section, TextStyle,
};
use crate::layout::bench::Bench;
use crate::layout::paragraph::{LinePlan, Place, collect, set_line};
use crate::layout::slab::{Slab, draw_box, shift};
use crate::pages::{Item, NodeId, Tag};
use std::sync::Arc;

/// Room between a boxed mark's text and its line, in ems, across and upright.
const BOX_PADDING: (f32, f32) = (0.4, 0.15);
/// Thickness of the box.
const BOX_LINE: f32 = 0.75;
/// Between a rule above and the words.
const OVERLINE_GAP: f32 = 2.0;

/// Everything in the margins of one page; `sect` is the section's element.
pub(super) fn marks(
    bench: &mut Bench,
    section: &Section,
    sect: NodeId,
    number: u32,
    is_first: bool,
    out: &mut Vec<Item>,
) {
    let page = &section.page;
    if let Some(line) = &page.number
        && (line.on_first || !is_first)
    {
        let (text, width) = words(bench, &number.to_string(), &line.style, section, Tag::Pagination);
        let middle = (page.margin.left + page.width - page.margin.right) / 2.0;
        put(text.items, middle - width / 2.0, line.top, out);
    }
    for mark in page.marks.iter().filter(|mark| is_first || !mark.first_only) {
        let tag = if mark.first_only { content(bench, mark, sect) } else { Tag::Pagination };
        draw(bench, mark, section, tag, out);
    }
}

/// The element of a mark that stands once, as the draft mark and the address do: read before everything else of the
/// section, at the foot after it.
fn content(bench: &mut Bench, mark: &PageMark, sect: NodeId) -> Tag {
    let node = bench.node(Role::P, sect);
    let siblings = &mut bench.tree[sect.0 as usize].children;
    if matches!(mark.place, MarkPlace::TopLeft | MarkPlace::TopRight) {
        siblings.rotate_right(1);
    }
    Tag::Node(node)
}

fn draw(bench: &mut Bench, mark: &PageMark, section: &Section, tag: Tag, out: &mut Vec<Item>) {
    let page = &section.page;
    let lines: Vec<(Slab, f32)> =
        mark.text.lines().map(|line| words(bench, line, &mark.style, section, tag)).collect();
    let width = lines.iter().map(|(_, width)| *width).fold(0.0, f32::max);
    let height: f32 = lines.iter().map(|(slab, _)| slab.height).sum();
    let (side, upright) = if mark.boxed {
        (BOX_PADDING.0 * mark.style.size, BOX_PADDING.1 * mark.style.size)
    } else {
        (0.0, 0.0)
    };
    let (full, tall) = (width + 2.0 * side, height + 2.0 * upright);
    let (x, y) = corner(page, mark.place, full, tall);
    if mark.boxed {
        let line = BOX_LINE;
        let border = Borders {
            widths: Edges { top: line, right: line, bottom: line, left: line },
            color: mark.style.color,
        };
        let lines = draw_box(x, y, full, tall, &border, None);
        out.extend(lines.into_iter().map(|item| crate::layout::slab::as_artifact(&item, Tag::Pagination)));
    }
    if mark.overline > 0.0 {
        out.push(overline(page, mark, y));
    }
    let mut top = y + upright;
    for (slab, _) in lines {
        put(slab.items, x + side, top, out);
        top += slab.height;
    }
}

/// The rule over the address at the foot of page 1: as wide as the text area, a little above the words.
fn overline(page: &PageStyle, mark: &PageMark, top: f32) -> Item {
    Item::Fill {
        x: page.margin.left,
        y: top - OVERLINE_GAP - mark.overline,
        width: (page.width - page.margin.left - page.margin.right).max(0.0),
        height: mark.overline,
        color: mark.style.color,
        tag: Tag::Pagination,
    }
}

/// Top left corner of a mark: in the middle of the margin that it stands in.
fn corner(page: &PageStyle, place: MarkPlace, width: f32, height: f32) -> (f32, f32) {
    let right = page.width - page.margin.right - width;
    let x = match place {
        MarkPlace::TopLeft | MarkPlace::BottomLeft => page.margin.left,
        MarkPlace::TopRight | MarkPlace::BottomRight => right,
        MarkPlace::BottomCenter => (page.margin.left + right) / 2.0,
    };
    let y = match place {
        MarkPlace::TopLeft | MarkPlace::TopRight => (page.margin.top - height) / 2.0,
        _ => page.height - (page.margin.bottom + height) / 2.0,
    };
    (x.max(0.0), y.max(0.0))
}

fn words(bench: &mut Bench, text: &str, style: &TextStyle, section: &Section, tag: Tag) -> (Slab, f32) {
    let style = Arc::new(style.clone());
    let inlines = [Inline::Text { text: text.into(), style }];
    bench.forget_addresses();
    let collected = collect(bench, &inlines, section.span);
    bench.forget_addresses();
    let place = Place {
        x: 0.0,
        width: collected.natural,
        indent: 0.0,
        align: Align::Left,
        line_height: LineHeight::Normal(1.0),
        nowrap: true,
        tag,
    };
    let slab = set_line(bench, &collected.atoms, &place, &LinePlan { indent: 0.0, last: true });
    (slab, collected.natural)
}

fn put(items: Vec<Item>, x: f32, y: f32, out: &mut Vec<Item>) {
    for mut item in items {
        shift(&mut item, x, y);
        out.push(item);
    }
}

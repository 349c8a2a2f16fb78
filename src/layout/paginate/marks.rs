//! Page number and marks in the margins: artifacts of the page.

use crate::document::{
    Align, Borders, Edges, Inline, LineHeight, MarkPlace, PageMark, PageStyle, Section, TextStyle,
};
use crate::layout::bench::Bench;
use crate::layout::paragraph::{LinePlan, Place, collect, set_line};
use crate::layout::slab::{Slab, draw_box, shift};
use crate::pages::{Item, Tag};
use std::sync::Arc;

/// Room between a boxed mark's text and its line, in ems, across and upright.
const BOX_PADDING: (f32, f32) = (0.4, 0.15);
/// Thickness of the box.
const BOX_LINE: f32 = 0.75;
/// Between a rule above and the words.
const OVERLINE_GAP: f32 = 2.0;

/// Everything in the margins of one page.
pub(super) fn marks(bench: &mut Bench, section: &Section, number: u32, is_first: bool, out: &mut Vec<Item>) {
    let page = &section.page;
    if let Some(line) = &page.number
        && (line.on_first || !is_first)
    {
        let (text, width) = words(bench, &number.to_string(), &line.style, section);
        let middle = (page.margin.left + page.width - page.margin.right) / 2.0;
        put(text.items, middle - width / 2.0, line.top, out);
    }
    for mark in page.marks.iter().filter(|mark| is_first || !mark.first_only) {
        draw(bench, mark, section, out);
    }
}

fn draw(bench: &mut Bench, mark: &PageMark, section: &Section, out: &mut Vec<Item>) {
    let page = &section.page;
    let lines: Vec<(Slab, f32)> =
        mark.text.lines().map(|line| words(bench, line, &mark.style, section)).collect();
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

fn words(bench: &mut Bench, text: &str, style: &TextStyle, section: &Section) -> (Slab, f32) {
    let style = Arc::new(style.clone());
    let inlines = [Inline::Text { text: text.to_owned(), style }];
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
        tag: Tag::Pagination,
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

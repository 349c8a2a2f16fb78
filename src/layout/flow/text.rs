//! Paragraphs: their structure element, their lines, the bonds between the lines, headings and labels.

use super::builder::{Builder, Room};
use crate::document::{Align, Inline, Paragraph, Role};
use crate::layout::bench::Bench;
use crate::layout::paragraph::{Collected, LinePlan, Place, collect, paragraph as lines, set_line};
use crate::layout::remark::RemarkKind;
use crate::layout::slab::{Bond, Heading, Slab, shift};
use crate::pages::{Item, NodeId, Tag};

/// A paragraph outside a list item.
pub(super) fn paragraph(bench: &mut Bench, builder: &mut Builder, paragraph: &Paragraph, room: Room) {
    if paragraph.role != Role::LI && paragraph.role != Role::LBody || paragraph.label.is_none() {
        return labelled(bench, builder, paragraph, room, None);
    }
    let Some(parent) = room.parent else {
        return labelled(bench, builder, paragraph, room, None);
    };
    let item = if paragraph.role == Role::LI { bench.node(Role::LI, parent) } else { parent };
    let lbl = bench.node(Role::Lbl, item);
    let body = bench.node(Role::LBody, item);
    labelled(bench, builder, paragraph, Room { parent: Some(body), direct: true, ..room }, Some(lbl));
}

/// A paragraph with its label tagged `lbl`, or as part of the text.
pub(super) fn labelled(
    bench: &mut Bench,
    builder: &mut Builder,
    paragraph: &Paragraph,
    room: Room,
    lbl: Option<NodeId>,
) {
    let mut text = collect(bench, &paragraph.inlines, paragraph.span);
    if text.atoms.is_empty() && paragraph.label.is_none() {
        return;
    }
    let tag = tag(bench, paragraph, room);
    let style = &paragraph.style;
    let mut place = Place {
        x: room.x,
        width: room.width,
        indent: style.indent.min(room.width * 0.9).max(-room.hang),
        align: if style.align == Align::Decimal { Align::Right } else { style.align },
        line_height: style.line_height,
        nowrap: style.nowrap,
        tag,
    };
    let label = paragraph.label.as_ref().map(|label| {
        let label_tag = lbl.map_or(tag, Tag::Node);
        set_label(bench, label, &mut place, room, label_tag, paragraph, text.atoms.is_empty())
    });
    let heading = heading(paragraph);
    let natural = text.natural;
    let mut slabs = lines(bench, &mut text, &place, paragraph.span);
    if let Some(label) = label {
        attach(&mut slabs, label);
    }
    if let Some(first) = slabs.first_mut() {
        first.heading = heading;
    }
    builder.last_line = Some(if slabs.len() == 1 { natural } else { last_width(bench, &slabs) });
    push(builder, slabs, paragraph);
}

/// Lines with their bonds: orphans, widows, and at least two last lines with the block that follows.
fn push(builder: &mut Builder, slabs: Vec<Slab>, paragraph: &Paragraph) {
    let style = &paragraph.style;
    let count = slabs.len();
    if style.keep_short && count == 1 {
        builder.hold(Bond::Chain);
    }
    let orphans = style.orphans.max(1) as usize;
    let widows = if style.keep_with_next { style.widows.max(2) } else { style.widows.max(1) } as usize;
    for (index, mut slab) in slabs.into_iter().enumerate() {
        if index > 0 && (index < orphans || count - index < widows) {
            slab.bond = Bond::Lines;
        }
        builder.push(slab);
    }
}

fn tag(bench: &mut Bench, paragraph: &Paragraph, room: Room) -> Tag {
    let Some(parent) = room.parent.filter(|_| paragraph.role != Role::Artifact) else {
        return Tag::Layout;
    };
    let plain = matches!(paragraph.role, Role::P | Role::Div | Role::LI | Role::LBody);
    if room.direct && plain {
        return Tag::Node(parent);
    }
    let role = if matches!(paragraph.role, Role::Div | Role::Document | Role::LI) {
        Role::P
    } else {
        paragraph.role
    };
    Tag::Node(bench.node(role, parent))
}

fn heading(paragraph: &Paragraph) -> Option<Box<Heading>> {
    let Role::H(level) = paragraph.role else {
        return None;
    };
    let mut title = String::new();
    for inline in paragraph.label.as_deref().into_iter().flatten().chain(&paragraph.inlines) {
        match inline {
            Inline::Text { text, .. } => title.push_str(text),
            Inline::Break => title.push(' '),
        }
    }
    let words: Vec<&str> = title.split_whitespace().collect();
    (!words.is_empty()).then(|| Box::new(Heading { level: level.clamp(1, 6), title: words.join(" ") }))
}

/// Sets the label: left of the text when there is room, else at the first-line indent, and the text after it. `alone`: no
/// text follows.
fn set_label(
    bench: &mut Bench,
    label: &[Inline],
    place: &mut Place,
    room: Room,
    tag: Tag,
    paragraph: &Paragraph,
    alone: bool,
) -> Slab {
    let text = collect(bench, label, paragraph.span);
    let space = text.atoms.first().map_or(0.0, |atom| bench.runs[atom.run as usize].space);
    let hanging = place.indent <= 0.0 && room.hang >= text.natural + space;
    let x = if hanging {
        (room.x + place.indent - space - text.natural).max(room.x - room.hang)
    } else {
        room.x + place.indent
    };
    // Words after a hanging label say themselves that there is no room.
    if (alone || !hanging) && place.indent.max(0.0) + text.natural > room.width + 0.01 {
        remark_wide(bench, label, paragraph);
    }
    if !hanging {
        place.indent = (place.indent + text.natural + space).min(room.width * 0.9);
    }
    let spot = Place { x, width: text.natural, indent: 0.0, align: Align::Left, tag, ..*place };
    set_line(bench, &text.atoms, &spot, &LinePlan { indent: 0.0, last: true })
}

/// A label is one line whatever its room: only here is it said that it is wider.
fn remark_wide(bench: &mut Bench, label: &[Inline], paragraph: &Paragraph) {
    let text: String = label
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } => text.as_str(),
            Inline::Break => " ",
        })
        .collect();
    let message = format!("Khổ quá hẹp: \"{}\" rộng hơn chỗ dành cho nó", text.trim());
    bench.remark(RemarkKind::Overfull, paragraph.span, message);
}

/// The label on the first line's baseline. A label without text is a line by itself.
fn attach(slabs: &mut Vec<Slab>, mut label: Slab) {
    let Some(first) = slabs.first_mut() else {
        return slabs.push(label);
    };
    let drop = baseline(first).zip(baseline(&label)).map_or(0.0, |(text, own)| text - own);
    label.items.iter_mut().for_each(|item| shift(item, 0.0, drop));
    label.items.append(&mut first.items);
    first.items = label.items;
    first.height = first.height.max(label.height);
}

fn baseline(slab: &Slab) -> Option<f32> {
    slab.items.iter().find_map(|item| match item {
        Item::Text(line) => Some(line.y),
        _ => None,
    })
}

/// Width of the words of the last line.
fn last_width(bench: &Bench, slabs: &[Slab]) -> f32 {
    let items = slabs.last().map_or(&[][..], |slab| &slab.items);
    let mut width = 0.0;
    for item in items {
        if let Item::Text(line) = item {
            width += line_width(bench, line);
        }
    }
    width
}

/// Width of a text line without the space at its end.
fn line_width(bench: &Bench, line: &crate::pages::TextLine) -> f32 {
    use crate::pages::Piece;
    let (mut width, mut pending) = (0.0, 0.0);
    let pieces = line.pieces.first as usize..line.pieces.end as usize;
    for piece in &bench.pieces[pieces] {
        match piece {
            Piece::Word(id) => {
                width += pending + bench.lexicon.word(*id).advance * line.size / 1000.0;
                pending = 0.0;
            }
            Piece::Space(space) => pending += space,
        }
    }
    width
}

/// Least and natural width of a paragraph, for columns.
pub(in crate::layout) fn intrinsic(bench: &mut Bench, paragraph: &Paragraph) -> (f32, f32) {
    let Collected { min, natural, .. } = collect(bench, &paragraph.inlines, paragraph.span);
    let label =
        paragraph.label.as_ref().map_or(0.0, |label| collect(bench, label, paragraph.span).natural + 4.0);
    let indent = paragraph.style.indent.max(0.0) + label;
    (if paragraph.style.nowrap { natural } else { min }, natural + indent)
}

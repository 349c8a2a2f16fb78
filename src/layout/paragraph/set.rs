//! Words of one line at their places.

use super::collect::{Atom, Link, NO_WORD};
use crate::document::{Align, LineHeight};
use crate::layout::bench::{Bench, Run};
use crate::layout::slab::Slab;
use crate::pages::{Item, Piece, Pieces, Tag, TextLine};

/// Where lines go and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::layout) struct Place {
    /// Left edge and width of the lines.
    pub x: f32,
    pub width: f32,
    /// Of the first line.
    pub indent: f32,
    pub align: Align,
    pub line_height: LineHeight,
    pub nowrap: bool,
    pub tag: Tag,
}

/// What differs from line to line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::layout) struct LinePlan {
    pub indent: f32,
    /// Ends the paragraph, or stands before a forced break: not justified.
    pub last: bool,
}

/// Sets one line as a slab.
pub(in crate::layout) fn set_line(bench: &mut Bench, atoms: &[Atom], place: &Place, line: &LinePlan) -> Slab {
    let mut items = Vec::with_capacity(1);
    let height = set_into(bench, atoms, place, line, &mut items);
    Slab { height, items, ..Slab::default() }
}

/// Sets one line at the end of a list of items; gives its height.
pub(in crate::layout) fn set_into(
    bench: &mut Bench,
    atoms: &[Atom],
    place: &Place,
    line: &LinePlan,
    items: &mut Vec<Item>,
) -> f32 {
    let (height, baseline) = pitch(bench, atoms, place.line_height);
    let ink: f32 = atoms.iter().map(|atom| atom.width).sum();
    let inner = atoms.len().saturating_sub(1);
    let gaps: f32 = atoms[..inner].iter().map(|atom| atom.gap).sum();
    let room = place.width - line.indent;
    let slack = room - ink - gaps;
    let stretched = place.align == Align::Justify && (!line.last || slack < 0.0) && gaps > 0.0;
    let scale = if stretched { (1.0 + slack / gaps).max(0.0) } else { 1.0 };
    let offset = match place.align {
        Align::Right | Align::Decimal => slack.max(0.0),
        Align::Center => slack.max(0.0) / 2.0,
        Align::Left | Align::Justify => 0.0,
    };
    let first = items.len();
    let mut pen = Pen { bench, tag: place.tag, y: baseline, first, items, current: None };
    let mut x = place.x + line.indent + offset;
    for (index, atom) in atoms.iter().enumerate() {
        pen.word(atom, x);
        x += atom.width;
        let gap = if index < inner { atom.gap * scale } else { atom.gap };
        if atom.gap > 0.0 && atom.link.is_space() && index < inner {
            pen.space(atom, &atoms[index + 1], x, gap);
        } else if index == inner && atom.link == Link::Free {
            // Without it a reader of the tagged text would run the last word into the next line's first.
            pen.trailing(gap);
        }
        x += gap;
    }
    pen.close();
    height
}

/// Height of a line and the place of its baseline from its top.
fn pitch(bench: &Bench, atoms: &[Atom], line_height: LineHeight) -> (f32, f32) {
    let (mut above, mut below) = (0.0_f32, 0.0_f32);
    let mut last = u32::MAX;
    for atom in atoms {
        if atom.run == last {
            continue;
        }
        last = atom.run;
        let (up, down) = extents(&bench.runs[atom.run as usize], line_height);
        above = above.max(up);
        below = below.max(down);
    }
    match line_height {
        LineHeight::Normal(_) => (above + below, above),
        // The tallest run decides where the baseline stands in the given height.
        LineHeight::Exact(points) => (points, above),
    }
}

/// Room above and below the baseline: half of the extra leading on each side. Raised letters do not
/// push lines apart, as in Word.
fn extents(run: &Run, line_height: LineHeight) -> (f32, f32) {
    let letters = run.ascent + run.descent;
    let height = match line_height {
        LineHeight::Normal(factor) => factor * (letters + run.line_gap),
        LineHeight::Exact(points) => points,
    };
    let half = (height - letters) / 2.0;
    (run.ascent + half, run.descent + half)
}

/// Gathers words of one run into text lines, and underlines them.
struct Pen<'b, 'm, 'i> {
    bench: &'b mut Bench<'m>,
    tag: Tag,
    y: f32,
    /// The line's own items begin here.
    first: usize,
    items: &'i mut Vec<Item>,
    current: Option<(Run, TextLine)>,
}

impl Pen<'_, '_, '_> {
    fn word(&mut self, atom: &Atom, x: f32) {
        if atom.word == NO_WORD {
            return;
        }
        let run = self.bench.runs[atom.run as usize];
        let face = self.bench.lexicon.word(atom.word).face;
        let goes_on = self.current.as_ref().is_some_and(|(open, line)| *open == run && line.face == face);
        if !goes_on {
            self.close();
            let first = self.bench.pieces.len() as u32;
            let line = TextLine {
                x,
                y: self.y - run.rise,
                face,
                size: run.size,
                color: run.color,
                tag: self.tag,
                pieces: Pieces { first, end: first },
            };
            self.current = Some((run, line));
        }
        self.bench.pieces.push(Piece::Word(atom.word));
        if run.underline {
            self.underline(&run, x, atom.width);
        }
    }

    /// A space is underlined between two underlined words.
    fn space(&mut self, atom: &Atom, next: &Atom, x: f32, gap: f32) {
        let Some((run, _)) = self.current else {
            return;
        };
        self.bench.pieces.push(Piece::Space(gap));
        let runs = &self.bench.runs;
        if run.underline && runs[atom.run as usize] == run && runs[next.run as usize].underline {
            self.underline(&run, x, gap);
        }
    }

    fn trailing(&mut self, gap: f32) {
        if self.current.is_some() {
            self.bench.pieces.push(Piece::Space(gap));
        }
    }

    /// Lengthens the underline that ends here, or begins one. Thickness and depth as in Times.
    fn underline(&mut self, run: &Run, from: f32, length: f32) {
        let (depth, thickness) = (run.size * 0.109, run.size * 0.049);
        let top = self.y - run.rise + depth;
        if let Some(Item::Fill { x, y, width, color, .. }) = self.items[self.first..].last_mut()
            && *y == top
            && *color == run.color
            && (*x + *width - from).abs() < 0.01
        {
            *width += length;
            return;
        }
        let (color, tag) = (run.color, Tag::Layout);
        self.items.push(Item::Fill { x: from, y: top, width: length, height: thickness, color, tag });
    }

    fn close(&mut self) {
        if let Some((_, mut line)) = self.current.take() {
            line.pieces.end = self.bench.pieces.len() as u32;
            self.items.push(Item::Text(line));
        }
    }
}

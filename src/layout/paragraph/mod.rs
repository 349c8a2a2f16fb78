//! One paragraph into lines.
//!
//! 1. `collect` – inline texts into atoms: words of one style, each with what follows it
//!    (`memory`: those of cells' texts read lately)
//! 2. `ties` – which words of official Vietnamese stay together
//! 3. `fit` – atoms that no line can hold are untied, then broken
//! 4. `compounds` – words of two syllables that titles and narrow columns part only in need
//! 5. `linebreak` – the best breaks of the whole paragraph
//! 6. `set` – words at their places

mod collect;
mod compounds;
mod fit;
mod linebreak;
mod memory;
mod set;
mod ties;

pub(super) use collect::{Atom, Collected, Link, NO_WORD, collect, collect_into};
pub(super) use compounds::Compounds;
pub(super) use linebreak::Breaker;
pub(super) use memory::Memory;
pub(super) use set::{LinePlan, Place, set_into, set_line};

use super::bench::Bench;
use super::slab::Slab;
use crate::document::{Align, Span};
use linebreak::{Fit, Fragment, Widths};

/// Breaks collected text into lines and sets them: one slab a line.
pub(super) fn paragraph(bench: &mut Bench, text: &mut Collected, place: &Place, span: Span) -> Vec<Slab> {
    let mut slabs = Vec::new();
    let first = (place.width - place.indent).max(0.0);
    if !place.nowrap || text.natural > first.min(place.width) {
        fit::fit(bench, text, first.min(place.width), span);
    }
    let mut breaker = std::mem::take(&mut bench.breaker);
    let mut start = 0;
    while start < text.atoms.len() {
        let end = segment_end(&text.atoms, start);
        let atoms = &text.atoms[start..end];
        let indent = if start == 0 { place.indent } else { 0.0 };
        lines(bench, &mut breaker, atoms, indent, place);
        if start == 0 {
            slabs.reserve_exact(breaker.ends.len());
        }
        let mut from = 0;
        for &to in &breaker.ends {
            let plan = LinePlan { indent: if from == 0 { indent } else { 0.0 }, last: to == atoms.len() };
            slabs.push(set_line(bench, &atoms[from..to], place, &plan));
            from = to;
        }
        start = end;
    }
    bench.breaker = breaker;
    slabs
}

/// One past the atom that a forced break follows.
fn segment_end(atoms: &[Atom], start: usize) -> usize {
    let forced = atoms[start..].iter().position(|atom| atom.link == Link::Newline);
    forced.map_or(atoms.len(), |at| start + at + 1)
}

/// Leaves in the breaker where one segment's lines end.
fn lines(bench: &mut Bench, breaker: &mut Breaker, atoms: &[Atom], indent: f32, place: &Place) {
    let natural: f32 = atoms.iter().map(|atom| atom.width + atom.gap).sum();
    if natural <= place.width - indent || atoms.len() < 2 {
        breaker.ends.clear();
        return breaker.ends.push(atoms.len());
    }
    breaker.fragments.clear();
    breaker.fragments.extend(atoms.iter().map(Fragment::from));
    let fit = match place.align {
        Align::Justify => Fit::Justified,
        Align::Center => Fit::Balanced,
        _ => Fit::Ragged,
    };
    if fit != Fit::Justified {
        // Justified text has its hands full with the spaces, and its reader does not stop at a line's end.
        for (fragment, pair) in breaker.fragments.iter_mut().zip(atoms.windows(2)) {
            fragment.parts_word = pair[0].link == Link::Free
                && bench.compounds.hold(&bench.lexicon, pair[0].word, pair[1].word);
        }
    }
    breaker.linebreak(Widths { first: place.width - indent, rest: place.width }, fit);
}

impl From<&Atom> for Fragment {
    fn from(atom: &Atom) -> Fragment {
        Fragment { width: atom.width, gap: atom.gap, breakable: atom.link.breakable(), parts_word: false }
    }
}

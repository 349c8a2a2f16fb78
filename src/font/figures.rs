//! Figures composed of their signs and what neighbours do to each other: a plan has tens of thousands of different figures, and
//! shaping each by itself would be the longest part of its layout.

use std::collections::BTreeSet;

use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::ttf_parser::gpos::PositioningSubtable;
use rustybuzz::ttf_parser::gsub::SubstitutionSubtable;
use rustybuzz::ttf_parser::opentype_layout::{LayoutTable, Lookup};

/// The letters of figures as they are printed: `1.234,5`, `+0,34`, `6,6-6,8%`.
const SIGNS: &[u8; COUNT] = b"0123456789.,-+%";
const COUNT: usize = 15;

/// Features that the shaper applies unasked to horizontal Latin text.
const APPLIED: [&[u8; 4]; 18] = [
    b"abvm", b"blwm", b"ccmp", b"locl", b"mark", b"mkmk", b"rlig", b"calt", b"clig", b"curs", b"dist",
    b"kern", b"liga", b"rclt", b"rvrn", b"ltra", b"ltrm", b"rand",
];

/// A glyph as the shaper gives it, in units of the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Raw {
    pub id: u32,
    pub advance: i32,
    pub x_offset: i32,
    pub y_offset: i32,
    /// Byte offset in the word.
    pub cluster: u32,
}

/// What a neighbour adds.
#[derive(Debug, Clone, Copy, Default)]
struct Shift {
    advance: i32,
    offset: i32,
}

/// How a face sets figures.
#[derive(Debug)]
pub(super) struct Figures {
    alone: [Raw; COUNT],
    /// By left and right sign: what is added to each.
    pairs: Vec<[Shift; 2]>,
}

/// All letters of the word are signs of figures, and there are several.
pub(super) fn is_figure(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| sign(byte).is_some())
}

fn sign(byte: u8) -> Option<usize> {
    match byte {
        b'0'..=b'9' => Some(usize::from(byte - b'0')),
        _ => SIGNS.iter().position(|sign| *sign == byte),
    }
}

impl Figures {
    /// Learns from the shaper. `None` where neighbours are not all that counts: a face that looks further than to the next
    /// sign, or does something else than to move. All sequences of three are compared with what the shaper makes of them.
    pub fn learn(face: &rustybuzz::Face<'_>, shape: impl Fn(&str) -> Vec<Raw>) -> Option<Figures> {
        let text = |signs: &[usize]| -> String { signs.iter().map(|at| char::from(SIGNS[*at])).collect() };
        let mut alone = [Raw { id: 0, advance: 0, x_offset: 0, y_offset: 0, cluster: 0 }; COUNT];
        for (at, place) in alone.iter_mut().enumerate() {
            let [only] = shape(&text(&[at]))[..] else { return None };
            if only.id == 0 || (only.x_offset, only.y_offset) != (0, 0) {
                return None;
            }
            *place = only;
        }
        if !looks_at_neighbours_only(face, &alone) {
            return None;
        }
        let mut pairs = Vec::with_capacity(COUNT * COUNT);
        for (left, right) in (0..COUNT).flat_map(|left| (0..COUNT).map(move |right| (left, right))) {
            let [first, second] = shape(&text(&[left, right]))[..] else { return None };
            let moved = |raw: Raw, sign: usize| Shift {
                advance: raw.advance - alone[sign].advance,
                offset: raw.x_offset,
            };
            pairs.push([moved(first, left), moved(second, right)]);
        }
        let figures = Figures { alone, pairs };
        let all = text(&every_triple());
        (figures.compose(&all).collect::<Vec<_>>() == shape(&all)).then_some(figures)
    }

    /// The glyphs of a figure (see [`is_figure`]).
    pub fn compose<'a>(&'a self, word: &'a str) -> impl Iterator<Item = Raw> + 'a {
        let mut before: Option<usize> = None;
        let bytes = word.as_bytes();
        bytes.iter().enumerate().filter_map(move |(at, byte)| {
            let this = sign(*byte)?;
            let mut raw = Raw { cluster: at as u32, ..self.alone[this] };
            let next = bytes.get(at + 1).and_then(|next| sign(*next));
            let left = next.and_then(|next| self.pairs.get(this * COUNT + next)).map(|pair| pair[0]);
            let right = before.and_then(|before| self.pairs.get(before * COUNT + this)).map(|pair| pair[1]);
            for Shift { advance, offset } in left.into_iter().chain(right) {
                raw.advance += advance;
                raw.x_offset += offset;
            }
            before = Some(this);
            Some(raw)
        })
    }
}

/// No rule of the face that the shaper may apply to these glyphs sees more than one glyph or two neighbours.
fn looks_at_neighbours_only(face: &rustybuzz::Face<'_>, glyphs: &[Raw]) -> bool {
    let tables = face.tables();
    let by_character = SIGNS.iter().filter_map(|sign| face.glyph_index(char::from(*sign)));
    let shaped = glyphs.iter().map(|raw| GlyphId(raw.id as u16));
    let concerned: Vec<GlyphId> = by_character.chain(shaped).collect();
    let machine = tables.kern.is_some_and(|kern| {
        kern.subtables.into_iter().any(|table| table.has_state_machine || table.has_cross_stream)
    });
    let apple = tables.morx.is_some() || tables.kerx.is_some() || tables.trak.is_some() || machine;
    let touches = |coverage: rustybuzz::ttf_parser::opentype_layout::Coverage<'_>| {
        concerned.iter().any(|glyph| coverage.get(*glyph).is_some())
    };
    let substitutes_plainly = |lookup: Lookup<'_>| {
        lookup.subtables.into_iter::<SubstitutionSubtable<'_>>().all(|table| {
            use SubstitutionSubtable::{Alternate, Multiple, Single};
            matches!(table, Single(_) | Multiple(_) | Alternate(_)) || !touches(table.coverage())
        })
    };
    let positions_plainly = |lookup: Lookup<'_>| {
        lookup.subtables.into_iter::<PositioningSubtable<'_>>().all(|table| {
            use PositioningSubtable::{Pair, Single};
            matches!(table, Single(_) | Pair(_)) || !touches(table.coverage())
        })
    };
    !apple
        && !face.is_variable()
        && tables.gsub.is_none_or(|table| applied(&table).into_iter().all(substitutes_plainly))
        && tables.gpos.is_none_or(|table| applied(&table).into_iter().all(positions_plainly))
}

/// The lookups of all features that may be applied unasked.
fn applied<'a>(table: &LayoutTable<'a>) -> Vec<Lookup<'a>> {
    let mut numbers = BTreeSet::new();
    let by_tag = table.features.into_iter().filter(|feature| APPLIED.contains(&&feature.tag.to_bytes()));
    let languages = table
        .scripts
        .into_iter()
        .flat_map(|script| script.languages.into_iter().chain(script.default_language).collect::<Vec<_>>());
    let required = languages.filter_map(|language| table.features.get(language.required_feature?));
    for feature in by_tag.chain(required) {
        numbers.extend(feature.lookup_indices);
    }
    numbers.into_iter().filter_map(|number| table.lookups.get(number)).collect()
}

/// A sequence of signs in which every three stand next to each other once (de Bruijn's, by Lyndon words in order).
fn every_triple() -> Vec<usize> {
    const LENGTH: usize = 3;
    let mut all = Vec::new();
    let mut word = vec![0];
    loop {
        if LENGTH.is_multiple_of(word.len()) {
            all.extend_from_slice(&word);
        }
        // The next Lyndon word: repeated to the full length, cut behind its last sign that can still grow.
        let period = word.len();
        (period..LENGTH).for_each(|at| word.push(word[at - period]));
        while word.last() == Some(&(COUNT - 1)) {
            word.pop();
        }
        match word.last_mut() {
            Some(last) => *last += 1,
            None => break,
        }
    }
    let begin: Vec<usize> = all.iter().copied().take(LENGTH - 1).collect();
    all.extend(begin);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_three_signs_stand_together_once() {
        let all = every_triple();
        assert_eq!(all.len(), COUNT.pow(3) + 2);
        let distinct: BTreeSet<&[usize]> = all.windows(3).collect();
        assert_eq!(distinct.len(), COUNT.pow(3));
    }

    #[test]
    fn figures_are_made_of_signs() {
        for word in ["1.234,5", "+0,34", "-12%", "00"] {
            assert!(is_figure(word), "{word}");
        }
        for word in ["1", "", "1a", "1 2", "2023/", "–5"] {
            assert!(!is_figure(word), "{word}");
        }
    }
}

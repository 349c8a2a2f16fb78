//! Chains that no line can hold are untied; words that no line can hold are broken, visibly.

use super::collect::{Atom, Collected, Link, NO_WORD};
use crate::document::Span;
use crate::layout::bench::Bench;
use crate::layout::remark::RemarkKind;

/// Makes sure that the text can be set in lines of `width`.
pub(super) fn fit(bench: &mut Bench, text: &mut Collected, width: f32, span: Span) {
    if text.min <= width {
        return;
    }
    loosen(&mut text.atoms, width, Link::Tied, Link::Free);
    loosen(&mut text.atoms, width, Link::Glued, Link::Split);
    if text.atoms.iter().all(|atom| atom.width <= width) {
        return;
    }
    let mut broken = Vec::with_capacity(text.atoms.len() + 8);
    for atom in &text.atoms {
        if atom.width <= width || atom.word == NO_WORD {
            broken.push(*atom);
        } else {
            break_word(bench, atom, width, span, &mut broken);
        }
    }
    text.atoms = broken;
}

/// In every chain wider than the line, as few bonds of one kind as possible become another.
fn loosen(atoms: &mut [Atom], width: f32, from: Link, to: Link) {
    let mut chain = 0.0;
    // The last bond of this kind in the chain, and the width of the chain after it.
    let mut weak: Option<(usize, f32)> = None;
    for index in 0..atoms.len() {
        let atom = atoms[index];
        if chain + atom.width > width
            && let Some((at, after)) = weak.take()
        {
            atoms[at].link = to;
            chain = after;
        }
        chain += atom.width + atom.gap;
        weak = weak.map(|(at, after)| (at, after + atom.width + atom.gap));
        if atom.link.breakable() {
            (chain, weak) = (0.0, None);
        } else if atom.link == from {
            weak = Some((index, 0.0));
        }
    }
}

/// Breaks where Unicode allows it, else between letters, as many as the line holds.
fn break_word(bench: &mut Bench, atom: &Atom, width: f32, span: Span, out: &mut Vec<Atom>) {
    let text = bench.lexicon.word(atom.word).text.clone();
    let before = out.len();
    let mut start = 0;
    for (end, _) in unicode_linebreak::linebreaks(&text) {
        cut_to_width(bench, &text[start..end], atom, width, span, out);
        start = end;
    }
    if let Some(last) = out.last_mut() {
        (last.gap, last.link) = (atom.gap, atom.link);
    }
    if out.len() > before + 1 {
        let short: String = text.chars().take(40).collect();
        bench.remark(RemarkKind::WordBroken, span, format!("Từ \"{short}\" dài hơn dòng nên phải ngắt"));
    } else {
        let message = format!("Khổ quá hẹp: \"{text}\" rộng hơn chỗ dành cho nó");
        bench.remark(RemarkKind::Overfull, span, message);
    }
}

fn cut_to_width(bench: &mut Bench, part: &str, atom: &Atom, width: f32, span: Span, out: &mut Vec<Atom>) {
    let (id, whole) = bench.word(part, atom.run, span);
    let mut push = |word, width| out.push(Atom { word, width, gap: 0.0, link: Link::Split, ..*atom });
    if whole <= width {
        return push(id, whole);
    }
    let size = bench.runs[atom.run as usize].size;
    let glyphs: Vec<(usize, f32)> = bench
        .lexicon
        .word(id)
        .glyphs
        .iter()
        .map(|g| (g.cluster as usize, g.advance * size / 1000.0))
        .collect();
    let (mut start, mut sum) = (0, 0.0);
    for (cluster, advance) in glyphs {
        if sum + advance > width && cluster > start && part.is_char_boundary(cluster) {
            let (piece, piece_width) = bench.word(&part[start..cluster], atom.run, span);
            push(piece, piece_width);
            (start, sum) = (cluster, 0.0);
        }
        sum += advance;
    }
    let (piece, piece_width) = bench.word(&part[start..], atom.run, span);
    push(piece, piece_width);
}

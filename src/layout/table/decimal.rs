//! Figures aligned on the decimal comma: digits before it end at one place in the whole column.

use super::cells::{Content, Plan, PlanCell};
use crate::document::Align;
use crate::layout::bench::Bench;
use crate::layout::paragraph::{Atom, NO_WORD};

/// Widest parts before and after the place of the comma among the bare figures of one column.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Decimal {
    pub before: f32,
    pub after: f32,
    /// Width that the column needs for figures with words ("khoảng 1.000") to keep the comma's place too.
    pub width: f32,
}

/// One entry for each column; all zero where nothing is aligned.
pub(super) fn decimals(plan: &Plan) -> Vec<Decimal> {
    let mut columns = vec![Decimal::default(); plan.columns];
    // Words may be longer than the column, and the figures must stand under each other all the same: where a column has
    // bare figures, they alone say where its commas stand.
    let mut has_bare = vec![false; plan.columns];
    for cell in plan.cells.iter().filter(|cell| parts(plan, cell).is_some() && is_bare(plan, cell)) {
        has_bare[cell.column()] = true;
    }
    let (mut widest, mut sides) = (vec![0.0_f32; plan.columns], vec![0.0_f32; plan.columns]);
    for cell in &plan.cells {
        let Some((before, after)) = parts(plan, cell) else {
            continue;
        };
        widest[cell.column()] = widest[cell.column()].max(before);
        sides[cell.column()] = sides[cell.column()].max(cell.sides());
        if is_bare(plan, cell) || !has_bare[cell.column()] {
            let column = &mut columns[cell.column()];
            column.before = column.before.max(before);
            column.after = column.after.max(after);
        }
    }
    for ((column, widest), sides) in columns.iter_mut().zip(widest).zip(sides) {
        column.width = widest + column.after + sides;
    }
    columns
}

/// Is it a figure and nothing else?
fn is_bare(plan: &Plan, cell: &PlanCell) -> bool {
    let Content::Text(_, words) = &cell.content else { return false };
    plan.atoms(words).iter().filter(|atom| atom.word != NO_WORD).count() == 1
}

/// Widths before and after the comma of an aligned cell.
pub(super) fn parts(plan: &Plan, cell: &PlanCell) -> Option<(f32, f32)> {
    let Content::Text(_, words) = &cell.content else {
        return None;
    };
    if cell.span() != 1 || cell.align() != Align::Decimal || plan.atoms(words).is_empty() {
        return None;
    }
    Some((words.before, words.natural - words.before))
}

/// Width of a figure, `natural` in all, up to the place of its comma.
pub(super) fn width_before(bench: &Bench, atoms: &[Atom], natural: f32) -> f32 {
    let mut found = None;
    let mut x = 0.0;
    for atom in atoms {
        if atom.word != NO_WORD
            && let Some(part) = split_at(bench, atom)
        {
            // The last figure counts: "giảm 15%, còn 22,5".
            found = Some(x + part);
        }
        x += atom.width + atom.gap;
    }
    found.unwrap_or(natural)
}

/// Width of the word up to its comma, or to its last digit.
fn split_at(bench: &Bench, atom: &Atom) -> Option<f32> {
    let word = bench.lexicon.word(atom.word);
    let bytes = word.text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let comma = (1..bytes.len()).rev().find(|&at| bytes[at] == b',' && digit(at - 1) && digit(at + 1));
    let end = comma.or_else(|| bytes.iter().rposition(u8::is_ascii_digit).map(|at| at + 1))?;
    let size = bench.runs[atom.run as usize].size;
    let before = word.glyphs.iter().filter(|glyph| (glyph.cluster as usize) < end);
    Some(before.map(|glyph| glyph.advance).sum::<f32>() * size / 1000.0)
}

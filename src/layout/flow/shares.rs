//! A long list of blocks as parts for several threads.

use std::borrow::Borrow;
use std::num::NonZeroUsize;

use crate::document::{Block, Inline, Paragraph, Row};

/// The least that is worth a thread, in cells of a table or some ten letters of a text: two milliseconds or so.
///
/// In tests and to the fuzzer next to nothing, so that every document that they set is set in parts too.
pub(in crate::layout) const LEAST: usize = if cfg!(any(test, fuzzing)) { 6 } else { 2048 };

/// The list in the order of the blocks, as groups that are set one after the other; the shares of one group are set side by
/// side. A long table is a group by itself: its rows are shared out.
pub(super) fn shares<B: Borrow<Block>>(
    blocks: impl IntoIterator<Item = B>,
    threads: NonZeroUsize,
) -> Vec<Vec<Vec<B>>> {
    let mut groups: Vec<Vec<Vec<B>>> = Vec::new();
    let (mut open, mut weights) = (Vec::new(), Vec::new());
    for block in blocks {
        let weight = weight(block.borrow());
        if matches!(block.borrow(), Block::Table(_)) && weight >= 2 * LEAST {
            groups.push(shared(std::mem::take(&mut open), &std::mem::take(&mut weights), threads));
            groups.push(vec![vec![block]]);
        } else {
            open.push(block);
            weights.push(weight);
        }
    }
    groups.push(shared(open, &weights, threads));
    groups
}

/// Shares of about the same weight.
fn shared<B: Borrow<Block>>(blocks: Vec<B>, weights: &[usize], threads: NonZeroUsize) -> Vec<Vec<B>> {
    let total: usize = weights.iter().sum();
    let count = (total / LEAST).clamp(1, threads.get());
    let mut shares = vec![Vec::new()];
    let mut before = 0;
    for (block, weight) in blocks.into_iter().zip(weights) {
        if before * count >= total * shares.len() && begins_well(block.borrow()) {
            shares.push(Vec::new());
        }
        before += weight;
        if let Some(share) = shares.last_mut() {
            share.push(block);
        }
    }
    shares
}

/// Whether a share may begin here: a rule looks back at the line before it, and there must be one in its own share.
fn begins_well(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => has_line(paragraph),
        Block::Container(container) => container.blocks.first().is_some_and(begins_well),
        Block::Table(_) | Block::Rule(_) | Block::Drawing(_) => false,
    }
}

fn has_line(paragraph: &Paragraph) -> bool {
    paragraph.inlines.iter().any(|inline| match inline {
        Inline::Text { text, .. } => text.contains(char::is_alphanumeric),
        Inline::Break => false,
    })
}

fn weight(block: &Block) -> usize {
    match block {
        Block::Paragraph(paragraph) => 1 + paragraph.inlines.iter().map(letters).sum::<usize>() / 10,
        Block::Container(container) => container.blocks.iter().map(weight).sum::<usize>() + 1,
        Block::Table(table) => cells(&table.head) + cells(&table.body) + cells(&table.foot),
        Block::Rule(_) | Block::Drawing(_) => 1,
    }
}

/// About how many cells these rows have.
pub(in crate::layout) fn cells(rows: &[Row]) -> usize {
    rows.len() * rows.first().map_or(1, |row| row.cells.len().max(1))
}

fn letters(inline: &Inline) -> usize {
    match inline {
        Inline::Text { text, .. } => text.len(),
        Inline::Break => 0,
    }
}

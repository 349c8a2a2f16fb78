//! Blocks into a stack of strips.
//!
//! 1. `shares` – a long list of blocks as parts for several threads
//! 2. `builder` – margins that collapse, bonds between strips
//! 3. `block` – which block goes where; boxes with padding and border
//! 4. `text` – paragraphs, headings, labels
//! 5. `rule` – drawn lines
//! 6. `drawing` – charts
//! 7. `intrinsic` – how wide blocks want to be, for columns

mod block;
mod builder;
mod drawing;
mod intrinsic;
mod rule;
mod shares;
mod text;

pub(super) use builder::{Builder, Room};
pub(super) use intrinsic::intrinsic;
pub(super) use shares::{LEAST, cells};

use std::borrow::Borrow;
use std::num::NonZeroUsize;

use super::bench::Bench;
use super::crew::{on_threads, side_by_side};
use super::slab::Stack;
use crate::document::{Block, Section};
use crate::pages::NodeId;

/// All blocks of a section, as wide as its page's text.
pub(super) fn section<B: Held>(bench: &mut Bench, section: &Section, blocks: Vec<B>, sect: NodeId) -> Stack {
    let page = &section.page;
    let width = (page.width - page.margin.left - page.margin.right).max(1.0);
    let height = (page.height - page.margin.top - page.margin.bottom).max(1.0);
    let room = Room { x: 0.0, width, hang: 0.0, height, parent: Some(sect), direct: false };
    let mut builder = Builder::default();
    self::blocks(bench, &mut builder, blocks, room);
    builder.finish()
}

/// Blocks one below the other in a room.
pub(super) fn flow(bench: &mut Bench, blocks: &[Block], room: Room) -> Stack {
    let mut builder = Builder::default();
    self::blocks(bench, &mut builder, blocks, room);
    builder.finish()
}

/// Adds blocks to those above; of a long list several threads each set a part. Each block is let go when it is set.
fn blocks<B: Held>(
    bench: &mut Bench,
    builder: &mut Builder,
    blocks: impl IntoIterator<Item = B>,
    room: Room,
) {
    let threads = bench.threads;
    if threads.get() < 2 {
        return blocks.into_iter().for_each(|one| block::block(bench, builder, one.borrow(), room));
    }
    for shares in shares::shares(blocks, threads) {
        if shares.len() < 2 {
            for one in shares.into_iter().flatten() {
                block::block(bench, builder, one.borrow(), room);
                one.let_go(threads);
            }
            continue;
        }
        let parent = room.parent.unwrap_or_default();
        // Only the first may look back at the line before it; the others begin with one.
        let last_line = builder.last_line;
        let parts = side_by_side(bench, parent, shares, |bench, share: Vec<B>, parent| {
            let room = Room { parent: room.parent.map(|_| parent), ..room };
            let mut builder = Builder::after(last_line);
            share.into_iter().for_each(|one| block::block(bench, &mut builder, one.borrow(), room));
            builder
        });
        parts.into_iter().for_each(|part| builder.append(part));
    }
}

/// A block, or the place where it stands.
pub(super) trait Held: Borrow<Block> + Send {
    /// Lets it go; a long table a part on each thread, because freeing it takes a good part of the time that setting it takes.
    fn let_go(self, threads: NonZeroUsize);
}

impl Held for &Block {
    fn let_go(self, _: NonZeroUsize) {}
}

impl Held for Block {
    fn let_go(self, threads: NonZeroUsize) {
        if let Block::Table(mut table) = self
            && cells(&table.body) >= 2 * LEAST
        {
            let share = table.body.len().div_ceil(threads.get());
            let mut parts = Vec::new();
            while !table.body.is_empty() {
                parts.push(table.body.split_off(table.body.len().saturating_sub(share)));
            }
            on_threads(parts, drop, || drop(table));
        }
    }
}

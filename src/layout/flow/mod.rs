//! Blocks into a stack of strips.
//!
//! 1. `builder` – margins that collapse, bonds between strips
//! 2. `block` – which block goes where; boxes with padding and border
//! 3. `text` – paragraphs, headings, labels
//! 4. `rule` – drawn lines
//! 5. `drawing` – charts
//! 6. `intrinsic` – how wide blocks want to be, for columns

mod block;
mod builder;
mod drawing;
mod intrinsic;
mod rule;
mod text;

pub(super) use builder::{Builder, Room};
pub(super) use intrinsic::intrinsic;

use std::borrow::Borrow;

use super::bench::Bench;
use super::slab::Stack;
use crate::document::{Block, Section};
use crate::pages::NodeId;

/// All blocks of a section, as wide as its page's text.
pub(super) fn section(
    bench: &mut Bench,
    section: &Section,
    blocks: impl IntoIterator<Item: Borrow<Block>>,
    sect: NodeId,
) -> Stack {
    let page = &section.page;
    let width = (page.width - page.margin.left - page.margin.right).max(1.0);
    let height = (page.height - page.margin.top - page.margin.bottom).max(1.0);
    let room = Room { x: 0.0, width, hang: 0.0, height, parent: Some(sect), direct: false };
    flow(bench, blocks, room)
}

/// Blocks one below the other in a room.
pub(super) fn flow(bench: &mut Bench, blocks: impl IntoIterator<Item: Borrow<Block>>, room: Room) -> Stack {
    let mut builder = Builder::default();
    for block in blocks {
        block::block(bench, &mut builder, block.borrow(), room);
    }
    builder.finish()
}

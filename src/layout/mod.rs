//! A document into pages: text, rules and fills at fixed positions, each with its structure tag.
//!
//! 1. `flow` – blocks of a section into a stack of strips that pages may be filled with
//! 2. `paragraph` – (called by flow) text into lines
//! 3. `table` – (called by flow) cells into rows
//! 4. `paginate` – strips onto pages, with heads repeated, borders closed, page numbers and marks
//!
//! Long sections and tables are set by several threads, each a part (`crew`), with the pages that one thread would have made.
//!
//! Ground floor: `slab` (strips), `bench` (words, styles, structure tree), `place` (strips at positions), `remark`.

mod bench;
mod crew;
mod flow;
mod paginate;
mod paragraph;
mod place;
mod remark;
mod slab;
mod table;
#[cfg(test)]
mod tests;

pub use remark::{Remark, RemarkKind};

use std::num::NonZeroUsize;

use crate::document::{Block, Document};
use crate::font::Measure;
use crate::pages::Pages;

/// Finished pages, and what had to be done against the wish of the template.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    pub pages: Pages,
    pub remarks: Vec<Remark>,
}

/// Sets a document on at most so many threads. Same document and same font: same pages, for any number of threads.
pub fn layout(document: &Document, measure: &dyn Measure, threads: NonZeroUsize) -> Laid {
    laid(document, measure, threads, |section| document.sections[section].blocks.iter().collect())
}

/// The same, freeing each block as soon as it is set: a long document and its pages need not stand in memory together.
pub fn layout_freeing(mut document: Document, measure: &dyn Measure, threads: NonZeroUsize) -> Laid {
    let mut blocks: Vec<Vec<Block>> =
        document.sections.iter_mut().map(|section| std::mem::take(&mut section.blocks)).collect();
    laid(&document, measure, threads, |section| std::mem::take(&mut blocks[section]))
}

/// `blocks` gives those of a section, by its position.
fn laid<B: flow::Held>(
    document: &Document,
    measure: &dyn Measure,
    threads: NonZeroUsize,
    mut blocks: impl FnMut(usize) -> Vec<B>,
) -> Laid {
    let mut bench = bench::Bench::new(measure, threads);
    let root = bench.root();
    let mut pages = Vec::new();
    let mut number = 0;
    for (at, section) in document.sections.iter().enumerate() {
        let sect = bench.node(crate::document::Role::Sect, root);
        let stack = flow::section(&mut bench, section, blocks(at), sect);
        let first = pages.len();
        let begins = section.restart_numbers || first == 0;
        number = if begins { 0 } else { number };
        number = paginate::paginate(&mut bench, section, sect, stack, number, &mut pages);
        if begins {
            bench.label(first);
        }
        bench.drop_if_empty(sect, root);
    }
    bench.finish(document, pages)
}

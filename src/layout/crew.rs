//! Parts of one document set side by side by several threads, and numbered as if one had set them one after the other.
//!
//! The first part goes on where the bench stands. Each other one has a bench of its own, which knows the words and styles met
//! before and begins new lists of pieces, elements and remarks; when all are done they are taken in from first to last.
//! Words, elements and pieces get the numbers that one thread alone would have given them, so the pages are the same for
//! any number of threads.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::{ScopedJoinHandle, scope};

use super::bench::{Bench, Gathered, RunId};
use super::paragraph::Atom;
use super::slab::Stack;
use crate::pages::{Item, Lexicon, NodeId, Piece, Tag, WordId};

/// What stands in a part for the element that its blocks or rows belong to.
pub(super) const PARENT: NodeId = NodeId(0);

/// What is set by a thread of its own, with numbers of its own.
pub(super) trait Part: Send {
    /// Numbers anew.
    fn renumber(&mut self, numbers: &Numbers);
}

/// What the numbers of one part become.
pub(super) struct Numbers {
    /// Words and runs below these were known to all.
    known_words: u32,
    known_runs: u32,
    /// What the part's own become.
    words: Vec<WordId>,
    runs: Vec<RunId>,
    /// The element that [`PARENT`] stands for.
    parent: NodeId,
    /// To be added to all others.
    nodes: u32,
    pieces: u32,
}

impl Numbers {
    fn word(&self, id: WordId) -> WordId {
        // No word at all is the highest number.
        let own = id.0.checked_sub(self.known_words).and_then(|own| self.words.get(own as usize));
        own.copied().unwrap_or(id)
    }

    fn node(&self, id: NodeId) -> NodeId {
        if id == PARENT { self.parent } else { NodeId(id.0 + self.nodes) }
    }

    fn piece(&self, piece: &mut Piece) {
        if let Piece::Word(id) = piece {
            *id = self.word(*id);
        }
    }

    pub fn atom(&self, atom: &mut Atom) {
        atom.word = self.word(atom.word);
        if let Some(own) = atom.run.checked_sub(self.known_runs) {
            atom.run = self.runs[own as usize];
        }
    }

    pub fn item(&self, item: &mut Item) {
        let tag = match item {
            Item::Text(line) => {
                line.pieces.first += self.pieces;
                line.pieces.end += self.pieces;
                &mut line.tag
            }
            Item::Fill { tag, .. } | Item::Stroke { tag, .. } => tag,
        };
        if let Tag::Node(id) = tag {
            *id = self.node(*id);
        }
    }
}

impl Part for Stack {
    fn renumber(&mut self, numbers: &Numbers) {
        for slab in &mut self.slabs {
            slab.items.iter_mut().for_each(|item| numbers.item(item));
            for cell in slab.tall.iter_mut().flat_map(|tall| &mut tall.cells) {
                cell.stack.renumber(numbers);
            }
        }
        self.grids.iter_mut().for_each(|grid| grid.renumber(numbers));
    }
}

impl<A: Part, B: Part> Part for (A, B) {
    fn renumber(&mut self, numbers: &Numbers) {
        self.0.renumber(numbers);
        self.1.renumber(numbers);
    }
}

/// Sets the first piece of work on this bench, and each other one on a thread and a bench of its own. The work is told the
/// element that it belongs to: `parent`, or [`PARENT`] in its place (any, if it opens no elements below it). The parts
/// come in the order of the work.
pub(super) fn side_by_side<'m, W: Send, P: Part>(
    bench: &mut Bench<'m>,
    parent: NodeId,
    work: Vec<W>,
    set: impl Fn(&mut Bench<'m>, W, NodeId) -> P + Sync,
) -> Vec<P> {
    let (known_words, known_runs) = (bench.lexicon.count() as u32, bench.runs.len());
    let mut work = work.into_iter();
    let Some(first) = work.next() else { return Vec::new() };
    let known = Arc::new(std::mem::take(&mut bench.lexicon));
    let others: Vec<(Bench<'m>, W)> = work.map(|work| (bench.beside(&known), work)).collect();
    let alone = |(mut own, work): (Bench<'m>, W)| {
        let part = set(&mut own, work, PARENT);
        (own.gathered(known_runs), part)
    };
    bench.lexicon = Lexicon::beside(&known);
    let threads = std::mem::replace(&mut bench.threads, NonZeroUsize::MIN);
    let (first, others) = on_threads(others, alone, || set(bench, first, parent));
    bench.threads = threads;
    let own = std::mem::take(&mut bench.lexicon).own();
    bench.lexicon = Arc::unwrap_or_clone(known);
    // They follow what was known, so their ids stay what they are.
    bench.lexicon.take_in(own);
    let (mut nodes, mut pieces) = (bench.tree.len(), bench.pieces.len());
    let mut told = Vec::with_capacity(others.len());
    for (mut own, part) in others {
        let words = bench.lexicon.take_in(std::mem::take(&mut own.words));
        let runs = own.runs.iter().map(|run| bench.same_run(*run)).collect();
        let numbers = Numbers {
            known_words,
            known_runs: known_runs as u32,
            words,
            runs,
            parent,
            // A part's elements are numbered from 1 on.
            nodes: (nodes - 1) as u32,
            pieces: pieces as u32,
        };
        nodes += own.tree.len() - 1;
        pieces += own.pieces.len();
        told.push((own, part, numbers));
    }
    let renumber = |(mut own, mut part, numbers): (Gathered, P, Numbers)| {
        part.renumber(&numbers);
        own.pieces.iter_mut().for_each(|piece| numbers.piece(piece));
        let children = own.tree.iter_mut().flat_map(|node| &mut node.children);
        children.for_each(|child| *child = numbers.node(*child));
        (own, part)
    };
    let (_, others) = on_threads(told, renumber, || {
        bench.tree.reserve(nodes - bench.tree.len());
        bench.pieces.reserve(pieces - bench.pieces.len());
    });
    let mut parts = vec![first];
    for (own, part) in others {
        bench.take_in(own, parent);
        parts.push(part);
    }
    parts
}

/// One piece of work on this thread, each other one on its own.
pub(super) fn on_threads<T: Send, U: Send, F>(
    work: Vec<T>,
    run: impl Fn(T) -> U + Sync,
    own: impl FnOnce() -> F,
) -> (F, Vec<U>) {
    let run = &run;
    scope(|scope| {
        let others: Vec<_> = work.into_iter().map(|work| scope.spawn(move || run(work))).collect();
        let own = own();
        let joined =
            |other: ScopedJoinHandle<'_, U>| other.join().unwrap_or_else(|panic| resume_unwind(panic));
        (own, others.into_iter().map(joined).collect())
    })
}

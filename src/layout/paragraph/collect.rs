//! Inline texts into atoms: words of one style, each with the space and the bond that follow it.

use std::iter::Peekable;

use super::ties::{in_range, tied};
use crate::document::{Inline, Span};
use crate::layout::bench::{Bench, RunId};
use crate::pages::WordId;

/// What stands after an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) enum Link {
    /// A space where a line may end.
    Free,
    /// A space where no line ends.
    Tied,
    /// Nothing: the word goes on in another style.
    Glued,
    /// Nothing, but a line may end (zero-width space, broken word).
    Split,
    /// A forced line end.
    Newline,
}

impl Link {
    pub fn breakable(self) -> bool {
        matches!(self, Link::Free | Link::Split | Link::Newline)
    }

    pub fn is_space(self) -> bool {
        matches!(self, Link::Free | Link::Tied)
    }
}

/// Stands for no word: an empty line, or spaces before the first word.
pub(in crate::layout) const NO_WORD: WordId = WordId(u32::MAX);

/// A word of one style; widths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::layout) struct Atom {
    pub word: WordId,
    pub run: RunId,
    pub width: f32,
    /// Width of the space after it.
    pub gap: f32,
    pub link: Link,
}

/// Text ready to be broken.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::layout) struct Collected {
    pub atoms: Vec<Atom>,
    /// Width of the widest piece that should not be broken.
    pub min: f32,
    /// Width of the longest line without any break but the forced ones.
    pub natural: f32,
}

impl From<Vec<Atom>> for Collected {
    fn from(atoms: Vec<Atom>) -> Collected {
        let (min, natural) = measured(&atoms);
        Collected { atoms, min, natural }
    }
}

/// Reads the inlines into atoms. Plain spaces at the ends and beside a line break are dropped.
pub(in crate::layout) fn collect(bench: &mut Bench, inlines: &[Inline], span: Span) -> Collected {
    atoms(bench, inlines, span, Vec::new()).into()
}

/// The same with the atoms at the end of a list that many texts share; gives least and natural width.
pub(in crate::layout) fn collect_into(
    bench: &mut Bench,
    inlines: &[Inline],
    span: Span,
    all: &mut Vec<Atom>,
) -> (f32, f32) {
    let alone = match inlines {
        [Inline::Text { text, style }] => Some((text, bench.run(style))),
        _ => None,
    };
    if let Some((text, run)) = alone
        && let Some(widths) = bench.memory.recall(text, run, all)
    {
        return widths;
    }
    let mut scratch = std::mem::take(&mut bench.scratch);
    scratch.clear();
    let atoms = atoms(bench, inlines, span, scratch);
    all.extend_from_slice(&atoms);
    let widths = measured(&atoms);
    if let Some((text, run)) = alone {
        bench.memory.keep(text, run, &atoms, widths);
    }
    bench.scratch = atoms;
    widths
}

/// Atoms in an empty list that has perhaps room already.
fn atoms(bench: &mut Bench, inlines: &[Inline], span: Span, room: Vec<Atom>) -> Vec<Atom> {
    // One text in one style is by far the most frequent: nothing to join.
    let mut atoms = if let [Inline::Text { text, style }] = inlines {
        let runs = [(text.len(), bench.run(style))];
        read(bench, text, &runs, span, room)
    } else {
        let mut runs = Vec::with_capacity(inlines.len());
        let text = joined(bench, inlines, &mut runs);
        read(bench, &text, &runs, span, room)
    };
    if let Some(last) = atoms.last_mut()
        && last.link != Link::Newline
    {
        (last.gap, last.link) = (0.0, Link::Split);
    }
    atoms
}

fn read(
    bench: &mut Bench,
    text: &str,
    runs: &[(usize, RunId)],
    span: Span,
    mut atoms: Vec<Atom>,
) -> Vec<Atom> {
    // Vietnamese syllables take some five bytes with their space.
    atoms.reserve(text.len() / 5 + 1);
    let mut collector = Collector { bench, runs, at: 0, span, atoms };
    collector.read(text);
    collector.atoms
}

/// One string for all inlines, `\n` for a forced break, with the end of each run in it.
fn joined(bench: &mut Bench, inlines: &[Inline], runs: &mut Vec<(usize, RunId)>) -> String {
    let mut all = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text, style } => {
                all.push_str(text);
                runs.push((all.len(), bench.run(style)));
            }
            Inline::Break => {
                all.push('\n');
                if let Some(last) = runs.last_mut() {
                    last.0 = all.len();
                }
            }
        }
    }
    all
}

/// Least and natural width.
fn measured(atoms: &[Atom]) -> (f32, f32) {
    let (mut min, mut natural, mut chain, mut line) = (0.0_f32, 0.0_f32, 0.0, 0.0);
    for atom in atoms {
        chain += atom.width;
        line += atom.width;
        min = min.max(chain);
        natural = natural.max(line);
        chain = if atom.link.breakable() { 0.0 } else { chain + atom.gap };
        line = if atom.link == Link::Newline { 0.0 } else { line + atom.gap };
    }
    (min, natural)
}

struct Collector<'a, 'm> {
    bench: &'a mut Bench<'m>,
    runs: &'a [(usize, RunId)],
    /// The run being read.
    at: usize,
    span: Span,
    atoms: Vec<Atom>,
}

const NBSP: char = '\u{a0}';
const ZERO_WIDTH_SPACE: char = '\u{200b}';

fn separates(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | NBSP | ZERO_WIDTH_SPACE)
}

impl Collector<'_, '_> {
    fn read(&mut self, text: &str) {
        let mut allowed = unicode_linebreak::linebreaks(text).map(|(at, _)| at).peekable();
        let (mut earlier, mut previous) = ("", "");
        let mut start = 0;
        while start < text.len() {
            let rest = &text[start..];
            let end = rest.find(separates).map_or(text.len(), |at| start + at);
            let word = &text[start..end];
            if !word.is_empty() {
                self.word(start, word);
            }
            let after = spaces_end(text, end);
            if after > end {
                let before = if word.is_empty() { [earlier, previous] } else { [previous, word] };
                self.spaces(&text[end..after], end, || may_break(&mut allowed, text, after, before));
            }
            (earlier, previous) = (previous, word);
            start = after;
        }
    }

    /// A word, cut where the style changes.
    fn word(&mut self, start: usize, word: &str) {
        let (mut from, end) = (start, start + word.len());
        while from < end {
            let (run, run_end) = self.run_at(from);
            let to = run_end.min(end);
            let part = &word[from - start..to - start];
            let (id, width) = match clean(part) {
                Some(cleaned) if cleaned.is_empty() => (NO_WORD, 0.0),
                Some(cleaned) => self.bench.word(&cleaned, run, self.span),
                None => self.bench.word(part, run, self.span),
            };
            self.atoms.push(Atom { word: id, run, width, gap: 0.0, link: Link::Glued });
            from = to;
        }
    }

    /// What stands between two words.
    fn spaces(&mut self, spaces: &str, at: usize, may_break: impl FnOnce() -> bool) {
        let (run, _) = self.run_at(at);
        let space = self.bench.runs[run as usize].space;
        let mut plain = false;
        for c in spaces.chars() {
            match c {
                '\n' => {
                    self.newline(run);
                    plain = true;
                }
                NBSP => self.push_space(run, space, Link::Tied),
                ZERO_WIDTH_SPACE => self.push_space(run, 0.0, Link::Split),
                _ if plain => {}
                _ => {
                    plain = true;
                    if !self.at_line_start() {
                        self.push_space(run, space, Link::Free);
                    }
                }
            }
        }
        let tie = !may_break();
        if let Some(last) = self.atoms.last_mut()
            && tie
            && last.link == Link::Free
        {
            last.link = Link::Tied;
        }
    }

    fn at_line_start(&self) -> bool {
        self.atoms.last().is_none_or(|last| last.link == Link::Newline)
    }

    fn push_space(&mut self, run: RunId, width: f32, link: Link) {
        if self.at_line_start() {
            self.atoms.push(Atom { word: NO_WORD, run, width: 0.0, gap: 0.0, link: Link::Glued });
        }
        if let Some(last) = self.atoms.last_mut() {
            // A no-break space beside a plain one wins: the author asked for it.
            last.link = if last.link == Link::Tied { Link::Tied } else { link };
            last.gap += width;
        }
    }

    fn newline(&mut self, run: RunId) {
        if self.at_line_start() {
            self.atoms.push(Atom { word: NO_WORD, run, width: 0.0, gap: 0.0, link: Link::Glued });
        }
        if let Some(last) = self.atoms.last_mut() {
            (last.gap, last.link) = (0.0, Link::Newline);
        }
    }

    /// The run at a byte, and where it ends. Bytes are asked for in rising order.
    fn run_at(&mut self, byte: usize) -> (RunId, usize) {
        while self.at + 1 < self.runs.len() && self.runs[self.at].0 <= byte {
            self.at += 1;
        }
        match self.runs.get(self.at) {
            Some((end, run)) if *end > byte => (*run, *end),
            Some((_, run)) => (*run, usize::MAX),
            // Only line breaks, no text: any style will do.
            None => (self.bench.run_by_value(&Default::default()), usize::MAX),
        }
    }
}

/// One past the separators that begin at `from`.
fn spaces_end(text: &str, from: usize) -> usize {
    text[from..].find(|c| !separates(c)).map_or(text.len(), |at| from + at)
}

/// Whether Unicode and the ties allow a line to begin at `after`.
fn may_break(
    allowed: &mut Peekable<impl Iterator<Item = usize>>,
    text: &str,
    after: usize,
    [earlier, before]: [&str; 2],
) -> bool {
    let plain =
        before.chars().next_back().is_some_and(ends_plainly) && text[after..].starts_with(is_plain_letter);
    let unicode = plain || {
        while allowed.next_if(|at| *at < after).is_some() {}
        allowed.peek() == Some(&after)
    };
    unicode && {
        let next = &text[after..];
        let end = next.find(separates).unwrap_or(next.len());
        let beyond = next[end..].trim_start_matches(separates);
        let beyond = &beyond[..beyond.find(separates).unwrap_or(beyond.len())];
        !tied(before, &next[..end], beyond) && !in_range(earlier, before, &next[..end])
    }
}

/// Letters and digits of Vietnamese: a space between two of them is always an opportunity (UAX #14, LB18).
/// Most spaces are such, and need not ask the tables.
fn is_plain_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1ea0}'..='\u{1ef9}')
}

fn ends_plainly(c: char) -> bool {
    is_plain_letter(c) || matches!(c, ',' | '.' | ';' | ':' | '%')
}

/// The word without characters that must not reach the page (soft hyphens, byte order marks, controls); `None`: it is clean.
fn clean(word: &str) -> Option<String> {
    let bad = |c: char| c.is_control() || matches!(c, '\u{ad}' | '\u{feff}' | '\u{2060}');
    word.contains(bad).then(|| word.replace(bad, ""))
}

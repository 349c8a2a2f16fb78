//! The best line breaks of a whole paragraph (Knuth and Plass, "Breaking paragraphs into lines", 1981), without hyphens.
//!
//! The algorithm knows widths, not letters. Time is linear in fragments for a given line width: a start of line is
//! dropped as soon as the text from it no longer fits.

/// Something with a width, and the space after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fragment {
    pub width: f32,
    pub gap: f32,
    /// A line may end after it.
    pub breakable: bool,
    /// A line that ends after it parts a word of two syllables.
    pub parts_word: bool,
}

/// Width of the first line and of all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Widths {
    pub first: f32,
    pub rest: f32,
}

/// What slack costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Word spaces stretch and shrink; the last line is free.
    Justified,
    /// Slack at the line's end; the last line is free.
    Ragged,
    /// Slack at both ends; lines should be of like length, the last one too (titles).
    Balanced,
}

/// Share of a word space by which it may grow at badness 100, and shrink at most. TeX's font
/// parameters for a roman face are 1/2 and 1/3; a quarter keeps Times readable at 14 points.
const STRETCH: f64 = 0.5;
const SHRINK: f64 = 0.25;
/// TeX's `\linepenalty` and `\adjdemerits`.
const LINE_PENALTY: f64 = 10.0;
const ADJACENT: f64 = 10_000.0;
/// One lonely short word on the last line is as bad as a neighbouring tight and loose line.
const LONELY: f64 = 10_000.0;
/// To part a word of two syllables: in a title worth lines of which one is half as long as the other, at a ragged edge
/// worth two fifths of the line; never a line more.
const PARTED: f64 = 1_000_000.0;
const PARTED_RAGGED: f64 = 9_000_000.0;
/// Every line of ragged text: rows of tables are as low as can be, however the words fall.
const RAGGED_LINE: f64 = 30_000_000.0;
/// Slack that counts as badness 100 in ragged text: an eighth of the line.
const RAGGED_SHARE: f64 = 0.125;
/// Looser lines than this are all equally ugly; keeps sums finite.
const LOOSEST: f64 = 50.0;
/// A line that cannot be set within its width at all.
const OVERFULL: f64 = 1e15;

/// Breaks one text after another; its lists are used again and again.
#[derive(Debug, Default)]
pub(in crate::layout) struct Breaker {
    /// What is to be broken.
    pub(super) fragments: Vec<Fragment>,
    /// Positions after which lines end: rising, the last is `fragments.len()`.
    pub(super) ends: Vec<usize>,
    running: Running,
    nodes: Vec<Node>,
    /// Nodes from which a line may still reach further, and those of them that remain.
    active: Vec<usize>,
    survivors: Vec<usize>,
}

impl Breaker {
    /// Finds the ends of the lines of `fragments`.
    pub(super) fn linebreak(&mut self, widths: Widths, fit: Fit) {
        let Breaker { fragments, ends, running, nodes, active, survivors } = self;
        let sums = running.sums(fragments, widths, fit);
        nodes.clear();
        nodes.push(Node { at: 0, class: 1, demerits: 0.0, from: usize::MAX });
        active.clear();
        active.push(0);
        for end in 1..=fragments.len() {
            if !fragments[end - 1].breakable && end < fragments.len() {
                continue;
            }
            let best = best_to(end, &sums, nodes, active, survivors);
            std::mem::swap(active, survivors);
            for (class, found) in best.into_iter().enumerate() {
                if let Some((demerits, from)) = found {
                    active.push(nodes.len());
                    nodes.push(Node { at: end, class: class as u8, demerits, from });
                }
            }
        }
        let last = nodes.iter().enumerate().filter(|(_, node)| node.at == fragments.len());
        let best = last.min_by(|a, b| a.1.demerits.total_cmp(&b.1.demerits));
        trace(nodes, best.map_or(usize::MAX, |(index, _)| index), ends);
    }
}

#[derive(Debug)]
struct Node {
    at: usize,
    class: u8,
    demerits: f64,
    from: usize,
}

fn trace(nodes: &[Node], mut index: usize, ends: &mut Vec<usize>) {
    ends.clear();
    while let Some(node) = nodes.get(index).filter(|node| node.at > 0) {
        ends.push(node.at);
        index = node.from;
    }
    ends.reverse();
}

/// The best way to a break in each fitness class; `survivors` are the starts that may still reach further.
fn best_to(
    end: usize,
    sums: &Sums,
    nodes: &[Node],
    active: &[usize],
    survivors: &mut Vec<usize>,
) -> [Option<(f64, usize)>; 4] {
    let mut best: [Option<(f64, usize)>; 4] = [None; 4];
    survivors.clear();
    // Starts at one place, which differ in the line before them, stand next to each other: their line is measured once.
    let mut measured: Option<(usize, Line)> = None;
    for &index in active {
        let node = &nodes[index];
        let line = match measured {
            Some((at, line)) if at == node.at => line,
            _ => sums.line(node.at, end),
        };
        measured = Some((node.at, line));
        if line.fits {
            survivors.push(index);
        }
        if !line.fits && !sums.is_first_break(node.at, end) {
            continue;
        }
        let demerits = node.demerits + line.demerits + adjacent(node, &line);
        let slot = &mut best[usize::from(line.class)];
        if slot.is_none_or(|(known, _)| demerits < known) {
            *slot = Some((demerits, index));
        }
    }
    best
}

fn adjacent(node: &Node, line: &Line) -> f64 {
    if node.at > 0 && node.class.abs_diff(line.class) > 1 { ADJACENT } else { 0.0 }
}

/// One possible line.
#[derive(Clone, Copy)]
struct Line {
    fits: bool,
    demerits: f64,
    /// 0 tight, 1 decent, 2 loose, 3 very loose.
    class: u8,
}

/// Running sums, so that any line is measured in constant time.
#[derive(Debug, Default)]
struct Running {
    /// Widths and gaps of all fragments before an index.
    width: Vec<f64>,
    gap: Vec<f64>,
    /// The first place at or after an index where a line may end.
    next: Vec<usize>,
}

impl Running {
    fn sums<'f>(&'f mut self, fragments: &'f [Fragment], widths: Widths, fit: Fit) -> Sums<'f> {
        let Running { width, gap, next } = self;
        let running = |list: &mut Vec<f64>, value: fn(&Fragment) -> f32| {
            let mut sum = 0.0;
            list.clear();
            list.push(0.0);
            list.extend(fragments.iter().map(|f| {
                sum += f64::from(value(f));
                sum
            }));
        };
        running(width, |f| f.width);
        running(gap, |f| f.gap);
        next.clear();
        next.resize(fragments.len() + 1, fragments.len());
        for index in (0..fragments.len()).rev() {
            next[index] = if fragments[index].breakable { index + 1 } else { next[index + 1] };
        }
        Sums { fragments, widths, fit, width, gap, next }
    }
}

/// The running sums of one text, and the lines that it is broken into.
struct Sums<'f> {
    fragments: &'f [Fragment],
    widths: Widths,
    fit: Fit,
    width: &'f [f64],
    gap: &'f [f64],
    next: &'f [usize],
}

impl Sums<'_> {
    fn is_first_break(&self, start: usize, end: usize) -> bool {
        self.next[start] == end || end == self.fragments.len() && self.next[start] > end
    }

    fn line(&self, start: usize, end: usize) -> Line {
        let gaps = self.gap[end - 1] - self.gap[start];
        let natural = self.width[end] - self.width[start] + gaps;
        let room = f64::from(if start == 0 { self.widths.first } else { self.widths.rest });
        let last = end == self.fragments.len();
        let slack = room - natural;
        let shrink = if self.fit == Fit::Justified { gaps * SHRINK } else { 0.0 };
        // Widths come from f32 sums: a hair over is not over.
        if slack < -shrink - 1e-3 {
            return Line { fits: false, demerits: OVERFULL + slack * slack, class: 0 };
        }
        let ratio = self.ratio(slack, gaps, shrink, room, last);
        let badness = 100.0 * ratio.abs().powi(3);
        let lonely = last && start > 0 && start + 1 == end;
        let parted = !last && self.fragments[end - 1].parts_word;
        let lonely = if lonely { LONELY } else { 0.0 };
        let extra = match self.fit {
            Fit::Balanced if parted => lonely + PARTED,
            Fit::Ragged => lonely + RAGGED_LINE + if parted { PARTED_RAGGED } else { 0.0 },
            _ => lonely,
        };
        let demerits = (LINE_PENALTY + badness).powi(2) + extra;
        Line { fits: true, demerits, class: class(ratio) }
    }

    /// How far the spaces are from their natural width: -1 shrunk to the limit, 1 stretched by `STRETCH`.
    fn ratio(&self, slack: f64, gaps: f64, shrink: f64, room: f64, last: bool) -> f64 {
        if slack < 0.0 {
            return if shrink > 0.0 { (slack / shrink).max(-1.0) } else { 0.0 };
        }
        let ratio = match self.fit {
            Fit::Justified | Fit::Ragged if last => 0.0,
            Fit::Justified => slack / (gaps * STRETCH).max(room * 0.005).max(1e-6),
            Fit::Ragged => slack / (room * RAGGED_SHARE).max(1e-6),
            Fit::Balanced => slack / (room * 2.0 * RAGGED_SHARE).max(1e-6),
        };
        ratio.min(LOOSEST)
    }
}

fn class(ratio: f64) -> u8 {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    fn random(dice: &mut Dice) -> Vec<Fragment> {
        let count = 1 + dice.roll(40) as usize;
        let mut one = || Fragment {
            width: 5.0 + dice.roll(60) as f32,
            gap: if dice.roll(8) == 0 { 0.0 } else { 5.0 },
            breakable: dice.roll(5) > 0,
            parts_word: dice.roll(4) == 0,
        };
        (0..count).map(|_| one()).collect()
    }

    /// Demerits of the best way, by trying every start for every end.
    fn slow(fragments: &[Fragment], widths: Widths, fit: Fit) -> f64 {
        let mut running = Running::default();
        let sums = running.sums(fragments, widths, fit);
        let n = fragments.len();
        let mut best = vec![[f64::INFINITY; 4]; n + 1];
        best[0][1] = 0.0;
        for end in 1..=n {
            if !fragments[end - 1].breakable && end < n {
                continue;
            }
            for start in 0..end {
                for class in 0..4 {
                    let line = sums.line(start, end);
                    if best[start][class].is_infinite() || !line.fits && !sums.is_first_break(start, end) {
                        continue;
                    }
                    let node = Node { at: start, class: class as u8, demerits: 0.0, from: 0 };
                    let sum = best[start][class] + line.demerits + adjacent(&node, &line);
                    let slot = &mut best[end][usize::from(line.class)];
                    *slot = slot.min(sum);
                }
            }
        }
        best[n].iter().copied().fold(f64::INFINITY, f64::min)
    }

    fn cost(fragments: &[Fragment], widths: Widths, fit: Fit, ends: &[usize]) -> f64 {
        let mut running = Running::default();
        let sums = running.sums(fragments, widths, fit);
        let (mut total, mut node) = (0.0, Node { at: 0, class: 1, demerits: 0.0, from: 0 });
        for &end in ends {
            let line = sums.line(node.at, end);
            total += line.demerits + adjacent(&node, &line);
            node = Node { at: end, class: line.class, demerits: 0.0, from: 0 };
        }
        total
    }

    #[test]
    fn as_good_as_trying_everything() {
        let mut dice = Dice(7);
        // One for all: nothing of a text may be left for the next.
        let mut breaker = Breaker::default();
        for round in 0..600 {
            let fragments = random(&mut dice);
            breaker.fragments.clone_from(&fragments);
            let rest = 20.0 + dice.roll(200) as f32;
            let widths = Widths { first: rest - dice.roll(20) as f32, rest };
            let fit = [Fit::Justified, Fit::Ragged, Fit::Balanced][round % 3];
            breaker.linebreak(widths, fit);
            let ends = &breaker.ends;
            assert_eq!(ends.last(), Some(&fragments.len()));
            assert!(ends.windows(2).all(|pair| pair[0] < pair[1]));
            let (fast, slow) = (cost(&fragments, widths, fit, ends), slow(&fragments, widths, fit));
            assert!((fast - slow).abs() <= slow.abs() * 1e-9, "{fast} {slow}");
        }
    }

    #[test]
    fn a_line_is_never_too_wide_unless_it_is_one_piece() {
        let mut dice = Dice(11);
        for _ in 0..300 {
            let fragments = random(&mut dice);
            let widths = Widths { first: 100.0, rest: 100.0 };
            let mut start = 0;
            let mut breaker = Breaker { fragments: fragments.clone(), ..Breaker::default() };
            breaker.linebreak(widths, Fit::Justified);
            let mut running = Running::default();
            let sums = running.sums(&fragments, widths, Fit::Justified);
            for end in breaker.ends {
                assert!(sums.line(start, end).fits || sums.is_first_break(start, end));
                start = end;
            }
        }
    }
}

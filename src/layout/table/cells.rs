//! Where each cell stands in the grid, and its text ready to be set.

use std::ops::Range;

use super::decimal::width_before;
use crate::document::{Align, Block, Cell, Paragraph, Row, Table};
use crate::layout::bench::Bench;
use crate::layout::crew::{Numbers, Part, side_by_side};
use crate::layout::flow::{LEAST, cells, intrinsic};
use crate::layout::paragraph::{Atom, collect_into};
use crate::pages::NodeId;

/// A grid with more columns than this cannot be meant; wider spans are cut to it.
const MOST_COLUMNS: usize = 512;

/// Which part of a table a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Head,
    Body,
    Foot,
}

pub(super) struct Plan<'d> {
    pub columns: usize,
    pub rows: Vec<PlanRow<'d>>,
    /// All cells, row by row.
    pub cells: Vec<PlanCell<'d>>,
    /// The words of all one-paragraph cells.
    pub atoms: Atoms,
    /// Rows of the body that may be set side by side, in order; none: not worth it.
    pub shares: Vec<Range<usize>>,
}

/// The words of many cells, in lists of one size: a single one would be copied again and again as it grows.
#[derive(Default)]
pub(super) struct Atoms {
    lists: Vec<Vec<Atom>>,
}

/// Words of a list, and how many must be free in it for another cell; a cell of more makes its list longer.
const LIST: usize = 1 << 14;
const FREE: usize = 1 << 9;

impl Atoms {
    /// The list for the next cell, and the number of its first word.
    fn next(&mut self) -> (u32, &mut Vec<Atom>) {
        if self.lists.last().is_none_or(|list| list.len() > LIST - FREE) {
            // A small table needs no room for a large one.
            self.lists.push(if self.lists.is_empty() { Vec::new() } else { Vec::with_capacity(LIST) });
        }
        let at = self.lists.len() - 1;
        let list = &mut self.lists[at];
        ((at * LIST + list.len()) as u32, list)
    }

    /// Adds the lists of others; their words are numbered from this on.
    fn append(&mut self, other: Atoms) -> u32 {
        let first = (self.lists.len() * LIST) as u32;
        self.lists.extend(other.lists);
        first
    }

    /// How many words in all.
    pub fn len(&self) -> usize {
        self.lists.iter().map(Vec::len).sum()
    }
}

/// The words of a cell: some of `Plan::atoms`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    first: u32,
    count: u32,
    /// Width of the whole, and up to the place of its comma if the column is aligned there.
    pub natural: f32,
    pub before: f32,
}

impl Plan<'_> {
    pub fn atoms(&self, words: &Words) -> &[Atom] {
        let (list, first) = (words.first as usize / LIST, words.first as usize % LIST);
        let list = self.atoms.lists.get(list);
        list.and_then(|list| list.get(first..first + words.count as usize)).unwrap_or_default()
    }
}

pub(super) struct PlanRow<'d> {
    pub row: &'d Row,
    pub section: Section,
    /// Range in `Plan::cells`.
    pub first: usize,
    pub end: usize,
}

/// Kept small: a long table has half a million, and each is looked at in several passes.
pub(super) struct PlanCell<'d> {
    pub cell: &'d Cell,
    column: u16,
    span: u16,
    row: u32,
    end: u32,
    pub content: Content<'d>,
    /// Least and natural width, padding included.
    pub min: f32,
    pub max: f32,
}

/// What a cell holds.
pub(super) enum Content<'d> {
    Empty,
    /// One plain paragraph: by far the most cells.
    Text(&'d Paragraph, Words),
    Blocks(&'d [Block]),
}

impl PlanCell<'_> {
    /// The first column.
    pub fn column(&self) -> usize {
        usize::from(self.column)
    }

    /// How many columns.
    pub fn span(&self) -> usize {
        usize::from(self.span)
    }

    /// The first row.
    pub fn row(&self) -> usize {
        self.row as usize
    }

    /// One past the last row.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// Padding left and right.
    pub fn sides(&self) -> f32 {
        self.cell.style.padding.left + self.cell.style.padding.right
    }

    /// Alignment of a one-paragraph cell: the paragraph's own, else the cell's.
    pub fn align(&self) -> Align {
        match &self.content {
            Content::Text(paragraph, _) => align(self.cell, paragraph),
            _ => self.cell.style.align,
        }
    }
}

fn align(cell: &Cell, paragraph: &Paragraph) -> Align {
    if paragraph.style.align != Align::Left { paragraph.style.align } else { cell.style.align }
}

/// Reads the whole table once. Of a long body only the cells' places are found at first; the texts are read by several threads.
pub(super) fn plan<'d>(bench: &mut Bench, table: &'d Table) -> Plan<'d> {
    let all = || table.head.iter().chain(&table.body).chain(&table.foot);
    let mut plan = Plan {
        columns: table.columns.len().min(MOST_COLUMNS),
        rows: Vec::with_capacity(all().count()),
        cells: Vec::with_capacity(all().map(|row| row.cells.len()).sum()),
        atoms: Atoms::default(),
        shares: Vec::new(),
    };
    for (section, rows) in
        [(Section::Head, &table.head), (Section::Body, &table.body), (Section::Foot, &table.foot)]
    {
        let first = plan.rows.len();
        if section == Section::Body && !table.presentation {
            let shares = shares(rows, bench.threads.get()).into_iter();
            plan.shares = shares.map(|share| first + share.start..first + share.end).collect();
        }
        let later = section == Section::Body && !plan.shares.is_empty();
        let mut busy: Vec<usize> = Vec::new();
        for row in rows {
            place_row(&mut plan, row, section, first + rows.len(), &mut busy, |place, atoms| {
                if later { PlanCell::new(place) } else { planned(bench, place, atoms) }
            });
        }
        if later {
            read_shares(bench, &mut plan);
        }
    }
    plan
}

/// Reads the texts of the cells whose places were found, several threads a share of the rows each.
fn read_shares(bench: &mut Bench, plan: &mut Plan) {
    let mut work = Vec::with_capacity(plan.shares.len());
    let mut rest = &mut plan.cells[..];
    let mut taken = 0;
    for share in &plan.shares {
        let [first, end] = [plan.rows[share.start].first, plan.rows[share.end - 1].end];
        let (cells, after) = std::mem::take(&mut rest)[first - taken..].split_at_mut(end - first);
        (rest, taken) = (after, end);
        // The first goes on where the head ended.
        let atoms = if work.is_empty() { std::mem::take(&mut plan.atoms) } else { Atoms::default() };
        work.push(Share { cells, atoms });
    }
    let mut parts = side_by_side(bench, NodeId::default(), work, read_share).into_iter();
    let mut atoms = parts.next().map(|first| first.atoms).unwrap_or_default();
    for Share { cells, atoms: own } in parts {
        let first = atoms.append(own);
        for cell in cells {
            if let Content::Text(_, words) = &mut cell.content {
                words.first += first;
            }
        }
    }
    plan.atoms = atoms;
}

fn read_share<'a, 'd>(bench: &mut Bench, mut share: Share<'a, 'd>, _: NodeId) -> Share<'a, 'd> {
    for cell in share.cells.iter_mut() {
        let PlanCell { cell: own, column, span, row, end, .. } = *cell;
        *cell = planned(bench, Place { cell: own, column, span, row, end }, &mut share.atoms);
    }
    share
}

/// The cells that one thread reads, and their words.
struct Share<'a, 'd> {
    cells: &'a mut [PlanCell<'d>],
    atoms: Atoms,
}

impl Part for Share<'_, '_> {
    fn renumber(&mut self, numbers: &Numbers) {
        self.atoms.lists.iter_mut().flatten().for_each(|atom| numbers.atom(atom));
    }
}

/// The rows in ranges of about the same length, no cell reaching from one into the next. One range is none.
fn shares(rows: &[Row], threads: usize) -> Vec<Range<usize>> {
    let count = (cells(rows) / LEAST).min(threads);
    let mut shares: Vec<Range<usize>> = Vec::new();
    if count < 2 {
        return shares;
    }
    let (mut start, mut reach) = (0, 0);
    for (index, row) in rows.iter().enumerate() {
        if reach <= index && index * count >= rows.len() * (shares.len() + 1) {
            shares.push(start..index);
            start = index;
        }
        let highest = row.cells.iter().map(|cell| cell.rowspan.max(1) as usize).max().unwrap_or(1);
        reach = reach.max(index.saturating_add(highest));
    }
    if !shares.is_empty() {
        shares.push(start..rows.len());
    }
    shares
}

/// Cells take the free columns from left to right; `busy` says up to which row a column is taken from above.
fn place_row<'d>(
    plan: &mut Plan<'d>,
    row: &'d Row,
    section: Section,
    last: usize,
    busy: &mut Vec<usize>,
    mut planned: impl FnMut(Place<'d>, &mut Atoms) -> PlanCell<'d>,
) {
    let index = plan.rows.len();
    let first = plan.cells.len();
    let mut column = 0;
    for cell in &row.cells {
        while busy.get(column).is_some_and(|until| *until > index) {
            column += 1;
        }
        if column >= MOST_COLUMNS {
            column = MOST_COLUMNS - 1;
        }
        let span = (cell.colspan.max(1) as usize).min(MOST_COLUMNS - column);
        let end = index.saturating_add(cell.rowspan.max(1) as usize).min(last);
        if busy.len() < column + span {
            busy.resize(column + span, 0);
        }
        busy[column..column + span].fill(end);
        // Columns are at most `MOST_COLUMNS`; a table of four thousand million rows has no room in memory.
        let place =
            Place { cell, column: column as u16, span: span as u16, row: index as u32, end: end as u32 };
        plan.cells.push(planned(place, &mut plan.atoms));
        column += span;
    }
    plan.columns = plan.columns.max(busy.len());
    plan.rows.push(PlanRow { row, section, first, end: plan.cells.len() });
}

/// Where a cell stands.
struct Place<'d> {
    cell: &'d Cell,
    column: u16,
    span: u16,
    row: u32,
    end: u32,
}

impl<'d> PlanCell<'d> {
    /// Of a cell whose text is not read yet.
    fn new(place: Place<'d>) -> PlanCell<'d> {
        let Place { cell, column, span, row, end } = place;
        PlanCell { cell, column, span, row, end, content: Content::Empty, min: 0.0, max: 0.0 }
    }
}

fn planned<'d>(bench: &mut Bench, place: Place<'d>, atoms: &mut Atoms) -> PlanCell<'d> {
    let cell = place.cell;
    let (content, min, max) = match &cell.blocks[..] {
        [] => (Content::Empty, 0.0, 0.0),
        [Block::Paragraph(p)] if is_plain(p) => {
            let (first, list) = atoms.next();
            let start = list.len();
            let (least, natural) = collect_into(bench, &p.inlines, p.span, list);
            let min = if p.style.nowrap || cell.style.nowrap { natural } else { least };
            let max = natural + p.style.indent.max(0.0);
            // Now, while the words are at hand: the passes to come need not go through them again.
            let aligned = place.span == 1 && align(cell, p) == Align::Decimal;
            let own = list.get(start..).unwrap_or_default();
            let before = if aligned { width_before(bench, own, natural) } else { natural };
            (Content::Text(p, Words { first, count: own.len() as u32, natural, before }), min, max)
        }
        blocks => {
            let (min, max) = intrinsic(bench, blocks);
            (Content::Blocks(blocks), min, max)
        }
    };
    let mut planned = PlanCell { content, min, max, ..PlanCell::new(place) };
    planned.min += planned.sides();
    planned.max += planned.sides();
    planned
}

/// A paragraph that is only text: no box, no margins at its sides, no label.
fn is_plain(paragraph: &Paragraph) -> bool {
    let style = &paragraph.style;
    let zero = crate::document::Edges::default();
    paragraph.label.is_none()
        && style.margin == zero
        && style.padding == zero
        && style.border.widths == zero
        && style.background.is_none()
        && style.min_height <= 0.0
        && style.width == crate::document::Length::Auto
        && style.indent >= 0.0
}

//! "Cộng chuyển sang trang sau" at the foot of a page and "Số trang trước chuyển sang" at the top of the next: totals of the rows so far.

use std::sync::Arc;

use super::cells::{Content, Plan, PlanCell, Section};
use super::decimal::{Decimal, width_before};
use super::lines::Slot;
use super::part::Grid;
use super::sum::Sum;
use crate::document::{Align, Inline, LineHeight, Span, Table, TextStyle};
use crate::layout::bench::Bench;
use crate::layout::paragraph::{Place, collect, paragraph};
use crate::layout::slab::{Stack, shift};
use crate::pages::{Item, Tag};

/// The words of the account books' forms (general journal, S03a-DN): the figures are totals from the first row on.
const OPENING: &str = "Số trang trước chuyển sang";
const CLOSING: &str = "Cộng chuyển sang trang sau";

/// Carried rows higher than this share of the page would leave no room for the table.
const HIGHEST: f32 = 0.25;

/// What a table carries from page to page.
#[derive(Debug, Clone)]
pub(in crate::layout) struct Carry {
    /// The row of `Grid` that both carried rows look like.
    pub row: u32,
    pub height: f32,
    /// "Số trang trước chuyển sang" of the page being filled, "Cộng chuyển sang trang sau" of the same; empty: none.
    pub opening: Vec<Item>,
    pub closing: Vec<Item>,
    first_body: u32,
    columns: Vec<Column>,
    /// Totals after each row of the plan, column by column; `None`: no figure yet, which is not 0.
    sums: Vec<Option<Sum>>,
    label: Option<(f32, f32)>,
    align: Align,
    style: Arc<TextStyle>,
    line_height: LineHeight,
    above: f32,
    span: Span,
}

/// A carried column: where its figures stand.
#[derive(Debug, Clone, Copy)]
struct Column {
    x: f32,
    width: f32,
    decimal: Option<Decimal>,
}

/// Reads the totals of a table that wants them carried; adds the carried row's look to the grid.
pub(super) fn carry(
    bench: &mut Bench,
    table: &Table,
    plan: &Plan,
    decimals: &[Decimal],
    grid: &mut Grid,
    room: f32,
) -> Option<Carry> {
    let mut wanted: Vec<usize> = table.carry.iter().copied().filter(|at| *at < plan.columns).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let first_body = plan.rows.iter().position(|row| row.section == Section::Body)?;
    let model = plan.cells.iter().find(|cell| {
        cell.row() >= first_body
            && cell.span() == 1
            && Some(&cell.column()) == wanted.first()
            && text_style(cell).is_some()
    })?;
    let edge = |at: usize| grid.edges.get(at).copied().unwrap_or_default() + grid.x;
    let padding = model.cell.style.padding;
    let columns = wanted.iter().map(|at| Column {
        x: edge(*at) + padding.left,
        width: (edge(at + 1) - edge(*at) - padding.left - padding.right).max(1.0),
        decimal: (model.align() == Align::Decimal).then(|| decimals.get(*at).copied().unwrap_or_default()),
    });
    let label = wanted.first().filter(|first| **first > 0).map(|first| {
        (edge(0) + padding.left, (edge(*first) - edge(0) - padding.left - padding.right).max(1.0))
    });
    let mut carry = Carry {
        row: plan.rows.len() as u32,
        height: 0.0,
        opening: Vec::new(),
        closing: Vec::new(),
        first_body: first_body as u32,
        columns: columns.collect(),
        sums: sums(plan, &wanted),
        label,
        // Centred figures stay centred; all others end at one place.
        align: if model.align() == Align::Center { Align::Center } else { Align::Right },
        style: Arc::new(TextStyle { bold: true, ..text_style(model)? }),
        line_height: line_height(model),
        above: padding.top,
        span: table.span,
    };
    let (_, height) = carry.set(bench, CLOSING, &carry.longest());
    carry.height = height + padding.top + padding.bottom;
    if carry.height > room * HIGHEST {
        return None;
    }
    let model_row = model.row() as u32;
    look(grid, model_row, &wanted);
    Some(carry)
}

fn text_style(cell: &PlanCell) -> Option<TextStyle> {
    let Content::Text(p, _) = &cell.content else { return None };
    p.inlines.iter().find_map(|inline| match inline {
        Inline::Text { style, .. } => Some(TextStyle::clone(style)),
        Inline::Break => None,
    })
}

fn line_height(cell: &PlanCell) -> LineHeight {
    match &cell.content {
        Content::Text(p, _) => p.style.line_height,
        _ => cell.cell.style.line_height,
    }
}

/// Running totals. Group headings and totals, which say the same again, do not count.
fn sums(plan: &Plan, wanted: &[usize]) -> Vec<Option<Sum>> {
    let mut now: Vec<Option<Sum>> = vec![None; wanted.len()];
    let mut all = Vec::with_capacity(plan.rows.len() * wanted.len());
    for row in &plan.rows {
        let counts = row.section == Section::Body && !row.row.keep_with_next && !row.row.keep_with_previous;
        for cell in plan.cells[row.first..row.end].iter().filter(|cell| counts && cell.span() == 1) {
            let Ok(place) = wanted.binary_search(&cell.column()) else { continue };
            if let Some(figure) = figure(cell) {
                now[place] = now[place].unwrap_or_default().plus(figure);
            }
        }
        all.extend_from_slice(&now);
    }
    all
}

fn figure(cell: &PlanCell) -> Option<Sum> {
    let Content::Text(p, _) = &cell.content else { return None };
    let text: String = p
        .inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } => text.as_str(),
            Inline::Break => " ",
        })
        .collect();
    Sum::read(&text)
}

/// The carried row has the borders of an ordinary one, with one cell for the label.
fn look(grid: &mut Grid, model: u32, wanted: &[usize]) {
    let first = wanted.first().copied().unwrap_or_default() as u16;
    let columns = grid.edges.len().saturating_sub(1) as u16;
    let slots = grid.slots(model).to_vec();
    let border = |column: u16| {
        let covering = slots.iter().rev().find(|slot| slot.column <= column);
        covering.map_or(0, |slot| slot.border)
    };
    grid.offsets.push(grid.all_slots.len() as u32);
    let own = |column: u16| (column, 1);
    let cells = (first > 0).then_some((0, first)).into_iter().chain((first..columns).map(own));
    for (column, span) in cells {
        // No cell of the table has such a number: the line to the rows above and below is drawn.
        let cell = u32::MAX - 1 - u32::from(column);
        grid.all_slots.push(Slot { column, span, border: border(column), cell });
    }
}

impl Carry {
    fn after(&self, row: Option<u32>) -> Vec<Option<Sum>> {
        let width = self.columns.len();
        let none = || vec![None; width];
        let Some(row) = row else { return none() };
        self.sums.get(row as usize * width..(row as usize + 1) * width).map_or_else(none, <[_]>::to_vec)
    }

    /// The totals whose figures are longest: they decide the height of the row.
    fn longest(&self) -> Vec<Option<Sum>> {
        let length = |sum: &Option<Sum>| sum.map_or(0, |sum| sum.print().len());
        let width = self.columns.len();
        let longest =
            |at: usize| self.sums.iter().skip(at).step_by(width).copied().max_by_key(length).flatten();
        (0..width).map(longest).collect()
    }

    /// The row from its own top, without padding, and its height.
    fn set(&self, bench: &mut Bench, label: &str, sums: &[Option<Sum>]) -> (Vec<Item>, f32) {
        let mut items = Vec::new();
        let mut height = 0.0_f32;
        bench.forget_addresses();
        if let Some((x, width)) = self.label {
            let place = Column { x, width, decimal: None };
            height = self.text(bench, label, place, Align::Left, &mut items);
        }
        for (column, sum) in self.columns.iter().zip(sums) {
            let figure = sum.map(Sum::print).unwrap_or_default();
            height = height.max(self.text(bench, &figure, *column, self.align, &mut items));
        }
        bench.forget_addresses();
        (items, height)
    }

    fn text(&self, bench: &mut Bench, text: &str, at: Column, align: Align, out: &mut Vec<Item>) -> f32 {
        let inlines = [Inline::Text { text: text.into(), style: self.style.clone() }];
        let mut text = collect(bench, &inlines, self.span);
        let mut width = at.width;
        if let Some(Decimal { before, after, .. }) = at.decimal
            && before + after <= at.width + 0.01
        {
            let own = text.natural - width_before(bench, &text.atoms, text.natural);
            width -= (after - own).max(0.0).min((at.width - text.natural).max(0.0));
        }
        let (x, line_height, tag) = (at.x, self.line_height, Tag::Pagination);
        let place = Place { x, width, indent: 0.0, align, line_height, nowrap: false, tag };
        let mut y = 0.0;
        for mut slab in paragraph(bench, &mut text, &place, self.span) {
            slab.items.iter_mut().for_each(|item| shift(item, 0.0, y));
            out.append(&mut slab.items);
            y += slab.height;
        }
        y
    }

    fn draw(&self, bench: &mut Bench, label: &str, row: Option<u32>) -> Vec<Item> {
        let (mut items, _) = self.set(bench, label, &self.after(row));
        items.iter_mut().for_each(|item| shift(item, 0.0, self.above));
        items
    }
}

/// The grid and row of a strip in a carried table's body, not its first row.
fn inside(stack: &Stack, index: usize) -> Option<(usize, u32)> {
    let (grid, row) = stack.slabs.get(index)?.row?;
    let carry = stack.grids.get(grid as usize)?.carry.as_ref()?;
    (row >= carry.first_body).then_some((grid as usize, row))
}

/// Makes "Số trang trước chuyển sang" ready for a page that begins with this strip.
pub(in crate::layout) fn open_page(bench: &mut Bench, stack: &mut Stack, start: usize) {
    let Some((grid, row)) = inside(stack, start) else { return };
    let Some(carry) = stack.grids[grid].carry.as_mut() else { return };
    if row > carry.first_body {
        carry.opening = carry.draw(bench, OPENING, Some(row - 1));
    }
}

/// Height of "Cộng chuyển sang trang sau" if a page may not end before strip `next` without it. A row that is split before
/// `next` counts on the page where it ends.
pub(in crate::layout) fn closing_height(stack: &Stack, start: usize, next: usize) -> Option<f32> {
    let (grid, row) = inside(stack, next)?;
    let carry = stack.grids.get(grid)?.carry.as_ref()?;
    let before = next.checked_sub(1).filter(|before| *before >= start);
    let same = before.and_then(|before| inside(stack, before)).is_some_and(|(other, _)| other == grid);
    (same && row > carry.first_body).then_some(carry.height)
}

/// Makes "Cộng chuyển sang trang sau" ready for the page that ends before strip `next`.
pub(in crate::layout) fn close_page(bench: &mut Bench, stack: &mut Stack, start: usize, next: usize) {
    if closing_height(stack, start, next).is_none() {
        return;
    }
    let Some((grid, row)) = inside(stack, next) else { return };
    if let Some(carry) = stack.grids[grid].carry.as_mut() {
        carry.closing = carry.draw(bench, CLOSING, row.checked_sub(1));
    }
}

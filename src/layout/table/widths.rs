//! Column widths from content and from given shares (CSS 2.1, 17.5.2.2), never wider than the room.

use super::cells::{Plan, PlanCell};
use super::decimal::Decimal;
use crate::document::{Length, Table};
use crate::layout::bench::Bench;
use crate::layout::remark::RemarkKind;

/// What a column wants.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Column {
    pub min: f32,
    pub max: f32,
    /// A given width in points.
    pub fixed: Option<f32>,
}

/// The widths of all columns; together at most `room`.
pub(super) fn widths(
    bench: &mut Bench,
    table: &Table,
    plan: &Plan,
    decimals: &[Decimal],
    room: f32,
) -> Vec<f32> {
    let columns = columns(table, plan, decimals, room);
    let least: f32 = columns.iter().map(|column| column.min).sum();
    if least > room + 0.01 {
        let text = format!(
            "Bảng không vừa khổ giấy: cần ít nhất {:.0} mm, chỉ có {:.0} mm; các từ dài phải ngắt",
            least / crate::document::MM,
            room / crate::document::MM
        );
        bench.remark(RemarkKind::TableTooWide, table.span, text);
        return squeezed(&columns, room);
    }
    let all_given = !columns.is_empty() && columns.iter().all(|column| column.fixed.is_some());
    let shares = table.columns.iter().any(|column| matches!(column.width, Length::Percent(_)));
    let stretch = table.style.width != Length::Auto || shares;
    let natural: f32 = columns.iter().map(|column| column.fixed.unwrap_or(column.max).max(column.min)).sum();
    let target = if stretch { room } else { natural.min(room) };
    shared_out(&columns, target, all_given)
}

/// Wishes of the columns: single cells first, then spanning cells share what they still need.
pub(super) fn columns(table: &Table, plan: &Plan, decimals: &[Decimal], room: f32) -> Vec<Column> {
    let mut columns = vec![Column::default(); plan.columns];
    for cell in plan.cells.iter().filter(|cell| cell.span() == 1) {
        let column = &mut columns[cell.column()];
        column.min = column.min.max(cell.min);
        column.max = column.max.max(cell.max);
    }
    for (column, decimal) in columns.iter_mut().zip(decimals) {
        column.max = column.max.max(decimal.width);
    }
    for (column, given) in columns.iter_mut().zip(&table.columns) {
        column.fixed = match given.width {
            Length::Auto => None,
            Length::Points(points) => Some(points.max(0.0)),
            Length::Percent(share) => Some((room * share / 100.0).max(0.0)),
        };
    }
    for cell in plan.cells.iter().filter(|cell| cell.span() == 1) {
        let column = &mut columns[cell.column()];
        column.fixed = column.fixed.or(match cell.cell.style.width {
            Length::Auto => None,
            Length::Points(points) => Some(points.max(0.0)),
            Length::Percent(share) => Some((room * share / 100.0).max(0.0)),
        });
    }
    let mut spanning: Vec<&PlanCell> = plan.cells.iter().filter(|cell| cell.span() > 1).collect();
    spanning.sort_by_key(|cell| cell.span());
    for cell in spanning {
        widen(&mut columns[cell.column()..cell.column() + cell.span()], cell);
    }
    columns
}

/// Columns under a spanning cell grow in proportion to what they have, if together they are too narrow.
fn widen(columns: &mut [Column], cell: &PlanCell) {
    let (min, max): (f32, f32) = columns.iter().fold((0.0, 0.0), |(a, b), c| (a + c.min, b + c.max));
    let count = columns.len() as f32;
    let (need_min, need_max) = (cell.min - min, cell.max - max);
    for column in columns {
        let share = if max > 0.0 { column.max / max } else { 1.0 / count };
        column.min += need_min.max(0.0) * share;
        column.max = (column.max + need_max.max(0.0) * share).max(column.min);
    }
}

/// Given widths first, never below the longest word; the rest by content.
fn shared_out(columns: &[Column], target: f32, all_given: bool) -> Vec<f32> {
    let floor: f32 = columns.iter().filter(|c| c.fixed.is_none()).map(|c| c.min).sum();
    let given: Vec<Option<f32>> = columns.iter().map(|c| c.fixed.map(|fixed| fixed.max(c.min))).collect();
    let wanted: f32 = given.iter().flatten().sum();
    let room = target - floor;
    let mut widths: Vec<f32> = columns.iter().map(|c| c.min).collect();
    if all_given || wanted > room {
        // Shares that do not add up to the whole are taken in proportion, above the longest words.
        let least: f32 = columns.iter().filter(|c| c.fixed.is_some()).map(|c| c.min).sum();
        grow(&mut widths, columns, &given, (room - least).max(0.0), wanted - least);
        return widths;
    }
    for (width, given) in widths.iter_mut().zip(&given) {
        *width = given.unwrap_or(*width);
    }
    spread(&mut widths, columns, room - wanted);
    widths
}

fn grow(widths: &mut [f32], columns: &[Column], given: &[Option<f32>], extra: f32, wanted: f32) {
    let count = given.iter().flatten().count().max(1) as f32;
    for ((width, column), given) in widths.iter_mut().zip(columns).zip(given) {
        let Some(given) = given else { continue };
        let share = if wanted > 0.0 { (given - column.min) / wanted } else { 1.0 / count };
        *width = column.min + extra * share;
    }
}

/// Columns without a given width share what is left: up to their natural width first, then in proportion to it.
fn spread(widths: &mut [f32], columns: &[Column], extra: f32) {
    let free = || columns.iter().filter(|column| column.fixed.is_none());
    let slack: f32 = free().map(|column| column.max - column.min).sum();
    let natural: f32 = free().map(|column| column.max).sum();
    let count = free().count();
    for (width, column) in widths.iter_mut().zip(columns).filter(|(_, column)| column.fixed.is_none()) {
        let wish = column.max - column.min;
        *width += if extra <= slack {
            if slack > 0.0 { extra * wish / slack } else { 0.0 }
        } else if natural > 0.0 {
            wish + (extra - slack) * column.max / natural
        } else {
            extra / count as f32
        };
    }
}

/// Not even the longest words fit: the widest columns give way first, all to one same width.
fn squeezed(columns: &[Column], room: f32) -> Vec<f32> {
    let mut sorted: Vec<f32> = columns.iter().map(|column| column.min).collect();
    sorted.sort_by(f32::total_cmp);
    let (mut left, mut cap) = (room, 0.0);
    for (index, min) in sorted.iter().enumerate() {
        cap = left / (sorted.len() - index) as f32;
        if *min > cap {
            break;
        }
        left -= min;
    }
    columns.iter().map(|column| column.min.min(cap)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(min: f32, max: f32, fixed: Option<f32>) -> Column {
        Column { min, max, fixed }
    }

    #[test]
    fn content_shares_what_is_left() {
        let widths = shared_out(&[column(10.0, 20.0, None), column(10.0, 40.0, None)], 60.0, false);
        assert_eq!(widths, [20.0, 40.0]);
        let widths = shared_out(&[column(10.0, 20.0, None), column(10.0, 40.0, None)], 40.0, false);
        assert_eq!(widths, [15.0, 25.0]);
    }

    #[test]
    fn given_widths_hold_but_never_break_words() {
        let columns =
            [column(10.0, 20.0, Some(30.0)), column(50.0, 90.0, Some(40.0)), column(5.0, 9.0, None)];
        assert_eq!(shared_out(&columns, 100.0, false), [30.0, 50.0, 20.0]);
    }

    #[test]
    fn the_widest_give_way_first() {
        let columns = [column(10.0, 10.0, None), column(100.0, 100.0, None), column(80.0, 80.0, None)];
        assert_eq!(squeezed(&columns, 100.0), [10.0, 45.0, 45.0]);
    }
}

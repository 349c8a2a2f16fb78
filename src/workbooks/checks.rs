//! Sheet `Rang buoc`: the catalogue's control rules over every column, live.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::Cell;
use super::equation;
use super::grid::Grid;
use super::list::{List, TABLE_FIRST, Use, list};
use super::signs::{self, signs};
use crate::domain::{ControlRule, Decimal};
use crate::formula::{Expr, Op, Relation};

/// The column Kết quả.
const RESULT: u16 = 8;
/// Sides nearer than this are equal: floats differ in their last digits.
const TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// One row per rule and column in which both sides have a figure.
pub fn sheet(grid: &Grid, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: "Rang buoc",
        title: "Kiểm tra ràng buộc",
        remark: "Mỗi dòng là một ràng buộc của danh mục ở một cột số liệu mà hai vế đều có số; tự tính lại khi sửa số.",
        purpose: Use::Data {
            table: "RangBuoc",
            columns: &[
                ("Vế trái", "công thức sống, tính bằng đơn vị của cột Đơn vị tính"),
                ("Vế phải", "công thức sống, cùng đơn vị với vế trái"),
                ("Chênh lệch", "vế trái trừ vế phải"),
                (
                    "Đơn vị tính",
                    "đơn vị của hai vế; “theo biểu thức” là tỷ lệ, tích hoặc gồm chỉ tiêu có đơn vị khác nhau",
                ),
                ("Kết quả", "Đúng hoặc Sai, tự đổi khi sửa số ở sheet Chi tieu"),
            ],
        },
        columns: &[
            ("Mã", 8.0),
            ("Biểu thức", 30.0),
            ("Cột", 14.0),
            ("Vế trái", 16.0),
            ("Quan hệ", 9.0),
            ("Vế phải", 16.0),
            ("Chênh lệch", 16.0),
            ("Đơn vị tính", 16.0),
            ("Kết quả", 10.0),
            ("Thông báo khi sai", 50.0),
        ],
        frozen: 2,
    };
    let mut rows = Vec::new();
    for rule in &grid.plan.settings.catalogue.rules {
        for (column, title) in grid.plan.settings.columns.iter().enumerate() {
            let at = TABLE_FIRST + rows.len() as u32 + 1;
            rows.extend(row(grid, rule, column, &title.short, at));
        }
    }
    let count = rows.len();
    let mut sheet = list(&of, count, rows.into_iter(), grid.plan, binder)?;
    let last = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
    signs(&mut sheet, (TABLE_FIRST, RESULT), (last, RESULT), signs::CHECKS)?;
    Ok(sheet)
}

fn row<'a>(
    grid: &Grid<'a>,
    rule: &'a ControlRule,
    column: usize,
    title: &'a str,
    at: u32,
) -> Option<Vec<Cell<'a>>> {
    let left = equation::formula(grid, &rule.left.expr, column, false)?;
    let right = equation::formula(grid, &rule.right.expr, column, false)?;
    let (a, b) = (rounded(left.value), rounded(right.value));
    let distance = rounded(a.checked_sub(b)?);
    let live = |formula: String, value: Decimal| Cell::Live {
        formula,
        value,
        digits: value.normalize().scale().min(3),
        signed: false,
    };
    let holds = rule.relation.holds(a, b, TOLERANCE);
    Some(vec![
        Cell::center(&*rule.code),
        Cell::text(&*rule.expression),
        Cell::center(title),
        live(format!("ROUND({},6)", left.text), a),
        Cell::center(rule.relation.sign()),
        live(format!("ROUND({},6)", right.text), b),
        live(format!("ROUND(D{at}-F{at},6)"), distance),
        Cell::center(unit(grid, rule).unwrap_or("theo biểu thức")),
        Cell::Say {
            formula: format!("IF({},\"Đúng\",\"Sai\")", condition(rule.relation, at)),
            text: if holds { "Đúng" } else { "Sai" }.into(),
        },
        Cell::text(&*rule.message),
    ])
}

/// The unit in which both sides of a rule are counted, where one unit is all there is.
fn unit<'a>(grid: &Grid<'a>, rule: &ControlRule) -> Option<&'a str> {
    match added(measure(grid, &rule.left.expr), measure(grid, &rule.right.expr)) {
        Measure::Unit(unit) => Some(unit),
        Measure::Bare | Measure::Mixed => None,
    }
}

/// What a side of a rule is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure<'a> {
    /// A number of no unit.
    Bare,
    Unit(&'a str),
    Mixed,
}

fn measure<'a>(grid: &Grid<'a>, expr: &Expr) -> Measure<'a> {
    match expr {
        Expr::Number(_) => Measure::Bare,
        Expr::Reference { code, .. } => {
            let indicator = grid.position(code).and_then(|index| grid.plan.indicators.get(index));
            indicator.map_or(Measure::Mixed, |indicator| Measure::Unit(&indicator.unit))
        }
        Expr::Negate(inner) => measure(grid, inner),
        Expr::Binary { op, left, right } => {
            let (left, right) = (measure(grid, left), measure(grid, right));
            match (op, left, right) {
                (Op::Add | Op::Sub, ..) => added(left, right),
                (Op::Mul, Measure::Bare, one) | (Op::Mul | Op::Div, one, Measure::Bare) => one,
                _ => Measure::Mixed,
            }
        }
        Expr::Call { arguments, .. } => {
            arguments.iter().map(|part| measure(grid, part)).fold(Measure::Bare, added)
        }
    }
}

fn added<'a>(one: Measure<'a>, other: Measure<'a>) -> Measure<'a> {
    match (one, other) {
        (Measure::Bare, any) | (any, Measure::Bare) => any,
        (one, other) if one == other => one,
        _ => Measure::Mixed,
    }
}

fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(6, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

fn condition(relation: Relation, at: u32) -> String {
    match relation {
        Relation::Equal => format!("ABS(G{at})<=0.000001"),
        Relation::NotEqual => format!("ABS(G{at})>0.000001"),
        Relation::Less => format!("G{at}<-0.000001"),
        Relation::LessOrEqual => format!("G{at}<=0.000001"),
        Relation::Greater => format!("G{at}>0.000001"),
        Relation::GreaterOrEqual => format!("G{at}>=-0.000001"),
    }
}

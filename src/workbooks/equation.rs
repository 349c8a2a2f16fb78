//! Excel formulas beside the values they must yield: none is written that yields another.

use rust_decimal::RoundingStrategy;

use super::grid::Grid;
use crate::domain::{Aggregation, ComparisonKind, Decimal};
use crate::formula::{Expr, Function, Op};

/// Decimals have 28 digits, Excel's floats 15: closer than this is equal.
const CLOSE: Decimal = Decimal::from_parts(1, 0, 0, false, 12);

/// Digits that a float keeps.
const FLOAT_DIGITS: u32 = 15;

/// A formula as Excel writes it (without `=`) and what it yields.
#[derive(Debug, Clone, PartialEq)]
pub struct Equation {
    pub text: String,
    pub value: Decimal,
}

impl Equation {
    /// The formula that yields `wanted`: as it is, or rounded as `wanted` is. `None` if it yields anything else.
    ///
    /// A value with a few decimals is always rounded: 21.8 - 21.5 is not 0.3 in floats.
    pub fn settle(self, wanted: Decimal) -> Option<String> {
        if self.value == wanted && wanted.normalize().scale() == 0 {
            return Some(self.text);
        }
        let digits = wanted.scale();
        let rounded = self.value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
        if digits <= FLOAT_DIGITS && rounded == wanted {
            return Some(format!("ROUND({},{digits})", self.text));
        }
        let distance = self.value.checked_sub(wanted)?.abs();
        let close = CLOSE.checked_mul(wanted.abs().max(Decimal::ONE))?;
        (digits > FLOAT_DIGITS && distance <= close).then_some(self.text)
    }
}

/// A comparison of two columns of one indicator, as seen from `Chi tieu`.
pub fn comparison(
    grid: &Grid,
    indicator: usize,
    of: usize,
    to: usize,
    kind: ComparisonKind,
) -> Option<Equation> {
    let (a, b) = (grid.nominal(indicator, of)?, grid.nominal(indicator, to)?);
    let (left, right) = (grid.reference(indicator, of, true)?, grid.reference(indicator, to, true)?);
    let ratio = || a.checked_mul(Decimal::ONE_HUNDRED).and_then(|whole| whole.checked_div(b));
    Some(match kind {
        ComparisonKind::Ratio => Equation { text: format!("{left}/{right}*100"), value: ratio()? },
        ComparisonKind::Growth => Equation {
            text: format!("{left}/{right}*100-100"),
            value: ratio()?.checked_sub(Decimal::ONE_HUNDRED)?,
        },
        ComparisonKind::Points => Equation { text: format!("{left}-{right}"), value: a.checked_sub(b)? },
    })
}

/// The catalogue's formula of an indicator in one column.
///
/// `own`: the formula stands on `Chi tieu` itself; elsewhere its cells are named with their sheet.
pub fn formula(grid: &Grid, expr: &Expr, column: usize, own: bool) -> Option<Equation> {
    let equation = translate(grid, expr, column, own)?;
    let text = match expr {
        Expr::Binary { .. } => {
            equation.text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).map(String::from)
        }
        _ => None,
    };
    Some(Equation { text: text.unwrap_or(equation.text), value: equation.value })
}

fn translate(grid: &Grid, expr: &Expr, column: usize, own: bool) -> Option<Equation> {
    match expr {
        Expr::Number(value) => Some(Equation { text: value.to_string(), value: *value }),
        Expr::Reference { code, column: named } => {
            let column = named.as_ref().map_or(Some(column), |key| grid.plan.column(key))?;
            let indicator = grid.position(code)?;
            let text = grid.reference(indicator, column, own)?;
            Some(Equation { text, value: grid.nominal(indicator, column)? })
        }
        Expr::Negate(inner) => {
            let inner = translate(grid, inner, column, own)?;
            Some(Equation { text: format!("(-{})", inner.text), value: -inner.value })
        }
        Expr::Binary { op, left, right } => {
            binary(*op, &translate(grid, left, column, own)?, &translate(grid, right, column, own)?)
        }
        Expr::Call { function, arguments } => {
            let parts: Option<Vec<_>> =
                arguments.iter().map(|part| translate(grid, part, column, own)).collect();
            call(*function, &parts?)
        }
    }
}

fn binary(op: Op, left: &Equation, right: &Equation) -> Option<Equation> {
    let (sign, value) = match op {
        Op::Add => ('+', left.value.checked_add(right.value)),
        Op::Sub => ('-', left.value.checked_sub(right.value)),
        Op::Mul => ('*', left.value.checked_mul(right.value)),
        Op::Div => ('/', left.value.checked_div(right.value)),
    };
    Some(Equation { text: format!("({}{sign}{})", left.text, right.text), value: value? })
}

fn call(function: Function, parts: &[Equation]) -> Option<Equation> {
    let list = parts.iter().map(|part| &*part.text).collect::<Vec<_>>().join(",");
    let values: Vec<Decimal> = parts.iter().map(|part| part.value).collect();
    over(function, &list, &values)
}

fn over(function: Function, inside: &str, values: &[Decimal]) -> Option<Equation> {
    let (name, value) = match function {
        Function::Sum => ("SUM", sum(values)?),
        Function::Mean => ("AVERAGE", sum(values)?.checked_div(Decimal::from(values.len()))?),
        Function::Max => ("MAX", *values.iter().max()?),
        Function::Min => ("MIN", *values.iter().min()?),
    };
    Some(Equation { text: format!("{name}({inside})"), value })
}

fn sum(values: &[Decimal]) -> Option<Decimal> {
    values.iter().try_fold(Decimal::ZERO, |total, value| total.checked_add(*value))
}

/// An aggregate over the units' cells of `Theo don vi`.
pub fn aggregate(
    grid: &Grid,
    indicator: usize,
    column: usize,
    aggregation: &Aggregation,
) -> Option<Equation> {
    let range = grid.range(indicator, column)?;
    let parts = exact_parts(grid, indicator, column);
    let known: Vec<Decimal> = parts.iter().flatten().copied().collect();
    let function = match aggregation {
        Aggregation::Sum => Function::Sum,
        Aggregation::Mean => Function::Mean,
        Aggregation::Max => Function::Max,
        Aggregation::Min => Function::Min,
        Aggregation::WeightedMean(weight) => {
            return weighted(grid, &range, &parts, grid.position(weight)?, column);
        }
        Aggregation::Owner | Aggregation::Formula => return None,
    };
    if known.is_empty() {
        return None;
    }
    over(function, &range, &known)
}

/// Units without a figure or without a weight do not count.
fn weighted(
    grid: &Grid,
    range: &str,
    parts: &[Option<Decimal>],
    weight: usize,
    column: usize,
) -> Option<Equation> {
    let weights_range = grid.range(weight, column)?;
    let (mut total, mut whole) = (Decimal::ZERO, Decimal::ZERO);
    for (part, weight) in parts.iter().zip(exact_parts(grid, weight, column)) {
        if let (Some(part), Some(weight)) = (part, weight) {
            total = total.checked_add(part.checked_mul(weight)?)?;
            whole = whole.checked_add(weight)?;
        }
    }
    let text = format!("SUMPRODUCT({range},{weights_range})/SUMPRODUCT(--ISNUMBER({range}),{weights_range})");
    Some(Equation { text, value: total.checked_div(whole)? })
}

fn exact_parts(grid: &Grid, indicator: usize, column: usize) -> Vec<Option<Decimal>> {
    grid.parts(indicator, column)
        .into_iter()
        .map(|part| part.and_then(|part| part.figure.value.exact()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Equation;
    use crate::domain::Decimal;

    #[test]
    fn a_formula_is_kept_only_if_it_yields_the_value() {
        let third = || Equation { text: "A1/B1".into(), value: Decimal::from(100) / Decimal::from(3) };
        assert_eq!(third().settle(third().value).as_deref(), Some("A1/B1"));
        assert_eq!(third().settle("33.33".parse().unwrap()).as_deref(), Some("ROUND(A1/B1,2)"));
        assert_eq!(third().settle("33.34".parse().unwrap()), None);
        let points = Equation { text: "A1-B1".into(), value: "0.3".parse().unwrap() };
        assert_eq!(points.settle("0.3".parse().unwrap()).as_deref(), Some("ROUND(A1-B1,1)"));
    }
}

//! Formulas and conditions of the catalogue: parsed once, evaluated in decimals.

use rust_decimal::Decimal;

/// A right-hand side, e.g. `CT02 / CT01 * 100`. References are indicator codes, optionally with a
/// column: `CT01[uth_n1]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// As typed.
    pub text: String,
    pub expr: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Number(Decimal),
    /// Indicator code; column key, or the column being computed.
    Reference { code: String, column: Option<String> },
    Negate(Box<Expr>),
    Binary { op: Op, left: Box<Expr>, right: Box<Expr> },
    /// `TONG(…)`, `BINHQUAN(…)`, `LONNHAT(…)`, `NHONHAT(…)`; also their Excel names.
    Call { function: Function, arguments: Vec<Expr> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Add,
    Sub,
    Mul,
    Div,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Sum,
    Mean,
    Max,
    Min,
}

/// The relation of a control rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Why a formula could not be read: 1-based character column and a Vietnamese sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    pub column: usize,
    pub message: String,
}

/// Why a formula has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvaluationError {
    /// This indicator has no exact figure.
    Missing(String),
    DivisionByZero,
    Overflow,
}

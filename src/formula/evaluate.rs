//! Formula to value: checked decimals, no panic, and the relations of control rules.

use rust_decimal::Decimal;

use super::{EvaluationError, Expr, Formula, Function, Op, Relation};

impl Formula {
    /// Every reference in order of reading: code, and column key where one is named.
    pub fn references(&self) -> Vec<(&str, Option<&str>)> {
        let mut found = Vec::new();
        collect(&self.expr, &mut found);
        found
    }

    /// The value; `lookup` gives the exact figure of an indicator (and column), `None` where there is none.
    ///
    /// # Errors
    /// A reference without a figure, a division by zero, a number beyond what a decimal holds.
    pub fn evaluate(
        &self,
        lookup: &mut dyn FnMut(&str, Option<&str>) -> Option<Decimal>,
    ) -> Result<Decimal, EvaluationError> {
        value(&self.expr, lookup)
    }
}

impl Relation {
    /// As people write it.
    pub fn sign(self) -> &'static str {
        match self {
            Relation::Equal => "=",
            Relation::NotEqual => "≠",
            Relation::Less => "<",
            Relation::LessOrEqual => "≤",
            Relation::Greater => ">",
            Relation::GreaterOrEqual => "≥",
        }
    }

    /// Does it hold, when sides nearer than `tolerance` count as equal?
    pub fn holds(self, left: Decimal, right: Decimal, tolerance: Decimal) -> bool {
        let Some(difference) = left.checked_sub(right) else {
            return matches!(self, Relation::NotEqual)
                || (left > right) == matches!(self, Relation::Greater | Relation::GreaterOrEqual);
        };
        let equal = difference.abs() <= tolerance;
        match self {
            Relation::Equal => equal,
            Relation::NotEqual => !equal,
            Relation::Less => !equal && difference.is_sign_negative(),
            Relation::LessOrEqual => equal || difference.is_sign_negative(),
            Relation::Greater => !equal && difference.is_sign_positive(),
            Relation::GreaterOrEqual => equal || difference.is_sign_positive(),
        }
    }
}

impl EvaluationError {
    /// The reason as part of a Vietnamese sentence.
    pub fn vietnamese(&self) -> String {
        match self {
            EvaluationError::Missing(code) => format!("chỉ tiêu {code} chưa có số liệu chính xác"),
            EvaluationError::DivisionByZero => "mẫu số bằng 0".to_string(),
            EvaluationError::Overflow => "kết quả vượt quá giới hạn tính toán".to_string(),
        }
    }
}

fn collect<'a>(expr: &'a Expr, found: &mut Vec<(&'a str, Option<&'a str>)>) {
    match expr {
        Expr::Number(_) => {}
        Expr::Reference { code, column } => found.push((code, column.as_deref())),
        Expr::Negate(inner) => collect(inner, found),
        Expr::Binary { left, right, .. } => {
            collect(left, found);
            collect(right, found);
        }
        Expr::Call { arguments, .. } => arguments.iter().for_each(|argument| collect(argument, found)),
    }
}

type Lookup<'a> = dyn FnMut(&str, Option<&str>) -> Option<Decimal> + 'a;

fn value(expr: &Expr, lookup: &mut Lookup) -> Result<Decimal, EvaluationError> {
    match expr {
        Expr::Number(number) => Ok(*number),
        Expr::Reference { code, column } => {
            lookup(code, column.as_deref()).ok_or_else(|| EvaluationError::Missing(code.clone()))
        }
        Expr::Negate(inner) => Ok(-value(inner, lookup)?),
        Expr::Binary { op, left, right } => {
            let (left, right) = (value(left, lookup)?, value(right, lookup)?);
            apply(*op, left, right)
        }
        Expr::Call { function, arguments } => {
            let values =
                arguments.iter().map(|argument| value(argument, lookup)).collect::<Result<Vec<_>, _>>()?;
            call(*function, &values)
        }
    }
}

fn apply(op: Op, left: Decimal, right: Decimal) -> Result<Decimal, EvaluationError> {
    if op == Op::Div && right.is_zero() {
        return Err(EvaluationError::DivisionByZero);
    }
    let result = match op {
        Op::Add => left.checked_add(right),
        Op::Sub => left.checked_sub(right),
        Op::Mul => left.checked_mul(right),
        Op::Div => left.checked_div(right),
    };
    result.ok_or(EvaluationError::Overflow)
}

fn call(function: Function, values: &[Decimal]) -> Result<Decimal, EvaluationError> {
    let sum = || values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value));
    let result = match function {
        Function::Sum => sum(),
        Function::Mean => sum().and_then(|sum| sum.checked_div(Decimal::from(values.len()))),
        Function::Max => values.iter().max().copied(),
        Function::Min => values.iter().min().copied(),
    };
    result.ok_or(EvaluationError::Overflow)
}

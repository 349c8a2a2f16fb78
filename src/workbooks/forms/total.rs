//! Totals of a form as formulas that find their parts by code, so that sorting the rows breaks nothing.

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::content::{Content, Entry, Line};
use super::figures::{FIRST, VALUE, last_row};
use super::paint::Paint;
use crate::domain::{Decimal, Plan};
use crate::formula::{Expr, Function, Op};
use crate::workbook::Address;

/// Digits that a total is rounded to where the catalogue does not say.
const DIGITS: u32 = 6;

/// Writes the total of a line in one column; empty until all its parts are numbers.
pub fn write(
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    plan: &Plan,
    content: &Content<'_>,
    (line, column): (&Line<'_>, usize),
    paint: &Paint,
) -> Result<(), XlsxError> {
    let Some(formula) = &line.spec.formula else {
        sheet.write_blank(row, col, &paint.given_number)?;
        return Ok(());
    };
    let digits = line.spec.decimals.unwrap_or(DIGITS);
    let here = Here { plan, content, column };
    let mut parts: Vec<(String, usize)> = formula
        .references()
        .into_iter()
        .map(|(code, key)| (code.to_owned(), key.and_then(|key| plan.column(key)).unwrap_or(column)))
        .collect();
    parts.sort();
    parts.dedup();
    let known: Vec<String> = parts.iter().map(|(code, column)| here.known(code, *column)).collect();
    let text = format!(
        "=IF({}={},ROUND({},{digits}),\"\")",
        known.join("+"),
        parts.len(),
        here.translate(&formula.expr)
    );
    let value = formula
        .evaluate(&mut |code, key| here.number(code, key.and_then(|key| plan.column(key)).unwrap_or(column)));
    let result = value.map(|value| value.round_dp(digits).normalize().to_string()).unwrap_or_default();
    let shown = line.spec.decimals.or_else(|| here.digits(&parts));
    let format = shown.map_or(&paint.given_number, |digits| paint.given_number(digits));
    sheet.write_formula_with_format(row, col, Formula::new(text).set_result(result), format)?;
    Ok(())
}

/// One column of one form.
struct Here<'a> {
    plan: &'a Plan,
    content: &'a Content<'a>,
    column: usize,
}

impl Here<'_> {
    fn range(&self, col: u32) -> String {
        let letters = Address::column_letters(col);
        format!("${letters}${}:${letters}${}", FIRST + 1, last_row(self.content.lines.len()) + 1)
    }

    fn values(&self, column: usize) -> String {
        self.range(u32::from(VALUE) + u32::try_from(column).unwrap_or(0))
    }

    /// 1 if the part is a number.
    fn known(&self, code: &str, column: usize) -> String {
        format!("SUMPRODUCT(({}=\"{code}\")*ISNUMBER({}))", self.range(1), self.values(column))
    }

    fn number(&self, code: &str, column: usize) -> Option<Decimal> {
        let line = self.content.lines.iter().find(|line| line.spec.code == code)?;
        match line.entries.get(column)? {
            Entry::Number(value, _) => Some(*value),
            Entry::Empty | Entry::Words(_) => None,
        }
    }

    /// The most digits after the mark that any of the parts has.
    fn digits(&self, parts: &[(String, usize)]) -> Option<u32> {
        let known = parts.iter().filter_map(|(code, column)| self.number(code, *column));
        known.map(|value| value.normalize().scale()).max()
    }

    fn translate(&self, expr: &Expr) -> String {
        match expr {
            Expr::Number(value) => value.to_string(),
            Expr::Reference { code, column } => {
                let column = column.as_ref().and_then(|key| self.plan.column(key)).unwrap_or(self.column);
                format!("SUMIF({},\"{code}\",{})", self.range(1), self.values(column))
            }
            Expr::Negate(inner) => format!("(-{})", self.translate(inner)),
            Expr::Binary { op, left, right } => {
                let sign = match op {
                    Op::Add => '+',
                    Op::Sub => '-',
                    Op::Mul => '*',
                    Op::Div => '/',
                };
                format!("({}{sign}{})", self.translate(left), self.translate(right))
            }
            Expr::Call { function, arguments } => {
                let name = match function {
                    Function::Sum => "SUM",
                    Function::Mean => "AVERAGE",
                    Function::Max => "MAX",
                    Function::Min => "MIN",
                };
                let parts: Vec<String> = arguments.iter().map(|part| self.translate(part)).collect();
                format!("{name}({})", parts.join(","))
            }
        }
    }
}

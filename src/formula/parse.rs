//! Text to formula: a small recursive reader with a cap on length and depth.

use rust_decimal::Decimal;

use super::{Expr, Formula, FormulaError, Function, Op, Relation};

/// Longer texts are no formula of an office; the caps keep a hostile catalogue from exhausting the stack.
const MAX_CHARS: usize = 4096;
const MAX_DEPTH: u32 = 64;

/// Reads a right-hand side, e.g. `CT06 + CT07`, `(CT02 - CT01) / CT01 * 100`, `TONG(CT01; CT02)`. A
/// definition `CT05 = …` is taken too; its left side is dropped (see [`parse_definition`]).
///
/// # Errors
/// The first character that does not fit, 1-based, with a Vietnamese sentence.
pub fn parse(text: &str) -> Result<Formula, FormulaError> {
    parse_definition(text).map(|(_, formula)| formula)
}

/// Reads `CT05 = CT06 + CT07`: the code on the left, where there is one, and the right side.
///
/// # Errors
/// As [`parse`].
pub fn parse_definition(text: &str) -> Result<(Option<String>, Formula), FormulaError> {
    let tokens = tokens(text)?;
    let (left, rest) = match &tokens[..] {
        [
            Token { kind: Kind::Name(code), .. },
            Token { kind: Kind::Relation(Relation::Equal), .. },
            rest @ ..,
        ] => (Some(code.clone()), rest),
        [Token { kind: Kind::Relation(Relation::Equal), .. }, rest @ ..] => (None, rest),
        all => (None, all),
    };
    let end = text.chars().count() + 1;
    let mut reader = Reader { tokens: rest, end, depth: 0 };
    let expr = reader.sum()?;
    reader.finish()?;
    Ok((left, Formula { text: side(text, rest), expr }))
}

/// Reads a condition: `CT06 + CT07 = CT05`, `CT02 <= CT01`, `CT08 ≠ 0`.
///
/// # Errors
/// As [`parse`]; also where there is no relation, or more than one.
pub fn parse_rule(text: &str) -> Result<(Formula, Relation, Formula), FormulaError> {
    let tokens = tokens(text)?;
    let end = text.chars().count() + 1;
    let relations: Vec<usize> =
        (0..tokens.len()).filter(|at| matches!(tokens[*at].kind, Kind::Relation(_))).collect();
    let (&[at], Some(Kind::Relation(relation))) =
        (&relations[..], relations.first().and_then(|at| tokens.get(*at)).map(|token| &token.kind))
    else {
        let column = relations.get(1).and_then(|at| tokens.get(*at)).map_or(end, |token| token.column);
        return Err(error(column, "Ràng buộc cần đúng một dấu so sánh (=, ≠, <, ≤, >, ≥)"));
    };
    let (left, right) = (&tokens[..at], &tokens[at + 1..]);
    let mut both = Vec::new();
    for (tokens, end) in [(left, tokens[at].column), (right, end)] {
        let mut reader = Reader { tokens, end, depth: 0 };
        let expr = reader.sum()?;
        reader.finish()?;
        both.push(Formula { text: side(text, tokens), expr });
    }
    match (both.pop(), both.pop()) {
        (Some(right), Some(left)) => Ok((left, *relation, right)),
        _ => Err(error(end, "Ràng buộc thiếu một vế")),
    }
}

/// The characters that these tokens cover, as typed.
fn side(text: &str, tokens: &[Token]) -> String {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return String::new();
    };
    text.chars().skip(first.column - 1).take(last.end - first.column).collect()
}

fn error(column: usize, message: impl Into<String>) -> FormulaError {
    FormulaError { column, message: format!("{}.", message.into()) }
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Number(Decimal),
    Name(String),
    Op(Op),
    Relation(Relation),
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Separator,
}

/// A token from `column` (1-based) up to but not including `end`.
#[derive(Debug, Clone, PartialEq)]
struct Token {
    kind: Kind,
    column: usize,
    end: usize,
}

fn tokens(text: &str) -> Result<Vec<Token>, FormulaError> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > MAX_CHARS {
        return Err(error(MAX_CHARS, format!("Công thức dài quá {MAX_CHARS} ký tự")));
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let (kind, length) =
            token(&chars[at..]).ok_or_else(|| error(at + 1, format!("Không hiểu ký tự “{c}”")))?;
        tokens.push(Token { kind, column: at + 1, end: at + 1 + length });
        at += length;
    }
    Ok(tokens)
}

fn token(rest: &[char]) -> Option<(Kind, usize)> {
    let first = *rest.first()?;
    let second = rest.get(1).copied();
    let one = |kind| Some((kind, 1));
    let two = |kind| Some((kind, 2));
    match (first, second) {
        ('<', Some('>')) | ('!', Some('=')) => two(Kind::Relation(Relation::NotEqual)),
        ('<', Some('=')) | ('=', Some('<')) => two(Kind::Relation(Relation::LessOrEqual)),
        ('>', Some('=')) | ('=', Some('>')) => two(Kind::Relation(Relation::GreaterOrEqual)),
        ('=', Some('=')) => two(Kind::Relation(Relation::Equal)),
        ('=', _) => one(Kind::Relation(Relation::Equal)),
        ('<', _) => one(Kind::Relation(Relation::Less)),
        ('>', _) => one(Kind::Relation(Relation::Greater)),
        ('≠', _) => one(Kind::Relation(Relation::NotEqual)),
        ('≤', _) => one(Kind::Relation(Relation::LessOrEqual)),
        ('≥', _) => one(Kind::Relation(Relation::GreaterOrEqual)),
        ('+', _) => one(Kind::Op(Op::Add)),
        ('-' | '−' | '–', _) => one(Kind::Op(Op::Sub)),
        ('*' | '×' | '·', _) => one(Kind::Op(Op::Mul)),
        ('/' | '÷' | ':', _) => one(Kind::Op(Op::Div)),
        ('(', _) => one(Kind::Open),
        (')', _) => one(Kind::Close),
        ('[', _) => one(Kind::OpenBracket),
        (']', _) => one(Kind::CloseBracket),
        (';', _) => one(Kind::Separator),
        (c, _) if c.is_ascii_digit() => number(rest),
        (c, _) if c.is_alphabetic() || c == '_' => Some(name(rest)),
        _ => None,
    }
}

/// `100`, `0,5`, `0.5`: one mark at most, always the decimal one; formulas have no thousands marks.
fn number(rest: &[char]) -> Option<(Kind, usize)> {
    let whole = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let marked = matches!(rest.get(whole), Some(',' | '.'));
    let fraction =
        if marked { rest[whole + 1..].iter().take_while(|c| c.is_ascii_digit()).count() } else { 0 };
    let length = if fraction > 0 { whole + 1 + fraction } else { whole };
    // A second mark ("1.000.000") would be a thousands mark: refused rather than misread.
    if matches!(rest.get(length), Some(',' | '.')) {
        return None;
    }
    let text: String = rest[..length].iter().map(|c| if *c == ',' { '.' } else { *c }).collect();
    Decimal::from_str_exact(&text).ok().map(|number| (Kind::Number(number), length))
}

/// An indicator code or a function: letters, digits, `_`, and dots between them (`CT1.2`).
fn name(rest: &[char]) -> (Kind, usize) {
    let inside = |at: usize| rest.get(at).is_some_and(|c| c.is_alphanumeric() || *c == '_');
    let mut length = 1;
    while inside(length) || (rest.get(length) == Some(&'.') && inside(length + 1)) {
        length += 1;
    }
    (Kind::Name(rest[..length].iter().collect()), length)
}

struct Reader<'a> {
    tokens: &'a [Token],
    /// Column just behind the text, for errors at its end.
    end: usize,
    depth: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.tokens.first().map(|token| &token.kind)
    }

    fn column(&self) -> usize {
        self.tokens.first().map_or(self.end, |token| token.column)
    }

    fn take(&mut self) {
        self.tokens = self.tokens.get(1..).unwrap_or(&[]);
    }

    fn taken(&mut self, kind: &Kind) -> bool {
        let there = self.peek() == Some(kind);
        if there {
            self.take();
        }
        there
    }

    fn expect(&mut self, kind: &Kind, sign: &str) -> Result<(), FormulaError> {
        if self.taken(kind) {
            Ok(())
        } else {
            Err(error(self.column(), format!("Thiếu dấu “{sign}”")))
        }
    }

    fn finish(&self) -> Result<(), FormulaError> {
        if self.tokens.is_empty() {
            Ok(())
        } else {
            Err(error(self.column(), "Thừa ký tự trong công thức"))
        }
    }

    fn sum(&mut self) -> Result<Expr, FormulaError> {
        self.chain(&[Op::Add, Op::Sub], |reader| reader.chain(&[Op::Mul, Op::Div], Reader::factor))
    }

    /// Left-associative operands of one strength. Long chains deepen the tree, so they count as depth too.
    fn chain(
        &mut self,
        ops: &[Op],
        operand: impl Fn(&mut Self) -> Result<Expr, FormulaError>,
    ) -> Result<Expr, FormulaError> {
        let mut left = operand(self)?;
        let mut links = 0;
        while let Some(Kind::Op(op)) = self.peek() {
            let op = *op;
            if !ops.contains(&op) {
                break;
            }
            links += 1;
            if links > 16 * MAX_DEPTH {
                return Err(error(self.column(), "Công thức có quá nhiều số hạng; dùng hàm TONG(…)"));
            }
            self.take();
            left = Expr::Binary { op, left: Box::new(left), right: Box::new(operand(self)?) };
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Expr, FormulaError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(error(self.column(), "Công thức lồng quá sâu"));
        }
        let result = self.factor_inside();
        self.depth -= 1;
        result
    }

    fn factor_inside(&mut self) -> Result<Expr, FormulaError> {
        let column = self.column();
        let kind = self.peek().cloned();
        self.take();
        match kind {
            Some(Kind::Op(Op::Sub)) => Ok(Expr::Negate(Box::new(self.factor()?))),
            Some(Kind::Op(Op::Add)) => self.factor(),
            Some(Kind::Number(number)) => Ok(Expr::Number(number)),
            Some(Kind::Open) => {
                let inner = self.sum()?;
                self.expect(&Kind::Close, ")")?;
                Ok(inner)
            }
            Some(Kind::Name(name)) if self.peek() == Some(&Kind::Open) => self.call(&name, column),
            Some(Kind::Name(code)) => Ok(Expr::Reference { code, column: self.column_key()? }),
            _ => Err(error(column, "Cần một số, một mã chỉ tiêu hoặc dấu “(”")),
        }
    }

    fn column_key(&mut self) -> Result<Option<String>, FormulaError> {
        if !self.taken(&Kind::OpenBracket) {
            return Ok(None);
        }
        let Some(Kind::Name(key)) = self.peek().cloned() else {
            return Err(error(self.column(), "Cần khóa của cột, ví dụ CT01[uth_n1]"));
        };
        self.take();
        self.expect(&Kind::CloseBracket, "]")?;
        Ok(Some(key))
    }

    fn call(&mut self, name: &str, column: usize) -> Result<Expr, FormulaError> {
        let function = function(name).ok_or_else(|| {
            error(column, format!("Không có hàm “{name}”; các hàm: TONG, BINHQUAN, LONNHAT, NHONHAT"))
        })?;
        self.expect(&Kind::Open, "(")?;
        let mut arguments = vec![self.sum()?];
        while self.taken(&Kind::Separator) {
            arguments.push(self.sum()?);
        }
        self.expect(&Kind::Close, ")")?;
        Ok(Expr::Call { function, arguments })
    }
}

fn function(name: &str) -> Option<Function> {
    match name.to_uppercase().as_str() {
        "TONG" | "TỔNG" | "SUM" => Some(Function::Sum),
        "BINHQUAN" | "BÌNHQUÂN" | "AVERAGE" => Some(Function::Mean),
        "LONNHAT" | "LỚNNHẤT" | "MAX" => Some(Function::Max),
        "NHONHAT" | "NHỎNHẤT" | "MIN" => Some(Function::Min),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EvaluationError, Formula, Relation};
    use super::{parse, parse_definition, parse_rule};
    use rust_decimal::Decimal;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// CT01 = 1, CT02 = 2, …; CT01 of the column `uth_n1` = 10; CT99 is missing; CT00 = 0.
    fn evaluate(formula: &Formula) -> Result<Decimal, EvaluationError> {
        formula.evaluate(&mut |code, column| {
            let number: i64 = code.strip_prefix("CT")?.parse().ok()?;
            (number != 99).then(|| Decimal::from(if column == Some("uth_n1") { 10 * number } else { number }))
        })
    }

    fn value(text: &str) -> Decimal {
        evaluate(&parse(text).unwrap()).unwrap()
    }

    #[test]
    fn arithmetic_in_decimals() {
        for (text, expected) in [
            ("CT01 + CT02 * CT03", "7"),
            ("(CT01+CT02)*CT03", "9"),
            ("CT02 / CT04 * 100", "50"),
            ("10 - 3 - 2", "5"),
            ("-CT02 + 0,5", "-1.5"),
            ("0.5 * 3", "1.5"),
            ("TONG(CT01; CT02; CT03)", "6"),
            ("AVERAGE(1; 2)", "1.5"),
            ("LONNHAT(CT01; CT05) - min(CT01; CT05)", "4"),
            ("CT01[uth_n1] × 2", "20"),
            ("CT05 = CT06 + CT07", "13"),
            ("= CT06 + CT07", "13"),
            ("CT08 : CT02", "4"),
            ("--5", "5"),
        ] {
            assert_eq!(value(text), d(expected), "{text}");
        }
    }

    #[test]
    fn the_left_side_is_given_back() {
        let (left, formula) = parse_definition("CT05 = CT06 + CT07").unwrap();
        assert_eq!((left.as_deref(), &*formula.text), (Some("CT05"), "CT06 + CT07"));
        assert_eq!(parse_definition("CT06+1").unwrap().0, None);
    }

    #[test]
    fn references_in_reading_order() {
        let formula = parse("(CT02 - CT01[uth_n1]) / TONG(CT01; CT1.2)").unwrap();
        let expected = [("CT02", None), ("CT01", Some("uth_n1")), ("CT01", None), ("CT1.2", None)];
        assert_eq!(formula.references(), expected);
    }

    #[test]
    fn errors_have_a_column() {
        for (text, column) in [
            ("", 1),
            ("CT01 +", 7),
            ("CT01 CT02", 6),
            ("CT01 $ 2", 6),
            ("(CT01", 6),
            ("HAM(CT01)", 1),
            ("CT01[", 6),
            ("1.000.000", 1),
            ("TONG()", 6),
            ("CT01 = = 2", 8),
        ] {
            assert_eq!(parse(text).unwrap_err().column, column, "{text}");
        }
    }

    #[test]
    fn rules_with_every_relation() {
        for (text, relation) in [
            ("CT06 + CT07 = CT05", Relation::Equal),
            ("CT06 <> CT05", Relation::NotEqual),
            ("CT06 ≠ CT05", Relation::NotEqual),
            ("CT06 < CT05", Relation::Less),
            ("CT06<=CT05", Relation::LessOrEqual),
            ("CT06 ≤ CT05", Relation::LessOrEqual),
            ("CT06 > CT05", Relation::Greater),
            ("CT06 >= CT05", Relation::GreaterOrEqual),
            ("CT06 ≥ CT05", Relation::GreaterOrEqual),
        ] {
            let (left, found, right) = parse_rule(text).unwrap();
            assert_eq!((found, &*right.text), (relation, "CT05"), "{text}");
            assert!(left.text.starts_with("CT06"));
        }
        assert_eq!(parse_rule("CT01 + CT02").unwrap_err().column, 12);
        assert_eq!(parse_rule("CT01 = CT02 = CT03").unwrap_err().column, 13);
        assert!(parse_rule("= CT02").is_err());
    }

    #[test]
    fn relations_with_a_tolerance() {
        let near = (d("10.004"), d("10"), d("0.005"));
        assert!(Relation::Equal.holds(near.0, near.1, near.2));
        assert!(!Relation::Greater.holds(near.0, near.1, near.2));
        assert!(Relation::LessOrEqual.holds(near.0, near.1, near.2));
        assert!(!Relation::LessOrEqual.holds(d("10.1"), d("10"), near.2));
        assert!(Relation::Greater.holds(Decimal::MAX, Decimal::MIN, Decimal::ZERO));
        assert!(Relation::Less.holds(Decimal::MIN, Decimal::MAX, Decimal::ZERO));
    }

    #[test]
    fn no_value_has_a_reason() {
        let fails = |text: &str| evaluate(&parse(text).unwrap()).unwrap_err();
        assert_eq!(fails("CT99 + 1"), EvaluationError::Missing("CT99".into()));
        assert_eq!(fails("CT01 / CT00"), EvaluationError::DivisionByZero);
        let big = "9".repeat(28);
        assert_eq!(fails(&format!("{big} * {big}")), EvaluationError::Overflow);
    }

    #[test]
    fn hostile_texts_are_errors_not_crashes() {
        assert!(parse(&"(".repeat(4000)).is_err());
        assert!(parse(&"-".repeat(4000)).is_err());
        assert!(parse(&format!("1{}", "+1".repeat(2000))).is_err());
        assert!(parse(&"9".repeat(40)).is_err());
        assert!(parse(&"1".repeat(5000)).is_err());
        assert_eq!(value(&format!("1{}", "+1".repeat(1000))), d("1001"));
    }
}

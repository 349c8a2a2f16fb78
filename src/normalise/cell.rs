//! One cell of a value column: a figure in the indicator's own unit, a declared gap, or a finding.

use super::context::Context;
use super::grid::Item;
use super::units;
use crate::domain::quantity::{self, Parsed};
use crate::domain::{Decimal, DraftValue, Quantity, Words, number, unit};
use crate::finding::{Code, Findings};
use crate::workbook::Value;

/// What a cell gave, and how.
#[derive(Debug)]
pub struct Read {
    pub value: DraftValue,
    /// Stored as 0,95 and shown as 95 %: its size is beyond doubt.
    pub percent_format: bool,
    /// What the cell showed before conversion, where it was converted.
    pub converted_from: Option<String>,
}

impl Read {
    fn plain(value: DraftValue) -> Read {
        Read { value, percent_format: false, converted_from: None }
    }
}

/// Reads a cell whose figures are in the unit `from` for an indicator in the unit `to`.
pub fn read(item: &Item<'_>, from: &str, to: &str, context: &Context, findings: &mut Findings) -> Read {
    match &item.cell.value {
        Value::Number(number) => numeric(item, *number, from, to, context, findings),
        Value::Text(_) => text(item, from, to, context, findings),
        Value::Error(error) => {
            let message = format!("Ô chứa lỗi {error}; số liệu coi như chưa có, không phải bằng 0.");
            findings.add(
                context.finding(Code::CellError, item.at(), message).expected("một con số").found(&**error),
            );
            Read::plain(DraftValue::Reported)
        }
        Value::Date(date) => unreadable(item, crate::domain::date::short(date.date()), context, findings),
        Value::Bool(value) => {
            unreadable(item, if *value { "TRUE" } else { "FALSE" }.to_string(), context, findings)
        }
    }
}

fn unreadable(item: &Item<'_>, found: String, context: &Context, findings: &mut Findings) -> Read {
    let message = format!("Ô cần một con số nhưng ghi “{found}”.");
    findings.add(
        context
            .finding(Code::NumberUnreadable, item.at(), message)
            .expected("số theo kiểu Việt Nam, ví dụ 1.234,5")
            .found(found),
    );
    Read::plain(DraftValue::Reported)
}

fn numeric(
    item: &Item<'_>,
    value: Decimal,
    from: &str,
    to: &str,
    context: &Context,
    findings: &mut Findings,
) -> Read {
    let percent_format = item.cell.format.as_deref().is_some_and(is_percent_format);
    let scaled = percent_format.then(|| value.checked_mul(Decimal::ONE_HUNDRED)).flatten();
    let from = if scaled.is_some() { "%" } else { from };
    let figure = quantity::of_number(scaled.unwrap_or(value).normalize(), from);
    Read { percent_format, ..convert(item, figure, from, to, context, findings) }
}

/// Excel's format code with a percent sign outside quotes.
fn is_percent_format(format: &str) -> bool {
    format.split('"').step_by(2).any(|part| part.contains('%'))
}

fn text(item: &Item<'_>, from: &str, to: &str, context: &Context, findings: &mut Findings) -> Read {
    match quantity::parse(item.text(), from) {
        Ok(Parsed::Empty) => Read::plain(DraftValue::Empty),
        Ok(Parsed::DeclaredMissing) => Read::plain(DraftValue::DeclaredMissing),
        Ok(Parsed::Figure { quantity, doubtful }) => {
            if let Some(other) = doubtful {
                findings.add(doubt(item, &quantity, other, context));
            }
            convert(item, quantity, from, to, context, findings)
        }
        Err(problem) => {
            let found = crate::domain::key::tidy(item.text());
            findings.add(
                context
                    .finding(problem.code, item.at(), problem.message)
                    .expected(problem.expected)
                    .found(found),
            );
            Read::plain(DraftValue::Reported)
        }
    }
}

/// Reads words beside which their bounds stand as numbers: there is no doubt how "1.234" is meant, and no digit is lost.
/// Where words and numbers say two things somebody has typed over one of them: the numbers count, and it is said.
pub fn worded(
    item: &Item<'_>,
    (low, high): (Option<Decimal>, Option<Decimal>),
    (from, to): (&str, &str),
    context: &Context,
    findings: &mut Findings,
) -> Read {
    let typed = crate::domain::key::tidy(item.text());
    if let Some(value) = low.filter(|value| high == low && number::vietnamese(*value, None) == typed) {
        return convert(item, quantity::of_number(value, from), from, to, context, findings);
    }
    let (said, doubtful) = match quantity::parse(item.text(), from) {
        Ok(Parsed::Figure { quantity, doubtful }) if low.is_some() || high.is_some() => (quantity, doubtful),
        _ => return read(item, from, to, context, findings),
    };
    let near = |bound: Option<Decimal>| bound.map(|value| value.round_dp(said.decimals()));
    let same = (near(said.low()), near(said.high())) == (near(low), near(high));
    if !same && (doubtful.is_none() || doubtful != low.or(high)) {
        let shown = low.or(high).map_or_else(String::new, |value| number::vietnamese(value, None));
        let message = format!("Lời ghi “{typed}”, số bên cạnh là {shown}; chương trình theo số.");
        let finding = context.finding(Code::NumberDoubtful, item.at(), message);
        findings.add(finding.expected(shown).found(typed));
    }
    let figure = Words { low, high, ..said.words() }.into();
    convert(item, figure, from, to, context, findings)
}

fn doubt(item: &Item<'_>, quantity: &Quantity, other: Decimal, context: &Context) -> crate::finding::Finding {
    let chosen = quantity.nominal().map_or_else(String::new, |value| number::vietnamese(value, None));
    let typed = crate::domain::key::tidy(item.text());
    let message = format!(
        "“{typed}” được hiểu là {chosen}, không phải {} (dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần thập phân).",
        number::vietnamese(other, None)
    );
    context.finding(Code::NumberDoubtful, item.at(), message).expected(chosen).found(typed)
}

fn convert(
    item: &Item<'_>,
    figure: Quantity,
    from: &str,
    to: &str,
    context: &Context,
    findings: &mut Findings,
) -> Read {
    if from.is_empty() || to.is_empty() || unit::same(from, to) {
        return Read::plain(DraftValue::Figure(figure));
    }
    match units::convert(&figure, from, to) {
        Some(converted) => Read {
            value: DraftValue::Figure(converted),
            percent_format: false,
            converted_from: Some(unit::join(&figure.text(), from)),
        },
        None => {
            let message = format!("Số liệu ghi theo “{from}”, chỉ tiêu tính theo “{to}”.");
            findings.add(
                context
                    .finding(Code::UnitMismatch, item.at(), message)
                    .expected(to)
                    .found(unit::join(&figure.text(), from)),
            );
            Read::plain(DraftValue::Reported)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_rules;

    #[test]
    fn one_mark_with_three_digits_is_doubtful_two_digits_are_not() {
        let head = "| Chỉ tiêu | ĐVT | KH năm 2024 |\n| Thu ngân sách nhà nước | tỷ đồng |";
        check_rules("TCKH", &format!("{head} \"1,234\" |\n| | | ^^ TH0206 |"));
        check_rules("TCKH", &format!("{head} \"1.234,5\" |"));
    }
}

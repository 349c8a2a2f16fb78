//! Bytes of an answer as a reading again; what does not fit is [`Garbled`], never a panic.

use std::sync::Arc;

use chrono::DateTime;
use rust_decimal::Decimal;

use super::encode::{
    CRASHED, DAMAGED, DATE, ERROR, FALSE, FORMATS, NOT_A_WORKBOOK, NUMBER, OVER_LIMIT, PROTECTED, READ, TEXT,
    TRUE,
};
use super::wire::{Cursor, Garbled};
use crate::read::{Extras, ReadProblem, Reading, SheetFault};
use crate::workbook::{Address, Cell, Merge, Sheet, Value};

/// What the worker's `read_one` gave.
pub(super) fn decode(bytes: &[u8]) -> Result<Result<Reading, ReadProblem>, Garbled> {
    let mut from = Cursor(bytes);
    let tag = from.byte()?;
    if tag == READ {
        return reading(&mut from).map(Ok);
    }
    let words = from.text()?.to_owned();
    Ok(Err(match tag {
        NOT_A_WORKBOOK => ReadProblem::NotAWorkbook(words),
        DAMAGED => ReadProblem::Damaged(words),
        PROTECTED => ReadProblem::Protected,
        OVER_LIMIT => ReadProblem::OverLimit(words),
        CRASHED => ReadProblem::Crashed,
        _ => return Err(Garbled),
    }))
}

fn reading(from: &mut Cursor<'_>) -> Result<Reading, Garbled> {
    let format = *FORMATS.get(usize::from(from.byte()?)).ok_or(Garbled)?;
    let bits = from.byte()?;
    let extras = Extras { macros: bits & 1 != 0, links: bits & 2 != 0 };
    let faults = many(from, fault)?;
    let texts = many(from, |from| from.text().map(Arc::<str>::from))?;
    let looks = many(from, |from| Ok((option(&texts, from)?, option(&texts, from)?)))?;
    let tables = Tables { texts, looks };
    let sheets = many(from, |from| tables.sheet(from))?;
    if from.left() == 0 { Ok(Reading { format, sheets, faults, extras }) } else { Err(Garbled) }
}

fn many<'a, T>(
    from: &mut Cursor<'a>,
    one: impl Fn(&mut Cursor<'a>) -> Result<T, Garbled>,
) -> Result<Vec<T>, Garbled> {
    let count = from.count()?;
    let mut list = Vec::with_capacity(count.min(1 << 16));
    for _ in 0..count {
        list.push(one(from)?);
    }
    Ok(list)
}

fn fault(from: &mut Cursor<'_>) -> Result<SheetFault, Garbled> {
    let sheet = from.text()?.to_owned();
    let cell = Some(from.text()?.to_owned()).filter(|cell| !cell.is_empty());
    let cells_only = from.byte()? != 0;
    Ok(SheetFault { sheet, cell, cells_only, message: from.text()?.to_owned() })
}

fn option(texts: &[Arc<str>], from: &mut Cursor<'_>) -> Result<Option<Arc<str>>, Garbled> {
    match from.whole()?.checked_sub(1) {
        None => Ok(None),
        Some(index) => texts.get(index).cloned().map(Some).ok_or(Garbled),
    }
}

type Look = (Option<Arc<str>>, Option<Arc<str>>);

struct Tables {
    texts: Vec<Arc<str>>,
    looks: Vec<Look>,
}

impl Tables {
    fn text(&self, from: &mut Cursor<'_>) -> Result<Arc<str>, Garbled> {
        self.texts.get(from.whole()?).cloned().ok_or(Garbled)
    }

    fn sheet(&self, from: &mut Cursor<'_>) -> Result<Sheet, Garbled> {
        let name = self.text(from)?;
        let hidden = from.byte()? != 0;
        let merges = many(from, |from| Ok(Merge { first: address(from)?, last: address(from)? }))?;
        let indents =
            many(from, |from| Ok((address(from)?, u8::try_from(from.small()?).map_err(|_| Garbled)?)))?;
        // A cell takes four bytes at least: a number beyond that is a lie.
        let count = from.count()?;
        let mut cells = Vec::with_capacity(count.min(from.left() / 4 + 1));
        let mut at = Address::default();
        for _ in 0..count {
            let down = from.small()?;
            let right = from.small()?;
            let row = at.row.checked_add(down).ok_or(Garbled)?;
            let col = if down == 0 { at.col.checked_add(right).ok_or(Garbled)? } else { right };
            at = Address::new(row, col);
            let (format, font) = self.looks.get(from.whole()?).cloned().ok_or(Garbled)?;
            cells.push(Cell { at, value: self.value(from)?, format, font });
        }
        Ok(Sheet { name, hidden, cells, merges, indents })
    }

    fn value(&self, from: &mut Cursor<'_>) -> Result<Value, Garbled> {
        Ok(match from.byte()? {
            TEXT => Value::Text(self.text(from)?),
            FALSE => Value::Bool(false),
            TRUE => Value::Bool(true),
            DATE => {
                let seconds = i64::try_from(from.signed()?).map_err(|_| Garbled)?;
                let moment = DateTime::from_timestamp(seconds, from.small()?).ok_or(Garbled)?;
                Value::Date(moment.naive_utc())
            }
            ERROR => Value::Error(self.text(from)?),
            tag => {
                let scale = u32::from(tag.checked_sub(NUMBER).ok_or(Garbled)?);
                Value::Number(Decimal::try_from_i128_with_scale(from.signed()?, scale).map_err(|_| Garbled)?)
            }
        })
    }
}

fn address(from: &mut Cursor<'_>) -> Result<Address, Garbled> {
    Ok(Address::new(from.small()?, from.small()?))
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::read::{Extras, ReadProblem, Reading, SheetFault};
    use crate::workbook::{Address, Cell, Format, Merge, Sheet, Value};
    use crate::workers::encode::encode;

    fn reading() -> Reading {
        let day = chrono::NaiveDate::from_ymd_opt(2023, 9, 25).unwrap().and_hms_nano_opt(8, 0, 0, 7).unwrap();
        let values = [
            Value::Text("Tỷ lệ".into()),
            Value::Number("-79228162514264337593543950335".parse().unwrap()),
            Value::Number("0.0000000000000000000000000001".parse().unwrap()),
            Value::Bool(true),
            Value::Bool(false),
            Value::Date(day),
            Value::Error("#REF!".into()),
        ];
        let cells = values.into_iter().zip(0..).map(|(value, index)| Cell {
            at: Address::new(index / 3 * 100_000, index % 3),
            value,
            format: (index % 2 == 0).then(|| "0.0%".into()),
            font: (index > 4).then(|| ".VnTime".into()),
        });
        let merges = vec![Merge { first: Address::new(0, 1), last: Address::new(2, 3) }];
        let sheet = Sheet {
            name: "Biểu 1".into(),
            hidden: true,
            cells: cells.collect(),
            merges,
            indents: vec![(Address::new(1, 2), 3)],
        };
        let fault =
            SheetFault {
                sheet: "S".into(), cell: Some("A1".into()), cells_only: true, message: "…".into()
            };
        let extras = Extras { macros: true, links: true };
        Reading { format: Format::Ods, sheets: vec![sheet, Sheet::default()], faults: vec![fault], extras }
    }

    #[test]
    fn all_that_a_worker_can_say_comes_back() {
        let said = [
            Ok(reading()),
            Err(ReadProblem::NotAWorkbook("HTML".into())),
            Err(ReadProblem::Damaged("x".into())),
            Err(ReadProblem::Protected),
            Err(ReadProblem::OverLimit("y".into())),
            Err(ReadProblem::Crashed),
        ];
        for outcome in said {
            assert_eq!(decode(&encode(&outcome)), Ok(outcome));
        }
    }

    #[test]
    fn mad_answers_are_refused_not_believed() {
        let whole = encode(&Ok(reading()));
        for end in 0..whole.len() {
            assert!(decode(&whole[..end]).is_err(), "cut at {end}");
        }
        for at in 0..whole.len() {
            for flip in [0x01, 0x80, 0xFF] {
                let mut bad = whole.clone();
                bad[at] ^= flip;
                let _ = decode(&bad);
            }
        }
    }
}

//! Bytes of an answer as a reading again, with the texts that were said before; what does not fit is [`Garbled`], never a panic.

use std::sync::Arc;

use chrono::DateTime;
use rust_decimal::Decimal;

use super::encode::{
    ALIKE, CRASHED, DAMAGED, DATE, ERROR, FALSE, FORMATS, LONGEST, NEXT, NOT_A_WORKBOOK, NUMBER, OVER_LIMIT,
    PLACES, PROTECTED, READ, TEXT, TRUE,
};
use super::wire::{Cursor, Garbled};
use crate::read::{Extras, ReadProblem, Reading, SheetFault};
use crate::workbook::{Address, Cell, Merge, Sheet, Value};

/// The parent's end of the conversation: the texts that this worker has said before. It dies with the worker.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    kept: Vec<Option<Arc<str>>>,
}

impl Decoder {
    /// What the worker's `read_one` gave. After garbled bytes the worker must be asked nothing more.
    pub(super) fn decode(&mut self, bytes: &[u8]) -> Result<Result<Reading, ReadProblem>, Garbled> {
        let mut from = Cursor(bytes);
        let tag = from.byte()?;
        if tag == READ {
            return self.reading(&mut from).map(Ok);
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

    fn reading(&mut self, from: &mut Cursor<'_>) -> Result<Reading, Garbled> {
        let format = *FORMATS.get(usize::from(from.byte()?)).ok_or(Garbled)?;
        let bits = from.byte()?;
        let extras = Extras { macros: bits & 1 != 0, links: bits & 2 != 0 };
        let faults = many(from, fault)?;
        let heard = many(from, |from| self.text(from))?;
        let text = |heard| match heard {
            &Heard::Kept(place) => self.kept.get(place).and_then(Option::as_ref).ok_or(Garbled),
            Heard::Own(text) => Ok(text),
        };
        let texts = heard.iter().map(text).collect::<Result<Vec<&Arc<str>>, Garbled>>()?;
        let looks = many(from, |from| Ok((option(&texts, from)?, option(&texts, from)?)))?;
        let tables = Tables { texts, looks };
        let sheets = many(from, |from| tables.sheet(from))?;
        if from.left() == 0 { Ok(Reading { format, sheets, faults, extras }) } else { Err(Garbled) }
    }

    /// A text of the file: one that is said now, and kept perhaps, or one that was kept.
    fn text(&mut self, from: &mut Cursor<'_>) -> Result<Heard, Garbled> {
        let Some(place) = from.whole()?.checked_sub(1) else {
            return Ok(Heard::Own(Arc::from(from.text()?)));
        };
        let (place, is_kept) = (place / 2, place % 2 == 1);
        if !is_kept {
            let text = from.text()?;
            if place >= PLACES || text.len() > LONGEST {
                return Err(Garbled);
            }
            if self.kept.is_empty() {
                self.kept.resize(PLACES, None);
            }
            self.kept[place] = Some(Arc::from(text));
        }
        Ok(Heard::Kept(place))
    }
}

/// A text of a file. A worker never puts two of one file into one place; one that does hears one of them twice.
enum Heard {
    Kept(usize),
    Own(Arc<str>),
}

fn many<'a, T>(
    from: &mut Cursor<'a>,
    mut one: impl FnMut(&mut Cursor<'a>) -> Result<T, Garbled>,
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

fn option(texts: &[&Arc<str>], from: &mut Cursor<'_>) -> Result<Option<Arc<str>>, Garbled> {
    match from.whole()?.checked_sub(1) {
        None => Ok(None),
        Some(index) => texts.get(index).map(|text| Some(Arc::clone(text))).ok_or(Garbled),
    }
}

type Look = (Option<Arc<str>>, Option<Arc<str>>);

struct Tables<'a> {
    texts: Vec<&'a Arc<str>>,
    looks: Vec<Look>,
}

impl Tables<'_> {
    fn text(&self, from: &mut Cursor<'_>) -> Result<Arc<str>, Garbled> {
        self.texts.get(from.whole()?).map(|text| Arc::clone(text)).ok_or(Garbled)
    }

    fn sheet(&self, from: &mut Cursor<'_>) -> Result<Sheet, Garbled> {
        let name = self.text(from)?;
        let hidden = from.byte()? != 0;
        let merges = many(from, |from| Ok(Merge { first: address(from)?, last: address(from)? }))?;
        let indents =
            many(from, |from| Ok((address(from)?, u8::try_from(from.small()?).map_err(|_| Garbled)?)))?;
        // A cell usually takes two bytes at least: room for more is made when they come.
        let count = from.count()?;
        let mut cells = Vec::with_capacity(count.min(from.left() / 2 + 1));
        let (mut at, mut look) = (Address::default(), None);
        for _ in 0..count {
            let head = from.byte()?;
            at = if head & NEXT != 0 {
                Address::new(at.row, at.col.checked_add(1).ok_or(Garbled)?)
            } else {
                let (down, right) = (from.small()?, from.small()?);
                let col = if down == 0 { at.col.checked_add(right).ok_or(Garbled)? } else { right };
                Address::new(at.row.checked_add(down).ok_or(Garbled)?, col)
            };
            if head & ALIKE == 0 {
                look = Some(self.looks.get(from.whole()?).ok_or(Garbled)?);
            }
            let (format, font) = look.cloned().ok_or(Garbled)?;
            cells.push(Cell { at, value: self.value(head & !(NEXT | ALIKE), from)?, format, font });
        }
        Ok(Sheet { name, hidden, cells, merges, indents })
    }

    fn value(&self, tag: u8, from: &mut Cursor<'_>) -> Result<Value, Garbled> {
        Ok(match tag {
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
                Value::Number(number(from.signed()?, scale)?)
            }
        })
    }
}

/// Most numbers are short, and made at once.
fn number(digits: i128, scale: u32) -> Result<Decimal, Garbled> {
    match i64::try_from(digits) {
        Ok(digits) if scale <= Decimal::MAX_SCALE => Ok(Decimal::new(digits, scale)),
        _ => Decimal::try_from_i128_with_scale(digits, scale).map_err(|_| Garbled),
    }
}

fn address(from: &mut Cursor<'_>) -> Result<Address, Garbled> {
    Ok(Address::new(from.small()?, from.small()?))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Decoder;
    use crate::read::{Extras, ReadProblem, Reading, SheetFault};
    use crate::workbook::{Address, Cell, Format, Merge, Sheet, Value};
    use crate::workers::encode::Encoder;

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
        // Twice: what was said of the first is not said of the second.
        let (mut encoder, mut decoder) = (Encoder::default(), Decoder::default());
        for outcome in said.iter().chain(&said) {
            assert_eq!(decoder.decode(&encoder.encode(outcome)).as_ref(), Ok(outcome));
        }
    }

    #[test]
    fn texts_are_said_once_a_worker_and_are_one_text() {
        let (mut encoder, mut decoder) = (Encoder::default(), Decoder::default());
        let file = reading();
        let first = encoder.encode(&Ok(file.clone()));
        let second = encoder.encode(&Ok(file.clone()));
        assert!(second.len() + 30 < first.len(), "{} then {}", first.len(), second.len());
        let mut name = |bytes: &[u8]| decoder.decode(bytes).unwrap().unwrap().sheets[0].name.clone();
        assert!(Arc::ptr_eq(&name(&first), &name(&second)));
        assert!(Decoder::default().decode(&second).is_err(), "another worker has not heard it");
    }

    #[test]
    fn more_texts_than_places_and_long_ones_come_through() {
        let (mut encoder, mut decoder) = (Encoder::default(), Decoder::default());
        for round in 0..3 {
            let text = |number: u32| match number % 3 {
                0 => format!("riêng {round} {number}"),
                1 => format!("chung {number}"),
                _ => format!("dài {number}").repeat(40),
            };
            let cells = (0..20_000).map(|number| Cell {
                at: Address::new(number, 0),
                value: Value::Text(text(number % 10_000).into()),
                format: Some(format!("0.{}", number % 200).into()),
                font: None,
            });
            let sheet = Sheet { cells: cells.collect(), ..Sheet::default() };
            let said = Ok(Reading { sheets: vec![sheet], ..reading() });
            assert_eq!(decoder.decode(&encoder.encode(&said)), Ok(said));
        }
    }

    #[test]
    fn mad_answers_are_refused_not_believed() {
        let mut encoder = Encoder::default();
        let (first, second) = (encoder.encode(&Ok(reading())), encoder.encode(&Ok(reading())));
        for whole in [&first, &second] {
            let heard = || {
                let mut decoder = Decoder::default();
                decoder.decode(&first).unwrap().unwrap();
                decoder
            };
            for end in 0..whole.len() {
                assert!(heard().decode(&whole[..end]).is_err(), "cut at {end}");
            }
            for at in 0..whole.len() {
                for flip in [0x01, 0x40, 0x80, 0xFF] {
                    let mut bad = whole.clone();
                    bad[at] ^= flip;
                    let _ = heard().decode(&bad);
                }
            }
        }
    }
}

//! A reading as bytes: every text once, addresses as steps from the last cell.

use std::sync::Arc;

use super::wire::{number_out, signed_out, text_out};
use crate::domain::key::QuickMap;
use crate::read::{ReadProblem, Reading, SheetFault};
use crate::workbook::{Address, Cell, Format, Sheet, Value};

/// Tags of a cell's value; a number's is [`NUMBER`] plus its scale.
pub(super) const TEXT: u8 = 0;
pub(super) const FALSE: u8 = 1;
pub(super) const TRUE: u8 = 2;
pub(super) const DATE: u8 = 3;
pub(super) const ERROR: u8 = 4;
pub(super) const NUMBER: u8 = 8;

/// Tags of an answer.
pub(super) const READ: u8 = 0;
pub(super) const NOT_A_WORKBOOK: u8 = 1;
pub(super) const DAMAGED: u8 = 2;
pub(super) const PROTECTED: u8 = 3;
pub(super) const OVER_LIMIT: u8 = 4;
pub(super) const CRASHED: u8 = 5;

/// The formats in the order of their tags.
pub(super) const FORMATS: [Format; 4] = [Format::Xlsx, Format::Xlsb, Format::Xls, Format::Ods];

/// What `read_one` gave, as the bytes of an answer.
pub(super) fn encode(outcome: &Result<Reading, ReadProblem>) -> Vec<u8> {
    let (tag, words) = match outcome {
        Ok(reading) => return encode_reading(reading),
        Err(ReadProblem::NotAWorkbook(what)) => (NOT_A_WORKBOOK, &**what),
        Err(ReadProblem::Damaged(why)) => (DAMAGED, &**why),
        Err(ReadProblem::Protected) => (PROTECTED, ""),
        Err(ReadProblem::OverLimit(why)) => (OVER_LIMIT, &**why),
        Err(ReadProblem::Crashed) => (CRASHED, ""),
    };
    let mut out = vec![tag];
    text_out(&mut out, words);
    out
}

fn encode_reading(reading: &Reading) -> Vec<u8> {
    let mut sheets = Sheets::default();
    for sheet in &reading.sheets {
        sheets.sheet(sheet);
    }
    let format = FORMATS.iter().position(|format| *format == reading.format).unwrap_or_default();
    let extras = u8::from(reading.extras.macros) | u8::from(reading.extras.links) << 1;
    let mut out = vec![READ, format as u8, extras];
    faults(&mut out, &reading.faults);
    number_out(&mut out, sheets.texts.list.len());
    for text in &sheets.texts.list {
        text_out(&mut out, text);
    }
    number_out(&mut out, sheets.looks.len());
    for (format, font) in &sheets.looks {
        number_out(&mut out, *format);
        number_out(&mut out, *font);
    }
    number_out(&mut out, reading.sheets.len());
    out.extend_from_slice(&sheets.out);
    out
}

fn faults(out: &mut Vec<u8>, faults: &[SheetFault]) {
    number_out(out, faults.len());
    for fault in faults {
        text_out(out, &fault.sheet);
        text_out(out, fault.cell.as_deref().unwrap_or_default());
        out.push(u8::from(fault.cells_only));
        text_out(out, &fault.message);
    }
}

/// Texts by where they lie in memory: the reader shares equal ones already.
#[derive(Default)]
struct Texts<'a> {
    known: QuickMap<usize, usize>,
    list: Vec<&'a str>,
}

impl<'a> Texts<'a> {
    fn index(&mut self, text: &'a Arc<str>) -> usize {
        let next = self.list.len();
        let index = *self.known.entry(text.as_ptr().addr()).or_insert(next);
        if index == next {
            self.list.push(text);
        }
        index
    }

    /// 0 for none, else one more than the index.
    fn option(&mut self, text: Option<&'a Arc<str>>) -> usize {
        text.map_or(0, |text| self.index(text) + 1)
    }
}

#[derive(Default)]
struct Sheets<'a> {
    texts: Texts<'a>,
    /// Number format and font, each as `Texts::option` gives it.
    looks: Vec<(usize, usize)>,
    known_looks: QuickMap<(usize, usize), usize>,
    /// Pointers of the last cell's format and font, and their look: neighbours look alike.
    last_look: Option<((usize, usize), usize)>,
    out: Vec<u8>,
}

impl<'a> Sheets<'a> {
    fn sheet(&mut self, sheet: &'a Sheet) {
        let name = self.texts.index(&sheet.name);
        number_out(&mut self.out, name);
        self.out.push(u8::from(sheet.hidden));
        number_out(&mut self.out, sheet.merges.len());
        for merge in &sheet.merges {
            for part in [merge.first.row, merge.first.col, merge.last.row, merge.last.col] {
                number_out(&mut self.out, part as usize);
            }
        }
        number_out(&mut self.out, sheet.indents.len());
        for (at, steps) in &sheet.indents {
            for part in [at.row, at.col, u32::from(*steps)] {
                number_out(&mut self.out, part as usize);
            }
        }
        number_out(&mut self.out, sheet.cells.len());
        let mut before = Address::default();
        for cell in &sheet.cells {
            self.cell(cell, before);
            before = cell.at;
        }
    }

    fn cell(&mut self, cell: &'a Cell, before: Address) {
        let down = cell.at.row.wrapping_sub(before.row);
        let right = if down == 0 { cell.at.col.wrapping_sub(before.col) } else { cell.at.col };
        number_out(&mut self.out, down as usize);
        number_out(&mut self.out, right as usize);
        let look = self.look(cell);
        number_out(&mut self.out, look);
        self.value(&cell.value);
    }

    fn look(&mut self, cell: &'a Cell) -> usize {
        let address = |text: &Option<Arc<str>>| text.as_ref().map_or(0, |text| text.as_ptr().addr());
        let pointers = (address(&cell.format), address(&cell.font));
        if let Some((known, look)) = self.last_look
            && known == pointers
        {
            return look;
        }
        let pair = (self.texts.option(cell.format.as_ref()), self.texts.option(cell.font.as_ref()));
        let next = self.looks.len();
        let look = *self.known_looks.entry(pair).or_insert(next);
        if look == next {
            self.looks.push(pair);
        }
        self.last_look = Some((pointers, look));
        look
    }

    fn value(&mut self, value: &'a Value) {
        match value {
            Value::Text(text) => {
                self.out.push(TEXT);
                let index = self.texts.index(text);
                number_out(&mut self.out, index);
            }
            Value::Number(number) => {
                self.out.push(NUMBER + number.scale() as u8);
                signed_out(&mut self.out, number.mantissa());
            }
            Value::Bool(flag) => self.out.push(if *flag { TRUE } else { FALSE }),
            Value::Date(date) => {
                let moment = date.and_utc();
                self.out.push(DATE);
                signed_out(&mut self.out, moment.timestamp().into());
                number_out(&mut self.out, moment.timestamp_subsec_nanos() as usize);
            }
            Value::Error(word) => {
                self.out.push(ERROR);
                let index = self.texts.index(word);
                number_out(&mut self.out, index);
            }
        }
    }
}

//! A reading as bytes: every text once, those of the files before not at all; addresses as steps from the last cell.

use std::hash::Hasher;
use std::sync::Arc;

use super::wire::{KEPT, number_out, signed_out, text_out};
use crate::domain::key::{QuickHasher, QuickMap};
use crate::read::{ReadProblem, Reading, SheetFault};
use crate::workbook::{Address, Cell, Format, Sheet, Value};

/// A cell begins with a byte: these two bits, and the tag of its value.
/// It stands right of the last one.
pub(super) const NEXT: u8 = 0x80;
/// It looks like the last one.
pub(super) const ALIKE: u8 = 0x40;

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

/// Places for texts that both ends keep from file to file, as long as the worker lives.
pub(super) const PLACES: usize = 4096;
/// Longer texts are not kept: a form's texts are short, and what a dead file left behind must stay small.
pub(super) const LONGEST: usize = 256;

/// The formats in the order of their tags.
pub(super) const FORMATS: [Format; 4] = [Format::Xlsx, Format::Xlsb, Format::Xls, Format::Ods];

/// The worker's end of the conversation: what it has said before.
#[derive(Default)]
pub(super) struct Encoder {
    /// Texts that the parent keeps, by place; with the file that named it last, and its number among that file's texts.
    kept: Vec<Option<(Arc<str>, u32, u32)>>,
    /// Number of the file: one worker never reads so many that it begins again.
    file: u32,
    /// Texts of this file that have no place, by where they lie in memory: the reader shares equal ones already.
    others: QuickMap<usize, u32>,
    /// The texts of this file, and how many they are.
    texts: Vec<u8>,
    count: u32,
    /// Number format and font, each as [`Encoder::option`] gives it.
    looks: Vec<(usize, usize)>,
    sheets: Vec<u8>,
}

impl Encoder {
    /// What `read_one` gave, as the bytes of an answer.
    pub(super) fn encode(&mut self, outcome: &Result<Reading, ReadProblem>) -> Vec<u8> {
        let (tag, words) = match outcome {
            Ok(reading) => return self.reading(reading),
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

    fn reading(&mut self, reading: &Reading) -> Vec<u8> {
        self.file = self.file.wrapping_add(1);
        self.others.clear();
        self.count = 0;
        self.looks.clear();
        for buffer in [&mut self.texts, &mut self.sheets] {
            buffer.clear();
            buffer.shrink_to(KEPT);
        }
        for sheet in &reading.sheets {
            self.sheet(sheet);
        }
        let format = FORMATS.iter().position(|format| *format == reading.format).unwrap_or_default();
        let extras = u8::from(reading.extras.macros) | u8::from(reading.extras.links) << 1;
        /// Bytes of all that is neither texts nor sheets, usually.
        const REST: usize = 64;
        let mut out = Vec::with_capacity(self.texts.len() + self.sheets.len() + REST);
        out.extend([READ, format as u8, extras]);
        faults(&mut out, &reading.faults);
        number_out(&mut out, self.count as usize);
        out.extend_from_slice(&self.texts);
        number_out(&mut out, self.looks.len());
        for (format, font) in &self.looks {
            number_out(&mut out, *format);
            number_out(&mut out, *font);
        }
        number_out(&mut out, reading.sheets.len());
        out.extend_from_slice(&self.sheets);
        out
    }

    /// The number of a text among those of this file.
    fn text(&mut self, text: &Arc<str>) -> u32 {
        if self.kept.is_empty() {
            self.kept.resize(PLACES, None);
        }
        let address = text.as_ptr().addr();
        let place = place(address);
        let next = self.count;
        let kept = &mut self.kept[place];
        match kept {
            Some((known, file, index)) if Arc::ptr_eq(known, text) => {
                if *file == self.file {
                    return *index;
                }
                (*file, *index) = (self.file, next);
                number_out(&mut self.texts, 2 * place + 2);
            }
            // Two texts of one file do not take turns in a place.
            Some((_, file, _)) if *file == self.file => return self.other(text, address),
            _ if text.len() > LONGEST => return self.other(text, address),
            _ => {
                *kept = Some((Arc::clone(text), self.file, next));
                number_out(&mut self.texts, 2 * place + 1);
                text_out(&mut self.texts, text);
            }
        }
        self.count += 1;
        next
    }

    fn other(&mut self, text: &str, address: usize) -> u32 {
        let next = self.count;
        let index = *self.others.entry(address).or_insert(next);
        if index == next {
            self.count += 1;
            number_out(&mut self.texts, 0);
            text_out(&mut self.texts, text);
        }
        index
    }

    /// 0 for none, else one more than the number.
    fn option(&mut self, text: Option<&Arc<str>>) -> usize {
        text.map_or(0, |text| self.text(text) as usize + 1)
    }

    fn sheet(&mut self, sheet: &Sheet) {
        let name = self.text(&sheet.name);
        number_out(&mut self.sheets, name as usize);
        self.sheets.push(u8::from(sheet.hidden));
        number_out(&mut self.sheets, sheet.merges.len());
        for merge in &sheet.merges {
            for part in [merge.first.row, merge.first.col, merge.last.row, merge.last.col] {
                number_out(&mut self.sheets, part as usize);
            }
        }
        number_out(&mut self.sheets, sheet.indents.len());
        for (at, steps) in &sheet.indents {
            for part in [at.row, at.col, u32::from(*steps)] {
                number_out(&mut self.sheets, part as usize);
            }
        }
        number_out(&mut self.sheets, sheet.cells.len());
        let mut before: Option<&Cell> = None;
        for cell in &sheet.cells {
            self.cell(cell, before);
            before = Some(cell);
        }
    }

    fn cell(&mut self, cell: &Cell, before: Option<&Cell>) {
        let (tag, text) = match &cell.value {
            Value::Text(text) => (TEXT, self.text(text)),
            Value::Error(word) => (ERROR, self.text(word)),
            Value::Number(number) => (NUMBER + number.scale() as u8, 0),
            Value::Bool(flag) => (if *flag { TRUE } else { FALSE }, 0),
            Value::Date(_) => (DATE, 0),
        };
        let is_next = before.is_some_and(|before| {
            before.at.row == cell.at.row && before.at.col.checked_add(1) == Some(cell.at.col)
        });
        let is_alike =
            before.is_some_and(|before| same(&before.format, &cell.format) && same(&before.font, &cell.font));
        let bits = if is_next { NEXT } else { 0 } | if is_alike { ALIKE } else { 0 };
        self.sheets.push(tag | bits);
        if !is_next {
            let before = before.map_or(Address::default(), |before| before.at);
            let down = cell.at.row.wrapping_sub(before.row);
            let right = if down == 0 { cell.at.col.wrapping_sub(before.col) } else { cell.at.col };
            number_out(&mut self.sheets, down as usize);
            number_out(&mut self.sheets, right as usize);
        }
        if !is_alike {
            let look = self.look(cell);
            number_out(&mut self.sheets, look);
        }
        match &cell.value {
            Value::Text(_) | Value::Error(_) => number_out(&mut self.sheets, text as usize),
            Value::Number(number) => signed_out(&mut self.sheets, number.mantissa()),
            Value::Bool(_) => {}
            Value::Date(date) => {
                let moment = date.and_utc();
                signed_out(&mut self.sheets, moment.timestamp().into());
                number_out(&mut self.sheets, moment.timestamp_subsec_nanos() as usize);
            }
        }
    }

    /// The number of a look among those of this file. They are few, but a hostile file may have many: then one may be said twice.
    fn look(&mut self, cell: &Cell) -> usize {
        const LOOKED_THROUGH: usize = 64;
        let pair = (self.option(cell.format.as_ref()), self.option(cell.font.as_ref()));
        let start = self.looks.len().saturating_sub(LOOKED_THROUGH);
        match self.looks[start..].iter().rposition(|look| *look == pair) {
            Some(found) => start + found,
            None => {
                self.looks.push(pair);
                self.looks.len() - 1
            }
        }
    }
}

/// Do both lie at the same place, or are none?
fn same(one: &Option<Arc<str>>, other: &Option<Arc<str>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

/// The place of what lies at an address. Neighbours in memory get places that are no neighbours.
fn place(address: usize) -> usize {
    let mut hasher = QuickHasher::default();
    hasher.write_usize(address);
    hasher.finish() as usize % PLACES
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

//! A reading as bytes, made while the file is read: every text once, those of the files before not at all; addresses as steps from the last cell.

use std::hash::Hasher;
use std::sync::Arc;

use super::wire::{KEPT, number_out, signed_out, text_out};
use crate::domain::key::{QuickHasher, QuickMap};
use crate::domain::settings::Limits;
use crate::read::{Frame, ReadProblem, Reading, SheetFault, Sink, Style, read_to};
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

/// The worker's end of the conversation: what it has said before, and the answer that it is about to give.
#[derive(Default)]
pub(super) struct Encoder {
    /// Texts that the parent keeps, by place; with the file that named it last, and its number among that file's texts.
    kept: Vec<Option<(Arc<str>, u32, u32)>>,
    /// Places that got their text in this file. The parent has it when the answer is sent.
    fresh: Vec<usize>,
    /// Number of the file: one worker never reads so many that it begins again.
    file: u32,
    /// Texts of this file that have no place, by where they lie in memory: the reader shares equal ones already. They are held, so that no other
    /// text comes to lie there.
    others: QuickMap<usize, (Arc<str>, u32)>,
    /// One more than the number of each shared text of this file, 0 for those that no cell has shown yet.
    shared: Vec<u32>,
    /// The same for the look of each style.
    styles: Vec<u32>,
    /// The texts of this file, and how many they are.
    texts: Vec<u8>,
    count: u32,
    /// Number format and font, each as [`Encoder::option`] gives it.
    looks: Vec<(usize, usize)>,
    /// The sheets of this file, and how many they are.
    sheets: Vec<u8>,
    count_of_sheets: usize,
    /// The cells of the sheet that is not among them yet.
    cells: Vec<u8>,
    count_of_cells: usize,
    /// The last of these: where it stands, and the number of its look.
    last: Option<(Address, usize)>,
}

impl Encoder {
    /// Reads a file, as the bytes of an answer.
    pub(super) fn read(&mut self, bytes: &[u8], limits: &Limits) -> Vec<u8> {
        self.begin();
        let outcome = read_to(bytes, limits, self);
        self.finish(&outcome)
    }

    /// What `read_one` gave, as the bytes of an answer.
    #[cfg(test)]
    pub(super) fn encode(&mut self, outcome: &Result<Reading, ReadProblem>) -> Vec<u8> {
        self.begin();
        self.finish(outcome)
    }

    /// Begins an answer. What was begun and not finished has not been said.
    fn begin(&mut self) {
        for place in self.fresh.drain(..) {
            self.kept[place] = None;
        }
        self.file = self.file.wrapping_add(1);
        self.others.clear();
        for numbers in [&mut self.shared, &mut self.styles] {
            numbers.clear();
            numbers.shrink_to(PLACES);
        }
        self.count = 0;
        self.looks.clear();
        self.count_of_sheets = 0;
        for buffer in [&mut self.texts, &mut self.sheets, &mut self.cells] {
            buffer.clear();
            buffer.shrink_to(KEPT);
        }
        self.count_of_cells = 0;
        self.last = None;
    }

    /// The sheets so far, and those of the outcome, as the bytes of an answer.
    fn finish(&mut self, outcome: &Result<Reading, ReadProblem>) -> Vec<u8> {
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
        for sheet in &reading.sheets {
            self.listed(sheet);
        }
        self.fresh.clear();
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
        number_out(&mut out, self.count_of_sheets);
        out.extend_from_slice(&self.sheets);
        out
    }

    /// The number of a text among those of this file.
    fn text_number(&mut self, text: &Arc<str>) -> usize {
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
                    return *index as usize;
                }
                (*file, *index) = (self.file, next);
                number_out(&mut self.texts, 2 * place + 2);
            }
            // Two texts of one file do not take turns in a place.
            Some((_, file, _)) if *file == self.file => return self.other(text, address),
            _ if text.len() > LONGEST => return self.other(text, address),
            _ => {
                self.fresh.push(place);
                *kept = Some((Arc::clone(text), self.file, next));
                number_out(&mut self.texts, 2 * place + 1);
                text_out(&mut self.texts, text);
            }
        }
        self.count += 1;
        next as usize
    }

    fn other(&mut self, text: &Arc<str>, address: usize) -> usize {
        let next = self.count;
        let index = self.others.entry(address).or_insert_with(|| (Arc::clone(text), next)).1;
        if index == next {
            self.count += 1;
            number_out(&mut self.texts, 0);
            text_out(&mut self.texts, text);
        }
        index as usize
    }

    /// 0 for none, else one more than the number.
    fn option(&mut self, text: Option<&Arc<str>>) -> usize {
        text.map_or(0, |text| self.text_number(text) + 1)
    }

    /// A sheet whose cells are a list.
    fn listed(&mut self, sheet: &Sheet) {
        let mut before: Option<&Cell> = None;
        for cell in &sheet.cells {
            let is_alike = before
                .is_some_and(|before| same(&before.format, &cell.format) && same(&before.font, &cell.font));
            let look = match self.last {
                Some((_, look)) if is_alike => look,
                _ => self.look(cell.format.as_ref(), cell.font.as_ref()),
            };
            self.cell(cell.at, &cell.value, look);
            before = Some(cell);
        }
        self.sheet(Frame {
            name: &sheet.name,
            hidden: sheet.hidden,
            merges: &sheet.merges,
            indents: &sheet.indents,
            in_order: true,
        });
    }

    /// What stands before a cell's value.
    fn head(&mut self, tag: u8, at: Address, look: usize) {
        self.count_of_cells += 1;
        let before = self.last.replace((at, look));
        let is_next = before
            .is_some_and(|(before, _)| before.row == at.row && before.col.checked_add(1) == Some(at.col));
        let is_alike = before.is_some_and(|(_, before)| before == look);
        let bits = if is_next { NEXT } else { 0 } | if is_alike { ALIKE } else { 0 };
        self.cells.push(tag | bits);
        if !is_next {
            let before = before.map_or(Address::default(), |(before, _)| before);
            let down = at.row.wrapping_sub(before.row);
            let right = if down == 0 { at.col.wrapping_sub(before.col) } else { at.col };
            number_out(&mut self.cells, down as usize);
            number_out(&mut self.cells, right as usize);
        }
        if !is_alike {
            number_out(&mut self.cells, look);
        }
    }

    fn cell(&mut self, at: Address, value: &Value, look: usize) {
        match value {
            Value::Text(text) | Value::Error(text) => {
                let index = self.text_number(text);
                self.head(if matches!(value, Value::Text(_)) { TEXT } else { ERROR }, at, look);
                number_out(&mut self.cells, index);
            }
            Value::Number(number) => {
                self.head(NUMBER + number.scale() as u8, at, look);
                signed_out(&mut self.cells, number.mantissa());
            }
            Value::Bool(flag) => self.head(if *flag { TRUE } else { FALSE }, at, look),
            Value::Date(date) => {
                self.head(DATE, at, look);
                let moment = date.and_utc();
                signed_out(&mut self.cells, moment.timestamp().into());
                number_out(&mut self.cells, moment.timestamp_subsec_nanos() as usize);
            }
        }
    }

    /// The number of a style's look.
    fn style(&mut self, style: Style<'_>) -> usize {
        match remembered(&self.styles, style.number) {
            Some(look) => look,
            None => {
                let look = self.look(style.format, style.font);
                remember(&mut self.styles, style.number, look)
            }
        }
    }

    /// The number of a look among those of this file. They are few, but a hostile file may have many: then one may be said twice.
    fn look(&mut self, format: Option<&Arc<str>>, font: Option<&Arc<str>>) -> usize {
        const LOOKED_THROUGH: usize = 64;
        let pair = (self.option(format), self.option(font));
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

impl Sink for Encoder {
    fn reserve(&mut self, cells: usize) {
        // The usual cell is a byte and its value.
        self.cells.reserve(2 * cells);
    }

    fn text(&mut self, at: Address, number: usize, text: &Arc<str>, style: Style<'_>) {
        let look = self.style(style);
        let index = match remembered(&self.shared, number) {
            Some(index) => index,
            None => {
                let index = self.text_number(text);
                remember(&mut self.shared, number, index)
            }
        };
        self.head(TEXT, at, look);
        number_out(&mut self.cells, index);
    }

    fn value(&mut self, at: Address, value: Value, style: Style<'_>) {
        let look = self.style(style);
        self.cell(at, &value, look);
    }

    fn sheet(&mut self, frame: Frame<'_>) -> bool {
        if !frame.in_order {
            return false;
        }
        let name = self.text_number(frame.name);
        number_out(&mut self.sheets, name);
        self.sheets.push(u8::from(frame.hidden));
        number_out(&mut self.sheets, frame.merges.len());
        for merge in frame.merges {
            for part in [merge.first.row, merge.first.col, merge.last.row, merge.last.col] {
                number_out(&mut self.sheets, part as usize);
            }
        }
        number_out(&mut self.sheets, frame.indents.len());
        for (at, steps) in frame.indents {
            for part in [at.row, at.col, u32::from(*steps)] {
                number_out(&mut self.sheets, part as usize);
            }
        }
        number_out(&mut self.sheets, self.count_of_cells);
        self.sheets.append(&mut self.cells);
        self.count_of_sheets += 1;
        self.count_of_cells = 0;
        self.last = None;
        true
    }

    fn forget(&mut self) {
        self.begin();
    }
}

/// What stands at a place of a list of numbers that are one more than they mean.
fn remembered(list: &[u32], place: usize) -> Option<usize> {
    list.get(place)?.checked_sub(1).map(|number| number as usize)
}

/// Puts it there, and gives it back.
fn remember(list: &mut Vec<u32>, place: usize, number: usize) -> usize {
    if list.len() <= place {
        list.resize(place + 1, 0);
    }
    list[place] = number as u32 + 1;
    number
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

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read, Write};

    use rust_xlsxwriter::{Format, Workbook};
    use zip::write::SimpleFileOptions;

    use super::Encoder;
    use crate::domain::settings::Limits;
    use crate::read::{read_one, read_to};
    use crate::workers::decode::Decoder;

    /// Three rows of a text that no other file has, one that all have, and a number; styles, indents, merged cells; two sheets.
    fn workbook(mark: &str, change: impl Fn(String) -> String) -> Vec<u8> {
        let mut maker = Workbook::new();
        let percent = Format::new().set_num_format("0.0%").set_indent(2).set_font_name(".VnTime");
        for name in ["Một", "Hai"] {
            let sheet = maker.add_worksheet().set_name(name).unwrap();
            sheet.merge_range(0, 0, 0, 3, "Tiêu đề", &percent).unwrap();
            for row in 1..4 {
                sheet.write(row, 0, format!("{mark} {row}")).unwrap();
                sheet.write_with_format(row, 1, "chung", &percent).unwrap();
                sheet.write_with_format(row, 2, 0.25 * f64::from(row), &percent).unwrap();
                sheet.write(row, 3, f64::from(row) * 1e30).unwrap();
                sheet.write(row, 4, format!("dài {mark} {row}").repeat(40)).unwrap();
            }
        }
        let mut parts = zip::ZipArchive::new(Cursor::new(maker.save_to_buffer().unwrap())).unwrap();
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..parts.len() {
            let mut part = parts.by_index(index).unwrap();
            let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
            part.read_to_string(&mut text).unwrap();
            if name == "xl/worksheets/sheet2.xml" {
                text = change(text);
            }
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The sheet with its third row before its second.
    fn rows_swapped(sheet: String) -> String {
        let rows: Vec<&str> = sheet.split("<row ").collect();
        let (last, tail) = rows[4].split_once("</row>").unwrap();
        format!("{}<row {}<row {last}</row><row {}<row {}{tail}", rows[0], rows[1], rows[3], rows[2])
    }

    fn is_taken(bytes: &[u8]) -> bool {
        read_to(bytes, &Limits::default(), &mut Encoder::default())
            .is_ok_and(|reading| reading.sheets.is_empty())
    }

    #[test]
    fn what_is_said_while_it_is_read_is_what_was_read() {
        let usual = workbook("thường", |sheet| sheet);
        let swapped = workbook("đảo", rows_swapped);
        let twin = workbook("trùng", |sheet| sheet.replace("r=\"C3\"", "r=\"B3\""));
        let outside = workbook("ngoài", |sheet| sheet.replace("r=\"C3\"", "r=\"XFE3\""));
        let left = workbook("lẻ", |sheet| sheet.replace("<c r=\"D3\"", "<c r=\"D3\" t=\"b\""));
        let broken = workbook("cụt", |sheet| sheet[..sheet.len() / 2].to_owned());
        let taken = [&usual, &swapped, &twin, &outside, &left, &broken].map(|file| is_taken(file));
        assert_eq!(taken, [true, false, false, false, false, false]);

        let (wide, few) = (Limits::default(), Limits { cells: 20, ..Limits::default() });
        let short = Limits { text_bytes: 30, ..Limits::default() };
        let (mut encoder, mut decoder) = (Encoder::default(), Decoder::default());
        // Each after each: what an answer that was never given would have said is not taken for said.
        let files = [usual, swapped, twin, outside, left, broken];
        let asked =
            files.iter().flat_map(|file| [(file, &few), (file, &short), (file, &wide), (file, &wide)]);
        for (nth, (file, limits)) in asked.clone().chain(asked).enumerate() {
            let said = decoder.decode(&encoder.read(file, limits)).unwrap();
            assert_eq!(format!("{said:?}"), format!("{:?}", read_one(file, limits)), "{nth}");
        }
    }
}

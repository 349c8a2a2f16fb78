//! Indents of an `.xlsb`, which calamine does not give: the few records that hold them.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::container::Container;
use super::grid::in_order;
use super::ods::attribute;
use super::ole::{long, short};
use crate::workbook::Address;

/// Of a record of the workbook: hidden or not, its relation and its name are shorter.
const KEPT_OF_BOOK: usize = 1024;
/// Of a style: behind it stand colours and borders.
const KEPT_OF_STYLE: usize = 12;
/// Of a cell: its column and its style, not its text.
const KEPT_OF_CELL: usize = 8;

/// Cells of one sheet that are indented, in the order of addresses, with their steps.
type Indents = Vec<(Address, u8)>;

/// The indents of all texts of a workbook.
#[derive(Default)]
pub(super) struct Looks {
    /// By sheet, in the order of their records: the part that holds it.
    sheets: Vec<String>,
    parts: HashMap<String, Indents>,
}

impl Looks {
    /// Reads them; what is damaged is no look. A workbook without indented styles is not walked at all; of more than
    /// `most` indented cells the first ones are told, because a file of so many is refused anyway.
    pub(super) fn of(container: &mut Container, most: usize) -> Looks {
        let steps = container.stream("xl/styles.bin").map(steps).unwrap_or_default();
        if steps.iter().all(|steps| *steps == 0) {
            return Looks::default();
        }
        let relations = container.part("xl/_rels/workbook.bin.rels").ok().flatten();
        let targets = targets(&relations.unwrap_or_default());
        let sheets = container.stream("xl/workbook.bin").map(|book| sheets(book, &targets));
        let mut looks = Looks { sheets: sheets.unwrap_or_default(), parts: HashMap::new() };
        let mut left = most;
        for path in &looks.sheets {
            // However many sheets say to be the same part, it is walked once.
            if looks.parts.contains_key(path) {
                continue;
            }
            let found = container.stream(path).map(|sheet| cells(sheet, &steps, left)).unwrap_or_default();
            left -= found.len();
            looks.parts.insert(path.clone(), found);
        }
        looks
    }

    /// Indented cells of the n-th sheet.
    pub(super) fn sheet(&self, index: usize) -> &[(Address, u8)] {
        self.sheets.get(index).and_then(|path| self.parts.get(path)).map_or(&[], Vec::as_slice)
    }
}

/// The steps of a cell among the indented ones of its sheet.
pub(super) fn steps_at(indents: &[(Address, u8)], at: Address) -> u8 {
    indents.binary_search_by_key(&at, |(at, _)| *at).map_or(0, |index| indents[index].1)
}

/// Records one after the other: kind and length in seven bits a byte, then the content, of which only the first
/// bytes are kept.
struct Records<R> {
    from: R,
    kept: usize,
    content: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    fn new(from: R, kept: usize) -> Records<R> {
        Records { from, kept, content: Vec::with_capacity(kept) }
    }

    /// The kind of the next record, its content in `content`; none where it does not stand there whole.
    fn next(&mut self) -> Option<u16> {
        let first = self.byte()?;
        let mut kind = u16::from(first & 0x7F);
        if first & 0x80 != 0 {
            kind |= u16::from(self.byte()? & 0x7F) << 7;
        }
        let mut left = 0;
        for place in 0..4 {
            let byte = self.byte()?;
            left |= usize::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.content.clear();
        while left > 0 {
            let there = self.from.fill_buf().ok().filter(|there| !there.is_empty())?;
            let taken = there.len().min(left);
            let wanted = taken.min(self.kept - self.content.len());
            self.content.extend_from_slice(&there[..wanted]);
            self.from.consume(taken);
            left -= taken;
        }
        Some(kind)
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.from.fill_buf().ok()?.first()?;
        self.from.consume(1);
        Some(byte)
    }
}

/// Steps of indentation of each style of cells; styles of styles stand in a list of their own.
fn steps(styles: impl BufRead) -> Vec<u8> {
    let mut records = Records::new(styles, KEPT_OF_STYLE);
    let (mut steps, mut of_cells) = (Vec::new(), false);
    while let Some(kind) = records.next() {
        match kind {
            0x0269 => of_cells = true,
            0x026A => break,
            // Parent, number format, font, fill, border (two bytes each), turn, steps.
            0x002F if of_cells => steps.push(records.content.get(11).copied().unwrap_or(0)),
            _ => {}
        }
    }
    steps
}

/// What the relations of the workbook point to, by their names.
fn targets(relations: &[u8]) -> HashMap<String, String> {
    let mut targets = HashMap::new();
    let mut reader = Reader::from_str(std::str::from_utf8(relations).unwrap_or_default());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "Relationship" => {
                let of = |name| attribute(&element, name).ok().flatten();
                targets.extend(of("Id").zip(of("Target")));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    targets
}

/// The part of each sheet in order, counted as calamine counts them: one without a relation is none.
fn sheets(book: impl BufRead, targets: &HashMap<String, String>) -> Vec<String> {
    let mut records = Records::new(book, KEPT_OF_BOOK);
    let mut sheets = Vec::new();
    while let Some(kind) = records.next() {
        match kind {
            0x009C if long(&records.content, 8) == Some(u32::MAX) => {}
            0x009C => {
                let target = relation(&records.content).and_then(|name| targets.get(&name));
                sheets.push(target.map_or_else(String::new, |target| format!("xl/{target}")));
            }
            0x0090 => break,
            _ => {}
        }
    }
    sheets
}

/// The name of a sheet's relation.
fn relation(sheet: &[u8]) -> Option<String> {
    let length = usize::try_from(long(sheet, 8)?).ok()?.checked_mul(2)?;
    let letters = sheet.get(12..)?.get(..length)?;
    let units: Vec<u16> = letters.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The indented texts of a sheet, `most` at most, in the order of addresses; of two at one address the later one counts.
fn cells(sheet: impl BufRead, steps: &[u8], most: usize) -> Indents {
    let mut records = Records::new(sheet, KEPT_OF_CELL);
    let (mut cells, mut inside, mut row) = (Indents::new(), false, None);
    while let Some(kind) = records.next() {
        let content = &records.content;
        match kind {
            0x0091 => inside = true,
            0x0092 => break,
            0x0000 if inside => row = long(content, 0),
            // A text of its own, a shared one, one that a formula gives.
            0x0006..=0x0008 if inside => {
                let indent = style(content).and_then(|style| steps.get(style)).filter(|steps| **steps > 0);
                let at = row.zip(long(content, 0)).map(|(row, col)| Address::new(row, col));
                if cells.len() < most {
                    cells.extend(at.zip(indent.copied()));
                }
            }
            _ => {}
        }
    }
    in_order(cells)
}

/// The style of a cell, three bytes behind its column.
fn style(cell: &[u8]) -> Option<usize> {
    let high = usize::from(*cell.get(6)?);
    Some(usize::try_from(short(cell, 4)?).ok()? | high << 16)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{cells, sheets, steps, steps_at, targets};
    use crate::workbook::Address;

    fn record(stream: &mut Vec<u8>, kind: u16, content: &[u8]) {
        match kind {
            0..0x80 => stream.push(kind as u8),
            _ => stream.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]),
        }
        match content.len() {
            short @ 0..0x80 => stream.push(short as u8),
            long => stream.extend([(long & 0x7F) as u8 | 0x80, (long >> 7) as u8]),
        }
        stream.extend(content);
    }

    /// A style of styles with nine steps, then styles of cells with 0, 2 and 1.
    fn styles() -> Vec<u8> {
        let mut part = Vec::new();
        let style = |steps| [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, steps, 1, 0, 0, 0];
        record(&mut part, 0x0116, &[]);
        record(&mut part, 0x0272, &1_u32.to_le_bytes());
        record(&mut part, 0x002F, &style(9));
        record(&mut part, 0x0273, &[]);
        record(&mut part, 0x0269, &3_u32.to_le_bytes());
        for steps in [0, 2, 1] {
            record(&mut part, 0x002F, &style(steps));
        }
        record(&mut part, 0x026A, &[]);
        record(&mut part, 0x002F, &style(9));
        part
    }

    fn cell(col: u8, style: u8) -> Vec<u8> {
        vec![col, 0, 0, 0, style, 0, 0, 0]
    }

    /// Texts of the three kinds, one of them long, a number, an unknown style; what stands before the cells and behind.
    fn sheet() -> Vec<u8> {
        let mut part = Vec::new();
        record(&mut part, 0x0081, &[]);
        record(&mut part, 0x0006, &cell(0, 1));
        record(&mut part, 0x0091, &[]);
        record(&mut part, 0x0000, &4_u32.to_le_bytes());
        record(&mut part, 0x0006, &[cell(1, 1), vec![0; 300]].concat());
        record(&mut part, 0x0007, &[cell(2, 2), vec![0; 4]].concat());
        record(&mut part, 0x0005, &[cell(3, 1), vec![0; 8]].concat());
        record(&mut part, 0x0008, &[cell(4, 1), vec![0; 8]].concat());
        record(&mut part, 0x0006, &cell(5, 77));
        record(&mut part, 0x0000, &2_u32.to_le_bytes());
        record(&mut part, 0x0006, &cell(1, 2));
        record(&mut part, 0x0006, &cell(1, 1));
        record(&mut part, 0x0092, &[]);
        record(&mut part, 0x0006, &cell(9, 1));
        part
    }

    #[test]
    fn texts_have_the_steps_of_their_styles() {
        let steps = steps(&styles()[..]);
        assert_eq!(steps, [0, 2, 1]);
        let all = cells(&sheet()[..], &steps, 100);
        let at = Address::new;
        assert_eq!(all, [(at(2, 1), 2), (at(4, 1), 2), (at(4, 2), 1), (at(4, 4), 2)]);
        assert_eq!((steps_at(&all, at(4, 2)), steps_at(&all, at(4, 3))), (1, 0));
        assert_eq!(cells(&sheet()[..], &steps, 2).len(), 2, "no more than may be");
    }

    #[test]
    fn sheets_are_found_by_their_relations() {
        let wide = |text: &str| {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [(text.len() as u32).to_le_bytes().to_vec(), units].concat()
        };
        let mut book = Vec::new();
        for relation in ["rId2", "rId9", "rId1"] {
            record(&mut book, 0x009C, &[vec![0; 8], wide(relation), wide("S")].concat());
        }
        record(&mut book, 0x009C, &[vec![0; 8], vec![0xFF; 4], wide("V")].concat());
        record(&mut book, 0x009C, &[vec![0; 8], vec![0xFE; 4], wide("L")].concat());
        record(&mut book, 0x0090, &[]);
        let relations = r#"<?xml version="1.0"?><Relationships><Relationship Id="rId1" Target="worksheets/a.bin"/>
            <Relationship Target="worksheets/b.bin" Id="rId2"></Relationship><Relationship Id="rId3"/></Relationships>"#;
        let targets = targets(relations.as_bytes());
        assert_eq!(targets.len(), 2);
        assert_eq!(sheets(&book[..], &targets), ["xl/worksheets/b.bin", "", "xl/worksheets/a.bin", ""]);
        assert_eq!(sheets(&book[..], &HashMap::new()), ["", "", "", ""]);
    }

    #[test]
    fn damage_is_no_look_and_no_panic() {
        let styles_of = [0, 2, 1];
        for whole in [styles(), sheet()] {
            for end in 0..whole.len() {
                let _ = (steps(&whole[..end]), cells(&whole[..end], &styles_of, 100));
            }
            for at in 0..whole.len() {
                for mask in [0x01, 0x80, 0xFF] {
                    let mut bad = whole.clone();
                    bad[at] ^= mask;
                    let _ = (
                        steps(&bad[..]),
                        cells(&bad[..], &styles_of, 100),
                        sheets(&bad[..], &HashMap::new()),
                    );
                }
            }
        }
        // A record that says to be 256 MB long takes no memory and gives nothing.
        assert!(steps(&[0xE9, 0x04, 0, 0x2F, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0][..]).is_empty());
        assert_eq!(cells(&[0x91, 0x01, 0, 0, 1, 5, 6, 2, 0, 0][..], &styles_of, 100), []);
    }
}

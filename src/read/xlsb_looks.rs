//! Fonts, number formats, indents, merged ranges and errors of formulas of an `.xlsb`, which calamine does not give: the few
//! records that hold them.
//!
//! Their layout is that of [MS-XLSB]: BrtFmt (2.4.681), BrtFont (2.4.683), BrtXF (2.4.862), BrtMergeCell (2.4.706).

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::container::Container;
use super::grid::{Look, Sight, in_order, merge};
use super::lexicon::kept;
use super::ods::attribute;
use super::ole::{long, short};
use super::xls_looks::Styles;
use crate::workbook::{Address, Merge};

/// Of a record of the workbook: hidden or not, its relation and its name are shorter.
const KEPT_OF_BOOK: usize = 1024;
/// Of a record of the styles: a number format has 255 letters at most, a name of a font 31.
const KEPT_OF_STYLE: usize = 2 + 4 + 2 * 255;
/// Of a cell: its column, its style and its error, not its text; of a merged range all.
const KEPT_OF_CELL: usize = 16;
/// More fonts, or formats, no style can name.
const MOST: usize = 1 << 16;
/// Where the name of a font stands: behind height, signs, weight, place (two bytes each), line, family, letters, nothing
/// (one each), colour (eight), scheme (one).
const NAME_OF_FONT: usize = 21;

/// The looks of all cells of a workbook.
#[derive(Default)]
pub(super) struct Looks {
    styles: Vec<Look>,
    /// By sheet, in the order of their records: the part that holds it.
    sheets: Vec<String>,
    parts: HashMap<String, Part>,
}

/// What calamine does not say of a sheet, in the order of addresses.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Part {
    /// Which style a cell has.
    styles: Vec<(Address, u16)>,
    /// Errors that formulas give: calamine passes over them.
    errors: Vec<(Address, u8)>,
    merges: Vec<Merge>,
}

impl Looks {
    /// Reads them; what is damaged is no look. Of more than `most` cells the first ones are told, because a file of so many
    /// is refused anyway.
    pub(super) fn of(container: &mut Container, most: usize) -> Looks {
        let styles = container.stream("xl/styles.bin").map(styles).unwrap_or_default();
        let relations = container.part("xl/_rels/workbook.bin.rels").ok().flatten();
        let targets = targets(&relations.unwrap_or_default());
        let sheets = container.stream("xl/workbook.bin").map(|book| sheets(book, &targets));
        let mut looks =
            Looks { styles: styles.looks(), sheets: sheets.unwrap_or_default(), parts: HashMap::new() };
        let mut left = most;
        for path in &looks.sheets {
            // However many sheets say to be the same part, it is walked once.
            if looks.parts.contains_key(path) {
                continue;
            }
            let part = container.stream(path).map(|sheet| cells(sheet, left)).unwrap_or_default();
            left -= part.styles.len();
            looks.parts.insert(path.clone(), part);
        }
        looks
    }

    /// The looks of the cells of the n-th sheet.
    pub(super) fn sheet(&self, index: usize) -> Sight<'_> {
        Sight::new(self.part(index).map_or(&[], |part| &part.styles), &self.styles)
    }

    /// The errors that formulas of the n-th sheet give, as Excel writes them.
    pub(super) fn errors(&self, sheet: usize) -> impl Iterator<Item = (Address, &'static str)> {
        let errors = self.part(sheet).map_or(&[][..], |part| &part.errors);
        errors.iter().map(|(at, code)| (*at, error(*code)))
    }

    /// The merged ranges of the n-th sheet.
    pub(super) fn merges(&self, sheet: usize) -> &[Merge] {
        self.part(sheet).map_or(&[], |part| &part.merges)
    }

    fn part(&self, sheet: usize) -> Option<&Part> {
        self.sheets.get(sheet).and_then(|path| self.parts.get(path))
    }
}

/// An error by its number, [MS-XLSB] 2.5.97.2; the last is what Excel shows of one that it does not know.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#GETTING_DATA",
        _ => "#N/A",
    }
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

/// The styles of cells; styles of styles stand in a list of their own.
fn styles(part: impl BufRead) -> Styles {
    let mut records = Records::new(part, KEPT_OF_STYLE);
    let mut styles = Styles::default();
    let mut list = 0;
    while let Some(kind) = records.next() {
        let content = &records.content;
        match kind {
            0x026A => break,
            // Number formats, fonts and styles of cells begin.
            0x0267 | 0x0263 | 0x0269 => list = kind,
            0x0268 | 0x0264 => list = 0,
            0x002C if list == 0x0267 && styles.formats.len() < MOST => {
                let format = short(content, 0).zip(wide(content, 2));
                styles.formats.extend(format.map(|(index, code)| (index, kept(&code))));
            }
            0x002B if list == 0x0263 && styles.fonts.len() < MOST => {
                styles.fonts.push(kept(&wide(content, NAME_OF_FONT).unwrap_or_default()));
            }
            // Parent, number format, font, fill, border (two bytes each), turn, steps.
            0x002F if list == 0x0269 => {
                let (font, format) = (short(content, 4), short(content, 2));
                let indent = content.get(11).copied().unwrap_or(0);
                styles.style(font.unwrap_or(0), format.unwrap_or(0), indent);
            }
            _ => {}
        }
    }
    styles
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
                let target = wide(&records.content, 8).and_then(|name| targets.get(&name));
                sheets.push(target.map_or_else(String::new, |target| format!("xl/{target}")));
            }
            0x0090 => break,
            _ => {}
        }
    }
    sheets
}

/// A text whose letters, of two bytes each, are counted in the four bytes at `at`; none where it does not stand there whole.
fn wide(content: &[u8], at: usize) -> Option<String> {
    let length = usize::try_from(long(content, at)?).ok()?.checked_mul(2)?;
    let letters = content.get(at + 4..)?.get(..length)?;
    let units: Vec<u16> = letters.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The cells of a sheet that are not empty, `most` at most, and so many merged ranges; of two cells at one address the later
/// one counts. Merged ranges stand behind the cells.
fn cells(sheet: impl BufRead, most: usize) -> Part {
    let mut records = Records::new(sheet, KEPT_OF_CELL);
    let (mut part, mut list, mut row) = (Part::default(), 0, None);
    while let Some(kind) = records.next() {
        let content = &records.content;
        match kind {
            // Cells and merged ranges begin and end.
            0x0091 | 0x00B1 => list = kind,
            0x0092 => list = 0,
            0x00B2 => break,
            0x0000 if list == 0x0091 => row = long(content, 0),
            // Numbers, errors, flags and texts, by themselves and given by formulas.
            0x0002..=0x000B if list == 0x0091 && part.styles.len().max(part.errors.len()) < most => {
                let at = row.zip(long(content, 0)).map(|(row, col)| Address::new(row, col));
                part.styles.extend(at.zip(style(content)));
                if kind == 0x000B {
                    part.errors.extend(at.zip(content.get(8).copied()));
                }
            }
            0x00B0 if list == 0x00B1 && part.merges.len() < most => part.merges.extend(range(content)),
            _ => {}
        }
    }
    part.merges.sort_by_key(|range| (range.first, range.last));
    Part { styles: in_order(part.styles), errors: in_order(part.errors), merges: part.merges }
}

/// First and last row, first and last column, four bytes each.
fn range(content: &[u8]) -> Option<Merge> {
    let at = |place| long(content, place);
    merge((at(0)?, at(8)?), (at(4)?, at(12)?))
}

/// The style of a cell, three bytes behind its column.
fn style(cell: &[u8]) -> Option<u16> {
    let low = u16::try_from(short(cell, 4)?).ok()?;
    (*cell.get(6)? == 0).then_some(low)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Looks, Part, cells, error, sheets, styles, targets};
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

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [((units.len() / 2) as u32).to_le_bytes().to_vec(), units].concat()
    }

    /// Formats 164 and 165, three fonts, a style of styles with nine steps, then three styles of cells; what stands outside of
    /// its list counts nothing.
    fn styles_part() -> Vec<u8> {
        let mut part = Vec::new();
        let font = |name| [vec![0xF0; 21], wide(name)].concat();
        let format = |number: u8, code| [vec![number, 0], wide(code)].concat();
        let style = |format, font, steps| [0, 0, format, 0, font, 0, 0, 0, 0, 0, 7, steps, 1, 0, 0, 0];
        record(&mut part, 0x0116, &[]);
        record(&mut part, 0x0267, &2_u32.to_le_bytes());
        record(&mut part, 0x002C, &format(164, "0.0%"));
        record(&mut part, 0x002C, &format(165, "General"));
        record(&mut part, 0x0268, &[]);
        record(&mut part, 0x002C, &format(9, "ngoài"));
        record(&mut part, 0x002B, &font("ngoài"));
        record(&mut part, 0x0263, &3_u32.to_le_bytes());
        record(&mut part, 0x002B, &font("Arial"));
        record(&mut part, 0x002B, &[0; 22]);
        record(&mut part, 0x002B, &font(".VnTime"));
        record(&mut part, 0x0264, &[]);
        record(&mut part, 0x0272, &1_u32.to_le_bytes());
        record(&mut part, 0x002F, &style(0, 0, 9));
        record(&mut part, 0x0273, &[]);
        record(&mut part, 0x0269, &4_u32.to_le_bytes());
        for (format, font, steps) in [(0, 0, 0), (164, 2, 2), (9, 0, 1), (165, 1, 0)] {
            record(&mut part, 0x002F, &style(format, font, steps));
        }
        record(&mut part, 0x026A, &[]);
        record(&mut part, 0x002F, &style(0, 0, 9));
        part
    }

    fn cell(col: u8, style: u8) -> Vec<u8> {
        vec![col, 0, 0, 0, style, 0, 0, 0]
    }

    /// Texts of the three kinds, one of them long, a number, an error of a formula, an empty cell, a style that no file can
    /// have; merged ranges, one of them upside down, one cut off; what stands before the lists and behind.
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
        record(&mut part, 0x0006, &[5, 0, 0, 0, 1, 0, 1, 0]);
        record(&mut part, 0x000B, &[cell(6, 2), vec![0x07, 0, 0]].concat());
        record(&mut part, 0x0001, &cell(7, 2));
        record(&mut part, 0x0000, &2_u32.to_le_bytes());
        record(&mut part, 0x0006, &cell(1, 2));
        record(&mut part, 0x0006, &cell(1, 1));
        record(&mut part, 0x0092, &[]);
        record(&mut part, 0x0006, &cell(9, 1));
        let range = |rows: [u32; 2], columns: [u32; 2]| -> Vec<u8> {
            [rows, columns].concat().into_iter().flat_map(u32::to_le_bytes).collect()
        };
        record(&mut part, 0x00B0, &range([7, 7], [0, 1]));
        record(&mut part, 0x00B1, &4_u32.to_le_bytes());
        record(&mut part, 0x00B0, &range([4, 5], [2, 2]));
        record(&mut part, 0x00B0, &range([2, 2], [1, 3]));
        record(&mut part, 0x00B0, &range([9, 8], [1, 3]));
        record(&mut part, 0x00B0, &[0; 12]);
        record(&mut part, 0x00B2, &[]);
        record(&mut part, 0x00B0, &range([8, 8], [0, 1]));
        part
    }

    #[test]
    fn cells_have_the_looks_of_their_styles() {
        let looks = styles(&styles_part()[..]).looks();
        let looks: Vec<_> =
            looks.iter().map(|look| (look.font.as_deref(), look.format.as_deref(), look.indent)).collect();
        let (arial, old) = (Some("Arial"), Some(".VnTime"));
        assert_eq!(
            looks,
            [(arial, None, 0), (old, Some("0.0%"), 2), (arial, Some("0%"), 1), (None, None, 0)]
        );
        let part = cells(&sheet()[..], 100);
        let at = Address::new;
        assert_eq!(
            part.styles,
            [(at(2, 1), 1), (at(4, 1), 1), (at(4, 2), 2), (at(4, 3), 1), (at(4, 4), 1), (at(4, 6), 2)]
        );
        assert_eq!(part.errors, [(at(4, 6), 0x07)]);
        let ranges: Vec<_> = part.merges.iter().map(|range| (range.first, range.last)).collect();
        assert_eq!(ranges, [(at(2, 1), at(2, 3)), (at(4, 2), at(5, 2))]);
        assert_eq!((error(0x07), error(0x99)), ("#DIV/0!", "#N/A"));
        let few = cells(&sheet()[..], 1);
        assert_eq!((few.styles.len(), few.merges.len()), (1, 1), "no more than may be");
    }

    #[test]
    fn a_cell_or_a_style_that_is_not_there_has_no_look() {
        let parts = HashMap::from([("a".to_owned(), cells(&sheet()[..], 100))]);
        let mut looks =
            Looks { styles: styles(&styles_part()[..]).looks(), sheets: vec!["a".into(), "b".into()], parts };
        let font = |looks: &Looks, sheet, row, col| looks.sheet(sheet).at(Address::new(row, col)).font;
        assert_eq!(font(&looks, 0, 4, 1).as_deref(), Some(".VnTime"));
        assert_eq!(
            [(0, 9, 9), (1, 4, 1), (2, 4, 1)].map(|(n, row, col)| font(&looks, n, row, col)),
            [const { None }; 3]
        );
        assert_eq!((looks.errors(0).count(), looks.errors(1).count()), (1, 0));
        assert_eq!((looks.merges(0).len(), looks.merges(1).len()), (2, 0));
        looks.styles.truncate(1);
        assert_eq!(font(&looks, 0, 4, 1), None);
    }

    #[test]
    fn sheets_are_found_by_their_relations() {
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
        let all = |part: &[u8]| {
            let _ = (styles(part).looks(), cells(part, 100), sheets(part, &HashMap::new()));
        };
        for whole in [styles_part(), sheet()] {
            for end in 0..whole.len() {
                all(&whole[..end]);
            }
            for at in 0..whole.len() {
                for mask in [0x01, 0x80, 0xFF] {
                    let mut bad = whole.clone();
                    bad[at] ^= mask;
                    all(&bad);
                }
            }
        }
        // A record that says to be 256 MB long takes no memory and gives nothing.
        let lying = [0xE9, 0x04, 0, 0x2F, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0];
        assert_eq!(styles(&lying[..]).looks().len(), 0);
        assert_eq!(cells(&[0x91, 0x01, 0, 0, 1, 5, 6, 2, 0, 0][..], 100), Part::default());
        // Nor do more styles and fonts than any file can have, of two bytes each.
        let head = [0xE3, 0x04, 0];
        let many =
            [&head[..], &[0x2B, 0].repeat(70_000), &[0xE9, 0x04, 0], &[0x2F, 0].repeat(70_000)].concat();
        let many = styles(&many[..]);
        assert_eq!((many.fonts.len(), many.looks().len()), (1 << 16, 1 << 16));
    }
}

//! Cells that need no XML reader: plain numbers and shared texts, recognised by their exact bytes; all else is left to calamine.
//!
//! Excel, LibreOffice and every library write most cells in one shape: `<c r="B5" s="1"><v>137.5</v></c>`. A sheet whose cells all stand
//! in that frame is walked once. What is not plain (dates, rich or inline texts, booleans, errors, whatever is unusual) is copied as it
//! is into a small sheet for calamine, in the same order; one byte out of the frame, and the whole file is calamine's.

use std::ops::Range;

use memchr::{memchr, memmem};

use super::digits::{LONGEST_NUMBER, digits, is_number, number};
use super::texts::Texts;
use super::xml::{each, is_utf8, nests};
use crate::workbook::Address;

/// What a cell's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number's digits stand at `Step::place`.
    Number,
    /// `Step::place` begins with the number of the shared text.
    Text,
    /// Calamine's next cell.
    Rest,
}

/// One cell of a sheet, in the order of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) at: Address,
    /// Style number as it is written; `None` where none is.
    pub(super) style: Option<u16>,
    pub(super) kind: Kind,
    start: u32,
    end: u32,
}

impl Step {
    /// Where its digits stand in the sheet; of a text, its number itself.
    pub(super) fn place(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of a shared text.
    pub(super) fn text(&self) -> usize {
        self.start as usize
    }
}

/// A sheet taken apart.
pub(super) struct Plain {
    pub(super) steps: Vec<Step>,
    /// Cells with a style and nothing in them.
    pub(super) empties: usize,
    /// Styles of plain numbers, `None` where a cell has none.
    pub(super) styles: Vec<Option<u16>>,
    /// The cells that are not plain, as they stand.
    left: Vec<u8>,
    /// Where the cells stand, with the tags around all of them.
    cells: Range<usize>,
}

const OPEN: &[u8] = b"<sheetData>";
const CLOSE: &[u8] = b"</sheetData>";

impl Plain {
    /// Was no cell left to calamine?
    pub(super) fn is_all(&self) -> bool {
        self.left.is_empty()
    }

    /// What stands before the cells, and behind them.
    pub(super) fn frame<'a>(&self, sheet: &'a [u8]) -> (&'a [u8], &'a [u8]) {
        let head = sheet.get(..self.cells.start).unwrap_or_default();
        (head, sheet.get(self.cells.end..).unwrap_or_default())
    }

    /// The sheet with its first cell a marker, then a number of each of its styles, then only the cells that are not plain.
    pub(super) fn rest(&self, sheet: &[u8], marker: usize) -> Vec<u8> {
        let (head, tail) = self.frame(sheet);
        let mut rest =
            Vec::with_capacity(head.len() + self.left.len() + tail.len() + OPEN.len() + CLOSE.len());
        rest.extend_from_slice(head);
        rest.extend_from_slice(OPEN);
        marked(&mut rest, marker, self.styles.iter().copied());
        rest.extend_from_slice(&self.left);
        rest.extend_from_slice(CLOSE);
        rest.extend_from_slice(tail);
        rest
    }
}

/// A cell with a marker, and a cell with a number of each style.
pub(super) fn marked(out: &mut Vec<u8>, marker: usize, styles: impl Iterator<Item = Option<u16>>) {
    out.extend_from_slice(format!("<c r=\"A1\"><v>{marker}</v></c>").as_bytes());
    for style in styles {
        let style = style.map_or(String::new(), |style| format!(" s=\"{style}\""));
        out.extend_from_slice(format!("<c r=\"A1\"{style}><v>1</v></c>").as_bytes());
    }
}

/// A cell takes so many bytes or more; what room for steps is made by.
const CELL: usize = 40;
/// Takes a sheet apart; `None` where anything in it is out of the frame.
pub(super) fn plain(sheet: &[u8], texts: &Texts) -> Option<Plain> {
    const EMPTY: &[u8] = b"<sheetData/>";
    // Comments, CDATA and entities of one's own could hide what a cell is.
    if sheet.len() > u32::MAX as usize || !is_utf8(sheet) || memmem::find(sheet, b"<!").is_some() {
        return None;
    }
    // An attribute that nobody asks for can be damaged, too.
    std::str::from_utf8(sheet).ok()?;
    let data = memmem::find(sheet, b"sheetData")?.checked_sub(1)?;
    let mut walk = Walk { bytes: sheet, at: data };
    let empty = walk.eat(EMPTY);
    if !empty && !walk.eat(OPEN) {
        return None;
    }
    let steps = Vec::with_capacity((sheet.len() - data) / CELL);
    let mut cells =
        Cells { steps, empties: 0, rest: Vec::new(), texts, styles: Vec::new(), seen: Vec::new() };
    if !empty {
        rows(&mut walk, &mut cells)?;
    }
    let Cells { steps, empties, rest: left, styles, .. } = cells;
    Some(Plain { steps, empties, styles, left, cells: data..walk.at })
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Steps over these very bytes.
    fn eat(&mut self, words: &[u8]) -> bool {
        let here = self.rest().starts_with(words);
        self.at += if here { words.len() } else { 0 };
        here
    }

    /// Steps over white space between elements.
    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    /// Steps behind the end of a tag that was opened; its attributes as they stand, and whether it is empty.
    fn attributes(&mut self) -> Option<(&'a [u8], bool)> {
        let rest = self.rest();
        // A tag is short: looking byte by byte is quicker than setting out for a search.
        let end = rest.iter().position(|byte| *byte == b'>')?;
        self.at += end + 1;
        let inside = rest.get(..end)?;
        Some(inside.strip_suffix(b"/").map_or((inside, false), |inside| (inside, true)))
    }
}

fn rows(walk: &mut Walk, cells: &mut Cells) -> Option<()> {
    loop {
        walk.space();
        if walk.eat(CLOSE) {
            return Some(());
        }
        if !walk.eat(b"<row") {
            return None;
        }
        let (attributes, empty) = walk.attributes()?;
        each(attributes, |name, value| {
            // A number of a row that is none is an error to calamine, even if no cell needs it.
            (name != b"r" || number::<u32>(value).is_some_and(|row| (1..=1 << 20).contains(&row)))
                .then_some(())
        })?;
        if !empty {
            cells_of_row(walk, cells)?;
        }
    }
}

fn cells_of_row(walk: &mut Walk, cells: &mut Cells) -> Option<()> {
    loop {
        walk.space();
        if walk.eat(b"<c") {
            cells.cell(walk)?;
        } else {
            return walk.eat(b"</row>").then_some(());
        }
    }
}

/// `B5`, capitals only, within what a sheet may hold.
pub(super) fn address(reference: &[u8]) -> Option<Address> {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let (letters, digits) = reference.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let col = letters.iter().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    let row: u32 = number(digits)?;
    Some(Address::new(row.checked_sub(1)?, col - 1))
}

struct Cells<'a> {
    steps: Vec<Step>,
    empties: usize,
    rest: Vec<u8>,
    texts: &'a Texts,
    styles: Vec<Option<u16>>,
    /// By style, from "none": it is among the styles.
    seen: Vec<bool>,
}

impl Cells<'_> {
    /// A cell whose `<c` was stepped over.
    fn cell(&mut self, walk: &mut Walk) -> Option<()> {
        if let Some((step, end)) = usual(walk.rest(), walk.at) {
            if step.kind == Kind::Number {
                self.show_style(step.style);
                self.steps.push(step);
                walk.at = end;
                return Some(());
            }
            if step.text() < self.texts.len() && self.texts.left(step.text()).is_none() {
                self.steps.push(step);
                walk.at = end;
                return Some(());
            }
        }
        let start = walk.at - 2;
        let (attributes, empty) = walk.attributes()?;
        let (mut at, mut style, mut kind) = (None, None, None);
        each(attributes, |name, value| {
            let twice = match name {
                b"r" => at.replace(address(value)?).is_some(),
                b"s" => style.replace(number::<u16>(value)?).is_some(),
                b"t" => kind.replace(value).is_some(),
                _ => false,
            };
            (!twice).then_some(())
        })?;
        let at = at?;
        if empty {
            self.empties += 1;
            return Some(());
        }
        let step = |kind, place: Range<usize>| Step {
            at,
            style,
            kind,
            start: place.start as u32,
            end: place.end as u32,
        };
        let place = content(walk);
        if place.is_none() {
            // Its end is where the next `</c>` is: nothing within a cell is called so, and comments are out.
            walk.at += memmem::find(walk.rest(), b"</c>")? + b"</c>".len();
        }
        match (kind, place) {
            (Some(b"s"), Some(place)) => {
                let index = number::<u32>(&walk.bytes[place]).map_or(usize::MAX, |index| index as usize);
                if let Some(moved) = self.texts.left(index) {
                    // Its text is among those that are left to calamine, at another place.
                    self.rest.extend_from_slice(b"<c");
                    self.rest.extend_from_slice(attributes);
                    self.rest.extend_from_slice(format!("><v>{moved}</v></c>").as_bytes());
                    self.steps.push(step(Kind::Rest, 0..0));
                } else if index < self.texts.len() {
                    self.steps.push(step(Kind::Text, index..0));
                } else {
                    return None;
                }
            }
            // Copied as it stands, its number would be another text's: calamine gets a shorter table.
            (Some(b"s"), None) => return None,
            (None | Some(b"n"), Some(place)) if is_number(&walk.bytes[place.clone()]) => {
                self.show_style(style);
                self.steps.push(step(Kind::Number, place));
            }
            _ => self.leave(walk, start, step(Kind::Rest, 0..0))?,
        }
        Some(())
    }

    /// Numbers of this style are among the plain ones.
    fn show_style(&mut self, style: Option<u16>) {
        let index = style.map_or(0, |style| usize::from(style) + 1);
        if self.seen.len() <= index {
            self.seen.resize(index + 1, false);
        }
        if !std::mem::replace(&mut self.seen[index], true) {
            self.styles.push(style);
        }
    }

    /// Copies a cell, from its beginning to where the walk stands.
    fn leave(&mut self, walk: &Walk, start: usize, step: Step) -> Option<()> {
        let cell = walk.bytes.get(start..walk.at)?;
        // In the small sheet another cell would stand behind an open element.
        nests(cell)?;
        self.rest.extend_from_slice(cell);
        self.steps.push(step);
        Some(())
    }
}

/// The usual cell in its most usual spelling, from behind its `<c`, which stands at `at`; and where the next one begins. It says nothing that
/// the long way would not say.
fn usual(bytes: &[u8], at: usize) -> Option<(Step, usize)> {
    let mut rest = bytes.strip_prefix(b" r=\"")?;
    let col = digits(&mut rest, 3, 26, |byte| byte.is_ascii_uppercase().then(|| u32::from(byte - b'A') + 1))?;
    let decimal = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    let row = digits(&mut rest, 9, 10, decimal)?;
    let at_cell = Address::new(row.checked_sub(1)?, col - 1);
    rest = rest.strip_prefix(b"\"")?;
    let mut style = None;
    if let Some(inside) = rest.strip_prefix(b" s=\"") {
        rest = inside;
        style = Some(u16::try_from(digits(&mut rest, 9, 10, decimal)?).ok()?);
        rest = rest.strip_prefix(b"\"")?;
    }
    let text = rest.strip_prefix(b" t=\"s\"");
    rest = text.unwrap_or(rest).strip_prefix(b"><v>")?;
    let start = at + bytes.len() - rest.len();
    let length = rest.iter().take(LONGEST_NUMBER + 1).position(|byte| *byte == b'<')?;
    let (content, behind) = rest.split_at(length);
    let end = at + bytes.len() - behind.strip_prefix(b"</v></c>")?.len();
    let step = |kind, start: usize, end: usize| Step {
        at: at_cell,
        style,
        kind,
        start: start as u32,
        end: end as u32,
    };
    if text.is_some() {
        return Some((step(Kind::Text, number::<u32>(content)? as usize, 0), end));
    }
    is_number(content).then(|| (step(Kind::Number, start, start + length), end))
}

/// Where the value of a cell stands that holds a formula at most, a value and nothing else; the walk is behind the cell then, else where
/// it was.
fn content(walk: &mut Walk) -> Option<Range<usize>> {
    let before = walk.at;
    let place = value_place(walk);
    if place.is_none() {
        walk.at = before;
    }
    place
}

fn value_place(walk: &mut Walk) -> Option<Range<usize>> {
    walk.space();
    if walk.eat(b"<f") {
        matches!(walk.rest().first(), Some(b' ' | b'>' | b'/')).then_some(())?;
        let (attributes, empty) = walk.attributes()?;
        each(attributes, |_, _| Some(()))?;
        if !empty {
            // A formula's text has no tags.
            walk.at += memchr(b'<', walk.rest())?;
            walk.eat(b"</f>").then_some(())?;
        }
        walk.space();
    }
    walk.eat(b"<v>").then_some(())?;
    let start = walk.at;
    walk.at += walk.rest().iter().position(|byte| *byte == b'<')?;
    let place = start..walk.at;
    walk.eat(b"</v>").then_some(())?;
    walk.space();
    walk.eat(b"</c>").then_some(place)
}

#[cfg(test)]
mod tests {
    use super::{Kind, address, plain};
    use crate::read::texts::Texts;
    use crate::workbook::Address;

    fn sheet(rows: &str) -> Vec<u8> {
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet><cols/><sheetData>{rows}</sheetData><z/></worksheet>")
            .into_bytes()
    }

    fn texts() -> Texts {
        Texts::of(b"<sst><si><t>m\xE1\xBB\x99t</t></si><si><r><t>hai</t></r></si><si><t>ba</t></si></sst>")
            .unwrap()
    }

    #[test]
    fn plain_cells_are_taken_and_others_left_in_order() {
        let rows = r#"<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" s="7"/><c r="C1" s="2"><v>1.5</v></c></row>
            <row r="2"><c r="A2" s="2"><f>SUM(A1)</f><v>-2E3</v></c><c r="B2" t="str"><f>"a&gt;b"</f><v>x</v></c><c r="C2" t="s" s="1"><v>1</v></c></row><row r="3"/>"#;
        let found = plain(&sheet(rows), &texts()).unwrap();
        let kinds: Vec<_> =
            found.steps.iter().map(|step| (step.at.to_string(), step.style, step.kind)).collect();
        assert_eq!(
            kinds,
            [
                ("A1".to_owned(), None, Kind::Text),
                ("C1".to_owned(), Some(2), Kind::Number),
                ("A2".to_owned(), Some(2), Kind::Number),
                ("B2".to_owned(), None, Kind::Rest),
                ("C2".to_owned(), Some(1), Kind::Rest),
            ]
        );
        assert_eq!((found.empties, found.is_all(), &found.styles), (1, false, &vec![Some(2)]));
        assert_eq!(&sheet(rows)[found.steps[2].place()], b"-2E3");
        let rest = r#"<?xml version="1.0" encoding="UTF-8"?><worksheet><cols/><sheetData><c r="A1"><v>9</v></c><c r="A1" s="2"><v>1</v></c><c r="B2" t="str"><f>"a&gt;b"</f><v>x</v></c><c r="C2" t="s" s="1"><v>0</v></c></sheetData><z/></worksheet>"#;
        assert_eq!(String::from_utf8(found.rest(&sheet(rows), 9)).unwrap(), rest);
    }

    #[test]
    fn an_empty_sheet_is_a_marker() {
        let sheet = b"<worksheet><sheetData/></worksheet>";
        let found = plain(sheet, &texts()).unwrap();
        assert_eq!(
            found.rest(sheet, 3),
            b"<worksheet><sheetData><c r=\"A1\"><v>3</v></c></sheetData></worksheet>"
        );
        assert!(found.steps.is_empty());
    }

    #[test]
    fn what_is_out_of_the_frame_is_calamines() {
        for rows in [
            r#"<row r="1"><c><v>1</v></c></row>"#,
            r#"<row r="1"><c r="a1"><v>1</v></c></row>"#,
            r#"<row r="x"><c r="A1"><v>1</v></c></row>"#,
            r#"<row r="1"><c r="A1" r="A2"><v>1</v></c></row>"#,
            r#"<row r="1"><c r="A1" s='1'><v>1</v></c></row>"#,
            r#"<row r="1"><c r="A1"><v>1</v></c>"#,
            r#"<row r="1"><c r="A1"><v>1</v></c><d/></row>"#,
            r#"<row r="1"><c r="A1"><v>1</v><!-- </c> --></c></row>"#,
            r#"<row r="1"><c r="A1" s="99999"><v>1</v></c></row>"#,
            r#"<x:row r="1"></x:row>"#,
            r#"<row r="1"><c r="A1"><v>1"#,
            // Calamine would go on into the next cell, which is another one in the small sheet.
            r#"<row r="1"><c r="A1" t="str"><v>a</f></c><c r="B1"><v>1</v></c></row>"#,
            r#"<row r="1"><c r="A1"><f x="/><v>1</v></c><c r="B1"><v>1</v></c>"></f></c></row>"#,
            // Numbers of shared texts that calamine would look for in its shorter table.
            r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#,
            r#"<row r="1"><c r="A1" t="s"><v>+1</v></c></row>"#,
            r#"<row r="1"><c r="A1" t="s"><v xml:space="preserve">1</v></c></row>"#,
            r#"<row r="1"><c r="A1" t="s"><v>1</v><extLst/></c></row>"#,
            r#"<row r="1"><c r="A1" t="s"><v>0</v></c</v></c></row>"#,
        ] {
            assert!(plain(&sheet(rows), &texts()).is_none(), "{rows}");
        }
        let mut damaged = sheet("<row r=\"1\"><c r=\"A1\" x=\"?\"><v>1</v></c></row>");
        assert!(plain(&damaged, &texts()).is_some());
        damaged.iter_mut().rev().filter(|byte| **byte == b'?').take(1).for_each(|byte| *byte = 0xFF);
        assert!(plain(&damaged, &texts()).is_none());
        let rest = "<row r=\"1\"><c r=\"A1\"><v> 1</v></c></row>";
        assert_eq!(plain(&sheet(rest), &texts()).unwrap().steps[0].kind, Kind::Rest);
        let prefixed = b"<worksheet><x:sheetData/><sheetData/></worksheet>";
        assert!(plain(prefixed, &texts()).is_none());
    }

    #[test]
    fn addresses_as_excel_writes_them() {
        assert_eq!(address(b"XFD1048576"), Some(Address::new(1_048_575, 16_383)));
        for bad in ["", "A", "1", "A0", "a1", "$A$1", "AAAA1", "A1B", "A12345678901"] {
            assert_eq!(address(bad.as_bytes()), None, "{bad}");
        }
    }
}

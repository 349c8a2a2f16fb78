//! Fonts, number formats and indents of an `.xls`, which calamine does not give: the few records that hold them.

use std::collections::HashMap;
use std::sync::Arc;

use super::grid::{Look, Sight, in_order};
use super::lexicon::kept;
use super::ole::{long, record, short};
use crate::workbook::Address;

/// BIFF8, Excel 97 and later; BIFF5 has shorter records and no indents.
const BIFF8: u32 = 0x0600;
/// Number formats that a file need not spell out, as far as figures of plans have them.
const BUILT_IN: [(u32, &str); 6] =
    [(1, "0"), (2, "0.00"), (3, "#,##0"), (4, "#,##0.00"), (9, "0%"), (10, "0.00%")];

/// More styles no cell can name.
const MOST_STYLES: usize = 1 << 16;

/// What the styles of a binary workbook are made of.
#[derive(Default)]
pub(super) struct Styles {
    pub(super) fonts: Vec<Arc<str>>,
    pub(super) formats: HashMap<u32, Arc<str>>,
    /// Font (by its place), number format and steps of indentation of each style.
    styles: Vec<(u32, u32, u8)>,
}

impl Styles {
    /// The next style; `font` by its place.
    pub(super) fn style(&mut self, font: u32, format: u32, indent: u8) {
        if self.styles.len() < MOST_STYLES {
            self.styles.push((font, format, indent));
        }
    }

    /// The look of each style. What is empty or general says nothing.
    pub(super) fn looks(&self) -> Vec<Look> {
        let built_in: HashMap<u32, Arc<str>> =
            BUILT_IN.iter().map(|(index, code)| (*index, kept(code))).collect();
        let look = |(font, format, indent): &(u32, u32, u8)| {
            let font = self.fonts.get(*font as usize).cloned();
            let format = self.formats.get(format).or(built_in.get(format)).cloned();
            Look {
                font: font.filter(|name| !name.is_empty()),
                format: format.filter(|code| &**code != "General" && !code.is_empty()),
                indent: *indent,
            }
        };
        self.styles.iter().map(look).collect()
    }
}

/// The looks of all cells of a workbook. The stream must have passed [`check`](super::ole::check), which bounds the walk.
#[derive(Default)]
pub(super) struct Looks {
    styles: Vec<Look>,
    /// By sheet, in the order of their records: which style a cell has, by address.
    sheets: Vec<Vec<(Address, u16)>>,
}

impl Looks {
    /// Reads them; what is damaged is no look.
    pub(super) fn of(stream: &[u8]) -> Looks {
        let globals = Globals::of(stream);
        let sheets = globals.starts.iter();
        let sheets = sheets.map(|start| cells(stream.get(*start as usize..).unwrap_or_default()));
        Looks { styles: globals.styles.looks(), sheets: sheets.collect() }
    }

    /// The looks of the cells of the n-th sheet.
    pub(super) fn sheet(&self, index: usize) -> Sight<'_> {
        Sight::new(self.sheets.get(index).map_or(&[], Vec::as_slice), &self.styles)
    }
}

/// What stands before the sheets.
#[derive(Default)]
struct Globals {
    styles: Styles,
    starts: Vec<u32>,
}

impl Globals {
    fn of(mut rest: &[u8]) -> Globals {
        let mut globals = Globals::default();
        let mut is_wide = false;
        while let Some((kind, content, next)) = record(rest) {
            rest = next;
            match kind {
                0x0809 => is_wide = short(content, 0) == Some(BIFF8),
                0x0031 => globals.styles.fonts.push(text(content, 14, 1, is_wide)),
                0x041E => {
                    let count = if is_wide { 2 } else { 1 };
                    let code = text(content, 2, count, is_wide);
                    globals.styles.formats.insert(short(content, 0).unwrap_or(0), code);
                }
                0x00E0 => {
                    let indent = content.get(8).filter(|_| is_wide).map_or(0, |byte| byte & 0x0F);
                    let font = short(content, 0).unwrap_or(0);
                    // There is no font 4: a rule of the format.
                    let place = font - u32::from(font > 4);
                    globals.styles.style(place, short(content, 2).unwrap_or(0), indent);
                }
                0x0085 => globals.starts.extend(long(content, 0)),
                0x000A => break,
                _ => {}
            }
        }
        globals
    }
}

/// A string whose length stands at `at` in one or two bytes; in BIFF8 a byte of flags follows, of which the lowest bit tells
/// two bytes a letter.
fn text(content: &[u8], at: usize, size: usize, is_wide: bool) -> Arc<str> {
    let length = match size {
        1 => content.get(at).map_or(0, |byte| usize::from(*byte)),
        _ => short(content, at).unwrap_or(0) as usize,
    };
    let start = at + size;
    let flags = content.get(start).filter(|_| is_wide);
    let letters = content.get(start + usize::from(is_wide)..).unwrap_or_default();
    let units: Vec<u16> = match flags.is_some_and(|flags| flags & 1 != 0) {
        true => {
            letters.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).take(length).collect()
        }
        false => letters.iter().map(|byte| u16::from(*byte)).take(length).collect(),
    };
    kept(&String::from_utf16_lossy(&units))
}

/// Which style each cell of a sheet has, in the order of addresses; of two cells at one address the later one counts.
fn cells(mut rest: &[u8]) -> Vec<(Address, u16)> {
    let mut cells: Vec<(Address, u16)> = Vec::new();
    let mut depth = 0_usize;
    while let Some((kind, content, next)) = record(rest) {
        rest = next;
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            _ if depth > 1 => {}
            0x0006 | 0x0203 | 0x0204 | 0x0205 | 0x00D6 | 0x00FD | 0x027E => {
                cells.extend(cell(short(content, 0), short(content, 2), short(content, 4)));
            }
            0x00BD => {
                let first = short(content, 2).unwrap_or(0);
                let styles = content.get(4..content.len().saturating_sub(2)).unwrap_or_default();
                let numbers = styles.chunks_exact(6).zip(first..);
                cells.extend(
                    numbers.filter_map(|(one, col)| cell(short(content, 0), Some(col), short(one, 0))),
                );
            }
            _ => {}
        }
    }
    in_order(cells)
}

fn cell(row: Option<u32>, col: Option<u32>, style: Option<u32>) -> Option<(Address, u16)> {
    Some((Address::new(row?, col?), u16::try_from(style?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::Looks;
    use crate::workbook::Address;

    fn record(stream: &mut Vec<u8>, kind: u16, content: &[u8]) {
        stream.extend(kind.to_le_bytes());
        stream.extend((content.len() as u16).to_le_bytes());
        stream.extend(content);
    }

    /// Fonts Arial and .VnTime, a format of its own, three styles; a text, a number and two numbers in one record.
    fn stream(version: [u8; 2]) -> Vec<u8> {
        let mut globals = Vec::new();
        record(&mut globals, 0x0809, &[&version[..], &[5, 0, 0, 0, 0, 0]].concat());
        for name in ["Arial", "", "", "", ".VnTime"] {
            let flags: &[u8] = if version == [0, 6] { &[0] } else { &[] };
            record(
                &mut globals,
                0x0031,
                &[&[0; 14], &[name.len() as u8][..], flags, name.as_bytes()].concat(),
            );
        }
        record(&mut globals, 0x041E, &[&[164, 0, 4, 0, 1][..], b"0\0.\x000\0%\0"].concat());
        for (font, format, indent) in [(0, 0, 0), (5, 164, 2), (0, 9, 0)] {
            record(&mut globals, 0x00E0, &[font, 0, format, 0, 0, 0, 0, 0, indent, 0, 0, 0]);
        }
        // Behind this record and the end of the globals.
        let start = (globals.len() + 4 + 8 + 4) as u32;
        record(&mut globals, 0x0085, &[start.to_le_bytes(), [0; 4]].concat());
        record(&mut globals, 0x000A, &[]);
        let mut sheet = Vec::new();
        record(&mut sheet, 0x0809, &[&version[..], &[16, 0, 0, 0, 0, 0]].concat());
        record(&mut sheet, 0x0203, &[1, 0, 1, 0, 2, 0, 0, 0]);
        record(&mut sheet, 0x00FD, &[0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
        record(&mut sheet, 0x00BD, &[2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 4, 0]);
        record(&mut sheet, 0x000A, &[]);
        [globals, sheet].concat()
    }

    #[test]
    fn fonts_formats_and_indents_by_cell() {
        let looks = Looks::of(&stream([0, 6]));
        let at = |row, col| {
            let look = looks.sheet(0).at(Address::new(row, col));
            (look.font.as_deref().map(str::to_owned), look.format.as_deref().map(str::to_owned), look.indent)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(at(0, 0), (some(".VnTime"), some("0.0%"), 2));
        assert_eq!(at(1, 1), (some("Arial"), some("0%"), 0));
        assert_eq!(at(2, 3), (some("Arial"), None, 0));
        assert_eq!(at(2, 4), (some("Arial"), some("0%"), 0));
        assert_eq!(at(9, 9), (None, None, 0));
        let old = Looks::of(&stream([0, 5])).sheet(0).at(Address::new(0, 0));
        assert_eq!((old.font.as_deref(), old.indent), (Some(".VnTime"), 0));
    }

    #[test]
    fn damage_is_no_look_and_no_panic() {
        let whole = stream([0, 6]);
        for end in 0..whole.len() {
            let _ = Looks::of(&whole[..end]).sheet(0).at(Address::new(0, 0));
        }
        for at in 0..whole.len() {
            let mut bad = whole.clone();
            bad[at] ^= 0xFF;
            let _ = Looks::of(&bad).sheet(0).at(Address::new(2, 4));
        }
    }
}

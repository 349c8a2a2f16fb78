//! A workbook without its plain cells: the small file that calamine reads, and what was taken out of it.

use memchr::memmem;

use super::container::Container;
use super::plain::{Plain, plain};
use super::repack::Pack;
use super::texts::Texts;

/// A workbook taken apart.
pub(super) struct Cut<'a> {
    /// Its sheets by their names among the parts; the first cell of each in the small file holds its number here.
    pub(super) sheets: Vec<CutSheet<'a>>,
    pub(super) texts: Texts,
    pub(super) pack: &'a Pack,
}

/// One sheet of it.
pub(super) struct CutSheet<'a> {
    /// Name of its part.
    pub(super) part: &'a str,
    pub(super) plain: Plain,
    pub(super) bytes: &'a [u8],
}

impl Cut<'_> {
    /// Was no cell left to calamine?
    pub(super) fn is_all(&self) -> bool {
        self.sheets.iter().all(|sheet| sheet.plain.is_all())
    }

    /// A sheet by the number in its first cell.
    pub(super) fn sheet(&self, marker: f64) -> Option<&CutSheet<'_>> {
        let index = (marker >= 0.0 && marker.fract() == 0.0).then_some(marker as usize)?;
        self.sheets.get(index)
    }

    /// The small file: everything but plain cells and plain texts.
    pub(super) fn file(&self) -> Vec<u8> {
        let mut small = Pack::default();
        for (part, bytes) in self.pack.parts() {
            if is_text_table(&part.name) {
                self.texts.rest().into_iter().for_each(|rest| small.add(&part.name, rest));
            } else if let Ok(marker) = self.sheets.binary_search_by_key(&&*part.name, |sheet| sheet.part) {
                small.add(&part.name, &self.sheets[marker].plain.rest(bytes, marker));
            } else {
                small.copy(part, bytes);
            }
        }
        small.finish()
    }
}

/// Takes a workbook apart; `None` where its sheets or texts are not in the usual form, or not held in memory.
pub(super) fn cut<'a>(container: &'a Container) -> Option<Cut<'a>> {
    let pack = container.held()?;
    let tables = || pack.parts().filter(|(part, _)| is_text_table(&part.name));
    let texts = match (tables().next(), tables().count()) {
        (None, _) => Texts::default(),
        (Some((_, bytes)), 1) => Texts::of(bytes)?,
        // Which of several is meant is calamine's to find out.
        _ => return None,
    };
    let mut sheets = Vec::new();
    for (part, bytes) in pack.parts().filter(|(part, _)| !is_text_table(&part.name)) {
        if is_sheet(&part.name) {
            sheets.push(CutSheet { part: &part.name, plain: plain(bytes, &texts)?, bytes });
        } else if may_hold_cells(bytes) {
            // A sheet at an unusual place would lack its texts, and its marker.
            return None;
        }
    }
    sheets.sort_by_key(|sheet| sheet.part);
    Some(Cut { sheets, texts, pack })
}

fn is_text_table(name: &str) -> bool {
    name.eq_ignore_ascii_case("xl/sharedStrings.xml")
}

fn is_sheet(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") && name.contains("/worksheets/")
}

/// Could calamine find cells in this part?
fn may_hold_cells(bytes: &[u8]) -> bool {
    let wide = bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || bytes.get(..4).is_some_and(|head| head.contains(&0));
    wide || memmem::find(bytes, b"sheetData").is_some()
}

//! A workbook without its plain cells: the small file that calamine reads, and what was taken out of it.

use memchr::memmem;

use super::container::Container;
use super::plain::{Plain, plain};
use super::repack::Pack;
use super::texts::Texts;

/// A workbook taken apart.
pub(super) struct Cut<'a> {
    /// Its sheets, in the order of the container; the first cell of each in the small file holds its number here.
    sheets: Vec<(Plain, &'a [u8])>,
    pub(super) texts: Texts,
    /// The small file: everything but plain cells and plain texts.
    pub(super) file: Vec<u8>,
}

impl Cut<'_> {
    /// Was no cell left to calamine?
    pub(super) fn is_all(&self) -> bool {
        self.sheets.iter().all(|(plain, _)| plain.is_all)
    }

    /// A sheet and its bytes, by the number in its first cell.
    pub(super) fn sheet(&self, marker: f64) -> Option<(&Plain, &[u8])> {
        let index = (marker >= 0.0 && marker.fract() == 0.0).then_some(marker as usize)?;
        self.sheets.get(index).map(|(plain, bytes)| (plain, *bytes))
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
    let mut small = Pack::default();
    let mut sheets = Vec::new();
    for (part, bytes) in pack.parts() {
        if is_text_table(&part.name) {
            texts.rest().into_iter().for_each(|rest| small.add(&part.name, rest));
        } else if is_sheet(&part.name) {
            let plain = plain(bytes, sheets.len(), &texts)?;
            small.add(&part.name, &plain.rest);
            sheets.push((plain, bytes));
        } else if may_hold_cells(bytes) {
            // A sheet at an unusual place would lack its texts, and its marker.
            return None;
        } else {
            small.copy(part, bytes);
        }
    }
    Some(Cut { sheets, texts, file: small.finish() })
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

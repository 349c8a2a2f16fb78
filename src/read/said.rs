//! What calamine says of a small workbook in which no cell was left to it, remembered by the workbook's bytes: the same bytes, the same answer.
//!
//! One program that writes one form for every department leaves the same few small workbooks: names of sheets, styles, merged ranges. Where
//! each person's Excel has put something of its own into them, it costs a look at a number.

use std::cell::RefCell;
use std::hash::Hasher;
use std::io::Cursor;
use std::rc::Rc;
use std::sync::Arc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use super::cut::Cut;
use super::grid::Look;
use super::lexicon::kept;
use super::stream::{Book, Kept, Stream, merges};
use crate::domain::key::QuickHasher;
use crate::workbook::Merge;

/// All that calamine is asked about such a workbook.
pub(super) struct Said {
    pub(super) looks: Vec<Look>,
    pub(super) is_1904: bool,
    pub(super) sheets: Vec<SaidSheet>,
}

/// One sheet of it.
pub(super) struct SaidSheet {
    pub(super) name: Arc<str>,
    pub(super) hidden: bool,
    /// The number in its first cell.
    pub(super) marker: f64,
    /// What numbers of its styles are, in the order in which they were put there.
    pub(super) kinds: Vec<Kept>,
    pub(super) merges: Vec<Merge>,
}

/// A workbook that was asked about.
struct Known {
    digest: u64,
    file: Vec<u8>,
    has_merges: bool,
    said: Rc<Said>,
}

/// A form's variants that are remembered, the last one first: lists in it are longer here and shorter there.
const MOST: usize = 16;
/// Larger workbooks are not remembered.
const LARGEST: usize = 64 << 10;

thread_local! {
    static KNOWN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// What calamine says of a workbook of which no cell was left; `None` where anything is out of the ordinary.
pub(super) fn said(cut: &Cut, has_merges: bool) -> Option<Rc<Said>> {
    let mut hasher = QuickHasher::default();
    hasher.write(&cut.file);
    let digest = hasher.finish();
    let found = KNOWN.with_borrow_mut(|all| {
        let is_it = |known: &Known| {
            known.digest == digest && known.has_merges == has_merges && known.file == cut.file
        };
        let at = all.iter().position(is_it)?;
        all[..=at].rotate_right(1);
        Some(Rc::clone(&all[0].said))
    });
    if found.is_some() {
        return found;
    }
    let said = Rc::new(asked(cut, has_merges)?);
    if cut.file.len() <= LARGEST {
        let known = Known { digest, file: cut.file.clone(), has_merges, said: Rc::clone(&said) };
        KNOWN.with_borrow_mut(|all| {
            all.truncate(MOST - 1);
            all.insert(0, known);
        });
    }
    Some(said)
}

fn asked(cut: &Cut, has_merges: bool) -> Option<Said> {
    let mut book: Book = Xlsx::new(Cursor::new(&*cut.file)).ok()?;
    let mut said = Said { looks: Vec::new(), is_1904: book.has_1904_epoch(), sheets: Vec::new() };
    for meta in book.sheets_metadata().to_vec() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        if said.sheets.iter().any(|sheet| *sheet.name == *meta.name) {
            return None;
        }
        let mut stream = Stream::open(&mut book, &meta.name, &mut said.looks).ok()?;
        let (marker, kinds) = stream.opening(cut)?;
        if !matches!(stream.reader.next_cell(), Ok(None)) {
            return None;
        }
        drop(stream);
        said.sheets.push(SaidSheet {
            name: kept(&meta.name),
            hidden: meta.visible != SheetVisible::Visible,
            marker,
            kinds,
            merges: if has_merges { merges(&mut book, &meta.name) } else { Vec::new() },
        });
    }
    Some(said)
}

impl Stream<'_, '_> {
    /// The first cells of a sheet of the small workbook: its marker, and what numbers of its styles are.
    pub(super) fn opening(&mut self, cut: &Cut) -> Option<(f64, Vec<Kept>)> {
        let marker = match self.reader.next_cell() {
            Ok(Some(cell)) => match cell.get_value() {
                DataRef::Float(number) => *number,
                _ => return None,
            },
            _ => return None,
        };
        let (plain, _) = cut.sheet(marker)?;
        let mut kinds = Vec::with_capacity(plain.styles.len());
        for _ in &plain.styles {
            match self.reader.next_cell() {
                Ok(Some(cell)) => kinds.push(Kept::of(cell.get_value())),
                _ => return None,
            }
        }
        Some((marker, kinds))
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use rust_xlsxwriter::{Format, Workbook};

    use super::{MOST, said};
    use crate::domain::settings::Limits;
    use crate::read::container::Container;
    use crate::read::cut::cut;
    use crate::read::one::{read_one, read_whole};

    fn workbook(format: &str, number: f64, rows: u32) -> Vec<u8> {
        let mut maker = Workbook::new();
        let sheet = maker.add_worksheet();
        for row in 0..rows {
            sheet.write_with_format(row, 0, number, &Format::new().set_num_format(format)).unwrap();
            sheet.write(row, 1, "chữ").unwrap();
        }
        sheet.merge_range(rows, 0, rows, 1, "gộp", &Format::new()).unwrap();
        maker.save_to_buffer().unwrap()
    }

    #[test]
    fn the_same_form_is_asked_about_once_and_another_again() {
        let limits = Limits::default();
        let of = |bytes: &[u8]| said(&cut(&Container::open(bytes, &limits).unwrap()).unwrap(), true).unwrap();
        let first = of(&workbook("0.0%", 0.5, 3));
        assert!(Rc::ptr_eq(&first, &of(&workbook("0.0%", 45_000.25, 3))), "numbers are not calamine's");
        assert!(!Rc::ptr_eq(&first, &of(&workbook("dd/mm/yyyy", 0.5, 3))));
        for rows in 4..8 + MOST as u32 {
            of(&workbook("0.0%", 0.5, rows));
        }
        assert!(!Rc::ptr_eq(&first, &of(&workbook("0.0%", 0.5, 3))), "so many are remembered");
    }

    #[test]
    fn what_was_asked_before_changes_nothing() {
        let limits = Limits::default();
        for round in 0..3 {
            for format in ["0.0%", "dd/mm/yyyy", "[h]:mm", "General"] {
                for number in [45_000.0, 0.1 + f64::from(round), -1e15] {
                    let bytes = workbook(format, number, 2);
                    let (ours, whole) =
                        (read_one(&bytes, &limits).unwrap(), read_whole(&bytes, &limits).unwrap());
                    assert_eq!(format!("{ours:?}"), format!("{whole:?}"), "{format} {number}");
                }
            }
        }
    }
}

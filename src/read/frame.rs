//! What stands in a sheet before and behind its cells: well-formed, and of use to nobody but for the merged ranges.

use super::grid::{COLUMNS, ROWS, merge};
use super::plain::address;
use super::xml::{Event, Tag, Walk};
use crate::workbook::{Address, Merge};

/// The merged ranges of a sheet without its cells, in order; `None` where calamine might find a fault in it.
pub(super) fn merges<'a>(head: &'a [u8], tail: &'a [u8]) -> Option<Vec<Merge>> {
    let mut walk = Walk::of(head)?;
    let mut frame = Frame::default();
    frame.piece(&mut walk)?;
    // The cells stand in the outermost element.
    if walk.depth() != 1 || frame.list.is_some() {
        return None;
    }
    walk.go_on(tail)?;
    frame.piece(&mut walk)?;
    if walk.depth() != 0 {
        return None;
    }
    frame.merges.sort_by_key(|range| (range.first, range.last));
    Some(frame.merges)
}

#[derive(Default)]
struct Frame {
    merges: Vec<Merge>,
    /// How deep the list of merged ranges lies that is open.
    list: Option<usize>,
    has_list: bool,
}

impl Frame {
    fn piece(&mut self, walk: &mut Walk) -> Option<()> {
        loop {
            match walk.next()? {
                Event::Open(tag) => self.tag(&tag, walk.depth())?,
                Event::Close(_) => {
                    if self.list.is_some_and(|depth| walk.depth() < depth) {
                        self.list = None;
                    }
                }
                Event::End => return Some(()),
            }
        }
    }

    fn tag(&mut self, tag: &Tag, depth: usize) -> Option<()> {
        match tag.local() {
            // A second table, or a second list, and which one counts is calamine's to say.
            b"sheetData" => return None,
            b"mergeCells" => {
                if std::mem::replace(&mut self.has_list, true) {
                    return None;
                }
                self.list = (!tag.is_empty).then_some(depth);
            }
            b"mergeCell" if self.list.is_some() => {
                if let Some(range) = tag.attribute(b"ref") {
                    let (first, last) = area(range)?;
                    self.merges.extend(merge((first.row, first.col), (last.row, last.col)));
                }
            }
            b"dimension" => {
                area(tag.attribute(b"ref")?)?;
            }
            _ => {}
        }
        Some(())
    }
}

/// `A1:B5` or `A1`, as Excel writes it, within the sheet and in order.
fn area(range: &[u8]) -> Option<(Address, Address)> {
    let mut ends = range.split(|byte| *byte == b':');
    let first = address(ends.next()?)?;
    let last = ends.next().map_or(Some(first), address)?;
    let is_usual = first.row <= last.row && first.col <= last.col && last.row < ROWS && last.col < COLUMNS;
    (is_usual && ends.next().is_none()).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::merges;

    fn of(head: &str, tail: &str) -> Option<String> {
        let all = merges(head.as_bytes(), tail.as_bytes())?;
        Some(all.iter().map(|range| format!("{}:{} ", range.first, range.last)).collect())
    }

    #[test]
    fn merged_ranges_are_found_in_order() {
        let head = "<?xml version=\"1.0\"?><worksheet xr:uid=\"{1}\"><dimension ref=\"A1:B2\"/><sheetViews><sheetView><selection sqref=\"A1\"/></sheetView></sheetViews>";
        let tail = "<mergeCells count=\"3\"><mergeCell ref=\"C1:D1\"/><mergeCell ref=\"A1:B1\"></mergeCell><mergeCell ref=\"A5\"/><mergeCell/></mergeCells><x><mergeCell ref=\"E1:F1\"/></x></worksheet>";
        assert_eq!(of(head, tail).as_deref(), Some("A1:B1 C1:D1 "));
        assert_eq!(of("<worksheet>", "<pageMargins left=\"0.7\"/></worksheet>").as_deref(), Some(""));
    }

    #[test]
    fn what_calamine_might_stumble_over_is_left_to_it() {
        for (head, tail) in [
            ("<worksheet><dimension/>", "</worksheet>"),
            ("<worksheet><dimension ref=\"B2:A1\"/>", "</worksheet>"),
            ("<worksheet><dimension ref=\"A1:B2:C3\"/>", "</worksheet>"),
            ("<worksheet><dimension ref=\"A0\"/>", "</worksheet>"),
            ("<worksheet><dimension ref=\"XFE1\"/>", "</worksheet>"),
            ("<worksheet>", "<mergeCells><mergeCell ref=\"B1:A1\"/></mergeCells></worksheet>"),
            ("<worksheet>", "<mergeCells><mergeCell ref=\"A1:a2\"/></mergeCells></worksheet>"),
            ("<worksheet>", "<mergeCells/><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>"),
            ("<worksheet><mergeCells>", "</mergeCells></worksheet>"),
            ("<worksheet>", "<sheetData/></worksheet>"),
            ("<worksheet>", "<mergeCells>"),
            ("<worksheet>", ""),
            ("<worksheet>", "</worksheet><x/>&"),
            ("", "</worksheet>"),
        ] {
            assert_eq!(of(head, tail), None, "{head} {tail}");
        }
    }
}

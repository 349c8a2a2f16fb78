//! Nested bookmarks from the headings.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::number::centi;
use super::text_string::text_string;
use crate::pages::{OutlineEntry, Page};

/// Where an entry hangs: indices of its relatives.
#[derive(Default, Clone)]
struct Kin {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// Entries below, at any depth: all stand open.
    below: i64,
}

/// Adds the bookmarks and returns the outline's root; `None` when no entry leads to a page.
pub fn outline(
    document: &mut Document,
    entries: &[OutlineEntry],
    pages: &[Page],
    numbers: &[u32],
) -> Option<ObjectId> {
    let entries: Vec<&OutlineEntry> =
        entries.iter().filter(|entry| entry.page < numbers.len().min(pages.len())).collect();
    if entries.is_empty() {
        return None;
    }
    let kin = kin(&entries);
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let reference = |place: usize| Object::Reference(ids[place]);
    for (place, (entry, kin)) in entries.iter().zip(&kin).enumerate() {
        let top = centi(pages[entry.page].height).saturating_sub(centi(entry.y)) as f32 / 100.0;
        let target = vec![
            Object::Reference((numbers[entry.page], 0)),
            "XYZ".into(),
            0.into(),
            top.into(),
            Object::Null,
        ];
        let mut dict = dictionary! {
            "Title" => text_string(&entry.title),
            "Parent" => kin.parent.map_or(Object::Reference(root), reference),
            "Dest" => target,
        };
        relate(&mut dict, kin, reference);
        document.set_object(ids[place], dict);
    }
    let top_level: Vec<usize> = (0..kin.len()).filter(|place| kin[*place].parent.is_none()).collect();
    let mut dict = dictionary! { "Type" => "Outlines", "Count" => entries.len() as i64 };
    let ends = Kin { first: top_level.first().copied(), last: top_level.last().copied(), ..Kin::default() };
    relate(&mut dict, &ends, reference);
    document.set_object(root, dict);
    Some(root)
}

fn relate(dict: &mut Dictionary, kin: &Kin, reference: impl Fn(usize) -> Object) {
    for (key, place) in [("Prev", kin.previous), ("Next", kin.next), ("First", kin.first), ("Last", kin.last)]
    {
        if let Some(place) = place {
            dict.set(key, reference(place));
        }
    }
    if kin.below > 0 {
        dict.set("Count", kin.below);
    }
}

/// An entry hangs below the nearest earlier one of a smaller level; levels may be skipped.
fn kin(entries: &[&OutlineEntry]) -> Vec<Kin> {
    let mut kin = vec![Kin::default(); entries.len()];
    let mut open: Vec<usize> = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let mut previous = None;
        while let Some(top) = open.pop_if(|top| entries[*top].level >= entry.level) {
            previous = Some(top);
        }
        let parent = open.last().copied();
        kin[place].parent = parent;
        kin[place].previous = previous;
        if let Some(previous) = previous {
            kin[previous].next = Some(place);
        }
        if let Some(parent) = parent {
            kin[parent].first.get_or_insert(place);
            kin[parent].last = Some(place);
        }
        open.iter().for_each(|above| kin[*above].below += 1);
        open.push(place);
    }
    kin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(level: u8) -> OutlineEntry {
        OutlineEntry { level, title: format!("cấp {level}"), page: 0, y: 100.0 }
    }

    #[test]
    fn levels_become_a_tree() {
        let entries: Vec<OutlineEntry> = [1, 2, 3, 2, 1].map(entry).to_vec();
        let kin = kin(&entries.iter().collect::<Vec<_>>());
        let parents: Vec<_> = kin.iter().map(|kin| kin.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(0), None]);
        assert_eq!((kin[0].first, kin[0].last, kin[0].next, kin[0].below), (Some(1), Some(3), Some(4), 3));
        assert_eq!((kin[3].previous, kin[3].next), (Some(1), None));
    }

    #[test]
    fn a_first_entry_deeper_than_the_next_keeps_both_in_one_row() {
        let entries: Vec<OutlineEntry> = [2, 1].map(entry).to_vec();
        let kin = kin(&entries.iter().collect::<Vec<_>>());
        assert_eq!((kin[0].next, kin[1].previous, kin[1].parent), (Some(1), Some(0), None));
    }

    #[test]
    fn entries_without_a_page_make_no_outline() {
        let mut document = Document::with_version("1.7");
        assert_eq!(outline(&mut document, &[entry(1)], &[], &[]), None);
    }
}

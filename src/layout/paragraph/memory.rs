//! Texts of cells read lately, with their words: the cells of a column say the same again and again (units of measure, departments,
//! the names of indicators).

use super::collect::Atom;
use crate::document::Text;
use crate::layout::bench::RunId;
use crate::pages::slot;

/// How many texts are kept. A letter of two pages pays for each, a column of figures pushes few of them out.
const KEPT: usize = 512;

/// Each text in the slot of its letters; words keep their numbers, so what was read once stays true.
#[derive(Debug, Default)]
pub(in crate::layout) struct Memory {
    slots: Vec<Option<Known>>,
}

#[derive(Debug)]
struct Known {
    text: Text,
    run: RunId,
    atoms: Vec<Atom>,
    /// Least and natural width.
    widths: (f32, f32),
}

impl Memory {
    /// Adds the words of a text in this run to a list and gives its least and natural width, if it was read lately.
    pub fn recall(&self, text: &str, run: RunId, all: &mut Vec<Atom>) -> Option<(f32, f32)> {
        let known = self.slots.get(slot(run, text) % KEPT)?.as_ref()?;
        if known.run != run || known.text != text {
            return None;
        }
        all.extend_from_slice(&known.atoms);
        Some(known.widths)
    }

    /// Keeps a text, in the place of the one before it in its slot.
    pub fn keep(&mut self, text: &Text, run: RunId, atoms: &[Atom], widths: (f32, f32)) {
        if self.slots.is_empty() {
            self.slots.resize_with(KEPT, || None);
        }
        let place = &mut self.slots[slot(run, text) % KEPT];
        let mut list = place.take().map_or_else(Vec::new, |before| before.atoms);
        list.clear();
        list.extend_from_slice(atoms);
        *place = Some(Known { text: text.clone(), run, atoms: list, widths });
    }
}

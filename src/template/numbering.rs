//! Running numbers, and the numbers of the appendices, which a text may quote before they come.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::nearest::stranger;
use super::wording;

/// Running numbers of one pass, and the numbers of the appendices, which a text may quote before they come.
#[derive(Default)]
pub(super) struct Numbering(Mutex<State>);

#[derive(Default)]
struct State {
    next: BTreeMap<String, usize>,
    /// Keys of appendices in the order in which the document first names them.
    appendices: Vec<String>,
    /// The list is known from an earlier pass.
    known: bool,
    /// A paragraph asked for a number before the document was laid out.
    asked_early: bool,
    in_document: bool,
}

impl Numbering {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Paragraphs begin a pass, the document follows.
    pub(super) fn begin(&self, document: bool) {
        let mut state = self.state();
        state.in_document = document;
        state.next.clear();
    }

    /// Was everything printed with its true number? If not, the next pass will.
    pub(super) fn settled(&self) -> bool {
        let mut state = self.state();
        let settled = state.known || (!state.asked_early && state.appendices.len() != 1);
        state.known = true;
        settled
    }

    pub(super) fn next(&self, key: &str) -> usize {
        let mut state = self.state();
        let number = state.next.entry(key.to_string()).or_insert(0);
        *number += 1;
        *number
    }

    /// `Phụ lục II`; a single one has no number (Phụ lục I, III.1.a).
    pub(super) fn appendix(&self, key: &str) -> Result<String, String> {
        let mut state = self.state();
        state.asked_early |= !state.in_document;
        let place = state.appendices.iter().position(|known| known == key);
        let place = match place {
            Some(place) => place,
            None if state.in_document && !state.known => {
                state.appendices.push(key.to_string());
                state.appendices.len() - 1
            }
            None if !state.known => 0,
            None => {
                return Err(stranger("phụ lục", key, state.appendices.iter().map(String::as_str)));
            }
        };
        let single = state.known && state.appendices.len() == 1;
        Ok(if single {
            "Phụ lục".to_string()
        } else {
            format!("Phụ lục {}", wording::roman(place + 1))
        })
    }
}

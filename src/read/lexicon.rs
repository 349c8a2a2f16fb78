//! Texts that stand in file after file, kept once: departments fill in the same form.
//!
//! A table of fixed size for each thread that reads, without buckets or chains: a text that meets another one in its place
//! takes the place. So nothing grows, nobody gains by texts that collide, and what a reading is does not depend on what was read before:
//! only who else holds its texts does.

use std::cell::RefCell;
use std::hash::Hasher;
use std::sync::Arc;

use crate::domain::key::QuickHasher;

/// Places; a form has some hundred texts, what only one department says takes places of others now and then.
const PLACES: usize = 4096;
/// Longer texts are hardly ever the form's. So a full table is a megabyte.
const LONGEST: usize = 256;

thread_local! {
    static KEPT: RefCell<Vec<Option<Arc<str>>>> = const { RefCell::new(Vec::new()) };
}

/// The text, shared with those who read it before.
pub(super) fn kept(text: &str) -> Arc<str> {
    find(text.as_bytes(), || Some(Arc::from(text))).unwrap_or_else(|| Arc::from(text))
}

/// The same for bytes that may be no text: `None` then.
pub(super) fn kept_bytes(bytes: &[u8]) -> Option<Arc<str>> {
    find(bytes, || std::str::from_utf8(bytes).ok().map(Arc::from))
}

fn find(bytes: &[u8], make: impl FnOnce() -> Option<Arc<str>>) -> Option<Arc<str>> {
    if bytes.len() > LONGEST {
        return make();
    }
    KEPT.with_borrow_mut(|places| {
        if places.is_empty() {
            places.resize(PLACES, None);
        }
        let mut hasher = QuickHasher::default();
        hasher.write(bytes);
        let place = &mut places[hasher.finish() as usize % PLACES];
        match place {
            Some(known) if known.as_bytes() == bytes => Some(Arc::clone(known)),
            _ => {
                let made = make()?;
                *place = Some(Arc::clone(&made));
                Some(made)
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{LONGEST, PLACES, kept, kept_bytes};

    #[test]
    fn equal_texts_are_one_and_others_are_what_they_are() {
        let (first, second) = (kept("Chỉ tiêu"), kept_bytes("Chỉ tiêu".as_bytes()).unwrap());
        assert!(Arc::ptr_eq(&first, &second));
        assert_eq!(kept_bytes(b"\xFF"), None);
        assert_eq!(kept_bytes(&[0xFF; LONGEST + 1]), None);
        let long = "x".repeat(LONGEST + 1);
        assert!(*kept(&long) == *long && !Arc::ptr_eq(&kept(&long), &kept(&long)));
        // Far more texts than places: each is itself all the same.
        for number in 0..4 * PLACES {
            let text = format!("Xã số {number}");
            assert_eq!(&*kept(&text), text);
        }
        assert_eq!(&*kept(""), "");
    }
}

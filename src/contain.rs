//! Panics of other people's crates: contained, and silent on this thread only.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// What `work` gives, or `None` if it panicked. Other threads' panics are still printed.
pub fn contained<T>(work: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    let before = QUIET.replace(true);
    // Nothing that `work` touched is used after a panic: it owns all that it builds, or whose it is begins anew.
    let result = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::contained;

    #[test]
    fn a_panic_is_none() {
        let bad = std::hint::black_box(Vec::<u8>::new());
        assert_eq!(contained(|| bad[3]), None);
        assert_eq!(contained(|| 7), Some(7));
    }
}

//! Pieces of work at the same time, with results that do not depend on the number of threads.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{ScopedJoinHandle, scope};

use crate::progress::Effort;

/// Two pieces of work; with one thread the second is done first, because what it makes is smaller than what the first needs
/// while it works.
pub fn at_once<A: Send, B: Send>(
    effort: &Effort<'_>,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    if effort.threads.get() < 2 {
        let second = second();
        return (first(), second);
    }
    scope(|scope| {
        let second = scope.spawn(second);
        let first = first();
        (first, joined(second))
    })
}

/// Three pieces of work: two at the same time, as [`at_once`], and the third by whoever of them is done first. The first may
/// use more threads than its own as soon as nobody works beside it.
pub fn hand_in_hand<A: Send, B: Send, C: Send>(
    effort: &Effort<'_>,
    first: impl FnOnce(&Effort<'_>) -> A + Send,
    second: impl FnOnce() -> B + Send,
    third: impl FnOnce() -> C + Send,
) -> (A, B, C) {
    let third = Mutex::new(Some(third));
    let rest = || {
        // Let go at once, or the other one would wait for it.
        let work = third.lock().unwrap_or_else(PoisonError::into_inner).take();
        work.map(|work| work())
    };
    let alone = effort.threads.get() < 2;
    let elsewhere = AtomicUsize::new(usize::from(!alone));
    let others = Effort { elsewhere: &elsewhere, ..*effort };
    let second = || {
        let done = (second(), if alone { None } else { rest() });
        elsewhere.store(0, Ordering::Relaxed);
        done
    };
    let ((first, one), (second, other)) = at_once(effort, || (first(&others), rest()), second);
    (first, second, one.or(other).expect("whoever is done first takes up the third"))
}

/// `work(0), work(1), … work(count - 1)` in this order, each taken up by the next free thread.
pub fn in_order<T: Send>(count: usize, threads: NonZeroUsize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = threads.get().min(count);
    if threads < 2 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return done;
            }
            done.push((index, work(index)));
        }
    };
    let mut all = scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let mut all = run();
        helpers.into_iter().for_each(|helper| all.extend(joined(helper)));
        all
    });
    all.sort_unstable_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, result)| result).collect()
}

fn joined<T>(helper: ScopedJoinHandle<'_, T>) -> T {
    helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Silent;

    #[test]
    fn results_come_in_order_for_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let threads = NonZeroUsize::new(threads).unwrap();
            let effort = Effort::new(threads, &Silent);
            assert_eq!(at_once(&effort, || 1, || "a"), (1, "a"));
            assert_eq!(hand_in_hand(&effort, |_| 1, || "a", || 'x'), (1, "a", 'x'));
            assert_eq!(in_order(100, threads, |at| at * at), (0..100).map(|at| at * at).collect::<Vec<_>>());
            assert!(in_order(0, threads, |at| at).is_empty());
        }
    }
}

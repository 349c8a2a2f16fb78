//! Deflate, and work shared among threads with a result that does not depend on their number.

use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::thread::scope;

use flate2::{Compression, write::ZlibEncoder};

/// Level 6: level 9 costs half as much again for one per cent.
const LEVEL: u32 = 6;

/// Compresses for `/FlateDecode`.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4 + 64), Compression::new(LEVEL));
    // Writing into memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// `work(0), work(1), … work(count - 1)` in this order, computed by at most `threads` threads.
pub fn in_order<T: Send>(count: usize, threads: NonZeroUsize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = threads.get().min(count);
    if threads < 2 {
        return (0..count).map(work).collect();
    }
    let next = Mutex::new(0..count);
    let take = || next.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).next();
    let run = || {
        let mut done = Vec::new();
        while let Some(index) = take() {
            done.push((index, work(index)));
        }
        done
    };
    let mut all: Vec<(usize, T)> = scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let mut all = run();
        for helper in helpers {
            match helper.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_unstable_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_work() {
        let square = |index: usize| index * index;
        for threads in [1, 2, 7, 200] {
            let threads = NonZeroUsize::new(threads).unwrap();
            assert_eq!(in_order(100, threads, square), (0..100).map(square).collect::<Vec<_>>());
        }
        assert!(in_order(0, NonZeroUsize::MIN, square).is_empty());
    }
}

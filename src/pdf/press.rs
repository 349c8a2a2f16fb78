//! Deflate, and work shared among threads with a result that does not depend on their number.

use std::cell::RefCell;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::thread::scope;

use flate2::{Compress, Compression, FlushCompress, Status};

/// Level 6: level 9 costs half as much again for one per cent.
const LEVEL: u32 = 6;

thread_local! {
    /// A compressor is a quarter of a megabyte to be set up: each thread has one and begins anew with it.
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// Compresses for `/FlateDecode`.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut out = Vec::with_capacity(bytes.len() / 4 + 64);
        loop {
            let read = (compressor.total_in() as usize).min(bytes.len());
            // In memory nothing can fail; each turn takes input or fills the room, and the end comes with either.
            match compressor.compress_vec(&bytes[read..], &mut out, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => out.reserve(out.capacity().max(64)),
                Ok(Status::StreamEnd) | Err(_) => return out,
            }
        }
    })
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
    use std::io::Write;

    use flate2::write::ZlibEncoder;

    use super::*;

    #[test]
    fn a_used_compressor_makes_the_same_bytes_as_a_new_one() {
        let mut state = 1u32;
        let mut noise = |length: usize| -> Vec<u8> {
            let next = |_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8 & 0x1f
            };
            (0..length).map(next).collect()
        };
        let long = noise(300_000);
        let texts = [Vec::new(), b"a".to_vec(), long.clone(), noise(70_000), long, b"BT ET".repeat(20_000)];
        for text in texts {
            let mut fresh = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
            fresh.write_all(&text).unwrap();
            assert!(deflate(&text) == fresh.finish().unwrap(), "{} bytes", text.len());
        }
    }

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

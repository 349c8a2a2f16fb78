//! The worker's side: requests from standard input, answers to standard output, until the parent is gone.

use std::io::{BufReader, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::encode::Encoder;
use super::memory;
use super::wire::{PIECE, lengths_out, receive, request, send};

/// Time that the parent has to end a worker that hangs, before the worker does it itself (its parent is dead).
const GRACE: u64 = 10;

/// Seconds that the current file has left; `u64::MAX` between files.
static LEFT: AtomicU64 = AtomicU64::new(u64::MAX);

/// Reads files until `from` ends. Nothing is said but answers; trouble with the pipes ends it too.
pub fn serve(from: impl Read, mut to: impl Write) {
    std::thread::spawn(alarm);
    let (mut from, mut frame) = (BufReader::with_capacity(PIECE, from), Vec::new());
    let mut encoder = Encoder::default();
    while let Ok(true) = receive(&mut from, &mut frame) {
        let Ok((limits, files)) = request(&frame) else {
            return;
        };
        memory::cap(limits.memory_bytes);
        let mut answers = Vec::with_capacity(files.len());
        for bytes in files {
            LEFT.store(limits.seconds.saturating_add(GRACE), Ordering::Relaxed);
            answers.push(encoder.read(bytes, &limits));
        }
        LEFT.store(u64::MAX, Ordering::Relaxed);
        let mut head = Vec::new();
        lengths_out(&mut head, answers.iter().map(Vec::len));
        let parts: Vec<&[u8]> = [&head].into_iter().chain(&answers).map(|part| &**part).collect();
        if send(&mut to, &parts).is_err() {
            return;
        }
    }
}

/// Ends a worker that hangs and whose parent did not end it: an orphan must not burn a processor for ever.
fn alarm() {
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let left = LEFT.load(Ordering::Relaxed);
        if left == 0 {
            std::process::exit(memory::OVER + 1);
        }
        if left != u64::MAX {
            // A file that ends at this very moment may be followed by one with a second less.
            let _ = LEFT.compare_exchange(left, left - 1, Ordering::Relaxed, Ordering::Relaxed);
        }
    }
}

//! The memory limit of a worker: an allocator that counts, and ends the process beyond a cap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

/// Exit code of a worker that asked for more than its cap. No other code of the program comes near it.
pub(super) const OVER: i32 = 86;

static COUNTING: AtomicBool = AtomicBool::new(false);
static LIVE: AtomicUsize = AtomicUsize::new(0);
static CAP: AtomicUsize = AtomicUsize::new(usize::MAX);

/// The system's allocator; in a worker, with a cap.
///
/// Why not the system's own limits: `setrlimit` is Unix only and counts addresses, job objects are Windows only.
/// Outside a worker the price is one load of a flag that never changes.
#[derive(Debug)]
pub struct Capped;

/// Counts from now on, and ends the process where more than `bytes` would be live.
pub(super) fn cap(bytes: u64) {
    CAP.store(usize::try_from(bytes).unwrap_or(usize::MAX), Relaxed);
    COUNTING.store(true, Relaxed);
}

/// A worker reads on one thread, so a load and a store do for an addition, at a tenth of its price; its alarm
/// thread allocates next to nothing. What was allocated before counting began may be freed later: never below 0.
fn add(bytes: usize) {
    if !COUNTING.load(Relaxed) {
        return;
    }
    let live = LIVE.load(Relaxed).saturating_add(bytes);
    if live > CAP.load(Relaxed) {
        // Returning null would end in an abort too, which the parent could not tell from any other.
        std::process::exit(OVER);
    }
    LIVE.store(live, Relaxed);
}

fn subtract(bytes: usize) {
    if COUNTING.load(Relaxed) {
        LIVE.store(LIVE.load(Relaxed).saturating_sub(bytes), Relaxed);
    }
}

// SAFETY: every call goes to `System` with the caller's own arguments; counting touches atomics only.
unsafe impl GlobalAlloc for Capped {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: the caller's promise is passed on unchanged.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        subtract(layout.size());
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Both blocks may be live while one is copied to the other.
        add(size);
        subtract(layout.size());
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

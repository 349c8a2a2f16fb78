//! Who is to blame for a panic or for too much memory: a parsing crate (contained, as a worker process contains it) or this project.

use std::alloc::{GlobalAlloc, Layout, System, set_alloc_error_hook};
use std::backtrace::Backtrace;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

/// More than any input of a target can need; a worker's own limit is sixteen times as much.
const CAP: usize = 64 << 20;
/// A trace takes a hundred times as long as an input: one refusal of so many is looked into.
const LOOKED_INTO: usize = 16;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static REFUSED: AtomicUsize = AtomicUsize::new(0);
/// What traces keep for the next one: it is no input's.
static KEPT: AtomicUsize = AtomicUsize::new(0);
/// While a trace is taken, which needs some memory itself.
static OPEN: AtomicBool = AtomicBool::new(false);

/// Refuses memory beyond the cap, so that what kills a worker is an event here and not the end of the run.
struct Counted;

#[global_allocator]
static COUNTED: Counted = Counted;

// SAFETY: every call goes to `System` with the caller's own arguments, or is refused with null as the trait allows.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let most = CAP + KEPT.load(Relaxed);
        if LIVE.load(Relaxed).saturating_add(layout.size()) > most && !OPEN.load(Relaxed) {
            return std::ptr::null_mut();
        }
        LIVE.fetch_add(layout.size(), Relaxed);
        // SAFETY: the caller's promise is passed on unchanged.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Called once, before the first input. The reader's own hook must stand below this one: it is made first.
pub fn begin() {
    let _ = tonghop::read::read_one(b"", &tonghop::domain::settings::Limits::default());
    let below = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let file = info.location().map_or("", |place| place.file());
        if foreign(file) {
            return below(info);
        }
        eprintln!("{info}");
        std::process::abort();
    }));
    set_alloc_error_hook(refused);
}

/// Sources of other crates lie in the registry, this project's do not.
fn foreign(file: &str) -> bool {
    file.contains("registry") && !file.contains("libfuzzer") || file.ends_with("blame.rs")
}

/// Ours if the innermost frame of a known name (our own) or path (a parsing crate's) is ours. An unwinding hook is what
/// the standard library allows here.
fn refused(layout: Layout) {
    if !REFUSED.fetch_add(1, Relaxed).is_multiple_of(LOOKED_INTO) {
        panic!("memory");
    }
    let before = LIVE.load(Relaxed);
    OPEN.store(true, Relaxed);
    let trace = Backtrace::force_capture().to_string();
    let known = |line: &&str| ["/calamine-", "/cfb-", "/zip-", "/quick-xml-", "tonghop::"].iter().any(|name| line.contains(name));
    let ours = trace.lines().find(known).is_none_or(|first| !first.contains("registry"));
    if ours {
        eprintln!("memory: {} bytes asked for by our own code\n{trace}", layout.size());
        std::process::abort();
    }
    drop(trace);
    KEPT.fetch_add(LIVE.load(Relaxed).saturating_sub(before), Relaxed);
    OPEN.store(false, Relaxed);
    panic!("memory");
}

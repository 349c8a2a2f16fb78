//! Edge `workers`: hostile files are read by worker processes of this same program, one file at a time each.
//!
//! A parsing crate can run out of memory (an abort that nothing catches), hang or panic on a small real file. In a
//! worker that costs the worker: it is replaced, its file is one finding, the run goes on.
//!
//! 1. `memory` – the allocator that ends a worker beyond its limit; portable, where `setrlimit` and job objects are not
//! 2. `wire` – frames: what goes over the pipes, and what is never believed
//! 3. `encode`, `decode` – a reading as bytes and back; both ends remember texts
//! 4. `serve` – the worker's side
//! 5. `watch` – ends workers whose time is up
//! 6. `worker`, `pool` – the parent's side: one process, and all of them

mod decode;
mod encode;
mod memory;
mod pool;
mod serve;
mod watch;
mod wire;
mod worker;

use std::path::Path;
use std::sync::OnceLock;

use crate::read::{Here, Reader};

pub use memory::Capped;
pub use pool::Pool;
pub use serve::serve;

/// The hidden argument that makes the program a worker. Its number counts the shapes of the frames: where the program was replaced
/// while it ran (`watch`), the new one is no worker of the old one, and says so at once.
pub const ARGUMENT: &str = "--reader-worker=3";

/// The pool of this process. Only a `main` that can serve may found it, so that tests, benches and other users
/// of the library, whose program is no worker, never start one.
static POOL: OnceLock<Pool> = OnceLock::new();

/// From now on files are read by workers: `program` started with [`ARGUMENT`].
pub fn employ(program: &Path) {
    POOL.get_or_init(|| Pool::new(program, ARGUMENT));
}

/// The workers, if this program employs any; else this process, where a panic is contained and an abort is not.
pub fn reader() -> &'static dyn Reader {
    match POOL.get() {
        Some(pool) => pool,
        None => &Here,
    }
}

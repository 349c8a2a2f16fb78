//! Who ends workers whose time is up: one thread for all of them, asleep until the earliest time limit.

use std::io;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// A worker's process, which its own thread and the watch may end.
#[derive(Debug)]
pub(super) struct Process {
    child: Mutex<Child>,
    expired: AtomicBool,
}

impl Process {
    pub(super) fn new(child: Child) -> Process {
        Process { child: Mutex::new(child), expired: AtomicBool::new(false) }
    }

    /// Has the watch ended it?
    pub(super) fn has_expired(&self) -> bool {
        self.expired.load(Ordering::Acquire)
    }

    /// How it ended, if it has.
    pub(super) fn ended(&self) -> io::Result<Option<ExitStatus>> {
        locked(&self.child).try_wait()
    }

    /// Ends it and waits until it is gone.
    pub(super) fn end(&self) {
        let mut child = locked(&self.child);
        // Fails only where the process is gone already.
        let _ = child.kill();
        let _ = child.wait();
    }

    fn expire(&self) {
        self.expired.store(true, Ordering::Release);
        let _ = locked(&self.child).kill();
    }
}

/// Nothing under these locks can be half done: a poisoned one is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The thread that watches. It ends with its last handle.
#[derive(Debug)]
pub(super) struct Watch {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Workers that read a file now, as few as there are threads.
    busy: Vec<(Arc<Process>, Instant)>,
    /// When the thread wakes by itself; `None` while it sleeps for good.
    wakes: Option<Instant>,
    is_over: bool,
}

impl Watch {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system refuses a thread; then no worker may be asked, for nobody would end it.
    pub(super) fn start() -> io::Result<Watch> {
        let shared = Arc::new(Shared::default());
        let own = Arc::clone(&shared);
        std::thread::Builder::new().name("watch".into()).spawn(move || own.watch())?;
        Ok(Watch { shared })
    }

    /// From now on the process is ended at `deadline`; until [`Watch::release`].
    pub(super) fn guard(&self, process: &Arc<Process>, deadline: Instant) {
        let mut state = locked(&self.shared.state);
        state.busy.push((Arc::clone(process), deadline));
        // Time limits are alike, so it wakes early enough already, but for its first file.
        let is_late = state.wakes.is_none_or(|wakes| deadline < wakes);
        drop(state);
        if is_late {
            self.shared.changed.notify_one();
        }
    }

    /// The process has answered.
    pub(super) fn release(&self, process: &Arc<Process>) {
        locked(&self.shared.state).busy.retain(|(busy, _)| !Arc::ptr_eq(busy, process));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        locked(&self.shared.state).is_over = true;
        self.shared.changed.notify_one();
    }
}

impl Shared {
    fn watch(&self) {
        let mut state = locked(&self.state);
        while !state.is_over {
            let now = Instant::now();
            state.busy.retain(|(process, deadline)| {
                let is_due = *deadline <= now;
                if is_due {
                    process.expire();
                }
                !is_due
            });
            let next = state.busy.iter().map(|(_, deadline)| *deadline).min();
            state.wakes = next;
            state = match next {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(at) => {
                    let left = at.saturating_duration_since(now);
                    self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

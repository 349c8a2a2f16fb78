//! How far long work has come, and with how many threads it goes: told by the steps that do it, shown by `main`.

use std::fmt::Debug;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A part of a run that can take long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Submissions read, of all.
    Read,
    /// Documents printed, of all.
    Print,
    /// Outputs written, as a set.
    Write,
}

impl Stage {
    /// The word for people.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Stage::Read => "Đọc tệp nộp",
            Stage::Print => "Dàn trang văn bản",
            Stage::Write => "Ghi kết quả",
        }
    }
}

/// Who is told. Threads tell as they finish, so `done` may come out of order.
pub trait Progress: Debug + Sync {
    /// `done` of `of` are finished.
    fn told(&self, stage: Stage, done: usize, of: usize);
}

/// Nobody listens.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn told(&self, _stage: Stage, _done: usize, _of: usize) {}
}

/// How a step is to work. No result depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Effort<'a> {
    pub threads: NonZero<usize>,
    /// How many of them are at work on something else just now.
    pub elsewhere: &'a AtomicUsize,
    pub progress: &'a dyn Progress,
}

/// Nobody is at work elsewhere.
static NONE: AtomicUsize = AtomicUsize::new(0);

impl Effort<'static> {
    /// On all cores, in silence.
    pub fn quiet() -> Effort<'static> {
        Effort::new(all_cores(), &Silent)
    }
}

impl<'a> Effort<'a> {
    /// On so many threads, all of them free.
    pub fn new(threads: NonZero<usize>, progress: &'a dyn Progress) -> Effort<'a> {
        Effort { threads, elsewhere: &NONE, progress }
    }

    /// With as many threads, and nobody told.
    pub fn in_silence(&self) -> Effort<'static> {
        Effort::new(self.threads, &Silent)
    }

    /// How many threads each of so many workers may use at this moment: at least its own.
    pub fn share(&self, workers: usize) -> NonZero<usize> {
        let free = self.threads.get().saturating_sub(self.elsewhere.load(Ordering::Relaxed));
        NonZero::new(free / workers.max(1)).unwrap_or(NonZero::<usize>::MIN)
    }
}

/// As many threads as the system says that it can run at once.
pub fn all_cores() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_share_the_threads_that_are_free() {
        let elsewhere = AtomicUsize::new(1);
        let effort = Effort { elsewhere: &elsewhere, ..Effort::new(NonZero::new(8).unwrap(), &Silent) };
        assert_eq!([1, 2, 7, 8, 0].map(|workers| effort.share(workers).get()), [7, 3, 1, 1, 7]);
        elsewhere.store(0, Ordering::Relaxed);
        assert_eq!([1, 2, 7, 8].map(|workers| effort.share(workers).get()), [8, 4, 1, 1]);
        assert_eq!(Effort::new(NonZero::<usize>::MIN, &Silent).share(1).get(), 1);
    }
}

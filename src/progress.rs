//! How far long work has come, and with how many threads it goes: told by the steps that do it, shown by `main`.

use std::fmt::Debug;
use std::num::NonZero;

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
    pub progress: &'a dyn Progress,
}

impl Effort<'static> {
    /// On all cores, in silence.
    pub fn quiet() -> Effort<'static> {
        Effort { threads: all_cores(), progress: &Silent }
    }
}

impl Effort<'_> {
    /// With as many threads, and nobody told.
    pub fn in_silence(&self) -> Effort<'static> {
        Effort { threads: self.threads, progress: &Silent }
    }
}

/// As many threads as the system says that it can run at once.
pub fn all_cores() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

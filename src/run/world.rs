//! What a run asks of the program around it: the time, a rest, a word at once, how far it has come.

use std::fmt::Debug;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDateTime;

use super::answer::Answer;
use crate::progress::{Progress, Silent};

/// The program around a run. `main` has one for the terminal; an embedding program, or a test, its own.
pub trait World: Debug {
    /// Local date and time.
    fn now(&self) -> NaiveDateTime;

    /// Waits; `false` ends a `watch`.
    fn rest(&self, time: Duration) -> bool;

    /// Shows an answer at once, while the run goes on.
    fn show(&self, answer: &Answer);

    /// Who is told how far the work has come.
    fn progress(&self) -> &dyn Progress;

    /// Whether texts may have colors.
    fn colors(&self) -> bool;

    /// Full path of the program, as a scheduler must name it.
    fn program(&self) -> PathBuf;

    /// The working folder.
    fn here(&self) -> PathBuf;
}

/// A world without a terminal, at one fixed moment: for embedding programs and reproducible runs.
#[derive(Debug, Clone, Copy)]
pub struct StillWorld {
    pub moment: NaiveDateTime,
}

impl World for StillWorld {
    fn now(&self) -> NaiveDateTime {
        self.moment
    }

    fn rest(&self, _time: Duration) -> bool {
        false
    }

    fn show(&self, _answer: &Answer) {}

    fn progress(&self) -> &dyn Progress {
        &Silent
    }

    fn colors(&self) -> bool {
        false
    }

    fn program(&self) -> PathBuf {
        "tonghop".into()
    }

    fn here(&self) -> PathBuf {
        ".".into()
    }
}

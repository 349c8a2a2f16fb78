//! All workers of this process: lent one at a time, started when first needed, replaced when they die.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::decode::decode;
use super::worker::{Death, Worker};
use crate::domain::number::vietnamese;
use crate::domain::settings::Limits;
use crate::read::{ReadProblem, Reader, Reading, read_one};

/// Worker processes. As many live as files were ever read at once; all end with the pool.
pub struct Pool {
    program: PathBuf,
    argument: String,
    idle: Mutex<Vec<Worker>>,
}

impl Pool {
    /// Starts nothing yet. `program` with `argument` must [`serve`](super::serve).
    pub fn new(program: &Path, argument: &str) -> Pool {
        Pool { program: program.to_path_buf(), argument: argument.to_owned(), idle: Mutex::default() }
    }

    fn take(&self) -> Option<Worker> {
        // A lock is held for one push or pop only, so a poisoned one is whole.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, worker: Worker) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("program", &self.program).finish_non_exhaustive()
    }
}

impl Reader for Pool {
    fn read_one(&self, bytes: &Arc<[u8]>, limits: &Limits) -> Result<Reading, ReadProblem> {
        loop {
            let mut worker = match self.take() {
                Some(worker) => worker,
                None => match Worker::start(&self.program, &self.argument) {
                    Ok(worker) => worker,
                    // Where the system forbids processes, the program still reads, with what guards are left.
                    Err(_) => return read_one(bytes, limits),
                },
            };
            match worker.ask(bytes, limits) {
                Ok(answer) => {
                    let outcome = decode(&answer);
                    if outcome.is_ok() {
                        self.give_back(worker);
                    }
                    return outcome.unwrap_or(Err(ReadProblem::Crashed));
                }
                // What became of a used worker may be an earlier file's doing: a fresh one decides.
                Err(Death::Crashed | Death::TooMuch) if worker.served > 0 => {}
                Err(death) => return Err(problem(death, limits)),
            }
        }
    }
}

fn problem(death: Death, limits: &Limits) -> ReadProblem {
    match death {
        Death::TooLong => {
            let most = vietnamese(limits.seconds.into(), None);
            ReadProblem::OverLimit(format!("đọc quá thời gian cho phép ({most} giây)"))
        }
        Death::TooMuch => {
            let most = vietnamese((limits.memory_bytes >> 20).into(), None);
            ReadProblem::OverLimit(format!("đọc vượt giới hạn bộ nhớ ({most} MB)"))
        }
        Death::Crashed => ReadProblem::Crashed,
    }
}

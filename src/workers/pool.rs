//! All workers of this process: lent one at a time, started when first needed, replaced when they die.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::watch::Watch;
use super::worker::{Death, Worker};
use crate::domain::number::vietnamese;
use crate::domain::settings::Limits;
use crate::read::{ReadProblem, Reader, Reading, Work, read_one};

/// So many starts in a row that the system refused are no accident: it will refuse the next one too.
const MOST_REFUSALS: usize = 3;

/// Worker processes. As many live as files were ever read at once; all end with the pool.
#[derive(Debug)]
pub struct Pool {
    program: PathBuf,
    argument: String,
    idle: Mutex<Vec<Worker>>,
    /// Started with the first worker.
    watch: Mutex<Option<Arc<Watch>>>,
    /// A worker has answered: this program can be one, and who dies now dies of a file.
    is_proven: AtomicBool,
    /// No request is sent to a worker that has not answered the last one.
    is_one_by_one: AtomicBool,
    refused: Mutex<Refused>,
}

/// What the system says to new workers.
#[derive(Debug, Default)]
struct Refused {
    /// Starts in a row that were refused.
    times: usize,
    /// What it said last.
    why: String,
    /// Files were read without a worker, since this was last asked for.
    unguarded: bool,
}

impl Pool {
    /// Starts nothing yet. `program` with `argument` must [`serve`](super::serve).
    pub fn new(program: &Path, argument: &str) -> Pool {
        Pool {
            program: program.to_path_buf(),
            argument: argument.to_owned(),
            idle: Mutex::default(),
            watch: Mutex::default(),
            is_proven: AtomicBool::new(false),
            is_one_by_one: AtomicBool::new(false),
            refused: Mutex::default(),
        }
    }

    /// An idle worker, or a new one; `None` where there can be none.
    fn take(&self) -> Option<(Worker, Arc<Watch>)> {
        if locked(&self.refused).times >= MOST_REFUSALS {
            return None;
        }
        let started = || {
            let watch = self.watch()?;
            let idle = locked(&self.idle).pop();
            let worker = match idle {
                Some(worker) => worker,
                None => Worker::start(&self.program, &self.argument)?,
            };
            Ok::<_, io::Error>((worker, watch))
        };
        let started = started();
        let mut refused = locked(&self.refused);
        match &started {
            Ok(_) => refused.times = 0,
            Err(error) => {
                refused.times += 1;
                refused.why = error.to_string();
            }
        }
        started.ok()
    }

    /// A worker that has answered.
    fn give_back(&self, worker: Worker) {
        self.is_proven.store(true, Relaxed);
        locked(&self.idle).push(worker);
    }

    fn watch(&self) -> io::Result<Arc<Watch>> {
        let mut watch = locked(&self.watch);
        if let Some(watch) = &*watch {
            return Ok(Arc::clone(watch));
        }
        let started = Arc::new(Watch::start()?);
        *watch = Some(Arc::clone(&started));
        Ok(started)
    }

    /// A fresh worker died of its file, and none ever answered: is it the file, or is this program no worker at all (a guard
    /// of the system ends it, its own file is gone)? One that is asked nothing tells.
    fn can_work(&self, limits: &Limits) -> bool {
        if !self.is_proven.load(Relaxed) {
            let asked =
                self.take().is_some_and(|(mut worker, watch)| worker.ask(&[&[]], limits, &watch).is_ok());
            self.is_proven.fetch_or(asked, Relaxed);
        }
        self.is_proven.load(Relaxed)
    }

    /// Has a worker read the run that is left and those after it, until there are no more; where it dies, what it has not answered is left.
    fn converse<'a>(
        &self,
        mut worker: Worker,
        watch: &Watch,
        work: &mut dyn Work<'a>,
        left: &mut VecDeque<Run<'a>>,
        limits: &Limits,
    ) {
        let mut lives = left.front().is_some_and(|run| send(&mut worker, run, limits, watch));
        while lives && self.top_up(&mut worker, watch, work, left, limits) {
            if worker.unanswered() == 0 {
                return self.give_back(worker);
            }
            let is_used = worker.served > 0;
            match worker.receive(limits, watch) {
                Ok(count) => {
                    // The next request goes out before this answer is looked at.
                    lives = self.top_up(&mut worker, watch, work, left, limits);
                    let Ok(outcomes) = worker.answers(count) else { return };
                    left.pop_front();
                    work.done(outcomes);
                }
                Err(death) => {
                    if death == Death::TooLong && left.len() > 1 {
                        // Perhaps pipes hold less here than anywhere else, and both ends waited for each other.
                        self.is_one_by_one.store(true, Relaxed);
                    } else if left.len() == 1 && left[0].len() == 1 && self.is_its_doing(death, is_used) {
                        left.clear();
                        work.done(vec![Err(problem(death, limits))]);
                    }
                    return;
                }
            }
        }
    }

    /// Sends what may be on its way already; is the worker alive?
    fn top_up<'a>(
        &self,
        worker: &mut Worker,
        watch: &Watch,
        work: &mut dyn Work<'a>,
        left: &mut VecDeque<Run<'a>>,
        limits: &Limits,
    ) -> bool {
        while worker.unanswered() < MOST_UNANSWERED {
            let is_one_by_one = self.is_one_by_one.load(Relaxed);
            let most = match worker.unanswered() {
                0 => usize::MAX,
                // Whoever has time shall not wait for a small file that stands behind a large one.
                _ if is_one_by_one || left.iter().any(|run| size(run) > AHEAD) => return true,
                _ => AHEAD,
            };
            let Some(run) = work.next(most) else { return true };
            let lives = send(worker, &run, limits, watch);
            left.push_back(run);
            if !lives {
                return false;
            }
        }
        true
    }

    /// Is what a worker died of the doing of the only file that it was asked for last?
    fn is_its_doing(&self, death: Death, is_used: bool) -> bool {
        match death {
            Death::TooLong => true,
            // What became of a used worker may be an earlier file's doing: a fresh one decides.
            Death::TooMuch => !is_used,
            Death::Crashed => !is_used && self.is_proven.load(Relaxed),
        }
    }
}

/// Files that are asked for together.
type Run<'a> = Vec<&'a Arc<[u8]>>;

/// Requests that are on their way to a worker at a time: the one that it reads, and the next one.
const MOST_UNANSWERED: usize = 2;
/// What is sent to a worker that may be about to answer has so many bytes at most: with its head, and a page of the last request, it fits into
/// the sixteen pages of a pipe, so it never waits for a worker that waits for its answer to be read.
const AHEAD: usize = 56 << 10;

fn size(run: &Run) -> usize {
    run.iter().map(|file| file.len()).sum()
}

fn send(worker: &mut Worker, run: &Run, limits: &Limits, watch: &Watch) -> bool {
    let files: Vec<&[u8]> = run.iter().map(|file| &***file).collect();
    worker.send(&files, limits, watch).is_ok()
}

/// A lock is held for one push or pop only, so a poisoned one is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Reader for Pool {
    fn read_one(&self, bytes: &Arc<[u8]>, limits: &Limits) -> Result<Reading, ReadProblem> {
        loop {
            // Where the system forbids processes, the program still reads, with what guards are left; and says so.
            let Some((mut worker, watch)) = self.take() else {
                locked(&self.refused).unguarded = true;
                return read_one(bytes, limits);
            };
            let is_used = worker.served > 0;
            let death = match worker.ask(&[bytes], limits, &watch).map(|mut outcomes| outcomes.pop()) {
                Ok(Some(outcome)) => {
                    self.give_back(worker);
                    return outcome;
                }
                Ok(None) => Death::Crashed,
                Err(death) => death,
            };
            drop(worker);
            match death {
                // What became of a used worker may be an earlier file's doing: a fresh one decides.
                Death::Crashed | Death::TooMuch if is_used => {}
                Death::Crashed if !self.can_work(limits) => {
                    let mut refused = locked(&self.refused);
                    refused.times = MOST_REFUSALS;
                    refused.why = format!("{} {}", self.program.display(), self.argument);
                }
                death => return Err(problem(death, limits)),
            }
        }
    }

    /// Each run in one request, and the next one on its way before this one is answered: so neither end waits for the other more than it
    /// must, and the worker hardly ever sleeps.
    fn read_work<'a>(&self, work: &mut dyn Work<'a>, limits: &Limits) {
        while let Some(run) = work.next(usize::MAX) {
            let mut left = VecDeque::from([run]);
            if let Some((worker, watch)) = self.take() {
                self.converse(worker, &watch, work, &mut left, limits);
            }
            // Nothing is known of these: each file is asked for by itself, with time and memory of its own.
            for run in left {
                work.done(run.iter().map(|bytes| self.read_one(bytes, limits)).collect());
            }
        }
    }

    fn unguarded(&self) -> Option<String> {
        let mut refused = locked(&self.refused);
        std::mem::take(&mut refused.unguarded).then(|| refused.why.clone())
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

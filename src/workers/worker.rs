//! One worker process, seen from its parent: files in, their answers out, or its death.

use std::collections::VecDeque;
use std::io::{self, BufReader};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::decode::Decoder;
use super::memory;
use super::watch::{Process, Watch};
use super::wire::{Garbled, PIECE, pieces, receive, request_out, send};
use crate::domain::settings::Limits;
use crate::read::{ReadProblem, Reading};

/// What a worker says of a file.
pub(super) type Outcome = Result<Reading, ReadProblem>;

/// How a worker ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Death {
    /// It did not answer in time and was ended.
    TooLong,
    /// It asked for more memory than it may have.
    TooMuch,
    /// An abort, a signal, a mad answer.
    Crashed,
}

/// A time limit beyond this is none.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

/// When a request's time is up that begins now.
fn deadline(limits: &Limits) -> Instant {
    Instant::now() + Duration::from_secs(limits.seconds).min(FOREVER)
}

/// A process and its pipes. Its thread talks with it directly: where its time is up the watch ends it, and the pipes break.
#[derive(Debug)]
pub(super) struct Worker {
    process: Arc<Process>,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    /// The last answer.
    answer: Vec<u8>,
    decoder: Decoder,
    /// Of how many files each request is that has no answer yet.
    asked: VecDeque<usize>,
    /// Files that it has read.
    pub(super) served: u64,
}

impl Worker {
    /// Starts the program as a worker.
    pub(super) fn start(program: &Path, argument: &str) -> io::Result<Worker> {
        let mut child = Command::new(program)
            .arg(argument)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (to, from) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        let (process, from) = (Arc::new(Process::new(child)), BufReader::with_capacity(PIECE, from));
        Ok(Worker {
            process,
            to,
            from,
            answer: Vec::new(),
            decoder: Decoder::default(),
            asked: VecDeque::new(),
            served: 0,
        })
    }

    /// The answers to some files, which share the time of one. After a death the worker is of no more use.
    pub(super) fn ask(
        &mut self,
        files: &[&[u8]],
        limits: &Limits,
        watch: &Watch,
    ) -> Result<Vec<Outcome>, Death> {
        if self.send(files, limits, watch).is_err() {
            return Err(if self.process.has_expired() { Death::TooLong } else { self.autopsy() });
        }
        let count = self.receive(limits, watch)?;
        self.answers(count)
    }

    /// Sends a request. Where others are on their way, it must fit into a pipe: their answers are not read meanwhile.
    pub(super) fn send(&mut self, files: &[&[u8]], limits: &Limits, watch: &Watch) -> io::Result<()> {
        if self.asked.is_empty() {
            watch.guard(&self.process, deadline(limits));
        }
        self.asked.push_back(files.len());
        let head = request_out(limits, files);
        let parts: Vec<&[u8]> = [&*head].into_iter().chain(files.iter().copied()).collect();
        send(&mut self.to, &parts).inspect_err(|_| {
            self.asked.pop_back();
            watch.release(&self.process);
        })
    }

    /// How many requests have no answer yet.
    pub(super) fn unanswered(&self) -> usize {
        self.asked.len()
    }

    /// Waits for the answer to the earliest request that has none; how many files it is of. The time of the next one begins.
    pub(super) fn receive(&mut self, limits: &Limits, watch: &Watch) -> Result<usize, Death> {
        let answered = receive(&mut self.from, &mut self.answer);
        watch.release(&self.process);
        match (answered, self.asked.pop_front()) {
            // Its answer may have crossed the end of its time, but it is dead: the limit is the limit.
            _ if self.process.has_expired() => Err(Death::TooLong),
            (Ok(true), Some(count)) => {
                self.served += count as u64;
                if !self.asked.is_empty() {
                    watch.guard(&self.process, deadline(limits));
                }
                Ok(count)
            }
            _ => Err(self.autopsy()),
        }
    }

    /// What the last answer says of so many files.
    pub(super) fn answers(&mut self, count: usize) -> Result<Vec<Outcome>, Death> {
        let answers = pieces(&self.answer).map_err(|Garbled| Death::Crashed)?;
        if answers.len() != count {
            return Err(Death::Crashed);
        }
        let decoder = &mut self.decoder;
        answers.into_iter().map(|answer| decoder.decode(answer).map_err(|Garbled| Death::Crashed)).collect()
    }

    /// Of what a worker died whose pipes broke.
    fn autopsy(&self) -> Death {
        // It closed its pipes, so it is dead or dying; one that only closed them must not be waited for.
        for _ in 0..100 {
            match self.process.ended() {
                Ok(None) => std::thread::sleep(Duration::from_millis(5)),
                Ok(Some(status)) if status.code() == Some(memory::OVER) => return Death::TooMuch,
                _ => break,
            }
        }
        Death::Crashed
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.process.end();
    }
}

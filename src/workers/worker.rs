//! One worker process, seen from its parent: a file in, an answer out, or its death.

use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::memory;
use super::wire::{limits_out, receive, send};
use crate::domain::settings::Limits;

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

type Job = (Arc<[u8]>, Limits);

/// A process, and the thread that talks with it: a pipe cannot be waited for with a time limit, a channel can.
pub(super) struct Worker {
    child: Child,
    jobs: Sender<Job>,
    answers: Receiver<io::Result<Option<Vec<u8>>>>,
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
        let (jobs, taken) = channel();
        let (said, answers) = channel();
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (to, from) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        std::thread::Builder::new().spawn(move || talk(to, from, &taken, &said))?;
        Ok(Worker { child, jobs, answers, served: 0 })
    }

    /// The answer to one file. After a death the worker is of no more use.
    pub(super) fn ask(&mut self, bytes: &Arc<[u8]>, limits: &Limits) -> Result<Vec<u8>, Death> {
        if self.jobs.send((Arc::clone(bytes), limits.clone())).is_err() {
            return Err(self.autopsy());
        }
        match self.answers.recv_timeout(Duration::from_secs(limits.seconds)) {
            Ok(Ok(Some(answer))) => {
                self.served += 1;
                Ok(answer)
            }
            Err(RecvTimeoutError::Timeout) => Err(Death::TooLong),
            Ok(_) | Err(RecvTimeoutError::Disconnected) => Err(self.autopsy()),
        }
    }

    /// Of what a worker died whose pipes broke.
    fn autopsy(&mut self) -> Death {
        // It closed its pipes, so it is dead or dying; one that only closed them must not be waited for.
        for _ in 0..100 {
            match self.child.try_wait() {
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
        // Fails only where the process is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Files to the process, answers from it, until either side is gone.
fn talk(
    mut to: ChildStdin,
    mut from: ChildStdout,
    jobs: &Receiver<Job>,
    said: &Sender<io::Result<Option<Vec<u8>>>>,
) {
    while let Ok((bytes, limits)) = jobs.recv() {
        let answer = send(&mut to, &[&limits_out(&limits), &bytes]).and_then(|()| receive(&mut from));
        let is_over = !matches!(answer, Ok(Some(_)));
        if said.send(answer).is_err() || is_over {
            return;
        }
    }
}

//! Who reads which files: small neighbours together, each thread the next ones, every answer back in its file's place.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::one::{Outcome, Reader};
use crate::domain::Source;
use crate::domain::settings::Limits;
use crate::progress::{Effort, Stage};

/// Files to be read, handed out to whoever reads them.
pub trait Work<'a> {
    /// The next files, which are to be asked for together; `None` where there are none, or they have more than `most` bytes.
    fn next(&mut self, most: usize) -> Option<Vec<&'a Arc<[u8]>>>;

    /// What came of the files that were handed out first, of those that nothing was said of.
    fn done(&mut self, outcomes: Vec<Outcome>);
}

/// Each thread takes the next unread files; every result goes back to its file's place.
pub(super) fn read_all(
    sources: &[Source],
    limits: &Limits,
    reader: &dyn Reader,
    effort: &Effort<'_>,
) -> Vec<Outcome> {
    let table = Table {
        sources,
        runs: runs(sources),
        next: AtomicUsize::new(0),
        finished: AtomicUsize::new(0),
        effort,
    };
    let threads = effort.threads.get().min(worth(sources));
    let work = || {
        let mut share = Share { table: &table, taken: VecDeque::new(), done: Vec::new() };
        reader.read_work(&mut share, limits);
        share.done
    };
    let mut results: Vec<(usize, Outcome)> = std::thread::scope(|scope| {
        let handles: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for handle in handles {
            all.extend(handle.join().unwrap_or_default());
        }
        all
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, outcome)| outcome).collect()
}

/// All files of a reading, and how far it has come.
struct Table<'a> {
    sources: &'a [Source],
    runs: Vec<Range<usize>>,
    /// The first run that nobody has taken.
    next: AtomicUsize,
    /// Files.
    finished: AtomicUsize,
    effort: &'a Effort<'a>,
}

/// One thread's share of it.
struct Share<'a> {
    table: &'a Table<'a>,
    /// Runs that were taken and are not done, the first one first.
    taken: VecDeque<Range<usize>>,
    done: Vec<(usize, Outcome)>,
}

impl<'a> Work<'a> for Share<'a> {
    fn next(&mut self, most: usize) -> Option<Vec<&'a Arc<[u8]>>> {
        let Table { sources, runs, next, .. } = self.table;
        loop {
            let at = next.load(Relaxed);
            let run = runs.get(at)?;
            let files: Vec<_> = sources.get(run.clone())?.iter().map(|source| &source.bytes).collect();
            if files.iter().map(|file| file.len()).sum::<usize>() > most {
                return None;
            }
            if next.compare_exchange(at, at + 1, Relaxed, Relaxed).is_ok() {
                self.taken.push_back(run.clone());
                return Some(files);
            }
        }
    }

    fn done(&mut self, outcomes: Vec<Outcome>) {
        let Some(run) = self.taken.pop_front() else { return };
        let Table { sources, finished, effort, .. } = self.table;
        let finished = finished.fetch_add(run.len(), Relaxed) + run.len();
        self.done.extend(run.zip(outcomes));
        effort.progress.told(Stage::Read, finished, sources.len());
    }
}

/// Bytes of files that are worth a further thread, with a worker process of its own: some 8 ms of reading, where a process
/// costs 2.
const WORTH_A_THREAD: usize = 256 << 10;

/// How many threads have something to do.
fn worth(sources: &[Source]) -> usize {
    let bytes: usize = sources.iter().map(|source| source.bytes.len()).sum();
    sources.len().clamp(1, bytes / WORTH_A_THREAD + 1)
}

/// Files that are asked for together have so many bytes at most: they and what comes of them fit into a pipe.
const TOGETHER: usize = 56 << 10;
/// And so many they are at most: whoever waits for them is told how far it has come.
const MOST_TOGETHER: usize = 8;

/// Which files are asked for together, in their order: small neighbours.
fn runs(sources: &[Source]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (index, source) in sources.iter().enumerate() {
        bytes += source.bytes.len();
        match runs.last_mut() {
            Some(run) if bytes <= TOGETHER && run.len() < MOST_TOGETHER => run.end = index + 1,
            _ => {
                bytes = source.bytes.len();
                runs.push(index..index + 1);
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::atomic::AtomicUsize;

    use super::{MOST_TOGETHER, Share, TOGETHER, Table, Work, read_all, runs};
    use crate::domain::Source;
    use crate::domain::settings::Limits;
    use crate::progress::Effort;
    use crate::read::{Here, ReadProblem};

    fn sized(sizes: &[usize]) -> Vec<Source> {
        let source = |size: &usize| Source {
            file: "nop/a.xlsx".into(),
            department: None,
            round: 1,
            states_round: false,
            bytes: vec![b'a'; *size].into(),
            sha256: "".into(),
        };
        sizes.iter().map(source).collect()
    }

    #[test]
    fn small_neighbours_are_asked_for_together() {
        let of = |sizes: &[usize]| runs(&sized(sizes));
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[TOGETHER + 1, 1, TOGETHER - 1, 1]), [0..1, 1..3, 3..4]);
        assert_eq!(of(&[0; MOST_TOGETHER + 1]), [0..MOST_TOGETHER, MOST_TOGETHER..MOST_TOGETHER + 1]);
    }

    #[test]
    fn files_are_handed_out_once_and_large_ones_only_to_who_takes_them() {
        let sources = sized(&[10, TOGETHER, TOGETHER + 1, 20]);
        let effort = Effort::quiet();
        let next = AtomicUsize::new(0);
        let table = Table {
            runs: runs(&sources),
            sources: &sources,
            next,
            finished: AtomicUsize::new(0),
            effort: &effort,
        };
        let mut shares = [0, 1].map(|_| Share { table: &table, taken: VecDeque::new(), done: Vec::new() });
        let sizes =
            |files: Vec<&std::sync::Arc<[u8]>>| files.iter().map(|file| file.len()).collect::<Vec<_>>();
        let [one, other] = &mut shares;
        assert_eq!(one.next(TOGETHER).map(sizes), Some(vec![10]));
        assert_eq!(other.next(TOGETHER).map(sizes), Some(vec![TOGETHER]));
        assert_eq!(one.next(TOGETHER), None);
        assert_eq!(one.next(usize::MAX).map(sizes), Some(vec![TOGETHER + 1]));
        one.done(vec![Err(ReadProblem::Crashed)]);
        one.done(vec![Err(ReadProblem::Protected)]);
        assert_eq!(one.done, [(0, Err(ReadProblem::Crashed)), (2, Err(ReadProblem::Protected))]);
        assert_eq!(other.next(usize::MAX).map(sizes), Some(vec![20]));
        assert_eq!(other.next(usize::MAX), None);
        assert_eq!(read_all(&sources, &Limits::default(), &Here, &effort).len(), 4);
    }
}

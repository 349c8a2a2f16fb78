//! Files to drafts, a batch at a time and on all threads, so that the cells of a whole country never stand in memory at once.

use std::collections::BTreeSet;
use std::thread::scope;

use crate::domain::{Draft, Settings, Source};
use crate::finding::Findings;
use crate::normalise::{normalise, rounds};
use crate::progress::Effort;
use crate::read::read_with;
use crate::workbook::Workbook;
use crate::workers;

/// Files read before their cells are made into rows and dropped.
const BATCH: usize = 512;
/// Below this a second thread costs more (look-up tables of its own) than it saves.
const WORTH_SHARING: usize = 32;

/// Reads and normalises all sources; drafts and findings come in the order of the sources, for any number of
/// threads. The workbooks come too where they are one batch; of more, see [`again`].
pub fn drafts(
    sources: &[Source],
    settings: &Settings,
    effort: &Effort<'_>,
    findings: &mut Findings,
) -> (Vec<Draft>, Vec<Workbook>) {
    let mut drafts = Vec::with_capacity(sources.len());
    let mut kept = Vec::new();
    for batch in sources.chunks(BATCH) {
        let workbooks = read_with(batch, &settings.limits, workers::reader(), effort, findings);
        let threads = effort.threads.get().min(workbooks.len() / WORTH_SHARING + 1);
        for (part, found) in shared(&workbooks, batch, settings, threads) {
            drafts.extend(part);
            findings.extend(found);
        }
        if sources.len() <= BATCH {
            kept = workbooks;
        }
    }
    rounds(&mut drafts, sources, settings, findings);
    (drafts, kept)
}

/// The workbooks that return slips must show, those of files against which something stands; read once more where
/// [`drafts`] could not keep them. What the second reading has to say was said by the first.
pub fn again(
    kept: Vec<Workbook>,
    sources: &[Source],
    settings: &Settings,
    effort: &Effort<'_>,
    findings: &Findings,
) -> Vec<Workbook> {
    let faulty: BTreeSet<&str> =
        findings.iter().filter_map(|finding| finding.place.file.as_deref()).collect();
    if sources.len() <= BATCH {
        return kept.into_iter().filter(|workbook| faulty.contains(&*workbook.file)).collect();
    }
    let sources: Vec<Source> =
        sources.iter().filter(|source| faulty.contains(&*source.file)).cloned().collect();
    read_with(&sources, &settings.limits, workers::reader(), effort, &mut Findings::default())
}

type Part = (Vec<Draft>, Findings);

/// Each thread takes a run of neighbouring workbooks.
fn shared(workbooks: &[Workbook], sources: &[Source], settings: &Settings, threads: usize) -> Vec<Part> {
    let work = |part: &[Workbook]| {
        let mut findings = Findings::default();
        (normalise(part, sources, settings, &mut findings), findings)
    };
    if threads < 2 {
        return vec![work(workbooks)];
    }
    let share = workbooks.len().div_ceil(threads);
    scope(|scope| {
        let helpers: Vec<_> = workbooks.chunks(share).map(|part| scope.spawn(move || work(part))).collect();
        let join = |helper: std::thread::ScopedJoinHandle<'_, Part>| {
            helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        helpers.into_iter().map(join).collect()
    })
}

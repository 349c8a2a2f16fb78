//! Files to checked submissions, a batch at a time and on all threads, so that the cells of a whole country never stand in memory at once.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::scope;

use anyhow::{Result, bail};

use super::digest::sha256;
use crate::disk::read_file;
use crate::domain::settings::Limits;
use crate::domain::{Decisions, Intake, Plan, Settings, Source};
use crate::finding::Findings;
use crate::heap;
use crate::normalise::{Roster, normalise_with};
use crate::progress::Effort;
use crate::read::read_with;
use crate::validate::{Checked, Checks};
use crate::workbook::Workbook;
use crate::workers;

/// Files read before their cells are made into rows, checked and dropped.
const BATCH: usize = 384;
/// Of so many files in all the cells are kept for the slips, and the bytes; of more, neither.
const KEPT: usize = 512;
/// Below this a second thread costs more (look-up tables of its own) than it saves.
const WORTH_SHARING: usize = 32;

/// Reads, normalises and checks all sources; submissions and findings come in the order of the sources, for any number of
/// threads. The workbooks come too where they are few; where they are many, the bytes of the sources are let go as well, see
/// [`Sent`].
pub fn intake(
    sources: &mut [Source],
    (settings, decisions): (&Settings, &Decisions),
    effort: &Effort<'_>,
    findings: &mut Findings,
) -> (Intake, Vec<Workbook>) {
    let desk = Desk { settings, roster: Roster::new(settings), checks: Checks::new(settings, decisions) };
    let mut intake = Intake::new(settings, sources.len());
    let mut open = Vec::with_capacity(sources.len());
    let mut kept = Vec::new();
    let keeps = sources.len() <= KEPT;
    if !keeps {
        heap::large_blocks_apart(true);
    }
    for batch in sources.chunks_mut(BATCH) {
        let workbooks = read_with(batch, &settings.limits, workers::reader(), effort, findings);
        let threads = effort.threads.get().min(workbooks.len() / WORTH_SHARING + 1);
        for Part { checked, findings: found, workbooks } in shared(workbooks, batch, &desk, threads, keeps) {
            findings.extend(found);
            for Checked { submission, open: left_open } in checked {
                intake.add(submission);
                open.push(left_open);
            }
            kept.extend(workbooks);
        }
        if !keeps {
            batch.iter_mut().for_each(|source| source.bytes = Arc::from([]));
        }
    }
    if !keeps {
        heap::give_back();
    }
    desk.checks.together(&mut intake.submissions, &open, sources, findings);
    (intake, kept)
}

/// Was so much sent that memory must be looked after?
pub fn is_large(plan: &Plan) -> bool {
    plan.submissions.len() > KEPT
}

/// What the departments sent, as far as something stands against it, for the slips that go back to them: cell by cell where
/// they are few, else as files that are read once more when a slip is made of them.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    kept: Vec<Workbook>,
    /// Faulty files whose cells and bytes were dropped.
    dropped: Vec<Source>,
    /// The plan's folder, where they lie.
    folder: PathBuf,
}

impl Sent {
    /// `kept`: what [`intake`] could keep of the sources.
    pub(super) fn of(kept: Vec<Workbook>, sources: Vec<Source>, folder: &Path, findings: &Findings) -> Sent {
        let faulty: BTreeSet<&str> =
            findings.iter().filter_map(|finding| finding.place.file.as_deref()).collect();
        let is_kept = sources.len() <= KEPT;
        let kept = kept.into_iter().filter(|workbook| faulty.contains(&*workbook.file)).collect();
        let dropped =
            sources.into_iter().filter(|source| !is_kept && faulty.contains(&*source.file)).collect();
        Sent { kept, dropped, folder: folder.to_path_buf() }
    }

    /// All of them at once.
    ///
    /// # Errors
    /// As [`Sent::some`].
    pub fn all(&self, limits: &Limits, effort: &Effort<'_>) -> Result<Vec<Cow<'_, Workbook>>> {
        self.some(|_| true, limits, effort)
    }

    /// Those of the wanted files. What a second reading has to say was said by the first.
    ///
    /// # Errors
    /// When such a file is gone by now, or another one.
    pub fn some(
        &self,
        is_wanted: impl Fn(&str) -> bool,
        limits: &Limits,
        effort: &Effort<'_>,
    ) -> Result<Vec<Cow<'_, Workbook>>> {
        let kept = self.kept.iter().filter(|workbook| is_wanted(&workbook.file)).map(Cow::Borrowed);
        let dropped = self.dropped.iter().filter(|source| is_wanted(&source.file));
        let dropped = dropped.map(|source| self.loaded(source)).collect::<Result<Vec<_>>>()?;
        let again =
            read_with(&dropped, limits, workers::reader(), &effort.in_silence(), &mut Findings::default());
        Ok(kept.chain(again.into_iter().map(Cow::Owned)).collect())
    }

    /// The source with its bytes, which must be those that the plan was made of.
    fn loaded(&self, source: &Source) -> Result<Source> {
        let bytes = read_file(&self.folder.join(&*source.file))?;
        if sha256(&bytes) != *source.sha256 {
            bail!("Tệp “{}” đã thay đổi trong khi tổng hợp; hãy chạy lại", source.file);
        }
        Ok(Source { bytes, ..source.clone() })
    }
}

/// What workbooks are made into submissions with, made once for all of them.
struct Desk<'a> {
    settings: &'a Settings,
    roster: Roster<'a>,
    checks: Checks<'a>,
}

/// What one thread has made of its workbooks.
struct Part {
    checked: Vec<Checked>,
    findings: Findings,
    /// None where they are not kept: a thread lets its own go, which takes a while.
    workbooks: Vec<Workbook>,
}

/// Each thread takes a run of neighbouring workbooks.
fn shared(
    mut workbooks: Vec<Workbook>,
    sources: &[Source],
    desk: &Desk<'_>,
    threads: usize,
    keeps: bool,
) -> Vec<Part> {
    let work = |mut workbooks: Vec<Workbook>| {
        let mut findings = Findings::default();
        let drafts = normalise_with(&workbooks, sources, (desk.settings, &desk.roster), &mut findings);
        let checked = drafts.into_iter().map(|draft| desk.checks.check(draft, &mut findings)).collect();
        if !keeps {
            workbooks = Vec::new();
        }
        Part { checked, findings, workbooks }
    };
    if threads < 2 {
        return vec![work(workbooks)];
    }
    let share = workbooks.len().div_ceil(threads).max(1);
    let mut shares = Vec::with_capacity(threads);
    while workbooks.len() > share {
        shares.push(workbooks.split_off(workbooks.len() - share));
    }
    scope(|scope| {
        // The last ones first, so that what is left is the first share: this thread's own.
        let work = &work;
        let helpers: Vec<_> =
            shares.into_iter().rev().map(|share| scope.spawn(move || work(share))).collect();
        let join = |helper: std::thread::ScopedJoinHandle<'_, Part>| {
            helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        let own = work(workbooks);
        std::iter::once(own).chain(helpers.into_iter().map(join)).collect()
    })
}

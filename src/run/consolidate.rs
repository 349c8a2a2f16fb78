//! From files to the plan: each step once, in order.

use std::num::NonZero;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use chrono::NaiveDate;

use crate::collect::collect;
use crate::compare::{compare, unanswered};
use crate::compute::compute;
use crate::decide::decide;
use crate::disk::Inputs;
use crate::domain::settings::Limits;
use crate::domain::submission::ReceivedFile;
use crate::domain::{Basis, Decisions, DraftName, Intake, Plan, Settings, Snapshot, Source};
use crate::finding::Findings;
use crate::heap;
use crate::merge::merge_intake;
use crate::progress::Effort;
use crate::proofread::proofread_with;
use crate::settings::{limits, settings};
use crate::waive::waive;
use crate::workbook::Workbook;
use crate::workers;

use super::digest::sha256;
use super::earlier::earlier;
use super::intake::{Sent, intake, is_large};

/// The consolidated plan and all that was found on the way.
#[derive(Debug)]
pub struct Outcome {
    pub plan: Plan,
    pub findings: Findings,
    /// What the departments sent, for the slips that go back to them.
    pub sent: Sent,
    /// The kept draft that this one was compared with.
    pub earlier: Option<ReceivedFile>,
}

/// Consolidates one plan folder's files.
///
/// # Errors
/// When the settings or the catalogue cannot be used at all.
pub fn consolidate(inputs: &Inputs, as_of: NaiveDate) -> Result<Outcome> {
    consolidate_with(inputs, as_of, &Effort::quiet())
}

/// The same, with the threads wished for, telling how far it has come.
///
/// # Errors
/// As [`consolidate`].
pub fn consolidate_with(inputs: &Inputs, as_of: NaiveDate, effort: &Effort<'_>) -> Result<Outcome> {
    let mut findings = Findings::default();
    let gathered = gather(inputs, as_of, effort, &mut findings)?;
    outcome(inputs, gathered, findings)
}

/// The same with submissions that are given away: those of a country are let go as they are read, and read from the plan's folder
/// once more where a slip must show them.
///
/// # Errors
/// As [`consolidate`].
pub fn consolidate_freeing(inputs: &mut Inputs, as_of: NaiveDate, effort: &Effort<'_>) -> Result<Outcome> {
    let mut findings = Findings::default();
    let files = std::mem::take(&mut inputs.files);
    let gathered = gather_from(inputs, files, as_of, effort, &mut findings)?;
    outcome(inputs, gathered, findings)
}

/// From what was sent to the plan.
fn outcome(
    inputs: &Inputs,
    (gathered, workbooks): (Gathered, Vec<Workbook>),
    mut findings: Findings,
) -> Result<Outcome> {
    let number = gathered.settings.draft.number;
    // Before the plan, which the submissions are given away to.
    let earlier = earlier(&gathered, &inputs.kept, number, &mut findings);
    // Only a reply asks for drafts before that one; without any, nothing is copied.
    let asked = (earlier.is_some() && !gathered.decisions.replies.is_empty()).then(|| gathered.clone());
    let threads = gathered.threads;
    let (mut plan, sources) = gathered.plan(&mut findings);
    if is_large(&plan) {
        heap::give_back();
    }
    proofread_with(&plan, threads, &mut findings);
    if let Some(earlier) = &earlier {
        let now = Snapshot::of(&plan, DraftName::Number(number), Basis::Inputs);
        let before = |number| {
            let gathered = asked.as_ref()?;
            let found = super::earlier::earlier(gathered, &inputs.kept, number, &mut Findings::default());
            found.map(|earlier| earlier.snapshot)
        };
        unanswered(&plan, &now, &earlier.snapshot, before, &mut findings);
        plan.changes = Some(compare(&earlier.snapshot, &now, &plan.settings.columns));
    }
    findings.regrade(&plan.settings.severities);
    waive(&mut plan, &mut findings);
    findings.sort();
    let sent = Sent::of(workbooks, sources, &inputs.folder, &findings);
    Ok(Outcome { plan, findings, sent, earlier: earlier.and_then(|earlier| earlier.file) })
}

/// All that was sent, read and checked: enough to make the plan, or an earlier one.
#[derive(Debug, Clone)]
pub struct Gathered {
    pub settings: Arc<Settings>,
    pub sources: Vec<Source>,
    pub intake: Intake,
    /// What the office decided, on the plan as it is.
    pub decisions: Decisions,
    pub as_of: NaiveDate,
    /// With how many threads the plan is made.
    pub threads: NonZero<usize>,
}

/// The first half: from files to submissions. The workbooks are for the slips.
///
/// # Errors
/// When the settings or the catalogue cannot be used at all.
pub fn gather(
    inputs: &Inputs,
    as_of: NaiveDate,
    effort: &Effort<'_>,
    findings: &mut Findings,
) -> Result<(Gathered, Vec<Workbook>)> {
    gather_from(inputs, inputs.files.clone(), as_of, effort, findings)
}

fn gather_from(
    inputs: &Inputs,
    files: Vec<ReceivedFile>,
    as_of: NaiveDate,
    effort: &Effort<'_>,
    findings: &mut Findings,
) -> Result<(Gathered, Vec<Workbook>)> {
    let settings = Arc::new(setup(inputs, findings)?);
    let decisions = decide(decided(inputs, &settings)?.as_ref(), &settings, findings);
    let mut sources = collect(files, &settings.catalogue.departments, findings);
    let (intake, workbooks) = intake(&mut sources, (&settings, &decisions), effort, findings);
    Ok((Gathered { settings, sources, intake, decisions, as_of, threads: effort.threads }, workbooks))
}

impl Gathered {
    /// The second half: the plan of all submissions, which are given away to it; and the sources, for the slips.
    pub fn plan(self, findings: &mut Findings) -> (Plan, Vec<Source>) {
        let Gathered { settings, sources, intake, decisions, as_of, threads } = self;
        let merged = merge_intake(intake, &sources, decisions, (&settings, as_of), threads, findings);
        (compute(merged, settings, as_of, findings), sources)
    }

    /// The plan of the submissions up to a round, with the figures that the office had decided by then.
    pub fn plan_of_rounds(&self, last: u32, findings: &mut Findings) -> Plan {
        let decisions = self.decided_by(self.made_on(last));
        let early = self.intake.only(|one| one.round <= last);
        let merged =
            merge_intake(early, &[], decisions, (&self.settings, self.as_of), self.threads, findings);
        compute(merged, self.settings.clone(), self.as_of, findings)
    }
}

impl Gathered {
    /// The last day of which it is sure that it was before the draft of a round: that of its newest submission, but none
    /// after the next round had begun (late ones still come in for the first round then).
    fn made_on(&self, last: u32) -> Option<NaiveDate> {
        let days = |late: bool| {
            let some = self.intake.submissions.iter().filter(move |one| (one.round > last) == late);
            some.filter_map(|one| one.cover.date.as_ref()).map(|date| date.value)
        };
        days(false).max().map(|day| days(true).min().map_or(day, |next| day.min(next)))
    }

    /// The figures decided no later than a day. What was decided afterwards may have been decided on the draft itself: that one
    /// was printed without it, and the next one shows it as a change. A decision whose case was another one then is not
    /// applied, as everywhere.
    fn decided_by(&self, day: Option<NaiveDate>) -> Decisions {
        let stood = |on: Option<NaiveDate>| on.zip(day).is_some_and(|(on, day)| on <= day);
        let figures = self.decisions.figures.iter().filter(|one| stood(one.signed.on)).cloned().collect();
        Decisions { figures, ..Decisions::default() }
    }
}

fn setup(inputs: &Inputs, findings: &mut Findings) -> Result<Settings> {
    let limits = limits(&inputs.settings)?;
    let catalogue = inputs.catalogue.as_ref().map(|file| open(file, "danh mục", &limits)).transpose()?;
    Ok(settings(&inputs.plan, &inputs.settings, catalogue.as_ref(), findings)?)
}

/// The office's decisions: passing over them would print other figures than those decided.
fn decided(inputs: &Inputs, settings: &Settings) -> Result<Option<Workbook>> {
    inputs.decisions.as_ref().map(|file| open(file, "quyết định", &settings.limits)).transpose()
}

/// The office's own files: without them there is no plan to answer for, so what is wrong with them ends the run.
fn open(file: &ReceivedFile, what: &str, limits: &Limits) -> Result<Workbook> {
    let reading = workers::reader()
        .read_one(&file.bytes, limits)
        .map_err(|problem| anyhow!("Không đọc được {what} “{}”: {problem}", file.path))?;
    Ok(Workbook {
        file: file.path.as_str().into(),
        sha256: sha256(&file.bytes).into(),
        format: reading.format,
        sheets: reading.sheets,
    })
}

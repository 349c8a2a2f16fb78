//! From files to the plan: each step once, in order.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use chrono::NaiveDate;

use crate::collect::collect;
use crate::compute::compute;
use crate::disk::Inputs;
use crate::domain::settings::Limits;
use crate::domain::submission::ReceivedFile;
use crate::domain::{Decisions, Plan, Settings};
use crate::finding::Findings;
use crate::merge::merge;
use crate::progress::Effort;
use crate::settings::{limits, settings};
use crate::validate::validate;
use crate::workbook::Workbook;
use crate::workers;

use super::digest::sha256;
use super::drafts::{again, drafts};

/// The consolidated plan and all that was found on the way.
#[derive(Debug)]
pub struct Outcome {
    pub plan: Plan,
    pub findings: Findings,
    /// What the departments sent, cell by cell, for the slips that go back to them.
    pub workbooks: Vec<Workbook>,
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
    let settings = Arc::new(setup(inputs, &mut findings)?);
    let sources = collect(inputs.files.clone(), &settings.catalogue.departments, &mut findings);
    let (drafts, workbooks) = drafts(&sources, &settings, effort, &mut findings);
    let submissions = validate(drafts, &settings, &mut findings);
    let merged = merge(submissions, &sources, Decisions::default(), &settings, as_of, &mut findings);
    let plan = compute(merged, settings, as_of, &mut findings);
    findings.regrade(&plan.settings.severities);
    findings.sort();
    let workbooks = again(workbooks, &sources, &plan.settings, effort, &findings);
    Ok(Outcome { plan, findings, workbooks })
}

fn setup(inputs: &Inputs, findings: &mut Findings) -> Result<Settings> {
    let limits = limits(&inputs.settings)?;
    let catalogue = inputs.catalogue.as_ref().map(|file| open_catalogue(file, &limits)).transpose()?;
    Ok(settings(&inputs.plan, &inputs.settings, catalogue.as_ref(), findings)?)
}

/// The office's own catalogue: without it there is no plan, so what is wrong with it ends the run.
fn open_catalogue(file: &ReceivedFile, limits: &Limits) -> Result<Workbook> {
    let reading = workers::reader()
        .read_one(&file.bytes, limits)
        .map_err(|problem| anyhow!("Không đọc được danh mục “{}”: {problem}", file.path))?;
    Ok(Workbook {
        file: file.path.as_str().into(),
        sha256: sha256(&file.bytes).into(),
        format: reading.format,
        sheets: reading.sheets,
    })
}

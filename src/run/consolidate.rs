//! From files to the plan: each step once, in order.

use std::sync::Arc;

use anyhow::Result;
use chrono::NaiveDate;

use crate::collect::collect;
use crate::compute::compute;
use crate::disk::Inputs;
use crate::domain::{Plan, Settings};
use crate::finding::Findings;
use crate::merge::merge;
use crate::normalise::normalise;
use crate::read::{read, read_catalogue};
use crate::settings::settings;
use crate::validate::validate;

/// The consolidated plan and all that was found on the way.
#[derive(Debug)]
pub struct Outcome {
    pub plan: Plan,
    pub findings: Findings,
}

/// Consolidates one plan folder's files.
///
/// # Errors
/// When the settings or the catalogue cannot be used at all.
pub fn consolidate(inputs: &Inputs, as_of: NaiveDate) -> Result<Outcome> {
    let mut findings = Findings::default();
    let settings = Arc::new(setup(inputs, &mut findings)?);
    let sources = collect(&inputs.files, &settings.catalogue.departments, &mut findings);
    let workbooks = read(&sources, &settings.limits, &mut findings);
    let drafts = normalise(&workbooks, &sources, &settings, &mut findings);
    let submissions = validate(drafts, &settings, &mut findings);
    let merged = merge(&submissions, &sources, &settings, as_of, &mut findings);
    let plan = compute(merged, settings, as_of, &mut findings);
    findings.sort();
    Ok(Outcome { plan, findings })
}

fn setup(inputs: &Inputs, findings: &mut Findings) -> Result<Settings> {
    let catalogue = inputs.catalogue.as_ref().map(read_catalogue).transpose()?;
    Ok(settings(&inputs.plan, &inputs.settings, catalogue.as_ref(), findings)?)
}

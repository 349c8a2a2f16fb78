//! `build`: consolidate, print, write the set.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::answer::Answer;
use super::consolidate::{Outcome, consolidate_freeing};
use super::intake::is_large;
use super::look::{Desk, told};
use super::open::open_points;
use super::outputs::{Set, outputs, received};
use super::unattended::{self, Done, in_turn};
use crate::disk::{Leftovers, load_with_drafts, plan_name, publish_set, stock};
use crate::finding::Severity;
use crate::heap;
use crate::progress::Stage;
use crate::tell::{Produced, Telling, tell};

/// What `build` was asked for, beside the plan.
#[derive(Debug)]
pub struct Order<'a> {
    pub output: &'a Path,
    pub is_final: bool,
    /// Documents by name; empty: all.
    pub only: &'a [String],
}

/// Builds one plan.
///
/// # Errors
/// When the run cannot go on; nothing is written then.
pub fn build(desk: &Desk<'_>, folder: &Path, order: &Order<'_>) -> Result<Answer> {
    let target = order.output.join(plan_name(folder)?);
    in_turn(desk, &target, || made(desk, folder, order, &target))
}

fn made(desk: &Desk<'_>, folder: &Path, order: &Order<'_>, target: &Path) -> Result<Done> {
    let mut inputs = load_with_drafts(folder, order.output)?;
    let received = received(desk.effort().threads, &inputs);
    let mut outcome = consolidate_freeing(&mut inputs, desk.as_of, &desk.effort())?;
    if let Some(answer) = order.is_final.then(|| refusal(desk, &outcome)).flatten() {
        let story = answer.err.lines().map(str::to_owned).collect();
        return Ok(Done { answer, story, success: false });
    }
    let stock = stock(folder, Path::new("."), &outcome.plan.settings.fonts)?;
    let set = outputs(&desk.effort(), &mut outcome, (&inputs, received), &stock, order, target)?;
    let leftovers = if order.only.is_empty() { Leftovers::Remove } else { Leftovers::Keep };
    let progress = desk.world.progress();
    progress.told(Stage::Write, 0, 1);
    let published = publish_set(target, &set.outputs, leftovers)?;
    progress.told(Stage::Write, 1, 1);
    if is_large(&outcome.plan) {
        heap::large_blocks_apart(false);
    }
    let story = unattended::told(&published, &outcome);
    Ok(Done { answer: report(desk, &outcome, &set, target), story, success: true })
}

/// Why no final can be made, if so: errors, open conflicts, missing plan figures.
fn refusal(desk: &Desk<'_>, outcome: &Outcome) -> Option<Answer> {
    let open = open_points(&outcome.plan, &outcome.findings);
    if open.is_empty() {
        return None;
    }
    let mut err = format!("{}: chưa lập được bản chính thức vì còn:\n", outcome.plan.settings.plan);
    for point in open {
        err.push_str(&format!("  - {point}\n"));
    }
    let mut answer = told(desk, outcome);
    answer.err.push_str(&err);
    answer.code = 1;
    Some(answer)
}

fn report(desk: &Desk<'_>, outcome: &Outcome, set: &Set, target: &Path) -> Answer {
    let mut answer = told(desk, outcome);
    let folder: PathBuf = target.into();
    let produced = Produced { folder: &folder.display().to_string(), files: &set.listed };
    let (plan, findings) = (&outcome.plan, &outcome.findings);
    if !desk.request.quiet {
        answer.out = tell(&Telling::Summary { plan, findings, produced: Some(produced) }, desk.paint);
    }
    answer.json = desk.json(|| {
        let outputs: Vec<&str> = set.outputs.iter().map(|output| &*output.path).collect();
        serde_json::json!({
            "plan": plan.settings.plan,
            "as_of": plan.as_of.to_string(),
            "folder": folder.display().to_string(),
            "outputs": outputs,
            "errors": findings.count(Severity::Error),
            "warnings": findings.count(Severity::Warning),
            "notes": findings.count(Severity::Note),
        })
    });
    answer
}

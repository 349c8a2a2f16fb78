//! `diff`: what changed between two drafts.

use std::path::Path;

use anyhow::{Result, bail};

use super::answer::Answer;
use super::consolidate::{Gathered, gather};
use super::earlier::{earlier, read};
use super::look::Desk;
use crate::compare::compare;
use crate::disk::{Kept, load_with_drafts};
use crate::domain::{Basis, DraftName, Snapshot};
use crate::export::changes_value;
use crate::finding::Findings;
use crate::tell::{Telling, tell};

/// The two drafts to compare, as typed; what is not said is the draft before, and the inputs as they are.
#[derive(Debug)]
pub struct Sides<'a> {
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    pub output: &'a Path,
}

/// Compares two drafts of a plan.
///
/// # Errors
/// When there is no such draft, or a kept one cannot be used.
pub fn diff(desk: &Desk<'_>, folder: &Path, sides: &Sides<'_>) -> Result<Answer> {
    let inputs = load_with_drafts(folder, sides.output)?;
    let mut findings = Findings::default();
    let (gathered, _) = gather(&inputs, desk.as_of, &desk.effort(), &mut findings)?;
    let to = sides.to.map_or(Ok(DraftName::Current), name)?;
    let from = match sides.from.map(name).transpose()? {
        Some(from) => snapshot(&gathered, &inputs.kept, from)?,
        None => before(&gathered, &inputs.kept, to)?,
    };
    let to = snapshot(&gathered, &inputs.kept, to)?;
    let changes = compare(&from, &to, &gathered.settings.columns);
    let (plan, office) = (&gathered.settings.plan, &gathered.settings.office.drafter);
    let mut answer = Answer {
        out: tell(&Telling::Changes { plan, office, changes: &changes }, desk.paint),
        ..Answer::default()
    };
    answer.json = desk.json(|| {
        let mut value = changes_value(&changes);
        if let Some(object) = value.as_object_mut() {
            object.insert("plan".to_owned(), plan.as_str().into());
            object.insert("as_of".to_owned(), desk.as_of.to_string().into());
        }
        value
    });
    Ok(answer)
}

fn name(text: &str) -> Result<DraftName> {
    match DraftName::parse(text) {
        Some(name) => Ok(name),
        None => bail!("Không hiểu bản dự thảo “{text}”; viết lan-1, lan-2 …, chinh-thuc hoặc hien-tai"),
    }
}

/// The draft before the one that is compared.
fn before(gathered: &Gathered, kept: &Kept, to: DraftName) -> Result<Snapshot> {
    let number = match to {
        DraftName::Number(number) => number,
        DraftName::Final | DraftName::Current => gathered.settings.draft.number,
    };
    let mut findings = Findings::default();
    match earlier(gathered, kept, number, &mut findings) {
        Some(earlier) => Ok(earlier.snapshot),
        None => {
            let damaged: Vec<&str> = findings.iter().map(|finding| &*finding.message).collect();
            bail!(
                "Chưa có dự thảo nào trước lần {number} để so sánh. {} Các bản có thể so sánh: {}",
                damaged.join(" "),
                known(gathered, kept)
            )
        }
    }
}

/// The draft of this name: as it was kept, else made again from the rounds up to its number.
fn snapshot(gathered: &Gathered, kept: &Kept, name: DraftName) -> Result<Snapshot> {
    if name == DraftName::Current {
        let plan = gathered.clone().plan(&mut Findings::default()).0;
        return Ok(Snapshot::of(&plan, name, Basis::Inputs));
    }
    if kept.drafts().contains(&name) {
        return match read(kept, name) {
            Ok(earlier) => Ok(earlier.snapshot),
            Err((path, fault)) => bail!("Không dùng được bản lưu “{path}”: {fault}"),
        };
    }
    match name {
        DraftName::Number(number) if rounds(gathered).contains(&number) => {
            Ok(gathered.snapshot_of_rounds(number))
        }
        _ => bail!(
            "Không có {} (“{name}”): chưa lưu lần nào và không có bản nộp của lần đó. Các bản có thể so sánh: {}",
            name.vietnamese(),
            known(gathered, kept)
        ),
    }
}

/// Numbers of the rounds that somebody has sent.
fn rounds(gathered: &Gathered) -> std::collections::BTreeSet<u32> {
    gathered.intake.submissions.iter().map(|submission| submission.round).filter(|round| *round > 0).collect()
}

/// `lan-1, lan-2 (bản lưu), hien-tai`.
fn known(gathered: &Gathered, kept: &Kept) -> String {
    let drafts = kept.drafts();
    let all: std::collections::BTreeSet<DraftName> = rounds(gathered)
        .into_iter()
        .map(DraftName::Number)
        .chain(drafts.iter().copied())
        .chain([DraftName::Current])
        .collect();
    let words = all.into_iter().map(|name| match drafts.contains(&name) {
        true => format!("{name} (bản lưu)"),
        false => name.to_string(),
    });
    words.collect::<Vec<_>>().join(", ")
}

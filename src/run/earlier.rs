//! The draft before: kept by an earlier run, else made again from the rounds before.

use crate::disk::Kept;
use crate::domain::submission::ReceivedFile;
use crate::domain::{Basis, DraftName, Snapshot};
use crate::export::recall;
use crate::finding::{Code, Finding, Findings, Place};

use super::consolidate::Gathered;

/// A draft to compare with, and the kept file that it was read from.
#[derive(Debug, Clone)]
pub struct Earlier {
    pub snapshot: Snapshot,
    pub file: Option<ReceivedFile>,
}

/// The draft before the one with this number: the newest that was kept; else, where there are submissions of this round,
/// the plan that the rounds before it gave. A kept draft that cannot be used is a finding, and the one before it is tried.
pub fn earlier(gathered: &Gathered, kept: &Kept, number: u32, findings: &mut Findings) -> Option<Earlier> {
    let before = |name: &DraftName| matches!(name, DraftName::Number(other) if *other < number);
    for name in kept.drafts().into_iter().rev().filter(before) {
        match read(kept, name) {
            Ok(earlier) => return Some(earlier),
            Err((path, fault)) => findings.add(damaged(name, path, &fault)),
        }
    }
    let snapshot = of_rounds(gathered, number.checked_sub(1)?)?;
    Some(Earlier { snapshot, file: None })
}

/// A kept draft; else the path of its file and what is wrong with it.
pub fn read(kept: &Kept, name: DraftName) -> Result<Earlier, (String, String)> {
    let unreadable = |error: anyhow::Error| (format!("luu/{name}/tong-hop.json"), format!("{error:#}"));
    let file = kept.read(name).map_err(unreadable)?;
    match recall(&file.bytes, name) {
        Ok(snapshot) => Ok(Earlier { snapshot, file: Some(file) }),
        Err(fault) => Err((file.path, fault)),
    }
}

fn damaged(name: DraftName, path: String, fault: &str) -> Finding {
    let message = format!("Không dùng được bản lưu của {}: {fault}.", name.vietnamese());
    Finding::new(Code::KeptDraftDamaged, message).at(Place::file(path))
}

/// The draft that the submissions up to this round gave; `None` where that would be all of them, or none.
fn of_rounds(gathered: &Gathered, last: u32) -> Option<Snapshot> {
    let rounds = || gathered.intake.submissions.iter().map(|submission| submission.round);
    let some = rounds().any(|round| round <= last);
    let more = rounds().any(|round| round > last);
    (some && more).then(|| gathered.snapshot_of_rounds(last))
}

impl Gathered {
    /// The draft that the submissions up to this round give, with what had been decided by then.
    pub fn snapshot_of_rounds(&self, last: u32) -> Snapshot {
        // What there is to say of these submissions is said of the plan as it is.
        let plan = self.plan_of_rounds(last, &mut Findings::default());
        Snapshot::of(&plan, DraftName::Number(last), Basis::Rounds)
    }
}

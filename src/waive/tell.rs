//! Waivers that were refused, that lack a mark, or that hit nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::decision::finding_mark;
use crate::domain::{Plan, Waiver};
use crate::finding::{Code, Finding, Findings, Place};

/// Marks named in a sentence; the others stand in cho-quyet-dinh.xlsx.
const MOST_MARKS: usize = 5;

/// One finding for each waiver that did nothing.
pub(super) fn tell(plan: &Plan, used: &BTreeSet<usize>, findings: &mut Findings) {
    let mut found: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
    let idle: Vec<&Waiver> = plan
        .decisions
        .waivers
        .iter()
        .enumerate()
        .filter(|(at, _)| !used.contains(at))
        .map(|(_, w)| w)
        .collect();
    if idle.is_empty() {
        return;
    }
    let codes: BTreeSet<&str> = idle.iter().map(|waiver| &*waiver.code).collect();
    for finding in findings.iter().filter(|one| one.waived.is_none() && codes.contains(one.code.id())) {
        let key = (finding.code.id(), finding.department.as_deref().unwrap_or(""));
        found.entry(key).or_default().push(finding);
    }
    let told: Vec<Finding> = idle
        .iter()
        .map(|waiver| {
            idle_waiver(waiver, found.get(&(&*waiver.code, &*waiver.department)).map_or(&[], Vec::as_slice))
        })
        .collect();
    told.into_iter().for_each(|finding| findings.add(finding));
}

fn idle_waiver(waiver: &Waiver, near: &[&Finding]) -> Finding {
    let refused = Code::ALL.iter().any(|code| code.id() == waiver.code && !code.is_waivable());
    let about = match (waiver.department.is_empty(), waiver.place.is_empty()) {
        (true, true) => waiver.code.clone(),
        (false, true) => format!("{} của {}", waiver.code, waiver.department),
        (true, false) => format!("{} ({})", waiver.code, waiver.place),
        (false, false) => format!("{} của {} ({})", waiver.code, waiver.department, waiver.place),
    };
    let (code, message) = if refused {
        (Code::WaiverRefused, format!("Lỗi {about} không được miễn trừ."))
    } else if waiver.mark.is_empty() {
        (Code::DecisionUnmarked, format!("Miễn trừ {about} chưa có dấu vụ việc nên không được áp dụng."))
    } else {
        (Code::WaiverUnused, format!("Miễn trừ {about} không trúng phát hiện nào."))
    };
    let told = Finding::new(code, message).at(Place::from(&waiver.signed.origin));
    match marks(near) {
        Some(marks) if !refused => told.expected(marks).found(waiver.mark.clone()),
        _ => told,
    }
}

/// The marks of what now stands there under the same code.
fn marks(near: &[&Finding]) -> Option<String> {
    let mut marks: Vec<String> =
        near.iter().take(MOST_MARKS).map(|one| format!("{} ({})", finding_mark(one), one.place)).collect();
    if near.len() > MOST_MARKS {
        marks.push("…".to_owned());
    }
    (!marks.is_empty()).then(|| format!("dấu hiện nay: {}", marks.join("; ")))
}

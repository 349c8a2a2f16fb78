//! Replies brought to their opinions: by code, by the very words, else by the nearest words of the same department.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Decisions, Opinion, Reply, Settings, Task, key};
use crate::finding::{Code, Finding, Findings, Place};

use super::near::Near;

/// Gives every reply to at most one opinion; an opinion has at most one. What finds none is a finding.
pub(super) fn reply(opinions: &mut [Opinion], decisions: &Decisions, findings: &mut Findings) {
    if decisions.replies.is_empty() {
        return;
    }
    let mut left: Vec<&Reply> = decisions.replies.iter().collect();
    let codes: BTreeMap<String, usize> =
        opinions.iter().enumerate().map(|(place, one)| (one.code.clone(), place)).collect();
    let words = by_words(opinions);
    left.retain(|reply| match codes.get(&reply.opinion) {
        Some(place) => !give(opinions, *place, reply),
        None => true,
    });
    left.retain(|reply| {
        let key = (reply.department.clone(), key::fold(&reply.content));
        match words.get(&key) {
            Some(place) if !reply.content.is_empty() => !give(opinions, *place, reply),
            _ => true,
        }
    });
    if !left.is_empty() {
        let near = by_nearness(opinions);
        for reply in left {
            match nearest(opinions, &near, reply).filter(|place| give(opinions, *place, reply)) {
                Some(_) => {}
                None => findings.add(orphaned(reply)),
            }
        }
    }
    for opinion in opinions.iter() {
        findings_of_words(opinion, findings);
    }
}

/// All wordings of an opinion, the older ones too.
fn wordings(opinion: &Opinion) -> impl Iterator<Item = &str> {
    std::iter::once(&*opinion.content).chain(opinion.echoes.iter().map(|echo| &*echo.content))
}

fn by_words(opinions: &[Opinion]) -> BTreeMap<(String, String), usize> {
    let mut words = BTreeMap::new();
    for (place, opinion) in opinions.iter().enumerate() {
        for content in wordings(opinion) {
            words.entry((opinion.department.clone(), key::fold(content))).or_insert(place);
        }
    }
    words
}

fn by_nearness(opinions: &[Opinion]) -> BTreeMap<String, Near> {
    let mut near: BTreeMap<String, Near> = BTreeMap::new();
    for (place, opinion) in opinions.iter().enumerate() {
        let own = near.entry(opinion.department.clone()).or_default();
        wordings(opinion).for_each(|content| own.add(content, place));
    }
    near
}

fn nearest(opinions: &[Opinion], near: &BTreeMap<String, Near>, reply: &Reply) -> Option<usize> {
    let free = |place: usize| opinions.get(place).is_some_and(|opinion| opinion.reply.is_none());
    near.get(&reply.department)?.find(&reply.content, free)
}

fn give(opinions: &mut [Opinion], place: usize, reply: &Reply) -> bool {
    match opinions.get_mut(place) {
        Some(opinion) if opinion.reply.is_none() => {
            opinion.reply = Some(reply.clone());
            true
        }
        _ => false,
    }
}

/// The words have changed since they were answered.
fn findings_of_words(opinion: &Opinion, findings: &mut Findings) {
    let (Some(reply), Some(before)) = (&opinion.reply, opinion.answered_words()) else { return };
    let message = format!(
        "Ý kiến {} của {} đã đổi lời sau khi được trả lời; câu trả lời cũ vẫn được dùng.",
        opinion.code, opinion.department_name
    );
    findings.add(
        Finding::new(Code::ReplyReworded, message)
            .at(Place::from(&reply.signed.origin))
            .expected(opinion.content.clone())
            .found(before.to_owned()),
    );
}

fn orphaned(reply: &Reply) -> Finding {
    let code = if reply.opinion.is_empty() { "không ghi mã" } else { &*reply.opinion };
    let message =
        format!("Không còn ý kiến nào tương ứng với câu trả lời này ({code}, {}).", reply.department);
    Finding::new(Code::ReplyOrphaned, message)
        .at(Place::from(&reply.signed.origin))
        .found(reply.content.clone())
}

/// Tasks that a reply names and the plan does not have.
pub(super) fn unknown_tasks(
    decisions: &Decisions,
    tasks: &[Task],
    settings: &Settings,
    findings: &mut Findings,
) {
    if decisions.replies.is_empty() {
        return;
    }
    let indicators = settings.catalogue.indicators.iter().map(|spec| &*spec.code);
    let known: BTreeSet<&str> = tasks.iter().map(|task| &*task.code).chain(indicators).collect();
    for reply in &decisions.replies {
        for code in reply.links.iter().filter(|code| !known.contains(&***code)) {
            let message =
                format!("Trả lời ý kiến {} nêu nhiệm vụ “{code}” không có trong kế hoạch.", reply.opinion);
            findings.add(Finding::new(Code::DecisionRow, message).at(Place::from(&reply.signed.origin)));
        }
    }
}

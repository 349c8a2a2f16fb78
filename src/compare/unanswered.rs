//! Opinions that were taken up in words only: "tiếp thu", and what they speak of is as it was.

use std::collections::BTreeSet;

use crate::domain::{Changes, DraftName, Opinion, Plan, Reply, ReplyKind, Snapshot, key, number};
use crate::finding::{Code, Finding, Findings};

use super::compare;

/// Names shorter than this stand in too many sentences to tell anything.
const SHORTEST_NAME: usize = 6;

/// Holds every accepted opinion against the drafts since it was made. `before` gives the draft before the one of a number: an
/// opinion that the earlier draft had too may have been followed already there.
pub fn unanswered(
    plan: &Plan,
    now: &Snapshot,
    earlier: &Snapshot,
    mut before: impl FnMut(u32) -> Option<Snapshot>,
    findings: &mut Findings,
) {
    let names = Names::of(plan);
    let mut open: Vec<(&Opinion, &Reply, Vec<String>)> = Vec::new();
    for (opinion, reply) in accepted(plan) {
        let links = names.links(opinion, reply);
        match links.is_empty() {
            true => findings.add(unlinked(opinion, reply)),
            false if links.iter().any(|link| is_quoted(plan, link, opinion)) => {}
            false => open.push((opinion, reply, links)),
        }
    }
    let mut last = earlier.clone();
    while !open.is_empty() {
        let changed = touched(&compare(&last, now, &plan.settings.columns));
        open.retain(|(_, _, links)| !links.iter().any(|link| changed.contains(link)));
        let known: BTreeSet<&str> = last.opinions.iter().map(|opinion| opinion.code.as_str()).collect();
        let (older, new): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|(opinion, ..)| known.contains(opinion.code.as_str()));
        for (opinion, reply, links) in &new {
            findings.add(unchanged(plan, opinion, reply, links, last.draft));
        }
        let next = match last.draft {
            DraftName::Number(number) if !older.is_empty() => before(number),
            _ => None,
        };
        let Some(next) = next else {
            for (opinion, reply, links) in &older {
                findings.add(unchanged(plan, opinion, reply, links, last.draft));
            }
            return;
        };
        (last, open) = (next, older);
    }
}

fn accepted(plan: &Plan) -> impl Iterator<Item = (&Opinion, &Reply)> {
    let replied = plan.opinions.iter().filter_map(|opinion| Some((opinion, opinion.reply.as_ref()?)));
    replied.filter(|(_, reply)| matches!(reply.kind, ReplyKind::Accepted | ReplyKind::Partly))
}

/// Codes of what a comparison found changed.
fn touched(changes: &Changes) -> BTreeSet<String> {
    changes.indicators.iter().chain(&changes.tasks).map(|change| change.code.clone()).collect()
}

/// Does the opinion itself ask for the very figure that the plan has?
fn is_quoted(plan: &Plan, link: &str, opinion: &Opinion) -> bool {
    let figure = plan.indicator(link).and_then(|found| found.figures.get(plan.settings.plan_column()));
    let Some(value) = figure.and_then(|figure| figure.quantity.as_ref()).and_then(|one| one.nominal()) else {
        return false;
    };
    let text = number::vietnamese(value, None);
    let of_number = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    [&opinion.proposal, &opinion.content]
        .iter()
        .any(|words| words.split(|c| !of_number(c)).any(|word| word.trim_matches(['.', ',']) == text))
}

/// The match keys of indicators and tasks, longest first.
struct Names(Vec<(String, String)>);

impl Names {
    fn of(plan: &Plan) -> Names {
        let indicators = plan.indicators.iter().map(|one| (key::fold(&one.name), one.code.clone()));
        let tasks = plan.tasks.iter().map(|one| (key::fold(&one.content), one.code.clone()));
        let mut names: Vec<(String, String)> =
            indicators.chain(tasks).filter(|(name, _)| name.chars().count() >= SHORTEST_NAME).collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Names(names)
    }

    /// What the reply names; else what the opinion's subject names.
    fn links(&self, opinion: &Opinion, reply: &Reply) -> Vec<String> {
        if !reply.links.is_empty() {
            return reply.links.clone();
        }
        let subject = key::fold(&opinion.subject);
        let named = self.0.iter().find(|(name, _)| subject.contains(name.as_str()));
        named.map(|(_, code)| vec![code.clone()]).unwrap_or_default()
    }
}

fn unlinked(opinion: &Opinion, reply: &Reply) -> Finding {
    let message = format!(
        "Ý kiến {} của {} được {} nhưng không rõ sửa chỉ tiêu, nhiệm vụ nào, nên không kiểm tra được đã sửa hay chưa.",
        opinion.code,
        opinion.department_name,
        reply.kind.vietnamese().to_lowercase()
    );
    Finding::new(Code::AcceptedWithoutLink, message).at(&reply.signed.origin)
}

fn unchanged(plan: &Plan, opinion: &Opinion, reply: &Reply, links: &[String], since: DraftName) -> Finding {
    let shown: Vec<String> = links.iter().map(|link| described(plan, link)).collect();
    let message = format!(
        "Ý kiến {} của {} được {} nhưng {} vẫn như {}.",
        opinion.code,
        opinion.department_name,
        reply.kind.vietnamese().to_lowercase(),
        shown.join("; "),
        since.vietnamese()
    );
    Finding::new(Code::AcceptedUnchanged, message).at(&reply.signed.origin).found(shown.join("; "))
}

/// `CT07 Tỷ lệ … (97%)`, `NV-K7P3Q …`.
fn described(plan: &Plan, code: &str) -> String {
    if let Some(found) = plan.indicator(code) {
        let figure = found.figures.get(plan.settings.plan_column());
        let text = figure.and_then(|figure| figure.quantity.as_ref()).map(|one| one.in_sentence(&found.unit));
        return format!("{code} {} ({})", found.name, text.as_deref().unwrap_or("chưa có số liệu"));
    }
    match plan.tasks.iter().find(|task| task.code == code) {
        Some(task) => format!("{code} {}", task.content),
        None => code.to_owned(),
    }
}

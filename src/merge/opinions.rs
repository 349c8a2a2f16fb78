//! Opinions, each exactly once.

use std::collections::BTreeMap;

use crate::domain::{Opinion, OpinionRow, Submission, key};

use super::roster::Roster;

/// In roster order, then as they stand in the files; the same words of one department over several rounds
/// are one opinion. Codes YK01 ….
pub(super) fn list(ordered: &[&Submission], roster: &Roster) -> Vec<Opinion> {
    let mut places: BTreeMap<(&str, [String; 3]), usize> = BTreeMap::new();
    let mut opinions: Vec<Opinion> = Vec::new();
    for submission in ordered {
        for row in &submission.opinions {
            let words = [&row.subject, &row.content.value, &row.proposal].map(|text| key::fold(text));
            let place = *places.entry((&*submission.department, words)).or_insert(opinions.len());
            match opinions.get_mut(place) {
                Some(known) if known.reason.is_empty() => known.reason = key::tidy(&row.reason),
                Some(_) => {}
                None => opinions.push(opinion(place, row, submission, roster)),
            }
        }
    }
    opinions
}

fn opinion(place: usize, row: &OpinionRow, submission: &Submission, roster: &Roster) -> Opinion {
    Opinion {
        code: format!("YK{:02}", place + 1),
        department: submission.department.to_string(),
        department_name: roster.name(&submission.department).to_string(),
        subject: key::tidy(&row.subject),
        content: key::tidy(&row.content.value),
        proposal: key::tidy(&row.proposal),
        reason: key::tidy(&row.reason),
        source: row.content.origin.clone(),
    }
}

//! Opinions, each exactly once, under a code that stays.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Echo, Opinion, OpinionRow, Submission, key, mark::mark};

use super::roster::Roster;

/// How many signs a code has behind `YK-`; one more where two opinions would share it.
const CODE_LENGTH: usize = 5;

/// In roster order, then as they stand in the files; the same words of one department over several rounds
/// are one opinion.
pub(super) fn list(ordered: &[&Submission], roster: &Roster) -> Vec<Opinion> {
    let mut places: BTreeMap<(&str, [String; 3]), usize> = BTreeMap::new();
    let mut opinions: Vec<Opinion> = Vec::new();
    let mut codes = BTreeSet::new();
    for submission in ordered {
        for row in &submission.opinions {
            let words = [&row.subject, &row.content.value, &row.proposal].map(|text| key::fold(text));
            let known = places.get(&(&*submission.department, words.clone())).copied();
            match known.and_then(|place| opinions.get_mut(place)) {
                Some(known) => heard_again(known, row, submission),
                None => {
                    let code = code(&submission.department, &words, &mut codes);
                    opinions.push(opinion(code, row, submission, roster));
                    places.insert((&*submission.department, words), opinions.len() - 1);
                }
            }
        }
    }
    opinions
}

/// Made of who says what, so that neither a file name nor a neighbour changes it.
fn code(department: &str, words: &[String; 3], taken: &mut BTreeSet<String>) -> String {
    let words = std::iter::once(department).chain(words.iter().map(String::as_str));
    let mut length = CODE_LENGTH;
    loop {
        let code = format!("YK-{}", mark(words.clone(), length));
        // Longer marks of the same words end: two different words always part before.
        if taken.insert(code.clone()) || length > 12 {
            return code;
        }
        length += 1;
    }
}

/// The newest words are shown; how it came before is kept.
fn heard_again(known: &mut Opinion, row: &OpinionRow, submission: &Submission) {
    if known.reason.is_empty() {
        known.reason = key::tidy(&row.reason);
    }
    known.echoes.push(Echo {
        round: submission.round,
        subject: key::tidy(&row.subject),
        content: key::tidy(&row.content.value),
        proposal: key::tidy(&row.proposal),
        source: row.content.origin.clone(),
    });
}

fn opinion(code: String, row: &OpinionRow, submission: &Submission, roster: &Roster) -> Opinion {
    Opinion {
        code,
        department: submission.department.to_string(),
        department_name: roster.name(&submission.department).to_string(),
        round: submission.round,
        subject: key::tidy(&row.subject),
        content: key::tidy(&row.content.value),
        proposal: key::tidy(&row.proposal),
        reason: key::tidy(&row.reason),
        source: row.content.origin.clone(),
        agrees: false,
        echoes: Vec::new(),
        reply: None,
    }
}

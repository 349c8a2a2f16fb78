//! Opinions, each exactly once, under a code that stays; the rounds of one department drawn together.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Echo, Opinion, OpinionRow, Submission, key, mark::mark};
use crate::finding::{Code, Finding, Findings};

use super::agreement::agrees;
use super::near::Near;
use super::roster::Roster;

/// How many signs a code has behind `YK-`; one more where two opinions would share it.
const CODE_LENGTH: usize = 5;

/// In roster order, then as they were first sent. The same words of one department are one opinion, and so are near
/// words of different rounds on the same subject: the newest are shown, the others are kept as its echoes.
pub(super) fn list(ordered: &[&Submission], roster: &Roster, findings: &mut Findings) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    let mut codes = BTreeSet::new();
    for department in ordered.chunk_by(|a, b| a.department == b.department) {
        let mut voice = Voice { roster, codes: &mut codes, opinions: Vec::new(), places: BTreeMap::new() };
        for round in department.chunk_by(|a, b| a.round == b.round) {
            voice.hear(round, findings);
        }
        opinions.extend(voice.opinions);
    }
    opinions
}

/// A row with the submission that it came in.
type Said<'a> = (&'a Submission, &'a OpinionRow);

/// What one department has said so far.
struct Voice<'a> {
    roster: &'a Roster<'a>,
    /// Codes taken, of all departments.
    codes: &'a mut BTreeSet<String>,
    opinions: Vec<Opinion>,
    /// By their exact words.
    places: BTreeMap<[String; 3], usize>,
}

impl Voice<'_> {
    /// One round: first what was said in the very words before, then the rest, so that a near neighbour never takes the
    /// place of the opinion itself.
    fn hear(&mut self, round: &[&Submission], findings: &mut Findings) {
        let near = self.near();
        let mut spoken: BTreeSet<usize> = BTreeSet::new();
        let mut others: Vec<(Said<'_>, [String; 3])> = Vec::new();
        for submission in round {
            for row in &submission.opinions {
                let words = words(row);
                match self.places.get(&words).copied() {
                    Some(place) => {
                        spoken.insert(place);
                        self.echo(place, (submission, row));
                    }
                    None => others.push(((submission, row), words)),
                }
            }
        }
        for said in others {
            self.other(said, &near, &mut spoken, findings);
        }
    }

    fn other(
        &mut self,
        (said, words): (Said<'_>, [String; 3]),
        near: &Near,
        spoken: &mut BTreeSet<usize>,
        findings: &mut Findings,
    ) {
        // An earlier row of this very round may have the same words.
        if let Some(place) = self.places.get(&words).copied() {
            return self.echo(place, said);
        }
        let subject = &words[0];
        let free = |place: usize| {
            let about = self.opinions.get(place).map(|known| key::fold(&known.subject)).unwrap_or_default();
            !spoken.contains(&place) && (about == *subject || about.is_empty() || subject.is_empty())
        };
        let place = match near.find(&text(said.1), free) {
            Some(place) => {
                self.reword(place, said, findings);
                place
            }
            None => {
                self.opinions.push(opinion(code(&said.0.department, &words, self.codes), said, self.roster));
                self.opinions.len() - 1
            }
        };
        spoken.insert(place);
        self.places.insert(words, place);
    }

    /// What was said up to now, for what comes near it.
    fn near(&self) -> Near {
        let mut near = Near::default();
        for (place, opinion) in self.opinions.iter().enumerate() {
            near.add(&format!("{} {}", opinion.content, opinion.proposal), place);
        }
        near
    }

    fn echo(&mut self, place: usize, said: Said<'_>) {
        if let Some(known) = self.opinions.get_mut(place) {
            if known.reason.is_empty() {
                known.reason = key::tidy(&said.1.reason);
            }
            known.echoes.push(echo(said));
        }
    }

    /// The newest words are shown; how it was said before is kept.
    fn reword(&mut self, place: usize, said: Said<'_>, findings: &mut Findings) {
        let Some(known) = self.opinions.get_mut(place) else { return };
        let fresh = opinion(known.code.clone(), said, self.roster);
        findings.add(reworded(known, &fresh));
        let before = Echo {
            round: known.round,
            subject: std::mem::take(&mut known.subject),
            content: std::mem::take(&mut known.content),
            proposal: std::mem::take(&mut known.proposal),
            source: known.source.clone(),
        };
        let mut echoes = std::mem::take(&mut known.echoes);
        echoes.push(before);
        let reason = std::mem::take(&mut known.reason);
        *known = Opinion { echoes, ..fresh };
        if known.reason.is_empty() {
            known.reason = reason;
        }
    }
}

fn words(row: &OpinionRow) -> [String; 3] {
    [&row.subject, &row.content.value, &row.proposal].map(|text| key::fold(text))
}

fn text(row: &OpinionRow) -> String {
    format!("{} {}", row.content.value, row.proposal)
}

/// Made of who says what, so that neither a file name nor a neighbour changes it.
fn code(department: &str, words: &[String; 3], taken: &mut BTreeSet<String>) -> String {
    let words = std::iter::once(department).chain(words.iter().map(String::as_str));
    let mut length = CODE_LENGTH;
    loop {
        let code = format!("YK-{}", mark(words.clone(), length));
        // Two different words part long before a mark has twelve signs.
        if taken.insert(code.clone()) || length >= 12 {
            return code;
        }
        length += 1;
    }
}

fn echo((submission, row): Said<'_>) -> Echo {
    Echo {
        round: submission.round,
        subject: key::tidy(&row.subject),
        content: key::tidy(&row.content.value),
        proposal: key::tidy(&row.proposal),
        source: row.content.origin.clone(),
    }
}

fn opinion(code: String, (submission, row): Said<'_>, roster: &Roster) -> Opinion {
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
        agrees: agrees(&row.content.value, &row.proposal),
        echoes: Vec::new(),
        reply: None,
    }
}

fn reworded(before: &Opinion, now: &Opinion) -> Finding {
    let message = format!(
        "Ý kiến {} của {} trùng với ý kiến lần {}, nay nêu bằng lời khác; tính là một ý kiến, in lời mới.",
        now.code, now.department_name, before.round
    );
    Finding::new(Code::OpinionReworded, message)
        .at(&now.source)
        .of(now.department.clone())
        .expected(format!("lần {}: {}", before.round, said(before)))
        .found(format!("lần {}: {}", now.round, said(now)))
}

fn said(opinion: &Opinion) -> String {
    match opinion.proposal.is_empty() {
        true => opinion.content.clone(),
        false => format!("{} (đề xuất: {})", opinion.content, opinion.proposal),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use crate::domain::fixture::{day, opinion, permutations, settings, submission};
    use crate::domain::{Decisions, Opinion, Origin, Submission, Whence};
    use crate::finding::{Code, Findings};
    use crate::workbook::Address;

    /// Opinions of one department: (round, file, contents); each row at a cell of its own.
    fn sent(rounds: &[(u32, &str, &[&str])]) -> Vec<Submission> {
        let files = rounds.iter().map(|(round, file, contents)| {
            let mut made = submission("KT", *round, file, &[], "");
            made.opinions = contents.iter().map(|content| opinion("Phần I", content)).collect();
            for (row, said) in made.opinions.iter_mut().enumerate() {
                let whence = Whence { file: (*file).into(), ..Whence::clone(&said.content.origin) };
                said.content.origin = Origin::new(Arc::new(whence), Address::new(row as u32, 2));
            }
            made
        });
        files.collect()
    }

    fn heard(files: &[Submission]) -> (Vec<Opinion>, Findings) {
        let mut findings = Findings::default();
        let settings = settings(Vec::new());
        let merged = crate::merge::merge(
            files.to_vec(),
            &[],
            Decisions::default(),
            &settings,
            day(9, 20),
            &mut findings,
        );
        (merged.opinions, findings)
    }

    const FIRST: &str = "Đề nghị bổ sung kinh phí lập quy hoạch chi tiết trụ sở Công an mới";
    const AGAIN: &str = "Đề nghị bổ sung kinh phí lập quy hoạch chi tiết trụ sở Công an mới trong năm 2024";
    const OTHER: &str = "Giao các xã rà soát diện tích gieo trồng trước quý II";

    #[test]
    fn a_reworded_opinion_keeps_its_code_and_shows_its_newest_words() {
        let (once, _) = heard(&sent(&[(1, "a.xlsx", &[FIRST, OTHER])]));
        let (twice, findings) = heard(&sent(&[(1, "khac.xlsx", &[OTHER, FIRST]), (2, "b.xlsx", &[AGAIN])]));
        assert_eq!(twice.len(), 2);
        assert_eq!((&twice[1].code, &*twice[1].content, twice[1].round), (&once[0].code, AGAIN, 2));
        assert_eq!((&*twice[1].echoes[0].content, twice[1].echoes[0].round), (FIRST, 1));
        assert_eq!(twice[0].code, once[1].code);
        let told = findings.iter().find(|finding| finding.code == Code::OpinionReworded).unwrap();
        assert!(
            told.expected.as_deref().unwrap().contains(FIRST)
                && told.found.as_deref().unwrap().contains(AGAIN)
        );
    }

    #[test]
    fn near_words_of_one_round_are_two_opinions() {
        let (both, findings) = heard(&sent(&[(1, "a.xlsx", &[FIRST, AGAIN])]));
        assert_eq!(both.len(), 2);
        assert!(!findings.has(Code::OpinionReworded));
        // And stay two when both come again, in whatever order.
        let (again, _) = heard(&sent(&[(1, "a.xlsx", &[FIRST, AGAIN]), (2, "b.xlsx", &[AGAIN, FIRST])]));
        assert_eq!(
            again.iter().map(|one| &one.code).collect::<Vec<_>>(),
            both.iter().map(|one| &one.code).collect::<Vec<_>>()
        );
    }

    /// Whatever is sent, over rounds and files, each row stands in exactly one opinion, once.
    #[test]
    fn every_opinion_received_appears_exactly_once() {
        let words = [FIRST, AGAIN, OTHER, "Thống nhất", "Tăng", "tăng"];
        // All splits of six opinions over three rounds.
        for split in 0..729u32 {
            let round = |word: u32| (split / 3u32.pow(word)) % 3 + 1;
            let files: Vec<(u32, String, Vec<&str>)> = (1..=3)
                .map(|which| {
                    let own = (0..6).filter(|word| round(*word) == which).map(|word| words[word as usize]);
                    (which, format!("lan-{which}.xlsx"), own.collect())
                })
                .collect();
            let files: Vec<_> = files.iter().map(|(which, file, own)| (*which, &**file, &own[..])).collect();
            let (opinions, _) = heard(&sent(&files));
            let mut counts: BTreeMap<Origin, usize> = BTreeMap::new();
            for opinion in &opinions {
                let echoes = opinion.echoes.iter().map(|echo| &echo.source);
                for origin in std::iter::once(&opinion.source).chain(echoes) {
                    *counts.entry(origin.clone()).or_default() += 1;
                }
            }
            assert_eq!((counts.len(), counts.values().max()), (6, Some(&1)), "{split}");
            let codes: std::collections::BTreeSet<_> = opinions.iter().map(|opinion| &opinion.code).collect();
            assert_eq!(codes.len(), opinions.len());
        }
    }

    #[test]
    fn the_order_of_files_never_matters() {
        let files = sent(&[(1, "a.xlsx", &[FIRST]), (2, "b.xlsx", &[AGAIN, OTHER]), (3, "c.xlsx", &[FIRST])]);
        let expected = heard(&files).0;
        for order in permutations(&files) {
            assert_eq!(heard(&order).0, expected);
        }
    }
}

//! Two files that speak for one department in one round: said with both names, which one counts, and why.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Ledger, Submission, date};
use crate::finding::{Code, Finding, Findings, Place, Severity};

use super::roster::Roster;

/// Files listed in one sentence.
const MOST_FILES: usize = 6;

/// One finding for each department and round with several files. What only one of them has is taken from that one.
pub(super) fn claims(ordered: &[&Submission], ledger: &Ledger, roster: &Roster, findings: &mut Findings) {
    let mut rounds: Vec<&[&Submission]> = Vec::new();
    // By place of the submission: which of these rounds it belongs to.
    let mut round_of: Vec<Option<usize>> = Vec::with_capacity(ordered.len());
    for round in ordered.chunk_by(|a, b| a.department == b.department && a.round == b.round) {
        let several = round.iter().any(|submission| submission.file != round[0].file);
        round_of.extend(round.iter().map(|_| several.then_some(rounds.len())));
        rounds.extend(several.then_some(round));
    }
    if rounds.is_empty() {
        return;
    }
    let winners = winners(&rounds, &round_of, ordered, ledger);
    let told = rounds.iter().zip(&winners).filter_map(|(round, winners)| told(round, winners, roster));
    told.for_each(|finding| findings.add(finding));
}

fn told(round: &[&Submission], winners: &BTreeMap<&str, usize>, roster: &Roster) -> Option<Finding> {
    let last = round.last()?;
    let shared: usize = winners.values().sum();
    let mut message =
        format!("{} có nhiều tệp trong lần {}: {}. ", roster.name(&last.department), last.round, list(round));
    let severity = if shared == 0 {
        message.push_str("Không số liệu nào có trong hai tệp nên tất cả đều được tính.");
        Severity::Note
    } else {
        let counted: Vec<String> =
            winners.iter().take(MOST_FILES).map(|(file, count)| format!("{file} ({count} số)")).collect();
        let why = reason(round);
        message
            .push_str(&format!("{shared} số liệu có trong nhiều tệp, lấy ở {}: {why}.", counted.join("; ")));
        Code::SeveralFiles.severity()
    };
    let finding = Finding::new(Code::SeveralFiles, message).severity(severity);
    Some(finding.at(Place::file(last.file.clone())).of(last.department.clone()))
}

/// Every file once, with the day on its cover.
fn list(round: &[&Submission]) -> String {
    let mut files: Vec<&Submission> = Vec::new();
    for submission in round.iter().copied() {
        if files.last().is_none_or(|before| before.file != submission.file) {
            files.push(submission);
        }
    }
    let line = |submission: &&Submission| match &submission.cover.date {
        Some(day) => format!("{} (trang bìa ghi ngày {})", submission.file, date::short(day.value)),
        None => format!("{} (không ghi ngày)", submission.file),
    };
    let mut lines: Vec<String> = files.iter().take(MOST_FILES).map(line).collect();
    if files.len() > MOST_FILES {
        lines.push("…".to_owned());
    }
    lines.join("; ")
}

/// Of the figures that stand in several files of a round: how many each file gives, being the last one in order.
fn winners<'a>(
    rounds: &[&[&'a Submission]],
    round_of: &[Option<usize>],
    ordered: &[&'a Submission],
    ledger: &Ledger,
) -> Vec<BTreeMap<&'a str, usize>> {
    let mut winners = vec![BTreeMap::new(); rounds.len()];
    for node in ledger.nodes() {
        let mut last: BTreeMap<usize, (&str, bool)> = BTreeMap::new();
        for posting in node.iter().filter(|posting| posting.figure.is_some()) {
            let place = posting.submission as usize;
            let Some(round) = round_of.get(place).copied().flatten() else { continue };
            let file = &*ordered[place].file;
            let entry = last.entry(round).or_insert((file, false));
            entry.1 |= entry.0 != file;
            entry.0 = file;
        }
        for (round, (file, _)) in last.into_iter().filter(|(_, (_, several))| *several) {
            *winners[round].entry(file).or_default() += 1;
        }
    }
    winners
}

/// What the order rests on: `order` sorts by the day, then by the name.
fn reason(round: &[&Submission]) -> &'static str {
    let days: BTreeSet<_> = round.iter().map(|one| one.cover.date.as_ref().map(|day| day.value)).collect();
    if days.len() > 1 {
        "ngày trên trang bìa muộn hơn (tệp không ghi ngày xếp trước), rồi theo tên tệp"
    } else {
        "ngày trên trang bìa không phân biệt được nên xếp theo tên tệp, tệp sau được tính"
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::fixture::{day, origin, permutations, settings, spec, submission};
    use crate::domain::{Aggregation, At, Submission};
    use crate::finding::{Code, Findings, Severity};

    fn told(files: &[Submission]) -> Vec<(Severity, String)> {
        let settings = settings(vec![
            spec("CT01", "hộ", "KT", Aggregation::Owner),
            spec("CT02", "hộ", "KT", Aggregation::Owner),
        ]);
        let mut findings = Findings::default();
        crate::merge::merge(files.to_vec(), &[], Default::default(), &settings, day(9, 20), &mut findings);
        let own = findings.iter().filter(|one| one.code == Code::SeveralFiles);
        own.map(|one| (one.severity, one.message.clone())).collect()
    }

    #[test]
    fn two_files_of_one_round_are_named_with_the_one_that_counts() {
        let mut files = [
            submission("KT", 1, "nop/b.xlsx", &[(0, "5"), (1, "3")], "hộ"),
            submission("KT", 1, "nop/a.xlsx", &[(0, "6")], "hộ"),
        ];
        let by_name = told(&files);
        assert_eq!((by_name.len(), by_name[0].0), (1, Severity::Warning));
        for word in ["nop/a.xlsx (không ghi ngày)", "lấy ở nop/b.xlsx (1 số)", "xếp theo tên tệp"]
        {
            assert!(by_name[0].1.contains(word), "{word}: {}", by_name[0].1);
        }
        files[1].cover.date = Some(At { value: day(9, 21), origin: origin("nop/a.xlsx", "KT", 1) });
        for order in permutations(&files) {
            let message = &told(&order)[0].1;
            assert!(message.contains("lấy ở nop/a.xlsx (1 số): ngày trên trang bìa muộn hơn"), "{message}");
        }
    }

    #[test]
    fn files_that_share_nothing_are_only_noted_and_rounds_not_at_all() {
        let files = [
            submission("KT", 1, "nop/a.xlsx", &[(0, "5")], "hộ"),
            submission("KT", 1, "nop/b.xlsx", &[(1, "6")], "hộ"),
        ];
        assert_eq!(told(&files)[0].0, Severity::Note);
        let rounds = [files[0].clone(), submission("KT", 2, "nop/b.xlsx", &[(0, "6")], "hộ")];
        assert!(told(&rounds).is_empty());
        assert!(told(&[files[0].clone(), files[0].clone()]).is_empty(), "two blocks of one file");
    }
}

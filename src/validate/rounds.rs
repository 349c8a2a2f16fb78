//! Rounds that nobody states: a department's files are told apart by the dates of their covers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Settings, Source, Submission, date};
use crate::finding::{Code, Finding, Findings, Place, Severity};

/// Files listed in one sentence.
const MOST_FILES: usize = 6;

/// Numbers the submissions of every department of which neither a cover nor a folder states a round, by the dates of their
/// covers. Where one of them has no date all stay as they are: which is the newer is then not known.
pub fn rounds(
    submissions: &mut [Submission],
    sources: &[Source],
    settings: &Settings,
    findings: &mut Findings,
) {
    let stated: BTreeSet<&str> =
        sources.iter().filter(|source| source.states_round).map(|source| &*source.file).collect();
    let mut by_department: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    // Round 0 is what is known of earlier years; it says nothing of what was sent.
    for (place, one) in submissions.iter().enumerate().filter(|(_, one)| one.round > 0) {
        by_department.entry(Arc::clone(&one.department)).or_default().push(place);
    }
    let names = settings.catalogue.names();
    for (department, places) in by_department {
        let own = || places.iter().filter_map(|place| submissions.get(*place));
        if own().any(|one| one.cover.round.is_some() || stated.contains(&*one.file)) {
            continue;
        }
        let Some(days) = own().map(day).collect::<Option<BTreeSet<NaiveDate>>>() else { continue };
        if days.len() < 2 {
            continue;
        }
        let numbers: BTreeMap<NaiveDate, u32> = days.into_iter().zip(1..).collect();
        for place in &places {
            if let Some(one) = submissions.get_mut(*place)
                && let Some(number) = day(one).and_then(|day| numbers.get(&day))
            {
                one.round = *number;
            }
        }
        let own = places.iter().filter_map(|place| submissions.get(*place)).collect();
        if let Some(finding) = told(own, names.get(&*department).copied().unwrap_or(&department)) {
            findings.add(finding);
        }
    }
}

fn day(one: &Submission) -> Option<NaiveDate> {
    one.cover.date.as_ref().map(|date| date.value)
}

/// Which file became which round, at the newest.
fn told(mut own: Vec<&Submission>, name: &str) -> Option<Finding> {
    own.sort_by_key(|one| (one.round, Arc::clone(&one.file)));
    let line = |one: &&Submission| {
        let day = day(one).map_or(String::new(), |day| format!(" ({})", date::short(day)));
        format!("{}{day} là lần {}", one.file, one.round)
    };
    let mut lines: Vec<String> = own.iter().take(MOST_FILES).map(line).collect();
    if own.len() > MOST_FILES {
        lines.push("…".to_owned());
    }
    let newest = own.last()?;
    let message = format!(
        "{name} gửi {} tệp không ghi lần nộp; thứ tự lấy theo ngày trên trang bìa: {}.",
        own.len(),
        lines.join("; ")
    );
    let finding = Finding::new(Code::SeveralFiles, message).severity(Severity::Note);
    Some(finding.at(Place::file(newest.file.clone())).of(newest.department.clone()))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::rounds;
    use crate::domain::fixture::{day, origin, settings, source, submission};
    use crate::domain::{At, Cover, Submission};
    use crate::finding::{Code, Findings};

    fn sent(file: &str, when: Option<NaiveDate>) -> Submission {
        let date = when.map(|value| At { value, origin: origin(file, "KT", 1) });
        Submission { cover: Cover { date, ..Cover::default() }, ..submission("KT", 1, file, &[], "") }
    }

    /// The rounds that come out, and how many findings.
    fn run(files: &[Submission], stated: Option<&str>) -> (Vec<u32>, usize) {
        let mut files = files.to_vec();
        let mut sources: Vec<_> = files.iter().map(|one| source(&one.file, Some("KT"))).collect();
        for source in &mut sources {
            source.states_round = stated == Some(&*source.file);
        }
        let mut findings = Findings::default();
        rounds(&mut files, &sources, &settings(Vec::new()), &mut findings);
        let told = findings.iter().filter(|one| one.code == Code::SeveralFiles).count();
        (files.iter().map(|one| one.round).collect(), told)
    }

    #[test]
    fn dates_tell_rounds_apart_where_nothing_else_does() {
        let (older, newer) = (Some(day(9, 20)), Some(day(9, 22)));
        let files = [sent("b.xlsx", newer), sent("c.xlsx", older), sent("d.xlsx", newer)];
        assert_eq!(run(&files, None), (vec![2, 1, 2], 1));
        // A folder, or a cover, that states a round is believed instead.
        assert_eq!(run(&files, Some("c.xlsx")), (vec![1, 1, 1], 0));
        let mut covered = files.clone();
        covered[0].cover.round = Some(At { value: 1, origin: origin("b.xlsx", "KT", 2) });
        assert_eq!(run(&covered, None), (vec![1, 1, 1], 0));
        // Last year's figures are no round.
        covered[0].round = 0;
        assert_eq!(run(&covered, None), (vec![0, 1, 2], 1));
    }

    #[test]
    fn the_same_day_and_no_day_tell_nothing() {
        let same = [sent("a.xlsx", Some(day(9, 20))), sent("b.xlsx", Some(day(9, 20)))];
        assert_eq!(run(&same, None), (vec![1, 1], 0));
        let undated = [sent("a.xlsx", Some(day(9, 20))), sent("b.xlsx", None)];
        assert_eq!(run(&undated, None), (vec![1, 1], 0));
    }
}

//! Submissions to one plan: per figure all candidates and the rule that chooses; tasks, opinions, records.
//!
//! 1. `roster` – departments by code, in the office's own order
//! 2. `order` – submissions in one stated order, whatever order the files came in
//! 3. `claims` – two files that speak for one department in one round
//! 4. `candidates` – per indicator and column the newest figure of each department
//! 5. `revised` – years that are over and yet changed
//! 6. `choose` – the rule that picks, and the conflicts that it leaves
//! 7. `tasks` – one task from all rows that name it, under a code that stays; `retold` – over the rounds of a department
//! 8. `opinions` – each exactly once; `near`, `agreement` – in other words, or with no wish
//! 9. `decided`, `replies` – what the office decided, applied to its very case
//! 10. `records` – who sent what, late, replaced, rejected, or nothing

mod agreement;
mod candidates;
mod choose;
mod claims;
mod decided;
mod near;
mod opinions;
mod order;
mod records;
mod replies;
mod retold;
mod revised;
mod roster;
mod tasks;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::scope;

use chrono::NaiveDate;

use crate::domain::{Decisions, Intake, Merged, Origin, RowNote, Settings, Source, Submission};
use crate::finding::Findings;

use roster::Roster;

/// Below so many submissions a second thread costs more than it saves.
const WORTH_SHARING: usize = 32;

/// Merges submissions whose figures stand in them, see [`merge_intake`].
pub fn merge(
    submissions: Vec<Submission>,
    received: &[Source],
    decisions: Decisions,
    settings: &Settings,
    as_of: NaiveDate,
    findings: &mut Findings,
) -> Merged {
    let (intake, one) = (Intake::of(submissions, settings), NonZero::<usize>::MIN);
    merge_intake(intake, received, decisions, (settings, as_of), one, findings)
}

/// Merges all that came in. `received`: every file that came in, so that one of which nothing could be
/// read is recorded as rejected; `as_of`: the day of the run, against which a missing submission is late.
/// `decisions`: applied where the case is still the one that was decided.
/// The result does not depend on the order of the submissions or of `received`, nor on the number of threads. Figures are moved,
/// not copied.
pub fn merge_intake(
    intake: Intake,
    received: &[Source],
    decisions: Decisions,
    (settings, as_of): (&Settings, NaiveDate),
    threads: NonZero<usize>,
    findings: &mut Findings,
) -> Merged {
    let roster = Roster::of(&settings.catalogue);
    let Intake { submissions, mut ledger } = intake;
    let (given, places) = order::order(submissions, &roster);
    ledger.arrange(&places);
    let ordered: Vec<&Submission> = given.iter().collect();
    claims::claims(&ordered, &ledger, &roster, findings);
    let threads = if ordered.len() < WORTH_SHARING { 1 } else { threads.get() };
    let numbers = || {
        let mut findings = Findings::default();
        let (gathered, usage) = candidates::gather(ledger, &ordered, settings, &roster, &mut findings);
        let figures = choose::choose(gathered, &decisions, settings, &roster, &mut findings);
        // Here, because tasks take longer than figures.
        let opinions = opinions::list(&ordered, &roster, &mut findings);
        (figures, usage, opinions, findings)
    };
    let words = || {
        let mut findings = Findings::default();
        let tasks = tasks::merge_tasks(&ordered, &roster, threads, &mut findings);
        (tasks, findings)
    };
    let ((figures, usage, mut opinions, of_figures), (tasks, of_words)) = match threads > 1 {
        true => scope(|scope| {
            let numbers = scope.spawn(numbers);
            let words = words();
            (numbers.join().unwrap_or_else(|panic| resume_unwind(panic)), words)
        }),
        false => (numbers(), words()),
    };
    findings.extend(of_figures);
    findings.extend(of_words);
    replies::reply(&mut opinions, &decisions, findings);
    replies::unknown_tasks(&decisions, &tasks, settings, findings);
    let office = records::Office { settings, roster: &roster, decisions: &decisions, as_of };
    let submissions = records::record(&ordered, &usage, received, &office, findings);
    let (notes, caveats) = (notes(&ordered), caveats(&ordered));
    Merged { figures, tasks, opinions, submissions, decisions, caveats, notes }
}

/// Notes of figure rows that say a number: only these can contradict the plan.
fn notes(ordered: &[&Submission]) -> Vec<RowNote> {
    let notes = ordered.iter().flat_map(|submission| &submission.notes);
    notes
        .filter(|(_, note)| note.value.contains(|letter: char| letter.is_ascii_digit()))
        .map(|(indicator, note)| RowNote {
            indicator: *indicator,
            text: note.value.clone(),
            source: note.origin.clone(),
        })
        .collect()
}

/// What the level below says of single cells.
fn caveats(ordered: &[&Submission]) -> BTreeMap<Origin, Arc<str>> {
    let all = ordered.iter().flat_map(|submission| &submission.caveats);
    all.map(|caveat| (caveat.origin.clone(), Arc::clone(&caveat.value))).collect()
}

#[cfg(test)]
mod tests {
    use super::merge;
    use crate::domain::Decisions;
    use crate::domain::fixture::{day, opinion, permutations, settings, source, spec, submission, task};
    use crate::domain::{Aggregation, At, Choice, Merged, Rule, Settings, Submission, SubmissionStatus};
    use crate::finding::{Code, Findings};

    fn run(submissions: &[Submission], settings: &Settings) -> (Merged, Findings) {
        let mut findings = Findings::default();
        let merged =
            merge(submissions.to_vec(), &[], Decisions::default(), settings, day(9, 20), &mut findings);
        (merged, findings)
    }

    fn one(aggregation: Aggregation) -> Settings {
        let mut only = spec("CT01", "người", "TCKH", aggregation);
        only.co_owners = vec!["XA2".into(), "KT".into()];
        settings(vec![only])
    }

    #[test]
    fn the_owner_goes_first_and_the_conflict_names_both() {
        let files = [
            submission("KT", 1, "nop/kt.xlsx", &[(0, "1.100")], "người"),
            submission("TCKH", 1, "nop/tckh.xlsx", &[(0, "1.200 người")], "người"),
        ];
        let (merged, findings) = run(&files, &one(Aggregation::Owner));
        let figure = &merged.figures[0][1];
        assert_eq!(
            (figure.rule, figure.conflict, &figure.choice),
            (Rule::OwnerOverOthers, true, &Choice::Candidate(0))
        );
        let conflict = findings.iter().find(|finding| finding.code == Code::FigureConflict).unwrap();
        assert_eq!(conflict.place.file.as_deref(), Some("nop/kt.xlsx"));
        assert_eq!(conflict.department.as_deref(), Some("KT"));
        for word in [
            "nop/kt.xlsx › ChiTieu!E7",
            "nop/tckh.xlsx › ChiTieu!E7",
            "Đơn vị TCKH",
            "chênh lệch -100",
            "1.200\u{a0}người",
        ] {
            assert!(conflict.message.contains(word), "{word}: {}", conflict.message);
        }
    }

    #[test]
    fn the_same_figure_in_other_words_is_no_conflict() {
        let files = [
            submission("KT", 1, "kt.xlsx", &[(0, "1200 lao động")], "người"),
            submission("TCKH", 1, "tckh.xlsx", &[(0, "1.200")], "người"),
        ];
        let (merged, findings) = run(&files, &one(Aggregation::Owner));
        assert_eq!((merged.figures[0][1].rule, merged.figures[0][1].conflict), (Rule::Owner, false));
        assert!(!findings.has(Code::FigureConflict));
        let qualified =
            [files[0].clone(), submission("TCKH", 1, "tckh.xlsx", &[(0, "khoảng 1.200")], "người")];
        assert!(run(&qualified, &one(Aggregation::Owner)).1.has(Code::FigureConflict));
    }

    #[test]
    fn without_the_owner_the_stated_rule_decides() {
        let rule = |files: &[Submission]| {
            let (merged, _) = run(files, &one(Aggregation::Owner));
            let figure = &merged.figures[0][1];
            let department = match figure.choice {
                Choice::Candidate(at) => figure.candidates[at].department.to_string(),
                _ => String::new(),
            };
            (figure.rule, figure.conflict, department)
        };
        let kt = submission("KT", 1, "kt.xlsx", &[(0, "5")], "người");
        let xa1 = submission("XA1", 1, "x1.xlsx", &[(0, "7")], "người");
        let xa2 = submission("XA2", 1, "x2.xlsx", &[(0, "6")], "người");
        assert_eq!(rule(std::slice::from_ref(&kt)), (Rule::OnlySource, false, "KT".into()));
        assert_eq!(rule(&[kt.clone(), xa2]), (Rule::CatalogueOrder, true, "XA2".into()));
        assert_eq!(rule(std::slice::from_ref(&xa1)), (Rule::Missing, false, String::new()));
        assert_eq!(rule(&[kt, xa1]), (Rule::OnlySource, false, "KT".into()));
        assert_eq!(rule(&[]), (Rule::Missing, false, String::new()));
    }

    #[test]
    fn notes_that_say_a_number_come_with_their_rows() {
        let mut sent = submission("TCKH", 1, "tckh.xlsx", &[(0, "1.200")], "người");
        let origin = sent.first_row.clone().unwrap();
        let note = |text: &str| (0, At { value: text.to_owned(), origin: origin.clone() });
        sent.notes = vec![note("trong đó nữ 500 người"), note("không có gì thêm")];
        let (merged, _) = run(&[sent], &one(Aggregation::Owner));
        let texts: Vec<&str> = merged.notes.iter().map(|note| &*note.text).collect();
        assert_eq!(texts, ["trong đó nữ 500 người"]);
    }

    #[test]
    fn the_newest_round_counts_per_figure() {
        let settings = settings(vec![
            spec("CT01", "hộ", "TCKH", Aggregation::Owner),
            spec("CT02", "hộ", "TCKH", Aggregation::Owner),
            spec("CT03", "hộ", "TCKH", Aggregation::Owner),
        ]);
        let files = [
            submission("TCKH", 2, "nop/lan-2/a.xlsx", &[(0, "160"), (2, "?")], "hộ"),
            submission("TCKH", 1, "nop/lan-1/a.xlsx", &[(0, "150"), (1, "20"), (2, "9")], "hộ"),
        ];
        let (merged, findings) = run(&files, &settings);
        let first = &merged.figures[0][1].candidates;
        assert_eq!((first.len(), &*first[0].figure.value.text(), first[0].rank().round), (1, "160", 2));
        assert_eq!(first[0].rank().superseded[0].value.text(), "150");
        assert_eq!(&*merged.figures[1][1].candidates[0].figure.value.text(), "20");
        assert!(merged.figures[2][1].candidates.is_empty());
        assert_eq!(findings.iter().filter(|finding| finding.code == Code::SubmissionSuperseded).count(), 2);
        assert!(!findings.has(Code::FigureConflict));
        let statuses: Vec<_> = merged.submissions.iter().take(2).map(|record| record.status).collect();
        assert_eq!(statuses, [SubmissionStatus::Accepted, SubmissionStatus::Accepted]);
        let whole = [files[0].clone(), submission("TCKH", 1, "nop/lan-1/a.xlsx", &[(0, "150")], "hộ")];
        assert_eq!(run(&whole, &settings).0.submissions[0].status, SubmissionStatus::Superseded);
    }

    #[test]
    fn one_department_contradicting_itself_is_a_conflict() {
        let files = [
            submission("TCKH", 1, "a.xlsx", &[(0, "5")], "người"),
            submission("TCKH", 1, "b.xlsx", &[(0, "6")], "người"),
        ];
        let (merged, findings) = run(&files, &one(Aggregation::Owner));
        let figure = &merged.figures[0][1];
        assert_eq!((figure.candidates.len(), figure.conflict), (2, true));
        assert!(findings.has(Code::FigureConflict));
    }

    #[test]
    fn totals_know_their_coverage_and_keep_the_owners_figure() {
        let files = [
            submission("XA1", 1, "x1.xlsx", &[(0, "5")], "người"),
            submission("XA3", 1, "x3.xlsx", &[(0, "6")], "người"),
            submission("TCKH", 1, "t.xlsx", &[(0, "20")], "người"),
        ];
        let (merged, findings) = run(&files, &one(Aggregation::Sum));
        let figure = &merged.figures[0][1];
        assert_eq!((&figure.choice, figure.coverage), (&Choice::Aggregate(vec![1, 2]), Some((2, 3))));
        assert_eq!((figure.rule, figure.candidates.len()), (Rule::Aggregated, 3));
        assert!(!findings.has(Code::FigureConflict));
        let (merged, _) = run(&files[2..], &one(Aggregation::Sum));
        assert_eq!(merged.figures[0][1].rule, Rule::Owner);
    }

    #[test]
    fn two_figures_beside_a_formula_are_a_conflict_too() {
        let files = [
            submission("KT", 1, "k.xlsx", &[(0, "5")], "người"),
            submission("TCKH", 1, "t.xlsx", &[(0, "6")], "người"),
        ];
        let (merged, findings) = run(&files, &one(Aggregation::Formula));
        let figure = &merged.figures[0][1];
        assert_eq!((figure.rule, figure.conflict, &figure.choice), (Rule::Computed, true, &Choice::Formula));
        assert!(findings.iter().any(|finding| finding.place.file.as_deref() == Some("k.xlsx")));
    }

    /// Tasks, opinions, rounds, conflicts: whatever order the files come in, the same plan and findings.
    #[test]
    fn the_order_of_files_never_matters() {
        let mut files = vec![
            submission("TCKH", 1, "nop/lan-1/t.xlsx", &[(0, "5"), (1, "1")], "người"),
            submission("TCKH", 2, "nop/lan-2/t.xlsx", &[(0, "6")], "người"),
            submission("KT", 1, "nop/k.xlsx", &[(0, "7"), (1, "?")], "người"),
            submission("XA1", 1, "nop/x1.xlsx", &[(1, "4")], "người"),
            submission("LA", 1, "nop/la.xlsx", &[(0, "8")], "người"),
        ];
        files[0].tasks = vec![task("Lập quy hoạch", "TCKH", &["KT"], "Quý I")];
        files[2].tasks =
            vec![task("lập  quy hoạch.", "KT", &[], "Quý II"), task("Xây trường", "KT", &[], "")];
        files[0].opinions = vec![opinion("CT01", "Tăng lên")];
        files[1].opinions = vec![opinion("CT01", "tăng  lên"), opinion("CT02", "Giữ")];
        let mut settings = one(Aggregation::Owner);
        settings.catalogue.indicators.push(spec("CT02", "người", "TCKH", Aggregation::Sum));
        let expected = run(&files, &settings);
        for order in permutations(&files) {
            let (merged, findings) = run(&order, &settings);
            assert_eq!(merged, expected.0);
            assert!(findings.iter().eq(expected.1.iter()));
        }
    }

    #[test]
    fn tasks_are_joined_and_numbered() {
        let mut files = [
            submission("KT", 1, "k.xlsx", &[], ""),
            submission("TCKH", 1, "t.xlsx", &[], ""),
            submission("XA1", 1, "x.xlsx", &[], ""),
        ];
        files[0].tasks =
            vec![task("Hoàn thành GPMB", "KT", &["XA1"], "Quý II/2024"), task("Việc khác", "KT", &[], "")];
        files[1].tasks = vec![task("hoàn thành gpmb;", "TCKH", &["XA2"], "Quý I/2024")];
        files[2].tasks = vec![task("Hoàn thành GPMB", "TCKH", &[], "Quý I/2024")];
        let (merged, findings) = run(&files, &one(Aggregation::Owner));
        let contents: Vec<_> = merged.tasks.iter().map(|task| &*task.content).collect();
        assert_eq!(contents, ["hoàn thành gpmb", "Việc khác"]);
        let joined = &merged.tasks[0];
        assert_eq!(
            (&*joined.owner, &*joined.deadline, joined.sources.len()),
            ("Đơn vị TCKH", "Quý I/2024", 3)
        );
        assert_eq!(joined.co_owners.join(", "), "Đơn vị XA2, Đơn vị XA1, Đơn vị KT");
        let duplicates: Vec<_> =
            findings.iter().filter(|finding| finding.code == Code::TaskDuplicate).collect();
        assert_eq!(duplicates.len(), 2);
        assert!(
            duplicates[0].message.contains("thời hạn “Quý II/2024” khác “Quý I/2024”"),
            "{}",
            duplicates[0].message
        );
    }

    #[test]
    fn every_opinion_exactly_once_in_roster_order() {
        let mut files = [submission("KT", 1, "k.xlsx", &[], ""), submission("TCKH", 1, "t.xlsx", &[], "")];
        files[0].opinions = vec![opinion("CT01", "Tăng"), opinion("CT01", "tăng"), opinion("CT02", "Tăng")];
        files[1].opinions = vec![opinion("CT01", "Tăng")];
        let (merged, _) = run(&files, &one(Aggregation::Owner));
        let listed: Vec<_> =
            merged.opinions.iter().map(|o| (o.echoes.len(), &*o.department, &*o.subject)).collect();
        assert_eq!(listed, [(0, "TCKH", "CT01"), (1, "KT", "CT01"), (0, "KT", "CT02")]);
    }

    #[test]
    fn records_say_late_rejected_and_missing() {
        let mut late = submission("KT", 1, "nop/k.xlsx", &[(0, "5")], "người");
        let origin = crate::domain::fixture::origin("nop/k.xlsx", "KT", 2);
        late.cover.date = Some(At { value: day(9, 26), origin });
        let received = [
            source("nop/k.xlsx", Some("KT")),
            source("nop/hong.xlsx", Some("TCKH")),
            source("nop/la.xlsx", None),
        ];
        let mut findings = Findings::default();
        let merged = merge(
            vec![late],
            &received,
            Decisions::default(),
            &one(Aggregation::Owner),
            day(9, 26),
            &mut findings,
        );
        let listed: Vec<_> = merged.submissions.iter().map(|r| (&*r.department, r.status, r.late)).collect();
        use SubmissionStatus::{Accepted, Missing, Rejected};
        assert_eq!(
            listed,
            [
                ("TCKH", Rejected, false),
                ("KT", Accepted, true),
                ("XA1", Missing, true),
                ("XA2", Missing, true),
                ("XA3", Missing, true),
                ("", Rejected, false),
            ]
        );
        assert!(findings.has(Code::SubmissionLate));
        assert_eq!(findings.iter().filter(|finding| finding.code == Code::SubmissionMissing).count(), 3);
    }
}

//! More files than one batch holds: read, made into rows and dropped in batches, the plan is the same for any number of threads.

use std::num::NonZero;
use std::sync::OnceLock;

use chrono::NaiveDate;
use tonghop::disk::Inputs;
use tonghop::export::{findings_json, plan_json};
use tonghop::progress::{Effort, Silent};
use tonghop::run::{Outcome, consolidate_with};

use crate::workload::{Size, inputs};

/// Over one batch of files (512), and not a multiple of it.
const FILES: usize = 530;

/// Made once: a workbook bears the second in which it was made, and each figure the digest of its file.
fn sent() -> &'static Inputs {
    static SENT: OnceLock<Inputs> = OnceLock::new();
    SENT.get_or_init(|| inputs(Size { name: "batches", files: FILES, rows: 1 }))
}

fn consolidated(inputs: &Inputs, threads: usize) -> Outcome {
    let effort = Effort::new(NonZero::new(threads).unwrap(), &Silent);
    consolidate_with(inputs, NaiveDate::from_ymd_opt(2023, 9, 25).unwrap(), &effort).unwrap()
}

#[test]
fn every_file_counts_once_and_threads_change_nothing() {
    let [alone, shared] = [1, 3].map(|threads| consolidated(sent(), threads));
    let files: Vec<&str> = alone.plan.submissions.iter().filter_map(|one| one.file.as_deref()).collect();
    let distinct: std::collections::BTreeSet<&str> = files.iter().copied().collect();
    assert_eq!((files.len(), distinct.len()), (FILES, FILES));
    let json = |outcome: &Outcome| plan_json(&outcome.plan, &outcome.findings, "");
    assert!(json(&alone) == json(&shared), "the plan depends on the number of threads");
    let found = |outcome: &Outcome| findings_json(&outcome.findings, "batches", outcome.plan.as_of);
    assert!(found(&alone) == found(&shared), "the findings depend on the number of threads");
}

#[test]
fn what_was_dropped_is_read_again_for_the_slips() {
    let room = tempfile::tempdir().unwrap();
    let inputs = Inputs { folder: room.path().to_path_buf(), ..sent().clone() };
    let outcome = consolidated(&inputs, 2);
    let mut faulty: Vec<&str> =
        outcome.findings.iter().filter_map(|finding| finding.place.file.as_deref()).collect();
    faulty.retain(|file| *file != "danh-muc.xlsx");
    faulty.sort_unstable();
    faulty.dedup();
    let (limits, effort) = (&outcome.plan.settings.limits, Effort::quiet());
    assert!(outcome.sent.all(limits, &effort).is_err(), "none of them lies there");
    std::fs::create_dir(room.path().join("nop")).unwrap();
    for file in inputs.files.iter().filter(|file| faulty.contains(&&*file.path)) {
        std::fs::write(room.path().join(&file.path), &file.bytes).unwrap();
    }
    let books = outcome.sent.all(limits, &effort).unwrap();
    let mut kept: Vec<&str> = books.iter().map(|workbook| &*workbook.file).collect();
    kept.sort_unstable();
    assert!(!faulty.is_empty(), "without a fault nothing is read again, and this proves nothing");
    assert_eq!(kept, faulty);
    assert!(books.iter().all(|workbook| !workbook.sheets.is_empty()));
    let one = outcome.sent.some(|file| file == faulty[0], limits, &effort).unwrap();
    assert_eq!(one.iter().map(|workbook| &*workbook.file).collect::<Vec<_>>(), faulty[..1]);
    // Another file by now: a slip must not show cells that the plan was not made of.
    std::fs::write(room.path().join(faulty[0]), b"khac").unwrap();
    let error = outcome.sent.some(|file| file == faulty[0], limits, &effort).unwrap_err();
    assert!(error.to_string().contains("đã thay đổi trong khi tổng hợp"), "{error}");
}

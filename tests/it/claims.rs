//! Whose file it is and in which order files came: two claims, wrong names and folders, aliases, dates.

use tonghop::domain::Plan;
use tonghop::finding::{Code, Severity};
use tonghop::run::{Outcome, consolidate};

use crate::decisions::{of, undecided};
use crate::level::{Level, Sent, day};

fn level(room: &tempfile::TempDir) -> Level {
    let units: Vec<(String, String, &str)> = vec![
        ("KT".into(), "Phòng Kinh tế".into(), "phòng"),
        ("XA1".into(), "Xã Số 1".into(), "xã"),
        ("XA2".into(), "Xã Số 2".into(), "xã"),
    ];
    let indicators = "CT01|1|Kinh tế|Tổng số hộ|hộ|KT|tổng||||x\nCT05|2|Kinh tế|Số xã|xã|KT|chủ trì||||";
    Level::new(&room.path().join("thu"), "huyện Thử", &units, indicators, "")
}

fn four(plan: &str) -> [String; 4] {
    ["1", "1", "1", plan].map(String::from)
}

fn cover<'a>(unit: &'a str, day: &'a str) -> [(&'a str, &'a str); 3] {
    [("Đơn vị", unit), ("Năm kế hoạch", "2024"), ("Ngày", day)]
}

/// Texts of the plan figure's candidates, in order, with their rounds.
fn candidates(plan: &Plan, code: &str) -> Vec<(String, u32)> {
    let figure = &plan.indicator(code).unwrap().figures[3];
    figure.candidates.iter().map(|one| (one.figure.value.text().into_owned(), one.rank().round)).collect()
}

#[test]
fn a_file_under_anothers_name_is_counted_by_its_cover_and_the_two_claims_are_told() {
    let room = tempfile::tempdir().unwrap();
    let level = level(&room);
    level.send("xa-so-1.xlsx", "Xã Số 1", &[("CT01", four("12"))]);
    level.send("xa-so-2.xlsx", "Xã Số 1", &[("CT01", four("10"))]);
    let outcome = level.consolidated();
    // The name of XA2, the cover of XA1: the cover counts, and XA2 has sent nothing.
    let mismatch = of(&outcome, Code::DepartmentMismatch);
    assert_eq!((mismatch.len(), mismatch[0].place.file.as_deref()), (1, Some("nop/xa-so-2.xlsx")));
    let missing = of(&outcome, Code::SubmissionMissing);
    assert!(missing.iter().any(|one| one.department.as_deref() == Some("XA2")));
    let claims = of(&outcome, Code::SeveralFiles);
    assert_eq!((claims.len(), claims[0].severity), (1, Severity::Warning));
    for word in ["Xã Số 1", "nop/xa-so-1.xlsx", "lấy ở nop/xa-so-2.xlsx (4 số)", "xếp theo tên tệp"]
    {
        assert!(claims[0].message.contains(word), "{word}: {}", claims[0].message);
    }
    // Both figures stay visible, and the difference is an open conflict.
    assert_eq!(candidates(&outcome.plan, "CT01"), [("10".into(), 1), ("12".into(), 1)]);
    assert_eq!(of(&outcome, Code::FigureConflict).len(), 1);
}

#[test]
fn dates_of_covers_order_files_that_state_no_round() {
    let room = tempfile::tempdir().unwrap();
    let level = level(&room);
    let sent = |plan| [("CT01", four(plan))];
    let send = |path: &str, day: &str, figures: &[Sent<'_>]| {
        level.send_under(path, &cover("Xã Số 1", day), figures);
    };
    send("xa-so-1 (moi).xlsx", "18/09/2023", &sent("10"));
    send("xa-so-1.xlsx", "22/09/2023", &sent("12"));
    let outcome = level.consolidated();
    assert_eq!(candidates(&outcome.plan, "CT01"), [("12".into(), 2)]);
    assert!(of(&outcome, Code::FigureConflict).is_empty());
    let told = of(&outcome, Code::SeveralFiles);
    assert_eq!((told.len(), told[0].severity), (1, Severity::Note));
    assert!(told[0].message.contains("nop/xa-so-1 (moi).xlsx (18/09/2023) là lần 1"), "{}", told[0].message);
    assert_eq!(of(&outcome, Code::SubmissionSuperseded).len(), 1);
    // A folder that states a round is believed before any date.
    send("lan-2/xa-so-1.xlsx", "17/09/2023", &sent("9"));
    assert_eq!(candidates(&level.consolidated().plan, "CT01"), [("9".into(), 2)]);
}

/// The bundled plan with one file elsewhere under another name.
fn renamed(from: &str, to: &str) -> Outcome {
    let mut inputs = undecided();
    let file = inputs.files.iter_mut().find(|file| file.path == from).unwrap();
    file.path = to.to_owned();
    consolidate(&inputs, day()).unwrap()
}

/// The departments of the files at this path.
fn sender(outcome: &Outcome, path: &str) -> Vec<String> {
    let own = outcome.plan.submissions.iter().filter(|record| record.file.as_deref() == Some(path));
    own.map(|record| record.department.clone()).collect()
}

#[test]
fn a_wrong_name_or_folder_finds_its_department() {
    let cases = [
        // By its cover: a name that says nothing, another's name, another's folder.
        ("nop/phong-y-te.xlsx", "nop/bieu so 7.xlsx", "YTE", false),
        ("nop/phong-y-te.xlsx", "nop/phong-tu-phap-2.xlsx", "YTE", true),
        ("nop/phong-y-te.xlsx", "nop/Phòng Nội vụ/bieu.xlsx", "YTE", true),
        // Without a cover: by what it is about; by an alias, also as its folder.
        ("nop/Phòng Kinh tế.xlsx", "nop/bieu moi.xlsx", "KT", false),
        ("nop/Phòng Kinh tế.xlsx", "nop/Phòng KT - gửi lại.xlsx", "KT", false),
        ("nop/Phòng Kinh tế.xlsx", "nop/Phong Kinh te/bieu.xlsx", "KT", false),
        // Without a cover and under another's alias the name is believed, and the figures of others are told.
        ("nop/Phòng Kinh tế.xlsx", "nop/P. Nội vụ gửi.xlsx", "NV", false),
    ];
    for (from, to, department, mismatch) in cases {
        let outcome = renamed(from, to);
        assert_eq!(sender(&outcome, to), [department], "{to}");
        assert_eq!(!of(&outcome, Code::DepartmentMismatch).is_empty(), mismatch, "{to}");
        let strangers = of(&outcome, Code::IndicatorOfOther);
        assert_eq!(
            strangers.iter().any(|one| one.place.file.as_deref() == Some(to)),
            department == "NV",
            "{to}"
        );
    }
}

//! Decisions at work: `--final` refused and then accepted, parts of a total, formulas, waived figures, the archive.

use std::fs;

use tonghop::disk::{Inputs, load};
use tonghop::domain::decision::case_mark;
use tonghop::domain::submission::ReceivedFile;
use tonghop::domain::{Plan, Rule};
use tonghop::finding::Code;
use tonghop::run::consolidate;
use tonghop::workbooks::waiting;

use crate::cli::{Office, err, snapshot};
use crate::decisions::{filled, of, undecided, with};
use crate::level::{Level, day, paper};

const INPUT: &str = "input/quang-yen-2024";
const OUTPUT: &str = "output/quang-yen-2024";

fn printed(plan: &Plan, code: &str) -> String {
    let figure = &plan.indicator(code).unwrap().figures[3];
    figure.quantity.as_ref().map_or("—".into(), |quantity| quantity.text().into_owned())
}

/// The second round of the Phòng Kinh tế: twelve communes of eight, which is out of range.
fn out_of_range() -> Vec<u8> {
    let row = ["CT09", "Xã đạt chuẩn nông thôn mới nâng cao", "xã", "1", "1", "1", "12"];
    let cover = [("Đơn vị", "Phòng Kinh tế"), ("Kỳ", "Năm 2024"), ("Lần nộp", "2"), ("Ngày", "22/09/2023")];
    paper(&cover, &[row.map(String::from).to_vec()])
}

/// The conflicts decided and the error waived, as a person would in Excel.
fn signed(bytes: &[u8]) -> Vec<u8> {
    filled(bytes, |sheet, row| match (sheet, &*row[0]) {
        ("SoLieu", "CT07") => {
            vec![(5, "BHXH"), (7, "Phòng TCKH"), (8, "24/9/2023"), (9, "Số của cơ quan chủ trì")]
        }
        ("SoLieu", "CT01") => {
            vec![(5, "TK"), (7, "Phòng TCKH"), (8, "24/9/2023"), (9, "Số của cơ quan thống kê")]
        }
        ("MienTru", "TH0302") => {
            vec![(5, "Phòng TCKH"), (6, "24/9/2023"), (7, "Tính cả xã đăng ký thêm")]
        }
        _ => Vec::new(),
    })
}

#[test]
fn a_final_waits_for_a_decision_and_a_waiver_and_then_is_made() {
    let office = Office::with(&["quang-yen-2024"]);
    fs::remove_file(office.path(INPUT).join("quyet-dinh.xlsx")).unwrap();
    fs::write(office.path(INPUT).join("nop/lan-3/phong-kinh-te.xlsx"), out_of_range()).unwrap();
    let refused = office.run("build --final");
    assert_eq!(refused.status.code(), Some(1));
    let told = err(&refused);
    let reasons = told.split("chưa lập được bản chính thức vì còn:").nth(1).unwrap();
    for word in ["TH0302 nop/lan-3/phong-kinh-te.xlsx", "CT01", "CT07", "chưa có quyết định"] {
        assert!(reasons.contains(word), "{word}: {reasons}");
    }
    assert_eq!(reasons.matches("\n  - ").count(), 3, "{reasons}");
    assert!(!office.path(OUTPUT).exists());

    // The draft brings the workbook to fill in; filled in, it opens the way.
    assert_eq!(office.run("build").status.code(), Some(1));
    let waits = fs::read(office.path(OUTPUT).join("cho-quyet-dinh.xlsx")).unwrap();
    fs::write(office.path(INPUT).join("quyet-dinh.xlsx"), signed(&waits)).unwrap();
    let made = office.run("build --final");
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let json = fs::read_to_string(office.path(OUTPUT).join("kiem-tra.json")).unwrap();
    assert!(json.contains("Tính cả xã đăng ký thêm"));
    assert!(office.path(OUTPUT).join("luu/chinh-thuc").is_dir());

    // One of the two taken back, and the door is shut again; the set before stays.
    let half = filled(&waits, |sheet, row| match (sheet, &*row[0]) {
        ("MienTru", "TH0302") => {
            vec![(5, "Phòng TCKH"), (6, "24/9/2023"), (7, "Tính cả xã đăng ký thêm")]
        }
        _ => Vec::new(),
    });
    fs::write(office.path(INPUT).join("quyet-dinh.xlsx"), half).unwrap();
    let before = snapshot(&office.path(OUTPUT));
    let refused = office.run("build --final");
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("chưa có quyết định") && !err(&refused).contains("- TH0302"));
    assert_eq!(before, snapshot(&office.path(OUTPUT)));
}

#[test]
fn an_unreadable_workbook_of_decisions_is_exit_code_2_and_touches_nothing() {
    let office = Office::with(&["quang-yen-2024"]);
    assert_eq!(office.run("build").status.code(), Some(0));
    let before = snapshot(&office.path(OUTPUT));
    fs::write(office.path(INPUT).join("quyet-dinh.xlsx"), b"PK\x03\x04 hong").unwrap();
    for words in ["build", "build --final", "check"] {
        let output = office.run(words);
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(err(&output).contains("quyet-dinh.xlsx"), "{words}: {}", err(&output));
        assert_eq!(before, snapshot(&office.path(OUTPUT)), "{words}");
    }
}

#[test]
fn a_figure_out_of_range_counts_once_it_is_waived() {
    let mut inputs = undecided();
    inputs
        .files
        .push(ReceivedFile { path: "nop/lan-3/phong-kinh-te.xlsx".into(), bytes: out_of_range().into() });
    let before = consolidate(&inputs, day()).unwrap();
    assert_eq!(of(&before, Code::FigureOutOfRange).len(), 1);
    assert_eq!(printed(&before.plan, "CT09"), "có thêm 1", "the round before counts");
    let after = with(&inputs, signed(&waiting(&before.plan, &before.findings).unwrap()));
    assert_eq!(printed(&after.plan, "CT09"), "12");
    assert!(of(&after, Code::FigureOutOfRange)[0].waived.is_some());
    assert_eq!(after.plan.waived.len(), 1);
}

#[test]
fn a_formula_may_be_overruled_and_follows_what_is_decided() {
    let inputs = undecided();
    let before = consolidate(&inputs, day()).unwrap();
    let ct08 = &before.plan.indicator("CT08").unwrap().figures[3];
    let marks = [case_mark(&[]), case_mark(&ct08.candidates)];
    let book = |code: &str, mark: &str, value: &str| {
        let mut maker = rust_xlsxwriter::Workbook::new();
        let sheet = maker.add_worksheet().set_name("SoLieu").unwrap();
        let rows = [
            ["Mã", "Dấu", "Giá trị", "Người", "Ngày", "Lý do"],
            [code, mark, value, "Phòng TCKH", "24/9/2023", "Thống nhất tại cuộc họp"],
        ];
        for (row, cells) in (0u32..).zip(rows) {
            sheet.write_row(row, 0, cells).unwrap();
        }
        maker.save_to_buffer().unwrap()
    };
    let figure = |plan: &Plan| {
        let figure = &plan.indicator("CT13").unwrap().figures[3];
        (figure.rule, figure.quantity.as_ref().unwrap().exact())
    };
    let (rule, computed) = figure(&before.plan);
    assert_eq!(rule, Rule::Computed);

    let overruled = with(&inputs, book("CT13", &marks[0], "0,4"));
    assert_eq!(figure(&overruled.plan), (Rule::Decided, Some("0.4".parse().unwrap())));
    assert_eq!(
        overruled.plan.indicator("CT13").unwrap().figures[2],
        before.plan.indicator("CT13").unwrap().figures[2],
        "other columns stay computed"
    );

    // Twice the households decided in CT08, twice the ratio that the formula gives.
    let followed = with(&inputs, book("CT08", &marks[1], "300"));
    let (rule, doubled) = figure(&followed.plan);
    assert_eq!((rule, printed(&followed.plan, "CT08")), (Rule::Computed, "300".into()));
    assert!(doubled > computed, "{doubled:?} {computed:?}");
}

#[test]
fn of_one_communes_two_figures_the_chosen_one_is_added() {
    let room = tempfile::tempdir().unwrap();
    let units: Vec<(String, String, &str)> = vec![
        ("KT".into(), "Phòng Kinh tế".into(), "phòng"),
        ("XA1".into(), "Xã Số 1".into(), "xã"),
        ("XA2".into(), "Xã Số 2".into(), "xã"),
    ];
    let level = Level::new(
        &room.path().join("thu"),
        "huyện Thử",
        &units,
        "CT01|1|Kinh tế|Tổng số hộ|hộ|KT|tổng||||x\nCT05|2|Kinh tế|Số xã|xã|KT|chủ trì||||",
        "",
    );
    let four = |plan: &str| ["1", "1", "1", plan].map(String::from);
    level.send("kt.xlsx", "Phòng Kinh tế", &[("CT05", four("2"))]);
    level.send("xa-so-1.xlsx", "Xã Số 1", &[("CT01", four("12"))]);
    level.send("xa-so-1-sua.xlsx", "Xã Số 1", &[("CT01", four("10"))]);
    level.send("xa-so-2.xlsx", "Xã Số 2", &[("CT01", four("5"))]);
    let before = level.consolidated();
    let open = |plan: &Plan| plan.indicator("CT01").unwrap().figures[3].is_open();
    assert!(open(&before.plan));
    let waits = waiting(&before.plan, &before.findings).unwrap();
    let inputs = Inputs { decisions: None, ..load(&level.folder).unwrap() };
    for (choice, total) in [("XA1 (1)", "17"), ("XA1 (2)", "15")] {
        let bytes = filled(&waits, |sheet, row| match (sheet, &*row[0]) {
            ("SoLieu", "CT01") => {
                vec![(5, choice), (7, "Phòng TCKH"), (8, "24/9/2023"), (9, "Rà soát lại")]
            }
            _ => Vec::new(),
        });
        let after = with(&inputs, bytes);
        assert_eq!((printed(&after.plan, "CT01"), open(&after.plan)), (total.to_owned(), false), "{choice}");
        let figure = &after.plan.indicator("CT01").unwrap().figures[3];
        assert!(figure.rule == Rule::Aggregated && figure.decision.is_some());
    }
}

#[test]
fn next_years_folder_archives_the_decisions() {
    let office = Office::with(&["quang-yen-2024"]);
    let made = office.run("init input/quang-yen-2025 --from quang-yen-2024");
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let folder = office.path("input/quang-yen-2025");
    let kept = fs::read(folder.join("luu-tru/quang-yen-2024/quyet-dinh.xlsx")).unwrap();
    assert_eq!(kept, fs::read(office.path(INPUT).join("quyet-dinh.xlsx")).unwrap());
    assert!(!folder.join("quyet-dinh.xlsx").exists(), "last year's cases are not this year's");
}

//! Decisions from end to end: what waits is written, filled in, read again and applied; changed cases are not.

use chrono::NaiveDate;
use rust_xlsxwriter::Workbook as Maker;
use tonghop::disk::{Inputs, load};
use tonghop::domain::submission::ReceivedFile;
use tonghop::domain::{Plan, ReplyKind, Rule, Source};
use tonghop::finding::{Code, Finding, Findings, Severity};
use tonghop::run::{Outcome, consolidate};
use tonghop::workbook::{Value, Workbook};
use tonghop::workbooks::waiting;

use crate::bundled::folder;
use crate::seen::saw;

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 9, 25).unwrap()
}

/// The bundled plan without what its own office decided.
pub fn undecided() -> Inputs {
    Inputs { decisions: None, ..load(&folder("quang-yen-2024")).unwrap() }
}

pub fn with(inputs: &Inputs, bytes: Vec<u8>) -> Outcome {
    let file = ReceivedFile { path: "quyet-dinh.xlsx".into(), bytes: bytes.into() };
    let outcome = consolidate(&Inputs { decisions: Some(file), ..inputs.clone() }, day()).unwrap();
    saw(outcome.findings.iter().map(|finding| finding.code.id()));
    outcome
}

fn read(bytes: &[u8]) -> Workbook {
    let source = Source {
        file: "quyet-dinh.xlsx".into(),
        department: None,
        round: 1,
        states_round: false,
        bytes: bytes.into(),
        sha256: "00".into(),
    };
    let mut findings = Findings::default();
    tonghop::read::read(&[source], &Default::default(), &mut findings).remove(0)
}

/// The workbook as a person leaves it: for each row of texts the cells (column, text) to fill in.
pub fn filled(bytes: &[u8], fill: impl Fn(&str, &[String]) -> Vec<(u16, &'static str)>) -> Vec<u8> {
    let mut maker = Maker::new();
    for sheet in read(bytes).sheets {
        let out = maker.add_worksheet();
        out.set_name(&*sheet.name).unwrap();
        for row in sheet.rows() {
            let mut texts = vec![String::new(); 12];
            for cell in row {
                let text = match &cell.value {
                    Value::Text(text) => text.to_string(),
                    Value::Number(number) => number.to_string(),
                    Value::Date(when) => when.date().format("%d/%m/%Y").to_string(),
                    _ => String::new(),
                };
                out.write_string(cell.at.row, cell.at.col as u16, &text).unwrap();
                texts[cell.at.col as usize] = text;
            }
            for (col, text) in fill(&sheet.name, &texts) {
                out.write_string(row[0].at.row, col, text).unwrap();
            }
        }
    }
    maker.save_to_buffer().unwrap()
}

/// CT07 and CT01 decided, all opinions answered in turn.
fn decided(bytes: &[u8]) -> Vec<u8> {
    filled(bytes, |sheet, row| match (sheet, &*row[0]) {
        ("SoLieu", "CT07") => {
            vec![(5, "YTE"), (7, "Chủ tịch UBND"), (8, "24/9/2023"), (9, "Theo số của ngành y tế")]
        }
        ("SoLieu", "CT01") => vec![(5, "TCKH"), (7, "Chủ tịch UBND"), (8, "24/9/2023"), (9, "Số của Phòng")],
        ("TraLoi", code) if code.starts_with("YK-") => {
            vec![(3, "Giải trình"), (4, "Nội dung đã có trong dự thảo"), (6, "Phòng TCKH"), (7, "24/9/2023")]
        }
        _ => Vec::new(),
    })
}

fn ct07(plan: &Plan) -> (Rule, String, bool, bool) {
    let figure = &plan.indicator("CT07").unwrap().figures[3];
    (figure.rule, figure.quantity.as_ref().unwrap().text().into_owned(), figure.conflict, figure.is_open())
}

pub fn of(outcome: &Outcome, code: Code) -> Vec<&Finding> {
    outcome.findings.iter().filter(|finding| finding.code == code).collect()
}

#[test]
pub fn what_waits_is_filled_in_read_again_and_applied() {
    let inputs = undecided();
    let before = consolidate(&inputs, day()).unwrap();
    assert_eq!(ct07(&before.plan), (Rule::OwnerOverOthers, "97".into(), true, true));
    let waits = waiting(&before.plan, &before.findings).unwrap();
    // Unfilled, it changes nothing and nothing is wrong with it.
    let unfilled = with(&inputs, waits.clone());
    assert_eq!(ct07(&unfilled.plan), ct07(&before.plan));
    assert_eq!(unfilled.findings.len(), before.findings.len());

    let after = with(&inputs, decided(&waits));
    assert_eq!(ct07(&after.plan), (Rule::Decided, "96,5".into(), true, false));
    let words = after.plan.indicator("CT07").unwrap().figures[3].rule_in_words();
    assert!(words.contains("Chủ tịch UBND, ngày 24/09/2023: Theo số của ngành y tế"), "{words}");
    assert!(of(&after, Code::FigureConflict).is_empty());
    let settled = of(&after, Code::ConflictDecided);
    assert_eq!((settled.len(), settled[0].severity), (2, Severity::Note));
    let asking = after.plan.opinions.iter().filter(|opinion| !opinion.agrees);
    for opinion in asking {
        assert_eq!(opinion.reply.as_ref().unwrap().kind, ReplyKind::Explained, "{}", opinion.code);
    }

    // What is decided comes again in the next workbook, and saved as it is it decides the same.
    let again = with(&inputs, waiting(&after.plan, &after.findings).unwrap());
    assert_eq!(again.plan.indicators.len(), after.plan.indicators.len());
    assert_eq!(ct07(&again.plan), ct07(&after.plan));
    let replies = |outcome: &Outcome| -> Vec<_> {
        outcome.plan.opinions.iter().map(|one| one.reply.as_ref().map(|r| (r.kind, r.text.clone()))).collect()
    };
    assert_eq!(replies(&again), replies(&after));
    let codes = |outcome: &Outcome| outcome.findings.iter().map(|one| one.code).collect::<Vec<_>>();
    assert_eq!(codes(&again), codes(&after));
}

#[test]
pub fn a_changed_case_is_not_decided_and_both_are_told() {
    let inputs = undecided();
    let before = consolidate(&inputs, day()).unwrap();
    let decided = decided(&waiting(&before.plan, &before.findings).unwrap());
    // The department of health takes its figure back.
    let mut fewer = inputs.clone();
    fewer.files.retain(|file| !file.path.ends_with("phong-y-te.xlsx"));
    let after = with(&fewer, decided);
    assert_eq!(ct07(&after.plan).0, Rule::Owner);
    let stale = of(&after, Code::DecisionStale);
    assert_eq!(stale.len(), 1);
    assert!(stale[0].message.contains("YTE: 96,5; BHXH: 97") && stale[0].message.contains("nay: BHXH: 97"));
    assert_eq!(stale[0].place.sheet.as_deref(), Some("SoLieu"));
    // Its opinion went with it: the reply says so.
    assert_eq!(of(&after, Code::ReplyOrphaned).len(), 1);
}

#[test]
fn renamed_and_shuffled_files_change_no_decision() {
    let inputs = undecided();
    let before = consolidate(&inputs, day()).unwrap();
    let bytes = decided(&waiting(&before.plan, &before.findings).unwrap());
    let straight = with(&inputs, bytes.clone());
    let mut shuffled = inputs.clone();
    shuffled.files.reverse();
    for (nth, file) in shuffled.files.iter_mut().enumerate() {
        if file.path.ends_with("phong-y-te.xlsx") {
            file.path = format!("nop/Phòng Y tế bản {nth}.xlsx");
        }
    }
    let after = with(&shuffled, bytes);
    assert_eq!(ct07(&after.plan), ct07(&straight.plan));
    let said = |outcome: &Outcome| -> Vec<_> {
        let opinions = outcome.plan.opinions.iter();
        opinions.map(|one| (one.code.clone(), one.reply.as_ref().map(|reply| reply.text.clone()))).collect()
    };
    assert_eq!(said(&after), said(&straight));
    assert!(of(&after, Code::DecisionStale).is_empty() && of(&after, Code::ReplyOrphaned).is_empty());
}

/// A workbook of decisions from rows: sheet, rows of cells.
fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut maker = Maker::new();
    for (name, rows) in sheets {
        let sheet = maker.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0u32..).zip(*rows) {
            for (col, text) in (0u16..).zip(*cells) {
                sheet.write_string(row, col, *text).unwrap();
            }
        }
    }
    maker.save_to_buffer().unwrap()
}

#[test]
pub fn every_wrong_cell_is_a_located_finding_and_nothing_is_applied() {
    let figures: &[&[&str]] = &[
        &["Mã", "Cột", "Dấu", "Chọn", "Giá trị", "Người", "Ngày", "Lý do"],
        &["CT77", "", "", "YTE", "", "A", "24/9/2023", "x"],
        &["CT07", "KH năm 2030", "", "YTE", "", "A", "24/9/2023", "x"],
        &["CT07", "", "", "LAHOAC", "", "A", "24/9/2023", "x"],
        &["CT07", "", "", "", "97 hộ", "A", "24/9/2023", "x"],
        &["CT07", "", "", "", "như năm trước", "A", "24/9/2023", "x"],
        &["CT07", "", "", "YTE", "97", "A", "24/9/2023", "x"],
        &["CT07", "", "", "YTE", "", "", "24/9/2023", "x"],
        &["CT07", "", "", "YTE", "", "A", "24/13/2023", "x"],
        &["CT07", "", "", "YTE", "", "A", "24/9/2023", "x"],
        &["CT07", "", "", "BHXH", "", "A", "24/9/2023", "x"],
    ];
    let waivers: &[&[&str]] = &[
        &["Mã lỗi", "Đơn vị", "Dấu", "Người", "Ngày", "Lý do"],
        &["TH9999", "", "X", "A", "24/9/2023", "x"],
        &["TH0102", "YTE", "X", "A", "24/9/2023", "x"],
        &["TH0301", "YTE", "BBBBBB", "A", "24/9/2023", "x"],
        &["TH0301", "KT", "", "A", "24/9/2023", "x"],
    ];
    let replies: &[&[&str]] = &[
        &["Mã ý kiến", "Đơn vị", "Nội dung", "Kết quả", "Nội dung tiếp thu, giải trình", "Liên quan"],
        &["YK-XXXXX", "YTE", "Không có ý kiến này", "Giải trình", "x", ""],
        &["", "YTE", "Đề nghị cân nhắc mức 96,5%", "Tiếp thu", "", "CT99"],
        &["", "KT", "Đề nghị nêu rõ", "Tiếp thu hết", "x", ""],
        &["", "KT", "Đề nghị nêu rõ xã đăng ký đạt chuẩn", "Giải trình", "", ""],
    ];
    let bytes = book(&[("SoLieu", figures), ("MienTru", waivers), ("TraLoi", replies)]);
    let after = with(&undecided(), bytes);
    let own = after.findings.iter().filter(|one| one.place.file.as_deref() == Some("quyet-dinh.xlsx"));
    let mut told: Vec<String> = own
        .map(|one| {
            let (sheet, cell) = (one.place.sheet.as_deref().unwrap(), one.place.cell.as_deref().unwrap());
            format!("{sheet}!{cell} {}", one.code.id())
        })
        .collect();
    told.sort();
    let expected = [
        "MienTru!A2 TH0901",
        "MienTru!A3 TH0906",
        "MienTru!A4 TH0905",
        "MienTru!A5 TH0903",
        "SoLieu!A10 TH0903",
        "SoLieu!A11 TH0901",
        "SoLieu!A2 TH0901",
        "SoLieu!B3 TH0901",
        "SoLieu!D4 TH0901",
        "SoLieu!E5 TH0208",
        "SoLieu!E6 TH0205",
        "SoLieu!E7 TH0901",
        "SoLieu!F8 TH0901",
        "SoLieu!G9 TH0901",
        "TraLoi!A2 TH0907",
        "TraLoi!A3 TH1002",
        "TraLoi!D4 TH0901",
        "TraLoi!E5 TH0901",
        "TraLoi!F3 TH0901",
    ];
    assert_eq!(
        told,
        expected,
        "{:#?}",
        after.findings.iter().map(|f| (&f.place, &f.message)).collect::<Vec<_>>()
    );
    assert_eq!(ct07(&after.plan).0, Rule::OwnerOverOthers);
    // The unmarked decision says which mark it would need.
    let unmarked = of(&after, Code::DecisionUnmarked);
    assert!(
        unmarked.iter().any(|one| one.expected.as_deref().is_some_and(|text| text.contains("YTE: 96,5")))
    );
}

#[test]
fn an_unreadable_workbook_of_decisions_ends_the_run() {
    let file = ReceivedFile { path: "quyet-dinh.xlsx".into(), bytes: b"PK\x03\x04 hong".to_vec().into() };
    let inputs = Inputs { decisions: Some(file), ..undecided() };
    let error = consolidate(&inputs, day()).unwrap_err();
    assert!(format!("{error:#}").contains("quyet-dinh.xlsx"), "{error:#}");
}

/// A plan figure that nobody sent may be waived; it stays listed, and a final can be made without it.
#[test]
pub fn a_waiver_takes_a_finding_out_of_the_way_and_stays_listed() {
    let mut inputs = undecided();
    inputs.files.retain(|file| !file.path.ends_with("Phòng Kinh tế.xlsx"));
    let before = consolidate(&inputs, day()).unwrap();
    assert_eq!(of(&before, Code::FigureMissing).len(), 1);
    let waits = waiting(&before.plan, &before.findings).unwrap();
    let bytes = filled(&waits, |sheet, row| match (sheet, &*row[0]) {
        ("MienTru", "TH0403") => vec![(5, "Chủ tịch"), (6, "24/9/2023"), (7, "Chờ Ban Chỉ đạo")],
        _ => Vec::new(),
    });
    let after = with(&inputs, bytes.clone());
    let waived = of(&after, Code::FigureMissing);
    assert_eq!((waived.len(), waived[0].severity), (1, Severity::Note));
    assert!(waived[0].waived.as_ref().unwrap().by.contains("Chờ Ban Chỉ đạo"));
    assert_eq!(after.plan.waived.len(), 1);
    // The figure comes: the waiver has nothing left to do.
    let complete = with(&undecided(), bytes);
    assert_eq!(of(&complete, Code::WaiverUnused).len(), 1);
    // And comes again in the next workbook, so that nothing is lost.
    let again = with(&inputs, waiting(&after.plan, &after.findings).unwrap());
    assert_eq!(again.plan.waived.len(), 1);
}

/// An opinion answered and then worded again: the reply stays, and both wordings are told.
#[test]
pub fn a_reworded_opinion_keeps_its_reply_and_is_flagged() {
    let inputs = undecided();
    let mut first = inputs.clone();
    first.files.retain(|file| !file.path.contains("lan-3"));
    let before = consolidate(&first, day()).unwrap();
    let bytes = decided(&waiting(&before.plan, &before.findings).unwrap());
    let after = with(&inputs, bytes);
    let told = of(&after, Code::ReplyReworded);
    assert_eq!(told.len(), 1);
    assert!(told[0].expected.as_deref().unwrap().contains("trong năm 2024"));
    assert!(!told[0].found.as_deref().unwrap().contains("trong năm 2024"));
    let opinion = after.plan.opinions.iter().find(|one| one.department == "QLDT").unwrap();
    assert!(opinion.reply.is_some() && opinion.echoes.len() == 1);
}

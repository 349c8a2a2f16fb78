//! Sentences that say another number than the plan: none in the bundled plans, all that are planted.

use std::num::NonZero;

use tonghop::domain::{Plan, RowNote};
use tonghop::finding::{Code, Finding, Findings};
use tonghop::proofread::{proofread, proofread_with};

use crate::bundled::{quang_yen, thanh_hoa};
use crate::seen::saw;

fn read(plan: &Plan) -> Vec<Finding> {
    let mut findings = Findings::default();
    proofread(plan, &mut findings);
    saw(findings.iter().map(|finding| finding.code.id()));
    findings.iter().cloned().collect()
}

#[test]
fn the_bundled_plans_contradict_themselves_nowhere() {
    for built in [quang_yen(), thanh_hoa()] {
        let wrong = built.outcome.findings.iter().filter(|finding| finding.code == Code::SentenceOutdated);
        assert_eq!(wrong.count(), 0, "{:?}", read(&built.outcome.plan));
    }
}

/// Quảng Yên: CT01 tăng trên 22%; CT02 khoảng 1.000 tỷ đồng; CT04 1.200 người; CT06 trên 80%; CT07 97%; CT09 có thêm 1 xã.
const FALSE: &[&str] = &[
    "Phấn đấu thu ngân sách nhà nước đạt 1.200 tỷ đồng",
    "Thu ngân sách nhà nước năm 2024 là 1.300.000 triệu đồng; các việc khác giữ nguyên",
    "Số lao động được tạo việc làm mới đạt 1.250 người.",
    "Tỷ lệ người dân tham gia bảo hiểm y tế trên địa bàn thị xã đạt 91,3%",
    "Tốc độ tăng trưởng kinh tế đạt 18%",
];
const TRUE: &[&str] = &[
    "Phấn đấu thu ngân sách nhà nước đạt khoảng 1.000 tỷ đồng",
    "Thu ngân sách nhà nước năm 2024 là 1.000.000 triệu đồng",
    "Thu ngân sách nhà nước quý I đạt 200 tỷ đồng",
    "Thu ngân sách nhà nước tăng 50 tỷ đồng",
    "Thu ngân sách nhà nước của phường Quảng Yên đạt 12 tỷ đồng",
    "Thu ngân sách nhà nước đạt 95% dự toán",
    "Số lao động được tạo việc làm mới 1.200 người",
    "Số lao động được tạo việc làm mới giai đoạn 2021 - 2025 đạt 6.000 người",
    "Tốc độ tăng trưởng kinh tế tăng trên 22%",
    "Tốc độ tăng trưởng kinh tế đạt 23%",
    "Tỷ lệ người dân tham gia bảo hiểm y tế năm 2030 đạt 99%",
    "Triển khai 5 giải pháp về thu ngân sách nhà nước trong 12 tháng",
    "Xã đạt chuẩn nông thôn mới nâng cao: thêm 1 xã",
];

#[test]
fn planted_numbers_are_found_and_honest_ones_are_not() {
    let mut plan = quang_yen().outcome.plan.clone();
    let body = |plan: &Plan| {
        let codes: Vec<&str> = plan
            .settings
            .catalogue
            .departments
            .iter()
            .filter(|one| one.kind_text == "xã" || one.kind_text == "phường")
            .map(|one| &*one.code)
            .collect();
        plan.tasks
            .iter()
            .position(|task| task.sources.iter().all(|origin| !codes.contains(&&*origin.department)))
            .unwrap()
    };
    let at = body(&plan);
    for (sentences, wrong) in [(FALSE, true), (TRUE, false)] {
        for sentence in sentences {
            plan.tasks[at].content = (*sentence).to_string();
            let found = read(&plan);
            assert_eq!(found.len(), usize::from(wrong), "{sentence}: {found:?}");
            if let Some(finding) = found.first() {
                // Both places: the sentence's own, and the cell that the plan's figure comes from.
                assert!(
                    finding.place.cell.is_some() && finding.message.contains("nop/"),
                    "{}",
                    finding.message
                );
                assert!(!finding.found.clone().unwrap_or_default().is_empty());
            }
        }
    }
}

#[test]
pub fn opinions_may_propose_and_the_office_may_quote() {
    let mut plan = quang_yen().outcome.plan.clone();
    let at = plan.opinions.iter().position(|opinion| opinion.department.len() < 6).unwrap();
    plan.opinions[at].content = "Đề nghị nâng thu ngân sách nhà nước lên 1.200 tỷ đồng".into();
    assert_eq!(read(&plan).len(), 0);
    plan.opinions[at].content = "Thu ngân sách nhà nước 1.200 tỷ đồng là phù hợp".into();
    assert_eq!(read(&plan).len(), 1);
    plan.opinions.clear();
    let mut settings = (*plan.settings).clone();
    let typed =
        |words: &str| std::collections::BTreeMap::from([("muc-tieu".to_string(), vec![words.to_string()])]);
    settings.documents[0].texts =
        typed("Thu ngân sách nhà nước {{so \"CT02\"}}; tỷ lệ gia đình văn hóa đạt 95%.");
    plan.settings = std::sync::Arc::new(settings.clone());
    assert_eq!(read(&plan).len(), 0, "{:?}", read(&plan));
    settings.documents[0].texts = typed("Thu ngân sách nhà nước khoảng 1.500 tỷ đồng.");
    plan.settings = std::sync::Arc::new(settings);
    let found = read(&plan);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place.file.as_deref(), Some("tonghop.toml"));
    assert!(found[0].message.contains("đoạn muc-tieu"), "{}", found[0].message);
}

/// Notes, replies, covers: free text of departments and of the office.
#[test]
fn notes_replies_and_covers_are_read_too() {
    let clean = quang_yen().outcome.plan.clone();
    let source = clean.indicator("CT07").unwrap().figures[3].sources().next().unwrap().clone();
    let at = clean.indicators.iter().position(|one| one.code == "CT07").unwrap();
    let told = |text: &str| {
        let mut plan = clean.clone();
        plan.notes.push(RowNote { indicator: at, text: text.into(), source: source.clone() });
        read(&plan)
    };
    // A note speaks of its own row, named or not.
    for wrong in ["Phấn đấu đạt 92,5%", "Thu ngân sách nhà nước đạt 1.300 tỷ đồng", "Năm 2023 đạt 90%"]
    {
        let found = told(wrong);
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
        assert!(found[0].message.contains("Ghi chú ở biểu chỉ tiêu") && found[0].place.cell.is_some());
    }
    for honest in [
        "Phấn đấu đạt 97%",
        "Năm 2023 đạt 96,1%",
        "Số lần 2; lần trước 96%",
        "Tăng 0,9% so với năm 2023",
        "Theo Công văn số 12",
    ] {
        assert_eq!(told(honest).len(), 0, "{honest}: {:?}", told(honest));
    }
    let mut plan = clean.clone();
    let reply = plan.opinions.iter_mut().find_map(|one| one.reply.as_mut()).unwrap();
    reply.text = "Giữ thu ngân sách nhà nước 1.250 tỷ đồng".into();
    let found = read(&plan);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place.file.as_deref(), Some("quyet-dinh.xlsx"));
    assert!(found[0].message.starts_with("Trả lời ý kiến YK-"), "{}", found[0].message);
    let mut plan = clean.clone();
    let cover =
        plan.submissions.iter_mut().find(|one| one.department == "LDTBXH" && one.round == Some(2)).unwrap();
    // What was before may be told, what never was may not.
    cover.changes = "Số hộ cận nghèo 160 hộ ở lần trước; số hộ cận nghèo còn 155 hộ".into();
    let found = read(&plan);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].found.as_deref(), Some("155\u{a0}hộ"));
}

/// Many texts are shared out over threads; what is found, and in which order, does not depend on them.
#[test]
fn threads_change_nothing() {
    let mut plan = quang_yen().outcome.plan.clone();
    let source = plan.indicator("CT07").unwrap().figures[3].sources().next().unwrap().clone();
    let at = plan.indicators.iter().position(|one| one.code == "CT07").unwrap();
    for nth in 0..700 {
        // Every other one is wrong.
        let text = if nth % 2 == 0 {
            "Phấn đấu đạt 97%".to_owned()
        } else {
            format!("Phấn đấu đạt {},5%", nth % 90)
        };
        plan.notes.push(RowNote { indicator: at, text, source: source.clone() });
    }
    let on = |threads: usize| {
        let mut findings = Findings::default();
        proofread_with(&plan, NonZero::new(threads).unwrap(), &mut findings);
        findings.iter().cloned().collect::<Vec<Finding>>()
    };
    let one = on(1);
    assert_eq!(one.len(), 350);
    assert!([2, 3, 16].into_iter().all(|threads| on(threads) == one));
}

/// A commune speaks of itself: its words are held against what it sent, in whatever file.
#[test]
fn a_commune_is_held_against_its_own_figures() {
    let clean = quang_yen().outcome.plan.clone();
    let own = clean.indicator("CT11").unwrap().figures[3]
        .candidates
        .iter()
        .find(|one| &*one.department == "TIENAN")
        .unwrap();
    let (at, place) =
        (own.figure.value.text().into_owned(), tonghop::finding::Place::from(&own.figure.origin).to_string());
    assert_eq!(at, "535");
    let said = |words: &str| {
        let mut plan = clean.clone();
        let opinion = plan.opinions.iter_mut().find(|one| one.department == "TIENAN").unwrap();
        opinion.content = words.into();
        read(&plan)
    };
    let found = said("Diện tích lúa năm 2024 là 540 ha");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].message.contains("số của chính đơn vị là 535") && found[0].message.contains(&place),
        "{}",
        found[0].message
    );
    for honest in [
        "Diện tích lúa năm 2024 là 535 ha",
        "Diện tích lúa năm 2024 của xã là 540 ha",
        "Diện tích lúa 6.515 ha",
        "Số hộ cận nghèo còn 12 hộ",
    ] {
        assert_eq!(said(honest).len(), 0, "{honest}: {:?}", said(honest));
    }
}

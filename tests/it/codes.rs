//! The codes of findings: each fired by a test, each in the manual, none of them ever a verdict without a list.

use tonghop::domain::submission::ReceivedFile;
use tonghop::finding::{Code, Finding, Findings, Severity};
use tonghop::run::consolidate;
use tonghop::tell::{Paint, Telling, tell};
use tonghop::workbooks::waiting;

use crate::bundled::{quang_yen, root};
use crate::seen::seen;
use crate::{audit, decisions, drafts, fired, hostile, proofread, rollup};

const PLAIN: Paint = Paint { colors: false };

/// Two files of one department in one round, opinions taken without a figure or task to show for it, one worded again.
fn odds_and_ends() {
    let mut inputs = decisions::undecided();
    let before = consolidate(&inputs, decisions::day()).unwrap();
    let waits = waiting(&before.plan, &before.findings).unwrap();
    let taken = decisions::filled(&waits, |sheet, row| match (sheet, &*row[0]) {
        ("TraLoi", code) if code.starts_with("YK-") => {
            vec![(3, "Tiếp thu"), (4, "Bổ sung vào dự thảo"), (6, "Phòng TCKH"), (7, "24/9/2023")]
        }
        _ => Vec::new(),
    });
    decisions::with(&inputs, taken);
    let one = inputs.files.iter().find(|file| file.path.ends_with("phong-y-te.xlsx")).unwrap();
    let again = ReceivedFile {
        path: "nop/Phòng Y tế (bản 2).xlsx".into(),
        bytes: crate::attacks::with_extras(&one.bytes).into(),
    };
    inputs.files.push(again);
    decisions::with(&inputs, waits);
}

/// Every code stands in a list that the program itself made: of one plan in which everything is wrong, of PDF files
/// wrong in every way, of decisions, drafts and levels that do not fit together.
#[test]
fn every_code_is_fired_for_real() {
    fired::wrong().findings();
    odds_and_ends();
    decisions::what_waits_is_filled_in_read_again_and_applied();
    decisions::a_changed_case_is_not_decided_and_both_are_told();
    decisions::every_wrong_cell_is_a_located_finding_and_nothing_is_applied();
    decisions::a_waiver_takes_a_finding_out_of_the_way_and_stays_listed();
    decisions::a_reworded_opinion_keeps_its_reply_and_is_flagged();
    drafts::a_damaged_kept_draft_is_a_finding_and_the_rounds_speak();
    hostile::where_no_worker_can_be_files_are_read_all_the_same_and_it_is_said_once();
    rollup::a_total_that_lacks_units_is_a_note_on_every_level_above();
    proofread::opinions_may_propose_and_the_office_may_quote();
    audit::exports_of_an_office_suite_are_read_like_ours();
    audit::wrong_sheets();
    audit::wrong_components();
    audit::wrong_rules_under_components();
    audit::wrong_page_numbers();
    audit::wrong_paragraphs();
    audit::wrong_files();
    audit::what_was_not_read_is_said();
    audit::text_where_none_belongs();
    audit::page_number_at_the_foot_and_at_the_side();
    let seen = seen();
    let silent: Vec<String> = Code::ALL
        .iter()
        .filter(|code| !seen.contains(code.id()))
        .map(|code| format!("{} {code:?}", code.id()))
        .collect();
    assert!(silent.is_empty(), "nothing fires {silent:?}");
}

#[test]
fn the_manual_is_what_the_code_says() {
    let path = root().join("docs/rules.md");
    let wanted = tell(&Telling::Rules, PLAIN);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &wanted).unwrap();
        return;
    }
    let page = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(page == wanted, "docs/rules.md: UPDATE=1 cargo test rewrites it");
    for code in Code::ALL {
        assert!(page.contains(&format!("## {} {}", code.id(), code.title())));
        let entry = tell(&Telling::Manual { code: *code }, PLAIN);
        for words in [code.meaning(), code.reason(), code.example(), code.remedy()] {
            assert!(page.contains(words) && entry.contains(words), "{}", code.id());
        }
    }
}

/// What makes the verdict "fails" stands on the list that is shown, whatever its code.
#[test]
fn no_verdict_without_a_list() {
    let plan = &quang_yen().outcome.plan;
    for code in Code::ALL {
        for severity in [Severity::Warning, Severity::Error] {
            let mut findings = Findings::default();
            findings.add(Finding::new(*code, "Sai").severity(severity));
            assert!(findings.any_at_least(severity));
            let list = tell(&Telling::Findings { plan, findings: &findings, notes: false }, PLAIN);
            assert!(list.contains(code.id()) && list.contains("Sai"), "{list}");
        }
    }
    let none = Findings::default();
    assert!(!none.any_at_least(Severity::Warning));
    assert_eq!(tell(&Telling::Findings { plan, findings: &none, notes: true }, PLAIN), "");
}

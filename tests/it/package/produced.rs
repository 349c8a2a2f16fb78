//! Tests: what the program writes has no fault, whatever was sent to it.

use std::borrow::Cow;

use tonghop::progress::Effort;
use tonghop::run::Outcome;
use tonghop::settings::{PROFILES, starter};
use tonghop::workbook::Workbook;
use tonghop::workbooks::{catalogue, forms, history, slips, workbooks};

use super::faults;
use super::parts::Package;
use crate::bundled::{Built, quang_yen, thanh_hoa};

fn clean(name: &str, bytes: &[u8]) {
    let faults = faults(bytes);
    assert!(
        faults.is_empty(),
        "{name}: {} faults\n{}",
        faults.len(),
        faults[..faults.len().min(12)].join("\n")
    );
}

fn all(built: &Built) {
    let (plan, findings) = (&built.outcome.plan, &built.outcome.findings);
    clean("tong-hop.xlsx", &built.workbook);
    for form in forms(plan).unwrap() {
        clean(&form.file, &form.bytes);
    }
    let books = books(&built.outcome);
    for slip in slips(plan, findings, &books).unwrap() {
        clean(&slip.name, &slip.bytes);
    }
    clean("so-nam-truoc.xlsx", &history(plan, 1).unwrap().bytes);
}

/// What the departments sent, as far as slips show it.
fn books(outcome: &Outcome) -> Vec<Workbook> {
    let books = outcome.sent.all(&outcome.plan.settings.limits, &Effort::quiet()).unwrap();
    books.into_iter().map(Cow::into_owned).collect()
}

#[test]
fn every_workbook_of_quang_yen_opens_without_repair() {
    all(quang_yen());
}

#[test]
fn every_workbook_of_thanh_hoa_opens_without_repair() {
    all(thanh_hoa());
}

#[test]
fn every_catalogue_to_start_from_opens_without_repair() {
    for profile in PROFILES {
        clean(profile.key, &catalogue(&starter(profile, 2026).catalogue).unwrap());
    }
}

/// What somebody might send: formulas of four kinds, a DDE call, tabs, controls, right-to-left marks, endless words,
/// names of sheets that Excel refuses, markup.
const HOSTILE: [&str; 17] = [
    "=cmd|' /C calc'!A0",
    "+84 33 3875 123",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r\n=1+1",
    "=HYPERLINK(\"http://x\";\"y\")",
    "DDE(\"cmd\";\"/C calc\";\"!A0\")",
    "{=1+1}",
    "a\u{0}\u{1}\u{8}\u{b}\u{1b}\u{7f}\u{fffe}\u{ffff}b",
    "_x0000_ _x001B_ _xFFFF_",
    "\u{202e}gpj.exe\u{200b}\u{feff}",
    "'",
    "\"';!#$%[]{}<>&",
    // What the library takes for a rich string, and writes as it is.
    "<r>a & b</r>",
    "<r><t>x</t></r>",
    "</t></si><r>",
];

#[test]
fn no_text_of_a_submission_breaks_a_workbook_or_becomes_a_formula() {
    let base = &quang_yen().outcome;
    let mut plan = base.plan.clone();
    let long = "ệ".repeat(40_000);
    let mut words = HOSTILE.iter().copied().chain([&*long]).cycle().map(str::to_owned);
    let mut next = || words.next().unwrap_or_default();
    let mut settings = (*plan.settings).clone();
    settings.title = next();
    settings.remark = next();
    for department in &mut settings.catalogue.departments {
        department.name = next();
    }
    for spec in &mut settings.catalogue.indicators {
        (spec.name, spec.unit, spec.note) = (next(), next(), next());
    }
    plan.settings = settings.into();
    for indicator in &mut plan.indicators {
        (indicator.name, indicator.unit, indicator.note) = (next(), next(), next());
        (indicator.owner_name, indicator.ordinal) = (next(), next());
    }
    for task in &mut plan.tasks {
        (task.field, task.content, task.owner) = (next().into(), next(), next().into());
        (task.product, task.deadline, task.note) = (next().into(), next().into(), next().into());
        task.co_owners = [next().into(), next().into()].into();
    }
    for opinion in &mut plan.opinions {
        (opinion.subject, opinion.content) = (next(), next());
        (opinion.proposal, opinion.reason, opinion.department_name) = (next(), next(), next());
    }
    for record in &mut plan.submissions {
        (record.department_name, record.changes) = (next(), next());
        record.file = Some(next().into());
    }
    let mut books = books(base);
    for book in &mut books {
        for sheet in &mut book.sheets {
            sheet.name = next().into();
        }
    }
    harmless("tong-hop.xlsx", &workbooks(&plan, &base.findings).unwrap());
    for form in forms(&plan).unwrap() {
        harmless(&form.file, &form.bytes);
    }
    for slip in slips(&plan, &base.findings, &books).unwrap() {
        harmless(&slip.name, &slip.bytes);
    }
    harmless("so-nam-truoc.xlsx", &history(&plan, 1).unwrap().bytes);
}

/// Clean, and no formula, no link and no outside relationship holds what was sent.
fn harmless(name: &str, bytes: &[u8]) {
    clean(name, bytes);
    let package = Package::open(bytes, &mut Vec::new()).unwrap();
    for (part, text) in &package.parts {
        let formulas = text.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next());
        for formula in formulas {
            assert!(!formula.contains("cmd") && !formula.contains("http"), "{name} {part}: {formula}");
        }
        assert!(!text.contains("TargetMode=\"External\""), "{name} {part}");
        assert!(!part.contains("externalLink"), "{name} {part}");
    }
}

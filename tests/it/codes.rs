//! The codes of findings: each fired by a test, each in the manual, none of them ever a verdict without a list.
//!
//! How "fired by a test" is known: the test part of every source file (behind `#[cfg(test)]`, or a test-only file) and
//! every file of `tests` is searched for the code's id (`TH0301`, as marks under cells write it) or its name
//! (`Code::FigureRequired`, `RemarkKind::…`). A mark without its finding fails, so a code that is named is fired.

use std::path::{Path, PathBuf};

use tonghop::finding::{Code, Finding, Findings, Severity};
use tonghop::tell::{Paint, Telling, tell};

use crate::bundled::{quang_yen, root};

const PLAIN: Paint = Paint { colors: false };

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The words of all tests, but for this file's.
fn tests() -> String {
    let mut found = Vec::new();
    files(&root().join("src"), &mut found);
    let mut words = String::new();
    for path in &found {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.to_string_lossy().replace('\\', "/");
        let is_test = name.ends_with("tests.rs") || name.contains("/tests/");
        let from = if is_test { Some(0) } else { text.find("#[cfg(test)]\nmod tests") };
        words.push_str(from.map_or("", |from| &text[from..]));
    }
    found.clear();
    files(&root().join("tests"), &mut found);
    for path in found.iter().filter(|path| !path.ends_with("codes.rs")) {
        words.push_str(&std::fs::read_to_string(path).unwrap());
    }
    words
}

#[test]
fn every_code_is_fired_by_a_test() {
    let tests = tests();
    let silent: Vec<String> = Code::ALL
        .iter()
        .filter(|code| !tests.contains(code.id()) && !tests.contains(&format!("Code::{code:?}")))
        .map(|code| format!("{} {code:?}", code.id()))
        .collect();
    assert!(silent.is_empty(), "no test fires {silent:?}");
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

//! The laws of the house: who may know whom, who owns which crate, how long things may be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Room → the rooms that it may name. `docs/architecture.md` draws the same table.
const MAY_NAME: &[(&str, &[&str])] = &[
    // nouns
    ("progress", &[]),
    ("contain", &[]),
    ("heap", &[]),
    ("workbook", &[]),
    ("finding", &[]),
    ("formula", &[]),
    ("domain", &["workbook", "formula", "finding"]),
    ("form", &["workbook", "domain", "finding"]),
    ("document", &[]),
    ("font", &["document"]),
    ("pages", &["document", "font"]),
    // steps of the front half
    ("settings", &["workbook", "finding", "formula", "domain", "form"]),
    ("collect", &["finding", "domain"]),
    ("read", &["contain", "workbook", "finding", "domain", "progress"]),
    ("normalise", &["workbook", "finding", "domain", "form"]),
    ("decide", &["workbook", "finding", "domain", "form"]),
    ("validate", &["finding", "domain", "form"]),
    ("merge", &["workbook", "finding", "domain"]),
    ("compute", &["finding", "formula", "domain"]),
    ("waive", &["finding", "domain"]),
    ("proofread", &["finding", "domain"]),
    ("compare", &["workbook", "finding", "domain"]),
    ("workbooks", &["contain", "workbook", "finding", "formula", "domain", "form"]),
    ("export", &["finding", "domain", "workbook", "form"]),
    ("report", &["finding", "domain"]),
    ("tell", &["finding", "domain", "workbook", "form"]),
    // the bridge
    ("template", &["domain", "finding"]),
    // steps of the back half
    ("markup", &["document"]),
    ("layout", &["document", "font", "pages"]),
    ("pdf", &["document", "font", "pages"]),
    ("audit", &["finding"]),
    // edges
    ("cli", &[]),
    ("disk", &["domain"]),
    ("workers", &["workbook", "domain", "read"]),
];

/// Crate → the one room that may name it.
const OWNERS: &[(&str, &[&str])] = &[
    ("calamine", &["read"]),
    ("cfb", &["read"]),
    ("zip", &["read", "workbooks"]),
    ("tempfile", &["disk"]),
    ("quick_xml", &["read"]),
    ("memchr", &["read"]),
    ("handlebars", &["template"]),
    ("printpdf", &["pdf"]),
    ("lopdf", &["pdf", "audit"]),
    ("subsetter", &["pdf"]),
    ("rust_xlsxwriter", &["workbooks"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("toml", &["settings"]),
    ("smallvec", &["document"]),
    ("smol_str", &["document"]),
    ("roxmltree", &["markup"]),
    ("cssparser", &["markup"]),
    ("rustybuzz", &["font"]),
    ("unicode_linebreak", &["layout"]),
];

/// Lines before the tests of a file (the house asks for about 150; over this, look for the second job).
const LONGEST_FILE: usize = 400;
/// Lines of one function.
const LONGEST_FUNCTION: usize = 80;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_table_has_no_circle() {
    let table: BTreeMap<&str, &[&str]> = MAY_NAME.iter().copied().collect();
    // Rooms whose own needs are all settled are taken away until none is left.
    let mut settled: BTreeSet<&str> = BTreeSet::new();
    loop {
        let next: Vec<&str> = table
            .iter()
            .filter(|(room, needs)| {
                !settled.contains(*room) && needs.iter().all(|need| settled.contains(need))
            })
            .map(|(room, _)| *room)
            .collect();
        if next.is_empty() {
            break;
        }
        settled.extend(next);
    }
    assert_eq!(
        settled.len(),
        table.len(),
        "in a circle: {:?}",
        table.keys().filter(|room| !settled.contains(*room)).collect::<Vec<_>>()
    );
}

/// Every Rust file of `src`: (room, path, text before its tests).
fn files() -> Vec<(String, PathBuf, String)> {
    let mut found = Vec::new();
    walk(&root().join("src"), &mut found);
    found.sort();
    found
        .into_iter()
        .filter(|path| !is_test(path))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap().to_owned();
            (room_of(&path), path, text)
        })
        .collect()
}

/// Files that exist only under `cfg(test)`: they may read fonts, print and name what they like.
fn is_test(path: &Path) -> bool {
    let names: Vec<String> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    names.iter().any(|name| ["tests", "tests.rs", "fixture.rs", "testing.rs"].contains(&&**name))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn room_of(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a text names as `crate::room`, also inside `crate::{a, b::…}`, comments left out.
fn named_rooms(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        if let Some(list) = part.strip_prefix('{') {
            rooms.extend(first_names(list));
        } else {
            rooms.insert(identifier(part));
        }
    }
    rooms
}

/// The names at depth one of `a::b, c::{d, e}, f}`.
fn first_names(list: &str) -> Vec<String> {
    let (mut depth, mut at_start, mut names) = (1, true, Vec::new());
    for (index, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => at_start = true,
            letter if at_start && depth == 1 && !letter.is_whitespace() => {
                names.push(identifier(&list[index..]));
                at_start = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[test]
fn rooms_name_only_what_they_may() {
    let table: BTreeMap<&str, &[&str]> = MAY_NAME.iter().copied().collect();
    let rooms: BTreeSet<String> = files().into_iter().map(|(room, _, _)| room).collect();
    let mut wrong = Vec::new();
    for (room, path, text) in files() {
        if ["main", "lib", "run", "testing"].contains(&&*room) {
            continue;
        }
        let Some(allowed) = table.get(&*room) else {
            wrong.push(format!("{room} is not in the table"));
            continue;
        };
        for named in named_rooms(&text) {
            if rooms.contains(&named) && named != room && !allowed.contains(&&*named) {
                wrong.push(format!("{} names crate::{named}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_stop_at_the_room_that_owns_them() {
    let mut wrong = Vec::new();
    for (room, path, text) in files() {
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for (name, owners) in OWNERS {
            if code.contains(&format!("{name}::"))
                && !owners.contains(&&*room)
                && !code.contains(&format!("::{name}::"))
            {
                wrong.push(format!("{} names {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_back_half_never_sees_a_plan() {
    for (room, path, text) in files() {
        if ["document", "font", "pages", "markup", "layout", "pdf"].contains(&&*room) {
            assert!(!named_rooms(&text).contains("domain"), "{}", path.display());
        }
    }
}

#[test]
fn only_disk_touches_files_and_only_main_prints_and_asks_the_date() {
    let mut wrong = Vec::new();
    for (room, path, text) in files() {
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let mut forbid = |word: &str, rooms: &[&str]| {
            if code.contains(word) && !rooms.contains(&&*room) {
                wrong.push(format!("{} uses {word}", path.display()));
            }
        };
        forbid("std::fs", &["disk"]);
        forbid("fs::read", &["disk"]);
        for word in ["println!", "eprintln!", "print!(", "eprint!("] {
            forbid(word, &["main"]);
        }
        forbid("process::Command", &["workers"]);
        forbid("Command::new", &["workers"]);
        forbid("Local::now", &["main"]);
        forbid("Utc::now", &["main"]);
        forbid("SystemTime", &["main"]);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_with_a_sentence() {
    for (_, path, text) in files() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 20, "{}", path.display());
    }
}

/// The offices are on Windows: what only one system has does not compile there, or does not work.
#[test]
fn nothing_is_of_one_system_only() {
    let words =
        ["os::unix", "os::linux", "os::windows", "cfg(unix)", "cfg(target_os", "/dev/", "/tmp", "libc::"];
    for (_, path, text) in files() {
        for word in words {
            assert!(!text.contains(word), "{} holds {word}", path.display());
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["todo!", "unimplemented!", "dbg!", "FIXME", "XXX"];
    for (_, path, text) in files() {
        for mark in marks {
            assert!(!text.contains(mark), "{} holds {mark}", path.display());
        }
    }
}

#[test]
fn files_and_functions_stay_small() {
    let mut long = Vec::new();
    for (_, path, text) in files() {
        // The catalogue of codes is a table, not code.
        if text.lines().count() > LONGEST_FILE && !path.ends_with("finding/code.rs") {
            long.push(format!("{}: {} lines", path.display(), text.lines().count()));
        }
        for (name, lines) in functions(&text) {
            if lines > LONGEST_FUNCTION {
                long.push(format!("{}: fn {name} has {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Functions by rustfmt's own shape: from `fn` to the closing brace at the same indent.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        let Some(rest) = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "const fn ", "pub const fn "]
            .iter()
            .find_map(|word| body.strip_prefix(word))
        else {
            continue;
        };
        let closing = format!("{}}}", " ".repeat(indent));
        if let Some(length) = lines[start..].iter().position(|line| *line == closing) {
            found.push((identifier(rest), length + 1));
        }
    }
    found
}

#[test]
fn the_changelog_names_the_version() {
    let changelog = std::fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(changelog.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn documents_name_every_room() {
    let map = std::fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    for (room, _) in MAY_NAME {
        assert!(map.contains(&format!("`{room}`")), "docs/architecture.md does not name {room}");
    }
}

//! `THIRD-PARTY.md` lists every crate in the program, with its licence; `UPDATE=1` writes it anew from `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

const HEAD: &str = "\
# Third-party software and fonts

tonghop itself is under the MIT licence (`LICENSE`). The program also holds what is listed here.

This file is generated: `UPDATE=1 cargo test --test it third_party`.

## Fonts

| font | files | licence |
|---|---|---|
| Liberation Serif 2 | `fonts/LiberationSerif-*.ttf` | SIL Open Font License 1.1, `fonts/LICENSE-Liberation.txt` |

## Crates

Their texts are in each crate's repository.

| crate | version | licence | source |
|---|---|---|---|
";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn table(file: &str) -> toml::Table {
    std::fs::read_to_string(root().join(file)).unwrap().parse().unwrap()
}

/// Name and version of every crate that the program is made of, on whatever system: all that `Cargo.lock` lets its
/// dependencies reach, without those of the tests.
fn crates() -> BTreeSet<(String, String)> {
    let lock = table("Cargo.lock");
    let packages: Vec<(&str, &str, Vec<&str>)> = lock["package"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let needs = package.get("dependencies").and_then(|list| list.as_array());
            let needs = needs.into_iter().flatten().filter_map(|need| need.as_str()).collect();
            (package["name"].as_str().unwrap(), package["version"].as_str().unwrap(), needs)
        })
        .collect();
    let manifest = table("Cargo.toml");
    let mut open: Vec<String> = manifest["dependencies"].as_table().unwrap().keys().cloned().collect();
    let mut found = BTreeSet::new();
    while let Some(need) = open.pop() {
        // "name" where there is one version of it, "name version" where there are more.
        let mut words = need.split(' ');
        let (name, version) = (words.next().unwrap(), words.next());
        for (_, version, needs) in packages
            .iter()
            .filter(|(other, is, _)| *other == name && version.is_none_or(|version| version == *is))
        {
            if found.insert((name.to_owned(), (*version).to_owned())) {
                open.extend(needs.iter().map(|need| (*need).to_owned()));
            }
        }
    }
    found
}

/// Licence and source by name and version, as `cargo metadata` has them.
fn about() -> BTreeMap<(String, String), (String, String)> {
    let output = std::process::Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .unwrap();
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    value["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let licence = match text(&package["license"]) {
                none if none.is_empty() => text(&package["license_file"]),
                licence => licence,
            };
            let key = (text(&package["name"]), text(&package["version"]));
            (key, (licence, text(&package["repository"])))
        })
        .collect()
}

#[test]
fn third_party_lists_every_crate_of_the_program() {
    let path = root().join("THIRD-PARTY.md");
    if std::env::var_os("UPDATE").is_some() {
        let about = about();
        let text = crates().into_iter().fold(HEAD.to_owned(), |mut text, key| {
            let (licence, source) = &about[&key];
            let _ = writeln!(text, "| {} | {} | {licence} | {source} |", key.0, key.1);
            text
        });
        std::fs::write(&path, text).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap();
    for (name, version) in crates() {
        let line = text.lines().find(|line| line.starts_with(&format!("| {name} | {version} | ")));
        let line = line.unwrap_or_else(|| {
            panic!("{name} {version} is not listed: UPDATE=1 cargo test --test it third_party")
        });
        assert!(!line.contains("|  |"), "{name} has no licence or no source");
    }
}

#[test]
fn fonts_travel_with_their_licence() {
    let licence = std::fs::read_to_string(root().join("fonts/LICENSE-Liberation.txt")).unwrap();
    assert!(licence.contains("SIL OPEN FONT LICENSE") || licence.contains("SIL Open Font License"));
    assert!(std::fs::read_to_string(root().join("LICENSE")).unwrap().starts_with("MIT License"));
}

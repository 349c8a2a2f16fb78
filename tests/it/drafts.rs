//! Drafts one after another: each is kept, the next says what changed, and a fresh folder says the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::bundled::folder;

const PLAN: &str = "quang-yen-2024";

/// The bundled plan with all its rounds, as the draft of any number.
struct Office {
    room: tempfile::TempDir,
}

impl Office {
    fn new() -> Office {
        let room = tempfile::tempdir().unwrap();
        copy(&folder(PLAN), &room.path().join("input").join(PLAN));
        let office = Office { room };
        // What the office decided on later drafts has no place in these: the departments alone speak.
        let _ = fs::remove_file(office.input("quyet-dinh.xlsx"));
        let _ = fs::remove_dir_all(office.input("nop/lan-3"));
        office
    }

    fn input(&self, path: &str) -> PathBuf {
        self.room.path().join("input").join(PLAN).join(path)
    }

    fn output(&self, path: &str) -> PathBuf {
        self.room.path().join("output").join(PLAN).join(path)
    }

    fn number(&self, number: u32) {
        let text = fs::read_to_string(self.input("tonghop.toml")).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with("lan-du-thao"));
        let text: Vec<&str> = lines.collect();
        fs::write(self.input("tonghop.toml"), format!("lan-du-thao = {number}\n{}\n", text.join("\n")))
            .unwrap();
    }

    fn run(&self, words: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .args(words.split_whitespace())
            .args(["--as-of", "2023-09-25", "--no-progress"])
            .current_dir(self.room.path())
            .output()
            .unwrap()
    }

    /// Builds; gives the consolidated plan.
    fn build(&self) -> Value {
        let done = self.run("build");
        assert!(done.status.code().unwrap() < 2, "{}", String::from_utf8_lossy(&done.stderr));
        self.json("tong-hop.json")
    }

    fn json(&self, path: &str) -> Value {
        let json: Value = serde_json::from_slice(&fs::read(self.output(path)).unwrap()).unwrap();
        crate::seen::saw_json(&json["findings"]);
        json
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}

/// Every file below a folder: bytes and time of the last change.
fn files(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let time = fs::metadata(&path).unwrap().modified().unwrap();
                found.insert(path.clone(), (fs::read(path).unwrap(), time));
            }
        }
    }
    found
}

/// Two drafts made one after the other: the second when its round has come in.
fn two_drafts() -> Office {
    let office = Office::new();
    let (second, aside) = (office.input("nop/lan-2"), office.room.path().join("lan-2"));
    fs::rename(&second, &aside).unwrap();
    office.number(1);
    office.build();
    fs::rename(&aside, &second).unwrap();
    office.number(2);
    office
}

fn listed(manifest: &Value, list: &str) -> Vec<String> {
    let entries = manifest[list].as_array().unwrap();
    entries.iter().map(|entry| entry["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_draft_is_kept_and_the_next_says_what_changed() {
    let office = two_drafts();
    let first = files(&office.output("luu"));
    assert!(first.keys().any(|path| path.ends_with("luu/lan-1/bao-cao.pdf")));
    let plan = office.build();
    let changes = &plan["changes"];
    assert_eq!((&changes["from"]["draft"], &changes["from"]["basis"]), (&"lan-1".into(), &"kept".into()));
    let changed = &changes["indicators"][0];
    assert_eq!(changed["code"], "CT08");
    let edit = &changed["edits"][0];
    assert_eq!((&edit["old"], &edit["new"]), (&"chỉ còn 160".into(), &"chỉ còn 150".into()));
    assert_eq!((&edit["moved"], &edit["trend"]), (&"down".into(), &"better".into()));
    assert_eq!((&edit["asked"][0]["department"], &edit["asked"][0]["round"]), (&"LDTBXH".into(), &2.into()));
    let manifest = office.json("ban-ke.json");
    assert!(listed(&manifest, "inputs").contains(&"luu/lan-1/tong-hop.json".to_owned()));
    let outputs = listed(&manifest, "outputs");
    for file in ["luu/lan-1/tong-hop.json", "luu/lan-1/ke-hoach.pdf", "luu/lan-2/tong-hop.xlsx"] {
        assert!(outputs.contains(&file.to_owned()), "{file}: {outputs:?}");
    }
    let kept = files(&office.output("luu"));
    assert!(first.iter().all(|(path, file)| kept.get(path) == Some(file)), "the first draft is untouched");
    assert_eq!(
        fs::read(office.output("luu/lan-2/tong-hop.json")).unwrap(),
        fs::read(office.output("tong-hop.json")).unwrap()
    );
}

#[test]
fn rebuilding_changes_nothing_and_a_part_keeps_all_drafts() {
    let office = two_drafts();
    office.build();
    let before = files(&office.output(""));
    std::thread::sleep(std::time::Duration::from_millis(20));
    office.build();
    assert_eq!(files(&office.output("")), before);
    office.run("build --only ke-hoach");
    let kept = files(&office.output("luu"));
    assert!(kept.iter().all(|(path, file)| before.get(path) == Some(file)) && kept.len() > 6);
    let listed = listed(&office.json("ban-ke.json"), "outputs");
    assert!(listed.contains(&"luu/lan-2/tong-hop.json".to_owned()), "{listed:?}");
    office.build();
    let after: BTreeMap<_, _> =
        files(&office.output("")).into_iter().map(|(path, file)| (path, file.0)).collect();
    assert_eq!(after, before.into_iter().map(|(path, file)| (path, file.0)).collect());
}

#[test]
fn a_fresh_folder_shows_the_same_changes_from_the_rounds() {
    let office = two_drafts();
    let kept = office.build();
    fs::remove_dir_all(office.room.path().join("output")).unwrap();
    let fresh = office.build();
    assert_eq!(fresh["changes"]["from"], serde_json::json!({ "draft": "lan-1", "basis": "rounds" }));
    for list in ["indicators", "tasks", "opinions"] {
        assert_eq!(fresh["changes"][list], kept["changes"][list], "{list}");
    }
}

#[test]
pub fn a_damaged_kept_draft_is_a_finding_and_the_rounds_speak() {
    let office = two_drafts();
    let path = office.output("luu/lan-1/tong-hop.json");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let plan = office.build();
    assert_eq!(plan["changes"]["from"]["basis"], "rounds");
    let told =
        plan["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "TH1001").unwrap();
    assert_eq!(told["file"], "luu/lan-1/tong-hop.json");
    assert!(told["message"].as_str().unwrap().contains("không trọn vẹn ở dòng"), "{told}");
    let done = office.run(&format!("diff {PLAN} --from lan-1"));
    assert_eq!(done.status.code(), Some(2), "a draft that was asked for by name must be there");
}

#[test]
fn diff_for_people_and_machines() {
    let office = two_drafts();
    office.build();
    let say = |words: &str| {
        let done = office.run(words);
        (
            done.status.code().unwrap(),
            String::from_utf8(done.stdout).unwrap(),
            String::from_utf8(done.stderr).unwrap(),
        )
    };
    let (code, out, _) = say(&format!("diff {PLAN}"));
    assert_eq!(code, 0);
    for words in [
        "thay đổi từ dự thảo lần 1 (bản lưu) đến dự thảo hiện tại",
        "CT08 Số hộ cận nghèo (hộ): sửa",
        "KH năm 2024: chỉ còn 160 → chỉ còn 150 [Giảm, tốt hơn]",
        "do: Phòng Lao động - Thương binh và Xã hội (lần 2): Số hộ cận nghèo",
    ] {
        assert!(out.contains(words), "{words}:\n{out}");
    }
    let (code, out, _) = say(&format!("diff {PLAN} --from lan-2 --to hien-tai"));
    assert!(code == 0 && out.contains("Không có thay đổi"), "{out}");
    let (_, out, _) = say(&format!("diff {PLAN} --from lan-2 --to lan-1 --format json"));
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["plans"][0]["to"], serde_json::json!({ "draft": "lan-1", "basis": "kept" }));
    assert_eq!(value["plans"][0]["indicators"][0]["edits"][0]["trend"], "worse");
    let (code, _, err) = say(&format!("diff {PLAN} --to lan-7"));
    assert!(code == 2 && err.contains("lan-1 (bản lưu), lan-2 (bản lưu), hien-tai"), "{err}");
    let (code, _, err) = say(&format!("diff {PLAN} --from hom-qua"));
    assert!(code == 2 && err.contains("Không hiểu bản dự thảo “hom-qua”"), "{err}");
    let (code, _, err) = say(&format!("diff {PLAN} --to lan-1"));
    assert!(code == 2 && err.contains("Chưa có dự thảo nào trước lần 1"), "{err}");
}

#[test]
fn the_number_of_a_draft_is_checked() {
    let office = Office::new();
    office.number(0);
    let done = office.run("check");
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("lan-du-thao"));
}

/// A draft that is made again from its rounds has what was decided by then; what was decided on it is a change of the next.
#[test]
fn a_draft_made_again_has_what_was_decided_by_then() {
    let changed = |day: &'static str| {
        let office = Office::new();
        copy(&folder(PLAN).join("nop/lan-3"), &office.input("nop/lan-3"));
        let bytes = fs::read(folder(PLAN).join("quyet-dinh.xlsx")).unwrap();
        let dated = crate::decisions::filled(&bytes, |sheet, row| match (sheet, &*row[0]) {
            ("SoLieu", "CT01") => vec![(8, day)],
            _ => Vec::new(),
        });
        fs::write(office.input("quyet-dinh.xlsx"), dated).unwrap();
        let changes = office.build()["changes"].clone();
        assert_eq!(changes["from"]["basis"], "rounds");
        let codes = changes["indicators"].as_array().unwrap().iter().map(|one| one["code"].clone());
        let found = codes.filter(|code| code == "CT01").count();
        (found, changes)
    };
    // The second round ended on 22/9, the third began on 24/9.
    assert_eq!(changed("20/09/2023").0, 0);
    let (found, changes) = changed("25/09/2023");
    assert_eq!(found, 1);
    let edit = &changes["indicators"][0]["edits"][0];
    assert_eq!(
        (&edit["old"], &edit["new"], &edit["trend"]),
        (&"21,6".into(), &"21,8".into(), &"better".into())
    );
    assert_eq!(edit["asked"][0]["name"], "Theo quyết định");
    // Added, removed and changed; better and worse; each with who asked and why.
    let whats = |list: &str| -> Vec<String> {
        let all = changes[list].as_array().unwrap();
        let mut whats: Vec<String> =
            all.iter().map(|one| one["change"].as_str().unwrap().to_owned()).collect();
        whats.sort();
        whats.dedup();
        whats
    };
    assert_eq!(whats("indicators"), ["added", "changed"]);
    assert_eq!(whats("tasks"), ["added", "changed", "removed"]);
    let edits =
        changes["indicators"].as_array().unwrap().iter().flat_map(|one| one["edits"].as_array().unwrap());
    let trends: std::collections::BTreeSet<&str> =
        edits.clone().map(|edit| edit["trend"].as_str().unwrap()).collect();
    assert!(trends.contains("better") && trends.contains("worse"), "{trends:?}");
    let figures = edits.filter(|edit| edit["label"].as_str().unwrap().contains("năm"));
    assert!(figures.clone().count() > 5);
    for edit in figures {
        let asked = edit["asked"].as_array().unwrap();
        assert!(
            asked.iter().all(|one| !one["why"].as_str().unwrap().is_empty()) && !asked.is_empty(),
            "{edit}"
        );
    }
}

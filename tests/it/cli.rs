//! The program as its user meets it: exit codes, messages, files; nothing half-written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::bundled::folder;

/// A fresh folder with copies of plans, and the real binary in it.
pub struct Office {
    place: tempfile::TempDir,
}

impl Office {
    pub fn with(plans: &[&str]) -> Office {
        let place = tempfile::tempdir().unwrap();
        for plan in plans {
            copy(&folder(plan), &place.path().join("input").join(plan));
        }
        Office { place }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.place.path().join(path)
    }

    pub fn run(&self, words: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .args(words.split_whitespace())
            .current_dir(self.place.path())
            .env("SOURCE_DATE_EPOCH", "1695600000")
            .env_remove("NO_COLOR")
            .output()
            .unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every file below a folder with its bytes, by path.
pub fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.clone(), fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn alone_it_builds_both_plans_twice_with_the_same_bytes() {
    let office = Office::with(&["quang-yen-2024", "thanh-hoa-2024"]);
    let inputs = snapshot(&office.path("input"));
    let first = office.run("");
    assert_eq!(first.status.code(), Some(0), "{}", err(&first));
    for path in [
        "quang-yen-2024/ke-hoach.pdf",
        "quang-yen-2024/bao-cao.pdf",
        "thanh-hoa-2024/chuong-trinh.pdf",
        "thanh-hoa-2024/bao-cao.pdf",
        "quang-yen-2024/tong-hop.xlsx",
        "quang-yen-2024/tong-hop.json",
        "quang-yen-2024/kiem-tra.json",
        "quang-yen-2024/ban-ke.json",
    ] {
        assert!(office.path("output").join(path).is_file(), "{path} is missing");
    }
    assert!(out(&first).contains("Chưa nộp") && out(&first).contains("Số khác nhau"));
    let one = snapshot(&office.path("output"));
    fs::remove_dir_all(office.path("output")).unwrap();
    assert_eq!(office.run("").status.code(), Some(0));
    assert_eq!(one, snapshot(&office.path("output")));
    assert_eq!(inputs, snapshot(&office.path("input")), "inputs were touched");
}

#[test]
fn the_manifest_lists_every_output_with_its_digest() {
    use sha2::{Digest, Sha256};
    let office = Office::with(&["thanh-hoa-2024"]);
    office.run("");
    let folder = office.path("output/thanh-hoa-2024");
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("ban-ke.json")).unwrap()).unwrap();
    let listed = manifest["outputs"].as_array().unwrap();
    for entry in listed {
        let bytes = fs::read(folder.join(entry["file"].as_str().unwrap())).unwrap();
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(entry["sha256"], digest.as_str());
        assert_eq!(entry["bytes"], bytes.len());
    }
    assert!(listed.len() >= 5 && manifest["inputs"].as_array().unwrap().len() >= 10);
}

#[test]
fn check_writes_nothing() {
    let office = Office::with(&["quang-yen-2024"]);
    let output = office.run("check quang-yen-2024");
    assert_eq!(output.status.code(), Some(0));
    assert!(!office.path("output").exists());
    assert_eq!(office.run("check --fail-on warning").status.code(), Some(1));
}

#[test]
fn machines_get_json_with_a_schema_version() {
    let office = Office::with(&["quang-yen-2024"]);
    for words in ["check", "build", "status", "trace quang-yen-2024 CT07"] {
        let output = office.run(&format!("{words} --format json"));
        let value: serde_json::Value =
            serde_json::from_str(&out(&output)).unwrap_or_else(|e| panic!("{words}: {e}"));
        assert!(value["schema_version"].is_number(), "{words}");
        assert_eq!(value["plans"][0]["plan"], "quang-yen-2024", "{words}");
    }
}

#[test]
fn trace_goes_to_the_cell() {
    let office = Office::with(&["quang-yen-2024"]);
    let text = out(&office.run("trace quang-yen-2024 ct07"));
    assert!(
        text.contains("nop/bhxh-thi-xa.xlsx › ChiTieu!H7") && text.contains("nop/phong-y-te.xlsx"),
        "{text}"
    );
    let text = out(&office.run("trace quang-yen-2024 CT13"));
    assert!(text.contains("CT08") && text.contains("Công thức"), "a formula is traced to its parts: {text}");
    assert_eq!(office.run("trace quang-yen-2024 CT99").status.code(), Some(2));
}

#[test]
fn status_says_who_has_not_sent() {
    let office = Office::with(&["quang-yen-2024"]);
    let text = out(&office.run("status"));
    assert!(
        text.contains("Ban Chỉ huy Quân sự thị xã") && text.contains("Chưa nộp") && text.contains("nộp muộn")
    );
}

/// The outputs; a failure is written into the journal beside them.
fn sets(office: &Office) -> Vec<(PathBuf, Vec<u8>)> {
    let journal = |path: &Path| path.to_string_lossy().ends_with(".nhat-ky.txt");
    snapshot(&office.path("output")).into_iter().filter(|(path, _)| !journal(path)).collect()
}

/// A failure: exit 2, one sentence, and whatever stood in the output folder still stands.
fn fails(office: &Office, words: &str, says: &str) {
    let before = sets(office);
    let output = office.run(words);
    let text = err(&output);
    assert_eq!(output.status.code(), Some(2), "{words}: {text}");
    assert!(text.starts_with("lỗi: ") && text.contains(says), "{words}: {text}");
    assert_eq!(before, sets(office), "{words} changed the outputs");
}

#[test]
fn what_cannot_go_on_is_one_clear_sentence_and_leaves_the_outputs() {
    let office = Office::with(&["thanh-hoa-2024"]);
    assert_eq!(office.run("").status.code(), Some(0));
    fails(&office, "build khong-co", "Không tìm thấy kế hoạch");
    let empty = office.path("input/moi");
    fs::create_dir(&empty).unwrap();
    let missing = format!("Thư mục “{}” không có tệp tonghop.toml", Path::new("input").join("moi").display());
    fails(&office, "build moi", &missing);
    fails(&office, "build input/moi", "tonghop init \"input/moi\"");
    fs::write(empty.join("yte.xlsx"), "").unwrap();
    fails(&office, "build moi", "chép các bản nộp vào thư mục nop");
    fails(&office, "forms input", "các kế hoạch trong đó: thanh-hoa-2024");
    fs::remove_dir_all(&empty).unwrap();
    let plan = office.path("input/thanh-hoa-2024");
    let settings = fs::read_to_string(plan.join("tonghop.toml")).unwrap();

    fs::write(plan.join("tonghop.toml"), settings.replace("nam = 2024", "namm = 2024")).unwrap();
    fails(&office, "", "namm");
    fs::write(
        plan.join("tonghop.toml"),
        format!("{settings}\n[phong-chu]\ntep = [\"khong-co.ttf\", \"b.ttf\", \"c.ttf\", \"d.ttf\"]\n"),
    )
    .unwrap();
    fails(&office, "", "khong-co.ttf");
    fs::write(plan.join("tonghop.toml"), settings.replace("{{so \"CT03\"", "{{so \"CT33\"")).unwrap();
    fails(&office, "", "CT33");
    fs::write(plan.join("tonghop.toml"), &settings).unwrap();

    fs::create_dir_all(plan.join("templates/chung")).unwrap();
    let partial = plan.join("templates/chung/ten-loai.hbs");
    fs::write(&partial, "<p>x</p>\n<p>{{#if ten_ke_hoachh}}x{{/if}}</p>").unwrap();
    fails(&office, "", "dòng 2, cột 10: không có tên \"ten_ke_hoachh\"; có phải là \"ten_ke_hoach\"?");
    fs::write(&partial, "<p>x</p>\n<pp>x</pp>").unwrap();
    fails(&office, "", "pp");
    fs::remove_dir_all(plan.join("templates")).unwrap();

    fs::rename(plan.join("danh-muc.xlsx"), plan.join("cat.xlsx")).unwrap();
    fails(&office, "", "danh-muc.xlsx");
    fs::remove_dir_all(office.path("input")).unwrap();
    fails(&office, "", "input");
}

#[test]
fn an_unreadable_submission_is_a_finding_and_the_rest_goes_on() {
    let office = Office::with(&["thanh-hoa-2024"]);
    fs::write(office.path("input/thanh-hoa-2024/nop/phong-y-te.xlsx"), b"PK\x03\x04 half a file").unwrap();
    // A file of nobody's is no department's.
    fs::write(office.path("input/thanh-hoa-2024/nop/la.xlsx"), b"PK\x03\x04").unwrap();
    let output = office.run("");
    assert_eq!(output.status.code(), Some(1));
    let told = out(&output);
    assert!(told.contains("14 tệp của 11/13 đơn vị") && told.contains("2 tệp không dùng được"), "{told}");
    assert!(
        err(&output).contains("TH0102") && err(&output).contains("nop/phong-y-te.xlsx"),
        "{}",
        err(&output)
    );
    assert!(office.path("output/thanh-hoa-2024/chuong-trinh.pdf").is_file());
    assert!(out(&office.run("status")).contains("Không dùng được, gửi trả"));
}

#[test]
fn a_final_is_refused_while_something_is_open() {
    let office = Office::with(&["quang-yen-2024"]);
    fs::remove_file(office.path("input/quang-yen-2024/quyet-dinh.xlsx")).unwrap();
    let output = office.run("build --final");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("chưa lập được bản chính thức") && err(&output).contains("CT07"));
    assert!(!office.path("output/quang-yen-2024").exists());
}

#[test]
fn a_clean_plan_has_a_final_without_any_mark_of_a_draft() {
    // What was open on CT07 the office has decided.
    let office = Office::with(&["quang-yen-2024"]);
    let output = office.run("build --final");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let bytes = fs::read(office.path("output/quang-yen-2024/ke-hoach.pdf")).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    assert!(text.contains("KẾ HOẠCH") && !text.contains("DỰ THẢO") && !text.contains("CÒN PHẢI HOÀN THIỆN"));
}

#[test]
fn explain_knows_every_code() {
    let office = Office::with(&[]);
    for code in tonghop::finding::Code::ALL {
        let output = office.run(&format!("explain {}", code.id()));
        assert_eq!(output.status.code(), Some(0));
        assert!(out(&output).contains(code.title()));
    }
    assert_eq!(office.run("explain TH9999").status.code(), Some(2));
}

//! The real program, killed at random moments: the set before or the new one stands, and the next run completes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

/// How often the program is killed.
const KILLS: u32 = 100;

struct Office {
    room: tempfile::TempDir,
}

impl Office {
    /// The smallest plan: a catalogue and no document, so that writing is most of the work.
    fn new() -> Office {
        let room = tempfile::tempdir().unwrap();
        let plan = room.path().join("input/kế hoạch nhỏ");
        std::fs::create_dir_all(plan.join("nop")).unwrap();
        let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/thanh-hoa-2024");
        std::fs::copy(bundled.join("danh-muc.xlsx"), plan.join("danh-muc.xlsx")).unwrap();
        let office = Office { room };
        office.write_settings(0);
        office
    }

    /// Another number gives another set.
    fn write_settings(&self, number: u32) {
        let text = format!(
            "ten = \"Kế hoạch số {number}\"\nnam = 2024\nlich = \"07:00\"\n[co-quan]\nten = [\"ỦY BAN NHÂN DÂN\"]\nky-hieu = \"UBND\"\ndia-danh = \"X\"\ndia-ban = \"xã X\"\n"
        );
        std::fs::write(self.room.path().join("input/kế hoạch nhỏ/tonghop.toml"), text).unwrap();
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
        command.current_dir(self.room.path()).args(["--as-of", "2024-01-02", "-q"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    fn output(&self) -> PathBuf {
        self.room.path().join("output")
    }

    fn folder(&self) -> PathBuf {
        self.output().join("kế hoạch nhỏ")
    }

    /// Runs to the end; gives how long it took.
    fn run(&self) -> Duration {
        let start = Instant::now();
        let done = self.command().output().unwrap();
        assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
        start.elapsed()
    }

    fn run_and_kill_after(&self, time: Duration) {
        let mut child = self.command().stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(time);
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every file listed, with the digest the manifest gives and the one it has; `None`: no manifest to be seen.
fn manifest(folder: &Path) -> Option<BTreeMap<String, (String, String)>> {
    let text = std::fs::read(folder.join("ban-ke.json")).ok()?;
    let value: serde_json::Value = serde_json::from_slice(&text).expect("a manifest is never half there");
    let outputs = value["outputs"].as_array().unwrap();
    assert!(!outputs.is_empty());
    let entry = |output: &serde_json::Value| {
        let file = output["file"].as_str().unwrap().to_owned();
        let bytes = std::fs::read(folder.join(&file)).unwrap_or_default();
        (file, (output["sha256"].as_str().unwrap().to_owned(), sha256(&bytes)))
    };
    Some(outputs.iter().map(entry).collect())
}

/// The set is true where it stands, or, between the two renames, where it lies aside.
fn assert_a_whole_set(office: &Office, kill: u32) {
    let aside = office.output().join(".kế hoạch nhỏ.cu");
    let set = manifest(&office.folder()).or_else(|| manifest(&aside));
    let set = set.unwrap_or_else(|| panic!("kill {kill}: no set at all"));
    for (file, (said, is)) in set {
        assert_eq!(said, is, "kill {kill}: {file}");
    }
}

/// A generator is enough of chance, and gives the same moments again.
fn moment(kill: u32, most: Duration) -> Duration {
    let mixed =
        u64::from(kill).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    most * u32::try_from(mixed >> 40).unwrap() / (1 << 24)
}

#[test]
fn killed_a_hundred_times_the_set_is_always_whole() {
    let office = Office::new();
    office.run();
    office.write_settings(KILLS + 1);
    let most = office.run();
    std::fs::write(office.folder().join("ghi chú của tôi.txt"), "giữ").unwrap();
    for kill in 0..KILLS {
        office.write_settings(kill);
        office.run_and_kill_after(moment(kill, most));
        assert_a_whole_set(&office, kill);
    }
    office.write_settings(KILLS + 2);
    office.run();
    assert_a_whole_set(&office, KILLS);
    let text = std::fs::read(office.folder().join("ban-ke.json")).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let settings = std::fs::read(office.room.path().join("input/kế hoạch nhỏ/tonghop.toml")).unwrap();
    assert_eq!(value["inputs"][0]["sha256"], sha256(&settings), "the last set is of the last inputs");
    assert_eq!(std::fs::read_to_string(office.folder().join("ghi chú của tôi.txt")).unwrap(), "giữ");
    let mut beside: Vec<String> = std::fs::read_dir(office.output())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    beside.sort();
    assert_eq!(
        beside,
        [".kế hoạch nhỏ.khoa", ".kế hoạch nhỏ.lan-chay", "kế hoạch nhỏ", "kế hoạch nhỏ.nhat-ky.txt"]
    );
    let journal = std::fs::read_to_string(office.output().join("kế hoạch nhỏ.nhat-ky.txt")).unwrap();
    assert!(journal.contains("bị ngắt giữa chừng"), "{journal}");
}

#[test]
fn nothing_changed_nothing_rewritten() {
    let office = Office::new();
    office.run();
    let times = || -> BTreeMap<PathBuf, std::time::SystemTime> {
        let files = [office.folder().join("ban-ke.json"), office.output().join("kế hoạch nhỏ.nhat-ky.txt")];
        files.map(|path| (path.clone(), std::fs::metadata(path).unwrap().modified().unwrap())).into()
    };
    let before = times();
    std::thread::sleep(Duration::from_millis(20));
    office.run();
    assert_eq!(times(), before);
}

#[test]
fn a_second_run_at_the_same_time_is_refused_with_exit_two() {
    let office = Office::new();
    office.run();
    let lock = std::fs::File::options().write(true).open(office.output().join(".kế hoạch nhỏ.khoa")).unwrap();
    lock.lock().unwrap();
    let done = office.command().output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(said.contains("đang có một lần chạy khác"), "{said}");
    drop(lock);
    office.run();
}

#[test]
fn a_failure_for_machines_is_one_object() {
    let office = Office::new();
    let mut command = office.command();
    command.args(["trace", "không có", "CT01", "--format", "json"]).stdout(Stdio::piped());
    let done = command.output().unwrap();
    let value: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!((done.status.code(), &value["schema_version"]), (Some(2), &1.into()));
    assert!(value["error"].as_str().unwrap().contains("không có"), "{value}");
    let mut misuse = office.command();
    let done = misuse.args(["biuld", "--format=json"]).stdout(Stdio::piped()).output().unwrap();
    let value: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!((done.status.code(), &value["schema_version"]), (Some(2), &1.into()));
}

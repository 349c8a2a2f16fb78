//! One run at a time for each output folder: a lock that the system lets go when its holder dies, and what it remembers.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// What the lock file remembers: `tien-trinh <pid> <moment>` while a run goes on, `thanh-cong <moment>` of the last
/// good one. Moments are texts here; `run` gives them their form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Process and start of the run that goes on, or was cut.
    pub running: Option<(String, String)>,
    /// End of the last good run.
    pub success: Option<String>,
}

const RUNNING: &str = "tien-trinh";
const SUCCESS: &str = "thanh-cong";

impl Record {
    fn parse(text: &str) -> Record {
        let mut record = Record::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                [RUNNING, process, since] => record.running = Some((process.into(), since.into())),
                [SUCCESS, moment] => record.success = Some(moment.into()),
                _ => {}
            }
        }
        record
    }

    fn print(&self) -> String {
        let running = self.running.iter().map(|(process, since)| format!("{RUNNING} {process} {since}\n"));
        let success = self.success.iter().map(|moment| format!("{SUCCESS} {moment}\n"));
        running.chain(success).collect()
    }
}

/// The right to write into an output folder, held until it is dropped, or its process dies.
#[derive(Debug)]
pub struct Turn {
    file: File,
    record: Record,
    /// Start of the run before, if it was cut.
    pub cut: Option<String>,
}

impl Turn {
    /// End of the last good run before this one.
    pub fn success_before(&self) -> Option<&str> {
        self.record.success.as_deref()
    }

    /// Ends the turn; `success` is the moment of a good end.
    ///
    /// # Errors
    /// When the note cannot be written.
    pub fn end(mut self, success: Option<&str>) -> Result<()> {
        self.record.running = None;
        if let Some(moment) = success {
            self.record.success = Some(moment.to_owned());
        }
        note(&mut self.file, &self.record).context("Không ghi được dấu lần chạy")
    }
}

/// Takes the turn for the output folder `folder`; the note lies beside it. `moment` (one word) is the start of this run.
///
/// # Errors
/// When another run holds it, or the place cannot be written.
pub fn take_turn(folder: &Path, moment: &str) -> Result<Turn> {
    let path = place(folder);
    let parent = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)
        .with_context(|| format!("Không tạo được thư mục kết quả “{}”", parent.display()))?;
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_context(|| format!("Không mở được tệp khóa “{}”", path.display()))?;
    if !patiently(&file) {
        bail!(
            "đang có một lần chạy khác{} ghi vào “{}”; chờ xong rồi chạy lại",
            holder(&path),
            folder.display()
        );
    }
    let mut text = String::new();
    // An unreadable note is an empty one: it only remembers.
    let _ = file.read_to_string(&mut text);
    let before = Record::parse(&text);
    let record = Record {
        running: Some((std::process::id().to_string(), moment.to_owned())),
        success: before.success,
    };
    note(&mut file, &record).with_context(|| format!("Không ghi được tệp khóa “{}”", path.display()))?;
    Ok(Turn { file, record, cut: before.running.map(|(_, since)| since) })
}

/// Whether the lock is had. A program that was killed while it started another process leaves the lock with that process
/// for an instant; so a lock that is taken is asked for again before the run is refused.
fn patiently(file: &File) -> bool {
    for pause in [0, 20, 80, 200, 400] {
        std::thread::sleep(Duration::from_millis(pause));
        // Any other refusal: a file system without locks. There the generations alone keep the set whole.
        if !matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            return true;
        }
    }
    false
}

/// What is remembered of the runs into `folder`; nothing where there was none, or a run holds the note.
pub fn last_run(folder: &Path) -> Record {
    Record::parse(&std::fs::read_to_string(place(folder)).unwrap_or_default())
}

fn place(folder: &Path) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.khoa"))
}

/// Who holds it, where the system lets others read (Windows does not).
fn holder(path: &Path) -> String {
    let record = Record::parse(&std::fs::read_to_string(path).unwrap_or_default());
    let said = record
        .running
        .map(|(process, since)| format!(" (tiến trình {process}, bắt đầu {})", since.replace('T', " ")));
    said.unwrap_or_default()
}

/// Over the old words first, shorter afterwards: a cut between the two leaves whole lines.
fn note(file: &mut File, record: &Record) -> std::io::Result<()> {
    let text = record.print();
    file.seek(SeekFrom::Start(0))?;
    file.write_all(text.as_bytes())?;
    file.set_len(text.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::{Record, last_run, take_turn};

    #[test]
    fn one_at_a_time_and_the_last_success_is_remembered() {
        let room = tempfile::tempdir().unwrap();
        let folder = room.path().join("output/kế hoạch 2024");
        let first = take_turn(&folder, "2024-01-02T07:00:00").unwrap();
        let refusal = take_turn(&folder, "2024-01-02T07:00:01").unwrap_err().to_string();
        assert!(refusal.starts_with("đang có một lần chạy khác"), "{refusal}");
        first.end(Some("2024-01-02T07:00:09")).unwrap();
        assert_eq!(last_run(&folder).success.as_deref(), Some("2024-01-02T07:00:09"));
        let second = take_turn(&folder, "2024-01-03T07:00:00").unwrap();
        assert_eq!((second.success_before(), &second.cut), (Some("2024-01-02T07:00:09"), &None));
        second.end(None).unwrap();
        assert_eq!(last_run(&folder).success.as_deref(), Some("2024-01-02T07:00:09"));
        assert!(!folder.exists());
    }

    #[test]
    fn a_turn_of_a_run_that_died_is_taken_over_and_told() {
        let room = tempfile::tempdir().unwrap();
        let folder = room.path().join("p");
        drop(take_turn(&folder, "2024-01-02T07:00:00").unwrap());
        let next = take_turn(&folder, "2024-01-03T07:00:00").unwrap();
        assert_eq!(next.cut.as_deref(), Some("2024-01-02T07:00:00"));
    }

    #[test]
    fn a_damaged_note_is_an_empty_one() {
        assert_eq!(Record::parse("tien-trinh\nthanh-cong a b\n\u{0}\nlạ 1 2"), Record::default());
    }
}

//! One run at a time for each output folder: a lock that the system lets go when its holder dies, and a note of the runs.
//!
//! The note lies beside the lock and not in it: Windows lets nobody read a locked file, and `status` asks while a run goes on.

use std::fs::{File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// What the note remembers: `tien-trinh <pid> <moment>` while a run goes on, `thanh-cong <moment>` of the last
/// good one. Moments are texts here; `run` gives them their form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Process and start of the run that goes on, or was cut.
    pub running: Option<(String, String)>,
    /// End of the last good run.
    pub success: Option<String>,
}

/// Ending of the file that is locked; nothing stands in it.
const LOCK: &str = "khoa";
/// Ending of the file with the note.
const NOTE: &str = "lan-chay";

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
    /// Locked as long as it is open.
    _lock: File,
    note: File,
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
        note(&mut self.note, &self.record).context("Không ghi được dấu lần chạy")
    }
}

/// Takes the turn for the output folder `folder`; lock and note lie beside it. `moment` (one word) is the start of this run.
///
/// # Errors
/// When another run holds it, or the place cannot be written.
pub fn take_turn(folder: &Path, moment: &str) -> Result<Turn> {
    let (place, notes) = (place(folder, LOCK), place(folder, NOTE));
    let parent = place.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)
        .with_context(|| format!("Không tạo được thư mục kết quả “{}”", parent.display()))?;
    let lock = opened(&place).with_context(|| format!("Không mở được tệp khóa “{}”", place.display()))?;
    if !patiently(&lock) {
        bail!(
            "đang có một lần chạy khác{} ghi vào “{}”; chờ xong rồi chạy lại",
            holder(folder),
            folder.display()
        );
    }
    let before = last_run(folder);
    let record = Record {
        running: Some((std::process::id().to_string(), moment.to_owned())),
        success: before.success,
    };
    let mut file = opened(&notes).with_context(|| unwritten(&notes))?;
    note(&mut file, &record).with_context(|| unwritten(&notes))?;
    Ok(Turn { _lock: lock, note: file, record, cut: before.running.map(|(_, since)| since) })
}

fn opened(path: &Path) -> io::Result<File> {
    File::options().read(true).write(true).create(true).truncate(false).open(path)
}

fn unwritten(path: &Path) -> String {
    format!("Không ghi được dấu lần chạy “{}”", path.display())
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

/// What is remembered of the runs into `folder`, also while one goes on; nothing where there was none. An unreadable note is an
/// empty one: it only remembers.
pub fn last_run(folder: &Path) -> Record {
    Record::parse(&std::fs::read_to_string(place(folder, NOTE)).unwrap_or_default())
}

fn place(folder: &Path, ending: &str) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.{ending}"))
}

/// Who holds it.
fn holder(folder: &Path) -> String {
    let said = last_run(folder)
        .running
        .map(|(process, since)| format!(" (tiến trình {process}, bắt đầu {})", since.replace('T', " ")));
    said.unwrap_or_default()
}

/// Over the old words first, shorter afterwards: a cut between the two leaves whole lines.
fn note(file: &mut File, record: &Record) -> io::Result<()> {
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
        assert!(refusal.starts_with("đang có một lần chạy khác (tiến trình "), "{refusal}");
        assert!(refusal.contains(", bắt đầu 2024-01-02 07:00:00) ghi vào"), "{refusal}");
        first.end(Some("2024-01-02T07:00:09")).unwrap();
        assert_eq!(last_run(&folder).success.as_deref(), Some("2024-01-02T07:00:09"));
        let second = take_turn(&folder, "2024-01-03T07:00:00").unwrap();
        // The words of a run stand where they can be read while it goes on.
        assert_eq!(last_run(&folder).success.as_deref(), Some("2024-01-02T07:00:09"));
        let lock = std::fs::metadata(room.path().join("output/.kế hoạch 2024.khoa")).unwrap();
        assert_eq!(lock.len(), 0, "on Windows nobody could read it");
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

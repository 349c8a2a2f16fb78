//! A set of outputs, whole or not at all: staged beside the old set, then moved over it, resumable.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// One finished output: path relative to the output folder, with `/`.
#[derive(Debug, Clone)]
pub struct Output {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Where a set stands until it is complete.
const STAGE: &str = ".dang-ghi";
/// Written last into the stage: its presence says "complete, only moving is left". Holds the paths, a line each.
const READY: &str = ".san-sang";

/// Writes a set of outputs into `folder`. A reader never sees half a file; a run that was cut while moving
/// is completed by the next one; a run that was cut while staging leaves the old set as it was.
/// Files whose bytes are already there are not touched.
///
/// # Errors
/// When the folder cannot be written (read-only, disk full, a file open in another program); the
/// message names the file.
pub fn publish(folder: &Path, outputs: &[Output]) -> Result<()> {
    fs::create_dir_all(folder)
        .with_context(|| format!("Không tạo được thư mục kết quả “{}”", folder.display()))?;
    recover(folder)?;
    let changed: Vec<&Output> = outputs.iter().filter(|output| differs(folder, output)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let result = stage(folder, &changed).and_then(|()| move_all(folder));
    if result.is_err() && !folder.join(STAGE).join(READY).exists() {
        // Not complete: nothing of it may be taken for a result.
        let _ = fs::remove_dir_all(folder.join(STAGE));
    }
    result
}

/// Finishes, or throws away, what an earlier run left behind.
fn recover(folder: &Path) -> Result<()> {
    let stage = folder.join(STAGE);
    if stage.join(READY).is_file() {
        return move_all(folder);
    }
    if stage.exists() {
        fs::remove_dir_all(&stage)
            .with_context(|| format!("Không dọn được thư mục tạm “{}”", stage.display()))?;
    }
    Ok(())
}

fn differs(folder: &Path, output: &Output) -> bool {
    fs::read(folder.join(&output.path)).map_or(true, |bytes| bytes != output.bytes)
}

fn stage(folder: &Path, outputs: &[&Output]) -> Result<()> {
    let stage = folder.join(STAGE);
    for output in outputs {
        write(&stage.join(&output.path), &output.bytes)?;
    }
    let list: Vec<&str> = outputs.iter().map(|output| &*output.path).collect();
    // Write under another name first: the mark itself must not be half there.
    write(&stage.join(".ds"), list.join("\n").as_bytes())?;
    rename(&stage.join(".ds"), &stage.join(READY))
}

/// Moves in the listed order; the manifest is last in it, so that a set with a fitting manifest is complete.
fn move_all(folder: &Path) -> Result<()> {
    let stage = folder.join(STAGE);
    let list = fs::read_to_string(stage.join(READY))
        .with_context(|| format!("Không đọc được danh sách trong “{}”", stage.display()))?;
    for path in list.lines() {
        let (from, to) = (stage.join(path), folder.join(path));
        if from.exists() {
            make_parent(&to)?;
            rename(&from, &to)?;
        }
    }
    fs::remove_dir_all(&stage).with_context(|| format!("Không dọn được thư mục tạm “{}”", stage.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    make_parent(path)?;
    let put = || -> std::io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    put().with_context(|| format!("Không ghi được tệp “{}”", path.display()))
}

fn make_parent(path: &Path) -> Result<()> {
    let parent: PathBuf = path.parent().map(Path::to_path_buf).unwrap_or_default();
    fs::create_dir_all(&parent).with_context(|| format!("Không tạo được thư mục “{}”", parent.display()))
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).with_context(|| {
        format!("Không thay được tệp “{}” (tệp có đang mở ở chương trình khác không?)", to.display())
    })
}

#[cfg(test)]
mod tests {
    use super::{Output, READY, STAGE, publish};
    use std::fs;

    fn output(path: &str, bytes: &str) -> Output {
        Output { path: path.into(), bytes: bytes.as_bytes().to_vec() }
    }

    #[test]
    fn a_set_appears_and_the_stage_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        publish(folder.path(), &[output("a.txt", "1"), output("con/b.txt", "2")]).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("con/b.txt")).unwrap(), "2");
        assert!(!folder.path().join(STAGE).exists());
    }

    #[test]
    fn what_is_the_same_is_not_rewritten() {
        let folder = tempfile::tempdir().unwrap();
        publish(folder.path(), &[output("a.txt", "1")]).unwrap();
        let path = folder.path().join("a.txt");
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        publish(folder.path(), &[output("a.txt", "1")]).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn a_run_cut_while_staging_leaves_the_old_set() {
        let folder = tempfile::tempdir().unwrap();
        publish(folder.path(), &[output("a.txt", "cũ")]).unwrap();
        fs::create_dir_all(folder.path().join(STAGE)).unwrap();
        fs::write(folder.path().join(STAGE).join("a.txt"), "nửa").unwrap();
        publish(folder.path(), &[]).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "cũ");
        assert!(!folder.path().join(STAGE).exists());
    }

    #[test]
    fn a_run_cut_while_moving_is_completed_by_the_next() {
        let folder = tempfile::tempdir().unwrap();
        publish(folder.path(), &[output("a.txt", "cũ"), output("b.txt", "cũ")]).unwrap();
        let stage = folder.path().join(STAGE);
        fs::create_dir_all(&stage).unwrap();
        fs::write(stage.join("b.txt"), "mới").unwrap();
        fs::write(stage.join(READY), "a.txt\nb.txt").unwrap();
        publish(folder.path(), &[]).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("b.txt")).unwrap(), "mới");
        assert!(!stage.exists());
    }

    #[test]
    fn an_output_that_cannot_be_written_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        publish(folder.path(), &[output("a.txt", "cũ")]).unwrap();
        // A file stands where a folder is needed.
        let result = publish(folder.path(), &[output("a.txt", "mới"), output("a.txt/b.txt", "x")]);
        assert!(result.is_err());
        assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "cũ");
    }
}

//! The journal of an output folder: a text beside it, to which entries are added and from which none goes.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Where the journal of an output folder lies: `output/<plan>.nhat-ky.txt`, no part of the set.
pub fn journal_of(folder: &Path) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!("{name}.nhat-ky.txt"))
}

/// Adds an entry (whole lines) in one write. An entry equal to the last one is there already.
///
/// # Errors
/// When the journal cannot be written.
pub fn enter(folder: &Path, entry: &str) -> Result<()> {
    let path = journal_of(folder);
    let put = || -> std::io::Result<()> {
        if std::fs::read(&path).is_ok_and(|bytes| bytes.ends_with(entry.as_bytes())) {
            return Ok(());
        }
        let mut file = File::options().create(true).append(true).open(&path)?;
        file.write_all(entry.as_bytes())?;
        file.sync_all()
    };
    put().with_context(|| format!("Không ghi được nhật ký “{}”", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{enter, journal_of};

    #[test]
    fn entries_are_added_and_none_twice_in_a_row() {
        let room = tempfile::tempdir().unwrap();
        let folder = room.path().join("kế hoạch");
        for entry in ["một\n", "hai\n", "hai\n", "một\n"] {
            enter(&folder, entry).unwrap();
        }
        assert_eq!(std::fs::read_to_string(journal_of(&folder)).unwrap(), "một\nhai\nmột\n");
    }
}

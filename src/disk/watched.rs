//! What the files of a plan look like from outside: names, sizes and times, enough to see that something has changed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// How deep folders are followed; as deep as submissions are.
const DEPTH: usize = 7;

/// Size and time of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<Duration>,
}

/// The files below some folders at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance(BTreeMap<PathBuf, Stamp>);

/// Looks below the folders, except below `output`. Lock files and temporary files are not seen.
pub fn glance(folders: &[PathBuf], output: &Path) -> Glance {
    let mut glance = Glance::default();
    // The same folder may be named in two ways.
    let output = output.canonicalize().unwrap_or_else(|_| output.to_path_buf());
    for folder in folders {
        look(folder, &output, DEPTH, &mut glance);
    }
    glance
}

fn look(folder: &Path, output: &Path, depth: usize, glance: &mut Glance) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(|entry| entry.ok()) {
        let path = entry.path();
        let Ok(about) = entry.metadata() else { continue };
        if about.is_dir() && depth > 0 && path.canonicalize().is_ok_and(|path| path != output) {
            look(&path, output, depth - 1, glance);
        } else if about.is_file() && !passing(&entry.file_name().to_string_lossy()) {
            let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            glance.0.insert(path, Stamp { bytes: about.len(), modified });
        }
    }
}

/// Names of files that come and go while somebody works: locks, temporary files, unfinished downloads.
fn passing(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ends = [".tmp", ".part", ".partial", ".crdownload", ".swp", ".bak~"];
    lower.starts_with('~') || lower.starts_with('.') || ends.iter().any(|end| lower.ends_with(end))
}

impl Glance {
    /// The files that are new, gone or different, by path.
    pub fn differing(&self, other: &Glance) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self
            .0
            .iter()
            .filter(|(path, stamp)| other.0.get(*path) != Some(stamp))
            .chain(other.0.iter().filter(|(path, _)| !self.0.contains_key(*path)))
            .map(|(path, _)| path.clone())
            .collect();
        paths.sort();
        paths
    }
}

/// The first of these files that is there and cannot be opened yet: somebody still copies it.
pub fn busy(paths: &[PathBuf]) -> Option<&PathBuf> {
    paths.iter().find(|path| path.is_file() && File::open(path).is_err())
}

#[cfg(test)]
mod tests {
    use super::glance;
    use std::fs;

    #[test]
    fn it_sees_files_of_the_plan_and_not_what_passes() {
        let room = tempfile::tempdir().unwrap();
        let folder = room.path().join("kế hoạch");
        let output = folder.join("ra");
        for path in ["nop/lan-1", "ra"] {
            fs::create_dir_all(folder.join(path)).unwrap();
        }
        let folders = [folder.clone()];
        let before = glance(&folders, &output);
        for path in
            ["nop/~$a.xlsx", "nop/.~lock.a.xlsx#", "nop/a.xlsx.tmp", "ra/ke-hoach.pdf", "nop/.DS_Store"]
        {
            fs::write(folder.join(path), "x").unwrap();
        }
        assert_eq!(glance(&folders, &output), before);
        fs::write(folder.join("nop/lan-1/Phòng Y tế.xlsx"), "x").unwrap();
        let after = glance(&folders, &output);
        assert_eq!(before.differing(&after), [folder.join("nop/lan-1/Phòng Y tế.xlsx")]);
        assert_eq!(after.differing(&before), before.differing(&after));
    }
}

//! The drafts that earlier runs kept in an output folder, under `luu/`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::berth::listed;
use super::files::RealFiles;
use super::load::read_file;
use crate::domain::DraftName;
use crate::domain::submission::ReceivedFile;

/// The folder of kept drafts, in an output folder.
pub const KEPT: &str = "luu";
/// The file of a kept draft that another draft is compared with.
const PLAN: &str = "tong-hop.json";

/// Where drafts are kept; nowhere by default.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    folder: Option<PathBuf>,
}

impl Kept {
    /// The drafts kept in the output folder of a plan; it may not be there yet.
    pub fn of(output: &Path) -> Kept {
        Kept { folder: Some(output.to_path_buf()) }
    }

    /// The drafts of which the consolidated plan is there, by number, the final last.
    pub fn drafts(&self) -> Vec<DraftName> {
        let Some(folder) = &self.folder else { return Vec::new() };
        // Nothing kept, or nothing to be seen: the same here.
        let Ok(entries) = std::fs::read_dir(folder.join(KEPT)) else { return Vec::new() };
        let mut names: Vec<DraftName> = entries
            .filter_map(|entry| DraftName::parse(&entry.ok()?.file_name().to_string_lossy()))
            .filter(|name| folder.join(path(*name)).is_file())
            .collect();
        names.sort();
        names
    }

    /// The consolidated plan of a kept draft, under its path in the output folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, draft: DraftName) -> Result<ReceivedFile> {
        let path = path(draft);
        let place = self.folder.as_deref().unwrap_or(Path::new("")).join(&path);
        Ok(ReceivedFile { bytes: read_file(&place)?, path })
    }
}

/// `luu/lan-2/tong-hop.json`.
fn path(draft: DraftName) -> String {
    format!("{KEPT}/{draft}/{PLAN}")
}

/// The folder of the kept draft that an output belongs to, with `/` at the end: `luu/lan-2/`.
pub(super) fn kept_folder(output: &str) -> Option<&str> {
    let below = output.strip_prefix(KEPT)?.strip_prefix('/')?;
    let end = below.find('/')?;
    output.get(..KEPT.len() + end + 2)
}

/// Paths of what earlier sets kept, as their manifest lists it, without the drafts that `outputs` make anew; sorted. They
/// stay where they are, and belong into the manifest of the new set.
pub fn kept_files<'a>(folder: &Path, outputs: impl Iterator<Item = &'a str>) -> Vec<String> {
    let anew: BTreeSet<&str> = outputs.filter_map(kept_folder).collect();
    let stays = |name: &String| kept_folder(name).is_some_and(|draft| !anew.contains(draft));
    listed(&RealFiles, folder).into_iter().filter(stays).filter(|name| folder.join(name).is_file()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Kept, kept_folder};
    use crate::domain::DraftName;

    #[test]
    fn the_folder_of_a_kept_output() {
        assert_eq!(kept_folder("luu/lan-2/ke-hoach.pdf"), Some("luu/lan-2/"));
        assert_eq!(kept_folder("luu/lan-2/a/b"), Some("luu/lan-2/"));
        for other in ["luu/x", "luu", "ke-hoach.pdf", "luu-cu/lan-2/x", ""] {
            assert_eq!(kept_folder(other), None, "{other}");
        }
    }

    #[test]
    fn kept_drafts_are_found_by_number_and_read() {
        let room = tempfile::tempdir().unwrap();
        for name in ["lan-10", "lan-2", "chinh-thuc", "ghi chú", "lan-3"] {
            std::fs::create_dir_all(room.path().join("luu").join(name)).unwrap();
        }
        for name in ["lan-10", "lan-2", "chinh-thuc", "ghi chú"] {
            std::fs::write(room.path().join("luu").join(name).join("tong-hop.json"), name).unwrap();
        }
        let kept = Kept::of(room.path());
        assert_eq!(kept.drafts(), [DraftName::Number(2), DraftName::Number(10), DraftName::Final]);
        assert_eq!(&*kept.read(DraftName::Number(10)).unwrap().bytes, b"lan-10");
        assert!(kept.read(DraftName::Number(3)).is_err());
        assert!(
            Kept::default().drafts().is_empty() && Kept::of(&room.path().join("không")).drafts().is_empty()
        );
    }
}

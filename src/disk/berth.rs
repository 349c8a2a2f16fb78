//! Where the generations of one output folder lie while one takes the place of another.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::files::Files;

/// The output that lists all others: a set whose manifest fits is complete.
pub(super) const MANIFEST: &str = "ban-ke.json";

/// The output folder and, beside it, the hidden folders of a publication.
#[derive(Debug, Clone)]
pub(super) struct Berth {
    /// The folder that people open.
    pub folder: PathBuf,
    pub parent: PathBuf,
    /// A set being written; nothing of it counts.
    pub staging: PathBuf,
    /// A set that is written, and safe on the disk.
    pub fresh: PathBuf,
    /// The set before, moved aside as a whole.
    pub former: PathBuf,
    /// The files before, moved aside one by one, and the names of the files that are new: enough to go back.
    pub undo: PathBuf,
    /// What may be thrown away.
    pub waste: PathBuf,
}

impl Berth {
    /// # Errors
    /// When the path is no name of a folder.
    pub fn new(folder: &Path) -> Result<Berth> {
        // An office may have put a link to a network share here: it is the folder behind it that changes.
        let folder = if folder.is_symlink() {
            folder.canonicalize().with_context(|| format!("Không mở được “{}”", folder.display()))?
        } else {
            folder.to_path_buf()
        };
        let Some(name) = folder.file_name().map(|name| name.to_string_lossy().into_owned()) else {
            bail!("“{}” không phải là tên thư mục kết quả", folder.display());
        };
        let parent = match folder.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        let beside = |end: &str| parent.join(format!(".{name}.{end}"));
        Ok(Berth {
            staging: beside("dang-ghi"),
            fresh: beside("moi"),
            former: beside("cu"),
            undo: beside("hoan-tac"),
            waste: beside("bo"),
            folder,
            parent,
        })
    }
}

/// The files that a set's manifest lists, and the manifest itself; none where there is no readable manifest.
pub(super) fn listed(files: &dyn Files, folder: &Path) -> BTreeSet<String> {
    let Ok(bytes) = files.read(&folder.join(MANIFEST)) else { return BTreeSet::new() };
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(&bytes) else { return BTreeSet::new() };
    let outputs = value["outputs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut names: BTreeSet<String> =
        outputs.iter().filter_map(|output| output["file"].as_str().map(str::to_owned)).collect();
    names.insert(MANIFEST.to_owned());
    names
}

/// Removes a folder that may not be there.
pub(super) fn clear(files: &dyn Files, folder: &Path) -> Result<()> {
    if !files.exists(folder) {
        return Ok(());
    }
    files.remove_folder(folder).with_context(|| format!("Không dọn được thư mục tạm “{}”", folder.display()))
}

/// Makes the folder in which a file is to stand.
pub(super) fn make_parent(files: &dyn Files, path: &Path) -> Result<()> {
    let parent = path.parent().unwrap_or(Path::new("."));
    files.make_folder(parent).with_context(|| format!("Không tạo được thư mục “{}”", parent.display()))
}

/// The files under a folder, as paths relative to it with `/`, sorted by folder.
pub(super) fn files_under(files: &dyn Files, folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(below) = open.pop() {
        let place = folder.join(&below);
        let entries =
            files.list(&place).with_context(|| format!("Không liệt kê được “{}”", place.display()))?;
        for (name, is_folder) in entries {
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            if is_folder { open.push(path) } else { found.push(path) }
        }
    }
    Ok(found)
}

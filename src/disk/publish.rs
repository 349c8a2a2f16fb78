//! A set of outputs, whole or not at all: written beside the old set, then put in its place by two renames.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::berth::{Berth, clear, listed, make_parent};
use super::content::Content;
use super::exchange::{exchange, undo};
use super::files::{Files, RealFiles};
use super::kept::kept_folder;
use super::swap::{Swap, put_back, retire, swap};

/// One finished output: path relative to the output folder, with `/`. A kept copy shares the content of what it is a copy of.
#[derive(Debug, Clone)]
pub struct Output {
    pub path: String,
    pub content: Content,
}

/// What becomes of files that the manifest before lists and the new set no more has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leftovers {
    /// The new set is the whole one: what it does not name is of yesterday, but for kept drafts (`luu/`): of those, only the
    /// one that it makes anew.
    Remove,
    /// Only a part was made.
    Keep,
}

/// What a publication has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Outputs that were written, in the order of the set.
    pub written: Vec<String>,
    /// Outputs whose bytes were there already.
    pub same: usize,
    /// Files of the set before that are gone.
    pub removed: Vec<String>,
}

/// Writes a set of outputs into `folder`; files of the set before that are not in it stay. See [`publish_set`].
///
/// # Errors
/// As [`publish_set`].
pub fn publish(folder: &Path, outputs: &[Output]) -> Result<Published> {
    publish_set(folder, outputs, Leftovers::Keep)
}

/// Writes a set of outputs into `folder`, whole or not at all: whoever looks sees the set before or the new one, at
/// any instant, also after a power cut ([`recover`] puts right what was cut). Where something in the folder is open, the
/// files are exchanged one by one, without a manifest while it lasts, and all come back if one cannot go.
/// Files that are no outputs stay as they are. Where nothing differs, nothing is touched.
///
/// # Errors
/// When the folder cannot be written (read-only, disk full, a file open in another program): the set before is
/// as it was, and the message names the file.
pub fn publish_set(folder: &Path, outputs: &[Output], leftovers: Leftovers) -> Result<Published> {
    publish_with(&RealFiles, folder, outputs, leftovers)
}

/// Puts right what a run that was cut has left: the set before, or the new one, stands whole in its place.
///
/// # Errors
/// When a file that must be moved back is open; the next run tries again.
pub fn recover(folder: &Path) -> Result<()> {
    recover_with(&RealFiles, &Berth::new(folder)?)
}

pub(super) fn recover_with(files: &dyn Files, berth: &Berth) -> Result<()> {
    put_back(files, berth)?;
    undo(files, berth)?;
    retire(files, berth)?;
    for rest in [&berth.fresh, &berth.staging, &berth.waste] {
        clear(files, rest)?;
    }
    Ok(())
}

pub(super) fn publish_with(
    files: &dyn Files,
    folder: &Path,
    outputs: &[Output],
    leftovers: Leftovers,
) -> Result<Published> {
    let berth = Berth::new(folder)?;
    files
        .make_folder(&berth.parent)
        .with_context(|| format!("Không tạo được thư mục kết quả “{}”", berth.parent.display()))?;
    recover_with(files, &berth)?;
    let change = Change::new(files, &berth, outputs, leftovers)?;
    if change.written.is_empty() && change.removed.is_empty() {
        return Ok(change.published(outputs));
    }
    let result = stage(files, &berth, outputs, &change).and_then(|()| replace(files, &berth, &change));
    if result.is_err() {
        // The set before must stand; if it cannot yet, the next run sees to it.
        let _ = recover_with(files, &berth);
    }
    result.map(|()| change.published(outputs))
}

/// What differs between the set before and the new one.
struct Change {
    written: BTreeSet<String>,
    removed: Vec<String>,
    /// Of the set before, not in the new one, to be kept.
    kept: Vec<String>,
}

impl Change {
    fn new(files: &dyn Files, berth: &Berth, outputs: &[Output], leftovers: Leftovers) -> Result<Change> {
        let mut named = BTreeSet::new();
        let mut written = BTreeSet::new();
        for output in outputs {
            if !named.insert(output.path.as_str()) {
                bail!("Hai kết quả cùng tên “{}”", output.path);
            }
            if !files.holds(&berth.folder.join(&output.path), &output.content) {
                written.insert(output.path.clone());
            }
        }
        let rest: Vec<String> = listed(files, &berth.folder)
            .into_iter()
            .filter(|name| !named.contains(name.as_str()) && files.exists(&berth.folder.join(name)))
            .collect();
        let anew: BTreeSet<&str> = named.iter().copied().filter_map(kept_folder).collect();
        let stays = |name: &String| kept_folder(name).is_some_and(|draft| !anew.contains(draft));
        let (removed, kept) = match leftovers {
            Leftovers::Remove => rest.into_iter().partition(|name| !stays(name)),
            Leftovers::Keep => (Vec::new(), rest),
        };
        Ok(Change { written, removed, kept })
    }

    fn published(self, outputs: &[Output]) -> Published {
        let paths = outputs.iter().map(|output| &output.path);
        Published {
            same: outputs.len() - self.written.len(),
            written: paths.filter(|path| self.written.contains(*path)).cloned().collect(),
            removed: self.removed,
        }
    }

    fn names(&self) -> Vec<String> {
        self.written.iter().chain(&self.removed).cloned().collect()
    }
}

/// Writes the new set beside the old one; only when all of it is safe on the disk it gets its name.
fn stage(files: &dyn Files, berth: &Berth, outputs: &[Output], change: &Change) -> Result<()> {
    let mut folders = BTreeSet::from([berth.staging.clone()]);
    files
        .make_folder(&berth.staging)
        .with_context(|| format!("Không tạo được thư mục tạm “{}”", berth.staging.display()))?;
    let mut fresh = Vec::new();
    for output in outputs {
        let place = berth.staging.join(&output.path);
        make_parent(files, &place)?;
        folders.extend(place.parent().map(Path::to_path_buf));
        if change.written.contains(&output.path) {
            files.write(&place, &output.content).with_context(|| unwritten(&place))?;
            fresh.push(place);
        } else {
            files.share(&berth.folder.join(&output.path), &place).with_context(|| unwritten(&place))?;
        }
    }
    files.secure(&fresh).map_err(|(at, error)| anyhow::Error::from(error).context(unwritten(&fresh[at])))?;
    for name in &change.kept {
        let place = berth.staging.join(name);
        make_parent(files, &place)?;
        files
            .share(&berth.folder.join(name), &place)
            .with_context(|| format!("Không giữ lại được tệp “{name}”"))?;
    }
    for folder in &folders {
        files.settle(folder);
    }
    files
        .rename(&berth.staging, &berth.fresh)
        .with_context(|| format!("Không đặt được tên cho thư mục “{}”", berth.fresh.display()))
}

fn unwritten(place: &Path) -> String {
    format!("Không ghi được tệp “{}”", place.display())
}

fn replace(files: &dyn Files, berth: &Berth, change: &Change) -> Result<()> {
    match swap(files, berth)? {
        // The new set stands; what cannot be cleared away now, the next run clears.
        Swap::Done => {
            let _ = retire(files, berth);
        }
        Swap::InUse => {
            exchange(files, berth, &change.names())?;
            let _ = clear(files, &berth.fresh);
        }
    }
    Ok(())
}

//! One whole folder for another, by two renames: nobody ever sees half of each.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

use super::berth::{Berth, MANIFEST, clear, listed, make_parent};
use super::files::Files;

/// How a swap went.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Swap {
    Done,
    /// The folder cannot be moved now: it, or a file in it, is open in another program. Nothing has changed.
    InUse,
}

/// Puts the fresh folder in the place of the present one. A power cut between the two renames leaves the present
/// set whole in `former`, from where `put_back` brings it.
///
/// # Errors
/// When the fresh folder cannot be moved in; the present one is back in its place then.
pub(super) fn swap(files: &dyn Files, berth: &Berth) -> Result<Swap> {
    if files.exists(&berth.folder) && files.rename(&berth.folder, &berth.former).is_err() {
        return Ok(Swap::InUse);
    }
    if let Err(error) = files.rename(&berth.fresh, &berth.folder) {
        put_back(files, berth)?;
        return Err(error)
            .with_context(|| format!("Không đặt được bộ kết quả mới vào “{}”", berth.folder.display()));
    }
    files.settle(&berth.parent);
    Ok(Swap::Done)
}

/// After a cut between the renames: the set before comes back.
pub(super) fn put_back(files: &dyn Files, berth: &Berth) -> Result<()> {
    if files.exists(&berth.former) && !files.exists(&berth.folder) {
        files
            .rename(&berth.former, &berth.folder)
            .with_context(|| format!("Không đưa được bộ kết quả trước về “{}”", berth.folder.display()))?;
        files.settle(&berth.parent);
    }
    Ok(())
}

/// After a swap: what the office keeps in the folder beside the set comes along; the set before goes.
pub(super) fn retire(files: &dyn Files, berth: &Berth) -> Result<()> {
    if !files.exists(&berth.former) {
        return Ok(());
    }
    // Without a manifest in the folder the set before is still the one that counts: it comes back into it.
    let set = match files.exists(&berth.folder.join(MANIFEST)) {
        true => listed(files, &berth.former),
        false => BTreeSet::new(),
    };
    carry(files, berth, "", &set)?;
    clear(files, &berth.former)
}

/// Moves what is no part of the set before, unless the set now has a file of that name.
fn carry(files: &dyn Files, berth: &Berth, below: &str, set: &BTreeSet<String>) -> Result<()> {
    let place = berth.former.join(below);
    let mut entries =
        files.list(&place).with_context(|| format!("Không liệt kê được “{}”", place.display()))?;
    entries.sort_by_key(|(name, _)| name == MANIFEST);
    for (name, is_folder) in entries {
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        let taken = files.exists(&berth.folder.join(&path));
        let inside = format!("{path}/");
        if is_folder && (taken || set.iter().any(|file| file.starts_with(&inside))) {
            carry(files, berth, &path, set)?;
        } else if !taken && !set.contains(&path) {
            move_one(files, &berth.former.join(&path), &berth.folder.join(&path))?;
        }
    }
    Ok(())
}

fn move_one(files: &dyn Files, from: &Path, to: &Path) -> Result<()> {
    make_parent(files, to)?;
    files.rename(from, to).with_context(|| format!("Không giữ lại được “{}”", to.display()))
}

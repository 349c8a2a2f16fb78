//! File by file, for a folder that cannot be moved because something in it is open: all of them, or none.

use std::path::Path;

use anyhow::{Context, Result};

use super::berth::{Berth, MANIFEST, clear, files_under, make_parent};
use super::files::Files;

/// In the undo folder: the files before.
const BEFORE: &str = "cu";
/// In the undo folder: names of files that were not there before, a line each.
const ADDED: &str = "them.txt";

/// Exchanges the files named (of the fresh set, or of the set before and no more wanted). The manifest goes first
/// and comes last, so that while it is there it is true. What cannot be exchanged brings all back.
///
/// # Errors
/// When a file is open in another program, or the disk refuses; the message names the file.
pub(super) fn exchange(files: &dyn Files, berth: &Berth, names: &[String]) -> Result<()> {
    let result = take_out(files, berth, names).and_then(|()| put_in(files, berth, names));
    match result {
        Ok(()) => commit(files, berth),
        Err(error) => {
            undo(files, berth).context(format!("{error:#}"))?;
            Err(error)
        }
    }
}

fn take_out(files: &dyn Files, berth: &Berth, names: &[String]) -> Result<()> {
    let (before, added): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| files.exists(&berth.folder.join(name)));
    let list: Vec<&str> = added.iter().map(|name| name.as_str()).collect();
    let note = berth.undo.join(ADDED);
    make_parent(files, &note)?;
    files
        .write(&note, &list.join("\n").into_bytes().into())
        .and_then(|()| files.secure(std::slice::from_ref(&note)).map_err(|(_, error)| error))
        .with_context(|| format!("Không ghi được tệp “{}”", note.display()))?;
    files.settle(&berth.parent);
    let (manifest, others): (Vec<&String>, Vec<&String>) =
        before.into_iter().partition(|name| *name == MANIFEST);
    for name in manifest.into_iter().chain(others) {
        let aside = berth.undo.join(BEFORE).join(name);
        make_parent(files, &aside)?;
        rename(files, &berth.folder.join(name), &aside, name)?;
    }
    Ok(())
}

fn put_in(files: &dyn Files, berth: &Berth, names: &[String]) -> Result<()> {
    let there = |name: &&String| files.exists(&berth.fresh.join(name));
    let (manifest, others): (Vec<&String>, Vec<&String>) =
        names.iter().filter(there).partition(|name| *name == MANIFEST);
    for name in others.into_iter().chain(manifest) {
        let place = berth.folder.join(name);
        make_parent(files, &place)?;
        rename(files, &berth.fresh.join(name), &place, name)?;
    }
    files.settle(&berth.folder);
    Ok(())
}

/// One rename makes it final: from here on there is no way back, and none is needed.
fn commit(files: &dyn Files, berth: &Berth) -> Result<()> {
    files
        .rename(&berth.undo, &berth.waste)
        .with_context(|| format!("Không chốt được bộ kết quả trong “{}”", berth.folder.display()))?;
    files.settle(&berth.parent);
    // The new set stands; what cannot be cleared away now, the next run clears.
    let _ = clear(files, &berth.waste);
    Ok(())
}

/// Brings back the files before, as far as an exchange had come; the manifest last.
///
/// # Errors
/// When a file cannot be moved back yet; the next run tries again.
pub(super) fn undo(files: &dyn Files, berth: &Berth) -> Result<()> {
    if !files.exists(&berth.undo) {
        return Ok(());
    }
    let note = files.read(&berth.undo.join(ADDED)).unwrap_or_default();
    for name in String::from_utf8_lossy(&note).lines().filter(|name| !name.is_empty()) {
        let path = berth.folder.join(name);
        if files.exists(&path) {
            files
                .remove_file(&path)
                .with_context(|| format!("Không gỡ được tệp dở dang “{}”", path.display()))?;
        }
    }
    let before = berth.undo.join(BEFORE);
    let names = if files.exists(&before) { files_under(files, &before)? } else { Vec::new() };
    let (manifest, others): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| name == MANIFEST);
    for name in others.iter().chain(&manifest) {
        let place = berth.folder.join(name);
        make_parent(files, &place)?;
        rename(files, &before.join(name), &place, name)?;
    }
    files.settle(&berth.folder);
    clear(files, &berth.undo)
}

fn rename(files: &dyn Files, from: &Path, to: &Path, name: &str) -> Result<()> {
    files.rename(from, to).with_context(|| {
        format!("Không thay được tệp “{name}”: có thể tệp đang mở ở chương trình khác; đóng tệp rồi chạy lại")
    })
}

//! The file operations that a publication is made of, as a trait, so that a test can let each of them fail.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::content::Content;

/// What `publish` does to the disk. Folders are made and removed with all that is in them.
pub(super) trait Files {
    fn exists(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    /// Whether a file can be read and has these bytes, looked at piece by piece: it may be as large as what was just made.
    fn holds(&self, path: &Path, content: &Content) -> bool {
        let same = || -> io::Result<bool> {
            let mut file = File::open(path)?;
            if file.metadata()?.len() != content.len() {
                return Ok(false);
            }
            let mut found = Vec::new();
            let mut same = true;
            content.pieces(&mut |expected| {
                if same {
                    found.resize(expected.len(), 0);
                    file.read_exact(&mut found)?;
                    same = found == expected;
                }
                Ok(())
            })?;
            Ok(same)
        };
        same().unwrap_or(false)
    }

    /// Names in a folder, sorted, with whether each is a folder (a link is none).
    fn list(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            names.push((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?.is_dir()));
        }
        names.sort();
        Ok(names)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// A new file. Its bytes are safe on the disk only after [`secure`](Files::secure).
    fn write(&self, path: &Path, content: &Content) -> io::Result<()>;
    /// Makes the bytes of files safe against a power cut. The first that cannot be is told by its number in the list.
    fn secure(&self, paths: &[PathBuf]) -> Result<(), (usize, io::Error)>;
    /// The same file under a second name; where the disk has no such thing, a copy with the same time.
    fn share(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder safe against a power cut, where the system can (Windows does so by itself).
    fn settle(&self, folder: &Path);
}

/// The disk itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct RealFiles;

/// Virus scanners on Windows hold a fresh file for a moment; a file that is really open stays so for longer.
const AGAIN: u32 = if cfg!(windows) { 9 } else { 0 };
const PAUSE: Duration = Duration::from_millis(50);
/// Files that are waited for at once: the disk makes many safe in the time of one, and no processor is needed for it.
const WAITING: usize = 8;

fn patiently(act: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let mut result = act();
    let mut left = AGAIN;
    while left > 0 && result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied) {
        std::thread::sleep(PAUSE);
        result = act();
        left -= 1;
    }
    result
}

impl Files for RealFiles {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write(&self, path: &Path, content: &Content) -> io::Result<()> {
        let mut file = File::create(path)?;
        content.pieces(&mut |piece| file.write_all(piece))
    }

    fn secure(&self, paths: &[PathBuf]) -> Result<(), (usize, io::Error)> {
        let (next, fault) = (AtomicUsize::new(0), Mutex::new(None::<(usize, io::Error)>));
        let fault_so_far = || fault.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(path) = paths.get(at).filter(|_| fault_so_far().is_none()) else { return };
                // Windows flushes only what may be written to.
                let safe = File::options().write(true).open(path).and_then(|file| file.sync_all());
                if let Err(error) = safe {
                    let mut first = fault_so_far();
                    if first.as_ref().is_none_or(|(before, _)| at < *before) {
                        *first = Some((at, error));
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..paths.len().min(WAITING) {
                // Where the system refuses a thread, fewer wait.
                let _ = std::thread::Builder::new().spawn_scoped(scope, wait);
            }
            wait();
        });
        fault.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    fn share(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to).or_else(|_| {
            fs::copy(from, to)?;
            let file = File::options().write(true).open(to)?;
            file.set_modified(fs::metadata(from)?.modified()?)?;
            file.sync_all()
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        patiently(|| fs::rename(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        patiently(|| fs::remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        patiently(|| fs::remove_dir_all(path))
    }

    fn settle(&self, folder: &Path) {
        if let Ok(handle) = File::open(folder) {
            // A file system that cannot do this keeps names safe in its own way, or not at all.
            let _ = handle.sync_all();
        }
    }
}

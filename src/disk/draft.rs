//! Outputs on their way: what would take much memory is written into a file without a name, on the disk of the output folder.
//!
//! Such a file is nobody else's, and the system takes it away when it is closed, also when the program dies (Windows shows it
//! as `.tmp…` until then). Where the disk refuses one, the system's own folder for temporary files is tried; where that refuses too, all stays in memory. A disk that is full by the time of writing ends the run.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::content::{Content, Drafted};

/// An output of fewer bytes than this stays in memory.
const SMALL: usize = 1 << 20;
/// Small outputs of fewer bytes than this together stay in memory: those of a plan of some hundred files.
const FEW: usize = 16 << 20;

/// A file without a name, on the disk of this folder if that can be had.
fn nameless(near: &Path) -> io::Result<File> {
    tempfile::tempfile_in(near).or_else(|_| tempfile::tempfile())
}

/// One output that is being written.
#[derive(Debug)]
pub struct Draft {
    near: PathBuf,
    buffer: Vec<u8>,
    file: Option<File>,
    /// No file can be had: all stays in the buffer.
    homeless: bool,
    written: u64,
}

impl Draft {
    /// `near`: a folder on the disk where the output will lie.
    pub fn new(near: &Path) -> Draft {
        Draft { near: near.to_path_buf(), buffer: Vec::new(), file: None, homeless: false, written: 0 }
    }

    fn spill(&mut self) -> io::Result<()> {
        if self.file.is_none() {
            match nameless(&self.near) {
                Ok(file) => self.file = Some(file),
                Err(_) => self.homeless = true,
            }
        }
        if let Some(file) = &mut self.file {
            file.write_all(&self.buffer)?;
            self.written += self.buffer.len() as u64;
            self.buffer.clear();
        }
        Ok(())
    }

    /// The finished output.
    ///
    /// # Errors
    /// When its last bytes cannot be written.
    pub fn finish(mut self) -> io::Result<Content> {
        if self.file.is_none() {
            self.buffer.shrink_to_fit();
            return Ok(self.buffer.into());
        }
        self.spill()?;
        let (file, len) = (self.file.take(), self.written);
        Ok(match file {
            Some(file) => {
                Content::Drafted(Arc::new(Drafted { file: Arc::new(Mutex::new(file)), start: 0, len }))
            }
            None => self.buffer.into(),
        })
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.buffer.len() + bytes.len() > SMALL && !self.homeless {
            self.spill()?;
        }
        self.buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Many small outputs, finished one after the other: the first ones in memory, the others together in one file.
#[derive(Debug)]
pub struct Pile {
    near: PathBuf,
    held: usize,
    file: Option<(Arc<Mutex<File>>, u64)>,
}

impl Pile {
    /// `near`: a folder on the disk where the outputs will lie.
    pub fn new(near: &Path) -> Pile {
        Pile { near: near.to_path_buf(), held: 0, file: None }
    }

    /// One more output.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, bytes: Vec<u8>) -> io::Result<Content> {
        if self.held + bytes.len() <= FEW {
            self.held += bytes.len();
            return Ok(bytes.into());
        }
        if self.file.is_none() {
            self.file = nameless(&self.near).ok().map(|file| (Arc::new(Mutex::new(file)), 0));
        }
        let Some((file, end)) = &mut self.file else { return Ok(bytes.into()) };
        let drafted = Drafted { file: Arc::clone(file), start: *end, len: bytes.len() as u64 };
        {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(io::SeekFrom::Start(*end))?;
            file.write_all(&bytes)?;
        }
        *end += drafted.len;
        Ok(Content::Drafted(Arc::new(drafted)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::path::Path;

    use super::{Content, Draft, FEW, Pile, SMALL};

    fn bytes(seed: usize, len: usize) -> Vec<u8> {
        (0..len).map(|at| (at * 31 + seed) as u8).collect()
    }

    fn drafted(near: &Path, whole: &[u8], piece: usize) -> Content {
        let mut draft = Draft::new(near);
        whole.chunks(piece).for_each(|part| draft.write_all(part).unwrap());
        draft.finish().unwrap()
    }

    /// Files of one draft that the folder shows: Windows shows one until it is closed, which deletes it.
    const WHILE_OPEN: usize = if cfg!(windows) { 1 } else { 0 };

    fn seen(folder: &Path) -> usize {
        std::fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn what_was_written_is_read_wherever_it_lies_and_nothing_stays_behind() {
        let folder = tempfile::tempdir().unwrap();
        for near in [folder.path(), Path::new("no such folder")] {
            for len in [0, 7, SMALL, SMALL + 1, 3 * SMALL + 5] {
                let whole = bytes(len, len);
                for piece in [9_999, SMALL + 77] {
                    let content = drafted(near, &whole, piece);
                    assert_eq!(content.len(), len as u64);
                    assert!(content.to_vec().unwrap() == whole, "{len} {piece}");
                    assert!(matches!(content, Content::Held(_)) == (len <= SMALL), "{len}");
                }
            }
        }
        let large = drafted(folder.path(), &bytes(1, 2 * SMALL), SMALL);
        assert_eq!(seen(folder.path()), WHILE_OPEN);
        let copy = large.clone();
        assert!(copy.is(&large) && copy.is_shared() && !copy.is(&Vec::new().into()));
        drop((large, copy));
        assert_eq!(seen(folder.path()), 0);
    }

    #[test]
    fn a_pile_keeps_its_outputs_apart() {
        let folder = tempfile::tempdir().unwrap();
        let mut pile = Pile::new(folder.path());
        let size = FEW / 3 - 5;
        let contents: Vec<Content> = (0..7).map(|nth| pile.add(bytes(nth, size + nth)).unwrap()).collect();
        drop(pile);
        let held = contents.iter().filter(|content| matches!(content, Content::Held(_))).count();
        assert_eq!(held, 3);
        for (nth, content) in contents.iter().enumerate().rev() {
            assert!(content.to_vec().unwrap() == bytes(nth, size + nth), "{nth}");
        }
        assert_eq!(seen(folder.path()), WHILE_OPEN);
        drop(contents);
        assert_eq!(seen(folder.path()), 0);
    }
}

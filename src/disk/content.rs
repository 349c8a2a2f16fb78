//! What an output holds: its bytes, or its place in a file that nobody else sees.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes read at once.
const PIECE: usize = 1 << 18;

/// The bytes of a finished output, in memory or not; a copy is the same bytes, shared.
#[derive(Debug, Clone)]
pub enum Content {
    Held(Arc<Vec<u8>>),
    Drafted(Arc<Drafted>),
}

/// Bytes in a file without a name, which is gone when the last of its parts is (see [`Draft`](super::Draft)).
#[derive(Debug)]
pub struct Drafted {
    pub(super) file: Arc<Mutex<File>>,
    pub(super) start: u64,
    pub(super) len: u64,
}

impl Content {
    pub fn len(&self) -> u64 {
        match self {
            Content::Held(bytes) => bytes.len() as u64,
            Content::Drafted(drafted) => drafted.len,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether both are one and the same in memory: a kept copy and what it is a copy of.
    pub fn is(&self, other: &Content) -> bool {
        match (self, other) {
            (Content::Held(one), Content::Held(other)) => Arc::ptr_eq(one, other),
            (Content::Drafted(one), Content::Drafted(other)) => Arc::ptr_eq(one, other),
            (Content::Held(_), Content::Drafted(_)) | (Content::Drafted(_), Content::Held(_)) => false,
        }
    }

    /// Whether others share it.
    pub fn is_shared(&self) -> bool {
        match self {
            Content::Held(bytes) => Arc::strong_count(bytes) > 1,
            Content::Drafted(drafted) => Arc::strong_count(drafted) > 1,
        }
    }

    /// All of it, in order, in pieces of any size.
    ///
    /// # Errors
    /// What `take` says; or the file cannot be read.
    pub fn pieces(&self, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        match self {
            Content::Held(bytes) => bytes.chunks(PIECE).try_for_each(take),
            Content::Drafted(drafted) => drafted.pieces(take),
        }
    }

    /// All of it in memory.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn to_vec(&self) -> io::Result<Vec<u8>> {
        let mut all = Vec::with_capacity(usize::try_from(self.len()).unwrap_or_default());
        self.pieces(&mut |piece| {
            all.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(all)
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Content {
        Content::Held(Arc::new(bytes))
    }
}

impl Drafted {
    fn pieces(&self, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let size = usize::try_from(self.len).map_or(PIECE, |len| len.min(PIECE));
        let mut piece = vec![0; size];
        let mut done = 0;
        while done < self.len {
            let now = usize::try_from(self.len - done).map_or(size, |left| left.min(size));
            {
                // Another part of the same file may have been read in between, by another thread.
                let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(self.start + done))?;
                file.read_exact(&mut piece[..now])?;
            }
            take(&piece[..now])?;
            done += now as u64;
        }
        Ok(())
    }
}

//! SHA-256 of files, as the manifest and every origin name it.

use std::io;

use sha2::{Digest, Sha256};

use crate::disk::Content;

/// Lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The same of an output, wherever it lies.
///
/// # Errors
/// When it cannot be read.
pub fn sha256_of(content: &Content) -> io::Result<String> {
    let mut digest = Sha256::new();
    content.pieces(&mut |piece| {
        digest.update(piece);
        Ok(())
    })?;
    Ok(hex(&digest.finalize()))
}

/// One digest over many named texts, in the order given.
pub fn sha256_of_texts<'a>(texts: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    let mut digest = Sha256::new();
    for (name, text) in texts {
        digest.update(name.as_bytes());
        digest.update(text.as_bytes());
    }
    hex(&digest.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

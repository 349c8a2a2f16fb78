//! SHA-256 of files, as the manifest and every origin name it.

use sha2::{Digest, Sha256};

/// Lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
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

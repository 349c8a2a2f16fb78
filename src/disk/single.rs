//! One file that the user named, whole.

use std::path::Path;

use anyhow::{Context, Result};

/// Reads a file.
///
/// # Errors
/// When it cannot be read.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("Không đọc được tệp “{}”", path.display()))
}

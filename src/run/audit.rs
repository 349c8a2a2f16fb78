//! `audit`: a PDF held against the layout rules of the Decree.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::answer::Answer;
use super::look::Desk;

/// STUB
pub fn audit(_desk: &Desk<'_>, _files: &[PathBuf]) -> Result<Answer> {
    bail!("Lệnh này chưa có")
}

//! `inspect`: what the reader sees in any workbook.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::answer::Answer;
use super::look::Desk;

/// STUB
pub fn inspect(_desk: &Desk<'_>, _files: &[PathBuf]) -> Result<Answer> {
    bail!("Lệnh này chưa có")
}

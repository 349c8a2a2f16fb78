//! `watch`: rebuild on change.

use std::path::Path;

use anyhow::{Result, bail};

use super::answer::Answer;
use super::look::Desk;

/// STUB
pub fn watch(_desk: &Desk<'_>, _plan: &str, _output: &Path) -> Result<Answer> {
    bail!("Lệnh này chưa có")
}

//! `forms`: one ready-made workbook per department.

use std::path::Path;

use anyhow::{Result, bail};

use super::answer::Answer;
use super::look::Desk;

/// STUB
pub fn forms(_desk: &Desk<'_>, _plan: &str, _output: Option<&Path>) -> Result<Answer> {
    bail!("Lệnh này chưa có")
}

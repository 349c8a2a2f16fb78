//! `schedule`: a unit for the system's own scheduler.

use anyhow::{Result, bail};

use super::answer::Answer;
use super::look::Desk;

/// STUB
pub fn schedule(_desk: &Desk<'_>, _plan: &str, _at: &str, _system: &str) -> Result<Answer> {
    bail!("Lệnh này chưa có")
}

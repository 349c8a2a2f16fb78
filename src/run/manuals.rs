//! `completions` and `man`: what the command line says of itself.

use anyhow::{Result, bail};

use super::answer::Answer;
use super::look::Desk;

/// STUB
pub fn completions(_desk: &Desk<'_>, _shell: &str) -> Result<Answer> {
    bail!("Lệnh này chưa có")
}

/// STUB
pub fn man(_desk: &Desk<'_>) -> Result<Answer> {
    bail!("Lệnh này chưa có")
}

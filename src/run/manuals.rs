//! `completions` and `man`: what the command line says of itself.

use anyhow::{Result, anyhow};

use super::answer::Answer;
use super::look::Desk;
use crate::cli;

/// The script with which a shell completes our commands.
///
/// # Errors
/// When the shell is none that we know.
pub fn completions(_desk: &Desk<'_>, shell: &str) -> Result<Answer> {
    let out = cli::completions(shell).ok_or_else(|| anyhow!("Không có gợi ý lệnh cho shell “{shell}”"))?;
    Ok(Answer { out, ..Answer::default() })
}

/// The manual page, in roff.
///
/// # Errors
/// Never; as all commands.
pub fn man(_desk: &Desk<'_>) -> Result<Answer> {
    Ok(Answer { out: cli::man(), ..Answer::default() })
}

//! `init`: a new plan folder, or next year's.

use std::path::Path;

use anyhow::{Result, bail};

use super::answer::Answer;
use super::look::Desk;

/// STUB
pub fn init(
    _desk: &Desk<'_>,
    _folder: &Path,
    _year: Option<i32>,
    _from: Option<&str>,
    _profile: Option<&str>,
) -> Result<Answer> {
    bail!("Lệnh này chưa có")
}

//! Which folders are plans: those that hold a `tonghop.toml`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The file that makes a folder a plan.
pub const SETTINGS: &str = "tonghop.toml";

/// Every plan folder directly under `root`, by name.
///
/// # Errors
/// When the folder is not there, or holds no plan.
pub fn plans(root: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(root)
        .with_context(|| format!("Không mở được thư mục kế hoạch “{}”", root.display()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.join(SETTINGS).is_file())
        .collect();
    found.sort();
    if found.is_empty() {
        bail!("Thư mục “{}” không có kế hoạch nào (thư mục con có tệp {SETTINGS})", root.display());
    }
    Ok(found)
}

/// A plan named on the command line: a folder, or the name of a folder under `root`.
///
/// # Errors
/// When neither is a plan; names the plans that there are.
pub fn find_plan(root: &Path, name: &str) -> Result<PathBuf> {
    for candidate in [PathBuf::from(name), root.join(name)] {
        if candidate.join(SETTINGS).is_file() {
            return Ok(candidate);
        }
    }
    if Path::new(name).is_dir() {
        bail!("Thư mục “{name}” không có tệp {SETTINGS}, nên không phải là thư mục kế hoạch");
    }
    let known: Vec<String> = plans(root)
        .unwrap_or_default()
        .iter()
        .filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()))
        .collect();
    if known.is_empty() {
        bail!("Không tìm thấy kế hoạch “{name}”");
    }
    bail!("Không tìm thấy kế hoạch “{name}”; các kế hoạch hiện có: {}", known.join(", "))
}

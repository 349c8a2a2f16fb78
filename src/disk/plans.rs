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
/// When neither is a plan: names the file that is missing and what to do, or the plans that there are.
pub fn find_plan(root: &Path, name: &str) -> Result<PathBuf> {
    let candidates = [PathBuf::from(name), root.join(name)];
    if let Some(plan) = candidates.iter().find(|folder| folder.join(SETTINGS).is_file()) {
        return Ok(plan.clone());
    }
    if let Some(folder) = candidates.iter().find(|folder| folder.is_dir()) {
        bail!(
            "Thư mục “{}” không có tệp {SETTINGS} nên không phải là thư mục kế hoạch; {}",
            folder.display(),
            remedy(folder)
        );
    }
    match names(root) {
        known if known.is_empty() => bail!("Không tìm thấy kế hoạch “{name}”"),
        known => bail!("Không tìm thấy kế hoạch “{name}”; các kế hoạch hiện có: {}", known.join(", ")),
    }
}

/// What whoever named this folder may do. `init` writes into no folder that holds something.
fn remedy(folder: &Path) -> String {
    let below = names(folder);
    if !below.is_empty() {
        return format!("các kế hoạch trong đó: {}", below.join(", "));
    }
    if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) {
        return format!("lập kế hoạch ở đó bằng lệnh: tonghop init \"{}\"", folder.display());
    }
    "lập thư mục kế hoạch mới bằng lệnh tonghop init (xem: tonghop init --help), rồi chép các bản nộp vào thư mục nop của nó"
        .to_owned()
}

/// The names of all plans directly under `root`.
fn names(root: &Path) -> Vec<String> {
    let plans = plans(root).unwrap_or_default();
    plans.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned()).collect()
}

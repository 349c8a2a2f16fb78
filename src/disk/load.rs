//! One plan folder into memory: settings, catalogue, submissions. Inputs are only ever read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::kept::Kept;
use super::plans::SETTINGS;
use crate::domain::submission::ReceivedFile;

/// How deep folders under `nop/` are followed; rounds need one, a careless copy a few more.
const DEPTH: usize = 6;

/// A plan folder's files as bytes, nothing interpreted.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// Name of the folder.
    pub plan: String,
    pub folder: PathBuf,
    pub settings: String,
    pub catalogue: Option<ReceivedFile>,
    /// What the office decided, if it did.
    pub decisions: Option<ReceivedFile>,
    /// Submissions, by path.
    pub files: Vec<ReceivedFile>,
    /// Earlier drafts; nowhere unless whoever loads says where.
    pub kept: Kept,
}

/// Reads a plan folder.
///
/// # Errors
/// When the folder, its settings or a submission cannot be read, or the settings are not UTF-8.
pub fn load(folder: &Path) -> Result<Inputs> {
    let plan = plan_name(folder)?;
    let settings = read_text(&folder.join(SETTINGS))?;
    let catalogue = optional(folder, "danh-muc.xlsx")?;
    let decisions = optional(folder, "quyet-dinh.xlsx")?;
    let mut files = Vec::new();
    walk(folder, "nop", DEPTH, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let folder = folder.to_path_buf();
    Ok(Inputs { plan, folder, settings, catalogue, decisions, files, kept: Kept::default() })
}

/// The same, with the drafts kept in the plan's output folder.
///
/// # Errors
/// As [`load`].
pub fn load_with_drafts(folder: &Path, output: &Path) -> Result<Inputs> {
    let inputs = load(folder)?;
    Ok(Inputs { kept: Kept::of(&output.join(&inputs.plan)), ..inputs })
}

/// The plan's name: its folder's, whatever way led there.
///
/// # Errors
/// When there is no such folder, or it has no name.
pub fn plan_name(folder: &Path) -> Result<String> {
    let full = folder
        .canonicalize()
        .with_context(|| format!("Không tìm thấy thư mục kế hoạch “{}”", folder.display()))?;
    match full.file_name() {
        Some(name) => Ok(name.to_string_lossy().into_owned()),
        None => bail!("Thư mục “{}” không có tên, không dùng làm kế hoạch được", folder.display()),
    }
}

fn read_text(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("Không đọc được tệp “{}”", path.display()))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow::anyhow!("Tệp “{}” không phải văn bản UTF-8", path.display()))?;
    // Notepad on Windows puts a byte-order mark first.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn optional(folder: &Path, name: &str) -> Result<Option<ReceivedFile>> {
    let path = folder.join(name);
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some(ReceivedFile { path: name.to_owned(), bytes: read_bytes(&path)? }))
}

/// One file that the user named.
///
/// # Errors
/// When it cannot be read.
pub fn read_file(path: &Path) -> Result<Arc<[u8]>> {
    read_bytes(path)
}

fn read_bytes(path: &Path) -> Result<Arc<[u8]>> {
    let bytes = std::fs::read(path).with_context(|| format!("Không đọc được tệp “{}”", path.display()))?;
    Ok(bytes.into())
}

/// What a spreadsheet program keeps while a file is open in it; Windows lets nobody else read it.
fn is_lock(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("~$") || name.starts_with(".~lock.")
}

/// Follows folders but not links, so that a link to a parent cannot loop.
fn walk(folder: &Path, below: &str, depth: usize, files: &mut Vec<ReceivedFile>) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder.join(below)) else { return Ok(()) };
    for entry in entries {
        let entry = entry.with_context(|| format!("Không liệt kê được thư mục “{below}”"))?;
        let path = format!("{below}/{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().with_context(|| format!("Không đọc được “{path}”"))?;
        if kind.is_dir() && depth > 0 {
            walk(folder, &path, depth - 1, files)?;
        } else if kind.is_file() {
            let bytes = if is_lock(&path) { Arc::from([]) } else { read_bytes(&entry.path())? };
            files.push(ReceivedFile { bytes, path });
        }
    }
    Ok(())
}

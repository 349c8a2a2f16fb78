//! A new plan folder: written whole beside its place, then renamed into it; an old one is never touched.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::content::Content;
use super::publish::Output;

/// Writes a new folder with these files; a path that ends in `/` is an empty folder.
///
/// # Errors
/// When the folder is there already and holds anything, or cannot be written.
pub fn plant(folder: &Path, outputs: &[Output]) -> Result<()> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        bail!("“{}” đã có; chương trình không ghi đè lên thư mục đã có nội dung", folder.display());
    }
    let Some(name) = folder.file_name() else {
        bail!("“{}” không phải là tên thư mục dùng được", folder.display());
    };
    let stage = folder.with_file_name(format!(".{}.dang-lap", name.to_string_lossy()));
    let made = fill(&stage, outputs).and_then(|()| {
        // An empty folder may stand in the place; it gives way.
        let _ = fs::remove_dir(folder);
        fs::rename(&stage, folder).with_context(|| format!("Không đặt được thư mục “{}”", folder.display()))
    });
    if made.is_err() {
        let _ = fs::remove_dir_all(&stage);
    }
    made
}

fn fill(stage: &Path, outputs: &[Output]) -> Result<()> {
    if stage.exists() {
        fs::remove_dir_all(stage).with_context(|| format!("Không dọn được “{}”", stage.display()))?;
    }
    for output in outputs {
        let path = stage.join(&output.path);
        let parent = if output.path.ends_with('/') { Some(path.as_path()) } else { path.parent() };
        if let Some(parent) = parent {
            fs::create_dir_all(parent)
                .with_context(|| format!("Không tạo được thư mục “{}”", parent.display()))?;
        }
        if !output.path.ends_with('/') {
            write(&path, &output.content)
                .with_context(|| format!("Không ghi được tệp “{}”", path.display()))?;
        }
    }
    Ok(())
}

fn write(path: &Path, content: &Content) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    content.pieces(&mut |piece| file.write_all(piece))
}

/// A file of a plan folder that need not be there.
///
/// # Errors
/// When it is there and cannot be read.
pub fn spare(folder: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let path = folder.join(name);
    if !path.is_file() {
        return Ok(None);
    }
    fs::read(&path).map(Some).with_context(|| format!("Không đọc được tệp “{}”", path.display()))
}

#[cfg(test)]
mod tests {
    use super::plant;
    use crate::disk::Output;

    #[test]
    fn a_new_folder_appears_whole_and_an_old_one_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("moi/ke-hoach");
        let output = |path: &str| Output { path: path.into(), content: b"x".to_vec().into() };
        plant(&folder, &[output("tonghop.toml"), output("nop/")]).unwrap();
        assert!(folder.join("nop").is_dir() && folder.join("tonghop.toml").is_file());
        assert!(plant(&folder, &[output("khac.toml")]).is_err());
        assert!(!folder.join("khac.toml").exists());
        assert_eq!(std::fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1);
    }
}

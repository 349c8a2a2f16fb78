//! Templates, stylesheets and fonts: the plan's own first, then the office's, then those inside the program.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

/// A file's name and its bytes.
pub type NamedBytes = (String, Arc<[u8]>);

/// Texts and faces to print with.
#[derive(Debug, Clone)]
pub struct Stock {
    /// Template name (`ke-hoach`, `chung/dau-van-ban`) → text.
    pub templates: BTreeMap<String, String>,
    /// Stylesheet name (`nghi-dinh-30`) → text.
    pub stylesheets: BTreeMap<String, String>,
    /// Font file name and bytes.
    pub fonts: Vec<NamedBytes>,
}

macro_rules! inside {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../", $folder, "/", $name)) as &[u8])),*]
    };
}

/// What travels inside the program, so that it runs from any folder.
const TEMPLATES: &[(&str, &[u8])] = inside!("templates":
    "bao-cao.hbs",
    "chung/bang-chi-tieu.hbs",
    "chung/bang-nhiem-vu.hbs",
    "chung/bieu-ban-nop.hbs",
    "chung/bieu-chi-tieu.hbs",
    "chung/bieu-danh-gia.hbs",
    "chung/bieu-do.hbs",
    "chung/bieu-nhiem-vu.hbs",
    "chung/bieu-thay-doi.hbs",
    "chung/bieu-y-kien.hbs",
    "chung/bang-y-kien.hbs",
    "chung/bieu-theo-doi.hbs",
    "chung/dong-thay-doi.hbs",
    "chung/can-cu.hbs",
    "chung/chu-ky.hbs",
    "chung/con-thieu.hbs",
    "chung/danh-sach-chi-tieu.hbs",
    "chung/danh-sach-nhiem-vu.hbs",
    "chung/dau-chi.hbs",
    "chung/dau-van-ban.hbs",
    "chung/doan.hbs",
    "chung/ket-qua-danh-gia.hbs",
    "chung/hinh-bieu-do.hbs",
    "chung/kem-theo.hbs",
    "chung/kinh-gui.hbs",
    "chung/noi-nhan.hbs",
    "chung/phu-luc-dau.hbs",
    "chung/phu-luc-dau-nam.hbs",
    "chung/so-thay-doi.hbs",
    "chung/ten-loai.hbs",
    "chung/trang.hbs",
    "chung/trich-yeu-cong-van.hbs",
    "chuong-trinh.hbs",
    "cong-van-don-doc.hbs",
    "cong-van.hbs",
    "dang/bieu-chi-tieu.hbs",
    "dang/bieu-do.hbs",
    "dang/bieu-nhiem-vu.hbs",
    "dang/can-cu.hbs",
    "dang/chu-ky.hbs",
    "dang/dau-van-ban.hbs",
    "dang/kem-theo.hbs",
    "dang/kinh-trinh.hbs",
    "dang/phu-luc-dau.hbs",
    "dang/phu-luc-dau-nam.hbs",
    "dang/ten-loai.hbs",
    "dang/trang.hbs",
    "ke-hoach-dang.hbs",
    "ke-hoach.hbs",
    "nghi-dinh-30.css",
    "to-trinh-dang.hbs",
    "to-trinh.hbs",
    "huong-dan-05.css",
    "phieu-tra-lai.css",
    "phieu-tra-lai.hbs",
    "tiep-thu-giai-trinh.hbs",
);

const FONTS: &[(&str, &[u8])] = inside!("fonts":
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationSerif-BoldItalic.ttf",
);

/// Gathers the stock for a plan: `<plan>/templates` over `./templates` over the program's own;
/// fonts as `tonghop.toml` names them (relative to the plan, then to `./fonts`), else Times New Roman
/// dropped into `./fonts`, else the program's own.
///
/// # Errors
/// When a named font is not found, or a template is not UTF-8.
pub fn stock(folder: &Path, base: &Path, fonts: &[String]) -> Result<Stock> {
    let mut stock = Stock { templates: BTreeMap::new(), stylesheets: BTreeMap::new(), fonts: Vec::new() };
    for (name, bytes) in TEMPLATES {
        add(&mut stock, name, bytes.to_vec())?;
    }
    for place in [base.join("templates"), folder.join("templates")] {
        add_folder(&mut stock, &place, "")?;
    }
    stock.fonts = match fonts {
        [] => office_fonts(base)?.unwrap_or_else(own_fonts),
        named => named.iter().map(|name| named_font(folder, base, name)).collect::<Result<_>>()?,
    };
    Ok(stock)
}

fn add_folder(stock: &mut Stock, place: &Path, prefix: &str) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(place) else { return Ok(()) };
    let mut entries: Vec<_> = entries.filter_map(|entry| entry.ok()).collect();
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() && prefix.is_empty() {
            add_folder(stock, &path, &format!("{name}/"))?;
        } else if path.is_file() {
            let bytes =
                std::fs::read(&path).with_context(|| format!("Không đọc được mẫu “{}”", path.display()))?;
            add(stock, &name, bytes)?;
        }
    }
    Ok(())
}

fn add(stock: &mut Stock, name: &str, bytes: Vec<u8>) -> Result<()> {
    let shelf = match name.rsplit_once('.') {
        Some((stem, "hbs")) => Some((stem, &mut stock.templates)),
        Some((stem, "css")) => Some((stem, &mut stock.stylesheets)),
        _ => None,
    };
    if let Some((stem, shelf)) = shelf {
        let text =
            String::from_utf8(bytes).map_err(|_| anyhow::anyhow!("Mẫu “{name}” không phải văn bản UTF-8"))?;
        shelf.insert(stem.to_owned(), text);
    }
    Ok(())
}

fn own_fonts() -> Vec<NamedBytes> {
    FONTS.iter().map(|(name, bytes)| ((*name).to_owned(), Arc::from(*bytes))).collect()
}

/// Times New Roman under Windows' own file names, all four or nothing.
fn office_fonts(base: &Path) -> Result<Option<Vec<NamedBytes>>> {
    let names = ["times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"];
    let paths = names.map(|name| base.join("fonts").join(name));
    if !paths.iter().all(|path| path.is_file()) {
        return Ok(None);
    }
    let read = |path: &std::path::PathBuf| -> Result<NamedBytes> {
        let bytes =
            std::fs::read(path).with_context(|| format!("Không đọc được phông chữ “{}”", path.display()))?;
        Ok((path.display().to_string(), bytes.into()))
    };
    paths.iter().map(read).collect::<Result<Vec<_>>>().map(Some)
}

fn named_font(folder: &Path, base: &Path, name: &str) -> Result<NamedBytes> {
    for path in [folder.join(name), base.join("fonts").join(name), base.join(name)] {
        if path.is_file() {
            let bytes = std::fs::read(&path)
                .with_context(|| format!("Không đọc được phông chữ “{}”", path.display()))?;
            return Ok((name.to_owned(), bytes.into()));
        }
    }
    bail!(
        "Không tìm thấy phông chữ “{name}” nêu trong tonghop.toml (đã tìm trong thư mục kế hoạch và thư mục fonts)"
    )
}

#[cfg(test)]
mod tests {
    use super::{TEMPLATES, stock};
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn every_bundled_template_travels_inside_the_program() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut there = BTreeSet::new();
        for folder in ["", "chung/", "dang/"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let entry = entry.unwrap();
                if entry.path().is_file() {
                    there.insert(format!("{folder}{}", entry.file_name().to_string_lossy()));
                }
            }
        }
        let inside: BTreeSet<String> = TEMPLATES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(there, inside);
    }

    #[test]
    fn the_plans_own_template_goes_first_and_a_named_font_must_exist() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("templates");
        std::fs::create_dir_all(&own).unwrap();
        std::fs::write(own.join("ke-hoach.hbs"), "của mình").unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let found = stock(folder.path(), elsewhere.path(), &[]).unwrap();
        assert_eq!(found.templates["ke-hoach"], "của mình");
        assert!(found.templates.contains_key("chung/chu-ky"));
        assert_eq!(found.fonts.len(), 4);
        let error = stock(folder.path(), elsewhere.path(), &["khong-co.ttf".into()]).unwrap_err();
        assert!(error.to_string().contains("khong-co.ttf"));
    }
}

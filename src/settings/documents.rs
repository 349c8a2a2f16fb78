//! The documents to print: `[[van-ban]]`.

use super::error::SettingsError;
use super::toml_table::Table;
use crate::domain::{DocumentSpec, Signature};

/// The stylesheet of a state document.
const STYLESHEET: &str = "nghi-dinh-30";

/// All documents in order; names are unique, since each is the name of a file.
pub(super) fn documents(tables: Vec<Table>) -> Result<Vec<DocumentSpec>, SettingsError> {
    let mut documents: Vec<DocumentSpec> = Vec::new();
    for table in tables {
        let place = table.place();
        let document = document(table)?;
        if documents.iter().any(|other| other.name == document.name) {
            return Err(place.error("van-ban.ten", format!("Hai văn bản cùng tên “{}”.", document.name)));
        }
        documents.push(document);
    }
    Ok(documents)
}

fn document(mut table: Table) -> Result<DocumentSpec, SettingsError> {
    let name = file_name(&mut table, "ten")?;
    let template = file_name(&mut table, "mau")?;
    let texts = match table.table("noi-dung")? {
        Some(texts) => texts.free()?.into_iter().collect(),
        None => Default::default(),
    };
    let stylesheet = match table.text("giao-dien")? {
        Some(_) => file_name(&mut table, "giao-dien")?,
        None => STYLESHEET.to_owned(),
    };
    let document = DocumentSpec {
        name,
        template,
        kind: table.words("ten-loai")?,
        kind_symbol: table.words("ky-hieu")?,
        subject: table.words("trich-yeu")?,
        addressees: table.texts("kinh-gui")?,
        grounds: table.texts("can-cu")?,
        recipients: table.texts("noi-nhan")?,
        archive: table.words("luu")?,
        signature: Signature { lines: table.texts("nguoi-ky")?, name: table.words("ho-ten")? },
        texts,
        stylesheet,
        attach: table.flag("dinh-kem")?,
    };
    table.finish()?;
    Ok(document)
}

/// A required name that becomes the name of a file, here and on Windows.
fn file_name(table: &mut Table, key: &'static str) -> Result<String, SettingsError> {
    let (name, place) = table.text(key)?.ok_or_else(|| table.missing(key))?;
    let good = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if good && !name.is_empty() && name.len() <= 100 {
        return Ok(name);
    }
    Err(place
        .error(&table.name(key), format!("Tên “{name}” chỉ được gồm chữ không dấu, chữ số, dấu - và _.")))
}

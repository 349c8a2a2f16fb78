//! The documents to print: `[[van-ban]]`.

use super::error::SettingsError;
use super::office;
use super::toml_table::Table;
use crate::domain::settings::PerUnit;
use crate::domain::{AppendixForm, DocumentSpec, Issue, Office, Signature, Spelling, Urgency};

/// The stylesheet of a state document.
const STYLESHEET: &str = "nghi-dinh-30";

const URGENCIES: [(&str, Urgency); 3] =
    [("khan", Urgency::Urgent), ("thuong-khan", Urgency::VeryUrgent), ("hoa-toc", Urgency::Express)];
const APPENDIX_FORMS: [(&str, AppendixForm); 2] =
    [("giay", AppendixForm::Paper), ("dien-tu", AppendixForm::Electronic)];
const PER_UNIT: [(&str, PerUnit); 2] = [("cham", PerUnit::Behind), ("chua-gui", PerUnit::Missing)];
const SPELLINGS: [(&str, Spelling); 2] = [("cu", Spelling::Old), ("moi", Spelling::New)];

/// All documents in order; names are unique, since each is the name of a file.
pub(super) fn documents(tables: Vec<Table>, own: &Office) -> Result<Vec<DocumentSpec>, SettingsError> {
    let mut documents: Vec<DocumentSpec> = Vec::new();
    for table in tables {
        let place = table.place();
        let document = document(table, own)?;
        if documents.iter().any(|other| other.name == document.name) {
            return Err(place.error("van-ban.ten", format!("Hai văn bản cùng tên “{}”.", document.name)));
        }
        documents.push(document);
    }
    Ok(documents)
}

fn document(mut table: Table, own: &Office) -> Result<DocumentSpec, SettingsError> {
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
    let office = table.table("co-quan")?.map(|table| office::office(table, own)).transpose()?;
    let issue = table.table("ban-hanh")?.map(issue).transpose()?.unwrap_or_default();
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
        signature: Signature {
            lines: table.texts("nguoi-ky")?,
            titles: table.texts("chuc-vu")?,
            name: table.words("ho-ten")?,
        },
        texts,
        stylesheet,
        attach: table.flag("dinh-kem")?,
        urgency: table.choice("khan", &URGENCIES)?,
        circulation: table.words("pham-vi")?,
        contact: table.texts("dia-chi")?,
        typist: table.words("nguoi-soan")?,
        appendix_form: table.choice("phu-luc", &APPENDIX_FORMS)?.unwrap_or_default(),
        issue,
        spelling: table.choice("chinh-ta", &SPELLINGS)?,
        per_unit: table.choice("gui-tung-don-vi", &PER_UNIT)?,
        unit: String::new(),
        office,
    };
    table.finish()?;
    Ok(document)
}

/// `[van-ban.ban-hanh]`: what the văn thư gave.
fn issue(mut table: Table) -> Result<Issue, SettingsError> {
    let number = match table.whole("so")? {
        None => None,
        Some((number, place)) => {
            Some(u32::try_from(number).ok().filter(|number| *number > 0).ok_or_else(|| {
                place.error(&table.name("so"), format!("Số văn bản {number} không hợp lệ."))
            })?)
        }
    };
    let date = table.date("ngay")?;
    table.finish()?;
    Ok(Issue { number, date })
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

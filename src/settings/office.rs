//! The issuing body: `[co-quan]`, and `[van-ban.co-quan]` where a document has another.

use std::collections::BTreeMap;

use super::error::SettingsError;
use super::toml_table::Table;
use crate::domain::Office;

/// The office that a table describes; what it leaves out is as in `base`.
pub(super) fn office(mut table: Table, base: &Office) -> Result<Office, SettingsError> {
    let superior = lines(&mut table, "cap-tren", &base.superior)?;
    let organ = lines(&mut table, "ten", &base.organ)?;
    if organ.is_empty() {
        return Err(table.missing("ten"));
    }
    let words = match table.table("tu")? {
        Some(words) => words.free()?.into_iter().map(|(name, texts)| (name, texts.join("\n"))).collect(),
        None => BTreeMap::new(),
    };
    let mut word = |key, base: &String| -> Result<String, SettingsError> {
        Ok(table.text(key)?.map_or_else(|| base.clone(), |(text, _)| text))
    };
    let office = Office {
        superior,
        organ_name: word("ten-day-du", &base.organ_name)?,
        organ,
        symbol: word("ky-hieu", &base.symbol)?,
        place: word("dia-danh", &base.place)?,
        territory: word("dia-ban", &base.territory)?,
        territory_kind: word("loai-dia-ban", &base.territory_kind)?,
        drafter: word("don-vi-soan-thao", &base.drafter)?,
        drafter_symbol: word("ky-hieu-soan-thao", &base.drafter_symbol)?,
        reviewer: word("noi-xem-xet", &base.reviewer)?,
        words: base.words.clone().into_iter().chain(words).collect(),
    };
    table.finish()?;
    Ok(office)
}

/// A list as given, also an empty one; as in `base` where the key is not there.
fn lines(table: &mut Table, key: &'static str, base: &[String]) -> Result<Vec<String>, SettingsError> {
    let there = table.has(key);
    let given = table.texts(key)?;
    Ok(if there { given } else { base.to_vec() })
}

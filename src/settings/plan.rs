//! The plan itself: title, year, draft mark, office, fonts, limits.

use chrono::NaiveTime;

use super::error::SettingsError;
use super::toml_table::{Table, parse};
use super::{columns, documents, office, severities};
use crate::domain::date::clock_time;
use crate::domain::settings::Limits;
use crate::domain::{Catalogue, DraftMark, Office, Settings};

/// Years that a plan can be of.
const YEARS: std::ops::RangeInclusive<i64> = 1945..=2200;

/// Numbers that a draft can have; rounds of submissions have the same.
const DRAFTS: std::ops::Range<u32> = 1..1000;

/// The settings that tonghop.toml gives; the catalogue is still empty.
pub(super) fn plan(plan: &str, text: &str) -> Result<Settings, SettingsError> {
    let document = parse(text)?;
    let mut root = Table::root(text, &document);
    let title = root.text("ten")?.map(|(title, _)| title).ok_or_else(|| root.missing("ten"))?;
    let year = match root.whole("nam")? {
        Some((year, _)) if YEARS.contains(&year) => year as i32,
        Some((year, place)) => {
            return Err(place.error("nam", format!("Năm kế hoạch {year} không hợp lệ.")));
        }
        None => return Err(root.missing("nam")),
    };
    let draft = draft(&mut root)?;
    let deadline = root.date("han-nop")?;
    let schedule = schedule(&mut root)?;
    let remark = root.words("ghi-chu")?;
    let office = match root.table("co-quan")? {
        Some(table) => office::office(table, &Office::default())?,
        None => return Err(root.missing("co-quan")),
    };
    let columns = columns::columns(root.tables("cot")?, year)?;
    let comparisons = columns::comparisons(root.tables("so-sanh")?, &columns)?;
    let documents = documents::documents(root.tables("van-ban")?.unwrap_or_default(), &office)?;
    let fonts = fonts(root.table("phong-chu")?)?;
    let limits = limits(root.table("gioi-han")?)?;
    let severities = severities::severities(root.table("muc-do")?)?;
    root.finish()?;
    Ok(Settings {
        plan: plan.to_owned(),
        title,
        year,
        office,
        draft,
        columns,
        comparisons,
        documents,
        catalogue: Catalogue::default(),
        deadline,
        schedule,
        fonts,
        limits,
        remark,
        severities,
    })
}

/// `lich = "07:00"`.
fn schedule(root: &mut Table) -> Result<Option<NaiveTime>, SettingsError> {
    let Some((text, place)) = root.text("lich")? else { return Ok(None) };
    match clock_time(&text) {
        Some(time) => Ok(Some(time)),
        None => Err(place.error("lich", format!("Giờ “{text}” không hợp lệ; viết ví dụ “07:00”."))),
    }
}

/// The mark of a draft, where it stands, and the draft's number.
fn draft(root: &mut Table) -> Result<DraftMark, SettingsError> {
    const PLACES: [(&str, bool); 2] = [("le-tren", false), ("duoi-so", true)];
    let text = root.words("du-thao")?;
    let under_number = root.choice("vi-tri-du-thao", &PLACES)?.unwrap_or(false);
    let number = match root.whole("lan-du-thao")? {
        None => 1,
        Some((number, place)) => {
            u32::try_from(number).ok().filter(|number| DRAFTS.contains(number)).ok_or_else(|| {
                place.error(
                    "lan-du-thao",
                    format!("Khóa “lan-du-thao” phải là số nguyên từ 1 đến 999, đang là {number}."),
                )
            })?
        }
    };
    Ok(DraftMark { text, under_number, number })
}

/// No font files, or the four of a family: regular, bold, italic, bold italic.
fn fonts(table: Option<Table>) -> Result<Vec<String>, SettingsError> {
    let Some(mut table) = table else {
        return Ok(Vec::new());
    };
    let files = table.texts("tep")?;
    let name = table.name("tep");
    let place = table.place();
    table.finish()?;
    match files.len() {
        0 | 4 => Ok(files),
        count => Err(place.error(&name, format!("Khóa “{name}” cần đủ bốn tệp phông (thường, đậm, nghiêng, đậm nghiêng) hoặc để trống; đang có {count}."))),
    }
}

fn limits(table: Option<Table>) -> Result<Limits, SettingsError> {
    let mut limits = Limits::default();
    let Some(mut table) = table else {
        return Ok(limits);
    };
    if let Some(megabytes) = positive(&mut table, "dung-luong-mb", 1 << 20)? {
        limits.file_bytes = megabytes << 20;
    }
    if let Some(megabytes) = positive(&mut table, "giai-nen-mb", 1 << 20)? {
        limits.unzipped_bytes = megabytes << 20;
    }
    if let Some(cells) = positive(&mut table, "so-o", 1 << 32)? {
        limits.cells = usize::try_from(cells).unwrap_or(usize::MAX);
    }
    if let Some(bytes) = positive(&mut table, "do-dai-chuoi", 1 << 31)? {
        limits.text_bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    }
    if let Some(ratio) = positive(&mut table, "ty-le-nen", 1 << 20)? {
        limits.ratio = ratio;
    }
    if let Some(parts) = positive(&mut table, "so-thanh-phan", 1 << 24)? {
        limits.parts = usize::try_from(parts).unwrap_or(usize::MAX);
    }
    if let Some(depth) = positive(&mut table, "do-long", 1 << 20)? {
        limits.depth = usize::try_from(depth).unwrap_or(usize::MAX);
    }
    if let Some(seconds) = positive(&mut table, "so-giay", 86_400)? {
        limits.seconds = seconds;
    }
    if let Some(megabytes) = positive(&mut table, "bo-nho-mb", 1 << 20)? {
        limits.memory_bytes = megabytes << 20;
    }
    table.finish()?;
    Ok(limits)
}

fn positive(table: &mut Table, key: &'static str, most: i64) -> Result<Option<u64>, SettingsError> {
    let Some((number, place)) = table.whole(key)? else {
        return Ok(None);
    };
    let name = table.name(key);
    let wrong = || place.error(&name, format!("Khóa “{name}” phải là số nguyên từ 1 đến {most}."));
    if number > most {
        return Err(wrong());
    }
    u64::try_from(number).ok().filter(|number| *number > 0).map(Some).ok_or_else(wrong)
}

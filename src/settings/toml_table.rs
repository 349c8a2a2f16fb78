//! tonghop.toml as tables that know their keys: each value is taken once by type, what is left is unknown.

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::SettingsError;
use super::near_key::near_key;

/// One table: its path, the text it stands in, and the keys asked for so far.
pub(super) struct Table<'t> {
    text: &'t str,
    path: String,
    content: &'t DeTable<'t>,
    asked: Vec<&'static str>,
    start: usize,
}

/// A value with the place where it stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    text: &'t str,
    offset: usize,
}

impl Place<'_> {
    /// A failure at this place.
    pub(super) fn error(self, key: &str, message: impl Into<String>) -> SettingsError {
        let before = self.text.get(..self.offset).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        SettingsError { line: Some(line), key: Some(key.to_owned()), message: message.into() }
    }
}

/// Parses the text; a fault of syntax is told with its line.
pub(super) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, SettingsError> {
    DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        let mut failure = Place { text, offset }.error("", syntax(error.message()));
        failure.key = None;
        failure
    })
}

/// The parser's English words in Vietnamese, as far as an office can act on them.
fn syntax(message: &str) -> String {
    let why = if message.contains("duplicate key") {
        "một khóa hoặc một mục được ghi hai lần"
    } else if message.contains("string") || message.contains("quote") {
        "chuỗi ký tự phải nằm trong cặp dấu nháy kép \"…\""
    } else if message.contains("array") {
        "danh sách phải nằm trong cặp dấu ngoặc vuông […], các phần tử cách nhau bằng dấu phẩy"
    } else {
        "cần dạng khóa = giá trị, hoặc [tên mục]"
    };
    format!("Sai cú pháp TOML: {why}.")
}

impl<'t> Table<'t> {
    pub(super) fn root(text: &'t str, content: &'t Spanned<DeTable<'t>>) -> Table<'t> {
        Table { text, path: String::new(), content: content.get_ref(), asked: Vec::new(), start: 0 }
    }

    /// The dotted name of a key here.
    pub(super) fn name(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Where the table begins.
    pub(super) fn place(&self) -> Place<'t> {
        Place { text: self.text, offset: self.start }
    }

    fn value(&mut self, key: &'static str) -> Option<(&'t DeValue<'t>, Place<'t>)> {
        self.asked.push(key);
        let value = self.content.get(key)?;
        Some((value.get_ref(), Place { text: self.text, offset: value.span().start }))
    }

    /// A failure about a required key that is not there; a misspelt one that may have been meant goes first.
    pub(super) fn missing(&self, key: &'static str) -> SettingsError {
        let name = self.name(key);
        let unknown = self
            .content
            .iter()
            .map(|(found, _)| found)
            .filter(|found| !self.asked.contains(&&**found.get_ref()));
        for found in unknown {
            if near_key(found.get_ref(), &[key]).is_some() {
                let place = Place { text: self.text, offset: found.span().start };
                let message = format!("Không có khóa “{}”. Có phải “{name}”?", self.name(found.get_ref()));
                return place.error(&name, message);
            }
        }
        self.place().error(&name, format!("Thiếu khóa “{name}”."))
    }

    fn wrong(&self, key: &str, place: Place, wanted: &str, found: &DeValue) -> SettingsError {
        let name = self.name(key);
        place.error(&name, format!("Khóa “{name}” phải là {wanted}, không phải {}.", kind(found)))
    }

    pub(super) fn text(&mut self, key: &'static str) -> Result<Option<(String, Place<'t>)>, SettingsError> {
        match self.value(key) {
            None => Ok(None),
            Some((DeValue::String(text), place)) => Ok(Some((text.to_string(), place))),
            Some((other, place)) => Err(self.wrong(key, place, "một chuỗi ký tự trong dấu nháy kép", other)),
        }
    }

    /// Whether the key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.content.contains_key(key)
    }

    /// One of a few words, as what it stands for; an unknown word is a failure that names the known ones.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        known: &[(&str, T)],
    ) -> Result<Option<T>, SettingsError> {
        let Some((text, place)) = self.text(key)? else {
            return Ok(None);
        };
        if let Some((_, meaning)) = known.iter().find(|(word, _)| *word == text) {
            return Ok(Some(*meaning));
        }
        let name = self.name(key);
        let words: Vec<String> = known.iter().map(|(word, _)| format!("“{word}”")).collect();
        Err(place.error(&name, format!("Khóa “{name}” phải là {}, không phải “{text}”.", words.join(", "))))
    }

    /// A text, empty where there is none.
    pub(super) fn words(&mut self, key: &'static str) -> Result<String, SettingsError> {
        Ok(self.text(key)?.map(|(text, _)| text).unwrap_or_default())
    }

    pub(super) fn whole(&mut self, key: &'static str) -> Result<Option<(i64, Place<'t>)>, SettingsError> {
        match self.value(key) {
            None => Ok(None),
            Some((DeValue::Integer(number), place)) => {
                match i64::from_str_radix(number.as_str(), number.radix()) {
                    Ok(number) => Ok(Some((number, place))),
                    Err(_) => {
                        Err(place.error(&self.name(key), format!("Số ở khóa “{}” quá lớn.", self.name(key))))
                    }
                }
            }
            Some((other, place)) => Err(self.wrong(key, place, "một số nguyên", other)),
        }
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Result<bool, SettingsError> {
        match self.value(key) {
            None => Ok(false),
            Some((DeValue::Boolean(flag), _)) => Ok(*flag),
            Some((other, place)) => Err(self.wrong(key, place, "true hoặc false", other)),
        }
    }

    pub(super) fn date(&mut self, key: &'static str) -> Result<Option<NaiveDate>, SettingsError> {
        let Some((value, place)) = self.value(key) else {
            return Ok(None);
        };
        let date = match value {
            DeValue::Datetime(when) => when.date.and_then(|date| {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            }),
            _ => None,
        };
        date.map(Some)
            .ok_or_else(|| self.wrong(key, place, "một ngày dạng 2023-09-25 (không có dấu nháy)", value))
    }

    /// A list of texts; a single text is a list of one.
    pub(super) fn texts(&mut self, key: &'static str) -> Result<Vec<String>, SettingsError> {
        match self.value(key) {
            None => Ok(Vec::new()),
            Some((value, place)) => self.list(key, value, place),
        }
    }

    fn list(&self, key: &str, value: &DeValue, place: Place) -> Result<Vec<String>, SettingsError> {
        const WANTED: &str = "một danh sách chuỗi ký tự [\"…\", \"…\"]";
        match value {
            DeValue::String(text) => Ok(vec![text.to_string()]),
            DeValue::Array(items) => items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::String(text) => Ok(text.to_string()),
                    other => {
                        let place = Place { text: place.text, offset: item.span().start };
                        Err(self.wrong(key, place, WANTED, other))
                    }
                })
                .collect(),
            other => Err(self.wrong(key, place, WANTED, other)),
        }
    }

    /// A table below this one.
    pub(super) fn table(&mut self, key: &'static str) -> Result<Option<Table<'t>>, SettingsError> {
        match self.value(key) {
            None => Ok(None),
            Some((DeValue::Table(content), place)) => Ok(Some(self.below(self.name(key), content, place))),
            Some((other, place)) => {
                Err(self.wrong(key, place, &format!("một mục [{}]", self.name(key)), other))
            }
        }
    }

    /// The tables of `[[key]]`; `None` where there is not one.
    pub(super) fn tables(&mut self, key: &'static str) -> Result<Option<Vec<Table<'t>>>, SettingsError> {
        let Some((value, place)) = self.value(key) else {
            return Ok(None);
        };
        let wanted = format!("các mục [[{}]]", self.name(key));
        let DeValue::Array(items) = value else {
            return Err(self.wrong(key, place, &wanted, value));
        };
        let below = items.iter().map(|item| {
            let place = Place { text: place.text, offset: item.span().start };
            match item.get_ref() {
                DeValue::Table(content) => Ok(self.below(self.name(key), content, place)),
                other => Err(self.wrong(key, place, &wanted, other)),
            }
        });
        below.collect::<Result<Vec<_>, _>>().map(Some)
    }

    fn below(&self, path: String, content: &'t DeTable<'t>, place: Place<'t>) -> Table<'t> {
        Table { text: self.text, path, content, asked: Vec::new(), start: place.offset }
    }

    /// All keys, each a list of texts, for tables whose keys are free. In the order of the keys.
    pub(super) fn free(self) -> Result<Vec<(String, Vec<String>)>, SettingsError> {
        self.content
            .iter()
            .map(|(key, value)| {
                let place = Place { text: self.text, offset: value.span().start };
                let name = key.get_ref();
                Ok((name.to_string(), self.list(name, value.get_ref(), place)?))
            })
            .collect()
    }

    /// The first key that nobody asked for is a failure, with the nearest known one.
    pub(super) fn finish(self) -> Result<(), SettingsError> {
        let unknown =
            self.content.iter().map(|(key, _)| key).filter(|key| !self.asked.contains(&&**key.get_ref()));
        let Some(key) = unknown.min_by_key(|key| key.span().start) else {
            return Ok(());
        };
        let name = self.name(key.get_ref());
        let near = match near_key(key.get_ref(), &self.asked) {
            Some(near) => format!(" Có phải “{}”?", self.name(near)),
            None => format!(" Các khóa dùng được: {}.", self.asked.join(", ")),
        };
        let place = Place { text: self.text, offset: key.span().start };
        Err(place.error(&name, format!("Không có khóa “{name}”.{near}")))
    }
}

fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "chuỗi ký tự",
        DeValue::Integer(_) => "số nguyên",
        DeValue::Float(_) => "số thập phân",
        DeValue::Boolean(_) => "true/false",
        DeValue::Datetime(_) => "ngày giờ",
        DeValue::Array(_) => "danh sách",
        DeValue::Table(_) => "một mục",
    }
}

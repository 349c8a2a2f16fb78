//! Departments by code, name or alias; lists of them in one cell.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::domain::key::Remembered;
use crate::domain::{DepartmentKind, Settings, key};

/// The roster, ready for look-ups from all threads.
#[derive(Debug)]
pub struct Roster<'a> {
    settings: &'a Settings,
    by_key: BTreeMap<String, Vec<usize>>,
    by_code: BTreeMap<&'a str, usize>,
    /// The office's own place, as [`key::loose`] spells it.
    places: [String; 2],
}

/// The roster with what one thread has looked up in it.
#[derive(Debug)]
pub struct Departments<'a> {
    roster: &'a Roster<'a>,
    /// What texts have named so far: a unit stands in every row of its tasks.
    found: RefCell<Remembered<Option<usize>>>,
    /// The same of lists.
    lists: RefCell<Remembered<Vec<String>>>,
}

impl<'a> Roster<'a> {
    pub fn new(settings: &'a Settings) -> Roster<'a> {
        let codes = settings.catalogue.departments.iter().map(|department| department.code.as_str());
        let office = &settings.office;
        let mut roster = Roster {
            settings,
            by_key: BTreeMap::new(),
            by_code: codes.zip(0..).collect(),
            places: [key::loose(&office.territory), key::loose(&office.place)],
        };
        for (index, department) in settings.catalogue.departments.iter().enumerate() {
            let territory = department.kind == DepartmentKind::Territory;
            let names = [&department.code, &department.name].into_iter().chain(&department.aliases);
            for name in names {
                for key in roster.keys(name, territory) {
                    let known = roster.by_key.entry(key).or_default();
                    if !known.contains(&index) {
                        known.push(index);
                    }
                }
            }
        }
        roster
    }

    fn look(&self, text: &str) -> Option<usize> {
        self.keys(text, true).iter().find_map(|key| match self.by_key.get(key).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        })
    }

    /// Spellings under which a name is looked up, surest first: as typed, without diacritics, without the
    /// office's own place at the end and without what all offices share at the beginning.
    fn keys(&self, name: &str, territory: bool) -> Vec<String> {
        let loose = key::loose(name);
        let mut keys = vec![key::fold(name), loose.clone()];
        let mut short = loose.as_str();
        for place in self.places.iter().filter(|place| !place.is_empty()) {
            short = short.strip_suffix(place.as_str()).map_or(short, str::trim_end);
        }
        for head in ["uy ban nhan dan ", "ubnd "] {
            short = short.strip_prefix(head).unwrap_or(short);
        }
        keys.push(short.to_string());
        if territory {
            for head in ["xa ", "phuong ", "thi tran ", "tt ", "dac khu "] {
                short = short.strip_prefix(head).unwrap_or(short);
            }
            keys.push(short.to_string());
        }
        keys.retain(|key| !key.is_empty());
        keys.dedup();
        keys
    }
}

impl<'a> Departments<'a> {
    pub fn new(roster: &'a Roster<'a>) -> Departments<'a> {
        Departments { roster, found: RefCell::default(), lists: RefCell::default() }
    }

    /// Position in the roster of a code; codes that it does not have come last.
    pub fn place(&self, code: &str) -> usize {
        self.roster.by_code.get(code).copied().unwrap_or(usize::MAX)
    }

    /// Position in the roster of the one department that a text names.
    pub fn find(&self, text: &str) -> Option<usize> {
        if text.len() > 300 {
            return None;
        }
        self.found.borrow_mut().of(text, |text| self.roster.look(text))
    }

    /// The same, as its code.
    pub fn code(&self, text: &str) -> Option<&'a str> {
        self.find(text)
            .and_then(|index| self.roster.settings.catalogue.departments.get(index))
            .map(|department| department.code.as_str())
    }

    /// The departments that a cell lists, as codes where the roster knows them, else as typed, in order, each once.
    ///
    /// Names hold commas, hyphens and "và" themselves ("Phòng Lao động, Thương binh và Xã hội"), so pieces are
    /// joined again wherever the longer text is a name.
    pub fn list(&self, text: &str) -> Vec<String> {
        self.lists.borrow_mut().of(text, |text| self.listed(text))
    }

    fn listed(&self, text: &str) -> Vec<String> {
        let pieces = pieces(text);
        let mut out: Vec<String> = Vec::new();
        let mut index = 0;
        while index < pieces.len() {
            let longest = (1..=LONGEST_NAME.min(pieces.len() - index)).rev();
            let found = longest
                .map(|count| (count, joined(&pieces, index, count)))
                .find_map(|(count, name)| self.code(&name).map(|code| (count, code.to_string())));
            let (count, name) = found.unwrap_or_else(|| self.unknown(&pieces, index));
            index += count;
            if !name.is_empty() && !out.contains(&name) {
                out.push(name);
            }
        }
        out
    }

    /// A name that the roster does not know: pieces that "và" (or an opening "các") holds together stay together.
    fn unknown(&self, pieces: &[(String, &'static str)], index: usize) -> (usize, String) {
        let general = pieces.get(index).is_some_and(|(text, _)| key::fold(text).starts_with("các "));
        let mut count = 1;
        while let Some((text, separator)) = pieces.get(index + count) {
            let held = *separator == " và " || general && *separator == ", ";
            if !held || self.find(text).is_some() || count == LONGEST_NAME {
                break;
            }
            count += 1;
        }
        (count, joined(pieces, index, count))
    }
}

/// No name of a body has more pieces than this.
const LONGEST_NAME: usize = 6;

/// Pieces between ";", ",", line breaks and "và", each with the separator before it.
fn pieces(text: &str) -> Vec<(String, &'static str)> {
    let mut out = Vec::new();
    for (line_number, line) in text.split([';', '\n', '\r']).enumerate() {
        for (comma_number, part) in line.split(',').enumerate() {
            let part = key::tidy(part);
            for (and_number, piece) in part.split(" và ").enumerate() {
                let separator = match (and_number, comma_number, line_number) {
                    (1.., _, _) => " và ",
                    (_, 1.., _) => ", ",
                    _ => "; ",
                };
                let piece = piece.trim_matches(|c: char| matches!(c, '-' | '+' | '*' | '.' | ' '));
                if !piece.is_empty() {
                    out.push((piece.to_string(), separator));
                }
            }
        }
    }
    out
}

fn joined(pieces: &[(String, &'static str)], index: usize, count: usize) -> String {
    let mut out = String::new();
    for (position, (piece, separator)) in pieces.iter().skip(index).take(count).enumerate() {
        if position > 0 {
            out.push_str(separator);
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Departments, Roster};
    use crate::testing::settings;

    #[test]
    fn names_codes_and_aliases() {
        let settings = settings();
        let roster = Roster::new(&settings);
        let departments = Departments::new(&roster);
        for (text, code) in [
            ("YTE", "YTE"),
            ("yte", "YTE"),
            ("Phòng Y tế", "YTE"),
            ("PHÒNG Y TẾ THỊ XÃ QUẢNG YÊN", "YTE"),
            ("phong y te", "YTE"),
            ("UBND xã Tiền An", "TIENAN"),
            ("Tiền An", "TIENAN"),
            ("Phòng Lao động, Thương binh và Xã hội", "LDTBXH"),
        ] {
            assert_eq!(departments.code(text), Some(code), "{text}");
        }
        assert_eq!(departments.code("Phòng Không Có"), None);
    }

    #[test]
    fn lists_respect_names_that_hold_separators() {
        let settings = settings();
        let roster = Roster::new(&settings);
        let departments = Departments::new(&roster);
        for (text, expected) in [
            ("Phòng Y tế; Phòng Văn hóa và Thông tin", &["YTE", "VHTT"][..]),
            ("Phòng Văn hóa và Thông tin và Phòng Y tế", &["VHTT", "YTE"]),
            ("Phòng Lao động, Thương binh và Xã hội, Phòng Y tế", &["LDTBXH", "YTE"]),
            ("- Phòng Y tế\n- Phòng Tài chính - Kế hoạch", &["YTE", "TCKH"]),
            ("Các phòng, ban, đơn vị liên quan", &["Các phòng, ban, đơn vị liên quan"]),
            ("Công an, Phòng Y tế", &["Công an", "YTE"]),
            ("Hội Nông dân và Hội Phụ nữ", &["Hội Nông dân và Hội Phụ nữ"]),
            ("", &[]),
        ] {
            assert_eq!(departments.list(text), expected, "{text}");
        }
    }
}

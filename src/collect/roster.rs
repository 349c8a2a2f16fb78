//! The department that a path names: by code, name or alias; the longest name wins, two equal ones are none.

use std::collections::HashMap;

use super::round::without_round;
use crate::domain::Department;
use crate::domain::key::loose;

/// Every name of every department, folded, with the department's position; `None`: two share the name.
pub(super) struct Roster {
    names: HashMap<String, Option<usize>>,
    longest: usize,
}

impl Roster {
    pub(super) fn new(departments: &[Department]) -> Roster {
        let mut names: HashMap<String, Option<usize>> = HashMap::new();
        for (position, department) in departments.iter().enumerate() {
            let own = [&department.code, &department.name];
            for name in own.into_iter().chain(&department.aliases).flat_map(|name| variants(&loose(name))) {
                if !name.is_empty() {
                    let held = names.entry(name).or_insert(Some(position));
                    *held = held.filter(|holder| *holder == position);
                }
            }
        }
        let longest = names.keys().map(|name| name.split(' ').count()).max().unwrap_or(0);
        Roster { names, longest }
    }

    /// Position in the roster of the one department that the file name tells, or else its nearest folder.
    pub(super) fn department(&self, path: &str) -> Option<usize> {
        let mut parts = path.rsplit('/');
        let name = parts.next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        std::iter::once(stem).chain(parts).find_map(|part| self.named(part))
    }

    /// Longest run of whole words that is a name; none if two departments have runs of that length.
    fn named(&self, part: &str) -> Option<usize> {
        let words = without_round(&loose(part));
        let words: Vec<&str> = words.split(' ').filter(|word| *word != "va").collect();
        let joined = words.concat();
        if let Some(Some(position)) = self.names.get(&joined) {
            return Some(*position);
        }
        for length in (1..=self.longest.min(words.len())).rev() {
            let mut found = words.windows(length).filter_map(|run| self.names.get(&run.join(" ")));
            if let Some(first) = found.next() {
                return found.all(|other| other == first).then_some(*first).flatten();
            }
        }
        None
    }
}

/// A name as people shorten it in file names: without "và", without "phòng" before it, without the level behind it.
fn variants(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').filter(|word| *word != "va").collect();
    let full = words.join(" ");
    let bare = |name: &str| {
        let levels = [" huyen", " thi xa", " quan", " thanh pho", " tinh"];
        levels.iter().find_map(|level| name.strip_suffix(level)).unwrap_or(name).to_owned()
    };
    let short = bare(&full);
    let mut all = vec![full];
    if let Some(rest) = short.strip_prefix("phong ").filter(|rest| rest.contains(' ')) {
        all.push(rest.to_owned());
    }
    all.push(short);
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::Roster;
    use crate::domain::{Department, DepartmentKind};

    fn roster() -> Roster {
        let department = |code: &str, name: &str, aliases: &[&str]| Department {
            code: code.into(),
            name: name.into(),
            aliases: aliases.iter().map(|alias| alias.to_string()).collect(),
            kind: DepartmentKind::Body,
            kind_text: String::new(),
            deadline: None,
        };
        Roster::new(&[
            department("KT", "Phòng Kinh tế", &["Kinh tế"]),
            department("YTE", "Phòng Y tế", &["Trung tâm Y tế", "Y tế"]),
            department("TCKH", "Phòng Tài chính - Kế hoạch", &["chung"]),
            department("TIENAN", "Xã Tiền An", &["chung"]),
            department("VHTT", "Phòng Văn hóa và Thông tin", &[]),
            department("BCHQS", "Ban Chỉ huy Quân sự huyện", &[]),
        ])
    }

    #[test]
    fn by_code_name_alias_and_folder() {
        let roster = roster();
        assert_eq!(roster.department("nop/yte.xlsx"), Some(1));
        assert_eq!(roster.department("nop/YTE-lan2.xlsx"), Some(1));
        assert_eq!(roster.department("nop/Y tế - biểu KH 2024.xls"), Some(1));
        assert_eq!(roster.department("nop/phong_tai_chinh_ke_hoach.xlsx"), Some(2));
        assert_eq!(roster.department("nop/Tiền An/bieu 1.xlsx"), Some(3), "the folder, run together");
        assert_eq!(roster.department("nop/lan-2/Xã Tiền An/bieu 1.xlsx"), Some(3));
        assert_eq!(roster.department("nop/tien-an.xlsx"), Some(3), "the code run together");
    }

    #[test]
    fn shortened_as_people_do() {
        let roster = roster();
        assert_eq!(roster.department("nop/van-hoa-thong-tin.xlsx"), Some(4));
        assert_eq!(roster.department("nop/Phòng Văn hóa - Thông tin.xlsx"), Some(4));
        assert_eq!(roster.department("nop/ban-chi-huy-quan-su.xlsx"), Some(5));
    }

    #[test]
    fn ambiguous_is_none() {
        let roster = roster();
        assert_eq!(roster.department("nop/chung.xlsx"), None);
        assert_eq!(roster.department("nop/kt-yte.xlsx"), None);
        assert_eq!(roster.department("nop/kt trung tam y te.xlsx"), Some(1), "the longest wins");
        assert_eq!(roster.department("nop/khac.xlsx"), None);
    }
}

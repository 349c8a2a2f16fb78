//! The kinds of sheet that a submission may hold, and the names they go by.

use crate::domain::key;

/// What a sheet or a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetKind {
    /// ThongTin: who sends what, when.
    Cover,
    /// ChiTieu: indicators and their figures.
    Figures,
    /// NhiemVu: tasks.
    Tasks,
    /// YKien: opinions on the draft.
    Opinions,
}

/// Sheet names without diacritics and spaces; a sheet whose name begins so is taken to be of that kind.
const NAMES: &[(&str, SheetKind)] = &[
    ("thongtin", SheetKind::Cover),
    ("trangbia", SheetKind::Cover),
    ("tobia", SheetKind::Cover),
    ("bia", SheetKind::Cover),
    ("chitieu", SheetKind::Figures),
    ("cacchitieu", SheetKind::Figures),
    ("bieuchitieu", SheetKind::Figures),
    ("solieu", SheetKind::Figures),
    ("nhiemvu", SheetKind::Tasks),
    ("cacnhiemvu", SheetKind::Tasks),
    ("congviec", SheetKind::Tasks),
    ("danhmucnhiemvu", SheetKind::Tasks),
    ("ykien", SheetKind::Opinions),
    ("gopy", SheetKind::Opinions),
    ("thamgiaykien", SheetKind::Opinions),
];

/// Sheets of a form that hold instructions and lists, never data.
const ASIDE: &[&str] = &["huongdan", "maubieu"];

/// Is it a sheet that explains or serves, so that nothing on it is a table to read?
pub fn is_aside(name: &str) -> bool {
    ASIDE.contains(&key::loose(name).replace(' ', "").as_str())
}

impl SheetKind {
    /// The kind that a sheet's name promises, if any.
    pub fn of_name(name: &str) -> Option<SheetKind> {
        let key = key::loose(name).replace(' ', "");
        let key = key.trim_start_matches(|c: char| c.is_ascii_digit());
        NAMES.iter().find(|(prefix, _)| key.starts_with(prefix)).map(|(_, kind)| *kind)
    }

    /// The word for people.
    pub fn vietnamese(self) -> &'static str {
        match self {
            SheetKind::Cover => "trang bìa",
            SheetKind::Figures => "biểu chỉ tiêu",
            SheetKind::Tasks => "biểu nhiệm vụ",
            SheetKind::Opinions => "biểu ý kiến",
        }
    }

    /// The word for machines.
    pub fn key(self) -> &'static str {
        match self {
            SheetKind::Cover => "cover",
            SheetKind::Figures => "figures",
            SheetKind::Tasks => "tasks",
            SheetKind::Opinions => "opinions",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SheetKind, is_aside};

    #[test]
    fn names_are_matched_loosely() {
        assert_eq!(SheetKind::of_name("ChiTieu"), Some(SheetKind::Figures));
        assert_eq!(SheetKind::of_name("2. Chỉ tiêu KT-XH"), Some(SheetKind::Figures));
        assert_eq!(SheetKind::of_name("Nhiệm vụ"), Some(SheetKind::Tasks));
        assert_eq!(SheetKind::of_name("Ý kiến"), Some(SheetKind::Opinions));
        assert_eq!(SheetKind::of_name("THÔNG TIN CHUNG"), Some(SheetKind::Cover));
        assert_eq!(SheetKind::of_name("Sheet1"), None);
        assert!(is_aside("Hướng dẫn") && is_aside("MauBieu") && !is_aside("ChiTieu"));
    }
}

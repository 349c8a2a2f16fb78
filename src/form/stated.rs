//! What an input form says above its table, once, of its one column of figures: which kind, which year.

use super::field::key_of;
use crate::domain::key;

/// What a label above a table asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Loại số liệu: thực hiện, ước, kế hoạch.
    Kind,
    /// Năm.
    Year,
    /// Kỳ: năm, quý, tháng.
    Cycle,
}

const LABELS: &[(Setting, &[&str])] = &[
    (
        Setting::Kind,
        &["loai so lieu", "loai du lieu", "kieu so lieu", "tinh chat so lieu", "loai chi tieu", "so lieu"],
    ),
    (
        Setting::Year,
        &[
            "nam",
            "nam so lieu",
            "nam du lieu",
            "nam bao cao",
            "nam nhap lieu",
            "nam nhap bieu mau",
            "so lieu nam",
        ],
    ),
    (
        Setting::Cycle,
        &["ky", "ky so lieu", "ky du lieu", "ky bao cao", "ky nhap lieu", "ky nhap bieu mau", "loai ky"],
    ),
];

/// Headings that say "here stand the figures" and neither which nor of when.
const MEASURES: &[&str] = &[
    "so lieu",
    "gia tri",
    "san luong",
    "so luong",
    "khoi luong",
    "tri so",
    "con so",
    "so bao cao",
    "so lieu bao cao",
    "gia tri nhap",
    "so lieu nhap",
    "nhap so lieu",
    "nhap lieu",
];

/// The label that a text is, without what follows a colon.
pub fn setting(text: &str) -> Option<Setting> {
    let head = key::loose(text.split(':').next().unwrap_or(text));
    LABELS.iter().find(|(_, words)| words.contains(&head.as_str())).map(|(setting, _)| *setting)
}

/// Does a heading name a column of figures without any year or kind: "Sản lượng", "Giá trị (tỷ đồng)"?
pub fn is_measure(heading: &str) -> bool {
    MEASURES.contains(&key_of(heading).as_str())
}

#[cfg(test)]
mod tests {
    use super::{Setting, is_measure, setting};

    #[test]
    fn labels_and_measures() {
        assert_eq!(setting("Loại số liệu"), Some(Setting::Kind));
        assert_eq!(setting("Năm nhập biểu mẫu: 2020"), Some(Setting::Year));
        assert_eq!(setting("KỲ NHẬP LIỆU:"), Some(Setting::Cycle));
        assert_eq!(setting("Năm kế hoạch"), None, "that is the plan's, not the column's");
        assert!(is_measure("Giá trị (tỷ đồng)") && is_measure("Sản lượng") && !is_measure("Màu"));
    }
}

//! What comes in: template texts by name, and whether a draft or a final is wanted.

use std::collections::BTreeMap;

/// Template texts by name without extension: `ke-hoach`, `chung/dau-van-ban`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Templates {
    pub files: BTreeMap<String, String>,
}

/// A draft carries its mark and the list of what is missing; a final shows neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Draft,
    Final,
}

/// Free texts that the bundled templates know; any of them may be left out.
pub(super) const TEXT_NAMES: &[&str] = &[
    "mo-dau",
    "danh-gia",
    "ket-qua",
    "ton-tai",
    "du-bao",
    "muc-tieu",
    "to-chuc",
    "qua-trinh",
    "ket-qua-y-kien",
    "noi-dung-chinh",
    "xin-y-kien",
    "muc-dich",
    "yeu-cau",
    "su-can-thiet",
    "noi-dung",
    "de-nghi",
];

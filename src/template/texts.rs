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

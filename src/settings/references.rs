//! What a formula refers to: codes and columns that must exist, with a near one where they do not.

use std::collections::HashMap;

use crate::domain::key::nearest;
use crate::formula::Formula;

/// A near code is looked for among so many at most: every fault compares with all of them.
const MOST_COMPARED: usize = 2_000;

/// What is wrong with the references of a formula, to complete "Công thức của … ".
pub(super) fn unknown_reference(
    formula: &Formula,
    codes: &HashMap<String, String>,
    columns: &[&str],
) -> Option<String> {
    for (code, column) in formula.references() {
        if codes.get(&code.to_lowercase()).is_none_or(|known| known != code) {
            return Some(format!("nêu mã “{code}” không có trong danh mục.{}", near(code, codes)));
        }
        if let Some(column) = column.filter(|column| !columns.contains(column)) {
            return Some(format!("nêu cột “{column}” không có; các cột: {}.", columns.join(", ")));
        }
    }
    None
}

/// " Có phải “CT05”?" where a code is near.
pub(super) fn near(typed: &str, codes: &HashMap<String, String>) -> String {
    if let Some(code) = codes.get(&typed.to_lowercase()) {
        return format!(" Có phải “{code}”?");
    }
    if codes.len() > MOST_COMPARED {
        return String::new();
    }
    // Ordered, so that of equals always the same one is proposed.
    let mut known: Vec<&str> = codes.values().map(|code| &**code).collect();
    known.sort_unstable();
    let found = nearest(typed, known.iter().map(|code| (*code, *code)));
    found.map(|code| format!(" Có phải “{code}”?")).unwrap_or_default()
}

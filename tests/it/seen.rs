//! Which codes the program has really reported in this run of the tests: `codes` asks for all of them.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Remembers the codes of findings that the program made.
pub fn saw<'a>(codes: impl IntoIterator<Item = &'a str>) {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    seen.extend(codes.into_iter().map(str::to_owned));
}

/// The same for a list of the program's findings as JSON.
pub fn saw_json(findings: &serde_json::Value) {
    saw(findings.as_array().into_iter().flatten().filter_map(|one| one["code"].as_str()));
}

pub fn seen() -> BTreeSet<String> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

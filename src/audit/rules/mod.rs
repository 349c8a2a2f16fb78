//! The checks: one rule, one file; each compares the view with the profile and nothing else.
//!
//! 1. `text_layer`, `paper_size`, `orientation`, `margins`, `outside` – the sheet
//! 2. `typeface`, `embedding`, `mapping`, `ink` – the letters
//! 3. `components`, `order`, `placement`, `looks`, `signs` – the parts
//! 4. `page_numbers` – their place, absence and sequence
//! 5. `justification`, `indent`, `spacing`, `leading` – the paragraphs
//! 6. `draft`, `tags`, `unread` – the file

mod components;
mod draft;
mod embedding;
mod indent;
mod ink;
mod justification;
mod leading;
mod looks;
mod mapping;
mod margins;
mod order;
mod orientation;
mod outside;
mod page_numbers;
mod paper_size;
mod placement;
mod signs;
mod spacing;
mod tags;
mod text_layer;
mod typeface;
mod unread;

pub use draft::is_mark;

use super::profile::Profile;
use super::view::View;
use crate::finding::{Code, Finding};

/// A check with the codes that it may give.
pub struct Rule {
    pub codes: &'static [Code],
    /// Where the guidance says so; empty for a law of the file format.
    pub article: fn(&Profile) -> String,
    pub check: fn(&View<'_>) -> Vec<Finding>,
}

/// All checks, in the order of the report.
pub const ALL: &[Rule] = &[
    text_layer::RULE,
    paper_size::RULE,
    orientation::RULE,
    margins::RULE,
    outside::RULE,
    typeface::RULE,
    embedding::RULE,
    mapping::RULE,
    ink::RULE,
    components::RULE,
    order::RULE,
    placement::RULE,
    looks::RULE,
    signs::RULE,
    page_numbers::RULE,
    justification::RULE,
    indent::RULE,
    spacing::RULE,
    leading::RULE,
    draft::RULE,
    tags::RULE,
    unread::RULE,
];

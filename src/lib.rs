//! tonghop: departmental workbooks in, one consolidated plan out, as official Vietnamese documents.
//!
//! The house plan is in `docs/architecture.md`. Nouns first, then the steps in the order in which `run` calls them.

// nouns
pub mod document;
pub mod domain;
pub mod finding;
pub mod font;
pub mod form;
pub mod formula;
pub mod pages;
pub mod workbook;
// steps
pub mod settings;
pub mod collect;
pub mod read;
pub mod normalise;
pub mod validate;
pub mod merge;
pub mod compute;
pub mod template;
pub mod markup;
pub mod pdf;
pub mod workbooks;
pub mod export;
pub mod tell;
// edges
pub mod cli;
pub mod disk;

#[cfg(test)]
mod testing;

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
pub mod progress;
pub mod workbook;

// steps
pub mod collect;
pub mod compute;
pub mod export;
pub mod layout;
pub mod markup;
pub mod merge;
pub mod normalise;
pub mod pdf;
pub mod read;
pub mod settings;
pub mod tell;
pub mod template;
pub mod validate;
pub mod workbooks;

// edges
pub mod cli;
pub mod disk;
pub mod run;

#[cfg(test)]
mod testing;

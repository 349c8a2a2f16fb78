//! Findings: what is wrong, uncertain or worth knowing, as plain values.
//!
//! 1. `code` – every kind of finding, with its manual entry
//! 2. `place` – file, sheet and cell
//! 3. `findings` – the list that every front step adds to

pub mod code;
mod findings;
mod place;

pub use code::{Code, Severity};
pub use findings::{Finding, Findings};
pub use place::Place;

//! Findings: what is wrong, uncertain or worth knowing, as plain values.
//!
//! 1. `code` – every kind of finding, with its manual entry
//! 2. `place` – file, sheet and cell
//! 3. `findings` – the list that every front step adds to
//! 4. `cells` – lists of cells: `E7, E9–E12`
//! 5. `group` – the list as people read it: by department, sheet and sentence
//! 6. `manual` – why each kind matters, and an example
//! 7. `shorten` – long quotations cut short

pub mod cells;
pub mod code;
mod findings;
pub mod group;
pub mod manual;
mod place;
mod shorten;

pub use code::{Code, Severity};
pub use findings::{Finding, Findings, Waived};
pub use group::group;
pub use place::Place;

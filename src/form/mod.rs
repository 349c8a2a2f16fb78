//! Forms: what headings, labels and marginal words mean, as data; a new spelling is one more entry in a table.
//!
//! 1. `kind` – the four kinds of sheet and the names they go by
//! 2. `field` – the columns of each kind and their headings
//! 3. `value` – value columns by meaning: role and year, comparisons, parts of a year
//! 4. `stated` – what an input form says above its table of its one column of figures
//! 5. `cover` – the labels of the cover sheet
//! 6. `phrase` – rows that are not data: totals, notes, signatures, column numbers
//! 7. `mark` – the hidden sheet by which a form of our own making is known again
//! 8. `body` – bodies that the new era no longer knows
//! 9. `listing` – a sheet of the office's own workbooks, its columns by meaning
//! 10. `ruling` – the sheets and columns of quyet-dinh.xlsx
//! 11. `summary` – the summary of one level as a submission to the next
//! 12. `view` – what the reader sees in a workbook, for `inspect`

pub mod body;
pub mod cover;
pub mod field;
pub mod kind;
pub mod listing;
pub mod mark;
pub mod phrase;
pub mod ruling;
pub mod stated;
pub mod summary;
pub mod value;
pub mod view;

pub use cover::Label;
pub use field::Field;
pub use kind::SheetKind;
pub use mark::Mark;
pub use value::{ValueHeading, Year};

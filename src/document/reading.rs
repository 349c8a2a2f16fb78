//! What a reader is told of lists and of heading cells.

/// How the items of a list are counted (ISO 32000-1, table 347).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Numbering {
    /// Not at all: dashes, or nothing.
    None,
    Decimal,
    /// a, b, c, d, đ …
    Letters,
}

/// What a heading cell heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Column,
    Row,
    Both,
}

//! What layout has to say about a document that it could set only with a loss of beauty.

use crate::document::Span;

/// A remark, with the place in the template that caused it.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    pub kind: RemarkKind,
    pub span: Span,
    /// One sentence in Vietnamese.
    pub text: String,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RemarkKind {
    /// The longest words of a table's columns need more room than the page has; words were broken.
    TableTooWide,
    /// No face of the book has this letter.
    GlyphMissing,
    /// A row higher than a page was split by lines.
    RowTallerThanPage,
    /// A word longer than its line was broken.
    WordBroken,
    /// A single thing (a letter, a drawing) is larger than the room it has.
    Overfull,
}

//! How much a file may ask of the reader: generous for real documents, small enough that none can exhaust the machine.

/// Bytes of a file.
pub const FILE: usize = 256 << 20;
/// Pages that are read; the rest is told as unread.
pub const PAGES: usize = 2_000;
/// Bytes that one stream may inflate to.
pub const STREAM: usize = 32 << 20;
/// Bytes that all content streams together may inflate to.
pub const CONTENT: usize = 512 << 20;
/// Operators of the whole file.
pub const OPERATORS: usize = 20_000_000;
/// Texts and bars kept of one page.
pub const ITEMS: usize = 60_000;
/// Upright bars of a page that may part columns.
pub const POINTS: usize = 100_000;
/// Forms inside forms.
pub const DEPTH: usize = 8;
/// Saved graphics states.
pub const STATES: usize = 256;
/// Entries of a ToUnicode map.
pub const CODES: usize = 70_000;
/// Letters that one operator may show.
pub const LETTERS: usize = 20_000;
/// Steps up a page tree, or along references.
pub const STEPS: usize = 64;
/// Stack of the reading thread: the parser recurses into nested arrays.
pub const STACK: usize = 64 << 20;

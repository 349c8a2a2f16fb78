//! What is wrong with a template or a stylesheet: every error with file, line and column, in Vietnamese.

use std::cell::{Cell, RefCell};

use super::Source;
use crate::document::Span;

/// More errors than this only repeat one mistake; the rest is counted.
const SHOWN: usize = 200;
/// First byte of a byte order mark, which takes no column, and of letters that no official text has.
const BOM: u8 = 0xef;
/// Bytes of a line that are shown before a place, and after it.
const EXCERPT: usize = 60;
/// Bytes between remembered positions: every element asks for its place, and a generated file may be one long line.
const STEP: usize = 64;
/// So far from the last question the bytes between are counted through.
const NEAR: usize = 512;

/// One error. `line` and `column` count from 1; a column is a character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupError {
    pub file: String,
    pub line: u32,
    pub column: u32,
    /// One Vietnamese sentence, or two with the proposal ("Có phải là “color”?").
    pub message: String,
    /// The line itself: the XHTML of a document is made from its template, so its numbers alone lead nobody there.
    pub excerpt: String,
}

impl std::fmt::Display for MarkupError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        if self.excerpt.is_empty() { Ok(()) } else { write!(f, "\n    {}", self.excerpt) }
    }
}

/// All errors of a document, in reading order: stylesheet, then XHTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupErrors {
    pub errors: Vec<MarkupError>,
    /// Errors beyond those listed.
    pub omitted: usize,
}

impl std::fmt::Display for MarkupErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            write!(f, "{}{error}", if index > 0 { "\n" } else { "" })?;
        }
        if self.omitted > 0 {
            write!(f, "\n… và {} lỗi khác.", self.omitted)?;
        }
        Ok(())
    }
}

impl std::error::Error for MarkupErrors {}

/// Which of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum File {
    Stylesheet,
    Xhtml,
}

/// A byte offset in one of the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub file: File,
    pub at: usize,
}

impl Place {
    pub fn xhtml(at: usize) -> Place {
        Place { file: File::Xhtml, at }
    }
}

/// A fault of one value: where, and the sentence.
pub(super) type Fault = (Place, String);

/// Collects errors and knows where offsets stand.
pub(super) struct Report<'a> {
    names: [&'a str; 2],
    lines: [Lines<'a>; 2],
    errors: Vec<(Place, String)>,
    omitted: usize,
}

impl<'a> Report<'a> {
    pub fn new(source: &Source<'a>) -> Report<'a> {
        Report {
            names: [source.stylesheet_name, source.name],
            lines: [Lines::new(source.stylesheet), Lines::new(source.xhtml)],
            errors: Vec::new(),
            omitted: 0,
        }
    }

    /// Adds one error.
    pub fn add(&mut self, place: Place, message: impl Into<String>) {
        if self.errors.len() < SHOWN {
            self.errors.push((place, message.into()));
        } else {
            self.omitted += 1;
        }
    }

    /// Adds one whose sentence is worth making only while there is room for it.
    pub fn add_with(&mut self, place: Place, message: impl FnOnce() -> String) {
        if self.errors.len() < SHOWN {
            self.errors.push((place, message()));
        } else {
            self.omitted += 1;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Line and column in the XHTML.
    pub fn span(&self, at: usize) -> Span {
        self.lines[File::Xhtml as usize].span(at)
    }

    /// The offset of a line and column in the XHTML (roxmltree speaks so).
    pub fn offset(&self, line: u32, column: u32) -> usize {
        self.lines[File::Xhtml as usize].offset(line, column)
    }

    /// All errors by place; the same error at the same place once.
    pub fn finish(mut self) -> MarkupErrors {
        self.errors.sort_by_key(|(place, _)| *place);
        self.errors.dedup();
        let errors = self.errors.iter().map(|(place, message)| self.error(*place, message)).collect();
        MarkupErrors { errors, omitted: self.omitted }
    }

    fn error(&self, place: Place, message: &str) -> MarkupError {
        let span = self.lines[place.file as usize].span(place.at);
        let file = self.names[place.file as usize].to_string();
        let excerpt = self.lines[place.file as usize].excerpt(place.at);
        MarkupError { file, line: span.line, column: span.column, message: message.to_string(), excerpt }
    }
}

/// What stands among some bytes.
#[derive(Default)]
struct Counts {
    line_ends: u32,
    /// A byte that goes on with a letter takes no column.
    letters: u32,
    /// Letters that no official text has, or a byte order mark.
    odd: bool,
}

impl Counts {
    /// Without branches and with small sums, so that the processor looks at many bytes at a time.
    fn of(bytes: &[u8]) -> Counts {
        let mut counts = Counts::default();
        for part in bytes.chunks(usize::from(u8::MAX)) {
            let (mut line_ends, mut letters, mut odd) = (0_u8, 0_u8, 0_u8);
            for byte in part {
                line_ends += u8::from(*byte == b'\n');
                letters += u8::from(byte & 0xc0 != 0x80);
                odd |= u8::from(*byte == BOM);
            }
            counts.line_ends += u32::from(line_ends);
            counts.letters += u32::from(letters);
            counts.odd |= odd > 0;
        }
        counts
    }
}

/// Line and column of byte offsets.
struct Lines<'a> {
    text: &'a str,
    /// Line and column at (about) every `STEP` bytes: offset, line, column; built when first asked.
    marks: RefCell<Vec<(usize, u32, u32)>>,
    /// Where the last question led: elements ask in the order of the text.
    last: Cell<(usize, u32, u32)>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Lines<'a> {
        Lines { text, marks: RefCell::new(Vec::new()), last: Cell::new((0, 1, 1)) }
    }

    fn build(&self) -> Vec<(usize, u32, u32)> {
        let mut marks = vec![(0, 1, 1)];
        let (mut line, mut column, mut next) = (1, 1, STEP);
        for (at, c) in self.text.char_indices() {
            if at >= next {
                marks.push((at, line, column));
                next = at + STEP;
            }
            (line, column) = step(line, column, c);
        }
        marks
    }

    fn span(&self, at: usize) -> Span {
        let (from, line, column) = self.last.get();
        let near = self.text.as_bytes().get(from..at).filter(|between| between.len() <= NEAR);
        let near = near.map(|between| (between, Counts::of(between))).filter(|(_, counts)| !counts.odd);
        let (line, column) = match near {
            Some((_, Counts { line_ends: 0, letters, .. })) => (line, column + letters),
            Some((between, Counts { line_ends, .. })) => {
                let last = between.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
                (line + line_ends, 1 + Counts::of(last).letters)
            }
            None => {
                let span = self.counted(at);
                (span.line, span.column)
            }
        };
        if self.text.is_char_boundary(at) {
            self.last.set((at, line, column));
        }
        Span { line, column }
    }

    fn counted(&self, at: usize) -> Span {
        let mut marks = self.marks.borrow_mut();
        if marks.is_empty() {
            *marks = self.build();
        }
        let index = marks.partition_point(|mark| mark.0 <= at).saturating_sub(1);
        let (from, mut line, mut column) = marks.get(index).copied().unwrap_or((0, 1, 1));
        let rest = self.text.get(from..).unwrap_or("");
        for (offset, c) in rest.char_indices() {
            if from + offset >= at {
                break;
            }
            (line, column) = step(line, column, c);
        }
        Span { line, column }
    }

    /// The line around an offset, as much of it as a message can hold; a generated file may be one line of megabytes.
    fn excerpt(&self, at: usize) -> String {
        let at = boundary(self.text, at);
        let start = boundary(self.text, at.saturating_sub(EXCERPT));
        let end = boundary(self.text, at.saturating_add(EXCERPT));
        let (before, after) = (&self.text[start..at], &self.text[at..end]);
        let line = before.rfind('\n').map(|line| &before[line + 1..]);
        let rest = after.find(['\n', '\r']).map(|line| &after[..line]);
        let begun = if line.is_none() && start > 0 { "…" } else { "" };
        let cut = if rest.is_none() && end < self.text.len() { "…" } else { "" };
        let (line, rest) = (line.unwrap_or(before).trim_start(), rest.unwrap_or(after).trim_end());
        format!("{begun}{line}{rest}{cut}")
    }

    fn offset(&self, line: u32, column: u32) -> usize {
        let skipped: usize =
            self.text.split_inclusive('\n').take(line.saturating_sub(1) as usize).map(str::len).sum();
        let rest = self.text.get(skipped..).unwrap_or("");
        let within =
            rest.char_indices().nth(column.saturating_sub(1) as usize).map_or(rest.len(), |(at, _)| at);
        skipped + within
    }
}

/// The start of the letter at a byte.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// The position after a character. A byte order mark takes no column.
fn step(line: u32, column: u32, c: char) -> (u32, u32) {
    match c {
        '\n' => (line + 1, 1),
        '\u{feff}' => (line, column),
        _ => (line, column + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_characters() {
        let text = "đ\nưới x\n";
        let lines = Lines::new(text);
        let at = text.find('x').unwrap();
        assert_eq!(lines.span(at), Span { line: 2, column: 5 });
        assert_eq!(lines.offset(2, 5), at);
        assert_eq!(lines.span(9999), Span { line: 3, column: 1 });
    }

    #[test]
    fn the_line_is_shown_with_the_place_in_it() {
        let text =
            format!("một\n  <td clas=\"so\">9,2</td>\r\n{}<p x=\"\">{}", "a".repeat(500), "b".repeat(500));
        let lines = Lines::new(&text);
        assert_eq!(lines.excerpt(text.find("clas").unwrap()), "<td clas=\"so\">9,2</td>");
        let long = lines.excerpt(text.find("x=").unwrap());
        assert!(long.contains("<p x=\"\">") && long.starts_with("…a") && long.ends_with("b…"), "{long}");
        assert_eq!(lines.excerpt(usize::MAX), lines.excerpt(text.len()));
    }

    #[test]
    fn a_long_line_is_counted_from_marks() {
        let text = format!("{}x", "ư".repeat(5000));
        assert_eq!(Lines::new(&text).span(10_000), Span { line: 1, column: 5001 });
    }
}

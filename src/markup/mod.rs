//! XHTML and a stylesheet become a `Document`: a tree of blocks with resolved styles.
//!
//! The subset is described in `docs/templates.md`. Nothing outside it is ignored: it is an error with its place.
//!
//! 1. `errors` – what is wrong, where, in Vietnamese; all of it, not the first only
//! 2. `nearest` – "did you mean": the known word nearest to an unknown one
//! 3. `entities` – `&nbsp;` and its kind, `<!DOCTYPE html>`: made plain XML without moving a column
//! 4. `vocabulary` – elements, their attributes and what may stand in them
//! 5. `xhtml` – text to a checked tree of elements (owns roxmltree)
//! 6. `tokens` – stylesheet text to tokens with places (owns cssparser)
//! 7. `value` – lengths, colours, keywords
//! 8. `setting` – one declaration to settings
//! 9. `selector` – what a rule applies to
//! 10. `stylesheet` – rules and page rules
//! 11. `paper` – `@page`: sizes, margins, page number, fixed texts
//! 12. `computed` – the style of one element from its parent's and its rules
//! 13. `cascade` – which rules apply to an element; equal styles are shared
//! 14. `inline` – white space, capitals, runs of one style
//! 15. `blocks` – the flow: paragraphs, containers, rule lines, marks
//! 16. `lists` – labels a) b) c) d) đ)
//! 17. `table` – rows, spans, columns
//! 18. `drawing` – charts
//! 19. `sections` – head, body and sections to the document

mod blocks;
mod cascade;
mod computed;
mod drawing;
mod entities;
mod errors;
mod inline;
mod lists;
mod nearest;
mod paper;
mod sections;
mod selector;
mod setting;
mod stylesheet;
mod table;
mod tokens;
mod value;
mod vocabulary;
mod xhtml;

#[cfg(test)]
mod tests;

pub use errors::{MarkupError, MarkupErrors};

use crate::document::Document;
use errors::Report;
use stylesheet::Stylesheet;

/// A document's two texts and the names by which messages call them.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub name: &'a str,
    pub xhtml: &'a str,
    pub stylesheet_name: &'a str,
    pub stylesheet: &'a str,
}

/// Reads both texts; returns every error found in them, or the document.
pub fn markup(source: &Source<'_>) -> Result<Document, MarkupErrors> {
    let mut report = Report::new(source);
    let stylesheet = Stylesheet::parse(source.stylesheet, &mut report);
    let text = entities::plain(source.xhtml, &mut report);
    let document = xhtml::with_tree(&text, &mut report, |root, report| {
        sections::document(root, &stylesheet, report)
    });
    match document {
        Some(mut document) if report.is_empty() => {
            document.name = source.name.to_string();
            Ok(document)
        }
        _ => Err(report.finish()),
    }
}

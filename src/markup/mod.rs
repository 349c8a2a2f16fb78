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
//! 7. `value` – lengths, numbers, keywords
//! 8. `color` – names, `#rrggbb`, `rgb()`
//! 9. `declaration` – the inside of a block
//! 10. `setting` – one longhand property with its value
//! 11. `shorthand` – values that several properties share
//! 12. `property` – one declaration to settings
//! 13. `selector` – what a rule applies to
//! 14. `stylesheet` – rules and page rules
//! 15. `paper` – `@page`: sizes, margins, page number, fixed texts
//! 16. `computed` – the style of one element from its parent's and its rules
//! 17. `cascade` – which rules apply to an element; equal styles are shared
//! 18. `inline` – white space, capitals, runs of one style
//! 19. `blocks` – the flow: paragraphs, containers, rule lines, marks
//! 20. `lists` – labels a) b) c) d) đ)
//! 21. `table` – rows, spans, columns
//! 22. `drawing` – charts
//! 23. `sections` – head, body and sections to the document

mod blocks;
mod cascade;
mod color;
mod computed;
mod declaration;
mod drawing;
mod entities;
mod errors;
mod inline;
mod lists;
mod nearest;
mod paper;
mod property;
mod sections;
mod selector;
mod setting;
mod shorthand;
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
    let document =
        xhtml::with_tree(&text, &mut report, |root, report| sections::document(root, &stylesheet, report));
    match document {
        Some(mut document) if report.is_empty() => {
            document.name = source.name.to_string();
            Ok(document)
        }
        _ => Err(report.finish()),
    }
}

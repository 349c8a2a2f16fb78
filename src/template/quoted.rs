//! Which sentences, tables and charts print a figure: the document rendered from a plan whose figures carry marks.
//!
//! A search for codes in templates would miss what loops print and find what conditions leave out; the rendered text says
//! what is really printed. The mark of an indicator is one letter of a private plane, which no template changes.

use std::collections::BTreeSet;

use super::tags::{Piece, pieces};
use super::{Mode, TemplateErrors, Templates, figures, template};
use crate::domain::impact::{Quote, QuoteKind};
use crate::domain::quantity::{self, Words};
use crate::domain::{Decimal, DocumentSpec, Plan, Quantity};

/// The first letter of the private plane and how many there are: more indicators than any plan has.
const PLANE: u32 = 0xF_0000;
const LETTERS: u32 = 0xFFFD;

/// What the document prints of these indicators (positions in the plan), in reading order.
///
/// # Errors
/// As [`template`].
pub fn quotes(
    plan: &Plan,
    document: &DocumentSpec,
    templates: &Templates,
    mode: Mode,
    indicators: &[usize],
) -> Result<Vec<Quote>, TemplateErrors> {
    let xhtml = template(&marked(plan, indicators), document, templates, mode)?;
    let mut reader = Reader { known: indicators.iter().copied().collect(), ..Reader::default() };
    for piece in pieces(&xhtml) {
        reader.take(&piece);
    }
    // A figure that is missing got words to carry the mark; a chart it still has not.
    let drawn = |at: &usize| {
        let figures = plan.indicators.get(*at).map_or(&[][..], |indicator| &indicator.figures);
        figures.iter().filter(|figure| figure.quantity.is_some()).count() > 1
    };
    reader.quotes.retain(|quote| quote.kind != QuoteKind::Chart || quote.indicators.iter().any(drawn));
    Ok(reader.quotes)
}

/// The plan in which every figure and comparison of these indicators ends with its indicator's mark.
fn marked(plan: &Plan, indicators: &[usize]) -> Plan {
    let mut plan = plan.clone();
    for at in indicators {
        let (Some(mark), Some(indicator)) = (mark(*at), plan.indicators.get_mut(*at)) else { continue };
        for figure in &mut indicator.figures {
            let words = figures::in_sentence(figure, &indicator.unit);
            let text = format!("{words}{mark}");
            let known = figure.quantity.take();
            let known = known.unwrap_or_else(|| quantity::of_number(Decimal::ZERO, &indicator.unit));
            // As words, so that nothing takes it apart to print it anew.
            figure.quantity = Some(Quantity::from(Words { text, low: None, high: None, ..known.words() }));
        }
        for comparison in &mut indicator.comparisons {
            comparison.text.push(mark);
        }
    }
    plan
}

fn mark(indicator: usize) -> Option<char> {
    let at = u32::try_from(indicator).ok().filter(|at| *at < LETTERS)?;
    char::from_u32(PLANE + at)
}

fn marked_by(letter: char) -> Option<usize> {
    let at = u32::from(letter).checked_sub(PLANE).filter(|at| *at < LETTERS)?;
    usize::try_from(at).ok()
}

/// Without marks, blanks in one.
fn clean(text: &str) -> String {
    let text: String = text.chars().filter(|letter| marked_by(*letter).is_none()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table or chart that is open: its title as far as known, and whose figures it prints.
#[derive(Default)]
struct Open {
    title: String,
    found: BTreeSet<usize>,
    /// A grid for layout only: what stands in it stands in the text.
    is_layout: bool,
}

/// The document read from its first letter to its last.
#[derive(Default)]
struct Reader {
    known: BTreeSet<usize>,
    quotes: Vec<Quote>,
    tables: Vec<Open>,
    chart: Option<Open>,
    /// Text of the block (paragraph, heading, item) that is open.
    block: String,
    /// The last title of an appendix.
    heading: String,
    in_title: bool,
}

impl Reader {
    fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open { name: "table", tag } => self.tables.push(Open {
                title: attribute(tag, "summary").unwrap_or_default(),
                is_layout: tag.contains("role=\"presentation\""),
                ..Open::default()
            }),
            Piece::Open { name: "svg", .. } => self.chart = Some(Open::default()),
            Piece::Open { name: "title", .. } => self.in_title = true,
            Piece::Close { name: "title" } => self.in_title = false,
            Piece::Open { name: "p" | "li" | "h1" | "h2" | "h3" | "h4" | "td" | "th", .. } => {
                self.block.clear()
            }
            Piece::Close { name } => self.close(name),
            Piece::Text(text) => self.text(text),
            Piece::Open { .. } => {}
        }
    }

    fn text(&mut self, text: &str) {
        let marks = text.chars().filter_map(marked_by).filter(|at| self.known.contains(at));
        let table = self.tables.iter_mut().rev().find(|table| !table.is_layout);
        match (&mut self.chart, table) {
            (Some(chart), _) => {
                chart.found.extend(marks);
                if self.in_title {
                    chart.title.push_str(text);
                }
            }
            (None, Some(table)) => table.found.extend(marks),
            (None, None) => self.block.push_str(text),
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "svg" => {
                if let Some(chart) = self.chart.take() {
                    // "Biểu đồ thanh, Tên chỉ tiêu. KH năm 2024: …": up to the first full stop.
                    let title = clean(&chart.title);
                    let title = title.split(". ").next().unwrap_or_default().to_string();
                    self.push(QuoteKind::Chart, title, &chart.found);
                }
            }
            "table" => {
                if let Some(table) = self.tables.pop() {
                    let title = if self.heading.is_empty() { &table.title } else { &self.heading };
                    let title = clean(title);
                    self.push(QuoteKind::Table, title, &table.found);
                }
            }
            "p" | "li" | "h1" | "h2" | "h3" | "h4" | "td" | "th" => self.block_ends(name),
            _ => {}
        }
    }

    fn block_ends(&mut self, name: &str) {
        let block = std::mem::take(&mut self.block);
        let is_capitals = block.chars().any(char::is_alphabetic) && block.to_uppercase() == block;
        // Titles of appendices and sections are set in capitals; the tables that follow are found under them.
        if is_capitals && matches!(name, "p" | "h1" | "h2") {
            self.heading = clean(&block);
        }
        for sentence in sentences(&block) {
            let found: BTreeSet<usize> =
                sentence.chars().filter_map(marked_by).filter(|at| self.known.contains(at)).collect();
            self.push(QuoteKind::Sentence, clean(sentence), &found);
        }
    }

    fn push(&mut self, kind: QuoteKind, words: String, found: &BTreeSet<usize>) {
        if !found.is_empty() {
            self.quotes.push(Quote { kind, words, indicators: found.iter().copied().collect() });
        }
    }
}

/// `summary="…"` of a tag as it stands in the text.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(super::tags::unescaped(rest.split('"').next().unwrap_or_default()))
}

/// Cut after full stops and semicolons that a blank follows; a point inside a number has none.
fn sentences(block: &str) -> impl Iterator<Item = &str> {
    block.split_inclusive(". ").flat_map(|part| part.split_inclusive("; ")).map(str::trim)
}

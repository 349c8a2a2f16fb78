//! A profile: what one guidance asks of a page, as data. Another guidance is another table under `profiles/`.

use super::part::Part;

/// From and to, both allowed.
pub type Range = (f64, f64);

/// Everything that the rules compare with. Lengths in millimetres, sizes in points.
#[derive(Debug)]
pub struct Profile {
    pub name: &'static str,
    /// The first line at the right of page 1 that shows this profile, folded.
    pub heading: &'static str,
    pub format: Format,
    pub margins: Margins,
    pub letters: Letters,
    pub components: &'static [Component],
    pub signs: &'static [Sign],
    pub page_number: PageNumber,
    pub body: Body,
}

impl Profile {
    pub fn component(&self, part: Part) -> Option<&Component> {
        self.components.iter().find(|component| component.part == part)
    }
}

/// Paper size and its direction.
#[derive(Debug)]
pub struct Format {
    pub width: f64,
    pub height: f64,
    pub article: &'static str,
    pub turned_article: &'static str,
}

#[derive(Debug)]
pub struct Margins {
    pub top: Range,
    pub bottom: Range,
    pub left: Range,
    pub right: Range,
    /// The guidance is silent on turned pages: no side may have less than this.
    pub turned_least: f64,
    pub article: &'static str,
}

/// Faces that count as the required one (folded, without spaces and hyphens: begins with).
#[derive(Debug)]
pub struct Letters {
    pub name: &'static str,
    pub families: &'static [&'static str],
    pub article: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    Capitals,
    Sentence,
    Any,
}

/// One row of the component table.
#[derive(Debug)]
pub struct Component {
    pub part: Part,
    pub required: bool,
    pub size: Range,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub case: Case,
    pub article: &'static str,
}

/// What stands under a component.
#[derive(Debug)]
pub struct Sign {
    pub under: Part,
    pub mark: Mark,
    pub article: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// A drawn line, as a share of the text line above it.
    Rule(f64, f64),
    /// Letters, as typed.
    Typed(&'static str),
}

#[derive(Debug)]
pub struct PageNumber {
    pub size: Range,
    pub article: &'static str,
    pub annex_article: &'static str,
}

#[derive(Debug)]
pub struct Body {
    /// First-line indents that are allowed.
    pub indents: &'static [f64],
    /// Least space between paragraphs, points.
    pub gap: f64,
    pub leading: Leading,
    pub article: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Leading {
    /// Multiples of single spacing.
    Lines(f64, f64),
    /// Exact pitch in points.
    Points(f64, f64),
}

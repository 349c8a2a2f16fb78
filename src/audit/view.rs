//! The document as the rules see it: lines, where its parts begin, which line is which component, where its frame is.

use std::collections::BTreeMap;

use super::frame::{Frame, frame};
use super::line::{Line, lines};
use super::margin;
use super::paper::{Bar, Paper};
use super::part::Part;
use super::profile::Profile;
use super::profiles::choose;
use super::prose::{Paragraph, prose};
use super::recognise;

/// Everything that a rule may ask.
#[derive(Debug)]
pub struct View<'a> {
    pub paper: &'a Paper,
    pub profile: &'static Profile,
    /// Level lines of all pages, from top to bottom.
    pub lines: Vec<Line>,
    /// Lines that are not level.
    pub turned: Vec<Line>,
    /// First pages of the main text (0) and of each annex.
    pub starts: Vec<usize>,
    pub parts: BTreeMap<Part, Vec<usize>>,
    /// Of the upright pages of the main text.
    pub frame: Frame,
    /// Paragraphs of the main text.
    pub prose: Vec<Paragraph>,
}

impl<'a> View<'a> {
    pub fn new(paper: &'a Paper) -> View<'a> {
        let all = paper.sheets.iter().enumerate().flat_map(|(page, sheet)| lines(sheet, page, &paper.faces));
        let (turned, lines): (Vec<Line>, Vec<Line>) = all.partition(|line| line.turned);
        let profile = choose(&lines);
        let starts = recognise::starts(paper, &lines);
        let numbers = margin::page_numbers(paper, &lines);
        let main = starts.get(1).copied().unwrap_or(paper.sheets.len());
        let contact = margin::contact(paper, &lines);
        // What stands in the margins is no part of the frame, the text or the signature.
        let marginal: Vec<usize> =
            numbers.iter().chain(&contact).copied().chain(margin::marks(paper, &lines)).collect();
        let frame = frame(paper, &lines, &marginal, main);
        let mut parts = recognise::parts(paper, &lines, &starts, &marginal, profile, &frame);
        let prose = prose(&lines, &parts, &marginal, &frame, main);
        if !contact.is_empty() {
            parts.insert(Part::Contact, contact);
        }
        parts.insert(Part::PageNumber, numbers);
        let body: Vec<usize> = prose.iter().flat_map(|paragraph| paragraph.lines.clone()).collect();
        if !body.is_empty() {
            parts.insert(Part::Body, body);
        }
        View { paper, profile, lines, turned, starts, parts, frame, prose }
    }

    /// The lines of a component, in their order.
    pub fn part(&self, part: Part) -> impl Iterator<Item = &Line> {
        self.parts.get(&part).into_iter().flatten().filter_map(|index| self.lines.get(*index))
    }

    pub fn first(&self, part: Part) -> Option<&Line> {
        self.part(part).next()
    }

    pub fn has(&self, part: Part) -> bool {
        self.first(part).is_some()
    }

    /// The pages of the main text.
    pub fn main_pages(&self) -> std::ops::Range<usize> {
        0..self.starts.get(1).copied().unwrap_or(self.paper.sheets.len())
    }

    /// Which part of the document a page belongs to, and its number there from 1.
    pub fn place(&self, page: usize) -> (usize, usize) {
        let section = self.starts.iter().rposition(|start| *start <= page).unwrap_or(0);
        (section, page + 1 - self.starts.get(section).copied().unwrap_or(0))
    }

    /// Level bars of a page.
    pub fn rules(&self, page: usize) -> impl Iterator<Item = &Bar> {
        self.paper.sheets.get(page).into_iter().flat_map(|sheet| sheet.bars.iter()).filter(|bar| bar.level())
    }
}

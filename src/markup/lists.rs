//! Lists and their labels: a) b) c) d) đ), 1. 2. 3. or a dash.

use std::sync::Arc;

use super::blocks::Builder;
use super::computed::Computed;
use super::errors::Place;
use super::setting::{Display, ListStyle};
use super::xhtml::Element;
use crate::document::{Block, Blocks, Container, Inline, Inlines, Numbering, Paragraph, Role};

/// The letters of "điểm" in legal drafting: no f, j, w, z, nor ă, â, ê, ô, ơ, ư, but đ.
const LETTERS: [char; 23] = [
    'a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
    'x', 'y',
];
const LARGEST: u32 = 1_000_000;

impl<'a> Builder<'a, '_, '_, '_> {
    /// `ul`, `ol`: a container of role L; each `li` one of role LI, whose first paragraph carries the label.
    pub fn list(&mut self, element: &Element<'a>, own: &Computed, out: &mut Blocks) {
        let span = self.span(element);
        let start = self.start(element);
        let forced = self.forced(element);
        self.path.push(element.clone());
        let mut blocks = Vec::new();
        let mut number = start;
        for item in element.elements() {
            let style = self.style(&item, own);
            self.check_role(&item, &style);
            if style.display == Display::None {
                continue;
            }
            blocks.push(self.item(&item, &style, label(forced.unwrap_or(style.list), number)));
            number = number.saturating_add(1);
        }
        self.path.pop();
        let role = Role::L(numbering(forced.unwrap_or(own.list)));
        out.push(Block::Container(Container { role, style: own.block.clone(), blocks, span }));
    }

    fn item(&mut self, element: &Element<'a>, style: &Arc<Computed>, label: Option<String>) -> Block {
        let span = self.span(element);
        let mut blocks = self.flow(element, style, Role::LBody);
        if let Some(label) = label {
            let label = [Inline::Text { text: label.into(), style: style.text.clone() }];
            if !matches!(blocks.first(), Some(Block::Paragraph(_))) {
                let block = style.bare.clone();
                let inlines = Inlines::new();
                let empty = Paragraph { role: Role::LBody, style: block, inlines, label: None, span };
                blocks.insert(0, Block::Paragraph(empty));
            }
            if let Some(Block::Paragraph(first)) = blocks.first_mut() {
                first.label = Some(Box::new(label.into()));
            }
        }
        let blocks = blocks.into_vec();
        Block::Container(Container { role: Role::LI, style: style.block.clone(), blocks, span })
    }

    fn start(&mut self, element: &Element<'_>) -> u32 {
        let Some(start) = element.attribute("start") else {
            return 1;
        };
        match start.value.parse::<u32>() {
            Ok(number) if (1..=LARGEST).contains(&number) => number,
            _ => {
                let message = format!("Thuộc tính “start” cần số nguyên từ 1; gặp “{}”.", start.value);
                self.report.add(Place::xhtml(start.at), message);
                1
            }
        }
    }

    /// `type="1"` or `type="a"`.
    fn forced(&mut self, element: &Element<'_>) -> Option<ListStyle> {
        let kind = element.attribute("type")?;
        match kind.value {
            "1" => Some(ListStyle::Decimal),
            "a" => Some(ListStyle::Letters),
            other => {
                let message = format!("Thuộc tính “type” của <ol> cần “1” hoặc “a”; gặp “{other}”.");
                self.report.add(Place::xhtml(kind.at), message);
                None
            }
        }
    }
}

/// What a reader is told of the labels.
fn numbering(style: ListStyle) -> Numbering {
    match style {
        ListStyle::None | ListStyle::Dash => Numbering::None,
        ListStyle::Decimal => Numbering::Decimal,
        ListStyle::Letters => Numbering::Letters,
    }
}

/// The label of an item, counted from 1.
fn label(style: ListStyle, number: u32) -> Option<String> {
    match style {
        ListStyle::None => None,
        ListStyle::Dash => Some("-".to_string()),
        ListStyle::Decimal => Some(format!("{number}.")),
        ListStyle::Letters => Some(format!("{})", letters(number))),
    }
}

/// a … y, then aa, ab, … as columns of a sheet are lettered.
fn letters(number: u32) -> String {
    let base = LETTERS.len() as u32;
    let mut rest = number.max(1);
    let mut text = Vec::new();
    while rest > 0 {
        rest -= 1;
        text.push(LETTERS[(rest % base) as usize]);
        rest /= base;
    }
    text.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_follow_legal_drafting() {
        let labels: Vec<String> = (1..=8).filter_map(|number| label(ListStyle::Letters, number)).collect();
        assert_eq!(labels.join(" "), "a) b) c) d) đ) e) g) h)");
        assert_eq!(label(ListStyle::Letters, 23).unwrap(), "y)");
        assert_eq!(label(ListStyle::Letters, 24).unwrap(), "aa)");
        assert_eq!(label(ListStyle::Decimal, 12).unwrap(), "12.");
        assert_eq!(label(ListStyle::None, 1), None);
    }
}

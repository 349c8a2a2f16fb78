//! Elements, their attributes and what may stand in them.

/// An element of the subset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tag {
    Html,
    Head,
    Title,
    Meta,
    Link,
    Body,
    Section,
    Div,
    P,
    H(u8),
    Span,
    Br,
    Hr,
    Table,
    Caption,
    Colgroup,
    Col,
    Thead,
    Tbody,
    Tfoot,
    Tr,
    Th,
    Td,
    Ul,
    Ol,
    Li,
    Svg,
    Rect,
    Line,
    Text,
}

/// What may stand inside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Blocks and text.
    Flow,
    /// Text and inline elements.
    Inline,
    /// Text only.
    Words,
    /// These elements and no text.
    Only(&'static [Tag]),
    Nothing,
}

/// One element: name, kind, content, attributes besides the general ones.
pub(super) struct Entry {
    pub name: &'static str,
    pub tag: Tag,
    pub content: Content,
    pub attributes: &'static [&'static str],
}

/// Attributes that every element takes (`data-*` too).
pub(super) const GENERAL: &[&str] = &["class", "id", "lang", "style", "role"];

const fn entry(name: &'static str, tag: Tag, content: Content, attributes: &'static [&'static str]) -> Entry {
    Entry { name, tag, content, attributes }
}

use Content::{Flow, Inline, Nothing, Only, Words};

const GROUP: Content = Only(&[Tag::Tr]);

/// The whole subset.
pub(super) const ELEMENTS: &[Entry] = &[
    entry("html", Tag::Html, Only(&[Tag::Head, Tag::Body]), &[]),
    entry("head", Tag::Head, Only(&[Tag::Title, Tag::Meta, Tag::Link]), &[]),
    entry("title", Tag::Title, Words, &[]),
    entry("meta", Tag::Meta, Nothing, &["name", "content", "charset"]),
    entry("link", Tag::Link, Nothing, &["rel", "href", "type"]),
    entry("body", Tag::Body, Flow, &[]),
    entry("section", Tag::Section, Flow, &[]),
    entry("div", Tag::Div, Flow, &[]),
    entry("p", Tag::P, Inline, &[]),
    entry("h1", Tag::H(1), Inline, &[]),
    entry("h2", Tag::H(2), Inline, &[]),
    entry("h3", Tag::H(3), Inline, &[]),
    entry("h4", Tag::H(4), Inline, &[]),
    entry("h5", Tag::H(5), Inline, &[]),
    entry("h6", Tag::H(6), Inline, &[]),
    entry("span", Tag::Span, Inline, &[]),
    entry("strong", Tag::Span, Inline, &[]),
    entry("b", Tag::Span, Inline, &[]),
    entry("em", Tag::Span, Inline, &[]),
    entry("i", Tag::Span, Inline, &[]),
    entry("u", Tag::Span, Inline, &[]),
    entry("sup", Tag::Span, Inline, &[]),
    entry("br", Tag::Br, Nothing, &[]),
    entry("hr", Tag::Hr, Nothing, &[]),
    entry(
        "table",
        Tag::Table,
        Only(&[Tag::Caption, Tag::Colgroup, Tag::Col, Tag::Thead, Tag::Tbody, Tag::Tfoot, Tag::Tr]),
        &["summary"],
    ),
    entry("caption", Tag::Caption, Inline, &[]),
    entry("colgroup", Tag::Colgroup, Only(&[Tag::Col]), &[]),
    entry("col", Tag::Col, Nothing, &["span"]),
    entry("thead", Tag::Thead, GROUP, &[]),
    entry("tbody", Tag::Tbody, GROUP, &[]),
    entry("tfoot", Tag::Tfoot, GROUP, &[]),
    entry("tr", Tag::Tr, Only(&[Tag::Th, Tag::Td]), &[]),
    entry("th", Tag::Th, Flow, &["colspan", "rowspan", "scope"]),
    entry("td", Tag::Td, Flow, &["colspan", "rowspan"]),
    entry("ul", Tag::Ul, Only(&[Tag::Li]), &[]),
    entry("ol", Tag::Ol, Only(&[Tag::Li]), &["start", "type"]),
    entry("li", Tag::Li, Flow, &[]),
    entry(
        "svg",
        Tag::Svg,
        Only(&[Tag::Title, Tag::Rect, Tag::Line, Tag::Text]),
        &["width", "height", "viewBox"],
    ),
    entry("rect", Tag::Rect, Nothing, &["x", "y", "width", "height", "fill", "stroke", "stroke-width"]),
    entry("line", Tag::Line, Nothing, &["x1", "y1", "x2", "y2", "stroke", "stroke-width"]),
    entry(
        "text",
        Tag::Text,
        Words,
        &["x", "y", "fill", "text-anchor", "font-size", "font-weight", "font-style", "font-family"],
    ),
];

/// The element of a name: its position in `ELEMENTS`.
pub(super) fn element(name: &str) -> Option<usize> {
    ELEMENTS.iter().position(|entry| entry.name == name)
}

impl Tag {
    /// May it stand among blocks and text?
    pub fn is_flow(self) -> bool {
        self.is_inline()
            || matches!(self, Tag::Section | Tag::Div | Tag::P | Tag::H(_) | Tag::Hr | Tag::Table)
            || matches!(self, Tag::Ul | Tag::Ol | Tag::Svg)
    }

    /// May it stand among words?
    pub fn is_inline(self) -> bool {
        matches!(self, Tag::Span | Tag::Br)
    }

    /// Part of a table: takes background and vertical place from its parent.
    pub fn is_table_part(self) -> bool {
        matches!(self, Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Tr | Tag::Th | Tag::Td)
    }
}

impl Content {
    /// May this element stand here?
    pub fn takes(self, tag: Tag) -> bool {
        match self {
            Flow => tag.is_flow(),
            Inline => tag.is_inline(),
            Only(tags) => tags.contains(&tag),
            Words | Nothing => false,
        }
    }

    /// May words stand here?
    pub fn takes_words(self) -> bool {
        matches!(self, Flow | Inline | Words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permitted_child_has_an_entry() {
        for entry in ELEMENTS {
            if let Only(tags) = entry.content {
                assert!(
                    tags.iter().all(|tag| ELEMENTS.iter().any(|other| other.tag == *tag)),
                    "{}",
                    entry.name
                );
            }
        }
        assert!(Content::Flow.takes(Tag::Table) && !Content::Inline.takes(Tag::Table));
    }
}

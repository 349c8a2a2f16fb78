//! Head, body and sections to the document.

use std::collections::HashMap;
use std::sync::Arc;

use super::blocks::Builder;
use super::cascade::Cascade;
use super::computed::Computed;
use super::errors::{Place, Report};
use super::nearest::proposal;
use super::paper::page_style;
use super::setting::Display;
use super::stylesheet::Stylesheet;
use super::vocabulary::Tag;
use super::xhtml::{Element, Node};
use crate::document::{Blocks, Document, PageStyle, Role, Section, Span};

const META: &[&str] = &["author", "subject", "keywords"];

/// The document of a checked tree.
pub(super) fn document(root: &Element<'_>, sheet: &Stylesheet, report: &mut Report<'_>) -> Document {
    let mut document =
        Document { lang: root.value("lang").unwrap_or("vi-VN").to_string(), ..Document::default() };
    for child in root.elements().filter(|child| child.tag == Tag::Head) {
        head(&child, &mut document, report);
    }
    let mut builder = Builder::new(Cascade::new(sheet), report);
    let html = builder.style(root, &Computed::initial());
    builder.path.push(root.clone());
    let mut pages = Pages { root: html.clone(), styles: HashMap::new() };
    let mut bodies = root.elements().filter(|child| child.tag == Tag::Body);
    match bodies.next() {
        Some(body) => document.sections = builder.body(&body, &html, &mut pages),
        None => builder.report.add(root.place(), "Văn bản thiếu <body>."),
    }
    if let Some(second) = bodies.next() {
        builder.report.add(second.place(), "Chỉ được có một <body>.");
    }
    document
}

fn head(head: &Element<'_>, document: &mut Document, report: &mut Report<'_>) {
    for child in head.elements() {
        match child.tag {
            Tag::Title => document.title = nfc(&child.words()),
            Tag::Meta if child.attribute("name").is_some() => meta(&child, document, report),
            _ => {}
        }
    }
}

fn meta(element: &Element<'_>, document: &mut Document, report: &mut Report<'_>) {
    let Some(name) = element.attribute("name") else {
        return;
    };
    let content = nfc(element.value("content").unwrap_or(""));
    match name.value {
        "author" => document.author = content,
        "subject" => document.subject = content,
        "keywords" => document.keywords = content,
        other => {
            let near = proposal(other, META.iter().copied());
            let message =
                format!("<meta name=\"{other}\"> không được hỗ trợ; chỉ nhận {}.{near}", META.join(", "));
            report.add(Place::xhtml(name.at), message);
        }
    }
}

fn nfc(text: &str) -> String {
    Computed::initial().cased(text)
}

/// Page styles by name, made once each.
struct Pages {
    root: Arc<Computed>,
    styles: HashMap<Arc<str>, Arc<PageStyle>>,
}

impl<'a> Builder<'a, '_, '_, '_> {
    /// Sections, and what stands between them as sections of the body's own page.
    fn body(&mut self, body: &Element<'a>, html: &Computed, pages: &mut Pages) -> Vec<Section> {
        let own = self.style(body, html);
        self.check_role(body, &own);
        self.path.push(body.clone());
        let mut sections = Vec::new();
        let is_section = |node: &Node<'_>| matches!(node, Node::Element(child) if child.tag == Tag::Section);
        let children: Vec<Node<'a>> = body.children().collect();
        for nodes in children.chunk_by(|a, b| !is_section(a) && !is_section(b)) {
            match nodes {
                [Node::Element(child)] if child.tag == Tag::Section => {
                    sections.extend(self.section(child, &own, pages))
                }
                _ => {
                    let blocks = self.flow_of(nodes.iter().cloned(), &own, Role::P);
                    sections.extend(self.bound(blocks, &own, self.first(nodes), pages));
                }
            }
        }
        self.path.pop();
        if !self.marks.is_empty() {
            self.report
                .add(body.place(), "Phần tử role=\"mark\" đứng ngoài mọi nội dung; hãy đặt trong <section>.");
        }
        sections
    }

    fn section(&mut self, element: &Element<'a>, parent: &Computed, pages: &mut Pages) -> Option<Section> {
        let own = self.style(element, parent);
        self.check_role(element, &own);
        if own.display == Display::None {
            return None;
        }
        let blocks = self.flow(element, &own, Role::P);
        let span = self.span(element);
        let page = self.page(&own, pages);
        Some(Section { page, restart_numbers: own.restart, blocks: blocks.into_vec(), span })
    }

    /// A section of what has no section of its own; nothing makes none.
    fn bound(&mut self, blocks: Blocks, own: &Computed, span: Span, pages: &mut Pages) -> Option<Section> {
        if blocks.is_empty() {
            return None;
        }
        let page = self.page(own, pages);
        Some(Section { page, restart_numbers: own.restart, blocks: blocks.into_vec(), span })
    }

    fn first(&self, nodes: &[Node<'_>]) -> Span {
        let first = nodes.iter().find_map(|node| match node {
            Node::Element(element) => Some(element.at()),
            Node::Text { .. } => None,
        });
        self.report.span(first.unwrap_or(0))
    }

    /// The page style by name, with the marks of the section at hand.
    fn page(&mut self, own: &Computed, pages: &mut Pages) -> Arc<PageStyle> {
        let rules = &self.cascade.sheet().pages;
        let report = &mut *self.report;
        let make = || page_style(rules, &own.page, &pages.root, report);
        let style = pages.styles.entry(own.page.clone()).or_insert_with(make).clone();
        let marks = std::mem::take(&mut self.marks);
        if marks.is_empty() {
            return style;
        }
        let mut style = PageStyle::clone(&style);
        // A mark of the document takes the place of the stylesheet's.
        style.marks.retain(|old| !marks.iter().any(|mark| mark.place == old.place));
        style.marks.extend(marks);
        Arc::new(style)
    }
}

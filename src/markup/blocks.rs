//! The flow: paragraphs, containers, rule lines and marks.

use std::sync::Arc;

use super::cascade::Cascade;
use super::computed::Computed;
use super::errors::{Place, Report};
use super::inline::{Run, flat};
use super::nearest::proposal;
use super::setting::Display;
use super::vocabulary::Tag;
use super::xhtml::{Element, Node};
use crate::document::{
    Align, Block, BlockStyle, Blocks, Container, Inlines, PageMark, Paragraph, Role, Rule, Span,
};

/// Turns elements into blocks; knows the ancestors of the element at hand.
pub(super) struct Builder<'a, 's, 'r, 't> {
    pub cascade: Cascade<'a, 's>,
    pub report: &'r mut Report<'t>,
    /// Ancestors, root first.
    pub path: Vec<Element<'a>>,
    /// Marks of the section at hand.
    pub marks: Vec<PageMark>,
    /// Room to put texts together, used again and again.
    room: String,
}

impl<'a, 's, 'r, 't> Builder<'a, 's, 'r, 't> {
    pub fn new(cascade: Cascade<'a, 's>, report: &'r mut Report<'t>) -> Builder<'a, 's, 'r, 't> {
        Builder { cascade, report, path: Vec::new(), marks: Vec::new(), room: String::new() }
    }

    /// The style of a child of the element at hand.
    pub fn style(&mut self, element: &Element<'a>, parent: &Computed) -> Arc<Computed> {
        self.cascade.style(element, &self.path, parent, self.report)
    }

    pub fn span(&self, element: &Element<'_>) -> Span {
        self.report.span(element.at())
    }

    /// The blocks inside an element; text without an element of its own becomes paragraphs of role `words`.
    pub fn flow(&mut self, element: &Element<'a>, own: &Computed, words: Role) -> Blocks {
        self.path.push(element.clone());
        let blocks = self.flow_of(element.children(), own, words);
        self.path.pop();
        blocks
    }

    /// The same for some children of the element at hand.
    pub fn flow_of(
        &mut self,
        nodes: impl IntoIterator<Item = Node<'a>>,
        own: &Computed,
        words: Role,
    ) -> Blocks {
        let mut blocks = Blocks::new();
        let mut run = Run::new(std::mem::take(&mut self.room));
        for node in nodes {
            match node {
                Node::Text { text, at } => run.text(text, at, own),
                Node::Element(child) => {
                    let style = self.style(&child, own);
                    self.check_role(&child, &style);
                    if style.display == Display::None {
                        continue;
                    }
                    if self.is_inline(&child, &style) {
                        self.inline(&child, &style, &mut run);
                    } else {
                        self.loose(&mut run, own, words, &mut blocks);
                        if style.keep_previous {
                            blocks.last_mut().into_iter().for_each(keep_with_next);
                        }
                        self.block(&child, &style, words, &mut blocks);
                    }
                }
            }
        }
        self.loose(&mut run, own, words, &mut blocks);
        self.room = run.into_room();
        blocks
    }

    /// A paragraph of words that stand among blocks.
    fn loose(&mut self, run: &mut Run, own: &Computed, role: Role, blocks: &mut Blocks) {
        if let Some(at) = run.start() {
            let span = self.report.span(at);
            let style = own.bare.clone();
            let inlines = run.finish();
            blocks.push(Block::Paragraph(Paragraph { role, style, inlines, label: None, span }));
        }
    }

    /// `display: inline` makes words of a paragraph or div only if nothing but words is in it.
    fn is_inline(&mut self, element: &Element<'_>, style: &Computed) -> bool {
        match element.tag {
            Tag::Br => true,
            Tag::Span | Tag::P | Tag::H(_) => style.display == Display::Inline,
            Tag::Div if style.display == Display::Inline => {
                let block = element.elements().find(|child| !child.tag.is_inline());
                if let Some(block) = &block {
                    let message = "Phần tử có “display: inline” chỉ được chứa chữ.";
                    self.report.add(block.place(), message);
                }
                block.is_none()
            }
            _ => false,
        }
    }

    /// Adds the words of an inline element to a run.
    pub fn inline(&mut self, element: &Element<'a>, style: &Computed, run: &mut Run) {
        if element.tag == Tag::Br {
            run.line_break(element.at());
            return;
        }
        self.path.push(element.clone());
        for node in element.children() {
            match node {
                Node::Text { text, at } => run.text(text, at, style),
                Node::Element(child) => {
                    let inner = self.style(&child, style);
                    self.check_role(&child, &inner);
                    match inner.display {
                        Display::None => {}
                        Display::Block if child.tag != Tag::Br => {
                            run.new_line(child.at());
                            self.inline(&child, &inner, run);
                            run.new_line(child.at());
                        }
                        _ => self.inline(&child, &inner, run),
                    }
                }
            }
        }
        self.path.pop();
    }

    /// The words of an element that holds words only.
    pub fn words(&mut self, element: &Element<'a>, style: &Computed) -> Inlines {
        let mut run = Run::new(std::mem::take(&mut self.room));
        self.inline(element, style, &mut run);
        let inlines = run.finish();
        self.room = run.into_room();
        inlines
    }

    /// One block element.
    fn block(&mut self, element: &Element<'a>, style: &Arc<Computed>, words: Role, out: &mut Blocks) {
        match element.tag {
            Tag::P => self.paragraph(element, style, if words == Role::LBody { words } else { Role::P }, out),
            Tag::Span => self.paragraph(element, style, words, out),
            Tag::H(level) => self.paragraph(element, style, Role::H(level), out),
            Tag::Div if element.value("role") == Some("mark") => self.mark(element, style),
            Tag::Div => self.container(element, style, Role::Div, out),
            Tag::Section => self.container(element, style, Role::Sect, out),
            Tag::Hr => out.push(Block::Rule(self.rule(element, style))),
            Tag::Ul | Tag::Ol => self.list(element, style, out),
            Tag::Table => self.table(element, style, out),
            Tag::Svg => self.drawing(element, style, out),
            // The rest never stands in a flow: `xhtml` has reported it.
            _ => {}
        }
    }

    pub fn paragraph(&mut self, element: &Element<'a>, style: &Computed, role: Role, out: &mut Blocks) {
        let span = self.span(element);
        let inlines = self.words(element, style);
        out.push(Block::Paragraph(Paragraph {
            role,
            style: style.block.clone(),
            inlines,
            label: None,
            span,
        }));
    }

    fn container(&mut self, element: &Element<'a>, style: &Computed, role: Role, out: &mut Blocks) {
        let span = self.span(element);
        let blocks = self.flow(element, style, Role::P).into_vec();
        out.push(Block::Container(Container { role, style: style.block.clone(), blocks, span }));
    }

    /// `<hr/>`: its thickness is its `height`, or else its `border-top`.
    fn rule(&mut self, element: &Element<'_>, style: &Computed) -> Rule {
        let mut block = BlockStyle::clone(&style.block);
        match (style.auto_left, style.auto_right) {
            (true, true) => block.align = Align::Center,
            (true, false) => block.align = Align::Right,
            (false, true) => block.align = Align::Left,
            (false, false) => {}
        }
        let (thickness, color) = match style.height.filter(|height| *height > 0.0) {
            Some(height) => (height, block.background.unwrap_or(style.text.color)),
            None => (block.border.widths.top, block.border.color),
        };
        Rule {
            style: if block == *style.block { style.block.clone() } else { Arc::new(block) },
            thickness,
            color,
            width_of_previous: style.width_of_previous,
            share: style.share,
            span: self.span(element),
        }
    }

    /// A fixed text of the section's pages; without text there is no mark.
    fn mark(&mut self, element: &Element<'a>, style: &Computed) {
        let Some(place) = style.mark else {
            let message = "Phần tử role=\"mark\" cần thuộc tính “-th-mark”, ví dụ “-th-mark: top-right”.";
            self.report.add(element.place(), message);
            return;
        };
        if !self.path.last().is_some_and(|parent| matches!(parent.tag, Tag::Section | Tag::Body)) {
            self.report.add(
                element.place(),
                "Phần tử role=\"mark\" phải đứng trực tiếp trong <section> hoặc <body>.",
            );
            return;
        }
        let blocks = self.flow(element, style, Role::P);
        let text = blocks.iter().map(words_of).collect::<Vec<_>>().join("\n").trim().to_string();
        if text.is_empty() {
            return;
        }
        let text_style = (*style.text).clone();
        self.marks.push(PageMark {
            text,
            style: text_style,
            place,
            boxed: style.boxed(),
            overline: style.overline(),
            first_only: style.first_only,
        });
    }

    /// `role` takes two words, each on one element.
    pub fn check_role(&mut self, element: &Element<'_>, style: &Computed) {
        if let Some(role) = element.attribute("role") {
            let message = match (role.value, element.tag) {
                ("presentation", Tag::Table) | ("mark", Tag::Div) => None,
                ("presentation", _) => {
                    Some("Giá trị role=\"presentation\" chỉ dùng cho <table>.".to_string())
                }
                ("mark", _) => Some("Giá trị role=\"mark\" chỉ dùng cho <div>.".to_string()),
                (other, _) => {
                    Some(format!("Không có role “{other}”.{}", proposal(other, ["presentation", "mark"])))
                }
            };
            if let Some(message) = message {
                self.report.add(Place::xhtml(role.at), message);
            }
        } else if style.mark.is_some() {
            self.report.add(element.place(), "Thuộc tính “-th-mark” chỉ dùng cho <div role=\"mark\">.");
        }
    }
}

/// `-th-keep-with-previous` of a block is the wish of the one before it.
fn keep_with_next(block: &mut Block) {
    let style = match block {
        Block::Paragraph(paragraph) => &mut paragraph.style,
        Block::Container(container) => &mut container.style,
        Block::Table(table) => &mut table.style,
        Block::Rule(rule) => &mut rule.style,
        Block::Drawing(drawing) => &mut drawing.style,
    };
    Arc::make_mut(style).keep_with_next = true;
}

/// The words of a block, for a mark.
fn words_of(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => flat(&paragraph.inlines),
        Block::Container(container) => container.blocks.iter().map(words_of).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

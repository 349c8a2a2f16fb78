//! XHTML text to a checked tree of elements: unknown names and misplaced elements are reported here, once for all.

use std::cell::Cell;

use roxmltree::{Error, ParsingOptions, TextPos};

use super::errors::{Place, Report};
use super::nearest::proposal;
use super::vocabulary::{Content, ELEMENTS, Entry, GENERAL, Tag, element};

/// Deepest nesting: more than any official document needs, and few enough for a 64-bit set of ancestors.
pub(super) const DEPTH: usize = 64;
/// Largest text and most nodes that are read.
const BYTES: usize = 64 << 20;
const NODES: u32 = 8_000_000;

/// An element of the subset; names and values borrow from the text.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub tag: Tag,
    pub name: &'static str,
    /// Byte offset of `<`.
    pub at: usize,
    pub id: Option<&'a str>,
    /// Sorted, each once.
    pub classes: Vec<&'a str>,
    pub attributes: Vec<Attribute<'a>>,
    pub children: Vec<Node<'a>>,
    /// First and last among the sibling elements.
    pub first: bool,
    pub last: bool,
    /// Set by the cascade: the same number for all that rules cannot tell apart.
    pub sight: Cell<u32>,
}

#[derive(Debug)]
pub(super) struct Attribute<'a> {
    pub name: &'a str,
    pub value: &'a str,
    /// Byte offset of the value.
    pub at: usize,
}

#[derive(Debug)]
pub(super) enum Node<'a> {
    Element(Element<'a>),
    Text { text: &'a str, at: usize },
}

impl<'a> Element<'a> {
    /// An attribute with its place.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// An attribute's value.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        self.attribute(name).map(|attribute| attribute.value)
    }

    /// Child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text { .. } => None,
        })
    }

    /// Own text (not that of child elements), white space collapsed.
    pub fn words(&self) -> String {
        let mut text = String::new();
        for node in &self.children {
            if let Node::Text { text: part, .. } = node {
                text.push_str(part);
            }
        }
        text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    pub fn place(&self) -> Place {
        Place::xhtml(self.at)
    }
}

/// Reads the text and hands the tree of `<html>` to `then`; `None` if it is not XML.
pub(super) fn with_tree<'s, T>(
    text: &str,
    report: &mut Report<'s>,
    then: impl FnOnce(&Element<'_>, &mut Report<'s>) -> T,
) -> Option<T> {
    if text.len() > BYTES {
        report.add(Place::xhtml(0), format!("Văn bản lớn hơn {} MB.", BYTES >> 20));
        return None;
    }
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    let tree = match roxmltree::Document::parse_with_options(text, options) {
        Ok(tree) => tree,
        Err(error) => {
            let (at, message) = malformed(&error, text, report);
            report.add(Place::xhtml(at), message);
            return None;
        }
    };
    let root = tree.root_element();
    let html = match element(root.tag_name().name()) {
        Some(entry) if entry.tag == Tag::Html => convert(root, entry, 1, report),
        _ => {
            report.add(Place::xhtml(root.range().start), "Phần tử gốc phải là <html>.");
            return None;
        }
    };
    Some(then(&html, report))
}

/// A checked element with its children.
fn convert<'a>(
    node: roxmltree::Node<'a, 'a>,
    entry: &'static Entry,
    depth: usize,
    report: &mut Report<'_>,
) -> Element<'a> {
    let at = node.range().start;
    let attributes = attributes(node, entry, report);
    let value =
        |name: &str| attributes.iter().find(|attribute| attribute.name == name).map(|found| found.value);
    let mut classes: Vec<&str> = value("class").unwrap_or("").split_whitespace().collect();
    classes.sort_unstable();
    classes.dedup();
    let id = value("id");
    let children = if depth < DEPTH {
        children(node, entry, depth, report)
    } else {
        if node.first_element_child().is_some() {
            report.add(Place::xhtml(at), format!("Các phần tử lồng nhau quá {DEPTH} cấp."));
        }
        Vec::new()
    };
    Element {
        tag: entry.tag,
        name: entry.name,
        at,
        id,
        classes,
        attributes,
        children,
        first: false,
        last: false,
        sight: Cell::new(0),
    }
}

fn attributes<'a>(
    node: roxmltree::Node<'a, 'a>,
    entry: &Entry,
    report: &mut Report<'_>,
) -> Vec<Attribute<'a>> {
    let mut known = Vec::with_capacity(node.attributes().len());
    for attribute in node.attributes() {
        let name = attribute.name();
        if GENERAL.contains(&name) || entry.attributes.contains(&name) {
            known.push(Attribute { name, value: attribute.value(), at: attribute.range_value().start });
        } else if !name.starts_with("data-") {
            report.add_with(Place::xhtml(attribute.range().start), || {
                let near = proposal(name, entry.attributes.iter().chain(GENERAL).copied());
                format!("Phần tử <{}> không có thuộc tính “{name}”.{near}", entry.name)
            });
        }
    }
    known
}

fn children<'a>(
    node: roxmltree::Node<'a, 'a>,
    entry: &Entry,
    depth: usize,
    report: &mut Report<'_>,
) -> Vec<Node<'a>> {
    // Exactly the room that is needed: a table has hundreds of thousands of elements with one child.
    let words = entry.content.takes_words();
    let kept = node.children().filter(|child| child.is_element() || words && child.is_text());
    let mut children = Vec::with_capacity(kept.count());
    for child in node.children() {
        if child.is_element() {
            if let Some(known) = permitted(child, entry, report) {
                children.push(Node::Element(convert(child, known, depth + 1, report)));
            }
        } else if child.is_text() {
            let text = child.text().unwrap_or("");
            let blank = text.trim_matches([' ', '\t', '\r', '\n']).is_empty();
            let at = child.range().start;
            if entry.content.takes_words() {
                children.push(Node::Text { text, at });
            } else if !blank {
                let shift = text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
                report.add(
                    Place::xhtml(at + shift),
                    format!("Chữ không được đứng trực tiếp trong <{}>.", entry.name),
                );
            }
        }
    }
    mark_ends(&mut children);
    children
}

/// The entry of a child element, if it is known and may stand here.
fn permitted(
    child: roxmltree::Node<'_, '_>,
    parent: &Entry,
    report: &mut Report<'_>,
) -> Option<&'static Entry> {
    let name = child.tag_name().name();
    let place = Place::xhtml(child.range().start);
    let Some(entry) = element(name) else {
        report.add_with(place, || {
            let near = proposal(name, ELEMENTS.iter().map(|entry| entry.name));
            format!("Không có phần tử <{name}>.{near}")
        });
        return None;
    };
    if !parent.content.takes(entry.tag) {
        report.add(
            place,
            format!("Phần tử <{name}> không được đứng trong <{}>.{}", parent.name, hint(parent.content)),
        );
        return None;
    }
    Some(entry)
}

/// What may stand there instead.
fn hint(content: Content) -> String {
    match content {
        Content::Only(tags) => {
            let names = ELEMENTS
                .iter()
                .filter(|entry| tags.contains(&entry.tag))
                .map(|entry| format!("<{}>", entry.name));
            format!(" Ở đây chỉ nhận {}.", names.collect::<Vec<_>>().join(", "))
        }
        Content::Inline => {
            " Ở đây chỉ nhận chữ và phần tử trong dòng (span, strong, em, u, sup, br).".to_string()
        }
        Content::Words => " Ở đây chỉ nhận chữ.".to_string(),
        Content::Nothing => " Phần tử này phải rỗng.".to_string(),
        Content::Flow => String::new(),
    }
}

fn mark_ends(children: &mut [Node<'_>]) {
    let element = |node: &mut Node<'_>| matches!(node, Node::Element(_));
    if let Some(Node::Element(first)) = children.iter_mut().find_map(|node| element(node).then_some(node)) {
        first.first = true;
    }
    if let Some(Node::Element(last)) =
        children.iter_mut().rev().find_map(|node| element(node).then_some(node))
    {
        last.last = true;
    }
}

/// roxmltree's error as offset and Vietnamese sentence.
fn malformed(error: &Error, text: &str, report: &Report<'_>) -> (usize, String) {
    let message = match error {
        Error::UnexpectedCloseTag(expected, actual, _) => {
            format!("Thẻ đóng </{actual}> không khớp: phần tử đang mở là <{expected}>.")
        }
        Error::UnknownEntityReference(name, _) => format!("Không có ký hiệu “&{name};”."),
        Error::MalformedEntityReference(_) => "Dấu “&” phải viết là “&amp;”.".to_string(),
        Error::InvalidAttributeValue(_) => {
            "Trong giá trị thuộc tính, dấu “<” phải viết là “&lt;”.".to_string()
        }
        Error::DuplicatedAttribute(name, _) => format!("Thuộc tính “{name}” ghi hai lần."),
        Error::UnknownNamespace(name, _) => format!("Tiền tố “{name}:” chưa được khai báo."),
        Error::NoRootNode => "Văn bản không có phần tử nào.".to_string(),
        Error::UnclosedRootNode => format!("Thiếu thẻ đóng{}.", last_open(text)),
        Error::UnexpectedDeclaration(_) => "Khai báo <?xml …?> phải đứng đầu văn bản.".to_string(),
        Error::DtdDetected => "Không dùng khai báo DTD; chỉ nhận <!DOCTYPE html>.".to_string(),
        Error::NodesLimitReached => format!("Văn bản có quá {NODES} phần tử."),
        Error::NonXmlChar(c, _) => format!("Ký tự U+{:04X} không được dùng trong XML.", *c as u32),
        Error::InvalidChar(expected, actual, _) => {
            format!("Cần “{}”, gặp “{}”.", *expected as char, printable(*actual))
        }
        Error::InvalidChar2(expected, actual, _) => {
            format!("Cần {expected}, gặp “{}”.", printable(*actual))
        }
        Error::InvalidString(expected, _) => format!("Cần “{expected}”."),
        Error::InvalidComment(_) => "Chú thích <!-- … --> không được chứa “--”.".to_string(),
        Error::InvalidCharacterData(_) => "Chuỗi “]]>” không được đứng trong chữ.".to_string(),
        Error::InvalidName(_) => {
            "Tên phần tử hoặc thuộc tính không hợp lệ; dấu “<” trong chữ phải viết là “&lt;”.".to_string()
        }
        Error::UnknownToken(_) => "Không hiểu đoạn này; văn bản phải là XHTML đúng chuẩn XML.".to_string(),
        Error::UnexpectedEndOfStream => "Văn bản kết thúc giữa chừng.".to_string(),
        _ => "XHTML không đúng chuẩn XML.".to_string(),
    };
    let at = match error {
        Error::NoRootNode | Error::NodesLimitReached => 0,
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => text.len(),
        Error::DtdDetected => text.to_ascii_uppercase().find("<!DOCTYPE").unwrap_or(0),
        _ => {
            let TextPos { row, col } = error.pos();
            report.offset(row, col)
        }
    };
    (at, message)
}

/// ` </b>`: the innermost element still open at the end of a text that broke off.
fn last_open(text: &str) -> String {
    let mut open: Vec<&str> = Vec::new();
    for piece in text.split('<').skip(1) {
        let name: &str = piece.split([' ', '>', '/', '\n', '\t', '\r']).next().unwrap_or("");
        if let Some(closed) = piece.strip_prefix('/') {
            if open.last().is_some_and(|last| closed.starts_with(last)) {
                open.pop();
            }
        } else if name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !piece.split('>').next().is_some_and(|tag| tag.ends_with('/'))
        {
            open.push(name);
        }
    }
    open.last().map_or(String::new(), |name| format!(" </{name}>"))
}

fn printable(byte: u8) -> char {
    if byte.is_ascii_graphic() || byte == b' ' { byte as char } else { '\u{fffd}' }
}

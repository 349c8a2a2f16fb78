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

/// An element of the subset: a view of the XML tree, made when it is asked for. A long table has hundreds of thousands of
/// elements, and each is looked at once.
#[derive(Debug, Clone)]
pub(super) struct Element<'a> {
    node: roxmltree::Node<'a, 'a>,
    seals: &'a [Seal],
    pub tag: Tag,
    pub name: &'static str,
    /// First and last among the sibling elements.
    pub first: bool,
    pub last: bool,
    /// Set by the cascade: the same number for all that rules cannot tell apart.
    pub sight: Cell<u32>,
}

/// An attribute; `at` is the byte offset of its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute<'a> {
    pub name: &'a str,
    pub value: &'a str,
    pub at: usize,
}

#[derive(Debug, Clone)]
pub(super) enum Node<'a> {
    Element(Element<'a>),
    Text { text: &'a str, at: usize },
}

/// What the check has found a node to be, by the node's number.
#[derive(Debug, Clone, Copy, Default)]
struct Seal {
    /// Position in `ELEMENTS` from 1, or `TEXT`; 0: not to be seen.
    kind: u8,
    first: bool,
    last: bool,
}

/// The seal of words that may stand where they stand.
const TEXT: u8 = u8::MAX;

impl<'a> Element<'a> {
    fn new(node: roxmltree::Node<'a, 'a>, seals: &'a [Seal]) -> Option<Element<'a>> {
        let Seal { kind, first, last } = *seals.get(node.id().get_usize())?;
        let Entry { tag, name, .. } = ELEMENTS.get(usize::from(kind).checked_sub(1)?)?;
        Some(Element { node, seals, tag: *tag, name, first, last, sight: Cell::new(0) })
    }

    /// Byte offset of `<`.
    pub fn at(&self) -> usize {
        self.node.range().start
    }

    /// An attribute with its place.
    pub fn attribute(&self, name: &str) -> Option<Attribute<'a>> {
        let found = self.node.attributes().find(|attribute| attribute.name() == name)?;
        Some(Attribute { name: found.name(), value: found.value(), at: found.range_value().start })
    }

    /// An attribute's value.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        self.node.attributes().find(|attribute| attribute.name() == name).map(|found| found.value())
    }

    pub fn id(&self) -> Option<&'a str> {
        self.value("id")
    }

    /// Sorted, each once.
    pub fn classes(&self) -> Vec<&'a str> {
        let mut classes: Vec<&str> = self.value("class").unwrap_or("").split_whitespace().collect();
        classes.sort_unstable();
        classes.dedup();
        classes
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.value("class").is_some_and(|all| all.split_whitespace().any(|one| one == class))
    }

    /// Words and elements, those that may stand here.
    pub fn children(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let seals = self.seals;
        self.node.children().filter_map(move |child| {
            if child.is_element() {
                return Element::new(child, seals).map(Node::Element);
            }
            let seal = seals.get(child.id().get_usize())?;
            (seal.kind == TEXT)
                .then(|| Node::Text { text: child.text().unwrap_or(""), at: child.range().start })
        })
    }

    /// Child elements.
    pub fn elements(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let seals = self.seals;
        self.node
            .children()
            .filter(|child| child.is_element())
            .filter_map(move |child| Element::new(child, seals))
    }

    /// Own text (not that of child elements), white space collapsed.
    pub fn words(&self) -> String {
        let mut text = String::new();
        for node in self.children() {
            if let Node::Text { text: part, .. } = node {
                text.push_str(part);
            }
        }
        text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    pub fn place(&self) -> Place {
        Place::xhtml(self.at())
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
    let Some(html) = element(root.tag_name().name()).filter(|at| ELEMENTS[*at].tag == Tag::Html) else {
        report.add(Place::xhtml(root.range().start), "Phần tử gốc phải là <html>.");
        return None;
    };
    let mut check = Check { seals: Vec::new(), report };
    check.seal(root, Seal { kind: kind(html), ..Seal::default() });
    check.element(root, &ELEMENTS[html], 1);
    let Check { seals, report } = check;
    Element::new(root, &seals).map(|html| then(&html, report))
}

/// The seal of an element at this place in `ELEMENTS`.
fn kind(element: usize) -> u8 {
    element as u8 + 1
}

/// Looks at every node once, reports what may not be, and seals what may.
struct Check<'r, 's> {
    seals: Vec<Seal>,
    report: &'r mut Report<'s>,
}

impl Check<'_, '_> {
    fn seal(&mut self, node: roxmltree::Node<'_, '_>, seal: Seal) {
        let at = node.id().get_usize();
        if self.seals.len() <= at {
            self.seals.resize(at + 1, Seal::default());
        }
        self.seals[at] = seal;
    }

    fn element(&mut self, node: roxmltree::Node<'_, '_>, entry: &'static Entry, depth: usize) {
        self.attributes(node, entry);
        if depth < DEPTH {
            self.children(node, entry, depth);
        } else if node.first_element_child().is_some() {
            let place = Place::xhtml(node.range().start);
            self.report.add(place, format!("Các phần tử lồng nhau quá {DEPTH} cấp."));
        }
    }

    fn attributes(&mut self, node: roxmltree::Node<'_, '_>, entry: &Entry) {
        for attribute in node.attributes() {
            let name = attribute.name();
            if !GENERAL.contains(&name) && !entry.attributes.contains(&name) && !name.starts_with("data-") {
                self.report.add_with(Place::xhtml(attribute.range().start), || {
                    let near = proposal(name, entry.attributes.iter().chain(GENERAL).copied());
                    format!("Phần tử <{}> không có thuộc tính “{name}”.{near}", entry.name)
                });
            }
        }
    }

    fn children(&mut self, node: roxmltree::Node<'_, '_>, entry: &'static Entry, depth: usize) {
        let mut last = None;
        for child in node.children() {
            if child.is_element() {
                let Some(known) = permitted(child, entry, self.report) else { continue };
                self.seal(child, Seal { kind: kind(known), first: last.is_none(), last: false });
                last = Some(child.id().get_usize());
                self.element(child, &ELEMENTS[known], depth + 1);
            } else if child.is_text() {
                self.text(child, entry);
            }
        }
        if let Some(seal) = last.and_then(|last| self.seals.get_mut(last)) {
            seal.last = true;
        }
    }

    fn text(&mut self, node: roxmltree::Node<'_, '_>, entry: &Entry) {
        if entry.content.takes_words() {
            return self.seal(node, Seal { kind: TEXT, ..Seal::default() });
        }
        let text = node.text().unwrap_or("");
        if !text.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
            let shift = text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
            self.report.add(
                Place::xhtml(node.range().start + shift),
                format!("Chữ không được đứng trực tiếp trong <{}>.", entry.name),
            );
        }
    }
}

/// The place in `ELEMENTS` of a child element, if it is known and may stand here.
fn permitted(child: roxmltree::Node<'_, '_>, parent: &Entry, report: &mut Report<'_>) -> Option<usize> {
    let name = child.tag_name().name();
    let place = Place::xhtml(child.range().start);
    let Some(found) = element(name) else {
        report.add_with(place, || {
            let near = proposal(name, ELEMENTS.iter().map(|entry| entry.name));
            format!("Không có phần tử <{name}>.{near}")
        });
        return None;
    };
    if !parent.content.takes(ELEMENTS[found].tag) {
        report.add(
            place,
            format!("Phần tử <{name}> không được đứng trong <{}>.{}", parent.name, hint(parent.content)),
        );
        return None;
    }
    Some(found)
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

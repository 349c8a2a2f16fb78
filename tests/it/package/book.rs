//! The workbook part, its styles and its strings.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::formula;
use super::parts::{Package, RELATIONSHIPS};

/// Excel's limits.
const LONGEST_NAME: usize = 31;
pub const LONGEST_TEXT: usize = 32_767;
const FIRST_OWN_FORMAT: u32 = 164;

/// What sheets refer to.
pub struct Book {
    /// Name and part of each sheet, in order.
    pub sheets: Vec<(String, String)>,
    pub strings: Vec<String>,
    pub formats: usize,
    pub dxfs: usize,
    /// How often `sharedStrings.xml` says it is used.
    pub uses: Option<usize>,
}

pub fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

pub fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |child| child.tag_name().name() == name)
}

pub fn read(package: &Package, faults: &mut Vec<String>) -> Option<Book> {
    let xml = package.xml("xl/workbook.xml")?;
    let relations = package.relations("xl/workbook.xml");
    let (mut names, mut ids) = (BTreeSet::new(), BTreeSet::new());
    let mut sheets = Vec::new();
    for sheet in named(xml.root_element(), "sheet") {
        let name = sheet.attribute("name").unwrap_or_default();
        name_is_legal(name, faults);
        if !names.insert(name.to_lowercase()) {
            faults.push(format!("two sheets are called {name}"));
        }
        let id = sheet.attribute("sheetId").unwrap_or_default();
        if id.parse::<u32>().is_err() || !ids.insert(id.to_owned()) {
            faults.push(format!("sheet {name}: the id {id} is taken, or none"));
        }
        match sheet.attribute((RELATIONSHIPS, "id")).and_then(|id| relations.get(id)) {
            Some(relation) => sheets.push((name.to_owned(), relation.target.clone())),
            None => faults.push(format!("sheet {name} has no part")),
        }
    }
    defined_names(xml.root_element(), &sheets, faults);
    let (strings, uses) = strings(package, faults);
    let (formats, dxfs) = styles(package, faults);
    Some(Book { sheets, strings, formats, dxfs, uses })
}

fn name_is_legal(name: &str, faults: &mut Vec<String>) {
    let length = name.encode_utf16().count();
    let odd = name.chars().any(|c| c.is_control() || "[]:*?/\\".contains(c));
    if length == 0 || length > LONGEST_NAME || odd || name.starts_with('\'') || name.ends_with('\'') {
        faults.push(format!("a sheet cannot be called “{name}”"));
    }
}

/// Letters, digits, dots and low lines, not like a cell, one of a name on each sheet.
fn defined_names(book: Node, sheets: &[(String, String)], faults: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for one in named(book, "definedName") {
        let name = one.attribute("name").unwrap_or_default();
        let legal = name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '\\')
            && name.chars().all(|c| c.is_alphanumeric() || "._\\".contains(c))
            && super::sheet::cell(name).is_none();
        if !legal {
            faults.push(format!("nothing can be named “{name}”"));
        }
        let local = one.attribute("localSheetId");
        if local.is_some_and(|id| id.parse::<usize>().is_ok_and(|id| id >= sheets.len())) {
            faults.push(format!("{name} belongs to a sheet that is not there"));
        }
        if !seen.insert((name.to_lowercase(), local)) {
            faults.push(format!("{name} is named twice"));
        }
        formula::check(one.text().unwrap_or_default(), sheets, &format!("name {name}"), faults);
    }
}

fn strings(package: &Package, faults: &mut Vec<String>) -> (Vec<String>, Option<usize>) {
    let Some(xml) = package.xml("xl/sharedStrings.xml") else {
        return (Vec::new(), None);
    };
    let root = xml.root_element();
    let strings: Vec<String> = elements(root)
        .map(|item| named(item, "t").filter_map(|text| text.text()).collect::<String>())
        .collect();
    for text in &strings {
        text_is_legal(text, "a shared string", faults);
    }
    let count = |name| root.attribute(name).and_then(|count| count.parse::<usize>().ok());
    if count("uniqueCount") != Some(strings.len()) {
        faults.push(format!("uniqueCount {:?} of {} strings", count("uniqueCount"), strings.len()));
    }
    (strings, count("count"))
}

pub fn text_is_legal(text: &str, place: &str, faults: &mut Vec<String>) {
    if text.encode_utf16().count() > LONGEST_TEXT {
        faults.push(format!("{place} is longer than {LONGEST_TEXT}"));
    }
    let escaped =
        ["_x0000_", "_x0001_", "_x0007_", "_x0008_", "_x000B_", "_x000C_", "_x001B_", "_xFFFE_", "_xFFFF_"];
    // Excel's own way to write that such words are meant as they stand.
    let text = text.replace("_x005F_", "");
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    if text.chars().any(control) || escaped.iter().any(|one| text.contains(one)) {
        faults.push(format!(
            "{place} holds a control character: {:?}",
            text.chars().take(60).collect::<String>()
        ));
    }
}

/// Counts, indices and colours of `styles.xml`; gives the number of formats and of conditional ones.
fn styles(package: &Package, faults: &mut Vec<String>) -> (usize, usize) {
    let Some(xml) = package.xml("xl/styles.xml") else {
        faults.push("no styles".into());
        return (0, 0);
    };
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for list in elements(xml.root_element()) {
        let (name, size) = (list.tag_name().name(), elements(list).count());
        sizes.insert(name, size);
        if list.attribute("count").is_some_and(|count| count.parse() != Ok(size)) {
            faults.push(format!("styles: {name} says {:?} and holds {size}", list.attribute("count")));
        }
    }
    let size = |name: &str| sizes.get(name).copied().unwrap_or(0);
    let own: BTreeSet<u32> = named(xml.root_element(), "numFmt")
        .filter_map(|format| format.attribute("numFmtId")?.parse().ok())
        .collect();
    for format in named(xml.root_element(), "xf") {
        for (key, list) in
            [("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"), ("xfId", "cellStyleXfs")]
        {
            let index = format.attribute(key).map_or(Ok(0), str::parse::<usize>);
            if index.is_ok_and(|index| index < size(list)) {
                continue;
            }
            faults.push(format!("styles: {key} {:?} of {} {list}", format.attribute(key), size(list)));
        }
        let number = format.attribute("numFmtId").map_or(Ok(0), str::parse::<u32>);
        if !number.is_ok_and(|id| id < FIRST_OWN_FORMAT || own.contains(&id)) {
            faults.push(format!("styles: no number format {:?}", format.attribute("numFmtId")));
        }
    }
    for colour in xml.descendants().filter_map(|node| node.attribute("rgb")) {
        if colour.len() != 8 || !colour.chars().all(|c| c.is_ascii_hexdigit()) {
            faults.push(format!("styles: the colour {colour}"));
        }
    }
    (size("cellXfs"), size("dxfs"))
}

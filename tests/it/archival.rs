//! Every PDF of every plan is archival and accessible: judged by another's validator, and by what validators miss.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::outputs::{Made, every_pdf};

#[test]
fn every_document_is_pdf_a_2a_and_pdf_ua_1() {
    assert!(every_pdf().len() > 60, "documents and slips of three plans");
    for Made { name, bytes } in every_pdf() {
        let document = Document::load_mem(bytes).unwrap();
        // With files inside it is PDF/A-3a: 2a allows no attachments but PDF/A.
        let attached = document.catalog().unwrap().has(b"AF");
        let archival = if attached { ValidationProfile::PdfA3a } else { ValidationProfile::PdfA2a };
        for profile in [archival, ValidationProfile::PdfUa1] {
            let limits = SafetyLimits::unlimited();
            let options = ValidationOptions::default().profile(profile).limits(limits);
            let report = validate_pdf_bytes(bytes, &options).unwrap();
            assert!(report.is_compliant, "{name} {profile:?}: {:#?}", report.failures);
        }
    }
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match object {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        Object::Dictionary(found) => Some(found),
        _ => None,
    }
}

fn list<'a>(dict: &'a Dictionary, key: &[u8]) -> Vec<&'a Object> {
    match dict.get(key) {
        Ok(Object::Array(list)) => list.iter().collect(),
        Ok(single) => vec![single],
        Err(_) => Vec::new(),
    }
}

/// A structure element.
struct Element<'a> {
    id: Option<ObjectId>,
    role: String,
    dict: &'a Dictionary,
    children: Vec<Element<'a>>,
}

impl<'a> Element<'a> {
    fn below(document: &'a Document, from: &'a Dictionary) -> Vec<Element<'a>> {
        let element = |child: &'a Object| {
            let dict = dictionary(document, child)?;
            let role = String::from_utf8_lossy(dict.get(b"S").ok()?.as_name().ok()?).into_owned();
            let children = Element::below(document, dict);
            Some(Element { id: child.as_reference().ok(), role, dict, children })
        };
        list(from, b"K").into_iter().filter_map(element).collect()
    }

    fn each(&self, check: &mut impl FnMut(&Element<'a>)) {
        check(self);
        self.children.iter().for_each(|child| child.each(check));
    }

    fn attribute(&self, document: &'a Document, key: &[u8]) -> Option<&'a Object> {
        let found = list(self.dict, b"A").into_iter().find_map(|object| dictionary(document, object));
        found?.get(key).ok()
    }

    fn span(&self, document: &'a Document, key: &[u8]) -> usize {
        self.attribute(document, key).and_then(|span| span.as_i64().ok()).unwrap_or(1) as usize
    }
}

fn root(document: &Document) -> &Dictionary {
    let id = document.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    document.get_dictionary(id).unwrap()
}

fn structure(document: &Document) -> Vec<Element<'_>> {
    Element::below(document, root(document))
}

/// The rows of a table, whether in groups or not.
fn rows<'e, 'a>(table: &'e Element<'a>, found: &mut Vec<&'e Element<'a>>) {
    for child in &table.children {
        match child.role.as_str() {
            "TR" => found.push(child),
            "THead" | "TBody" | "TFoot" => rows(child, found),
            "Caption" => {}
            other => panic!("{other} in a table"),
        }
    }
}

#[test]
fn headings_of_tables_have_a_scope_and_no_row_is_short() {
    let mut tables = 0;
    for Made { name, bytes } in every_pdf() {
        let document = Document::load_mem(bytes).unwrap();
        for element in structure(&document) {
            element.each(&mut |element| {
                if element.role == "TH" {
                    let scope = element.attribute(&document, b"Scope").and_then(|scope| scope.as_name().ok());
                    let known = [&b"Column"[..], b"Row", b"Both"];
                    assert!(scope.is_some_and(|scope| known.contains(&scope)), "{name}: a TH without Scope");
                }
                if element.role == "Table" {
                    tables += 1;
                    whole_grid(&document, element, name);
                }
            });
        }
    }
    assert!(tables > 60, "{tables} tables");
}

/// Every row fills the same columns, spans counted; the first row is a heading of columns.
fn whole_grid(document: &Document, table: &Element<'_>, name: &str) {
    let mut all = Vec::new();
    rows(table, &mut all);
    let heads = |row: &Element<'_>| row.children.iter().all(|cell| cell.role == "TH");
    assert!(all.first().is_some_and(|row| heads(row)), "{name}: a table without headings");
    let mut covered: Vec<usize> = Vec::new();
    let mut columns = None;
    for row in all {
        let mut column = 0;
        for cell in &row.children {
            assert!(cell.role == "TH" || cell.role == "TD", "{name}: {} in a row", cell.role);
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let (wide, tall) = (cell.span(document, b"ColSpan"), cell.span(document, b"RowSpan"));
            covered.resize(covered.len().max(column + wide), 0);
            covered[column..column + wide].iter_mut().for_each(|rows| *rows = tall);
            column += wide;
        }
        assert!(!row.children.is_empty(), "{name}: a row without cells");
        assert!(covered.iter().all(|rows| *rows > 0), "{name}: a short row");
        assert_eq!(*columns.get_or_insert(covered.len()), covered.len(), "{name}: rows of different length");
        covered.iter_mut().for_each(|rows| *rows -= 1);
    }
}

/// Number tree to one map.
fn numbers<'a>(document: &'a Document, from: &'a Dictionary, found: &mut BTreeMap<i64, &'a Object>) {
    for pair in list(from, b"Nums").chunks(2) {
        if let [key, value] = pair {
            found.insert(key.as_i64().unwrap(), value);
        }
    }
    for kid in list(from, b"Kids") {
        numbers(document, dictionary(document, kid).unwrap(), found);
    }
}

/// Marked-content ids of a page, in the order of its content, and whether anything is drawn without a mark.
fn marks(document: &Document, page: ObjectId) -> (Vec<i64>, bool) {
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let (mut ids, mut depth, mut bare) = (Vec::new(), 0, false);
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BDC" | "BMC" => {
                depth += 1;
                if let Some(Object::Dictionary(said)) = operation.operands.get(1)
                    && let Ok(id) = said.get(b"MCID").and_then(Object::as_i64)
                {
                    ids.push(id);
                }
            }
            "EMC" => depth -= 1,
            "Tj" | "TJ" | "f" | "S" | "B" | "Do" | "sh" => bare |= depth == 0,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "marks are closed");
    (ids, bare)
}

/// The way from elements to content and the way back (`ParentTree`) agree, and nothing is outside both.
#[test]
fn the_way_back_from_content_to_structure_is_complete() {
    for Made { name, bytes } in every_pdf() {
        let document = Document::load_mem(bytes).unwrap();
        let back = root(&document).get(b"ParentTree").unwrap_or_else(|_| panic!("{name} has no ParentTree"));
        let mut back_of = BTreeMap::new();
        numbers(&document, dictionary(&document, back).unwrap(), &mut back_of);
        let mut owner: BTreeMap<(ObjectId, i64), ObjectId> = BTreeMap::new();
        for element in structure(&document) {
            element.each(&mut |element| own(&document, element, &mut owner, name));
        }
        for page in document.get_pages().into_values() {
            let (ids, bare) = marks(&document, page);
            assert!(!bare, "{name}: something is drawn outside every mark");
            assert_eq!(ids, (0..ids.len() as i64).collect::<Vec<_>>(), "{name}");
            let key = document.get_dictionary(page).unwrap().get(b"StructParents").unwrap().as_i64().unwrap();
            let owners = back_of[&key].as_array().unwrap();
            assert_eq!(owners.len(), ids.len(), "{name}");
            for (id, said) in ids.iter().zip(owners) {
                assert_eq!(owner.remove(&(page, *id)), said.as_reference().ok(), "{name}: content {id}");
            }
        }
        assert!(owner.is_empty(), "{name}: elements with content that is on no page");
    }
}

fn own(
    document: &Document,
    element: &Element<'_>,
    owner: &mut BTreeMap<(ObjectId, i64), ObjectId>,
    name: &str,
) {
    let page = element.dict.get(b"Pg").and_then(Object::as_reference).ok();
    for kid in list(element.dict, b"K") {
        let found = match kid {
            Object::Integer(id) => Some((page.unwrap(), *id)),
            _ => dictionary(document, kid).filter(|said| said.has(b"MCID")).map(|said| {
                (
                    said.get(b"Pg").unwrap().as_reference().unwrap(),
                    said.get(b"MCID").unwrap().as_i64().unwrap(),
                )
            }),
        };
        if let Some(key) = found {
            assert!(owner.insert(key, element.id.unwrap()).is_none(), "{name}: content with two owners");
        }
    }
}

/// Roles stand where they may stand: a list holds items, an item its label and body, headings do not skip a level.
#[test]
fn the_structure_nests_as_it_should() {
    for Made { name, bytes } in every_pdf() {
        let document = Document::load_mem(bytes).unwrap();
        let mut level = 0;
        for element in structure(&document) {
            assert_eq!(element.role, "Document", "{name}");
            element.each(&mut |element| {
                let inside: Vec<&str> = element.children.iter().map(|child| child.role.as_str()).collect();
                let only = |allowed: &[&str]| inside.iter().all(|role| allowed.contains(role));
                let fits = match element.role.as_str() {
                    "L" => {
                        only(&["LI", "L", "Caption"])
                            && element.attribute(&document, b"ListNumbering").is_some()
                    }
                    "LI" => only(&["Lbl", "LBody"]),
                    "TR" => only(&["TH", "TD"]),
                    "Figure" => element.dict.has(b"Alt"),
                    "THead" | "TBody" | "TFoot" => only(&["TR"]),
                    "Table" => only(&["THead", "TBody", "TFoot", "TR", "Caption"]),
                    _ => !inside.contains(&"LI") && !inside.contains(&"TR"),
                };
                assert!(fits, "{name}: {} holds {inside:?}", element.role);
                if let Some(own) = element.role.strip_prefix('H').and_then(|own| own.parse::<u32>().ok()) {
                    assert!(own <= level + 1, "{name}: H{own} after H{level}");
                    level = own;
                }
            });
        }
    }
}

#[test]
fn bookmarks_and_title_are_there() {
    for made in every_pdf().iter().filter(|made| !made.is_slip()) {
        let document = Document::load_mem(&made.bytes).unwrap();
        // A reminder letter is one page without headings.
        let has_headings = !made.name.contains("don-doc/");
        assert_eq!(document.catalog().unwrap().has(b"Outlines"), has_headings, "{}", made.name);
        let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = document.get_dictionary(info).unwrap();
        for key in [&b"Title"[..], b"Author", b"Subject"] {
            assert!(info.has(key), "{}: no {}", made.name, String::from_utf8_lossy(key));
        }
    }
}

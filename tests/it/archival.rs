//! Every bundled PDF is archival and accessible: judged by another's validator, and by what validators miss.

use lopdf::{Dictionary, Document, Object, ObjectId};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::bundled::{Built, quang_yen, thanh_hoa};

fn each(check: impl Fn(&str, &[u8])) {
    for (plan, built) in [("quang-yen", quang_yen()), ("thanh-hoa", thanh_hoa())] {
        for document in &built.documents {
            check(&format!("{plan}/{}", document.name), &document.pdf);
        }
    }
}

#[test]
fn every_document_is_pdf_a_2a_and_pdf_ua_1() {
    each(|name, bytes| {
        for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
            let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).unwrap();
            assert!(report.is_compliant, "{name} {profile:?}: {:#?}", report.failures);
        }
    });
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match object {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        Object::Dictionary(found) => Some(found),
        _ => None,
    }
}

/// All structure elements below an element, with their types.
fn elements<'a>(document: &'a Document, from: &'a Dictionary, found: &mut Vec<(String, &'a Dictionary)>) {
    let children: Vec<&Object> = match from.get(b"K") {
        Ok(Object::Array(list)) => list.iter().collect(),
        Ok(single) => vec![single],
        Err(_) => vec![],
    };
    for child in children {
        if let Some(child) = dictionary(document, child)
            && let Ok(kind) = child.get(b"S").and_then(Object::as_name)
        {
            found.push((String::from_utf8_lossy(kind).into_owned(), child));
            elements(document, child, found);
        }
    }
}

fn tree(document: &Document) -> &Dictionary {
    let root: ObjectId = document.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    document.get_dictionary(root).unwrap()
}

#[test]
fn what_validators_miss_is_there_too() {
    each(|name, bytes| {
        let document = Document::load_mem(bytes).unwrap();
        let root = tree(&document);
        assert!(root.has(b"ParentTree"), "{name} has no ParentTree");
        let mut found = Vec::new();
        elements(&document, root, &mut found);
        let headings = found.iter().filter(|(kind, _)| kind == "TH");
        let mut scoped = 0;
        for (_, heading) in headings {
            let attributes = heading.get(b"A").ok().and_then(|object| dictionary(&document, object));
            assert!(attributes.is_some_and(|found| found.has(b"Scope")), "{name}: a TH without Scope");
            scoped += 1;
        }
        assert!(scoped > 0, "{name} has no table headings");
        for (_, row) in found.iter().filter(|(kind, _)| kind == "TR") {
            let mut cells = Vec::new();
            elements(&document, row, &mut cells);
            assert!(cells.iter().any(|(kind, _)| kind == "TD" || kind == "TH"), "{name}: an empty row");
        }
    });
}

#[test]
fn bookmarks_and_title_are_there() {
    let check = |built: &Built, name: &str| {
        let document = Document::load_mem(&built.document(name).pdf).unwrap();
        assert!(document.catalog().unwrap().has(b"Outlines"));
        assert!(built.document(name).pages.title.contains("2024"));
    };
    check(quang_yen(), "ke-hoach");
    check(thanh_hoa(), "chuong-trinh");
}

//! What the catalogue and the document information say of the file.

use lopdf::{Dictionary, Document, Object};

use super::font::{entry, sub};
use crate::audit::paper::Claims;

/// Reads them; what is missing stays empty.
pub fn claims(document: &Document) -> Claims {
    let Ok(catalog) = document.catalog() else { return Claims::default() };
    let info = sub(document, &document.trailer, b"Info");
    let said = |key: &[u8]| text(document, info?, key);
    let marked = sub(document, catalog, b"MarkInfo")
        .and_then(|info| entry(document, info, b"Marked")?.as_bool().ok())
        .unwrap_or(false);
    Claims {
        tree: sub(document, catalog, b"StructTreeRoot").is_some_and(|root| root.has(b"K")),
        marked,
        language: text(document, catalog, b"Lang"),
        title: said(b"Title"),
        status: said(b"Status"),
        creator: said(b"Creator"),
    }
}

fn text(document: &Document, dict: &Dictionary, key: &[u8]) -> Option<String> {
    let object: &Object = entry(document, dict, key)?;
    let text = lopdf::decode_text_string(object).ok()?;
    let text = text.trim_matches(['\u{feff}', ' ', '\0']).to_owned();
    (!text.is_empty()).then_some(text)
}

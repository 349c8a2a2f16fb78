//! The catalog: language, tagging, title shown, metadata, colour, bookmarks and attachments.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::attachments::attachments;
use super::icc::srgb;
use super::info::info;
use super::options::{PdfError, PdfOptions};
use super::outline::outline;
use super::skeleton::Skeleton;
use super::text_string::text_string;
use super::xmp::xmp;
use crate::pages::{PageLabel, Pages};

/// Object numbers that the trailer needs.
pub struct Roots {
    pub catalog: u32,
    pub info: u32,
}

/// Replaces printpdf's catalog and information by strict ones. `structure`: number of the structure tree root.
///
/// # Errors
/// Two attachments of one name, or a document without a catalog.
pub fn catalog(
    skeleton: &mut Skeleton,
    pages: &Pages,
    options: &PdfOptions,
    structure: u32,
) -> Result<Roots, PdfError> {
    let document = &mut skeleton.document;
    // A document must have a title (ISO 14289-1, 7.1); one without is at least named after what made it.
    let title = if pages.title.trim().is_empty() { &options.creator } else { &pages.title };
    let part = if options.attachments.is_empty() { 2 } else { 3 };
    let packet = xmp(pages, title, options, part).into_bytes();
    let metadata =
        document.add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet));
    let intent = output_intent(document);
    let bookmarks = outline(document, &pages.outline, &pages.pages, &skeleton.pages);
    let (catalog_id, info_id) = (root(document, b"Root")?, root(document, b"Info")?);
    let page_tree =
        document.get_dictionary(catalog_id).and_then(|old| old.get(b"Pages")).cloned().map_err(broken)?;
    let mut dict = dictionary! {
        "Type" => "Catalog",
        "Pages" => page_tree,
        "Lang" => text_string(&pages.lang),
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => (structure, 0),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "Metadata" => metadata,
        "OutputIntents" => vec![intent],
    };
    if let Some(bookmarks) = bookmarks {
        dict.set("Outlines", bookmarks);
        dict.set("PageMode", "UseOutlines");
    }
    if let Some(labels) = labels(&pages.labels) {
        dict.set("PageLabels", labels);
    }
    attachments(document, &mut dict, options)?;
    document.set_object(catalog_id, dict);
    document.set_object(info_id, info(pages, title, options));
    Ok(Roots { catalog: catalog_id.0, info: info_id.0 })
}

/// What viewers call the pages (ISO 32000-1, 12.4.2): the first entry must be page 0.
fn labels(labels: &[PageLabel]) -> Option<Dictionary> {
    if labels.first()?.page > 0 {
        return None;
    }
    let mut numbers: Vec<Object> = Vec::with_capacity(labels.len() * 2);
    for label in labels {
        let mut style = dictionary! { "S" => "D" };
        if !label.prefix.is_empty() {
            style.set("P", text_string(&label.prefix));
        }
        numbers.extend([Object::from(label.page as i64), style.into()]);
    }
    Some(dictionary! { "Nums" => numbers })
}

fn output_intent(document: &mut Document) -> Object {
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, srgb()));
    let intent: Dictionary = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text_string("sRGB IEC61966-2.1"),
        "RegistryName" => text_string("http://www.color.org"),
        "Info" => text_string("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    intent.into()
}

fn root(document: &Document, key: &[u8]) -> Result<ObjectId, PdfError> {
    document.trailer.get(key).and_then(Object::as_reference).map_err(broken)
}

fn broken(error: lopdf::Error) -> PdfError {
    PdfError::Structure(error.to_string())
}

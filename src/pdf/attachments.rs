//! Files that travel inside the document (ISO 19005-3, 6.8).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::options::{Attachment, PdfError, PdfOptions, Relation};
use super::text_string::text_string;

/// Adds the files to the document and names them in the catalog.
///
/// # Errors
/// When two files have one name: a reader could open only one of them.
pub fn attachments(
    document: &mut Document,
    catalog: &mut Dictionary,
    options: &PdfOptions,
) -> Result<(), PdfError> {
    let mut by_name: BTreeMap<&str, ObjectId> = BTreeMap::new();
    let mut associated = Vec::new();
    for attachment in &options.attachments {
        let file = add(document, attachment, options);
        if by_name.insert(&attachment.name, file).is_some() {
            return Err(PdfError::AttachmentTwice(attachment.name.clone()));
        }
        associated.push(Object::Reference(file));
    }
    if associated.is_empty() {
        return Ok(());
    }
    let names: Vec<Object> =
        by_name.into_iter().flat_map(|(name, file)| [text_string(name), Object::Reference(file)]).collect();
    catalog.set("AF", associated);
    catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    Ok(())
}

fn add(document: &mut Document, attachment: &Attachment, options: &PdfOptions) -> ObjectId {
    let date = format!("D:{}000000+07'00'", options.date.format("%Y%m%d"));
    let stream = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => Object::Name(attachment.mime.clone().into_bytes()),
        "Params" => dictionary! {
            "Size" => attachment.bytes.len() as i64,
            "ModDate" => Object::string_literal(date),
        },
    };
    let content = document.add_object(Stream::new(stream, attachment.bytes.clone()));
    document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text_string(&attachment.name),
        "UF" => text_string(&attachment.name),
        "Desc" => text_string(&attachment.description),
        "AFRelationship" => match attachment.relation {
            Relation::Source => "Source",
            Relation::Data => "Data",
        },
        "EF" => dictionary! { "F" => content, "UF" => content },
    })
}

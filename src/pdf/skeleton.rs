//! printpdf's document: the fonts and the empty pages, as the object model that everything else is added to.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem,
};

use super::number::centi;
use super::options::PdfError;
use super::typeface::Typeface;
use crate::pages::{Page, Pages};

/// The object model and the numbers of its pages.
pub struct Skeleton {
    pub document: Document,
    pub pages: Vec<u32>,
    /// By page: the number that its content stream is to have.
    pub contents: Vec<u32>,
}

/// Builds the document with printpdf. Page contents stay out: they are written at the end, one by one.
///
/// # Errors
/// When printpdf cannot take a face.
pub fn skeleton(pages: &Pages, typefaces: &[Typeface]) -> Result<Skeleton, PdfError> {
    let mut made = PdfDocument::new("");
    for typeface in typefaces {
        let mut parsed = ParsedFont::from_bytes(&typeface.program, 0, &mut Vec::new())
            .ok_or_else(|| PdfError::Font(typeface.name.clone()))?;
        parsed.font_name = Some(typeface.name.clone());
        made.resources.fonts.map.insert(FontId(typeface.resource.clone()), PdfFont::new(parsed));
    }
    let specimen = typefaces.iter().flat_map(specimen);
    let mut blank: Vec<PdfPage> = pages.pages.iter().map(|page| blank_page(page, Vec::new())).collect();
    if let Some(first) = blank.first_mut() {
        first.ops = specimen.collect();
    }
    made.with_pages(blank);
    let mut document = made.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    let numbers: Vec<ObjectId> = document.get_pages().into_values().collect();
    let contents = dress(&mut document, &pages.pages, &numbers)?;
    Ok(Skeleton { document, pages: numbers.iter().map(|id| id.0).collect(), contents })
}

/// Shows every letter once, so that printpdf embeds the face.
fn specimen(typeface: &Typeface) -> [Op; 2] {
    let glyph =
        |(code, text): (usize, &String)| Codepoint { gid: code as u16, offset: 0.0, cid: Some(text.clone()) };
    let letters = typeface.texts.iter().enumerate().skip(1).map(glyph).collect();
    let font = PdfFontHandle::External(FontId(typeface.resource.clone()));
    [Op::SetFont { font, size: Pt(1.0) }, Op::ShowText { items: vec![TextItem::GlyphIds(letters)] }]
}

fn blank_page(page: &Page, ops: Vec<Op>) -> PdfPage {
    PdfPage::new(Mm::from(Pt(page.width)), Mm::from(Pt(page.height)), ops)
}

/// Gives every page what tagging asks for and one common resource dictionary; drops what it does not need.
fn dress(document: &mut Document, pages: &[Page], numbers: &[ObjectId]) -> Result<Vec<u32>, PdfError> {
    let fonts = common_fonts(document, numbers);
    let resources = document.add_object(dictionary! { "Font" => fonts });
    let mut contents = Vec::with_capacity(pages.len());
    for (number, (page, id)) in pages.iter().zip(numbers).enumerate() {
        let dict =
            document.get_dictionary_mut(*id).map_err(|error| PdfError::Structure(error.to_string()))?;
        for unneeded in ["TrimBox", "CropBox", "Annots"] {
            dict.remove(unneeded.as_bytes());
        }
        let own = dict.remove(b"Resources").and_then(|own| own.as_reference().ok());
        let content = dict.get(b"Contents").and_then(Object::as_reference);
        let content = content.map_err(|error| PdfError::Structure(error.to_string()))?;
        let sides = [0.0, 0.0, page.width, page.height].map(|side| Object::Real(centi(side) as f32 / 100.0));
        dict.set("MediaBox", sides.to_vec());
        dict.set("Resources", resources);
        dict.set("StructParents", number as i64);
        dict.set("Tabs", "S");
        contents.push(content.0);
        document.objects.remove(&content);
        own.and_then(|own| document.objects.remove(&own));
    }
    drop_empty(document);
    Ok(contents)
}

/// The font dictionary that printpdf shares among all pages.
fn common_fonts(document: &Document, numbers: &[ObjectId]) -> Object {
    let of = |id: &ObjectId| {
        let page = document.get_dictionary(*id).ok()?;
        let (_, resources) = document.dereference(page.get(b"Resources").ok()?).ok()?;
        resources.as_dict().ok()?.get(b"Font").ok().cloned()
    };
    numbers.first().and_then(of).unwrap_or_else(|| Dictionary::new().into())
}

/// printpdf's empty lists of images, states and shadings, to which nothing refers any more.
fn drop_empty(document: &mut Document) {
    let objects: BTreeMap<ObjectId, Object> = std::mem::take(&mut document.objects);
    let empty = |object: &Object| object.as_dict().is_ok_and(Dictionary::is_empty);
    document.objects = objects.into_iter().filter(|(_, object)| !empty(object)).collect();
}

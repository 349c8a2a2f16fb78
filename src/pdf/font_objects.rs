//! Font objects made strict: exact widths, true descriptor, and a ToUnicode map of whole clusters.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::options::PdfError;
use super::text_string::push_hex;
use super::typeface::Typeface;

/// Entries that a CMap section may hold at most (Adobe technical note 5014).
const SECTION: usize = 100;

/// Sets right what printpdf estimates or rounds in the fonts of the document.
///
/// # Errors
/// When printpdf has not made one of the fonts.
pub fn font_objects(document: &mut Document, typefaces: &[Typeface]) -> Result<(), PdfError> {
    for typeface in typefaces {
        let missing = || PdfError::Font(typeface.name.clone());
        let id = find(document, &typeface.name).ok_or_else(missing)?;
        let map = document.add_object(Stream::new(Dictionary::new(), to_unicode(typeface)));
        let font = document.get_dictionary_mut(id).map_err(|_| missing())?;
        let estimated = font.get(b"ToUnicode").and_then(Object::as_reference);
        font.set("ToUnicode", map);
        let below = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).map_err(|_| missing())?;
        let below = below.first_mut().and_then(|first| first.as_dict_mut().ok()).ok_or_else(missing)?;
        below.set(
            "W",
            vec![0.into(), Object::Array(typeface.widths.iter().map(|width| width_object(*width)).collect())],
        );
        below.set("DW", 0);
        let descriptor =
            below.get(b"FontDescriptor").and_then(Object::as_reference).map_err(|_| missing())?;
        describe(document.get_dictionary_mut(descriptor).map_err(|_| missing())?, typeface);
        estimated.ok().and_then(|old| document.objects.remove(&old));
    }
    Ok(())
}

fn find(document: &Document, name: &str) -> Option<ObjectId> {
    let is_it = |object: &Object| {
        let dict = object.as_dict().ok()?;
        let base = dict.get(b"BaseFont").ok()?.as_name().ok()?;
        (dict.has(b"DescendantFonts") && base == name.as_bytes()).then_some(())
    };
    document.objects.iter().find(|(_, object)| is_it(object).is_some()).map(|(id, _)| *id)
}

/// Widths to a thousandth of the thousandth, so that readers place letters where layout did.
fn width_object(width: f32) -> Object {
    let rounded = (width * 1000.0).round() / 1000.0;
    if rounded.fract() == 0.0 { Object::Integer(rounded as i64) } else { Object::Real(rounded) }
}

/// The descriptor's figures in thousandths of an em (ISO 32000-1, 9.8).
fn describe(descriptor: &mut Dictionary, typeface: &Typeface) {
    const FIXED_PITCH: i64 = 1;
    const SERIF: i64 = 1 << 1;
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    let face = typeface.face;
    let em = |units: i16| (f32::from(units) * 1000.0 / f32::from(face.units_per_em.max(1))).round() as i64;
    let flag = |holds: bool, flag: i64| if holds { flag } else { 0 };
    let flags = SYMBOLIC
        | flag(face.monospaced, FIXED_PITCH)
        | flag(!face.family.contains("Sans"), SERIF)
        | flag(face.italic, ITALIC);
    // No table states the stem's width; this line through 400 → 80 and 700 → 140 is what producers write.
    let stem = i64::from(face.weight) / 5;
    descriptor.set("Flags", flags);
    descriptor.set("Ascent", em(face.ascent));
    descriptor.set("Descent", em(face.descent));
    descriptor.set("CapHeight", em(face.cap_height));
    descriptor.set("ItalicAngle", face.italic_angle);
    descriptor.set("StemV", stem);
    descriptor.set("FontBBox", face.bbox.map(|side| Object::Integer(em(side))).to_vec());
}

/// The CMap that turns codes back into text (ISO 32000-1, 9.10.3).
fn to_unicode(typeface: &Typeface) -> Vec<u8> {
    let mut out = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
        /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
        1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        .to_vec();
    let said: Vec<(usize, &String)> =
        typeface.texts.iter().enumerate().filter(|(_, text)| !text.is_empty()).collect();
    for section in said.chunks(SECTION) {
        out.extend(format!("{} beginbfchar\n", section.len()).bytes());
        for (code, text) in section {
            out.push(b'<');
            push_hex(&mut out, *code as u16);
            out.extend(b"> <");
            text.encode_utf16().for_each(|unit| push_hex(&mut out, unit));
            out.extend(b">\n");
        }
        out.extend(b"endbfchar\n");
    }
    out.extend(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}

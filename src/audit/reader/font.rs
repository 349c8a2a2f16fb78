//! A font of the file: codes to letters and widths, and what it says of its looks.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::cmap::ToUnicode;
use super::limits::{LETTERS, STREAM};
use crate::audit::paper::Face;

/// Width of a letter whose font states none (the fourteen standard fonts): half an em, as Times averages.
const USUAL: f64 = 0.5;

/// How to read what a font shows.
#[derive(Debug, Clone, Default)]
pub struct Font {
    pub face: usize,
    /// Codes of two bytes.
    wide: bool,
    map: Option<ToUnicode>,
    /// By byte, where there is no map.
    table: Vec<String>,
    /// Em.
    widths: BTreeMap<u32, f64>,
    usual: f64,
}

/// One code of a shown string.
#[derive(Debug)]
pub struct Letter<'a> {
    pub text: &'a str,
    /// Em.
    pub width: f64,
    /// The single-byte code 32, which word spacing widens.
    pub space: bool,
}

impl Font {
    /// The letters of a shown string.
    pub fn letters<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Letter<'a>> {
        let step = if self.wide { 2 } else { 1 };
        bytes.chunks_exact(step).take(LETTERS).map(move |code| {
            let code = code.iter().fold(0, |value, byte| value << 8 | u32::from(*byte));
            let text = match &self.map {
                Some(map) => map.get(code),
                None => self.table.get(code as usize).map(String::as_str),
            };
            let width = self.widths.get(&code).copied().unwrap_or(self.usual);
            Letter { text: text.unwrap_or(""), width, space: !self.wide && code == 32 }
        })
    }
}

/// Follows references to the object itself.
pub fn resolve<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// An entry of a dictionary, references followed.
pub fn entry<'a>(document: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    resolve(document, dict.get(key).ok()?)
}

pub fn sub<'a>(document: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    match entry(document, dict, key)? {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

pub fn float(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}

/// Reads a font and its description; `face` is the number that texts will carry.
pub fn font(document: &Document, dict: &Dictionary, face: usize) -> (Font, Face) {
    let below = entry(document, dict, b"DescendantFonts")
        .and_then(|list| list.as_array().ok()?.first())
        .and_then(|first| resolve(document, first)?.as_dict().ok());
    let descriptor = sub(document, below.unwrap_or(dict), b"FontDescriptor");
    let looks = looks(document, dict, descriptor);
    let map = entry(document, dict, b"ToUnicode")
        .and_then(|map| map.as_stream().ok())
        .and_then(|map| map.decompressed_content_with_limit(STREAM).ok())
        .map(|bytes| ToUnicode::parse(&bytes));
    let mut font = Font { face, wide: below.is_some(), map, usual: USUAL, ..Font::default() };
    match below {
        Some(below) => wide_widths(document, below, &mut font),
        None => {
            // An embedded font that neither maps nor names its codes cannot be read aloud.
            let named = dict.has(b"Encoding") || !looks.embedded;
            if font.map.is_none() && named {
                font.table = table(document, dict);
            }
            narrow_widths(document, dict, descriptor, &mut font);
        }
    }
    (font, looks)
}

fn looks(document: &Document, dict: &Dictionary, descriptor: Option<&Dictionary>) -> Face {
    const ITALIC: i64 = 1 << 6;
    const FORCE_BOLD: i64 = 1 << 18;
    let name = match entry(document, dict, b"BaseFont").and_then(|name| name.as_name().ok()) {
        Some(name) => String::from_utf8_lossy(name).into_owned(),
        None => "Type3".to_owned(),
    };
    let name = match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest.to_owned(),
        _ => name,
    };
    let number = |key: &[u8]| descriptor.and_then(|dict| float(entry(document, dict, key)?));
    let flags = number(b"Flags").unwrap_or(0.0) as i64;
    let lower = name.to_lowercase();
    let type3 = dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Type3"));
    let file = |key: &[u8]| descriptor.is_some_and(|dict| entry(document, dict, key).is_some());
    Face {
        bold: lower.contains("bold")
            || lower.contains("black")
            || flags & FORCE_BOLD != 0
            || number(b"FontWeight").is_some_and(|weight| weight >= 600.0),
        italic: lower.contains("italic")
            || lower.contains("oblique")
            || flags & ITALIC != 0
            || number(b"ItalicAngle").is_some_and(|angle| angle.abs() > 1.0),
        embedded: type3 || file(b"FontFile") || file(b"FontFile2") || file(b"FontFile3"),
        unmapped: 0,
        name,
    }
}

fn table(document: &Document, dict: &Dictionary) -> Vec<String> {
    let encoding = dict.get_font_encoding_with_limit(document, STREAM).ok();
    let one = |byte: u8| match &encoding {
        Some(Encoding::SimpleEncoding(_) | Encoding::OneByteEncoding(_) | Encoding::Differences(_)) => {
            encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(&[byte]).ok())
        }
        _ => None,
    };
    (0..=255).map(|byte| one(byte).unwrap_or_default()).collect()
}

fn narrow_widths(document: &Document, dict: &Dictionary, descriptor: Option<&Dictionary>, font: &mut Font) {
    let type3 =
        entry(document, dict, b"FontMatrix").and_then(|matrix| float(matrix.as_array().ok()?.first()?));
    let scale = type3.unwrap_or(0.001).abs();
    let first = entry(document, dict, b"FirstChar").and_then(|first| first.as_i64().ok()).unwrap_or(0);
    let Some(widths) = entry(document, dict, b"Widths").and_then(|widths| widths.as_array().ok()) else {
        return;
    };
    let missing = descriptor.and_then(|dict| float(entry(document, dict, b"MissingWidth")?));
    font.usual = missing.unwrap_or(0.0) * scale;
    for (place, width) in widths.iter().take(256).enumerate() {
        let code = u32::try_from(first.saturating_add(place as i64));
        if let (Ok(code), Some(width)) = (code, resolve(document, width).and_then(float)) {
            font.widths.insert(code, width * scale);
        }
    }
}

/// The `W` array: `c [w1 w2 …]` and `first last w` (ISO 32000-1, 9.7.4.3).
fn wide_widths(document: &Document, below: &Dictionary, font: &mut Font) {
    font.usual = entry(document, below, b"DW").and_then(float).unwrap_or(1000.0) / 1000.0;
    let Some(list) = entry(document, below, b"W").and_then(|list| list.as_array().ok()) else { return };
    let mut rest = list.iter().filter_map(|item| resolve(document, item));
    while let (Some(first), Some(second)) = (rest.next().and_then(float), rest.next()) {
        let first = first.clamp(0.0, 65_535.0) as u32;
        if let Ok(widths) = second.as_array() {
            for (code, width) in (first..65_536).zip(widths) {
                if let Some(width) = resolve(document, width).and_then(float) {
                    font.widths.insert(code, width / 1000.0);
                }
            }
        } else if let (Some(last), Some(width)) = (float(second), rest.next().and_then(float)) {
            let last = last.clamp(0.0, 65_535.0) as u32;
            for code in first..=last {
                font.widths.insert(code, width / 1000.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use lopdf::{Document, Object, dictionary};

    use super::font;

    #[test]
    fn a_simple_font_reads_by_its_encoding() {
        let document = Document::with_version("1.7");
        let dict = dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "ABCDEF+Arial-BoldMT",
            "Encoding" => "WinAnsiEncoding", "FirstChar" => 65, "Widths" => vec![722.into(), Object::Real(500.0)],
        };
        let (font, face) = font(&document, &dict, 3);
        let read: Vec<_> =
            font.letters(b"AB\x80").map(|letter| (letter.text.to_owned(), letter.width)).collect();
        assert_eq!(read, [("A".into(), 0.722), ("B".into(), 0.5), ("€".into(), 0.0)]);
        assert_eq!(
            (face.name.as_str(), face.bold, face.italic, face.embedded),
            ("Arial-BoldMT", true, false, false)
        );
    }

    #[test]
    fn a_composite_font_has_two_bytes_and_runs_of_widths() {
        let document = Document::with_version("1.7");
        let below = dictionary! { "W" => vec![1.into(), Object::Array(vec![250.into()]), 5.into(), 6.into(), 600.into()], "DW" => 100 };
        let dict = dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "X", "DescendantFonts" => vec![Object::Dictionary(below)] };
        let (font, _) = font(&document, &dict, 0);
        let widths: Vec<_> = font.letters(&[0, 1, 0, 6, 0, 9, 0]).map(|letter| letter.width).collect();
        assert_eq!(widths, [0.25, 0.6, 0.1]);
    }
}

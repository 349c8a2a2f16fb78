//! What each sender's Excel puts of its own into the form that all fill in: a path, a revision, a window, a selection, another order of texts.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The workbook as the Excel of one sender saves it. The cells are the same.
pub fn saved_by(sender: usize, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a generated workbook");
    let mut parts: Vec<(String, String)> = Vec::with_capacity(zip.len());
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).expect("a generated part");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("a text");
        parts.push((file.name().expect("a name").into_owned(), text));
    }
    let texts = parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml");
    let count = texts.map_or(0, |(_, text)| text.matches("<si>").count());
    let shift = if count == 0 { 0 } else { sender * 7 % count };
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() * 2)));
    for (name, text) in &parts {
        let text = match &**name {
            "xl/workbook.xml" => workbook(sender, text),
            "xl/styles.xml" => styles(sender, text),
            "xl/sharedStrings.xml" => texts_from(shift, text),
            name if name.contains("worksheets/") => sheet(sender, &texts_moved(shift, count, text)),
            _ => text.clone(),
        };
        out.start_file(&**name, SimpleFileOptions::default()).expect("a zip in memory");
        out.write_all(text.as_bytes()).expect("a zip in memory");
    }
    out.finish().expect("a zip in memory").into_inner()
}

/// An identifier as Excel makes them.
fn guid(sender: usize, of: usize) -> String {
    let number = (sender as u64 * 64 + of as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    format!(
        "{{{:08X}-{:04X}-4{:03X}-9000-{:012X}}}",
        number >> 32,
        number >> 16 & 0xFFFF,
        number & 0xFFF,
        number >> 16
    )
}

/// Replaces what must be there.
fn put(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "a generated part lacks {from}");
    text.replacen(from, to, 1)
}

/// The namespaces that Excel names in every part.
const NAMESPACES: &str = " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" mc:Ignorable=\"x15 xr xr6 xr10 xr2 x14ac\" xmlns:x15=\"http://schemas.microsoft.com/office/spreadsheetml/2010/11/main\" xmlns:x14ac=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\" xmlns:xr=\"http://schemas.microsoft.com/office/spreadsheetml/2014/revision\" xmlns:xr6=\"http://schemas.microsoft.com/office/spreadsheetml/2016/revision6\" xmlns:xr10=\"http://schemas.microsoft.com/office/spreadsheetml/2016/revision10\" xmlns:xr2=\"http://schemas.microsoft.com/office/spreadsheetml/2015/revision2\" ";

fn workbook(sender: usize, text: &str) -> String {
    let text = put(text, "<workbook ", &format!("<workbook{NAMESPACES}"));
    let before = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"x15\"><x15ac:absPath url=\"C:\\Users\\canbo{sender:04}\\Documents\\KH 2024\\\" xmlns:x15ac=\"http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac\"/></mc:Choice></mc:AlternateContent><xr:revisionPtr revIDLastSave=\"{}\" documentId=\"13_ncr:1_{}\" xr6:coauthVersionLast=\"47\" xr6:coauthVersionMax=\"47\" xr10:uidLastSave=\"{{00000000-0000-0000-0000-000000000000}}\"/><bookViews>",
        sender % 9,
        guid(sender, 0)
    );
    let text = put(&text, "<bookViews>", &before);
    let view = format!("<workbookView xr2:uid=\"{}\" firstSheet=\"{}\" ", guid(sender, 1), sender % 3);
    put(&text, "<workbookView ", &view)
}

fn styles(sender: usize, text: &str) -> String {
    let color = sender * 77 % 0xFF_FFFF;
    let own = format!("<colors><mruColors><color rgb=\"FF{color:06X}\"/></mruColors></colors></styleSheet>");
    let text = put(text, "<styleSheet ", &format!("<styleSheet{NAMESPACES}"));
    put(&put(&text, "</styleSheet>", &own), "<fonts ", "<fonts x14ac:knownFonts=\"1\" ")
}

fn sheet(sender: usize, text: &str) -> String {
    let own = format!("<worksheet{NAMESPACES}xr:uid=\"{}\" ", guid(sender, text.len()));
    let text = put(text, "<worksheet ", &own);
    let cell = format!("{}{}", ["B", "C", "E", "F"][sender % 4], 2 + sender % 37);
    let selection = format!("<sheetView topLeftCell=\"A{}\" ", 1 + sender % 5);
    let text = put(&text, "<sheetView ", &selection);
    // A view without a selection is empty.
    let chosen =
        format!("workbookViewId=\"0\"><selection activeCell=\"{cell}\" sqref=\"{cell}\"/></sheetView>");
    put(&text, "workbookViewId=\"0\"/>", &chosen)
}

/// The table of texts, beginning with another one.
fn texts_from(shift: usize, text: &str) -> String {
    let (Some(start), Some(end)) = (text.find("<si>"), text.rfind("</sst>")) else { return text.to_owned() };
    let mut all: Vec<&str> = text[start..end].split_inclusive("</si>").collect();
    all.rotate_left(shift);
    format!("{}{}{}", &text[..start], all.concat(), &text[end..])
}

/// A sheet whose cells name the texts at their new places.
fn texts_moved(shift: usize, count: usize, text: &str) -> String {
    const CELL: &str = " t=\"s\"><v>";
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split(CELL);
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (number, rest) = piece.split_once('<').expect("a number of a text");
        let number: usize = number.parse().expect("a number of a text");
        let _ = write!(out, "{CELL}{}<{rest}", (number + count - shift) % count);
    }
    out
}

//! Sheet, strings, styles, workbook and relations of an `.xlsb`, parted by `====`: zeros stand in every record.
#![no_main]
#![feature(alloc_error_hook)]

use libfuzzer_sys::fuzz_target;

#[path = "../blame.rs"]
mod blame;
#[path = "../reading.rs"]
#[allow(dead_code, reason = "shared by four targets, each uses its part")]
mod reading;

const RELS: &[u8] =
    br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#;
/// One sheet "S" of the relation rId1.
const BOOK: &[u8] = b"\x9c\x01\x1a\0\0\0\0\x01\0\0\0\x04\0\0\0r\0I\0d\x001\0\x01\0\0\0S\0\x90\x01\0\x9d\x01\0";

fuzz_target!(init: blame::begin(), |bytes: &[u8]| {
    let parts = reading::parted(bytes, b"====", 5);
    let or = |part: &'static [u8], own: &[u8]| if own.is_empty() { part.to_vec() } else { own.to_vec() };
    reading::read(&reading::zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &or(BOOK, parts[3])),
        ("xl/_rels/workbook.bin.rels", &or(RELS, parts[4])),
        ("xl/sharedStrings.bin", parts[1]),
        ("xl/styles.bin", parts[2]),
        ("xl/worksheets/sheet1.bin", parts[0]),
    ]));
    // The sheet alone, whatever separators it holds.
    reading::read(&reading::zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", BOOK),
        ("xl/_rels/workbook.bin.rels", RELS),
        ("xl/worksheets/sheet1.bin", bytes),
    ]));
});

//! Raw bytes as a file; else workbook, strings, styles and sheet of an `.xlsx`, parted by `\0\0\0`.
#![no_main]
#![feature(alloc_error_hook)]

use libfuzzer_sys::fuzz_target;

#[path = "../blame.rs"]
mod blame;
#[path = "../reading.rs"]
#[allow(dead_code, reason = "shared by four targets, each uses its part")]
mod reading;

const RELS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const TOP: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

fuzz_target!(init: blame::begin(), |bytes: &[u8]| {
    reading::read(bytes);
    let parts = reading::parted(bytes, &[0; 3], 4);
    let book = if parts[3].is_empty() { BOOK } else { parts[3] };
    reading::read(&reading::zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", TOP),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", RELS),
        ("xl/sharedStrings.xml", parts[1]),
        ("xl/styles.xml", parts[2]),
        ("xl/worksheets/sheet1.xml", parts[0]),
    ]));
});

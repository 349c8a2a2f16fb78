//! Raw bytes as a file; and as sheet, strings, styles, workbook, a second sheet and relations of an `.xlsx`, parted by `\0\0\0`.
#![no_main]
#![feature(alloc_error_hook)]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

#[path = "../blame.rs"]
mod blame;
#[path = "../reading.rs"]
#[allow(dead_code, reason = "shared by four targets, each uses its part")]
mod reading;
#[path = "../tags.rs"]
mod tags;

const RELS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
const TOP: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    tags::mutated(data, size, max_size, seed)
});

fuzz_target!(init: blame::begin(), |bytes: &[u8]| {
    reading::read(bytes);
    let parts = reading::parted(bytes, &[0; 3], 6);
    let or = |part: &'static [u8], own: &[u8]| if own.is_empty() { part.to_vec() } else { own.to_vec() };
    let (book, rels) = (or(BOOK, parts[3]), or(RELS, parts[5]));
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", TOP),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &rels),
        ("xl/worksheets/sheet1.xml", parts[0]),
    ];
    // An empty part is a damaged one.
    let others = [("xl/sharedStrings.xml", parts[1]), ("xl/styles.xml", parts[2]), ("xl/worksheets/sheet2.xml", parts[4])];
    all.extend(others.into_iter().filter(|(_, part)| !part.is_empty()));
    reading::read(&reading::zipped(&all));
});

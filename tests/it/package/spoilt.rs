//! Tests: planted defects, each found under its own words.

use std::io::{Cursor, Read, Write};

use super::faults;
use crate::bundled::quang_yen;

/// The workbook with one part rewritten; a part that comes out empty is left out.
fn spoilt(part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(Cursor::new(&*quang_yen().workbook)).unwrap();
    let mut copy = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut met = false;
    for nth in 0..book.len() {
        let mut entry = book.by_index(nth).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if name == part {
            let changed = change(text.clone());
            assert_ne!(changed, text, "{part} does not hold what is to be spoilt");
            (text, met) = (changed, true);
        }
        if !text.is_empty() {
            let options = zip::write::SimpleFileOptions::default().compression_level(Some(1));
            copy.start_file(name, options).unwrap();
            copy.write_all(text.as_bytes()).unwrap();
        }
    }
    assert!(met, "no part {part}");
    copy.finish().unwrap().into_inner()
}

/// Sheets: Muc luc, Chi tieu, So lieu (a table).
const FIRST: &str = "xl/worksheets/sheet1.xml";
const INDICATORS: &str = "xl/worksheets/sheet4.xml";
const BOOK: &str = "xl/workbook.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";
const TYPES: &str = "[Content_Types].xml";

/// Part, what stands there, what is planted, and a word of the fault.
const PLANTED: &[(&str, &str, &str, &str)] = &[
    (FIRST, "t=\"s\"><v>", "t=\"s\"><v>99999", "no string 99999"),
    (FIRST, "<sheetData>", "<nonsense/><sheetData>", "unknown element nonsense"),
    (FIRST, "<sheetData>", "<pageMargins/><sheetData>", "stands too late"),
    (FIRST, "customHeight=\"1\"", "customHeight=\"perhaps\"", "customHeight is perhaps"),
    (FIRST, "</sheetData>", "", "not well-formed"),
    (FIRST, "<row r=\"2\"", "<row r=\"1\"", "row 1 after row 1"),
    (FIRST, "<c r=\"A2\"", "<c r=\"A1\"", "cell Some(\"A1\")"),
    (FIRST, "<c r=\"A2\"", "<c r=\"B99999999\"", "no cell Some(\"B99999999\")"),
    (FIRST, "<c r=\"A2\" s=\"", "<c r=\"A2\" s=\"9", "no format"),
    (FIRST, "location=\"'Trong yeu'!A1\"", "location=\"'Nowhere'!A1\"", "no sheet Nowhere"),
    (INDICATORS, "<mergeCells count=\"", "<mergeCells count=\"1", "mergeCells says"),
    (INDICATORS, "<mergeCell ref=\"A5:A6\"/>", "<mergeCell ref=\"A5:B6\"/>", "meets another"),
    (INDICATORS, "dxfId=\"", "dxfId=\"77", "no conditional format"),
    (INDICATORS, "sqref=\"E7:", "sqref=\"E7:E0 F7:", "over E7:E0"),
    (INDICATORS, "<f>", "<f>(", "an open bracket"),
    (INDICATORS, "<f>SUM('Theo don vi'!", "<f>SUM('Elsewhere'!", "no sheet Elsewhere"),
    (BOOK, "name=\"Chi tieu\" sheetId", "name=\"trong yeu\" sheetId", "two sheets are called"),
    (BOOK, "sheetId=\"2\"", "sheetId=\"1\"", "the id 1 is taken"),
    (
        BOOK,
        "name=\"Kiem tra\" sheetId",
        "name=\"Kiem tra va doi chieu tat ca cac so\" sheetId",
        "cannot be called",
    ),
    (BOOK, "name=\"Kiem tra\" sheetId", "name=\"Kiem/tra\" sheetId", "cannot be called"),
    (BOOK, "r:id=\"rId2\"", "r:id=\"rId222\"", "no relationship rId222"),
    (BOOK, "name=\"_xlnm.Print_Area\"", "name=\"1 vung in\"", "nothing can be named"),
    (BOOK, "localSheetId=\"0\"", "localSheetId=\"99\"", "a sheet that is not there"),
    (STRINGS, "uniqueCount=\"", "uniqueCount=\"9", "uniqueCount"),
    (STRINGS, " count=\"", " count=\"9", "strings: count"),
    (STRINGS, "<t>", "<t>_x0000_", "a control character"),
    (STYLES, "<xf numFmtId=\"0\" fontId=\"1\"", "<xf numFmtId=\"0\" fontId=\"999\"", "fontId"),
    (STYLES, "rgb=\"FF", "rgb=\"blue", "the colour"),
    (STYLES, "<cellXfs count=\"", "<cellXfs count=\"9", "cellXfs says"),
    (TYPES, "/xl/worksheets/sheet2.xml", "/xl/worksheets/sheet0.xml", "which is not there"),
    (TYPES, "spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml", "has the content type"),
    (INDICATORS, "ht=\"32.25\"", "ht=\"15\"", "the row is 15 points high"),
    (
        INDICATORS,
        "min=\"5\" max=\"8\" width=\"14.7109375\"",
        "min=\"5\" max=\"8\" width=\"5\"",
        "shows as ####",
    ),
    ("xl/tables/table1.xml", "displayName=\"SoLieu\"", "displayName=\"A1\"", "a table cannot be called"),
    ("xl/tables/table1.xml", "name=\"Loại\"", "name=\"Loai\"", "the heading Loai"),
];

#[test]
fn every_planted_defect_is_found() {
    let mut missed = Vec::new();
    for (part, from, to, word) in PLANTED {
        let bytes = spoilt(part, |text| text.replacen(from, to, 1));
        let found = faults(&bytes);
        if !found.iter().any(|fault| fault.contains(word)) {
            missed.push(format!("{part}: {from} -> {to}: {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_part_that_is_missing_and_a_text_too_long_are_found() {
    let without = spoilt("xl/worksheets/sheet3.xml", |_| String::new());
    assert!(faults(&without).iter().any(|fault| fault.contains("points at xl/worksheets/sheet3.xml")));
    let long = spoilt(STRINGS, |text| text.replacen("<t>", &format!("<t>{}", "a".repeat(32_768)), 1));
    assert!(faults(&long).iter().any(|fault| fault.contains("longer than 32767")));
    let number = spoilt(INDICATORS, |text| {
        let start = text.find("</f><v>").unwrap();
        format!("{}</f><v>1.234,5{}", &text[..start], &text[start + "</f><v>".len()..])
    });
    assert!(faults(&number).iter().any(|fault| fault.contains("is no number")));
}

#[test]
fn an_entry_that_stands_twice_in_the_zip_is_found() {
    let mut bytes = quang_yen().workbook.clone();
    let (from, to) = (b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml");
    for at in 0..bytes.len() - from.len() {
        if &bytes[at..at + from.len()] == from {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    assert!(faults(&bytes).iter().any(|fault| fault.contains("sheet1.xml twice")));
}

//! Hostile workbooks, made here byte by byte: what public test suites showed to kill, hang or flood a reader.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

/// A zip of these parts.
pub fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An honest little workbook; `mark` makes its bytes its own.
pub fn honest(mark: &str) -> Vec<u8> {
    let mut maker = Workbook::new();
    let sheet = maker.add_worksheet();
    for row in 0..50 {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, format!("Mục số {row} của {mark}")).unwrap();
    }
    maker.save_to_buffer().unwrap()
}

/// An `.xlsx` whose only sheet and shared strings are these.
pub fn xlsx(sheet_data: &str, strings: &str, junk: Vec<u8>) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = "http://schemas.openxmlformats.org/package/2006/relationships";
    zipped(&[
        ("[Content_Types].xml", format!("{head}<Types/>").into()),
        (
            "_rels/.rels",
            format!(r#"{head}<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#).into(),
        ),
        (
            "xl/workbook.xml",
            format!(r#"{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#).into(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(r#"{head}<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#).into(),
        ),
        ("xl/sharedStrings.xml", format!(r#"{head}{strings}"#).into()),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"{head}<worksheet xmlns="{main}"><sheetData>{sheet_data}</sheetData></worksheet>"#).into(),
        ),
        ("xl/media/image1.png", junk),
    ])
}

pub const NO_STRINGS: &str = r#"<sst uniqueCount="0"></sst>"#;

/// Many million empty cells: honest by every limit, and several seconds of work.
pub fn endless() -> Vec<u8> {
    slow(400_000)
}

/// So many rows of a hundred empty cells.
pub fn slow(rows: usize) -> Vec<u8> {
    let row = format!("<row>{}</row>", "<c/>".repeat(100));
    // Incompressible ballast keeps the ratio of the zip honest.
    let mut dice = 1_u64;
    let junk = std::iter::repeat_with(|| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as u8
    });
    xlsx(&row.repeat(rows), NO_STRINGS, junk.take(1 << 20).collect())
}

/// Three hundred megabytes of nothing, in less than two.
pub fn bomb() -> Vec<u8> {
    xlsx("", NO_STRINGS, vec![0; 300 << 20])
}

/// A zip whose only part is a zip whose only part is a zip.
pub fn zip_in_zip() -> Vec<u8> {
    (0..5).fold(b"PK".to_vec(), |inner, _| zipped(&[("r/r.zip", inner)]))
}

/// More parts than any workbook has.
pub fn many_parts(count: usize) -> Vec<u8> {
    let names: Vec<String> = (0..count).map(|nth| format!("xl/media/{nth}.png")).collect();
    let mut parts: Vec<(&str, Vec<u8>)> = vec![("xl/workbook.xml", b"<workbook/>".to_vec())];
    parts.extend(names.iter().map(|name| (name.as_str(), Vec::new())));
    zipped(&parts)
}

/// Two parts of one name: which one a reader takes is anybody's guess.
pub fn twin_parts() -> Vec<u8> {
    let mut bytes = zipped(&[("xl/workbook.xml", b"<a/>".to_vec()), ("xl/workbook.xmm", b"<b/>".to_vec())]);
    for at in 0..bytes.len() - 15 {
        if &bytes[at..at + 15] == b"xl/workbook.xmm" {
            bytes[at + 14] = b'l';
        }
    }
    bytes
}

/// Megabytes of white space where one text stands: a reader would buffer it whole.
pub fn blank_text() -> Vec<u8> {
    xlsx(&format!(r#"<row r="1"><c r="A1"><v>{}</v></c></row>"#, " ".repeat(9 << 20)), NO_STRINGS, Vec::new())
}

/// Elements within elements within elements.
pub fn nested() -> Vec<u8> {
    let (open, close) = ("<text:span>".repeat(50_000), "</text:span>".repeat(50_000));
    ods(&format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell><text:p>{open}x{close}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
    ))
}

/// An `.xls` hidden behind XOR, of which calamine says something about code pages.
pub fn obfuscated() -> Vec<u8> {
    let mut stream = Vec::new();
    record(&mut stream, 0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    record(&mut stream, 0x002F, &[0, 0, 0x12, 0x34, 0x56, 0x78]);
    record(&mut stream, 0x000A, &[]);
    stream.resize(600, 0);
    ole("/Workbook", &stream)
}

/// The same workbook with macros and a link to another file beside its sheets.
pub fn with_extras(workbook: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new_append(Cursor::new(workbook.to_vec())).unwrap();
    for name in ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml"] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<x/>").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A string table that claims four thousand million entries.
pub fn lying_count() -> Vec<u8> {
    xlsx("", r#"<sst uniqueCount="4294967295"><si><t>a</t></si></sst>"#, Vec::new())
}

/// An address outside Excel's sheet, which would wrap round into it.
pub fn beyond_the_sheet() -> Vec<u8> {
    xlsx(r#"<row r="1"><c r="A99999999999"><v>1</v></c></row>"#, NO_STRINGS, Vec::new())
}

/// Two cells in opposite corners and a number that no float holds.
pub fn far_and_infinite() -> Vec<u8> {
    xlsx(
        r#"<row r="1"><c r="A1"><v>1e400</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
        NO_STRINGS,
        Vec::new(),
    )
}

/// Entities of entities.
pub fn laughs() -> Vec<u8> {
    let mut entities = String::from("<!ENTITY a0 \"ha\">");
    for level in 1..40 {
        let below = format!("&a{};", level - 1).repeat(10);
        entities += &format!("<!ENTITY a{level} \"{below}\">");
    }
    let strings = format!("<!DOCTYPE sst [{entities}]><sst><si><t>&a39;</t></si></sst>");
    xlsx(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#, &strings, Vec::new())
}

/// An `.ods` that ends before `</table:table>`.
pub fn open_table() -> Vec<u8> {
    let content = r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="S"><table:table-row>"#;
    ods(content)
}

/// Ten kilobytes of text in every one of a hundred million cells.
pub fn repeated() -> Vec<u8> {
    let text = "x".repeat(10_000);
    ods(&format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="100000"><table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
    ))
}

pub fn ods(content: &str) -> Vec<u8> {
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>".to_vec()),
        ("content.xml", content.into()),
    ])
}

/// An `.xlsb` whose sheet has a relationship that the relations part does not know.
pub fn lost_relation() -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("xl/workbook.bin", binary_book("rId9")),
        ("xl/_rels/workbook.bin.rels", b"<Relationships></Relationships>".to_vec()),
    ])
}

/// An `.xlsb` whose sheet, of 30 bytes, has a record that claims to be 256 MB long (found by the fuzzer).
pub fn lying_record() -> Vec<u8> {
    let relations =
        br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let mut sheet = vec![0x81, 1, 0, 0x94, 1, 16];
    sheet.extend([0; 16]);
    sheet.extend([0xFF; 8]);
    zipped(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("xl/workbook.bin", binary_book("rId1")),
        ("xl/_rels/workbook.bin.rels", relations.to_vec()),
        ("xl/worksheets/sheet1.bin", sheet),
    ])
}

/// An `.xlsb` of one sheet out of its parts: sheet, strings, styles.
pub fn binary(parts: [&[u8]; 3]) -> Vec<u8> {
    let relations =
        br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#;
    zipped(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("xl/workbook.bin", binary_book("rId1")),
        ("xl/_rels/workbook.bin.rels", relations.to_vec()),
        ("xl/worksheets/sheet1.bin", parts[0].to_vec()),
        ("xl/sharedStrings.bin", parts[1].to_vec()),
        ("xl/styles.bin", parts[2].to_vec()),
    ])
}

/// The workbook part of an `.xlsb` with one sheet.
fn binary_book(relation: &str) -> Vec<u8> {
    let wide = |text: &str| {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        bytes
    };
    let bundle = [vec![0; 4], 1_u32.to_le_bytes().to_vec(), wide(relation), wide("S")].concat();
    let mut book = vec![0x9C, 0x01, bundle.len() as u8];
    book.extend(bundle);
    book.extend([0x90, 0x01, 0, 0x9D, 0x01, 0]);
    book
}

/// One kilobyte of OLE whose directory sector follows itself.
pub fn sector_loop() -> Vec<u8> {
    let mut file = vec![0_u8; 512];
    file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &0xFFFF_FFFE_u32.to_le_bytes());
    put(68, &0xFFFF_FFFE_u32.to_le_bytes());
    put(76, &[0; 4]);
    put(80, &[0xFF; 432]);
    let mut table = 0xFFFF_FFFD_u32.to_le_bytes().to_vec();
    table.extend(1_u32.to_le_bytes());
    table.resize(512, 0xFF);
    file.extend(table);
    file.resize(1536, 0);
    file
}

/// A password-protected workbook, as Excel wraps it.
pub fn encrypted() -> Vec<u8> {
    ole("/EncryptedPackage", &[7; 600])
}

fn ole(name: &str, content: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(content).unwrap();
    file.into_inner().into_inner()
}

pub fn record(stream: &mut Vec<u8>, kind: u16, content: &[u8]) {
    stream.extend(kind.to_le_bytes());
    stream.extend((content.len() as u16).to_le_bytes());
    stream.extend(content);
}

/// The same zip with one part's text changed.
pub fn changed(workbook: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    with_part(workbook, part, |bytes| change(std::str::from_utf8(bytes).unwrap()).into_bytes())
}

/// The same zip with one part in UTF-16.
pub fn recoded(workbook: &[u8], part: &str) -> Vec<u8> {
    with_part(workbook, part, |bytes| {
        let text = std::str::from_utf8(bytes).unwrap().replace("UTF-8", "UTF-16");
        [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
    })
}

fn with_part(workbook: &[u8], part: &str, change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let (name, mut bytes) = (file.name().unwrap().into_owned(), Vec::new());
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        if name == part {
            bytes = change(&bytes);
        }
        parts.push((name, bytes));
    }
    let parts: Vec<(&str, Vec<u8>)> = parts.iter().map(|(name, bytes)| (&**name, bytes.clone())).collect();
    zipped(&parts)
}

/// A BIFF8 workbook of one sheet with one cell, its shared strings written by `strings`.
pub fn xls_with_strings(strings: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut table = Vec::new();
    strings(&mut table);
    let mut sheet = Vec::new();
    record(&mut sheet, 0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    record(&mut sheet, 0x00FD, &[0; 10]);
    record(&mut sheet, 0x000A, &[]);
    let mut globals = Vec::new();
    record(&mut globals, 0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let start = globals.len() as u32 + 4 + 9 + table.len() as u32 + 4;
    let mut bound = start.to_le_bytes().to_vec();
    bound.extend([0, 0, 1, 0, b'S']);
    record(&mut globals, 0x0085, &bound);
    globals.extend(table);
    record(&mut globals, 0x000A, &[]);
    globals.extend(sheet);
    ole("/Workbook", &globals)
}

/// A BIFF8 workbook of one sheet with these records, and one shared string of `length` letters.
fn xls(length: u16, cells: &[u8]) -> Vec<u8> {
    let mut sheet = Vec::new();
    record(&mut sheet, 0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    sheet.extend(cells);
    record(&mut sheet, 0x000A, &[]);
    let mut strings = [1_u32.to_le_bytes(), 1_u32.to_le_bytes()].concat();
    strings.extend(length.to_le_bytes());
    strings.push(0);
    strings.extend(vec![b'x'; usize::from(length)]);
    let mut globals = Vec::new();
    record(&mut globals, 0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let start = globals.len() as u32 + 4 + 9 + 4 + strings.len() as u32 + 4;
    let mut bound = start.to_le_bytes().to_vec();
    bound.extend([0, 0, 1, 0, b'S']);
    record(&mut globals, 0x0085, &bound);
    record(&mut globals, 0x00FC, &strings);
    record(&mut globals, 0x000A, &[]);
    globals.extend(sheet);
    ole("/Workbook", &globals)
}

/// One long string in very many cells: calamine copies it for each, gigabytes from half a megabyte.
pub fn cloned_strings() -> Vec<u8> {
    let mut cells = Vec::new();
    for row in 0..40_000_u16 {
        record(&mut cells, 0x00FD, &[row.to_le_bytes(), [0, 0], [0, 0], [0, 0], [0, 0]].concat());
    }
    xls(8_000, &cells)
}

/// Two cells in opposite corners of an `.xls`, which calamine builds dense.
pub fn far_xls() -> Vec<u8> {
    let mut cells = Vec::new();
    for (row, col) in [(0_u16, 0_u16), (65_535, 255)] {
        record(&mut cells, 0x00FD, &[row.to_le_bytes(), col.to_le_bytes(), [0, 0], [0, 0], [0, 0]].concat());
    }
    xls(1, &cells)
}

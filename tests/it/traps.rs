//! Every line of what the reading crates are known to do wrong, as a file of its own, read by a real worker: none of
//! them ends it otherwise than told; and every cap against its attack, refused where it is tight, read where it is wide.

use std::path::Path;
use std::sync::Arc;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use tonghop::domain::settings::Limits;
use tonghop::read::{ReadProblem, Reader, Reading};
use tonghop::workbook::Value;
use tonghop::workers::{ARGUMENT, Pool};

use crate::attacks::{self, NO_STRINGS, xlsx, zipped};

/// What must become of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    /// Read whole.
    Read,
    /// Read but for a sheet or a cell, which is a fault.
    Partly,
    Damaged,
    OverLimit,
    Protected,
    NotAWorkbook,
}

fn fate(outcome: &Result<Reading, ReadProblem>) -> Fate {
    match outcome {
        Ok(reading) if reading.faults.is_empty() => Fate::Read,
        Ok(_) => Fate::Partly,
        Err(ReadProblem::Damaged(_) | ReadProblem::Crashed) => Fate::Damaged,
        Err(ReadProblem::OverLimit(_)) => Fate::OverLimit,
        Err(ReadProblem::Protected) => Fate::Protected,
        Err(ReadProblem::NotAWorkbook(_)) => Fate::NotAWorkbook,
    }
}

fn pool() -> Pool {
    Pool::new(Path::new(env!("CARGO_BIN_EXE_tonghop")), ARGUMENT)
}

fn limits() -> Limits {
    Limits { memory_bytes: 256 << 20, seconds: 30, cells: 4_000_000, ..Limits::default() }
}

/// One row of these cells.
fn row(cells: &str) -> Vec<u8> {
    xlsx(&format!(r#"<row r="1">{cells}</row>"#), NO_STRINGS, Vec::new())
}

/// An honest workbook with one part changed.
fn changed(part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    attacks::changed(&attacks::honest("bẫy"), part, change)
}

fn long_shared_string() -> Vec<u8> {
    let strings = format!(r#"<sst uniqueCount="1"><si><t>{}</t></si></sst>"#, "x".repeat(32_000));
    let cells: String =
        (1..=200_000).map(|row| format!(r#"<row r="{row}"><c t="s"><v>0</v></c></row>"#)).collect();
    xlsx(&cells, &strings, Vec::new())
}

fn many_merges(count: u32) -> Vec<u8> {
    let merges: String = (1..=count).map(|row| format!(r#"<mergeCell ref="A{row}:B{row}"/>"#)).collect();
    let data = format!(
        r#"<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>{merges}</mergeCells><sheetData>"#
    );
    xlsx(&data, NO_STRINGS, Vec::new())
}

fn many_sheets(count: usize) -> Vec<u8> {
    let mut maker = Workbook::new();
    for _ in 0..count {
        maker.add_worksheet().write(0, 0, 1).unwrap();
    }
    maker.save_to_buffer().unwrap()
}

/// Sheets at the root of the package, where calamine expects a folder.
fn at_the_root() -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    zipped(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("_rels/.rels", format!(r#"<Relationships><Relationship Id="rId1" Type="{office}/officeDocument" Target="workbook.xml"/></Relationships>"#).into()),
        ("workbook.xml", format!(r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#).into()),
        ("_rels/workbook.xml.rels", format!(r#"<Relationships><Relationship Id="rId1" Type="{office}/worksheet" Target="sheet.xml"/></Relationships>"#).into()),
        ("sheet.xml", format!(r#"<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#).into()),
    ])
}

fn with_junk(mut bytes: Vec<u8>, junk: usize) -> Vec<u8> {
    bytes.extend(vec![b'#'; junk]);
    bytes
}

/// A date cell that holds an amount in đồng, and one of the 1904 system.
fn no_date() -> Vec<u8> {
    let mut maker = Workbook::new();
    let sheet = maker.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_with_format(0, 0, 137_500_000_000_f64, &day).unwrap();
    sheet.write_with_format(1, 0, 1e300, &day).unwrap();
    sheet.write_with_format(2, 0, ExcelDateTime::from_ymd(2023, 9, 25).unwrap(), &day).unwrap();
    maker.save_to_buffer().unwrap()
}

fn xls_with_empty_continue() -> Vec<u8> {
    attacks::xls_with_strings(|stream| {
        // One string of ten letters, two of them here, none in the record that ought to go on.
        let head = [1_u32.to_le_bytes(), 1_u32.to_le_bytes()].concat();
        attacks::record(stream, 0x00FC, &[&head[..], &[10, 0, 0, b'a', b'b']].concat());
        attacks::record(stream, 0x003C, &[]);
    })
}

/// Section and line of the reference, the file, what must become of it.
fn traps() -> Vec<(&'static str, Vec<u8>, Fate)> {
    use Fate::{Damaged, NotAWorkbook, OverLimit, Partly, Protected, Read};
    let ole = attacks::far_xls();
    let sheet = "xl/worksheets/sheet1.xml";
    let error = |word: &str| {
        row(&format!(r#"<c r="A1"><v>1</v></c><c r="B1" t="e"><v>{word}</v></c><c r="C1"><v>2</v></c>"#))
    };
    vec![
        ("2.1 OLE cut inside a sector", ole[..ole.len() - 700].to_vec(), Damaged),
        ("2.1 empty CONTINUE inside a string", xls_with_empty_continue(), Damaged),
        ("2.1 sheet's relation is missing", attacks::lost_relation(), Damaged),
        ("2.1 sheets at the root of the package", at_the_root(), Read),
        ("2.1 macros that are no macros", attacks::with_extras(&attacks::honest("macro")), Read),
        ("2.1 column beyond counting", row(r#"<c r="AAAAAAAAAA1"><v>1</v></c>"#), Damaged),
        ("2.1 numbers that no date has", no_date(), Read),
        ("2.2 sector loop", attacks::sector_loop(), Damaged),
        ("2.2 two corners", attacks::far_and_infinite(), Read),
        (
            "2.2 a hundred columns wide, a million rows deep",
            row(r#"<c r="A1"><v>1</v></c></row><row r="1048576"><c r="CV1048576"><v>1</v></c>"#),
            Read,
        ),
        ("2.2 row 4294967295", row(r#"<c r="A4294967295"><v>1</v></c>"#), Damaged),
        ("2.2 uniqueCount", attacks::lying_count(), Damaged),
        (
            "2.2 shared formula",
            row(r#"<c r="A1"><f t="shared" si="4294967295" ref="A1:A2">B1</f><v>1</v></c>"#),
            Read,
        ),
        ("2.2 one long string in 200,000 cells", long_shared_string(), Read),
        ("2.2 white space", attacks::blank_text(), OverLimit),
        ("2.2 xls of two corners", attacks::far_xls(), OverLimit),
        ("2.2 xls of cloned strings", attacks::cloned_strings(), OverLimit),
        ("2.2 ods of repeated text", attacks::repeated(), OverLimit),
        ("2.2 xlsb of a lying record", attacks::lying_record(), OverLimit),
        ("2.3 laughs", attacks::laughs(), Damaged),
        (
            "2.3 entity that names a file",
            changed("xl/sharedStrings.xml", |xml| {
                format!(
                    "<!DOCTYPE sst [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{}",
                    xml.replacen("Mục số 0", "&e;", 1)
                )
            }),
            Damaged,
        ),
        ("2.3 path out of the zip", zip_with("../../ngoai.xml"), Read),
        (
            "2.3 elements in elements",
            row(&format!("{}<c r=\"A1\"><v>1</v></c>{}", "<x>".repeat(300_000), "</x>".repeat(300_000))),
            Read,
        ),
        (
            "2.3 attributes",
            row(&format!(
                "<c r=\"A1\" {}><v>1</v></c>",
                (0..200_000).map(|n| format!("a{n}=\"1\" ")).collect::<String>()
            )),
            Read,
        ),
        ("2.3 entries of the zip", attacks::many_parts(20_001), OverLimit),
        ("2.3 sheets", many_sheets(600), Read),
        ("2.3 merges", many_merges(200_000), Read),
        ("2.3 password", attacks::encrypted(), Protected),
        ("2.3 XOR", attacks::obfuscated(), Protected),
        ("2.4 ods with blanks between its elements", indented_ods(), Read),
        ("2.4 ods cut off", attacks::open_table(), Damaged),
        (
            "2.4 macro sheet of Excel 4",
            changed("xl/_rels/workbook.xml.rels", |xml| {
                xml.replace("relationships/worksheet\"", "relationships/xlMacrosheet\"")
            }),
            Damaged,
        ),
        (
            "2.4 state of a sheet",
            changed("xl/workbook.xml", |xml| xml.replace("sheetId=", "state=\"show\" sheetId=")),
            Damaged,
        ),
        (
            "2.4 sheet without a relation",
            changed("xl/workbook.xml", |xml| xml.replace("r:id=\"rId1\"", "")),
            Damaged,
        ),
        ("2.4 #SPILL!", error("#SPILL!"), Partly),
        ("2.4 #GETTING_DATA", error("#GETTING_DATA"), Partly),
        ("2.4 #FIELD!", error("#FIELD!"), Partly),
        ("2.4 row 0", row(r#"<c r="A0"><v>1</v></c><c r="B1"><v>1</v></c>"#), Partly),
        ("2.4 column without a row", row(r#"<c r="A"><v>1</v></c><c r="B1"><v>1</v></c>"#), Partly),
        ("2.4 junk behind the zip", with_junk(attacks::honest("rác"), 100_000), Damaged),
        ("2.4 sheet in UTF-16", attacks::recoded(&attacks::honest("utf16"), sheet), Partly),
        ("2.4 a page of the web", b"<html><table></table></html>".to_vec(), NotAWorkbook),
        (
            "2.4 XML of 2003",
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>".to_vec(),
            NotAWorkbook,
        ),
        ("2.4 lines of text", "Chỉ tiêu;5\n".as_bytes().to_vec(), NotAWorkbook),
        ("2.4 number that no float holds", row(r#"<c r="A1"><v>1e400</v></c>"#), Read),
        (
            "2.4 two sheets of one name",
            attacks::changed(&many_sheets(2), "xl/workbook.xml", |xml| xml.replace("Sheet2", "Sheet1")),
            Partly,
        ),
        (
            "2.4 a number cell that holds words",
            row(r#"<c r="A1"><v>1.234,5</v></c><c r="B1"><v>1</v></c>"#),
            Read,
        ),
    ]
}

fn zip_with(name: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new_append(std::io::Cursor::new(attacks::honest("ngoài"))).unwrap();
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, b"<x/>").unwrap();
    zip.finish().unwrap().into_inner()
}

fn indented_ods() -> Vec<u8> {
    attacks::ods(
        "<office:document-content>\n <office:body>\n  <office:spreadsheet>\n   <table:table table:name=\"S\">\n    <table:table-row>\n     <table:table-cell office:value-type=\"float\" office:value=\"5\">\n      <text:p>5</text:p>\n     </table:table-cell>\n    </table:table-row>\n   </table:table>\n  </office:spreadsheet>\n </office:body>\n</office:document-content>",
    )
}

#[test]
fn every_known_trap_meets_its_fate() {
    let pool = pool();
    let mut wrong = Vec::new();
    for (name, bytes, expected) in traps() {
        let outcome = pool.read_one(&bytes.into(), &limits());
        if fate(&outcome) != expected {
            wrong.push(format!(
                "{name}: {:?}, not {expected:?}: {:?}",
                fate(&outcome),
                outcome.map(|one| one.faults)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_odd_and_read_is_read_right() {
    let values = |bytes: Vec<u8>| -> Vec<Value> {
        let reading = tonghop::read::read_one(&bytes, &limits()).unwrap();
        reading.sheets[0].cells.iter().map(|cell| cell.value.clone()).collect()
    };
    let no_date = values(no_date());
    assert_eq!(no_date[0], Value::Number("137500000000".parse().unwrap()));
    assert!(matches!((&no_date[1], &no_date[2]), (Value::Error(_), Value::Date(_))), "{no_date:?}");
    assert!(matches!(&values(row(r#"<c r="A1"><v>1e400</v></c>"#))[..], [Value::Error(_)]));
    assert_eq!(values(at_the_root()), [Value::Number(1.into())]);
    assert_eq!(values(indented_ods()), [Value::Number(5.into())]);
    assert_eq!(
        values(row(r#"<c r="A1"><f t="shared" si="4294967295" ref="A1:A2">B1</f><v>1</v></c>"#)),
        [Value::Number(1.into())]
    );
}

/// Key of `[gioi-han]`, a wide and a tight setting of it, the attack, words of the refusal.
type Cap = (&'static str, fn(u64) -> Limits, [u64; 2], Vec<u8>, &'static str);

fn caps() -> Vec<Cap> {
    let many_cells: String =
        (1..=3_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#)).collect();
    let one_string =
        format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>"#, "chữ ".repeat(9_000));
    let honest = || attacks::honest("giới hạn");
    vec![
        (
            "dung-luong-mb",
            |file_bytes| Limits { file_bytes, ..limits() },
            [1 << 20, 1 << 10],
            honest(),
            "dung lượng lớn hơn",
        ),
        (
            "giai-nen-mb",
            |unzipped_bytes| Limits { unzipped_bytes, ratio: 5_000, ..limits() },
            [400 << 20, 100 << 20],
            attacks::bomb(),
            "giải nén ra lớn hơn",
        ),
        (
            "ty-le-nen",
            |ratio| Limits { ratio, unzipped_bytes: 400 << 20, ..limits() },
            [5_000, 100],
            attacks::bomb(),
            "tỷ lệ nén lớn bất thường",
        ),
        (
            "so-o",
            |cells| Limits { cells: cells as usize, ..limits() },
            [3_000, 2_999],
            xlsx(&many_cells, NO_STRINGS, Vec::new()),
            "quá nhiều ô",
        ),
        (
            "do-dai-chuoi",
            |bytes| Limits { text_bytes: bytes as usize, ..limits() },
            [40_000, 32_767],
            xlsx(&one_string, NO_STRINGS, Vec::new()),
            "một ô chứa hơn",
        ),
        (
            "so-thanh-phan",
            |parts| Limits { parts: parts as usize, ..limits() },
            [50, 5],
            honest(),
            "tệp nén có hơn",
        ),
        (
            "do-long",
            |depth| Limits { depth: depth as usize, ..limits() },
            [60_000, 100],
            attacks::nested(),
            "lồng nhau quá sâu",
        ),
        (
            "so-giay",
            |seconds| Limits { seconds, ..limits() },
            [120, 1],
            attacks::slow(60_000),
            "quá thời gian cho phép",
        ),
        (
            "bo-nho-mb",
            |megabytes| Limits { memory_bytes: megabytes << 20, ..limits() },
            [1_500, 64],
            attacks::cloned_strings(),
            "vượt giới hạn bộ nhớ",
        ),
    ]
}

#[test]
fn every_cap_refuses_its_attack_and_a_wider_one_lets_it_in() {
    let pool = pool();
    for (key, limits, [wide, tight], attack, words) in caps() {
        let attack: Arc<[u8]> = attack.into();
        let refused = pool.read_one(&attack, &limits(tight));
        assert!(
            matches!(&refused, Err(ReadProblem::OverLimit(why)) if why.contains(words)),
            "{key} = {tight}: {refused:?}"
        );
        let read = pool.read_one(&attack, &limits(wide));
        assert!(read.is_ok(), "{key} = {wide}: {:?}", read.err());
    }
}

/// Calls that panic or allocate without bound on some small file, and that reading needs not.
#[test]
fn the_reader_leaves_the_dangerous_calls_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/read");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for call in [
            "vba_project(",
            "load_tables(",
            "pivot_tables(",
            "worksheet_formula(",
            "worksheet_range_ref(",
            ".as_date(",
            ".as_time(",
            ".as_datetime(",
            ".as_duration(",
            "open_workbook_auto",
        ] {
            assert!(!text.contains(call), "{}: {call}", path.display());
        }
        let dense = text.contains("worksheet_range(");
        assert!(!dense || path.ends_with("xls.rs"), "{}: dense tables", path.display());
    }
}

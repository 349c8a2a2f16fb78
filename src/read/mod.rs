//! Step `read`: workbooks of any format as sparse sheets of addressed cells; no file in the world stops the run.
//!
//! 1. `one` – one file, a pure function that a worker process can call; `share` – which files a thread reads, and which together
//! 2. `problem` – why a file or a sheet could not be read, in Vietnamese
//! 3. `container` – what a zip really holds, before calamine meets it; `repack` – and how calamine gets it
//! 4. `ole` – what an OLE container really holds, before calamine meets it
//! 5. `grid` – cells within limits, in order; `sink` – who takes them
//!    `lexicon` – texts of all files, kept once
//! 6. `value` – floats, serial dates and error values as plain values
//! 7. `plain`, `texts`, `digits` – cells, shared texts and numbers of the usual shape, as they stand; `cut` – the small workbook of all others; `stream` – what
//!    calamine makes of those
//!    `xml`, `frame`, `canonical` – what stands beside the cells, in one spelling; `said` – what calamine said of that
//! 8. `xlsx`, `xlsb` (and `xlsb_looks`), `xls` (and `xls_looks`), `ods` (and `ods_styles`) – the four formats

mod canonical;
mod container;
mod cut;
mod digits;
mod frame;
mod grid;
mod lexicon;
mod ods;
mod ods_styles;
mod ole;
mod one;
mod plain;
mod problem;
mod repack;
mod said;
mod share;
mod sink;
mod stream;
mod texts;
mod value;
mod xls;
mod xls_looks;
mod xlsb;
mod xlsb_looks;
mod xlsx;
mod xml;

use std::sync::Arc;

use crate::domain::Source;
use crate::domain::settings::Limits;
use crate::finding::{Code, Findings};
use crate::progress::Effort;
use crate::workbook::Workbook;

#[cfg(any(test, fuzzing))]
pub use one::read_whole;
pub use one::{Here, Reader, read_one, read_to};
pub use problem::{Extras, ReadProblem, Reading, SheetFault};
pub use share::Work;
use share::read_all;
pub use sink::{Frame, Sink, Style};

/// Reads every source within the limits, in parallel; workbooks come in the order of the sources, the same
/// for any number of threads. A file or sheet that cannot be read is a finding, the rest is read.
pub fn read(sources: &[Source], limits: &Limits, findings: &mut Findings) -> Vec<Workbook> {
    read_with(sources, limits, &Here, &Effort::quiet(), findings)
}

/// The same, with the threads wished for, telling how far it has come. `reader` reads each file: this process, or
/// a worker process that may die of it.
pub fn read_with(
    sources: &[Source],
    limits: &Limits,
    reader: &dyn Reader,
    effort: &Effort<'_>,
    findings: &mut Findings,
) -> Vec<Workbook> {
    let results = read_all(sources, limits, reader, effort);
    let mut workbooks = Vec::with_capacity(sources.len());
    for (source, result) in sources.iter().zip(results) {
        match result {
            Ok(reading) => {
                problem::report(source, &reading, findings);
                workbooks.push(Workbook {
                    file: Arc::clone(&source.file),
                    sha256: Arc::clone(&source.sha256),
                    format: reading.format,
                    sheets: reading.sheets,
                });
            }
            Err(problem) => findings.add(problem.finding(source)),
        }
    }
    if let Some(why) = reader.unguarded()
        && !findings.iter().any(|finding| finding.code == Code::ReadUnguarded)
    {
        findings.add(problem::unguarded(why));
    }
    workbooks
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::time::{Duration, Instant};

    use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook as Maker};

    use super::{Here, ReadProblem, Reading, read, read_all, read_one};
    use crate::domain::Source;
    use crate::domain::settings::Limits;
    use crate::finding::{Code, Findings};
    use crate::progress::Effort;
    use crate::workbook::{Address, Format, Value};

    fn limits() -> Limits {
        Limits::default()
    }

    fn source(file: &str, bytes: Vec<u8>) -> Source {
        Source {
            file: file.into(),
            department: Some("YTE".into()),
            round: 1,
            states_round: false,
            bytes: bytes.into(),
            sha256: "0".into(),
        }
    }

    /// Two sheets: titles, figures, a percentage, a date, a merged heading; one hidden.
    fn workbook() -> Vec<u8> {
        let mut maker = Maker::new();
        let sheet = maker.add_worksheet();
        let old = CellFormat::new().set_font_name(".VnTime").set_num_format("0.0%");
        let day = CellFormat::new().set_num_format("dd/mm/yyyy");
        sheet.set_name("ChiTieu").unwrap();
        sheet.merge_range(0, 0, 0, 3, "Biểu số liệu", &CellFormat::new()).unwrap();
        sheet.write(1, 0, "n¨m tr\u{ad}íc").unwrap();
        sheet.write_with_format(1, 1, 0.957, &old).unwrap();
        sheet.write(2, 1, 0.1 + 0.2).unwrap();
        sheet.write_with_format(2, 2, ExcelDateTime::from_ymd(2023, 9, 25).unwrap(), &day).unwrap();
        sheet.write(2, 3, 137_500_000_000_u64).unwrap();
        sheet.write_formula(3, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        let hidden = maker.add_worksheet();
        hidden.set_name("An").unwrap().set_hidden(true);
        hidden.write(4, 4, true).unwrap();
        maker.save_to_buffer().unwrap()
    }

    /// The same zip with one part changed by `change`.
    fn changed(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut parts = Vec::new();
        for index in 0..zip.len() {
            let mut file = zip.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut text = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut text).unwrap();
            if name == part {
                text = change(std::str::from_utf8(&text).unwrap()).into_bytes();
            }
            parts.push((name, text));
        }
        zipped(&parts)
    }

    fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(&**name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn ods(content: &str) -> Vec<u8> {
        zipped(&[
            ("mimetype".into(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
            ("META-INF/manifest.xml".into(), b"<manifest:manifest/>".to_vec()),
            ("content.xml".into(), content.as_bytes().to_vec()),
        ])
    }

    fn at<'a>(reading: &'a Reading, sheet: usize, address: &str) -> Option<&'a Value> {
        reading.sheets[sheet].get(Address::parse(address).unwrap()).map(|cell| &cell.value)
    }

    fn text(value: &str) -> Value {
        Value::Text(value.into())
    }

    fn number(value: &str) -> Value {
        Value::Number(value.parse().unwrap())
    }

    #[test]
    fn a_workbook_with_all_its_traits() {
        let reading = read_one(&workbook(), &limits()).unwrap();
        assert_eq!(reading.format, Format::Xlsx);
        assert_eq!(reading.faults, []);
        let names: Vec<_> = reading.sheets.iter().map(|sheet| (&*sheet.name, sheet.hidden)).collect();
        assert_eq!(names, [("ChiTieu", false), ("An", true)]);
        assert_eq!(at(&reading, 0, "A1"), Some(&text("Biểu số liệu")));
        assert_eq!(at(&reading, 0, "A2"), Some(&text("n¨m tr\u{ad}íc")), "nothing is stripped");
        assert_eq!(at(&reading, 0, "B2"), Some(&number("0.957")));
        assert_eq!(at(&reading, 0, "B3"), Some(&number("0.3")));
        assert_eq!(at(&reading, 0, "D3"), Some(&number("137500000000")));
        assert_eq!(at(&reading, 1, "E5"), Some(&Value::Bool(true)));
        assert!(
            matches!(at(&reading, 0, "C3"), Some(Value::Date(day)) if day.to_string() == "2023-09-25 00:00:00")
        );
        let cell = reading.sheets[0].get(Address::parse("B2").unwrap()).unwrap();
        assert_eq!((cell.format.as_deref(), cell.font.as_deref()), (Some("0.0%"), Some(".VnTime")));
        let merge = reading.sheets[0].merges[0];
        assert_eq!((merge.first.to_string(), merge.last.to_string()), ("A1".into(), "D1".into()));
    }

    #[test]
    fn steps_of_indentation_are_kept() {
        let mut maker = Maker::new();
        let sheet = maker.add_worksheet();
        let step = |steps| CellFormat::new().set_indent(steps);
        sheet.write(0, 1, "Lúa").unwrap();
        sheet.write_with_format(1, 1, "Diện tích", &step(1)).unwrap();
        sheet.write_with_format(2, 1, "Vụ mùa", &step(2)).unwrap();
        sheet.write_with_format(2, 2, 5, &step(2)).unwrap();
        let reading = read_one(&maker.save_to_buffer().unwrap(), &limits()).unwrap();
        assert_eq!(reading.sheets[0].indents, [(Address::new(1, 1), 1), (Address::new(2, 1), 2)]);
    }

    #[test]
    fn a_far_cell_costs_nothing_and_a_wrapped_one_is_refused() {
        let mut maker = Maker::new();
        let sheet = maker.add_worksheet();
        sheet.write(0, 0, 1).unwrap();
        sheet.write(1_048_575, 16_383, 2).unwrap();
        let bytes = maker.save_to_buffer().unwrap();
        let reading = read_one(&bytes, &limits()).unwrap();
        assert_eq!(at(&reading, 0, "XFD1048576"), Some(&number("2")));
        assert_eq!(reading.sheets[0].cells.len(), 2);
        for far in ["XFD4294967295", "AAAAAA1", "A99999999999"] {
            let bad = changed(&bytes, "xl/worksheets/sheet1.xml", |xml| xml.replace("XFD1048576", far));
            assert!(read_one(&bad, &limits()).is_err(), "{far}");
        }
    }

    #[test]
    fn an_unknown_error_value_costs_its_cell_only() {
        let mut maker = Maker::new();
        let sheet = maker.add_worksheet();
        for col in 0..4 {
            sheet.write(0, col, "x").unwrap();
        }
        sheet.write_formula(0, 4, Formula::new("=A1").set_result("7")).unwrap();
        maker.add_worksheet().write(0, 0, "khác").unwrap();
        let bad = changed(&maker.save_to_buffer().unwrap(), "xl/worksheets/sheet1.xml", |xml| {
            let start = xml.find("<c r=\"B1\"").unwrap();
            let end = start + xml[start..].find("</c>").unwrap();
            format!("{}<c r=\"B1\" t=\"e\"><v>#SPILL!</v>{}", &xml[..start], &xml[end..])
        });
        let reading = read_one(&bad, &limits()).unwrap();
        assert_eq!(
            reading.sheets[0].cells.iter().map(|cell| cell.at.to_string()).collect::<Vec<_>>(),
            ["A1", "C1", "D1", "E1"]
        );
        assert_eq!(reading.sheets.len(), 2);
        assert!(
            reading.faults[0].cells_only && reading.faults[0].message.contains("ngay sau ô A1"),
            "{:?}",
            reading.faults
        );
        assert!(reading.faults[0].message.contains("#SPILL!"));
        let mut findings = Findings::default();
        read(&[source("nop/yte.xlsx", bad)], &limits(), &mut findings);
        assert!(findings.has(Code::CellError));
    }

    #[test]
    fn a_broken_sheet_leaves_the_others() {
        let bad = changed(&workbook(), "xl/worksheets/sheet1.xml", |xml| xml[..xml.len() / 2].to_owned());
        let reading = read_one(&bad, &limits()).unwrap();
        assert_eq!(reading.sheets.len(), 1);
        assert_eq!(&*reading.sheets[0].name, "An");
        assert!(!reading.faults[0].cells_only);
    }

    #[test]
    fn lies_and_bombs_are_refused() {
        let mut maker = Maker::new();
        maker.add_worksheet().write(0, 0, "chữ").unwrap();
        let good = maker.save_to_buffer().unwrap();
        let lying = changed(&good, "xl/sharedStrings.xml", |xml| {
            xml.replace("uniqueCount=\"1\"", "uniqueCount=\"4294967295\"")
        });
        assert!(matches!(read_one(&lying, &limits()), Err(ReadProblem::Damaged(_))));
        let bomb = changed(&good, "xl/worksheets/sheet1.xml", |xml| {
            xml.replace("<sheetData>", &format!("{}<sheetData>", " ".repeat(9 << 20)))
        });
        assert!(matches!(read_one(&bomb, &limits()), Err(ReadProblem::OverLimit(_))));
        let small = Limits { unzipped_bytes: 1000, ..limits() };
        assert!(matches!(read_one(&good, &small), Err(ReadProblem::OverLimit(_))));
        let small = Limits { file_bytes: 10, ..limits() };
        assert!(matches!(read_one(&good, &small), Err(ReadProblem::OverLimit(_))));
        let small = Limits { cells: 0, ..limits() };
        assert!(matches!(read_one(&good, &small), Err(ReadProblem::OverLimit(_))));
        let small = Limits { text_bytes: 2, ..limits() };
        assert!(matches!(read_one(&good, &small), Err(ReadProblem::OverLimit(_))));
    }

    #[test]
    fn what_is_no_workbook_is_named() {
        let mut findings = Findings::default();
        let sources = [
            source("nop/a.xls", b"<html><table></table></html>".to_vec()),
            source("nop/b.xlsx", Vec::new()),
            source("nop/c.xls", workbook()),
        ];
        let books = read(&sources, &limits(), &mut findings);
        assert_eq!(books.len(), 1);
        let messages: Vec<_> = findings.iter().map(|finding| (finding.code, &*finding.message)).collect();
        assert!(messages[0].1.contains("HTML") && messages[0].0 == Code::FileUnreadable, "{messages:?}");
        assert!(messages[1].1.contains("rỗng"), "{messages:?}");
        assert_eq!(messages[2].0, Code::WrongExtension);
        assert!(findings.iter().all(|finding| finding.department.as_deref() == Some("YTE")));
    }

    const SHEET: &str = r##"<office:document-content><office:automatic-styles>
        <style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
        <office:body><office:spreadsheet>
        <table:table table:name="ChiTieu">
          <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="5"/></table:table-row>
          <table:table-row>
            <table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>Tỷ lệ<text:s text:c="2"/>&amp; s&#7889;</text:p><text:p>hai</text:p></table:table-cell>
            <table:covered-table-cell/>
            <table:table-cell office:value-type="percentage" office:value="0.95"><text:p>95%</text:p></table:table-cell>
            <table:table-cell office:value-type="date" office:date-value="2023-09-25"><office:annotation><text:p>ghi chú</text:p></office:annotation><text:p>25/9</text:p></table:table-cell>
            <table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>
            <table:table-cell office:value-type="float" office:value="1.5" table:number-columns-repeated="2"/>
          </table:table-row>
          <table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        </table:table>
        <table:table table:name="An" table:style-name="ta2"/>
        </office:spreadsheet></office:body></office:document-content>"##;

    #[test]
    fn open_document_as_a_stream() {
        let reading = read_one(&ods(SHEET), &limits()).unwrap();
        assert_eq!(reading.format, Format::Ods);
        assert_eq!(at(&reading, 0, "A3"), Some(&text("Tỷ lệ  & số\nhai")));
        assert_eq!(at(&reading, 0, "C3"), Some(&number("0.95")));
        assert!(matches!(at(&reading, 0, "D3"), Some(Value::Date(_))));
        assert_eq!(at(&reading, 0, "E3"), Some(&Value::Error("#REF!".into())));
        assert_eq!(at(&reading, 0, "G3"), Some(&number("1.5")));
        assert_eq!(reading.sheets[0].cells.len(), 6);
        assert_eq!(reading.sheets[0].merges.len(), 1);
        assert_eq!(reading.sheets[0].cells[1].format.as_deref(), Some("0%"));
        assert_eq!((reading.sheets[0].hidden, reading.sheets[1].hidden), (false, true));
    }

    #[test]
    fn open_document_gives_its_fonts() {
        let style = |name: &str, font: &str| {
            format!(
                r#"<style:style style:name="{name}" style:family="table-cell"><style:text-properties style:font-name="{font}"/></style:style>"#
            )
        };
        let cells = |text: &str, own: &str| {
            format!(r#"<table:table-cell{own}><text:p>{text}</text:p></table:table-cell>"#)
        };
        let content = format!(
            r#"<office:document-content>{}{}{}<table:table table:name="S">
            <table:table-column table:default-cell-style-name="cot"/>
            <table:table-column table:number-columns-repeated="16383" table:default-cell-style-name="xa"/>
            <table:table-row>{}{}{}</table:table-row>
            <table:table-row table:default-cell-style-name="hang">{}</table:table-row></table:table></office:document-content>"#,
            style("cot", ".VnTime"),
            style("xa", "Arial"),
            style("hang", "VNI-Times"),
            cells("ChØ tiªu", ""),
            cells("§VT", r#" table:style-name="cot""#),
            cells("c", ""),
            cells("d", "")
        );
        let reading = read_one(&ods(&content), &limits()).unwrap();
        let fonts: Vec<_> = reading.sheets[0].cells.iter().map(|cell| cell.font.as_deref()).collect();
        assert_eq!(fonts, [Some(".VnTime"), Some(".VnTime"), Some("Arial"), Some("VNI-Times")]);
    }

    #[test]
    fn open_document_gives_its_indents() {
        let style = r#"<style:style style:name="t2" style:family="table-cell"><style:paragraph-properties fo:margin-left="0.706cm"/></style:style>"#;
        let cell = r#"<table:table-cell table:style-name="t2"><text:p>Lúa</text:p></table:table-cell>"#;
        let number =
            r#"<table:table-cell table:style-name="t2" office:value-type="float" office:value="5"/>"#;
        let content = format!(
            r#"<office:document-content>{style}<table:table table:name="S"><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>{cell}{number}</table:table-row></table:table></office:document-content>"#
        );
        let reading = read_one(&ods(&content), &limits()).unwrap();
        assert_eq!(reading.sheets[0].indents, [(Address::new(0, 1), 2)]);
    }

    #[test]
    fn open_document_cut_off_repeated_or_locked_is_refused() {
        let before_end = SHEET.find("</table:table>").unwrap();
        assert!(matches!(read_one(&ods(&SHEET[..before_end]), &limits()), Err(ReadProblem::Damaged(_))));
        let many = SHEET
            .replace("table:number-columns-repeated=\"2\"", "table:number-columns-repeated=\"99000000\"");
        assert!(read_one(&ods(&many), &limits()).is_err());
        let spaces = SHEET.replace("text:c=\"2\"", "text:c=\"4000000000\"");
        assert!(matches!(read_one(&ods(&spaces), &limits()), Err(ReadProblem::OverLimit(_))));
        let locked = changed(&ods(SHEET), "META-INF/manifest.xml", |_| "<manifest:encryption-data/>".into());
        assert_eq!(read_one(&locked, &limits()), Err(ReadProblem::Protected));
    }

    #[test]
    fn an_ole_container_is_looked_into() {
        let made = |name: &str, content: &[u8]| {
            let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
            file.create_stream(name).unwrap().write_all(content).unwrap();
            file.into_inner().into_inner()
        };
        assert_eq!(read_one(&made("/EncryptedPackage", b"x"), &limits()), Err(ReadProblem::Protected));
        assert!(matches!(
            read_one(&made("/WordDocument", b"x"), &limits()),
            Err(ReadProblem::NotAWorkbook(_))
        ));
        assert_eq!(
            read_one(&made("/Workbook", b"\x2F\0\x02\0\0\0"), &limits()),
            Err(ReadProblem::Protected),
            "XOR"
        );
        // One sheet whose two cells lie far apart, ten times over.
        let mut stream = Vec::new();
        for _ in 0..10 {
            stream.extend_from_slice(&[0x85, 0, 8, 0, 124, 0, 0, 0, 0, 0, 0, 0]);
        }
        stream.extend_from_slice(&[0x0A, 0, 0, 0]);
        assert_eq!(stream.len(), 124);
        stream.extend_from_slice(&[0x09, 0x08, 0, 0]);
        for (row, col) in [(0_u16, 0_u16), (65_535, 255)] {
            stream.extend_from_slice(&[0x03, 0x02, 14, 0]);
            stream.extend(row.to_le_bytes());
            stream.extend(col.to_le_bytes());
            stream.extend([0; 10]);
        }
        assert!(matches!(read_one(&made("/Workbook", &stream), &limits()), Err(ReadProblem::OverLimit(_))));
    }

    /// A BIFF record: type, length, content.
    fn record(stream: &mut Vec<u8>, kind: u16, content: &[u8]) {
        stream.extend(kind.to_le_bytes());
        stream.extend((content.len() as u16).to_le_bytes());
        stream.extend(content);
    }

    /// A small BIFF8 workbook: a label, a number, an error value and a merged range.
    fn xls() -> Vec<u8> {
        let mut sheet = Vec::new();
        record(&mut sheet, 0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        record(&mut sheet, 0x0200, &[0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0]);
        record(&mut sheet, 0x0204, &[0, 0, 0, 0, 0, 0, 2, 0, 0, b'T', 0xAD]);
        let mut number = vec![1, 0, 1, 0, 0, 0];
        number.extend(137.5_f64.to_le_bytes());
        record(&mut sheet, 0x0203, &number);
        record(&mut sheet, 0x0205, &[1, 0, 2, 0, 0, 0, 0x17, 1]);
        record(&mut sheet, 0x00E5, &[1, 0, 0, 0, 0, 0, 0, 0, 2, 0]);
        record(&mut sheet, 0x000A, &[]);
        let mut globals = Vec::new();
        record(&mut globals, 0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let start = globals.len() as u32 + 4 + 11 + 4;
        let mut bound = start.to_le_bytes().to_vec();
        bound.extend([1, 0, 3, 0, b'K', b'T', b'1']);
        record(&mut globals, 0x0085, &bound);
        record(&mut globals, 0x000A, &[]);
        globals.extend(sheet);
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Workbook").unwrap().write_all(&globals).unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn a_binary_workbook_of_1997() {
        let reading = read_one(&xls(), &limits()).unwrap();
        assert_eq!((reading.format, &*reading.sheets[0].name), (Format::Xls, "KT1"));
        assert!(reading.sheets[0].hidden);
        assert_eq!(at(&reading, 0, "A1"), Some(&text("T\u{ad}")));
        assert_eq!(at(&reading, 0, "B2"), Some(&number("137.5")));
        assert_eq!(at(&reading, 0, "C2"), Some(&Value::Error("#REF!".into())));
        assert_eq!(reading.sheets[0].merges[0].last.to_string(), "C1");
    }

    /// A BIFF12 record: both numbers in seven bits a byte.
    fn part(stream: &mut Vec<u8>, kind: u16, content: &[u8]) {
        match kind {
            0..0x80 => stream.push(kind as u8),
            _ => stream.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]),
        }
        assert!(content.len() < 0x80);
        stream.push(content.len() as u8);
        stream.extend(content);
    }

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        bytes
    }

    fn xlsb() -> Vec<u8> {
        let mut book = Vec::new();
        let bundle = [vec![0; 4], 1_u32.to_le_bytes().to_vec(), wide("rId1"), wide("Chỉ tiêu")].concat();
        part(&mut book, 0x009C, &bundle);
        part(&mut book, 0x0090, &[]);
        part(&mut book, 0x009D, &[]);
        let mut sheet = Vec::new();
        part(&mut sheet, 0x0081, &[]);
        part(&mut sheet, 0x0094, &[0; 16]);
        part(&mut sheet, 0x0091, &[]);
        part(&mut sheet, 0x0000, &4_u32.to_le_bytes());
        part(&mut sheet, 0x0006, &[vec![1, 0, 0, 0, 1, 0, 0, 0], wide("n¨m")].concat());
        part(&mut sheet, 0x0005, &[vec![2, 0, 0, 0, 1, 0, 0, 0], 0.3_f64.to_le_bytes().to_vec()].concat());
        part(&mut sheet, 0x000B, &[3, 0, 0, 0, 0, 0, 0, 0, 0x07, 0, 0]);
        part(&mut sheet, 0x0092, &[]);
        part(&mut sheet, 0x00B1, &1_u32.to_le_bytes());
        let range: [u32; 4] = [2, 2, 1, 3];
        part(&mut sheet, 0x00B0, &range.map(u32::to_le_bytes).concat());
        part(&mut sheet, 0x00B2, &[]);
        let mut styles = Vec::new();
        part(&mut styles, 0x0263, &2_u32.to_le_bytes());
        for font in ["Calibri", ".VnTime"] {
            part(&mut styles, 0x002B, &[vec![0; 21], wide(font)].concat());
        }
        part(&mut styles, 0x0264, &[]);
        part(&mut styles, 0x0269, &2_u32.to_le_bytes());
        for (format, font, steps) in [(0, 0, 0), (9, 1, 2)] {
            part(&mut styles, 0x002F, &[0, 0, format, 0, font, 0, 0, 0, 0, 0, 0, steps, 1, 0, 0, 0]);
        }
        part(&mut styles, 0x026A, &[]);
        let rels =
            r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#;
        zipped(&[
            ("[Content_Types].xml".into(), b"<Types/>".to_vec()),
            ("xl/workbook.bin".into(), book),
            ("xl/_rels/workbook.bin.rels".into(), rels.into()),
            ("xl/styles.bin".into(), styles),
            ("xl/worksheets/sheet1.bin".into(), sheet),
        ])
    }

    #[test]
    fn a_binary_workbook_of_2007() {
        let reading = read_one(&xlsb(), &limits()).unwrap();
        assert_eq!((reading.format, &*reading.sheets[0].name), (Format::Xlsb, "Chỉ tiêu"));
        assert_eq!(at(&reading, 0, "B5"), Some(&text("n¨m")));
        assert_eq!(at(&reading, 0, "C5"), Some(&number("0.3")));
        assert_eq!(at(&reading, 0, "D5"), Some(&Value::Error("#DIV/0!".into())), "of a formula");
        let merges: Vec<_> = reading.sheets[0].merges.iter().map(|range| (range.first, range.last)).collect();
        assert_eq!(merges, [(Address::new(2, 1), Address::new(2, 3))]);
        assert_eq!(reading.sheets[0].indents, [(Address::new(4, 1), 2)]);
        let looks: Vec<_> = reading.sheets[0]
            .cells
            .iter()
            .map(|cell| (cell.font.as_deref(), cell.format.as_deref()))
            .collect();
        let old = (Some(".VnTime"), Some("0%"));
        assert_eq!(looks, [old, old, (Some("Calibri"), None)]);
    }

    #[test]
    fn two_sheets_of_one_name_are_one_and_a_fault() {
        let bad =
            changed(&workbook(), "xl/workbook.xml", |xml| xml.replace("name=\"An\"", "name=\"ChiTieu\""));
        let reading = read_one(&bad, &limits()).unwrap();
        assert_eq!((reading.sheets.len(), reading.faults.len()), (1, 1));
    }

    #[test]
    fn cut_and_flipped_files_end_quickly_without_a_panic() {
        let started = Instant::now();
        for whole in [workbook(), ods(SHEET), xls(), xlsb()] {
            for end in (0..whole.len()).step_by(97) {
                let _ = read_one(&whole[..end], &limits());
            }
            for at in (0..whole.len()).step_by(41) {
                let mut flipped = whole.clone();
                flipped[at] ^= 0x55;
                let _ = read_one(&flipped, &limits());
            }
        }
        assert!(started.elapsed() < Duration::from_secs(60));
    }

    fn effort(threads: usize) -> Effort<'static> {
        Effort { threads: threads.try_into().unwrap(), ..Effort::quiet() }
    }

    #[test]
    fn any_number_of_threads_gives_the_same() {
        let sources: Vec<Source> = (0..7).map(|n| source(&format!("nop/{n}.xlsx"), workbook())).collect();
        let one = read_all(&sources, &limits(), &Here, &effort(1));
        assert_eq!(one.len(), 7);
        assert_eq!(one, read_all(&sources, &limits(), &Here, &effort(3)));
        assert_eq!(one, read_all(&sources, &limits(), &Here, &effort(16)));
    }

    /// Real files: `TRY=folder cargo test -- --ignored --nocapture real_files`.
    #[test]
    #[ignore = "needs a folder of workbooks in TRY"]
    fn real_files() {
        let folder = std::env::var("TRY").expect("TRY names a folder");
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e != "md")) {
            let bytes = std::fs::read(path).unwrap();
            let started = Instant::now();
            let reading = read_one(&bytes, &limits());
            let told = reading.map(|reading| {
                let cells: usize = reading.sheets.iter().map(|sheet| sheet.cells.len()).sum();
                let merges: usize = reading.sheets.iter().map(|sheet| sheet.merges.len()).sum();
                let mut steps = [0; 4];
                for (_, indent) in reading.sheets.iter().flat_map(|sheet| &sheet.indents) {
                    steps[usize::from(*indent).min(3)] += 1;
                }
                let all = reading.sheets.iter().flat_map(|sheet| &sheet.cells);
                let looks = all.filter(|cell| cell.font.is_some() && cell.format.is_some()).count();
                (reading.format, reading.sheets.len(), cells, merges, steps, looks, reading.faults)
            });
            println!("{} {:?} {told:?}", path.display(), started.elapsed());
            for step in 0..150 {
                let end = bytes.len() * step / 150;
                let _ = read_one(&bytes[..end], &limits());
                let mut flipped = bytes.clone();
                flipped[end] ^= 0x55;
                let _ = read_one(&flipped, &limits());
            }
            println!("   with 300 mutants {:?}", started.elapsed());
        }
    }
}

//! Return slips read back: fill and comment at every cell that a finding names, one printed page, the proof of submission.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use crate::fired::wrong;

type Parts = BTreeMap<String, String>;

/// The XML parts of a workbook.
fn parts(bytes: &[u8]) -> Parts {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = Parts::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        let mut text = String::new();
        if file.read_to_string(&mut text).is_ok() {
            out.insert(name, text);
        }
    }
    out
}

/// Sheet name → number of its part; rust_xlsxwriter numbers parts in the order of the sheets.
fn sheets(parts: &Parts) -> BTreeMap<String, usize> {
    let book = roxmltree::Document::parse(&parts["xl/workbook.xml"]).unwrap();
    let names = book.descendants().filter(|node| node.has_tag_name((MAIN, "sheet")));
    names.zip(1..).map(|(node, nth)| (node.attribute("name").unwrap().to_string(), nth)).collect()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The background of a cell, `FFFFC7CE`; empty where it has none.
fn fill(parts: &Parts, sheet: usize, cell: &str) -> String {
    let text = &parts[&format!("xl/worksheets/sheet{sheet}.xml")];
    let document = roxmltree::Document::parse(text).unwrap();
    let found = document.descendants().find(|node| node.attribute("r") == Some(cell));
    let style: usize = found.and_then(|node| node.attribute("s")?.parse().ok()).unwrap_or(0);
    let styles = roxmltree::Document::parse(&parts["xl/styles.xml"]).unwrap();
    let of = |name: &str| styles.descendants().find(|node| node.has_tag_name((MAIN, name))).unwrap();
    let nth = |name: &str, nth: usize| of(name).children().filter(|node| node.is_element()).nth(nth).unwrap();
    let fill: usize = nth("cellXfs", style).attribute("fillId").unwrap().parse().unwrap();
    let colour = nth("fills", fill).descendants().find(|node| node.has_tag_name((MAIN, "fgColor")));
    colour.and_then(|node| node.attribute("rgb")).unwrap_or_default().to_string()
}

/// Comments of a sheet, by cell.
fn comments(parts: &Parts, sheet: usize) -> BTreeMap<String, String> {
    let rels = parts.get(&format!("xl/worksheets/_rels/sheet{sheet}.xml.rels")).cloned().unwrap_or_default();
    let Some(at) = rels.find("../comments") else { return BTreeMap::new() };
    let name: String = rels[at + 3..].chars().take_while(|letter| *letter != '"').collect();
    let document = roxmltree::Document::parse(&parts[&format!("xl/{name}")]).unwrap();
    let all = document.descendants().filter(|node| node.has_tag_name((MAIN, "comment")));
    all.map(|node| {
        let words = node.descendants().filter_map(|inner| inner.text()).collect();
        (node.attribute("ref").unwrap().to_string(), words)
    })
    .collect()
}

fn slip(department: &str) -> Vec<u8> {
    std::fs::read(wrong().output(&format!("phieu-tra-lai/{department}.xlsx"))).unwrap()
}

#[test]
fn every_cell_at_fault_is_filled_and_commented_in_its_own_slip() {
    let mut seen = 0;
    for finding in wrong().findings() {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_string();
        let (file, department) = (text("file"), text("department"));
        if !file.starts_with("nop/") || text("cell").is_empty() || department.is_empty() {
            continue;
        }
        let parts = parts(&slip(&department));
        let cell = text("cell").split([':', '–', ',']).next().unwrap().to_string();
        let named: Vec<usize> = sheets(&parts)
            .into_iter()
            .filter(|(name, _)| name.starts_with(&text("sheet")))
            .map(|(_, nth)| nth)
            .collect();
        let good = named.iter().any(|nth| {
            let said = comments(&parts, *nth).get(&cell).is_some_and(|words| words.contains(&text("code")));
            said && ["FFFFC7CE", "FFFFEB9C", "FFDDEBF7"].contains(&&*fill(&parts, *nth, &cell))
        });
        assert!(good, "{department}: {finding}");
        seen += 1;
    }
    assert!(seen > 20, "only {seen} cells looked at");
}

#[test]
fn the_first_sheet_is_one_page_and_says_what_came_and_what_counted() {
    let bytes = slip("KT");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
    let names = book.sheet_names();
    assert_eq!(names[0], "Phiếu trả lại");
    assert!(names.contains(&"ChiTieu".to_string()) && names.contains(&"NhiemVu".to_string()), "{names:?}");
    let range = book.worksheet_range("Phiếu trả lại").unwrap();
    let words: Vec<String> = range.used_cells().map(|(_, _, data)| said(data)).collect();
    let all = words.join("\n");
    for part in [
        "PHIẾU TRẢ LẠI",
        "I. ĐÃ NHẬN",
        "Phòng Kinh tế.xls",
        "số liệu",
        "SHA-256",
        "Ô",
        "Cách sửa",
        "Mức độ",
        "TH0304",
    ] {
        assert!(all.contains(part), "{part}:\n{all}");
    }
    let parts = parts(&bytes);
    let first = &parts["xl/worksheets/sheet1.xml"];
    assert!(first.contains("fitToPage=\"1\"") && first.contains("paperSize=\"9\""), "one A4 page");
    assert!(!first.contains("fitToHeight=\"0\""));
    for department in ["KT", "VH", "YTE", "A"] {
        let path = wrong().output(&format!("phieu-tra-lai/{department}.pdf"));
        let pdf = lopdf::Document::load_mem(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(pdf.get_pages().len(), 1, "{department}");
    }
    assert!(wrong().findings().iter().any(|finding| finding["severity"] == "error"));
}

fn said(data: &Data) -> String {
    data.to_string()
}

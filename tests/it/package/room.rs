//! Whether what stands in a cell can be seen: rows as high as their lines, columns as wide as their numbers.
//!
//! Letters are measured in the bundled face, which is as wide as Times New Roman, and not by the program's own table of
//! widths. Lines are broken wherever any program might, so that only what is surely too small is a fault.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use roxmltree::Node;
use tonghop::document::TextStyle;
use tonghop::font::{FontBook, FontFile, Measure};

use super::book::{Book, elements, named};
use super::parts::Package;
use super::sheet::{Area, area, cell};
use crate::bundled::root;

/// Points of a column for each of its characters, and what of them the cell's two edges take.
const POINTS: f32 = 5.25;
const EDGES: f32 = 2.0;
/// Height of a line as a share of the size of its letters: ascent and descent of the face.
const LINE: f32 = 1.107;
/// Excel's highest row, but for the fraction that pixels take.
const HIGHEST: f32 = 408.0;

/// What a cell's format says of its room.
#[derive(Clone, Default)]
struct Style {
    size: f32,
    bold: bool,
    wraps: bool,
    number: String,
}

/// All sheets that can be seen.
pub fn check(package: &Package, book: &Book, faults: &mut Vec<String>) {
    let styles = styles(package);
    let hidden = hidden(package);
    for (name, part) in book.sheets.iter().filter(|(name, _)| !hidden.contains(name)) {
        let Some(xml) = package.xml(part) else { continue };
        let merges: Vec<Area> =
            named(xml.root_element(), "mergeCell").filter_map(|one| area(one.attribute("ref")?)).collect();
        let usual = named(xml.root_element(), "sheetFormatPr").next();
        let height = usual.and_then(|one| one.attribute("defaultRowHeight")?.parse().ok()).unwrap_or(15.0);
        let sheet = Sheet { name, book, styles: &styles, height, widths: widths(xml.root_element()), merges };
        for row in named(xml.root_element(), "row") {
            sheet.row(row, faults);
        }
    }
}

struct Sheet<'a> {
    name: &'a str,
    book: &'a Book,
    styles: &'a [Style],
    /// Of a row that says none.
    height: f32,
    widths: BTreeMap<u32, f32>,
    merges: Vec<Area>,
}

impl Sheet<'_> {
    fn row(&self, row: Node, faults: &mut Vec<String>) {
        let height = row.attribute("ht").and_then(|text| text.parse().ok()).unwrap_or(self.height);
        let cells: Vec<Node> = elements(row).collect();
        for (nth, one) in cells.iter().enumerate() {
            let place = one.attribute("r").unwrap_or_default();
            let (Some(at), Some(style)) = (cell(place), self.style(*one)) else { continue };
            let Some((text, is_number)) = self.shown(*one, style) else { continue };
            let merge = self.merges.iter().find(|(row, col, _, _)| (*row, *col) == at);
            if merge.is_some_and(|(top, _, bottom, _)| top != bottom) {
                continue;
            }
            let last = merge.map_or(at.1, |(_, _, _, last)| *last);
            let room: f32 = (at.1..=last).map(|col| self.width(col)).sum::<f32>() * POINTS - EDGES;
            let wide = breadth(&text, style);
            let next = cells
                .get(nth + 1)
                .filter(|next| next.attribute("r").and_then(cell) == Some((at.0, last + 1)));
            if is_number && wide > room {
                faults.push(format!("{} {place}: {text} shows as ####", self.name));
            } else if !is_number
                && !style.wraps
                && wide > room
                && next.is_some_and(|next| elements(*next).next().is_some())
            {
                faults.push(format!("{} {place}: the neighbour cuts {text}", self.name));
            } else if !is_number && style.wraps {
                let needs = lines(&text, room, style) as f32 * style.size * LINE;
                if height < needs.min(HIGHEST) {
                    faults.push(format!(
                        "{} {place}: the row is {height} points high, needs {needs}: {text:?}",
                        self.name
                    ));
                }
            }
        }
    }

    fn style(&self, one: Node) -> Option<&Style> {
        self.styles.get(one.attribute("s").map_or(Ok(0), str::parse::<usize>).ok()?)
    }

    fn width(&self, col: u32) -> f32 {
        self.widths.get(&col).copied().unwrap_or(9.14)
    }

    /// What the cell shows, and whether it is a number; nothing where it shows nothing.
    fn shown(&self, one: Node, style: &Style) -> Option<(String, bool)> {
        let value = elements(one).find(|child| child.tag_name().name() == "v")?.text()?;
        match one.attribute("t") {
            Some("s") => {
                Some((self.book.strings.get(value.parse::<usize>().ok()?)?.replace("_x005F_", "_"), false))
            }
            Some("str") => Some((value.to_owned(), false)),
            _ => Some((number(value.parse().ok()?, &style.number), true)),
        }
    }
}

/// A number as the format shows it; a date is as long as all dates.
fn number(value: f64, format: &str) -> String {
    if format.contains("yyyy") {
        return "00/00/0000".into();
    }
    if format.is_empty() || format == "@" {
        return value.to_string();
    }
    let first = format.split(';').next().unwrap_or_default();
    let digits = first.split_once('.').map_or(0, |(_, after)| after.matches('0').count());
    let plain = format!("{:.digits$}", value.abs());
    let whole = plain.split('.').next().map_or(0, str::len);
    let marks = if first.contains(',') { ".".repeat(whole.saturating_sub(1) / 3) } else { String::new() };
    let sign = if value < 0.0 || first.starts_with('+') { "+" } else { "" };
    format!("{sign}{plain}{marks}")
}

fn face() -> &'static FontBook {
    static BOOK: OnceLock<FontBook> = OnceLock::new();
    BOOK.get_or_init(|| {
        let files = ["Regular", "Bold"].map(|style| {
            let name = format!("LiberationSerif-{style}.ttf");
            let bytes = std::fs::read(root().join("fonts").join(&name)).unwrap();
            FontFile { name, bytes: bytes.into() }
        });
        FontBook::new(files.into()).unwrap()
    })
}

/// How wide a text is on one line, in points.
fn breadth(text: &str, style: &Style) -> f32 {
    let face = face();
    let id = face.face(&TextStyle { bold: style.bold, ..TextStyle::default() });
    let words = text.split(' ').map(|word| face.shape(id, word).advance).sum::<f32>();
    let blanks = text.matches(' ').count() as f32 * face.metrics(id).space;
    (words + blanks) * style.size / 1000.0
}

/// The fewest lines that the text can be set in: words with a sign at which any program might break them, and words that
/// are longer than a line, fill whatever room is left.
fn lines(text: &str, room: f32, style: &Style) -> usize {
    let blank = breadth(" ", style);
    let mut lines = 0;
    for part in text.split('\n') {
        let mut line = 0.0;
        lines += 1;
        for word in part.split(' ') {
            let wide = breadth(word, style);
            line += wide;
            if line > room && wide <= room && !word.contains(['-', '/', '–', ';', ',', '.', '!', '›']) {
                (lines, line) = (lines + 1, wide);
            }
            while line > room && room > style.size {
                (lines, line) = (lines + 1, line - room);
            }
            line += blank;
        }
    }
    lines
}

fn widths(root: Node) -> BTreeMap<u32, f32> {
    let mut widths = BTreeMap::new();
    for col in named(root, "col") {
        let number = |name| col.attribute(name).and_then(|text| text.parse::<f32>().ok());
        if let (Some(first), Some(last), Some(width)) = (number("min"), number("max"), number("width")) {
            widths.extend((first as u32..=(last as u32).min(500)).map(|col| (col, width)));
        }
    }
    widths
}

/// Names of the sheets that nobody sees.
fn hidden(package: &Package) -> Vec<String> {
    let Some(xml) = package.xml("xl/workbook.xml") else { return Vec::new() };
    let sheets = named(xml.root_element(), "sheet").filter(|sheet| sheet.attribute("state").is_some());
    sheets.filter_map(|sheet| sheet.attribute("name").map(str::to_owned)).collect()
}

/// The formats of `cellXfs`, in order.
fn styles(package: &Package) -> Vec<Style> {
    let Some(xml) = package.xml("xl/styles.xml") else { return Vec::new() };
    let list = |name: &'static str| named(xml.root_element(), name).next();
    let value = |font: Node, name: &'static str| {
        let text = named(font, name).next().and_then(|one| one.attribute("val").map(str::to_owned));
        text.and_then(|text| text.parse::<f32>().ok())
    };
    let fonts: Vec<(f32, bool)> = list("fonts")
        .into_iter()
        .flat_map(elements)
        .map(|font| (value(font, "sz").unwrap_or(11.0), named(font, "b").next().is_some()))
        .collect();
    let numbers: BTreeMap<&str, &str> = named(xml.root_element(), "numFmt")
        .filter_map(|one| Some((one.attribute("numFmtId")?, one.attribute("formatCode")?)))
        .collect();
    let built_in = |id: &str| match id {
        "1" => "0",
        "2" => "0.00",
        "3" => "#,##0",
        "4" => "#,##0.00",
        "14" => "dd/mm/yyyy",
        _ => "",
    };
    list("cellXfs")
        .into_iter()
        .flat_map(elements)
        .map(|xf| {
            let font = xf.attribute("fontId").and_then(|id| id.parse::<usize>().ok()).unwrap_or(0);
            let (size, bold) = fonts.get(font).copied().unwrap_or((11.0, false));
            let id = xf.attribute("numFmtId").unwrap_or("0");
            let wraps = named(xf, "alignment").any(|one| one.attribute("wrapText") == Some("1"));
            let number = numbers.get(id).copied().unwrap_or_else(|| built_in(id)).to_owned();
            Style { size, bold, wraps, number }
        })
        .collect()
}

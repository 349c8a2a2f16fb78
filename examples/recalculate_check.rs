//! Holds workbooks against what another program made of them: every formula's stored result must be the recalculated
//! one, and no cell may be lost.
//!
//! `recalculate_check OURS THEIRS [OURS THEIRS …]`: exit 1 if anything differs.
//! `recalculate_check --spoil OURS COPY`: a copy with one wrong stored result, to see that the check sees it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::process::ExitCode;

use calamine::{Data, Reader, Xlsx, open_workbook};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Floats of two programs agree to this part of their size.
const CLOSE: f64 = 1e-12;
/// Differences told of one workbook.
const TOLD: usize = 20;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.first().map(String::as_str) {
        Some("--spoil") => spoil(&words[1..]).map(|()| true),
        _ => compare(&words),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn compare(files: &[String]) -> Outcome<bool> {
    let (mut formulas, mut cells, mut clean) = (0, 0, true);
    for pair in files.chunks(2) {
        let [ours, theirs] = pair else { return Err("files come in pairs".into()) };
        let (ours_read, theirs_read) = (sheets(ours)?, sheets(theirs)?);
        let mut differences = Vec::new();
        for (name, sheet) in &ours_read {
            let Some(other) = theirs_read.get(name) else {
                differences.push(format!("sheet {name} is lost"));
                continue;
            };
            formulas += sheet.values().filter(|cell| cell.formula.is_some()).count();
            cells += sheet.len();
            differences.extend(different(name, sheet, other));
        }
        for difference in differences.iter().take(TOLD) {
            println!("{ours}: {difference}");
        }
        if differences.len() > TOLD {
            println!("{ours}: {} differences in all", differences.len());
        }
        clean &= differences.is_empty();
    }
    println!("{} workbooks, {cells} cells, {formulas} formulas recalculated", files.len() / 2);
    Ok(clean && cells > 0)
}

#[derive(Debug)]
struct Cell {
    value: Data,
    formula: Option<String>,
}

type Sheet = BTreeMap<(u32, u32), Cell>;

/// Every cell that holds something, sheet by sheet.
fn sheets(path: &str) -> Outcome<BTreeMap<String, Sheet>> {
    let mut book: Xlsx<BufReader<File>> = open_workbook(path)?;
    let mut sheets = BTreeMap::new();
    for name in book.sheet_names() {
        let (values, formulas) = (book.worksheet_range(&name)?, book.worksheet_formula(&name)?);
        let mut sheet = Sheet::new();
        let (top, left) = values.start().unwrap_or_default();
        for (row, col, value) in values.used_cells() {
            let cell = Cell { value: value.clone(), formula: None };
            sheet.insert((top + row as u32, left + col as u32), cell);
        }
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, col, text) in formulas.used_cells().filter(|(_, _, text)| !text.is_empty()) {
            let at = (top + row as u32, left + col as u32);
            let cell = sheet.entry(at).or_insert(Cell { value: Data::Empty, formula: None });
            cell.formula = Some(text.clone());
        }
        sheets.insert(name, sheet);
    }
    Ok(sheets)
}

fn different(name: &str, ours: &Sheet, theirs: &Sheet) -> Vec<String> {
    let empty = Data::Empty;
    let mut found = Vec::new();
    for (at, cell) in ours {
        let other = theirs.get(at).map_or(&empty, |cell| &cell.value);
        if !agree(&cell.value, other) {
            let formula = cell.formula.as_deref().map_or(String::new(), |text| format!(" ={text}"));
            found.push(format!(
                "{name} row {} column {}{formula}: stored {:?}, there {other:?}",
                at.0 + 1,
                at.1 + 1,
                cell.value
            ));
        }
    }
    found
}

fn agree(ours: &Data, theirs: &Data) -> bool {
    let number = |data: &Data| match data {
        Data::Float(value) => Some(*value),
        Data::Int(value) => Some(*value as f64),
        Data::DateTime(day) => Some(day.as_f64()),
        _ => None,
    };
    match (number(ours), number(theirs)) {
        (Some(a), Some(b)) => (a - b).abs() <= CLOSE * a.abs().max(b.abs()).max(1.0),
        (None, None) => ours.to_string().trim() == theirs.to_string().trim(),
        _ => false,
    }
}

/// Copies a workbook, the first stored number of a formula made larger by one.
fn spoil(files: &[String]) -> Outcome<()> {
    let [from, to] = files else { return Err("--spoil OURS COPY".into()) };
    let mut book = zip::ZipArchive::new(File::open(from)?)?;
    let mut copy = zip::ZipWriter::new(File::create(to)?);
    let mut spoiled = false;
    for nth in 0..book.len() {
        let mut part = book.by_index(nth)?;
        let name = part.name()?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        if !spoiled && name.starts_with("xl/worksheets/") {
            let text = String::from_utf8(bytes)?;
            let wrong = with_one_more(&text);
            spoiled = wrong.is_some();
            bytes = wrong.unwrap_or(text).into_bytes();
        }
        copy.start_file(name, zip::write::SimpleFileOptions::default())?;
        copy.write_all(&bytes)?;
    }
    copy.finish()?;
    if spoiled { Ok(()) } else { Err("no formula with a number".into()) }
}

fn with_one_more(sheet: &str) -> Option<String> {
    const MARK: &str = "</f><v>";
    let (mut from, found) = (0, |from: usize| sheet[from..].find(MARK).map(|at| from + at + MARK.len()));
    while let Some(start) = found(from) {
        let end = start + sheet[start..].find('<')?;
        if let Ok(value) = sheet[start..end].parse::<f64>() {
            return Some(format!("{}{}{}", &sheet[..start], value + 1.0, &sheet[end..]));
        }
        from = end;
    }
    None
}

//! The floors: what the three libraries need for the same input and the same output when nothing else is done.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use printpdf::{
    FontId, Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem,
};
use rust_xlsxwriter::{Format, Formula, Workbook};
use tonghop::disk::{Inputs, Stock};
use tonghop::font::FaceId;
use tonghop::pages::{Item, Page, Pages};

/// R: calamine reads every sheet of every file as a range; cells are only counted.
pub fn read(inputs: &Inputs) -> usize {
    let mut cells = 0;
    for file in &inputs.files {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&*file.bytes)).expect("a generated workbook");
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).expect("a generated sheet");
            cells += range.used_cells().count();
        }
    }
    cells
}

/// A cell of the summary workbook as it was read back.
enum Cell {
    Text(String),
    Number(f64),
    Formula(String, String),
}

/// The cells of the summary workbook, sheet by sheet, row by row.
pub struct Copy(Vec<Vec<(u32, u16, Cell)>>);

impl Copy {
    /// Reads the product's own workbook back.
    pub fn of(book: &[u8]) -> Copy {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).expect("our own workbook");
        let mut sheets = Vec::new();
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).expect("our own sheet");
            let formulas: HashMap<(u32, u32), String> = {
                let (top, left) = formulas.start().unwrap_or_default();
                let used = formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty());
                used.map(|(row, col, text)| ((top + row as u32, left + col as u32), text.clone())).collect()
            };
            let range = book.worksheet_range(&name).expect("our own sheet");
            let (top, left) = range.start().unwrap_or_default();
            let mut cells = Vec::new();
            for (row, col, value) in range.used_cells() {
                let (row, col) = (top + row as u32, left + col as u32);
                let cell = match (formulas.get(&(row, col)), value) {
                    (Some(formula), value) => Cell::Formula(formula.clone(), value.to_string()),
                    (None, Data::Float(number)) => Cell::Number(*number),
                    (None, value) => Cell::Text(value.to_string()),
                };
                cells.push((row, col as u16, cell));
            }
            sheets.push(cells);
        }
        Copy(sheets)
    }

    pub fn cells(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// X: rust_xlsxwriter in its low-memory mode writes the same cells with four formats.
    pub fn write(&self) -> usize {
        let mut book = Workbook::new();
        let formats = [
            Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin).set_text_wrap(),
            Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin).set_num_format("#,##0"),
            Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin).set_num_format("#,##0.00"),
        ];
        for cells in &self.0 {
            let sheet = book.add_worksheet_with_low_memory().expect("a folder for temporary files");
            for (row, col, cell) in cells {
                match cell {
                    Cell::Text(text) => sheet.write_string_with_format(*row, *col, text, &formats[0]),
                    Cell::Number(number) => sheet.write_number_with_format(*row, *col, *number, &formats[1]),
                    Cell::Formula(formula, result) => {
                        let formula = Formula::new(format!("={formula}")).set_result(result);
                        sheet.write_formula_with_format(*row, *col, formula, &formats[2])
                    }
                }
                .expect("a cell that stood in a workbook");
            }
        }
        book.save_to_buffer().expect("a workbook in memory").len()
    }
}

/// P: printpdf writes the same lines of text at the same places, as text operations; no layout, no rules, no tags.
pub fn print(pages: &Pages, stock: &Stock) -> usize {
    let mut document = PdfDocument::new("");
    let fonts: Vec<FontId> = stock
        .fonts
        .iter()
        .map(|(_, bytes)| {
            let font = ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).expect("a font of the program");
            document.add_font(&font)
        })
        .collect();
    document.with_pages(pages.pages.iter().map(|page| sheet(pages, page, &fonts)).collect());
    document.save(&PdfSaveOptions::default(), &mut Vec::new()).len()
}

fn sheet(pages: &Pages, page: &Page, fonts: &[FontId]) -> PdfPage {
    let mut ops = Vec::new();
    let mut set: Option<(FaceId, f32)> = None;
    for item in &page.items {
        let Item::Text(line) = item else { continue };
        ops.push(Op::StartTextSection);
        if set != Some((line.face, line.size)) {
            let font = PdfFontHandle::External(fonts[usize::from(line.face.0)].clone());
            ops.push(Op::SetFont { font, size: Pt(line.size) });
            set = Some((line.face, line.size));
        }
        ops.push(Op::SetTextCursor { pos: Point { x: Pt(line.x), y: Pt(page.height - line.y) } });
        ops.push(Op::ShowText { items: vec![TextItem::Text(pages.text_of(line))] });
        ops.push(Op::EndTextSection);
    }
    PdfPage::new(Mm::from(Pt(page.width)), Mm::from(Pt(page.height)), ops)
}

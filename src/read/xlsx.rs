//! `.xlsx` and `.xlsm`: plain cells as they stand, the others as calamine streams them.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::container::Container;
use super::cut::{Cut, CutSheet, cut};
use super::digits::{float, value_of};
use super::frame;
use super::grid::{Budget, Gate, Look};
use super::lexicon::kept;
use super::one::Sheets;
use super::plain::{Kind, Plain, Step};
use super::problem::{ReadProblem, SheetFault};
use super::said::{Said, said};
use super::sink::{Frame, Listed, Sink, Style};
use super::stream::{Book, Cells, Kept, Next, Stream, cells, merges, shifted};
use super::texts::Shelf;
use super::value;
use crate::workbook::{Merge, Sheet, Value};

/// All worksheets in order, but for those that the sink took. A sheet that cannot be read is a fault; the others are read.
pub(super) fn sheets(
    container: Container,
    budget: &mut Budget,
    sink: &mut impl Sink,
) -> Result<Sheets, ReadProblem> {
    if let Some(cut) = cut(&container) {
        let left = budget.clone();
        if let Some(sheets) = apart(&cut, container.has_merges, budget, sink)? {
            return Ok(sheets);
        }
        *budget = left;
    }
    whole_sheets(container, budget)
}

/// All worksheets of a workbook that was taken apart; `None` where its parts do not fit each other.
fn apart(
    cut: &Cut,
    has_merges: bool,
    budget: &mut Budget,
    sink: &mut impl Sink,
) -> Result<Option<Sheets>, ReadProblem> {
    if cut.is_all()
        && let Some(merges) = framed(cut)
        && let Some(said) = said(cut)
    {
        return plain_sheets(cut, &said, &merges, budget, sink);
    }
    sheets_of(&cut.file(), &Source::Cut(cut), has_merges, budget)
}

/// The merged ranges of each sheet; `None` where something beside a sheet's cells is not spelt in the usual way.
fn framed(cut: &Cut) -> Option<Vec<Vec<Merge>>> {
    let of = |sheet: &CutSheet| {
        let (head, tail) = sheet.plain.frame(sheet.bytes);
        frame::merges(head, tail)
    };
    cut.sheets.iter().map(of).collect()
}

/// All worksheets of a workbook of which no cell was left to calamine; none where the sink took them. `merges`: of each sheet that was cut.
fn plain_sheets(
    cut: &Cut,
    said: &Said,
    merges: &[Vec<Merge>],
    budget: &mut Budget,
    sink: &mut impl Sink,
) -> Result<Option<Sheets>, ReadProblem> {
    let left = budget.clone();
    let told = tell(cut, said, merges, budget, sink)?;
    if told == Told::All {
        return Ok(Some(Sheets::default()));
    }
    sink.forget();
    if told == Told::Misfit {
        return Ok(None);
    }
    // Cells out of order are sorted when all are there.
    *budget = left;
    let mut list = Listed::default();
    let told = tell(cut, said, merges, budget, &mut list)?;
    Ok((told == Told::All).then_some((list.sheets, Vec::new())))
}

/// What came of telling a sink of sheets.
#[derive(PartialEq, Eq)]
enum Told {
    All,
    /// A part does not fit what calamine said.
    Misfit,
    /// The sink cannot take a sheet.
    Untaken,
}

fn tell(
    cut: &Cut,
    said: &Said,
    merges: &[Vec<Merge>],
    budget: &mut Budget,
    sink: &mut impl Sink,
) -> Result<Told, ReadProblem> {
    let mut shelf = Shelf::new(&cut.texts);
    let kinds = Kinds { kinds: &said.kinds, is_1904: said.is_1904 };
    let plainest = Look::default();
    for sheet in &said.sheets {
        let Some(CutSheet { plain, bytes, .. }) = cut.sheet(sheet.marker) else { return Ok(Told::Misfit) };
        budget.empties(plain.empties)?;
        let mut gate = Gate::default();
        sink.reserve(plain.steps.len());
        for step in &plain.steps {
            let style = usize::from(step.style.unwrap_or(0)).min(said.looks.len());
            let look = said.looks.get(style).unwrap_or(&plainest);
            let (at, style) = (step.at, Style::of(style, look));
            if step.kind != Kind::Text {
                let Some(value) = kinds.number(step, bytes) else { return Ok(Told::Misfit) };
                gate.pass(at, false, look.indent, budget)?;
                sink.value(at, value, style);
            } else if let Some(text) = shelf.get(step.text(), budget)? {
                gate.pass(at, true, look.indent, budget)?;
                sink.text(at, step.text(), text, style);
            } else {
                budget.empty()?;
            }
        }
        let is_taken = sink.sheet(Frame {
            name: &sheet.name,
            hidden: sheet.hidden,
            merges: merges.get(sheet.marker as usize).map_or(&[], |merges| merges),
            indents: &gate.indents(),
            in_order: gate.in_order(),
        });
        if !is_taken {
            return Ok(Told::Untaken);
        }
    }
    Ok(Told::All)
}

/// What numbers of each style are, by style, from "none".
fn by_place(plain: &Plain, kinds: &[Kept]) -> Vec<Kept> {
    let place = |style: &Option<u16>| style.map_or(0, |style| usize::from(style) + 1);
    let most = plain.styles.iter().map(place).max();
    let mut all = vec![Kept::Other; most.map_or(0, |most| most + 1)];
    for (style, kind) in plain.styles.iter().zip(kinds) {
        all[place(style)] = *kind;
    }
    all
}

fn look_of(looks: &[Look], step: &Step) -> Look {
    looks.get(usize::from(step.style.unwrap_or(0))).cloned().unwrap_or_default()
}

/// What numbers of a sheet are.
struct Kinds<'a> {
    /// Without a style, of each style; the last one of all styles behind it.
    kinds: &'a [Kept],
    is_1904: bool,
}

impl Kinds<'_> {
    /// The value of a plain cell, nothing within for an empty text; `None` where it does not fit what calamine said.
    fn value(
        &self,
        step: &Step,
        bytes: &[u8],
        shelf: &mut Shelf,
        budget: &Budget,
    ) -> Result<Option<Option<Value>>, ReadProblem> {
        if step.kind == Kind::Text {
            return Ok(Some(shelf.get(step.text(), budget)?.cloned().map(Value::Text)));
        }
        Ok(self.number(step, bytes).map(Some))
    }

    /// The value of a plain number, which is no text; `None` where it does not fit what calamine said.
    #[inline]
    fn number(&self, step: &Step, bytes: &[u8]) -> Option<Value> {
        let digits = bytes.get(step.place()).unwrap_or_default();
        let place = step.style.map_or(0, |style| usize::from(style) + 1);
        match self.kinds.get(place).or(self.kinds.last())? {
            Kept::Number => Some(value_of(digits)),
            Kept::Date => Some(value::date(float(digits), self.is_1904)),
            Kept::Duration => Some(value::number(float(digits))),
            Kept::Other => None,
        }
    }
}

/// All worksheets, every cell of them by calamine.
pub(super) fn whole_sheets(container: Container, budget: &mut Budget) -> Result<Sheets, ReadProblem> {
    let has_merges = container.has_merges;
    let sheets = sheets_of(&container.stored(), &Source::Whole, has_merges, budget)?;
    sheets.ok_or_else(|| ReadProblem::damaged("nội dung tệp .xlsx bị hỏng"))
}

/// What calamine is given.
enum Source<'a> {
    /// The file as it is.
    Whole,
    /// The file without its plain cells.
    Cut(&'a Cut<'a>),
}

/// All worksheets of a file; `None` where what was cut out does not fit what calamine found.
fn sheets_of(
    bytes: &[u8],
    source: &Source,
    has_merges: bool,
    budget: &mut Budget,
) -> Result<Option<Sheets>, ReadProblem> {
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
    let mut shelf = match source {
        Source::Whole => None,
        Source::Cut(cut) => Some((*cut, Shelf::new(&cut.texts))),
    };
    let mut looks = Vec::new();
    let (mut sheets, mut faults) = (Vec::new(), Vec::new());
    let mut names = HashSet::new();
    for meta in book.sheets_metadata().to_vec() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        if !names.insert(meta.name.clone()) {
            faults.push(SheetFault::twin(&meta.name));
            continue;
        }
        let cells = match &mut shelf {
            None => cells(&mut book, &meta.name, &mut looks, budget)?,
            Some((cut, shelf)) => match joined(&mut book, &meta.name, &mut looks, cut, shelf, budget)? {
                Some(cells) => cells,
                None => return Ok(None),
            },
        };
        match cells {
            Ok((mut grid, strange)) => {
                faults.extend(strange.map(|strange| strange.fault(&meta.name)));
                let merges = if has_merges { merges(&mut book, &meta.name) } else { Vec::new() };
                sheets.push(Sheet {
                    name: kept(&meta.name),
                    hidden: meta.visible != SheetVisible::Visible,
                    indents: grid.indents(),
                    cells: grid.finish(),
                    merges,
                });
            }
            Err(fault) => faults.push(fault),
        }
    }
    Ok(Some((sheets, faults)))
}

/// One sheet out of its plain cells and calamine's. `None` where they do not fit each other.
fn joined(
    book: &mut Book,
    name: &str,
    looks: &mut Vec<Look>,
    cut: &Cut,
    shelf: &mut Shelf,
    budget: &mut Budget,
) -> Result<Option<Cells>, ReadProblem> {
    let mut stream = match Stream::open(book, name, looks) {
        Ok(stream) => stream,
        Err(fault) => return Ok(Some(Err(fault))),
    };
    let Some((marker, kinds)) = stream.opening(cut) else { return Ok(None) };
    let Some(CutSheet { plain, bytes, .. }) = cut.sheet(marker) else { return Ok(None) };
    stream.grid.reserve(plain.steps.len());
    budget.empties(plain.empties)?;
    let kinds = Kinds { kinds: &by_place(plain, &kinds), is_1904: stream.is_1904 };
    for step in &plain.steps {
        if step.kind == Kind::Rest {
            match stream.next(name, looks, budget)? {
                Next::Cell => continue,
                Next::End => return Ok(None),
                Next::Fault(fault) => return Ok(Some(Err(fault))),
            }
        }
        let Some(value) = kinds.value(step, bytes, shelf, budget)? else { return Ok(None) };
        if stream.suspect.take() == Some(step.at) {
            return Ok(Some(Err(shifted(name))));
        }
        match value {
            Some(value) => stream.grid.push(step.at, value, look_of(looks, step), budget)?,
            None => budget.empty()?,
        }
    }
    Ok(match stream.next(name, looks, budget)? {
        Next::End => Some(Ok((stream.grid, stream.strange))),
        _ => None,
    })
}

fn problem(error: &XlsxError) -> ReadProblem {
    match error {
        XlsxError::Password => ReadProblem::Protected,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            ReadProblem::damaged("thiếu thành phần bắt buộc của tệp .xlsx")
        }
        XlsxError::Unrecognized { .. } => {
            ReadProblem::damaged("tệp có sheet loại lạ (macro Excel 4.0 hoặc trạng thái không hợp lệ)")
        }
        _ => ReadProblem::damaged("nội dung tệp .xlsx bị hỏng"),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

    use super::{cut, framed, said};
    use crate::domain::settings::Limits;
    use crate::read::container::Container;
    use crate::read::one::{read_one, read_whole};

    /// Every kind of cell, in every neighbourhood: plain ones, dates, times, errors, texts of all sorts.
    fn workbook() -> Vec<u8> {
        let mut maker = Workbook::new();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let hours = Format::new().set_num_format("[h]:mm");
        let percent = Format::new().set_num_format("0.0%").set_font_name(".VnTime").set_indent(2);
        let bold = Format::new().set_bold();
        for name in ["Một", "Hai", "Ba"] {
            let sheet = maker.add_worksheet();
            sheet.set_name(name).unwrap();
            sheet.merge_range(0, 0, 0, 3, "Tiêu đề", &bold).unwrap();
            for row in 1..40_u32 {
                sheet.write(row, 0, row).unwrap();
                sheet.write_with_format(row, 1, 0.1 * f64::from(row), &percent).unwrap();
                sheet
                    .write_with_format(row, 2, format!("Chỉ tiêu {} <&> \"{name}\"", row % 7), &percent)
                    .unwrap();
                sheet.write_with_format(row, 3, 45_000 + row, &day).unwrap();
                sheet.write_with_format(row, 4, 1.0 / f64::from(row), &hours).unwrap();
                let formula =
                    Formula::new(format!("=A{}+1", row + 1)).set_result(f64::from(row).sqrt().to_string());
                sheet.write_formula(row, 5, formula).unwrap();
                sheet.write_blank(row, 6, &day).unwrap();
                sheet.write(row, 7, row % 2 == 0).unwrap();
                sheet.write_formula(row, 8, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
                sheet.write_formula(row, 9, Formula::new("=\"a\"").set_result("chữ")).unwrap();
                sheet.write_rich_string(row, 10, &[(&bold, "đậm"), (&day, " thường ")]).unwrap();
                sheet.write(row, 11, " đầu _x000D_\n và cuối ").unwrap();
                sheet.write(row, 12, 1e300).unwrap();
                sheet
                    .write_with_format(row, 13, ExcelDateTime::from_ymd(2023, 9, 25).unwrap(), &day)
                    .unwrap();
                sheet.write_with_format(row, 14, -1.5e15, &day).unwrap();
            }
        }
        maker.add_worksheet();
        maker.save_to_buffer().unwrap()
    }

    #[test]
    fn plain_cells_are_what_calamine_makes_of_them() {
        let limits = Limits::default();
        let bytes = workbook();
        let container = Container::open(&bytes, &limits).unwrap();
        let apart = cut(&container).unwrap();
        let whole: usize = container.held().unwrap().parts().map(|(_, bytes)| bytes.len()).sum();
        assert!(apart.file().len() < whole * 3 / 4, "{} of {whole}", apart.file().len());
        let (ours, whole) = (read_one(&bytes, &limits).unwrap(), read_whole(&bytes, &limits).unwrap());
        assert_eq!(ours.sheets.len(), 4);
        assert_eq!(ours.sheets[1].cells.len(), 39 * 14 + 1);
        assert_eq!(
            format!("{:?}", ours.sheets),
            format!("{:?}", whole.sheets),
            "to the scale of every number"
        );
        assert_eq!(ours.faults, whole.faults);
    }

    /// `TRY=folder cargo test --lib folder_of_ones_own -- --ignored`: every `.xlsx` of a folder, both ways.
    #[test]
    #[ignore = "needs a folder"]
    fn a_folder_of_ones_own_both_ways() {
        let folder = std::env::var("TRY").unwrap();
        let limits = Limits::default();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let Ok(container) = Container::open(&bytes, &limits) else { continue };
            let apart =
                cut(&container).map(|cut| (cut.is_all(), framed(&cut).is_some(), said(&cut).is_some()));
            if let (Ok(ours), Ok(whole)) = (read_one(&bytes, &limits), read_whole(&bytes, &limits)) {
                println!("{} {apart:?} {}", path.display(), ours.sheets.len());
                assert_eq!(format!("{:?}", ours.sheets), format!("{:?}", whole.sheets));
                assert_eq!(ours.faults, whole.faults);
            }
        }
    }
}

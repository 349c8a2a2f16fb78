//! `.ods`: streamed from `content.xml`, sparse. calamine builds these dense, refuses indented files and loops
//! for ever on cut-off ones, so this format is read here, by the same XML crate.

use std::collections::HashMap;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::container::Container;
use super::grid::{Budget, Grid, Look, merge};
use super::lexicon::kept;
use super::ods_styles::Styles;
use super::one::Sheets;
use super::problem::ReadProblem;
use super::value;
use crate::workbook::{Address, Merge, Sheet, Value};

/// Elements whose content is no cell of the sheet: comments, drawings, deleted rows, linked tables.
const ASIDE: &[&str] = &[
    "office:annotation",
    "table:tracked-changes",
    "table:shapes",
    "table:dde-links",
    "office:forms",
    "draw:frame",
    "draw:g",
    "draw:custom-shape",
];

/// All sheets in order. `content.xml` must be well-formed to its end, else the file is refused.
pub(super) fn sheets(mut container: Container, budget: &mut Budget) -> Result<Sheets, ReadProblem> {
    let manifest = container.part("META-INF/manifest.xml")?.unwrap_or_default();
    let encrypted = manifest.windows(15).any(|window| window == b"encryption-data");
    if encrypted || container.part("encrypted-package")?.is_some() {
        return Err(ReadProblem::Protected);
    }
    let content = container.part("content.xml")?;
    let content = content.ok_or_else(|| ReadProblem::damaged("thiếu thành phần content.xml của tệp .ods"))?;
    let text = std::str::from_utf8(&content).map_err(|_| damaged())?;
    let styles = Styles::of_part(&container.part("styles.xml")?.unwrap_or_default());
    let mut document = Document {
        budget,
        styles,
        hidden_styles: HashMap::new(),
        style: None,
        table: None,
        aside: 0,
        sheets: Vec::new(),
    };
    document.read(text)?;
    Ok((document.sheets, Vec::new()))
}

fn damaged() -> ReadProblem {
    ReadProblem::damaged("nội dung tệp .ods bị hỏng hoặc bị cắt cụt")
}

/// The document while its elements go by.
struct Document<'b> {
    budget: &'b mut Budget,
    styles: Styles,
    /// Style name → its tables are hidden.
    hidden_styles: HashMap<String, bool>,
    style: Option<String>,
    table: Option<Table>,
    /// Depth inside an element of [`ASIDE`], 0 outside.
    aside: usize,
    sheets: Vec<Sheet>,
}

/// One sheet while its rows go by.
struct Table {
    name: String,
    hidden: bool,
    grid: Grid,
    merges: Vec<Merge>,
    row: u32,
    col: u32,
    /// Default cell styles: the column behind the last one of each, left to right.
    columns: Vec<(u32, String)>,
    /// Default cell style of the open row.
    row_style: Option<String>,
    /// How often the open row stands one below the other.
    repeat: u32,
    /// Cells with content of the open row: column, how often side by side, value.
    filled: Vec<(u32, u32, Value, Look)>,
    cell: Option<OpenCell>,
}

/// A cell between its tags.
#[derive(Default)]
struct OpenCell {
    repeat: u32,
    kind: String,
    style: Option<String>,
    given: Option<String>,
    is_error: bool,
    text: String,
    paragraphs: usize,
    /// Depth inside `text:p`: white space between elements is layout, not text.
    inside: usize,
}

impl Document<'_> {
    fn read(&mut self, text: &str) -> Result<(), ReadProblem> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut complete = false;
        let mut depth = 0_usize;
        loop {
            match reader.read_event().map_err(|_| damaged())? {
                Event::Start(element) => {
                    depth += 1;
                    if depth > self.budget.limits().depth {
                        return Err(ReadProblem::OverLimit("các thành phần lồng nhau quá sâu".to_owned()));
                    }
                    self.open(&element)?;
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    complete |= element.name().as_ref() == "office:document-content";
                    self.close(element.name().as_ref())?;
                }
                Event::Text(part) => self.write(&part.xml10_content()),
                Event::CData(part) => self.write(&part.xml10_content()),
                Event::GeneralRef(part) => self.write(&referred(&part)?),
                Event::Eof if complete => return Ok(()),
                Event::Eof => return Err(damaged()),
                _ => {}
            }
        }
    }

    fn open(&mut self, element: &BytesStart) -> Result<(), ReadProblem> {
        let name = element.name();
        let name = name.as_ref();
        if self.aside > 0 || ASIDE.contains(&name) || (name == "table:table" && self.table.is_some()) {
            self.aside += 1;
            return Ok(());
        }
        self.styles.meet(element)?;
        match name {
            "style:style" => self.style = attribute(element, "style:name")?,
            "style:table-properties" => {
                if let Some(style) = &self.style {
                    let hidden = attribute(element, "table:display")?.as_deref() == Some("false");
                    self.hidden_styles.insert(style.clone(), hidden);
                }
            }
            "table:table" => self.table = Some(self.new_table(element)?),
            _ => {}
        }
        let Some(table) = &mut self.table else {
            return Ok(());
        };
        match name {
            "table:table-row" => {
                table.repeat = number(element, "table:number-rows-repeated")?;
                table.row_style = attribute(element, "table:default-cell-style-name")?;
            }
            "table:table-column" => table.open_column(element)?,
            "table:table-cell" | "table:covered-table-cell" => table.open_cell(element)?,
            _ => {
                if let Some(cell) = &mut table.cell {
                    cell.open(name, element, self.budget)?;
                }
            }
        }
        Ok(())
    }

    fn new_table(&self, element: &BytesStart) -> Result<Table, ReadProblem> {
        let style = attribute(element, "table:style-name")?.unwrap_or_default();
        Ok(Table {
            name: attribute(element, "table:name")?.unwrap_or_default(),
            hidden: self.hidden_styles.get(&style).copied().unwrap_or(false),
            grid: Grid::new(),
            merges: Vec::new(),
            row: 0,
            col: 0,
            columns: Vec::new(),
            row_style: None,
            repeat: 1,
            filled: Vec::new(),
            cell: None,
        })
    }

    fn close(&mut self, name: &str) -> Result<(), ReadProblem> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        let Some(table) = &mut self.table else {
            return Ok(());
        };
        match name {
            "table:table-cell" | "table:covered-table-cell" => table.close_cell(&self.styles, self.budget)?,
            "table:table-row" => table.close_row(self.budget)?,
            "text:p" => {
                if let Some(cell) = &mut table.cell {
                    cell.inside = cell.inside.saturating_sub(1);
                }
            }
            "table:table" => self.sheets.extend(self.table.take().map(Table::finish)),
            _ => {}
        }
        Ok(())
    }

    fn write(&mut self, text: &str) {
        let cell = self.table.as_mut().and_then(|table| table.cell.as_mut());
        if let Some(cell) = cell.filter(|cell| self.aside == 0 && cell.inside > 0) {
            cell.text.push_str(text);
        }
    }
}

impl Table {
    fn open_column(&mut self, element: &BytesStart) -> Result<(), ReadProblem> {
        let before = self.columns.last().map_or(0, |(end, _)| *end);
        let end = before.saturating_add(number(element, "table:number-columns-repeated")?);
        let style = attribute(element, "table:default-cell-style-name")?.unwrap_or_default();
        self.columns.push((end, style));
        Ok(())
    }

    /// The cell's own style goes first, then its row's, then its column's.
    fn style_of<'a>(&'a self, cell: &'a OpenCell) -> &'a str {
        let column = self.columns.partition_point(|(end, _)| *end <= self.col);
        let column = self.columns.get(column).map(|(_, style)| style);
        cell.style.as_ref().or(self.row_style.as_ref()).or(column).map_or("", String::as_str)
    }

    fn open_cell(&mut self, element: &BytesStart) -> Result<(), ReadProblem> {
        let rows = number(element, "table:number-rows-spanned")?;
        let cols = number(element, "table:number-columns-spanned")?;
        let last = (self.row.saturating_add(rows - 1), self.col.saturating_add(cols - 1));
        self.merges.extend(merge((self.row, self.col), last));
        let mut cell = OpenCell {
            repeat: number(element, "table:number-columns-repeated")?,
            kind: attribute(element, "office:value-type")?.unwrap_or_default(),
            style: attribute(element, "table:style-name")?,
            is_error: attribute(element, "calcext:value-type")?.as_deref() == Some("error"),
            ..OpenCell::default()
        };
        let holder = match &*cell.kind {
            "float" | "percentage" | "currency" => "office:value",
            "date" => "office:date-value",
            "boolean" => "office:boolean-value",
            _ => "office:string-value",
        };
        cell.given = attribute(element, holder)?;
        self.cell = Some(cell);
        Ok(())
    }

    fn close_cell(&mut self, styles: &Styles, budget: &mut Budget) -> Result<(), ReadProblem> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        match cell.value(budget)? {
            Some(value) => {
                let percent = cell.kind == "percentage";
                let (font, indent) = styles.of(self.style_of(&cell));
                let look = Look { format: percent.then(|| kept("0%")), font, indent };
                self.filled.push((self.col, cell.repeat, value, look));
            }
            None => budget.empty()?,
        }
        self.col = self.col.saturating_add(cell.repeat);
        Ok(())
    }

    fn close_row(&mut self, budget: &mut Budget) -> Result<(), ReadProblem> {
        let filled = std::mem::take(&mut self.filled);
        if !filled.is_empty() {
            for row in self.row..self.row.saturating_add(self.repeat) {
                for (first, repeat, value, look) in &filled {
                    for col in *first..first.saturating_add(*repeat) {
                        self.grid.push(Address::new(row, col), value.clone(), look.clone(), budget)?;
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.repeat);
        (self.col, self.repeat) = (0, 1);
        Ok(())
    }

    fn finish(mut self) -> Sheet {
        self.merges.sort_by_key(|range| (range.first, range.last));
        Sheet {
            name: kept(&self.name),
            hidden: self.hidden,
            indents: self.grid.indents(),
            cells: self.grid.finish(),
            merges: self.merges,
        }
    }
}

impl OpenCell {
    /// Paragraphs, spaces and breaks inside the cell.
    fn open(&mut self, name: &str, element: &BytesStart, budget: &Budget) -> Result<(), ReadProblem> {
        match name {
            "text:p" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.inside += 1;
            }
            "text:s" => {
                let most = budget.limits().text_bytes.saturating_add(1);
                let count = number(element, "text:c")? as usize;
                self.text.extend(std::iter::repeat_n(' ', count.min(most)));
                budget.text(&self.text)?;
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    /// The value that the type announces; where it does not hold, the text that people see.
    fn value(&self, budget: &Budget) -> Result<Option<Value>, ReadProblem> {
        if self.is_error {
            let shown = if self.text.is_empty() { "#N/A" } else { &self.text };
            return Ok(Some(Value::Error(budget.text(shown)?)));
        }
        let given = self.given.as_deref().unwrap_or_default();
        let typed = match &*self.kind {
            "float" | "percentage" | "currency" => given.trim().parse().ok().map(value::number),
            "date" => value::iso_date(given).map(Value::Date),
            "boolean" => Some(Value::Bool(given.eq_ignore_ascii_case("true"))),
            _ => None,
        };
        if typed.is_some() {
            return Ok(typed);
        }
        let text = if self.text.is_empty() { given } else { &self.text };
        if text.is_empty() { Ok(None) } else { Ok(Some(Value::Text(budget.text(text)?))) }
    }
}

/// A repeat or span: at least 1, and no more than any sheet has.
fn number(element: &BytesStart, name: &str) -> Result<u32, ReadProblem> {
    match attribute(element, name)? {
        Some(text) => text.trim().parse::<u32>().map(|number| number.max(1)).map_err(|_| damaged()),
        None => Ok(1),
    }
}

pub(super) fn attribute(element: &BytesStart, name: &str) -> Result<Option<String>, ReadProblem> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| damaged())?;
        if attribute.key.as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| damaged())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// `&amp;`, `&#227;`; any other entity would have to be declared, which no writer does.
fn referred(reference: &BytesRef) -> Result<String, ReadProblem> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| damaged())? {
        return Ok(letter.to_string());
    }
    resolve_predefined_entity(reference.as_ref()).map(str::to_owned).ok_or_else(damaged)
}

//! A figures table as draft rows: matched, in the indicator's own unit, every cell with its address.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::cell::{self, Read};
use super::columns::{ValueColumn, value_columns};
use super::context::{Context, Office};
use super::fractions;
use super::grid::Grid;
use super::naming::{Found, doubted, matches};
use super::rows::{Row, rows};
use super::table::Table;
use super::units;
use crate::domain::{At, DraftFigure, DraftRow, DraftValue, IndicatorSpec, key, unit};
use crate::finding::{Code, Findings, Severity};
use crate::form::field::without_brackets;
use crate::form::{Field, phrase};
use crate::workbook::Address;

/// What a figures table gave for one department.
#[derive(Debug, Default)]
pub struct Figures {
    pub rows: Vec<DraftRow>,
    /// Indicators that a reported row may have meant.
    pub doubted: Vec<usize>,
    /// The table has the plan's own column for this department.
    pub has_plan: bool,
    /// What the level below says of cells that are not settled.
    pub caveats: Vec<At<Arc<str>>>,
}

/// The rows of a figures table, by department: the sender's, or of each unit that stands side by side in it.
/// Columns of a whole that stand beside named units belong to the sender.
pub fn figures(
    office: &Office<'_>,
    grid: &Grid<'_>,
    table: &Table,
    context: &Context,
    findings: &mut Findings,
) -> BTreeMap<Arc<str>, Figures> {
    let (columns, themes) = value_columns(office, table, context, findings);
    let rows = rows(grid, table, &columns);
    let matches = matches(office, table, (&rows, themes.first()), context, findings);
    let doubted = doubted(&matches);
    let mut out = BTreeMap::new();
    let own = rows.iter().zip(&matches).filter_map(|(row, found)| match found {
        Found::Indicator(index) => Some((row, *index)),
        Found::Reported(_) | Found::NoData => None,
    });
    let reader = Block { office, grid, table, context };
    reader.read(columns, &own.collect::<Vec<_>>(), &mut out, findings);
    for theme in themes.iter() {
        let (rows, said) = theme.rows(office, grid, &rows, context);
        said.into_iter().for_each(|finding| findings.add(finding));
        let rows: Vec<(&Row, usize)> = rows.iter().map(|(row, index)| (row, *index)).collect();
        reader.read(theme.columns.clone(), &rows, &mut out, findings);
    }
    for figures in out.values_mut() {
        figures.doubted.clone_from(&doubted);
    }
    out
}

/// Columns of one theme, of one or several departments, over rows whose indicator is known.
struct Block<'a, 'g> {
    office: &'a Office<'a>,
    grid: &'a Grid<'g>,
    table: &'a Table,
    context: &'a Context,
}

impl Block<'_, '_> {
    fn read(
        &self,
        columns: Vec<ValueColumn>,
        rows: &[(&Row, usize)],
        out: &mut BTreeMap<Arc<str>, Figures>,
        findings: &mut Findings,
    ) {
        let mut blocks: BTreeMap<Arc<str>, Vec<ValueColumn>> = BTreeMap::new();
        for column in columns {
            let department =
                column.department.clone().unwrap_or_else(|| Arc::clone(&self.context.department));
            blocks.entry(department).or_default().push(column);
        }
        let Block { office, grid, table, .. } = *self;
        for (department, columns) in blocks.into_iter().filter(|(department, _)| !department.is_empty()) {
            let context = self.context.sent_by(Arc::clone(&department));
            let reader = Reader { office, grid, table, columns: &columns, context: &context };
            let figures = out.entry(department).or_default();
            figures.rows.extend(rows.iter().filter_map(|(row, index)| reader.row(row, *index, findings)));
            figures.has_plan |= columns.iter().any(|column| column.column == office.settings.plan_column());
        }
    }
}

/// Reads the cells of one department's columns.
struct Reader<'a, 'g> {
    office: &'a Office<'a>,
    grid: &'a Grid<'g>,
    table: &'a Table,
    columns: &'a [ValueColumn],
    context: &'a Context,
}

impl Reader<'_, '_> {
    fn row(&self, row: &Row<'_>, index: usize, findings: &mut Findings) -> Option<DraftRow> {
        let spec = self.office.settings.catalogue.indicators.get(index)?;
        let mut reads: Vec<(&ValueColumn, Address, Read)> = Vec::with_capacity(self.columns.len());
        let mismatch = self.unit_mismatch(row, spec, findings);
        for column in self.columns {
            let (at, read) = self.cell(row, column, spec, mismatch, findings);
            reads.push((column, at, read));
        }
        self.note_conversion(row, spec, &reads, findings);
        fractions::settle(row, spec, &mut reads, self.context, findings);
        let cells = reads
            .into_iter()
            .map(|(column, at, read)| DraftFigure {
                column: column.column,
                value: read.value,
                origin: self.context.origin(at),
            })
            .collect();
        let note = self.table.field(Field::Note).and_then(|col| self.grid.get(row.index, col));
        let note = note
            .map(|item| self.context.at(key::tidy(item.text()), item.at()))
            .filter(|note| !note.value.is_empty());
        let note = note.map(Box::new);
        Some(DraftRow { indicator: index, label: self.context.origin(row.name_at), cells, note })
    }

    fn cell(
        &self,
        row: &Row<'_>,
        column: &ValueColumn,
        spec: &IndicatorSpec,
        mismatch: bool,
        findings: &mut Findings,
    ) -> (Address, Read) {
        let plain = |value| Read { value, percent_format: false, converted_from: None };
        let Some(item) = self.grid.get(row.index, column.col) else {
            return (Address::new(self.grid.row_number(row.index), column.col), plain(DraftValue::Empty));
        };
        if mismatch {
            return (item.at(), plain(DraftValue::Reported));
        }
        let from = self.unit(row, column, spec);
        (item.at(), cell::read(item, &from, &spec.unit, self.context, findings))
    }

    /// The unit of a cell: the row's own, the column's, the name's, the table's if it fits, else the indicator's.
    fn unit<'b>(
        &'b self,
        row: &'b Row<'_>,
        column: &'b ValueColumn,
        spec: &'b IndicatorSpec,
    ) -> Cow<'b, str> {
        let fits = |unit: &&str| unit::same_kind(unit, &spec.unit);
        let typed = row.unit.as_ref().map(|(unit, _)| &**unit);
        let near = typed.filter(fits).or(column.unit.as_deref().filter(fits)).map(Cow::Borrowed);
        let in_name = || name_unit(&row.name).filter(|unit| fits(&unit.as_str())).map(Cow::Owned);
        let far = || self.table.unit.as_deref().filter(fits).unwrap_or(&spec.unit);
        near.or_else(in_name).unwrap_or_else(|| far().into())
    }

    /// A unit of another kind in the row's own unit cell: said once, and no figure of the row is read. Between
    /// two counted things ("SP", "sản phẩm") it may be a spelling only: a warning, and the figures stay.
    fn unit_mismatch(&self, row: &Row<'_>, spec: &IndicatorSpec, findings: &mut Findings) -> bool {
        let Some((typed, at)) = row.unit.as_ref().filter(|_| row.has_figures) else {
            return false;
        };
        if spec.unit.is_empty()
            || unit::same_kind(typed, &spec.unit)
            || key::loose(typed) == key::loose(&spec.unit)
            || self
                .columns
                .iter()
                .all(|column| column.unit.as_deref().is_some_and(|unit| unit::same_kind(unit, &spec.unit)))
        {
            return false;
        }
        let message =
            format!("“{}” ghi theo đơn vị tính “{typed}”; danh mục tính theo “{}”.", spec.name, spec.unit);
        let counted = !units::is_known(typed) && !units::is_known(&spec.unit);
        let severity = if counted { Severity::Warning } else { Severity::Error };
        findings.add(
            self.context
                .finding(Code::UnitMismatch, *at, message)
                .severity(severity)
                .expected(spec.unit.clone())
                .found(typed.to_string()),
        );
        !counted
    }

    fn note_conversion(
        &self,
        row: &Row<'_>,
        spec: &IndicatorSpec,
        reads: &[(&ValueColumn, Address, Read)],
        findings: &mut Findings,
    ) {
        let converted = reads.iter().find_map(|(_, at, read)| match (&read.value, &read.converted_from) {
            (DraftValue::Figure(figure), Some(from)) => {
                Some((at, from, unit::join(&figure.text(), &spec.unit)))
            }
            _ => None,
        });
        if let Some((at, from, to)) = converted {
            let place = row.unit.as_ref().map_or(*at, |(_, unit_at)| *unit_at);
            let message =
                format!("“{}”: đã quy đổi sang “{}”, ví dụ ô {at}: {from} = {to}.", spec.name, spec.unit);
            findings.add(
                self.context.finding(Code::UnitConverted, place, message).expected(to).found(from.clone()),
            );
        }
    }
}

/// "Thu ngân sách (tỷ đồng)".
fn name_unit(name: &str) -> Option<String> {
    let inside = name.rsplit_once('(')?.1.split(')').next()?.trim();
    let unit = phrase::unit_line(inside).unwrap_or_else(|| without_brackets(inside));
    units::is_known(&unit).then_some(unit)
}

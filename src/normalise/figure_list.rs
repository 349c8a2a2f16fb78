//! The sheet of data of a summary, one figure a row, as draft rows of this level's indicators.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cell;
use super::context::{Context, Office};
use super::figures::Figures;
use super::grid::{Grid, Item};
use super::indicators::{Match, Wanted};
use crate::domain::{Aggregation, At, Decimal, DraftFigure, DraftRow, DraftValue, IndicatorSpec, key, unit};
use crate::finding::{Code, Findings, Severity};
use crate::form::value::{column_of, value_heading};
use crate::form::{ValueHeading, summary};
use crate::workbook::{Address, Value};

/// Indicators that this level does not take are named up to so many.
const NAMED: usize = 20;

/// The figures, and which indicator of this level each code of the other level is.
#[derive(Debug, Default)]
pub struct Listed {
    pub figures: Figures,
    codes: BTreeMap<String, usize>,
}

impl Listed {
    /// This level's code for a code of the other level.
    pub fn code_here(&self, office: &Office<'_>, code: &str) -> Option<String> {
        let index = self.codes.get(&key::loose(code))?;
        office.settings.catalogue.indicators.get(*index).map(|spec| spec.code.clone())
    }
}

/// Reads the sheet by its headings; without them nothing of it is certain.
pub fn listed(office: &Office<'_>, grid: &Grid<'_>, context: &Context, findings: &mut Findings) -> Listed {
    let Some(head) = Head::of(grid) else {
        findings.add(
            context
                .sheet_finding(
                    Code::NothingRecognised,
                    None,
                    "Sheet số liệu của bảng tổng hợp mất tiêu đề cột.",
                )
                .expected(NEEDED.join("; ")),
        );
        return Listed::default();
    };
    let mut reader = Reader { office, grid, context, head, out: Reading::default() };
    for index in 1..grid.len() {
        reader.row(index, findings);
    }
    reader.out.note_left_out(context, findings);
    let Reading { rows, codes, has_plan, caveats, .. } = reader.out;
    Listed { figures: Figures { rows, doubted: Vec::new(), has_plan, caveats }, codes }
}

const NEEDED: [&str; 9] = [
    summary::CODE,
    summary::NAME,
    summary::KEY,
    summary::COLUMN,
    summary::WORDS,
    summary::LOW,
    summary::HIGH,
    summary::UNIT,
    summary::STATUS,
];

/// Where the columns stand.
struct Head(BTreeMap<&'static str, u32>);

impl Head {
    fn of(grid: &Grid<'_>) -> Option<Head> {
        let find = |name: &'static str| {
            grid.row(0).iter().find(|item| key::tidy(item.text()) == name).map(|item| (name, item.at().col))
        };
        let mut columns: BTreeMap<_, _> = NEEDED.into_iter().map(find).collect::<Option<_>>()?;
        columns.extend(find(summary::CAVEAT));
        Some(Head(columns))
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    rows: Vec<DraftRow>,
    /// Per code and name of the other level the indicator here, if this level takes it.
    known: BTreeMap<(String, String), Option<usize>>,
    /// Per code and name its row in `rows`.
    places: BTreeMap<(String, String), usize>,
    codes: BTreeMap<String, usize>,
    converted: BTreeSet<usize>,
    strange_columns: BTreeSet<String>,
    /// Names of indicators that this level does not have, or does not take from this unit.
    left_out: Vec<String>,
    has_plan: bool,
    caveats: Vec<At<Arc<str>>>,
}

impl Reading {
    fn note_left_out(&self, context: &Context, findings: &mut Findings) {
        if let Some(first) = self.left_out.first() {
            let count = self.left_out.len();
            let listed = self.left_out.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
            let more = if count > NAMED { "; …" } else { "" };
            let message = format!(
                "{count} chỉ tiêu của bảng tổng hợp không có trong danh mục của cấp này hoặc không lấy từ đơn vị này, \
                 nên không được tổng hợp: {listed}{more}."
            );
            let finding = context.sheet_finding(Code::IndicatorUnknown, None, message).found(first.clone());
            findings.add(finding.severity(Severity::Note));
        }
        for title in &self.strange_columns {
            let message = format!("Bỏ qua cột “{title}”: kế hoạch của cấp này không có cột đó.");
            let finding = context.sheet_finding(Code::ColumnUnrecognised, None, message);
            findings.add(finding.found(title.clone()));
        }
    }
}

struct Reader<'a, 'g> {
    office: &'a Office<'a>,
    grid: &'a Grid<'g>,
    context: &'a Context,
    head: Head,
    out: Reading,
}

impl<'a, 'g> Reader<'a, 'g> {
    fn item(&self, index: usize, name: &str) -> Option<&'a Item<'g>> {
        self.head.0.get(name).and_then(|col| self.grid.get(index, *col))
    }

    fn text(&self, index: usize, name: &str) -> String {
        self.item(index, name).map_or_else(String::new, |item| key::tidy(item.text()))
    }

    fn number(&self, index: usize, name: &str) -> Option<Decimal> {
        match self.item(index, name)?.cell.value {
            Value::Number(number) => Some(number.normalize()),
            _ => None,
        }
    }

    fn row(&mut self, index: usize, findings: &mut Findings) {
        let own = (self.text(index, summary::CODE), self.text(index, summary::NAME));
        if own.1.is_empty() {
            return;
        }
        let found = match self.out.known.get(&own) {
            Some(found) => *found,
            None => self.meet(index, &own, findings),
        };
        let (Some(indicator), Some(column)) = (found, self.column(index)) else {
            return;
        };
        let cell = self.cell(index, indicator, column, findings);
        self.out.has_plan |= column == self.office.settings.plan_column();
        let label = self.item(index, summary::NAME).map_or_else(Address::default, Item::at);
        let rows = &mut self.out.rows;
        let place = *self.out.places.entry(own).or_insert(rows.len());
        if place == rows.len() {
            let label = self.context.origin(label);
            rows.push(DraftRow { indicator, label, cells: Vec::new(), note: None });
        }
        if let Some(row) = rows.get_mut(place) {
            row.cells.push(cell);
        }
    }

    /// An indicator of the other level is met for the first time.
    fn meet(&mut self, index: usize, own: &(String, String), findings: &mut Findings) -> Option<usize> {
        let found = self.indicator(index, own, findings);
        if let Some(found) = found {
            self.out.codes.insert(key::loose(&own.0), found);
        }
        let taken = found.filter(|found| self.is_taken(*found));
        // A formula is computed again from this level's own totals: nothing of it is left out.
        let spec = found.and_then(|found| self.office.settings.catalogue.indicators.get(found));
        let computed = spec.is_some_and(|spec| spec.aggregation == Aggregation::Formula);
        if taken.is_none() && !computed {
            self.out.left_out.push(own.1.clone());
        }
        self.out.known.insert(own.clone(), taken);
        taken
    }

    /// By code if the name agrees too, else by name: another level may number otherwise.
    fn indicator(
        &self,
        index: usize,
        (code, name): &(String, String),
        findings: &mut Findings,
    ) -> Option<usize> {
        let coded = self.office.indicators.by_code(code).filter(|found| self.goes_by(*found, name));
        if coded.is_some() {
            return coded;
        }
        let unit = self.text(index, summary::UNIT);
        let wanted = Wanted { code: "", name, unit: &unit, above: &[], repeated: false };
        match self.office.indicators.find(wanted) {
            Match::One(found) => Some(found),
            Match::Nothing => None,
            Match::Many(_) => {
                if let Some(item) = self.item(index, summary::NAME) {
                    let message = format!(
                        "Tên “{name}” khớp với nhiều chỉ tiêu, mã {code} là của cấp gửi nên không giúp phân biệt."
                    );
                    findings.add(self.context.finding(Code::IndicatorAmbiguous, item.at(), message));
                }
                None
            }
        }
    }

    fn goes_by(&self, indicator: usize, name: &str) -> bool {
        let spec = self.office.settings.catalogue.indicators.get(indicator);
        spec.is_some_and(|spec| {
            let mut names = std::iter::once(&spec.name).chain(&spec.aliases);
            names.any(|known| key::loose(known) == key::loose(name))
        })
    }

    /// Does this level take the indicator from the sender? What another body answers for, or a formula yields, is
    /// true of the unit and not of the whole.
    fn is_taken(&self, indicator: usize) -> bool {
        let own = |spec: &IndicatorSpec| {
            let department = &*self.context.department;
            !matches!(spec.aggregation, Aggregation::Owner | Aggregation::Formula)
                || spec.owner == department
                || spec.co_owners.iter().any(|code| code == department)
        };
        self.office.settings.catalogue.indicators.get(indicator).is_some_and(own)
    }

    /// The column of this plan: by what its title means, else by its key.
    fn column(&mut self, index: usize) -> Option<usize> {
        let settings = self.office.settings;
        let (title, name) = (self.text(index, summary::COLUMN), self.text(index, summary::KEY));
        let meant = match value_heading(&[&title]) {
            Some(ValueHeading::Figure { role, year: Some(year) }) => {
                column_of(role, Some(year), &settings.columns, settings.year)
            }
            _ => settings.columns.iter().position(|column| column.key == name),
        };
        if meant.is_none() {
            self.out.strange_columns.insert(if title.is_empty() { name } else { title });
        }
        meant
    }

    fn cell(
        &mut self,
        index: usize,
        indicator: usize,
        column: usize,
        findings: &mut Findings,
    ) -> DraftFigure {
        let item = self.item(index, summary::WORDS);
        let spec = self.office.settings.catalogue.indicators.get(indicator);
        let (Some(item), Some(spec)) = (item, spec) else {
            let col = self.head.0.get(summary::WORDS).copied().unwrap_or_default();
            let origin = self.context.origin(Address::new(self.grid.row_number(index), col));
            return DraftFigure { column, value: DraftValue::Empty, origin };
        };
        let status = self.text(index, summary::STATUS);
        let value = if status == summary::MISSING {
            DraftValue::DeclaredMissing
        } else {
            self.note_caveat(index, item, spec, &status, findings);
            self.value(index, item, (indicator, spec), findings)
        };
        DraftFigure { column, value, origin: self.context.origin(item.at()) }
    }

    fn value(
        &mut self,
        index: usize,
        item: &Item<'_>,
        (indicator, spec): (usize, &IndicatorSpec),
        findings: &mut Findings,
    ) -> DraftValue {
        let from = self.text(index, summary::UNIT);
        let bounds = (self.number(index, summary::LOW), self.number(index, summary::HIGH));
        let read = cell::worded(item, bounds, (&from, &spec.unit), self.context, findings);
        if let (Some(typed), DraftValue::Figure(figure)) = (&read.converted_from, &read.value)
            && self.out.converted.insert(indicator)
        {
            let to = unit::join(&figure.text(), &spec.unit);
            let message = format!("“{}”: đã quy đổi sang “{}”, ví dụ {typed} = {to}.", spec.name, spec.unit);
            let finding = self.context.finding(Code::UnitConverted, item.at(), message);
            findings.add(finding.expected(to).found(typed.clone()));
        }
        read.value
    }

    /// A total that lacks units, or numbers that nobody has settled, is never taken for whole in silence.
    fn note_caveat(
        &mut self,
        index: usize,
        item: &Item<'_>,
        spec: &IndicatorSpec,
        status: &str,
        findings: &mut Findings,
    ) {
        let mut caveat = self.text(index, summary::CAVEAT);
        if caveat.is_empty() && status == summary::PROVISIONAL {
            caveat = status.to_string();
        }
        if !caveat.is_empty() {
            let column = self.text(index, summary::COLUMN);
            let message = format!("“{}”, {column}: số của cấp dưới chưa chắc chắn ({caveat}).", spec.name);
            self.out.caveats.push(self.context.at(Arc::from(caveat.as_str()), item.at()));
            findings.add(self.context.finding(Code::FigureUnsettled, item.at(), message).found(caveat));
        }
    }
}

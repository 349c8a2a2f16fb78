//! One workbook as drafts: cover, sender, period, then table by table.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::{Context, Office, cell_list};
use super::cover::{self, Entry};
use super::figures::{Figures, figures};
use super::grid::Grid;
use super::opinions::opinions;
use super::period::is_other_period;
use super::sender::sender;
use super::table::{Table, tables};
use super::tasks::tasks;
use super::text::Encoding;
use crate::domain::{Cover, Draft, Source};
use crate::finding::{Code, Finding, Findings, Place};
use crate::form::SheetKind;
use crate::workbook::Workbook;

/// The drafts of one workbook; none where it cannot be told what it is, whose or for which year.
pub fn drafts(office: &Office<'_>, workbook: &Workbook, source: Option<&Source>, findings: &mut Findings) -> Vec<Draft> {
    let sheets: Vec<(Grid<'_>, Vec<Table>)> = workbook
        .sheets
        .iter()
        .map(|sheet| {
            let grid = Grid::new(sheet);
            let tables = tables(&grid);
            (grid, tables)
        })
        .collect();
    let context = |grid: &Grid<'_>, department: &Arc<str>| Context {
        file: Arc::clone(&workbook.file),
        sha256: Arc::clone(&workbook.sha256),
        sheet: Arc::clone(&grid.name),
        department: Arc::clone(department),
    };
    let unknown: Arc<str> = source.and_then(|source| source.department.clone()).unwrap_or_else(|| "".into());
    if sheets.iter().all(|(_, tables)| tables.is_empty()) {
        findings.add(nothing(workbook, &unknown));
        return Vec::new();
    }
    let covers = covers(&sheets, &unknown, &context);
    let sender = sender(office, &covers, source, &sheets, findings);
    let department = sender.clone().unwrap_or_else(|| "".into());
    let covers = covers.into_iter().map(|(before, entries)| (Context { department: Arc::clone(&department), ..before }, entries)).collect::<Vec<_>>();
    if is_other_period(office, &covers, findings) {
        return Vec::new();
    }
    let mut out = Drafts::new(workbook, source, &covers);
    let mut made = Findings::default();
    for (grid, tables) in &sheets {
        let context = of_sheet(office, grid, context(grid, &department));
        note_recovered(grid, &context, &mut made);
        for table in tables {
            out.add(office, grid, table, &context, &mut made);
        }
    }
    if sender.is_none() && out.by_department.is_empty() {
        findings.add(Finding::new(Code::UnknownDepartment, "Không xác định được tệp là của đơn vị nào; tệp không được tổng hợp.").at(Place::file(&*workbook.file)));
        return Vec::new();
    }
    findings.extend(made);
    out.in_roster_order(office)
}

fn nothing(workbook: &Workbook, department: &Arc<str>) -> Finding {
    let names: Vec<&str> = workbook.sheets.iter().map(|sheet| &*sheet.name).collect();
    let finding = Finding::new(Code::NothingRecognised, "Không nhận ra biểu chỉ tiêu, nhiệm vụ hay ý kiến nào trong tệp.")
        .at(Place::file(&*workbook.file))
        .found(format!("các sheet: {}", names.join(", ")));
    if department.is_empty() { finding } else { finding.of(&**department) }
}

/// Cover sheets first, then what stands above tables.
fn covers(
    sheets: &[(Grid<'_>, Vec<Table>)],
    department: &Arc<str>,
    context: &impl Fn(&Grid<'_>, &Arc<str>) -> Context,
) -> Vec<(Context, Vec<Entry>)> {
    let mut real = Vec::new();
    let mut above = Vec::new();
    for (grid, tables) in sheets {
        let entries = cover::entries(grid, tables);
        if cover::is_cover(grid, tables, &entries) {
            real.push((context(grid, department), entries));
        } else if !tables.is_empty() && !entries.is_empty() {
            above.push((context(grid, department), entries));
        }
    }
    real.extend(above);
    real
}

/// A sheet named for a department holds that department's figures.
fn of_sheet(office: &Office<'_>, grid: &Grid<'_>, context: Context) -> Context {
    match office.departments.code(&grid.name) {
        Some(code) => Context { department: code.into(), ..context },
        None => context,
    }
}

fn note_recovered(grid: &Grid<'_>, context: &Context, findings: &mut Findings) {
    for encoding in [Encoding::Tcvn3, Encoding::Vni, Encoding::Homoglyph] {
        let cells: Vec<_> = grid.recovered.iter().filter(|(_, found)| *found == encoding).map(|(at, _)| *at).collect();
        if !cells.is_empty() {
            let message = format!("Sheet “{}”: {} ô chữ {} được chuyển sang Unicode.", grid.name, cells.len(), encoding.name());
            findings.add(context.sheet_finding(Code::TextRecovered, Some(cell_list(&cells)), message).found(encoding.name()));
        }
    }
}

/// The drafts of a file while they are being filled.
struct Drafts {
    empty: Draft,
    by_department: BTreeMap<Arc<str>, Draft>,
}

impl Drafts {
    fn new(workbook: &Workbook, source: Option<&Source>, covers: &[(Context, Vec<Entry>)]) -> Drafts {
        let mut whole = Cover::default();
        for (context, entries) in covers {
            let next = cover::cover(entries, context);
            whole.department = whole.department.or(next.department);
            whole.period = whole.period.or(next.period);
            whole.round = whole.round.or(next.round);
            whole.date = whole.date.or(next.date);
            whole.changes = whole.changes.or(next.changes);
        }
        let round = whole.round.as_ref().map(|round| round.value).or(source.map(|source| source.round)).unwrap_or(1);
        let empty = Draft {
            file: Arc::clone(&workbook.file),
            sha256: Arc::clone(&workbook.sha256),
            department: "".into(),
            round,
            cover: whole,
            figures: Vec::new(),
            tasks: Vec::new(),
            opinions: Vec::new(),
            figure_sheets: Vec::new(),
            doubted: Vec::new(),
        };
        Drafts { empty, by_department: BTreeMap::new() }
    }

    fn of(&mut self, department: &Arc<str>) -> &mut Draft {
        let empty = &self.empty;
        self.by_department
            .entry(Arc::clone(department))
            .or_insert_with(|| Draft { department: Arc::clone(department), ..empty.clone() })
    }

    fn add(&mut self, office: &Office<'_>, grid: &Grid<'_>, table: &Table, context: &Context, findings: &mut Findings) {
        if table.kind == SheetKind::Figures {
            for (department, figures) in figures(office, grid, table, context, findings) {
                self.add_figures(&department, figures, &grid.name);
            }
            return;
        }
        if context.department.is_empty() {
            return;
        }
        let draft = self.of(&context.department);
        match table.kind {
            SheetKind::Tasks => draft.tasks.extend(tasks(office, grid, table, context)),
            SheetKind::Opinions => draft.opinions.extend(opinions(grid, table, context)),
            SheetKind::Cover | SheetKind::Figures => {}
        }
    }

    fn add_figures(&mut self, department: &Arc<str>, figures: Figures, sheet: &Arc<str>) {
        let draft = self.of(department);
        draft.figures.extend(figures.rows);
        draft.doubted.extend(figures.doubted);
        if figures.has_plan && !draft.figure_sheets.contains(sheet) {
            draft.figure_sheets.push(Arc::clone(sheet));
        }
    }

    fn in_roster_order(mut self, office: &Office<'_>) -> Vec<Draft> {
        let roster = &office.settings.catalogue.departments;
        let mut out: Vec<Draft> = roster.iter().filter_map(|department| self.by_department.remove(department.code.as_str())).collect();
        out.extend(self.by_department.into_values());
        out
    }
}

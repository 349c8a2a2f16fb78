//! The summary of the level below as a draft: its sheet of data, its tasks and opinions, never its pages to print.

use std::sync::Arc;

use super::context::{Context, Office};
use super::cover;
use super::figure_list::{Listed, listed};
use super::file::Drafts;
use super::grid::Grid;
use super::period::is_other_period;
use super::sender::sender;
use super::table::tables;
use crate::domain::{Draft, Source, Whence};
use crate::finding::{Code, Finding, Findings, Place};
use crate::form::{SheetKind, summary};
use crate::workbook::{Sheet, Workbook};

/// The draft of a summary; none where the office does not know its sender or plans for another year.
pub fn drafts(
    office: &Office<'_>,
    workbook: &Workbook,
    stamp: &Sheet,
    source: Option<&Source>,
    findings: &mut Findings,
) -> Vec<Draft> {
    let context = |sheet: &Sheet, department: &Arc<str>| {
        Context::from(Whence {
            file: Arc::clone(&workbook.file),
            sha256: Arc::clone(&workbook.sha256),
            sheet: Arc::clone(&sheet.name),
            department: Arc::clone(department),
        })
    };
    let unknown: Arc<str> = source.and_then(|source| source.department.clone()).unwrap_or_else(|| "".into());
    let entries = cover::entries(&Grid::new(stamp), &[]);
    let mut covers = vec![(context(stamp, &unknown), entries)];
    // Only the cover and the file's name: what the summary is about belongs to many.
    let Some(department) = sender(office, &covers, source, &[], findings) else {
        findings.add(stranger(workbook, &covers));
        return Vec::new();
    };
    for (before, _) in &mut covers {
        *before = before.sent_by(Arc::clone(&department));
    }
    if is_other_period(office, &covers, std::iter::empty(), findings) {
        return Vec::new();
    }
    let mut out = Drafts::new(workbook, source, &covers);
    note_version(stamp, &context(stamp, &department), findings);
    let mut list = Listed::default();
    for sheet in &workbook.sheets {
        let context = context(sheet, &department);
        match summary::part(&sheet.name) {
            Some(SheetKind::Figures) => {
                list = listed(office, &Grid::new(sheet), &context, findings);
                out.add_figures(&department, std::mem::take(&mut list.figures), &sheet.name);
            }
            Some(kind @ (SheetKind::Tasks | SheetKind::Opinions)) => {
                let grid = Grid::new(sheet);
                for table in tables(&grid).iter().filter(|table| table.kind == kind) {
                    out.add(office, &grid, table, &context, findings);
                }
            }
            Some(SheetKind::Cover) | None => {}
        }
    }
    let mut drafts = out.in_roster_order(office);
    for task in drafts.iter_mut().flat_map(|draft| &mut draft.tasks) {
        // The code is the other level's own.
        task.indicator = task.indicator.take().and_then(|code| list.code_here(office, &code));
    }
    drafts
}

fn note_version(stamp: &Sheet, context: &Context, findings: &mut Findings) {
    let (found, version) = (summary::version(stamp), summary::VERSION.to_string());
    if found != version {
        let message = format!(
            "Bảng tổng hợp phiên bản {found}, chương trình lập phiên bản {version}; bảng vẫn được đọc."
        );
        let finding = context.sheet_finding(Code::FormOutdated, None, message);
        findings.add(finding.expected(version).found(found));
    }
}

/// Nobody on the roster goes by the organ's name.
fn stranger(workbook: &Workbook, covers: &[(Context, Vec<cover::Entry>)]) -> Finding {
    let named = covers
        .iter()
        .flat_map(|(_, entries)| entries)
        .find(|entry| entry.label == crate::form::Label::Department);
    let name = named.map_or("", |entry| entry.text.as_str());
    Finding::new(
        Code::UnknownDepartment,
        format!("Bảng tổng hợp của “{name}” nhưng danh mục không có đơn vị nào tên như vậy; tệp không được tổng hợp."),
    )
    .at(Place::sheet(&*workbook.file, summary::SHEET))
    .found(name)
}

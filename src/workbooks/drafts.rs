//! Sheets `Thay doi` and `Danh gia`: what changed since the draft before, and how figures stand against what was wanted.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Cell, Tally};
use super::list::{List, list};
use super::look::Look;
use crate::domain::{Assessment, Change, Edit, Plan};

/// Names of departments that a cell gives; a sheet has more room than a page.
const NAMES: usize = 20;

/// A row for each field that differs.
pub fn changes(plan: &Plan, look: &Look, tally: &mut Tally) -> Result<Worksheet, XlsxError> {
    let remark = match &plan.changes {
        Some(changes) => {
            format!("So với {}. Tốt hơn, kém hơn theo cột Chiều của danh mục.", changes.from.vietnamese())
        }
        None => "Chưa có dự thảo lần trước để so sánh.".to_owned(),
    };
    let of = List {
        sheet: "Thay doi",
        title: "Những thay đổi so với dự thảo lần trước",
        remark: &remark,
        columns: &[
            ("TT", 5.0),
            ("Loại", 10.0),
            ("Mã", 11.0),
            ("Nội dung", 38.0),
            ("Đơn vị tính", 11.0),
            ("Mục thay đổi", 18.0),
            ("Dự thảo lần trước", 24.0),
            ("Dự thảo lần này", 24.0),
            ("Thay đổi", 14.0),
            ("Nơi đề nghị, lý do", 44.0),
        ],
        frozen: 4,
    };
    let kinds = plan
        .changes
        .iter()
        .flat_map(|all| [("Chỉ tiêu", &all.indicators), ("Nhiệm vụ", &all.tasks), ("Ý kiến", &all.opinions)]);
    let lines = kinds.flat_map(|(kind, list)| {
        list.iter().flat_map(move |change| change.edits.iter().map(move |edit| (kind, change, edit)))
    });
    let office = &*plan.settings.office.drafter;
    let rows =
        lines.enumerate().map(|(nth, (kind, change, edit))| change_row(nth, kind, change, edit, office));
    list(&of, rows, plan, look, tally)
}

fn change_row<'a>(
    nth: usize,
    kind: &'a str,
    change: &'a Change,
    edit: &'a Edit,
    office: &str,
) -> Vec<Cell<'a>> {
    vec![
        Cell::Count(nth + 1),
        Cell::center(kind),
        Cell::center(&*change.code),
        Cell::text(&*change.title),
        Cell::center(&*change.unit),
        Cell::text(&*edit.label),
        Cell::text(edit.old.as_deref().unwrap_or("")),
        Cell::text(edit.new.as_deref().unwrap_or("")),
        Cell::center(edit.vietnamese()),
        Cell::text(edit.asked_in_words(office, NAMES)),
    ]
}

/// A row for each indicator and yardstick.
pub fn assessments(plan: &Plan, look: &Look, tally: &mut Tally) -> Result<Worksheet, XlsxError> {
    let counts = |score: crate::domain::Score| {
        format!(
            "{}/{} chỉ tiêu đạt và vượt, {} chưa đạt, {} chưa đánh giá được",
            score.reached(),
            score.total(),
            score.not_met,
            score.unknown
        )
    };
    let remark = format!(
        "Ước thực hiện so với kế hoạch năm trước: {}. Kế hoạch so với mục tiêu nghị quyết: {}. Không đếm chỉ tiêu thành phần.",
        counts(plan.assessed.year_before),
        counts(plan.assessed.resolution)
    );
    let of = List {
        sheet: "Danh gia",
        title: "Đánh giá đạt, vượt, chưa đạt",
        remark: &remark,
        columns: &[
            ("TT", 5.0),
            ("Mã", 9.0),
            ("Chỉ tiêu", 42.0),
            ("Đơn vị tính", 12.0),
            ("So sánh", 30.0),
            ("Số liệu", 22.0),
            ("Mức phải đạt", 22.0),
            ("Đánh giá", 20.0),
            ("Căn cứ, lý do", 36.0),
        ],
        frozen: 3,
    };
    let rows = plan.assessed.verdicts.iter().enumerate().map(|(nth, one)| assessment_row(plan, nth, one));
    list(&of, rows, plan, look, tally)
}

fn assessment_row<'a>(plan: &'a Plan, nth: usize, of: &'a Assessment) -> Vec<Cell<'a>> {
    let indicator = plan.indicators.get(of.indicator);
    vec![
        Cell::Count(nth + 1),
        Cell::center(indicator.map_or("", |one| &*one.code)),
        Cell::text(indicator.map_or("", |one| &*one.name)),
        Cell::center(indicator.map_or("", |one| &*one.unit)),
        Cell::text(of.yardstick.vietnamese()),
        Cell::Words((&*of.figure).into()),
        Cell::Words((&*of.wanted).into()),
        Cell::center(of.standing.vietnamese()),
        Cell::text(&*of.reason),
    ]
}

//! Rows of the appendices: tasks, opinions, submissions.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::show::{short, text};
use super::view::{OpinionRow, SubmissionRow, TaskField, TaskRow};
use crate::domain::{Opinion, Plan, SubmissionRecord, SubmissionStatus, Task};

/// Fields in the order of their first task.
pub(super) fn task_fields(plan: &Plan) -> Vec<TaskField<'_>> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut fields: Vec<TaskField<'_>> = Vec::new();
    for task in &plan.tasks {
        let name = if task.field.trim().is_empty() { "Nhiệm vụ chung" } else { &task.field };
        let place = *places.entry(name).or_insert_with(|| {
            fields.push(TaskField { stt: fields.len() + 1, ten: text(name), ..TaskField::default() });
            fields.len() - 1
        });
        if let Some(field) = fields.get_mut(place) {
            field.nhiem_vu.push(task_row(task));
        }
    }
    for (index, task) in fields.iter_mut().flat_map(|field| &mut field.nhiem_vu).enumerate() {
        task.stt = index + 1;
    }
    fields
}

fn task_row(task: &Task) -> TaskRow<'_> {
    TaskRow {
        ma: text(&task.code),
        noi_dung: text(&task.content),
        chu_tri: text(&task.owner),
        phoi_hop: Cow::Owned(task.co_owners.join("; ")),
        san_pham: text(&task.product),
        thoi_han: text(&task.deadline),
        chi_tieu: text(task.indicator.as_deref().unwrap_or("")),
        ghi_chu: text(&task.note),
        ..TaskRow::default()
    }
}

pub(super) fn opinion_row(index: usize, opinion: &Opinion) -> OpinionRow<'_> {
    OpinionRow {
        stt: index + 1,
        ma: text(&opinion.code),
        don_vi: text(&opinion.department_name),
        doi_tuong: text(&opinion.subject),
        noi_dung: text(&opinion.content),
        de_xuat: text(&opinion.proposal),
        tra_loi: Cow::Owned(opinion.reply_in_words()),
        trung_voi: Cow::Owned(echoes(opinion)),
        thong_nhat: opinion.agrees,
        ly_do: text(&opinion.reason),
        ..OpinionRow::default()
    }
}

pub(super) fn submission_row(index: usize, record: &SubmissionRecord) -> SubmissionRow<'_> {
    SubmissionRow {
        stt: index + 1,
        ma_don_vi: text(&record.department),
        don_vi: text(&record.department_name),
        cap_duoi: record.territory,
        da_nop: record.status != SubmissionStatus::Missing,
        tep: text(record.file.as_deref().unwrap_or("")),
        lan: record.round.map_or(Cow::Borrowed(""), |round| Cow::Owned(round.to_string())),
        ngay: short(record.date),
        han: short(record.deadline),
        tre: record.late,
        so_ngay_tre: record
            .date
            .zip(record.deadline)
            .and_then(|(date, deadline)| usize::try_from((date - deadline).num_days()).ok())
            .unwrap_or_default(),
        tinh_trang: text(record.status.vietnamese()),
        so_chi_tieu: record.figures,
        so_nhiem_vu: record.tasks,
        so_y_kien: record.opinions,
        thay_doi: text(&record.changes),
        ..SubmissionRow::default()
    }
}

/// How an opinion was worded in other rounds: “lần 1: …”; the same words again say nothing new.
fn echoes(opinion: &Opinion) -> String {
    let other = opinion.echoes.iter().filter(|echo| echo.content != opinion.content);
    other.map(|echo| format!("lần {}: {}", echo.round, echo.content)).collect::<Vec<_>>().join("; ")
}

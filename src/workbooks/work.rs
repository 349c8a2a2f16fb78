//! Sheets `Nhiem vu` and `Y kien`: what is to be done, and what the departments say of the draft.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::Cell;
use super::list::{List, Use, list};
use crate::domain::{Echo, Opinion, Origin, Plan, Task};
use crate::form::summary;

/// Tasks in the plan's order.
pub fn tasks(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: summary::TASKS,
        title: "Nhiệm vụ, giải pháp",
        remark: "Nhiệm vụ nhiều đơn vị cùng nêu chỉ ghi một dòng; cột Nguồn nêu mọi ô đã nêu nhiệm vụ.",
        purpose: Use::Print,
        columns: &[
            ("TT", 5.0),
            ("Mã", 14.0),
            ("Lĩnh vực", 24.0),
            ("Nội dung nhiệm vụ", 46.0),
            ("Đơn vị chủ trì", 20.0),
            ("Đơn vị phối hợp", 22.0),
            ("Sản phẩm", 22.0),
            ("Thời hạn", 11.0),
            ("Chỉ tiêu", 8.0),
            ("Ghi chú", 12.0),
            ("Nguồn", 32.0),
        ],
        frozen: 4,
    };
    let rows = plan.tasks.iter().enumerate().map(|(nth, task)| task_row(nth, task));
    list(&of, plan.tasks.len(), rows, plan, binder)
}

fn task_row(nth: usize, task: &Task) -> Vec<Cell<'_>> {
    vec![
        Cell::Count(nth + 1),
        Cell::center(&*task.code),
        Cell::text(&*task.field),
        Cell::text(&*task.content),
        Cell::text(&*task.owner),
        Cell::text(task.co_owners.join("; ")),
        Cell::text(&*task.product),
        Cell::center(&*task.deadline),
        Cell::center(task.indicator.as_deref().unwrap_or("")),
        Cell::text(&*task.note),
        Cell::text(task.sources.iter().map(place).collect::<Vec<_>>().join("\n")),
    ]
}

/// Opinions in the plan's order, with room for the reply.
pub fn opinions(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: summary::OPINIONS,
        title: "Ý kiến tham gia",
        remark: "Mỗi ý kiến ghi đúng một dòng; ý kiến nêu lại ở lần khác ghi ở cột Trùng với. Trả lời lấy từ quyet-dinh.xlsx.",
        purpose: Use::Print,
        columns: &[
            ("TT", 5.0),
            ("Mã", 14.0),
            ("Nhóm vấn đề", 22.0),
            ("Chủ thể góp ý", 20.0),
            ("Nội dung góp ý", 36.0),
            ("Đề xuất", 26.0),
            ("Lý do", 24.0),
            ("Kết quả", 12.0),
            ("Tiếp thu, giải trình", 30.0),
            ("Trùng với", 24.0),
            ("Nguồn", 24.0),
        ],
        frozen: 4,
    };
    let rows = plan.opinions.iter().enumerate().map(|(nth, opinion)| opinion_row(nth, opinion));
    list(&of, plan.opinions.len(), rows, plan, binder)
}

fn opinion_row(nth: usize, opinion: &Opinion) -> Vec<Cell<'_>> {
    vec![
        Cell::Count(nth + 1),
        Cell::center(&*opinion.code),
        Cell::text(&*opinion.subject),
        Cell::text(&*opinion.department_name),
        Cell::text(&*opinion.content),
        Cell::text(&*opinion.proposal),
        Cell::text(&*opinion.reason),
        Cell::center(opinion.outcome()),
        Cell::text(opinion.reply.as_ref().map_or("", |reply| &*reply.text)),
        Cell::text(opinion.echoes.iter().map(echo).collect::<Vec<_>>().join("\n")),
        Cell::text(place(&opinion.source)),
    ]
}

/// `lần 1: … (nop/qldt.xlsx › YKien!C7)`.
fn echo(echo: &Echo) -> String {
    format!("lần {}: {} ({})", echo.round, echo.content, place(&echo.source))
}

/// `nop/yte.xlsx › YKien!C7`.
fn place(origin: &Origin) -> String {
    crate::finding::Place::from(origin).to_string()
}

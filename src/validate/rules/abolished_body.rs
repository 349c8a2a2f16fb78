//! A task or an opinion names a body that the plan's era no longer knows.
//!
//! **What it means.** The plan is of a year of two-level local government (from 1/7/2025; plans of 2026 and later),
//! and the words name an office of a huyện or thị xã, or a department that was merged away.
//! **Why it matters.** Work that is given to nobody is done by nobody; it is the commonest remain of a copied plan.
//! **Example.** Plan of 2026: "Phòng Tài chính - Kế hoạch huyện chủ trì".
//! **How to mend.** Name the body that has the work now.

use crate::domain::{At, Draft, key};
use crate::finding::Code;
use crate::form::body::abolished;
use crate::validate::desk::Desk;
use crate::validate::fault::{Fault, Target, finding};

/// The first plan year that falls wholly into two-level local government.
const FIRST_YEAR: i32 = 2026;

/// Reads the words of tasks and opinions; the names are data in `form`.
pub fn abolished_body(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    if desk.settings.year < FIRST_YEAR {
        return Vec::new();
    }
    let tasks = draft.tasks.iter().enumerate();
    let contents = tasks.clone().map(|(index, task)| (Target::TaskContent(index), &task.content));
    let opinions = draft.opinions.iter().enumerate();
    let said = opinions.map(|(index, opinion)| (Target::OpinionContent(index), &opinion.content));
    let mut out: Vec<Fault> = contents.chain(said).filter_map(|(at, text)| fault(draft, at, text)).collect();
    for (index, task) in tasks {
        let owners = At { value: task.owners.value.join("; "), origin: task.owners.origin.clone() };
        out.extend(fault(draft, Target::TaskOwnerName(index), &owners));
    }
    out
}

fn fault(draft: &Draft, target: Target, text: &At<String>) -> Option<Fault> {
    let body = abolished(&key::fold(&text.value))?;
    let message = format!("“{}” nêu {}.", super::shortened(&text.value), body.name);
    let finding = finding(draft, Code::AbolishedBody, &text.origin, message)
        .expected(body.now)
        .found(body.name)
        .help(format!("Thay bằng {}.", body.now));
    Some(Fault::new(target, finding))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_rules_with, settings};

    #[test]
    fn an_office_of_the_district_is_reported_in_the_new_era_only() {
        let mut settings = settings();
        settings.year = 2026;
        for column in &mut settings.columns {
            column.year += 2;
        }
        let grid = |content: &str| {
            format!(
                "# sheet: NhiemVu
                 | TT | Nội dung nhiệm vụ | Đơn vị chủ trì | Thời hạn |
                 | 1 | {content} | Phòng Kinh tế | Quý III/2026 |"
            )
        };
        let marked = |content: &str| format!("{}\n| | ^^ TH0312 | | |", grid(content));
        check_rules_with(&settings, "KT", &marked("Trình UBND thị xã phê duyệt quy hoạch"));
        check_rules_with(&settings, "KT", &marked("Phối hợp Phòng Tài nguyên và Môi trường huyện cắm mốc"));
        check_rules_with(&settings, "KT", &grid("Trình Ủy ban nhân dân phường phê duyệt quy hoạch"));
        check_rules_with(&settings, "KT", &grid("Nâng cấp đường liên huyện, trung tâm huyện lỵ cũ"));
        settings.year = 2025;
        check_rules_with(&settings, "KT", &grid("Trình UBND thị xã phê duyệt quy hoạch"));
    }
}

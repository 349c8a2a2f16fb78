//! A task has no deadline.
//!
//! **What it means.** The column Thời hạn is empty.
//! **Why it matters.** What has no date is not followed up.
//! **Example.** "Tuyên truyền bảo hiểm y tế", thời hạn empty.
//! **How to mend.** Write a deadline: "Quý III/2024", "31/12/2024", "thường xuyên".

use crate::domain::Draft;
use crate::finding::Code;
use crate::validate::desk::Desk;
use crate::validate::fault::{Fault, Target, finding};

/// Any words count as a deadline.
pub fn task_without_deadline(draft: &Draft, _: &Desk<'_>) -> Vec<Fault> {
    let tasks = draft.tasks.iter().enumerate().filter(|(_, task)| task.deadline.value.is_empty());
    tasks
        .map(|(index, task)| {
            let message = format!("Nhiệm vụ “{}” không có thời hạn.", super::shortened(&task.content.value));
            let finding = finding(draft, Code::TaskWithoutDeadline, &task.deadline.origin, message)
                .expected("thời hạn, ví dụ “Quý III/2024”")
                .found("ô trống");
            Fault::new(Target::TaskDeadline(index), finding)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::check_rules;

    #[test]
    fn an_empty_deadline_is_reported_words_are_not() {
        check_rules(
            "YTE",
            "# sheet: NhiemVu
             | Nhiệm vụ | Đơn vị chủ trì | Thời hạn |
             | Tuyên truyền | Phòng Y tế | |
             | | | ^^ TH0306 |
             | Báo cáo | Phòng Y tế | Thường xuyên |",
        );
    }
}

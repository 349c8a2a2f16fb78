//! A task names no owner.
//!
//! **What it means.** The column Đơn vị chủ trì is empty.
//! **Why it matters.** A task has exactly one owner; without one nobody is answerable.
//! **Example.** "Rà soát hộ nghèo", đơn vị chủ trì empty.
//! **How to mend.** Write one department in the column Đơn vị chủ trì.

use crate::domain::Draft;
use crate::finding::Code;
use crate::validate::desk::Desk;
use crate::validate::fault::{Fault, Target, finding};

/// The task itself stays, without an owner.
pub fn task_without_owner(draft: &Draft, _: &Desk<'_>) -> Vec<Fault> {
    let tasks = draft.tasks.iter().enumerate().filter(|(_, task)| task.owners.value.is_empty());
    tasks
        .map(|(index, task)| {
            let message =
                format!("Nhiệm vụ “{}” không có đơn vị chủ trì.", super::shortened(&task.content.value));
            let finding = finding(draft, Code::TaskWithoutOwner, &task.owners.origin, message)
                .expected("một đơn vị")
                .found("ô trống");
            Fault::new(Target::TaskOwner(index), finding)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::check_rules;

    #[test]
    fn an_empty_owner_is_reported_one_owner_is_not() {
        let submissions = check_rules(
            "YTE",
            "# sheet: NhiemVu
             | TT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn |
             | 1 | Rà soát thẻ bảo hiểm | | Quý III/2024 |
             | | | ^^ TH0304 | |
             | 2 | Tuyên truyền | Phòng Y tế | Quý IV/2024 |",
        );
        let owners: Vec<Option<&str>> =
            submissions[0].tasks.iter().map(|task| task.owner.as_deref()).collect();
        assert_eq!(owners, [None, Some("YTE")]);
    }
}

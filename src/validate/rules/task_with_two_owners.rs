//! A task names several owners.
//!
//! **What it means.** The column Đơn vị chủ trì lists more than one department; the first counts as the owner.
//! **Why it matters.** Two owners are none: each waits for the other.
//! **Example.** "Phòng Y tế; Phòng Văn hóa và Thông tin".
//! **How to mend.** Keep one department, move the others to the column Đơn vị phối hợp.

use crate::domain::Draft;
use crate::finding::Code;
use crate::validate::desk::Desk;
use crate::validate::fault::{Fault, Target, finding};

/// Names the owner that counts and those that become co-owners.
pub fn task_with_two_owners(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let name = |code: &String| desk.settings.catalogue.department_name(code).to_string();
    let tasks = draft.tasks.iter().enumerate();
    tasks
        .filter_map(|(index, task)| {
            let (first, others) = task.owners.value.split_first().filter(|(_, others)| !others.is_empty())?;
            let listed = task.owners.value.iter().map(name).collect::<Vec<_>>().join("; ");
            let rest = others.iter().map(name).collect::<Vec<_>>().join(", ");
            let message = format!(
                "Nhiệm vụ có {} đơn vị chủ trì; {} được coi là chủ trì, {rest} là phối hợp.",
                others.len() + 1,
                name(first)
            );
            let finding = finding(draft, Code::TaskWithTwoOwners, &task.owners.origin, message)
                .expected(name(first))
                .found(listed);
            Some(Fault::new(Target::TaskOwner(index), finding))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::check_rules;

    #[test]
    fn two_departments_are_reported_one_with_a_comma_in_its_name_is_not() {
        let submissions = check_rules(
            "YTE",
            "# sheet: NhiemVu
             | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |
             | Rà soát | Phòng Y tế; Phòng Kinh tế | KT | 2024-12-31 |
             | | ^^ TH0305 | | |
             | Đào tạo | Phòng Lao động, Thương binh và Xã hội | | Quý II |",
        );
        let tasks = &submissions[0].tasks;
        assert_eq!(
            (tasks[0].owner.as_deref(), tasks[0].co_owners.as_slice()),
            (Some("YTE"), &["KT".to_string()][..])
        );
        assert_eq!(tasks[0].deadline, "31/12/2024");
        assert_eq!(tasks[1].owner.as_deref(), Some("LDTBXH"));
    }
}

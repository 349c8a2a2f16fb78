//! The department sends a figure of an indicator that the catalogue gives to another.
//!
//! **What it means.** The sender is neither the owner nor a co-owner, nor a unit over which the indicator is added up.
//! **Why it matters.** The figure counts as a reference only; the owner's figure goes first.
//! **Example.** Phòng Y tế sends "Số hộ cận nghèo".
//! **How to mend.** Agree with the owner and leave the row empty, or correct the catalogue.

use crate::domain::{Aggregation, DepartmentKind, Draft, IndicatorSpec};
use crate::finding::Code;
use crate::validate::desk::{Desk, figure};
use crate::validate::fault::{Fault, Target, finding};

/// One warning a row, and only for rows that hold a figure: shared forms list everybody's indicators.
pub fn indicator_of_other(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let mut out = Vec::new();
    let is_territory =
        desk.sender(&draft.department).is_some_and(|sender| sender.kind == DepartmentKind::Territory);
    for (row, draft_row) in draft.figures.iter().enumerate() {
        let Some(spec) = desk.spec(draft_row) else {
            continue;
        };
        if is_its_own(draft, is_territory, spec) || !draft_row.cells.iter().any(|cell| figure(cell).is_some())
        {
            continue;
        }
        let owner = desk.settings.catalogue.department_name(&spec.owner);
        let message = format!("“{}” do {owner} chủ trì; số liệu được ghi nhận là số tham khảo.", spec.name);
        let found = desk.settings.catalogue.department_name(&draft.department);
        let finding =
            finding(draft, Code::IndicatorOfOther, &draft_row.label, message).expected(owner).found(found);
        out.push(Fault::new(Target::Row(row), finding));
    }
    out
}

fn is_its_own(draft: &Draft, is_territory: bool, spec: &IndicatorSpec) -> bool {
    let department = &*draft.department;
    let added_up = !matches!(spec.aggregation, Aggregation::Owner | Aggregation::Formula);
    spec.owner.is_empty()
        || spec.owner == department
        || spec.co_owners.iter().any(|code| code == department)
        || added_up && is_territory
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_rules, check_rules_whole, settings};

    #[test]
    fn anothers_figure_is_a_warning_and_stays() {
        let submissions = check_rules_whole(
            &settings(),
            "VHTT",
            "| Chỉ tiêu | ĐVT | KH năm 2024 |
             | Số hộ cận nghèo | hộ | 150 |
             | ^^ TH0303 | | |",
            &[],
        );
        assert_eq!(submissions[0].figures.len(), 1);
    }

    #[test]
    fn co_owners_and_communes_may() {
        let mut settings = settings();
        settings.catalogue.indicators[3].co_owners = vec!["VHTT".into()];
        check_rules_whole(
            &settings,
            "VHTT",
            "| Chỉ tiêu | ĐVT | KH năm 2024 |\n| Số hộ cận nghèo | hộ | 150 |",
            &[],
        );
        check_rules(
            "TIENAN",
            "| Chỉ tiêu | ĐVT | KH năm 2024 |\n| Số lao động được tạo việc làm mới | người | 150 |",
        );
    }
}

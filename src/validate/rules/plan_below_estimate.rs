//! The plan is worse than what the year before is expected to reach.
//!
//! **What it means.** The indicator has a better side (Chiều), and the plan lies on the worse side of the estimate.
//! **Why it matters.** The committee will ask why; a slip of the hand is more likely than a step back.
//! **Example.** ƯTH năm 2023: 94 %; KH năm 2024: 93 %.
//! **How to mend.** Check the plan figure, or give the reason in the column Ghi chú (then nothing is said).

use crate::domain::{ColumnRole, Direction, Draft, DraftRow, IndicatorSpec, number, unit};
use crate::finding::Code;
use crate::validate::desk::{Desk, cell_in, level};
use crate::validate::fault::{Fault, Target, finding};

/// Compares the plan's own column with the estimate of the year before.
pub fn plan_below_estimate(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let columns = &desk.settings.columns;
    let is_base = |column: &crate::domain::Column| {
        column.role == ColumnRole::Estimate && column.year == desk.settings.year - 1
    };
    let Some(estimate) = columns.iter().position(is_base) else {
        return Vec::new();
    };
    let rows = draft.figures.iter().enumerate().filter(|(_, row)| row.note.is_none());
    rows.filter_map(|(row, draft_row)| {
        let spec = desk.spec(draft_row)?;
        let (cell, finding) = worse(draft, desk, draft_row, spec, estimate)?;
        Some(Fault::new(Target::Cell { row, cell }, finding))
    })
    .collect()
}

fn worse(
    draft: &Draft,
    desk: &Desk<'_>,
    row: &DraftRow,
    spec: &IndicatorSpec,
    estimate: usize,
) -> Option<(usize, crate::finding::Finding)> {
    let (cell, figure) = cell_in(row, desk.plan)?;
    let plan = level(figure)?;
    let base = level(cell_in(row, estimate)?.1)?;
    let (value, reached) = (plan.nominal()?, base.nominal()?);
    let (is_worse, words) = match spec.direction {
        Direction::HigherIsBetter => (value < reached, "thấp hơn"),
        Direction::LowerIsBetter => (value > reached, "cao hơn"),
        Direction::Neutral => (false, ""),
    };
    if !is_worse {
        return None;
    }
    let print = |text: &str| unit::join(text, &spec.unit);
    let message = format!(
        "“{}”: kế hoạch {} {words} ước thực hiện {}.",
        spec.name,
        print(&plan.text()),
        print(&base.text())
    );
    let finding = finding(draft, Code::PlanBelowEstimate, &figure.origin, message)
        .expected(print(&base.text()))
        .found(print(&plan.text()))
        .difference(print(&number::vietnamese(value.saturating_sub(reached), None)));
    Some((cell, finding))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_rules, check_rules_with, settings};

    #[test]
    fn lower_is_reported_equal_and_explained_are_not() {
        check_rules(
            "YTE",
            "| Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 | Ghi chú |
             | Tỷ lệ người dân tham gia bảo hiểm y tế | % | 94 | 93 | |
             | | | | ^^ TH0309 | |",
        );
        for row in ["94 | 94 | |", "94 | 93 | Thay đổi cách tính |"] {
            let grid = "| Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 | Ghi chú |\n| Tỷ lệ người dân tham gia bảo hiểm y tế | % | ";
            check_rules("YTE", &format!("{grid}{row}"));
        }
    }

    #[test]
    fn where_less_is_better_more_is_worse() {
        let mut settings = settings();
        settings.catalogue.indicators[2].direction = crate::domain::Direction::LowerIsBetter;
        check_rules_with(
            &settings,
            "YTE",
            "| Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 |
             | Tỷ lệ người dân tham gia bảo hiểm y tế | % | 5 | 6 |
             | | | | ^^ TH0309 |",
        );
    }
}

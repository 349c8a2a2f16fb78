//! The plan falls short of the resolution's target.
//!
//! **What it means.** The catalogue holds a target (Mục tiêu nghị quyết), and the plan lies on its worse side.
//! **Why it matters.** The plan would break a resolution.
//! **Example.** Resolution: 95 %; KH năm 2024: 94 %.
//! **How to mend.** Raise the plan figure, or give the reason in the column Ghi chú (then nothing is said).

use crate::domain::{Direction, Draft, DraftRow, Kind, unit};
use crate::finding::{Code, Finding};
use crate::validate::desk::{Desk, cell_in, level};
use crate::validate::fault::{Fault, Target, finding};

/// Compares the plan's own column with the catalogue's target.
pub fn target_below_resolution(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let rows = draft.figures.iter().enumerate().filter(|(_, row)| row.note.is_none());
    rows.filter_map(|(row, draft_row)| {
        let (cell, finding) = short(draft, desk, draft_row)?;
        Some(Fault::new(Target::Cell { row, cell }, finding))
    })
    .collect()
}

fn short(draft: &Draft, desk: &Desk<'_>, row: &DraftRow) -> Option<(usize, Finding)> {
    let spec = desk.spec(row)?;
    let target = spec.resolution.as_ref().filter(|target| target.kind() == Kind::Level)?;
    let (cell, figure) = cell_in(row, desk.plan)?;
    let plan = level(figure)?;
    let (value, wanted) = (plan.nominal()?, target.nominal()?);
    let is_short = match spec.direction {
        Direction::HigherIsBetter => value < wanted,
        Direction::LowerIsBetter => value > wanted,
        Direction::Neutral => false,
    };
    if !is_short {
        return None;
    }
    let print = |text: &str| unit::join(text, &spec.unit);
    let distance = crate::domain::number::vietnamese((value - wanted).abs(), None);
    let message = format!(
        "“{}”: kế hoạch {} chưa đạt mục tiêu nghị quyết {} (chênh {distance}).",
        spec.name,
        print(&plan.text()),
        print(&target.text())
    );
    let finding = finding(draft, Code::TargetBelowResolution, &figure.origin, message)
        .expected(print(&target.text()))
        .found(print(&plan.text()))
        .difference(print(&distance));
    Some((cell, finding))
}

#[cfg(test)]
mod tests {
    use crate::domain::quantity::of_number;
    use crate::testing::{check_rules_with, settings};

    #[test]
    fn short_is_reported_met_is_not() {
        let mut settings = settings();
        settings.catalogue.indicators[2].resolution = Some(of_number(95.into(), "%"));
        let grid = "| Chỉ tiêu | ĐVT | KH năm 2024 |\n| Tỷ lệ người dân tham gia bảo hiểm y tế | % |";
        check_rules_with(&settings, "YTE", &format!("{grid} 94 |\n| | | ^^ TH0310 |"));
        check_rules_with(&settings, "YTE", &format!("{grid} 95 |"));
    }
}

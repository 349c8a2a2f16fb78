//! The department answers for an indicator and gives no plan figure.
//!
//! **What it means.** The catalogue names the department as owner (or adds the indicator up over units of which it
//! is one), and the plan column is empty, or the row is missing from its table. "Chưa có số liệu" is an answer.
//! **Why it matters.** The draft prints "chưa có số liệu" and a total stays provisional.
//! **Example.** Phòng Y tế leaves "Tỷ lệ người dân tham gia bảo hiểm y tế", KH năm 2024, empty.
//! **How to mend.** Fill the cell, or write "chưa có số liệu" and the reason in the column Ghi chú.

use crate::domain::{Draft, DraftValue, unit};
use crate::finding::{Code, Finding, Place};
use crate::validate::desk::{Desk, cell_in};
use crate::validate::fault::{Fault, Target, finding};

/// Empty plan cells of rows that are there; then rows that are not there, in catalogue order. A later round
/// may hold corrections only, so only the first is asked for whole rows.
pub fn figure_required(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let mut out = Vec::new();
    let sender = desk.sender(draft);
    let mut named = Named(vec![false; desk.settings.catalogue.indicators.len()]);
    for indicator in &draft.doubted {
        named.add(*indicator);
    }
    for (row, draft_row) in draft.figures.iter().enumerate() {
        let Some(spec) = desk.spec(draft_row).filter(|spec| desk.must_give(sender, spec)) else {
            continue;
        };
        let empty = cell_in(draft_row, desk.plan).filter(|(_, cell)| cell.value == DraftValue::Empty);
        // A table without the plan column does not answer the question, so it does not leave it open either.
        let has_plan = cell_in(draft_row, desk.plan).is_some();
        let Some((cell, figure)) =
            empty.filter(|_| !desk.is_answered(&draft.department, draft_row.indicator))
        else {
            if has_plan {
                named.add(draft_row.indicator);
            }
            continue;
        };
        if named.add(draft_row.indicator) {
            let message = format!("“{}” chưa có số {}.", spec.name, title(desk));
            let finding = finding(draft, Code::FigureRequired, &figure.origin, message)
                .expected(expected(&spec.unit))
                .found("ô trống");
            out.push(Fault::new(Target::Cell { row, cell }, finding));
        }
    }
    out.extend(absent(draft, desk, &named));
    out
}

/// By indicator: has something been said of it?
struct Named(Vec<bool>);

impl Named {
    /// Is it said for the first time?
    fn add(&mut self, indicator: usize) -> bool {
        self.0.get_mut(indicator).is_some_and(|named| !std::mem::replace(named, true))
    }
}

fn absent(draft: &Draft, desk: &Desk<'_>, named: &Named) -> Vec<Fault> {
    let Some(sheet) = draft.figure_sheets.first().filter(|_| draft.round <= 1) else {
        return Vec::new();
    };
    let sender = desk.sender(draft);
    let specs = desk.settings.catalogue.indicators.iter().enumerate().zip(&named.0);
    specs
        .filter(|((_, spec), named)| !**named && desk.must_give(sender, spec))
        .map(|(spec, _)| spec)
        .filter(|(index, _)| !desk.is_answered(&draft.department, *index))
        .map(|(index, spec)| {
            let message = format!(
                "Biểu không có dòng “{}” ({}), chỉ tiêu đơn vị phải gửi số {}.",
                spec.name,
                spec.code,
                title(desk)
            );
            let finding = Finding::new(Code::FigureRequired, message)
                .at(Place::sheet(&*draft.file, &**sheet))
                .of(&*draft.department)
                .expected(expected(&spec.unit))
                .found("không có dòng");
            Fault::new(Target::Indicator(index), finding)
        })
        .collect()
}

fn title(desk: &Desk<'_>) -> String {
    let title = desk.settings.columns.get(desk.plan).map(|column| column.title.as_str()).unwrap_or_default();
    if title.is_empty() { format!("kế hoạch năm {}", desk.settings.year) } else { lower_first(title) }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn expected(unit_text: &str) -> String {
    if unit_text.is_empty() {
        "một con số".to_string()
    } else {
        format!("một con số ({})", unit::join("", unit_text).trim())
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_rules, check_rules_whole, settings};

    #[test]
    fn an_empty_plan_cell_of_the_owner() {
        check_rules(
            "YTE",
            "| Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 |
             | Tỷ lệ người dân tham gia bảo hiểm y tế | % | 93 | |
             | | | | ^^ TH0301 |",
        );
    }

    #[test]
    fn a_declared_gap_and_the_indicator_of_another_are_no_faults() {
        let submissions = check_rules(
            "YTE",
            "| Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 |
             | Tỷ lệ người dân tham gia bảo hiểm y tế | % | 93 | chưa có số liệu |
             | Số hộ cận nghèo | hộ | | |",
        );
        assert_eq!(submissions[0].figures.iter().filter(|sent| sent.figure.is_none()).count(), 1);
    }

    #[test]
    fn a_missing_row_is_asked_for_once_and_not_after_a_near_miss() {
        let grid = "| Chỉ tiêu | ĐVT | KH năm 2024 |
                    | Số hộ cận nghèo | hộ | 150 |
                    | ^^ TH0303 | | |";
        check_rules_whole(&settings(), "YTE", grid, &["TH0301"]);
        let grid = "| Chỉ tiêu | ĐVT | KH năm 2024 |
                    | Tỷ lệ người dân tham gia bảo hiểm y tê | % | 94 |
                    | Tỷ lệ người dân tham gia bào hiểm ytế | % | 94 |
                    | ^^ TH0203 | | |";
        check_rules_whole(&settings(), "YTE", grid, &[]);
    }

    #[test]
    fn a_cell_already_reported_is_not_missing_too() {
        check_rules(
            "YTE",
            "| Chỉ tiêu | ĐVT | KH năm 2024 |
             | Tỷ lệ người dân tham gia bảo hiểm y tế | % | #REF! |
             | | | ^^ TH0207 |",
        );
    }
}

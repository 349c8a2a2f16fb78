//! The department answers for an indicator and gives no plan figure.
//!
//! **What it means.** The catalogue names the department as owner (or adds the indicator up over units of which it
//! is one), and the plan column is empty, or the row is missing from its table. "Chưa có số liệu" is an answer.
//! **Why it matters.** The draft prints "chưa có số liệu" and a total stays provisional.
//! **Example.** Phòng Y tế leaves "Tỷ lệ người dân tham gia bảo hiểm y tế", KH năm 2024, empty.
//! **How to mend.** Fill the cell, or write "chưa có số liệu" and the reason in the column Ghi chú.

use std::sync::Arc;

use crate::domain::{Draft, DraftValue, Origin, Submission, unit};
use crate::finding::{Code, Finding, Place};
use crate::validate::desk::{Desk, cell_in};

/// What a draft leaves open, noted down when it is checked: whether a figure is missing shows only when all files of its department
/// are read.
#[derive(Debug, Clone, Default)]
pub struct Open {
    /// Empty plan cells, in the order of their rows.
    empty: Vec<(usize, Origin)>,
    /// By indicator: does the plan column give a figure, declare it missing, or is something reported of it already?
    answered: Box<[bool]>,
    /// See [`Draft::doubted`].
    doubted: Vec<usize>,
    /// The first table that holds the plan column. A table without it does not answer the question, so it does not leave it open
    /// either.
    sheet: Option<Arc<str>>,
}

impl Open {
    pub fn of(draft: &Draft, desk: &Desk<'_>) -> Open {
        let mut empty = Vec::new();
        let mut answered = vec![false; desk.settings.catalogue.indicators.len()];
        for row in &draft.figures {
            let answers =
                row.cells.iter().any(|cell| cell.column == desk.plan && cell.value != DraftValue::Empty);
            match answered.get_mut(row.indicator).filter(|_| answers) {
                Some(answered) => *answered = true,
                None => empty
                    .extend(cell_in(row, desk.plan).map(|(_, cell)| (row.indicator, cell.origin.clone()))),
            }
        }
        let (answered, doubted) = (answered.into(), draft.doubted.clone());
        Open { empty, answered, doubted, sheet: draft.figure_sheets.first().cloned() }
    }

    /// Adds its answers to those of its department.
    pub fn answer(&self, all: &mut Vec<bool>) {
        all.resize(all.len().max(self.answered.len()), false);
        for (all, own) in all.iter_mut().zip(&self.answered) {
            *all |= own;
        }
    }
}

/// Empty plan cells of rows that are there; then rows that are not there, in catalogue order. A later round may hold corrections
/// only, so only the first is asked for whole rows. `answered`: by indicator, does some file of the department answer?
pub fn figure_required(
    submission: &Submission,
    open: &Open,
    answered: &[bool],
    desk: &Desk<'_>,
) -> Vec<Finding> {
    let sender = desk.sender(&submission.department);
    let specs = &desk.settings.catalogue.indicators;
    // Of what is answered, or was spoken of, nothing more is said.
    let mut named: Vec<bool> = answered.to_vec();
    named.resize(specs.len(), false);
    let mut name =
        |indicator: usize| named.get_mut(indicator).is_some_and(|named| !std::mem::replace(named, true));
    for indicator in &open.doubted {
        name(*indicator);
    }
    let mut out = Vec::new();
    for (indicator, origin) in &open.empty {
        let spec = specs.get(*indicator).filter(|spec| desk.must_give(sender, spec));
        if let Some(spec) = spec.filter(|_| name(*indicator)) {
            let message = format!("“{}” chưa có số {}.", spec.name, title(desk));
            let finding =
                Finding::new(Code::FigureRequired, message).at(origin).of(submission.department.clone());
            out.push(finding.expected(expected(&spec.unit)).found("ô trống"));
        }
    }
    let Some(sheet) = open.sheet.as_ref().filter(|_| submission.round <= 1) else {
        return out;
    };
    let absent = specs.iter().zip(&named).filter(|(spec, named)| !**named && desk.must_give(sender, spec));
    out.extend(absent.map(|(spec, _)| {
        let message = format!(
            "Biểu không có dòng “{}” ({}), chỉ tiêu đơn vị phải gửi số {}.",
            spec.name,
            spec.code,
            title(desk)
        );
        Finding::new(Code::FigureRequired, message)
            .at(Place::sheet(submission.file.clone(), sheet.clone()))
            .of(submission.department.clone())
            .expected(expected(&spec.unit))
            .found("không có dòng")
    }));
    out
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

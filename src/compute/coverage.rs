//! What an aggregate lacks, told once for each indicator, however many columns lack the same.

use crate::domain::Settings;
use crate::finding::{Code, Finding, Findings};

use super::born::{Node, Work};

/// What was not there when a figure was summed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lacking {
    /// Units: how many gave a figure, how many should, positions in the roster of those that did not.
    Units { have: usize, want: u32, missing: Vec<usize> },
    /// Parts (Thuộc): how many have a figure, how many there are, codes of those that have none.
    Parts { have: u32, want: u32, missing: Vec<String> },
}

/// At most this many missing units or parts are named in a finding; the rest is a number.
const NAMED: usize = 5;

/// One finding for each indicator and each distinct lack of it, in catalogue order.
pub(super) fn tell(work: &Work, findings: &mut Findings) {
    for (indicator, row) in work.born.iter().enumerate() {
        let mut told: Vec<(&Lacking, Vec<usize>)> = Vec::new();
        for (column, born) in row.iter().enumerate() {
            let Some(lacking) = born.as_ref().and_then(|born| born.lacking.as_ref()) else {
                continue;
            };
            match told.iter_mut().find(|(known, _)| *known == lacking) {
                Some((_, columns)) => columns.push(column),
                None => told.push((lacking, vec![column])),
            }
        }
        for (lacking, columns) in told {
            findings.add(finding(
                work,
                (indicator, columns.first().copied().unwrap_or(0)),
                lacking,
                &columns,
            ));
        }
    }
}

fn finding(work: &Work, node: Node, lacking: &Lacking, columns: &[usize]) -> Finding {
    let spec = work.spec(node.0);
    let titles: Vec<&str> = columns.iter().map(|column| work.column_title(*column)).collect();
    let titles = titles.join("; ");
    let head = format!("Chỉ tiêu {} “{}” ({titles})", spec.code, spec.name);
    let (words, unit, have, want) = match lacking {
        Lacking::Units { have, want, missing } => {
            let words = format!("còn thiếu {}", named(&names(work.settings, missing), "đơn vị"));
            (words, "đơn vị", *have as u64, u64::from(*want))
        }
        Lacking::Parts { have, want, missing } => {
            let words = format!("chưa có số của {}", named(missing, "chỉ tiêu"));
            (words, "chỉ tiêu thành phần", u64::from(*have), u64::from(*want))
        }
    };
    let message = format!("{head}: tổng hợp {have}/{want} {unit}; {words}; tổng là số tạm tính.");
    Finding::new(Code::CoverageIncomplete, message)
        .at(&spec.origin)
        .expected(format!("{want} {unit}"))
        .found(format!("{have} {unit}"))
        .difference(format!("{} {unit}", want.saturating_sub(have)))
}

fn names(settings: &Settings, missing: &[usize]) -> Vec<String> {
    let departments = &settings.catalogue.departments;
    missing.iter().filter_map(|at| departments.get(*at)).map(|one| one.name.clone()).collect()
}

fn named(names: &[String], unit: &str) -> String {
    let mut words = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > NAMED {
        words.push_str(&format!(" và {} {unit} khác", names.len() - NAMED));
    }
    words
}

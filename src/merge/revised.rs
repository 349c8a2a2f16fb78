//! A figure of a year that is over differs from the one that the same department reported before.

use crate::domain::number::vietnamese;
use crate::domain::{Candidate, Column, ColumnRole, IndicatorSpec, Settings, unit};
use crate::finding::{Code, Finding, Findings, Place};

use super::roster::Roster;

/// Holds each candidate of a past year against the round before; estimates and plans may change, years that are over not.
pub(super) fn revised(
    candidates: &[Candidate],
    spec: &IndicatorSpec,
    column: &Column,
    settings: &Settings,
    roster: &Roster,
    findings: &mut Findings,
) {
    if column.year >= settings.year || column.role == ColumnRole::Estimate {
        return;
    }
    for candidate in candidates {
        let Some(before) = candidate.rank().superseded.first() else {
            continue;
        };
        if candidate.figure.value.agrees_with(&before.value) {
            continue;
        }
        let (now, then) = (&candidate.figure.value, &before.value);
        let message = format!(
            "Chỉ tiêu {} “{}”, {}: {} nay ghi {}, lần trước đã báo cáo {} ({}).",
            spec.code,
            spec.name,
            column.title,
            roster.name(&candidate.department),
            now.in_sentence(&spec.unit),
            then.in_sentence(&spec.unit),
            Place::from(&before.origin),
        );
        let apart = now.nominal().zip(then.nominal()).and_then(|(now, then)| now.checked_sub(then));
        let apart = apart.map(|value| unit::join(&vietnamese(value, None), &spec.unit));
        findings.add(
            Finding::new(Code::FigureRevised, message)
                .at(&candidate.figure.origin)
                .of(candidate.department.clone())
                .expected(then.in_sentence(&spec.unit))
                .found(now.in_sentence(&spec.unit))
                .difference(apart.unwrap_or_default()),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::fixture::{day, settings, source, spec, submission};
    use crate::domain::{Aggregation, ColumnRole, Submission};
    use crate::finding::{Code, Findings};

    /// Two rounds of one department: figures in the column of the year before the plan's (0) or the plan's own (1).
    fn rounds(column: usize, role: ColumnRole, before: &str, now: &str) -> Findings {
        let mut settings = settings(vec![spec("CT01", "hộ", "KT", Aggregation::Owner)]);
        if column == 0 {
            settings.columns[0].role = role;
        }
        let make = |round, file, text| {
            let mut made: Submission = submission("KT", round, file, &[(0, text)], "hộ");
            made.figures[0].column = column as u32;
            made
        };
        let submissions = [make(1, "lan-1/kt.xlsx", before), make(2, "lan-2/kt.xlsx", now)];
        let sources = [source("lan-1/kt.xlsx", Some("KT")), source("lan-2/kt.xlsx", Some("KT"))];
        let mut findings = Findings::default();
        crate::merge::merge(
            submissions.to_vec(),
            &sources,
            Default::default(),
            &settings,
            day(9, 20),
            &mut findings,
        );
        findings
    }

    #[test]
    fn a_past_year_that_changes_is_reported() {
        let findings = rounds(0, ColumnRole::Actual, "150", "160");
        let told = findings.iter().find(|one| one.code == Code::FigureRevised).unwrap();
        assert_eq!(told.difference.as_deref(), Some("10\u{a0}hộ"));
        assert_eq!(told.place.file.as_deref(), Some("lan-2/kt.xlsx"));
    }

    #[test]
    fn the_same_figure_and_a_changed_plan_are_not() {
        assert!(!rounds(0, ColumnRole::Actual, "150", "150").has(Code::FigureRevised));
        assert!(!rounds(1, ColumnRole::Plan, "150", "160").has(Code::FigureRevised));
        // An estimate is there to be made better.
        assert!(!rounds(0, ColumnRole::Estimate, "150", "160").has(Code::FigureRevised));
    }
}

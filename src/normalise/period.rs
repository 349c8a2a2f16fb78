//! The gate: is the file about this plan's year at all?

use super::columns::explicit_years;
use super::context::{Context, Office};
use super::cover::Entry;
use super::table::Table;
use crate::domain::Settings;
use crate::finding::{Code, Findings, Severity};
use crate::form::Label;
use crate::form::value::calendar_year;

/// Years that the plan speaks of: its own and those of its columns.
pub fn years_of(settings: &Settings) -> Vec<i32> {
    let mut years: Vec<i32> =
        settings.columns.iter().map(|column| column.year).chain([settings.year]).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Does the cover name another year than the plan's? Says so, once.
///
/// "Kỳ báo cáo: năm 2023" on a file for the plan of 2024 may be meant as the year of the report: where the plan speaks
/// of that year and the headings name the plan's own, the file is read by its headings and only warned of.
pub fn is_other_period<'t>(
    office: &Office<'_>,
    cover: &[(Context, Vec<Entry>)],
    tables: impl Iterator<Item = &'t Table>,
    findings: &mut Findings,
) -> bool {
    let plan = office.settings.year;
    let other = cover.iter().find_map(|(context, entries)| {
        let entry = entries.iter().find(|entry| entry.label == Label::Period && !entry.of_figures)?;
        let years: Vec<i32> =
            entry.text.split(|c: char| !c.is_alphanumeric()).filter_map(calendar_year).collect();
        (!years.is_empty() && !years.contains(&plan)).then_some((context, entry, years))
    });
    let Some((context, entry, years)) = other else {
        return false;
    };
    let known = years_of(office.settings);
    let is_read = years.iter().any(|year| known.contains(year))
        && tables.into_iter().any(|table| explicit_years(table).contains(&plan));
    let message = format!("Trang bìa ghi kỳ “{}”, không phải kế hoạch năm {plan}", entry.text);
    let (message, severity) = if is_read {
        (format!("{message}; biểu vẫn được đọc vì tiêu đề cột ghi rõ năm."), Severity::Warning)
    } else {
        (format!("{message}."), Code::WrongPeriod.severity())
    };
    findings.add(
        context
            .finding(Code::WrongPeriod, entry.at, message)
            .expected(format!("năm {plan}"))
            .found(entry.text.clone())
            .severity(severity),
    );
    !is_read
}

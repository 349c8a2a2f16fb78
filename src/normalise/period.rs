//! The gate: is the file about this plan's year at all?

use super::context::{Context, Office};
use super::cover::Entry;
use crate::domain::Settings;
use crate::finding::{Code, Findings};
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

/// Does the cover name years none of which the plan speaks of? Says so, once.
pub fn is_other_period(
    office: &Office<'_>,
    cover: &[(Context, Vec<Entry>)],
    findings: &mut Findings,
) -> bool {
    let known = years_of(office.settings);
    let other = cover.iter().find_map(|(context, entries)| {
        let entry = entries.iter().find(|entry| entry.label == Label::Period)?;
        let years: Vec<i32> =
            entry.text.split(|c: char| !c.is_alphanumeric()).filter_map(calendar_year).collect();
        let foreign = !years.is_empty() && !years.iter().any(|year| known.contains(year));
        foreign.then_some((context, entry))
    });
    if let Some((context, entry)) = other {
        let message =
            format!("Trang bìa ghi kỳ “{}”, không phải kế hoạch năm {}.", entry.text, office.settings.year);
        findings.add(
            context
                .finding(Code::WrongPeriod, entry.at, message)
                .expected(format!("năm {}", office.settings.year))
                .found(entry.text.clone()),
        );
    }
    other.is_some()
}

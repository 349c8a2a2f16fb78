//! The findings as text: by department and file, most severe first, then one line how to mend it.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::domain::Plan;
use crate::finding::{Finding, Findings, Severity};

pub fn findings(plan: &Plan, findings: &Findings, notes: bool, paint: Paint) -> String {
    let mut out = String::new();
    let mut department: Option<&Option<String>> = None;
    for finding in findings.iter().filter(|finding| notes || finding.severity > Severity::Note) {
        if department != Some(&finding.department) {
            department = Some(&finding.department);
            let _ = writeln!(out, "{}", paint.bold(&heading(plan, finding)));
        }
        one(&mut out, finding, paint);
    }
    out
}

fn heading(plan: &Plan, finding: &Finding) -> String {
    match &finding.department {
        Some(code) => safe(plan.settings.catalogue.department_name(code)),
        None => "Chung".to_owned(),
    }
}

fn one(out: &mut String, finding: &Finding, paint: Paint) {
    let place = safe(&finding.place.to_string());
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let _ = writeln!(
        out,
        "  {} {} {place}{}",
        paint.severity(finding.severity),
        finding.code.id(),
        safe(&finding.message)
    );
    let mut details = Vec::new();
    if let Some(found) = &finding.found {
        details.push(format!("thấy “{}”", safe(found)));
    }
    if let Some(expected) = &finding.expected {
        details.push(format!("cần {}", safe(expected)));
    }
    if !details.is_empty() {
        let _ = writeln!(out, "      {}", details.join(", "));
    }
    let help = finding.help.as_deref().unwrap_or_else(|| finding.code.remedy());
    if finding.severity > Severity::Note {
        let _ = writeln!(out, "      {}", paint.faint(&format!("Cách sửa: {}", safe(help))));
    }
}

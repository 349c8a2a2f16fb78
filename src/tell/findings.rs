//! The findings as text: by department, most important first, cells of one sentence together, then how to mend it.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::domain::Plan;
use crate::finding::group::{Entry, Group, Sentence};
use crate::finding::{Findings, Severity, group};

/// Of so many sentences of one kind on one sheet each is shown; more would drive the rest off the screen.
const MOST: usize = 20;

/// `notes`: everything, notes too and however many there are of a kind.
pub fn findings(plan: &Plan, findings: &Findings, notes: bool, paint: Paint) -> String {
    let (least, most) = if notes { (Severity::Note, usize::MAX) } else { (Severity::Warning, MOST) };
    let mut out = String::new();
    for group in group(findings, least) {
        let _ = writeln!(out, "{}", paint.bold(&heading(plan, &group)));
        group.entries.iter().for_each(|entry| told(&mut out, entry, most, paint));
    }
    out
}

fn heading(plan: &Plan, group: &Group<'_>) -> String {
    match group.department {
        Some(code) => safe(plan.settings.catalogue.department_name(code)),
        None => "Chung".to_owned(),
    }
}

fn told(out: &mut String, entry: &Entry<'_>, most: usize, paint: Paint) {
    let place = safe(&entry.place());
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let head = format!("  {} {} {place}", paint.severity(entry.severity), entry.code.id());
    match entry.sentences.as_slice() {
        [only] => {
            let _ = writeln!(out, "{head}{}", safe(&only.finding.message));
            details(out, only, "      ");
        }
        many => {
            let _ = writeln!(out, "{head}{}", entry.code.title());
            for sentence in many.iter().take(most) {
                let cells = if sentence.cells.is_empty() {
                    String::new()
                } else {
                    format!("{}: ", safe(&sentence.cells))
                };
                let _ = writeln!(out, "      {cells}{}", safe(&sentence.finding.message));
                details(out, sentence, "        ");
            }
            if let more @ 1.. = many.len().saturating_sub(most) {
                let words = format!("… và {more} nội dung khác cùng loại; thêm -v để xem hết.");
                let _ = writeln!(out, "      {}", paint.faint(&words));
            }
        }
    }
    if entry.severity > Severity::Note {
        for help in helps(entry).into_iter().take(most) {
            let _ = writeln!(out, "      {}", paint.faint(&format!("Cách sửa: {}", safe(help))));
        }
    }
}

/// How to mend it: the distinct ways, in the order of the sentences.
fn helps<'a>(entry: &Entry<'a>) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    let ways = entry.sentences.iter().map(|sentence| sentence.finding.help.as_deref());
    ways.map(|help| help.unwrap_or(entry.code.remedy())).filter(|help| seen.insert(*help)).collect()
}

fn details(out: &mut String, sentence: &Sentence<'_>, indent: &str) {
    let finding = sentence.finding;
    let mut details = Vec::new();
    if let Some(found) = &finding.found {
        details.push(format!("thấy “{}”", safe(found)));
    }
    if let Some(expected) = &finding.expected {
        details.push(format!("cần {}", safe(expected)));
    }
    if let Some(difference) = &finding.difference {
        details.push(format!("chênh lệch {}", safe(difference)));
    }
    if !details.is_empty() {
        let _ = writeln!(out, "{indent}{}", details.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::domain::fixture::{day, settings, spec};
    use crate::domain::{Aggregation, Plan};
    use crate::finding::{Code, Finding, Findings, Place};
    use crate::tell::{Paint, Telling, tell};

    fn plan() -> Plan {
        Plan {
            settings: Arc::new(settings(vec![spec("CT01", "hộ", "TCKH", Aggregation::Owner)])),
            as_of: day(9, 25),
            indicators: Vec::new(),
            tasks: Vec::new(),
            opinions: Vec::new(),
            submissions: Vec::new(),
            decisions: Default::default(),
            waived: Vec::new(),
            notes: Vec::new(),
            groups: Vec::new(),
            units: String::new(),
            changes: Default::default(),
            assessed: Default::default(),
        }
    }

    #[test]
    fn thousands_of_a_kind_do_not_flood_the_screen() {
        let mut findings = Findings::default();
        for row in 0..500 {
            let place = Place::cell("nop/a.xlsx", "ChiTieu", format!("C{}", row + 7));
            findings.add(Finding::new(Code::IndicatorUnknown, format!("Dòng {row} lạ")).at(place).of("YTE"));
        }
        let plan = plan();
        let told = |notes| {
            tell(&Telling::Findings { plan: &plan, findings: &findings, notes }, Paint { colors: false })
        };
        assert!(told(false).lines().count() < 30 && told(false).contains("… và 480 nội dung khác"));
        assert!(told(false).contains("C7–C506"), "all cells stand in the heading");
        assert!(told(true).lines().count() > 500);
    }
}

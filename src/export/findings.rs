//! `kiem-tra.json`: all findings with their counts.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{SCHEMA_VERSION, print};
use crate::finding::{Finding, Findings, Severity};

/// All findings of a plan (its folder name) in their order, with the counts by severity.
pub fn findings_json(findings: &Findings, plan: &str, as_of: NaiveDate) -> String {
    print(&json!({
        "schema_version": SCHEMA_VERSION,
        "plan": plan,
        "as_of": as_of.to_string(),
        "counts": {
            "error": findings.count(Severity::Error),
            "warning": findings.count(Severity::Warning),
            "note": findings.count(Severity::Note),
        },
        "findings": list(findings),
    }))
}

/// The findings as an array.
pub fn list(findings: &Findings) -> Value {
    findings.iter().map(finding).collect()
}

fn finding(of: &Finding) -> Value {
    json!({
        "code": of.code.id(),
        "severity": of.severity.key(),
        "department": of.department,
        "file": of.place.file,
        "sheet": of.place.sheet,
        "cell": of.place.cell,
        "message": of.message,
        "expected": of.expected,
        "found": of.found,
        "difference": of.difference,
        "help": of.help,
        "waived": of.waived.as_ref().map(|waived| json!({
            "severity": waived.severity.key(),
            "by": waived.by,
            "cell": waived.place.to_string(),
        })),
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::findings_json;
    use crate::finding::{Code, Finding, Findings, Place};

    #[test]
    fn keys_stand_in_the_documented_order() {
        let mut findings = Findings::default();
        let place = Place::cell("nop/yte.xlsx", "ChiTieu", "H7");
        findings.add(Finding::new(Code::FigureConflict, "Hai số").at(place).of("YTE").found("96,5"));
        let text = findings_json(&findings, "quang-yen-2024", NaiveDate::from_ymd_opt(2023, 9, 30).unwrap());
        let order = [
            "schema_version",
            "counts",
            "findings",
            "code",
            "severity",
            "department",
            "file",
            "sheet",
            "cell",
        ];
        let places: Vec<_> = order.iter().map(|key| text.find(&format!("\"{key}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{text}");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["counts"]["warning"], 1);
        assert_eq!(value["findings"][0]["code"], "TH0401");
        assert_eq!(value["findings"][0]["cell"], "H7");
        assert!(value["findings"][0]["expected"].is_null());
    }
}

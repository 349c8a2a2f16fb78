//! `kiem-tra.json`: all findings with their counts.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{SCHEMA_VERSION, print};
use crate::finding::{Finding, Findings, Severity};

/// All findings of a plan (its folder name) in their order, with the counts by severity.
pub fn findings_json(findings: &Findings, plan: &str, as_of: NaiveDate) -> String {
    print(&Printed { findings, plan, as_of })
}

/// The same into a writer.
///
/// # Errors
/// Those of the writer.
pub fn write_findings(
    mut out: impl Write,
    findings: &Findings,
    plan: &str,
    as_of: NaiveDate,
) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, &Printed { findings, plan, as_of })?;
    out.write_all(b"\n")
}

struct Printed<'a> {
    findings: &'a Findings,
    plan: &'a str,
    as_of: NaiveDate,
}

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let counts = json!({
            "error": self.findings.count(Severity::Error),
            "warning": self.findings.count(Severity::Warning),
            "note": self.findings.count(Severity::Note),
        });
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema_version", &SCHEMA_VERSION)?;
        map.serialize_entry("plan", self.plan)?;
        map.serialize_entry("as_of", &self.as_of.to_string())?;
        map.serialize_entry("counts", &counts)?;
        map.serialize_entry("findings", &List(self.findings))?;
        map.end()
    }
}

/// The findings, one after the other.
pub(super) struct List<'a>(pub(super) &'a Findings);

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(finding))
    }
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

//! `tong-hop.json`: the consolidated plan with every figure's words, numbers, rule and sources.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::changes::changes_value;
use super::opinions::{opinion, signed};
use super::stream::{Located, Parted, Sources};
use super::words::{direction, kind, qualifier};
use super::{Each, SCHEMA_VERSION, findings, print};
use crate::domain::{
    Assessment, Comparison, Decimal, Figure, Indicator, Origin, PartKind, Plan, Quantity, Shortfall, StandIn,
    SubmissionRecord, Task, Yardstick,
};
use crate::finding::Findings;

/// The plan, its findings, and the draft mark in force (empty for a final).
pub fn plan_json(plan: &Plan, findings: &Findings, draft: &str) -> String {
    print(&Printed { plan, findings, draft })
}

/// The first level of the file, written in this order.
struct Printed<'a> {
    plan: &'a Plan,
    findings: &'a Findings,
    draft: &'a str,
}

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plan = self.plan;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema_version", &SCHEMA_VERSION)?;
        map.serialize_entry("plan", &plan.settings.plan)?;
        map.serialize_entry("as_of", &plan.as_of.to_string())?;
        map.serialize_entry("draft", self.draft)?;
        map.serialize_entry("indicators", &Indicators(plan))?;
        map.serialize_entry("tasks", &Each(&plan.tasks, task))?;
        map.serialize_entry("opinions", &Each(&plan.opinions, opinion))?;
        map.serialize_entry("submissions", &Each(&plan.submissions, submission))?;
        map.serialize_entry("findings", &findings::List(self.findings))?;
        map.serialize_entry("draft_number", &plan.settings.draft.number)?;
        map.serialize_entry("assessments", &assessments(plan))?;
        map.serialize_entry("changes", &plan.changes.as_ref().map(changes_value))?;
        map.end()
    }
}

/// One after the other.
struct Indicators<'a>(&'a Plan);

impl Serialize for Indicators<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.indicators.iter().map(|of| indicator(self.0, of)))
    }
}

fn indicator<'a>(plan: &'a Plan, of: &'a Indicator) -> impl Serialize + 'a {
    let comparisons: Map<String, Value> =
        of.comparisons.iter().map(|compared| (compared.key.clone(), comparison(compared))).collect();
    let head = json!({
        "code": of.code,
        "name": of.name,
        "group": of.group,
        "unit": of.unit,
        "owner": of.owner,
        "method": of.method,
    });
    let tail = json!({
        "comparisons": comparisons,
        "ordinal": of.ordinal,
        "owner_name": of.owner_name,
        "formula": of.formula,
        "parent": of.parent,
        "headline": of.headline,
        "resolution": of.resolution.as_ref().map(|target| target.text()),
        "note": of.note,
        "direction": direction(of.direction),
    });
    Parted { head, middle: ("values", Values(plan, of)), tail }
}

/// An indicator's figures by the keys of their columns.
struct Values<'a>(&'a Plan, &'a Indicator);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.0.settings.columns.iter().zip(&self.1.figures);
        serializer.collect_map(columns.map(|(column, of)| (&column.key, figure(self.0, self.1, of))))
    }
}

fn figure<'a>(plan: &'a Plan, of: &'a Indicator, figure: &'a Figure) -> impl Serialize + 'a {
    let quantity = figure.quantity.as_ref();
    let head = json!({
        "text": quantity.map(Quantity::text),
        "qualifier": quantity.and_then(Quantity::qualifier).map(qualifier),
        "low": quantity.and_then(Quantity::low).map(decimal),
        "high": quantity.and_then(Quantity::high).map(decimal),
        "unit": of.unit,
        "kind": quantity.map(|quantity| kind(quantity.kind())),
        "status": figure.status.key(),
    });
    let tail = json!({
        "original": quantity.map(Quantity::original),
        "base": quantity.and_then(Quantity::base),
        "note": quantity.and_then(Quantity::note),
        "rule": figure.rule.key(),
        "conflict": figure.conflict,
        "decision": figure.decision.as_deref().map(|decision| signed(&decision.signed)),
        "candidates": if figure.conflict { candidates(figure) } else { json!([]) },
        "coverage": figure.coverage.map(|(have, all)| json!({ "have": have, "expected": all })),
        "coverage_text": figure.coverage_words(&plan.units),
        "shortfall": figure.shortfall.as_deref().map(|short| shortfall(plan, short)),
        "depends_on": figure.depends_on,
        "decision_text": figure.decision.as_ref().map(|decision| decision.signed.in_words()),
    });
    Parted { head, middle: ("sources", Sources(&figure.sources)), tail }
}

/// Who is missing by code, what the catalogue wishes then, and last year's figures that stand in.
fn shortfall(plan: &Plan, short: &Shortfall) -> Value {
    let catalogue = &plan.settings.catalogue;
    let code = |of: u32| match short.kind {
        PartKind::Units => catalogue.departments.get(of as usize).map(|unit| &*unit.code),
        PartKind::Indicators => catalogue.indicators.get(of as usize).map(|spec| &*spec.code),
    };
    let stand_in = |stand_in: &StandIn| {
        json!({
            "of": code(stand_in.of),
            "column": plan.settings.columns.get(stand_in.column).map(|column| &*column.key),
            "text": stand_in.quantity.text(),
            "sources": stand_in.sources.iter().map(origin).collect::<Value>(),
        })
    };
    json!({
        "choice": short.choice.key(),
        "of": match short.kind { PartKind::Units => "units", PartKind::Indicators => "indicators" },
        "have": short.have,
        "expected": short.want,
        "missing": short.missing.iter().map(|of| json!(code(*of))).collect::<Value>(),
        "stand_ins": short.stand_ins.iter().map(stand_in).collect::<Value>(),
    })
}

/// Đạt, vượt, chưa đạt: the counts and the verdicts of each yardstick.
fn assessments(plan: &Plan) -> Value {
    let of = |yardstick: Yardstick| {
        let score = plan.assessed.score(yardstick);
        let verdicts = plan.assessed.verdicts.iter().filter(|one| one.yardstick == yardstick);
        let verdict = |one: &Assessment| {
            let code = plan.indicators.get(one.indicator).map(|indicator| indicator.code.clone());
            json!({ "code": code, "standing": one.standing.key(), "figure": one.figure, "wanted": one.wanted, "reason": one.reason })
        };
        json!({
            "exceeded": score.exceeded,
            "met": score.met,
            "not_met": score.not_met,
            "unknown": score.unknown,
            "indicators": verdicts.map(verdict).collect::<Value>(),
        })
    };
    Yardstick::ALL.into_iter().map(|one| (one.key().to_owned(), of(one))).collect::<Map<_, _>>().into()
}

/// The figures that contradict each other.
fn candidates(figure: &Figure) -> Value {
    figure
        .candidates
        .iter()
        .map(|candidate| {
            json!({
                "department": &*candidate.department,
                "round": candidate.round,
                "owner": candidate.is_owner,
                "text": candidate.figure.value.text(),
                "source": origin(&candidate.figure.origin),
            })
        })
        .collect()
}

fn comparison(of: &Comparison) -> Value {
    json!({ "kind": of.kind.key(), "value": of.value.map(decimal), "text": of.text, "reason": of.reason })
}

pub(super) fn origin(of: &Origin) -> Value {
    json!(Located(of))
}

fn task(of: &Task) -> Value {
    json!({
        "code": of.code,
        "field": of.field,
        "content": of.content,
        "owner": of.owner,
        "co_owners": of.co_owners,
        "product": of.product,
        "deadline": of.deadline,
        "indicator": of.indicator,
        "note": of.note,
        "sources": of.sources.iter().map(origin).collect::<Value>(),
    })
}

fn submission(of: &SubmissionRecord) -> Value {
    json!({
        "department": of.department,
        "file": of.file.as_deref(),
        "status": of.status.key(),
        "round": of.round,
        "sha256": of.sha256.as_deref(),
        "department_name": of.department_name,
        "date": of.date.map(|date| date.to_string()),
        "deadline": of.deadline.map(|date| date.to_string()),
        "late": of.late,
        "figures": of.figures,
        "tasks": of.tasks,
        "opinions": of.opinions,
        "changes": of.changes,
        "replaced": of.replaced,
    })
}

/// `1234.5`: a point, no separators, no trailing zeros, never an exponent.
fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;
    use serde_json::Value;

    use super::plan_json;
    use crate::domain::{
        Catalogue, Column, ColumnRole, Comparison, ComparisonKind, Decimal, Direction, DraftMark, Figure,
        Indicator, Kind, Office, Origin, Plan, Qualifier, Quantity, Rule, Settings, Status, SubmissionRecord,
        SubmissionStatus, Whence, Words,
    };
    use crate::finding::Findings;
    use crate::workbook::Address;

    fn settings() -> Settings {
        Settings {
            plan: "quang-yen-2024".into(),
            title: "Kế hoạch năm 2024".into(),
            year: 2024,
            office: Office::default(),
            draft: DraftMark::default(),
            columns: vec![
                Column {
                    key: "uth_n1".into(),
                    role: ColumnRole::Estimate,
                    year: 2023,
                    title: "".into(),
                    short: "".into(),
                },
                Column {
                    key: "kh_n".into(),
                    role: ColumnRole::Plan,
                    year: 2024,
                    title: "".into(),
                    short: "".into(),
                },
            ],
            comparisons: Vec::new(),
            documents: Vec::new(),
            catalogue: Catalogue::default(),
            deadline: None,
            schedule: None,
            fonts: Vec::new(),
            limits: Default::default(),
            remark: String::new(),
            severities: Default::default(),
        }
    }

    fn figure(quantity: Option<Quantity>) -> Figure {
        let origin = Origin::new(
            Arc::new(Whence {
                file: "nop/a.xlsx".into(),
                sheet: "ChiTieu".into(),
                department: "TCKH".into(),
                sha256: "ab".into(),
            }),
            Address::new(6, 7),
        );
        Figure {
            status: if quantity.is_some() { Status::Present } else { Status::Missing },
            rule: if quantity.is_some() { Rule::Owner } else { Rule::Missing },
            sources: if quantity.is_some() { vec![origin] } else { Vec::new() },
            quantity,
            conflict: false,
            decision: None,
            candidates: Vec::new(),
            coverage: None,
            shortfall: None,
            depends_on: Vec::new(),
        }
    }

    fn plan() -> Plan {
        let about = Words {
            text: "khoảng 1.000,50".into(),
            original: "khoảng 1.000,50 tỷ đồng".into(),
            qualifier: Some(Qualifier::About),
            low: Some(Decimal::new(100_050, 2)),
            high: Some(Decimal::new(100_050, 2)),
            unit: Some("tỷ đồng".into()),
            kind: Kind::Level,
            base: None,
            note: None,
            decimals: 2,
        };
        let indicator = Indicator {
            code: "CT02".into(),
            ordinal: "2".into(),
            group: "Kinh tế".into(),
            name: "Thu ngân sách nhà nước".into(),
            unit: "tỷ đồng".into(),
            owner: "TCKH".into(),
            owner_name: "Phòng Tài chính - Kế hoạch".into(),
            co_owner_names: Vec::new(),
            method: "chu-tri".into(),
            method_text: "chủ trì".into(),
            formula: None,
            direction: Direction::HigherIsBetter,
            parent: None,
            headline: true,
            resolution: None,
            decimals: None,
            note: String::new(),
            figures: vec![figure(None), figure(Some(about.into()))],
            comparisons: vec![Comparison {
                key: "kh_n__uth_n1".into(),
                kind: ComparisonKind::Ratio,
                value: None,
                text: "không so sánh được".into(),
                reason: Some("Thiếu gốc so sánh".into()),
            }],
        };
        let missing = SubmissionRecord {
            department: "QS".into(),
            department_name: "Ban Chỉ huy Quân sự".into(),
            territory: false,
            file: None,
            sha256: None,
            round: None,
            date: None,
            deadline: NaiveDate::from_ymd_opt(2023, 9, 25),
            late: false,
            status: SubmissionStatus::Missing,
            figures: 0,
            tasks: 0,
            opinions: 0,
            replaced: 0,
            changes: String::new(),
        };
        Plan {
            settings: Arc::new(settings()),
            as_of: NaiveDate::from_ymd_opt(2023, 9, 30).unwrap(),
            indicators: vec![indicator],
            tasks: Vec::new(),
            opinions: Vec::new(),
            submissions: vec![missing],
            decisions: Default::default(),
            waived: Vec::new(),
            groups: vec!["Kinh tế".into()],
            changes: None,
            assessed: Default::default(),
            units: "đơn vị".into(),
        }
    }

    #[test]
    fn a_figure_carries_words_numbers_and_address_and_a_gap_is_not_zero() {
        let text = plan_json(&plan(), &Findings::default(), "DỰ THẢO");
        let value: Value = serde_json::from_str(&text).unwrap();
        let top: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let keys = [
            "schema_version",
            "plan",
            "as_of",
            "draft",
            "indicators",
            "tasks",
            "opinions",
            "submissions",
            "findings",
            "draft_number",
            "assessments",
            "changes",
        ];
        assert_eq!(top, keys);
        let indicator = &value["indicators"][0];
        let columns: Vec<&str> =
            indicator["values"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(columns, ["uth_n1", "kh_n"]);
        let figure = &indicator["values"]["kh_n"];
        let keys: Vec<&str> = figure.as_object().unwrap().keys().map(String::as_str).take(8).collect();
        assert_eq!(keys, ["text", "qualifier", "low", "high", "unit", "kind", "status", "sources"]);
        assert_eq!(figure["low"], "1000.5");
        assert_eq!(figure["qualifier"], "about");
        assert_eq!(figure["sources"][0]["cell"], "H7");
        assert_eq!(indicator["values"]["uth_n1"]["status"], "missing");
        assert!(indicator["values"]["uth_n1"]["low"].is_null());
        assert!(indicator["comparisons"]["kh_n__uth_n1"]["value"].is_null());
        assert_eq!(value["submissions"][0]["status"], "missing");
    }
}

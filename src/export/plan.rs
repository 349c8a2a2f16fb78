//! `tong-hop.json`: the consolidated plan with every figure's words, numbers, rule and sources.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::changes::changes_value;
use super::opinions::{opinion, signed};
use super::pretty::Pretty;
use super::stream::{Located, Sources};
use super::words::{direction, kind, qualifier};
use super::{SCHEMA_VERSION, findings};
use crate::domain::{
    Assessment, Comparison, Decimal, Figure, Indicator, Origin, PartKind, Plan, Quantity, Shortfall, StandIn,
    SubmissionRecord, Task, Yardstick,
};
use crate::finding::Findings;

/// The plan, its findings, and the draft mark in force (empty for a final).
pub fn plan_json(plan: &Plan, findings: &Findings, draft: &str) -> String {
    let mut bytes = Vec::new();
    // Only a map with keys that are no text, or a failing writer, could fail: there is neither.
    let _ = write_plan(&mut bytes, plan, findings, draft);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The same into a writer, so that a country's plan need not stand in memory as text.
///
/// # Errors
/// Those of the writer.
pub fn write_plan(out: impl Write, plan: &Plan, findings: &Findings, draft: &str) -> io::Result<()> {
    let mut out = Pretty::new(out);
    out.object(|out| {
        out.entry("schema_version", &SCHEMA_VERSION)?;
        out.entry("plan", &plan.settings.plan)?;
        out.entry("as_of", &plan.as_of.to_string())?;
        out.entry("draft", draft)?;
        let mut sources = Sources::default();
        out.list("indicators", &plan.indicators, |out, of| indicator(out, plan, of, &mut sources))?;
        let mut sources = Sources::default();
        out.list("tasks", &plan.tasks, |out, of| task(out, of, &mut sources))?;
        out.list("opinions", &plan.opinions, |out, of| out.value(&opinion(of)))?;
        out.list("submissions", &plan.submissions, |out, of| out.value(&submission(of)))?;
        out.entry("findings", &findings::List(findings))?;
        out.entry("draft_number", &plan.settings.draft.number)?;
        out.entry("assessments", &assessments(plan))?;
        out.entry("changes", &plan.changes.as_ref().map(changes_value))
    })?;
    out.finish()
}

fn indicator<W: Write>(
    out: &mut Pretty<W>,
    plan: &Plan,
    of: &Indicator,
    sources: &mut Sources,
) -> io::Result<()> {
    let comparisons: Map<String, Value> =
        of.comparisons.iter().map(|compared| (compared.key.clone(), comparison(compared))).collect();
    out.object(|out| {
        out.entry("code", &of.code)?;
        out.entry("name", &of.name)?;
        out.entry("group", &of.group)?;
        out.entry("unit", &of.unit)?;
        out.entry("owner", &of.owner)?;
        out.entry("method", &of.method)?;
        out.key("values")?;
        out.object(|out| {
            plan.settings.columns.iter().zip(&of.figures).try_for_each(|(column, one)| {
                out.key(&column.key)?;
                figure(out, plan, of, one, sources)
            })
        })?;
        out.entry("comparisons", &comparisons)?;
        out.entry("ordinal", &of.ordinal)?;
        out.entry("owner_name", &of.owner_name)?;
        out.entry("formula", &of.formula)?;
        out.entry("parent", &of.parent)?;
        out.entry("headline", &of.headline)?;
        out.entry("resolution", &of.resolution.as_ref().map(|target| target.text()))?;
        out.entry("note", &of.note)?;
        out.entry("direction", direction(of.direction))
    })
}

fn figure<W: Write>(
    out: &mut Pretty<W>,
    plan: &Plan,
    of: &Indicator,
    figure: &Figure,
    sources: &mut Sources,
) -> io::Result<()> {
    let quantity = figure.quantity.as_ref();
    out.object(|out| {
        out.entry("text", &quantity.map(Quantity::text))?;
        out.entry("qualifier", &quantity.and_then(Quantity::qualifier).map(qualifier))?;
        out.entry("low", &quantity.and_then(Quantity::low).map(decimal))?;
        out.entry("high", &quantity.and_then(Quantity::high).map(decimal))?;
        out.entry("unit", &of.unit)?;
        out.entry("kind", &quantity.map(|quantity| kind(quantity.kind())))?;
        out.entry("status", figure.status.key())?;
        sources.list(out, figure.sources())?;
        out.entry("original", &quantity.map(Quantity::original))?;
        out.entry("base", &quantity.and_then(Quantity::base))?;
        out.entry("note", &quantity.and_then(Quantity::note))?;
        out.entry("rule", figure.rule.key())?;
        out.entry("conflict", &figure.conflict)?;
        let decision = figure.decision.as_deref();
        out.entry("decision", &decision.map(|decision| signed(&decision.signed)))?;
        out.entry("candidates", &if figure.conflict { candidates(figure) } else { json!([]) })?;
        let coverage = figure.coverage.map(|(have, all)| json!({ "have": have, "expected": all }));
        out.entry("coverage", &coverage)?;
        out.entry("coverage_text", &figure.coverage_words(&plan.units))?;
        out.entry("shortfall", &figure.shortfall.as_deref().map(|short| shortfall(plan, short)))?;
        out.entry("depends_on", &figure.depends_on)?;
        out.entry("decision_text", &decision.map(|decision| decision.signed.in_words()))
    })
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
                "round": candidate.rank().round,
                "owner": candidate.rank().is_owner,
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

fn task<W: Write>(out: &mut Pretty<W>, of: &Task, sources: &mut Sources) -> io::Result<()> {
    out.object(|out| {
        out.entry("code", &of.code)?;
        out.entry("field", &of.field)?;
        out.entry("content", &of.content)?;
        out.entry("owner", &of.owner)?;
        out.entry("co_owners", &of.co_owners)?;
        out.entry("product", &of.product)?;
        out.entry("deadline", &of.deadline)?;
        out.entry("indicator", &of.indicator)?;
        out.entry("note", &of.note)?;
        sources.list(out, &of.sources)
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
            sources: if quantity.is_some() { vec![origin].into() } else { Default::default() },
            quantity,
            conflict: false,
            decision: None,
            candidates: Vec::new(),
            coverage: None,
            shortfall: None,
            caveat: None,
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
            notes: Vec::new(),
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

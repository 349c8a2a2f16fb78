//! Merged to plan: every figure that any output shows is born here.
//!
//! 1. `graph` – which figure needs which, in an order that works; cycles are findings
//! 2. `born` – a figure on its way: quantity, status, where it comes from
//! 3. `figures` – one figure by its choice: a candidate, an aggregate, a sum of parts, a formula
//! 4. `aggregate` – sum, mean, weighted mean, smallest, largest over exact figures
//! 5. `standins` – last year's figures for what is missing, where the catalogue wishes it so
//! 6. `below` – what the level below has not settled stays provisional; `coverage` – what an aggregate lacks, once for each indicator
//! 7. `formulas` – formulas, and what was sent against what was computed
//! 8. `comparisons` – ratio, growth, points
//! 9. `constraints` – the control rules of RangBuoc; `assess` – đạt, vượt, chưa đạt

mod aggregate;
mod assess;
mod below;
mod born;
mod comparisons;
mod constraints;
mod coverage;
mod figures;
mod formulas;
mod graph;
mod standins;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Indicator, IndicatorSpec, Merged, MergedFigure, Plan, Settings};
use crate::finding::Findings;

use born::{Born, Work};

/// Computes the plan: figures in order of dependence, then comparisons, then control rules.
pub fn compute(merged: Merged, settings: Arc<Settings>, as_of: NaiveDate, findings: &mut Findings) -> Plan {
    let born = {
        let mut work = Work::new(&merged, &settings);
        let order = graph::order(&work, findings);
        for node in order.solvable {
            work.born[node.0][node.1] = Some(figures::figure(&work, node, true, findings));
        }
        // In a circle no formula can speak: what was sent counts.
        for node in order.circular {
            work.born[node.0][node.1] = Some(figures::figure(&work, node, false, findings));
        }
        coverage::tell(&work, findings);
        constraints::check(&work, findings);
        work.born
    };
    let Merged { figures, tasks, opinions, submissions, decisions, notes, .. } = merged;
    let mut indicators = Vec::with_capacity(figures.len());
    for ((spec, row), born) in settings.catalogue.indicators.iter().zip(figures).zip(born) {
        indicators.push(indicator(spec, row, born, &settings));
    }
    let groups = groups(&indicators);
    let waived = Vec::new();
    let units = settings.catalogue.unit_noun();
    let assessed = assess::assess(&indicators, &settings);
    Plan {
        settings,
        as_of,
        indicators,
        tasks,
        opinions,
        submissions,
        decisions,
        waived,
        notes,
        groups,
        units,
        assessed,
        changes: None,
    }
}

fn indicator(
    spec: &IndicatorSpec,
    row: Vec<MergedFigure>,
    born: Vec<Option<Born>>,
    settings: &Settings,
) -> Indicator {
    let figures: Vec<_> =
        row.into_iter().zip(born).map(|(merged, born)| born.unwrap_or_default().figure(merged)).collect();
    let comparisons = settings
        .comparisons
        .iter()
        .map(|wanted| {
            comparisons::compare(wanted, figures.get(wanted.of), figures.get(wanted.to), &spec.unit)
        })
        .collect();
    let (method, method_text) = aggregate::method(&spec.aggregation);
    let name = |code: &String| settings.catalogue.department_name(code).to_string();
    Indicator {
        code: spec.code.clone(),
        ordinal: spec.ordinal.clone(),
        group: spec.group.clone(),
        name: spec.name.clone(),
        unit: spec.unit.clone(),
        owner: spec.owner.clone(),
        owner_name: name(&spec.owner),
        co_owner_names: spec.co_owners.iter().map(name).collect(),
        method: method.to_string(),
        method_text,
        formula: spec.formula.as_ref().map(|formula| formula.text.clone()),
        direction: spec.direction,
        parent: spec.parent.clone(),
        headline: spec.headline,
        resolution: spec.resolution.clone(),
        decimals: spec.decimals,
        note: spec.note.clone(),
        figures,
        comparisons,
    }
}

/// Groups in the order of their first indicator.
fn groups(indicators: &[Indicator]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    indicators.iter().map(|indicator| &indicator.group).filter(|group| seen.insert(*group)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::compute;
    use crate::domain::fixture::{comparison, day, figure, formula, origin, settings, spec};
    use crate::domain::{
        Aggregation, At, Candidate, Choice, ComparisonKind, ControlRule, Decimal, IndicatorSpec, Merged,
        MergedFigure, Plan, Rank, Rule, Settings, Status,
    };
    use crate::finding::{Code, Findings, Severity};

    /// Figures as merge would give them: (code, column, department, text).
    fn merged(settings: &Settings, figures: &[(&str, usize, &str, &str)]) -> Merged {
        let cell = |spec: &IndicatorSpec, column: usize| {
            let candidates: Vec<Candidate> = figures
                .iter()
                .filter(|(code, at, ..)| *code == spec.code && *at == column)
                .map(|(_, _, department, text)| {
                    let origin = origin(&format!("{department}.xlsx"), department, 6);
                    let rank = Rank { is_owner: spec.owner == *department, ..Rank::default() };
                    Candidate::new(At { value: figure(text, &spec.unit), origin }, rank.shared())
                })
                .collect();
            let territory = |at: &usize| candidates[*at].department.starts_with("XA");
            let parts: Vec<u32> = (0..candidates.len()).filter(territory).map(|at| at as u32).collect();
            let aggregates = !matches!(spec.aggregation, Aggregation::Owner | Aggregation::Formula);
            let (choice, rule, coverage) = match () {
                () if spec.aggregation == Aggregation::Formula => (Choice::Formula, Rule::Computed, None),
                () if aggregates && !parts.is_empty() => {
                    let coverage = Some((parts.len() as u32, 3));
                    (Choice::Aggregate(parts), Rule::Aggregated, coverage)
                }
                () if candidates.is_empty() => (Choice::Nothing, Rule::Missing, None),
                () => (Choice::Candidate(0), Rule::Owner, None),
            };
            MergedFigure { candidates, choice, rule, conflict: false, decision: None, coverage }
        };
        let rows =
            settings.catalogue.indicators.iter().map(|spec| vec![cell(spec, 0), cell(spec, 1)]).collect();
        Merged { figures: rows, ..Merged::default() }
    }

    pub(super) fn run(settings: Settings, figures: &[(&str, usize, &str, &str)]) -> (Plan, Findings) {
        let mut findings = Findings::default();
        let merged = merged(&settings, figures);
        let plan = compute(merged, Arc::new(settings), day(9, 20), &mut findings);
        (plan, findings)
    }

    pub(super) fn shown(plan: &Plan, code: &str) -> (String, Status, Rule) {
        let figure = &plan.indicator(code).unwrap().figures[1];
        let text = figure.quantity.as_ref().map_or(String::new(), |quantity| quantity.text().into_owned());
        (text, figure.status, figure.rule)
    }

    #[test]
    fn sums_are_the_sums_of_their_parts() {
        let set = settings(vec![spec("CT01", "hộ", "TCKH", Aggregation::Sum)]);
        let all = [
            ("CT01", 1, "XA1", "1.000"),
            ("CT01", 1, "XA2", "không còn hộ nghèo"),
            ("CT01", 1, "XA3", "0,5"),
        ];
        let (plan, findings) = run(set.clone(), &all);
        assert_eq!(shown(&plan, "CT01"), ("1.000,5".into(), Status::Present, Rule::Aggregated));
        assert_eq!(plan.indicators[0].figures[1].source_count(), 3);
        assert!(findings.is_empty(), "{findings:?}");
        let (plan, findings) = run(set, &all[..2]);
        assert_eq!(shown(&plan, "CT01").1, Status::Provisional);
        let told = findings.iter().find(|finding| finding.code == Code::CoverageIncomplete).unwrap();
        assert!(told.message.contains("2/3") && told.message.contains("Đơn vị XA3"), "{}", told.message);
    }

    #[test]
    fn what_is_not_exact_is_left_out_and_told() {
        let set = settings(vec![spec("CT01", "hộ", "TCKH", Aggregation::Sum)]);
        let sent = [("CT01", 1, "XA1", "10"), ("CT01", 1, "XA2", "khoảng 20"), ("CT01", 1, "XA3", "30")];
        let (plan, findings) = run(set, &sent);
        assert_eq!(shown(&plan, "CT01"), ("40".into(), Status::Provisional, Rule::Aggregated));
        let told = findings.iter().find(|finding| finding.code == Code::AggregateInexact).unwrap();
        assert_eq!(told.place.file.as_deref(), Some("XA2.xlsx"));
    }

    #[test]
    fn means_weighted_means_and_extremes() {
        let specs = |aggregation| {
            vec![spec("CT01", "%", "TCKH", aggregation), spec("CT02", "hộ", "TCKH", Aggregation::Sum)]
        };
        let sent = [
            ("CT01", 1, "XA1", "10"),
            ("CT01", 1, "XA2", "20"),
            ("CT01", 1, "XA3", "40"),
            ("CT02", 1, "XA1", "100"),
            ("CT02", 1, "XA2", "100"),
            ("CT02", 1, "XA3", "200"),
        ];
        for (aggregation, expected) in [
            (Aggregation::Mean, "23,33"),
            (Aggregation::WeightedMean("CT02".into()), "27,5"),
            (Aggregation::Max, "40"),
            (Aggregation::Min, "10"),
        ] {
            let (plan, findings) = run(settings(specs(aggregation)), &sent);
            assert_eq!(shown(&plan, "CT01").0, expected);
            assert!(findings.is_empty());
        }
        let (_, findings) = run(settings(specs(Aggregation::WeightedMean("CT02".into()))), &sent[..5]);
        assert!(findings.has(Code::AggregateInexact));
    }

    #[test]
    fn the_owners_total_is_compared_with_the_sum() {
        let set = || settings(vec![spec("CT01", "hộ", "TCKH", Aggregation::Sum)]);
        let sent = |own| {
            [
                ("CT01", 1, "TCKH", own),
                ("CT01", 1, "XA1", "1"),
                ("CT01", 1, "XA2", "2"),
                ("CT01", 1, "XA3", "3"),
            ]
        };
        let (plan, findings) = run(set(), &sent("7"));
        assert_eq!(shown(&plan, "CT01").0, "6");
        assert!(plan.indicators[0].figures[1].conflict && findings.has(Code::FigureConflict));
        assert!(run(set(), &sent("6")).1.is_empty());
    }

    #[test]
    fn parts_of_an_indicator_are_summed() {
        let part = |code: &str, unit: &str| IndicatorSpec {
            parent: Some("CT01".into()),
            ..spec(code, unit, "KT", Aggregation::Owner)
        };
        let set = || {
            let whole = spec("CT01", "tỷ đồng", "TCKH", Aggregation::Sum);
            settings(vec![whole, part("CT02", "tỷ đồng"), part("CT03", "triệu đồng"), part("CT04", "%")])
        };
        let sent = [
            ("CT02", 1, "KT", "1,5"),
            ("CT03", 1, "KT", "250"),
            ("CT04", 1, "KT", "9"),
            ("CT01", 1, "TCKH", "3"),
        ];
        let (plan, findings) = run(set(), &sent[..3]);
        assert_eq!(shown(&plan, "CT01"), ("1,75".into(), Status::Present, Rule::Aggregated));
        assert_eq!(plan.indicators[0].figures[1].depends_on, ["CT02", "CT03"]);
        assert!(findings.is_empty());
        assert!(run(set(), &sent).1.has(Code::FormulaDisagrees));
        let (plan, _) = run(set(), &sent[..1]);
        assert_eq!(shown(&plan, "CT01").1, Status::Provisional);
        let (plan, _) = run(set(), &[sent[0], sent[3]]);
        assert_eq!(shown(&plan, "CT01"), ("3".into(), Status::Present, Rule::Owner));
    }

    #[test]
    fn formulas_follow_their_dependence() {
        let set = || {
            settings(vec![
                formula("CT01", "%", "CT02 / CT03[uth_n1] * 100"),
                formula("CT02", "hộ", "CT04 + CT05"),
                spec("CT03", "hộ", "TCKH", Aggregation::Owner),
                spec("CT04", "hộ", "KT", Aggregation::Owner),
                spec("CT05", "hộ", "KT", Aggregation::Sum),
            ])
        };
        let sent = [
            ("CT03", 0, "TCKH", "300"),
            ("CT03", 1, "TCKH", "1"),
            ("CT04", 1, "KT", "40"),
            ("CT05", 1, "XA1", "10"),
            ("CT05", 1, "XA2", "20"),
            ("CT05", 1, "XA3", "30"),
            ("CT01", 1, "TCKH", "33,3"),
        ];
        let (plan, findings) = run(set(), &sent);
        assert_eq!(shown(&plan, "CT01"), ("33,33".into(), Status::Present, Rule::Computed));
        let top = &plan.indicators[0].figures[1];
        assert_eq!(
            (&top.depends_on[..], top.source_count()),
            (&["CT02".to_string(), "CT03".to_string()][..], 5)
        );
        // Only the past year, of which one part was sent, is a note.
        assert!(!findings.any_at_least(Severity::Warning), "{findings:?}");
        let mut wrong = sent;
        wrong[6].3 = "33,5";
        let (plan, findings) = run(set(), &wrong);
        assert_eq!(shown(&plan, "CT01").0, "33,33");
        assert!(findings.has(Code::FormulaDisagrees));
        let (plan, findings) = run(set(), &sent[..5]);
        assert_eq!(shown(&plan, "CT01").1, Status::Provisional);
        assert!(findings.has(Code::CoverageIncomplete));
    }

    #[test]
    fn a_formula_without_its_parts_gives_way_to_what_was_sent() {
        let set =
            settings(vec![formula("CT01", "%", "CT02 / CT03"), spec("CT02", "hộ", "KT", Aggregation::Owner)]);
        let (plan, findings) = run(set.clone(), &[("CT01", 1, "TCKH", "trên 22%")]);
        assert_eq!(shown(&plan, "CT01"), ("trên 22".into(), Status::Present, Rule::Owner));
        assert!(findings.has(Code::FormulaFailed));
        let (plan, findings) = run(set, &[]);
        assert_eq!(shown(&plan, "CT01").1, Status::Missing);
        assert_eq!(findings.iter().filter(|finding| finding.code == Code::FigureMissing).count(), 2);
    }

    #[test]
    fn a_circle_is_one_finding_and_no_hang() {
        let set = settings(vec![
            formula("CT01", "", "CT02 + 1"),
            formula("CT02", "", "CT01 + 1"),
            formula("CT03", "", "CT01 * 2"),
            formula("CT04", "", "CT04"),
            spec("CT05", "", "KT", Aggregation::Owner),
        ]);
        let (plan, findings) = run(set, &[("CT01", 1, "TCKH", "5"), ("CT05", 1, "KT", "1")]);
        let told: Vec<_> = findings.iter().filter(|finding| finding.code == Code::CatalogueFormula).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].message.contains("CT01, CT02, CT04;"), "{}", told[0].message);
        assert_eq!(shown(&plan, "CT01"), ("5".into(), Status::Present, Rule::Owner));
        assert_eq!(shown(&plan, "CT05").0, "1");
    }

    #[test]
    fn comparisons_of_every_kind() {
        let compare = |unit: &str, kind, of: &str, to: &str| {
            let mut set = settings(vec![spec("CT01", unit, "TCKH", Aggregation::Owner)]);
            set.comparisons = vec![comparison(kind)];
            let both = [("CT01", 1, "TCKH", of), ("CT01", 0, "TCKH", to)];
            let sent: Vec<_> = both.into_iter().filter(|(.., text)| !text.is_empty()).collect();
            let plan = run(set, &sent).0;
            let made = plan.indicators[0].comparisons[0].clone();
            assert_eq!(made.value.is_none(), made.reason.is_some());
            assert_eq!(made.value.is_none(), made.text == "không so sánh được");
            made.text
        };
        use ComparisonKind::{Growth, Points, Ratio};
        for (unit, kind, of, to, text) in [
            ("hộ", Ratio, "150", "120", "125"),
            ("hộ", Ratio, "1.200", "1.107", "108,4"),
            ("hộ", Ratio, "2", "3", "66,67"),
            ("hộ", Growth, "150", "120", "+25"),
            ("hộ", Growth, "90", "120", "-25"),
            ("%", Ratio, "95", "94,66", "+0,34"),
            ("%", Ratio, "94", "94", "0"),
            ("hộ", Points, "5", "3", "+2"),
            ("hộ", Ratio, "trên 22", "20", "trên 110"),
            ("hộ", Ratio, "20", "trên 16", "dưới 125"),
            ("hộ", Ratio, "khoảng 20", "16", "khoảng 125"),
            ("hộ", Ratio, "15-25", "16", "khoảng 125"),
            ("hộ", Ratio, "không quá 20", "ít nhất 16", "khoảng 125"),
            ("hộ", Ratio, "chỉ còn 150", "200", "75"),
            ("%", Ratio, "tăng trên 22%", "20,5", "trên +1,5"),
            ("xã", Ratio, "có thêm 1", "có thêm 2", "50"),
            ("hộ", Ratio, "5", "0", "không so sánh được"),
            ("hộ", Ratio, "5", "", "không so sánh được"),
            ("hộ", Ratio, "", "5", "không so sánh được"),
            ("hộ", Ratio, "Hoàn thành", "5", "không so sánh được"),
            ("hộ", Growth, "5", "-5", "không so sánh được"),
            ("xã", Ratio, "có thêm 1", "5", "không so sánh được"),
            ("hộ", Ratio, "tăng 12%", "500", "không so sánh được"),
            ("%", Ratio, "giảm 15% tỉ lệ hộ nghèo so với đầu năm 2024 (21 hộ)", "3,2", "không so sánh được"),
        ] {
            assert_eq!(compare(unit, kind, of, to), text, "{of} / {to} ({unit})");
        }
    }

    #[test]
    fn control_rules_speak_only_where_both_sides_are_known() {
        let with_rule = |expression: &str| {
            let mut set = settings(
                ["CT01", "CT02", "CT03"].map(|code| spec(code, "%", "KT", Aggregation::Owner)).into(),
            );
            let (left, relation, right) = crate::formula::parse_rule(expression).unwrap();
            set.catalogue.rules = vec![ControlRule {
                code: "RB01".into(),
                expression: expression.into(),
                left,
                relation,
                right,
                severity: Severity::Error,
                message: "Cơ cấu phải bằng 100%.".into(),
                origin: origin("danh-muc.xlsx", "", 2),
            }];
            set
        };
        let sent = |third| [("CT01", 1, "KT", "33,33"), ("CT02", 1, "KT", "33,33"), ("CT03", 1, "KT", third)];
        let (_, findings) = run(with_rule("CT01 + CT02 + CT03 = 100"), &sent("33,34"));
        assert!(!findings.has(Code::ConstraintBroken));
        let (_, findings) = run(with_rule("CT01 + CT02 + CT03 = 100"), &sent("33,4"));
        let told = findings.iter().find(|finding| finding.code == Code::ConstraintBroken).unwrap();
        assert_eq!(told.severity, Severity::Error);
        assert!(told.message.contains("vế trái 100,06, vế phải 100; chênh lệch 0,06"), "{}", told.message);
        let (_, findings) = run(with_rule("CT01 + CT02 + CT03 = 100"), &sent("trên 50"));
        assert!(!findings.has(Code::ConstraintBroken));
        // 33,33 / 33,33 × 50 against a figure printed with one digit: the coarser digit decides.
        assert!(!run(with_rule("CT01 / CT02 * 33,33 = CT03"), &sent("33,3")).1.has(Code::ConstraintBroken));
        assert!(run(with_rule("CT01 / CT02 * 33,4 = CT03"), &sent("33,3")).1.has(Code::ConstraintBroken));
    }

    #[test]
    fn digits_of_the_catalogue_are_printed() {
        let mut only = spec("CT01", "%", "TCKH", Aggregation::Owner);
        only.decimals = Some(1);
        let text = |typed: &str| {
            shown(&run(settings(vec![only.clone()]), &[("CT01", 1, "TCKH", typed)]).0, "CT01").0
        };
        assert_eq!(text("23,7999999"), "23,8");
        assert_eq!(text("trên 22"), "trên 22");
        assert_eq!(text("Hoàn thành"), "Hoàn thành");
    }

    /// Random communes: the total is the sum of its cells, the mean lies between the extremes, and the
    /// order of departments changes nothing but the order of sources.
    #[test]
    fn totals_agree_with_their_parts() {
        let mut state: u64 = 42;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Decimal::new((state >> 40) as i64, (state >> 33) as u32 % 4)
        };
        for _ in 0..50 {
            let values: Vec<Decimal> = (0..3).map(|_| next()).collect();
            let texts: Vec<String> =
                values.iter().map(|value| crate::domain::number::vietnamese(*value, None)).collect();
            // "1.234" in per cent would be doubtful, in households it is not.
            let sent: Vec<_> = ["XA1", "XA2", "XA3"]
                .iter()
                .zip(&texts)
                .map(|(xa, text)| ("CT01", 1, *xa, &**text))
                .collect();
            let value = |aggregation: Aggregation, sent: &[(&str, usize, &str, &str)]| {
                let plan = run(settings(vec![spec("CT01", "hộ", "TCKH", aggregation)]), sent).0;
                plan.indicators[0].figures[1].quantity.as_ref().and_then(|quantity| quantity.exact()).unwrap()
            };
            let total: Decimal = values.iter().sum();
            assert_eq!(value(Aggregation::Sum, &sent), total.normalize());
            let mean = value(Aggregation::Mean, &sent);
            assert!(value(Aggregation::Min, &sent) <= mean && mean <= value(Aggregation::Max, &sent));
            let turned: Vec<_> = sent.iter().rev().copied().collect();
            assert_eq!(value(Aggregation::Sum, &turned), total.normalize());
        }
    }
}

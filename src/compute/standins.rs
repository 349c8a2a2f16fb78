//! Last year's figure of a unit or a part where this year's is missing and the catalogue wishes it so.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Aggregation, Candidate, Shortfall, StandIn};

use super::aggregate::{Part, Weights, part, weights_in};
use super::born::{Node, Work};

/// For each missing unit that sent nothing at all for this figure, its own figure of the year before: told in the
/// shortfall, and as a part to be added. A figure that cannot be added was sent; it is not replaced.
pub(super) fn units<'a>(
    work: &Work<'a>,
    node: Node,
    short: &mut Shortfall,
    weights: &Weights<'a>,
) -> Vec<Part<'a>> {
    let spoke: BTreeSet<&str> =
        work.merged_figure(node).candidates.iter().map(|candidate| &*candidate.department).collect();
    let years: Vec<Year> =
        work.before(node.1).into_iter().map(|column| Year::of(work, node, column, weights)).collect();
    let mut parts = Vec::new();
    for of in &short.missing {
        let Some(unit) = work.settings.catalogue.departments.get(*of as usize) else { continue };
        if spoke.contains(&*unit.code) {
            continue;
        }
        let found = years.iter().find_map(|year| Some((year.column, year.part(&unit.code)?)));
        if let Some((column, part)) = found {
            let figure = &part.candidate.figure;
            let sources = vec![figure.origin.clone()];
            short.stand_ins.push(StandIn { of: *of, column, quantity: figure.value.clone(), sources });
            parts.push(part);
        }
    }
    parts
}

/// One earlier column, by department.
struct Year<'a> {
    column: usize,
    figures: BTreeMap<&'a str, &'a Candidate>,
    weights: Weights<'a>,
}

impl<'a> Year<'a> {
    /// This year's weight of a unit goes before last year's.
    fn of(work: &Work<'a>, node: Node, column: usize, now: &Weights<'a>) -> Year<'a> {
        let mut figures = BTreeMap::new();
        for candidate in &work.merged_figure((node.0, column)).candidates {
            figures.entry(&*candidate.department).or_insert(candidate);
        }
        let weights = match (&work.spec(node.0).aggregation, now) {
            (Aggregation::WeightedMean(code), Some(now)) => {
                let mut weights = weights_in(work, code, column);
                weights.extend(now.iter().map(|(code, weight)| (*code, *weight)));
                Some(weights)
            }
            _ => None,
        };
        Year { column, figures, weights }
    }

    fn part(&self, department: &str) -> Option<Part<'a>> {
        part(self.figures.get(department)?, &self.weights).ok()
    }
}

/// The same indicator in the year before, if it has a number there.
pub(super) fn indicator(work: &Work, node: Node) -> Option<StandIn> {
    work.before(node.1).into_iter().find_map(|column| {
        work.number((node.0, column))?;
        let (quantity, _) = work.made((node.0, column))?.quantity.as_ref()?;
        let of = u32::try_from(node.0).ok()?;
        let sources = work.cells((node.0, column)).cloned().collect();
        Some(StandIn { of, column, quantity: quantity.clone(), sources })
    })
}

#[cfg(test)]
mod tests {
    use crate::compute::tests::{run, shown};
    use crate::domain::fixture::{formula, settings, spec};
    use crate::domain::{Aggregation, IndicatorSpec, Rule, Settings, Status, WhenMissing};
    use crate::finding::Code;

    fn total(aggregation: Aggregation, when_missing: WhenMissing) -> Settings {
        let whole = IndicatorSpec { when_missing, ..spec("CT01", "hộ", "TCKH", aggregation) };
        let mut settings = settings(vec![whole, spec("CT02", "hộ", "TCKH", Aggregation::Sum)]);
        for unit in settings.catalogue.departments.iter_mut().skip(2) {
            unit.kind_text = "xã".into();
        }
        settings
    }

    const SENT: [(&str, usize, &str, &str); 5] = [
        ("CT01", 0, "XA1", "10"),
        ("CT01", 0, "XA2", "20"),
        ("CT01", 0, "XA3", "30"),
        ("CT01", 1, "XA1", "11"),
        ("CT01", 1, "XA2", "22"),
    ];

    #[test]
    fn last_years_figure_of_the_unit_stands_in() {
        for (aggregation, text) in [
            (Aggregation::Sum, "63"),
            (Aggregation::Mean, "21"),
            (Aggregation::Max, "30"),
            (Aggregation::Min, "11"),
        ] {
            let (plan, findings) = run(total(aggregation, WhenMissing::LastYear), &SENT);
            assert_eq!(shown(&plan, "CT01"), (text.into(), Status::Provisional, Rule::Aggregated));
            let figure = &plan.indicators[0].figures[1];
            assert_eq!(figure.source_count(), 3);
            assert_eq!(figure.coverage_words(&plan.units).unwrap(), "tổng hợp 2/3 xã, 1 xã lấy số năm trước");
            let told = findings.iter().find(|finding| finding.code == Code::CoverageIncomplete).unwrap();
            assert!(told.message.contains("Đơn vị XA3 lấy 30 (ƯTH 2023)"), "{}", told.message);
        }
        // Nothing of the year before either: left out, and named.
        let (plan, findings) =
            run(total(Aggregation::Sum, WhenMissing::LastYear), &[SENT[0], SENT[1], SENT[3], SENT[4]]);
        assert_eq!(shown(&plan, "CT01"), ("33".into(), Status::Provisional, Rule::Aggregated));
        let told = findings.iter().filter(|finding| finding.code == Code::CoverageIncomplete);
        assert!(told.into_iter().all(|finding| finding.message.contains("còn thiếu Đơn vị XA3")));
        // Words that cannot be added were sent: they are not replaced by last year's number.
        let mut words = SENT.to_vec();
        words.push(("CT01", 1, "XA3", "khoảng 5"));
        let (plan, _) = run(total(Aggregation::Sum, WhenMissing::LastYear), &words);
        assert_eq!(shown(&plan, "CT01").0, "33");
    }

    #[test]
    fn a_weighted_mean_takes_last_years_weight_too() {
        let mut sent = SENT.to_vec();
        sent.extend([("CT02", 0, "XA3", "100"), ("CT02", 1, "XA1", "50"), ("CT02", 1, "XA2", "50")]);
        let weighted = total(Aggregation::WeightedMean("CT02".into()), WhenMissing::LastYear);
        // (11 × 50 + 22 × 50 + 30 × 100) / 200
        assert_eq!(shown(&run(weighted, &sent).0, "CT01").0, "23,25");
    }

    #[test]
    fn a_refused_total_is_no_number() {
        let (plan, findings) = run(total(Aggregation::Sum, WhenMissing::Refuse), &SENT);
        assert_eq!(shown(&plan, "CT01"), (String::new(), Status::Missing, Rule::Missing));
        let figure = &plan.indicators[0].figures[1];
        assert_eq!(figure.coverage_words(&plan.units).unwrap(), "mới có 2/3 xã, chưa tổng hợp");
        assert!(
            !findings
                .iter()
                .any(|finding| { finding.code == Code::FigureMissing && finding.message.contains("CT01") })
        );
        assert!(findings.iter().any(|finding| finding.message.contains("chưa có tổng")));
        let all = [&SENT[..], &[("CT01", 1, "XA3", "1")]].concat();
        let (plan, _) = run(total(Aggregation::Sum, WhenMissing::Refuse), &all);
        assert_eq!(shown(&plan, "CT01"), ("34".into(), Status::Present, Rule::Aggregated));
    }

    /// CT01 is the sum of its parts CT02 (hộ) and CT03 (hộ).
    fn hierarchy(when_missing: WhenMissing) -> Settings {
        let part = |code: &str| IndicatorSpec {
            parent: Some("CT01".into()),
            ..spec(code, "hộ", "KT", Aggregation::Owner)
        };
        let whole = IndicatorSpec { when_missing, ..spec("CT01", "hộ", "TCKH", Aggregation::Sum) };
        settings(vec![whole, part("CT02"), part("CT03")])
    }

    #[test]
    fn parts_of_a_whole_are_treated_alike() {
        let sent = [
            ("CT02", 0, "KT", "1"),
            ("CT03", 0, "KT", "2"),
            ("CT02", 1, "KT", "10"),
            ("CT03", 1, "KT", "20"),
        ];
        let shown_with = |when_missing, sent: &[(&str, usize, &str, &str)]| {
            shown(&run(hierarchy(when_missing), sent).0, "CT01")
        };
        for when_missing in [WhenMissing::LeaveOut, WhenMissing::LastYear, WhenMissing::Refuse] {
            assert_eq!(shown_with(when_missing, &sent), ("30".into(), Status::Present, Rule::Aggregated));
        }
        let some = &sent[..3];
        assert_eq!(shown_with(WhenMissing::LeaveOut, some).0, "10");
        assert_eq!(
            shown_with(WhenMissing::LastYear, some),
            ("12".into(), Status::Provisional, Rule::Aggregated)
        );
        assert_eq!(shown_with(WhenMissing::Refuse, some).1, Status::Missing);
    }

    #[test]
    fn members_of_a_formula_too() {
        let with = |when_missing| {
            let whole = IndicatorSpec { when_missing, ..formula("CT01", "hộ", "CT02 + CT03") };
            settings(vec![
                whole,
                spec("CT02", "hộ", "KT", Aggregation::Owner),
                spec("CT03", "hộ", "KT", Aggregation::Sum),
            ])
        };
        let sent = [
            ("CT02", 0, "KT", "5"),
            ("CT03", 1, "XA1", "1"),
            ("CT03", 1, "XA2", "2"),
            ("CT03", 1, "XA3", "3"),
        ];
        let (plan, _) = run(with(WhenMissing::LastYear), &sent);
        assert_eq!(shown(&plan, "CT01"), ("11".into(), Status::Provisional, Rule::Computed));
        assert_eq!(
            plan.indicators[0].figures[1].shortfall.as_ref().unwrap().stand_ins[0].quantity.text(),
            "5"
        );
        assert_eq!(plan.indicators[0].figures[1].source_count(), 4);
        let (plan, _) = run(with(WhenMissing::LeaveOut), &sent);
        assert_eq!(shown(&plan, "CT01").1, Status::Missing);
        // A provisional member: shown, or refused.
        let partly = [("CT02", 1, "KT", "5"), ("CT03", 1, "XA1", "1")];
        assert_eq!(shown(&run(with(WhenMissing::LeaveOut), &partly).0, "CT01").1, Status::Provisional);
        assert_eq!(shown(&run(with(WhenMissing::Refuse), &partly).0, "CT01").1, Status::Missing);
    }
}

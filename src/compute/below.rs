//! What the level below has not settled: it comes up as a figure, and stays provisional on every level above.

use std::collections::BTreeSet;

use crate::domain::{Choice, Rule};

use super::born::{Born, Node, Work};

/// More notes than this from below are counted, not listed.
const LISTED: usize = 5;

/// Marks a figure that was taken or added up from cells of which their own level says that units are missing or numbers
/// differ. What the office decided is settled; what is computed from other figures is provisional where they are.
pub(super) fn marked(mut born: Born, work: &Work, node: Node) -> Born {
    let merged = work.merged_figure(node);
    let decided = merged.rule == Rule::Decided;
    let computed =
        matches!(merged.choice, Choice::Formula) || !born.depends_on.is_empty() && born.coverage.is_none();
    if work.merged.caveats.is_empty() || born.quantity.is_none() || decided || computed {
        return born;
    }
    let catalogue = &work.settings.catalogue;
    let said = born
        .sources
        .of(&merged.candidates)
        .filter_map(|origin| Some((origin, work.merged.caveats.get(origin)?)));
    let said: BTreeSet<String> = said
        .map(|(origin, words)| format!("{}: {words}", catalogue.department_name(&origin.department)))
        .collect();
    if said.is_empty() {
        return born;
    }
    let mut words = said.iter().take(LISTED).cloned().collect::<Vec<_>>().join("; ");
    if let more @ 1.. = said.len().saturating_sub(LISTED) {
        words.push_str(&format!("; và {more} lưu ý khác của cấp dưới"));
    }
    born.provisional = true;
    born.caveat = Some(words.into());
    born
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::domain::fixture::{day, formula, settings, spec, submission};
    use crate::domain::{
        Aggregation, At, Decisions, FigureDecision, Plan, Signed, Status, Verdict, decision,
    };
    use crate::finding::Findings;

    /// A total of three communes, the owner's figure, a rate over both; what is said of the cells of `doubted`.
    fn plan(doubted: &[&str], decided: bool) -> Plan {
        let settings = settings(vec![
            spec("CT01", "hộ", "TCKH", Aggregation::Sum),
            spec("CT02", "hộ", "TCKH", Aggregation::Owner),
            formula("CT03", "%", "CT02 / CT01 * 100"),
        ]);
        let mut files: Vec<_> = [("XA1", "30"), ("XA2", "30"), ("XA3", "40")]
            .into_iter()
            .map(|(unit, value)| submission(unit, 1, &format!("{unit}.xlsx"), &[(0, value)], "hộ"))
            .collect();
        files.push(submission("TCKH", 1, "TCKH.xlsx", &[(1, "5")], "hộ"));
        for file in &mut files {
            if doubted.contains(&&*file.department) {
                let origin = file.first_row.clone().unwrap();
                file.caveats.push(At { value: "tổng hợp 1/2 xã".into(), origin });
            }
        }
        let mut findings = Findings::default();
        let run = |decisions: Decisions, findings: &mut Findings| {
            let merged = crate::merge::merge(files.clone(), &[], decisions, &settings, day(9, 20), findings);
            crate::compute::compute(merged, settings.clone().into(), day(9, 20), findings)
        };
        let before = run(Decisions::default(), &mut findings);
        if !decided {
            return before;
        }
        let figure = &before.indicators[1].figures[1];
        let signed = Signed {
            by: "A".into(),
            on: None,
            why: "B".into(),
            origin: figure.candidates[0].figure.origin.clone(),
        };
        let verdict = Verdict::Department { code: "TCKH".into(), nth: None };
        let mark = decision::case_mark(&figure.candidates);
        let ruling = FigureDecision { indicator: 1, column: 1, mark, seen: String::new(), verdict, signed };
        run(Decisions { figures: vec![ruling], ..Decisions::default() }, &mut findings)
    }

    fn statuses(plan: &Plan) -> Vec<Status> {
        plan.indicators.iter().map(|one| one.figures[1].status).collect()
    }

    #[test]
    fn what_is_not_settled_below_is_provisional_here_and_in_all_that_is_made_of_it() {
        use Status::{Present, Provisional};
        assert_eq!(statuses(&plan(&[], false)), [Present, Present, Present]);
        let total = plan(&["XA2"], false);
        assert_eq!(statuses(&total), [Provisional, Present, Provisional]);
        let words = total.indicators[0].figures[1].coverage_words("xã").unwrap();
        assert_eq!(words, "tổng hợp 3/3 xã, trong đó Đơn vị XA2: tổng hợp 1/2 xã");
        assert_eq!(statuses(&plan(&["TCKH"], false)), [Present, Provisional, Provisional]);
        // What the office decided is settled.
        assert_eq!(statuses(&plan(&["TCKH"], true)), [Present, Present, Present]);
    }

    #[test]
    fn the_same_words_stand_once() {
        let all = plan(&["XA1", "XA2", "XA3"], false);
        let words = all.indicators[0].figures[1].coverage_words("xã").unwrap();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for part in words.split("trong đó ").nth(1).unwrap().split("; ") {
            *counts.entry(part).or_default() += 1;
        }
        assert!(counts.len() == 3 && counts.values().all(|count| *count == 1), "{words}");
    }
}

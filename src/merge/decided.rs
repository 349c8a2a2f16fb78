//! The office's decisions applied: only to the very case that was decided; else a finding says what has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::choose::count;
use crate::domain::decision::{candidates_in_words, case_mark};
use crate::domain::{
    Candidate, Choice, Decisions, FigureDecision, IndicatorSpec, MergedFigure, Rule, Verdict,
};
use crate::finding::{Code, Finding, Findings, Place};

/// The decisions by indicator and column.
pub(super) struct Bench<'a>(BTreeMap<(usize, usize), Vec<&'a FigureDecision>>);

impl<'a> Bench<'a> {
    pub(super) fn of(decisions: &'a Decisions) -> Bench<'a> {
        let mut by_place: BTreeMap<(usize, usize), Vec<&FigureDecision>> = BTreeMap::new();
        for decision in &decisions.figures {
            by_place.entry((decision.indicator, decision.column)).or_default().push(decision);
        }
        Bench(by_place)
    }

    /// Applies what was decided for one figure.
    pub(super) fn judge(
        &self,
        figure: &mut MergedFigure,
        (indicator, column): (usize, usize),
        about: &About<'_>,
        findings: &mut Findings,
    ) {
        let mut settled: BTreeSet<Arc<str>> = BTreeSet::new();
        for decision in self.0.get(&(indicator, column)).into_iter().flatten() {
            match parts_of(figure, decision) {
                Some(part) => inside(figure, decision, part, about, &mut settled, findings),
                None => whole(figure, decision, about, findings),
            }
        }
        if figure.decision.is_none() {
            return;
        }
        // Of a total every contradiction must be settled before the figure is.
        let open = contradicted(&figure.candidates).into_iter().any(|code| !settled.contains(&code));
        if figure.rule != Rule::Decided && open {
            figure.decision = None;
        }
    }
}

/// What the figure is called.
pub(super) struct About<'a> {
    pub(super) spec: &'a IndicatorSpec,
    pub(super) column: &'a str,
}

impl About<'_> {
    fn finding(&self, code: Code, decision: &FigureDecision, message: &str) -> Finding {
        let message = format!("Chỉ tiêu {} “{}”, {}: {message}", self.spec.code, self.spec.name, self.column);
        Finding::new(code, message).at(Place::from(&decision.signed.origin))
    }
}

/// The department's own candidates, where the decision settles its contradiction inside a total.
fn parts_of(figure: &MergedFigure, decision: &FigureDecision) -> Option<Vec<usize>> {
    let (Verdict::Department { code, .. }, Choice::Aggregate(_)) = (&decision.verdict, &figure.choice) else {
        return None;
    };
    let own: Vec<usize> =
        (0..figure.candidates.len()).filter(|at| figure.candidates[*at].department == *code).collect();
    (own.len() > 1).then_some(own)
}

fn contradicted(candidates: &[Candidate]) -> BTreeSet<Arc<str>> {
    let pairs = candidates.windows(2).filter(|pair| pair[0].department == pair[1].department);
    pairs.map(|pair| pair[0].department.clone()).collect()
}

/// One part of a total: which of the department's figures is added.
fn inside(
    figure: &mut MergedFigure,
    decision: &FigureDecision,
    own: Vec<usize>,
    about: &About<'_>,
    settled: &mut BTreeSet<Arc<str>>,
    findings: &mut Findings,
) {
    let candidates: Vec<Candidate> =
        own.iter().filter_map(|at| figure.candidates.get(*at)).cloned().collect();
    if !fits(&candidates, decision, about, findings) {
        return;
    }
    let Some(at) = chosen(&candidates, decision, about, findings).and_then(|nth| own.get(nth).copied())
    else {
        return;
    };
    if let Choice::Aggregate(parts) = &mut figure.choice {
        for part in parts.iter_mut().filter(|part| own.contains(&(**part as usize))) {
            *part = count(at);
        }
    }
    settled.extend(candidates.first().map(|one| one.department.clone()));
    figure.decision = Some(Arc::new(decision.clone()));
}

/// The whole figure.
fn whole(figure: &mut MergedFigure, decision: &FigureDecision, about: &About<'_>, findings: &mut Findings) {
    if !fits(&figure.candidates, decision, about, findings) {
        return;
    }
    let choice = match &decision.verdict {
        Verdict::Value(_) => Choice::Decided,
        Verdict::Department { .. } => match chosen(&figure.candidates, decision, about, findings) {
            Some(at) => Choice::Candidate(at),
            None => return,
        },
    };
    figure.choice = choice;
    figure.rule = Rule::Decided;
    figure.coverage = None;
    figure.decision = Some(Arc::new(decision.clone()));
}

/// Is the case still the one that was decided?
fn fits(
    candidates: &[Candidate],
    decision: &FigureDecision,
    about: &About<'_>,
    findings: &mut Findings,
) -> bool {
    let mark = case_mark(candidates);
    if decision.mark == mark {
        return true;
    }
    let now = candidates_in_words(candidates);
    let now = if now.is_empty() { "chưa đơn vị nào gửi".to_owned() } else { now };
    let finding = if decision.mark.is_empty() {
        let message = "quyết định chưa có dấu vụ việc nên không được áp dụng.";
        about.finding(Code::DecisionUnmarked, decision, message).expected(format!("dấu {mark} ({now})"))
    } else {
        let before = if decision.seen.is_empty() { "không ghi lại" } else { &*decision.seen };
        let message = format!(
            "các số đã gửi nay khác khi quyết định nên quyết định không được áp dụng; khi quyết định: {before}; nay: {now}."
        );
        about
            .finding(Code::DecisionStale, decision, &message)
            .expected(format!("dấu {mark} ({now})"))
            .found(format!("dấu {} ({before})", decision.mark))
    };
    findings.add(finding);
    false
}

/// Position of the chosen candidate.
fn chosen(
    candidates: &[Candidate],
    decision: &FigureDecision,
    about: &About<'_>,
    findings: &mut Findings,
) -> Option<usize> {
    let Verdict::Department { code, nth } = &decision.verdict else { return None };
    let own: Vec<usize> = (0..candidates.len()).filter(|at| candidates[*at].department == *code).collect();
    let message = match (own.as_slice(), nth) {
        ([only], None | Some(1)) => return Some(*only),
        ([], _) => format!("đơn vị {code} không gửi số nào nên quyết định không được áp dụng."),
        (several, Some(nth)) if *nth <= several.len() => return several.get(nth - 1).copied(),
        (several, None) => format!(
            "đơn vị {code} gửi {} số khác nhau; ghi rõ số thứ mấy, ví dụ “{code} (1)”. Quyết định không được áp dụng.",
            several.len()
        ),
        (several, Some(nth)) => {
            format!(
                "đơn vị {code} chỉ gửi {} số, không có số thứ {nth}; quyết định không được áp dụng.",
                several.len()
            )
        }
    };
    findings
        .add(about.finding(Code::DecisionRow, decision, &message).expected(candidates_in_words(candidates)));
    None
}

/// The register's line for a conflict that is settled.
pub(super) fn settled(figure: &MergedFigure, about: &About<'_>) -> Option<Finding> {
    let decision = figure.decision.as_ref().filter(|_| figure.conflict)?;
    let taken = match (&decision.verdict, &figure.choice) {
        (Verdict::Value(value), _) => value.value.in_sentence(&about.spec.unit),
        (Verdict::Department { code, .. }, Choice::Candidate(at)) => {
            let figure = figure.candidates.get(*at).map(|one| one.figure.value.in_sentence(&about.spec.unit));
            format!("{} của {code}", figure.unwrap_or_default())
        }
        (Verdict::Department { code, .. }, _) => format!("số đã chọn của {code}"),
    };
    let message = format!(
        "các đơn vị đưa số khác nhau ({}); đã quyết định lấy {taken} – {}.",
        candidates_in_words(&figure.candidates),
        decision.signed.in_words()
    );
    Some(about.finding(Code::ConflictDecided, decision, &message))
}

//! The rule that picks one candidate, and the conflicts that it leaves.

use std::collections::BTreeSet;

use crate::domain::{Aggregation, Candidate, Choice, Decisions, IndicatorSpec, MergedFigure, Rule, Settings};
use crate::finding::{Code, Finding, Findings, Place};

use super::candidates::Gathered;
use super::decided::{About, Bench, settled};
use super::revised::revised;
use super::roster::Roster;

/// Chooses for every indicator and column.
pub(super) fn choose(
    gathered: Vec<Vec<Gathered>>,
    decisions: &Decisions,
    settings: &Settings,
    roster: &Roster,
    findings: &mut Findings,
) -> Vec<Vec<MergedFigure>> {
    let territories = roster.territories();
    let bench = Bench::of(decisions);
    let mut figures = Vec::with_capacity(gathered.len());
    for (indicator, (spec, row)) in settings.catalogue.indicators.iter().zip(gathered).enumerate() {
        let mut cells = Vec::with_capacity(row.len());
        for (place, (column, gathered)) in settings.columns.iter().zip(row).enumerate() {
            revised(&gathered.candidates, spec, column, settings, roster, findings);
            let mut figure = pick(gathered, spec, roster, territories);
            let computed = spec.aggregation == Aggregation::Formula;
            if computed {
                figure.rule = Rule::Computed;
            }
            let about = About { spec, column: &column.title };
            bench.judge(&mut figure, (indicator, place), &about, findings);
            if let Some(finding) = settled(&figure, &about) {
                findings.add(finding);
            } else if figure.conflict {
                report(&figure, spec, &column.title, roster, findings);
            }
            // What was sent is weighed like any figure; then the formula speaks.
            if computed && figure.rule != Rule::Decided {
                figure.choice = Choice::Formula;
            }
            cells.push(figure);
        }
        figures.push(cells);
    }
    figures
}

fn pick(gathered: Gathered, spec: &IndicatorSpec, roster: &Roster, territories: usize) -> MergedFigure {
    match spec.aggregation {
        Aggregation::Owner | Aggregation::Formula => by_owner(gathered.candidates, spec, roster),
        _ => aggregate(gathered, spec, roster, territories),
    }
}

/// Over the territorial units; where the roster has none, over the owner and the co-owners. Without any
/// part the owner's own figure counts.
fn aggregate(gathered: Gathered, spec: &IndicatorSpec, roster: &Roster, territories: usize) -> MergedFigure {
    let Gathered { candidates, territorial, contradictory } = gathered;
    let named: BTreeSet<&str> = std::iter::once(&spec.owner)
        .chain(&spec.co_owners)
        .map(String::as_str)
        .filter(|code| roster.department(code).is_some())
        .collect();
    let expected = if territories > 0 { territories } else { named.len() };
    let is_part = |at: usize| match territories {
        0 => named.contains(&*candidates[at].department),
        _ => territorial[at],
    };
    // Of a department that contradicts itself the first: its candidates stand together.
    let is_first =
        |at: usize| !contradictory || at == 0 || candidates[at - 1].department != candidates[at].department;
    let chosen = || (0..candidates.len()).filter(|at| is_first(*at) && is_part(*at)).map(count);
    // A country has a million of them.
    let mut parts = Vec::with_capacity(chosen().count());
    parts.extend(chosen());
    if parts.is_empty() || expected < 2 && territories == 0 {
        return by_owner(candidates, spec, roster);
    }
    let conflict = contradictory;
    let coverage = Some((count(parts.len()), count(expected)));
    let choice = Choice::Aggregate(parts);
    MergedFigure { candidates, choice, rule: Rule::Aggregated, conflict, decision: None, coverage }
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The owner first; else the first co-owner in catalogue order, then the roster. A commune's figure speaks
/// of the commune alone, so it never stands for the whole unless the catalogue names it.
fn by_owner(candidates: Vec<Candidate>, spec: &IndicatorSpec, roster: &Roster) -> MergedFigure {
    let speaks = |candidate: &Candidate| speaks(candidate, spec, roster);
    let rank = |candidate: &Candidate| {
        let co_owner = spec.co_owners.iter().position(|code| **code == *candidate.department);
        (!candidate.rank().is_owner, co_owner.unwrap_or(usize::MAX))
    };
    let heard: Vec<usize> = (0..candidates.len()).filter(|at| speaks(&candidates[*at])).collect();
    // The first of equals: candidates stand in roster order.
    let Some(best) = heard.iter().copied().min_by_key(|at| rank(&candidates[*at])) else {
        let missing = MergedFigure {
            candidates,
            choice: Choice::Nothing,
            rule: Rule::Missing,
            conflict: false,
            decision: None,
            coverage: None,
        };
        return missing;
    };
    let conflict =
        heard.iter().any(|at| !candidates[*at].figure.value.agrees_with(&candidates[best].figure.value));
    let rule = match (candidates[best].rank().is_owner, conflict, heard.len()) {
        (true, false, _) => Rule::Owner,
        (true, true, _) => Rule::OwnerOverOthers,
        (false, _, 1) => Rule::OnlySource,
        (false, ..) => Rule::CatalogueOrder,
    };
    MergedFigure {
        candidates,
        choice: Choice::Candidate(best),
        rule,
        conflict,
        decision: None,
        coverage: None,
    }
}

fn speaks(candidate: &Candidate, spec: &IndicatorSpec, roster: &Roster) -> bool {
    let named =
        candidate.rank().is_owner || spec.co_owners.iter().any(|code| **code == *candidate.department);
    named || !roster.is_territory(&candidate.department)
}

/// A finding at every losing cell.
fn report(
    figure: &MergedFigure,
    spec: &IndicatorSpec,
    column: &str,
    roster: &Roster,
    findings: &mut Findings,
) {
    for loser in 0..figure.candidates.len() {
        if let Some(winner) = winner(figure, loser, spec, roster) {
            let (winner, loser) = (&figure.candidates[winner], &figure.candidates[loser]);
            findings.add(conflict(winner, loser, figure.rule, spec, column, roster));
        }
    }
}

/// Which candidate goes before this one and differs from it.
fn winner(figure: &MergedFigure, loser: usize, spec: &IndicatorSpec, roster: &Roster) -> Option<usize> {
    let candidates = &figure.candidates;
    let winner = match figure.choice {
        Choice::Candidate(best) if speaks(&candidates[loser], spec, roster) => best,
        // Only the department's own contradiction: its candidates stand together, the newest first.
        _ => {
            let same = |at: &usize| candidates[*at].department == candidates[loser].department;
            (0..loser).rev().take_while(same).last()?
        }
    };
    let differs = !candidates[winner].figure.value.agrees_with(&candidates[loser].figure.value);
    (winner != loser && differs).then_some(winner)
}

fn conflict(
    winner: &Candidate,
    loser: &Candidate,
    rule: Rule,
    spec: &IndicatorSpec,
    column: &str,
    roster: &Roster,
) -> Finding {
    let place = |candidate: &Candidate| Place::from(&candidate.figure.origin).to_string();
    let said = |candidate: &Candidate| candidate.figure.value.in_sentence(&spec.unit);
    let apart = loser.figure.value.apart_from(&winner.figure.value);
    let difference = apart.as_deref().map_or(String::new(), |words| format!("; chênh lệch {words}"));
    let same = winner.department == loser.department;
    let rule = if same {
        "Một đơn vị đưa hai số trong cùng một lần nộp; lấy số của tệp nộp sau"
    } else {
        rule.vietnamese()
    };
    let message = format!(
        "Chỉ tiêu {} “{}”, {}: {} ghi {} ({}), {} ghi {} ({}){}. {}.",
        spec.code,
        spec.name,
        column,
        roster.name(&winner.department),
        said(winner),
        place(winner),
        roster.name(&loser.department),
        said(loser),
        place(loser),
        difference,
        rule,
    );
    Finding::new(Code::FigureConflict, message)
        .at(&loser.figure.origin)
        .of(loser.department.clone())
        .expected(said(winner))
        .found(said(loser))
        .difference(apart.unwrap_or_default())
}

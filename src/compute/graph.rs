//! Which figure needs which, in an order that works; cycles are findings.

use std::collections::VecDeque;

use crate::domain::{Aggregation, Choice, WhenMissing};
use crate::finding::{Code, Finding, Findings};

use super::born::{Node, Work};

/// All nodes: first those that can be made one after the other, then those that wait for each other.
pub(super) struct Order {
    pub(super) solvable: Vec<Node>,
    pub(super) circular: Vec<Node>,
}

/// What a figure is made from: references of its formula, or its parts.
pub(super) fn needs(work: &Work, node: Node) -> Vec<Node> {
    let spec = work.spec(node.0);
    match (&spec.aggregation, &spec.formula) {
        (Aggregation::Formula, Some(formula)) => formula
            .references()
            .into_iter()
            .filter_map(|(code, column)| work.resolve(code, column, node.1))
            .collect(),
        (Aggregation::Sum, _) if !matches!(work.merged_figure(node).choice, Choice::Aggregate(_)) => {
            let children = work.children.get(&node.0).map_or(&[][..], Vec::as_slice);
            children.iter().map(|child| (*child, node.1)).collect()
        }
        _ => Vec::new(),
    }
}

/// What a figure may be made from beside that: for a missing need, the same indicator in the year before.
fn fallbacks(work: &Work, node: Node, needs: &[Node]) -> Vec<Node> {
    match work.spec(node.0).when_missing {
        WhenMissing::LastYear => needs
            .iter()
            .flat_map(|need| work.before(need.1).into_iter().map(|column| (need.0, column)))
            .collect(),
        WhenMissing::LeaveOut | WhenMissing::Refuse => Vec::new(),
    }
}

/// Topological order in time linear in figures and references; ties in catalogue order.
pub(super) fn order(work: &Work, findings: &mut Findings) -> Order {
    let columns = work.settings.columns.len();
    let all = work.merged.figures.len() * columns;
    let at = |node: Node| node.0 * columns + node.1;
    let node = |index: usize| (index / columns, index % columns);
    let mut waiting = vec![0usize; all];
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); all];
    for (index, waits) in waiting.iter_mut().enumerate() {
        let direct = needs(work, node(index));
        let instead = fallbacks(work, node(index), &direct);
        for need in direct.into_iter().chain(instead) {
            *waits += 1;
            users[at(need)].push(index);
        }
    }
    let mut ready: VecDeque<usize> = (0..all).filter(|index| waiting[*index] == 0).collect();
    let mut solvable = Vec::with_capacity(all);
    while let Some(index) = ready.pop_front() {
        solvable.push(node(index));
        for user in &users[index] {
            waiting[*user] -= 1;
            if waiting[*user] == 0 {
                ready.push_back(*user);
            }
        }
    }
    let circular: Vec<usize> = (0..all).filter(|index| waiting[*index] > 0).collect();
    report(work, &circular, &users, &node, findings);
    let circular = circular.into_iter().map(node).collect();
    Order { solvable, circular }
}

/// One finding for all indicators that stand in a circle (not for those that only wait for one).
fn report(
    work: &Work,
    circular: &[usize],
    users: &[Vec<usize>],
    node: &dyn Fn(usize) -> Node,
    findings: &mut Findings,
) {
    let mut inside: std::collections::BTreeSet<usize> = circular.iter().copied().collect();
    let mut open: std::collections::BTreeMap<usize, usize> = circular
        .iter()
        .map(|index| (*index, users[*index].iter().filter(|user| inside.contains(user)).count()))
        .collect();
    let mut needed: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for index in circular {
        for user in &users[*index] {
            needed.entry(*user).or_default().push(*index);
        }
    }
    // Take off what nothing in the circle uses, until only circles are left.
    let mut ends: Vec<usize> =
        open.iter().filter(|(_, count)| **count == 0).map(|(index, _)| *index).collect();
    while let Some(end) = ends.pop() {
        inside.remove(&end);
        for need in needed.get(&end).map_or(&[][..], Vec::as_slice) {
            if let Some(count) = open.get_mut(need) {
                *count -= 1;
                if *count == 0 {
                    ends.push(*need);
                }
            }
        }
    }
    let places: std::collections::BTreeSet<usize> = inside.iter().map(|index| node(*index).0).collect();
    let Some(first) = places.first() else { return };
    let codes: Vec<&str> = places.iter().map(|place| work.spec(*place).code.as_str()).collect();
    let message = format!(
        "Công thức phụ thuộc vòng giữa các chỉ tiêu {}; số gửi lên được dùng thay.",
        codes.join(", ")
    );
    findings.add(Finding::new(Code::CatalogueFormula, message).at(&work.spec(*first).origin));
}

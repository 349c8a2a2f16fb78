//! What depends on one indicator: other indicators, comparisons, control rules; and where documents say any of them.

use std::collections::{BTreeMap, VecDeque};

use super::{Aggregation, ControlRule, Indicator, IndicatorSpec, Plan};
use crate::formula::Formula;

/// How one indicator uses another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// In its formula.
    Formula,
    /// As one of the parts (Thuộc) that it is the sum of.
    Part,
    /// As the weight of its mean.
    Weight,
}

impl Way {
    /// The stable key for machines.
    pub fn key(self) -> &'static str {
        match self {
            Way::Formula => "formula",
            Way::Part => "part",
            Way::Weight => "weight",
        }
    }

    /// In a sentence after the code that is used.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Way::Formula => "có trong công thức",
            Way::Part => "là thành phần (cột Thuộc)",
            Way::Weight => "là quyền số",
        }
    }
}

/// An indicator that depends on the one asked for, and through which others: (code used, how).
#[derive(Debug, Clone, PartialEq)]
pub struct Dependent<'a> {
    pub indicator: &'a Indicator,
    pub through: Vec<(&'a str, Way)>,
}

/// What a document says of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuoteKind {
    Sentence,
    Table,
    Chart,
}

impl QuoteKind {
    /// The stable key for machines.
    pub fn key(self) -> &'static str {
        match self {
            QuoteKind::Sentence => "sentence",
            QuoteKind::Table => "table",
            QuoteKind::Chart => "chart",
        }
    }

    /// The word for people.
    pub fn vietnamese(self) -> &'static str {
        match self {
            QuoteKind::Sentence => "câu",
            QuoteKind::Table => "bảng",
            QuoteKind::Chart => "biểu đồ",
        }
    }
}

/// A sentence, table or chart of a document that prints a figure of these indicators (positions in the plan).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    pub kind: QuoteKind,
    /// The sentence; the title of the table or chart.
    pub words: String,
    /// Ascending.
    pub indicators: Vec<usize>,
}

/// All that depends on one indicator's figures inside the plan, in catalogue order.
#[derive(Debug, Clone)]
pub struct Impact<'a> {
    pub indicator: &'a Indicator,
    /// Without the indicator itself.
    pub dependents: Vec<Dependent<'a>>,
    /// Each with the codes of it that are concerned.
    pub rules: Vec<(&'a ControlRule, Vec<&'a str>)>,
}

impl Impact<'_> {
    /// The code itself and all that depend on it, as positions in the plan, ascending.
    pub fn positions(&self, plan: &Plan) -> Vec<usize> {
        let concerned = |indicator: &Indicator| {
            std::ptr::eq(indicator, self.indicator)
                || self.dependents.iter().any(|one| std::ptr::eq(one.indicator, indicator))
        };
        (0..plan.indicators.len()).filter(|at| concerned(&plan.indicators[*at])).collect()
    }
}

/// What depends on the indicator with this code; `None` if there is none.
pub fn impact<'a>(plan: &'a Plan, code: &str) -> Option<Impact<'a>> {
    let start = plan.indicators.iter().position(|indicator| indicator.code == code)?;
    let users = users(plan);
    let mut found = vec![false; plan.indicators.len()];
    let mut open = VecDeque::from([start]);
    found[start] = true;
    while let Some(used) = open.pop_front() {
        for (user, _) in users.get(&used).map_or(&[][..], Vec::as_slice) {
            if !std::mem::replace(&mut found[*user], true) {
                open.push_back(*user);
            }
        }
    }
    let mut through: BTreeMap<usize, Vec<(&str, Way)>> = BTreeMap::new();
    for (used, list) in users.iter().filter(|(used, _)| found[**used]) {
        for (user, way) in list {
            through.entry(*user).or_default().push((&plan.indicators[*used].code, *way));
        }
    }
    through.remove(&start);
    let dependents = through.into_iter();
    let dependents = dependents.map(|(at, through)| Dependent { indicator: &plan.indicators[at], through });
    Some(Impact {
        indicator: &plan.indicators[start],
        dependents: dependents.collect(),
        rules: rules(plan, &found),
    })
}

/// Position → the positions of those that use it.
fn users(plan: &Plan) -> BTreeMap<usize, Vec<(usize, Way)>> {
    let specs = &plan.settings.catalogue.indicators;
    let codes: BTreeMap<&str, usize> =
        plan.indicators.iter().enumerate().rev().map(|(at, indicator)| (&*indicator.code, at)).collect();
    let spec_of: BTreeMap<&str, &IndicatorSpec> =
        specs.iter().rev().map(|spec| (&*spec.code, spec)).collect();
    let mut users: BTreeMap<usize, Vec<(usize, Way)>> = BTreeMap::new();
    let mut note = |used: &str, user: usize, way: Way| {
        if let Some(used) = codes.get(used).filter(|used| **used != user) {
            let list = users.entry(*used).or_default();
            if !list.contains(&(user, way)) {
                list.push((user, way));
            }
        }
    };
    for (at, indicator) in plan.indicators.iter().enumerate() {
        let Some(spec) = spec_of.get(&*indicator.code) else { continue };
        match (&spec.aggregation, &spec.formula) {
            (Aggregation::Formula, Some(formula)) => {
                formula.references().iter().for_each(|(code, _)| note(code, at, Way::Formula));
            }
            (Aggregation::WeightedMean(code), _) => note(code, at, Way::Weight),
            _ => {}
        }
        // A sum is made of its parts where no unit gave a figure: the figures say whether it was.
        let parent = spec.parent.as_deref().and_then(|parent| codes.get(parent).map(|at| (parent, *at)));
        if let Some((parent, whole)) = parent {
            let of = &plan.indicators[whole];
            let summed = of.figures.iter().any(|figure| figure.depends_on.contains(&spec.code));
            let lacks = spec_of.get(parent).is_some_and(|spec| spec.aggregation == Aggregation::Sum)
                && of.figures.iter().all(|figure| figure.coverage.is_none());
            if summed || lacks {
                note(&spec.code, whole, Way::Part);
            }
        }
    }
    users
}

fn rules<'a>(plan: &'a Plan, found: &[bool]) -> Vec<(&'a ControlRule, Vec<&'a str>)> {
    let names = |formula: &'a Formula| formula.references().into_iter().map(|(code, _)| code);
    let concerned: Vec<&str> =
        plan.indicators.iter().zip(found).filter(|(_, found)| **found).map(|(one, _)| &*one.code).collect();
    let rules = plan.settings.catalogue.rules.iter();
    rules
        .filter_map(|rule| {
            let mut codes: Vec<&str> = Vec::new();
            for code in names(&rule.left).chain(names(&rule.right)) {
                if concerned.contains(&code) && !codes.contains(&code) {
                    codes.push(code);
                }
            }
            (!codes.is_empty()).then_some((rule, codes))
        })
        .collect()
}

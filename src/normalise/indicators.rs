//! Rows find their indicator: by code, by name or alias, by path, without diacritics; near names are only proposed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::rows::Row;
use crate::domain::key::QuickMap;
use crate::domain::{Catalogue, IndicatorSpec, key, unit};
use crate::form::field::without_brackets;

/// What a row's code and name lead to: positions in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    One(usize),
    /// Several indicators go by the name.
    Many(Vec<usize>),
    Nothing,
}

/// What a row says about itself.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub unit: &'a str,
    /// Match keys of the names above the row, outermost first.
    pub above: &'a [Rc<str>],
    /// The same name stands under another parent elsewhere in the table.
    pub repeated: bool,
}

impl Wanted<'_> {
    /// All of it in one text, for looking up what was asked before.
    fn question(&self, text: &mut String) {
        text.clear();
        let parts = [self.code, self.name, self.unit, if self.repeated { "r" } else { "" }];
        for part in parts.into_iter().chain(self.above.iter().map(|name| &**name)) {
            text.push_str(part);
            // No tidy text holds it.
            text.push('\n');
        }
    }
}

/// The catalogue's indicators, ready for look-ups.
#[derive(Debug)]
pub struct Indicators<'a> {
    catalogue: &'a Catalogue,
    codes: BTreeMap<String, usize>,
    names: BTreeMap<String, Vec<usize>>,
    loose: BTreeMap<String, Vec<usize>>,
    /// Per indicator the match keys of its parents' names and of its group.
    parents: Vec<BTreeSet<String>>,
    /// What rows have led to so far: the same few hundred rows stand in every department's file.
    found: RefCell<Found>,
}

/// What was asked before, and room for the next question.
#[derive(Debug, Default)]
struct Found {
    answers: QuickMap<String, Match>,
    question: String,
}

/// Rows remembered; more are of files that are no forms of this plan.
const REMEMBERED: usize = 20_000;

impl<'a> Indicators<'a> {
    pub fn new(catalogue: &'a Catalogue) -> Indicators<'a> {
        let positions: BTreeMap<&str, usize> = catalogue
            .indicators
            .iter()
            .enumerate()
            .map(|(index, spec)| (spec.code.as_str(), index))
            .collect();
        let mut out = Indicators {
            catalogue,
            codes: BTreeMap::new(),
            names: BTreeMap::new(),
            loose: BTreeMap::new(),
            parents: Vec::new(),
            found: RefCell::default(),
        };
        for (index, spec) in catalogue.indicators.iter().enumerate() {
            out.codes.entry(key::loose(&spec.code).replace(' ', "")).or_insert(index);
            for name in [&spec.name].into_iter().chain(&spec.aliases) {
                insert(&mut out.names, key::fold(name), index);
                insert(&mut out.names, key::fold(&without_brackets(name)), index);
                insert(&mut out.loose, key::loose(name), index);
            }
            out.parents.push(parents(catalogue, &positions, spec));
        }
        out
    }

    /// The indicator with this code, however it is spelled.
    pub fn by_code(&self, code: &str) -> Option<usize> {
        self.codes.get(&key::loose(code).replace(' ', "")).copied()
    }

    /// The indicator that a row means. A code and a name that lead to two indicators leave it open.
    pub fn find(&self, wanted: Wanted<'_>) -> Match {
        let Found { answers, question } = &mut *self.found.borrow_mut();
        wanted.question(question);
        if let Some(known) = answers.get(question.as_str()) {
            return known.clone();
        }
        if answers.len() >= REMEMBERED {
            answers.clear();
        }
        let answer = self.look(wanted);
        answers.insert(question.clone(), answer.clone());
        answer
    }

    fn look(&self, wanted: Wanted<'_>) -> Match {
        let named = self.by_name(wanted);
        match (self.by_code(wanted.code), &named) {
            (Some(code), Match::One(name)) if code != *name => Match::Many(vec![code, *name]),
            (Some(code), _) => Match::One(code),
            (None, _) => named,
        }
    }

    fn by_name(&self, wanted: Wanted<'_>) -> Match {
        let composed = self.composed(wanted);
        if wanted.repeated
            && let Some(found) = composed
        {
            return Match::One(found);
        }
        let stripped = without_brackets(wanted.name);
        let exact = [key::fold(wanted.name), key::fold(&stripped)];
        let found = exact
            .iter()
            .find_map(|key| self.names.get(key))
            .or_else(|| self.loose.get(&key::loose(&stripped)))
            .filter(|_| !wanted.name.trim().is_empty());
        match (found, composed) {
            (Some(found), _) => self.narrowed(found, wanted),
            (None, Some(found)) => Match::One(found),
            (None, None) => Match::Nothing,
        }
    }

    /// The indicator that a theme over columns ("Sản lượng") and a row ("Lúa") are together: by a name made of both, or
    /// the one of the theme's name whose parent is the row. The row's own code speaks of its first theme only.
    pub fn under(&self, theme: &str, row: &Row, unit: &str) -> Option<usize> {
        let name = key::fold(&row.name);
        let bare = key::fold(name.trim_start_matches(['-', '+', '*', '•', '–', ' ']));
        let parent = row.above.last().cloned().unwrap_or_default();
        // "Sản lượng lúa đông xuân" for "Đông xuân" under "Lúa".
        let whole = [format!("{parent} {bare}"), bare.clone()];
        let wholes = if row.repeated { &whole[..1] } else { &whole[..] };
        let theme = key::fold(theme);
        let made = wholes.iter().find_map(|row| {
            [format!("{theme} {row}"), format!("{row}: {theme}"), format!("{row}-{theme}")].iter().find_map(
                |key| match self.names.get(&key::fold(key)).map(Vec::as_slice) {
                    Some([only]) => Some(*only),
                    _ => None,
                },
            )
        });
        made.or_else(|| {
            let named = self.names.get(&theme)?;
            let below: Vec<usize> =
                named.iter().copied().filter(|index| self.is_child(*index, &bare)).collect();
            let kind = |index: &&usize| {
                let spec = self.catalogue.indicators.get(**index);
                spec.is_some_and(|spec| unit::same_kind(&spec.unit, unit))
            };
            match below.as_slice() {
                [only] => Some(*only),
                several => {
                    let mut fitting = several.iter().filter(kind);
                    fitting.next().filter(|_| fitting.next().is_none()).copied()
                }
            }
        })
    }

    /// Is the indicator's own parent called so?
    fn is_child(&self, index: usize, name: &str) -> bool {
        let parent = self.catalogue.indicators.get(index).and_then(|spec| spec.parent.as_deref());
        let parent =
            parent.and_then(|code| self.by_code(code)).and_then(|at| self.catalogue.indicators.get(at));
        parent.is_some_and(|spec| {
            [&spec.name].into_iter().chain(&spec.aliases).any(|known| key::fold(known) == name)
        })
    }

    /// "Diện tích" under "Lúa" is "Diện tích lúa" in a catalogue without parents.
    fn composed(&self, wanted: Wanted<'_>) -> Option<usize> {
        let name = key::fold(wanted.name);
        wanted.above.iter().rev().find_map(|above| {
            [
                format!("{name} {above}"),
                format!("{above} {name}"),
                format!("{above}: {name}"),
                format!("{above}-{name}"),
            ]
            .iter()
            .find_map(|key| match self.names.get(&key::fold(key)).map(Vec::as_slice) {
                Some([only]) => Some(*only),
                _ => None,
            })
        })
    }

    /// Of several the one whose parents stand above the row, then the one whose unit is of the row's kind.
    fn narrowed(&self, found: &[usize], wanted: Wanted<'_>) -> Match {
        let agreement = |index: &usize| {
            self.parents
                .get(*index)
                .map_or(0, |parents| wanted.above.iter().filter(|name| parents.contains(&***name)).count())
        };
        let best = found.iter().map(agreement).max().unwrap_or(0);
        let has_parent =
            |index: &usize| self.catalogue.indicators.get(*index).is_some_and(|spec| spec.parent.is_some());
        let by_path: Vec<usize> = found.iter().copied().filter(|index| agreement(index) == best).collect();
        match by_path.as_slice() {
            // The row stands under other parents than all indicators of its name.
            all if wanted.repeated && best == 0 && all.iter().all(has_parent) => Match::Nothing,
            [only] => Match::One(*only),
            _ => {
                let same_kind = |index: &&usize| {
                    let spec = self.catalogue.indicators.get(**index);
                    !wanted.unit.is_empty()
                        && spec.is_some_and(|spec| unit::same_kind(&spec.unit, wanted.unit))
                };
                let by_unit: Vec<usize> = by_path.iter().filter(same_kind).copied().collect();
                match by_unit.as_slice() {
                    [only] => Match::One(*only),
                    _ => Match::Many(by_path),
                }
            }
        }
    }

    /// The indicator with the nearest name, to be asked for and never to be taken.
    pub fn nearest(&self, name: &str) -> Option<usize> {
        let named = self.catalogue.indicators.iter().enumerate();
        let names = named.flat_map(|(index, spec)| {
            [&spec.name].into_iter().chain(&spec.aliases).map(move |name| (name.as_str(), index))
        });
        key::nearest(name, names)
    }
}

fn insert(map: &mut BTreeMap<String, Vec<usize>>, key: String, index: usize) {
    let known = map.entry(key).or_default();
    if !known.contains(&index) {
        known.push(index);
    }
}

/// Match keys of the parents' names, nearest to farthest, and of the group. A circle of parents ends itself.
fn parents(
    catalogue: &Catalogue,
    positions: &BTreeMap<&str, usize>,
    spec: &IndicatorSpec,
) -> BTreeSet<String> {
    let mut names = BTreeSet::from([key::fold(&spec.group)]);
    let mut seen = BTreeSet::new();
    let mut next = spec.parent.as_deref();
    while let Some(code) = next.filter(|code| seen.insert(code.to_string())) {
        let Some(parent) = positions.get(code).and_then(|index| catalogue.indicators.get(*index)) else {
            break;
        };
        names.extend([&parent.name].into_iter().chain(&parent.aliases).map(|name| key::fold(name)));
        next = parent.parent.as_deref();
    }
    names
}

//! Which thing of the earlier draft is which of the later one: by its code, else by its words, else by nearly the same words of
//! the same owner.

use std::collections::{HashMap, VecDeque};

use crate::domain::{Change, TaskState, key};

/// More candidates of one owner are not looked through: nobody rewords fifty tasks of one department at once.
const MOST_CANDIDATES: usize = 50;

/// A thing as it was and as it is; at least one of the two.
pub(super) type Pair<'a, T> = (Option<&'a T>, Option<&'a T>);

/// Things of one key are the same thing. In the order of the later draft, then what is gone in the order of the earlier one.
pub(super) fn by_key<'a, T>(old: &'a [T], new: &'a [T], key: impl Fn(&T) -> String) -> Vec<Pair<'a, T>> {
    let mut places = vec![None; new.len()];
    matched(old, new, &mut places, |thing| Some(key(thing)));
    paired(old, new, &places)
}

/// Tasks by the codes that stay, else by their words; of those left over, the most alike of one owner. Drafts kept by the first
/// versions number their tasks (`NV01`): such a code says nothing.
pub(super) fn tasks<'a>(old: &'a [TaskState], new: &'a [TaskState]) -> Vec<Pair<'a, TaskState>> {
    let mut places = vec![None; new.len()];
    matched(old, new, &mut places, |task| task.code.starts_with("NV-").then(|| task.code.clone()));
    matched(old, new, &mut places, |task| Some(key::fold(&task.content)));
    let taken = taken(old.len(), &places);
    let mut left: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, task) in old.iter().enumerate().filter(|(at, _)| !taken.get(*at).copied().unwrap_or(true)) {
        left.entry(key::fold(&task.owner)).or_default().push(at);
    }
    for (place, task) in places.iter_mut().zip(new).filter(|(place, _)| place.is_none()) {
        let Some(candidates) = left.get_mut(&key::fold(&task.owner)) else { continue };
        let named = candidates
            .iter()
            .take(MOST_CANDIDATES)
            .filter_map(|at| Some((old.get(*at)?.content.as_str(), *at)));
        if let Some(found) = key::nearest(&task.content, named) {
            candidates.retain(|at| *at != found);
            *place = Some(found);
        }
    }
    paired(old, new, &places)
}

/// For each of the later things that has no place yet, its place among the earlier ones; each is taken once.
fn matched<T>(old: &[T], new: &[T], places: &mut [Option<usize>], key: impl Fn(&T) -> Option<String>) {
    let taken = taken(old.len(), places);
    let mut known: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (at, thing) in old.iter().enumerate().filter(|(at, _)| taken.get(*at) == Some(&false)) {
        if let Some(key) = key(thing) {
            known.entry(key).or_default().push_back(at);
        }
    }
    for (place, thing) in places.iter_mut().zip(new).filter(|(place, _)| place.is_none()) {
        *place = key(thing).and_then(|key| known.get_mut(&key)).and_then(VecDeque::pop_front);
    }
}

fn taken(count: usize, places: &[Option<usize>]) -> Vec<bool> {
    let mut taken = vec![false; count];
    for place in places.iter().flatten() {
        if let Some(mark) = taken.get_mut(*place) {
            *mark = true;
        }
    }
    taken
}

fn paired<'a, T>(old: &'a [T], new: &'a [T], places: &[Option<usize>]) -> Vec<Pair<'a, T>> {
    let gone = taken(old.len(), places).into_iter().zip(old).filter(|(taken, _)| !taken);
    let there = new.iter().zip(places).map(|(thing, place)| (place.and_then(|at| old.get(at)), Some(thing)));
    there.chain(gone.map(|(_, thing)| (Some(thing), None))).collect()
}

/// The changes of the pairs that differ.
pub(super) fn changes<T>(
    pairs: &[Pair<'_, T>],
    change: impl Fn(Option<&T>, Option<&T>) -> Option<Change>,
) -> Vec<Change> {
    pairs.iter().filter_map(|(old, new)| change(*old, *new)).collect()
}

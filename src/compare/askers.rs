//! Who asked for a change: the senders of the cells that are new, or whoever decided.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::{Asker, FigureState, OpinionState, Origin, Sender, Snapshot};

/// The senders of the later draft, by what they sent.
pub(super) struct Askers<'a> {
    senders: &'a [Sender],
    /// (file, department) → place in the list.
    by_file: HashMap<(&'a str, &'a str), usize>,
    /// Department → place of its newest file.
    newest: HashMap<&'a str, usize>,
}

/// A cell by its content, whatever its file is called now.
type Cell<'a> = (&'a str, &'a str, crate::workbook::Address);

fn cell(of: &Origin) -> Cell<'_> {
    (&of.sha256, &of.sheet, of.cell)
}

impl<'a> Askers<'a> {
    pub(super) fn of(now: &'a Snapshot) -> Askers<'a> {
        let mut by_file = HashMap::new();
        let mut newest: HashMap<&str, usize> = HashMap::new();
        for (at, sender) in now.senders.iter().enumerate() {
            by_file.insert((&*sender.file, &*sender.department), at);
            let place = newest.entry(&sender.department).or_insert(at);
            if now.senders.get(*place).is_some_and(|known| known.round <= sender.round) {
                *place = at;
            }
        }
        Askers { senders: &now.senders, by_file, newest }
    }

    /// A decision that was not there before; else whoever sent the new cells.
    pub(super) fn of_figure(&self, old: Option<&FigureState>, new: Option<&FigureState>) -> Vec<Asker> {
        let decision = |side: Option<&'_ FigureState>| side.and_then(|figure| figure.decision.clone());
        match decision(new) {
            Some(words) if decision(old).as_ref() != Some(&words) => vec![decided(words)],
            _ => self.of_cells(
                old.map_or(&[], |figure| &figure.sources),
                new.map_or(&[], |figure| &figure.sources),
            ),
        }
    }

    /// The senders of the cells that only the later draft has; where there are none, the departments whose cells are no more
    /// taken and who have sent a newer file since.
    pub(super) fn of_cells(&self, old: &[Origin], new: &[Origin]) -> Vec<Asker> {
        let known: BTreeSet<Cell<'_>> = old.iter().map(cell).collect();
        let places = new
            .iter()
            .filter(|origin| !known.contains(&cell(origin)))
            .filter_map(|origin| self.by_file.get(&(&*origin.file, &*origin.department)));
        let places: BTreeSet<usize> = places.copied().collect();
        if places.is_empty() { self.named(&self.withdrawn(old, new)) } else { self.named(&places) }
    }

    fn withdrawn(&self, old: &[Origin], new: &[Origin]) -> BTreeSet<usize> {
        let kept: BTreeSet<Cell<'_>> = new.iter().map(cell).collect();
        let gone = old.iter().filter(|origin| !kept.contains(&cell(origin)));
        let newer = |origin: &Origin| {
            let at = *self.newest.get(&*origin.department)?;
            self.senders.get(at).filter(|sender| sender.file != origin.file).map(|_| at)
        };
        gone.filter_map(newer).collect()
    }

    /// One for each department and round; what its files say they change, each sentence once.
    fn named(&self, places: &BTreeSet<usize>) -> Vec<Asker> {
        let mut known: BTreeMap<(&str, Option<u32>), usize> = BTreeMap::new();
        let mut askers: Vec<Asker> = Vec::new();
        for sender in places.iter().filter_map(|at| self.senders.get(*at)) {
            let place = *known.entry((&sender.department, sender.round)).or_insert(askers.len());
            match askers.get_mut(place) {
                Some(asker) if !sender.changes.is_empty() && !asker.why.contains(&sender.changes) => {
                    asker.why.push_str(if asker.why.is_empty() { "" } else { "; " });
                    asker.why.push_str(&sender.changes);
                }
                Some(_) => {}
                None => askers.push(asker(sender)),
            }
        }
        askers
    }

    /// Whoever holds the opinion.
    pub(super) fn of_opinion(&self, of: &OpinionState) -> Asker {
        let sender = self
            .by_file
            .get(&(&*of.source.file, &*of.source.department))
            .and_then(|at| self.senders.get(*at));
        Asker {
            department: of.department.clone(),
            name: of.department_name.clone(),
            round: sender.and_then(|sender| sender.round),
            why: of.reason.clone(),
        }
    }
}

fn asker(sender: &Sender) -> Asker {
    Asker {
        department: sender.department.clone(),
        name: sender.department_name.clone(),
        round: sender.round,
        why: sender.changes.clone(),
    }
}

fn decided(words: String) -> Asker {
    Asker { department: String::new(), name: "Theo quyết định".to_owned(), round: None, why: words }
}

//! A finding and the part of the draft that it stands against.

use crate::domain::{Draft, Origin};
use crate::finding::{Code, Finding};

/// A part of a draft, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A cell of a figures row.
    Cell {
        row: usize,
        cell: usize,
    },
    /// A figures row as a whole: whose it is.
    Row(usize),
    TaskOwner(usize),
    /// The words of a task, of its owner's name; what is said of them hides nothing else.
    TaskContent(usize),
    TaskOwnerName(usize),
    TaskSentence(usize),
    TaskDeadline(usize),
    Opinion(usize),
    OpinionContent(usize),
    OpinionSentence(usize),
}

/// What a rule says.
#[derive(Debug, Clone)]
pub struct Fault {
    pub finding: Finding,
    pub target: Target,
    /// Further parts that go if the finding is an error.
    pub also: Vec<Target>,
}

impl Fault {
    pub fn new(target: Target, finding: Finding) -> Fault {
        Fault { finding, target, also: Vec::new() }
    }
}

/// A finding at a cell, addressed to the draft's sender.
pub fn finding(draft: &Draft, code: Code, origin: &Origin, message: impl Into<String>) -> Finding {
    Finding::new(code, message).at(origin).of(draft.department.clone())
}

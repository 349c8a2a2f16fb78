//! One finding, and the list of them in which nothing is lost and nothing is printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Code, Place, Severity, shorten};

/// How a finding stopped counting: the office accepts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// How bad it was.
    pub severity: Severity,
    /// Who, when, why, in words.
    pub by: String,
    /// The row that says so.
    pub place: Place,
}

/// A fault, a doubt or a remark about the input, in Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub code: Code,
    pub severity: Severity,
    /// Code of the department (`DonVi`, column Mã) that can mend it.
    pub department: Option<Arc<str>>,
    pub place: Place,
    /// One sentence: what is wrong.
    pub message: String,
    pub expected: Option<String>,
    pub found: Option<String>,
    /// How far the two lie apart, where both are numbers.
    pub difference: Option<String>,
    /// One sentence: how to mend it, with an example where it helps.
    pub help: Option<String>,
    /// The office accepts it: it stands as a note.
    pub waived: Option<Box<Waived>>,
}

impl Finding {
    /// A finding of the code's own severity, at no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Finding {
        Finding {
            code,
            severity: code.severity(),
            department: None,
            place: Place::default(),
            message: message.into(),
            expected: None,
            found: None,
            difference: None,
            help: None,
            waived: None,
        }
    }

    /// The same finding at a place (`Place` or `&Origin`).
    pub fn at(mut self, place: impl Into<Place>) -> Finding {
        self.place = place.into();
        self
    }

    /// The same finding, addressed to a department.
    pub fn of(mut self, department: impl Into<Arc<str>>) -> Finding {
        self.department = Some(department.into());
        self
    }

    /// What was expected.
    pub fn expected(mut self, expected: impl Into<String>) -> Finding {
        self.expected = Some(expected.into());
        self
    }

    /// What was found.
    pub fn found(mut self, found: impl Into<String>) -> Finding {
        self.found = Some(found.into());
        self
    }

    /// How far what was found lies from what was expected; nothing where it is empty.
    pub fn difference(mut self, difference: impl Into<String>) -> Finding {
        self.difference = Some(difference.into()).filter(|text| !text.is_empty());
        self
    }

    /// How to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// The same finding, accepted: a note that says by whom.
    pub fn waive(&mut self, by: impl Into<String>, place: Place) {
        let by = by.into();
        self.help = Some(format!("Đã được miễn trừ: {by}."));
        self.waived = Some(Box::new(Waived { severity: self.severity, by, place }));
        self.severity = Severity::Note;
    }

    /// Another severity than the code's own.
    pub fn severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }
}

/// All findings of a run, in the order of their making until they are sorted.
#[derive(Debug, Clone, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one; what it quotes of a cell is shortened, the cell itself holds all of it.
    pub fn add(&mut self, mut finding: Finding) {
        shorten::message(&mut finding.message);
        for words in [&mut finding.expected, &mut finding.found].into_iter().flatten() {
            shorten::words(words);
        }
        self.0.push(finding);
    }

    /// Adds all of another list.
    pub fn extend(&mut self, others: Findings) {
        // By an eighth, not by doubling: a country has tens of thousands.
        let (known, more) = (self.0.len(), others.0.len());
        if self.0.capacity() - known < more {
            self.0.reserve_exact(more.max(known / 8));
        }
        self.0.extend(others.0);
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many stand at this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Is one of them at or above this severity?
    pub fn any_at_least(&self, severity: Severity) -> bool {
        self.0.iter().any(|finding| finding.severity >= severity)
    }

    /// Is there a finding of this code?
    pub fn has(&self, code: Code) -> bool {
        self.0.iter().any(|finding| finding.code == code)
    }

    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Finding> {
        self.0.iter_mut()
    }

    /// Gives the findings of a code (by id) the severity that the office chose for it; what is waived stays a note.
    pub fn regrade(&mut self, severities: &BTreeMap<String, Severity>) {
        for finding in self.0.iter_mut().filter(|finding| finding.waived.is_none()) {
            if let Some(severity) = severities.get(finding.code.id()) {
                finding.severity = *severity;
            }
        }
    }

    /// Stable order: department, file, sheet, most severe first, code, then order of making.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            (&a.department, &a.place.file, &a.place.sheet)
                .cmp(&(&b.department, &b.place.file, &b.place.sheet))
                .then(b.severity.cmp(&a.severity))
                .then(a.code.id().cmp(b.code.id()))
        });
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

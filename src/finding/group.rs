//! Findings for people: by department, by file and sheet, one entry for each code, cells of one sentence together.

use std::collections::BTreeMap;

use super::cells::{merged, place};
use super::{Code, Finding, Findings, Severity};

/// All that is to be said to one department; `None`: to the office itself.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    pub department: Option<&'a str>,
    /// Most important first.
    pub entries: Vec<Entry<'a>>,
}

/// One kind of fault on one sheet.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub code: Code,
    pub severity: Severity,
    pub file: Option<&'a str>,
    pub sheet: Option<&'a str>,
    /// `E7, E9–E12`: all cells of all sentences.
    pub cells: String,
    pub sentences: Vec<Sentence<'a>>,
}

/// One sentence with the cells that it speaks of. `finding` is the first that says it.
#[derive(Debug, Clone)]
pub struct Sentence<'a> {
    pub finding: &'a Finding,
    /// All that say it.
    pub findings: Vec<&'a Finding>,
    pub cells: String,
}

impl Group<'_> {
    /// The worst that is said here.
    pub fn worst(&self) -> Severity {
        self.entries.iter().map(|entry| entry.severity).max().unwrap_or(Severity::Note)
    }

    /// How many entries stand at this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.entries
            .iter()
            .filter(|entry| entry.severity == severity)
            .map(|entry| entry.sentences.len())
            .sum()
    }
}

impl Entry<'_> {
    /// `nop/yte.xlsx › ChiTieu!E7, E9–E12`, leaving out what is not known.
    pub fn place(&self) -> String {
        let file = self.file.unwrap_or_default();
        match (self.sheet, &*self.cells) {
            (Some(sheet), "") => format!("{file} › {sheet}"),
            (Some(sheet), cells) => format!("{file} › {sheet}!{cells}"),
            (None, _) => file.to_string(),
        }
    }
}

/// Groups the findings at or above a severity: departments in the order of their worst finding, then of the list;
/// in a department errors first, what concerns a whole file before what concerns a cell, then by code and place.
pub fn group(findings: &Findings, least: Severity) -> Vec<Group<'_>> {
    let mut order: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let mut lists: Vec<(Option<&str>, Vec<&Finding>)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.severity >= least) {
        let department = finding.department.as_deref();
        let at = *order.entry(department).or_insert_with(|| {
            lists.push((department, Vec::new()));
            lists.len() - 1
        });
        if let Some((_, list)) = lists.get_mut(at) {
            list.push(finding);
        }
    }
    let mut groups: Vec<Group<'_>> =
        lists.into_iter().map(|(department, list)| Group { department, entries: entries(list) }).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.worst()));
    groups
}

fn entries(mut list: Vec<&Finding>) -> Vec<Entry<'_>> {
    list.sort_by(|a, b| key(a).cmp(&key(b)));
    list.chunk_by(|a, b| key(a).0 == key(b).0).map(entry).collect()
}

/// Code, file, sheet: one entry; then column and row as Excel sorts.
type Key<'a> = ((std::cmp::Reverse<Severity>, &'a str, Option<&'a str>, Option<&'a str>), Option<(u64, u64)>);

fn key(finding: &Finding) -> Key<'_> {
    let at = &finding.place;
    (
        (std::cmp::Reverse(finding.severity), finding.code.id(), at.file.as_deref(), at.sheet.as_deref()),
        at.cell.as_deref().and_then(place),
    )
}

fn entry<'a>(list: &[&'a Finding]) -> Entry<'a> {
    let mut places: BTreeMap<Said<'a>, usize> = BTreeMap::new();
    let mut said: Vec<Vec<&'a Finding>> = Vec::new();
    for finding in list.iter().copied() {
        let at = *places.entry(words(finding)).or_insert_with(|| {
            said.push(Vec::new());
            said.len() - 1
        });
        if let Some(findings) = said.get_mut(at) {
            findings.push(finding);
        }
    }
    let cells_of =
        |findings: &[&'a Finding]| merged(findings.iter().filter_map(|one| one.place.cell.as_deref()));
    let sentences = said
        .into_iter()
        .filter_map(|findings| {
            let finding = findings.first().copied()?;
            Some(Sentence { finding, cells: cells_of(&findings), findings })
        })
        .collect();
    // A chunk is never empty; its first member speaks for what all share.
    let first = list.first().copied();
    Entry {
        code: first.map_or(Code::FileSkipped, |finding| finding.code),
        severity: first.map_or(Severity::Note, |finding| finding.severity),
        file: first.and_then(|finding| finding.place.file.as_deref()),
        sheet: first.and_then(|finding| finding.place.sheet.as_deref()),
        cells: cells_of(list),
        sentences,
    }
}

type Said<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn words(finding: &Finding) -> Said<'_> {
    (&finding.message, finding.expected.as_deref(), finding.found.as_deref(), finding.help.as_deref())
}

#[cfg(test)]
mod tests {
    use super::group;
    use crate::finding::{Code, Finding, Findings, Place, Severity};

    fn findings() -> Findings {
        let mut findings = Findings::default();
        let mut add = |code, department: &str, cell: &str, message: &str| {
            let finding = Finding::new(code, message).at(Place::cell("nop/a.xlsx", "ChiTieu", cell));
            findings.add(finding.of(department));
        };
        add(Code::PlanBelowEstimate, "KT", "E3", "Kém");
        for cell in ["E9", "E7", "E10", "E11"] {
            add(Code::FigureRequired, "YTE", cell, "Thiếu");
        }
        add(Code::FigureRequired, "YTE", "F1", "Thiếu nữa");
        add(Code::TaskWithoutDeadline, "YTE", "B1", "Không có hạn");
        findings.add(Finding::new(Code::FileSkipped, "Bỏ qua"));
        findings
    }

    #[test]
    fn cells_of_a_sentence_stand_together_and_the_worst_stands_first() {
        let findings = findings();
        let groups = group(&findings, Severity::Warning);
        let departments: Vec<_> = groups.iter().map(|group| group.department.unwrap()).collect();
        assert_eq!(departments, ["YTE", "KT"]);
        let yte = &groups[0];
        assert_eq!(yte.entries.len(), 2);
        assert_eq!(yte.entries[0].place(), "nop/a.xlsx › ChiTieu!E7, E9–E11, F1");
        assert_eq!(yte.entries[0].sentences[0].cells, "E7, E9–E11");
        assert_eq!((yte.count(Severity::Error), yte.count(Severity::Warning)), (2, 1));
        assert_eq!(yte.entries[1].code, Code::TaskWithoutDeadline);
    }

    #[test]
    fn no_finding_is_lost_and_notes_are_left_out_only_on_demand() {
        let findings = findings();
        let cells = |least| -> usize {
            let groups = group(&findings, least);
            groups.iter().flat_map(|group| &group.entries).map(|entry| entry.sentences.len()).sum()
        };
        assert_eq!((cells(Severity::Warning), cells(Severity::Note)), (4, 5));
    }
}

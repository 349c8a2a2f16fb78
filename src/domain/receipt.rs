//! What goes back to one department: what was received of it, and all that is to be mended.

use std::collections::BTreeMap;

use super::{Plan, SubmissionRecord, SubmissionStatus};
use crate::finding::group::{Entry, Group, Sentence};
use crate::finding::{Finding, Findings, Severity, group};

/// One department's receipt; made for every department that sent at least one file.
#[derive(Debug, Clone)]
pub struct Receipt<'a> {
    pub department: &'a str,
    pub name: &'a str,
    /// Its files in the order of the plan's list.
    pub files: Vec<&'a SubmissionRecord>,
    /// What is to be said to it, most important first.
    pub entries: Vec<Entry<'a>>,
}

/// One line of a slip: a sentence, and how many more of the same kind on the same sheet it stands for.
#[derive(Debug, Clone)]
pub struct Line<'r, 'a> {
    pub entry: &'r Entry<'a>,
    pub sentence: &'r Sentence<'a>,
    /// The cells of all that the line stands for.
    pub cells: &'r str,
    pub also: usize,
}

/// A slip with more lines than this is read by kinds of fault first.
const FEW_LINES: usize = 12;
/// So many sentences of one kind stand in lines of their own all the same.
const FEW_SENTENCES: usize = 3;

impl<'a> Receipt<'a> {
    /// The lines for one page: where there are many, all sentences of one kind on one sheet are one line, with all of
    /// their cells.
    pub fn brief(&self) -> Vec<Line<'_, 'a>> {
        let many = self.lines().count() > FEW_LINES;
        let mut out = Vec::new();
        for entry in &self.entries {
            let folds = many && entry.sentences.len() > FEW_SENTENCES;
            let shown = if folds { 1 } else { entry.sentences.len() };
            out.extend(entry.sentences.iter().take(shown).map(|sentence| Line {
                entry,
                sentence,
                cells: if folds { &entry.cells } else { &sentence.cells },
                also: entry.sentences.len() - shown,
            }));
        }
        out
    }

    /// Entries and sentences in one line each, most important first.
    pub fn lines(&self) -> impl Iterator<Item = (&Entry<'a>, &Sentence<'a>)> {
        self.entries.iter().flat_map(|entry| entry.sentences.iter().map(move |sentence| (entry, sentence)))
    }

    /// Every single finding, those of one sentence too.
    pub fn findings(&self) -> impl Iterator<Item = &'a Finding> {
        self.lines().flat_map(|(_, sentence)| sentence.findings.iter().copied())
    }

    /// Where a line stands, for its department: `ChiTieu!E7, E9–E12` in a file of its own; what stands in the office's
    /// own files (the catalogue) is nothing in which the department could look.
    pub fn place(&self, entry: &Entry<'_>, cells: &str) -> String {
        let is_own = self.files.iter().any(|record| record.file.as_deref() == entry.file);
        match (entry.sheet, entry.file) {
            (Some(sheet), _) if is_own && cells.is_empty() => sheet.to_string(),
            (Some(sheet), _) if is_own => format!("{sheet}!{cells}"),
            (_, Some(file)) if is_own => file.rsplit('/').next().unwrap_or(file).to_string(),
            _ => "Chung".to_string(),
        }
    }

    /// How many lines stand at this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.lines().filter(|(entry, _)| entry.severity == severity).count()
    }

    /// Is something to be mended (a warning or an error)?
    pub fn is_returned(&self) -> bool {
        self.entries.iter().any(|entry| entry.severity > Severity::Note)
    }
}

/// A receipt for every department that sent something, in roster order.
pub fn receipts<'a>(plan: &'a Plan, findings: &'a Findings) -> Vec<Receipt<'a>> {
    let groups = group(findings, Severity::Note);
    let mut said: BTreeMap<&str, Group<'a>> =
        groups.into_iter().filter_map(|group| Some((group.department?, group))).collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out: Vec<Receipt<'a>> = Vec::new();
    let sent = plan.submissions.iter().filter(|record| record.status != SubmissionStatus::Missing);
    for record in sent {
        let at = *places.entry(&record.department).or_insert_with(|| {
            out.push(Receipt {
                department: &record.department,
                name: &record.department_name,
                files: Vec::new(),
                entries: said.remove(&*record.department).map_or_else(Vec::new, |group| group.entries),
            });
            out.len() - 1
        });
        if let Some(receipt) = out.get_mut(at) {
            receipt.files.push(record);
        }
    }
    out
}

/// File names for codes, safe on every system: letters, digits, `-` and `_` alone, no reserved name of Windows, no
/// two alike when case is ignored. Parallel to the codes.
pub fn file_names<'a>(codes: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = std::collections::BTreeSet::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = Vec::new();
    for code in codes {
        let name = safe(code);
        // Counting goes on where the last one of this name stopped, so that a thousand alike are not quadratic.
        let count = counts.entry(name.to_lowercase()).or_insert(1);
        let mut unique = name.clone();
        while !taken.insert(unique.to_lowercase()) {
            *count += 1;
            unique = format!("{name}-{count}");
        }
        names.push(unique);
    }
    names
}

/// Names that Windows keeps for devices, whatever the extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
/// Longer codes are cut: the whole path must stay short.
const LONGEST: usize = 60;

fn safe(code: &str) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' };
    let name: String = code.chars().take(LONGEST).map(plain).collect();
    let name = name.trim_matches('-').to_string();
    let lower = name.to_lowercase();
    let port = (lower.starts_with("com") || lower.starts_with("lpt"))
        && lower.len() == 4
        && lower.ends_with(|digit: char| digit.is_ascii_digit());
    if name.is_empty() {
        "don-vi".to_string()
    } else if RESERVED.contains(&&*lower) || port {
        format!("{name}_")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Receipt, file_names};
    use crate::finding::{Code, Finding, Findings, Place, Severity, group};

    #[test]
    fn many_sentences_of_a_kind_are_one_line_with_all_their_cells() {
        let receipt_of = |count: usize| {
            let mut findings = Findings::default();
            for row in 0..count {
                let place = Place::cell("nop/a.xlsx", "ChiTieu", format!("C{}", row + 7));
                let finding = Finding::new(Code::IndicatorUnknown, format!("Dòng {row} lạ")).at(place);
                findings.add(finding.of("YTE"));
            }
            findings.add(Finding::new(Code::TaskWithoutOwner, "Không có chủ trì").of("YTE"));
            findings
        };
        let brief = |count| {
            let findings = receipt_of(count);
            let entries = group(&findings, Severity::Note).remove(0).entries;
            let receipt = Receipt { department: "YTE", name: "Y tế", files: Vec::new(), entries };
            let lines: Vec<(String, usize)> =
                receipt.brief().iter().map(|line| (line.cells.to_string(), line.also)).collect();
            assert_eq!(receipt.lines().count(), count + 1);
            lines
        };
        assert_eq!(brief(25), [("C7–C31".to_string(), 24), (String::new(), 0)]);
        assert_eq!(brief(5).len(), 6);
    }

    #[test]
    fn names_are_safe_and_no_two_are_alike() {
        let names =
            file_names(["YTE", "yte", "NN&PTNT", "../../x", "CON", "com1", "", "a.b.", "Y-T", "yte-2"]);
        assert_eq!(
            names,
            ["YTE", "yte-2", "NN-PTNT", "x", "CON_", "com1_", "don-vi", "a-b", "Y-T", "yte-2-2"]
        );
    }
}

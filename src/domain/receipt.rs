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

impl<'a> Receipt<'a> {
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
    pub fn place(&self, entry: &Entry<'_>, sentence: &Sentence<'_>) -> String {
        let is_own = self.files.iter().any(|record| record.file.as_deref() == entry.file);
        match (entry.sheet, entry.file) {
            (Some(sheet), _) if is_own && sentence.cells.is_empty() => sheet.to_string(),
            (Some(sheet), _) if is_own => format!("{sheet}!{}", sentence.cells),
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
    use super::file_names;

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

//! What the office decided: figures, waivers of findings, replies to opinions; each with who, when and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{At, Candidate, Opinion, Origin, Quantity, date, key, mark};
use crate::finding::{Code, Finding};

/// How many signs the mark of a case has.
const CASE_MARK: usize = 6;

/// All that stands in `quyet-dinh.xlsx`, in the order of its rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decisions {
    pub figures: Vec<FigureDecision>,
    pub waivers: Vec<Waiver>,
    pub replies: Vec<Reply>,
}

/// Who answers for a decision, since when, and why; with the row that says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed {
    pub by: String,
    pub on: Option<NaiveDate>,
    pub why: String,
    pub origin: Origin,
}

impl Signed {
    /// “Chủ tịch UBND, ngày 20/9/2023: số của ngành chuyên môn”; what is not known is left out.
    pub fn in_words(&self) -> String {
        let mut out = self.by.clone();
        if let Some(day) = self.on {
            let comma = if out.is_empty() { "" } else { ", " };
            out.push_str(&format!("{comma}ngày {}", date::short(day)));
        }
        match (out.is_empty(), self.why.is_empty()) {
            (_, true) => out,
            (true, false) => self.why.clone(),
            (false, false) => format!("{out}: {}", self.why),
        }
    }
}

/// What is to be printed for a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The figure of this department (code); of several that it sent in one round, the nth (from 1).
    Department { code: Arc<str>, nth: Option<usize> },
    /// A value of the office's own, in the indicator's unit.
    Value(Box<At<Quantity>>),
}

/// One figure decided.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureDecision {
    /// Position of the indicator in `Catalogue::indicators`.
    pub indicator: usize,
    /// Position in `Settings::columns`.
    pub column: usize,
    /// The mark of the case when it was decided ([`case_mark`]); empty where none was given.
    pub mark: String,
    /// The candidates when it was decided, as people read them.
    pub seen: String,
    pub verdict: Verdict,
    pub signed: Signed,
}

/// One finding that is not to count as an error.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    /// Id of the finding's code: `TH0301`.
    pub code: String,
    /// Code of the department, empty for none.
    pub department: String,
    /// File, sheet and cell, or the indicator, as typed: for people.
    pub place: String,
    /// The mark of the finding ([`finding_mark`]); empty where none was given.
    pub mark: String,
    pub signed: Signed,
}

/// What the office did with an opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReplyKind {
    /// Tiếp thu.
    Accepted,
    /// Tiếp thu một phần.
    Partly,
    /// Giải trình: not taken up, with the reason.
    Explained,
    /// Bảo lưu: the office keeps its own view and asks the leaders.
    Reserved,
}

impl ReplyKind {
    pub const ALL: [ReplyKind; 4] =
        [ReplyKind::Accepted, ReplyKind::Partly, ReplyKind::Explained, ReplyKind::Reserved];

    /// The stable key for machines.
    pub fn key(self) -> &'static str {
        match self {
            ReplyKind::Accepted => "accepted",
            ReplyKind::Partly => "partly",
            ReplyKind::Explained => "explained",
            ReplyKind::Reserved => "reserved",
        }
    }

    pub fn vietnamese(self) -> &'static str {
        match self {
            ReplyKind::Accepted => "Tiếp thu",
            ReplyKind::Partly => "Tiếp thu một phần",
            ReplyKind::Explained => "Giải trình",
            ReplyKind::Reserved => "Bảo lưu",
        }
    }
}

/// The office's reply to one opinion.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Code of the opinion that it answers, as typed; empty where none was given.
    pub opinion: String,
    /// Code of the department.
    pub department: String,
    /// The opinion's words when it was answered.
    pub content: String,
    pub kind: ReplyKind,
    /// Nội dung tiếp thu, giải trình.
    pub text: String,
    /// Codes of the indicators and tasks that the reply says something about.
    pub links: Vec<String>,
    pub signed: Signed,
}

/// The waivers by code and mark: which finding is accepted, without looking through all of them.
#[derive(Debug, Default)]
pub struct Waivers<'a>(BTreeMap<(&'a str, &'a str), usize>);

impl Decisions {
    /// The waivers, ready for asking; those without a mark wait for one.
    pub fn waivers_by_mark(&self) -> Waivers<'_> {
        let marked = self.waivers.iter().enumerate().filter(|(_, waiver)| !waiver.mark.is_empty());
        Waivers(marked.map(|(place, waiver)| ((&*waiver.code, &*waiver.mark), place)).collect())
    }
}

impl Waivers<'_> {
    /// Position of the waiver of this very finding, if its kind can be waived at all.
    pub fn of(&self, finding: &Finding) -> Option<usize> {
        if self.0.is_empty() || !finding.code.is_waivable() {
            return None;
        }
        self.0.get(&(finding.code.id(), &*finding_mark(finding))).copied()
    }
}

/// The mark of a figure's case: who sent what, whatever file it came in and in whatever order.
pub fn case_mark(candidates: &[Candidate]) -> String {
    let mut words: Vec<String> = candidates.iter().map(|one| stated(one).to_lowercase()).collect();
    words.sort();
    mark::mark(words.iter().map(String::as_str), CASE_MARK)
}

/// The candidates as people read them: `YTE: 94 %; BHXH: 93,5 %`. Of several figures of one department each has its number.
pub fn candidates_in_words(candidates: &[Candidate]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in candidates {
        *counts.entry(&one.department).or_default() += 1;
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = Vec::with_capacity(candidates.len());
    for one in candidates {
        let nth = seen.entry(&one.department).or_default();
        *nth += 1;
        let several = counts.get(&*one.department).is_some_and(|count| *count > 1);
        let number = if several { format!(" ({nth})") } else { String::new() };
        out.push(format!("{}{number}: {}", one.department, one.figure.value.in_cell()));
    }
    out.join("; ")
}

fn stated(candidate: &Candidate) -> String {
    let value = &candidate.figure.value;
    let number =
        |part: Option<rust_decimal::Decimal>| part.map_or(String::new(), |part| part.normalize().to_string());
    format!(
        "{}={:?}/{:?}/{}/{}/{}",
        candidate.department,
        value.kind(),
        value.qualifier(),
        number(value.low()),
        number(value.high()),
        if value.low().is_none() && value.high().is_none() {
            key::fold(&value.text())
        } else {
            String::new()
        },
    )
}

/// The mark of a finding's case: what is wrong, with whom, in which cell; the name of its file does not matter.
pub fn finding_mark(finding: &Finding) -> String {
    let file = finding.place.file.as_deref().unwrap_or("");
    let without_file = |text: &str| if file.is_empty() { text.to_owned() } else { text.replace(file, "") };
    // Who has sent nothing has sent nothing, before the deadline and after it.
    let lasting = finding.code == Code::SubmissionMissing;
    let message = if lasting { String::new() } else { without_file(&finding.message) };
    let words = [
        finding.code.id(),
        finding.department.as_deref().unwrap_or(""),
        finding.place.sheet.as_deref().unwrap_or(""),
        finding.place.cell.as_deref().unwrap_or(""),
        &message,
        finding.expected.as_deref().unwrap_or(""),
        finding.found.as_deref().unwrap_or(""),
    ];
    mark::mark(words, CASE_MARK)
}

impl Opinion {
    /// What became of it, in a word.
    pub fn outcome(&self) -> &'static str {
        match (&self.reply, self.agrees) {
            (Some(reply), _) => reply.kind.vietnamese(),
            (None, true) => "Thống nhất",
            (None, false) => "Chưa trả lời",
        }
    }

    /// The reply as the department reads it: “Tiếp thu một phần: …”; empty where there is none.
    pub fn reply_in_words(&self) -> String {
        match &self.reply {
            Some(reply) if reply.text.is_empty() => reply.kind.vietnamese().to_owned(),
            Some(reply) => format!("{}: {}", reply.kind.vietnamese(), reply.text),
            None => String::new(),
        }
    }

    /// The words that were answered, where the department has worded its opinion differently since.
    pub fn answered_words(&self) -> Option<&str> {
        let reply = self.reply.as_ref()?;
        let differs = !reply.content.is_empty() && key::fold(&reply.content) != key::fold(&self.content);
        differs.then_some(&*reply.content)
    }
}

#[cfg(test)]
mod tests {
    use super::finding_mark;
    use crate::finding::{Code, Finding};

    /// Whoever need not send anything need not send it after the deadline either; another fault is another case.
    #[test]
    fn who_sends_nothing_is_one_case_before_and_after_the_deadline() {
        let missing =
            |message: &str, of: &str| finding_mark(&Finding::new(Code::SubmissionMissing, message).of(of));
        let before = missing("Phòng Y tế chưa nộp, hạn nộp 25/09/2023.", "YTE");
        assert_eq!(before, missing("Phòng Y tế chưa nộp, đã quá hạn 25/09/2023.", "YTE"));
        assert_ne!(before, missing("Phòng Nội vụ chưa nộp, hạn nộp 25/09/2023.", "NV"));
        let late = |message: &str| finding_mark(&Finding::new(Code::SubmissionLate, message).of("YTE"));
        assert_ne!(late("nộp ngày 26/09/2023"), late("nộp ngày 27/09/2023"));
    }
}

//! The consolidated plan: the only source of every sentence, table, chart and workbook.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    Assessed, Candidate, Changes, Decisions, Direction, FigureDecision, Origin, Quantity, Reply, Rule,
    Settings, Shortfall, Waiver,
};
use crate::finding::Finding;

/// Is there a figure, and how firm is it?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// A figure.
    Present,
    /// An aggregate from which units are missing, or a figure that is not settled on the level below.
    Provisional,
    /// "Chưa có số liệu": not zero.
    Missing,
}

impl Status {
    pub fn key(self) -> &'static str {
        match self {
            Status::Present => "present",
            Status::Provisional => "provisional",
            Status::Missing => "missing",
        }
    }
}

/// One printed figure. `quantity` is `None` exactly when `status` is `Missing`.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub status: Status,
    pub quantity: Option<Quantity>,
    pub rule: Rule,
    /// Candidates differ; see [`Figure::is_open`].
    pub conflict: bool,
    /// The office's decision, where one was applied.
    pub decision: Option<Arc<FigureDecision>>,
    pub candidates: Vec<Candidate>,
    /// See [`Figure::sources`].
    pub sources: Cells,
    /// For aggregates: units with a figure, units expected.
    pub coverage: Option<(u32, u32)>,
    /// What an aggregate or a formula lacks.
    pub shortfall: Option<Box<Shortfall>>,
    /// Why the figure is not settled on the level below, where it came from there: "Huyện Hai: tổng hợp 1/2 xã".
    pub caveat: Option<Arc<str>>,
    /// Codes of the indicators that a formula or an aggregate by parts used.
    pub depends_on: Vec<String>,
}

/// Cells that a figure was taken or summed from. A country's totals have more than a million, nearly all of them those of
/// the candidates beside them.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    Listed(Vec<Origin>),
    /// Those of all candidates, in their order.
    Candidates,
}

impl Default for Cells {
    fn default() -> Cells {
        Cells::Listed(Vec::new())
    }
}

impl From<Vec<Origin>> for Cells {
    fn from(cells: Vec<Origin>) -> Cells {
        Cells::Listed(cells)
    }
}

impl Cells {
    /// Each of them; `candidates`: those of the same figure.
    pub fn of<'a>(&'a self, candidates: &'a [Candidate]) -> impl Iterator<Item = &'a Origin> + Clone {
        let (listed, candidates): (&[Origin], &[Candidate]) = match self {
            Cells::Listed(listed) => (listed, &[]),
            Cells::Candidates => (&[], candidates),
        };
        listed.iter().chain(candidates.iter().map(|candidate| &candidate.figure.origin))
    }
}

impl Figure {
    /// Cells that the figure was taken or summed from, in reading order; for a formula, those of its parts.
    pub fn sources(&self) -> impl Iterator<Item = &Origin> + Clone {
        self.sources.of(&self.candidates)
    }

    /// How many these are.
    pub fn source_count(&self) -> usize {
        match &self.sources {
            Cells::Listed(listed) => listed.len(),
            Cells::Candidates => self.candidates.len(),
        }
    }

    /// How far an aggregate goes, and what the level below says: "tổng hợp 11/13 xã", "tổng hợp 2/2 huyện, trong đó Huyện
    /// Hai: tổng hợp 1/2 xã"; `None` where nothing was added up. `units`: those of [`Plan`].
    pub fn coverage_words(&self, units: &str) -> Option<String> {
        let covered = match (&self.shortfall, self.coverage) {
            (Some(short), _) => Some(short.words(units)),
            (None, Some((have, want))) => Some(format!("tổng hợp {have}/{want} {units}")),
            (None, None) => None,
        };
        match (covered, &self.caveat) {
            (Some(covered), Some(caveat)) => Some(format!("{covered}, trong đó {caveat}")),
            (None, Some(caveat)) => Some(caveat.to_string()),
            (covered, None) => covered,
        }
    }

    /// Candidates differ and nobody has decided.
    pub fn is_open(&self) -> bool {
        self.conflict && self.decision.is_none()
    }

    /// The rule in a sentence, with who decided, when and why.
    pub fn rule_in_words(&self) -> String {
        match self.decision.as_ref().map(|decision| decision.signed.in_words()) {
            Some(words) if !words.is_empty() => format!("{} ({words})", self.rule.vietnamese()),
            _ => self.rule.vietnamese().to_owned(),
        }
    }
}

/// Ratio, growth and percentage points are three different things and are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ComparisonKind {
    /// a ÷ b × 100, in %.
    Ratio,
    /// a ÷ b × 100 − 100, in %.
    Growth,
    /// a − b, in percentage points, for indicators that are percentages themselves.
    Points,
}

impl ComparisonKind {
    pub fn key(self) -> &'static str {
        match self {
            ComparisonKind::Ratio => "ratio",
            ComparisonKind::Growth => "growth",
            ComparisonKind::Points => "points",
        }
    }
}

/// A computed comparison of two columns of one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Key of the comparison column, e.g. `kh_n__uth_n1`.
    pub key: String,
    pub kind: ComparisonKind,
    /// `None`: "không so sánh được".
    pub value: Option<Decimal>,
    /// For print: `108,44`, `+0,34`, `không so sánh được`.
    pub text: String,
    /// Why there is no value.
    pub reason: Option<String>,
}

/// One indicator with all its columns, in catalogue order.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    pub code: String,
    pub ordinal: String,
    pub group: String,
    pub name: String,
    pub unit: String,
    /// Department code and name of the owner.
    pub owner: String,
    pub owner_name: String,
    pub co_owner_names: Vec<String>,
    /// Key of the aggregation: `chu-tri`, `tong`, …, and its words.
    pub method: String,
    pub method_text: String,
    /// The formula as typed, if any.
    pub formula: Option<String>,
    pub direction: Direction,
    pub parent: Option<String>,
    pub headline: bool,
    pub resolution: Option<Quantity>,
    pub decimals: Option<u32>,
    pub note: String,
    /// Parallel to `Settings::columns`.
    pub figures: Vec<Figure>,
    /// Parallel to `Settings::comparisons`.
    pub comparisons: Vec<Comparison>,
}

/// A task, merged over departments. A country has tens of thousands; what many of them say in the same words they share.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Made of the words first sent, so that it stays when files are renamed, when others send theirs and when a later
    /// round words it differently: `NV-K7P3Q`.
    pub code: String,
    pub field: Arc<str>,
    pub content: String,
    /// Name for print (catalogue name where known).
    pub owner: Arc<str>,
    pub co_owners: Box<[Arc<str>]>,
    pub product: Arc<str>,
    pub deadline: Arc<str>,
    pub indicator: Option<Arc<str>>,
    pub note: Arc<str>,
    /// Every cell that names this task.
    pub sources: Vec<Origin>,
}

/// An opinion, each exactly once.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinion {
    /// Made of the department and the words first sent, so that it stays when files are renamed, when others send theirs
    /// and when a later round words it differently: `YK-K7P3Q`.
    pub code: String,
    /// Department code and name.
    pub department: String,
    pub department_name: String,
    /// Round of the words shown here, the newest.
    pub round: u32,
    pub subject: String,
    pub content: String,
    pub proposal: String,
    pub reason: String,
    pub source: Origin,
    /// The department agrees and asks for nothing: no reply is due.
    pub agrees: bool,
    /// The same opinion as it also came: in other rounds, in other words.
    pub echoes: Vec<Echo>,
    /// The office's reply; `None`: none yet.
    pub reply: Option<Reply>,
}

/// Another wording or another place of an opinion.
#[derive(Debug, Clone, PartialEq)]
pub struct Echo {
    pub round: u32,
    pub subject: String,
    pub content: String,
    pub proposal: String,
    pub source: Origin,
}

/// What became of a department's or a file's submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubmissionStatus {
    /// Read, and counted.
    Accepted,
    /// Read and counted, but errors stand against parts of it.
    AcceptedWithErrors,
    /// All its figures were replaced by a newer round.
    Superseded,
    /// Nothing of it could be used.
    Rejected,
    /// The department sent nothing.
    Missing,
}

impl SubmissionStatus {
    pub fn key(self) -> &'static str {
        match self {
            SubmissionStatus::Accepted => "accepted",
            SubmissionStatus::AcceptedWithErrors => "accepted-with-errors",
            SubmissionStatus::Superseded => "superseded",
            SubmissionStatus::Rejected => "rejected",
            SubmissionStatus::Missing => "missing",
        }
    }

    pub fn vietnamese(self) -> &'static str {
        match self {
            SubmissionStatus::Accepted => "Đã nhận",
            SubmissionStatus::AcceptedWithErrors => "Đã nhận, còn lỗi",
            SubmissionStatus::Superseded => "Đã có bản mới thay thế",
            SubmissionStatus::Rejected => "Không dùng được, gửi trả",
            SubmissionStatus::Missing => "Chưa nộp",
        }
    }
}

/// One line of the submissions list: a file, or a department that sent none. Roster order.
#[derive(Debug, Clone, PartialEq)]
pub struct SubmissionRecord {
    pub department: String,
    pub department_name: String,
    pub territory: bool,
    pub file: Option<Arc<str>>,
    pub sha256: Option<Arc<str>>,
    pub round: Option<u32>,
    pub date: Option<NaiveDate>,
    pub deadline: Option<NaiveDate>,
    pub late: bool,
    pub status: SubmissionStatus,
    /// How many figures, tasks and opinions were read from it.
    pub figures: usize,
    pub tasks: usize,
    pub opinions: usize,
    /// How many of its figures a later round of the department replaced.
    pub replaced: usize,
    /// Nội dung thay đổi.
    pub changes: String,
}

/// A note that stands in a row of figures and says a number.
#[derive(Debug, Clone, PartialEq)]
pub struct RowNote {
    /// Position of the row's indicator in [`Plan::indicators`].
    pub indicator: usize,
    pub text: String,
    pub source: Origin,
}

/// The consolidated plan.
#[derive(Debug, Clone)]
pub struct Plan {
    pub settings: Arc<Settings>,
    pub as_of: NaiveDate,
    pub indicators: Vec<Indicator>,
    pub tasks: Vec<Task>,
    pub opinions: Vec<Opinion>,
    pub submissions: Vec<SubmissionRecord>,
    /// All that the office decided, applied or not.
    pub decisions: Decisions,
    /// Findings that the office waived, as they were found.
    pub waived: Vec<Finding>,
    /// Groups in the order of their first indicator.
    pub groups: Vec<String>,
    /// How figures stand against last year's plan and the resolution.
    pub assessed: Assessed,
    /// Notes of figure rows in which a number stands, for proofreading.
    pub notes: Vec<RowNote>,
    /// What changed since the draft before; `None` where there is none to compare with.
    pub changes: Option<Changes>,
    /// What territorial units are called: "xã, phường" (see [`Catalogue::unit_noun`](super::Catalogue::unit_noun)).
    pub units: String,
}

impl Plan {
    /// The indicator with this code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// The findings that the office waived, each with the waiver that hit it.
    pub fn exemptions(&self) -> impl Iterator<Item = (&Finding, Option<&Waiver>)> {
        let waivers = self.decisions.waivers_by_mark();
        self.waived.iter().map(move |finding| {
            (finding, waivers.of(finding).and_then(|place| self.decisions.waivers.get(place)))
        })
    }

    /// Position of the value column with this key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.settings.columns.iter().position(|column| column.key == key)
    }
}

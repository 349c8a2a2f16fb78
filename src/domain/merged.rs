//! Per indicator and column all candidates, the chosen one, and the rule that chose it.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use super::{
    At, Decisions, FigureDecision, Opinion, Origin, Quantity, RowNote, SubmissionRecord, Task, Whence,
};

/// One department's figure for one indicator and column: the newest of its rounds. `candidate.department`, `.file` and `.sheet`
/// are those of the figure's origin. A country has more than a million, so each is six words.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub figure: At<Quantity>,
    /// Older rounds' figures of the same department, newest first.
    pub superseded: Superseded,
    pub round: u32,
    /// The department owns the indicator.
    pub is_owner: bool,
}

impl Deref for Candidate {
    type Target = Whence;

    fn deref(&self) -> &Whence {
        &self.figure.origin
    }
}

/// Figures that a newer round replaced, mostly none: a list that takes one word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Superseded(Option<Box<Older>>);

/// A list takes three words wherever it stands, so it stands elsewhere.
#[derive(Debug, Clone, PartialEq)]
struct Older(Vec<At<Quantity>>);

impl From<Vec<At<Quantity>>> for Superseded {
    fn from(figures: Vec<At<Quantity>>) -> Superseded {
        Superseded((!figures.is_empty()).then(|| Box::new(Older(figures))))
    }
}

impl Deref for Superseded {
    type Target = [At<Quantity>];

    fn deref(&self) -> &[At<Quantity>] {
        self.0.as_ref().map_or(&[], |older| older.0.as_slice())
    }
}

impl<'a> IntoIterator for &'a Superseded {
    type Item = &'a At<Quantity>;
    type IntoIter = std::slice::Iter<'a, At<Quantity>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The rule that made the figure what it is; printed wherever the figure is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The owner's own figure, nobody contradicts.
    Owner,
    /// Several departments differ: the owner's figure goes first.
    OwnerOverOthers,
    /// The owner sent nothing: the only other department's figure.
    OnlySource,
    /// The owner sent nothing, several others differ: first co-owner in catalogue order, then roster order.
    CatalogueOrder,
    /// Aggregated over the territorial units.
    Aggregated,
    /// Computed from a formula.
    Computed,
    /// The office decided (`quyet-dinh.xlsx`).
    Decided,
    /// Nobody sent a figure.
    Missing,
}

impl Rule {
    /// The stable key for machines.
    pub fn key(self) -> &'static str {
        match self {
            Rule::Owner => "owner",
            Rule::OwnerOverOthers => "owner-over-others",
            Rule::OnlySource => "only-source",
            Rule::CatalogueOrder => "catalogue-order",
            Rule::Aggregated => "aggregated",
            Rule::Computed => "computed",
            Rule::Decided => "decided",
            Rule::Missing => "missing",
        }
    }

    /// The rule in a Vietnamese sentence.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Rule::Owner => "Số của đơn vị chủ trì",
            Rule::OwnerOverOthers => "Các đơn vị đưa số khác nhau; lấy số của đơn vị chủ trì",
            Rule::OnlySource => "Đơn vị chủ trì chưa gửi; lấy số của đơn vị duy nhất đã gửi",
            Rule::CatalogueOrder => {
                "Đơn vị chủ trì chưa gửi; lấy số của đơn vị phối hợp đứng trước trong danh mục"
            }
            Rule::Aggregated => "Tổng hợp từ các đơn vị cấp dưới",
            Rule::Computed => "Tính theo công thức của danh mục",
            Rule::Decided => "Theo quyết định ghi ở quyet-dinh.xlsx",
            Rule::Missing => "Chưa có số liệu",
        }
    }
}

/// What `merge` decided for one figure. `compute` makes the figure itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// Take this candidate (position in `candidates`).
    Candidate(usize),
    /// Aggregate these candidates (positions), by the indicator's aggregation.
    Aggregate(Vec<u32>),
    /// Take the value that stands in the decision.
    Decided,
    /// Leave it to the formula.
    Formula,
    Nothing,
}

/// One indicator in one value column.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedFigure {
    pub candidates: Vec<Candidate>,
    pub choice: Choice,
    pub rule: Rule,
    /// At least two candidates differ.
    pub conflict: bool,
    /// The decision that was applied.
    pub decision: Option<Arc<FigureDecision>>,
    /// For aggregates: units with a figure, units expected.
    pub coverage: Option<(u32, u32)>,
}

/// What `merge` gives: figures as `[indicator][column]` in catalogue and settings order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    pub figures: Vec<Vec<MergedFigure>>,
    pub tasks: Vec<Task>,
    pub opinions: Vec<Opinion>,
    pub submissions: Vec<SubmissionRecord>,
    pub decisions: Decisions,
    /// What the level below says of cells that are not settled.
    pub caveats: BTreeMap<Origin, Arc<str>>,
    /// Notes of figure rows in which a number stands; in the order of the submissions.
    pub notes: Vec<RowNote>,
}

//! Per indicator and column all candidates, the chosen one, and the rule that chose it.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use super::{
    At, Decisions, FigureDecision, Opinion, Origin, Quantity, RowNote, SubmissionRecord, Task, Whence,
};

/// One department's figure for one indicator and column: the newest of its rounds. `candidate.department`, `.file` and `.sheet`
/// are those of the figure's origin. A country has more than a million, so each is five words.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub figure: At<Quantity>,
    /// `None`: the usual one. Those of a submission's figures that are alike may be one.
    rank: Option<Arc<Rank>>,
}

/// What a figure has behind it when it is weighed against others.
#[derive(Debug, Clone, PartialEq)]
pub struct Rank {
    pub round: u32,
    /// The department owns the indicator.
    pub is_owner: bool,
    /// Older rounds' figures of the same department, newest first.
    pub superseded: Vec<At<Quantity>>,
}

/// Most figures are of a first round, not the owner's, and replace nothing.
static USUAL: Rank = Rank { round: 1, is_owner: false, superseded: Vec::new() };

impl Default for Rank {
    fn default() -> Rank {
        USUAL.clone()
    }
}

impl Rank {
    /// To be given to all candidates of this rank.
    pub fn shared(self) -> Option<Arc<Rank>> {
        (self != USUAL).then(|| Arc::new(self))
    }
}

impl Candidate {
    /// `rank`: as [`Rank::shared`] gives it.
    pub fn new(figure: At<Quantity>, rank: Option<Arc<Rank>>) -> Candidate {
        Candidate { figure, rank }
    }

    pub fn rank(&self) -> &Rank {
        self.rank.as_deref().unwrap_or(&USUAL)
    }
}

impl Deref for Candidate {
    type Target = Whence;

    fn deref(&self) -> &Whence {
        &self.figure.origin
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

#[cfg(test)]
mod tests {
    use super::{Candidate, Rank};

    #[test]
    fn a_candidate_is_five_words_and_the_usual_rank_takes_none() {
        assert_eq!(size_of::<Candidate>(), 5 * size_of::<u64>());
        assert_eq!(Rank::default().shared(), None);
        for rank in [Rank { round: 0, ..Rank::default() }, Rank { is_owner: true, ..Rank::default() }] {
            assert_eq!(rank.clone().shared().as_deref(), Some(&rank));
        }
    }
}

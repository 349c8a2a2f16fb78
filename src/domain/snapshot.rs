//! A draft as it stood: of a plan only what a comparison of two drafts needs, taken from the plan itself or from its kept file.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::{Direction, Figure, Indicator, Opinion, Origin, Plan, Quantity, Task, Words};

/// Which draft of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftName {
    /// `lan-2`: the draft with this number.
    Number(u32),
    /// `chinh-thuc`: the final.
    Final,
    /// `hien-tai`: what the inputs give now.
    Current,
}

impl DraftName {
    /// `lan-2`, `chinh-thuc`, `hien-tai`; the name of a kept draft's folder too.
    pub fn parse(text: &str) -> Option<DraftName> {
        match text {
            "chinh-thuc" => Some(DraftName::Final),
            "hien-tai" => Some(DraftName::Current),
            _ => {
                let digits = text.strip_prefix("lan-")?;
                let number = digits.parse().ok().filter(|number| (1..1000).contains(number))?;
                // One draft, one name: `lan-02` is no other spelling of it.
                (digits == format!("{number}")).then_some(DraftName::Number(number))
            }
        }
    }

    /// In a Vietnamese sentence.
    pub fn vietnamese(self) -> String {
        match self {
            DraftName::Number(number) => format!("dự thảo lần {number}"),
            DraftName::Final => "bản chính thức".to_owned(),
            DraftName::Current => "dự thảo hiện tại".to_owned(),
        }
    }
}

impl fmt::Display for DraftName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DraftName::Number(number) => write!(f, "lan-{number}"),
            DraftName::Final => f.write_str("chinh-thuc"),
            DraftName::Current => f.write_str("hien-tai"),
        }
    }
}

/// Where a draft to compare with comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The inputs as they are.
    Inputs,
    /// The file that was kept when the draft was made.
    Kept,
    /// Made again from the submissions of the first rounds.
    Rounds,
}

impl Basis {
    /// For machines.
    pub fn key(self) -> &'static str {
        match self {
            Basis::Inputs => "inputs",
            Basis::Kept => "kept",
            Basis::Rounds => "rounds",
        }
    }
}

/// A draft, each list in its own order.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    pub draft: DraftName,
    pub basis: Basis,
    pub indicators: Vec<IndicatorState>,
    pub tasks: Vec<TaskState>,
    pub opinions: Vec<OpinionState>,
    /// Who sent which file, and what it was said to change.
    pub senders: Vec<Sender>,
}

/// An indicator as a draft had it.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorState {
    pub code: String,
    pub name: String,
    pub group: String,
    pub unit: String,
    pub owner_name: String,
    pub direction: Direction,
    /// Mục tiêu nghị quyết, in words.
    pub resolution: String,
    /// Key of the value column → figure.
    pub values: BTreeMap<String, FigureState>,
}

/// A figure as a draft had it.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureState {
    /// `None`: "chưa có số liệu". What the text itself names as unit, and the digits typed, are left out.
    pub quantity: Option<Quantity>,
    /// Key of the rule that chose it.
    pub rule: String,
    /// Who decided, when and why, where the office decided.
    pub decision: Option<String>,
    pub sources: Vec<Origin>,
}

/// A task as a draft had it.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskState {
    pub code: String,
    pub field: String,
    pub content: String,
    pub owner: String,
    pub co_owners: Vec<String>,
    pub product: String,
    pub deadline: String,
    pub indicator: Option<String>,
    pub note: String,
    pub sources: Vec<Origin>,
}

/// An opinion as a draft had it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpinionState {
    pub code: String,
    pub department: String,
    pub department_name: String,
    pub subject: String,
    pub content: String,
    pub proposal: String,
    pub reason: String,
    pub source: Origin,
}

/// A file that came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Sender {
    pub file: Arc<str>,
    pub department: String,
    pub department_name: String,
    pub round: Option<u32>,
    /// Nội dung thay đổi.
    pub changes: String,
}

impl Snapshot {
    /// The plan as it is.
    pub fn of(plan: &Plan, draft: DraftName, basis: Basis) -> Snapshot {
        let senders = plan.submissions.iter().filter_map(|record| {
            Some(Sender {
                file: record.file.clone()?,
                department: record.department.clone(),
                department_name: record.department_name.clone(),
                round: record.round,
                changes: record.changes.clone(),
            })
        });
        Snapshot {
            draft,
            basis,
            indicators: plan.indicators.iter().map(|of| indicator(plan, of)).collect(),
            tasks: plan.tasks.iter().map(task).collect(),
            opinions: plan.opinions.iter().map(opinion).collect(),
            senders: senders.collect(),
        }
    }
}

fn indicator(plan: &Plan, of: &Indicator) -> IndicatorState {
    let columns = plan.settings.columns.iter().zip(&of.figures);
    IndicatorState {
        code: of.code.clone(),
        name: of.name.clone(),
        group: of.group.clone(),
        unit: of.unit.clone(),
        owner_name: of.owner_name.clone(),
        direction: of.direction,
        resolution: of.resolution.as_ref().map(|target| target.text().into_owned()).unwrap_or_default(),
        values: columns.map(|(column, figure)| (column.key.clone(), self::figure(figure))).collect(),
    }
}

fn figure(of: &Figure) -> FigureState {
    FigureState {
        quantity: of.quantity.as_ref().map(|quantity| plain(quantity.words())),
        rule: of.rule.key().to_owned(),
        decision: of.decision.as_ref().map(|decision| decision.signed.in_words()),
        sources: of.sources().cloned().collect(),
    }
}

/// A figure without what a kept file does not tell: the unit in the words, and the digits typed. A bare number stays one.
pub fn plain(words: Words) -> Quantity {
    let words = Words { unit: None, decimals: 0, ..words };
    match words.low.map(Quantity::from) {
        Some(number) if (Words { decimals: 0, ..number.words() }) == words => number,
        _ => Quantity::from(words),
    }
}

fn task(of: &Task) -> TaskState {
    TaskState {
        code: of.code.clone(),
        field: of.field.to_string(),
        content: of.content.clone(),
        owner: of.owner.to_string(),
        co_owners: of.co_owners.iter().map(|name| name.to_string()).collect(),
        product: of.product.to_string(),
        deadline: of.deadline.to_string(),
        indicator: of.indicator.as_deref().map(str::to_owned),
        note: of.note.to_string(),
        sources: of.sources.clone(),
    }
}

fn opinion(of: &Opinion) -> OpinionState {
    OpinionState {
        code: of.code.clone(),
        department: of.department.clone(),
        department_name: of.department_name.clone(),
        subject: of.subject.clone(),
        content: of.content.clone(),
        proposal: of.proposal.clone(),
        reason: of.reason.clone(),
        source: of.source.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::DraftName;

    #[test]
    fn names_of_drafts_are_read_as_they_are_written() {
        for name in [DraftName::Number(1), DraftName::Number(12), DraftName::Final, DraftName::Current] {
            assert_eq!(DraftName::parse(&name.to_string()), Some(name));
        }
        for text in ["", "lan-", "lan-0", "lan-02", "lan-2 ", "Lan-2", "lan-+2", "lan-1000", "../lan-2", "2"]
        {
            assert_eq!(DraftName::parse(text), None, "{text}");
        }
    }
}

//! What changed between two drafts: the blackline, with who asked and why.

use super::{Basis, DraftName};

/// All changes from one draft to another; indicators, tasks and opinions in the order of the later draft, then what it no more has.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    pub from: DraftName,
    pub from_basis: Basis,
    pub to: DraftName,
    pub to_basis: Basis,
    pub indicators: Vec<Change>,
    pub tasks: Vec<Change>,
    pub opinions: Vec<Change>,
}

impl Changes {
    /// Is one draft as the other?
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// How many indicators, tasks and opinions differ.
    pub fn count(&self) -> usize {
        self.indicators.len() + self.tasks.len() + self.opinions.len()
    }
}

/// What became of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    Added,
    Removed,
    Changed,
}

impl What {
    /// For machines.
    pub fn key(self) -> &'static str {
        match self {
            What::Added => "added",
            What::Removed => "removed",
            What::Changed => "changed",
        }
    }

    /// For print.
    pub fn vietnamese(self) -> &'static str {
        match self {
            What::Added => "Bổ sung",
            What::Removed => "Bỏ",
            What::Changed => "Sửa",
        }
    }
}

/// An indicator, a task or an opinion that is not as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub what: What,
    /// Its code in the later draft; in the earlier one where it is gone.
    pub code: String,
    /// Name, content or subject; that of the later draft.
    pub title: String,
    /// Unit of measure of an indicator; empty for the others.
    pub unit: String,
    /// Group of an indicator, field of a task, department of an opinion.
    pub group: String,
    /// Never empty; in the order of the columns or fields.
    pub edits: Vec<Edit>,
}

/// The field of the unit of measure.
const UNIT: &str = "dvt";

impl Change {
    /// All that the thing was, or is, `Thời hạn: Quý I/2024` each: without what its title and unit say already.
    pub fn fields(&self, pick: fn(&Edit) -> Option<&String>) -> impl Iterator<Item = String> + '_ {
        let is_said = |edit: &Edit, text: &str| text == self.title || edit.field == UNIT;
        self.edits
            .iter()
            .filter_map(move |edit| Some((edit, pick(edit)?)))
            .filter(move |(edit, text)| !is_said(edit, text))
            .map(|(edit, text)| format!("{}: {text}", edit.label))
    }

    /// Who asked for a thing as a whole: names and units are the catalogue's, so it is who sent the rest.
    pub fn asked_in_words(&self, office: &str, most: usize) -> String {
        let asked = self.edits.iter().find(|edit| !edit.asked.is_empty()).or_else(|| self.edits.first());
        asked.map(|edit| edit.asked_in_words(office, most)).unwrap_or_default()
    }
}

/// One field that is not as it was. At least one of the two texts is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// Key of a value column, or of a field: `ten`, `dvt`, `noi-dung`, `thoi-han` …
    pub field: String,
    /// The field for print: `KH năm 2024`, `Thời hạn`.
    pub label: String,
    pub old: Option<String>,
    pub new: Option<String>,
    pub moved: Moved,
    pub trend: Trend,
    /// In the order of the list of submissions; empty where nobody sent anything new: the office itself.
    pub asked: Vec<Asker>,
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moved {
    Up,
    Down,
    /// The words changed, the number did not; or there is nothing to compare.
    Unknown,
}

impl Moved {
    /// For machines.
    pub fn key(self) -> &'static str {
        match self {
            Moved::Up => "up",
            Moved::Down => "down",
            Moved::Unknown => "unknown",
        }
    }
}

/// Is the new figure better than the old one, by the indicator's direction?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trend {
    Better,
    Worse,
    Neutral,
}

impl Trend {
    /// For machines.
    pub fn key(self) -> &'static str {
        match self {
            Trend::Better => "better",
            Trend::Worse => "worse",
            Trend::Neutral => "neutral",
        }
    }
}

impl Edit {
    /// "Tăng, tốt hơn", "Bổ sung số liệu", "Sửa": for print.
    pub fn vietnamese(&self) -> &'static str {
        match (&self.old, &self.new, self.moved, self.trend) {
            (None, ..) => "Bổ sung",
            (_, None, ..) => "Bỏ",
            (_, _, Moved::Up, Trend::Better) => "Tăng, tốt hơn",
            (_, _, Moved::Up, Trend::Worse) => "Tăng, kém hơn",
            (_, _, Moved::Up, Trend::Neutral) => "Tăng",
            (_, _, Moved::Down, Trend::Better) => "Giảm, tốt hơn",
            (_, _, Moved::Down, Trend::Worse) => "Giảm, kém hơn",
            (_, _, Moved::Down, Trend::Neutral) => "Giảm",
            (_, _, Moved::Unknown, _) => "Sửa",
        }
    }

    /// `Phòng Y tế (lần 3): rà soát lại; …`: at most so many names, then how many more; `office` where nobody sent anything new.
    pub fn asked_in_words(&self, office: &str, most: usize) -> String {
        if self.asked.is_empty() {
            return office.to_owned();
        }
        let mut words: Vec<String> = self.asked.iter().take(most).map(Asker::vietnamese).collect();
        if let more @ 1.. = self.asked.len().saturating_sub(most) {
            words.push(format!("và {more} đơn vị khác"));
        }
        words.join("; ")
    }
}

/// Who asked for a change, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// Code of the department; empty where the office decided.
    pub department: String,
    /// For print.
    pub name: String,
    pub round: Option<u32>,
    /// The submission's "Nội dung thay đổi", the decision's or the reply's words; may be empty.
    pub why: String,
}

impl Asker {
    /// `Phòng Y tế (lần 3): rà soát lại theo kết luận`.
    pub fn vietnamese(&self) -> String {
        let mut out = self.name.clone();
        if let Some(round) = self.round {
            out.push_str(&format!(" (lần {round})"));
        }
        if !self.why.is_empty() {
            out.push_str(if out.is_empty() { "" } else { ": " });
            out.push_str(&self.why);
        }
        out
    }
}

//! What one file says, flat and addressed: cover, figures, tasks, opinions.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{At, Origin, Quantity};

/// A file as it came, before anything is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceivedFile {
    /// Path relative to the plan's folder, with `/`: `nop/lan-2/yte.xlsx`.
    pub path: String,
    pub bytes: Arc<[u8]>,
}

/// One file among the submissions, found by `collect`.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Path relative to the plan's folder, with `/`: `nop/lan-2/yte.xlsx`.
    pub file: Arc<str>,
    /// Department code guessed from the file and folder name, if certain.
    pub department: Option<Arc<str>>,
    /// Round from the folder `lan-n`; 1 where there is none.
    pub round: u32,
    /// Does the folder or the file's name state that round?
    pub states_round: bool,
    pub bytes: Arc<[u8]>,
    /// Lower-case hex.
    pub sha256: Arc<str>,
}

/// The sheet ThongTin.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cover {
    /// Department as typed.
    pub department: Option<At<String>>,
    /// Kỳ / năm kế hoạch, as typed.
    pub period: Option<At<String>>,
    /// Lần nộp.
    pub round: Option<At<u32>>,
    pub date: Option<At<NaiveDate>>,
    /// Nội dung thay đổi so với lần trước.
    pub changes: Option<At<String>>,
}

/// What a department says of one indicator in one column. A country has more than a million: five words each, no list in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// Position of the indicator in `Catalogue::indicators` (rows that match none are findings).
    pub indicator: u32,
    /// Position in `Settings::columns`.
    pub column: u32,
    /// The figure in the indicator's own unit; `None`: "chưa có số liệu" said in so many words, a declared gap, not a
    /// forgotten one.
    pub figure: Option<At<Quantity>>,
}

/// One row of a tasks sheet. Departments are codes where the catalogue knows them, else the words typed.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskRow {
    pub field: String,
    pub content: At<String>,
    pub owner: Option<String>,
    pub co_owners: Vec<String>,
    pub product: String,
    pub deadline: String,
    /// Code of a linked indicator, if typed.
    pub indicator: Option<String>,
    pub note: String,
}

/// One row of an opinions sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct OpinionRow {
    /// What the opinion is about: part of the draft, indicator, task.
    pub subject: String,
    pub content: At<String>,
    /// What the department proposes instead.
    pub proposal: String,
    pub reason: String,
}

/// One file, read, matched and checked. A file that holds several units' blocks gives several.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    pub file: Arc<str>,
    pub sha256: Arc<str>,
    /// Department code.
    pub department: Arc<str>,
    /// From the cover if it says so, else from the folder.
    pub round: u32,
    pub cover: Cover,
    /// In the order of the rows; of an indicator each column once.
    pub figures: Vec<Sent>,
    /// Where the name of the first row of figures stands.
    pub first_row: Option<Origin>,
    /// Notes of rows of figures, with the position of the row's indicator.
    pub notes: Vec<(usize, At<String>)>,
    pub tasks: Vec<TaskRow>,
    pub opinions: Vec<OpinionRow>,
    /// Cells of which the level below says that they are not settled, with its words; mostly none.
    pub caveats: Vec<At<Arc<str>>>,
}

/// What a cell of a value column says before the rules of `validate` have seen it.
#[derive(Debug, Clone, PartialEq)]
pub enum DraftValue {
    /// A figure in the indicator's own unit.
    Figure(Quantity),
    /// "chưa có số liệu", said in so many words.
    DeclaredMissing,
    Empty,
    /// A finding stands against it already; nothing more is said about it.
    Reported,
}

/// One cell of a value column.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftFigure {
    /// Position in `Settings::columns`.
    pub column: usize,
    pub value: DraftValue,
    pub origin: Origin,
}

/// One row of a figures sheet, matched to its indicator, unchecked.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftRow {
    /// Position in `Catalogue::indicators`.
    pub indicator: usize,
    /// Where its name stands.
    pub label: Origin,
    /// One for each value column that the table has, empty cells too, in column order of the sheet.
    pub cells: Vec<DraftFigure>,
    pub note: Option<Box<At<String>>>,
}

/// One row of a tasks sheet, unchecked. Owners are codes where the catalogue knows them, else the words typed.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftTask {
    pub field: String,
    pub content: At<String>,
    /// All that the owner column names, with its cell.
    pub owners: At<Vec<String>>,
    pub co_owners: Vec<String>,
    pub product: String,
    /// With its cell.
    pub deadline: At<String>,
    pub indicator: Option<String>,
    pub note: String,
}

/// One row of an opinions sheet, unchecked.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftOpinion {
    /// With its cell.
    pub subject: At<String>,
    pub content: At<String>,
    pub proposal: String,
    pub reason: String,
}

/// One department's part of one file: flat rows, every field with its address, before any rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub file: Arc<str>,
    pub sha256: Arc<str>,
    /// Department code.
    pub department: Arc<str>,
    pub round: u32,
    pub cover: Cover,
    pub figures: Vec<DraftRow>,
    pub tasks: Vec<DraftTask>,
    pub opinions: Vec<DraftOpinion>,
    /// Figures tables that hold the plan column: where a missing row is missed, first one first.
    pub figure_sheets: Vec<Arc<str>>,
    /// Indicators that an already reported row may have meant; they are not reported as missing too.
    pub doubted: Vec<usize>,
    /// See [`Submission::caveats`].
    pub caveats: Vec<At<Arc<str>>>,
}

//! The plan's own nouns: what departments send, what the office configures, and what is consolidated.
//!
//! 1. `origin` – where a value stands: file, sheet, cell
//! 2. `number` – decimals as Vietnamese people type and print them
//! 3. `quantity` – a target as an expression: "trên 22%", "chỉ còn 150 hộ"
//! 4. `unit` – units of measure and their families
//! 5. `key` – the match key: how two spellings of one name are found equal; Vietnamese collation
//! 6. `date` – dates in official Vietnamese
//! 7. `catalogue` – departments, indicators, control rules
//! 8. `settings` – the office, the year, the documents
//! 9. `submission` – what one file says, flat and addressed
//! 10. `ledger` – all figures that were sent, figure by figure; `merged` – per indicator all candidates and the rule that chose
//! 11. `plan` – the consolidated plan: the only source of every output
//! 12. `shortfall` – what a total lacks, and what is done about it
//! 13. `impact` – what depends on one indicator
//! 14. `receipt` – what goes back to one department; `standing` – who is on time, late, returned, missing
//! 15. `decision` – what the office decided: figures, waivers, replies to opinions
//! 16. `mark` – short marks made of content
//! 17. `media` – what a file is by its own bytes
//! 18. `snapshot` – a draft as it stood, to compare with
//! 19. `assessment` – đạt, vượt, chưa đạt
//! 20. `changes` – what changed between two drafts, who asked, why
//!
//! # Glossary
//!
//! | English in code | Vietnamese in print |
//! |---|---|
//! | department | đơn vị (phòng, ban, xã, phường …) |
//! | indicator | chỉ tiêu |
//! | task | nhiệm vụ |
//! | opinion | ý kiến |
//! | reply: accepted, partly, explained, reserved | tiếp thu, tiếp thu một phần, giải trình, bảo lưu |
//! | decision, waiver, mark of a case | quyết định, miễn trừ, dấu vụ việc |
//! | submission | bản nộp |
//! | round | lần nộp |
//! | owner, co-owners | đơn vị chủ trì, đơn vị phối hợp |
//! | product, deadline | sản phẩm, thời hạn |
//! | actual, estimate, plan (column roles) | thực hiện (TH), ước thực hiện (ƯTH), kế hoạch (KH) |
//! | aggregation | cách tổng hợp |
//! | direction | chiều (tăng tốt, giảm tốt) |
//! | control rule | ràng buộc |
//! | draft, final | dự thảo, bản chính thức |
//! | coverage | số đơn vị đã có số liệu |
//! | changes, edit | những thay đổi so với dự thảo trước |
//! | stand-in (for a missing unit) | số năm trước của đơn vị |

pub mod assessment;
pub mod catalogue;
pub mod changes;
pub mod date;
pub mod decision;
#[cfg(test)]
pub(crate) mod fixture;
pub mod impact;
pub mod key;
pub mod ledger;
pub mod mark;
pub mod media;
pub mod merged;
pub mod number;
pub mod origin;
pub mod plan;
pub mod quantity;
pub mod receipt;
pub mod settings;
pub mod shortfall;
pub mod snapshot;
pub mod standing;
pub mod submission;
pub mod unit;

pub use assessment::{Assessed, Assessment, Score, Standing, Yardstick};
pub use catalogue::{
    Aggregation, Catalogue, ControlRule, Department, DepartmentKind, Direction, IndicatorSpec,
};
pub use changes::{Asker, Change, Changes, Edit, Moved, Trend, What};
pub use decision::{Decisions, FigureDecision, Reply, ReplyKind, Signed, Verdict, Waiver, Waivers};
pub use ledger::{Intake, Ledger, Posting};
pub use merged::{Candidate, Choice, Merged, MergedFigure, Rank, Rule};
pub use origin::{At, Origin, Whence};
pub use plan::{
    Cells, Comparison, ComparisonKind, Echo, Figure, Indicator, Opinion, Plan, RowNote, Status,
    SubmissionRecord, SubmissionStatus, Task,
};
pub use quantity::{Kind, Qualifier, Quantity, Words};
pub use receipt::{Receipt, receipts};
pub use rust_decimal::Decimal;
pub use settings::{
    AppendixForm, Column, ColumnRole, DocumentSpec, DraftMark, Issue, Office, Settings, Signature, Spelling,
    Urgency,
};
pub use shortfall::{PartKind, Shortfall, StandIn, WhenMissing};
pub use snapshot::{
    Basis, DraftName, FigureState, IndicatorState, OpinionState, Sender, Snapshot, TaskState,
};
pub use submission::{
    Cover, Draft, DraftFigure, DraftOpinion, DraftRow, DraftTask, DraftValue, OpinionRow, Sent, Source,
    Submission, TaskRow,
};

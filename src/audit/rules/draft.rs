//! Is a draft mark left over?
//!
//! The Decree knows no draft mark: a draft may carry one, an issued document may not. A file that calls itself a draft gives a note,
//! a final an error, any other a warning. Example: “DỰ THẢO” above the Quốc hiệu. To mend: build with `--final`, or delete the mark.

use super::Rule;
use crate::audit::fault::{fault, short};
use crate::audit::line::{Line, folded};
use crate::audit::view::View;
use crate::finding::{Code, Finding, Severity};

pub const RULE: Rule = Rule { codes: &[Code::DraftMark], article: |_| "Điều 8".to_owned(), check };

/// A longer line is a sentence about a draft.
const LONGEST: usize = 40;
/// A program whose finals never carry the mark.
const OURS: &str = "tonghop";

/// Is a line a draft mark?
pub fn is_mark(line: &Line) -> bool {
    let begins = ["dự thảo", "bản thảo", "draft"].iter().any(|word| line.folded.starts_with(word));
    let short = line.folded.chars().count() <= LONGEST;
    begins && short && (line.capitals() || line.turned || is_numbered(&line.folded))
}

/// “Dự thảo lần 2”: the Party's mark is in small letters.
fn is_numbered(folded: &str) -> bool {
    let number = folded.strip_prefix("dự thảo lần ");
    folded == "dự thảo" || number.is_some_and(|number| number.trim().parse::<u32>().is_ok())
}

fn check(view: &View<'_>) -> Vec<Finding> {
    let marks = view.turned.iter().chain(&view.lines);
    let Some(mark) = marks.into_iter().find(|line| is_mark(line)) else { return Vec::new() };
    let claims = &view.paper.claims;
    let draft = claims.status.as_deref().is_some_and(|status| folded(status).contains("dự thảo"));
    let ours = claims.creator.as_deref().is_some_and(|creator| creator.starts_with(OURS));
    let (severity, message) = match (draft, ours) {
        (true, _) => (Severity::Note, "Tệp là bản dự thảo và có dấu dự thảo"),
        (false, true) => (Severity::Error, "Bản chính thức còn dấu dự thảo"),
        (false, false) => (Severity::Warning, "Văn bản còn dấu dự thảo"),
    };
    let finding = fault(Code::DraftMark, Some(mark.page), message.into(), "Điều 8");
    vec![finding.severity(severity).found(short(&mark.text))]
}

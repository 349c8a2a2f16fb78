//! Are all compulsory components there?
//!
//! Article: Điều 8, khoản 2. Example: no “Nơi nhận”. To mend: add the component; “Dữ liệu trống” (a blank number or day) is allowed.

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::part::Part;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule =
    Rule { codes: &[Code::ComponentMissing], article: |_| "Điều 8, khoản 2".to_owned(), check };

fn check(view: &View<'_>) -> Vec<Finding> {
    if view.lines.is_empty() {
        return Vec::new();
    }
    let missing = view.profile.components.iter().filter(|row| row.required && !view.has(row.part));
    let mut found: Vec<Finding> = missing.map(|row| without(row.part.vietnamese(), row.article)).collect();
    // A letter has no type but a “V/v”; everything else has a type.
    if !view.has(Part::Kind) && !view.has(Part::LetterSubject) {
        let article = view.profile.component(Part::Kind).map_or("", |row| row.article);
        found.push(without("Tên loại văn bản (hoặc trích yếu “V/v” của công văn)", article));
    }
    if view.has(Part::Kind) && !view.has(Part::Subject) {
        let article = view.profile.component(Part::Subject).map_or("", |row| row.article);
        found.push(without(Part::Subject.vietnamese(), article));
    }
    found
}

fn without(what: &str, article: &str) -> Finding {
    fault(Code::ComponentMissing, None, format!("Không thấy thành phần: {what}"), article)
}

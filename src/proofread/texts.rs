//! What is read: tasks, opinions and cover changes of the office's own departments, and paragraphs of tonghop.toml.

use std::collections::BTreeSet;

use crate::domain::{DepartmentKind, Origin, Plan};
use crate::finding::Place;

/// A free text and where it stands.
pub(super) struct Text {
    pub(super) words: String,
    /// `None`: no cell of its own.
    pub(super) place: Option<Place>,
    /// In a sentence: "Nhiệm vụ NV03", "Văn bản ke-hoach, đoạn muc-tieu".
    pub(super) name: String,
    /// Code of the department that typed it; empty: the office.
    pub(super) department: String,
}

/// All texts in a stated order. A commune's text speaks of the commune, not of the whole: the figures of its own file are
/// what it is held against (TH0313).
pub(super) fn texts(plan: &Plan) -> Vec<Text> {
    let departments = &plan.settings.catalogue.departments;
    let communes = departments.iter().filter(|unit| unit.kind == DepartmentKind::Territory);
    let communes: BTreeSet<&str> = communes.map(|unit| &*unit.code).collect();
    let mut out = Vec::new();
    for task in &plan.tasks {
        if let Some(origin) = task.sources.iter().find(|origin| !communes.contains(&*origin.department)) {
            out.push(typed(&task.content, origin, format!("Nhiệm vụ {}", task.code)));
            out.push(typed(&task.note, origin, format!("Ghi chú của nhiệm vụ {}", task.code)));
        }
    }
    for opinion in plan.opinions.iter().filter(|opinion| !communes.contains(&*opinion.department)) {
        // What is proposed is meant to differ from the plan; what the opinion states is not.
        if !proposes(&opinion.content) {
            out.push(typed(&opinion.content, &opinion.source, format!("Ý kiến {}", opinion.code)));
        }
    }
    for record in plan.submissions.iter().filter(|record| !communes.contains(&*record.department)) {
        out.push(Text {
            words: record.changes.clone(),
            place: record.file.as_deref().map(Place::file),
            name: "Nội dung thay đổi ở trang bìa".to_string(),
            department: record.department.clone(),
        });
    }
    out.extend(own(plan));
    out.retain(|text| text.words.contains(|letter: char| letter.is_ascii_digit()));
    out
}

fn typed(words: &str, origin: &Origin, name: String) -> Text {
    let department = origin.department.to_string();
    Text { words: words.to_string(), place: Some(Place::from(origin)), name, department }
}

/// The office's paragraphs. What `{{so "CT01"}}` prints is the plan's own figure: such a quotation is no typed number.
fn own(plan: &Plan) -> impl Iterator<Item = Text> {
    plan.settings.documents.iter().flat_map(|document| {
        document.texts.iter().flat_map(move |(name, paragraphs)| {
            paragraphs.iter().map(move |paragraph| Text {
                words: without_quotations(paragraph),
                place: Some(Place::file("tonghop.toml")),
                name: format!("Văn bản {}, đoạn {name}", document.name),
                department: String::new(),
            })
        })
    })
}

/// Each `{{…}}` becomes a sign that is neither a number nor a word that may stand before one.
fn without_quotations(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len());
    let mut rest = paragraph;
    while let Some((before, tag)) = rest.split_once("{{") {
        out.push_str(before);
        out.push_str(" ⟦⟧ ");
        rest = tag.split_once("}}").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// Words of somebody who wants another number.
const PROPOSALS: [&str; 12] = [
    "đề nghị",
    "đề xuất",
    "kiến nghị",
    "nâng",
    "hạ ",
    "điều chỉnh",
    "sửa",
    "thay ",
    "bổ sung",
    "nên ",
    "cần ",
    "xem xét",
];

fn proposes(words: &str) -> bool {
    let lower = words.to_lowercase();
    PROPOSALS.iter().any(|word| lower.contains(word))
}

//! What is read: tasks, opinions, notes and covers as the departments typed them; replies, remarks and paragraphs of the office.

use std::collections::BTreeSet;

use crate::domain::{DepartmentKind, Opinion, Origin, Plan, Task};
use crate::finding::Place;

/// Whose figures a text speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// The office, or a department that answers for the whole: of the plan's figures.
    Whole,
    /// A commune: of its own figures, where it sent any.
    Part,
}

/// A free text and where it stands.
pub(super) struct Text {
    pub(super) words: String,
    /// `None`: no cell of its own.
    pub(super) place: Option<Place>,
    /// In a sentence: "Nhiệm vụ NV-K7P3Q", "Văn bản ke-hoach, đoạn muc-tieu".
    pub(super) name: String,
    /// Code of the department that typed it; empty: the office.
    pub(super) department: String,
    pub(super) speaker: Speaker,
    /// Position of the indicator in whose row it stands: spoken of without being named.
    pub(super) about: Option<usize>,
    /// It tells what was before, too: a figure that the department has replaced may be quoted.
    pub(super) of_old: bool,
}

/// All texts in a stated order.
pub(super) fn texts(plan: &Plan) -> Vec<Text> {
    let communes = Communes::of(plan);
    let mut out = Vec::new();
    for task in &plan.tasks {
        out.extend(of_task(task, &communes));
    }
    for opinion in &plan.opinions {
        out.extend(of_opinion(opinion, &communes));
        out.extend(of_reply(opinion));
    }
    for note in &plan.notes {
        let text = communes.typed(&note.text, &note.source, "Ghi chú ở biểu chỉ tiêu".to_string());
        out.push(Text { about: Some(note.indicator), ..text });
    }
    for record in &plan.submissions {
        out.push(Text {
            words: record.changes.clone(),
            place: record.file.as_deref().map(Place::file),
            name: "Nội dung thay đổi ở trang bìa".to_string(),
            department: record.department.clone(),
            speaker: communes.speaker(&record.department),
            about: None,
            of_old: true,
        });
    }
    out.extend(own(plan));
    out.retain(|text| text.words.contains(|letter: char| letter.is_ascii_digit()));
    out
}

/// Departments that speak of themselves, not of the whole.
struct Communes<'a>(BTreeSet<&'a str>);

impl<'a> Communes<'a> {
    fn of(plan: &'a Plan) -> Communes<'a> {
        let departments = &plan.settings.catalogue.departments;
        let communes = departments.iter().filter(|unit| unit.kind == DepartmentKind::Territory);
        Communes(communes.map(|unit| &*unit.code).collect())
    }

    fn speaker(&self, department: &str) -> Speaker {
        if self.0.contains(department) { Speaker::Part } else { Speaker::Whole }
    }

    fn typed(&self, words: &str, origin: &Origin, name: String) -> Text {
        Text {
            words: words.to_string(),
            place: Some(Place::from(origin)),
            name,
            department: origin.department.to_string(),
            speaker: self.speaker(&origin.department),
            about: None,
            of_old: false,
        }
    }
}

/// A task that a body names speaks of the whole, whoever names it too.
fn of_task(task: &Task, communes: &Communes<'_>) -> Vec<Text> {
    let body = task.sources.iter().find(|origin| communes.speaker(&origin.department) == Speaker::Whole);
    let Some(origin) = body.or_else(|| task.sources.first()) else { return Vec::new() };
    let parts = [(&task.content, ""), (&task.note, "Ghi chú của "), (&task.product, "Sản phẩm của ")];
    let text = |(words, of): (&String, &str)| {
        let name = if of.is_empty() { "Nhiệm vụ".to_string() } else { format!("{of}nhiệm vụ") };
        communes.typed(words, origin, format!("{name} {}", task.code))
    };
    parts.into_iter().map(text).collect()
}

/// What is proposed is meant to differ from the plan; what the opinion states is not.
fn of_opinion(opinion: &Opinion, communes: &Communes<'_>) -> Vec<Text> {
    let parts = [(&opinion.content, "Ý kiến"), (&opinion.reason, "Lý do của ý kiến")];
    let stated = parts.into_iter().filter(|(words, _)| !proposes(words));
    stated
        .map(|(words, of)| communes.typed(words, &opinion.source, format!("{of} {}", opinion.code)))
        .collect()
}

fn of_reply(opinion: &Opinion) -> Option<Text> {
    let reply = opinion.reply.as_ref()?;
    Some(Text {
        words: reply.text.clone(),
        place: Some(Place::from(&reply.signed.origin)),
        name: format!("Trả lời ý kiến {}", opinion.code),
        department: String::new(),
        speaker: Speaker::Whole,
        about: None,
        of_old: false,
    })
}

/// The office's paragraphs. What `{{so "CT01"}}` prints is the plan's own figure: such a quotation is no typed number.
fn own(plan: &Plan) -> impl Iterator<Item = Text> {
    let paragraphs = plan.settings.documents.iter().flat_map(|document| {
        document.texts.iter().flat_map(move |(name, paragraphs)| {
            let name = format!("Văn bản {}, đoạn {name}", document.name);
            paragraphs.iter().map(move |paragraph| {
                of_office(without_quotations(paragraph), Place::file("tonghop.toml"), name.clone())
            })
        })
    });
    let specs = plan.settings.catalogue.indicators.iter().enumerate();
    let remarks = specs.map(|(at, spec)| Text {
        about: Some(at),
        ..of_office(
            spec.note.clone(),
            Place::from(&spec.origin),
            format!("Ghi chú của chỉ tiêu {}", spec.code),
        )
    });
    remarks.chain(paragraphs)
}

fn of_office(words: String, place: Place, name: String) -> Text {
    Text {
        words,
        place: Some(place),
        name,
        department: String::new(),
        speaker: Speaker::Whole,
        about: None,
        of_old: false,
    }
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

//! What is read: tasks, opinions, notes and covers as the departments typed them; replies, remarks and paragraphs of the office.

use std::borrow::Cow;
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

/// A free text and where it stands. Few texts are ever told of, so that names and places are made when they are asked for.
pub(super) struct Text<'a> {
    pub(super) words: Cow<'a, str>,
    spot: Spot<'a>,
    /// "Nhiệm vụ ", "Văn bản …", and what follows: "NV-K7P3Q".
    kind: &'static str,
    which: Cow<'a, str>,
    /// Code of the department that typed it; empty: the office.
    pub(super) department: &'a str,
    pub(super) speaker: Speaker,
    /// Position of the indicator in whose row it stands: spoken of without being named.
    pub(super) about: Option<usize>,
    /// It tells what was before, too: a figure that the department has replaced may be quoted.
    pub(super) of_old: bool,
}

enum Spot<'a> {
    Cell(&'a Origin),
    File(&'a str),
    Nowhere,
}

impl Text<'_> {
    /// `None`: no cell of its own.
    pub(super) fn place(&self) -> Option<Place> {
        match self.spot {
            Spot::Cell(origin) => Some(Place::from(origin)),
            Spot::File(file) => Some(Place::file(file)),
            Spot::Nowhere => None,
        }
    }

    /// In a sentence: "Nhiệm vụ NV-K7P3Q", "Văn bản ke-hoach, đoạn muc-tieu".
    pub(super) fn name(&self) -> String {
        format!("{}{}", self.kind, self.which)
    }
}

/// Without a number nothing is claimed. Full-width digits are numbers too; they begin with this byte.
fn has_number(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xEF)
}

/// All texts with a number in them, in a stated order.
pub(super) fn texts(plan: &Plan) -> Vec<Text<'_>> {
    let communes = Communes::of(plan);
    let mut out = Vec::new();
    for task in &plan.tasks {
        of_task(task, &communes, &mut out);
    }
    for opinion in &plan.opinions {
        out.extend(of_opinion(opinion, &communes));
        out.extend(of_reply(opinion));
    }
    for note in plan.notes.iter().filter(|note| has_number(&note.text)) {
        let text = communes.typed(&note.text, &note.source, "Ghi chú ở biểu chỉ tiêu", "");
        out.push(Text { about: Some(note.indicator), ..text });
    }
    for record in plan.submissions.iter().filter(|record| has_number(&record.changes)) {
        out.push(Text {
            words: Cow::Borrowed(&record.changes),
            spot: record.file.as_deref().map_or(Spot::Nowhere, Spot::File),
            kind: "Nội dung thay đổi ở trang bìa",
            which: Cow::Borrowed(""),
            department: &record.department,
            speaker: communes.speaker(&record.department),
            about: None,
            of_old: true,
        });
    }
    out.extend(own(plan).filter(|text| has_number(&text.words)));
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

    fn typed<'b>(&self, words: &'b str, origin: &'b Origin, kind: &'static str, which: &'b str) -> Text<'b> {
        Text {
            words: Cow::Borrowed(words),
            spot: Spot::Cell(origin),
            kind,
            which: Cow::Borrowed(which),
            department: &origin.department,
            speaker: self.speaker(&origin.department),
            about: None,
            of_old: false,
        }
    }
}

/// A task that a body names speaks of the whole, whoever names it too.
fn of_task<'a>(task: &'a Task, communes: &Communes<'_>, out: &mut Vec<Text<'a>>) {
    let parts = [
        (&*task.content, "Nhiệm vụ "),
        (&*task.note, "Ghi chú của nhiệm vụ "),
        (&*task.product, "Sản phẩm của nhiệm vụ "),
    ];
    let body = task.sources.iter().find(|origin| communes.speaker(&origin.department) == Speaker::Whole);
    let Some(origin) = body.or_else(|| task.sources.first()) else { return };
    let parts = parts.into_iter().filter(|(words, _)| has_number(words));
    out.extend(parts.map(|(words, kind)| communes.typed(words, origin, kind, &task.code)));
}

/// What is proposed is meant to differ from the plan; what the opinion states is not.
fn of_opinion<'a>(opinion: &'a Opinion, communes: &Communes<'_>) -> Vec<Text<'a>> {
    let parts = [(&opinion.content, "Ý kiến "), (&opinion.reason, "Lý do của ý kiến ")];
    let stated = parts.into_iter().filter(|(words, _)| has_number(words) && !proposes(words));
    stated.map(|(words, kind)| communes.typed(words, &opinion.source, kind, &opinion.code)).collect()
}

fn of_reply(opinion: &Opinion) -> Option<Text<'_>> {
    let reply = opinion.reply.as_ref().filter(|reply| has_number(&reply.text))?;
    let words = Cow::Borrowed(&*reply.text);
    let which = Cow::Borrowed(&*opinion.code);
    Some(of_office(words, Spot::Cell(&reply.signed.origin), "Trả lời ý kiến ", which))
}

/// The office's paragraphs. What `{{so "CT01"}}` prints is the plan's own figure: such a quotation is no typed number.
fn own(plan: &Plan) -> impl Iterator<Item = Text<'_>> {
    let paragraphs = plan.settings.documents.iter().flat_map(|document| {
        document.texts.iter().flat_map(move |(name, paragraphs)| {
            let which = format!("{}, đoạn {name}", document.name);
            paragraphs.iter().map(move |paragraph| {
                let words = Cow::Owned(without_quotations(paragraph));
                of_office(words, Spot::File("tonghop.toml"), "Văn bản ", Cow::Owned(which.clone()))
            })
        })
    });
    let specs = plan.settings.catalogue.indicators.iter().enumerate();
    let remarks = specs.map(|(at, spec)| {
        let (words, which) = (Cow::Borrowed(&*spec.note), Cow::Borrowed(&*spec.code));
        let text = of_office(words, Spot::Cell(&spec.origin), "Ghi chú của chỉ tiêu ", which);
        Text { about: Some(at), ..text }
    });
    remarks.chain(paragraphs)
}

fn of_office<'a>(words: Cow<'a, str>, spot: Spot<'a>, kind: &'static str, which: Cow<'a, str>) -> Text<'a> {
    Text { words, spot, kind, which, department: "", speaker: Speaker::Whole, about: None, of_old: false }
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

//! Everything that one build writes, made in memory, the manifest last.

use std::collections::BTreeSet;
use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};

use super::build::Order;
use super::consolidate::Outcome;
use super::digest::{sha256, sha256_of, sha256_of_texts};
use super::intake::is_large;
use super::keep::{copies, kept_before};
use super::print::{PrintJob, Printed, print_to};
use super::remarks::remarks;
use super::slips::slips;
use super::together::{at_once, hand_in_hand, in_order};
use crate::disk::{Content, Draft, Inputs, Output, Pile, Stock, way};
use crate::domain::DraftName;
use crate::domain::submission::ReceivedFile;
use crate::export::{ManifestEntry, manifest_json, write_findings, write_plan};
use crate::heap;
use crate::layout::Remark;
use crate::pdf::{Attachment, Relation};
use crate::progress::Effort;
use crate::report::report;
use crate::template::Mode;
use crate::workbooks::{waiting, workbooks_into};

/// The outputs, and for the summary the name and pages of those that people look at.
pub struct Set {
    pub outputs: Vec<Output>,
    pub listed: Vec<(String, Option<usize>)>,
}

/// Makes the set of one build into `target`. What layout remarks is added to the findings. `received`: what the manifest says of
/// the inputs.
///
/// # Errors
/// Those of printing, of the workbooks and of the slips.
pub fn outputs(
    effort: &Effort<'_>,
    outcome: &mut Outcome,
    (inputs, received): (&Inputs, Vec<ManifestEntry>),
    stock: &Stock,
    order: &Order<'_>,
    target: &Path,
) -> Result<Set> {
    let pile = Mutex::new(Pile::new(order.output));
    let (data, documents) = data_and_documents(effort, outcome, inputs, stock, order, &pile)?;
    if is_large(&outcome.plan) {
        // What the workbook and the documents needed: the slips begin with a small heap.
        heap::give_back();
    }
    remarks(documents.iter().map(|one| (&*one.name, &*one.remarks)), &mut outcome.findings);
    outcome.findings.regrade(&outcome.plan.settings.severities);
    let (plan, findings) = (&outcome.plan, &outcome.findings);
    let mut set = Set { outputs: Vec::new(), listed: Vec::new() };
    let mut previews = Vec::with_capacity(documents.len());
    for Document { name, stylesheet, xhtml, pdf, pages, .. } in documents {
        set.add(format!("{name}.pdf"), pdf, Some(pages));
        previews.push((name, stylesheet, xhtml));
    }
    let (page, waiting) = at_once(effort, || report(plan, findings), || waiting(plan, findings));
    set.add("tong-hop.xlsx".into(), data.book, None);
    set.add("cho-quyet-dinh.xlsx".into(), waiting?, None);
    set.add("tong-hop.json".into(), data.json, None);
    let checks = drafted(order, "kiem-tra.json", |out| {
        write_findings(out, findings, &plan.settings.plan, plan.as_of)
    })?;
    set.add("kiem-tra.json".into(), checks, None);
    set.add("kiem-tra.html".into(), page.into_bytes(), None);
    set.previews(previews, stock);
    // Printing one document alone is for looking at it: nothing is sent back to anybody.
    if order.only.is_empty() {
        slips(outcome, stock, effort, &mut |path, bytes| {
            let content = piled(&pile, bytes, &path)?;
            set.outputs.push(Output { path, content });
            Ok(())
        })?;
        let number = plan.settings.draft.number;
        let draft = if order.is_final { DraftName::Final } else { DraftName::Number(number) };
        set.outputs.extend(copies(&set.outputs, draft));
    }
    let before = kept_before(target, &set.outputs)?;
    let earlier = outcome.earlier.as_ref();
    let manifest = manifest(effort.threads, received, earlier, stock, &set.outputs, before)?;
    set.add("ban-ke.json".into(), manifest.into_bytes(), None);
    Ok(set)
}

/// The plan for Excel and for machines.
struct Data {
    book: Content,
    json: Content,
}

fn book(outcome: &Outcome, inputs: &Inputs, order: &Order<'_>) -> Result<Content> {
    let home = way(&order.output.join(&inputs.plan), &inputs.folder);
    let fresh = || Draft::new(order.output);
    let draft = workbooks_into(&outcome.plan, &outcome.findings, home.as_deref(), fresh)?;
    draft.finish().with_context(|| unwritten("tong-hop.xlsx"))
}

fn json(outcome: &Outcome, order: &Order<'_>) -> Result<Content> {
    let draft = if order.is_final { "" } else { &outcome.plan.settings.draft.text };
    drafted(order, "tong-hop.json", |out| write_plan(out, &outcome.plan, &outcome.findings, draft))
}

/// An output that is written, not held.
fn drafted(
    order: &Order<'_>,
    name: &str,
    write: impl FnOnce(&mut Draft) -> io::Result<()>,
) -> Result<Content> {
    let mut draft = Draft::new(order.output);
    write(&mut draft).and_then(|()| draft.finish()).with_context(|| unwritten(name))
}

fn unwritten(name: &str) -> String {
    format!("Không ghi được tệp “{name}”")
}

/// What is kept of a printed document.
struct Document {
    name: String,
    stylesheet: String,
    /// `None`: a letter to each of many departments needs no preview, one looks like the other.
    xhtml: Option<String>,
    pdf: Content,
    pages: usize,
    remarks: Vec<Remark>,
}

impl Document {
    fn of(printed: Printed, pile: &Mutex<Pile>) -> Result<Document> {
        let Printed { name, stylesheet, xhtml, pdf, pages, remarks } = printed;
        let xhtml = (!name.contains('/')).then_some(xhtml);
        let pdf = piled(pile, pdf, &name)?;
        Ok(Document { name, stylesheet, xhtml, pdf, pages: pages.pages.len(), remarks })
    }
}

fn piled(pile: &Mutex<Pile>, bytes: Vec<u8>, name: &str) -> Result<Content> {
    let mut pile = pile.lock().unwrap_or_else(PoisonError::into_inner);
    pile.add(bytes).with_context(|| unwritten(name))
}

/// Workbook and documents are made at the same time, and the JSON by whoever is done first, but for what travels inside a
/// document: that comes first.
fn data_and_documents(
    effort: &Effort<'_>,
    outcome: &Outcome,
    inputs: &Inputs,
    stock: &Stock,
    order: &Order<'_>,
    pile: &Mutex<Pile>,
) -> Result<(Data, Vec<Document>)> {
    let mode = if order.is_final { Mode::Final } else { Mode::Draft };
    let print = |effort: &Effort<'_>, attachments: &[Attachment]| {
        let job = PrintJob { plan: &outcome.plan, stock, mode, only: order.only, attachments };
        let documents = print_to(&job, effort, |printed| Document::of(printed, pile))?;
        if is_large(&outcome.plan) {
            heap::give_back();
        }
        documents.into_iter().collect::<Result<_>>()
    };
    let (book, json) = (|| book(outcome, inputs, order), || json(outcome, order));
    if outcome.plan.settings.documents.iter().any(|document| document.attach) {
        let (book, json) = at_once(effort, book, json);
        let data = Data { book: book?, json: json? };
        let documents = print(effort, &attachments(&data)?)?;
        return Ok((data, documents));
    }
    let (documents, book, json) = hand_in_hand(effort, |effort| print(effort, &[]), book, json);
    // Of several faults the workbook's is told, as it is when one is made after the other.
    let (book, documents) = (book?, documents?);
    Ok((Data { book, json: json? }, documents))
}

fn attachments(data: &Data) -> Result<Vec<Attachment>> {
    let make = |name: &str, mime: &str, description: &str, content: &Content| -> Result<Attachment> {
        Ok(Attachment {
            name: name.into(),
            mime: mime.into(),
            description: description.into(),
            relation: Relation::Data,
            bytes: content.to_vec().with_context(|| unread(name))?,
        })
    };
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(vec![
        make("tong-hop.xlsx", xlsx, "Bảng tổng hợp", &data.book)?,
        make("tong-hop.json", "application/json", "Kế hoạch tổng hợp cho phần mềm", &data.json)?,
    ])
}

fn unread(name: &str) -> String {
    format!("Không đọc lại được tệp “{name}” vừa ghi")
}

impl Set {
    fn add(&mut self, path: String, content: impl Into<Content>, pages: Option<usize>) {
        self.listed.push((path.clone(), pages));
        self.outputs.push(Output { path, content: content.into() });
    }

    /// The documents before layout, with their stylesheets beside them.
    fn previews(&mut self, previews: Vec<(String, String, Option<String>)>, stock: &Stock) {
        let mut used = BTreeSet::new();
        for (name, stylesheet, xhtml) in previews {
            used.insert(stylesheet);
            if let Some(xhtml) = xhtml {
                let path = format!("xem-truoc/{name}.xhtml");
                self.outputs.push(Output { path, content: xhtml.into_bytes().into() });
            }
        }
        for (name, text) in stock.stylesheets.iter().filter(|(name, _)| used.contains(*name)) {
            let path = format!("xem-truoc/{name}.css");
            self.outputs.push(Output { path, content: text.clone().into_bytes().into() });
        }
    }
}

/// What the manifest says of a plan's inputs.
pub fn received(threads: NonZeroUsize, inputs: &Inputs) -> Vec<ManifestEntry> {
    let received = inputs.catalogue.iter().chain(&inputs.decisions).chain(&inputs.files);
    let received: Vec<&ReceivedFile> = received.collect();
    let of_received = |at: usize| entry(&received[at].path, &received[at].bytes);
    let mut read = vec![entry("tonghop.toml", inputs.settings.as_bytes())];
    read.extend(in_order(received.len(), threads, of_received));
    read
}

/// `earlier`: the kept draft that was compared with; `before`: what earlier builds kept and this one left.
fn manifest(
    threads: NonZeroUsize,
    mut read: Vec<ManifestEntry>,
    earlier: Option<&ReceivedFile>,
    stock: &Stock,
    outputs: &[Output],
    before: Vec<ManifestEntry>,
) -> Result<String> {
    read.extend(earlier.map(|file| entry(&file.path, &file.bytes)));
    let mut written = written(threads, outputs)?;
    written.extend(before);
    let texts = sha256_of_texts(stock.templates.iter().chain(&stock.stylesheets));
    Ok(manifest_json(&read, &written, &texts, env!("CARGO_PKG_VERSION")))
}

/// An entry for each output; the content that a kept copy shares is hashed once.
fn written(threads: NonZeroUsize, outputs: &[Output]) -> Result<Vec<ManifestEntry>> {
    let entry = |at: usize| {
        let Output { path, content } = &outputs[at];
        let sha256 = sha256_of(content).with_context(|| unread(path))?;
        Ok(ManifestEntry { file: path.clone(), sha256, bytes: content.len() })
    };
    let own = |at: usize| {
        let content = &outputs[at].content;
        let first = || outputs.iter().position(|other| other.content.is(content));
        content.is_shared().then(first).flatten().unwrap_or(at)
    };
    let hashed = in_order(outputs.len(), threads, |at| (own(at) == at).then(|| entry(at)).transpose());
    let hashed = hashed.into_iter().collect::<Result<Vec<_>>>()?;
    let of = |at: usize| match (&hashed[at], hashed.get(own(at)).and_then(Option::as_ref)) {
        (Some(own), _) => Ok(own.clone()),
        (None, Some(first)) => Ok(ManifestEntry { file: outputs[at].path.clone(), ..first.clone() }),
        (None, None) => entry(at),
    };
    (0..outputs.len()).map(of).collect()
}

fn entry(file: &str, bytes: &[u8]) -> ManifestEntry {
    ManifestEntry { file: file.into(), sha256: sha256(bytes), bytes: bytes.len() as u64 }
}

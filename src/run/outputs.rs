//! Everything that one build writes, made in memory, the manifest last.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::build::Order;
use super::consolidate::Outcome;
use super::digest::{sha256, sha256_of_texts};
use super::keep::{copies, kept_before};
use super::print::{PrintJob, Printed, print_to};
use super::remarks::remarks;
use super::slips::slips;
use super::together::{at_once, in_order};
use crate::disk::{Inputs, Output, Stock, way};
use crate::domain::DraftName;
use crate::domain::submission::ReceivedFile;
use crate::export::{ManifestEntry, findings_json, manifest_json, plan_json};
use crate::layout::Remark;
use crate::pdf::{Attachment, Relation};
use crate::progress::Effort;
use crate::report::report;
use crate::template::Mode;
use crate::workbooks::{waiting, workbooks, workbooks_from};

/// The outputs, and for the summary the name and pages of those that people look at.
pub struct Set {
    pub outputs: Vec<Output>,
    pub listed: Vec<(String, Option<usize>)>,
}

/// Makes the set of one build into `target`. What layout remarks is added to the findings.
///
/// # Errors
/// Those of printing, of the workbooks and of the slips.
pub fn outputs(
    effort: &Effort<'_>,
    outcome: &mut Outcome,
    inputs: &Inputs,
    stock: &Stock,
    order: &Order<'_>,
    target: &Path,
) -> Result<Set> {
    let (data, documents) = data_and_documents(effort, outcome, inputs, stock, order)?;
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
    set.add("tong-hop.json".into(), data.json.into_bytes(), None);
    let checks = findings_json(findings, &plan.settings.plan, plan.as_of);
    set.add("kiem-tra.json".into(), checks.into_bytes(), None);
    set.add("kiem-tra.html".into(), page.into_bytes(), None);
    set.previews(previews, stock);
    // Printing one document alone is for looking at it: nothing is sent back to anybody.
    if order.only.is_empty() {
        set.outputs.extend(slips(outcome, stock, effort.threads)?);
        let number = plan.settings.draft.number;
        let draft = if order.is_final { DraftName::Final } else { DraftName::Number(number) };
        set.outputs.extend(copies(&set.outputs, draft));
    }
    let before = kept_before(target, &set.outputs)?;
    let earlier = outcome.earlier.as_ref();
    let manifest = manifest(effort.threads, inputs, earlier, stock, &set.outputs, before);
    set.add("ban-ke.json".into(), manifest.into_bytes(), None);
    Ok(set)
}

/// The plan for Excel and for machines.
struct Data {
    book: Vec<u8>,
    json: String,
}

fn book(outcome: &Outcome, inputs: &Inputs, order: &Order<'_>) -> Result<Vec<u8>> {
    let (plan, findings) = (&outcome.plan, &outcome.findings);
    match way(&order.output.join(&inputs.plan), &inputs.folder) {
        Some(home) => workbooks_from(plan, findings, &home),
        None => workbooks(plan, findings),
    }
}

fn json(outcome: &Outcome, order: &Order<'_>) -> String {
    let draft = if order.is_final { "" } else { &outcome.plan.settings.draft.text };
    plan_json(&outcome.plan, &outcome.findings, draft)
}

/// What is kept of a printed document.
struct Document {
    name: String,
    stylesheet: String,
    /// `None`: a letter to each of many departments needs no preview, one looks like the other.
    xhtml: Option<String>,
    pdf: Vec<u8>,
    pages: usize,
    remarks: Vec<Remark>,
}

impl From<Printed> for Document {
    fn from(printed: Printed) -> Document {
        let Printed { name, stylesheet, xhtml, pdf, pages, remarks } = printed;
        let xhtml = (!name.contains('/')).then_some(xhtml);
        Document { name, stylesheet, xhtml, pdf, pages: pages.pages.len(), remarks }
    }
}

/// Workbook and documents are made at the same time, but for what travels inside a document: that comes first. The JSON is
/// made in no time, and takes much memory: it waits until the pages of the documents are gone.
fn data_and_documents(
    effort: &Effort<'_>,
    outcome: &Outcome,
    inputs: &Inputs,
    stock: &Stock,
    order: &Order<'_>,
) -> Result<(Data, Vec<Document>)> {
    let mode = if order.is_final { Mode::Final } else { Mode::Draft };
    let print = |attachments: &[Attachment]| {
        let job = PrintJob { plan: &outcome.plan, stock, mode, only: order.only, attachments };
        print_to(&job, effort, Document::from)
    };
    let book = || book(outcome, inputs, order);
    if outcome.plan.settings.documents.iter().any(|document| document.attach) {
        let (book, json) = at_once(effort, book, || json(outcome, order));
        let data = Data { book: book?, json };
        let documents = print(&attachments(&data))?;
        return Ok((data, documents));
    }
    let (documents, book) = at_once(effort, || print(&[]), book);
    // Of several faults the workbook's is told, as it is when one is made after the other.
    let (book, documents) = (book?, documents?);
    Ok((Data { book, json: json(outcome, order) }, documents))
}

fn attachments(data: &Data) -> Vec<Attachment> {
    let make = |name: &str, mime: &str, description: &str, bytes: &[u8]| Attachment {
        name: name.into(),
        mime: mime.into(),
        description: description.into(),
        relation: Relation::Data,
        bytes: bytes.to_vec(),
    };
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    vec![
        make("tong-hop.xlsx", xlsx, "Bảng tổng hợp", &data.book),
        make("tong-hop.json", "application/json", "Kế hoạch tổng hợp cho phần mềm", data.json.as_bytes()),
    ]
}

impl Set {
    fn add(&mut self, path: String, bytes: Vec<u8>, pages: Option<usize>) {
        self.listed.push((path.clone(), pages));
        self.outputs.push(Output { path, bytes: bytes.into() });
    }

    /// The documents before layout, with their stylesheets beside them.
    fn previews(&mut self, previews: Vec<(String, String, Option<String>)>, stock: &Stock) {
        let mut used = BTreeSet::new();
        for (name, stylesheet, xhtml) in previews {
            used.insert(stylesheet);
            if let Some(xhtml) = xhtml {
                let path = format!("xem-truoc/{name}.xhtml");
                self.outputs.push(Output { path, bytes: xhtml.into_bytes().into() });
            }
        }
        for (name, text) in stock.stylesheets.iter().filter(|(name, _)| used.contains(*name)) {
            let path = format!("xem-truoc/{name}.css");
            self.outputs.push(Output { path, bytes: text.clone().into_bytes().into() });
        }
    }
}

/// `earlier`: the kept draft that was compared with; `before`: what earlier builds kept and this one left.
fn manifest(
    threads: NonZeroUsize,
    inputs: &Inputs,
    earlier: Option<&ReceivedFile>,
    stock: &Stock,
    outputs: &[Output],
    before: Vec<ManifestEntry>,
) -> String {
    let received = inputs.catalogue.iter().chain(&inputs.decisions).chain(&inputs.files).chain(earlier);
    let received: Vec<&ReceivedFile> = received.collect();
    let of_received = |at: usize| entry(&received[at].path, &received[at].bytes);
    let mut read = vec![entry("tonghop.toml", inputs.settings.as_bytes())];
    read.extend(in_order(received.len(), threads, of_received));
    let mut written = written(threads, outputs);
    written.extend(before);
    let texts = sha256_of_texts(stock.templates.iter().chain(&stock.stylesheets));
    manifest_json(&read, &written, &texts, env!("CARGO_PKG_VERSION"))
}

/// An entry for each output; the bytes that a kept copy shares are hashed once.
fn written(threads: NonZeroUsize, outputs: &[Output]) -> Vec<ManifestEntry> {
    let own = |at: usize| {
        let copied = |other: &Output| Arc::ptr_eq(&other.bytes, &outputs[at].bytes);
        let shared = Arc::strong_count(&outputs[at].bytes) > 1;
        shared.then(|| outputs.iter().position(copied)).flatten().unwrap_or(at)
    };
    let hashed = in_order(outputs.len(), threads, |at| {
        (own(at) == at).then(|| entry(&outputs[at].path, &outputs[at].bytes))
    });
    let of = |at: usize| match (&hashed[at], hashed.get(own(at)).and_then(Option::as_ref)) {
        (Some(own), _) => own.clone(),
        (None, Some(first)) => ManifestEntry { file: outputs[at].path.clone(), ..first.clone() },
        (None, None) => entry(&outputs[at].path, &outputs[at].bytes),
    };
    (0..outputs.len()).map(of).collect()
}

fn entry(file: &str, bytes: &[u8]) -> ManifestEntry {
    ManifestEntry { file: file.into(), sha256: sha256(bytes), bytes: bytes.len() as u64 }
}

//! `build`: consolidate, print, write the set.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::answer::Answer;
use super::consolidate::{Outcome, consolidate_with};
use super::digest::{sha256, sha256_of_texts};
use super::keep::{copies, kept_before};
use super::look::{Desk, told};
use super::open::open_points;
use super::print::{PrintJob, Printed, print_with};
use super::remarks::remarks;
use super::slips::slips;
use super::unattended::{self, Done, in_turn};
use crate::disk::{Inputs, Leftovers, Output, Stock, load_with_drafts, plan_name, publish_set, stock, way};
use crate::domain::DraftName;
use crate::domain::submission::ReceivedFile;
use crate::export::{ManifestEntry, findings_json, manifest_json, plan_json};
use crate::finding::Severity;
use crate::pdf::{Attachment, Relation};
use crate::progress::Stage;
use crate::report::report as report_page;
use crate::tell::{Produced, Telling, tell};
use crate::template::Mode;
use crate::workbooks::{waiting, workbooks, workbooks_from};

/// What `build` was asked for, beside the plan.
#[derive(Debug)]
pub struct Order<'a> {
    pub output: &'a Path,
    pub is_final: bool,
    /// Documents by name; empty: all.
    pub only: &'a [String],
}

/// Builds one plan.
///
/// # Errors
/// When the run cannot go on; nothing is written then.
pub fn build(desk: &Desk<'_>, folder: &Path, order: &Order<'_>) -> Result<Answer> {
    let target = order.output.join(plan_name(folder)?);
    in_turn(desk, &target, || made(desk, folder, order, &target))
}

fn made(desk: &Desk<'_>, folder: &Path, order: &Order<'_>, target: &Path) -> Result<Done> {
    let inputs = load_with_drafts(folder, order.output)?;
    let mut outcome = consolidate_with(&inputs, desk.as_of, &desk.effort())?;
    if let Some(answer) = order.is_final.then(|| refusal(desk, &outcome)).flatten() {
        let story = answer.err.lines().map(str::to_owned).collect();
        return Ok(Done { answer, story, success: false });
    }
    let stock = stock(folder, Path::new("."), &outcome.plan.settings.fonts)?;
    let set = set(desk, &mut outcome, &inputs, &stock, order, target)?;
    let leftovers = if order.only.is_empty() { Leftovers::Remove } else { Leftovers::Keep };
    let progress = desk.world.progress();
    progress.told(Stage::Write, 0, 1);
    let published = publish_set(target, &set.outputs, leftovers)?;
    progress.told(Stage::Write, 1, 1);
    let story = unattended::told(&published, &outcome);
    Ok(Done { answer: report(desk, &outcome, &set, target), story, success: true })
}

/// Everything that one build writes, manifest last.
struct Set {
    outputs: Vec<Output>,
    /// For the summary: name and pages.
    listed: Vec<(String, Option<usize>)>,
}

fn set(
    desk: &Desk<'_>,
    outcome: &mut Outcome,
    inputs: &Inputs,
    stock: &Stock,
    order: &Order<'_>,
    target: &Path,
) -> Result<Set> {
    let mode = if order.is_final { Mode::Final } else { Mode::Draft };
    let draft = if order.is_final { "" } else { &outcome.plan.settings.draft.text };
    let (plan, findings) = (&outcome.plan, &outcome.findings);
    let (book, json) = std::thread::scope(|scope| {
        let json = scope.spawn(|| plan_json(plan, findings, draft));
        let book = match way(&order.output.join(&inputs.plan), &inputs.folder) {
            Some(home) => workbooks_from(plan, findings, &home),
            None => workbooks(plan, findings),
        };
        (book, json.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let book = book?;
    let attached = plan.settings.documents.iter().any(|document| document.attach);
    let attachments = if attached { attachments(&book, &json) } else { Vec::new() };
    let job = PrintJob { plan: &outcome.plan, stock, mode, only: order.only, attachments: &attachments };
    let mut printed = print_with(&job, &desk.effort())?;
    remarks(&printed, &mut outcome.findings);
    outcome.findings.regrade(&outcome.plan.settings.severities);
    let plan = &outcome.plan;
    let mut set = Set { outputs: Vec::new(), listed: Vec::new() };
    for document in &mut printed {
        let pdf = std::mem::take(&mut document.pdf);
        set.add(format!("{}.pdf", document.name), pdf, Some(document.pages.pages.len()));
    }
    set.add("tong-hop.xlsx".into(), book, None);
    set.add("cho-quyet-dinh.xlsx".into(), waiting(plan, &outcome.findings)?, None);
    set.add("tong-hop.json".into(), json.into_bytes(), None);
    set.add(
        "kiem-tra.json".into(),
        findings_json(&outcome.findings, &plan.settings.plan, plan.as_of).into_bytes(),
        None,
    );
    set.add("kiem-tra.html".into(), report_page(plan, &outcome.findings).into_bytes(), None);
    set.previews(&printed, stock);
    // Printing one document alone is for looking at it: nothing is sent back to anybody.
    if order.only.is_empty() {
        set.outputs.extend(slips(outcome, stock)?);
        let number = outcome.plan.settings.draft.number;
        let draft = if order.is_final { DraftName::Final } else { DraftName::Number(number) };
        set.outputs.extend(copies(&set.outputs, draft));
    }
    let before = kept_before(target, &set.outputs)?;
    let earlier = outcome.earlier.as_ref();
    let manifest = manifest(inputs, earlier, stock, &set.outputs, before);
    set.add("ban-ke.json".into(), manifest.into_bytes(), None);
    Ok(set)
}

impl Set {
    fn add(&mut self, path: String, bytes: Vec<u8>, pages: Option<usize>) {
        self.listed.push((path.clone(), pages));
        self.outputs.push(Output { path, bytes });
    }

    /// The documents before layout, with their stylesheets beside them.
    fn previews(&mut self, printed: &[Printed], stock: &Stock) {
        // A letter to each of many departments needs no preview: one looks like the other.
        for document in printed.iter().filter(|document| !document.name.contains('/')) {
            let path = format!("xem-truoc/{}.xhtml", document.name);
            self.outputs.push(Output { path, bytes: document.xhtml.clone().into_bytes() });
        }
        for (name, text) in &stock.stylesheets {
            if printed.iter().any(|document| document.stylesheet == *name) {
                let path = format!("xem-truoc/{name}.css");
                self.outputs.push(Output { path, bytes: text.clone().into_bytes() });
            }
        }
    }
}

fn attachments(book: &[u8], json: &str) -> Vec<Attachment> {
    let make = |name: &str, mime: &str, description: &str, bytes: &[u8]| Attachment {
        name: name.into(),
        mime: mime.into(),
        description: description.into(),
        relation: Relation::Data,
        bytes: bytes.to_vec(),
    };
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    vec![
        make("tong-hop.xlsx", xlsx, "Bảng tổng hợp", book),
        make("tong-hop.json", "application/json", "Kế hoạch tổng hợp cho phần mềm", json.as_bytes()),
    ]
}

/// `earlier`: the kept draft that was compared with; `before`: what earlier builds kept and this one left.
fn manifest(
    inputs: &Inputs,
    earlier: Option<&ReceivedFile>,
    stock: &Stock,
    outputs: &[Output],
    before: Vec<ManifestEntry>,
) -> String {
    let mut read = vec![entry("tonghop.toml", inputs.settings.as_bytes())];
    read.extend(inputs.catalogue.iter().map(|file| entry(&file.path, &file.bytes)));
    read.extend(inputs.decisions.iter().map(|file| entry(&file.path, &file.bytes)));
    read.extend(inputs.files.iter().map(|file| entry(&file.path, &file.bytes)));
    read.extend(earlier.map(|file| entry(&file.path, &file.bytes)));
    let mut written: Vec<ManifestEntry> =
        outputs.iter().map(|output| entry(&output.path, &output.bytes)).collect();
    written.extend(before);
    let texts = sha256_of_texts(stock.templates.iter().chain(&stock.stylesheets));
    manifest_json(&read, &written, &texts, env!("CARGO_PKG_VERSION"))
}

fn entry(file: &str, bytes: &[u8]) -> ManifestEntry {
    ManifestEntry { file: file.into(), sha256: sha256(bytes), bytes: bytes.len() as u64 }
}

/// Why no final can be made, if so: errors, open conflicts, missing plan figures.
fn refusal(desk: &Desk<'_>, outcome: &Outcome) -> Option<Answer> {
    let open = open_points(&outcome.plan, &outcome.findings);
    if open.is_empty() {
        return None;
    }
    let mut err = format!("{}: chưa lập được bản chính thức vì còn:\n", outcome.plan.settings.plan);
    for point in open {
        err.push_str(&format!("  - {point}\n"));
    }
    let mut answer = told(desk, outcome);
    answer.err.push_str(&err);
    answer.code = 1;
    Some(answer)
}

fn report(desk: &Desk<'_>, outcome: &Outcome, set: &Set, target: &Path) -> Answer {
    let mut answer = told(desk, outcome);
    let folder: PathBuf = target.into();
    let produced = Produced { folder: &folder.display().to_string(), files: &set.listed };
    let (plan, findings) = (&outcome.plan, &outcome.findings);
    if !desk.request.quiet {
        answer.out = tell(&Telling::Summary { plan, findings, produced: Some(produced) }, desk.paint);
    }
    answer.json = desk.json(|| {
        let outputs: Vec<&str> = set.outputs.iter().map(|output| &*output.path).collect();
        serde_json::json!({
            "plan": plan.settings.plan,
            "as_of": plan.as_of.to_string(),
            "folder": folder.display().to_string(),
            "outputs": outputs,
            "errors": findings.count(Severity::Error),
            "warnings": findings.count(Severity::Warning),
            "notes": findings.count(Severity::Note),
        })
    });
    answer
}

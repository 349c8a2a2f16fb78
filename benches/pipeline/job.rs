//! The whole job, each step timed apart.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use tonghop::collect::collect;
use tonghop::compute::compute;
use tonghop::disk::{Content, Draft, Inputs, Stock, stock};
use tonghop::domain::settings::Limits;
use tonghop::domain::{DocumentSpec, Plan, Source};
use tonghop::export::{write_findings, write_plan};
use tonghop::finding::Findings;
use tonghop::font::{FontBook, FontFile};
use tonghop::layout::layout_freeing;
use tonghop::markup::{self, markup};
use tonghop::merge::merge;
use tonghop::normalise::normalise;
use tonghop::pages::Pages;
use tonghop::pdf::{PdfOptions, pdf};
use tonghop::progress::Effort;
use tonghop::proofread::proofread;
use tonghop::read::{Here, Reader, read_one, read_with};
use tonghop::run::{consolidate_freeing, hand_in_hand};
use tonghop::settings::{limits, settings};
use tonghop::template::{Mode, Templates, template};
use tonghop::validate::validate;
use tonghop::workbook::Workbook;
use tonghop::workbooks::workbooks_into;
use tonghop::workers::{ARGUMENT, Pool};

use crate::clock::{Spent, timed};
use crate::paper;

/// Which document is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    Full,
    Digest,
}

/// What one run made, and what each step took.
pub struct Done {
    pub steps: Vec<(&'static str, Spent)>,
    pub book: Content,
    pub pdf: Vec<u8>,
    /// Bytes.
    pub json: u64,
    pub pages: Pages,
    pub findings: usize,
}

impl Done {
    /// The steps from `first` to `last`, both included, together.
    pub fn between(&self, first: &str, last: &str) -> Spent {
        let start = self.steps.iter().position(|step| step.0 == first).unwrap_or(0);
        let end = self.steps.iter().position(|step| step.0 == last).unwrap_or(0);
        self.steps[start..=end].iter().fold(Spent::default(), |sum, step| sum + step.1)
    }

    pub fn whole(&self) -> Spent {
        self.steps.iter().fold(Spent::default(), |sum, step| sum + step.1)
    }
}

/// Fonts and templates of the program, and the digest's own template.
pub fn shelf() -> Stock {
    let nowhere = Path::new("no-such-folder");
    let mut stock = stock(nowhere, nowhere, &[]).expect("the program's own stock");
    stock.templates.insert("digest".into(), paper::DIGEST.into());
    stock
}

/// Steps of a run so far.
struct Watch(Vec<(&'static str, Spent)>);

impl Watch {
    fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (result, spent) = timed(work);
        if std::env::var_os("PIPELINE_STEPS").is_some() {
            eprintln!(
                "{name:10} {:9.1} ms, wall {:.1}, peak {:.0} MiB",
                spent.cpu.as_secs_f64() * 1e3,
                spent.wall.as_secs_f64() * 1e3,
                crate::clock::peak().unwrap_or_default()
            );
        }
        self.0.push((name, spent));
        result
    }
}

/// The steps before the outputs alone, on this thread; files read in this process, or in a worker process that is started and ended
/// within the step.
pub fn front(inputs: Inputs, workers: bool) -> Vec<(&'static str, Spent)> {
    let mut watch = Watch(Vec::new());
    let pool =
        || -> Box<dyn Reader> { Box::new(Pool::new(Path::new(env!("CARGO_BIN_EXE_tonghop")), ARGUMENT)) };
    let here = || -> Box<dyn Reader> { Box::new(Here) };
    let readers: &dyn Fn() -> Box<dyn Reader> = if workers { &pool } else { &here };
    consolidate(inputs, NonZeroUsize::MIN, readers, &mut watch, &mut Findings::default());
    watch.0
}

/// Does the whole job once.
pub fn run(inputs: Inputs, stock: &Stock, paper: Paper, threads: NonZeroUsize) -> Done {
    let mut watch = Watch(Vec::new());
    let mut findings = Findings::default();
    let plan = consolidate(inputs, threads, &|| Box::new(Here), &mut watch, &mut findings);
    // As the product does it: what is large goes into files without a name.
    let draft = || Draft::new(&std::env::temp_dir());
    let write = || workbooks_into(&plan, &findings, None, draft).expect("a workbook").finish().expect("room");
    let export = || {
        let mut out = draft();
        write_plan(&mut out, &plan, &findings, "DỰ THẢO").expect("room");
        let mut checks = draft();
        write_findings(&mut checks, &findings, &plan.settings.plan, plan.as_of).expect("room");
        [out, checks].map(|draft| draft.finish().expect("room"))
    };
    let (book, json, pages, pdf);
    if threads.get() > 1 {
        // As the product does it: workbook and document at the same time, the JSON by whoever is done first.
        (book, (pages, pdf), json) = watch.step("outputs", || {
            let effort = Effort { threads, ..Effort::quiet() };
            let print = |effort: &Effort| {
                let (pages, pdf) = print(&plan, stock, paper, &|| effort.share(1), &mut Watch(Vec::new()));
                drop(pages);
                if plan.submissions.len() > 512 {
                    tonghop::heap::give_back();
                }
                (Pages::default(), pdf)
            };
            let (printed, book, json) = hand_in_hand(&effort, print, write, export);
            (book, printed, json)
        });
    } else {
        book = watch.step("workbooks", write);
        json = watch.step("export", export);
        (pages, pdf) = print(&plan, stock, paper, &|| threads, &mut watch);
    }
    let json = json.iter().map(Content::len).sum();
    if plan.submissions.len() > 512 {
        tonghop::heap::large_blocks_apart(false);
    }
    Done { steps: watch.0, book, pdf, json, pages, findings: findings.len() }
}

fn consolidate(
    inputs: Inputs,
    threads: NonZeroUsize,
    readers: &dyn Fn() -> Box<dyn Reader>,
    watch: &mut Watch,
    findings: &mut Findings,
) -> Plan {
    let as_of = NaiveDate::from_ymd_opt(2023, 9, 25).expect("a day");
    if threads.get() > 1 {
        // As the product does it: in batches, on all threads.
        let effort = Effort { threads, ..Effort::quiet() };
        let mut inputs = inputs;
        let outcome = watch.step("consolidate", || consolidate_freeing(&mut inputs, as_of, &effort));
        let outcome = outcome.expect("good settings");
        findings.extend(outcome.findings);
        return outcome.plan;
    }
    let settings = watch.step("settings", || {
        let limits = limits(&inputs.settings).expect("good settings");
        let catalogue = inputs.catalogue.as_ref().map(|file| {
            let reading = read_one(&file.bytes, &limits).expect("a generated catalogue");
            let sha256 = format!("{:x?}", Sha256::digest(&file.bytes));
            Workbook {
                file: file.path.as_str().into(),
                sha256: sha256.into(),
                format: reading.format,
                sheets: reading.sheets,
            }
        });
        Arc::new(
            settings(&inputs.plan, &inputs.settings, catalogue.as_ref(), findings).expect("good settings"),
        )
    });
    let files = inputs.files;
    let sources = watch.step("collect", || collect(files, &settings.catalogue.departments, findings));
    let workbooks = watch.step("read", || reading(&sources, &*readers(), &settings.limits, findings));
    let drafts = watch.step("normalise", || normalise(&workbooks, &sources, &settings, findings));
    drop(workbooks);
    let submissions = watch.step("validate", || validate(drafts, &settings, findings));
    let merged =
        watch.step("merge", || merge(submissions, &sources, Default::default(), &settings, as_of, findings));
    let plan = watch.step("compute", || compute(merged, settings, as_of, findings));
    watch.step("proofread", || {
        proofread(&plan, findings);
        findings.sort();
    });
    plan
}

/// Every source read on this thread.
fn reading(
    sources: &[Source],
    reader: &dyn Reader,
    limits: &Limits,
    findings: &mut Findings,
) -> Vec<Workbook> {
    let effort = Effort { threads: NonZeroUsize::MIN, ..Effort::quiet() };
    let workbooks = read_with(sources, limits, reader, &effort, findings);
    assert_eq!(workbooks.len(), sources.len(), "a generated workbook was not read");
    workbooks
}

fn print(
    plan: &Plan,
    stock: &Stock,
    paper: Paper,
    threads: &dyn Fn() -> NonZeroUsize,
    watch: &mut Watch,
) -> (Pages, Vec<u8>) {
    let templates = Templates { files: stock.templates.clone() };
    let as_of = plan.as_of;
    let xhtml = match paper {
        Paper::Full => watch.step("template", || paper::full(plan)),
        Paper::Digest => {
            let cut = paper::digest(plan);
            let order: DocumentSpec = paper::order(&cut);
            watch.step("template", || template(&cut, &order, &templates, Mode::Draft).expect("a document"))
        }
    };
    let source = markup::Source {
        name: "bench",
        xhtml: &xhtml,
        stylesheet_name: "nghi-dinh-30.css",
        stylesheet: &stock.stylesheets["nghi-dinh-30"],
    };
    let tree = watch.step("markup", || markup(&source).expect("good markup"));
    let files = stock.fonts.iter().map(|(name, bytes)| FontFile { name: name.clone(), bytes: bytes.clone() });
    let book = FontBook::new(files.collect()).expect("fonts");
    let pages = watch.step("layout", || layout_freeing(tree, &book, threads())).pages;
    let faces = book.faces();
    let options = PdfOptions { draft: true, threads: threads(), ..PdfOptions::new(as_of) };
    let bytes = watch.step("pdf", || pdf(&pages, &faces, &options).expect("a PDF"));
    (pages, bytes)
}

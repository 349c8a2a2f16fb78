//! From the plan to official documents: template, markup, layout, pdf.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, anyhow};

use crate::disk::Stock;
use crate::domain::receipt::file_names;
use crate::domain::settings::PerUnit;
use crate::domain::standing::{StandingStatus, standings};
use crate::domain::{DocumentSpec, Plan};
use crate::finding::Code;
use crate::font::{FaceData, FontBook, FontFile};
use crate::layout::{Remark, layout_freeing};
use crate::markup::{Source, markup};
use crate::pages::Pages;
use crate::pdf::{Attachment, PdfOptions, pdf};
use crate::progress::{Effort, Stage};
use crate::template::{Mode, Templates, template};

/// How a set of documents is to be printed.
#[derive(Debug)]
pub struct PrintJob<'a> {
    pub plan: &'a Plan,
    pub stock: &'a Stock,
    pub mode: Mode,
    /// Names of documents; empty: all.
    pub only: &'a [String],
    /// Files that travel inside a document with `dinh-kem = true`.
    pub attachments: &'a [Attachment],
}

/// One document, printed.
#[derive(Debug, Clone)]
pub struct Printed {
    pub name: String,
    /// Name of the stylesheet, without extension.
    pub stylesheet: String,
    /// The same document before layout, for a browser.
    pub xhtml: String,
    pub pdf: Vec<u8>,
    pub pages: Pages,
    pub remarks: Vec<Remark>,
}

/// Prints the plan's documents, in the order of the settings.
///
/// # Errors
/// A broken template or stylesheet (all faults, with line and column), an unusable font, an unknown name.
pub fn print(job: &PrintJob<'_>) -> Result<Vec<Printed>> {
    print_with(job, &Effort::quiet())
}

/// The same, with the threads wished for, telling how far it has come.
///
/// # Errors
/// As [`print`].
pub fn print_with(job: &PrintJob<'_>, effort: &Effort<'_>) -> Result<Vec<Printed>> {
    print_to(job, effort, |printed| printed)
}

/// The same, keeping of each document only what `keep` makes of it, as soon as it is printed: the pages of all documents
/// together take much memory.
///
/// # Errors
/// As [`print`].
pub fn print_to<T: Send>(
    job: &PrintJob<'_>,
    effort: &Effort<'_>,
    keep: impl Fn(Printed) -> T + Sync,
) -> Result<Vec<T>> {
    let documents = wanted(job)?;
    let helpers = effort.threads.get().min(documents.len()).max(1);
    let press = Press::new(job, effort, helpers)?;
    let (next, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut done: Vec<(usize, Result<T>)> = Vec::new();
        while let Some((index, document)) = take(&next, &documents) {
            let told = finished.load(Ordering::Relaxed);
            effort.progress.told(Stage::Print, told, documents.len());
            done.push((index, press.print(document).map(&keep)));
            finished.fetch_add(1, Ordering::Relaxed);
        }
        press.at_work.fetch_sub(1, Ordering::Relaxed);
        done
    };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..helpers).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    });
    effort.progress.told(Stage::Print, documents.len(), documents.len());
    all.sort_by_key(|(index, _)| *index);
    // Of several faults the first document's is told, for any number of threads.
    all.into_iter().map(|(_, printed)| printed).collect()
}

fn take<'a>(next: &AtomicUsize, documents: &'a [DocumentSpec]) -> Option<(usize, &'a DocumentSpec)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    documents.get(index).map(|document| (index, document))
}

fn wanted(job: &PrintJob<'_>) -> Result<Vec<DocumentSpec>> {
    let documents = &job.plan.settings.documents;
    for name in job.only {
        if !documents.iter().any(|document| document.name == *name) {
            let known: Vec<&str> = documents.iter().map(|document| &*document.name).collect();
            return Err(anyhow!(
                "Không có văn bản “{name}” trong tonghop.toml; các văn bản có: {}",
                known.join(", ")
            ));
        }
    }
    let documents =
        documents.iter().filter(|document| job.only.is_empty() || job.only.contains(&document.name));
    Ok(documents.flat_map(|document| copies(job.plan, document)).collect())
}

/// The document itself, or a copy for each department that it is meant for: `don-doc/YTE`.
fn copies(plan: &Plan, document: &DocumentSpec) -> Vec<DocumentSpec> {
    let Some(wanted) = document.per_unit else {
        return vec![document.clone()];
    };
    let all = standings(plan);
    let names = file_names(all.iter().map(|one| one.department));
    let is_meant = |status| match status {
        StandingStatus::Missing | StandingStatus::Returned => true,
        StandingStatus::Late(_) => wanted == PerUnit::Behind,
        StandingStatus::OnTime => false,
    };
    all.iter()
        .zip(names)
        .filter(|(one, _)| is_meant(one.status) && !is_excused(plan, one.department))
        .map(|(one, name)| DocumentSpec {
            name: format!("{}/{name}", document.name),
            addressees: vec![one.name.to_string()],
            unit: one.department.to_string(),
            ..document.clone()
        })
        .collect()
}

/// Whether the office has waived that a department sent nothing, or late: it is not written to for that.
fn is_excused(plan: &Plan, department: &str) -> bool {
    let about = [Code::SubmissionMissing, Code::SubmissionLate];
    plan.waived
        .iter()
        .any(|finding| about.contains(&finding.code) && finding.department.as_deref() == Some(department))
}

/// What all documents of a job share.
struct Press<'a> {
    job: &'a PrintJob<'a>,
    templates: Templates,
    book: FontBook,
    faces: Vec<FaceData>,
    effort: &'a Effort<'a>,
    /// How many threads print documents.
    at_work: AtomicUsize,
}

impl<'a> Press<'a> {
    fn new(job: &'a PrintJob<'a>, effort: &'a Effort<'a>, at_work: usize) -> Result<Press<'a>> {
        let files =
            job.stock.fonts.iter().map(|(name, bytes)| FontFile { name: name.clone(), bytes: bytes.clone() });
        let book = FontBook::new(files.collect()).context("Không dùng được phông chữ")?;
        let faces = book.faces();
        let templates = Templates { files: job.stock.templates.clone() };
        Ok(Press { job, templates, book, faces, effort, at_work: AtomicUsize::new(at_work) })
    }

    /// What threads other documents do not take, this one's pages do.
    fn threads(&self) -> NonZeroUsize {
        self.effort.share(self.at_work.load(Ordering::Relaxed))
    }

    fn print(&self, document: &DocumentSpec) -> Result<Printed> {
        let xhtml = template(self.job.plan, document, &self.templates, self.job.mode).with_context(|| {
            format!("Không lập được văn bản “{}” từ mẫu “{}”", document.name, document.template)
        })?;
        let stylesheet = self.job.stock.stylesheets.get(&document.stylesheet).ok_or_else(|| {
            anyhow!(
                "Không có kiểu trình bày “{}” (tệp templates/{}.css) của văn bản “{}”",
                document.stylesheet,
                document.stylesheet,
                document.name
            )
        })?;
        let source = Source {
            name: &document.template,
            xhtml: &xhtml,
            stylesheet_name: &format!("{}.css", document.stylesheet),
            stylesheet,
        };
        let tree =
            markup(&source).with_context(|| format!("Không dàn trang được văn bản “{}”", document.name))?;
        let laid = layout_freeing(tree, &self.book, self.threads());
        let bytes = pdf(&laid.pages, &self.faces, &self.options(document))
            .with_context(|| format!("Không ghi được PDF của văn bản “{}”", document.name))?;
        Ok(Printed {
            name: document.name.clone(),
            stylesheet: document.stylesheet.clone(),
            xhtml,
            pdf: bytes,
            pages: laid.pages,
            remarks: laid.remarks,
        })
    }

    fn options(&self, document: &DocumentSpec) -> PdfOptions {
        PdfOptions {
            draft: self.job.mode == Mode::Draft,
            attachments: if document.attach { self.job.attachments.to_vec() } else { Vec::new() },
            threads: self.threads(),
            ..PdfOptions::new(self.job.plan.as_of)
        }
    }
}

//! From the plan to official documents: template, markup, layout, pdf.

use anyhow::{Context, Result, anyhow};

use crate::disk::Stock;
use crate::domain::{DocumentSpec, Plan};
use crate::finding::{Code, Finding, Findings, Place};
use crate::font::{FontBook, FontFile};
use crate::layout::{Remark, RemarkKind, layout};
use crate::markup::{Source, markup};
use crate::pages::Pages;
use crate::pdf::{Attachment, PdfOptions, pdf};
use crate::template::{Mode, Templates, template};

/// One document, printed.
#[derive(Debug, Clone)]
pub struct Printed {
    pub name: String,
    pub stylesheet: String,
    /// For a browser: the same document before layout.
    pub xhtml: String,
    pub pdf: Vec<u8>,
    pub pages: Pages,
    pub remarks: Vec<Remark>,
}

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

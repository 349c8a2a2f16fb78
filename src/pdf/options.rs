//! What the caller decides about a PDF, and what can keep one from being made.

use std::fmt;
use std::num::NonZeroUsize;

use chrono::NaiveDate;

/// Everything that is not on the pages.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfOptions {
    /// The as-of date: the only date in the file.
    pub date: NaiveDate,
    /// Marks the document information as a draft.
    pub draft: bool,
    /// Program and version that made the document.
    pub creator: String,
    /// Files that travel inside; with any, the file is PDF/A-3a instead of 2a.
    pub attachments: Vec<Attachment>,
    /// Threads that may work at once; the bytes do not depend on it.
    pub threads: NonZeroUsize,
}

impl PdfOptions {
    /// A final without attachments, on one thread.
    pub fn new(date: NaiveDate) -> PdfOptions {
        PdfOptions {
            date,
            draft: false,
            creator: concat!("tonghop ", env!("CARGO_PKG_VERSION")).into(),
            attachments: Vec::new(),
            threads: NonZeroUsize::MIN,
        }
    }
}

/// A file inside the PDF (ISO 19005-3, 6.8).
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    /// File name without folders; unique in the document.
    pub name: String,
    /// `application/json`
    pub mime: String,
    pub description: String,
    pub relation: Relation,
    pub bytes: Vec<u8>,
}

/// What an attachment is to the document (`AFRelationship`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// What the document was made from.
    Source,
    /// The figures that the document shows.
    Data,
}

/// Why no PDF could be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfError {
    /// A page uses a face (by number) that was not given.
    FaceMissing(u8),
    /// A face could not be cut down to the letters used.
    Subset { face: String, why: String },
    /// printpdf refused the face.
    Font(String),
    /// Two attachments of one name.
    AttachmentTwice(String),
    /// The object model lacks what was just put into it: a bug, told instead of a panic.
    Structure(String),
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::FaceMissing(face) => write!(f, "thiếu phông chữ số {face} của tài liệu"),
            PdfError::Subset { face, why } => {
                write!(f, "không rút gọn được phông chữ {face}: {why}")
            }
            PdfError::Font(face) => write!(f, "không nhúng được phông chữ {face}"),
            PdfError::AttachmentTwice(name) => write!(f, "hai tệp đính kèm trùng tên {name}"),
            PdfError::Structure(what) => write!(f, "lỗi nội bộ khi ghi PDF: {what}"),
        }
    }
}

impl std::error::Error for PdfError {}

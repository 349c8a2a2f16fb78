//! The document information dictionary, in agreement with the metadata packet.

use chrono::NaiveDate;
use lopdf::{Dictionary, Object, dictionary};

use super::options::PdfOptions;
use super::text_string::text_string;
use crate::pages::Pages;

/// What wrote the file.
pub const PRODUCER: &str = concat!("tonghop ", env!("CARGO_PKG_VERSION"), " (printpdf)");

/// `D:20231015000000+07'00'`: midnight in Vietnam, because the plan has a date and no hour.
fn pdf_date(date: NaiveDate) -> Object {
    Object::string_literal(format!("D:{}000000+07'00'", date.format("%Y%m%d")))
}

/// The same moment as the metadata packet writes it.
pub fn xmp_date(date: NaiveDate) -> String {
    format!("{}T00:00:00+07:00", date.format("%Y-%m-%d"))
}

/// Builds the dictionary; empty texts are left out.
pub fn info(pages: &Pages, title: &str, options: &PdfOptions) -> Dictionary {
    let mut info = dictionary! {
        "Title" => text_string(title),
        "Creator" => text_string(&options.creator),
        "Producer" => text_string(PRODUCER),
        "CreationDate" => pdf_date(options.date),
        "ModDate" => pdf_date(options.date),
    };
    for (key, text) in [("Author", &pages.author), ("Subject", &pages.subject), ("Keywords", &pages.keywords)]
    {
        if !text.is_empty() {
            info.set(key, text_string(text));
        }
    }
    if options.draft {
        info.set("Status", text_string("Dự thảo"));
    }
    info
}

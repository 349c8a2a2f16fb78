//! A PDF read back: bytes in, paper out. Hostile files end in one sentence or in less text, never in a crash.
//!
//! 1. `limits` – how much a file may ask for
//! 2. `claims` – tags, language, title, status; `page` – boxes and turns
//! 3. `tokens` – the words of a content stream; `machine` – what they do, with `matrix`, `state` and `path`
//! 4. `font`, `cmap` – codes to letters; `book` – what pages share

mod book;
mod claims;
mod cmap;
mod font;
mod limits;
mod machine;
mod matrix;
mod page;
mod path;
mod state;
mod tokens;

use lopdf::{Document, Error, LoadOptions};

use super::paper::Paper;
use super::unreadable::Unreadable;

/// Reads a PDF back.
///
/// # Errors
/// No PDF, damaged beyond reading, locked by a password, or larger than any real document.
pub fn reader(bytes: &[u8]) -> Result<Paper, Unreadable> {
    if bytes.len() > limits::FILE {
        return Err(Unreadable::TooLarge);
    }
    // Other programs may write some bytes before the header (ISO 32000-1, annex H.3.4).
    if !bytes
        .iter()
        .take(1_024)
        .collect::<Vec<_>>()
        .windows(5)
        .any(|five| five.iter().map(|b| **b).eq(*b"%PDF-"))
    {
        return Err(Unreadable::NotPdf);
    }
    // A thread of its own: its stack is sized for nested arrays, and what breaks there breaks nothing here.
    std::thread::scope(|scope| {
        let work = std::thread::Builder::new().stack_size(limits::STACK).spawn_scoped(scope, || open(bytes));
        let outcome = work.map_err(|_| Unreadable::Damaged)?.join();
        outcome.unwrap_or(Err(Unreadable::Damaged))
    })
}

fn open(bytes: &[u8]) -> Result<Paper, Unreadable> {
    let options = LoadOptions::with_max_decompressed_size(limits::STREAM);
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            Unreadable::Locked
        }
        Error::Decompress(_) => Unreadable::TooLarge,
        _ => Unreadable::Damaged,
    })?;
    if document.is_encrypted() {
        return Err(Unreadable::Locked);
    }
    let mut book = book::Book::new(&document);
    let mut pages: Vec<_> = document.page_iter().take(limits::PAGES + 1).collect();
    if pages.is_empty() {
        return Err(Unreadable::Damaged);
    }
    if pages.len() > limits::PAGES {
        pages.pop();
        book.note("chỉ soát 2.000 trang đầu");
    }
    let sheets = pages.into_iter().map(|id| page::page(&mut book, id)).collect();
    Ok(Paper { sheets, claims: claims::claims(&document), faces: book.faces, unread: book.unread })
}

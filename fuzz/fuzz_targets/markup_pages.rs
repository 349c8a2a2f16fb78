//! Any XHTML and any stylesheet, split at the first `\0`: markup, layout, PDF must end, and keep text on the paper.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../markup_pages.rs"]
mod markup_pages;

fuzz_target!(|bytes: &[u8]| markup_pages::run(bytes));

//! Any XHTML and any stylesheet, split at the first `\0`: markup, layout, PDF must end, and keep text on the paper.
#![no_main]
#![feature(alloc_error_hook)]

use libfuzzer_sys::fuzz_target;

#[path = "../blame.rs"]
mod blame;
#[path = "../markup_pages.rs"]
mod markup_pages;

fuzz_target!(init: blame::begin(), |bytes: &[u8]| markup_pages::run(bytes));

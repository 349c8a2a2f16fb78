//! Cells of mixed encodings, with and without the fonts that tell them: recovery ends, and never makes text empty.
#![no_main]
#![feature(alloc_error_hook)]

use libfuzzer_sys::fuzz_target;

#[path = "../blame.rs"]
mod blame;
#[path = "../grids.rs"]
mod grids;

fuzz_target!(init: blame::begin(), |bytes: &[u8]| {
    for font in [None, Some(".VnTime"), Some(".VnTimeH"), Some("VNI-Times")] {
        let _ = tonghop::normalise::inspect(&grids::workbook(bytes, font));
    }
});

//! A grid typed by the fuzzer: any headings, any cells, merged or far apart; inspecting it ends and does not panic.
#![no_main]
#![feature(alloc_error_hook)]

use libfuzzer_sys::fuzz_target;

#[path = "../blame.rs"]
mod blame;
#[path = "../grids.rs"]
mod grids;

fuzz_target!(init: blame::begin(), |bytes: &[u8]| {
    let _ = tonghop::normalise::inspect(&grids::workbook(bytes, None));
});

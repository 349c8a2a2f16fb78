//! A grid typed by the fuzzer: any headings, any cells, merged or far apart; inspecting it ends and does not panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../grids.rs"]
mod grids;

fuzz_target!(|bytes: &[u8]| {
    let _ = tonghop::normalise::inspect(&grids::workbook(bytes, None));
});

//! Raw bytes as an OLE file; and as the Workbook stream of a sound one.
#![no_main]
#![feature(alloc_error_hook)]

use libfuzzer_sys::fuzz_target;

#[path = "../blame.rs"]
mod blame;
#[path = "../reading.rs"]
#[allow(dead_code, reason = "shared by four targets, each uses its part")]
mod reading;

fuzz_target!(init: blame::begin(), |bytes: &[u8]| {
    reading::read(bytes);
    reading::read(&reading::ole(bytes));
});

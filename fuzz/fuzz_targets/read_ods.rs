//! Bytes as the content of an `.ods`.
#![no_main]
#![feature(alloc_error_hook)]

use libfuzzer_sys::fuzz_target;

#[path = "../blame.rs"]
mod blame;
#[path = "../reading.rs"]
#[allow(dead_code, reason = "shared by four targets, each uses its part")]
mod reading;

fuzz_target!(init: blame::begin(), |bytes: &[u8]| {
    reading::read(&reading::zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", bytes),
    ]));
});

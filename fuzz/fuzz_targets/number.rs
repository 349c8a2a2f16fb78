//! Text as a number and as a figure in words; a number that was read, printed in Vietnamese and read again is the same number.
#![no_main]
#![feature(alloc_error_hook)]

use libfuzzer_sys::fuzz_target;
use tonghop::domain::number::{parse, vietnamese};

#[path = "../blame.rs"]
mod blame;

fuzz_target!(init: blame::begin(), |bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for unit in ["hộ", "%", "tỷ đồng", ""] {
        let _ = tonghop::domain::quantity::parse(text, unit);
    }
    if let Some(parsed) = parse(text) {
        let scale = parsed.value.scale();
        let printed = vietnamese(parsed.value, Some(scale));
        let again = parse(&printed);
        let same = again.is_some_and(|again| {
            again.value == parsed.value || again.doubtful.is_some_and(|other| other == parsed.value)
        });
        assert!(same, "{text:?} is {:?}, printed {printed:?}, read {again:?}", parsed.value);
    }
});

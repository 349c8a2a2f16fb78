//! A grid typed by the fuzzer as a submission to the bundled plan: themes, units side by side, figures in words; reading
//! and checking it ends and does not panic.
#![no_main]
#![feature(alloc_error_hook)]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use tonghop::domain::settings::Limits;
use tonghop::domain::{Settings, Source};
use tonghop::finding::Findings;

#[path = "../blame.rs"]
mod blame;
#[path = "../grids.rs"]
mod grids;

static PLAN: LazyLock<Settings> = LazyLock::new(|| {
    let text = include_str!("../../input/quang-yen-2024/tonghop.toml");
    let bytes: &[u8] = include_bytes!("../../input/quang-yen-2024/danh-muc.xlsx");
    let mut findings = Findings::default();
    let source = source("danh-muc.xlsx", bytes.into());
    let books = tonghop::read::read(&[source], &Limits::default(), &mut findings);
    tonghop::settings::settings("thu", text, books.first(), &mut findings).expect("the bundled plan is whole")
});

fn source(file: &str, bytes: Arc<[u8]>) -> Source {
    Source {
        file: file.into(),
        department: Some("KT".into()),
        round: 1,
        states_round: false,
        bytes,
        sha256: "".into(),
    }
}

fuzz_target!(init: blame::begin(), |bytes: &[u8]| {
    let book = grids::workbook(bytes, None);
    let mut findings = Findings::default();
    let source = source("f", Arc::from(&[][..]));
    let drafts = tonghop::normalise::normalise(&[book], &[source], &PLAN, &mut findings);
    let _ = tonghop::validate::validate(drafts, &PLAN, &mut findings);
});

//! The two bundled plans, consolidated and printed once for all tests of this crate.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDate;
use tonghop::disk::{Inputs, load, stock};
use tonghop::run::{Outcome, PrintJob, Printed, consolidate, print};
use tonghop::template::Mode;
use tonghop::workbooks::workbooks;

/// One plan, all the way.
pub struct Built {
    pub outcome: Outcome,
    pub documents: Vec<Printed>,
    pub workbook: Vec<u8>,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn folder(plan: &str) -> PathBuf {
    root().join("input").join(plan)
}

/// The day that the golden files were made for.
pub fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 9, 25).unwrap()
}

pub fn quang_yen() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| build(load(&folder("quang-yen-2024")).unwrap()))
}

pub fn thanh_hoa() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| build(load(&folder("thanh-hoa-2024")).unwrap()))
}

/// Draft documents of a plan folder's files.
pub fn build(inputs: Inputs) -> Built {
    let outcome = consolidate(&inputs, as_of()).unwrap();
    let stock = stock(&inputs.folder, root(), &outcome.plan.settings.fonts).unwrap();
    let job = PrintJob { plan: &outcome.plan, stock: &stock, mode: Mode::Draft, only: &[], attachments: &[] };
    let documents = print(&job).unwrap();
    let workbook = workbooks(&outcome.plan, &outcome.findings).unwrap();
    Built { outcome, documents, workbook }
}

impl Built {
    pub fn document(&self, name: &str) -> &Printed {
        self.documents.iter().find(|document| document.name == name).unwrap()
    }
}

//! Every PDF that the program makes of the bundled plans: documents, slips, letters, drafts and finals, found by walking.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::{NaiveDate, NaiveDateTime};
use tonghop::cli::{Command, Request};
use tonghop::disk::{load, plans, stock};
use tonghop::run::{PrintJob, StillWorld, consolidate, print, run};
use tonghop::template::Mode;

use crate::bundled::root;

/// A PDF as the user finds it.
pub struct Made {
    /// `draft/quang-yen-2024/phieu-tra-lai/YTE.pdf`
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Made {
    pub fn is_final(&self) -> bool {
        self.name.starts_with("final/")
    }

    /// A slip or a letter of work between offices, not an official document: it follows no guidance of layout.
    pub fn is_slip(&self) -> bool {
        self.name.contains("/phieu-tra-lai/")
    }
}

/// Everything, made once. What a new step writes is here by itself.
pub fn every_pdf() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| {
        let place = tempfile::tempdir().unwrap();
        // Twice, a week apart: the second draft may tell what has changed since the first.
        for day in [25, 30] {
            for command in [build(place.path()), letters(place.path())] {
                let request = Request { input: root().join("input"), ..Request::new(command) };
                run(&request, &StillWorld { moment: moment(day) }).unwrap();
            }
        }
        let mut found = BTreeMap::new();
        walk(place.path(), &mut found);
        let name =
            |path: PathBuf| path.strip_prefix(place.path()).unwrap().to_string_lossy().replace('\\', "/");
        let mut all: Vec<Made> = found
            .into_iter()
            .map(|(path, bytes)| Made { name: format!("draft/{}", name(path)), bytes })
            .collect();
        all.extend(finals());
        all
    })
}

fn moment(day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2023, 9, day).unwrap().and_hms_opt(7, 0, 0).unwrap()
}

fn build(output: &Path) -> Command {
    Command::Build { plans: Vec::new(), output: output.into(), is_final: false, only: Vec::new() }
}

fn letters(output: &Path) -> Command {
    Command::Status { plan: None, output: output.into() }
}

fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "pdf") {
            let bytes = std::fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
}

/// The same documents as finals. The bundled plans have open points on purpose, for which `--final` refuses them.
fn finals() -> Vec<Made> {
    let as_of = moment(25).date();
    let mut all = Vec::new();
    for folder in plans(&root().join("input")).unwrap() {
        let outcome = consolidate(&load(&folder).unwrap(), as_of).unwrap();
        let stock = stock(&folder, root(), &outcome.plan.settings.fonts).unwrap();
        let job =
            PrintJob { plan: &outcome.plan, stock: &stock, mode: Mode::Final, only: &[], attachments: &[] };
        let plan = outcome.plan.settings.plan.clone();
        all.extend(
            print(&job)
                .unwrap()
                .into_iter()
                .map(|made| Made { name: format!("final/{plan}/{}.pdf", made.name), bytes: made.pdf }),
        );
    }
    all
}

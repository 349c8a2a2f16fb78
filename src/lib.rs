//! tonghop: departmental workbooks in, one consolidated plan out, as official Vietnamese documents.
//!
//! The program `tonghop` is a thin shell around [`run::run`]; another program can call it as well:
//!
//! ```no_run
//! use tonghop::cli::{Command, Format, Request};
//! use tonghop::run::{StillWorld, run};
//!
//! fn main() -> anyhow::Result<()> {
//!     let mut request = Request::new(Command::Build {
//!         plans: vec!["quang-yen-2024".into()],
//!         output: "output".into(),
//!         is_final: false,
//!         only: vec![],
//!     });
//!     request.format = Format::Json;
//!     let day = chrono::NaiveDate::from_ymd_opt(2023, 9, 25).unwrap_or_default();
//!     let answer = run(&request, &StillWorld { moment: day.and_hms_opt(7, 0, 0).unwrap_or_default() })?;
//!     // 0 clean, 1 findings, 2 a plan could not be made; `out` is one JSON object with `schema_version`.
//!     println!("{} {}", answer.code, answer.out);
//!     Ok(())
//! }
//! ```
//!
//! [`run::World`] is what the surroundings give: time, waiting, progress. Single steps are public too, e.g.
//! [`run::consolidate`] (files in, plan and findings out, nothing written) and [`run::print`].
//!
//! The house plan is in `docs/architecture.md`. Nouns first, then the steps in the order in which `run` calls them.

// nouns
pub mod contain;
pub mod document;
pub mod domain;
pub mod finding;
pub mod font;
pub mod form;
pub mod formula;
pub mod heap;
pub mod pages;
pub mod progress;
pub mod workbook;

// steps
pub mod audit;
pub mod collect;
pub mod compare;
pub mod compute;
pub mod decide;
pub mod export;
pub mod layout;
pub mod markup;
pub mod merge;
pub mod normalise;
pub mod pdf;
pub mod proofread;
pub mod read;
pub mod report;
pub mod settings;
pub mod tell;
pub mod template;
pub mod validate;
pub mod waive;
pub mod workbooks;

// edges
pub mod cli;
pub mod disk;
pub mod run;
pub mod workers;

#[cfg(test)]
mod testing;

//! The table of contents: which step follows which, for every command.
//!
//! 1. `consolidate` – files in, plan and findings out
//! 2. `print` – a plan as official documents
//! 3. `build`, `check`, `status`, `trace`, `explain` – the commands

mod answer;
mod audit;
mod build;
mod consolidate;
mod digest;
mod forms;
mod init;
mod inspect;
mod look;
mod manuals;
mod print;
mod remarks;
mod schedule;
mod slips;
mod watch;

use std::path::PathBuf;

use anyhow::Result;
use chrono::NaiveDate;

use crate::cli::{Command, Request};
use crate::disk::{find_plan, plans};

pub use answer::Answer;
pub use consolidate::{Outcome, consolidate};
pub use print::{PrintJob, Printed, print};

/// Runs a request. `today` is the date where the request names none.
///
/// # Errors
/// When no plan can be found. What stops one plan is told in the answer, and the others go on.
pub fn run(request: &Request, today: NaiveDate, colors: bool) -> Result<Answer> {
    let as_of = request.as_of.unwrap_or(today);
    let desk = look::Desk { request, as_of, paint: crate::tell::Paint { colors } };
    match &request.command {
        Command::Explain { code } => look::explain(&desk, code.as_deref()),
        Command::Inspect { files } => inspect::inspect(&desk, files),
        Command::Audit { files } => audit::audit(&desk, files),
        Command::Forms { plan, output } => forms::forms(&desk, plan, output.as_deref()),
        Command::Init { folder, year, from, profile } => {
            init::init(&desk, folder, *year, from.as_deref(), profile.as_deref())
        }
        Command::Watch { plan, output } => watch::watch(&desk, plan, output),
        Command::Schedule { plan, at, system } => schedule::schedule(&desk, plan, at, system),
        Command::Completions { shell } => manuals::completions(&desk, shell),
        Command::Man => manuals::man(&desk),
        Command::Check { plans } => desk.each(&folders(request, plans)?, look::check),
        Command::Status { plan } => desk.each(&folders(request, plan.as_slice())?, look::status),
        Command::Trace { plan, code } => desk
            .each(&folders(request, std::slice::from_ref(plan))?, |desk, folder| {
                look::trace(desk, folder, code)
            }),
        Command::Build { plans, output, is_final, only } => {
            let order = build::Order { output, is_final: *is_final, only };
            desk.each(&folders(request, plans)?, |desk, folder| build::build(desk, folder, &order))
        }
    }
}

/// The plan folders that were named; all of them where none was.
fn folders(request: &Request, names: &[String]) -> Result<Vec<PathBuf>> {
    if names.is_empty() {
        return plans(&request.input);
    }
    names.iter().map(|name| find_plan(&request.input, name)).collect()
}

//! The table of contents: which step follows which, for every command.
//!
//! 1. `consolidate` – files in, plan and findings out
//! 2. `print` – a plan as official documents
//! 3. `unattended` – one run at a time, journal; `missed` – which runs were not; `world` – time, waiting, progress
//! 4. `open` – what keeps a final from being made
//! 5. `outputs` – all that a build writes; `together` – pieces of work at the same time
//! 6. `build`, `check`, `status`, `trace`, `explain` – the commands

mod answer;
mod audit;
mod build;
mod consolidate;
mod diff;
mod digest;
mod earlier;
mod forms;
mod impact;
mod init;
mod inspect;
mod intake;
mod keep;
mod look;
mod manuals;
mod missed;
mod open;
mod outputs;
mod print;
mod remarks;
mod schedule;
mod slips;
mod together;
mod unattended;
mod watch;
mod world;

use std::path::PathBuf;

use anyhow::Result;

use crate::cli::{Command, Format, Request};
use crate::disk::{find_plan, plans};
use crate::tell::Paint;

pub use answer::Answer;
pub use consolidate::{Outcome, consolidate, consolidate_freeing, consolidate_with};
pub use intake::Sent;
pub use print::{PrintJob, Printed, print, print_to, print_with};
pub use together::hand_in_hand;
pub use world::{StillWorld, World};

/// Runs a request in a world that tells it the time (the date of a run where the request names none), waits for it, and
/// shows how far it has come.
///
/// # Errors
/// When no plan can be found. What stops one plan is told in the answer, and the others go on.
pub fn run(request: &Request, world: &dyn World) -> Result<Answer> {
    let answer = command(request, world)?;
    Ok(match request.format {
        Format::Json => answer.for_machines(),
        Format::Human => answer,
    })
}

fn command(request: &Request, world: &dyn World) -> Result<Answer> {
    let as_of = request.as_of.unwrap_or_else(|| world.now().date());
    let desk = look::Desk { request, as_of, paint: Paint { colors: world.colors() }, world };
    match &request.command {
        Command::Explain { code } => look::explain(&desk, code.as_deref()),
        Command::Inspect { files } => inspect::inspect(&desk, files),
        Command::Audit { files } => audit::audit(&desk, files),
        Command::Forms { plan, output } => forms::forms(&desk, plan, output.as_deref()),
        Command::Init { folder, year, from, profile } => {
            init::init(&desk, folder, *year, from.as_deref(), profile.as_deref())
        }
        Command::Watch { plan, output } => watch::watch(&desk, plan, output),
        Command::Schedule { plan, at, system, output } => schedule::schedule(&desk, plan, at, system, output),
        Command::Completions { shell } => manuals::completions(&desk, shell),
        Command::Man => manuals::man(&desk),
        Command::Check { plans, output } => {
            desk.each(&folders(request, plans)?, |desk, folder| look::check(desk, folder, output))
        }
        Command::Diff { plan, from, to, output } => {
            let sides = diff::Sides { from: from.as_deref(), to: to.as_deref(), output };
            desk.each(&folders(request, std::slice::from_ref(plan))?, |desk, folder| {
                diff::diff(desk, folder, &sides)
            })
        }
        Command::Status { plan, output } => {
            desk.each(&folders(request, plan.as_slice())?, |desk, folder| look::status(desk, folder, output))
        }
        Command::Trace { plan, code, impact } => {
            let trace = if *impact { impact::impact } else { look::trace };
            desk.each(&folders(request, plan.as_slice())?, |desk, folder| trace(desk, folder, code))
        }
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

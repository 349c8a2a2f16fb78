//! The summary workbook against rust_xlsxwriter writing the same cells with nothing else to do:
//! `cargo bench --bench books`. Sizes S and M, and a plan of 100,000 tasks; `-- S M rows L` names others.
//!
//! `books once NAME` writes one of them alone: for its peak memory, and for a profiler.

#[path = "pipeline/clock.rs"]
mod clock;
#[allow(dead_code, reason = "the floors for reading and printing belong to the other bench")]
#[path = "pipeline/floors.rs"]
mod floors;
#[path = "pipeline/workload.rs"]
mod workload;

use std::process::Command;

use chrono::NaiveDate;
use clock::{Spent, median, timed};
use tonghop::domain::Plan;
use tonghop::finding::Findings;
use tonghop::run::{Outcome, consolidate};
use tonghop::workbooks::workbooks;

/// What is written where nothing is named: the plans of two sizes, and that of size M with so many tasks.
const NAMES: [&str; 3] = ["S", "M", "rows"];
const ROWS: usize = 100_000;
/// Alternating runs, of which the median counts.
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [once, name] = &arguments[..]
        && once == "once"
    {
        let outcome = outcome(name);
        forget_peak();
        let before = clock::peak().unwrap_or_default();
        let book = write(&outcome.plan, &outcome.findings);
        println!("{:.0} {:.0} {}", before, clock::peak().unwrap_or_default(), book.len());
        return;
    }
    println!(
        "| workbook | cells | ours, cpu ms | rust_xlsxwriter, cpu ms | ratio | ours, wall ms | MB, ours and its | peak MiB before and after |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let named: Vec<&str> = arguments.iter().map(String::as_str).collect();
    for name in if named.is_empty() { NAMES.to_vec() } else { named } {
        row(name);
    }
}

/// What is read from here on as the peak began now: Linux only, elsewhere the plan's own peak hides the workbook's.
fn forget_peak() {
    if let Err(error) = std::fs::write("/proc/self/clear_refs", "5") {
        eprintln!("the peak before stays: {error}");
    }
}

fn outcome(name: &str) -> Outcome {
    let day = NaiveDate::from_ymd_opt(2023, 9, 25).expect("a day");
    let size = workload::SIZES.into_iter().find(|size| size.name == name).unwrap_or(workload::SIZES[1]);
    let mut outcome = consolidate(&workload::inputs(size), day).expect("a generated plan");
    if name == "rows" {
        let tasks = outcome.plan.tasks.clone();
        outcome.plan.tasks = tasks.into_iter().cycle().take(ROWS).collect();
    }
    outcome
}

fn write(plan: &Plan, findings: &Findings) -> Vec<u8> {
    workbooks(plan, findings).expect("a workbook")
}

fn row(name: &str) {
    let outcome = outcome(name);
    let (mut ours, mut floor): (Vec<Spent>, Vec<Spent>) = Default::default();
    let mut book = write(&outcome.plan, &outcome.findings);
    let copy = floors::Copy::of(&book);
    let mut size = 0;
    for _ in 0..ROUNDS {
        let (made, spent) = timed(|| write(&outcome.plan, &outcome.findings));
        assert!(made == book, "two runs, two workbooks");
        book = made;
        ours.push(spent);
        floor.push(timed(|| size = copy.write()).1);
    }
    let (ours, floor) = (median(&ours), median(&floor));
    let milliseconds = |duration: std::time::Duration| duration.as_secs_f64() * 1e3;
    println!(
        "| {name} | {} | {:.0} | {:.0} | {:.2} | {:.0} | {:.2}, {:.2} | {} |",
        copy.cells(),
        milliseconds(ours.cpu),
        milliseconds(floor.cpu),
        ours.cpu.as_secs_f64() / floor.cpu.as_secs_f64().max(1e-9),
        milliseconds(ours.wall),
        book.len() as f64 / 1e6,
        size as f64 / 1e6,
        peaks(name),
    );
}

/// A run in a process of its own.
fn peaks(name: &str) -> String {
    let own = std::env::current_exe().expect("this very program");
    let output = Command::new(own).args(["once", name]).output().expect("a child");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split_whitespace().take(2).collect::<Vec<_>>().join(", ")
}

//! Integration tests: the whole program and the laws of the house.

mod archival;
mod attacks;
mod audit;
mod batches;
mod bundled;
mod claims;
mod cli;
mod codes;
mod crash;
mod decisions;
mod documents;
mod drafts;
mod figures;
mod fired;
mod fuzz_pages;
mod golden;
mod growth;
mod hostile;
mod inspect;
mod level;
mod order;
mod outputs;
mod package;
mod proofread;
mod rollup;
mod rulings;
mod seen;
mod slips;
mod third_party;
mod tidy;
mod tiers;
mod traps;

/// The submissions of the benches: small ones serve here.
#[path = "../../benches/pipeline/workload.rs"]
#[allow(dead_code, reason = "the benches' own sizes")]
mod workload;

/// Counts for `growth`; the program under test has its own.
#[global_allocator]
static ALLOCATOR: growth::Counting = growth::Counting;

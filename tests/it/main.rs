//! Integration tests: the whole program and the laws of the house.

mod archival;
mod attacks;
mod audit;
mod bundled;
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
mod hostile;
mod inspect;
mod level;
mod outputs;
mod package;
mod proofread;
mod rollup;
mod slips;
mod third_party;
mod tidy;
mod tiers;

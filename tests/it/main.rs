//! Integration tests: the whole program and the laws of the house.

mod archival;
mod attacks;
mod audit;
mod bundled;
mod cli;
mod codes;
mod crash;
mod documents;
mod drafts;
mod figures;
mod fuzz_pages;
mod golden;
mod hostile;
mod level;
mod package;
mod third_party;
mod tidy;
mod tiers;

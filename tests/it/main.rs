//! Integration tests: the whole program and the laws of the house.

mod archival;
mod audit;
mod attacks;
mod bundled;
mod cli;
mod codes;
mod crash;
mod documents;
mod figures;
mod fuzz_pages;
mod golden;
mod third_party;
mod hostile;
mod tidy;

//! Integration tests: the whole program and the laws of the house.

mod archival;
mod bundled;
mod cli;
mod codes;
mod crash;
mod documents;
mod figures;
mod golden;
mod third_party;
mod tidy;

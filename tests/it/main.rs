//! Integration tests: the whole program and the laws of the house.

mod archival;
mod bundled;
mod cli;
mod codes;
mod documents;
mod crash;
mod figures;
mod golden;
mod third_party;
mod tidy;

//! Integration tests: the whole program and the laws of the house.

mod archival;
mod bundled;
mod cli;
mod figures;
mod golden;
mod tidy;

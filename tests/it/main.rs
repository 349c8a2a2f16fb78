//! Integration tests: the whole program and the laws of the house.

mod archival;
mod attacks;
mod bundled;
mod cli;
mod figures;
mod golden;
mod hostile;
mod tidy;

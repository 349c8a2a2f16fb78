//! Integration tests: the whole program and the laws of the house.

mod documents;
mod tidy;

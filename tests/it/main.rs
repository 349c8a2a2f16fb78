//! Integration tests: the whole program and the laws of the house.

mod attacks;
mod hostile;
mod tidy;

//! The program: asks for the date, runs, prints.

fn main() {}

//! The command line: words in, a `Request` out (owns clap). Help is in Vietnamese.

mod arguments;
mod request;

pub use arguments::parse;
pub use request::{ColorChoice, Command, FailOn, Format, Request};

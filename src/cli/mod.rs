//! The command line: words in, a `Request` out (owns clap). Help is in Vietnamese.

mod arguments;
mod manuals;
mod request;

pub use arguments::parse;
pub use manuals::{completions, man};
pub use request::{ColorChoice, Command, FailOn, Format, Request};

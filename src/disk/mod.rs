//! All file access: plans and submissions in, finished sets of outputs out.
//!
//! 1. `plans` – the plan folders under `./input`
//! 2. `load` – one plan folder into memory
//! 3. `stock` – templates, stylesheets and fonts: the office's own, else those inside the program
//! 4. `publish` – a set of outputs, whole or not at all

mod load;
mod plans;
mod publish;
mod stock;

pub use load::{Inputs, load, read_file};
pub use plans::{find_plan, plans};
pub use publish::{Output, publish};
pub use stock::{Stock, stock};

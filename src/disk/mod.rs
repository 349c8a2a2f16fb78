//! All file access: plans and submissions in, finished sets of outputs out.
//!
//! 1. `plans` – the plan folders under `./input`
//! 2. `load` – one plan folder into memory
//! 3. `stock` – templates, stylesheets and fonts: the office's own, else those inside the program
//! 4. `plant` – a new plan folder, whole, never over an old one
//! 5. `publish` – a set of outputs, whole or not at all: `berth` (where its generations lie), `swap` (one folder for
//!    another), `exchange` (file by file, where a folder is in use), `files` (the operations that may fail)
//!    `content` (what an output holds), `draft` (large ones on their way, not in memory)
//! 6. `kept` – the drafts that earlier runs kept in an output folder
//! 7. `turn`, `journal` – one run at a time, and what is written down of it
//! 8. `watched` – whether a file of a plan has changed; `way` – how a link leads from one folder to another

mod berth;
mod content;
mod draft;
mod exchange;
mod files;
mod journal;
mod kept;
mod load;
mod plans;
mod plant;
mod publish;
mod stock;
mod swap;
#[cfg(test)]
mod tests;
mod turn;
mod watched;
mod way;

pub use content::{Content, Drafted};
pub use draft::{Draft, Pile};
pub use journal::{enter, journal_of};
pub use kept::{KEPT, Kept, kept_files};
pub use load::{Inputs, load, load_with_drafts, plan_name, read_file};
pub use plans::{find_plan, plans};
pub use plant::{plant, spare};
pub use publish::{Leftovers, Output, Published, publish, publish_set, recover};
pub use stock::{Stock, stock};
pub use turn::{Record, Turn, last_run, take_turn};
pub use watched::{Glance, busy, glance};
pub use way::way;

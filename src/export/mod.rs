//! Files for machines: the consolidated plan, the findings, the manifest, as JSON with stable keys.
//!
//! 1. `plan` – `tong-hop.json`
//! 2. `findings` – `kiem-tra.json`
//! 3. `manifest` – `ban-ke.json`
//! 4. `views` – what `inspect` sees
//!
//! Decimals are strings with a point, dates are `YYYY-MM-DD`, what is not known is `null`. A change of shape raises
//! [`SCHEMA_VERSION`]; a new key does not.

mod findings;
mod manifest;
mod plan;
mod views;

pub use findings::{findings_json, list as findings_value};
pub use manifest::{ManifestEntry, manifest_json};
pub use plan::plan_json;
pub use views::views_json;

/// The version of the shape of all three files.
pub const SCHEMA_VERSION: u32 = 1;

/// Pretty-printed, with a line break at the end.
fn print(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

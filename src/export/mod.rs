//! Files for machines: the consolidated plan, the findings, the manifest, as JSON with stable keys.
//!
//! 1. `plan`, `opinions` – `tong-hop.json`
//! 2. `findings` – `kiem-tra.json`
//! 3. `manifest` – `ban-ke.json`
//! 4. `views` – what `inspect` sees; `impact` – what depends on an indicator
//! 5. `recall` – a kept `tong-hop.json` read again
//! 6. `changes` – what changed between two drafts
//! 7. `words` – keys of kinds, qualifiers, directions, both ways
//! 8. `pretty` – printing part by part; `stream` – cells, of which there are millions
//!
//! Decimals are strings with a point, dates are `YYYY-MM-DD`, what is not known is `null`. A change of shape raises
//! [`SCHEMA_VERSION`]; a new key does not.

mod changes;
mod findings;
mod impact;
mod manifest;
mod opinions;
mod plan;
mod pretty;
mod recall;
mod stream;
mod views;
mod words;

use serde::Serialize;

pub use changes::changes_value;
pub use findings::{findings_json, list as findings_value, write_findings};
pub use impact::impact_value;
pub use manifest::{ManifestEntry, manifest_json};
pub use plan::{plan_json, write_plan};
pub use recall::recall;
pub use views::views_json;

/// The version of the shape of all three files.
pub const SCHEMA_VERSION: u32 = 1;

/// Pretty-printed, with a line break at the end.
fn print(value: &impl Serialize) -> String {
    // Only a map with keys that are no text, or a failing writer, could fail: there is neither.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

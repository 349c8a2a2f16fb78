//! Files for machines: the consolidated plan, the findings, the manifest, as JSON with stable keys.
//!
//! 1. `plan`, `opinions` – `tong-hop.json`
//! 2. `findings` – `kiem-tra.json`
//! 3. `manifest` – `ban-ke.json`
//! 4. `views` – what `inspect` sees; `impact` – what depends on an indicator
//! 5. `recall` – a kept `tong-hop.json` read again
//! 6. `changes` – what changed between two drafts
//! 7. `words` – keys of kinds, qualifiers, directions, both ways
//! 8. `stream` – large parts, printed as they stand
//!
//! Decimals are strings with a point, dates are `YYYY-MM-DD`, what is not known is `null`. A change of shape raises
//! [`SCHEMA_VERSION`]; a new key does not.

mod changes;
mod findings;
mod impact;
mod manifest;
mod opinions;
mod plan;
mod recall;
mod stream;
mod views;
mod words;

use serde::{Serialize, Serializer};
use serde_json::Value;

pub use changes::changes_value;
pub use findings::{findings_json, list as findings_value};
pub use impact::impact_value;
pub use manifest::{ManifestEntry, manifest_json};
pub use plan::plan_json;
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

/// A list that is made element by element while it is printed: all of a country's figures as one tree of values
/// would take more memory than the plan.
struct Each<'a, T, M>(&'a [T], M);

impl<T, M: Fn(&T) -> Value> Serialize for Each<'_, T, M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

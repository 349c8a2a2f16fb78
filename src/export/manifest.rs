//! `ban-ke.json`: what was read and what was written, each file with its SHA-256.

use serde_json::{Value, json};

use super::{SCHEMA_VERSION, print};

/// One file of the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestEntry {
    /// Relative to the plan's folder, with `/`.
    pub file: String,
    /// Lower-case hex.
    pub sha256: String,
    pub bytes: u64,
}

/// Inputs and outputs as given; `settings` is the digest of the settings in force, `version` the program's.
pub fn manifest_json(
    inputs: &[ManifestEntry],
    outputs: &[ManifestEntry],
    settings: &str,
    version: &str,
) -> String {
    print(&json!({
        "schema_version": SCHEMA_VERSION,
        "version": version,
        "settings": settings,
        "inputs": list(inputs),
        "outputs": list(outputs),
    }))
}

fn list(entries: &[ManifestEntry]) -> Value {
    entries
        .iter()
        .map(|entry| json!({ "file": entry.file, "sha256": entry.sha256, "bytes": entry.bytes }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{ManifestEntry, manifest_json};

    #[test]
    fn files_keep_their_order_and_their_bytes() {
        let entry = |file: &str| ManifestEntry { file: file.into(), sha256: "ab".into(), bytes: 7 };
        let text = manifest_json(
            &[entry("nop/b.xlsx"), entry("nop/a.xlsx")],
            &[entry("ke-hoach.pdf")],
            "cd",
            "0.1.0",
        );
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["inputs"][0]["file"], "nop/b.xlsx");
        assert_eq!(value["outputs"][0]["bytes"], 7);
        assert_eq!(value["settings"], "cd");
        assert!(text.ends_with("}\n"));
    }
}

//! The draft kept for comparison: what a whole build makes, once more under `luu/`; and what earlier builds kept there.

use std::path::Path;

use anyhow::Result;

use super::digest::sha256;
use crate::disk::{KEPT, Output, kept_files, read_file};
use crate::domain::DraftName;
use crate::export::ManifestEntry;

/// Copies of the documents, the summary and the consolidated plan, for the folder of this draft.
pub fn copies(outputs: &[Output], draft: DraftName) -> Vec<Output> {
    let kept = |path: &str| {
        let document = path.ends_with(".pdf") && !path.contains('/');
        document || matches!(path, "tong-hop.xlsx" | "tong-hop.json")
    };
    outputs
        .iter()
        .filter(|output| kept(&output.path))
        .map(|output| Output {
            path: format!("{KEPT}/{draft}/{}", output.path),
            content: output.content.clone(),
        })
        .collect()
}

/// What earlier builds kept in the output folder and this one does not make anew, for its manifest.
///
/// # Errors
/// When such a file cannot be read.
pub fn kept_before(target: &Path, outputs: &[Output]) -> Result<Vec<ManifestEntry>> {
    let paths = kept_files(target, outputs.iter().map(|output| output.path.as_str()));
    paths
        .into_iter()
        .map(|file| {
            let bytes = read_file(&target.join(&file))?;
            Ok(ManifestEntry { sha256: sha256(&bytes), bytes: bytes.len() as u64, file })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::copies;
    use crate::disk::Output;
    use crate::domain::DraftName;

    #[test]
    fn documents_summary_and_plan_are_kept_and_nothing_else() {
        let outputs = [
            "ke-hoach.pdf",
            "tong-hop.xlsx",
            "tong-hop.json",
            "kiem-tra.json",
            "phieu-tra-lai/YTE.pdf",
            "xem-truoc/ke-hoach.xhtml",
        ];
        let outputs = outputs.map(|path| Output { path: path.into(), content: Vec::from(path).into() });
        let kept = copies(&outputs, DraftName::Number(3));
        let paths: Vec<&str> = kept.iter().map(|output| &*output.path).collect();
        assert_eq!(paths, ["luu/lan-3/ke-hoach.pdf", "luu/lan-3/tong-hop.xlsx", "luu/lan-3/tong-hop.json"]);
        assert_eq!(kept[0].content.to_vec().unwrap(), b"ke-hoach.pdf");
    }
}

//! A PDF held against the layout rules of the guidance that it follows: ours, or one exported from Word or LibreOffice.
//!
//! 1. `reader` – bytes to `paper`: texts, bars, faces, claims (owns lopdf here); `unreadable` – why not
//! 2. `line` – texts to lines; `margin`, `frame`, `recognise`, `prose` – what is outside the text, its edges, components, paragraphs; `view` – all of it
//! 3. `profile` – what a guidance asks, as data; `profiles` – the tables; `part` – names of components
//! 4. `rules` – one check, one file; `fault` – how a finding is worded
//! 5. `manual` – the list of checks for `docs/audit.md`

mod fault;
mod frame;
mod line;
mod manual;
mod margin;
mod paper;
mod part;
mod profile;
mod profiles;
mod prose;
mod reader;
mod recognise;
mod rules;
mod unreadable;
mod view;

pub use manual::manual;
pub use unreadable::Unreadable;

use crate::finding::Findings;

/// What an audit has looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    pub pages: usize,
    /// The guidance that the document shows, e.g. “Nghị định 30/2020/NĐ-CP”.
    pub profile: &'static str,
}

/// Audits a PDF; `file` is the name under which its findings stand.
///
/// # Errors
/// When the bytes cannot be read as a PDF at all.
pub fn audit(file: &str, bytes: &[u8], findings: &mut Findings) -> Result<Audited, Unreadable> {
    let paper = reader::reader(bytes)?;
    let view = view::View::new(&paper);
    for rule in rules::ALL {
        for mut finding in (rule.check)(&view) {
            finding.place.file = Some(file.into());
            findings.add(finding);
        }
    }
    Ok(Audited { pages: paper.sheets.len(), profile: view.profile.name })
}

//! What a person reads on the screen, in Vietnamese: summaries, findings, status, traces.
//!
//! 1. `summary` – what was read, what was produced, what is missing or in conflict
//! 2. `findings` – the faults, grouped by department and file
//! 3. `status` – who has sent what
//! 4. `trace` – from a figure to its cells
//! 5. `impact` – from an indicator to all that depends on it
//! 6. `manual` – the entry of a finding code
//! 7. `bar` – how far long work has come
//! 8. `audit` – a PDF held against its guidance
//! 9. `views` – what the reader sees in a workbook
//! 10. `changes` – what changed between two drafts

mod audit;
mod bar;
mod changes;
mod findings;
mod impact;
mod manual;
mod paint;
mod status;
mod summary;
mod trace;
mod views;

use crate::domain::impact::{Impact, Quote};
use crate::domain::{Changes, Plan};
use crate::finding::{Code, Findings};
use crate::form::view::FileView;

pub use bar::bar;
pub use paint::Paint;
pub use summary::Produced;

/// What there is to tell.
#[derive(Debug)]
pub enum Telling<'a> {
    Summary {
        plan: &'a Plan,
        findings: &'a Findings,
        produced: Option<Produced<'a>>,
    },
    /// `notes`: also those that only inform.
    Findings {
        plan: &'a Plan,
        findings: &'a Findings,
        notes: bool,
    },
    Status {
        plan: &'a Plan,
    },
    Trace {
        plan: &'a Plan,
        code: &'a str,
    },
    /// `documents`: what each document prints, by its name.
    Impact {
        plan: &'a Plan,
        impact: &'a Impact<'a>,
        documents: &'a [(String, Vec<Quote>)],
    },
    Manual {
        code: Code,
    },
    View {
        file: &'a FileView,
    },
    /// `office`: who asked where no department did.
    Changes {
        plan: &'a str,
        office: &'a str,
        changes: &'a Changes,
    },
    Codes,
    /// The manual of all codes, as Markdown.
    Rules,
    /// `profile`: the guidance that the file was held against.
    Audit {
        file: &'a str,
        pages: usize,
        profile: &'a str,
        findings: &'a Findings,
    },
    AuditFindings {
        findings: &'a Findings,
        notes: bool,
    },
}

/// Tells it. The text ends with a line break, or is empty where there is nothing to say.
pub fn tell(telling: &Telling<'_>, paint: Paint) -> String {
    match telling {
        Telling::Summary { plan, findings, produced } => {
            summary::summary(plan, findings, produced.as_ref(), paint)
        }
        Telling::Findings { plan, findings, notes } => findings::findings(plan, findings, *notes, paint),
        Telling::Status { plan } => status::status(plan, paint),
        Telling::Trace { plan, code } => trace::trace(plan, code, paint),
        Telling::Impact { plan, impact, documents } => impact::impact(plan, impact, documents, paint),
        Telling::Manual { code } => manual::manual(*code, paint),
        Telling::View { file } => views::view(file, paint),
        Telling::Changes { plan, office, changes } => changes::changes(plan, office, changes, paint),
        Telling::Codes => manual::codes(paint),
        Telling::Rules => manual::rules(),
        Telling::Audit { file, pages, profile, findings } => {
            audit::summary(file, *pages, profile, findings, paint)
        }
        Telling::AuditFindings { findings, notes } => audit::findings(findings, *notes, paint),
    }
}

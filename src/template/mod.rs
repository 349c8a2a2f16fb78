//! Plan and template texts in, one XHTML text out: the bridge between the two halves (owns handlebars).
//!
//! 1. `texts` – what comes in: template texts, and whether a draft or a final is wanted
//! 2. `trouble` – what is wrong with a template, located, in Vietnamese
//! 3. `nearest` – the known name that was probably meant
//! 4. `shape` – the data contract as a tree of names
//! 5. `view` – the names that a template may use
//! 6. `show` – the plan put under those names, everything already text
//! 7. `figures` – indicators by code, for sentences that quote them
//! 8. `source` – a template text with lines and columns
//! 9. `syntax` – tags scanned before handlebars meets them; its complaints in one sentence
//! 10. `vocabulary` – the words of the template language and what each takes
//! 11. `wording` – capitals, Roman numbers, letters of points, dates, counts
//! 12. `scope` – what a name means at a place in a template
//! 13. `check` – the parsed template walked against the contract, all faults at once
//! 14. `partials` – a partial as a call that copies no data
//! 15. `escape` – any text made safe for XML
//! 16. `press` – handlebars itself, set up and run
//! 17. `manual` – the manual of the language, written from the code

mod check;
mod escape;
mod figures;
#[cfg(test)]
pub(crate) mod fixture;
mod manual;
mod nearest;
mod partials;
mod press;
mod scope;
mod shape;
mod show;
mod source;
mod syntax;
#[cfg(test)]
mod tests;
mod texts;
mod trouble;
mod view;
mod vocabulary;
mod wording;

pub use manual::manual;
pub use texts::{Mode, Templates};
pub use trouble::{TemplateError, TemplateErrors};

use crate::domain::{DocumentSpec, Plan};

/// Renders one document of the plan as XHTML.
///
/// Every fault of the template, its partials and the paragraphs of `document.texts` is told in one go, with
/// template, line, column and the name that was probably meant; nothing is rendered before all of it is clean.
pub fn template(
    plan: &Plan,
    document: &DocumentSpec,
    templates: &Templates,
    mode: Mode,
) -> Result<String, TemplateErrors> {
    let figures = figures::Figures::new(plan);
    let contract = view::contract(plan, document);
    let work = check::check(&figures, &contract, document, templates)?;
    let data = show::show(plan, document, mode);
    press::press(&figures, document, work, data)
}

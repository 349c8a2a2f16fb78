//! Plan and template texts in, one XHTML text out: the bridge between the two halves (owns handlebars).
//!
//! 1. `texts` – what comes in: template texts, and whether a draft or a final is wanted
//! 2. `trouble` – what is wrong with a template, located, in Vietnamese
//! 3. `nearest` – the known name that was probably meant
//! 4. `shape` – the data contract as a tree of names
//! 5. `view` – the names that a template may use; `view_registers`, `view_standings` – those of the registers and of counts
//! 6. `wording` – capitals, Roman numbers, letters of points, dates, counts
//! 7. `figures` – indicators by code, for sentences that quote them
//! 8. `show` – the plan put under the names of the contract, everything already text
//! 9. `chart`, `columns`, `rows` – bars of the key indicators, columns of the wide table, tasks, opinions, submissions for it
//! 10. `blackline` – what changed since the draft before, the counts of đạt, vượt, chưa đạt; `verdicts` – the same for each indicator; `holes` – what a draft still lacks, and the counts, for it; `register` – figures that differ or were replaced, waivers, consent; `reminder` – what a letter to one department says
//! 11. `source` – a template text with lines and columns
//! 12. `syntax` – tags scanned before handlebars meets them; its complaints in one sentence
//! 13. `vocabulary` – the words of the template language and what each takes
//! 14. `scope` – what a name means at a place in a template
//! 15. `check` – everything a document needs, parsed and checked, all faults at once
//! 16. `walk` – a parsed template walked against the contract
//! 17. `call` – words and their parameters, for the walk
//! 18. `partials` – a partial as a call that copies no data
//! 19. `escape` – any text made safe for XML
//! 20. `numbering` – running numbers, numbers of appendices
//! 21. `speech` – the words put into handlebars
//! 22. `spelling` – the templates' own words spelled hòa or hoà
//! 23. `press` – handlebars run
//! 24. `slip` – the return slips: their own contract, rendered for many departments
//! 25. `tags` – rendered text cut into tags and texts; `quoted` – which sentences, tables and charts print a figure
//! 26. `manual` – the manual of the language, written from the code

mod blackline;
mod call;
mod chart;
mod check;
mod columns;
mod escape;
mod figures;
#[cfg(test)]
pub(crate) mod fixture;
mod holes;
mod manual;
mod nearest;
mod numbering;
mod partials;
mod press;
mod quoted;
mod register;
mod reminder;
mod rows;
mod scope;
mod shape;
mod show;
mod slip;
mod source;
mod speech;
mod spelling;
mod syntax;
mod tags;
#[cfg(test)]
mod tests;
mod texts;
mod trouble;
mod verdicts;
mod view;
mod view_registers;
mod view_standings;
mod vocabulary;
mod walk;
mod wording;

pub use manual::manual;
pub use quoted::quotes;
pub use slip::{Room, SLIP, slip_pages};
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

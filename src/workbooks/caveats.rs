//! What the next level must know of a figure: units that are missing, numbers that differ, and the same from below.

use std::collections::{BTreeSet, HashMap};

use crate::domain::{Figure, Plan, Status};
use crate::finding::{Code, Findings, Place};
use crate::form::summary;

/// More notes than this from below are counted, not listed.
const LISTED: usize = 5;

/// Notes of the level below by their place in words.
pub struct Caveats<'a> {
    plan: &'a Plan,
    below: HashMap<String, String>,
}

impl<'a> Caveats<'a> {
    pub fn new(plan: &'a Plan, findings: &Findings) -> Caveats<'a> {
        let names = plan.settings.catalogue.names();
        let mut below = HashMap::new();
        for finding in findings.iter().filter(|finding| finding.code == Code::FigureUnsettled) {
            let (place, said) = (&finding.place, finding.found.as_deref().unwrap_or_default());
            let code = finding.department.as_deref().unwrap_or_default();
            let unit = names.get(code).copied().unwrap_or(code);
            below.insert(place.to_string(), format!("{unit}: {said}"));
        }
        Caveats { plan, below }
    }

    /// All that is to be known, `;` between; empty where the figure is whole.
    pub fn of(&self, figure: &Figure) -> String {
        let mut parts = Vec::new();
        if figure.status == Status::Provisional {
            let words = figure.coverage_words(&self.plan.units);
            parts.push(words.unwrap_or_else(|| summary::PROVISIONAL.to_string()));
        }
        if figure.is_open() {
            parts.push("các đơn vị đưa số khác nhau, chưa quyết định".to_string());
        }
        if !self.below.is_empty() && figure.quantity.is_some() {
            parts.extend(self.below(figure));
        }
        parts.join("; ")
    }

    fn below(&self, figure: &Figure) -> Vec<String> {
        let found: BTreeSet<&str> = figure
            .sources
            .iter()
            .filter_map(|origin| self.below.get(&Place::from(origin).to_string()).map(String::as_str))
            .collect();
        let mut out: Vec<String> = found.iter().take(LISTED).map(|text| (*text).to_string()).collect();
        if found.len() > LISTED {
            out.push(format!("và {} lưu ý khác của cấp dưới", found.len() - LISTED));
        }
        out
    }
}

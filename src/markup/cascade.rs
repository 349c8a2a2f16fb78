//! Which rules apply to an element; elements of equal rules under equal parents share one style.

use std::collections::HashMap;
use std::sync::Arc;

use super::computed::{Computed, Nature};
use super::errors::{Place, Report};
use super::setting::Setting;
use super::stylesheet::{Stylesheet, block_settings};
use super::tokens::tokens;
use super::vocabulary::Tag;
use super::xhtml::Element;

/// Parent's style, nature, rules that apply, `style` attribute (0: none).
type Key = (u32, Nature, Vec<u32>, u32);

/// Finds and remembers styles.
pub(super) struct Cascade<'s> {
    sheet: &'s Stylesheet,
    styles: HashMap<Key, Arc<Computed>>,
    /// `style` attributes already read, numbered from 1.
    inline: HashMap<String, (u32, Arc<[Setting]>)>,
    next: u32,
    /// How many rules were tried on elements: tests hold it linear.
    pub tried: usize,
}

impl<'s> Cascade<'s> {
    pub fn new(sheet: &'s Stylesheet) -> Cascade<'s> {
        Cascade { sheet, styles: HashMap::new(), inline: HashMap::new(), next: 1, tried: 0 }
    }

    pub fn sheet(&self) -> &'s Stylesheet {
        self.sheet
    }

    /// How many different styles there are.
    #[cfg(test)]
    pub fn distinct(&self) -> usize {
        self.styles.len()
    }

    /// The style of an element whose ancestors are `path`, root first.
    pub fn style(
        &mut self,
        element: &Element<'_>,
        path: &[&Element<'_>],
        parent: &Computed,
        report: &mut Report<'_>,
    ) -> Arc<Computed> {
        let mut rules = self.rules(element, path);
        rules.sort_unstable();
        let presentation = element.tag == Tag::Table && element.value("role") == Some("presentation");
        let nature = Nature { tag: element.tag, presentation };
        let (number, own) = self.own(element, report);
        let key = (parent.id, nature, rules, number);
        if let Some(found) = self.styles.get(&key) {
            return found.clone();
        }
        let sheet = self.sheet;
        let from_rules = key.2.iter().filter_map(|rule| sheet.rules.get(*rule as usize));
        let settings: Vec<&Setting> =
            from_rules.flat_map(|rule| rule.settings.iter()).chain(own.iter()).collect();
        let computed = Arc::new(Computed::child(parent, nature, &settings, self.next));
        self.next += 1;
        self.styles.insert(key, computed.clone());
        computed
    }

    fn rules(&mut self, element: &Element<'_>, path: &[&Element<'_>]) -> Vec<u32> {
        let mut found = Vec::new();
        for number in self.sheet.candidates(element.name, &element.classes, element.id) {
            self.tried += 1;
            let rule = self.sheet.rules.get(number as usize);
            if rule.is_some_and(|rule| rule.selector.matches(element, path)) {
                found.push(number);
            }
        }
        found
    }

    /// The `style` attribute, read once for each distinct text.
    fn own(&mut self, element: &Element<'_>, report: &mut Report<'_>) -> (u32, Arc<[Setting]>) {
        let Some(attribute) = element.attribute("style") else {
            return (0, Arc::default());
        };
        if let Some(found) = self.inline.get(attribute.value) {
            return found.clone();
        }
        let tokens = tokens(attribute.value, Place::xhtml(attribute.at), report);
        let settings = block_settings(&tokens, report);
        for setting in &settings {
            if let Setting::Page(name, place) = setting
                && let Some(message) = self.sheet.unknown_page(name)
            {
                report.add(*place, message);
            }
        }
        let entry = (self.inline.len() as u32 + 1, Arc::from(settings));
        self.inline.insert(attribute.value.to_string(), entry.clone());
        entry
    }
}

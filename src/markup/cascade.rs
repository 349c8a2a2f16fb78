//! Which rules apply to an element; elements of equal rules under equal parents share one style, and elements that look
//! alike in every way a rule can see, all the way up, are not looked at twice.

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

/// All that a rule can see of an element: its own words, and by `above` those of all its ancestors.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Sight<'a> {
    /// The same number for the same ancestors; 0: none.
    above: u32,
    /// Parent's style.
    parent: u32,
    nature: Nature,
    ends: [bool; 2],
    id: Option<&'a str>,
    class: Option<&'a str>,
    style: Option<&'a str>,
}

/// Finds and remembers styles.
pub(super) struct Cascade<'a, 's> {
    sheet: &'s Stylesheet,
    /// Number and style of what was seen before.
    seen: HashMap<Sight<'a>, (u32, Arc<Computed>)>,
    styles: HashMap<Key, Arc<Computed>>,
    /// `style` attributes already read, numbered from 1.
    inline: HashMap<String, (u32, Arc<[Setting]>)>,
    next: u32,
    /// How many rules were tried on elements: tests hold it linear.
    pub tried: usize,
}

impl<'a, 's> Cascade<'a, 's> {
    pub fn new(sheet: &'s Stylesheet) -> Cascade<'a, 's> {
        let (seen, styles, inline) = (HashMap::new(), HashMap::new(), HashMap::new());
        Cascade { sheet, seen, styles, inline, next: 1, tried: 0 }
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
        element: &Element<'a>,
        path: &[Element<'_>],
        parent: &Computed,
        report: &mut Report<'_>,
    ) -> Arc<Computed> {
        let presentation = element.tag == Tag::Table && element.value("role") == Some("presentation");
        let nature = Nature { tag: element.tag, presentation };
        let sight = Sight {
            above: path.last().map_or(0, |above| above.sight.get()),
            parent: parent.id,
            nature,
            ends: [element.first, element.last],
            id: element.id(),
            class: element.value("class"),
            style: element.value("style"),
        };
        if let Some((number, found)) = self.seen.get(&sight) {
            element.sight.set(*number);
            return found.clone();
        }
        let found = self.look(element, path, parent, nature, report);
        let number = self.seen.len() as u32 + 1;
        element.sight.set(number);
        self.seen.insert(sight, (number, found.clone()));
        found
    }

    fn look(
        &mut self,
        element: &Element<'_>,
        path: &[Element<'_>],
        parent: &Computed,
        nature: Nature,
        report: &mut Report<'_>,
    ) -> Arc<Computed> {
        let mut rules = self.rules(element, path);
        rules.sort_unstable();
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

    fn rules(&mut self, element: &Element<'_>, path: &[Element<'_>]) -> Vec<u32> {
        let mut found = Vec::new();
        for number in self.sheet.candidates(element.name, &element.classes(), element.id()) {
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

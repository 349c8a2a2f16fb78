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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Sight<'a> {
    /// The same number for the same ancestors; 0: none.
    above: u32,
    /// Parent's style.
    parent: u32,
    name: &'static str,
    nature: Nature,
    ends: [bool; 2],
    id: Option<&'a str>,
    class: Option<&'a str>,
    style: Option<&'a str>,
}

impl Sight<'_> {
    /// A slot in `Cascade::recent`, made in no time; others may have the same.
    fn slot(&self) -> usize {
        let class = self
            .class
            .map_or(0, |class| class.len() * 7 + usize::from(class.as_bytes().first().copied().unwrap_or(0)));
        let ends = usize::from(self.ends[0]) + 2 * usize::from(self.ends[1]);
        (self.above as usize * 31 + class * 5 + ends * 17 + self.parent as usize) & (RECENT - 1)
    }
}

/// Slots of `Cascade::recent`; a power of two, more than the columns of a table.
const RECENT: usize = 256;

/// Number and style of what was looked at.
type Found = (u32, Arc<Computed>);

/// Finds and remembers styles.
pub(super) struct Cascade<'a, 's> {
    sheet: &'s Stylesheet,
    seen: HashMap<Sight<'a>, Found>,
    /// What was seen lately, each in its slot: the cells of a table look like those above them.
    recent: Vec<Option<(Sight<'a>, Found)>>,
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
        Cascade { sheet, seen, recent: vec![None; RECENT], styles, inline, next: 1, tried: 0 }
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
            name: element.name,
            nature,
            ends: [element.first, element.last],
            id: element.id(),
            class: element.value("class"),
            style: element.value("style"),
        };
        let slot = sight.slot();
        if let Some((seen, (number, found))) = &self.recent[slot]
            && *seen == sight
        {
            element.sight.set(*number);
            return found.clone();
        }
        let found = match self.seen.get(&sight) {
            Some(found) => found.clone(),
            None => {
                let found = self.look(element, path, parent, nature, report);
                let found = (self.seen.len() as u32 + 1, found);
                self.seen.insert(sight, found.clone());
                found
            }
        };
        element.sight.set(found.0);
        self.recent[slot] = Some((sight, found.clone()));
        found.1
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

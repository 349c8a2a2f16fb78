//! Rules and page rules of a stylesheet.

use std::collections::HashMap;

use super::declaration::{Piece, pieces};
use super::errors::{Fault, File, Place, Report};
use super::nearest::proposal;
use super::paper::{PageRule, page_rule};
use super::property::settings;
use super::selector::{Selector, selectors};
use super::setting::Setting;
use super::tokens::{Kind, Token, partner, tokens};
use super::value::shown;
use crate::markup::Source;

/// Largest stylesheet.
const BYTES: usize = 1 << 20;
const DEFAULT: &str = include_str!("default.css");

/// One selector with its settings (shared by the selectors of a group).
#[derive(Debug)]
pub(super) struct Rule {
    pub selector: Selector,
    pub settings: std::sync::Arc<[Setting]>,
    /// 0: what elements mean of themselves, 1: the stylesheet.
    origin: u8,
}

/// All rules, weakest first, with an index by what the last compound asks for.
#[derive(Debug, Default)]
pub(super) struct Stylesheet {
    pub rules: Vec<Rule>,
    pub pages: Vec<PageRule>,
    by_id: HashMap<String, Vec<u32>>,
    by_class: HashMap<String, Vec<u32>>,
    by_tag: HashMap<&'static str, Vec<u32>>,
    any: Vec<u32>,
}

impl Stylesheet {
    /// Reads a stylesheet on top of the meaning that elements have of themselves.
    pub fn parse(text: &str, report: &mut Report<'_>) -> Stylesheet {
        let mut sheet = Stylesheet::default();
        // Its errors would be ours, not the author's: a test holds it clean.
        let own = Source { name: "", xhtml: "", stylesheet_name: "", stylesheet: DEFAULT };
        sheet.read(DEFAULT, 0, &mut Report::new(&own));
        if text.len() > BYTES {
            report.add(start(), format!("Tệp định kiểu lớn hơn {} MB.", BYTES >> 20));
        } else {
            sheet.read(text, 1, report);
        }
        sheet.check_page_names(report);
        sheet.rules.sort_by_key(|rule| (rule.origin, rule.selector.specificity()));
        sheet.index();
        sheet
    }

    fn read(&mut self, text: &str, origin: u8, report: &mut Report<'_>) {
        let text = text.strip_prefix('\u{feff}').map_or((text, 0), |rest| (rest, 3));
        let tokens = tokens(text.0, Place { at: text.1, ..start() }, report);
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            if matches!(token.kind, Kind::Space | Kind::Bad) {
                index += 1;
                continue;
            }
            let open = (index..tokens.len())
                .find(|at| matches!(tokens[*at].kind, Kind::Open('{', _) | Kind::Semicolon));
            let open = open.unwrap_or(tokens.len());
            let prelude = &tokens[index..open];
            index = match tokens.get(open).map(|token| &token.kind) {
                Some(Kind::Open(..)) => {
                    let close = partner(&tokens, open);
                    self.rule(prelude, tokens.get(open + 1..close).unwrap_or(&[]), origin, report);
                    close + 1
                }
                _ => {
                    unfinished(token, report);
                    open + 1
                }
            };
        }
    }

    fn rule(&mut self, prelude: &[Token], block: &[Token], origin: u8, report: &mut Report<'_>) {
        let first = prelude.first();
        match first.map(|token| &token.kind) {
            Some(Kind::At(name)) if name == "page" => self.pages.push(page_rule(prelude, block, report)),
            Some(Kind::At(name)) => {
                let near = proposal(name, ["page"]);
                let place = first.map_or(start(), |token| token.place);
                report.add(place, format!("Không hỗ trợ “@{name}”.{near}"));
            }
            _ => {
                let place = first.map_or(start(), |token| token.place);
                let settings = block_settings(block, report);
                match selectors(prelude, place) {
                    Ok(selectors) => self.add(selectors, settings, origin),
                    Err((place, message)) => report.add(place, message),
                }
            }
        }
    }

    fn add(&mut self, selectors: Vec<Selector>, settings: Vec<Setting>, origin: u8) {
        let settings: std::sync::Arc<[Setting]> = settings.into();
        for selector in selectors {
            self.rules.push(Rule { selector, settings: settings.clone(), origin });
        }
    }

    /// `page: name` without `@page name` is a slip of the pen.
    fn check_page_names(&self, report: &mut Report<'_>) {
        for rule in &self.rules {
            for setting in rule.settings.iter() {
                if let Setting::Page(name, place) = setting
                    && let Some(message) = self.unknown_page(name)
                {
                    report.add(*place, message);
                }
            }
        }
    }

    /// What is wrong with a page name, if anything.
    pub fn unknown_page(&self, name: &str) -> Option<String> {
        let known = || self.pages.iter().filter_map(|page| page.name.as_deref());
        if name.is_empty() || known().any(|known| known == name) {
            return None;
        }
        Some(format!("Không có quy tắc “@page {name}”.{}", proposal(name, known())))
    }

    fn index(&mut self) {
        for (number, rule) in self.rules.iter().enumerate() {
            let subject = &rule.selector.subject;
            let number = number as u32;
            if let Some(id) = &subject.id {
                self.by_id.entry(id.clone()).or_default().push(number);
            } else if let Some(class) = subject.classes.first() {
                self.by_class.entry(class.clone()).or_default().push(number);
            } else if let Some(tag) = subject.tag {
                self.by_tag.entry(tag).or_default().push(number);
            } else {
                self.any.push(number);
            }
        }
    }

    /// The only rules that can apply to an element of this name, classes and id.
    pub fn candidates(&self, name: &str, classes: &[&str], id: Option<&str>) -> impl Iterator<Item = u32> {
        let by_id = id.and_then(|id| self.by_id.get(id));
        let by_class = classes.iter().filter_map(|class| self.by_class.get(*class));
        let by_tag = self.by_tag.get(name);
        by_id.into_iter().chain(by_class).chain(by_tag).flatten().chain(&self.any).copied()
    }
}

/// Settings of a block of declarations (also of a `style` attribute), in order.
pub(super) fn block_settings(block: &[Token], report: &mut Report<'_>) -> Vec<Setting> {
    let mut all = Vec::new();
    let mut faults: Vec<Fault> = Vec::new();
    for piece in pieces(block, &mut |fault| faults.push(fault)) {
        match piece {
            Piece::Declared(declared) => match settings(&declared) {
                Ok(settings) => all.extend(settings),
                Err(fault) => faults.push(fault),
            },
            Piece::Nested(name, place, _) => {
                faults.push((place, format!("“@{name}” không được đứng ở đây.")))
            }
        }
    }
    for (place, message) in faults {
        report.add(place, message);
    }
    all
}

/// A rule without a block.
fn unfinished(token: &Token, report: &mut Report<'_>) {
    match &token.kind {
        Kind::At(name) if name == "charset" => {}
        Kind::At(name) => {
            report.add(token.place, format!("Không hỗ trợ “@{name}”.{}", proposal(name, ["page"])))
        }
        _ => report.add(token.place, format!("Cần một quy tắc “bộ chọn {{ … }}”; gặp {}.", shown(token))),
    }
}

fn start() -> Place {
    Place { file: File::Stylesheet, at: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_stylesheet_is_clean() {
        let source = Source { name: "a", xhtml: "", stylesheet_name: "b", stylesheet: DEFAULT };
        let mut report = Report::new(&source);
        let sheet = Stylesheet::parse(DEFAULT, &mut report);
        assert_eq!(report.finish().errors, []);
        assert!(sheet.rules.len() > 20);
    }
}

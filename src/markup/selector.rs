//! Selectors: parsed from tokens, matched against an element and its ancestors without backtracking.

use super::errors::{Fault, Place};
use super::nearest::proposal;
use super::tokens::{Kind, Token};
use super::value::shown;
use super::vocabulary::ELEMENTS;
use super::xhtml::Element;

/// Compounds in one selector; more is a mistake.
const LONGEST: usize = 12;

/// `tag.class#id:first-child`, all of which must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Compound {
    pub tag: Option<&'static str>,
    pub id: Option<String>,
    pub classes: Vec<String>,
    first: bool,
    last: bool,
}

/// How the compound before stands to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Combinator {
    Descendant,
    Child,
}

/// The compound of the element itself, then outwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Selector {
    pub subject: Compound,
    ancestors: Vec<(Combinator, Compound)>,
}

impl Compound {
    fn matches(&self, element: &Element<'_>) -> bool {
        self.tag.is_none_or(|tag| tag == element.name)
            && self.id.as_deref().is_none_or(|id| element.id() == Some(id))
            && self.classes.iter().all(|class| element.has_class(class))
            && (!self.first || element.first)
            && (!self.last || element.last)
    }

    fn weight(&self) -> [usize; 3] {
        let classes = self.classes.len() + usize::from(self.first) + usize::from(self.last);
        [usize::from(self.id.is_some()), classes, usize::from(self.tag.is_some())]
    }
}

impl Selector {
    /// CSS specificity: ids, classes and pseudo-classes, types.
    pub fn specificity(&self) -> [usize; 3] {
        let mut sum = self.subject.weight();
        for (_, compound) in &self.ancestors {
            for (total, part) in sum.iter_mut().zip(compound.weight()) {
                *total += part;
            }
        }
        sum
    }

    /// Does it apply to the element whose ancestors are `path` (root first)? A set of possible places, one bit each,
    /// is carried outwards, so that the cost is compounds × depth whatever the selector.
    pub fn matches(&self, element: &Element<'_>, path: &[Element<'_>]) -> bool {
        if !self.subject.matches(element) {
            return false;
        }
        let mut places: u128 = 1 << path.len().min(127);
        for (combinator, compound) in &self.ancestors {
            let above = match combinator {
                Combinator::Child => places >> 1,
                Combinator::Descendant => (1u128 << (127 - places.leading_zeros())) - 1,
            };
            places = 0;
            for (depth, ancestor) in path.iter().enumerate() {
                if above >> depth & 1 == 1 && compound.matches(ancestor) {
                    places |= 1 << depth;
                }
            }
            if places == 0 {
                return false;
            }
        }
        true
    }
}

/// `a, b > c`: all selectors of a rule.
pub(super) fn selectors(tokens: &[Token], place: Place) -> Result<Vec<Selector>, Fault> {
    tokens.split(|token| token.kind == Kind::Comma).map(|one| selector(one, place)).collect()
}

fn selector(tokens: &[Token], place: Place) -> Result<Selector, Fault> {
    let place = tokens.iter().find(|token| token.kind != Kind::Space).map_or(place, |token| token.place);
    let mut compounds: Vec<(Combinator, Compound)> = Vec::new();
    let mut combinator = None;
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        match &token.kind {
            Kind::Space => {
                combinator = combinator.or(Some(Combinator::Descendant));
                index += 1;
            }
            Kind::Delim('>') if !compounds.is_empty() => {
                if combinator == Some(Combinator::Child) {
                    return Err((token.place, "Thừa dấu “>” trong bộ chọn.".to_string()));
                }
                combinator = Some(Combinator::Child);
                index += 1;
            }
            _ => {
                let (compound, next) = compound(tokens, index)?;
                compounds.push((combinator.take().unwrap_or(Combinator::Descendant), compound));
                index = next;
            }
        }
    }
    if compounds.len() > LONGEST {
        return Err((place, format!("Bộ chọn có quá {LONGEST} phần.")));
    }
    if combinator == Some(Combinator::Child) {
        return Err((place, "Sau dấu “>” thiếu bộ chọn.".to_string()));
    }
    turned(compounds).ok_or_else(|| (place, "Thiếu bộ chọn (tên phần tử, .lớp hoặc #mã).".to_string()))
}

/// From written order (outermost first; each combinator stands before its compound) to matching order.
fn turned(compounds: Vec<(Combinator, Compound)>) -> Option<Selector> {
    let mut rest = compounds.into_iter().rev();
    let (mut combinator, subject) = rest.next()?;
    let mut ancestors = Vec::new();
    for (next, compound) in rest {
        ancestors.push((combinator, compound));
        combinator = next;
    }
    Some(Selector { subject, ancestors })
}

/// One compound from `index` on, and where it ends.
fn compound(tokens: &[Token], index: usize) -> Result<(Compound, usize), Fault> {
    let mut compound = Compound::default();
    let mut at = index;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1).map(|token| &token.kind);
        match (&token.kind, next) {
            (Kind::Ident(name), _) if at == index => {
                compound.tag = Some(known_element(name, token.place)?);
                at += 1;
            }
            (Kind::Delim('*'), _) if at == index => at += 1,
            (Kind::Delim('.'), Some(Kind::Ident(class))) => {
                compound.classes.push(class.clone());
                at += 2;
            }
            (Kind::Hash(id), _) => {
                compound.id = Some(id.clone());
                at += 1;
            }
            (Kind::Colon, Some(Kind::Ident(name))) => {
                pseudo(&mut compound, name, token.place)?;
                at += 2;
            }
            (Kind::Space | Kind::Delim('>'), _) => break,
            _ => {
                return Err((token.place, format!("Không hiểu {} trong bộ chọn.", shown(token))));
            }
        }
    }
    if at == index {
        let place = tokens.get(index).map_or(Place::xhtml(0), |token| token.place);
        return Err((place, "Thiếu bộ chọn.".to_string()));
    }
    Ok((compound, at))
}

fn known_element(name: &str, place: Place) -> Result<&'static str, Fault> {
    let known = ELEMENTS.iter().find(|entry| entry.name == name).map(|entry| entry.name);
    known.ok_or_else(|| {
        let near = proposal(name, ELEMENTS.iter().map(|entry| entry.name));
        (place, format!("Không có phần tử “{name}”.{near}"))
    })
}

fn pseudo(compound: &mut Compound, name: &str, place: Place) -> Result<(), Fault> {
    match name {
        "first-child" => compound.first = true,
        "last-child" => compound.last = true,
        _ => {
            let near = proposal(name, ["first-child", "last-child"]);
            return Err((place, format!("Không hỗ trợ “:{name}”.{near}")));
        }
    }
    Ok(())
}

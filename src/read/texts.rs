//! The shared texts of a workbook, taken straight from their XML; rich ones and others that need an XML reader are left to calamine.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::{memchr, memmem};

use super::grid::Budget;
use super::plain::is_utf8;
use super::problem::ReadProblem;

/// One shared text.
enum Entry {
    /// Its bytes stand here, with entities at most. White space at its ends counts only if the file says so.
    Plain { start: u32, end: u32, keeps_space: bool },
    /// This one among those that are left.
    Left(u32),
}

/// The table of shared texts.
#[derive(Default)]
pub(super) struct Texts<'a> {
    /// The part that it was made of.
    part: &'a str,
    entries: Vec<Entry>,
    /// A table of those that are left to calamine; `None` if none is.
    rest: Option<Vec<u8>>,
}

const EMPTY: &[u8] = b"<si/>";
const OPEN: &[u8] = b"<si>";
const CLOSE: &[u8] = b"</si>";

impl<'a> Texts<'a> {
    /// Takes the table apart; `None` where it is not in the usual form.
    pub(super) fn of(part: &'a [u8]) -> Option<Texts<'a>> {
        let usual = part.len() <= u32::MAX as usize && is_utf8(part) && memmem::find(part, b"<!").is_none();
        let whole = std::str::from_utf8(part).ok().filter(|_| usual)?;
        let root = memmem::find(part, b"<sst")?;
        let before = memmem::find(&part[..root], b"?>").map_or(0, |end| end + 2);
        if !part[before..root].iter().all(u8::is_ascii_whitespace)
            || !matches!(part.get(root + 4), Some(b' ' | b'>'))
        {
            return None;
        }
        let mut at = root + memchr(b'>', &part[root..])? + 1;
        if part[at - 2] == b'/' {
            return None;
        }
        let mut texts = Texts { part: whole, ..Texts::default() };
        let mut left = 0;
        loop {
            at += part[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let rest = &part[at..];
            if rest.starts_with(b"</sst>") {
                texts.rest.iter_mut().for_each(|rest| rest.extend_from_slice(b"</sst>"));
                return Some(texts);
            }
            if let Some((entry, end)) = simple(part, at) {
                texts.entries.push(entry);
                at = end;
                continue;
            }
            let length = if rest.starts_with(EMPTY) {
                EMPTY.len()
            } else if rest.starts_with(OPEN) {
                memmem::find(rest, CLOSE)? + CLOSE.len()
            } else {
                return None;
            };
            let table = texts.rest.get_or_insert_with(|| b"<sst>".to_vec());
            table.extend_from_slice(&rest[..length]);
            texts.entries.push(Entry::Left(left));
            left += 1;
            at += length;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The place of a text among those that are left to calamine.
    pub(super) fn left(&self, index: usize) -> Option<u32> {
        match self.entries.get(index) {
            Some(Entry::Left(place)) => Some(*place),
            _ => None,
        }
    }

    /// The table of those that are left to calamine.
    pub(super) fn rest(&self) -> Option<&[u8]> {
        self.rest.as_deref()
    }

    /// A plain text.
    fn get(&self, index: usize) -> Option<Cow<'a, str>> {
        let Some(Entry::Plain { start, end, keeps_space }) = self.entries.get(index) else { return None };
        let text = self.part.get(*start as usize..*end as usize)?;
        let text = match memchr(b'&', text.as_bytes()) {
            None => Cow::Borrowed(text),
            Some(_) => {
                Cow::Owned(NAMED.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign)))
            }
        };
        if *keeps_space {
            return Some(text);
        }
        let trimmed = |text: &str| text.trim_matches([' ', '\t', '\r', '\n']).len();
        if trimmed(&text) == text.len() {
            return Some(text);
        }
        Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches([' ', '\t', '\r', '\n'])),
            Cow::Owned(text) => Cow::Owned(text.trim_matches([' ', '\t', '\r', '\n']).to_owned()),
        })
    }
}

/// Entities that are replaced here. The ampersand last: what it gives is no entity.
const NAMED: [(&str, &str); 5] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];

/// A text in its usual form at a place of the table, and where it ends.
fn simple(part: &[u8], at: usize) -> Option<(Entry, usize)> {
    const PLAIN: &[u8] = b"<si><t>";
    const SPACED: &[u8] = b"<si><t xml:space=\"preserve\">";
    const END: &[u8] = b"</t></si>";
    let rest = &part[at..];
    let (start, keeps_space) = if rest.starts_with(PLAIN) {
        (at + PLAIN.len(), false)
    } else if rest.starts_with(SPACED) {
        (at + SPACED.len(), true)
    } else {
        return None;
    };
    let end = start + memchr(b'<', &part[start..])?;
    let text = &part[start..end];
    // Line ends are normalised, `_x000D_` is an escape of Excel's own, other entities are numbers of letters.
    let plain = memchr::memchr3_iter(b'\r', b'_', b'&', text).all(|at| match text[at] {
        b'&' => NAMED.iter().any(|(name, _)| text[at..].starts_with(name.as_bytes())),
        sign => sign == b'_' && text.get(at + 1) != Some(&b'x'),
    }) && part[end..].starts_with(END);
    let entry = Entry::Plain { start: start as u32, end: end as u32, keeps_space };
    plain.then_some((entry, end + END.len()))
}

/// The plain texts of a workbook as they are asked for, each kept once.
pub(super) struct Shelf<'a> {
    texts: &'a Texts<'a>,
    kept: Vec<Option<Arc<str>>>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(texts: &'a Texts<'a>) -> Shelf<'a> {
        Shelf { texts, kept: vec![None; texts.len()] }
    }

    /// A text within its limit; `None` for an empty one.
    pub(super) fn get(&mut self, index: usize, budget: &Budget) -> Result<Option<Arc<str>>, ReadProblem> {
        let Some(kept) = self.kept.get_mut(index) else { return Ok(None) };
        if kept.is_none() {
            *kept = match self.texts.get(index) {
                Some(text) if !text.is_empty() => Some(budget.text(&text)?),
                _ => None,
            };
        }
        Ok(kept.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    fn of(table: &str) -> Option<Texts<'_>> {
        Texts::of(table.as_bytes())
    }

    #[test]
    fn texts_as_calamine_gives_them() {
        let table = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sst count=\"9\"><si><t> Lúa </t></si>\n<si><t xml:space=\"preserve\"> ngô </t></si><si><r><t>đậm</t></r></si><si><t>a &lt; b &amp;amp; \"c\"</t></si><si/><si><t>_x000D_</t></si><si><t>&#10;</t></si><si><t></t></si></sst>";
        let texts = of(table).unwrap();
        assert_eq!(texts.len(), 8);
        let plain: Vec<_> = (0..8).map(|index| texts.get(index)).collect();
        let plain: Vec<_> = plain.iter().map(Option::as_deref).collect();
        let expected =
            [Some("Lúa"), Some(" ngô "), None, Some("a < b &amp; \"c\""), None, None, None, Some("")];
        assert_eq!(plain, expected);
        let left: Vec<_> = (0..8).map(|index| texts.left(index)).collect();
        assert_eq!(left, [None, None, Some(0), None, Some(1), Some(2), Some(3), None]);
        let rest = "<sst><si><r><t>đậm</t></r></si><si/><si><t>_x000D_</t></si><si><t>&#10;</t></si></sst>";
        assert_eq!(std::str::from_utf8(texts.rest().unwrap()).unwrap(), rest);
    }

    #[test]
    fn unusual_tables_are_calamines() {
        for table in [
            "<sst/>",
            "<x:sst><x:si/></x:sst>",
            "<sst><si><t>a</t></si>",
            "<sst><si><t>a</t></si><b/></sst>",
            "<sst><!-- --><si><t>a</t></si></sst>",
            "<sst><si><t>a",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><sst></sst>",
            "<a/><sst></sst>",
        ] {
            assert!(of(table).is_none(), "{table}");
        }
        assert!(Texts::of(b"<sst><si><t>\xFF</t></si></sst>").is_none());
        assert_eq!(of("<sst></sst>").unwrap().len(), 0);
    }
}

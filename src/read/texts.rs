//! The shared texts of a workbook, taken straight from their XML; rich ones and others that need an XML reader are left to calamine.

use std::sync::Arc;

use memchr::{memchr, memmem};

use super::grid::Budget;
use super::lexicon::{kept, kept_bytes};
use super::problem::ReadProblem;
use super::xml::{declaration, each, is_utf8, nests};

/// One shared text.
enum Entry {
    Plain(Arc<str>),
    /// This one among those that are left.
    Left(u32),
}

/// The table of shared texts.
#[derive(Default)]
pub(super) struct Texts {
    entries: Vec<Entry>,
    /// How many are left to calamine.
    left: u32,
    /// A table of those; `None` if none is.
    rest: Option<Vec<u8>>,
}

const EMPTY: &[u8] = b"<si/>";
const OPEN: &[u8] = b"<si>";
const CLOSE: &[u8] = b"</si>";
/// A text of a table takes so many bytes at least, its tags included.
const USUAL: usize = 40;

impl Texts {
    /// Takes the table apart; `None` where it is not in the usual form, or not all UTF-8.
    pub(super) fn of(part: &[u8]) -> Option<Texts> {
        let usual = part.len() <= u32::MAX as usize && is_utf8(part) && memmem::find(part, b"<!").is_none();
        let root = memmem::find(part, b"<sst").filter(|_| usual)?;
        if !part.get(declaration(part)?..root)?.iter().all(u8::is_ascii_whitespace)
            || !matches!(part.get(root + 4), Some(b' ' | b'>'))
        {
            return None;
        }
        let mut at = root + memchr(b'>', &part[root..])? + 1;
        if part[at - 2] == b'/' || std::str::from_utf8(&part[..at]).is_err() {
            return None;
        }
        each(&part[root + b"<sst".len()..at - 1], |_, _| Some(()))?;
        let mut texts = Texts { entries: Vec::with_capacity(part.len() / USUAL), ..Texts::default() };
        loop {
            at += part[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let rest = &part[at..];
            if rest.starts_with(b"</sst>") {
                texts.rest.iter_mut().for_each(|rest| rest.extend_from_slice(b"</sst>"));
                return std::str::from_utf8(rest).is_ok().then_some(texts);
            }
            at += match simple(rest) {
                Some((text, keeps_space, length)) => {
                    texts.entries.push(Entry::Plain(plain(text, keeps_space)?));
                    length
                }
                None => texts.leave(rest)?,
            };
        }
    }

    /// Leaves a text to calamine; how long it is.
    fn leave(&mut self, rest: &[u8]) -> Option<usize> {
        let length = if rest.starts_with(EMPTY) {
            EMPTY.len()
        } else if rest.starts_with(OPEN) {
            memmem::find(rest, CLOSE)? + CLOSE.len()
        } else {
            return None;
        };
        // In a shorter table another text would stand behind an open element.
        nests(&rest[..length])?;
        std::str::from_utf8(&rest[..length]).ok()?;
        self.entries.push(Entry::Left(self.left));
        self.left += 1;
        self.rest.get_or_insert_with(|| b"<sst>".to_vec()).extend_from_slice(&rest[..length]);
        Some(length)
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
    fn get(&self, index: usize) -> Option<&Arc<str>> {
        match self.entries.get(index) {
            Some(Entry::Plain(text)) => Some(text),
            _ => None,
        }
    }
}

/// Entities that are replaced here. The ampersand last: what it gives is no entity.
const NAMED: [(&str, &str); 5] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];

/// A text in its usual form at the beginning of these bytes: entities at most, whether white space at its ends counts, and how many bytes
/// it takes with its tags.
fn simple(rest: &[u8]) -> Option<(&[u8], bool, usize)> {
    const PLAIN: &[u8] = b"<si><t>";
    const SPACED: &[u8] = b"<si><t xml:space=\"preserve\">";
    const END: &[u8] = b"</t></si>";
    let (start, keeps_space) = if rest.starts_with(PLAIN) {
        (PLAIN.len(), false)
    } else if rest.starts_with(SPACED) {
        (SPACED.len(), true)
    } else {
        return None;
    };
    let end = start + memchr(b'<', &rest[start..])?;
    let text = &rest[start..end];
    // Line ends are normalised, `_x000D_` is an escape of Excel's own, other entities are numbers of letters.
    let plain = memchr::memchr3_iter(b'\r', b'_', b'&', text).all(|at| match text[at] {
        b'&' => NAMED.iter().any(|(name, _)| text[at..].starts_with(name.as_bytes())),
        sign => sign == b'_' && text.get(at + 1) != Some(&b'x'),
    }) && rest[end..].starts_with(END);
    plain.then_some((text, keeps_space, end + END.len()))
}

/// What a reader makes of such a text; `None` where it is not UTF-8.
fn plain(text: &[u8], keeps_space: bool) -> Option<Arc<str>> {
    const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    let is_space = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t' | b'\r' | b'\n'));
    if memchr(b'&', text).is_none() && (keeps_space || !is_space(text.first()) && !is_space(text.last())) {
        return kept_bytes(text);
    }
    let text = std::str::from_utf8(text).ok()?;
    let text = NAMED.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign));
    Some(kept(if keeps_space { &text } else { text.trim_matches(SPACE) }))
}

/// The plain texts of a workbook as they are asked for, each held against its limit once.
pub(super) struct Shelf<'a> {
    texts: &'a Texts,
    is_within: Vec<bool>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(texts: &'a Texts) -> Shelf<'a> {
        Shelf { texts, is_within: vec![false; texts.len()] }
    }

    /// A text within its limit; `None` for an empty one.
    #[inline]
    pub(super) fn get(&mut self, index: usize, budget: &Budget) -> Result<Option<&'a Arc<str>>, ReadProblem> {
        let Some((text, is_within)) = self.texts.get(index).zip(self.is_within.get_mut(index)) else {
            return Ok(None);
        };
        if !*is_within {
            budget.measure(text)?;
            *is_within = true;
        }
        Ok((!text.is_empty()).then_some(text))
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    fn of(table: &str) -> Option<Texts> {
        Texts::of(table.as_bytes())
    }

    #[test]
    fn texts_as_calamine_gives_them() {
        let table = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sst count=\"9\"><si><t> Lúa </t></si>\n<si><t xml:space=\"preserve\"> ngô </t></si><si><r><t>đậm</t></r></si><si><t>a &lt; b &amp;amp; \"c\"</t></si><si/><si><t>_x000D_</t></si><si><t>&#10;</t></si><si><t></t></si></sst>";
        let texts = of(table).unwrap();
        assert_eq!(texts.len(), 8);
        let plain: Vec<_> = (0..8).map(|index| texts.get(index).map(|text| &**text)).collect();
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
            "<a><?xml version=\"1.0\"?><sst></sst>",
            "<?xml version=\"1.0\"><sst></sst>",
            "<sst count=\"4 uniqueCount=\"3\"><si><t>a</t></si></sst>",
            // A shorter table would have other texts behind the open element.
            "<sst><si><t>a</si><si><t>b</t></si><si><t>c</t></t></si></sst>",
            "<sst><si><t>a</n></si></sst>",
            "<sst><si><t>a< val=\"2\"/t></si></sst>",
        ] {
            assert!(of(table).is_none(), "{table}");
        }
        for bad in ["<si><t>?</t></si>", "<si><r>?</r></si>", "<si><t> ?</t></si>", "</sst>?"] {
            let mut table = format!("<sst>{bad}</sst>").into_bytes();
            assert!(Texts::of(&table).is_some(), "{bad}");
            table.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xFF);
            assert!(Texts::of(&table).is_none(), "{bad}");
        }
        assert_eq!(of("<sst></sst>").unwrap().len(), 0);
    }
}

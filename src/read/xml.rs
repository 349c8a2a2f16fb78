//! A walk over the tags of XML in its plainest spelling; whatever is spelt otherwise ends it.

use memchr::{memchr, memmem};

/// An element's beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// As it stands, with its prefix.
    pub(super) name: &'a [u8],
    /// As they stand; they have been found to be `name="value"`.
    pub(super) attributes: &'a [u8],
    /// It is its end as well, and no [`Event::Close`] comes.
    pub(super) is_empty: bool,
}

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'a [u8] {
        local(self.name)
    }

    /// The value of an attribute as it stands; of two the first one.
    pub(super) fn attribute(&self, wanted: &[u8]) -> Option<&'a [u8]> {
        let mut found = None;
        let _ = each(self.attributes, |name, value| {
            found = (name == wanted).then_some(value);
            found.is_none().then_some(())
        });
        found
    }

    /// `None` where an attribute stands twice, or there are more than anybody writes.
    pub(super) fn has_no_twins(&self) -> Option<()> {
        let mut names: [&[u8]; 24] = [&[]; 24];
        let mut count = 0;
        each(self.attributes, |name, _| {
            let is_new = !names[..count].contains(&name);
            *names.get_mut(count)? = name;
            count += 1;
            is_new.then_some(())
        })
    }
}

/// A name without its prefix.
pub(super) fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event<'a> {
    Open(Tag<'a>),
    /// An element's end, by its name without prefix.
    Close(&'a [u8]),
    /// The bytes end.
    End,
}

/// A walk over a part, or over pieces of one: what was open at the end of a piece is open in the next.
#[derive(Default)]
pub(super) struct Walk<'a> {
    rest: &'a [u8],
    open: Vec<&'a [u8]>,
}

/// Entities whose meaning nothing but XML itself gives.
const NAMED: [&[u8]; 5] = [b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"];

impl<'a> Walk<'a> {
    /// A walk from the beginning of a part, which must say that it is UTF-8 if it says anything; `None` where it is not.
    pub(super) fn of(part: &'a [u8]) -> Option<Walk<'a>> {
        let mut walk = Walk::default();
        if !is_utf8(part) {
            return None;
        }
        let (declaration, rest) = part.split_at(declaration(part)?);
        std::str::from_utf8(declaration).ok()?;
        walk.go_on(rest)?;
        Some(walk)
    }

    /// Takes the next piece; `None` where it is not UTF-8.
    pub(super) fn go_on(&mut self, piece: &'a [u8]) -> Option<()> {
        std::str::from_utf8(piece).ok()?;
        self.rest = piece;
        Some(())
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The next tag; `None` where the spelling is not the plainest, or elements do not nest.
    pub(super) fn next(&mut self) -> Option<Event<'a>> {
        let end = memchr(b'<', self.rest).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        let is_plain = if self.open.is_empty() {
            text.iter().all(u8::is_ascii_whitespace)
        } else {
            has_named_entities_only(text)
        };
        if !is_plain {
            return None;
        }
        self.rest = rest;
        self.tag()
    }

    /// The tag that the rest begins with.
    fn tag(&mut self) -> Option<Event<'a>> {
        let Some(tag) = self.rest.get(1..) else { return Some(Event::End) };
        if let Some(tag) = tag.strip_prefix(b"/") {
            let name = self.open.pop()?;
            self.rest = tag.strip_prefix(name)?.strip_prefix(b">")?;
            return Some(Event::Close(local(name)));
        }
        let (name, behind) = tag.split_at(name_length(tag));
        if !name.first()?.is_ascii_alphabetic() || name.iter().filter(|byte| **byte == b':').count() > 1 {
            return None;
        }
        let (attributes, behind) = behind.split_at(attributes_length(behind)?);
        let (is_empty, behind) = behind.strip_prefix(b"/").map_or((false, behind), |behind| (true, behind));
        self.rest = behind.strip_prefix(b">")?;
        if !is_empty {
            self.open.push(name);
        }
        Some(Event::Open(Tag { name, attributes, is_empty }))
    }
}

/// `None` where the elements of these bytes are not spelt in the plainest way, do not nest, or are not all closed; texts are as they may be.
pub(super) fn nests(bytes: &[u8]) -> Option<()> {
    let mut walk = Walk { rest: bytes, open: Vec::new() };
    loop {
        walk.rest = &walk.rest[memchr(b'<', walk.rest).unwrap_or(walk.rest.len())..];
        if walk.tag()? == Event::End {
            return walk.open.is_empty().then_some(());
        }
    }
}

/// How long the XML declaration is with which a part begins, if with any; `None` where it does not end, or is another instruction.
pub(super) fn declaration(part: &[u8]) -> Option<usize> {
    match part.strip_prefix(b"<?") {
        Some(words) if words.starts_with(b"xml ") => Some(memmem::find(part, b"?>")? + 2),
        Some(_) => None,
        None => Some(0),
    }
}

/// Is what the XML declaration says, if there is one, UTF-8?
pub(super) fn is_utf8(part: &[u8]) -> bool {
    if part.first() != Some(&b'<') {
        return false;
    }
    let Some(head) = declaration(part).and_then(|length| part.get(..length)) else { return false };
    let Some(at) = memmem::find(head, b"encoding").map(|at| &head[at..]) else { return true };
    at.get(..16).is_some_and(|words| {
        let quoted = &words[10..15];
        words[8] == b'=' && matches!(words[9], b'"' | b'\'') && quoted.eq_ignore_ascii_case(b"utf-8")
    })
}

/// `name="value"` pairs, each behind white space; the closure says what becomes of each. `None`: not in this form.
pub(super) fn each<'a>(
    attributes: &'a [u8],
    mut take: impl FnMut(&'a [u8], &'a [u8]) -> Option<()>,
) -> Option<()> {
    let mut rest = attributes;
    loop {
        let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        rest = &rest[spaces..];
        if rest.is_empty() {
            return Some(());
        }
        let equals = rest.iter().position(|byte| *byte == b'=')?;
        let name = &rest[..equals];
        let value = rest[equals + 1..].strip_prefix(b"\"")?;
        let end = value.iter().position(|byte| *byte == b'"')?;
        if spaces == 0
            || !name
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'.'))
        {
            return None;
        }
        take(name, &value[..end])?;
        rest = &value[end + 1..];
    }
}

/// How long the name is with which the bytes begin.
fn name_length(bytes: &[u8]) -> usize {
    let is_sign = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
    bytes.iter().take_while(is_sign).count()
}

/// How long the attributes are with which the bytes begin, each `name="value"` behind white space, with the white space behind them.
fn attributes_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let start = at;
        while bytes.get(at)?.is_ascii_whitespace() {
            at += 1;
        }
        if matches!(bytes[at], b'/' | b'>') {
            return Some(at);
        }
        let name = name_length(&bytes[at..]);
        if at == start || name == 0 {
            return None;
        }
        at += name;
        let value = bytes[at..].strip_prefix(b"=\"")?;
        at += 2 + memchr(b'"', value)? + 1;
    }
}

/// Are all entities in this text named ones?
pub(super) fn has_named_entities_only(text: &[u8]) -> bool {
    memchr::memchr_iter(b'&', text).all(|at| NAMED.iter().any(|name| text[at + 1..].starts_with(name)))
}

#[cfg(test)]
mod tests {
    use super::{Event, Tag, Walk, is_utf8, nests};

    /// Names as they open and close; `None` where the walk ends early.
    fn walked(part: &[u8]) -> Option<String> {
        let mut walk = Walk::of(part)?;
        let mut said = String::new();
        loop {
            let name = |name: &[u8]| String::from_utf8(name.to_vec()).unwrap();
            match walk.next()? {
                Event::Open(tag) => {
                    said += &format!("{}{} ", name(tag.local()), if tag.is_empty { "/" } else { "" })
                }
                Event::Close(local) => said += &format!("-{} ", name(local)),
                Event::End => return (walk.depth() == 0).then_some(said),
            }
        }
    }

    #[test]
    fn plain_xml_is_walked() {
        let part = "<?xml version='1.0' encoding='UTF-8'?>\r\n<a xmlns:b=\"x\"><b:c d=\"1 > 0 'e'\" b:d=\"2\" />chữ &lt;&amp; <f></f></a>\n";
        assert_eq!(walked(part.as_bytes()).as_deref(), Some("a c/ f -f -a "));
        let mut walk = Walk::of(b"<a><b c=\"1\" x:c=\"2\"/>").unwrap();
        walk.next();
        let Some(Event::Open(tag)) = walk.next() else { panic!("no tag") };
        assert_eq!(
            (tag.attribute(b"c"), tag.attribute(b"x:c"), tag.attribute(b"d")),
            (Some(&b"1"[..]), Some(&b"2"[..]), None)
        );
        assert_eq!((walk.next(), walk.depth()), (Some(Event::End), 1));
        walk.go_on(b"</a>").unwrap();
        assert_eq!((walk.next(), walk.next(), walk.depth()), (Some(Event::Close(b"a")), Some(Event::End), 0));
    }

    #[test]
    fn an_encoding_is_believed_where_it_is_utf8() {
        assert!(is_utf8(b"<?xml version='1.0' encoding='utf-8'?><a/>") && is_utf8(b"<a/>"));
        for other in [
            &b"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>"[..],
            b"<?xml a=\">\" encoding=\"UTF-16\"?><a/>",
            b"<?xml\tencoding=\"UTF-16\"?><a/>",
            b"<?xml version=\"1.0\"><a/>",
            b"\xFF\xFE<",
        ] {
            assert!(!is_utf8(other), "{}", String::from_utf8_lossy(other));
        }
    }

    #[test]
    fn elements_nest_whatever_their_texts() {
        assert!(nests(b"<a><b c=\"1\">&#10;\xFF</b><d/></a>").is_some() && nests(b"").is_some());
        for part in ["<a><b></a></b>", "<a>", "</a>", "<a><b/><", "<a b='1'/>"] {
            assert!(nests(part.as_bytes()).is_none(), "{part}");
        }
    }

    #[test]
    fn unusual_spellings_end_the_walk() {
        for part in [
            "<a><b></a></b>",
            "<a></a >",
            "</a>",
            "<a>",
            "<a",
            "<a b=\"1>",
            "<a b='1'/>",
            "<a b=1/>",
            "<a b/>",
            "<a b=\"1\"c=\"2\"/>",
            "<a><!-- b --></a>",
            "<a><![CDATA[b]]></a>",
            "<a><?b?></a>",
            "<!DOCTYPE a><a/>",
            "<a>&b;</a>",
            "<a>&#10;</a>",
            "<a>&amp</a>",
            "<a/>b",
            "<ê/>",
            "<1/>",
            "<a:b:c/>",
            "< a/>",
            " <a/>",
            "<?xml encoding=\"UTF-16\"?><a/>",
        ] {
            assert_eq!(walked(part.as_bytes()), None, "{part}");
        }
        assert_eq!((walked(b"<a>\xFF</a>"), walked(b"<?xml \xFF?><a></a>")), (None, None));
        let has_twins =
            |attributes: &[u8]| Tag { name: b"a", attributes, is_empty: true }.has_no_twins().is_none();
        let many: String = (0..40).map(|number| format!(" b{number}=\"\"")).collect();
        assert!(has_twins(b" b=\"1\" c=\"1\" b=\"2\"") && has_twins(many.as_bytes()));
        assert!(!has_twins(b" b=\"1\" c=\"1\" x:b=\"2\""));
    }
}

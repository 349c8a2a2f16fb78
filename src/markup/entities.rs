//! Named entities and the document type: made plain XML without moving a column.
//!
//! XML knows five named entities; HTML authors know more. Each is written as a number of the same length, so every
//! later position stays true and no DTD (and no entity bomb) is ever read.

use std::borrow::Cow;

use super::errors::{Place, Report};
use super::nearest::proposal;

/// Entities whose numeric form is not longer than their name.
const NAMED: &[(&str, u32)] = &[
    ("nbsp", 160),
    ("ndash", 8211),
    ("mdash", 8212),
    ("hellip", 8230),
    ("lsquo", 8216),
    ("rsquo", 8217),
    ("ldquo", 8220),
    ("rdquo", 8221),
    ("laquo", 171),
    ("raquo", 187),
    ("times", 215),
    ("minus", 8722),
    ("plusmn", 177),
    ("divide", 247),
    ("middot", 183),
    ("permil", 8240),
    ("thinsp", 8201),
    ("sup2", 178),
    ("sup3", 179),
    ("copy", 169),
    ("sect", 167),
    ("para", 182),
];
const XML: &[&str] = &["amp", "lt", "gt", "quot", "apos"];

/// The same text, byte for byte as long, with numeric entities and without document type; mostly the text itself.
pub(super) fn plain<'t>(text: &'t str, report: &mut Report<'_>) -> Cow<'t, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let here = text.len() - from.len();
        let taken =
            if from.starts_with('&') { entity(from, here, &mut out, report) } else { markup(from, &mut out) };
        rest = from.get(taken..).unwrap_or("");
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// No entity but those of XML, and no document type: nothing to be changed.
fn is_plain(text: &str) -> bool {
    let known = |after: &str| {
        XML.iter().any(|name| after.strip_prefix(name).is_some_and(|rest| rest.starts_with(';')))
    };
    !text.contains("<!") && text.split('&').skip(1).all(|after| after.starts_with('#') || known(after))
}

/// Copies a comment or CDATA section as it is, blanks a document type; returns how many bytes were taken.
fn markup(from: &str, out: &mut String) -> usize {
    let whole = |end: &str| from.find(end).map_or(from.len(), |at| at + end.len());
    let taken = if from.starts_with("<!--") {
        whole("-->")
    } else if from.starts_with("<![CDATA[") {
        whole("]]>")
    } else if from.get(..9).is_some_and(|word| word.eq_ignore_ascii_case("<!DOCTYPE")) {
        let end = whole(">");
        let kind = from.get(9..end).unwrap_or("");
        if !kind.contains(['[', '<']) && kind.ends_with('>') {
            out.extend(from[..end].chars().flat_map(blank));
            return end;
        }
        1
    } else {
        1
    };
    out.push_str(&from[..taken]);
    taken
}

/// As many spaces as the character has bytes; a line break stays.
fn blank(c: char) -> impl Iterator<Item = char> {
    let stays = matches!(c, '\n' | '\r');
    std::iter::repeat_n(if stays { c } else { ' ' }, c.len_utf8())
}

/// Writes the entity at the start of `from`; returns how many bytes were taken.
fn entity(from: &str, here: usize, out: &mut String, report: &mut Report<'_>) -> usize {
    let length = from[1..].bytes().take_while(u8::is_ascii_alphanumeric).take(32).count();
    let name = &from[1..1 + length];
    let closed = from[1 + length..].starts_with(';');
    if !closed || name.is_empty() || XML.contains(&name) {
        out.push('&');
        return 1;
    }
    match NAMED.iter().find(|(known, _)| *known == name) {
        Some((_, code)) => out.push_str(&format!("&#{code:0width$};", width = length - 1)),
        None => {
            report.add_with(Place::xhtml(here), || unknown(name));
            out.extend(std::iter::repeat_n(' ', length + 2));
        }
    }
    length + 2
}

fn unknown(name: &str) -> String {
    let near = proposal(name, NAMED.iter().map(|(known, _)| *known).chain(XML.iter().copied()));
    let known = "Hãy gõ thẳng ký tự đó hoặc dùng mã số, ví dụ “&#176;”.";
    format!("Không có ký hiệu “&{name};”.{near} {known}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::Source;

    fn plainly(text: &str) -> (String, usize) {
        let source = Source { name: "a", xhtml: text, stylesheet_name: "b", stylesheet: "" };
        let mut report = Report::new(&source);
        let out = plain(text, &mut report).into_owned();
        (out, report.finish().errors.len())
    }

    #[test]
    fn every_entity_keeps_its_length_and_its_character() {
        for (name, code) in NAMED {
            let text = format!("<p>&{name};</p>");
            let (out, errors) = plainly(&text);
            assert_eq!((out.len(), errors), (text.len(), 0), "{name}");
            let tree = roxmltree::Document::parse(&out).unwrap();
            assert_eq!(
                tree.root_element().text(),
                char::from_u32(*code).map(String::from).as_deref(),
                "{name}"
            );
        }
    }

    #[test]
    fn comments_cdata_and_doctype() {
        let text = "<!DOCTYPE html>\n<p><!-- &nbsp; --><![CDATA[&nbsp;]]>&amp;nbsp;</p>";
        let (out, errors) = plainly(text);
        assert_eq!(errors, 0);
        assert_eq!(out, format!("{}{}", " ".repeat(15), &text[15..]));
    }

    #[test]
    fn unknown_entities_are_errors_and_ends_do_not_panic() {
        assert_eq!(plainly("<p>&nbps; &bull; & &x</p>").1, 2);
        for text in
            ["&", "<", "<!", "<!DOCTYPE", "<!DOCTYPE html [<!ENTITY x 'y'>", "&#", "&nbsp", "<!--", "đ&ư;"]
        {
            plainly(text);
        }
    }
}

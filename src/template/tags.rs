//! Our own rendered XHTML cut into tags and texts: no parser, because `press` made it and `markup` will parse it.

/// A tag or a text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    /// An opening tag: its name and all of it; an empty element is opened and not closed.
    Open {
        name: &'a str,
        tag: &'a str,
    },
    Close {
        name: &'a str,
    },
    Text(String),
}

/// All pieces in order; what is no whole tag at the end is left out.
pub(super) fn pieces(xhtml: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = xhtml;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if !rest.starts_with('<') {
            let end = rest.find('<').unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            rest = after;
            return Some(Piece::Text(unescaped(text)));
        }
        let end = rest.find('>')?;
        let tag = rest.get(1..end)?;
        rest = rest.get(end + 1..)?;
        Some(match tag.strip_prefix('/') {
            Some(name) => Piece::Close { name: name.trim() },
            None => Piece::Open { name: tag.split([' ', '/', '\n']).next().unwrap_or_default(), tag },
        })
    })
}

/// The text that an escaped one stands for.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let Some(end) = entity.find(';').filter(|end| *end <= 8) else {
            out.push('&');
            rest = &entity[1..];
            continue;
        };
        match letter(&entity[1..end]) {
            Some(letter) => out.push(letter),
            None => out.push_str(&entity[..=end]),
        }
        rest = &entity[end + 1..];
    }
    out.push_str(rest);
    out
}

fn letter(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces, unescaped};

    #[test]
    fn tags_and_texts_in_order() {
        let found: Vec<_> = pieces("<p class=\"a\">x &amp; y&#160;z<br/></p><td").collect();
        let expected = [
            Piece::Open { name: "p", tag: "p class=\"a\"" },
            Piece::Text("x & y\u{a0}z".into()),
            Piece::Open { name: "br", tag: "br/" },
            Piece::Close { name: "p" },
        ];
        assert_eq!(found, expected);
        assert_eq!(unescaped("a & b; &không; &"), "a & b; &không; &");
    }

    #[test]
    fn what_was_escaped_comes_back() {
        for text in ["a < b & \"c\" 'd' >", "&amp;", "Tỷ lệ 5%", ""] {
            assert_eq!(unescaped(&super::super::escape::escape(text)), text);
        }
    }
}

//! Any text made safe for XML: what is markup is escaped, what XML cannot hold is dropped.

/// For element content and quoted attributes. `parse(escape(t)) == t` for every legal `t`.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A parser would turn a bare one into a line feed.
            '\r' => out.push_str("&#13;"),
            legal if is_legal(legal) => out.push(legal),
            _ => {}
        }
    }
    out
}

/// XML 1.0, production 2.
fn is_legal(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_is_parsed_is_what_was_escaped() {
        for text in [
            "",
            "a<b>&\"'c",
            "]]>",
            "&amp; &#13;",
            "\r\n\t x",
            "Tỷ lệ {{so}} {{{x}}}",
            "😀\u{e000}\u{fffd}",
            "-->",
        ] {
            let xml = format!("<p>{}</p>", escape(text));
            let tree = roxmltree::Document::parse(&xml).expect("well-formed");
            assert_eq!(tree.root_element().text().unwrap_or(""), text);
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_dropped() {
        assert_eq!(escape("a\u{0}b\u{8}\u{b}c\u{1f}\u{fffe}\u{ffff}d"), "abcd");
    }
}

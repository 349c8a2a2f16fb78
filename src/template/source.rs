//! A template text with lines and columns: where a tag, and a name inside it, stands.

/// A text and the words that name it in a message.
#[derive(Debug, Clone)]
pub(super) struct Source<'a> {
    /// `mẫu "ke-hoach"`.
    pub place: String,
    pub text: &'a str,
    /// Byte offset of each line's start.
    lines: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(place: String, text: &'a str) -> Source<'a> {
        let after_feeds =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(offset, _)| offset + 1);
        let lines = std::iter::once(0).chain(after_feeds).collect();
        Source { place, text, lines }
    }

    /// 1-based line and column (in characters) of a byte offset.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    /// Byte offset of a 1-based line and column.
    pub(super) fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let rest = self.text.get(start..).unwrap_or("");
        rest.char_indices()
            .nth(column.saturating_sub(1))
            .map_or(self.text.len(), |(offset, _)| start + offset)
    }

    /// Where `name` stands as a whole word inside the tag that opens at `tag`; the tag itself if it does not.
    pub(super) fn find_in_tag(&self, tag: usize, name: &str) -> usize {
        let rest = self.text.get(tag..).unwrap_or("");
        let end = rest.find("}}").unwrap_or(rest.len());
        whole_word(&rest[..end], name).map_or(tag, |offset| tag + offset)
    }

    /// The first `{{else …}}` tag after `from` that holds `name` as a whole word; `from` if there is none.
    pub(super) fn find_else(&self, from: usize, name: &str) -> usize {
        let mut at = from;
        while let Some(found) = self.text.get(at..).and_then(|rest| rest.find("{{")) {
            let tag = at + found;
            let body = &self.text[tag + 2..];
            let end = body.find("}}").unwrap_or(body.len());
            let inside = body[..end].trim_start_matches('~').trim_start();
            let is_else = inside.starts_with("else") || inside.starts_with('^');
            if let (true, Some(offset)) = (is_else, whole_word(&body[..end], name)) {
                return tag + 2 + offset;
            }
            at = tag + 2;
        }
        from
    }
}

/// Byte offset of `word` in `text`, not as a part of a longer name.
fn whole_word(text: &str, word: &str) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    let part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '/' | '@');
    text.match_indices(word).map(|(offset, _)| offset).find(|&offset| {
        let before = text[..offset].chars().next_back();
        let after = text[offset + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn lines_and_columns_count_letters_not_bytes() {
        let source = Source::new("mẫu".into(), "Tỷ lệ {{a}}\nđạt {{#if bb}}{{else if b}}");
        let tag = source.text.find("{{a").unwrap();
        assert_eq!(source.position(tag), (1, 7));
        assert_eq!(source.offset(1, 7), tag);
        let block = source.text.find("{{#if").unwrap();
        assert_eq!(source.position(source.find_in_tag(block, "bb")), (2, 11));
        assert_eq!(source.position(source.find_in_tag(block, "b")), (2, 5), "not inside a longer name");
        assert_eq!(source.position(source.find_else(block, "b")), (2, 25));
        assert_eq!(source.offset(2, 999), source.text.len());
    }
}

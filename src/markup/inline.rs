//! White space as CSS collapses it, capitals, runs of one style.

use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::computed::Computed;
use crate::document::{Inline, Inlines, TextStyle};

/// The words of one paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Run {
    items: Inlines,
    /// The last text while it grows; empty: it stands in `items` whole.
    open: String,
    /// A space waits here until a word follows it: spaces at the ends of lines vanish.
    space: Option<Arc<TextStyle>>,
    /// Something other than a break stands on the present line.
    inside: bool,
    /// Byte offset of the first word.
    at: Option<usize>,
}

impl Run {
    /// `room` is an empty string whose memory is used.
    pub fn new(room: String) -> Run {
        Run { open: room, ..Run::default() }
    }

    /// Gives the room back.
    pub fn into_room(mut self) -> String {
        self.open.clear();
        self.open
    }

    /// Adds text; a space is space, tab or line end. U+00A0 is a letter.
    pub fn text(&mut self, text: &str, at: usize, style: &Computed) {
        if !style.uppercase && is_collapsed(text) {
            self.at.get_or_insert(at);
            return self.word(text, style);
        }
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.find(is_space).unwrap_or(rest.len());
            if word > 0 {
                self.at.get_or_insert(at + (text.len() - rest.len()));
                self.word(&rest[..word], style);
            }
            rest = &rest[word..];
            let blank = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
            if blank > 0 && self.inside && self.space.is_none() {
                self.space = Some(style.text.clone());
            }
            rest = &rest[blank..];
        }
    }

    fn word(&mut self, word: &str, style: &Computed) {
        if let Some(space) = self.space.take() {
            self.push(" ", &space);
        }
        if style.uppercase {
            self.push(&word.to_uppercase(), &style.text);
        } else {
            self.push(word, &style.text);
        }
        self.inside = true;
    }

    fn push(&mut self, part: &str, style: &Arc<TextStyle>) {
        match self.items.last_mut() {
            Some(Inline::Text { text, style: last }) if Arc::ptr_eq(last, style) || last == style => {
                if self.open.is_empty() {
                    self.open.push_str(text);
                }
                self.open.push_str(part);
            }
            _ => {
                self.close();
                self.items.push(Inline::Text { text: part.into(), style: style.clone() });
            }
        }
    }

    /// The last text has grown to its end.
    fn close(&mut self) {
        if let Some(Inline::Text { text, .. }) = self.items.last_mut()
            && !self.open.is_empty()
        {
            *text = self.open.as_str().into();
        }
        self.open.clear();
    }

    /// `<br/>`.
    pub fn line_break(&mut self, at: usize) {
        self.at.get_or_insert(at);
        self.space = None;
        self.inside = false;
        self.close();
        self.items.push(Inline::Break);
    }

    /// A new line if something stands on this one.
    pub fn new_line(&mut self, at: usize) {
        if self.inside {
            self.line_break(at);
        }
    }

    /// Where the first word or break stands; `None`: nothing but spaces.
    pub fn start(&self) -> Option<usize> {
        self.at
    }

    /// The runs, NFC; after them another paragraph may begin.
    pub fn finish(&mut self) -> Inlines {
        self.close();
        (self.space, self.inside, self.at) = (None, false, None);
        for item in &mut self.items {
            if let Inline::Text { text, .. } = item
                && !is_composed(text)
                && !is_nfc(text)
            {
                *text = text.nfc().collect();
            }
        }
        std::mem::take(&mut self.items)
    }
}

/// Only letters that stand for themselves in NFC: those of Vietnamese, and common marks. Most texts need no more than this look.
fn is_composed(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\0'..='\u{2ff}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203a}'))
}

/// Words with single spaces between them and nothing around them: most texts are so already.
fn is_collapsed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let outer = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    !outer(bytes.first())
        && !outer(bytes.last())
        && !bytes.iter().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c'))
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// The words of runs, for places that hold text only; a break is a space.
pub(super) fn flat(inlines: &[Inline]) -> String {
    let words = inlines.iter().map(|inline| match inline {
        Inline::Text { text, .. } => text.as_str(),
        Inline::Break => " ",
    });
    words.collect::<String>().trim_matches(' ').to_string()
}

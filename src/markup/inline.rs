//! White space as CSS collapses it, capitals, runs of one style.

use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::computed::Computed;
use crate::document::{Inline, TextStyle};

/// The words of one paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Run {
    items: Vec<Inline>,
    /// A space waits here until a word follows it: spaces at the ends of lines vanish.
    space: Option<Arc<TextStyle>>,
    /// Something other than a break stands on the present line.
    inside: bool,
    /// Byte offset of the first word.
    at: Option<usize>,
}

impl Run {
    /// Adds text; a space is space, tab or line end. U+00A0 is a letter.
    pub fn text(&mut self, text: &str, at: usize, style: &Computed) {
        if !style.uppercase && is_collapsed(text) {
            self.at.get_or_insert(at);
            return self.word(text, style, text.len());
        }
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.find(is_space).unwrap_or(rest.len());
            if word > 0 {
                self.at.get_or_insert(at + (text.len() - rest.len()));
                self.word(&rest[..word], style, rest.len());
            }
            rest = &rest[word..];
            let blank = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
            if blank > 0 && self.inside && self.space.is_none() {
                self.space = Some(style.text.clone());
            }
            rest = &rest[blank..];
        }
    }

    /// A word of a text of which so many bytes are left.
    fn word(&mut self, word: &str, style: &Computed, left: usize) {
        if let Some(space) = self.space.take() {
            self.push(" ", &space, left + 1);
        }
        if style.uppercase {
            self.push(&word.to_uppercase(), &style.text, left);
        } else {
            self.push(word, &style.text, left);
        }
        self.inside = true;
    }

    fn push(&mut self, part: &str, style: &Arc<TextStyle>, room: usize) {
        match self.items.last_mut() {
            Some(Inline::Text { text, style: last }) if Arc::ptr_eq(last, style) || last == style => {
                text.push_str(part)
            }
            _ => {
                let mut text = String::with_capacity(room.max(part.len()));
                text.push_str(part);
                // Most paragraphs are one text in one style.
                if self.items.is_empty() {
                    self.items.reserve_exact(1);
                }
                self.items.push(Inline::Text { text, style: style.clone() });
            }
        }
    }

    /// `<br/>`.
    pub fn line_break(&mut self, at: usize) {
        self.at.get_or_insert(at);
        self.space = None;
        self.inside = false;
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

    /// The runs, NFC.
    pub fn finish(mut self) -> Vec<Inline> {
        for item in &mut self.items {
            if let Inline::Text { text, .. } = item
                && !is_composed(text)
                && !is_nfc(text)
            {
                *text = text.nfc().collect();
            }
        }
        self.items
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

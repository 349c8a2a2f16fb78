//! Colors of the terminal, or none.

use crate::domain::Trend;
use crate::finding::Severity;

/// With or without colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    pub colors: bool,
}

impl Paint {
    fn dye(self, code: &str, text: &str) -> String {
        if self.colors { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub fn bold(self, text: &str) -> String {
        self.dye("1", text)
    }

    pub fn faint(self, text: &str) -> String {
        self.dye("2", text)
    }

    /// The severity's word in its color; the word stands beside every color.
    pub fn severity(self, severity: Severity) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "33",
            Severity::Note => "36",
        };
        self.dye(code, severity.vietnamese())
    }

    /// A change's word in its color: green is better, red is worse.
    pub fn trend(self, trend: Trend, word: &str) -> String {
        match trend {
            Trend::Better => self.dye("32", word),
            Trend::Worse => self.dye("31", word),
            Trend::Neutral => word.to_owned(),
        }
    }
}

/// Control characters out: a cell's or file's text must not drive the terminal.
pub fn safe(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !('\u{202a}'..='\u{202e}').contains(letter))
        .collect()
}

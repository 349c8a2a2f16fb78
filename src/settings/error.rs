//! Why a run cannot begin: one Vietnamese sentence, with the line of tonghop.toml where there is one.

/// A failure of the settings. Prints as `tonghop.toml, dòng 12: …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError {
    /// 1-based line of tonghop.toml.
    pub line: Option<usize>,
    /// The key, dotted from the top: `co-quan.ten`.
    pub key: Option<String>,
    /// A Vietnamese sentence.
    pub message: String,
}

impl SettingsError {
    pub(super) fn new(message: impl Into<String>) -> SettingsError {
        SettingsError { line: None, key: None, message: message.into() }
    }
}

impl std::fmt::Display for SettingsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "tonghop.toml, dòng {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for SettingsError {}

//! What is wrong with a template: where, what, and what was probably meant, in Vietnamese.

use std::fmt;

/// One fault in a template or in a paragraph of tonghop.toml.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TemplateError {
    /// `mẫu "ke-hoach"`, or `tonghop.toml: van-ban "ke-hoach", noi-dung.muc-tieu đoạn 2`.
    pub place: String,
    /// 1-based line and column (in characters); `None` where the fault is an absence.
    pub position: Option<(usize, usize)>,
    /// One sentence without the full stop.
    pub message: String,
    /// The known name that was probably meant.
    pub suggestion: Option<String>,
}

impl fmt::Display for TemplateError {
    /// `mẫu "ke-hoach", dòng 12, cột 7: không có tên "van_bann"; có phải là "van_ban"?`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)?;
        if let Some((line, column)) = self.position {
            write!(f, ", dòng {line}, cột {column}")?;
        }
        write!(f, ": {}", self.message)?;
        match &self.suggestion {
            Some(name) => write!(f, "; có phải là \"{name}\"?"),
            None => Ok(()),
        }
    }
}

/// All faults found in one pass, in the order of the text; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateErrors(pub Vec<TemplateError>);

impl fmt::Display for TemplateErrors {
    /// One fault a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for TemplateErrors {}

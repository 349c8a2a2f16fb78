//! What a command has to say, and with which exit code.

use serde_json::Value;

/// Texts for the two streams, and the exit code.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Results, for stdout.
    pub out: String,
    /// Findings and progress, for stderr.
    pub err: String,
    /// 0 clean, 1 findings at or above the fail level, 2 the run could not go on.
    pub code: u8,
    /// The result for machines, where `--format json` was asked for.
    pub json: Option<Value>,
}

impl Answer {
    /// Two answers, one after the other; the graver code counts.
    pub fn and(mut self, other: Answer) -> Answer {
        if !self.out.is_empty() && !other.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(&other.out);
        self.err.push_str(&other.err);
        self.code = self.code.max(other.code);
        self
    }

    /// The answer to a run that could not go on: one sentence, then its causes.
    pub fn failure(plan: Option<&str>, error: &anyhow::Error) -> Answer {
        let mut err = match plan {
            Some(plan) => format!("lỗi: {plan}: {error}\n"),
            None => format!("lỗi: {error}\n"),
        };
        for cause in error.chain().skip(1) {
            err.push_str(&format!("  nguyên nhân: {cause}\n"));
        }
        Answer { err, code: 2, ..Answer::default() }
    }
}

//! What a command has to say, and with which exit code.

use std::error::Error;
use std::io::{self, ErrorKind};

use serde_json::{Value, json};

use crate::export::SCHEMA_VERSION;

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
            err.push_str(&format!("  nguyên nhân: {}\n", said(cause)));
        }
        Answer { err, code: 2, json: Some(failed(plan, error)), ..Answer::default() }
    }

    /// The same answer with its result as JSON on stdout: every object carries `schema_version`; a command that has
    /// only words gives them as `text`.
    pub fn for_machines(mut self) -> Answer {
        let ready = |text: &str| serde_json::from_str::<Value>(text).is_ok_and(|value| value.is_object());
        let value = match self.json.take() {
            Some(value) => value,
            None if ready(&self.out) => return self,
            None => json!({ "text": self.out }),
        };
        let mut whole = json!({ "schema_version": SCHEMA_VERSION });
        match (whole.as_object_mut(), value) {
            (Some(whole), Value::Object(value)) => whole.extend(value),
            (Some(whole), other) => {
                whole.insert("result".to_owned(), other);
            }
            (None, _) => {}
        }
        self.out = format!("{whole:#}\n");
        self
    }
}

/// A cause for people: what the system says in its own language is said in theirs, with its number for a search.
pub(super) fn said(cause: &(dyn Error + 'static)) -> String {
    let Some((system, code)) = cause.downcast_ref().and_then(|e: &io::Error| Some((e, e.raw_os_error()?)))
    else {
        return cause.to_string();
    };
    let words = match system.kind() {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này",
        ErrorKind::PermissionDenied => "không có quyền đọc, ghi, hoặc tệp đang mở ở chương trình khác",
        ErrorKind::NotADirectory => "đây không phải là thư mục",
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp",
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
        ErrorKind::StorageFull => "đĩa đã đầy",
        ErrorKind::InvalidFilename => "tên tệp quá dài hoặc có ký tự không được dùng",
        _ => return cause.to_string(),
    };
    format!("{words} (mã lỗi hệ thống {code})")
}

/// A failure for machines: `error`, then its `causes`.
fn failed(plan: Option<&str>, error: &anyhow::Error) -> Value {
    let causes: Vec<String> = error.chain().skip(1).map(said).collect();
    match plan {
        Some(plan) => json!({ "plan": plan, "error": error.to_string(), "causes": causes }),
        None => json!({ "error": error.to_string(), "causes": causes }),
    }
}

#[cfg(test)]
mod tests {
    use super::Answer;
    use anyhow::anyhow;

    #[test]
    fn machines_get_one_object_with_a_version() {
        let failure = Answer::failure(None, &anyhow!("đĩa đầy").context("Không ghi được")).for_machines();
        let value: serde_json::Value = serde_json::from_str(&failure.out).unwrap();
        assert_eq!(value["schema_version"], 1);
        assert_eq!((&value["error"], &value["causes"][0]), (&"Không ghi được".into(), &"đĩa đầy".into()));
        assert_eq!(failure.code, 2);
        let words = Answer { out: "xin chào\n".into(), ..Answer::default() }.for_machines();
        assert!(words.out.contains("\"text\": \"xin chào\\n\""), "{}", words.out);
        let ready = Answer { out: words.out.clone(), ..Answer::default() }.for_machines();
        assert_eq!(ready.out, words.out);
    }

    /// What the system says in English reaches nobody where the reason is a common one; other causes stay as they are.
    #[test]
    fn causes_are_said_in_vietnamese() {
        let missing = std::fs::read("khong-co-tep-nay").unwrap_err();
        let failure = Answer::failure(None, &anyhow::Error::new(missing).context("Không đọc được"));
        let expected =
            "lỗi: Không đọc được\n  nguyên nhân: không có tệp hoặc thư mục này (mã lỗi hệ thống 2)\n";
        assert_eq!(failure.err, expected);
        let own = anyhow::Error::new(std::io::Error::other("hỏng ở ô B7")).context("Không đọc được");
        assert_eq!(Answer::failure(None, &own).err, "lỗi: Không đọc được\n  nguyên nhân: hỏng ở ô B7\n");
    }
}

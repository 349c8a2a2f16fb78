//! The manual entry of a finding code, and the list of all codes.

use std::fmt::Write;

use super::paint::Paint;
use crate::finding::Code;

pub fn manual(code: Code, paint: Paint) -> String {
    format!(
        "{} ({})\n\n{}\n\nCách sửa: {}\n",
        paint.bold(&format!("{} {}", code.id(), code.title())),
        code.severity().vietnamese(),
        code.meaning(),
        code.remedy(),
    )
}

pub fn codes(paint: Paint) -> String {
    Code::ALL.iter().fold(String::new(), |mut out, code| {
        let _ = writeln!(out, "{}  {}  {}", code.id(), paint.severity(code.severity()), code.title());
        out
    })
}

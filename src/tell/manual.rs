//! The manual entry of a finding code, and the list of all codes.

use std::fmt::Write;

use super::paint::Paint;
use crate::finding::Code;

pub fn manual(code: Code, paint: Paint) -> String {
    let mut out = format!(
        "{} ({})\n\nÝ nghĩa: {}\n",
        paint.bold(&format!("{} {}", code.id(), code.title())),
        code.severity().vietnamese(),
        code.meaning(),
    );
    for (label, words) in parts(code) {
        let _ = write!(out, "\n{label}: {words}\n");
    }
    out
}

/// What is said beside the meaning; a code that needs no reason or example has none.
fn parts(code: Code) -> impl Iterator<Item = (&'static str, &'static str)> {
    [("Vì sao cần sửa", code.reason()), ("Ví dụ", code.example()), ("Cách sửa", code.remedy())]
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
}

/// The whole manual as Markdown: `docs/rules.md`.
pub fn rules() -> String {
    let mut out = String::from(RULES_HEAD);
    for code in Code::ALL {
        let severity = code.severity().vietnamese();
        let (id, title, meaning) = (code.id(), code.title(), code.meaning());
        let _ = write!(out, "\n## {id} {title}\n\nMức độ: **{severity}**.\n\n{meaning}\n\n");
        for (label, words) in parts(*code) {
            let _ = writeln!(out, "- **{label}.** {words}");
        }
    }
    out
}

const RULES_HEAD: &str = "# Các mã phát hiện\n\n\
    Trang này được sinh từ chương trình (`UPDATE=1 cargo test --test it`); `tonghop explain MÃ` nói cùng nội dung.\n\n\
    Mức độ có ba bậc: *lỗi* (bản chính thức không lập được), *cảnh báo* (cần xem lại), *ghi chú* (để biết). Cơ quan đổi mức độ\n\
    của một mã ở mục `[muc-do]` của tonghop.toml, ví dụ `TH0311 = \"ghi-chu\"` (`loi`, `canh-bao`, `ghi-chu`). Việc đó chỉ đổi cách\n\
    trình bày và mã thoát; số liệu đã bị loại vì lỗi vẫn không được tổng hợp.\n";

pub fn codes(paint: Paint) -> String {
    Code::ALL.iter().fold(String::new(), |mut out, code| {
        let _ = writeln!(out, "{}  {}  {}", code.id(), paint.severity(code.severity()), code.title());
        out
    })
}

//! The manual entry of a finding code, and the list of all codes.

use std::fmt::Write;

use super::paint::Paint;
use crate::finding::Code;

pub fn manual(code: Code, paint: Paint) -> String {
    format!(
        "{} ({})\n\nÝ nghĩa: {}\n\nVì sao cần sửa: {}\n\nVí dụ: {}\n\nCách sửa: {}\n",
        paint.bold(&format!("{} {}", code.id(), code.title())),
        code.severity().vietnamese(),
        code.meaning(),
        code.reason(),
        code.example(),
        code.remedy(),
    )
}

/// The whole manual as Markdown: `docs/rules.md`.
pub fn rules() -> String {
    let mut out = String::from(RULES_HEAD);
    for code in Code::ALL {
        let _ = write!(
            out,
            "\n## {} {}\n\nMức độ: **{}**.\n\n{}\n\n- **Vì sao cần sửa.** {}\n- **Ví dụ.** {}\n- **Cách sửa.** {}\n",
            code.id(),
            code.title(),
            code.severity().vietnamese(),
            code.meaning(),
            code.reason(),
            code.example(),
            code.remedy(),
        );
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

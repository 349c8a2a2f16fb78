//! Can a screen reader and an archive use the file: tags, language, title?
//!
//! Law of the format: ISO 14289-1 (PDF/UA), 7.1, 7.2. Example: a file “printed” to PDF. To mend: export as tagged PDF (PDF/UA)
//! with the document's language and title set.

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

const TAGS: &str = "ISO 14289-1, 7.1";
const LANGUAGE: &str = "ISO 14289-1, 7.2";

pub const RULE: Rule = Rule {
    codes: &[Code::NotTagged, Code::LanguageMissing, Code::TitleMissing],
    article: |_| format!("{TAGS}; {LANGUAGE}"),
    check,
};

fn check(view: &View<'_>) -> Vec<Finding> {
    let claims = &view.paper.claims;
    let mut found = Vec::new();
    if !claims.tree || !claims.marked {
        let what = if claims.tree { "MarkInfo" } else { "StructTreeRoot" };
        let message = format!("PDF không có thẻ cấu trúc (thiếu {what})");
        found.push(fault(Code::NotTagged, None, message, TAGS));
    }
    match claims.language.as_deref() {
        None => found.push(
            fault(Code::LanguageMissing, None, "PDF không ghi ngôn ngữ".into(), LANGUAGE).expected("vi-VN"),
        ),
        Some(language) if !language.to_lowercase().starts_with("vi") => {
            let finding = fault(
                Code::LanguageMissing,
                None,
                "Ngôn ngữ ghi trong PDF không phải tiếng Việt".into(),
                LANGUAGE,
            );
            found.push(finding.found(language).expected("vi-VN"));
        }
        Some(_) => {}
    }
    if claims.title.is_none() {
        found.push(fault(Code::TitleMissing, None, "PDF không có tiêu đề".into(), TAGS));
    }
    found
}

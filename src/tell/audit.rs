//! The audit of a PDF: its findings one by one, and a line that sums them up.

use std::fmt::Write;

use super::paint::{Paint, safe};
use crate::finding::{Findings, Severity};

/// `ke-hoach.pdf: 14 trang, theo Nghị định 30/2020/NĐ-CP: 0 lỗi, 0 cảnh báo, 1 ghi chú`
pub fn summary(file: &str, pages: usize, profile: &str, findings: &Findings, paint: Paint) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| format!("{} {}", findings.count(severity), severity.vietnamese()));
    format!("{}: {pages} trang, soát theo {profile}: {}\n", paint.bold(&safe(file)), counts.join(", "))
}

/// Every finding with what was seen, what is needed and how to mend it; notes only where they are asked for.
pub fn findings(findings: &Findings, notes: bool, paint: Paint) -> String {
    let mut out = String::new();
    for finding in findings.iter().filter(|finding| notes || finding.severity > Severity::Note) {
        let (severity, id) = (paint.severity(finding.severity), finding.code.id());
        let place = safe(&finding.place.to_string());
        let _ = writeln!(out, "{severity} {id} {place}: {}", safe(&finding.message));
        let seen = finding.found.as_deref().map(|found| format!("thấy “{}”", safe(found)));
        let needed = finding.expected.as_deref().map(|expected| format!("cần {}", safe(expected)));
        let details: Vec<String> = seen.into_iter().chain(needed).collect();
        if !details.is_empty() {
            let _ = writeln!(out, "    {}", details.join(", "));
        }
        if finding.severity > Severity::Note {
            let help = finding.help.as_deref().unwrap_or_else(|| finding.code.remedy());
            let _ = writeln!(out, "    {}", paint.faint(&format!("Cách sửa: {}", safe(help))));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{findings, summary};
    use crate::finding::{Code, Finding, Findings, Place};
    use crate::tell::Paint;

    #[test]
    fn page_article_and_remedy_are_told() {
        let mut list = Findings::default();
        let place = Place { file: Some("a.pdf".into()), cell: Some("trang 3".into()), ..Place::default() };
        list.add(Finding::new(Code::MarginWrong, "Lề trái không đúng (khoản 3).").at(place).found("10 mm"));
        let paint = Paint { colors: false };
        let told = findings(&list, false, paint);
        assert!(told.starts_with("lỗi TH0704 a.pdf › trang 3: Lề trái"), "{told}");
        assert!(told.contains("thấy “10 mm”") && told.contains("Cách sửa"));
        assert!(summary("a.pdf", 3, "Nghị định", &list, paint).contains("1 lỗi, 0 cảnh báo"));
    }
}

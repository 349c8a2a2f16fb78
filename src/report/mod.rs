//! Plan and findings in, `kiem-tra.html` out: one self-contained page for the office, read without any script.
//!
//! 1. `html` – text made safe, the few elements that the page is made of
//! 2. `style` – the stylesheet, for screen and print
//! 3. `received` – who has sent what, and how far the plan is
//! 4. `faults` – faults by department, with cell addresses
//! 5. `holes` – conflicts and missing figures
//! 6. `exempt` – findings that the office accepts

mod exempt;
mod faults;
mod holes;
mod html;
mod received;
mod style;

use crate::domain::{Plan, date};
use crate::finding::{Findings, Severity};
use html::Page;

/// The page, as UTF-8 text. Nothing in it is fetched from anywhere; every word from a file is escaped.
pub fn report(plan: &Plan, findings: &Findings) -> String {
    let mut page = Page::default();
    let title = format!("Kết quả kiểm tra: {}", plan.settings.title);
    page.raw("<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    // No script, no frame, nothing from outside, whatever a cell may hold.
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page.element("title", "", &title);
    page.raw("<style>\n");
    page.raw(style::STYLE);
    page.raw("</style>\n</head>\n<body>\n<header>\n");
    page.element("p", "co-quan", &plan.settings.office.drafter);
    page.element("h1", "", &title);
    page.element("p", "phu", &subtitle(plan, findings));
    page.raw("</header>\n");
    contents(&mut page);
    received::progress(&mut page, plan, findings);
    received::submissions(&mut page, plan, findings);
    faults::faults(&mut page, plan, findings);
    holes::conflicts(&mut page, plan);
    holes::missing(&mut page, plan);
    exempt::exemptions(&mut page, plan);
    page.raw("<footer><p>Trang do tonghop lập, đọc được không cần mạng. Mã phát hiện: gõ “tonghop explain MÃ”.</p></footer>\n</body>\n</html>\n");
    page.text
}

fn subtitle(plan: &Plan, findings: &Findings) -> String {
    let count = |severity| findings.count(severity);
    format!(
        "Số liệu đến ngày {}. {} lỗi, {} cảnh báo, {} ghi chú.",
        date::short(plan.as_of),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    )
}

fn contents(page: &mut Page) {
    page.raw("<nav aria-label=\"Mục lục\"><ol>\n");
    for (id, title) in [
        ("tien-do", "Tiến độ"),
        ("ban-nop", "Tình hình nộp"),
        ("noi-dung", "Nội dung cần sửa theo đơn vị"),
        ("xung-dot", "Số liệu các đơn vị đưa khác nhau"),
        ("con-thieu", "Số liệu còn thiếu, số tạm tính"),
        ("mien-tru", "Nội dung được miễn trừ"),
    ] {
        page.raw(&format!("<li><a href=\"#{id}\">{title}</a></li>\n"));
    }
    page.raw("</ol></nav>\n");
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::report;
    use crate::domain::fixture::{day, settings, spec};
    use crate::domain::{Aggregation, Plan, SubmissionRecord, SubmissionStatus};
    use crate::finding::{Code, Finding, Findings, Place};

    const HOSTILE: &str = "</td><script>alert('1')</script><img src=x onerror=\"y\">&\u{202e}\u{1}";

    pub(super) fn plan() -> Plan {
        let record = |code: &str, file: Option<&str>, status| SubmissionRecord {
            department: code.into(),
            department_name: format!("Đơn vị {code}"),
            territory: false,
            file: file.map(Into::into),
            sha256: file.map(|_| "0123456789abcdef".into()),
            round: file.map(|_| 1),
            date: None,
            deadline: Some(day(9, 25)),
            late: false,
            status,
            figures: 3,
            tasks: 1,
            opinions: 0,
            replaced: 0,
            changes: String::new(),
        };
        Plan {
            settings: Arc::new(settings(vec![spec("CT01", "hộ", "TCKH", Aggregation::Owner)])),
            as_of: day(9, 25),
            indicators: Vec::new(),
            tasks: Vec::new(),
            opinions: Vec::new(),
            submissions: vec![
                record("TCKH", Some(HOSTILE), SubmissionStatus::AcceptedWithErrors),
                record("KT", None, SubmissionStatus::Missing),
            ],
            decisions: Default::default(),
            waived: Vec::new(),
            notes: Vec::new(),
            groups: Vec::new(),
            changes: None,
            assessed: Default::default(),
            units: "đơn vị".into(),
        }
    }

    fn findings() -> Findings {
        let mut findings = Findings::default();
        for row in [7, 9, 10, 11] {
            let place = Place::cell(HOSTILE, "ChiTieu", format!("E{row}"));
            let finding = Finding::new(Code::FigureRequired, HOSTILE).at(place).of("TCKH");
            findings.add(finding.expected("150").found("120").difference("-30"));
        }
        findings
    }

    #[test]
    fn hostile_words_stay_words() {
        let page = report(&plan(), &findings());
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert!(!page.contains('\u{1}') && !page.contains('\u{202e}'));
        assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)"));
    }

    #[test]
    fn cells_difference_and_progress_stand_on_the_page() {
        let page = report(&plan(), &findings());
        for words in ["E7, E9–E11", "chênh lệch -30", "1/2", "Chưa nộp", "TH0301"] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("src=\"") && !page.contains("@import") && !page.contains("url("));
    }

    #[test]
    fn every_element_is_closed() {
        let page = report(&plan(), &findings());
        for tag in ["table", "tr", "td", "th", "section", "div", "ol", "ul", "li", "details", "p", "h2", "h3"]
        {
            let open = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(open, page.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}

//! Findings that the office accepts: what, by whom, when, why.

use super::html::Page;
use crate::domain::{Plan, date};

/// Every waived finding, in the order in which they were found.
pub(super) fn exemptions(page: &mut Page, plan: &Plan) {
    page.section("mien-tru", "6. Nội dung được miễn trừ");
    if plan.waived.is_empty() {
        page.element("p", "khong-co", "Không có.");
        page.raw("</section>\n");
        return;
    }
    page.table("mien-tru", &["Mã", "Đơn vị", "Nội dung", "Người quyết định", "Ngày", "Lý do"]);
    for (finding, waiver) in plan.exemptions() {
        let department = plan.settings.catalogue.department_name(finding.department.as_deref().unwrap_or(""));
        let signed = waiver.map(|waiver| &waiver.signed);
        page.row(&[
            ("giua", finding.code.id()),
            ("", department),
            ("", &format!("{} ({})", finding.message, finding.place)),
            ("", signed.map_or("", |signed| &signed.by)),
            ("giua", &signed.and_then(|signed| signed.on).map(date::short).unwrap_or_default()),
            ("", signed.map_or("", |signed| &signed.why)),
        ]);
    }
    page.end_table();
    page.raw("</section>\n");
}

#[cfg(test)]
mod tests {
    use super::super::tests::plan;
    use super::{Page, exemptions};
    use crate::domain::decision::{Signed, Waiver, finding_mark};
    use crate::domain::fixture::{day, origin};
    use crate::finding::{Code, Finding};

    #[test]
    fn a_waived_finding_stands_with_who_when_and_why() {
        let mut plan = plan();
        let mut page = Page::default();
        exemptions(&mut page, &plan);
        assert!(page.text.contains("Không có."));
        let finding = Finding::new(Code::SubmissionLate, "Nộp <muộn>.").of("TCKH");
        let signed = Signed {
            by: "Trưởng phòng".into(),
            on: Some(day(9, 24)),
            why: "Đã báo".into(),
            origin: origin("quyet-dinh.xlsx", "", 0),
        };
        plan.decisions.waivers.push(Waiver {
            code: "TH0110".into(),
            department: "TCKH".into(),
            place: String::new(),
            mark: finding_mark(&finding),
            signed,
        });
        plan.waived.push(finding);
        let mut page = Page::default();
        exemptions(&mut page, &plan);
        for words in ["TH0110", "Nộp &lt;muộn&gt;.", "Trưởng phòng", "24/09/2023", "Đã báo"] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
    }
}

//! Who has sent what, and how far the plan is.

use std::collections::{BTreeMap, BTreeSet};

use super::html::Page;
use crate::domain::{Plan, Status, SubmissionRecord, SubmissionStatus, date};
use crate::finding::{Findings, Severity};

/// Bars with their numbers: departments, plan figures, headline figures, what is agreed.
pub(super) fn progress(page: &mut Page, plan: &Plan, findings: &Findings) {
    page.section("tien-do", "1. Tiến độ");
    page.raw("<table class=\"tien-do\">\n<tbody>\n");
    let all: BTreeSet<&str> = plan.submissions.iter().map(|record| &*record.department).collect();
    let sent: BTreeSet<&str> = sent(plan).map(|record| &*record.department).collect();
    page.bar("Đơn vị đã nộp", sent.len(), all.len());
    let late: BTreeSet<&str> =
        plan.submissions.iter().filter(|record| record.late).map(|record| &*record.department).collect();
    page.bar("Đơn vị nộp đúng hạn (trong số đã nộp)", sent.difference(&late).count(), sent.len());
    let faulty: BTreeSet<&str> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter_map(|finding| finding.department.as_deref())
        .collect();
    page.bar("Đơn vị đã nộp, không còn lỗi", sent.difference(&faulty).count(), sent.len());
    let column = plan.settings.plan_column();
    let has = |status: Option<Status>| status.is_some_and(|status| status != Status::Missing);
    let status = |figures: &[crate::domain::Figure]| figures.get(column).map(|figure| figure.status);
    let have = plan.indicators.iter().filter(|one| has(status(&one.figures))).count();
    page.bar("Chỉ tiêu đã có số kế hoạch", have, plan.indicators.len());
    let headline: Vec<_> = plan.indicators.iter().filter(|one| one.headline).collect();
    if !headline.is_empty() {
        let have = headline.iter().filter(|one| has(status(&one.figures))).count();
        page.bar("Chỉ tiêu trọng yếu đã có số kế hoạch", have, headline.len());
    }
    let agreed = plan.indicators.iter().filter(|one| one.figures.iter().all(|figure| !figure.conflict));
    page.bar("Chỉ tiêu đã thống nhất số liệu", agreed.count(), plan.indicators.len());
    page.raw("</tbody>\n</table>\n</section>\n");
}

fn sent(plan: &Plan) -> impl Iterator<Item = &SubmissionRecord> {
    plan.submissions.iter().filter(|record| record.status != SubmissionStatus::Missing)
}

/// One row for each file, or for each department that sent none, in roster order.
pub(super) fn submissions(page: &mut Page, plan: &Plan, findings: &Findings) {
    // A file may hold several units side by side: what is said to one of them is no fault of the others.
    let mut counts: BTreeMap<(&str, Option<&str>), [usize; 2]> = BTreeMap::new();
    for finding in findings {
        if let Some(file) = &finding.place.file {
            let count = counts.entry((file, finding.department.as_deref())).or_default();
            match finding.severity {
                Severity::Error => count[0] += 1,
                Severity::Warning => count[1] += 1,
                Severity::Note => {}
            }
        }
    }
    page.section("ban-nop", "2. Tình hình nộp");
    page.table(
        "ban-nop",
        &[
            "TT",
            "Đơn vị",
            "Tệp",
            "Lần",
            "Ngày",
            "Tình trạng",
            "Số liệu",
            "Nhiệm vụ",
            "Ý kiến",
            "Lỗi",
            "Cảnh báo",
        ],
    );
    for (nth, record) in plan.submissions.iter().enumerate() {
        let file = record.file.as_deref().unwrap_or_default();
        let of = |whose: Option<&str>| counts.get(&(file, whose)).copied().unwrap_or_default();
        let department = Some(&*record.department).filter(|code| !code.is_empty());
        let (own, common) = (department.map_or([0; 2], |code| of(Some(code))), of(None));
        let (errors, warnings) = (own[0] + common[0], own[1] + common[1]);
        let number = |count: usize| if count == 0 { String::new() } else { count.to_string() };
        let day = record.date.map(date::short).unwrap_or_default();
        let day = if record.late { format!("{day} (muộn)") } else { day };
        let missing = record.status == SubmissionStatus::Missing;
        page.row(&[
            ("giua", &(nth + 1).to_string()),
            ("", &record.department_name),
            ("", file),
            ("giua", &record.round.map(|round| round.to_string()).unwrap_or_default()),
            ("giua", day.trim()),
            (if missing { "thieu" } else { "" }, record.status.vietnamese()),
            ("giua", &number(record.figures)),
            ("giua", &number(record.tasks)),
            ("giua", &number(record.opinions)),
            ("giua", &number(errors)),
            ("giua", &number(warnings)),
        ]);
    }
    page.end_table();
    page.element(
        "p",
        "phu",
        "“Số liệu”, “Nhiệm vụ”, “Ý kiến”: số lượng được tính vào kế hoạch; ô trống là không có.",
    );
    page.raw("</section>\n");
}

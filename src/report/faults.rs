//! Faults by department, most important first, with cell addresses and how to mend them.

use super::html::Page;
use crate::domain::Plan;
use crate::finding::group::{Entry, Group, Sentence};
use crate::finding::{Findings, Severity, group};

/// Of one kind so many stand open; the others open with a click and need no script.
const MOST: usize = 20;

/// Warnings and errors; the notes of a department are counted.
pub(super) fn faults(page: &mut Page, plan: &Plan, findings: &Findings) {
    page.section("noi-dung", "3. Nội dung cần sửa theo đơn vị");
    let groups = group(findings, Severity::Warning);
    if groups.is_empty() {
        page.element("p", "khong-co", "Không có nội dung phải sửa.");
    }
    for group in &groups {
        department(page, plan, group);
    }
    let notes = findings.count(Severity::Note);
    if notes > 0 {
        page.element(
            "p",
            "phu",
            &format!("Ngoài ra có {notes} ghi chú, xem sheet “Kiem tra” của tong-hop.xlsx."),
        );
    }
    page.raw("</section>\n");
}

fn department(page: &mut Page, plan: &Plan, group: &Group<'_>) {
    let name = match group.department {
        Some(code) => plan.settings.catalogue.department_name(code),
        None => "Chung (không thuộc riêng đơn vị nào)",
    };
    let (errors, warnings) = (group.count(Severity::Error), group.count(Severity::Warning));
    page.element("h3", "", &format!("{name}: {errors} lỗi, {warnings} cảnh báo"));
    page.table("noi-dung", &["Mức độ", "Ô", "Nội dung", "Cách sửa"]);
    for entry in &group.entries {
        row(page, entry);
    }
    page.end_table();
}

fn row(page: &mut Page, entry: &Entry<'_>) {
    let class = match entry.severity {
        Severity::Error => "loi",
        Severity::Warning => "canh-bao",
        Severity::Note => "ghi-chu",
    };
    page.raw("<tr>");
    page.element("td", class, &format!("{} {}", entry.severity.vietnamese(), entry.code.id()));
    page.raw("<td class=\"o\">");
    place(page, entry);
    page.raw("</td>\n<td>");
    match entry.sentences.as_slice() {
        [only] => sentence(page, only),
        many => {
            page.element("p", "", &format!("{}:", entry.code.title()));
            let (shown, more) = many.split_at(many.len().min(MOST));
            list(page, shown);
            if !more.is_empty() {
                page.raw("<details>\n");
                page.element("summary", "", &format!("và {} nội dung khác cùng loại", more.len()));
                list(page, more);
                page.raw("</details>\n");
            }
        }
    }
    page.raw("</td>\n");
    let help = entry.sentences.first().and_then(|one| one.finding.help.as_deref());
    page.element("td", "", help.unwrap_or(entry.code.remedy()));
    page.raw("</tr>\n");
}

fn list(page: &mut Page, sentences: &[Sentence<'_>]) {
    page.raw("<ul>\n");
    for one in sentences {
        page.raw("<li>");
        if !one.cells.is_empty() {
            page.raw("<strong>");
            page.say(&one.cells);
            page.raw("</strong>: ");
        }
        sentence(page, one);
        page.raw("</li>\n");
    }
    page.raw("</ul>\n");
}

fn place(page: &mut Page, entry: &Entry<'_>) {
    match (entry.sheet, &*entry.cells) {
        (Some(sheet), "") => page.say(sheet),
        (Some(sheet), cells) => page.say(&format!("{sheet}!{cells}")),
        (None, _) => {}
    }
    if let Some(file) = entry.file {
        page.raw(if entry.sheet.is_some() { "<br>" } else { "" });
        page.raw("<span class=\"chi-tiet\">");
        page.say(file);
        page.raw("</span>");
    }
}

fn sentence(page: &mut Page, sentence: &Sentence<'_>) {
    let finding = sentence.finding;
    page.say(&finding.message);
    let details =
        [("cần", &finding.expected), ("đang ghi", &finding.found), ("chênh lệch", &finding.difference)];
    let words: Vec<String> =
        details.iter().filter_map(|(label, value)| Some(format!("{label} {}", value.as_ref()?))).collect();
    if !words.is_empty() {
        page.raw("<br><span class=\"chi-tiet\">");
        page.say(&format!("({})", words.join("; ")));
        page.raw("</span>");
    }
}

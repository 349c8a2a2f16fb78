//! Conflicts with all their figures, plan figures that are missing, totals that are provisional.

use super::html::Page;
use crate::domain::{Figure, Indicator, Plan, Status};
use crate::finding::Place;

/// Every indicator and column for which departments differ.
pub(super) fn conflicts(page: &mut Page, plan: &Plan) {
    page.section("xung-dot", "4. Số liệu khác nhau chưa thống nhất");
    let found: Vec<_> = figures(plan).filter(|(_, _, figure)| figure.conflict).collect();
    if found.is_empty() {
        page.element("p", "khong-co", "Không có.");
    } else {
        page.table("xung-dot", &["Mã", "Chỉ tiêu", "Cột", "Đang dùng", "Các số đã gửi", "Quy tắc chọn"]);
        for (indicator, title, figure) in found {
            conflict(page, plan, indicator, title, figure);
        }
        page.end_table();
    }
    page.raw("</section>\n");
}

fn conflict(page: &mut Page, plan: &Plan, indicator: &Indicator, title: &str, figure: &Figure) {
    page.raw("<tr>");
    page.element("td", "giua", &indicator.code);
    page.element("td", "", &indicator.name);
    page.element("td", "", title);
    page.element("td", "", &words(figure, &indicator.unit));
    page.raw("<td><ul>\n");
    for candidate in &figure.candidates {
        let department = plan.settings.catalogue.department_name(&candidate.department);
        let said = candidate.figure.value.in_sentence(&indicator.unit);
        let place = Place::from(&candidate.figure.origin);
        page.element("li", "", &format!("{department}: {said} ({place})"));
    }
    page.raw("</ul></td>\n");
    page.element("td", "", &figure.rule_in_words());
    page.raw("</tr>\n");
}

/// Plan figures that nobody gave, and provisional ones.
pub(super) fn missing(page: &mut Page, plan: &Plan) {
    page.section("con-thieu", "5. Số liệu còn thiếu, số tạm tính");
    let column = plan.settings.plan_column();
    let mut any = false;
    for indicator in &plan.indicators {
        let figure = indicator.figures.get(column);
        let note = match figure.map(|figure| figure.status) {
            Some(Status::Present) => continue,
            Some(Status::Provisional) => provisional(plan, figure),
            Some(Status::Missing) | None => missing_words(plan, figure),
        };
        if !any {
            page.table("con-thieu", &["Mã", "Chỉ tiêu", "Đơn vị chủ trì", "Số kế hoạch", "Tình trạng"]);
            any = true;
        }
        page.row(&[
            ("giua", &indicator.code),
            ("", &indicator.name),
            ("", &indicator.owner_name),
            ("", &figure.map_or_else(String::new, |figure| words(figure, &indicator.unit))),
            ("", &note),
        ]);
    }
    if any {
        page.end_table();
    } else {
        page.element("p", "khong-co", "Không có.");
    }
    page.raw("</section>\n");
}

fn provisional(plan: &Plan, figure: Option<&Figure>) -> String {
    match figure.and_then(|figure| figure.coverage_words(&plan.units)) {
        Some(words) => format!("Tạm tính: {words}"),
        None => "Tạm tính: tính từ số tạm tính".to_string(),
    }
}

fn missing_words(plan: &Plan, figure: Option<&Figure>) -> String {
    match figure.and_then(|figure| figure.shortfall.as_ref()) {
        Some(short) => format!("Chưa có số liệu: {}", short.words(&plan.units)),
        None => "Chưa có số liệu".to_string(),
    }
}

fn words(figure: &Figure, unit: &str) -> String {
    figure.quantity.as_ref().map_or_else(String::new, |quantity| quantity.in_sentence(unit))
}

fn figures(plan: &Plan) -> impl Iterator<Item = (&Indicator, &str, &Figure)> {
    plan.indicators.iter().flat_map(|indicator| {
        let columns = plan.settings.columns.iter().map(|column| &*column.title);
        indicator.figures.iter().zip(columns).map(move |(figure, title)| (indicator, title, figure))
    })
}

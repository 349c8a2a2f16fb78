//! The two documents of the baselines: `digest` (a line, a task, an opinion a unit) and `full` (every row of every unit).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use tonghop::domain::{DocumentSpec, Plan};

/// The digest as a template of its own; it is printed from a plan cut down by [`digest`].
pub const DIGEST: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml" lang="vi-VN">
{{> chung/trang}}
<body>
{{> chung/bieu-chi-tieu}}
{{> chung/bieu-ban-nop}}
{{> chung/bieu-nhiem-vu}}
{{> chung/bieu-y-kien}}
</body>
</html>"#;

/// The same plan with the first task and the first opinion of every unit.
pub fn digest(plan: &Plan) -> Plan {
    let mut cut = Plan {
        settings: plan.settings.clone(),
        as_of: plan.as_of,
        indicators: plan.indicators.iter().map(without_candidates).collect(),
        tasks: Vec::new(),
        opinions: Vec::new(),
        submissions: plan.submissions.clone(),
        decisions: plan.decisions.clone(),
        waived: plan.waived.clone(),
        notes: Vec::new(),
        groups: plan.groups.clone(),
        changes: None,
        assessed: Default::default(),
        units: plan.units.clone(),
    };
    let mut seen = HashSet::new();
    cut.tasks.extend(plan.tasks.iter().filter(|task| seen.insert(&task.owner)).cloned());
    let mut seen = HashSet::new();
    cut.opinions.extend(plan.opinions.iter().filter(|opinion| seen.insert(&opinion.department)).cloned());
    cut
}

fn without_candidates(indicator: &tonghop::domain::Indicator) -> tonghop::domain::Indicator {
    let figure = |figure: &tonghop::domain::Figure| tonghop::domain::Figure {
        status: figure.status,
        quantity: figure.quantity.clone(),
        rule: figure.rule,
        conflict: figure.conflict,
        decision: figure.decision.clone(),
        candidates: Vec::new(),
        sources: Default::default(),
        coverage: figure.coverage,
        shortfall: figure.shortfall.clone(),
        caveat: figure.caveat.clone(),
        depends_on: figure.depends_on.clone(),
    };
    tonghop::domain::Indicator {
        figures: indicator.figures.iter().map(figure).collect(),
        code: indicator.code.clone(),
        ordinal: indicator.ordinal.clone(),
        group: indicator.group.clone(),
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        owner: indicator.owner.clone(),
        owner_name: indicator.owner_name.clone(),
        co_owner_names: indicator.co_owner_names.clone(),
        method: indicator.method.clone(),
        method_text: indicator.method_text.clone(),
        formula: indicator.formula.clone(),
        direction: indicator.direction,
        parent: indicator.parent.clone(),
        headline: indicator.headline,
        resolution: indicator.resolution.clone(),
        decimals: indicator.decimals,
        note: indicator.note.clone(),
        comparisons: indicator.comparisons.clone(),
    }
}

/// The order for the digest: the plan's first document, with another template.
pub fn order(plan: &Plan) -> DocumentSpec {
    let mut document = plan.settings.documents.first().cloned().unwrap_or_default();
    document.name = "digest".into();
    document.template = "digest".into();
    document
}

/// Every row of every unit, written as a template would write it.
///
/// No template may do this: the contract gives templates the consolidated figures, not each unit's own.
pub fn full(plan: &Plan) -> String {
    let mut out = String::from(HEAD);
    let units = rows(plan);
    let mut tasks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, task) in plan.tasks.iter().enumerate() {
        tasks.entry(&task.owner).or_default().push(at);
    }
    let mut opinions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, opinion) in plan.opinions.iter().enumerate() {
        opinions.entry(&opinion.department).or_default().push(at);
    }
    for department in &plan.settings.catalogue.departments {
        let _ = write!(out, "<h2 class=\"muc\">{}</h2>{TABLE}", department.name);
        for (at, row) in units.get(&*department.code).into_iter().flatten().enumerate() {
            let indicator = &plan.indicators[row.0];
            let _ = write!(out, "<tr><td class=\"giua\">{}</td><td>{}</td>", at + 1, indicator.name);
            let _ = write!(out, "<td class=\"giua\">{}</td>", indicator.unit);
            for text in &row.1 {
                let _ = write!(out, "<td class=\"so\">{text}</td>");
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table>");
        for at in tasks.get(&*department.name).into_iter().flatten() {
            let task = &plan.tasks[*at];
            let _ = write!(out, "<p>{}; {}; {}.</p>", task.content, task.product, task.deadline);
        }
        for at in opinions.get(&*department.code).into_iter().flatten() {
            let opinion = &plan.opinions[*at];
            let _ = write!(out, "<p>{}: {}.</p>", opinion.subject, opinion.content);
        }
    }
    out.push_str("</section></body></html>");
    out
}

const HEAD: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml" lang="vi-VN"><head><title>Báo cáo đầy đủ</title>
<link rel="stylesheet" href="nghi-dinh-30.css"/></head><body><section class="phu-luc-ngang">"#;

const TABLE: &str = r#"<table class="bieu" summary="Số liệu của đơn vị"><colgroup><col style="width: 12mm"/><col/>
<col style="width: 24mm"/><col style="width: 28mm"/><col style="width: 28mm"/><col style="width: 28mm"/>
<col style="width: 28mm"/></colgroup><thead><tr><th scope="col">TT</th><th scope="col">Chỉ tiêu</th>
<th scope="col">ĐVT</th><th scope="col">TH 2022</th><th scope="col">KH 2023</th><th scope="col">ƯTH 2023</th>
<th scope="col">KH 2024</th></tr></thead><tbody>"#;

/// By unit: its indicators in plan order, each with the texts of the four columns.
type Rows<'a> = BTreeMap<&'a str, Vec<(usize, [Cow<'a, str>; 4])>>;

fn rows(plan: &Plan) -> Rows<'_> {
    let mut units: Rows<'_> = BTreeMap::new();
    for (index, indicator) in plan.indicators.iter().enumerate() {
        for (column, figure) in indicator.figures.iter().enumerate().take(4) {
            for candidate in &figure.candidates {
                let rows = units.entry(&candidate.department).or_default();
                if rows.last().is_none_or(|row| row.0 != index) {
                    rows.push((index, Default::default()));
                }
                if let Some(row) = rows.last_mut() {
                    row.1[column] = candidate.figure.value.text();
                }
            }
        }
    }
    units
}

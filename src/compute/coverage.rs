//! What an aggregate lacks, told once for each indicator, however many columns lack the same.

use crate::domain::{PartKind, Shortfall, WhenMissing};
use crate::finding::{Code, Finding, Findings};

use super::born::{Node, Work};

/// At most this many missing units or parts are named in a finding; the rest is a number.
const NAMED: usize = 5;

/// One finding for each indicator and each distinct lack of it, in catalogue order.
pub(super) fn tell(work: &Work, findings: &mut Findings) {
    let units = work.settings.catalogue.unit_noun();
    for (indicator, row) in work.born.iter().enumerate() {
        let mut told: Vec<(&Shortfall, Vec<usize>)> = Vec::new();
        for (column, born) in row.iter().enumerate() {
            let Some(short) = born.as_ref().and_then(|born| born.shortfall.as_deref()) else {
                continue;
            };
            match told.iter_mut().find(|(known, _)| *known == short) {
                Some((_, columns)) => columns.push(column),
                None => told.push((short, vec![column])),
            }
        }
        for (short, columns) in told {
            let node = (indicator, columns.first().copied().unwrap_or(0));
            findings.add(finding(work, node, short, &columns, &units));
        }
    }
}

fn finding(work: &Work, node: Node, short: &Shortfall, columns: &[usize], units: &str) -> Finding {
    let spec = work.spec(node.0);
    let titles: Vec<&str> = columns.iter().map(|column| work.column_title(*column)).collect();
    let titles = titles.join("; ");
    let message = format!(
        "Chỉ tiêu {} “{}” ({titles}): {}; {}; {}.",
        spec.code,
        spec.name,
        short.words(units),
        lacking(work, short),
        outcome(work, short),
    );
    let noun = short.noun(units);
    Finding::new(Code::CoverageIncomplete, message)
        .at(&spec.origin)
        .expected(format!("{} {noun}", short.want))
        .found(format!("{} {noun}", short.have))
        .difference(format!("{} {noun}", short.want.saturating_sub(short.have)))
}

/// Who is missing, but for those for which last year stands in.
fn lacking(work: &Work, short: &Shortfall) -> String {
    // Both lists ascend, so that thousands of units are not quadratic.
    let mut stand_ins = short.stand_ins.iter().peekable();
    let mut missing = Vec::new();
    for of in &short.missing {
        while stand_ins.next_if(|stand_in| stand_in.of < *of).is_some() {}
        if stand_ins.peek().is_none_or(|stand_in| stand_in.of != *of) {
            missing.push(short.name(&work.settings.catalogue, *of).to_string());
        }
    }
    match (missing.is_empty(), short.kind) {
        (true, _) => "không còn thiếu".to_string(),
        (false, PartKind::Units) => format!("còn thiếu {}", named(&missing, "đơn vị")),
        (false, PartKind::Indicators) => format!("chưa có số của {}", named(&missing, "chỉ tiêu")),
    }
}

/// What was done about it.
fn outcome(work: &Work, short: &Shortfall) -> String {
    if short.choice == WhenMissing::Refuse {
        return "danh mục yêu cầu đủ số liệu mới tổng hợp nên chưa có tổng".to_string();
    }
    if short.stand_ins.is_empty() {
        return "tổng là số tạm tính".to_string();
    }
    let taken: Vec<String> = short
        .stand_ins
        .iter()
        .map(|stand_in| {
            let name = short.name(&work.settings.catalogue, stand_in.of);
            format!("{name} lấy {} ({})", stand_in.quantity.text(), work.column_title(stand_in.column))
        })
        .collect();
    format!("{}; tổng là số tạm tính", named(&taken, "đơn vị"))
}

fn named(names: &[String], unit: &str) -> String {
    let mut words = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > NAMED {
        words.push_str(&format!(" và {} {unit} khác", names.len() - NAMED));
    }
    words
}

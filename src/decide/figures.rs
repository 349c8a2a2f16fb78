//! Sheet SoLieu: for an indicator and a column a department's figure chosen, or a value.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::table::{Names, signed, stranger};
use crate::domain::key::{loose, nearest};
use crate::domain::quantity::{self, Parsed};
use crate::domain::{At, FigureDecision, Quantity, Settings, Verdict};
use crate::finding::{Code, Finding, Findings};
use crate::form::listing::{Listing, Row, is_percent};
use crate::workbook::Value;

/// All figures decided; rows that only wait for a decision are passed over.
pub(super) fn figures(
    sheet: &Listing<'_>,
    settings: &Settings,
    findings: &mut Findings,
) -> Vec<FigureDecision> {
    let names = Names::of(settings);
    let codes = by_code(settings);
    let mut seen: BTreeMap<(usize, usize, Option<Arc<str>>), String> = BTreeMap::new();
    let mut out = Vec::new();
    for row in sheet.rows().filter(|row| !row.text("chon").is_empty() || !row.text("gia-tri").is_empty()) {
        let Some(decision) = decision(&row, &names, &codes, settings, findings) else { continue };
        let key = (decision.indicator, decision.column, contested(&decision));
        let place = row.origin("ma").cell.to_string();
        if let Some(first) = seen.get(&key) {
            let message = format!("Số này đã được quyết định ở ô {first}; dòng này không được áp dụng.");
            findings.add(row.fault("ma", message));
            continue;
        }
        seen.insert(key, place);
        out.push(decision);
    }
    out
}

/// Two figures of one department may be decided apart from those of another.
fn contested(decision: &FigureDecision) -> Option<Arc<str>> {
    match &decision.verdict {
        Verdict::Department { code, nth: Some(_) } => Some(code.clone()),
        _ => None,
    }
}

fn by_code(settings: &Settings) -> BTreeMap<String, usize> {
    let mut codes = BTreeMap::new();
    for (place, spec) in settings.catalogue.indicators.iter().enumerate() {
        codes.entry(loose(&spec.code)).or_insert(place);
    }
    codes
}

fn decision(
    row: &Row<'_>,
    names: &Names<'_>,
    codes: &BTreeMap<String, usize>,
    settings: &Settings,
    findings: &mut Findings,
) -> Option<FigureDecision> {
    let Some(indicator) = codes.get(&loose(&row.text("ma"))).copied() else {
        findings.add(unknown_code(row, settings));
        return None;
    };
    let column = column(row, settings, findings)?;
    let unit = settings.catalogue.indicators.get(indicator).map_or("", |spec| &spec.unit);
    let verdict = verdict(row, names, unit, findings)?;
    Some(FigureDecision {
        indicator,
        column,
        mark: row.text("dau").to_uppercase(),
        seen: row.text("da-gui"),
        verdict,
        signed: signed(row, "ly-do", findings)?,
    })
}

fn unknown_code(row: &Row<'_>, settings: &Settings) -> Finding {
    let typed = row.text("ma");
    let codes = settings.catalogue.indicators.iter().map(|spec| (&*spec.code, &*spec.code));
    let near = nearest(&typed, codes).map_or(String::new(), |code| format!(" Có phải “{code}”?"));
    let message = format!("Danh mục không có chỉ tiêu “{typed}” nên dòng này không được áp dụng.{near}");
    row.fault("ma", message).expected("mã chỉ tiêu ở sheet ChiTieu của danh-muc.xlsx").found(typed)
}

/// By key, title or short title; the plan's own column where none is named.
fn column(row: &Row<'_>, settings: &Settings, findings: &mut Findings) -> Option<usize> {
    let typed = row.text("cot");
    if typed.is_empty() {
        return Some(settings.plan_column());
    }
    let wanted = loose(&typed);
    let found = settings.columns.iter().position(|column| {
        [&column.key, &column.title, &column.short].iter().any(|name| loose(name) == wanted)
    });
    if found.is_none() {
        let known: Vec<&str> = settings.columns.iter().map(|column| &*column.short).collect();
        let message = format!("Không có cột “{typed}” nên dòng này không được áp dụng.");
        findings.add(row.fault("cot", message).expected(known.join("; ")).found(typed));
    }
    found
}

/// A department or a value, not both.
fn verdict(row: &Row<'_>, names: &Names<'_>, unit: &str, findings: &mut Findings) -> Option<Verdict> {
    let chosen = row.text("chon");
    if chosen.is_empty() {
        return value(row, unit, findings);
    }
    if !row.text("gia-tri").is_empty() {
        let message =
            "Dòng này vừa chọn đơn vị vừa ghi giá trị nên không được áp dụng; chỉ điền một trong hai cột.";
        findings.add(row.fault("gia-tri", message));
        return None;
    }
    let (name, nth) = numbered(&chosen);
    match names.code(name) {
        Some(code) => Some(Verdict::Department { code: Arc::from(code), nth }),
        None => {
            findings.add(stranger(row, "chon", name));
            None
        }
    }
}

/// `XA1 (2)`: the second of two figures of one department; `XA1: 5` as the drop-down list shows it.
fn numbered(text: &str) -> (&str, Option<usize>) {
    let name = text.split_once(':').map_or(text, |(name, _)| name).trim();
    let split = name.rsplit_once('(').and_then(|(name, rest)| {
        Some((name.trim(), rest.trim_end_matches(')').trim().parse::<usize>().ok().filter(|nth| *nth > 0)?))
    });
    split.map_or((name, None), |(name, nth)| (name, Some(nth)))
}

fn value(row: &Row<'_>, unit: &str, findings: &mut Findings) -> Option<Verdict> {
    let origin = row.origin("gia-tri");
    let quantity = match row.cell("gia-tri").map(|cell| (&cell.value, is_percent(cell))) {
        Some((Value::Number(_), _)) => row.number("gia-tri", findings).map(|n| quantity::of_number(n, unit)),
        _ => typed(row, unit, findings),
    }?;
    Some(Verdict::Value(Box::new(At { value: quantity, origin })))
}

fn typed(row: &Row<'_>, unit: &str, findings: &mut Findings) -> Option<Quantity> {
    let text = row.text("gia-tri");
    let (code, message, expected) = match quantity::parse(&text, unit) {
        Ok(Parsed::Figure { quantity, .. }) => return Some(quantity),
        Ok(_) => (Code::DecisionRow, format!("“{text}” không phải là số liệu."), String::new()),
        Err(problem) => (problem.code, problem.message, problem.expected),
    };
    let message = format!("{message} Quyết định không được áp dụng.");
    let expected =
        if expected.is_empty() { format!("số theo đơn vị tính “{unit}”") } else { expected };
    findings.add(row.finding(code, "gia-tri", message).expected(expected).found(text));
    None
}

//! Golden files of the bundled plans: findings, plan, pages as text, workbook read back. `UPDATE=1` rewrites.

use std::fmt::Write;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use tonghop::domain::Plan;
use tonghop::finding::Findings;

use crate::bundled::{Built, quang_yen, root, thanh_hoa};

fn check(plan: &str, name: &str, actual: &str) {
    let path = root().join("tests/golden").join(plan).join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, actual).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if expected != actual {
        let line = expected.lines().zip(actual.lines()).position(|(a, b)| a != b);
        let line = line.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        panic!(
            "{} differs from line {}:\n- {}\n+ {}\nUPDATE=1 cargo test rewrites it",
            path.display(),
            line + 1,
            expected.lines().nth(line).unwrap_or("(end)"),
            actual.lines().nth(line).unwrap_or("(end)"),
        );
    }
}

fn all(plan: &str, built: &Built) {
    check(plan, "findings.txt", &findings(&built.outcome.findings));
    check(plan, "plan.txt", &plan_text(&built.outcome.plan));
    for document in &built.documents {
        check(plan, &format!("{}.pages.txt", document.name), &document.pages.dump());
    }
    check(plan, "summary.txt", &summary(&built.workbook));
}

#[test]
fn quang_yen_is_as_it_was() {
    all("quang-yen-2024", quang_yen());
}

#[test]
fn thanh_hoa_is_as_it_was() {
    all("thanh-hoa-2024", thanh_hoa());
}

fn findings(findings: &Findings) -> String {
    findings.iter().fold(String::new(), |mut out, finding| {
        let department = finding.department.as_deref().unwrap_or("-");
        let _ = writeln!(
            out,
            "{} {} {department} {}: {}",
            finding.code.id(),
            finding.severity.key(),
            finding.place,
            finding.message
        );
        out
    })
}

fn plan_text(plan: &Plan) -> String {
    let mut out = String::new();
    for indicator in &plan.indicators {
        let _ =
            writeln!(out, "{} {} [{}] {}", indicator.code, indicator.name, indicator.unit, indicator.owner);
        for (figure, column) in indicator.figures.iter().zip(&plan.settings.columns) {
            let text = figure
                .quantity
                .as_ref()
                .map_or("—".into(), |quantity| quantity.in_sentence(&indicator.unit));
            let cells: Vec<String> =
                figure.sources().map(|origin| format!("{}!{}", origin.file, origin.cell)).collect();
            let _ = writeln!(out, "  {} = {text} ({}) {}", column.key, figure.rule.key(), cells.join(" "));
        }
        for comparison in &indicator.comparisons {
            let _ = writeln!(out, "  {} = {}", comparison.key, comparison.text);
        }
    }
    for task in &plan.tasks {
        let _ = writeln!(
            out,
            "{} [{}] {} | {} | {} | {} | {}",
            task.code,
            task.field,
            task.content,
            task.owner,
            task.co_owners.join("; "),
            task.product,
            task.deadline
        );
    }
    for opinion in &plan.opinions {
        let _ = writeln!(
            out,
            "{} {} | {} | {}",
            opinion.code, opinion.department, opinion.subject, opinion.content
        );
    }
    for record in &plan.submissions {
        let _ = writeln!(
            out,
            "{} {} {}",
            record.department,
            record.status.key(),
            record.file.as_deref().unwrap_or("-")
        );
    }
    out
}

/// The workbook as calamine reads it: the independent judge of what was written.
fn summary(bytes: &[u8]) -> String {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    for name in workbook.sheet_names() {
        let _ = writeln!(out, "== {name}");
        let values = workbook.worksheet_range(&name).unwrap();
        let formulas = workbook.worksheet_formula(&name).unwrap();
        let start = values.start().unwrap_or_default();
        for (row, cells) in values.rows().enumerate() {
            for (col, cell) in cells.iter().enumerate() {
                let (row, col) = (start.0 + row as u32, start.1 + col as u32);
                if *cell != Data::Empty {
                    let formula = formulas.get_value((row, col)).filter(|text| !text.is_empty());
                    let formula = formula.map(|text| format!(" ={text}")).unwrap_or_default();
                    let _ = writeln!(out, "{}: {cell}{formula}", tonghop::workbook::Address::new(row, col));
                }
            }
        }
    }
    out
}

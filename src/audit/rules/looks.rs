//! Has each component its size, weight, slant and case?
//!
//! Article: the table of Phụ lục I, Phần I, Mục V. Example: the text in 11 points, the Quốc hiệu in small letters, the date upright.
//! To mend: set the component as the table says.

use super::Rule;
use crate::audit::fault::{fault, number, range, short};
use crate::audit::line::Line;
use crate::audit::part::Part;
use crate::audit::profile::{Case, Component};
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule = Rule {
    codes: &[Code::FontSizeWrong, Code::FontStyleWrong, Code::LetterCaseWrong],
    article: |_| "Phụ lục I, Phần I, Mục V".to_owned(),
    check,
};

/// Word writes 14 points as 14,04.
const TOLERANCE: f64 = 0.3;
/// Share of the text that may be set otherwise (a footnote, a caption).
const OTHERWISE: f64 = 0.05;

fn check(view: &View<'_>) -> Vec<Finding> {
    let rows = view.profile.components.iter();
    rows.flat_map(|row| if row.part == Part::Body { body(view, row) } else { component(view, row) }).collect()
}

fn fits(line: &Line, row: &Component) -> bool {
    (row.size.0 - TOLERANCE..=row.size.1 + TOLERANCE).contains(&line.size)
}

fn size(line: &Line, row: &Component) -> Finding {
    let message = format!("Cỡ chữ của “{}” không đúng", row.part.vietnamese());
    fault(Code::FontSizeWrong, Some(line.page), message, row.article)
        .found(number(line.size))
        .expected(format!("cỡ {}", range(row.size)))
}

fn component(view: &View<'_>, row: &Component) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(line) = view.part(row.part).find(|line| !fits(line, row)) {
        found.push(size(line, row));
    }
    let styled = |line: &&Line| {
        row.bold.is_some_and(|bold| bold != line.bold)
            || row.italic.is_some_and(|italic| italic != line.italic)
    };
    if let Some(line) = view.part(row.part).find(styled) {
        let message = format!("Kiểu chữ của “{}” không đúng", row.part.vietnamese());
        let finding = fault(Code::FontStyleWrong, Some(line.page), message, row.article);
        found.push(
            finding.found(style(Some(line.bold), Some(line.italic))).expected(style(row.bold, row.italic)),
        );
    }
    if let Some(line) = view.part(row.part).find(|line| !cased(line, row.case)) {
        let message = format!("“{}” viết sai kiểu chữ hoa, chữ thường", row.part.vietnamese());
        let wish = if row.case == Case::Capitals { "chữ in hoa" } else { "chữ in thường" };
        found.push(
            fault(Code::LetterCaseWrong, Some(line.page), message, row.article)
                .found(short(&line.text))
                .expected(wish),
        );
    }
    found
}

/// Single abbreviations ("VT") do not make a line of capitals.
fn cased(line: &Line, case: Case) -> bool {
    match case {
        Case::Capitals => line.capitals() || !line.text.chars().any(char::is_alphabetic),
        Case::Sentence => !line.capitals() || line.letters < 10,
        Case::Any => true,
    }
}

fn style(bold: Option<bool>, italic: Option<bool>) -> String {
    let weight = bold.map(|bold| if bold { "đậm" } else { "không đậm" });
    let slant = italic.map(|italic| if italic { "nghiêng" } else { "đứng" });
    slant.into_iter().chain(weight).collect::<Vec<_>>().join(", ")
}

fn body(view: &View<'_>, row: &Component) -> Vec<Finding> {
    let letters: usize = view.part(Part::Body).map(|line| line.letters).sum();
    let wrong: usize = view.part(Part::Body).filter(|line| !fits(line, row)).map(|line| line.letters).sum();
    if wrong as f64 <= letters as f64 * OTHERWISE {
        return Vec::new();
    }
    view.part(Part::Body).find(|line| !fits(line, row)).map(|line| size(line, row)).into_iter().collect()
}

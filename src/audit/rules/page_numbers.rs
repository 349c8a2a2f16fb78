//! Are pages numbered: from 1, in the middle of the upper margin, not on the first page, anew in each annex?
//!
//! Article: Phụ lục I, Phần I, Mục I, khoản 7; annexes: Mục III, khoản 1. Example: numbers at the foot, a number on page 1.
//! To mend: put the number into the header, centred, with “different first page”; start each annex in a section of its own.

use super::Rule;
use crate::audit::fault::{fault, millimetres};
use crate::audit::line::Line;
use crate::audit::margin::said_number;
use crate::audit::paper::MM;
use crate::audit::part::Part;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule = Rule {
    codes: &[
        Code::PageNumberMissing,
        Code::PageNumberOnFirst,
        Code::PageNumberPlace,
        Code::PageNumberSequence,
    ],
    article: |profile| {
        format!("{}; phụ lục: {}", profile.page_number.article, profile.page_number.annex_article)
    },
    check,
};

/// The number's middle and the frame's may differ by this (points).
const CENTERED: f64 = 4.0 * MM;

fn check(view: &View<'_>) -> Vec<Finding> {
    let numbers: Vec<&Line> = view.part(Part::PageNumber).collect();
    let pages = 0..view.paper.sheets.len();
    let mut found: Vec<Finding> = Vec::new();
    found.extend(first(view, &numbers));
    found.extend(pages.clone().find_map(|page| missing(view, &numbers, page)));
    found.extend(numbers.iter().find_map(|line| misplaced(view, line)));
    found.extend(numbers.iter().find_map(|line| sequence(view, line)));
    found
}

/// The guidance does not say whether the first page of an annex hides its number: only page 1 is held to it.
fn first(view: &View<'_>, numbers: &[&Line]) -> Option<Finding> {
    let line = numbers.iter().find(|line| line.page == 0 && said_number(line) == Some(1))?;
    let message = "Trang thứ nhất có hiển thị số trang".to_owned();
    Some(fault(Code::PageNumberOnFirst, Some(line.page), message, view.profile.page_number.article))
}

fn missing(view: &View<'_>, numbers: &[&Line], page: usize) -> Option<Finding> {
    let (_, place) = view.place(page);
    let empty = !view.lines.iter().any(|line| line.page == page);
    if place == 1 || empty || numbers.iter().any(|line| line.page == page) {
        return None;
    }
    let message = "Không thấy số trang".to_owned();
    Some(fault(Code::PageNumberMissing, Some(page), message, view.profile.page_number.article))
}

fn misplaced(view: &View<'_>, line: &Line) -> Option<Finding> {
    let sheet = view.paper.sheets.get(line.page)?;
    let article = view.profile.page_number.article;
    let from_top = sheet.height - line.y;
    if from_top > view.profile.margins.top.1 * MM + 4.0 {
        let finding = fault(
            Code::PageNumberPlace,
            Some(line.page),
            "Số trang không ở lề trên của trang".into(),
            article,
        );
        return Some(
            finding.found(format!("cách mép trên {}", millimetres(from_top))).expected("trong lề trên"),
        );
    }
    // In the middle of the sheet or of the text: the margins are unequal, and programs differ.
    let frame = if sheet.landscape() { None } else { Some(view.frame.center()) };
    let own = turned_center(view, line.page).or(frame);
    let middles = [Some(sheet.width / 2.0), own];
    if middles.into_iter().flatten().any(|middle| (line.center() - middle).abs() <= CENTERED) {
        return None;
    }
    let finding =
        fault(Code::PageNumberPlace, Some(line.page), "Số trang không được canh giữa".into(), article);
    Some(finding.found(format!("cách mép trái {}", millimetres(line.center()))).expected("canh giữa"))
}

/// The middle of the text of a turned page.
fn turned_center(view: &View<'_>, page: usize) -> Option<f64> {
    let sheet = view.paper.sheets.get(page).filter(|sheet| sheet.landscape())?;
    let margins = &view.profile.margins;
    // Left and right margins at the lower end of their ranges, as the usual setting is.
    Some((margins.left.0 * MM + sheet.width - margins.right.0 * MM) / 2.0)
}

fn sequence(view: &View<'_>, line: &Line) -> Option<Finding> {
    let ((section, place), said) = (view.place(line.page), said_number(line)?);
    if said == place {
        return None;
    }
    let (message, article) = if section > 0 {
        ("Số trang của phụ lục không được đánh riêng từ 1", view.profile.page_number.annex_article)
    } else {
        ("Số trang không liên tục từ 1", view.profile.page_number.article)
    };
    let finding = fault(Code::PageNumberSequence, Some(line.page), message.into(), article);
    Some(finding.found(said.to_string()).expected(place.to_string()))
}

//! Is the text along the long side of the sheet?
//!
//! Turned pages are for tables that are not made into annexes. Article: Phụ lục I, Phần I, Mục I, khoản 2.
//! Example: page 1 turned. To mend: set the page upright; keep turned pages for wide tables.

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule = Rule {
    codes: &[Code::OrientationWrong],
    article: |profile| profile.format.turned_article.to_owned(),
    check,
};

fn check(view: &View<'_>) -> Vec<Finding> {
    let without_table = |page: &usize| {
        let turned = view.paper.sheets.get(*page).is_some_and(|sheet| sheet.landscape());
        let table = view.lines.iter().any(|line| line.page == *page && line.boxed);
        turned && (*page == 0 || !table)
    };
    let message = "Trang nằm ngang mà không có bảng, biểu".to_owned();
    let found = view.main_pages().find(without_table);
    found
        .map(|page| fault(Code::OrientationWrong, Some(page), message, view.profile.format.turned_article))
        .into_iter()
        .collect()
}

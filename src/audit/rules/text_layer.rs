//! Is there text at all?
//!
//! A scan shows letters but holds none: nothing can be searched, read aloud or audited. Article: Phụ lục I, Phần II
//! (a digitised copy is not the original). Example: a scanner's PDF. To mend: export the PDF from the text itself.

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule = Rule { codes: &[Code::PdfWithoutText], article: |_| String::new(), check };

/// A page with fewer letters and a picture is a scan.
const FEW: usize = 20;

fn check(view: &View<'_>) -> Vec<Finding> {
    let letters: usize = view.lines.iter().chain(&view.turned).map(|line| line.letters).sum();
    if letters > 0 {
        return scans(view);
    }
    vec![fault(
        Code::PdfWithoutText,
        None,
        "Tệp không có lớp chữ (bản quét hoặc trang trắng) nên không soát được".into(),
        "",
    )]
}

fn scans(view: &View<'_>) -> Vec<Finding> {
    let scanned = |page: &usize| {
        let letters: usize =
            view.lines.iter().filter(|line| line.page == *page).map(|line| line.letters).sum();
        letters < FEW && view.paper.sheets.get(*page).is_some_and(|sheet| sheet.images > 0)
    };
    let first = (0..view.paper.sheets.len()).find(scanned);
    let message = "Trang chỉ có hình, không có lớp chữ".to_owned();
    first.map(|page| fault(Code::PdfWithoutText, Some(page), message, "")).into_iter().collect()
}

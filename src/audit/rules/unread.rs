//! Was a part of the file left unread?
//!
//! Limits keep a damaged or hostile file from exhausting the machine; what they cut off was not audited. Example: 5.000 pages.
//! To mend: split the file.

use super::Rule;
use crate::audit::fault::fault;
use crate::audit::view::View;
use crate::finding::{Code, Finding};

pub const RULE: Rule = Rule { codes: &[Code::PdfPartlyRead], article: |_| String::new(), check };

fn check(view: &View<'_>) -> Vec<Finding> {
    let unread = view.paper.unread.iter();
    unread.map(|what| fault(Code::PdfPartlyRead, None, format!("Không soát hết tệp: {what}"), "")).collect()
}

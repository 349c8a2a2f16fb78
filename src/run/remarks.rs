//! What layout had to do against the wish of a template, as findings.

use crate::finding::{Code, Finding, Findings, Place};
use crate::layout::{Remark, RemarkKind};

/// Adds the layout's remarks on documents, by name, to the findings.
pub fn remarks<'d>(documents: impl IntoIterator<Item = (&'d str, &'d [Remark])>, findings: &mut Findings) {
    for (document, remarks) in documents {
        for remark in remarks {
            findings.add(finding(document, remark));
        }
    }
}

fn finding(document: &str, remark: &Remark) -> Finding {
    let code = match remark.kind {
        RemarkKind::TableTooWide => Code::TableTooWide,
        RemarkKind::GlyphMissing => Code::GlyphMissing,
        RemarkKind::RowTallerThanPage => Code::RowTooTall,
        RemarkKind::WordBroken => Code::WordBroken,
        RemarkKind::Overfull => Code::Overfull,
    };
    let message = format!("{} (dòng {} của bản xem trước)", remark.text, remark.span.line);
    Finding::new(code, message).at(Place::file(format!("{document}.pdf")))
}

#[cfg(test)]
mod tests {
    use super::finding;
    use crate::document::Span;
    use crate::finding::Code;
    use crate::layout::{Remark, RemarkKind};

    #[test]
    fn each_remark_of_the_layout_has_its_code() {
        for (kind, code) in [
            (RemarkKind::TableTooWide, Code::TableTooWide),
            (RemarkKind::GlyphMissing, Code::GlyphMissing),
            (RemarkKind::RowTallerThanPage, Code::RowTooTall),
            (RemarkKind::WordBroken, Code::WordBroken),
            (RemarkKind::Overfull, Code::Overfull),
        ] {
            let remark = Remark { kind, span: Span::default(), text: "x".into() };
            let made = finding("ke-hoach", &remark);
            assert_eq!((made.code, made.place.file.as_deref()), (code, Some("ke-hoach.pdf")));
        }
    }
}

//! Files that lie among the submissions but are none: lock files, remains of the system, other documents.

use crate::domain::media::{Media, media};
use crate::domain::submission::ReceivedFile;
use crate::finding::{Code, Finding, Place};

/// Extensions under which a department believes to send a workbook: such a file is never passed over
/// quietly, `read` says what is wrong with it.
const WORKBOOK_EXTENSIONS: &[&str] =
    &["xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "xlt", "ods", "ots", "et"];

/// The finding that explains why a file is passed over; `None`: it counts.
pub(super) fn reason_to_skip(file: &ReceivedFile) -> Option<Finding> {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    let what = match remains(name) {
        Some(what) => what.to_owned(),
        None => {
            let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
            let kind = media(&file.bytes);
            if kind.may_be_workbook() && !is_office_text(&extension, kind)
                || WORKBOOK_EXTENSIONS.contains(&&*extension)
            {
                return None;
            }
            match kind {
                Media::Ole => "tài liệu Word hoặc PowerPoint đời cũ".to_owned(),
                kind => kind.vietnamese().to_owned(),
            }
        }
    };
    Some(
        Finding::new(Code::FileSkipped, format!("Tệp được bỏ qua vì là {what}."))
            .at(Place::file(&*file.path)),
    )
}

/// Names that an office suite or the system leaves behind.
fn remains(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    if lower.starts_with("~$") || lower.starts_with(".~lock.") {
        Some("tệp khóa của chương trình bảng tính đang mở")
    } else if matches!(&*lower, ".ds_store" | "thumbs.db" | "desktop.ini" | ".gitkeep" | ".gitignore")
        || lower.starts_with("._")
    {
        Some("tệp của hệ điều hành")
    } else if lower.starts_with('~') || lower.ends_with(".tmp") {
        Some("tệp tạm")
    } else {
        None
    }
}

/// An OLE container under the extension of a text document is that document.
fn is_office_text(extension: &str, kind: Media) -> bool {
    kind == Media::Ole && matches!(extension, "doc" | "dot" | "ppt" | "pps" | "msg" | "vsd" | "mpp")
}

#[cfg(test)]
mod tests {
    use super::{ReceivedFile, reason_to_skip};

    fn said(path: &str, bytes: &[u8]) -> Option<String> {
        let file = ReceivedFile { path: path.into(), bytes: bytes.to_vec().into() };
        reason_to_skip(&file).map(|finding| finding.message)
    }

    #[test]
    fn says_what_is_passed_over() {
        assert!(said("nop/~$yte.xlsx", b"x").unwrap().contains("khóa"));
        assert!(said("nop/.~lock.yte.ods#", b"x").unwrap().contains("khóa"));
        assert!(said("nop/Thumbs.db", b"\xD0\xCF\x11\xE0").unwrap().contains("hệ điều hành"));
        assert!(said("nop/congvan.pdf", b"%PDF-1.4").unwrap().contains("PDF"));
        assert!(said("nop/congvan.docx", b"PK\x03\x04word/document.xml").unwrap().contains("Word"));
        assert!(said("nop/congvan.doc", b"\xD0\xCF\x11\xE0").unwrap().contains("Word"));
        assert!(said("nop/ghi-chu.txt", b"abc").unwrap().contains("thuần"));
    }

    #[test]
    fn keeps_what_claims_or_is_a_workbook() {
        assert_eq!(said("nop/yte.xls", b"<html><table>"), None);
        assert_eq!(said("nop/yte", b"PK\x03\x04xl/workbook.xml"), None);
        assert_eq!(said("nop/yte.XLSX", b""), None);
    }
}

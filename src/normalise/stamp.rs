//! The gate for forms of our own making: which plan, which version and which department they were made for.

use std::sync::Arc;

use crate::domain::Settings;
use crate::finding::{Code, Finding, Findings, Place};
use crate::form::{Mark, mark};
use crate::workbook::Workbook;

/// The form's mark, if the workbook carries one.
pub fn stamp(workbook: &Workbook) -> Option<Mark> {
    workbook.sheets.iter().find_map(Mark::of)
}

/// Was the form made for another plan? Says so, and says where its version is another.
///
/// A plan is another only if both its folder and its title are: folders are renamed.
pub fn is_foreign(
    settings: &Settings,
    workbook: &Workbook,
    stamp: Option<&Mark>,
    department: &Arc<str>,
    findings: &mut Findings,
) -> bool {
    let Some(stamp) = stamp else {
        return false;
    };
    let finding = |code: Code, message: String| {
        let finding = Finding::new(code, message).at(Place::sheet(&*workbook.file, mark::SHEET));
        if department.is_empty() { finding } else { finding.of(department.clone()) }
    };
    if !stamp.plan.is_empty() && stamp.plan != settings.plan && stamp.title != settings.title {
        let message = format!("Biểu được phát cho “{}”, không phải “{}”.", stamp.title, settings.title);
        findings.add(
            finding(Code::FormOfOtherPlan, message)
                .expected(settings.title.clone())
                .found(stamp.title.clone()),
        );
        return true;
    }
    let version = mark::VERSION.to_string();
    if !stamp.version.is_empty() && stamp.version != version {
        let message = format!(
            "Biểu mẫu phiên bản {}, chương trình lập biểu mẫu phiên bản {version}; biểu vẫn được đọc.",
            stamp.version
        );
        findings.add(finding(Code::FormOutdated, message).expected(version).found(stamp.version.clone()));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{is_foreign, stamp};
    use crate::finding::{Code, Findings};
    use crate::testing::{settings, workbook};

    #[test]
    fn a_form_of_another_version_is_read_and_said() {
        let grid =
            |version: &str| format!("# sheet: MauBieu\n| Phiên bản biểu | {version} |\n| Mã đơn vị | YTE |");
        for (version, outdated) in [("0", true), ("1", false)] {
            let book = workbook(&grid(version));
            let mut findings = Findings::default();
            assert!(!is_foreign(&settings(), &book, stamp(&book).as_ref(), &"YTE".into(), &mut findings));
            assert_eq!(findings.has(Code::FormOutdated), outdated);
        }
    }
}

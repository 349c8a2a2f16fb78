//! Why a file or a sheet could not be read, as plain values and as Vietnamese findings.

use std::fmt;

use crate::domain::Source;
use crate::domain::media::Media;
use crate::finding::{Code, Finding, Findings, Place};
use crate::workbook::{Format, Sheet};

/// What one file gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub format: Format,
    pub sheets: Vec<Sheet>,
    /// What could not be read although the file as a whole could.
    pub faults: Vec<SheetFault>,
    pub extras: Extras,
}

/// What a file carries besides its cells. None of it is ever run, opened or followed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extras {
    /// Macros (VBA, StarBasic).
    pub macros: bool,
    /// Links to other workbooks.
    pub links: bool,
}

impl Extras {
    /// What one more part carries.
    pub(super) fn join(&mut self, other: Extras) {
        self.macros |= other.macros;
        self.links |= other.links;
    }
}

/// A part of a workbook that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFault {
    pub sheet: String,
    /// The cell, where it is known.
    pub cell: Option<String>,
    /// The fault is one of single cells, the rest of the sheet was read.
    pub cells_only: bool,
    /// A Vietnamese sentence.
    pub message: String,
}

impl SheetFault {
    /// A whole sheet that was not read.
    pub(super) fn sheet(sheet: &str, why: &str) -> SheetFault {
        SheetFault {
            sheet: sheet.to_owned(),
            cell: None,
            cells_only: false,
            message: format!("Không đọc được sheet “{sheet}”: {why}. Các sheet khác vẫn được đọc."),
        }
    }

    /// A second sheet of one name: calamine finds sheets by name and would give the first one twice.
    pub(super) fn twin(sheet: &str) -> SheetFault {
        SheetFault::sheet(sheet, "tệp có hai sheet cùng tên, chỉ sheet đứng trước được đọc")
    }
}

/// Why a file was not read. Texts are Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadProblem {
    /// It is something else, in words.
    NotAWorkbook(String),
    /// Damaged or cut off; the words complete "Không đọc được tệp: …".
    Damaged(String),
    Protected,
    /// The words complete "Tệp vượt giới hạn an toàn: …".
    OverLimit(String),
    /// The parsing crate gave up on it in an orderly or disorderly way.
    Crashed,
}

impl ReadProblem {
    pub(super) fn damaged(words: &str) -> ReadProblem {
        ReadProblem::Damaged(words.to_owned())
    }

    fn code(&self) -> Code {
        match self {
            ReadProblem::Protected => Code::FileProtected,
            ReadProblem::OverLimit(_) => Code::FileOverLimit,
            _ => Code::FileUnreadable,
        }
    }

    /// The finding for a file, addressed to its department.
    pub(super) fn finding(&self, source: &Source) -> Finding {
        let finding = Finding::new(self.code(), self.to_string());
        let finding = match self {
            ReadProblem::NotAWorkbook(what) => {
                finding.expected("bảng tính .xlsx, .xlsm, .xlsb, .xls hoặc .ods").found(&**what)
            }
            _ => finding,
        };
        let finding = finding.at(Place::file(source.file.clone())).help(self.code().remedy());
        addressed(finding, source)
    }
}

impl fmt::Display for ReadProblem {
    /// One Vietnamese sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadProblem::NotAWorkbook(what) => {
                write!(f, "Tệp không phải bảng tính đọc được mà là {what}.")
            }
            ReadProblem::Damaged(why) => write!(f, "Không đọc được tệp: {why}."),
            ReadProblem::Protected => f.write_str("Tệp có mật khẩu mở nên không đọc được."),
            ReadProblem::OverLimit(why) => write!(f, "Tệp vượt giới hạn an toàn: {why}."),
            ReadProblem::Crashed => {
                f.write_str("Không đọc được tệp: nội dung bị hỏng đến mức bộ đọc phải dừng.")
            }
        }
    }
}

impl std::error::Error for ReadProblem {}

/// Files that were read without the guards of a worker process.
pub(super) fn unguarded(why: String) -> Finding {
    let message = "Không chạy được tiến trình đọc tệp riêng; các tệp được đọc ngay trong chương trình, không có giới hạn thời gian và bộ nhớ.";
    Finding::new(Code::ReadUnguarded, message).found(why).help(Code::ReadUnguarded.remedy())
}

fn addressed(finding: Finding, source: &Source) -> Finding {
    match &source.department {
        Some(department) => finding.of(department.clone()),
        None => finding,
    }
}

/// The findings of a file that was read: a lying extension, sheets and cells that could not be read.
pub(super) fn report(source: &Source, reading: &Reading, findings: &mut Findings) {
    if let Some(finding) = wrong_extension(source, reading.format) {
        findings.add(finding);
    }
    findings_of_extras(source, reading.extras, findings);
    for fault in &reading.faults {
        let code = if fault.cells_only { Code::CellError } else { Code::FileUnreadable };
        let place = Place {
            file: Some(source.file.clone()),
            sheet: Some(fault.sheet.as_str().into()),
            cell: fault.cell.clone(),
        };
        findings.add(addressed(Finding::new(code, &*fault.message).at(place).help(code.remedy()), source));
    }
}

fn findings_of_extras(source: &Source, extras: Extras, findings: &mut Findings) {
    let message = match (extras.macros, extras.links) {
        (false, false) => return,
        (true, false) => "Tệp có macro; macro không được chạy, chỉ giá trị đã lưu trong các ô được đọc.",
        (false, true) => {
            "Tệp có liên kết tới tệp khác; liên kết không được mở, chỉ kết quả đã lưu trong các ô được đọc."
        }
        (true, true) => {
            "Tệp có macro và có liên kết tới tệp khác; cả hai không được mở, chỉ giá trị đã lưu trong các ô được đọc."
        }
    };
    let finding = Finding::new(Code::FileActive, message).at(Place::file(source.file.clone()));
    findings.add(addressed(finding, source));
}

fn wrong_extension(source: &Source, format: Format) -> Option<Finding> {
    let name = source.file.rsplit('/').next().unwrap_or(&source.file);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let (right, what): (&[&str], Media) = match format {
        Format::Xlsx => (&["xlsx", "xlsm", "xltx", "xltm"], Media::Xlsx),
        Format::Xlsb => (&["xlsb"], Media::Xlsb),
        Format::Xls => (&["xls", "xlt"], Media::Ole),
        Format::Ods => (&["ods", "ots"], Media::Ods),
    };
    if right.contains(&&*extension) {
        return None;
    }
    let what = if what == Media::Ole { "bảng tính Excel 97–2003 (.xls)" } else { what.vietnamese() };
    let message = if extension.is_empty() {
        format!("Tệp không có đuôi nhưng nội dung là {what}; tệp vẫn được đọc.")
    } else {
        format!("Đuôi tệp là “.{extension}” nhưng nội dung là {what}; tệp vẫn được đọc theo nội dung.")
    };
    Some(addressed(Finding::new(Code::WrongExtension, message).at(Place::file(source.file.clone())), source))
}

#[cfg(test)]
mod tests {
    use super::ReadProblem;
    use crate::domain::fixture::source;
    use crate::finding::Code;

    #[test]
    fn each_problem_has_its_code_and_its_department() {
        for (problem, code) in [
            (ReadProblem::Protected, Code::FileProtected),
            (ReadProblem::OverLimit("quá nhiều ô".into()), Code::FileOverLimit),
            (ReadProblem::Crashed, Code::FileUnreadable),
        ] {
            let finding = problem.finding(&source("nop/yte.xlsx", Some("YTE")));
            assert_eq!((finding.code, finding.department.as_deref()), (code, Some("YTE")));
        }
    }
}

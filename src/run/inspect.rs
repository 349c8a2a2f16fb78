//! `inspect`: what the reader sees in any workbook, without a plan.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::answer::Answer;
use super::look::Desk;
use crate::cli::Format;
use crate::disk::read_file;
use crate::domain::settings::Limits;
use crate::export::views_json;
use crate::finding::Code;
use crate::form::view::FileView;
use crate::normalise;
use crate::tell::{Telling, tell};
use crate::workbook::{Format as Kind, Workbook};
use crate::workers;

/// Looks into each file; code 1 where one could not be read as a workbook.
///
/// # Errors
/// When a file cannot be opened at all.
pub fn inspect(desk: &Desk<'_>, files: &[PathBuf]) -> Result<Answer> {
    let views: Vec<FileView> = files.iter().map(|path| view(path)).collect::<Result<_>>()?;
    let out = match desk.request.format {
        Format::Json => views_json(&views),
        Format::Human => views.iter().map(|file| tell(&Telling::View { file }, desk.paint)).collect(),
    };
    let code = u8::from(views.iter().any(|file| file.format.is_none()));
    Ok(Answer { out, code, ..Answer::default() })
}

fn view(path: &Path) -> Result<FileView> {
    let bytes = read_file(path)?;
    let file = path.display().to_string();
    let reading = match workers::reader().read_one(&bytes, &Limits::default()) {
        Ok(reading) => reading,
        Err(problem) => {
            let problems = vec![problem.to_string()];
            return Ok(FileView { file, format: None, problems, sheets: Vec::new() });
        }
    };
    let format = Some(words(reading.format).to_owned());
    let unguarded = workers::reader().unguarded().map(|_| Code::ReadUnguarded.title().to_owned() + ".");
    let problems = reading.faults.into_iter().map(|fault| fault.message).chain(unguarded).collect();
    let workbook = Workbook {
        file: file.as_str().into(),
        sha256: "".into(),
        format: reading.format,
        sheets: reading.sheets,
    };
    Ok(FileView { file, format, problems, sheets: normalise::inspect(&workbook) })
}

fn words(format: Kind) -> &'static str {
    match format {
        Kind::Xlsx => "bảng tính Excel (.xlsx, .xlsm)",
        Kind::Xlsb => "bảng tính Excel nhị phân (.xlsb)",
        Kind::Xls => "bảng tính Excel 97–2003 (.xls)",
        Kind::Ods => "bảng tính OpenDocument (.ods)",
    }
}

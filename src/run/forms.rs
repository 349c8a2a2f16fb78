//! `forms`: one ready-made, pre-filled workbook per department.

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::json;

use super::answer::Answer;
use super::consolidate::consolidate;
use super::look::Desk;
use crate::disk::{Output, find_plan, load, publish};
use crate::workbooks::{Form, forms as draw};

/// Where forms go when no folder is named: below the folder of the current directory that they are sent from.
const FOLDER: &str = "bieu-mau";

/// Writes the forms of one plan.
///
/// # Errors
/// When the plan cannot be read or the folder cannot be written.
pub fn forms(desk: &Desk<'_>, plan: &str, output: Option<&Path>) -> Result<Answer> {
    let folder = find_plan(&desk.request.input, plan)?;
    let inputs = load(&folder)?;
    let outcome = consolidate(&inputs, desk.as_of)?;
    let made = draw(&outcome.plan)?;
    let target: PathBuf = output.map_or_else(|| Path::new(FOLDER).join(&inputs.plan), Path::to_path_buf);
    let outputs: Vec<Output> = made
        .iter()
        .map(|form| Output { path: form.file.clone(), content: form.bytes.clone().into() })
        .collect();
    publish(&target, &outputs)?;
    let value = desk.json(|| json!({
        "plan": inputs.plan,
        "folder": target.display().to_string(),
        "forms": made.iter().map(|form| json!({
            "department": form.department, "file": form.file, "required": form.required, "indicators": form.rows,
        })).collect::<Vec<_>>(),
    }));
    let out = match &value {
        Some(value) => format!("{value:#}\n"),
        None if desk.request.quiet => String::new(),
        None => told(&target, &made),
    };
    Ok(Answer { out, json: value, ..Answer::default() })
}

fn told(target: &Path, made: &[Form]) -> String {
    let mut out = format!("Đã lập {} biểu mẫu trong {}:\n", made.len(), target.display());
    for form in made {
        out.push_str(&format!(
            "  {}  {} ({} chỉ tiêu, bắt buộc {})\n",
            form.file, form.name, form.rows, form.required
        ));
    }
    out
}

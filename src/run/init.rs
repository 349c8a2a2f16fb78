//! `init`: a new plan folder, or next year's.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use chrono::Datelike;
use serde_json::json;

use super::answer::Answer;
use super::consolidate::consolidate;
use super::look::Desk;
use crate::disk::{Output, find_plan, load, plant, spare, way};
use crate::settings::{PROFILES, Profile, roll, starter};
use crate::workbooks::{catalogue, history, workbooks_into};

/// Profile where none is named: today's commune.
const USUAL: &str = "xa";
/// The office's decisions of a plan, kept in the archive of the next.
const DECISIONS: &str = "quyet-dinh.xlsx";

/// Writes a new plan folder: from a profile, or rolled forward from a plan.
///
/// # Errors
/// When the folder is there already, or the plan to roll forward cannot be read.
pub fn init(
    desk: &Desk<'_>,
    folder: &Path,
    year: Option<i32>,
    from: Option<&str>,
    profile: Option<&str>,
) -> Result<Answer> {
    let made = match (from, profile) {
        (Some(_), Some(_)) => {
            bail!("Chọn một trong hai: --from (kế hoạch năm trước) hoặc --profile (lập mới)")
        }
        (Some(from), None) => rolled(desk, folder, from, year)?,
        (None, profile) => fresh(profile, year.unwrap_or_else(|| desk.as_of.year() + 1))?,
    };
    plant(folder, &made.outputs)?;
    let files: Vec<&str> = made.outputs.iter().map(|output| &*output.path).collect();
    let value =
        desk.json(|| json!({ "folder": folder.display().to_string(), "year": made.year, "files": files }));
    let mut out = format!("Đã lập kế hoạch năm {} trong {}:\n", made.year, folder.display());
    for file in &files {
        out.push_str(&format!("  {file}\n"));
    }
    for line in &made.advice {
        out.push_str(&format!("{line}\n"));
    }
    let out = match &value {
        Some(value) => format!("{value:#}\n"),
        None if desk.request.quiet => String::new(),
        None => out,
    };
    Ok(Answer { out, json: value, ..Answer::default() })
}

/// A folder to be written, and what is left to the office.
struct Made {
    year: i32,
    outputs: Vec<Output>,
    advice: Vec<String>,
}

fn output(path: &str, bytes: impl Into<Vec<u8>>) -> Output {
    Output { path: path.to_owned(), content: bytes.into().into() }
}

fn fresh(profile: Option<&str>, year: i32) -> Result<Made> {
    let key = profile.unwrap_or(USUAL);
    let known = || PROFILES.iter().map(|profile| profile.key).collect::<Vec<_>>().join(", ");
    let profile =
        Profile::find(key).ok_or_else(|| anyhow!("Không có loại “{key}”; các loại có: {}", known()))?;
    year_is_usable(year)?;
    let made = starter(profile, year);
    let outputs = vec![
        output("tonghop.toml", made.toml),
        output("danh-muc.xlsx", catalogue(&made.catalogue)?),
        output("nop/", Vec::new()),
    ];
    let advice = vec![
        "Việc tiếp theo: thay các chỗ “…” trong tonghop.toml, sửa danh-muc.xlsx, rồi chạy tonghop forms để lập biểu mẫu gửi các đơn vị."
            .to_owned(),
    ];
    Ok(Made { year, outputs, advice })
}

fn rolled(desk: &Desk<'_>, folder: &Path, from: &str, year: Option<i32>) -> Result<Made> {
    let old = find_plan(&desk.request.input, from)?;
    let inputs = load(&old)?;
    let outcome = consolidate(&inputs, desk.as_of)?;
    let plan = &outcome.plan;
    let was = plan.settings.year;
    let year = year.unwrap_or(was + 1);
    year_is_usable(year)?;
    if year <= was {
        bail!("Năm mới ({year}) phải sau năm của kế hoạch “{from}” ({was})");
    }
    let past = history(plan, year - was)?;
    let archive = format!("luu-tru/{}", inputs.plan);
    let mut outputs = vec![output("tonghop.toml", roll(&inputs.settings, was, year - was))];
    if let Some(file) = &inputs.catalogue {
        outputs.push(output("danh-muc.xlsx", file.bytes.to_vec()));
    }
    outputs.push(output("nop/", Vec::new()));
    if past.figures > 0 {
        outputs.push(output(&format!("nop/so-nam-truoc-{was}.xlsx"), past.bytes));
    }
    outputs.push(output(&format!("{archive}/tonghop.toml"), inputs.settings.as_bytes()));
    let home = way(&folder.join(&archive), &old);
    let book = workbooks_into(plan, &outcome.findings, home.as_deref(), Vec::new)?;
    outputs.push(output(&format!("{archive}/tong-hop.xlsx"), book));
    if let Some(bytes) = spare(&old, DECISIONS)? {
        outputs.push(output(&format!("{archive}/{DECISIONS}"), bytes));
    }
    let mut advice = vec![format!(
        "{} số liệu của kế hoạch năm {was} thành số năm trước; ý kiến, quyết định cũ ở {archive}.",
        past.figures
    )];
    advice.push("Xem lại hạn nộp, căn cứ, lời văn (đang là dòng # trong tonghop.toml).".to_owned());
    if plan.settings.catalogue.departments.iter().any(|department| department.deadline.is_some()) {
        advice.push("Cột Hạn nộp của sheet DonVi còn là ngày của năm trước: sửa lại.".to_owned());
    }
    Ok(Made { year, outputs, advice })
}

fn year_is_usable(year: i32) -> Result<()> {
    if (1990..=2100).contains(&year) {
        return Ok(());
    }
    bail!("Năm kế hoạch {year} không hợp lệ (1990-2100)")
}

//! Draws the bundled examples `input/quang-yen-2024`, `input/thanh-hoa-2024` and `input/mau-phuong-2026`:
//! `cargo run --example make_inputs`.
//!
//! Every workbook is written anew with the same bytes each run. Two submissions travel as `.xls` and `.ods`,
//! because real departments send those too: they are converted from a generated `.xlsx` by LibreOffice
//! (`soffice`), and are left as they are where LibreOffice is not installed. `tonghop.toml` is kept by hand.
//!
//! What the two public articles state stands here in their own words; every other figure is illustrative and
//! says so in its note. No person is named.

mod book;
mod draw;
mod forms;
mod mau_phuong;
mod quang_yen;
mod quang_yen_tasks;
mod rulings;
mod thanh_hoa;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use book::{Plan, Submission};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    for plan in [quang_yen::plan(), thanh_hoa::plan(), mau_phuong::plan()] {
        let folder = input.join(plan.folder);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("danh-muc.xlsx"), draw::catalogue(&plan)?)?;
        for submission in &plan.submissions {
            write(&folder, &plan, submission)?;
        }
        println!("{}: {} tệp", folder.display(), plan.submissions.len() + 1);
        let rulings = match plan.folder {
            "quang-yen-2024" => rulings::quang_yen(&folder)?,
            "thanh-hoa-2024" => rulings::thanh_hoa(&folder)?,
            _ => continue,
        };
        fs::write(folder.join("quyet-dinh.xlsx"), rulings)?;
    }
    Ok(())
}

/// Writes one submission; an `.xls` or `.ods` goes through LibreOffice.
fn write(folder: &Path, plan: &Plan, submission: &Submission) -> Result<(), Box<dyn std::error::Error>> {
    let path = folder.join("nop").join(submission.file);
    let parent = path.parent().ok_or("no folder")?;
    fs::create_dir_all(parent)?;
    let bytes = forms::submission(plan, submission)?;
    let filter = match path.extension().and_then(|extension| extension.to_str()) {
        Some("xls") => "xls:MS Excel 97",
        Some("ods") => "ods",
        _ => return Ok(fs::write(&path, bytes)?),
    };
    if path.exists() {
        return Ok(()); // LibreOffice stamps the time, so a file that is there stays as it is.
    }
    convert(&path, filter, &bytes)
}

/// Asks LibreOffice, if it is there, for another format.
fn convert(path: &Path, filter: &str, bytes: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    let scratch: PathBuf = std::env::temp_dir().join("tonghop-make-inputs");
    fs::create_dir_all(&scratch)?;
    let draft = scratch.join(path.with_extension("xlsx").file_name().ok_or("no name")?);
    fs::write(&draft, bytes)?;
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", scratch.display()))
        .args(["--headless", "--convert-to", filter, "--outdir"])
        .arg(path.parent().ok_or("no folder")?)
        .arg(&draft)
        .status();
    if !done.is_ok_and(|status| status.success()) {
        println!("không có LibreOffice, giữ nguyên: {}", path.display());
    }
    Ok(())
}

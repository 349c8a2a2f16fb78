//! `audit`: a PDF held against the layout rules of the guidance that it follows.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::answer::Answer;
use super::look::Desk;
use crate::audit::{Audited, audit as read_back};
use crate::cli::Format;
use crate::disk::read_file;
use crate::export::{SCHEMA_VERSION, findings_value};
use crate::finding::{Findings, Severity};
use crate::tell::{Telling, tell};

/// Audits each file; one that cannot be read is told, and the others go on.
///
/// # Errors
/// None of its own: what stops one file is told in the answer.
pub fn audit(desk: &Desk<'_>, files: &[PathBuf]) -> Result<Answer> {
    let mut all = Answer::default();
    let mut values = Vec::new();
    for path in files {
        let name = path.display().to_string();
        let mut answer = one(desk, path, &name).unwrap_or_else(|error| Answer::failure(Some(&name), &error));
        values.extend(answer.json.take());
        all = all.and(answer);
    }
    if desk.request.format == Format::Json {
        let value = json!({ "schema_version": SCHEMA_VERSION, "files": values });
        all.out = format!("{value:#}\n");
    }
    Ok(all)
}

fn one(desk: &Desk<'_>, path: &Path, name: &str) -> Result<Answer> {
    let bytes = read_file(path)?;
    let mut findings = Findings::default();
    let audited = read_back(name, &bytes, &mut findings).context("Không soát được tệp")?;
    findings.sort();
    let code = u8::from(findings.any_at_least(desk.level()));
    let mut answer = Answer { code, ..Answer::default() };
    if desk.request.format == Format::Json {
        answer.json = Some(value(name, &audited, &findings));
    } else if desk.request.quiet {
        let findings = &desk.failing(&findings);
        answer.err = tell(&Telling::AuditFindings { findings, notes: false }, desk.paint);
    } else {
        let notes = desk.request.verbose;
        let (pages, profile) = (audited.pages, audited.profile);
        answer.err = tell(&Telling::AuditFindings { findings: &findings, notes }, desk.paint);
        answer.out = tell(&Telling::Audit { file: name, pages, profile, findings: &findings }, desk.paint);
    }
    Ok(answer)
}

fn value(name: &str, audited: &Audited, findings: &Findings) -> Value {
    json!({
        "file": name,
        "pages": audited.pages,
        "profile": audited.profile,
        "counts": {
            "error": findings.count(Severity::Error),
            "warning": findings.count(Severity::Warning),
            "note": findings.count(Severity::Note),
        },
        "findings": findings_value(findings),
    })
}

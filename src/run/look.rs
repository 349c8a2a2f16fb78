//! The commands that only look: `check`, `status`, `trace`, `explain`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::answer::Answer;
use super::consolidate::{Outcome, consolidate_with};
use super::missed::runs;
use super::world::World;
use crate::cli::{FailOn, Format, Request};
use crate::disk::{last_run, load, load_with_drafts, plan_name};
use crate::domain::Plan;
use crate::domain::standing::{Standing, StandingStatus, standings};
use crate::export::{findings_json, plan_json};
use crate::finding::{Code, Findings, Severity};
use crate::progress::{Effort, all_cores};
use crate::tell::{Paint, Telling, tell};

/// What every command works with.
#[derive(Debug)]
pub struct Desk<'a> {
    pub request: &'a Request,
    pub as_of: NaiveDate,
    pub paint: Paint,
    pub world: &'a dyn World,
}

impl Desk<'_> {
    /// The threads wished for, and who is told how far the work has come.
    pub fn effort(&self) -> Effort<'_> {
        Effort::new(self.request.jobs.unwrap_or_else(all_cores), self.world.progress())
    }

    /// Does the same for each plan folder; what stops one is told, and the others go on.
    pub fn each(
        &self,
        folders: &[PathBuf],
        work: impl Fn(&Desk<'_>, &Path) -> Result<Answer>,
    ) -> Result<Answer> {
        let mut all = Answer::default();
        let mut values = Vec::new();
        for folder in folders {
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
            let mut answer =
                work(self, folder).unwrap_or_else(|error| Answer::failure(name.as_deref(), &error));
            values.extend(answer.json.take());
            all = all.and(answer);
        }
        all.json = self.json(|| json!({ "plans": values }));
        Ok(all)
    }

    /// The value for machines, made only where it is asked for.
    pub fn json(&self, make: impl FnOnce() -> Value) -> Option<Value> {
        (self.request.format == Format::Json).then(make)
    }

    fn code(&self, outcome: &Outcome) -> u8 {
        u8::from(outcome.findings.any_at_least(self.level()))
    }

    /// From here on a finding makes the exit code 1.
    pub fn level(&self) -> Severity {
        match self.request.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
        }
    }

    /// What makes the exit code 1, and nothing else: a command that writes no list must print it, however quiet.
    pub fn failing(&self, findings: &Findings) -> Findings {
        let mut failing = Findings::default();
        let level = self.level();
        findings.iter().filter(|one| one.severity >= level).for_each(|one| failing.add(one.clone()));
        failing
    }
}

/// The findings on stderr, and the exit code that they mean.
pub fn told(desk: &Desk<'_>, outcome: &Outcome) -> Answer {
    let (plan, findings) = (&outcome.plan, &outcome.findings);
    let err = match (desk.request.quiet, desk.request.format) {
        (false, Format::Human) => {
            tell(&Telling::Findings { plan, findings, notes: desk.request.verbose }, desk.paint)
        }
        _ => String::new(),
    };
    Answer { err, code: desk.code(outcome), ..Answer::default() }
}

/// `check`: findings and summary, nothing written. `output` is where earlier drafts are kept.
pub fn check(desk: &Desk<'_>, folder: &Path, output: &Path) -> Result<Answer> {
    let outcome = consolidate_with(&load_with_drafts(folder, output)?, desk.as_of, &desk.effort())?;
    let (plan, findings) = (&outcome.plan, &outcome.findings);
    let mut answer = told(desk, &outcome);
    if desk.request.quiet && desk.request.format == Format::Human {
        let findings = &desk.failing(findings);
        answer.err = tell(&Telling::Findings { plan, findings, notes: false }, desk.paint);
    } else if !desk.request.quiet {
        answer.out = tell(&Telling::Summary { plan, findings, produced: None }, desk.paint);
    }
    answer.json = desk.json(|| parsed(&findings_json(findings, &plan.settings.plan, plan.as_of)));
    Ok(answer)
}

/// `status`: who has sent what, and when the set in `output` was last made.
pub fn status(desk: &Desk<'_>, folder: &Path, output: &Path) -> Result<Answer> {
    let outcome = consolidate_with(&load(folder)?, desk.as_of, &desk.effort())?;
    let mut out = tell(&Telling::Status { plan: &outcome.plan }, desk.paint);
    let record = last_run(&output.join(plan_name(folder)?));
    let runs = runs(&record, outcome.plan.settings.schedule, desk.world.now());
    out.push_str(&runs.text());
    let json = desk.json(|| {
        let whole = parsed(&plan_json(&outcome.plan, &outcome.findings, ""));
        json!({ "plan": whole["plan"], "as_of": whole["as_of"], "submissions": whole["submissions"], "departments": departments(&outcome.plan), "runs": runs.json() })
    });
    Ok(Answer { out, json, ..Answer::default() })
}

/// How each department stands.
fn departments(plan: &Plan) -> Value {
    let one = |one: &Standing<'_>| {
        json!({
            "department": one.department,
            "name": one.name,
            "status": one.status.key(),
            "days_late": match one.status { StandingStatus::Late(days) => days, _ => one.overdue },
            "deadline": one.deadline.map(|day| day.to_string()),
            "times": one.times,
        })
    };
    standings(plan).iter().map(one).collect()
}

/// `trace`: from a code to its cells.
pub fn trace(desk: &Desk<'_>, folder: &Path, code: &str) -> Result<Answer> {
    let outcome = consolidate_with(&load(folder)?, desk.as_of, &desk.effort())?;
    let code = code.to_uppercase();
    let out = tell(&Telling::Trace { plan: &outcome.plan, code: &code }, desk.paint);
    if out.is_empty() {
        bail!("Không có chỉ tiêu, nhiệm vụ hoặc ý kiến nào mang mã “{code}”");
    }
    let json = desk.json(|| {
        let whole = parsed(&plan_json(&outcome.plan, &outcome.findings, ""));
        let found = ["indicators", "tasks", "opinions"]
            .iter()
            .filter_map(|list| whole[*list].as_array())
            .flatten()
            .find(|entry| entry["code"] == code.as_str());
        json!({ "plan": whole["plan"], "as_of": whole["as_of"], "traced": found })
    });
    Ok(Answer { out, json, ..Answer::default() })
}

/// `explain`: one code, or the list of all.
pub fn explain(desk: &Desk<'_>, code: Option<&str>) -> Result<Answer> {
    let Some(id) = code else {
        let json =
            desk.json(|| json!({ "codes": Code::ALL.iter().map(|code| entry(*code)).collect::<Vec<_>>() }));
        return Ok(Answer { out: tell(&Telling::Codes, desk.paint), json, ..Answer::default() });
    };
    let id = id.to_uppercase();
    let Some(code) = Code::ALL.iter().find(|code| code.id() == id) else {
        bail!("Không có mã phát hiện “{id}”; gõ “tonghop explain” để xem tất cả các mã");
    };
    let json = desk.json(|| json!({ "codes": [entry(*code)] }));
    Ok(Answer { out: tell(&Telling::Manual { code: *code }, desk.paint), json, ..Answer::default() })
}

fn entry(code: Code) -> Value {
    json!({
        "code": code.id(),
        "severity": code.severity().key(),
        "title": code.title(),
        "meaning": code.meaning(),
        "help": code.remedy(),
    })
}

/// Our own JSON, read again: the one place that knows the keys is `export`.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

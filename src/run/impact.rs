//! `trace --impact`: what depends on an indicator, in the plan and in every document.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::answer::Answer;
use super::consolidate::consolidate_with;
use super::look::Desk;
use crate::disk::{load, stock};
use crate::domain::impact::impact as impact_of;
use crate::export::impact_value;
use crate::tell::{Telling, tell};
use crate::template::{Mode, Templates, quotes};

/// Everything that changes when this indicator's figures change.
pub fn impact(desk: &Desk<'_>, folder: &Path, code: &str) -> Result<Answer> {
    let plan = consolidate_with(&load(folder)?, desk.as_of, &desk.effort())?.plan;
    let code = code.to_uppercase();
    let Some(impact) = impact_of(&plan, &code) else {
        bail!("Không có chỉ tiêu nào mang mã “{code}”");
    };
    let stock = stock(folder, Path::new("."), &plan.settings.fonts)?;
    let templates = Templates { files: stock.templates };
    let indicators = impact.positions(&plan);
    let mut documents = Vec::with_capacity(plan.settings.documents.len());
    for document in plan.settings.documents.iter().filter(|document| document.per_unit.is_none()) {
        let found = quotes(&plan, document, &templates, Mode::Draft, &indicators).with_context(|| {
            format!("Không lập được văn bản “{}” từ mẫu “{}”", document.name, document.template)
        })?;
        documents.push((document.name.clone(), found));
    }
    let telling = Telling::Impact { plan: &plan, impact: &impact, documents: &documents };
    let out = tell(&telling, desk.paint);
    let json = desk.json(|| {
        json!({
            "plan": plan.settings.plan,
            "as_of": plan.as_of.to_string(),
            "impact": impact_value(&plan, &impact, &documents),
        })
    });
    Ok(Answer { out, json, ..Answer::default() })
}

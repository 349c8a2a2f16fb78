//! Handlebars run: paragraphs first, then the document; its complaints in Vietnamese.

use std::collections::BTreeMap;

use handlebars::{Context, Handlebars, RenderError, RenderErrorReason};
use serde_json::Value;

use super::check::{Work, place_of};
use super::escape::escape;
use super::figures::Figures;
use super::numbering::Numbering;
use super::trouble::{TemplateError, TemplateErrors};
use super::{partials, speech, spelling, texts};
use crate::domain::DocumentSpec;

/// Renders what was found clean. Codes that only the data names may still be wrong: that is a located fault too.
pub(super) fn press(
    figures: &Figures<'_>,
    document: &DocumentSpec,
    work: Work,
    data: Value,
) -> Result<String, TemplateErrors> {
    let pages = press_each(figures, document, work, std::iter::once(data))?;
    Ok(pages.into_iter().next().unwrap_or_default())
}

/// The same work rendered for each of several data.
pub(super) fn press_each(
    figures: &Figures<'_>,
    document: &DocumentSpec,
    mut work: Work,
    each: impl Iterator<Item = Value>,
) -> Result<Vec<String>, TemplateErrors> {
    let numbering = Numbering::default();
    let mut registry = speech::registry(figures, &numbering);
    for (place, mut template) in std::mem::take(&mut work.templates) {
        if let Some(style) = document.spelling {
            spelling::respell(&mut template, style);
        }
        partials::prepare(&mut template);
        registry.register_template(&place, template);
    }
    for (place, template) in work.texts.iter_mut().flat_map(|(_, list)| list) {
        partials::prepare(template);
        registry.register_template(place, std::mem::take(template));
    }
    let mut pages = Vec::new();
    for data in each {
        let mut context = Context::from(data);
        let pass =
            |registry: &mut Handlebars<'_>, context: &mut Context| run(registry, context, &work, &numbering);
        let fault = |error: RenderError| TemplateErrors(vec![translate(document, &error)]);
        let first = pass(&mut registry, &mut context).map_err(fault)?;
        let settled = numbering.settled();
        pages.push(if settled { first } else { pass(&mut registry, &mut context).map_err(fault)? });
    }
    Ok(pages)
}

/// One pass: paragraphs as plain text put under their names, then the document as XML.
fn run(
    registry: &mut Handlebars<'_>,
    context: &mut Context,
    work: &Work,
    numbering: &Numbering,
) -> Result<String, RenderError> {
    numbering.begin(false);
    registry.register_escape_fn(handlebars::no_escape);
    let mut texts: BTreeMap<&str, Vec<String>> =
        texts::TEXT_NAMES.iter().map(|name| (*name, Vec::new())).collect();
    for (name, list) in &work.texts {
        let paragraphs = list.iter().map(|(place, _)| registry.render_with_context(place, context));
        let mut paragraphs = paragraphs.collect::<Result<Vec<_>, _>>()?;
        paragraphs.retain(|text| !text.trim().is_empty());
        texts.insert(name, paragraphs);
    }
    if let Some(place) = context.data_mut().pointer_mut("/van_ban/noi_dung") {
        *place = serde_json::to_value(texts).unwrap_or_default();
    }
    numbering.begin(true);
    registry.register_escape_fn(escape);
    registry.render_with_context(&work.root, context)
}

fn translate(document: &DocumentSpec, error: &RenderError) -> TemplateError {
    let message = match error.reason() {
        RenderErrorReason::Other(message) => message.clone(),
        RenderErrorReason::MissingVariable(Some(name)) => {
            format!("không có giá trị dưới tên \"{name}\"")
        }
        RenderErrorReason::MissingVariable(None) => "không có giá trị được hỏi".to_string(),
        RenderErrorReason::InvalidJsonIndex(name) => {
            format!("\"{name}\" không phải là số thứ tự của danh sách")
        }
        _ => "không kết xuất được thẻ này".to_string(),
    };
    TemplateError {
        place: error.template_name.clone().unwrap_or_else(|| place_of(&document.template)),
        position: error.line_no.zip(error.column_no),
        message,
        suggestion: None,
    }
}

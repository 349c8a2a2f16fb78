//! Handlebars itself: words registered, paragraphs first, then the document; its complaints in Vietnamese.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use handlebars::{
    Context, Handlebars, Helper, HelperDef, PathAndJson, RenderContext, RenderError, RenderErrorReason, ScopedJson,
};
use serde_json::Value;

use super::check::Work;
use super::escape::escape;
use super::figures::{self, Figures};
use super::nearest::nearest;
use super::partials::{self, Call};
use super::trouble::{TemplateError, TemplateErrors};
use super::wording;
use crate::domain::{DocumentSpec, Indicator};

/// Renders what was found clean. Codes that only the data names may still be wrong: that is a located fault too.
pub(super) fn press(
    figures: &Figures<'_>,
    document: &DocumentSpec,
    mut work: Work,
    data: Value,
) -> Result<String, TemplateErrors> {
    let numbering = Numbering::default();
    let mut registry = registry(figures, &numbering);
    for (place, mut template) in std::mem::take(&mut work.templates) {
        partials::prepare(&mut template);
        registry.register_template(&place, template);
    }
    for (place, template) in work.texts.iter_mut().flat_map(|(_, list)| list) {
        partials::prepare(template);
        registry.register_template(place, std::mem::take(template));
    }
    let mut context = Context::from(data);
    let pass = |registry: &mut Handlebars<'_>, context: &mut Context| run(registry, context, &work, &numbering);
    let fault = |error: RenderError| TemplateErrors(vec![translate(document, &error)]);
    let first = pass(&mut registry, &mut context).map_err(fault)?;
    if numbering.settled() { Ok(first) } else { pass(&mut registry, &mut context).map_err(fault) }
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
    let mut texts: BTreeMap<&str, Vec<String>> = super::view::TEXT_NAMES.iter().map(|name| (*name, Vec::new())).collect();
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
        RenderErrorReason::MissingVariable(Some(name)) => format!("không có giá trị dưới tên \"{name}\""),
        RenderErrorReason::MissingVariable(None) => "không có giá trị được hỏi".to_string(),
        RenderErrorReason::InvalidJsonIndex(name) => format!("\"{name}\" không phải là số thứ tự của danh sách"),
        _ => "không kết xuất được thẻ này".to_string(),
    };
    TemplateError {
        place: error.template_name.clone().unwrap_or_else(|| super::check::place_of(&document.template)),
        position: error.line_no.zip(error.column_no),
        message,
        suggestion: None,
    }
}

/// Running numbers of one pass, and the numbers of the appendices, which a text may quote before they come.
#[derive(Default)]
struct Numbering(Mutex<State>);

#[derive(Default)]
struct State {
    next: BTreeMap<String, usize>,
    /// Keys of appendices in the order in which the document first names them.
    appendices: Vec<String>,
    /// The list is known from an earlier pass.
    known: bool,
    /// A paragraph asked for a number before the document was laid out.
    asked_early: bool,
    in_document: bool,
}

impl Numbering {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Paragraphs begin a pass, the document follows.
    fn begin(&self, document: bool) {
        let mut state = self.state();
        state.in_document = document;
        state.next.clear();
    }

    /// Was everything printed with its true number? If not, the next pass will.
    fn settled(&self) -> bool {
        let mut state = self.state();
        let settled = state.known || (!state.asked_early && state.appendices.len() != 1);
        state.known = true;
        settled
    }

    fn next(&self, key: &str) -> usize {
        let mut state = self.state();
        let number = state.next.entry(key.to_string()).or_insert(0);
        *number += 1;
        *number
    }

    /// `Phụ lục II`; a single one has no number (Phụ lục I, III.1.a).
    fn appendix(&self, key: &str) -> Result<String, String> {
        let mut state = self.state();
        state.asked_early |= !state.in_document;
        let place = state.appendices.iter().position(|known| known == key);
        let place = match place {
            Some(place) => place,
            None if state.in_document && !state.known => {
                state.appendices.push(key.to_string());
                state.appendices.len() - 1
            }
            None if !state.known => 0,
            None => return Err(stranger("phụ lục", key, state.appendices.iter().map(String::as_str))),
        };
        let single = state.known && state.appendices.len() == 1;
        Ok(if single { "Phụ lục".to_string() } else { format!("Phụ lục {}", wording::roman(place + 1)) })
    }
}

/// `không có chỉ tiêu mã "CT99"; có phải là "CT09"?`
fn stranger<'a>(what: &str, typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let suggestion = nearest(typed, known).map(|name| format!("; có phải là \"{name}\"?")).unwrap_or_default();
    format!("không có {what} \"{typed}\"{suggestion}")
}

/// A word as a function of its parameters.
struct Said<F>(F);

impl<F: Fn(&[PathAndJson<'_>]) -> Result<Value, String> + Send + Sync> HelperDef for Said<F> {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        self.0(helper.params()).map(ScopedJson::Derived).map_err(|message| RenderErrorReason::Other(message).into())
    }
}

type Parameters<'a, 'b> = &'a [PathAndJson<'b>];

fn words(parameters: Parameters<'_, '_>, index: usize) -> String {
    parameters.get(index).map(PathAndJson::render).unwrap_or_default()
}

fn number(parameters: Parameters<'_, '_>) -> Result<usize, String> {
    match parameters.first().map(PathAndJson::value) {
        Some(Value::Array(list)) => Ok(list.len()),
        Some(Value::Number(number)) => {
            number.as_u64().and_then(|number| usize::try_from(number).ok()).ok_or_else(|| format!("{number} không phải là số đếm"))
        }
        _ => Err("tham số không phải là số đếm".to_string()),
    }
}

fn registry<'a>(figures: &'a Figures<'a>, numbering: &'a Numbering) -> Handlebars<'a> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    registry.register_helper(partials::CALL, Box::new(Call));
    quote_figures(&mut registry, figures);
    say_words(&mut registry);
    let said = move |given: Parameters<'_, '_>| Ok(numbering.next(&words(given, 0)).into());
    registry.register_helper("dem_tiep", Box::new(Said(said)));
    let said = move |given: Parameters<'_, '_>| numbering.appendix(&words(given, 0)).map(Value::from);
    registry.register_helper("phu_luc", Box::new(Said(said)));
    registry
}

fn say_words(registry: &mut Handlebars<'_>) {
    let mut say = |name: &str, said: fn(&str) -> String| {
        let said = move |given: Parameters<'_, '_>| Ok(Value::from(said(&words(given, 0))));
        registry.register_helper(name, Box::new(Said(said)));
    };
    say("hoa", wording::capitals);
    say("hoa_dau", wording::capital_first);
    say("bo_cham", |text| wording::unstopped(text).to_string());
    say("ket_van_ban", wording::closed);
    let mut count = |name: &str, said: fn(usize) -> String| {
        let said = move |given: Parameters<'_, '_>| number(given).map(|number| Value::from(said(number)));
        registry.register_helper(name, Box::new(Said(said)));
    };
    count("dem", wording::count);
    count("la_ma", wording::roman);
    count("diem", wording::point);
    let said = |given: Parameters<'_, '_>| {
        let text = words(given, 0);
        wording::long_date(&text).map(Value::from).ok_or_else(|| format!("\"{text}\" không phải là ngày (2024-02-05 hoặc 05/02/2024)"))
    };
    registry.register_helper("ngay", Box::new(Said(said)));
}

fn quote_figures<'a>(registry: &mut Handlebars<'a>, figures: &'a Figures<'a>) {
    let mut quote = |name: &str, said: fn(&Figures<'a>, &'a Indicator, Parameters<'_, '_>) -> Result<String, String>| {
        let said = move |given: Parameters<'_, '_>| {
            let code = words(given, 0);
            let indicator = figures.indicator(&code).ok_or_else(|| stranger("chỉ tiêu mã", &code, figures.codes()))?;
            said(figures, indicator, given).map(Value::from)
        };
        registry.register_helper(name, Box::new(Said(said)));
    };
    quote("ten", |_, indicator, _| Ok(indicator.name.clone()));
    quote("dvt", |_, indicator, _| Ok(indicator.unit.clone()));
    quote("so", |figures, indicator, given| {
        let figure = column(figures, indicator, given)?;
        Ok(figure.map_or(figures::MISSING.into(), |figure| figures::in_sentence(figure, &indicator.unit)).into_owned())
    });
    quote("so_o", |figures, indicator, given| {
        let figure = column(figures, indicator, given)?;
        Ok(figure.map_or(figures::MISSING.into(), figures::in_cell).into_owned())
    });
    quote("so_sanh", |figures, indicator, given| {
        let key = words(given, 1);
        let comparison = figures.comparison(indicator, &key);
        comparison.map(figures::compared).ok_or_else(|| stranger("cột so sánh", &key, figures.comparisons()))
    });
}

/// The figure in the column that the second parameter names, or in the plan year's own.
fn column<'a>(
    figures: &Figures<'a>,
    indicator: &'a Indicator,
    given: Parameters<'_, '_>,
) -> Result<Option<&'a crate::domain::Figure>, String> {
    if given.len() < 2 {
        return Ok(figures.figure(indicator, None));
    }
    let key = words(given, 1);
    let figure = figures.figure(indicator, Some(&key));
    figure.map(Some).ok_or_else(|| stranger("cột số liệu", &key, figures.columns()))
}

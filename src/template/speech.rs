//! The words of the language put into handlebars: each a function of its parameters.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, PathAndJson, RenderContext, RenderError, RenderErrorReason,
    ScopedJson,
};
use serde_json::Value;

use super::figures::{self, Figures};
use super::nearest::stranger;
use super::numbering::Numbering;
use super::partials::{self, Call};
use super::wording;
use crate::domain::{Figure, Indicator};

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
        self.0(helper.params())
            .map(ScopedJson::Derived)
            .map_err(|message| RenderErrorReason::Other(message).into())
    }
}

type Parameters<'a, 'b> = &'a [PathAndJson<'b>];

fn words(parameters: Parameters<'_, '_>, index: usize) -> String {
    parameters.get(index).map(PathAndJson::render).unwrap_or_default()
}

fn number(parameters: Parameters<'_, '_>) -> Result<usize, String> {
    match parameters.first().map(PathAndJson::value) {
        Some(Value::Array(list)) => Ok(list.len()),
        Some(Value::Number(number)) => number
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .ok_or_else(|| format!("{number} không phải là số đếm")),
        _ => Err("tham số không phải là số đếm".to_string()),
    }
}

/// A registry that knows every word.
pub(super) fn registry<'a>(figures: &'a Figures<'a>, numbering: &'a Numbering) -> Handlebars<'a> {
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
    say("nguyen_van", str::to_string);
    say("hoa", wording::capitals);
    say("hoa_dau", wording::capital_first);
    say("thuong_dau", wording::small_first);
    say("bo_cham", |text| wording::unstopped(text).to_string());
    say("ket_van_ban", wording::closed);
    let mut count = |name: &str, said: fn(usize) -> String| {
        let said = move |given: Parameters<'_, '_>| number(given).map(|number| Value::from(said(number)));
        registry.register_helper(name, Box::new(Said(said)));
    };
    count("dem", wording::count);
    count("la_ma", wording::roman);
    count("diem", wording::point);
    let said = |given: Parameters<'_, '_>| Ok(Value::from(words(given, 0).starts_with(&words(given, 1))));
    registry.register_helper("bat_dau", Box::new(Said(said)));
    let said = |given: Parameters<'_, '_>| {
        let text = words(given, 0);
        wording::long_date(&text)
            .map(Value::from)
            .ok_or_else(|| format!("\"{text}\" không phải là ngày (2024-02-05 hoặc 05/02/2024)"))
    };
    registry.register_helper("ngay", Box::new(Said(said)));
}

fn quote_figures<'a>(registry: &mut Handlebars<'a>, figures: &'a Figures<'a>) {
    let mut quote =
        |name: &str, said: fn(&Figures<'a>, &'a Indicator, Parameters<'_, '_>) -> Result<String, String>| {
            let said = move |given: Parameters<'_, '_>| {
                let code = words(given, 0);
                let indicator = figures
                    .indicator(&code)
                    .ok_or_else(|| stranger("chỉ tiêu mã", &code, figures.codes()))?;
                said(figures, indicator, given).map(Value::from)
            };
            registry.register_helper(name, Box::new(Said(said)));
        };
    quote("ten", |_, indicator, _| Ok(indicator.name.clone()));
    quote("dvt", |_, indicator, _| Ok(indicator.unit.clone()));
    quote("so", |figures, indicator, given| {
        let figure = column(figures, indicator, given)?;
        Ok(figure
            .map_or(figures::MISSING.into(), |figure| figures::in_sentence(figure, &indicator.unit))
            .into_owned())
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
) -> Result<Option<&'a Figure>, String> {
    if given.len() < 2 {
        return Ok(figures.figure(indicator, None));
    }
    let key = words(given, 1);
    let figure = figures.figure(indicator, Some(&key));
    figure.map(Some).ok_or_else(|| stranger("cột số liệu", &key, figures.columns()))
}

//! Everything that a document needs, parsed and checked before anything is rendered: all faults in one pass.

use std::collections::{BTreeMap, BTreeSet};

use handlebars::template::Template;

use super::figures::Figures;
use super::nearest::nearest;
use super::scope::Scope;
use super::shape::Shape;
use super::source::Source;
use super::trouble::{TemplateError, TemplateErrors};
use super::walk::Walker;
use super::{Templates, syntax};
use crate::domain::DocumentSpec;

/// Everything that is to be rendered, parsed and found clean.
pub(super) struct Work {
    /// Place name of the document's own template.
    pub root: String,
    /// Templates by place name.
    pub templates: BTreeMap<String, Template>,
    /// Paragraphs of `document.texts`: name, and each paragraph's place name and template.
    pub texts: Vec<(String, Vec<(String, Template)>)>,
}

/// `mẫu "chung/dau-van-ban"`: how a template is called in messages, and its key in the registry.
pub(super) fn place_of(name: &str) -> String {
    format!("mẫu \"{name}\"")
}

/// Parses and checks the document's template, the partials it reaches, and its paragraphs.
pub(super) fn check(
    figures: &Figures<'_>,
    contract: &Shape,
    document: &DocumentSpec,
    templates: &Templates,
) -> Result<Work, TemplateErrors> {
    let mut errors = Vec::new();
    let texts = paragraphs(figures, contract, document, &mut errors);
    let noi_dung = contract.field("van_ban").and_then(|paper| paper.field("noi_dung"));
    let mut walker = Walker::new(figures, templates, noi_dung);
    let root = Scope { here: contract, given: Vec::new(), in_list: false };
    let found = walker.enter(&document.template, vec![root]);
    if !found {
        walker.errors.push(absent(document, templates));
    }
    if found && walker.errors.is_empty() && !walker.all_texts {
        unused(document, &walker.used, &mut errors);
    }
    errors.splice(0..0, std::mem::take(&mut walker.errors));
    once_each(&mut errors);
    if !errors.is_empty() {
        return Err(TemplateErrors(errors));
    }
    let parsed = walker.library.into_values().flatten();
    let templates = parsed.map(|parsed| (parsed.source.place.clone(), parsed.template.clone())).collect();
    Ok(Work { root: place_of(&document.template), templates, texts })
}

fn absent(document: &DocumentSpec, templates: &Templates) -> TemplateError {
    TemplateError {
        place: format!("tonghop.toml: van-ban \"{}\"", document.name),
        position: None,
        message: format!("không có mẫu \"{}\"", document.template),
        suggestion: nearest(&document.template, templates.files.keys().map(String::as_str)),
    }
}

/// Texts that no template prints are slips of a name, and would be lost without a word.
fn unused(document: &DocumentSpec, used: &BTreeSet<String>, errors: &mut Vec<TemplateError>) {
    for name in document.texts.keys().filter(|name| !used.contains(*name)) {
        errors.push(TemplateError {
            place: format!("tonghop.toml: van-ban \"{}\", noi-dung.{name}", document.name),
            position: None,
            message: format!("mẫu \"{}\" không in đoạn có tên này", document.template),
            suggestion: nearest(name, used.iter().map(String::as_str)),
        });
    }
}

fn once_each(errors: &mut Vec<TemplateError>) {
    let mut seen = BTreeSet::new();
    errors.retain(|error| seen.insert(error.clone()));
}

/// Parses and checks the paragraphs; they may quote all but one another.
fn paragraphs(
    figures: &Figures<'_>,
    contract: &Shape,
    document: &DocumentSpec,
    errors: &mut Vec<TemplateError>,
) -> Vec<(String, Vec<(String, Template)>)> {
    let mut inner = contract.clone();
    if let Some(texts) = inner.field_mut("van_ban").and_then(|paper| paper.field_mut("noi_dung")) {
        *texts = Shape::Object(Vec::new());
    }
    let none = Templates::default();
    let mut out = Vec::new();
    for (name, list) in &document.texts {
        let mut parsed = Vec::new();
        for (index, text) in list.iter().enumerate() {
            let place =
                format!("tonghop.toml: van-ban \"{}\", noi-dung.{name} đoạn {}", document.name, index + 1);
            let source = Source::new(place.clone(), text);
            match syntax::parse(&source) {
                Err(error) => errors.push(error),
                Ok(template) => {
                    let mut walker = Walker::new(figures, &none, None);
                    let mut scopes = vec![Scope { here: &inner, given: Vec::new(), in_list: false }];
                    walker.walk(&source, &template, &mut scopes);
                    errors.append(&mut walker.errors);
                    parsed.push((place, template));
                }
            }
        }
        out.push((name.clone(), parsed));
    }
    out
}

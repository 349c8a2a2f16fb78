//! The parsed templates walked against the contract before anything is rendered: all faults in one pass.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use handlebars::template::{BlockParam, DecoratorTemplate, HelperTemplate, Parameter, Template, TemplateElement};

use super::figures::Figures;
use super::nearest::nearest;
use super::scope::{Scope, Unknown, resolve};
use super::shape::{ANY, BOOL, NUMBER, Shape, TEXT};
use super::source::Source;
use super::trouble::{TemplateError, TemplateErrors};
use super::vocabulary::{self, BLOCKS, Takes, WORDS, Word};
use super::{Templates, syntax};
use crate::domain::DocumentSpec;

/// How many partial calls one document may hold: no honest one comes near, and doubling calls cannot hang us.
const MOST_CALLS: usize = 2_000;

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
            let place = format!("tonghop.toml: van-ban \"{}\", noi-dung.{name} đoạn {}", document.name, index + 1);
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

struct Parsed<'t> {
    source: Source<'t>,
    template: Template,
}

struct Walker<'s> {
    figures: &'s Figures<'s>,
    templates: &'s Templates,
    /// The object of the document's texts, to learn which are printed.
    texts: Option<&'s Shape>,
    used: BTreeSet<String>,
    /// A text was asked for by a name not known before the run: any may be printed.
    all_texts: bool,
    library: BTreeMap<String, Option<Rc<Parsed<'s>>>>,
    /// Names of the templates being walked, outermost first.
    inside: Vec<String>,
    calls: usize,
    errors: Vec<TemplateError>,
    /// Last tag whose place is known: `{{else if}}` tags have none of their own.
    cursor: usize,
}

/// Where the walk stands: the source, and the tag if its place is known.
#[derive(Clone, Copy)]
struct At<'w, 't> {
    source: &'w Source<'t>,
    tag: Option<usize>,
}

impl<'s> Walker<'s> {
    fn new(figures: &'s Figures<'s>, templates: &'s Templates, texts: Option<&'s Shape>) -> Walker<'s> {
        Walker {
            figures,
            templates,
            texts,
            used: BTreeSet::new(),
            all_texts: false,
            library: BTreeMap::new(),
            inside: Vec::new(),
            calls: 0,
            errors: Vec::new(),
            cursor: 0,
        }
    }

    /// Walks a template by name; false if there is none.
    fn enter(&mut self, name: &str, mut scopes: Vec<Scope<'s>>) -> bool {
        let Some((_, text)) = self.templates.files.get_key_value(name) else { return false };
        if !self.library.contains_key(name) {
            let source = Source::new(place_of(name), text);
            let parsed = match syntax::parse(&source) {
                Ok(template) => Some(Rc::new(Parsed { source, template })),
                Err(error) => {
                    self.errors.push(error);
                    None
                }
            };
            self.library.insert(name.to_string(), parsed);
        }
        if let Some(parsed) = self.library.get(name).cloned().flatten() {
            let cursor = std::mem::take(&mut self.cursor);
            self.inside.push(name.to_string());
            self.walk(&parsed.source, &parsed.template, &mut scopes);
            self.inside.pop();
            self.cursor = cursor;
        }
        true
    }

    fn walk(&mut self, source: &Source<'_>, template: &Template, scopes: &mut Vec<Scope<'s>>) {
        for (index, element) in template.elements.iter().enumerate() {
            let tag = template.mapping.get(index).map(|mapping| source.offset(mapping.0, mapping.1));
            self.cursor = tag.unwrap_or(self.cursor).max(self.cursor);
            let at = At { source, tag };
            match element {
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                TemplateElement::Expression(helper) => self.expression(helper, at, scopes),
                TemplateElement::HelperBlock(helper) => self.block(helper, at, scopes),
                TemplateElement::PartialExpression(partial) => self.partial(partial, at, scopes),
                TemplateElement::HtmlExpression(_) => {
                    self.tell(at, "", "{{{…}}} và {{&…}} in chữ không qua kiểm soát nên không được dùng; viết {{…}}")
                }
                _ => self.tell(at, "", "thẻ này không được dùng"),
            }
        }
    }

    fn tell(&mut self, at: At<'_, '_>, needle: &str, message: impl Into<String>) {
        self.report(at, needle, Unknown { message: message.into(), suggestion: None });
    }

    fn report(&mut self, at: At<'_, '_>, needle: &str, unknown: Unknown) {
        let offset = match at.tag {
            Some(tag) => at.source.find_in_tag(tag, needle),
            None => at.source.find_else(self.cursor, needle),
        };
        self.errors.push(TemplateError {
            place: at.source.place.clone(),
            position: Some(at.source.position(offset)),
            message: unknown.message,
            suggestion: unknown.suggestion,
        });
    }

    /// `{{name}}` or `{{word …}}`: must be something that can be printed.
    fn expression(&mut self, helper: &HelperTemplate, at: At<'_, '_>, scopes: &[Scope<'s>]) {
        let name = helper.name.as_name().unwrap_or("");
        let shape = if !helper.params.is_empty() || !helper.hash.is_empty() {
            self.call(helper, at, scopes)
        } else if helper.name.as_name().is_some() {
            self.path(name, at, scopes)
        } else {
            self.value(&helper.name, at, scopes)
        };
        if matches!(shape, Shape::Bool | Shape::List(_) | Shape::Object(_)) {
            let how = match shape {
                Shape::Bool => "dùng {{#if}}",
                Shape::List(_) => "dùng {{#each}} hoặc {{dem …}}",
                _ => "nêu thêm tên thành phần",
            };
            self.tell(at, name, format!("\"{name}\" là {}, không in thẳng được; {how}", shape.vietnamese()));
        }
    }

    /// The shape under a path; `Any` after a fault, so that one slip is told once.
    fn path(&mut self, raw: &str, at: At<'_, '_>, scopes: &[Scope<'s>]) -> &'s Shape {
        let (texts, used) = (self.texts, &mut self.used);
        let mut visit = |parent: &'s Shape, name: &str| {
            if texts.is_some_and(|texts| std::ptr::eq(texts, parent)) {
                used.insert(name.to_string());
            }
        };
        match resolve(raw, scopes, &mut visit) {
            Ok(shape) => shape,
            Err(_) if vocabulary::find(raw).is_some() => {
                self.tell(at, raw, format!("\"{raw}\" cần tham số"));
                &ANY
            }
            Err(unknown) => {
                self.report(at, raw, unknown);
                &ANY
            }
        }
    }

    /// The shape of a parameter.
    fn value(&mut self, parameter: &Parameter, at: At<'_, '_>, scopes: &[Scope<'s>]) -> &'s Shape {
        match parameter {
            Parameter::Literal(literal) => literal_shape(literal),
            Parameter::Subexpression(inner) => match inner.as_element() {
                TemplateElement::Expression(helper) => self.call(helper, at, scopes),
                _ => &ANY,
            },
            other => self.path(other.as_name().unwrap_or(""), at, scopes),
        }
    }

    /// `word a b`: the word is known, and takes what it is given.
    fn call(&mut self, helper: &HelperTemplate, at: At<'_, '_>, scopes: &[Scope<'s>]) -> &'s Shape {
        let name = helper.name.as_name().unwrap_or("");
        let Some(word) = vocabulary::find(name) else {
            self.unknown_word(name, at);
            for parameter in &helper.params {
                self.value(parameter, at, scopes);
            }
            return &ANY;
        };
        if let Some(key) = helper.hash.keys().min() {
            self.tell(at, name, format!("\"{name}\" không nhận tham số đặt tên \"{key}\""));
        }
        if helper.params.len() < word.needs || helper.params.len() > word.takes.len() {
            self.tell(at, name, format!("\"{name}\" nhận {}, không phải {}", arity(word), helper.params.len()));
        }
        let shapes: Vec<_> = helper
            .params
            .iter()
            .enumerate()
            .map(|(index, parameter)| self.argument(word, index, parameter, at, scopes))
            .collect();
        if name == "lookup" { self.looked_up(helper, &shapes, at) } else { word.gives }
    }

    fn unknown_word(&mut self, name: &str, at: At<'_, '_>) {
        if BLOCKS.contains(&name) {
            return self.tell(at, name, format!("\"{name}\" là khối: viết {{{{#{name} …}}}} … {{{{/{name}}}}}"));
        }
        let known = WORDS.iter().map(|word| word.name).chain(BLOCKS);
        let unknown =
            Unknown { message: format!("không có từ \"{name}\""), suggestion: nearest(name, known) };
        self.report(at, name, unknown);
    }

    fn argument(
        &mut self,
        word: &Word,
        index: usize,
        parameter: &Parameter,
        at: At<'_, '_>,
        scopes: &[Scope<'s>],
    ) -> &'s Shape {
        let shape = self.value(parameter, at, scopes);
        let Some(takes) = word.takes.get(index).copied() else { return shape };
        if let Parameter::Literal(serde_json::Value::String(text)) = parameter {
            self.known(takes, text, at);
        }
        let fits = match (takes, shape) {
            (_, Shape::Any) | (Takes::Anything, _) => true,
            (Takes::Code | Takes::Column | Takes::Comparison | Takes::Key, Shape::Text) => true,
            (Takes::Words, Shape::Text | Shape::Number) | (Takes::Number, Shape::Number) => true,
            (Takes::Counted, Shape::Number | Shape::List(_)) => true,
            _ => false,
        };
        if !fits {
            let wanted = wanted(takes);
            let message = format!("tham số {} của \"{}\" phải là {wanted}, không phải {}", index + 1, word.name, shape.vietnamese());
            self.tell(at, parameter.as_name().unwrap_or(word.name), message);
        }
        shape
    }

    /// A code or key written out must be one that the plan has.
    fn known(&mut self, takes: Takes, text: &str, at: At<'_, '_>) {
        let figures = self.figures;
        let (what, known): (_, Vec<&str>) = match takes {
            Takes::Code => ("chỉ tiêu mã", figures.codes().collect()),
            Takes::Column => ("cột số liệu", figures.columns().collect()),
            Takes::Comparison => ("cột so sánh", figures.comparisons().collect()),
            _ => return,
        };
        if !known.contains(&text) {
            let unknown = Unknown { message: format!("không có {what} \"{text}\""), suggestion: nearest(text, known) };
            self.report(at, text, unknown);
        }
    }

    /// `lookup collection key`: as strict as a path where the key is written out.
    fn looked_up(&mut self, helper: &HelperTemplate, shapes: &[&'s Shape], at: At<'_, '_>) -> &'s Shape {
        let key = match helper.params.get(1) {
            Some(Parameter::Literal(serde_json::Value::String(key))) => Some(key.as_str()),
            _ => None,
        };
        match (shapes.first().copied(), key) {
            (Some(Shape::List(item)), None) => item,
            (Some(shape @ Shape::Object(_)), Some(key)) => self.path(key, at, &[Scope { here: shape, given: Vec::new(), in_list: false }]),
            (Some(shape @ Shape::Object(_)), None) => {
                self.all_texts |= self.texts.is_some_and(|texts| std::ptr::eq(texts, shape));
                &ANY
            }
            (Some(Shape::Any) | None, _) => &ANY,
            (Some(shape), _) => {
                self.tell(at, "lookup", format!("\"lookup\" không tìm được trong {}", shape.vietnamese()));
                &ANY
            }
        }
    }

    fn block(&mut self, helper: &HelperTemplate, at: At<'_, '_>, scopes: &mut Vec<Scope<'s>>) {
        let name = helper.name.as_name().unwrap_or("").to_string();
        if !BLOCKS.contains(&name.as_str()) {
            self.unknown_block(&name, at, scopes);
        } else if helper.params.len() != 1 || !helper.hash.is_empty() {
            self.tell(at, &name, format!("{{{{#{name}}}}} nhận đúng một tham số"));
        }
        let shapes: Vec<_> = helper.params.iter().map(|parameter| self.value(parameter, at, scopes)).collect();
        let shape = shapes.first().copied().unwrap_or(&ANY);
        let inner = self.inner_scope(&name, helper, shape, at, scopes);
        let pushed = inner.is_some();
        scopes.extend(inner);
        if let Some(template) = &helper.template {
            self.walk(at.source, template, scopes);
        }
        if pushed {
            scopes.pop();
        }
        if let Some(template) = &helper.inverse {
            self.walk(at.source, template, scopes);
        }
    }

    fn unknown_block(&mut self, name: &str, at: At<'_, '_>, scopes: &[Scope<'s>]) {
        let message = match resolve(name, scopes, &mut |_, _| {}) {
            Ok(Shape::List(_)) => format!("\"{name}\" là danh sách: viết {{{{#each {name}}}}}"),
            Ok(_) => format!("\"{name}\" không phải là khối: viết {{{{#if {name}}}}} hoặc {{{{#with {name}}}}}"),
            Err(_) => format!("không có khối \"{name}\""),
        };
        self.report(at, name, Unknown { message, suggestion: nearest(name, BLOCKS) });
    }

    /// `each` and `with` look at something else inside.
    fn inner_scope(
        &mut self,
        name: &str,
        helper: &HelperTemplate,
        shape: &'s Shape,
        at: At<'_, '_>,
        scopes: &[Scope<'s>],
    ) -> Option<Scope<'s>> {
        let needle = helper.params.first().and_then(Parameter::as_name).unwrap_or(name);
        let (here, in_list) = match (name, shape) {
            ("each", Shape::List(item)) => (&**item, true),
            ("each", other) => {
                if *other != Shape::Any {
                    self.tell(at, needle, format!("\"{needle}\" là {}, không phải danh sách", other.vietnamese()));
                }
                (&ANY, true)
            }
            ("with", other) => (other, scopes.last().is_some_and(|scope| scope.in_list)),
            _ => return None,
        };
        Some(Scope { here, given: block_names(helper, here), in_list })
    }

    /// `{{> chung/x context name=value}}`.
    fn partial(&mut self, partial: &DecoratorTemplate, at: At<'_, '_>, scopes: &[Scope<'s>]) {
        let Some(name) = partial.name.as_name().map(str::to_string) else {
            return self.tell(at, "", "tên mẫu con phải viết thẳng, không tính ra");
        };
        let mut given: Vec<_> = partial.hash.iter().map(|(key, value)| (key.clone(), self.value(value, at, scopes))).collect();
        given.sort_by(|a, b| a.0.cmp(&b.0));
        let around = scopes.last();
        let here = match partial.params.as_slice() {
            [] => around.map_or(&ANY, |scope| scope.here),
            [one] => self.value(one, at, scopes),
            _ => {
                self.tell(at, &name, format!("mẫu con \"{name}\" nhận nhiều nhất một ngữ cảnh"));
                &ANY
            }
        };
        self.calls += 1;
        if self.inside.contains(&name) {
            let chain = self.inside.join(" → ");
            return self.tell(at, &name, format!("mẫu \"{name}\" gọi lại chính nó ({chain} → {name})"));
        }
        if self.calls > MOST_CALLS {
            return self.tell(at, &name, format!("văn bản gọi mẫu con quá {MOST_CALLS} lần"));
        }
        let mut inner = scopes.to_vec();
        inner.push(Scope { here, given, in_list: around.is_some_and(|scope| scope.in_list) });
        if !self.enter(&name, inner) {
            let suggestion = nearest(&name, self.templates.files.keys().map(String::as_str));
            self.report(at, &name, Unknown { message: format!("không có mẫu con \"{name}\""), suggestion });
        }
    }
}

/// `as |item index|`.
fn block_names<'s>(helper: &HelperTemplate, here: &'s Shape) -> Vec<(String, &'s Shape)> {
    let name = |parameter: &Parameter| parameter.as_name().unwrap_or("").to_string();
    match &helper.block_param {
        Some(BlockParam::Single(item)) => vec![(name(item), here)],
        Some(BlockParam::Pair((item, index))) => vec![(name(item), here), (name(index), &NUMBER)],
        _ => Vec::new(),
    }
}

fn literal_shape<'s>(literal: &serde_json::Value) -> &'s Shape {
    match literal {
        serde_json::Value::String(_) => &TEXT,
        serde_json::Value::Number(_) => &NUMBER,
        serde_json::Value::Bool(_) => &BOOL,
        _ => &ANY,
    }
}

fn arity(word: &Word) -> String {
    match (word.needs, word.takes.len()) {
        (needs, most) if needs == most => format!("{needs} tham số"),
        (needs, most) => format!("{needs} đến {most} tham số"),
    }
}

fn wanted(takes: Takes) -> &'static str {
    match takes {
        Takes::Code => "mã chỉ tiêu",
        Takes::Column => "khóa cột số liệu",
        Takes::Comparison => "khóa cột so sánh",
        Takes::Words => "chữ",
        Takes::Number => "số",
        Takes::Counted => "số hoặc danh sách",
        Takes::Key => "tên tự đặt trong dấu nháy",
        Takes::Anything => "giá trị",
    }
}

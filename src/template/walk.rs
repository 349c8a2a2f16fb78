//! A parsed template walked against the contract: every name in every position, blocks and partials followed.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use handlebars::template::{
    BlockParam, DecoratorTemplate, HelperTemplate, Parameter, Template, TemplateElement,
};

use super::check::place_of;
use super::figures::Figures;
use super::nearest::nearest;
use super::scope::{Scope, Unknown, resolve};
use super::shape::{ANY, BOOL, NUMBER, Shape, TEXT};
use super::source::Source;
use super::trouble::TemplateError;
use super::vocabulary::{self, BLOCKS};
use super::{Templates, syntax};

/// How many partial calls one document may hold: no honest one comes near, and doubling calls cannot hang us.
const MOST_CALLS: usize = 2_000;

/// A template and its text.
pub(super) struct Parsed<'t> {
    pub source: Source<'t>,
    pub template: Template,
}

/// One walk: what is known, where it stands, what it found.
pub(super) struct Walker<'s> {
    pub figures: &'s Figures<'s>,
    templates: &'s Templates,
    /// The object of the document's texts, to learn which are printed.
    pub texts: Option<&'s Shape>,
    pub used: BTreeSet<String>,
    /// A text was asked for by a name not known before the run: any may be printed.
    pub all_texts: bool,
    pub library: BTreeMap<String, Option<Rc<Parsed<'s>>>>,
    /// Names of the templates being walked, outermost first.
    inside: Vec<String>,
    calls: usize,
    pub errors: Vec<TemplateError>,
    /// Last tag whose place is known: `{{else if}}` tags have none of their own.
    cursor: usize,
}

/// Where the walk stands: the source, and the tag if its place is known.
#[derive(Clone, Copy)]
pub(super) struct At<'w, 't> {
    pub source: &'w Source<'t>,
    pub tag: Option<usize>,
}

impl<'s> Walker<'s> {
    pub(super) fn new(
        figures: &'s Figures<'s>,
        templates: &'s Templates,
        texts: Option<&'s Shape>,
    ) -> Walker<'s> {
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
    pub(super) fn enter(&mut self, name: &str, mut scopes: Vec<Scope<'s>>) -> bool {
        let Some((_, text)) = self.templates.files.get_key_value(name) else {
            return false;
        };
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

    pub(super) fn walk(&mut self, source: &Source<'_>, template: &Template, scopes: &mut Vec<Scope<'s>>) {
        for (index, element) in template.elements.iter().enumerate() {
            let tag = template.mapping.get(index).map(|mapping| source.offset(mapping.0, mapping.1));
            self.cursor = tag.unwrap_or(self.cursor).max(self.cursor);
            let at = At { source, tag };
            match element {
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                TemplateElement::Expression(helper) => self.expression(helper, at, scopes),
                TemplateElement::HelperBlock(helper) => self.block(helper, at, scopes),
                TemplateElement::PartialExpression(partial) => self.partial(partial, at, scopes),
                TemplateElement::HtmlExpression(_) => self.tell(
                    at,
                    "",
                    "{{{…}}} và {{&…}} in chữ không qua kiểm soát nên không được dùng; viết {{…}}",
                ),
                _ => self.tell(at, "", "thẻ này không được dùng"),
            }
        }
    }

    pub(super) fn tell(&mut self, at: At<'_, '_>, needle: &str, message: impl Into<String>) {
        self.report(at, needle, Unknown { message: message.into(), suggestion: None });
    }

    pub(super) fn report(&mut self, at: At<'_, '_>, needle: &str, unknown: Unknown) {
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
    pub(super) fn path(&mut self, raw: &str, at: At<'_, '_>, scopes: &[Scope<'s>]) -> &'s Shape {
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
    pub(super) fn value(&mut self, parameter: &Parameter, at: At<'_, '_>, scopes: &[Scope<'s>]) -> &'s Shape {
        match parameter {
            Parameter::Literal(literal) => literal_shape(literal),
            Parameter::Subexpression(inner) => match inner.as_element() {
                TemplateElement::Expression(helper) => self.call(helper, at, scopes),
                _ => &ANY,
            },
            other => self.path(other.as_name().unwrap_or(""), at, scopes),
        }
    }

    fn block(&mut self, helper: &HelperTemplate, at: At<'_, '_>, scopes: &mut Vec<Scope<'s>>) {
        let name = helper.name.as_name().unwrap_or("").to_string();
        if !BLOCKS.contains(&name.as_str()) {
            self.unknown_block(&name, at, scopes);
        } else if helper.params.len() != 1 || !helper.hash.is_empty() {
            self.tell(at, &name, format!("{{{{#{name}}}}} nhận đúng một tham số"));
        }
        let shapes: Vec<_> =
            helper.params.iter().map(|parameter| self.value(parameter, at, scopes)).collect();
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
            Ok(_) => {
                format!("\"{name}\" không phải là khối: viết {{{{#if {name}}}}} hoặc {{{{#with {name}}}}}")
            }
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
                    self.tell(
                        at,
                        needle,
                        format!("\"{needle}\" là {}, không phải danh sách", other.vietnamese()),
                    );
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
        let mut given: Vec<_> =
            partial.hash.iter().map(|(key, value)| (key.clone(), self.value(value, at, scopes))).collect();
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

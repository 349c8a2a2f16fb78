//! Words with their parameters: each word is known, each parameter fits, each code written out exists.

use handlebars::template::{HelperTemplate, Parameter};

use super::nearest::nearest;
use super::scope::{Scope, Unknown};
use super::shape::{ANY, Shape};
use super::vocabulary::{self, BLOCKS, Takes, WORDS, Word};
use super::walk::{At, Walker};

impl<'s> Walker<'s> {
    /// `word a b`: the word is known, and takes what it is given.
    pub(super) fn call(
        &mut self,
        helper: &HelperTemplate,
        at: At<'_, '_>,
        scopes: &[Scope<'s>],
    ) -> &'s Shape {
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
            self.tell(
                at,
                name,
                format!("\"{name}\" nhận {}, không phải {}", arity(word), helper.params.len()),
            );
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
            return self.tell(
                at,
                name,
                format!("\"{name}\" là khối: viết {{{{#{name} …}}}} … {{{{/{name}}}}}"),
            );
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
        let Some(takes) = word.takes.get(index).copied() else {
            return shape;
        };
        if let Parameter::Literal(serde_json::Value::String(text)) = parameter {
            self.known(takes, text, at);
        }
        let fits = matches!(
            (takes, shape),
            (_, Shape::Any)
                | (Takes::Anything, _)
                | (Takes::Code | Takes::Column | Takes::Comparison | Takes::Key, Shape::Text)
                | (Takes::Words, Shape::Text | Shape::Number)
                | (Takes::Number, Shape::Number)
                | (Takes::Counted, Shape::Number | Shape::List(_))
        );
        if !fits {
            let wanted = wanted(takes);
            let message = format!(
                "tham số {} của \"{}\" phải là {wanted}, không phải {}",
                index + 1,
                word.name,
                shape.vietnamese()
            );
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
            let unknown = Unknown {
                message: format!("không có {what} \"{text}\""),
                suggestion: nearest(text, known),
            };
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
            (Some(shape @ Shape::Object(_)), Some(key)) => {
                self.path(key, at, &[Scope { here: shape, given: Vec::new(), in_list: false }])
            }
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

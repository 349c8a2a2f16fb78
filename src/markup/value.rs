//! Values of declarations: lengths, numbers, keywords, read from tokens.

use super::errors::{Fault, Place};
use super::nearest::proposal;
use super::tokens::{Kind, Token};
use crate::document::MM;

/// A length that may depend on the element's own size of letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Len {
    Points(f32),
    Em(f32),
}

impl Len {
    /// In points, for letters of this size.
    pub fn points(self, size: f32) -> f32 {
        match self {
            Len::Points(points) => points,
            Len::Em(em) => em * size,
        }
    }
}

/// A length, `auto` or a percentage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Measure {
    Auto,
    Len(Len),
    Percent(f32),
}

const UNITS: &[(&str, f32)] =
    &[("pt", 1.0), ("mm", MM), ("cm", 10.0 * MM), ("in", 72.0), ("px", 0.75), ("pc", 12.0)];

/// The value of one declaration, without spaces.
pub(super) struct Values<'t> {
    tokens: Vec<&'t Token>,
    next: usize,
    /// Where the value (or its end) stands.
    place: Place,
    property: &'t str,
}

impl<'t> Values<'t> {
    pub fn new(property: &'t str, place: Place, tokens: &'t [Token]) -> Values<'t> {
        let tokens = tokens.iter().filter(|token| token.kind != Kind::Space).collect();
        Values { tokens, next: 0, place, property }
    }

    pub fn peek(&self) -> Option<&'t Kind> {
        self.tokens.get(self.next).map(|token| &token.kind)
    }

    pub fn take(&mut self) -> Option<&'t Kind> {
        let token = self.tokens.get(self.next)?;
        self.place = token.place;
        self.next += 1;
        Some(&token.kind)
    }

    /// Where the last token taken stands.
    pub fn place(&self) -> Place {
        self.place
    }

    pub fn is_empty(&self) -> bool {
        self.next >= self.tokens.len()
    }

    /// Takes this sign if it stands here.
    pub fn sign(&mut self, kind: &Kind) -> bool {
        let here = self.peek() == Some(kind);
        if here {
            self.take();
        }
        here
    }

    /// Takes this word if it stands here.
    pub fn word(&mut self, word: &str) -> bool {
        let here = matches!(self.peek(), Some(Kind::Ident(name)) if name.eq_ignore_ascii_case(word));
        if here {
            self.take();
        }
        here
    }

    /// A fault at the next token: `expected` says what belongs there.
    pub fn fault(&self, expected: &str) -> Fault {
        let place = self.tokens.get(self.next).map_or(self.place, |token| token.place);
        let found = self
            .tokens
            .get(self.next)
            .map_or("thiếu giá trị".to_string(), |token| format!("gặp {}", shown(token)));
        (place, format!("Thuộc tính “{}” cần {expected}; {found}.", self.property))
    }

    /// One of these words.
    pub fn keyword<T: Clone>(&mut self, table: &[(&str, T)]) -> Result<T, Fault> {
        if let Some(Kind::Ident(name)) = self.peek() {
            if let Some((_, value)) = table.iter().find(|(word, _)| name.eq_ignore_ascii_case(word)) {
                self.take();
                return Ok(value.clone());
            }
            let near = proposal(name, table.iter().map(|(word, _)| *word));
            let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
            let fault = self.fault(&format!("một trong các giá trị {}", words.join(", ")));
            return Err((fault.0, fault.1 + &near));
        }
        let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
        Err(self.fault(&format!("một trong các giá trị {}", words.join(", "))))
    }

    pub fn yes_no(&mut self) -> Result<bool, Fault> {
        self.keyword(&[("yes", true), ("no", false)])
    }

    /// A length; negative ones only where `negative`.
    pub fn length(&mut self, negative: bool) -> Result<Len, Fault> {
        match self.peek() {
            Some(Kind::Number(0.0)) => {
                self.take();
                Ok(Len::Points(0.0))
            }
            Some(Kind::Number(_)) => Err(self.fault("độ dài có đơn vị, ví dụ 10mm hoặc 12pt")),
            Some(Kind::Dimension(number, _)) if *number < 0.0 && !negative => {
                Err(self.fault("độ dài không âm"))
            }
            Some(Kind::Dimension(number, unit)) => self.unit(*number, unit),
            _ => Err(self.fault("một độ dài, ví dụ 10mm hoặc 12pt")),
        }
    }

    fn unit(&mut self, number: f32, unit: &str) -> Result<Len, Fault> {
        if unit == "em" {
            self.take();
            return Ok(Len::Em(number));
        }
        match UNITS.iter().find(|(name, _)| *name == unit) {
            Some((_, points)) => {
                self.take();
                Ok(Len::Points(number * points))
            }
            None => {
                let near = proposal(unit, UNITS.iter().map(|(name, _)| *name).chain(["em"]));
                let fault = self.fault("độ dài tính bằng pt, mm, cm, in, px hoặc em");
                Err((fault.0, fault.1 + &near))
            }
        }
    }

    /// `auto`, a percentage from 0 to 100, or a length.
    pub fn measure(&mut self) -> Result<Measure, Fault> {
        match self.peek() {
            Some(Kind::Percent(percent)) if (0.0..=100.0).contains(percent) => {
                self.take();
                Ok(Measure::Percent(*percent))
            }
            Some(Kind::Percent(_)) => Err(self.fault("tỷ lệ từ 0% đến 100%")),
            Some(Kind::Ident(_)) => self.keyword(&[("auto", Measure::Auto)]),
            _ => Ok(Measure::Len(self.length(false)?)),
        }
    }

    /// A plain number in a range.
    pub fn number(&mut self, least: f32, most: f32) -> Result<f32, Fault> {
        match self.peek() {
            Some(Kind::Number(number)) if (least..=most).contains(number) => {
                self.take();
                Ok(*number)
            }
            _ => Err(self.fault(&format!("một số từ {} đến {}", vietnamese(least), vietnamese(most)))),
        }
    }

    /// A whole number in a range.
    pub fn whole(&mut self, least: u32, most: u32) -> Result<u32, Fault> {
        match self.peek() {
            Some(Kind::Number(number))
                if number.fract() == 0.0 && (least as f32..=most as f32).contains(number) =>
            {
                self.take();
                Ok(*number as u32)
            }
            _ => Err(self.fault(&format!("một số nguyên từ {least} đến {most}"))),
        }
    }

    /// Nothing may be left.
    pub fn end(&self) -> Result<(), Fault> {
        match self.tokens.get(self.next) {
            None => Ok(()),
            Some(token) if token.kind == Kind::Bad => Ok(()),
            Some(token) if token.kind == Kind::Delim('!') => {
                Err((token.place, "Không hỗ trợ “!important”.".to_string()))
            }
            Some(token) => {
                Err((token.place, format!("Thuộc tính “{}” thừa giá trị {}.", self.property, shown(token))))
            }
        }
    }
}

/// A token as messages show it.
pub(super) fn shown(token: &Token) -> String {
    match &token.kind {
        Kind::Ident(name) => format!("“{name}”"),
        Kind::Hash(name) => format!("“#{name}”"),
        Kind::At(name) => format!("“@{name}”"),
        Kind::Quoted(text) => format!("chuỗi “{text}”"),
        Kind::Number(number) => format!("“{number}”"),
        Kind::Percent(number) => format!("“{number}%”"),
        Kind::Dimension(number, unit) => format!("“{number}{unit}”"),
        Kind::Colon => "“:”".to_string(),
        Kind::Semicolon => "“;”".to_string(),
        Kind::Comma => "“,”".to_string(),
        Kind::Delim(c) => format!("“{c}”"),
        Kind::Space => "khoảng trắng".to_string(),
        Kind::Open(bracket, name) => format!("“{name}{bracket}”"),
        Kind::Close => "dấu ngoặc đóng".to_string(),
        Kind::Bad => "ký hiệu không hợp lệ".to_string(),
    }
}

/// A number with a decimal comma.
fn vietnamese(number: f32) -> String {
    number.to_string().replace('.', ",")
}

//! Values of declarations: lengths, colours, keywords, read from tokens.

use super::errors::{Fault, Place};
use super::nearest::proposal;
use super::tokens::{Kind, Token, partner};
use crate::document::{Color, MM};

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

const COLORS: &[(&str, u32)] = &[
    ("black", 0x000000),
    ("white", 0xffffff),
    ("red", 0xff0000),
    ("green", 0x008000),
    ("blue", 0x0000ff),
    ("gray", 0x808080),
    ("grey", 0x808080),
    ("silver", 0xc0c0c0),
    ("lightgray", 0xd3d3d3),
    ("darkgray", 0xa9a9a9),
    ("maroon", 0x800000),
    ("navy", 0x000080),
    ("teal", 0x008080),
    ("olive", 0x808000),
    ("purple", 0x800080),
    ("yellow", 0xffff00),
    ("orange", 0xffa500),
    ("brown", 0xa52a2a),
    ("aqua", 0x00ffff),
    ("fuchsia", 0xff00ff),
    ("lime", 0x00ff00),
];

const UNITS: &[(&str, f32)] = &[
    ("pt", 1.0),
    ("mm", MM),
    ("cm", 10.0 * MM),
    ("in", 72.0),
    ("px", 0.75),
    ("pc", 12.0),
];

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
        let tokens = tokens
            .iter()
            .filter(|token| token.kind != Kind::Space)
            .collect();
        Values {
            tokens,
            next: 0,
            place,
            property,
        }
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
        let here =
            matches!(self.peek(), Some(Kind::Ident(name)) if name.eq_ignore_ascii_case(word));
        if here {
            self.take();
        }
        here
    }

    /// A fault at the next token: `expected` says what belongs there.
    pub fn fault(&self, expected: &str) -> Fault {
        let place = self
            .tokens
            .get(self.next)
            .map_or(self.place, |token| token.place);
        let found = self
            .tokens
            .get(self.next)
            .map_or("thiếu giá trị".to_string(), |token| {
                format!("gặp {}", shown(token))
            });
        (
            place,
            format!("Thuộc tính “{}” cần {expected}; {found}.", self.property),
        )
    }

    /// One of these words.
    pub fn keyword<T: Clone>(&mut self, table: &[(&str, T)]) -> Result<T, Fault> {
        if let Some(Kind::Ident(name)) = self.peek() {
            if let Some((_, value)) = table
                .iter()
                .find(|(word, _)| name.eq_ignore_ascii_case(word))
            {
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
            _ => Err(self.fault(&format!(
                "một số từ {} đến {}",
                vietnamese(least),
                vietnamese(most)
            ))),
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

    pub fn color(&mut self) -> Result<Color, Fault> {
        match self.peek() {
            Some(Kind::Ident(_)) => {
                let table: Vec<(&str, Color)> = COLORS
                    .iter()
                    .map(|(name, rgb)| (*name, hex(*rgb)))
                    .collect();
                let place = self.next;
                self.keyword(&table).map_err(|(at, message)| {
                    let name = self
                        .tokens
                        .get(place)
                        .map_or(String::new(), |token| shown(token));
                    let near = message
                        .split_once(" Có phải")
                        .map_or(String::new(), |(_, near)| format!(" Có phải{near}"));
                    (at, format!("Không có màu {name}.{near}"))
                })
            }
            Some(Kind::Hash(digits)) => {
                let color = hash(digits).ok_or_else(|| self.fault("màu dạng #rgb hoặc #rrggbb"))?;
                self.take();
                Ok(color)
            }
            Some(Kind::Open('(', name)) if name == "rgb" => self.rgb(),
            _ => Err(self.fault("một màu, ví dụ black, #rrggbb hoặc rgb(0, 0, 0)")),
        }
    }

    fn rgb(&mut self) -> Result<Color, Fault> {
        self.take();
        let mut channels = [0.0; 3];
        for (index, channel) in channels.iter_mut().enumerate() {
            if index > 0 {
                self.sign(&Kind::Comma);
            }
            *channel = match self.peek() {
                Some(Kind::Percent(percent)) if (0.0..=100.0).contains(percent) => {
                    self.take();
                    percent / 100.0
                }
                _ => self.number(0.0, 255.0)? / 255.0,
            };
        }
        if !self.sign(&Kind::Close) {
            return Err(self.fault("dấu “)” sau ba kênh màu"));
        }
        Ok(Color {
            r: channels[0],
            g: channels[1],
            b: channels[2],
        })
    }

    /// Nothing may be left.
    pub fn end(&self) -> Result<(), Fault> {
        match self.tokens.get(self.next) {
            None => Ok(()),
            Some(token) if token.kind == Kind::Bad => Ok(()),
            Some(token) if token.kind == Kind::Delim('!') => {
                Err((token.place, "Không hỗ trợ “!important”.".to_string()))
            }
            Some(token) => Err((
                token.place,
                format!(
                    "Thuộc tính “{}” thừa giá trị {}.",
                    self.property,
                    shown(token)
                ),
            )),
        }
    }
}

/// A colour of an attribute (`fill="#c00"`): `None` is "none".
pub(super) fn paint(tokens: &[Token], name: &str, place: Place) -> Result<Option<Color>, Fault> {
    let mut values = Values::new(name, place, tokens);
    if values.word("none") {
        return values.end().map(|()| None);
    }
    let color = values.color()?;
    values.end().map(|()| Some(color))
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

/// One declaration of a block: its name, the name's place and its value.
pub(super) struct Declared<'t> {
    pub name: String,
    pub place: Place,
    pub value: &'t [Token],
}

/// A piece of a block: a declaration, or a nested at-rule (name, place, block).
pub(super) enum Piece<'t> {
    Declared(Declared<'t>),
    Nested(&'t str, Place, &'t [Token]),
}

/// Splits a block into declarations and nested at-rules.
pub(super) fn pieces<'t>(tokens: &'t [Token], fault: &mut dyn FnMut(Fault)) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if matches!(token.kind, Kind::Space | Kind::Semicolon | Kind::Bad) {
            index += 1;
            continue;
        }
        if let Kind::At(name) = &token.kind {
            let open = (index..tokens.len())
                .find(|at| matches!(tokens[*at].kind, Kind::Open('{', _) | Kind::Semicolon));
            match open {
                Some(open) if matches!(tokens[open].kind, Kind::Open(..)) => {
                    let close = partner(tokens, open);
                    pieces.push(Piece::Nested(
                        name,
                        token.place,
                        tokens.get(open + 1..close).unwrap_or(&[]),
                    ));
                    index = close + 1;
                }
                _ => {
                    fault((token.place, format!("Sau “@{name}” phải có khối {{ … }}.")));
                    index = open.unwrap_or(tokens.len());
                }
            }
            continue;
        }
        let end = end_of_declaration(tokens, index);
        match declared(&tokens[index..end]) {
            Ok(declared) => pieces.push(Piece::Declared(declared)),
            Err(error) => fault(error),
        }
        index = end;
    }
    pieces
}

/// Up to the semicolon, jumping over brackets.
fn end_of_declaration(tokens: &[Token], from: usize) -> usize {
    let mut index = from;
    while let Some(token) = tokens.get(index) {
        match token.kind {
            Kind::Semicolon => break,
            Kind::Open(..) => index = partner(tokens, index) + 1,
            _ => index += 1,
        }
    }
    index.min(tokens.len())
}

fn declared(tokens: &[Token]) -> Result<Declared<'_>, Fault> {
    let Some(first) = tokens.first() else {
        return Err((Place::xhtml(0), String::new()));
    };
    let Kind::Ident(name) = &first.kind else {
        return Err((
            first.place,
            format!("Cần tên thuộc tính; gặp {}.", shown(first)),
        ));
    };
    let colon = tokens
        .iter()
        .skip(1)
        .position(|token| token.kind != Kind::Space)
        .map(|at| at + 1);
    match colon.and_then(|at| tokens.get(at).map(|token| (at, token))) {
        Some((at, token)) if token.kind == Kind::Colon => {
            let value = &tokens[at + 1..];
            // A forgotten semicolon swallows the next declaration: say so rather than name its colon.
            if let Some(stray) = value.iter().find(|token| token.kind == Kind::Colon) {
                return Err((
                    stray.place,
                    format!("Thiếu dấu “;” sau thuộc tính “{name}”."),
                ));
            }
            Ok(Declared {
                name: name.to_ascii_lowercase(),
                place: first.place,
                value,
            })
        }
        _ => Err((first.place, format!("Sau “{name}” thiếu dấu “:”."))),
    }
}

fn hash(digits: &str) -> Option<Color> {
    let value = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        6 => Some(hex(value)),
        3 => {
            let channel = |shift: u32| ((value >> shift) & 15) * 17;
            Some(hex(channel(8) << 16 | channel(4) << 8 | channel(0)))
        }
        _ => None,
    }
}

fn hex(rgb: u32) -> Color {
    let channel = |shift: u32| ((rgb >> shift) & 255) as f32 / 255.0;
    Color {
        r: channel(16),
        g: channel(8),
        b: channel(0),
    }
}

/// A number with a decimal comma.
fn vietnamese(number: f32) -> String {
    number.to_string().replace('.', ",")
}

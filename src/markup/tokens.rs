//! Stylesheet text to a flat list of tokens, each with its place; brackets know their partners.

use cssparser::{Parser, ParserInput, Token as Css};

use super::errors::{Place, Report};

/// Deepest nesting of brackets: `@page { @top-center { rgb( ) } }` needs three.
const DEPTH: usize = 8;
/// No length, size or number of a page is larger.
const LARGEST: f32 = 100_000.0;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Ident(String),
    Hash(String),
    At(String),
    Quoted(String),
    Number(f32),
    /// 0 to 100.
    Percent(f32),
    /// A number with its unit, lower case.
    Dimension(f32, String),
    Colon,
    Semicolon,
    Comma,
    Delim(char),
    Space,
    /// `{`, `[`, `(` or a function's `name(`.
    Open(char, String),
    Close,
    /// Already reported.
    Bad,
}

/// All tokens of a text that starts at `base` (a stylesheet, or the value of a `style` attribute).
pub(super) fn tokens(text: &str, base: Place, report: &mut Report<'_>) -> Vec<Token> {
    let mut input = ParserInput::new(text);
    let mut parser = Parser::new(&mut input);
    let mut reader = Reader { text, base, report, out: Vec::with_capacity(text.len() / 4) };
    reader.block(&mut parser, 0);
    reader.out
}

struct Reader<'t, 'r, 's> {
    text: &'t str,
    base: Place,
    report: &'r mut Report<'s>,
    out: Vec<Token>,
}

impl Reader<'_, '_, '_> {
    /// Reads to the end of the block that `parser` stands in.
    fn block(&mut self, parser: &mut Parser<'_, '_>, depth: usize) {
        loop {
            let at = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return;
            };
            let token = token.clone();
            let place = Place { at: self.base.at + at, ..self.base };
            match &token {
                Css::Comment(_) => self.comment(parser, place),
                Css::Function(name) => self.nested(parser, place, ('(', name.to_ascii_lowercase()), depth),
                Css::ParenthesisBlock => self.nested(parser, place, ('(', String::new()), depth),
                Css::SquareBracketBlock => self.nested(parser, place, ('[', String::new()), depth),
                Css::CurlyBracketBlock => self.nested(parser, place, ('{', String::new()), depth),
                _ => {
                    let kind = self.plain(&token, place);
                    self.out.push(Token { kind, place });
                }
            }
        }
    }

    fn nested(&mut self, parser: &mut Parser<'_, '_>, place: Place, open: (char, String), depth: usize) {
        let bracket = open.0;
        self.out.push(Token { kind: Kind::Open(bracket, open.1), place });
        if depth >= DEPTH {
            self.report.add(place, format!("Các dấu ngoặc lồng nhau quá {DEPTH} cấp."));
        }
        let mut end = 0;
        let _: Result<(), cssparser::ParseError<'_, ()>> = parser.parse_nested_block(|inner| {
            if depth < DEPTH {
                self.block(inner, depth + 1);
                end = inner.position().byte_index();
            }
            Ok(())
        });
        let after = parser.position().byte_index();
        if depth < DEPTH && after <= end {
            let closing = match bracket {
                '{' => '}',
                '[' => ']',
                _ => ')',
            };
            self.report.add(place, format!("Dấu “{bracket}” mở ở đây nhưng thiếu dấu “{closing}” đóng."));
        }
        let close = Place { at: self.base.at + after.saturating_sub(1), ..self.base };
        self.out.push(Token { kind: Kind::Close, place: close });
    }

    /// A comment parts words as a space does; one that never ends is an error.
    fn comment(&mut self, parser: &Parser<'_, '_>, place: Place) {
        let end = parser.position().byte_index();
        let text = self.text.get(place.at - self.base.at..end).unwrap_or("");
        if !(text.len() >= 4 && text.ends_with("*/")) {
            self.report.add(place, "Chú thích “/*” thiếu “*/”.");
        }
        self.out.push(Token { kind: Kind::Space, place });
    }

    fn plain(&mut self, token: &Css<'_>, place: Place) -> Kind {
        let number = |value: f32| value.is_finite() && value.abs() <= LARGEST;
        match token {
            Css::Ident(name) => Kind::Ident(name.to_string()),
            Css::AtKeyword(name) => Kind::At(name.to_ascii_lowercase()),
            Css::Hash(name) | Css::IDHash(name) => Kind::Hash(name.to_string()),
            Css::QuotedString(text) => Kind::Quoted(text.to_string()),
            Css::Number { value, .. } if number(*value) => Kind::Number(*value),
            Css::Percentage { unit_value, .. } if number(*unit_value) => Kind::Percent(unit_value * 100.0),
            Css::Dimension { value, unit, .. } if number(*value) => {
                Kind::Dimension(*value, unit.to_ascii_lowercase())
            }
            Css::Number { .. } | Css::Percentage { .. } | Css::Dimension { .. } => {
                self.bad(place, "Số quá lớn.")
            }
            Css::Colon => Kind::Colon,
            Css::Semicolon => Kind::Semicolon,
            Css::Comma => Kind::Comma,
            Css::Delim(c) => Kind::Delim(*c),
            Css::WhiteSpace(_) => Kind::Space,
            Css::CloseCurlyBracket => self.bad(place, "Thừa dấu “}”."),
            Css::CloseParenthesis => self.bad(place, "Thừa dấu “)”."),
            Css::CloseSquareBracket => self.bad(place, "Thừa dấu “]”."),
            Css::BadString(_) => self.bad(place, "Chuỗi trong ngoặc kép chưa đóng."),
            Css::UnquotedUrl(_) | Css::BadUrl(_) => self.bad(place, "Không hỗ trợ url()."),
            _ => self.bad(place, "Ký hiệu này không được hỗ trợ."),
        }
    }

    fn bad(&mut self, place: Place, message: &str) -> Kind {
        self.report.add(place, message);
        Kind::Bad
    }
}

/// The index of the bracket that closes the one at `open`.
pub(super) fn partner(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Open(..) => depth += 1,
            Kind::Close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

//! The inside of a block: declarations and nested at-rules.

use super::errors::{Fault, Place};
use super::tokens::{Kind, Token, partner};
use super::value::shown;

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
                    pieces.push(Piece::Nested(name, token.place, tokens.get(open + 1..close).unwrap_or(&[])));
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
        return Err((first.place, format!("Cần tên thuộc tính; gặp {}.", shown(first))));
    };
    let colon = tokens.iter().skip(1).position(|token| token.kind != Kind::Space).map(|at| at + 1);
    match colon.and_then(|at| tokens.get(at).map(|token| (at, token))) {
        Some((at, token)) if token.kind == Kind::Colon => {
            let value = &tokens[at + 1..];
            // A forgotten semicolon swallows the next declaration: say so rather than name its colon.
            if let Some(stray) = value.iter().find(|token| token.kind == Kind::Colon) {
                return Err((stray.place, format!("Thiếu dấu “;” sau thuộc tính “{name}”.")));
            }
            Ok(Declared { name: name.to_ascii_lowercase(), place: first.place, value })
        }
        _ => Err((first.place, format!("Sau “{name}” thiếu dấu “:”."))),
    }
}

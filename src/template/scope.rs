//! What a name means at a place in a template: the blocks around it, the contract at the root.

use super::nearest::nearest;
use super::shape::{ANY, BOOL, NUMBER, Shape, TEXT};
use super::vocabulary::LOCALS;

/// One block around a place.
#[derive(Debug, Clone)]
pub(super) struct Scope<'s> {
    pub here: &'s Shape,
    /// `as |item index|`, and the names that a partial is given.
    pub given: Vec<(String, &'s Shape)>,
    /// `@index` and its kin are known here.
    pub in_list: bool,
}

/// A name that means nothing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unknown {
    pub message: String,
    pub suggestion: Option<String>,
}

impl Unknown {
    fn name(typed: &str, known: Option<String>) -> Unknown {
        Unknown { message: format!("không có tên \"{typed}\""), suggestion: known }
    }

    fn plain(message: String) -> Unknown {
        Unknown { message, suggestion: None }
    }
}

/// A path as written, taken apart.
struct Path<'p> {
    up: usize,
    root: bool,
    local: bool,
    parts: Vec<&'p str>,
}

/// `../a.b`, `this/a`, `@root.a`, `@../index`, `a.[b c]`.
fn take_apart(raw: &str) -> Path<'_> {
    let mut rest = raw;
    let mut path = Path { up: 0, root: false, local: false, parts: Vec::new() };
    if let Some(after) = rest.strip_prefix("@root") {
        path.root = true;
        rest = after.trim_start_matches(['.', '/']);
    } else if let Some(after) = rest.strip_prefix('@') {
        path.local = true;
        rest = after;
    }
    rest = rest.strip_prefix("./").unwrap_or(rest);
    while let Some(after) = rest.strip_prefix("..") {
        path.up += 1;
        rest = after.strip_prefix(['/', '.']).unwrap_or(after);
    }
    while !rest.is_empty() {
        let (part, after) = match rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
            Some((part, after)) => (part, after),
            None => rest.split_at(rest.find(['.', '/']).unwrap_or(rest.len())),
        };
        if !matches!(part, "" | "this") {
            path.parts.push(part);
        }
        rest = after.strip_prefix(['.', '/']).unwrap_or(after);
    }
    path
}

/// The shape that a path means inside these blocks (outermost first). `visit` hears of every step from an
/// object to one of its names.
pub(super) fn resolve<'s>(
    raw: &str,
    scopes: &[Scope<'s>],
    visit: &mut dyn FnMut(&'s Shape, &str),
) -> Result<&'s Shape, Unknown> {
    let path = take_apart(raw);
    let Some(around) = scopes.len().checked_sub(path.up + 1).and_then(|place| scopes.get(place)) else {
        return Err(Unknown::plain(format!(
            "\"{raw}\" đi ra ngoài mẫu: chỉ có {} khối bao quanh",
            scopes.len().saturating_sub(1)
        )));
    };
    if path.local {
        return local(raw, &path, around);
    }
    let given = path.parts.first().filter(|_| !path.root).and_then(|first| given(first, scopes));
    let (start, parts) = match (given, path.root) {
        (Some(shape), _) => (shape, path.parts.get(1..).unwrap_or_default()),
        (None, true) => (scopes.first().map_or(around.here, |scope| scope.here), path.parts.as_slice()),
        (None, false) => (around.here, path.parts.as_slice()),
    };
    parts.iter().try_fold(start, |shape, part| step(shape, part, scopes, visit))
}

/// The innermost block that gives this name.
fn given<'s>(name: &str, scopes: &[Scope<'s>]) -> Option<&'s Shape> {
    scopes
        .iter()
        .rev()
        .flat_map(|scope| &scope.given)
        .find(|(known, _)| known == name)
        .map(|(_, shape)| *shape)
}

fn local<'s>(raw: &str, path: &Path<'_>, around: &Scope<'s>) -> Result<&'s Shape, Unknown> {
    let name = path.parts.first().copied().unwrap_or("");
    if !LOCALS.contains(&name) {
        let known = nearest(name, LOCALS).map(|name| format!("@{name}"));
        return Err(Unknown::name(raw, known));
    }
    if !around.in_list {
        return Err(Unknown::plain(format!("\"{raw}\" chỉ có nghĩa trong khối {{{{#each}}}}")));
    }
    Ok(match name {
        "index" => &NUMBER,
        "key" => &TEXT,
        _ => &BOOL,
    })
}

fn step<'s>(
    shape: &'s Shape,
    part: &str,
    scopes: &[Scope<'s>],
    visit: &mut dyn FnMut(&'s Shape, &str),
) -> Result<&'s Shape, Unknown> {
    match shape {
        Shape::Any => Ok(&ANY),
        Shape::Object(_) => match shape.field(part) {
            Some(field) => {
                visit(shape, part);
                Ok(field)
            }
            None => Err(Unknown::name(part, meant(shape, part, scopes))),
        },
        Shape::List(item) if part.parse::<usize>().is_ok() => Ok(item),
        Shape::List(_) => Err(Unknown::plain(format!(
            "\"{part}\" được hỏi ở một danh sách; dùng {{{{#each}}}} để lấy từng phần tử"
        ))),
        other => Err(Unknown::plain(format!(
            "\"{part}\" được hỏi ở một giá trị {} không có thành phần",
            other.vietnamese()
        ))),
    }
}

/// The near miss here; failing that, the same name one or more blocks up, with the path that reaches it.
fn meant(shape: &Shape, part: &str, scopes: &[Scope<'_>]) -> Option<String> {
    let outer = || {
        let levels = scopes.iter().rev().enumerate().skip(1);
        levels.clone().find(|(_, scope)| scope.here.field(part).is_some()).map(|(up, scope)| {
            if std::ptr::eq(scope.here, scopes[0].here) {
                format!("@root.{part}")
            } else {
                format!("{}{part}", "../".repeat(up))
            }
        })
    };
    outer().or_else(|| nearest(part, shape.names())).or_else(|| {
        let root = scopes.first()?;
        nearest(part, root.here.names()).map(
            |name| {
                if scopes.len() > 1 { format!("@root.{name}") } else { name }
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::shape::Field;

    fn object(fields: Vec<(&str, Shape)>) -> Shape {
        let field = |(name, shape): (&str, Shape)| Field { name: name.into(), meaning: "", shape };
        Shape::Object(fields.into_iter().map(field).collect())
    }

    #[test]
    fn paths_climb_and_descend() {
        let item = object(vec![("ten", Shape::Text)]);
        let root = object(vec![("nhom", Shape::List(Box::new(item.clone()))), ("nam", Shape::Text)]);
        let scopes = [
            Scope { here: &root, given: vec![], in_list: false },
            Scope { here: &item, given: vec![("n".into(), &item)], in_list: true },
        ];
        let shape = |raw: &str| resolve(raw, &scopes, &mut |_, _| {});
        assert_eq!(shape("ten"), Ok(&Shape::Text));
        assert_eq!(shape("this.ten"), Ok(&Shape::Text));
        assert_eq!(shape("../nam"), Ok(&Shape::Text));
        assert_eq!(shape("@root.nhom.[0].ten"), Ok(&Shape::Text));
        assert_eq!(shape("n.ten"), Ok(&Shape::Text));
        assert_eq!(shape("@index"), Ok(&Shape::Number));
        assert_eq!(shape("@fist").unwrap_err().suggestion.as_deref(), Some("@first"));
        assert!(shape("@../index").unwrap_err().message.contains("chỉ có nghĩa"));
        assert_eq!(shape("nam").unwrap_err().suggestion.as_deref(), Some("@root.nam"));
        assert_eq!(shape("tenn").unwrap_err().suggestion.as_deref(), Some("ten"));
        assert!(shape("../../nam").unwrap_err().message.contains("ra ngoài"));
        assert!(shape("ten.x").unwrap_err().message.contains("không có thành phần"));
        assert!(shape("../nhom.ten").unwrap_err().message.contains("danh sách"));
    }
}

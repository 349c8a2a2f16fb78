//! One declaration to settings: every property of the subset, longhand and shorthand.

use std::sync::Arc;

use super::errors::{Fault, Place};
use super::nearest::proposal;
use super::tokens::Kind;
use super::value::{Declared, Len, Measure, Values};
use crate::document::{Align, Break, Color, MarkPlace, VerticalAlign};

/// `display`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    Block,
    Inline,
    None,
}

/// `list-style-type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListStyle {
    None,
    Decimal,
    /// a) b) c) d) đ) e) g) …
    Letters,
    Dash,
}

/// `font-size`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Size {
    Len(Len),
    /// Times the parent's.
    Times(f32),
}

/// `line-height`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pitch {
    Normal(f32),
    Exact(Len),
}

/// One longhand property with its value. Sides: top 0, right 1, bottom 2, left 3.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Setting {
    Family(Arc<str>),
    Size(Size),
    Bold(bool),
    Italic(bool),
    Underline(bool),
    Color(Color),
    Pitch(Pitch),
    Align(Align),
    Indent(Len),
    Uppercase(bool),
    Vertical(VerticalAlign),
    Raised(bool),
    Nowrap(bool),
    /// `None`: auto.
    Margin(usize, Option<Len>),
    Padding(usize, Len),
    BorderWidth(usize, Len),
    BorderSolid(usize, bool),
    BorderColor(Color),
    Background(Option<Color>),
    Width(Measure),
    MinHeight(Len),
    Height(Option<Len>),
    BreakBefore(Break),
    KeepNext(bool),
    KeepPrevious(bool),
    KeepTogether(bool),
    Orphans(u32),
    Widows(u32),
    List(ListStyle),
    Display(Display),
    /// Empty: auto; and where it is said.
    Page(Arc<str>, Place),
    WidthOfPrevious(bool),
    Share(f32),
    /// Columns counted from 1.
    Carry(Arc<[usize]>),
    Restart(bool),
    Mark(Option<MarkPlace>),
    FirstOnly(bool),
}

type Settings = Result<Vec<Setting>, Fault>;
type Reading = fn(&mut Values<'_>) -> Settings;

/// Every property and how its value is read.
const PROPERTIES: &[(&str, Reading)] = &[
    ("font-family", family),
    ("font-size", |v| Ok(vec![Setting::Size(size(v)?)])),
    ("font-style", |v| {
        Ok(vec![Setting::Italic(v.keyword(SLANT)?)])
    }),
    ("font-weight", |v| Ok(vec![Setting::Bold(weight(v)?)])),
    ("font", font),
    ("line-height", |v| Ok(vec![Setting::Pitch(pitch(v)?)])),
    ("color", |v| Ok(vec![Setting::Color(v.color()?)])),
    ("background", background),
    ("background-color", background),
    ("text-align", |v| {
        Ok(vec![Setting::Align(v.keyword(ALIGN)?)])
    }),
    ("text-indent", |v| {
        Ok(vec![Setting::Indent(v.length(true)?)])
    }),
    ("text-transform", |v| {
        Ok(vec![Setting::Uppercase(
            v.keyword(&[("uppercase", true), ("none", false)])?,
        )])
    }),
    ("text-decoration", |v| {
        Ok(vec![Setting::Underline(
            v.keyword(&[("underline", true), ("none", false)])?,
        )])
    }),
    ("vertical-align", |v| Ok(vec![v.keyword(VERTICAL)?])),
    ("white-space", |v| {
        Ok(vec![Setting::Nowrap(
            v.keyword(&[("nowrap", true), ("normal", false)])?,
        )])
    }),
    ("margin", |v| {
        Ok(numbered(sides(v, margin)?, Setting::Margin))
    }),
    ("margin-top", |v| Ok(vec![Setting::Margin(0, margin(v)?)])),
    ("margin-right", |v| Ok(vec![Setting::Margin(1, margin(v)?)])),
    ("margin-bottom", |v| {
        Ok(vec![Setting::Margin(2, margin(v)?)])
    }),
    ("margin-left", |v| Ok(vec![Setting::Margin(3, margin(v)?)])),
    ("padding", |v| {
        Ok(numbered(sides(v, |v| v.length(false))?, Setting::Padding))
    }),
    ("padding-top", |v| {
        Ok(vec![Setting::Padding(0, v.length(false)?)])
    }),
    ("padding-right", |v| {
        Ok(vec![Setting::Padding(1, v.length(false)?)])
    }),
    ("padding-bottom", |v| {
        Ok(vec![Setting::Padding(2, v.length(false)?)])
    }),
    ("padding-left", |v| {
        Ok(vec![Setting::Padding(3, v.length(false)?)])
    }),
    ("border", |v| line(v, &[0, 1, 2, 3])),
    ("border-top", |v| line(v, &[0])),
    ("border-right", |v| line(v, &[1])),
    ("border-bottom", |v| line(v, &[2])),
    ("border-left", |v| line(v, &[3])),
    ("border-width", |v| {
        Ok(numbered(sides(v, thickness)?, Setting::BorderWidth))
    }),
    ("border-style", |v| {
        Ok(numbered(
            sides(v, |v| v.keyword(SOLID))?,
            Setting::BorderSolid,
        ))
    }),
    ("border-color", |v| {
        Ok(vec![Setting::BorderColor(v.color()?)])
    }),
    ("border-collapse", |v| {
        v.keyword(&[("collapse", Vec::new())])
    }),
    ("width", |v| Ok(vec![Setting::Width(v.measure()?)])),
    ("min-height", |v| {
        Ok(vec![Setting::MinHeight(v.length(false)?)])
    }),
    ("height", |v| Ok(vec![Setting::Height(height(v)?)])),
    ("break-before", break_before),
    ("page-break-before", break_before),
    ("break-after", |v| {
        Ok(vec![Setting::KeepNext(v.keyword(AVOID)?)])
    }),
    ("page-break-after", |v| {
        Ok(vec![Setting::KeepNext(v.keyword(AVOID)?)])
    }),
    ("break-inside", |v| {
        Ok(vec![Setting::KeepTogether(v.keyword(AVOID)?)])
    }),
    ("page-break-inside", |v| {
        Ok(vec![Setting::KeepTogether(v.keyword(AVOID)?)])
    }),
    ("orphans", |v| Ok(vec![Setting::Orphans(v.whole(1, 20)?)])),
    ("widows", |v| Ok(vec![Setting::Widows(v.whole(1, 20)?)])),
    ("list-style-type", |v| {
        Ok(vec![Setting::List(v.keyword(LIST)?)])
    }),
    ("list-style", |v| Ok(vec![Setting::List(v.keyword(LIST)?)])),
    ("display", |v| {
        Ok(vec![Setting::Display(v.keyword(DISPLAY)?)])
    }),
    ("page", page),
    ("-th-width-of", |v| {
        Ok(vec![Setting::WidthOfPrevious(
            v.keyword(&[("previous", true), ("none", false)])?,
        )])
    }),
    ("-th-share", |v| {
        Ok(vec![Setting::Share(v.number(0.0, 1.0)?)])
    }),
    ("-th-keep-with-previous", |v| {
        Ok(vec![Setting::KeepPrevious(v.yes_no()?)])
    }),
    ("-th-carry", carry),
    ("-th-restart-page-numbers", |v| {
        Ok(vec![Setting::Restart(v.yes_no()?)])
    }),
    ("-th-mark", |v| Ok(vec![Setting::Mark(v.keyword(MARKS)?)])),
    ("-th-first-only", |v| {
        Ok(vec![Setting::FirstOnly(v.yes_no()?)])
    }),
];

const SLANT: &[(&str, bool)] = &[("normal", false), ("italic", true), ("oblique", true)];
const AVOID: &[(&str, bool)] = &[("auto", false), ("avoid", true)];
const SOLID: &[(&str, bool)] = &[("solid", true), ("none", false)];
const ALIGN: &[(&str, Align)] = &[
    ("left", Align::Left),
    ("right", Align::Right),
    ("center", Align::Center),
    ("justify", Align::Justify),
    ("-th-decimal", Align::Decimal),
];
const VERTICAL: &[(&str, Setting)] = &[
    ("top", Setting::Vertical(VerticalAlign::Top)),
    ("middle", Setting::Vertical(VerticalAlign::Middle)),
    ("bottom", Setting::Vertical(VerticalAlign::Bottom)),
    ("super", Setting::Raised(true)),
    ("baseline", Setting::Raised(false)),
];
const LIST: &[(&str, ListStyle)] = &[
    ("none", ListStyle::None),
    ("decimal", ListStyle::Decimal),
    ("-th-diem", ListStyle::Letters),
    ("-th-gach", ListStyle::Dash),
];
const DISPLAY: &[(&str, Display)] = &[
    ("block", Display::Block),
    ("inline", Display::Inline),
    ("none", Display::None),
];
const MARKS: &[(&str, Option<MarkPlace>)] = &[
    ("none", None),
    ("top-left", Some(MarkPlace::TopLeft)),
    ("top-right", Some(MarkPlace::TopRight)),
    ("bottom-left", Some(MarkPlace::BottomLeft)),
    ("bottom-center", Some(MarkPlace::BottomCenter)),
    ("bottom-right", Some(MarkPlace::BottomRight)),
];

/// Reads one declaration.
pub(super) fn settings(declared: &Declared<'_>) -> Settings {
    settings_among(declared, |_| true, &[])
}

/// Reads one declaration whose property `allowed` admits; `others` are names that the caller reads itself.
pub(super) fn settings_among(
    declared: &Declared<'_>,
    allowed: fn(&str) -> bool,
    others: &[&str],
) -> Settings {
    let found = PROPERTIES
        .iter()
        .find(|(name, _)| *name == declared.name && allowed(name));
    let Some((name, read)) = found else {
        let known = PROPERTIES
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| allowed(name));
        let near = proposal(&declared.name, known.chain(others.iter().copied()));
        let here = if others.is_empty() { "" } else { " ở đây" };
        return Err((
            declared.place,
            format!("Không có thuộc tính “{}”{here}.{near}", declared.name),
        ));
    };
    let mut values = Values::new(name, declared.place, declared.value);
    let settings = read(&mut values)?;
    values.end()?;
    Ok(settings)
}

/// The first family named; the font book decides what it means.
fn family(values: &mut Values<'_>) -> Settings {
    let mut first: Option<String> = None;
    loop {
        let name = one_family(values)?;
        first.get_or_insert(name);
        if !values.sign(&Kind::Comma) {
            return Ok(first
                .map(|name| Setting::Family(name.to_lowercase().into()))
                .into_iter()
                .collect());
        }
    }
}

/// A quoted name, or words up to the comma.
fn one_family(values: &mut Values<'_>) -> Result<String, Fault> {
    if let Some(Kind::Quoted(name)) = values.peek() {
        values.take();
        return Ok(name.clone());
    }
    let mut words: Vec<&str> = Vec::new();
    while let Some(Kind::Ident(word)) = values.peek() {
        values.take();
        words.push(word);
    }
    if words.is_empty() {
        Err(values.fault("tên phông chữ, ví dụ \"Times New Roman\""))
    } else {
        Ok(words.join(" "))
    }
}

fn size(values: &mut Values<'_>) -> Result<Size, Fault> {
    match values.peek() {
        Some(Kind::Percent(percent)) if *percent > 0.0 => {
            values.take();
            Ok(Size::Times(percent / 100.0))
        }
        _ => match values.length(false)? {
            Len::Em(em) => Ok(Size::Times(em)),
            length => Ok(Size::Len(length)),
        },
    }
}

fn weight(values: &mut Values<'_>) -> Result<bool, Fault> {
    match values.peek() {
        Some(Kind::Number(_)) => Ok(values.number(1.0, 1000.0)? >= 600.0),
        _ => values.keyword(&[("normal", false), ("bold", true)]),
    }
}

fn pitch(values: &mut Values<'_>) -> Result<Pitch, Fault> {
    match values.peek() {
        Some(Kind::Number(_)) => Ok(Pitch::Normal(values.number(0.1, 10.0)?)),
        Some(Kind::Ident(_)) => values.keyword(&[("normal", Pitch::Normal(1.0))]),
        _ => Ok(Pitch::Exact(values.length(false)?)),
    }
}

/// `font: [style] [weight] size[/line-height] family`.
fn font(values: &mut Values<'_>) -> Settings {
    let (mut italic, mut bold) = (false, false);
    loop {
        if values.word("italic") || values.word("oblique") {
            italic = true;
        } else if values.word("bold") {
            bold = true;
        } else if matches!(values.peek(), Some(Kind::Number(number)) if *number != 0.0) {
            bold = weight(values)?;
        } else if !values.word("normal") {
            break;
        }
    }
    let size = size(values)?;
    let pitch = if values.sign(&Kind::Delim('/')) {
        pitch(values)?
    } else {
        Pitch::Normal(1.0)
    };
    let mut settings = vec![
        Setting::Italic(italic),
        Setting::Bold(bold),
        Setting::Size(size),
        Setting::Pitch(pitch),
    ];
    settings.extend(family(values)?);
    Ok(settings)
}

fn background(values: &mut Values<'_>) -> Settings {
    if values.word("none") || values.word("transparent") {
        return Ok(vec![Setting::Background(None)]);
    }
    Ok(vec![Setting::Background(Some(values.color()?))])
}

fn margin(values: &mut Values<'_>) -> Result<Option<Len>, Fault> {
    if values.word("auto") {
        Ok(None)
    } else {
        values.length(false).map(Some)
    }
}

fn height(values: &mut Values<'_>) -> Result<Option<Len>, Fault> {
    if values.word("auto") {
        Ok(None)
    } else {
        values.length(false).map(Some)
    }
}

/// One to four values, as CSS spreads them over the sides.
fn sides<T: Clone>(
    values: &mut Values<'_>,
    mut one: impl FnMut(&mut Values<'_>) -> Result<T, Fault>,
) -> Result<[T; 4], Fault> {
    let top = one(values)?;
    let right = if values.is_empty() {
        top.clone()
    } else {
        one(values)?
    };
    let bottom = if values.is_empty() {
        top.clone()
    } else {
        one(values)?
    };
    let left = if values.is_empty() {
        right.clone()
    } else {
        one(values)?
    };
    Ok([top, right, bottom, left])
}

fn numbered<T>(sides: [T; 4], setting: fn(usize, T) -> Setting) -> Vec<Setting> {
    sides
        .into_iter()
        .enumerate()
        .map(|(side, value)| setting(side, value))
        .collect()
}

fn thickness(values: &mut Values<'_>) -> Result<Len, Fault> {
    match values.peek() {
        Some(Kind::Ident(_)) => {
            values.keyword(&[("thin", THIN), ("medium", MEDIUM), ("thick", THICK)])
        }
        _ => values.length(false),
    }
}

const THIN: Len = Len::Points(0.5);
const MEDIUM: Len = Len::Points(0.75);
const THICK: Len = Len::Points(1.5);

/// `border…: [width] [solid|none] [color]` in any order.
fn line(values: &mut Values<'_>, sides: &[usize]) -> Settings {
    let (mut width, mut solid, mut color) = (None, None, None);
    if values.is_empty() {
        return Err(values.fault("độ dày, kiểu (solid) và màu"));
    }
    while !values.is_empty() {
        match values.peek() {
            Some(Kind::Number(_) | Kind::Dimension(..)) if width.is_none() => {
                width = Some(values.length(false)?)
            }
            Some(Kind::Ident(word)) if solid.is_none() && (word == "solid" || word == "none") => {
                solid = Some(values.keyword(SOLID)?);
            }
            Some(Kind::Ident(word)) if UNSUPPORTED_LINES.contains(&word.as_str()) => {
                return Err(values.fault("kiểu “solid” hoặc “none”"));
            }
            Some(Kind::Ident(word))
                if width.is_none() && ["thin", "medium", "thick"].contains(&word.as_str()) =>
            {
                width = Some(thickness(values)?);
            }
            Some(Kind::Ident(_) | Kind::Hash(_) | Kind::Open(..)) if color.is_none() => {
                color = Some(values.color()?)
            }
            _ => return Err(values.fault("độ dày, kiểu (solid) và màu")),
        }
    }
    let mut settings: Vec<Setting> = color.map(Setting::BorderColor).into_iter().collect();
    for side in sides {
        settings.push(Setting::BorderWidth(*side, width.unwrap_or(MEDIUM)));
        settings.push(Setting::BorderSolid(*side, solid.unwrap_or(false)));
    }
    Ok(settings)
}

const UNSUPPORTED_LINES: &[&str] = &[
    "dotted", "dashed", "double", "groove", "ridge", "inset", "outset", "hidden",
];

fn break_before(values: &mut Values<'_>) -> Settings {
    let table = &[
        ("auto", Break::Auto),
        ("page", Break::Page),
        ("always", Break::Page),
    ];
    Ok(vec![Setting::BreakBefore(values.keyword(table)?)])
}

fn page(values: &mut Values<'_>) -> Settings {
    let Some(Kind::Ident(name)) = values.peek() else {
        return Err(values.fault("tên của một quy tắc @page"));
    };
    values.take();
    let name = if name == "auto" { "" } else { name };
    Ok(vec![Setting::Page(name.into(), values.place())])
}

/// `none`, or columns counted from 1.
fn carry(values: &mut Values<'_>) -> Settings {
    let mut columns = Vec::new();
    if !values.word("none") {
        while columns.is_empty() || !values.is_empty() {
            columns.push(values.whole(1, 200)? as usize);
            values.sign(&Kind::Comma);
        }
    }
    Ok(vec![Setting::Carry(columns.into())])
}

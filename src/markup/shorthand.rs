//! Values that several properties share: letters, sides, border lines.

use super::errors::Fault;
use super::property::Settings;
use super::setting::{Pitch, Setting, Size};
use super::tokens::Kind;
use super::value::{Len, Values};

pub(super) const SOLID: &[(&str, bool)] = &[("solid", true), ("none", false)];

/// The first family named; the font book decides what it means.
pub(super) fn family(values: &mut Values<'_>) -> Settings {
    let mut first: Option<String> = None;
    loop {
        let name = one_family(values)?;
        first.get_or_insert(name);
        if !values.sign(&Kind::Comma) {
            return Ok(first.map(|name| Setting::Family(name.to_lowercase().into())).into_iter().collect());
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

pub(super) fn size(values: &mut Values<'_>) -> Result<Size, Fault> {
    if let Some(Kind::Percent(percent)) = values.peek()
        && *percent > 0.0
    {
        values.take();
        return Ok(Size::Times(percent / 100.0));
    }
    match positive(values, "cỡ chữ lớn hơn 0, ví dụ 14pt")? {
        Len::Em(em) => Ok(Size::Times(em)),
        length => Ok(Size::Len(length)),
    }
}

/// A length of more than nothing: lines of no height would never fill a page.
fn positive(values: &mut Values<'_>, expected: &str) -> Result<Len, Fault> {
    match values.peek() {
        Some(Kind::Number(number) | Kind::Dimension(number, _)) if *number <= 0.0 => {
            Err(values.fault(expected))
        }
        _ => values.length(false),
    }
}

pub(super) fn weight(values: &mut Values<'_>) -> Result<bool, Fault> {
    match values.peek() {
        Some(Kind::Number(_)) => Ok(values.number(1.0, 1000.0)? >= 600.0),
        _ => values.keyword(&[("normal", false), ("bold", true)]),
    }
}

pub(super) fn pitch(values: &mut Values<'_>) -> Result<Pitch, Fault> {
    match values.peek() {
        Some(Kind::Number(_)) => Ok(Pitch::Normal(values.number(0.1, 10.0)?)),
        Some(Kind::Ident(_)) => values.keyword(&[("normal", Pitch::Normal(1.0))]),
        _ => Ok(Pitch::Exact(positive(values, "độ cao dòng lớn hơn 0, ví dụ 18pt")?)),
    }
}

/// `font: [style] [weight] size[/line-height] family`.
pub(super) fn font(values: &mut Values<'_>) -> Settings {
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
    let pitch = if values.sign(&Kind::Delim('/')) { pitch(values)? } else { Pitch::Normal(1.0) };
    let mut settings =
        vec![Setting::Italic(italic), Setting::Bold(bold), Setting::Size(size), Setting::Pitch(pitch)];
    settings.extend(family(values)?);
    Ok(settings)
}

pub(super) fn background(values: &mut Values<'_>) -> Settings {
    if values.word("none") || values.word("transparent") {
        return Ok(vec![Setting::Background(None)]);
    }
    Ok(vec![Setting::Background(Some(values.color()?))])
}

pub(super) fn margin(values: &mut Values<'_>) -> Result<Option<Len>, Fault> {
    if values.word("auto") { Ok(None) } else { values.length(false).map(Some) }
}

pub(super) fn height(values: &mut Values<'_>) -> Result<Option<Len>, Fault> {
    if values.word("auto") { Ok(None) } else { values.length(false).map(Some) }
}

/// One to four values, as CSS spreads them over the sides.
pub(super) fn sides<T: Clone>(
    values: &mut Values<'_>,
    mut one: impl FnMut(&mut Values<'_>) -> Result<T, Fault>,
) -> Result<[T; 4], Fault> {
    let top = one(values)?;
    let right = if values.is_empty() { top.clone() } else { one(values)? };
    let bottom = if values.is_empty() { top.clone() } else { one(values)? };
    let left = if values.is_empty() { right.clone() } else { one(values)? };
    Ok([top, right, bottom, left])
}

pub(super) fn numbered<T>(sides: [T; 4], setting: fn(usize, T) -> Setting) -> Vec<Setting> {
    sides.into_iter().enumerate().map(|(side, value)| setting(side, value)).collect()
}

pub(super) fn thickness(values: &mut Values<'_>) -> Result<Len, Fault> {
    match values.peek() {
        Some(Kind::Ident(_)) => values.keyword(&[("thin", THIN), ("medium", MEDIUM), ("thick", THICK)]),
        _ => values.length(false),
    }
}

const THIN: Len = Len::Points(0.5);
const MEDIUM: Len = Len::Points(0.75);
const THICK: Len = Len::Points(1.5);

/// `border…: [width] [solid|none] [color]` in any order.
pub(super) fn line(values: &mut Values<'_>, sides: &[usize]) -> Settings {
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

const UNSUPPORTED_LINES: &[&str] =
    &["dotted", "dashed", "double", "groove", "ridge", "inset", "outset", "hidden"];

//! Properties: one declaration to settings, longhand and shorthand.

use super::declaration::Declared;
use super::errors::Fault;
use super::nearest::proposal;
use super::setting::{Display, Keep, ListStyle, Setting};
use super::shorthand::{
    SOLID, background, family, font, height, line, margin, numbered, pitch, sides, size, thickness, weight,
};
use super::tokens::Kind;
use super::value::Values;
use crate::document::{Align, Break, MarkPlace, VerticalAlign};

/// What a declaration says.
pub(super) type Settings = Result<Vec<Setting>, Fault>;
type Reading = fn(&mut Values<'_>) -> Settings;

/// Every property and how its value is read.
const PROPERTIES: &[(&str, Reading)] = &[
    ("font-family", family),
    ("font-size", |v| Ok(vec![Setting::Size(size(v)?)])),
    ("font-style", |v| Ok(vec![Setting::Italic(v.keyword(SLANT)?)])),
    ("font-weight", |v| Ok(vec![Setting::Bold(weight(v)?)])),
    ("font", font),
    ("line-height", |v| Ok(vec![Setting::Pitch(pitch(v)?)])),
    ("color", |v| Ok(vec![Setting::Color(v.color()?)])),
    ("background", background),
    ("background-color", background),
    ("text-align", |v| Ok(vec![Setting::Align(v.keyword(ALIGN)?)])),
    ("text-indent", |v| Ok(vec![Setting::Indent(v.length(true)?)])),
    ("text-transform", |v| Ok(vec![Setting::Uppercase(v.keyword(&[("uppercase", true), ("none", false)])?)])),
    ("text-decoration", |v| {
        Ok(vec![Setting::Underline(v.keyword(&[("underline", true), ("none", false)])?)])
    }),
    ("vertical-align", |v| Ok(vec![v.keyword(VERTICAL)?])),
    ("white-space", |v| Ok(vec![Setting::Nowrap(v.keyword(&[("nowrap", true), ("normal", false)])?)])),
    ("margin", |v| Ok(numbered(sides(v, margin)?, Setting::Margin))),
    ("margin-top", |v| Ok(vec![Setting::Margin(0, margin(v)?)])),
    ("margin-right", |v| Ok(vec![Setting::Margin(1, margin(v)?)])),
    ("margin-bottom", |v| Ok(vec![Setting::Margin(2, margin(v)?)])),
    ("margin-left", |v| Ok(vec![Setting::Margin(3, margin(v)?)])),
    ("padding", |v| Ok(numbered(sides(v, |v| v.length(false))?, Setting::Padding))),
    ("padding-top", |v| Ok(vec![Setting::Padding(0, v.length(false)?)])),
    ("padding-right", |v| Ok(vec![Setting::Padding(1, v.length(false)?)])),
    ("padding-bottom", |v| Ok(vec![Setting::Padding(2, v.length(false)?)])),
    ("padding-left", |v| Ok(vec![Setting::Padding(3, v.length(false)?)])),
    ("border", |v| line(v, &[0, 1, 2, 3])),
    ("border-top", |v| line(v, &[0])),
    ("border-right", |v| line(v, &[1])),
    ("border-bottom", |v| line(v, &[2])),
    ("border-left", |v| line(v, &[3])),
    ("border-width", |v| Ok(numbered(sides(v, thickness)?, Setting::BorderWidth))),
    ("border-style", |v| Ok(numbered(sides(v, |v| v.keyword(SOLID))?, Setting::BorderSolid))),
    ("border-color", |v| Ok(vec![Setting::BorderColor(v.color()?)])),
    ("border-collapse", |v| v.keyword(&[("collapse", Vec::new())])),
    ("width", |v| Ok(vec![Setting::Width(v.measure()?)])),
    ("min-height", |v| Ok(vec![Setting::MinHeight(v.length(false)?)])),
    ("height", |v| Ok(vec![Setting::Height(height(v)?)])),
    ("break-before", break_before),
    ("page-break-before", break_before),
    ("break-after", |v| Ok(vec![Setting::KeepNext(v.keyword(AVOID)?)])),
    ("page-break-after", |v| Ok(vec![Setting::KeepNext(v.keyword(AVOID)?)])),
    ("break-inside", |v| Ok(vec![Setting::KeepTogether(v.keyword(AVOID)?)])),
    ("page-break-inside", |v| Ok(vec![Setting::KeepTogether(v.keyword(AVOID)?)])),
    ("orphans", |v| Ok(vec![Setting::Orphans(v.whole(1, 20)?)])),
    ("widows", |v| Ok(vec![Setting::Widows(v.whole(1, 20)?)])),
    ("list-style-type", |v| Ok(vec![Setting::List(v.keyword(LIST)?)])),
    ("list-style", |v| Ok(vec![Setting::List(v.keyword(LIST)?)])),
    ("display", |v| Ok(vec![Setting::Display(v.keyword(DISPLAY)?)])),
    ("page", page),
    ("-th-width-of", |v| {
        Ok(vec![Setting::WidthOfPrevious(v.keyword(&[("previous", true), ("none", false)])?)])
    }),
    ("-th-share", |v| Ok(vec![Setting::Share(v.number(0.0, 1.0)?)])),
    ("-th-keep-with-previous", |v| Ok(vec![Setting::KeepPrevious(v.keyword(KEEP)?)])),
    ("-th-carry", carry),
    ("-th-restart-page-numbers", |v| Ok(vec![Setting::Restart(v.yes_no()?)])),
    ("-th-mark", |v| Ok(vec![Setting::Mark(v.keyword(MARKS)?)])),
    ("-th-first-only", |v| Ok(vec![Setting::FirstOnly(v.yes_no()?)])),
];

const SLANT: &[(&str, bool)] = &[("normal", false), ("italic", true), ("oblique", true)];
const AVOID: &[(&str, bool)] = &[("auto", false), ("avoid", true)];
const KEEP: &[(&str, Keep)] = &[("no", Keep::No), ("yes", Keep::Yes), ("short", Keep::Short)];
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
const DISPLAY: &[(&str, Display)] =
    &[("block", Display::Block), ("inline", Display::Inline), ("none", Display::None)];
const MARKS: &[(&str, Option<MarkPlace>)] = &[
    ("none", None),
    ("top-left", Some(MarkPlace::TopLeft)),
    ("top-right", Some(MarkPlace::TopRight)),
    ("bottom-left", Some(MarkPlace::BottomLeft)),
    ("bottom-center", Some(MarkPlace::BottomCenter)),
    ("bottom-right", Some(MarkPlace::BottomRight)),
];

/// Every property's name.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PROPERTIES.iter().map(|(name, _)| *name)
}

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
    let found = PROPERTIES.iter().find(|(name, _)| *name == declared.name && allowed(name));
    let Some((name, read)) = found else {
        let known = PROPERTIES.iter().map(|(name, _)| *name).filter(|name| allowed(name));
        let near = proposal(&declared.name, known.chain(others.iter().copied()));
        let here = if others.is_empty() { "" } else { " ở đây" };
        return Err((declared.place, format!("Không có thuộc tính “{}”{here}.{near}", declared.name)));
    };
    let mut values = Values::new(name, declared.place, declared.value);
    let settings = read(&mut values)?;
    values.end()?;
    Ok(settings)
}

fn break_before(values: &mut Values<'_>) -> Settings {
    let table = &[("auto", Break::Auto), ("page", Break::Page), ("always", Break::Page)];
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

//! Charts: a restricted `svg` of rectangles, lines and words.

use std::sync::Arc;

use super::blocks::Builder;
use super::color::paint;
use super::computed::Computed;
use super::declaration::Declared;
use super::errors::{Fault, Place};
use super::nearest::proposal;
use super::property::settings;
use super::setting::Setting;
use super::tokens::tokens;
use super::value::{Len, Values};
use super::vocabulary::Tag;
use super::xhtml::{Attribute, Element};
use crate::document::{Align, Block, Blocks, Color, Drawing, Shape};

const BLACK: Color = Color { r: 0.0, g: 0.0, b: 0.0 };

/// What turns user units into points.
#[derive(Clone, Copy)]
struct Scale {
    x: f32,
    y: f32,
}

impl<'a> Builder<'a, '_, '_, '_> {
    /// `svg` with `width`, `height` and a `<title>` that says in words what it shows.
    pub fn drawing(&mut self, element: &Element<'a>, own: &Arc<Computed>, out: &mut Blocks) {
        let unit = Scale { x: 1.0, y: 1.0 };
        let width = self.side(element, "width", unit.x);
        let height = self.side(element, "height", unit.y);
        let alt = element
            .elements()
            .find(|child| child.tag == Tag::Title)
            .map_or(String::new(), |title| title.words());
        if alt.is_empty() {
            self.report.add(element.place(), "Hình vẽ <svg> cần <title> mô tả nội dung bằng chữ.");
        }
        let scale = self.scale(element, width, height);
        let mut shapes = Vec::new();
        self.path.push(element.clone());
        for child in element.elements() {
            match child.tag {
                Tag::Rect => shapes.push(self.rect(&child, scale)),
                Tag::Line => shapes.push(self.line(&child, scale)),
                Tag::Text => shapes.push(self.text(&child, own, scale)),
                _ => {}
            }
        }
        self.path.pop();
        let span = self.span(element);
        let alt = own.cased(&alt);
        let style = own.block.clone();
        out.push(Block::Drawing(Box::new(Drawing { style, width, height, alt, shapes, span })));
    }

    /// A side of the drawing, greater than nothing.
    fn side(&mut self, element: &Element<'_>, name: &str, scale: f32) -> f32 {
        if element.attribute(name).is_none() {
            self.report.add(
                element.place(),
                format!("Hình vẽ <svg> cần thuộc tính “{name}”, ví dụ {name}=\"160mm\"."),
            );
            return 1.0;
        }
        let side = self.length(element, name, scale, 1.0);
        if side <= 0.0 {
            self.report.add(element.place(), format!("Thuộc tính “{name}” của <svg> phải lớn hơn 0."));
        }
        side
    }

    /// `viewBox="0 0 w h"`; without it a unit is a point.
    fn scale(&mut self, element: &Element<'_>, width: f32, height: f32) -> Scale {
        let Some(attribute) = element.attribute("viewBox") else {
            return Scale { x: 1.0, y: 1.0 };
        };
        let numbers: Vec<Option<f32>> = attribute
            .value
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect();
        match numbers[..] {
            [Some(0.0), Some(0.0), Some(w), Some(h)]
                if w > 0.0 && h > 0.0 && w.is_finite() && h.is_finite() =>
            {
                Scale { x: width / w, y: height / h }
            }
            _ => {
                self.report.add(Place::xhtml(attribute.at), "Thuộc tính “viewBox” cần dạng “0 0 rộng cao”.");
                Scale { x: 1.0, y: 1.0 }
            }
        }
    }

    fn rect(&mut self, element: &Element<'_>, scale: Scale) -> Shape {
        let stroke = self.paint(element, "stroke", None);
        let width = self.length(element, "stroke-width", scale.x, scale.x);
        Shape::Rect {
            x: self.length(element, "x", scale.x, 0.0),
            y: self.length(element, "y", scale.y, 0.0),
            width: self.extent(element, "width", scale.x),
            height: self.extent(element, "height", scale.y),
            fill: self.paint(element, "fill", Some(BLACK)),
            stroke: stroke.map(|color| (width, color)),
        }
    }

    fn line(&mut self, element: &Element<'_>, scale: Scale) -> Shape {
        let color = self.paint(element, "stroke", Some(BLACK)).unwrap_or(BLACK);
        Shape::Line {
            x1: self.length(element, "x1", scale.x, 0.0),
            y1: self.length(element, "y1", scale.y, 0.0),
            x2: self.length(element, "x2", scale.x, 0.0),
            y2: self.length(element, "y2", scale.y, 0.0),
            width: self.length(element, "stroke-width", scale.x, scale.x),
            color,
        }
    }

    fn text(&mut self, element: &Element<'a>, own: &Arc<Computed>, scale: Scale) -> Shape {
        let style = self.style(element, own);
        let mut text = (*style.text).clone();
        if element.attribute("font-size").is_some() {
            text.size = self.length(element, "font-size", scale.y, text.size).clamp(1.0, 500.0);
        }
        for setting in
            ["font-weight", "font-style", "font-family"].iter().filter_map(|name| self.letters(element, name))
        {
            match setting {
                Setting::Bold(yes) => text.bold = yes,
                Setting::Italic(yes) => text.italic = yes,
                Setting::Family(family) => text.family = family,
                _ => {}
            }
        }
        text.color = self.paint(element, "fill", Some(text.color)).unwrap_or(text.color);
        Shape::Text {
            x: self.length(element, "x", scale.x, 0.0),
            y: self.length(element, "y", scale.y, 0.0),
            text: style.cased(&element.words()),
            style: Arc::new(text),
            align: self.anchor(element),
        }
    }

    fn anchor(&mut self, element: &Element<'_>) -> Align {
        let Some(attribute) = element.attribute("text-anchor") else {
            return Align::Left;
        };
        match attribute.value {
            "start" => Align::Left,
            "middle" => Align::Center,
            "end" => Align::Right,
            other => {
                let near = proposal(other, ["start", "middle", "end"]);
                let message =
                    format!("Thuộc tính “text-anchor” cần start, middle hoặc end; gặp “{other}”.{near}");
                self.report.add(Place::xhtml(attribute.at), message);
                Align::Left
            }
        }
    }

    /// One of the font attributes, read as the property of that name.
    fn letters(&mut self, element: &Element<'_>, name: &str) -> Option<Setting> {
        let attribute = element.attribute(name)?;
        let place = Place::xhtml(attribute.at);
        let value = tokens(attribute.value, place, self.report);
        let declared = Declared { name: name.to_string(), place, value: &value };
        match settings(&declared) {
            Ok(settings) => settings.into_iter().next(),
            Err((place, message)) => {
                self.report.add(place, message);
                None
            }
        }
    }

    fn paint(&mut self, element: &Element<'_>, name: &str, missing: Option<Color>) -> Option<Color> {
        let Some(attribute) = element.attribute(name) else {
            return missing;
        };
        let place = Place::xhtml(attribute.at);
        let value = tokens(attribute.value, place, self.report);
        paint(&value, name, place).unwrap_or_else(|(place, message)| {
            self.report.add(place, message);
            missing
        })
    }

    /// A width or height of a shape: not negative.
    fn extent(&mut self, element: &Element<'_>, name: &str, scale: f32) -> f32 {
        let length = self.length(element, name, scale, 0.0);
        if length < 0.0 {
            self.report.add(element.place(), format!("Thuộc tính “{name}” không được âm."));
        }
        length.max(0.0)
    }

    /// A coordinate: user units, or a length with its unit.
    fn length(&mut self, element: &Element<'_>, name: &str, scale: f32, missing: f32) -> f32 {
        let Some(attribute) = element.attribute(name) else {
            return missing;
        };
        self.number(&attribute, scale).unwrap_or_else(|(place, message)| {
            self.report.add(place, message);
            missing
        })
    }

    fn number(&mut self, attribute: &Attribute<'_>, scale: f32) -> Result<f32, Fault> {
        if let Ok(number) = attribute.value.trim().parse::<f32>()
            && number.abs() <= 100_000.0
        {
            return Ok(number * scale);
        }
        let place = Place::xhtml(attribute.at);
        let value = tokens(attribute.value, place, self.report);
        let mut values = Values::new(attribute.name, place, &value);
        let length = values.length(true)?;
        values.end()?;
        match length {
            Len::Points(points) => Ok(points),
            Len::Em(_) => Err((place, format!("Thuộc tính “{}” không nhận đơn vị em.", attribute.name))),
        }
    }
}

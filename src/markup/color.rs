//! Colours: names, `#rgb`, `#rrggbb`, `rgb()`.

use super::errors::{Fault, Place};
use super::nearest::proposal;
use super::tokens::{Kind, Token};
use super::value::Values;
use crate::document::Color;

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

impl Values<'_> {
    pub fn color(&mut self) -> Result<Color, Fault> {
        match self.peek() {
            Some(Kind::Ident(name)) => self.named(name),
            Some(Kind::Hash(digits)) => {
                let color = hash(digits).ok_or_else(|| self.fault("màu dạng #rgb hoặc #rrggbb"))?;
                self.take();
                Ok(color)
            }
            Some(Kind::Open('(', name)) if name == "rgb" => self.rgb(),
            _ => Err(self.fault("một màu, ví dụ black, #rrggbb hoặc rgb(0, 0, 0)")),
        }
    }

    fn named(&mut self, name: &str) -> Result<Color, Fault> {
        if let Some((_, rgb)) = COLORS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)) {
            self.take();
            return Ok(hex(*rgb));
        }
        let near = proposal(name, COLORS.iter().map(|(known, _)| *known));
        let (place, _) = self.fault("một màu");
        Err((place, format!("Không có màu “{name}”.{near}")))
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
        Ok(Color { r: channels[0], g: channels[1], b: channels[2] })
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
    Color { r: channel(16), g: channel(8), b: channel(0) }
}

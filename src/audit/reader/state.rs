//! The graphics state: what `q` keeps and `Q` brings back.

use std::rc::Rc;

use super::font::Font;
use super::matrix::Matrix;

/// How dark a color prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    Black,
    Color,
    White,
}

impl Shade {
    /// From the operands of a color operator: gray, RGB or CMYK by their number.
    pub fn of(parts: &[f64]) -> Shade {
        let (darkest, lightest) = match parts {
            [gray] => (*gray, *gray),
            [r, g, b] => (r.min(*g).min(*b), r.max(*g).max(*b)),
            [c, m, y, k] => (1.0 - (c.max(*m).max(*y) + k).min(1.0), 1.0 - (c.min(*m).min(*y) + k).min(1.0)),
            // A pattern, or a color space with other parts: nothing is known.
            _ => return Shade::Black,
        };
        if lightest <= 0.3 {
            Shade::Black
        } else if darkest >= 0.95 {
            Shade::White
        } else {
            Shade::Color
        }
    }
}

#[derive(Debug, Clone)]
pub struct State {
    pub page: Matrix,
    pub font: Option<Rc<Font>>,
    pub size: f64,
    pub letter_space: f64,
    pub word_space: f64,
    /// Horizontal scaling, 1 = usual.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
    pub fill: Shade,
    pub stroke: Shade,
    pub line_width: f64,
}

impl State {
    pub fn new(page: Matrix) -> State {
        State {
            page,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            fill: Shade::Black,
            stroke: Shade::Black,
            line_width: 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shade;

    #[test]
    fn shades() {
        assert_eq!(Shade::of(&[0.0]), Shade::Black);
        assert_eq!(Shade::of(&[1.0, 1.0, 1.0]), Shade::White);
        assert_eq!(Shade::of(&[1.0, 0.0, 0.0]), Shade::Color);
        assert_eq!(Shade::of(&[0.0, 0.0, 0.0, 1.0]), Shade::Black);
        assert_eq!(Shade::of(&[0.0, 0.0, 0.0, 0.0]), Shade::White);
        assert_eq!(Shade::of(&[0.0, 1.0, 1.0, 0.0]), Shade::Color);
    }
}

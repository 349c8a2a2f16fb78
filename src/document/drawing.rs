//! Charts: vector drawings of fixed size.

use std::sync::Arc;

use super::{Align, BlockStyle, Color, Span, TextStyle};

/// A vector drawing (a chart) of fixed size, with its description.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    pub style: Arc<BlockStyle>,
    pub width: f32,
    pub height: f32,
    pub alt: String,
    pub shapes: Vec<Shape>,
    pub span: Span,
}

/// Coordinates from the drawing's top left corner, y down.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Rect {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        fill: Option<Color>,
        stroke: Option<(f32, Color)>,
    },
    Line {
        x1: f32,
        y1: f32,
        x2: f32,
        y2: f32,
        width: f32,
        color: Color,
    },
    /// `y` is the baseline; `align` says what `x` is (left, centre, right end).
    Text {
        x: f32,
        y: f32,
        text: String,
        style: Arc<TextStyle>,
        align: Align,
    },
}

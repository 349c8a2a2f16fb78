//! Paths: of all that can be drawn, only thin level and upright bars count.

use super::limits::POINTS;
use super::matrix::Matrix;
use crate::audit::paper::Bar;

/// Thicker than this is a surface, not a rule (points).
const THICK: f64 = 3.0;
/// Shorter than this is a speck (points).
const SHORT: f64 = 5.0;

/// The path under construction, in sheet coordinates.
#[derive(Debug, Default)]
pub struct Path {
    parts: Vec<Vec<(f64, f64)>>,
    points: usize,
}

impl Path {
    pub fn move_to(&mut self, at: (f64, f64)) {
        if self.room() {
            self.parts.push(vec![at]);
        }
    }

    pub fn line_to(&mut self, at: (f64, f64)) {
        if self.room()
            && let Some(part) = self.parts.last_mut()
        {
            part.push(at);
        }
    }

    pub fn close(&mut self) {
        if let Some(first) = self.parts.last().and_then(|part| part.first().copied()) {
            self.line_to(first);
        }
    }

    pub fn rectangle(&mut self, matrix: Matrix, [x, y, width, height]: [f64; 4]) {
        self.move_to(matrix.point(x, y));
        for (x, y) in [(x + width, y), (x + width, y + height), (x, y + height), (x, y)] {
            self.line_to(matrix.point(x, y));
        }
    }

    fn room(&mut self) -> bool {
        self.points += 1;
        self.points <= POINTS
    }

    pub fn clear(&mut self) {
        *self = Path::default();
    }

    /// Bars that filling the path leaves.
    pub fn filled(&self) -> impl Iterator<Item = Bar> {
        self.parts.iter().filter_map(|part| around(part)).filter(is_bar)
    }

    /// Bars that stroking the path leaves, `width` points thick.
    pub fn stroked(&self, width: f64) -> impl Iterator<Item = Bar> {
        self.parts
            .iter()
            .flat_map(|part| part.windows(2))
            .filter_map(around)
            .map(move |bar| thicken(bar, width))
            .filter(is_bar)
    }
}

fn around(points: &[(f64, f64)]) -> Option<Bar> {
    let (x, y) = *points.first()?;
    let start = Bar { x0: x, y0: y, x1: x, y1: y };
    Some(points.iter().fold(start, |bar, (x, y)| Bar {
        x0: bar.x0.min(*x),
        y0: bar.y0.min(*y),
        x1: bar.x1.max(*x),
        y1: bar.y1.max(*y),
    }))
}

fn thicken(bar: Bar, width: f64) -> Bar {
    let half = width / 2.0;
    if bar.level() {
        Bar { y0: bar.y0 - half, y1: bar.y1 + half, ..bar }
    } else {
        Bar { x0: bar.x0 - half, x1: bar.x1 + half, ..bar }
    }
}

fn is_bar(bar: &Bar) -> bool {
    let (thin, long) = if bar.level() { (bar.height(), bar.width()) } else { (bar.width(), bar.height()) };
    thin <= THICK && long >= SHORT
}

#[cfg(test)]
mod tests {
    use super::{Matrix, Path};

    #[test]
    fn thin_boxes_and_strokes_are_bars() {
        let mut path = Path::default();
        path.rectangle(Matrix::SAME, [10.0, 20.0, 50.0, 0.75]);
        path.rectangle(Matrix::SAME, [10.0, 20.0, 50.0, 40.0]);
        assert_eq!(path.filled().count(), 1);
        let mut path = Path::default();
        path.move_to((0.0, 0.0));
        path.line_to((80.0, 0.0));
        path.line_to((80.0, 90.0));
        path.line_to((10.0, 10.0));
        let bars: Vec<_> = path.stroked(1.0).collect();
        assert_eq!(bars.len(), 2);
        assert!(bars[0].level() && !bars[1].level());
    }
}

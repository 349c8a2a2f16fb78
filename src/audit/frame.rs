//! The frame that the text of the main pages fills, found from the lines that share an edge.

use super::line::Line;
use super::paper::Paper;

/// Lines must share an edge to make it the frame's: at least this many, and this share of all.
const SHARED: usize = 2;
const SHARE: f64 = 0.08;
/// Height of a letter with its mark, and depth below the baseline (ems of Times New Roman).
pub const ASCENT: f64 = 0.891;
pub const DESCENT: f64 = 0.216;

/// Edges in points from the lower left corner of an upright page.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Frame {
    pub left: f64,
    pub right: f64,
    /// Of the page that is filled highest.
    pub top: f64,
    /// Of the page that is filled lowest.
    pub bottom: f64,
    /// Of the pages that it was found from.
    pub page_width: f64,
    pub page_height: f64,
    pub pages: usize,
    /// Is there enough text to speak of a frame?
    pub sure: bool,
}

impl Frame {
    pub fn center(&self) -> f64 {
        (self.left + self.right) / 2.0
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// The frame of the first `main` pages, those that are turned left out.
pub fn frame(paper: &Paper, lines: &[Line], numbers: &[usize], main: usize) -> Frame {
    let upright = |page: usize| page < main && paper.sheets.get(page).is_some_and(|sheet| !sheet.landscape());
    let chosen: Vec<&Line> = lines
        .iter()
        .enumerate()
        .filter(|(index, line)| upright(line.page) && !line.boxed && !numbers.contains(index))
        .map(|(_, line)| line)
        .collect();
    let pages: Vec<usize> = (0..main).filter(|page| upright(*page)).collect();
    let Some(sheet) = pages.first().and_then(|page| paper.sheets.get(*page)) else { return Frame::default() };
    let (left, left_sure) = edge(chosen.iter().map(|line| line.x0), false);
    let (right, right_sure) = edge(chosen.iter().map(|line| line.x1), true);
    Frame {
        left,
        right,
        top: chosen.iter().map(|line| line.y + ASCENT * line.size).fold(0.0, f64::max),
        bottom: chosen.iter().map(|line| line.y - DESCENT * line.size).fold(sheet.height, f64::min),
        page_width: sheet.width,
        page_height: sheet.height,
        pages: pages.len(),
        sure: left_sure && right_sure && chosen.len() >= 8,
    }
}

/// The outermost place at which enough lines end (to a point); else the outermost of all.
fn edge(ends: impl Iterator<Item = f64>, outermost_is_largest: bool) -> (f64, bool) {
    let sign = if outermost_is_largest { -1.0 } else { 1.0 };
    let mut ends: Vec<f64> = ends.map(|end| end * sign).collect();
    ends.sort_by(f64::total_cmp);
    let needed = SHARED.max((ends.len() as f64 * SHARE) as usize);
    let shared = ends.windows(needed).find(|window| window[window.len() - 1] - window[0] <= 1.0);
    let found =
        shared.or(ends.get(..1)).and_then(|window| window.get(window.len() / 2)).copied().unwrap_or(0.0);
    (found * sign, shared.is_some())
}

#[cfg(test)]
mod tests {
    use super::edge;

    #[test]
    fn the_outermost_shared_edge() {
        let ends = [40.0, 85.0, 85.2, 85.1, 113.0, 113.0, 113.0, 113.0];
        assert!((edge(ends.into_iter(), false).0 - 85.1).abs() < 0.2);
        assert_eq!(edge(ends.into_iter(), true), (113.0, true));
        assert_eq!(edge([3.0, 9.0].into_iter(), false), (3.0, false));
        assert_eq!(edge([].into_iter(), true).0.abs(), 0.0);
    }
}

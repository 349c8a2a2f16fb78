//! What stands in the margins: page numbers, marks of a draft or of circulation, the address at the foot of page 1.

use super::line::Line;
use super::paper::{Bar, MM, Paper};
use super::rules::is_mark;

/// A page number stands within this of the upper or lower edge (points).
const MARGIN_ZONE: f64 = 30.0 * MM;
/// The rule over the address is at least this share of the sheet's width, and this near its lower edge (points); the
/// letters below are no larger.
const WIDE_RULE: f64 = 0.6;
const FOOT_ZONE: f64 = 45.0 * MM;
const SMALL: f64 = 12.3;
/// Marks stand this near the upper edge (points), and say this.
const MARK_ZONE: f64 = 20.0 * MM;
const CIRCULATIONS: [&str; 4] =
    ["lưu hành nội bộ", "xem xong trả lại", "tài liệu hội nghị", "xong hội nghị trả lại"];
/// Longest text that may be a page number.
const PAGE_NUMBER: usize = 14;

/// The number that a page number says: “2”, “- 2 -”, “Trang 2”, “2/14”.
pub fn said_number(line: &Line) -> Option<usize> {
    let text = line.folded.trim_start_matches("trang").trim_matches([' ', '-', '|']);
    let text = text.split(['/', ' ']).next()?;
    text.parse().ok().filter(|number| *number > 0 && line.folded.chars().count() <= PAGE_NUMBER)
}

/// Lines that are page numbers: outermost on the page, saying a number.
pub fn page_numbers(paper: &Paper, lines: &[Line]) -> Vec<usize> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(sheet) = paper.sheets.get(line.page) else { continue };
        let at_edge = line.y > sheet.height - MARGIN_ZONE || line.y < MARGIN_ZONE;
        if at_edge && !line.boxed && said_number(line).is_some() {
            let neighbours = [index.checked_sub(1), Some(index + 1)];
            let alone = neighbours.into_iter().flatten().filter_map(|other| lines.get(other)).all(|other| {
                other.page != line.page || other.boxed || (other.y - line.y).abs() > 1.2 * line.size
            });
            // The first and the last line of a page are outermost.
            let outermost = neighbours.into_iter().any(|other| {
                other
                    .and_then(|other| lines.get(other))
                    .is_none_or(|other| other.page != line.page || other.boxed)
            });
            if alone && (outermost || line.y > sheet.height - MARGIN_ZONE) {
                found.push(index);
            }
        }
    }
    found
}

/// The address at the foot of page 1: small lines below a rule that is nearly as wide as the text.
pub fn contact(paper: &Paper, lines: &[Line]) -> Vec<usize> {
    let Some(sheet) = paper.sheets.first() else { return Vec::new() };
    let wide = |bar: &&Bar| bar.level() && bar.width() > sheet.width * WIDE_RULE && bar.y1 < FOOT_ZONE;
    let Some(rule) = sheet.bars.iter().filter(wide).map(|bar| bar.y0).reduce(f64::max) else {
        return Vec::new();
    };
    let below = |line: &Line| line.page == 0 && !line.boxed && line.y < rule && line.size <= SMALL;
    (0..lines.len()).filter(|index| below(&lines[*index])).collect()
}

/// Marks in the upper margin of page 1: of a draft, of circulation.
pub fn marks(paper: &Paper, lines: &[Line]) -> Vec<usize> {
    let Some(sheet) = paper.sheets.first() else { return Vec::new() };
    let above = |line: &Line| line.page == 0 && line.y > sheet.height - MARK_ZONE;
    let says = |line: &Line| CIRCULATIONS.iter().any(|words| line.folded.starts_with(words));
    let mark = |line: &Line| above(line) && (is_mark(line) || says(line));
    (0..lines.len()).filter(|index| mark(&lines[*index])).collect()
}

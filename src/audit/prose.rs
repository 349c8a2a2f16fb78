//! Paragraphs of the main text: lines between the head and the signature that run on from one to the next.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::Frame;
use super::line::Line;
use super::paper::MM;
use super::part::Part;

/// A first line that stands further in than this is indented (points).
const INDENTED: f64 = 2.0 * MM;
/// A line within this of the frame's edge reaches it (points).
const EDGE: f64 = 2.0;
/// A gap above the pitch of the lines of more than this begins a paragraph (points).
const APART: f64 = 2.5;
/// Single spacing of Times New Roman (ems).
pub const SINGLE: f64 = 1.149;
/// A pitch above this never is one paragraph (ems): more than two and a half lines.
const FAR: f64 = 2.9;
/// A line as wide as this share of the text, with a usual indent, begins a paragraph even if it ends as far from the
/// other edge by chance.
const WIDE: f64 = 0.7;
/// First-line indents that the guidances know (mm), and how well they must fit.
const INDENTS: [f64; 2] = [10.0, 12.7];
const INDENT_FITS: f64 = 0.8;

/// Lines (by index) that make one paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    pub lines: Vec<usize>,
    /// Stands in the middle: a heading.
    pub centered: bool,
    /// From the last line of the paragraph above to the first of this one, on the same page.
    pub step: Option<f64>,
}

/// Finds the paragraphs of the first `main` pages.
pub fn prose(
    lines: &[Line],
    parts: &BTreeMap<Part, Vec<usize>>,
    numbers: &[usize],
    frame: &Frame,
    main: usize,
) -> Vec<Paragraph> {
    let taken: BTreeSet<usize> = parts
        .iter()
        .filter(|(part, _)| **part != Part::Basis)
        .flat_map(|(_, lines)| lines)
        .chain(numbers)
        .copied()
        .collect();
    let top = head_end(lines, parts);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before: Option<usize> = None;
    for (index, line) in lines.iter().enumerate() {
        let below_head = line.page > top.0 || line.y < top.1 - 1.0;
        if line.page >= main || line.boxed || taken.contains(&index) || !below_head {
            before = None;
            continue;
        }
        let above = before.and_then(|index| lines.get(index));
        let pitch = paragraphs.last().and_then(|last| pitch(last, lines));
        match paragraphs.last_mut() {
            Some(last) if above.is_some_and(|above| runs_on(above, line, pitch, frame)) => {
                last.lines.push(index)
            }
            _ => {
                let step = above.filter(|above| above.page == line.page).map(|above| above.y - line.y);
                paragraphs.push(Paragraph { lines: vec![index], centered: centered(line, frame), step });
            }
        }
        before = Some(index);
    }
    paragraphs
}

/// Page and baseline of the lowest line of the head.
fn head_end(lines: &[Line], parts: &BTreeMap<Part, Vec<usize>>) -> (usize, f64) {
    let head = [
        Part::Heading,
        Part::Motto,
        Part::Organ,
        Part::Number,
        Part::PlaceDate,
        Part::Kind,
        Part::Subject,
        Part::LetterSubject,
    ];
    let ends = head.iter().filter_map(|part| parts.get(part)).flatten().filter_map(|index| lines.get(*index));
    ends.map(|line| (line.page, line.y))
        .reduce(|a, b| if (b.0, -b.1) > (a.0, -a.1) { b } else { a })
        .unwrap_or((0, f64::INFINITY))
}

/// Distance of a paragraph's lines, where it has two on one page.
fn pitch(paragraph: &Paragraph, lines: &[Line]) -> Option<f64> {
    let [.., above, below] = paragraph.lines[..] else { return None };
    let (above, below) = (lines.get(above)?, lines.get(below)?);
    (above.page == below.page).then_some(above.y - below.y)
}

pub fn centered(line: &Line, frame: &Frame) -> bool {
    let inset = (line.x0 - frame.left) / MM;
    let indented = INDENTS.iter().any(|indent| (inset - indent).abs() < INDENT_FITS);
    if indented && line.width() > frame.width() * WIDE {
        return false;
    }
    line.x0 > frame.left + 8.0 * MM
        && (line.center() - frame.center()).abs() < 3.0 * MM
        && line.x1 < frame.right - EDGE
}

fn runs_on(above: &Line, line: &Line, pitch: Option<f64>, frame: &Frame) -> bool {
    if centered(above, frame)
        || centered(line, frame)
        || line.x0 > frame.left + INDENTED && above.x0 < line.x0 + 1.0
    {
        return false;
    }
    if line.page != above.page {
        return line.page == above.page + 1
            && above.x1 > frame.right - frame.width() * 0.15
            && line.x0 <= frame.left + INDENTED;
    }
    let step = above.y - line.y;
    let usual = pitch.unwrap_or(SINGLE * 1.12 * line.size);
    let close = if pitch.is_some() { step <= usual + APART } else { step <= FAR * line.size };
    // Without a known pitch only the end of the line above can tell.
    let ended = above.x1 < frame.right - frame.width() * 0.25
        || pitch.is_none() && step > usual + APART && ends(above);
    close && !ended && (above.size - line.size).abs() < 0.6
}

fn ends(line: &Line) -> bool {
    line.text.ends_with(['.', ';', ':', '!', '?'])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::prose;
    use crate::audit::frame::Frame;
    use crate::audit::line::Line;

    fn line(text: &str, x0: f64, x1: f64, y: f64) -> Line {
        Line { text: text.into(), x0, x1, y, size: 14.0, ..Line::default() }
    }

    #[test]
    fn double_spaced_lines_are_a_paragraph_and_a_ragged_first_line_is_no_heading() {
        let frame = Frame { left: 85.0, right: 553.0, sure: true, ..Frame::default() };
        let step = 14.0 * 1.149 * 2.0;
        let lines = [
            line("Đoạn một, chữ đầu dòng lùi vào", 113.3, 525.0, 800.0),
            line("tiếp theo không hết câu", 85.0, 540.0, 800.0 - step),
            line("hết.", 85.0, 200.0, 800.0 - 2.0 * step),
        ];
        let found = prose(&lines, &BTreeMap::new(), &[], &frame, 1);
        assert_eq!(found.iter().map(|paragraph| paragraph.lines.len()).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn paragraphs_part_at_indents_gaps_and_the_middle() {
        let frame = Frame { left: 85.0, right: 553.0, sure: true, ..Frame::default() };
        let lines = [
            line("Phần I", 300.0, 338.0, 800.0),
            line("Đoạn một", 113.0, 553.0, 776.0),
            line("tiếp theo", 85.0, 553.0, 758.0),
            line("hết.", 85.0, 200.0, 740.0),
            line("Đoạn hai", 113.0, 553.0, 716.0),
            line("hết.", 85.0, 300.0, 698.0),
        ];
        let found = prose(&lines, &BTreeMap::new(), &[], &frame, 1);
        let shape: Vec<_> =
            found.iter().map(|paragraph| (paragraph.lines.len(), paragraph.centered)).collect();
        assert_eq!(shape, [(1, true), (3, false), (2, false)]);
        assert_eq!(found[2].step, Some(24.0));
    }
}

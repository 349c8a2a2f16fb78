//! Lines: what stands side by side on one baseline, up to the gap of a column or the bar of a table.

use unicode_normalization::UnicodeNormalization;

use super::paper::{Bar, Face, Sheet, Text};

/// A gap of more than this parts two columns (ems).
const COLUMN: f64 = 1.0;
/// A gap of more than this is a space that the file does not spell out (ems).
const SPACE: f64 = 0.15;
/// Baselines closer than this are one line (ems): letters raised a little stay with theirs.
const SAME_BASELINE: f64 = 0.2;
/// Upright bars of a page that part columns; a page with more is a drawing.
const UPRIGHT: usize = 4_000;

/// A line of text on a page. Lengths in points, as in `paper`.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// From 0.
    pub page: usize,
    pub text: String,
    /// For comparing: NFC, small letters, one kind of hyphen, single spaces.
    pub folded: String,
    pub x0: f64,
    pub x1: f64,
    pub y: f64,
    /// Size, weight, slant and face of most of its letters.
    pub size: f64,
    pub bold: bool,
    pub italic: bool,
    pub face: usize,
    pub letters: usize,
    pub black: bool,
    pub turned: bool,
    /// Inside a table or box.
    pub boxed: bool,
}

impl Line {
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub fn center(&self) -> f64 {
        (self.x0 + self.x1) / 2.0
    }

    /// Has it letters, and are they all capitals?
    pub fn capitals(&self) -> bool {
        let upper = self.text.chars().filter(|letter| letter.is_uppercase()).count();
        let lower = self.text.chars().filter(|letter| letter.is_lowercase()).count();
        upper > 0 && lower == 0
    }
}

/// The form in which texts are compared.
pub fn folded(text: &str) -> String {
    let small: String = text.nfc().flat_map(char::to_lowercase).collect();
    let hyphens = small.replace(['–', '—', '‑', '−', '‐'], "-").replace("hoà", "hòa").replace("uỷ", "ủy");
    hyphens.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a sheet from top to bottom, each from left to right.
pub fn lines(sheet: &Sheet, page: usize, faces: &[Face]) -> Vec<Line> {
    let mut texts: Vec<&Text> = sheet.texts.iter().filter(|text| text.size > 0.1).collect();
    texts.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.from.total_cmp(&b.from)));
    let upright: Vec<&Bar> = sheet.bars.iter().filter(|bar| !bar.level()).take(UPRIGHT).collect();
    let boxes = boxes(&upright);
    let mut found = Vec::new();
    for mut row in rows(&texts) {
        row.sort_by(|a, b| a.from.total_cmp(&b.from));
        let (Some(first), Some(top)) = (row.first(), row.iter().map(|text| text.size).reduce(f64::max))
        else {
            continue;
        };
        let bars: Vec<f64> = upright
            .iter()
            .filter(|bar| bar.y0 < first.y + top && bar.y1 > first.y)
            .map(|bar| bar.x0)
            .collect();
        for group in groups(&row, &bars) {
            found.extend(line(&group, page, faces, &boxes));
        }
    }
    found
}

fn rows<'a>(texts: &[&'a Text]) -> Vec<Vec<&'a Text>> {
    let mut rows: Vec<Vec<&Text>> = Vec::new();
    for text in texts {
        let same = rows.last().and_then(|row| row.first()).is_some_and(|first| {
            first.turned == text.turned
                && first.y - text.y <= SAME_BASELINE * first.size.min(text.size).max(4.0)
        });
        match rows.last_mut() {
            Some(row) if same => row.push(text),
            _ => rows.push(vec![text]),
        }
    }
    rows
}

fn groups<'a>(row: &[&'a Text], bars: &[f64]) -> Vec<Vec<&'a Text>> {
    let mut groups: Vec<Vec<&Text>> = Vec::new();
    for text in row {
        let joined = groups.last().and_then(|group| group.last()).is_some_and(|last| {
            let gap = text.from - last.to;
            let parted = bars.iter().any(|bar| last.x1 - 1.0 <= *bar && *bar <= text.x0 + 1.0);
            gap < COLUMN * last.size.max(text.size) && !parted
        });
        match groups.last_mut() {
            Some(group) if joined => group.push(text),
            _ => groups.push(vec![text]),
        }
    }
    groups
}

fn line(group: &[&Text], page: usize, faces: &[Face], boxes: &[Bar]) -> Option<Line> {
    let inked: Vec<&&Text> = group.iter().filter(|text| !text.text.trim().is_empty()).collect();
    let (first, last) = (inked.first()?, inked.last()?);
    let count = |text: &Text| text.text.chars().filter(|letter| !letter.is_whitespace()).count();
    let letters: usize = inked.iter().map(|text| count(text)).sum();
    let main = inked.iter().max_by_key(|text| count(text))?;
    let most = |holds: &dyn Fn(&Face) -> bool| {
        let held: usize =
            inked.iter().filter(|text| faces.get(text.face).is_some_and(holds)).map(|text| count(text)).sum();
        held * 10 > letters * 6
    };
    let x1 = inked.iter().map(|text| text.x1).fold(last.x1, f64::max);
    let middle = (first.x0 + x1) / 2.0;
    let boxed = |frame: &Bar| {
        frame.x0 - 2.0 < middle
            && middle < frame.x1 + 2.0
            && frame.y0 - 2.0 < main.y
            && main.y < frame.y1 + 2.0
    };
    let text = joined(group);
    Some(Line {
        page,
        folded: folded(&text),
        x0: first.x0,
        x1,
        y: main.y,
        size: main.size,
        bold: most(&|face| face.bold),
        italic: most(&|face| face.italic),
        face: main.face,
        letters,
        black: inked.iter().all(|text| text.black),
        turned: main.turned,
        boxed: boxes.iter().any(boxed),
        text,
    })
}

fn joined(group: &[&Text]) -> String {
    let mut out = String::new();
    let mut end: Option<f64> = None;
    for text in group {
        let gap = end.map_or(0.0, |end| text.from - end);
        if gap > SPACE * text.size && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(&text.text);
        end = Some(text.to);
    }
    out.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Frames of tables and boxes: upright bars that reach beside one another.
fn boxes(upright: &[&Bar]) -> Vec<Bar> {
    let mut bars: Vec<Bar> = upright.iter().map(|bar| **bar).collect();
    bars.sort_by(|a, b| b.y1.total_cmp(&a.y1));
    let mut frames: Vec<Bar> = Vec::new();
    for bar in bars {
        match frames.last_mut() {
            Some(frame) if bar.y1 >= frame.y0 - 3.0 => {
                frame.x0 = frame.x0.min(bar.x0);
                frame.x1 = frame.x1.max(bar.x1);
                frame.y0 = frame.y0.min(bar.y0);
            }
            _ => frames.push(bar),
        }
    }
    frames.retain(|frame| frame.width() > 10.0);
    frames
}

#[cfg(test)]
mod tests {
    use super::{folded, lines};
    use crate::audit::paper::{Bar, Face, Sheet, Text};

    fn text(text: &str, x0: f64, x1: f64, y: f64) -> Text {
        Text {
            text: text.into(),
            x0,
            x1,
            from: x0,
            to: x1,
            y,
            size: 14.0,
            face: 0,
            black: true,
            turned: false,
        }
    }

    #[test]
    fn columns_part_and_words_join() {
        let texts = vec![
            text("Độc lập", 300.0, 340.0, 700.3),
            text("Số: ", 60.0, 80.0, 700.0),
            text("05/KH", 83.0, 120.0, 700.1),
            text("dưới", 60.0, 80.0, 680.0),
        ];
        let sheet = Sheet { width: 595.0, height: 842.0, texts, ..Sheet::default() };
        let found: Vec<_> = lines(&sheet, 0, &[Face::default()]).into_iter().map(|line| line.text).collect();
        assert_eq!(found, ["Số: 05/KH", "Độc lập", "dưới"]);
    }

    #[test]
    fn a_bar_parts_cells_and_makes_them_boxed() {
        let bar = |x: f64| Bar { x0: x, y0: 690.0, x1: x + 0.5, y1: 720.0 };
        let texts = vec![text("1", 60.0, 66.0, 700.0), text("2", 72.0, 78.0, 700.0)];
        let sheet = Sheet { texts, bars: vec![bar(56.0), bar(69.0), bar(90.0)], ..Sheet::default() };
        let found = lines(&sheet, 0, &[]);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|line| line.boxed));
    }

    #[test]
    fn one_form_for_comparing() {
        assert_eq!(folded("CỘNG  HOÀ – Ủy\u{a0}ban"), "cộng hòa - ủy ban");
    }
}

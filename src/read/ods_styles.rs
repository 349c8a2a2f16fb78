//! Fonts and indents of an `.ods`: of the cell's style, of the style it descends from, or of the default.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::lexicon::kept;
use super::ods::attribute;
use super::problem::ReadProblem;

/// LibreOffice goes no deeper than a handful; a style that descends from itself ends here.
const DEEPEST: usize = 16;

/// Points of one step of indentation: what LibreOffice's "Increase Indent" adds, and what it makes of one step of Excel.
const STEP: f64 = 10.0;

/// A cell style as far as its font and its indent go.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    font: Option<Arc<str>>,
    /// Steps.
    indent: Option<u8>,
}

/// The cell styles of a document, by name; the default has no name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// `style:font-face`: its name → the family it stands for.
    faces: HashMap<String, Arc<str>>,
    styles: HashMap<String, Style>,
    /// The cell style that is open, its name.
    open: Option<String>,
}

impl Styles {
    /// Named styles stand in a part of their own. What is wrong with it is no reason to refuse the figures.
    pub(super) fn of_part(styles: &[u8]) -> Styles {
        let mut all = Styles::default();
        let mut reader = Reader::from_str(std::str::from_utf8(styles).unwrap_or_default());
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) | Event::Empty(element) if all.meet(&element).is_err() => break,
                Event::Eof => break,
                _ => {}
            }
        }
        all
    }

    /// Takes what an element of a style says; any other element is passed over.
    pub(super) fn meet(&mut self, element: &BytesStart) -> Result<(), ReadProblem> {
        match element.name().as_ref() {
            "style:font-face" => {
                let name = attribute(element, "style:name")?.unwrap_or_default();
                if let Some(family) = attribute(element, "svg:font-family")? {
                    self.faces.insert(name, family_name(&family));
                }
            }
            "style:style" | "style:default-style" => self.begin(element)?,
            "style:text-properties" => self.font(element)?,
            "style:paragraph-properties" => self.indent(element)?,
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, element: &BytesStart) -> Result<(), ReadProblem> {
        self.open = None;
        if attribute(element, "style:family")?.as_deref() == Some("table-cell") {
            let name = attribute(element, "style:name")?.unwrap_or_default();
            let parent = attribute(element, "style:parent-style-name")?;
            self.styles.insert(name.clone(), Style { parent, ..Style::default() });
            self.open = Some(name);
        }
        Ok(())
    }

    fn font(&mut self, element: &BytesStart) -> Result<(), ReadProblem> {
        let Some(style) = self.open.as_ref().and_then(|name| self.styles.get_mut(name)) else {
            return Ok(());
        };
        let face = attribute(element, "style:font-name")?;
        let family = attribute(element, "fo:font-family")?;
        style.font = match (face, family) {
            (Some(face), _) => Some(self.faces.get(&face).cloned().unwrap_or_else(|| family_name(&face))),
            (None, family) => family.as_deref().map(family_name),
        };
        Ok(())
    }

    fn indent(&mut self, element: &BytesStart) -> Result<(), ReadProblem> {
        if let Some(style) = self.open.as_ref().and_then(|name| self.styles.get_mut(name)) {
            style.indent = attribute(element, "fo:margin-left")?.as_deref().and_then(steps);
        }
        Ok(())
    }

    /// The font of cells of this style, and their steps of indentation; an empty name is the default style.
    pub(super) fn of(&self, style: &str) -> (Option<Arc<str>>, u8) {
        let (mut font, mut indent, mut name) = (None, None, style);
        for _ in 0..DEEPEST {
            let Some(style) = self.styles.get(name) else { break };
            font = font.or(style.font.as_ref());
            indent = indent.or(style.indent);
            if font.is_some() && indent.is_some() {
                break;
            }
            name = style.parent.as_deref().unwrap_or_default();
        }
        let default = self.styles.get("");
        let font = font.or(default.and_then(|style| style.font.as_ref())).cloned();
        (font, indent.or(default.and_then(|style| style.indent)).unwrap_or(0))
    }
}

/// `0.353cm` → 1. Less than a third of a step is a margin, not an indent.
fn steps(length: &str) -> Option<u8> {
    let digits = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let points = match &length[digits.len()..] {
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "in" => 72.0,
        "pc" => 12.0,
        "px" => 0.75,
        "pt" => 1.0,
        _ => return None,
    };
    let steps = digits.trim().parse::<f64>().ok()? * points / STEP;
    // Excel's own deepest indent is 250.
    Some(if steps < 1.0 / 3.0 { 0 } else { steps.round().clamp(1.0, 250.0) as u8 })
}

/// `'.VnTime', serif` → `.VnTime`.
fn family_name(family: &str) -> Arc<str> {
    let first = family.split(',').next().unwrap_or_default().trim();
    kept(first.trim_matches(['\'', '"']))
}

#[cfg(test)]
mod tests {
    use super::Styles;

    const STYLES: &str = r#"<office:document-styles>
        <office:font-face-decls><style:font-face style:name="F1" svg:font-family="'.VnTimeH', serif"/></office:font-face-decls>
        <style:default-style style:family="table-cell"><style:text-properties style:font-name="Arial"/></style:default-style>
        <style:style style:name="P1" style:family="paragraph"><style:text-properties style:font-name="F1"/></style:style>
        <style:style style:name="A" style:family="table-cell"><style:text-properties style:font-name="F1"/></style:style>
        <style:style style:name="B" style:family="table-cell" style:parent-style-name="A"/>
        <style:style style:name="C" style:family="table-cell"><style:text-properties fo:font-family="VNI-Times"/></style:style>
        <style:style style:name="L" style:family="table-cell" style:parent-style-name="L"/>"#;

    #[test]
    fn the_style_or_its_parent_or_the_default_has_the_font() {
        let fonts = Styles::of_part(STYLES.as_bytes());
        for (style, font) in [
            ("A", ".VnTimeH"),
            ("B", ".VnTimeH"),
            ("C", "VNI-Times"),
            ("L", "Arial"),
            ("P1", "Arial"),
            ("", "Arial"),
        ] {
            assert_eq!(fonts.of(style).0.as_deref(), Some(font), "{style}");
        }
        assert_eq!(Styles::of_part(b"<a").of("A"), (None, 0));
        assert_eq!(Styles::of_part(b"\xff").of(""), (None, 0));
    }

    #[test]
    fn margins_are_steps_and_descend_too() {
        let style = |name: &str, parent: &str, margin: &str| {
            format!(
                r#"<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}"><style:paragraph-properties {margin}/></style:style>"#
            )
        };
        let part = [
            style("A", "", r#"fo:margin-left="0.353cm""#),
            style("B", "A", r#"fo:text-align="start""#),
            style("C", "A", r#"fo:margin-left="20pt""#),
            style("D", "", r#"fo:margin-left="0.02in""#),
            style("E", "A", r#"fo:margin-left="0cm""#),
            style("F", "", r#"fo:margin-left="x9cm""#),
        ]
        .concat();
        let styles = Styles::of_part(format!("<a>{part}").as_bytes());
        let steps = ["A", "B", "C", "D", "E", "F", "?"].map(|name| styles.of(name).1);
        assert_eq!(steps, [1, 1, 2, 0, 0, 0, 0]);
        assert_eq!(
            ["10.6mm", "9999999cm", "-1cm", "", "cm", "5%"].map(super::steps),
            [Some(3), Some(250), Some(0), None, None, None]
        );
    }
}

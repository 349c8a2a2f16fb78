//! Fonts of an `.ods`: of the cell's style, of the style it descends from, or of the default, by any of three spellings.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::ods::attribute;
use super::problem::ReadProblem;

/// LibreOffice goes no deeper than a handful; a style that descends from itself ends here.
const DEEPEST: usize = 16;

/// A cell style as far as its font goes.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    font: Option<Arc<str>>,
}

/// The cell styles of a document, by name; the default has no name.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    /// `style:font-face`: its name → the family it stands for.
    faces: HashMap<String, Arc<str>>,
    styles: HashMap<String, Style>,
    /// The cell style that is open, its name.
    open: Option<String>,
}

impl Fonts {
    /// Named styles stand in a part of their own. What is wrong with it is no reason to refuse the figures.
    pub(super) fn of_part(styles: &[u8]) -> Fonts {
        let mut fonts = Fonts::default();
        let mut reader = Reader::from_str(std::str::from_utf8(styles).unwrap_or_default());
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) | Event::Empty(element) if fonts.meet(&element).is_err() => break,
                Event::Eof => break,
                _ => {}
            }
        }
        fonts
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
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, element: &BytesStart) -> Result<(), ReadProblem> {
        self.open = None;
        if attribute(element, "style:family")?.as_deref() == Some("table-cell") {
            let name = attribute(element, "style:name")?.unwrap_or_default();
            let parent = attribute(element, "style:parent-style-name")?;
            self.styles.insert(name.clone(), Style { parent, font: None });
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

    /// The font of cells of this style; an empty name is the default style.
    pub(super) fn of(&self, style: &str) -> Option<Arc<str>> {
        let mut name = style;
        for _ in 0..DEEPEST {
            let Some(style) = self.styles.get(name) else { break };
            if let Some(font) = &style.font {
                return Some(font.clone());
            }
            name = style.parent.as_deref().unwrap_or_default();
        }
        self.styles.get("").and_then(|style| style.font.clone())
    }
}

/// `'.VnTime', serif` → `.VnTime`.
fn family_name(family: &str) -> Arc<str> {
    let first = family.split(',').next().unwrap_or_default().trim();
    Arc::from(first.trim_matches(['\'', '"']))
}

#[cfg(test)]
mod tests {
    use super::Fonts;

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
        let fonts = Fonts::of_part(STYLES.as_bytes());
        for (style, font) in [
            ("A", ".VnTimeH"),
            ("B", ".VnTimeH"),
            ("C", "VNI-Times"),
            ("L", "Arial"),
            ("P1", "Arial"),
            ("", "Arial"),
        ] {
            assert_eq!(fonts.of(style).as_deref(), Some(font), "{style}");
        }
        assert_eq!(Fonts::of_part(b"<a").of("A"), None);
        assert_eq!(Fonts::of_part(b"\xff").of(""), None);
    }
}

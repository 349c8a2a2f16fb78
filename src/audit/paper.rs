//! What a reader gathers from a PDF: sheets with texts and bars, faces, and what the file says of itself.
//!
//! Lengths are points (1/72 inch); x goes right, y goes up, the origin is the lower left corner of the sheet.

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;

/// A whole file.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    pub sheets: Vec<Sheet>,
    /// Every font that a text names, by `Text::face`.
    pub faces: Vec<Face>,
    pub claims: Claims,
    /// What was left unread because a limit was reached, in Vietnamese.
    pub unread: Vec<String>,
}

/// What the file says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims {
    /// A structure tree stands in the catalogue.
    pub tree: bool,
    /// `MarkInfo` says that the content is tagged.
    pub marked: bool,
    pub language: Option<String>,
    pub title: Option<String>,
    /// `Status` of the document information, e.g. “Dự thảo”.
    pub status: Option<String>,
    pub creator: Option<String>,
}

/// One page as it is shown (turned as `Rotate` says).
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub width: f64,
    pub height: f64,
    pub texts: Vec<Text>,
    pub bars: Vec<Bar>,
    /// Pictures drawn on the page.
    pub images: usize,
}

impl Sheet {
    pub fn landscape(&self) -> bool {
        self.width > self.height
    }
}

/// What one showing operator put on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub text: String,
    /// From the first to the last letter, without spaces at the ends.
    pub x0: f64,
    pub x1: f64,
    /// Where the pen began and ended, spaces included.
    pub from: f64,
    pub to: f64,
    /// Baseline.
    pub y: f64,
    pub size: f64,
    pub face: usize,
    pub black: bool,
    /// Not level: a watermark or a turned heading.
    pub turned: bool,
}

/// A thin stroke or fill, level or upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Bar {
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    pub fn level(&self) -> bool {
        self.width() > self.height()
    }

    pub fn center(&self) -> f64 {
        (self.x0 + self.x1) / 2.0
    }
}

/// A font as the file describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Face {
    /// `BaseFont` without the subset's prefix.
    pub name: String,
    pub bold: bool,
    pub italic: bool,
    pub embedded: bool,
    /// Letters shown that no map turns into text.
    pub unmapped: usize,
}

//! The style of one element: what it takes from its parent, then what its rules say.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::setting::{Display, Keep, ListStyle, Pitch, Setting, Size};
use super::value::Measure;
use super::vocabulary::Tag;
use crate::document::{
    BlockStyle, Borders, Color, Edges, Length, LineHeight, MarkPlace, TextStyle, VerticalAlign,
};

/// A superscript stands this share of its parent's size higher.
const RISE: f32 = 1.0 / 3.0;
const SMALLEST: f32 = 1.0;
const LARGEST: f32 = 500.0;

/// Everything that rules can say of an element, in points.
#[derive(Debug, Clone)]
pub(super) struct Computed {
    /// Tells styles apart in the cache.
    pub id: u32,
    pub text: Arc<TextStyle>,
    pub block: Arc<BlockStyle>,
    /// The style of a paragraph that stands in this block without an element of its own.
    pub bare: Arc<BlockStyle>,
    pub uppercase: bool,
    pub display: Display,
    pub vertical: VerticalAlign,
    pub list: ListStyle,
    pub page: Arc<str>,
    pub restart: bool,
    pub width_of_previous: bool,
    pub share: f32,
    /// `height`, for rule lines.
    pub height: Option<f32>,
    /// `margin-left`, `margin-right` are `auto`.
    pub auto_left: bool,
    pub auto_right: bool,
    pub keep_previous: bool,
    pub carry: Arc<[usize]>,
    pub mark: Option<MarkPlace>,
    pub first_only: bool,
}

/// What of an element, besides its rules, decides its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Nature {
    pub tag: Tag,
    /// A table that is only a grid.
    pub presentation: bool,
}

impl Computed {
    /// The style that the root takes things from.
    pub fn initial() -> Computed {
        let block = Arc::new(BlockStyle::default());
        Computed {
            id: 0,
            text: Arc::new(TextStyle::default()),
            bare: block.clone(),
            block,
            uppercase: false,
            display: Display::Block,
            vertical: VerticalAlign::Top,
            list: ListStyle::None,
            page: "".into(),
            restart: false,
            width_of_previous: false,
            share: 1.0,
            height: None,
            auto_left: false,
            auto_right: false,
            keep_previous: false,
            carry: Arc::default(),
            mark: None,
            first_only: false,
        }
    }

    /// A child's style under these settings, later ones stronger.
    pub fn child(parent: &Computed, nature: Nature, settings: &[&Setting], id: u32) -> Computed {
        let mut work = Work::new(parent, nature);
        // Lengths in em count in the element's own size, which may be said last.
        for setting in settings {
            if let Setting::Size(size) = setting {
                work.resize(*size, parent.text.size);
            }
        }
        for setting in settings {
            work.set(setting, parent);
        }
        work.done(parent, nature, id)
    }

    /// A text in a margin: no element of its own.
    pub fn plain(parent: &Computed, settings: &[Setting]) -> Computed {
        let settings: Vec<&Setting> = settings.iter().collect();
        Computed::child(parent, Nature { tag: Tag::Div, presentation: false }, &settings, 0)
    }

    /// Text in the capitals that the style asks for, NFC.
    pub fn cased(&self, text: &str) -> String {
        let text: String = text.nfc().collect();
        if self.uppercase { text.to_uppercase() } else { text }
    }

    /// Has a mark a box? A line above only is none.
    pub fn boxed(&self) -> bool {
        let Edges { right, bottom, left, .. } = self.block.border.widths;
        [right, bottom, left].iter().any(|width| *width > 0.0)
    }

    /// Thickness of a mark's line above, where that is its only line.
    pub fn overline(&self) -> f32 {
        if self.boxed() { 0.0 } else { self.block.border.widths.top }
    }
}

/// A style in the making.
struct Work {
    text: TextStyle,
    block: BlockStyle,
    out: Computed,
    width: [f32; 4],
    solid: [bool; 4],
    border_color: Option<Color>,
    auto_margin: [bool; 4],
}

impl Work {
    fn new(parent: &Computed, nature: Nature) -> Work {
        let mut out = Computed { id: 0, ..parent.clone() };
        let mut block = inherited(&parent.block);
        if nature.tag.is_table_part() {
            block.background = parent.block.background;
        }
        if matches!(nature.tag, Tag::Th | Tag::Td) {
            block.min_height = parent.block.min_height;
        }
        out.vertical = match nature.tag {
            Tag::Table if nature.presentation => VerticalAlign::Top,
            Tag::Table => VerticalAlign::Middle,
            tag if tag.is_table_part() => parent.vertical,
            _ => VerticalAlign::Top,
        };
        out.display = if nature.tag.is_inline() { Display::Inline } else { Display::Block };
        out.restart = false;
        out.width_of_previous = false;
        out.share = 1.0;
        out.height = None;
        out.keep_previous = false;
        out.carry = Arc::default();
        out.mark = None;
        out.first_only = false;
        let text = (*parent.text).clone();
        Work {
            text,
            block,
            out,
            width: [MEDIUM; 4],
            solid: [false; 4],
            border_color: None,
            auto_margin: [false; 4],
        }
    }

    fn resize(&mut self, size: Size, parent: f32) {
        let points = match size {
            Size::Len(length) => length.points(parent),
            Size::Times(times) => parent * times,
        };
        self.text.size = points.clamp(SMALLEST, LARGEST);
    }

    /// Applies all but the size of letters.
    fn set(&mut self, setting: &Setting, parent: &Computed) {
        if self.set_text(setting, parent) || self.set_box(setting) || self.set_flow(setting) {
            return;
        }
        let out = &mut self.out;
        match setting {
            Setting::Uppercase(yes) => out.uppercase = *yes,
            Setting::Vertical(place) => out.vertical = *place,
            Setting::List(style) => out.list = *style,
            Setting::Display(display) => out.display = *display,
            Setting::Page(name, _) => out.page = name.clone(),
            Setting::Restart(yes) => out.restart = *yes,
            Setting::WidthOfPrevious(yes) => out.width_of_previous = *yes,
            Setting::Share(share) => out.share = *share,
            Setting::KeepPrevious(keep) => {
                out.keep_previous = *keep == Keep::Yes;
                self.block.keep_short = *keep == Keep::Short;
            }
            Setting::Carry(columns) => out.carry = columns.clone(),
            Setting::Mark(place) => out.mark = *place,
            Setting::FirstOnly(yes) => out.first_only = *yes,
            _ => {}
        }
    }

    fn set_text(&mut self, setting: &Setting, parent: &Computed) -> bool {
        let text = &mut self.text;
        match setting {
            Setting::Family(family) => text.family = family.clone(),
            Setting::Bold(yes) => text.bold = *yes,
            Setting::Italic(yes) => text.italic = *yes,
            // A line drawn under the parent's words runs on under the child's.
            Setting::Underline(yes) => text.underline = *yes || parent.text.underline,
            Setting::Color(color) => text.color = *color,
            Setting::Raised(yes) => {
                text.rise = parent.text.rise + if *yes { parent.text.size * RISE } else { 0.0 };
            }
            _ => return false,
        }
        true
    }

    fn set_box(&mut self, setting: &Setting) -> bool {
        let size = self.text.size;
        match setting {
            Setting::Margin(side, length) => {
                self.auto_margin[*side & 3] = length.is_none();
                *edge(&mut self.block.margin, *side) = length.map_or(0.0, |length| length.points(size));
            }
            Setting::Padding(side, length) => *edge(&mut self.block.padding, *side) = length.points(size),
            Setting::BorderWidth(side, length) => self.width[*side & 3] = length.points(size),
            Setting::BorderSolid(side, solid) => self.solid[*side & 3] = *solid,
            Setting::BorderColor(color) => self.border_color = Some(*color),
            Setting::Background(color) => self.block.background = *color,
            Setting::Width(Measure::Auto) => self.block.width = Length::Auto,
            Setting::Width(Measure::Percent(percent)) => self.block.width = Length::Percent(*percent),
            Setting::Width(Measure::Len(length)) => self.block.width = Length::Points(length.points(size)),
            Setting::MinHeight(length) => self.block.min_height = length.points(size),
            Setting::Height(length) => self.out.height = length.map(|length| length.points(size)),
            _ => return false,
        }
        true
    }

    fn set_flow(&mut self, setting: &Setting) -> bool {
        let size = self.text.size;
        let block = &mut self.block;
        match setting {
            Setting::Align(align) => block.align = *align,
            Setting::Indent(length) => block.indent = length.points(size),
            Setting::Pitch(Pitch::Normal(times)) => block.line_height = LineHeight::Normal(*times),
            Setting::Pitch(Pitch::Exact(length)) => {
                block.line_height = LineHeight::Exact(length.points(size))
            }
            Setting::Nowrap(yes) => block.nowrap = *yes,
            Setting::BreakBefore(at) => block.break_before = *at,
            Setting::KeepNext(yes) => block.keep_with_next = *yes,
            Setting::KeepTogether(yes) => block.keep_together = *yes,
            Setting::Orphans(lines) => block.orphans = *lines,
            Setting::Widows(lines) => block.widows = *lines,
            _ => return false,
        }
        true
    }

    fn done(mut self, parent: &Computed, nature: Nature, id: u32) -> Computed {
        let color = self.border_color.unwrap_or(self.text.color);
        let mut widths = Edges::default();
        for side in 0..4 {
            *edge(&mut widths, side) = if self.solid[side] { self.width[side] } else { 0.0 };
        }
        let drawn = widths != Edges::default();
        self.block.border = Borders { widths, color: if drawn { color } else { Color::default() } };
        // Elsewhere than on a rule line a height is a least height: text is never cut.
        if let Some(height) = self.out.height.filter(|_| nature.tag != Tag::Hr) {
            self.block.min_height = self.block.min_height.max(height);
        }
        let mut out = self.out;
        out.id = id;
        out.auto_left = self.auto_margin[3];
        out.auto_right = self.auto_margin[1];
        out.text = shared(&parent.text, self.text);
        out.bare = shared(&parent.bare, inherited(&self.block));
        out.block = shared(&out.bare, self.block);
        out
    }
}

const MEDIUM: f32 = 0.75;

/// The old one if the new one is equal.
fn shared<T: PartialEq>(old: &Arc<T>, new: T) -> Arc<T> {
    if **old == new { old.clone() } else { Arc::new(new) }
}

/// What a child block takes from its parent.
fn inherited(parent: &BlockStyle) -> BlockStyle {
    BlockStyle {
        align: parent.align,
        indent: parent.indent,
        line_height: parent.line_height,
        orphans: parent.orphans,
        widows: parent.widows,
        nowrap: parent.nowrap,
        ..BlockStyle::default()
    }
}

fn edge(edges: &mut Edges, side: usize) -> &mut f32 {
    match side {
        0 => &mut edges.top,
        1 => &mut edges.right,
        2 => &mut edges.bottom,
        _ => &mut edges.left,
    }
}

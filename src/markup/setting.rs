//! Settings: one longhand property each, with its value, before it meets an element.

use std::sync::Arc;

use super::errors::Place;
use super::value::{Len, Measure};
use crate::document::{Align, Break, Color, MarkPlace, VerticalAlign};

/// `display`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    Block,
    Inline,
    None,
}

/// `list-style-type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListStyle {
    None,
    Decimal,
    /// a) b) c) d) đ) e) g) …
    Letters,
    Dash,
}

/// `-th-keep-with-previous`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    No,
    Yes,
    /// Only if the block is one line.
    Short,
}

/// `font-size`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Size {
    Len(Len),
    /// Times the parent's.
    Times(f32),
}

/// `line-height`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pitch {
    Normal(f32),
    Exact(Len),
}

/// One longhand property with its value. Sides: top 0, right 1, bottom 2, left 3.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Setting {
    Family(Arc<str>),
    Size(Size),
    Bold(bool),
    Italic(bool),
    Underline(bool),
    Color(Color),
    Pitch(Pitch),
    Align(Align),
    Indent(Len),
    Uppercase(bool),
    Vertical(VerticalAlign),
    Raised(bool),
    Nowrap(bool),
    /// `None`: auto.
    Margin(usize, Option<Len>),
    Padding(usize, Len),
    BorderWidth(usize, Len),
    BorderSolid(usize, bool),
    BorderColor(Color),
    Background(Option<Color>),
    Width(Measure),
    MinHeight(Len),
    Height(Option<Len>),
    BreakBefore(Break),
    KeepNext(bool),
    KeepPrevious(Keep),
    KeepTogether(bool),
    Orphans(u32),
    Widows(u32),
    List(ListStyle),
    Display(Display),
    /// Empty: auto; and where it is said.
    Page(Arc<str>, Place),
    WidthOfPrevious(bool),
    Share(f32),
    /// Columns counted from 1.
    Carry(Arc<[usize]>),
    Restart(bool),
    Mark(Option<MarkPlace>),
    FirstOnly(bool),
}

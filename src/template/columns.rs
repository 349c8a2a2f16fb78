//! Which columns the wide table prints: those that hold at least one figure, and the plan's own.

use std::borrow::Cow;

use super::show::text;
use super::view::{Grid, Heading, Text};
use crate::domain::Plan;

/// Text columns of the indicator table before the figures: TT, chỉ tiêu, đơn vị tính.
const LEADING: usize = 3;

/// With no more number columns than this, the columns of words get more room.
const FEW: usize = 4;

/// Positions in `Settings::columns` and `Settings::comparisons`, in order. A column without any figure is
/// named under the table instead of filling a page with "chưa có số liệu".
pub(super) struct Shown<'a> {
    plan: &'a Plan,
    pub(super) values: Vec<usize>,
    pub(super) comparisons: Vec<usize>,
}

impl<'a> Shown<'a> {
    pub(super) fn of(plan: &'a Plan) -> Shown<'a> {
        let settings = &*plan.settings;
        let filled = |column: &usize| {
            *column == settings.plan_column()
                || plan.indicators.iter().any(|indicator| {
                    indicator.figures.get(*column).is_some_and(|figure| figure.quantity.is_some())
                })
        };
        let compared = |column: &usize| {
            plan.indicators.iter().any(|indicator| {
                indicator.comparisons.get(*column).is_some_and(|found| found.value.is_some())
            })
        };
        Shown {
            plan,
            values: (0..settings.columns.len()).filter(filled).collect(),
            comparisons: (0..settings.comparisons.len()).filter(compared).collect(),
        }
    }

    /// `longest_note`: letters of the longest remark that the table prints.
    pub(super) fn grid(&self, longest_note: usize) -> Grid<'a> {
        let numbers = self.values.len() + self.comparisons.len();
        Grid {
            so_cot_gia_tri: self.values.len(),
            so_cot_so_sanh: self.comparisons.len(),
            so_cot_ten_nhom: LEADING - 1 + numbers + 2,
            cot_chu_tri: LEADING + numbers + 1,
            cot_ghi_chu: LEADING + numbers + 2,
            rong_cot_so: Cow::Owned(number_width(numbers, longest_note > SHORT_NOTE)),
            cot_de_trong: self.left_out(),
            rong_chu_tri: Cow::Borrowed(if numbers <= FEW { "45mm" } else { "30mm" }),
            rong_ghi_chu: Cow::Borrowed(note_width(numbers, longest_note)),
            ..Grid::default()
        }
    }

    fn left_out(&self) -> Text<'a> {
        let columns = self.plan.settings.columns.iter().enumerate();
        let names: Vec<&str> = columns
            .filter(|(index, _)| !self.values.contains(index))
            .map(|(_, column)| column.title.as_str())
            .collect();
        Cow::Owned(names.join("; "))
    }

    pub(super) fn value_headings(&self) -> Vec<Heading<'a>> {
        let plan = self.plan;
        let heading = |(place, index): (usize, &usize)| {
            let column = &plan.settings.columns[*index];
            self.heading(&column.key, &column.title, &column.short, LEADING + place + 1)
        };
        self.values.iter().enumerate().map(heading).collect()
    }

    pub(super) fn comparison_headings(&self) -> Vec<Heading<'a>> {
        let plan = self.plan;
        let heading = |(place, index): (usize, &usize)| {
            let spec = &plan.settings.comparisons[*index];
            self.heading(&spec.key, &spec.title, &spec.title, LEADING + self.values.len() + place + 1)
        };
        self.comparisons.iter().enumerate().map(heading).collect()
    }

    fn heading(&self, key: &'a str, title: &'a str, short: &'a str, place: usize) -> Heading<'a> {
        Heading { khoa: text(key), ten: text(title), ngan: text(short), stt: place, ..Heading::default() }
    }
}

/// Letters of a remark that two lines of a narrow column hold.
const SHORT_NOTE: usize = 24;

/// A remark should not take more lines than the name and the owner beside it: some 16 letters stand on 30 mm.
fn note_width(numbers: usize, letters: usize) -> &'static str {
    match (numbers <= FEW, letters <= SHORT_NOTE) {
        (true, true) => "30mm",
        (true, false) => "42mm",
        (false, true) => "20mm",
        (false, false) => "30mm",
    }
}

/// Landscape A4 has 252 mm between margins of 30 and 15; the words take 119 mm of them (TT 10, đơn vị tính 17,
/// chủ trì 30, ghi chú 20, and at least 42 for the name), the rest is shared; long remarks take 10 mm more from both. Up to
/// 19.5 mm suit a number; few columns may be wider, since a target can be a phrase.
fn number_width(columns: usize, long_notes: bool) -> String {
    const NUMBER: usize = 195;
    const PHRASE: usize = 600;
    let widest = if columns <= 2 { PHRASE } else { NUMBER };
    let shared = if long_notes { 1275 } else { 1330 };
    let tenths = (shared / columns.max(1)).min(widest);
    format!("{}.{}mm", tenths / 10, tenths % 10)
}

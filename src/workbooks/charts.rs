//! Sheet `Bieu do`: native charts, four to a printed page, none across two pages.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, Worksheet,
    XlsxError,
};

use super::binder::Binder;
use super::cell::{Tally, clean};
use super::grid::{Grid, HEADLINES};
use super::headlines::{HEAD, Headlines, VALUE};
use super::look::sheet_page;
use super::received::{self, SUBMISSIONS};
use crate::domain::{Decimal, Direction};

pub const CHARTS: &str = "Bieu do";
/// Rows of a printed page, each 20 pixels high, and the width of a column in pixels: 640 of the page's 742 points,
/// because LibreOffice draws columns a little wider than Excel.
const PAGE: u32 = 31;
const ROW: u32 = 20;
/// The row of the title; the first page has room for what it is higher.
const TITLE: u32 = 25;
const COLUMN: u32 = 57;
const COLUMNS: u16 = 15;
/// Where charts stand on a page: below the title, two side by side, two one below the other.
const TOP: u32 = 2;
const HALF: u32 = 14;
const RIGHT: u16 = 8;
/// Sizes in pixels: a quarter of a page, and a whole one.
const QUARTER: (u32, u32) = (7 * COLUMN, HALF * ROW - 10);
const WHOLE: (u32, u32) = (15 * COLUMN, 28 * ROW);
/// More indicators in one chart cannot be read; nor bars of which one is this many times as long as another.
const MOST: usize = 5;
const APART: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
/// More departments in one chart cannot be read: a long name takes two lines, and where they have no room
/// LibreOffice leaves out every second name.
const MOST_DEPARTMENTS: u32 = 18;
/// Charts in which the departments may be shared out; more departments are looked up in the sheet.
const MOST_PARTS: u32 = 4;
/// From light to dark, so that the columns differ on a black-and-white print too.
const SHADES: [u32; 6] = [0xD0CECE, 0x9DC3E6, 0x5B9BD5, 0x1F3864, 0xC55A11, 0x548235];

/// The whole sheet.
pub fn sheet(
    grid: &Grid,
    headlines: &Headlines<'_>,
    binder: &mut Binder<'_>,
) -> Result<Worksheet, XlsxError> {
    let (look, tally) = (binder.look, &mut binder.tally);
    let mut sheet = Worksheet::new();
    sheet.set_name(CHARTS)?.set_screen_gridlines(false);
    let title = format!("Biểu đồ: {}", grid.plan.settings.title);
    sheet.write_string_with_format(0, 0, clean(&title, tally), &look.title)?;
    let compared = groups(grid, headlines);
    let mut remark = if compared.is_empty() {
        "Chưa vẽ được biểu đồ so sánh: chưa chỉ tiêu trọng yếu nào có số liệu của từ hai cột trở lên."
    } else {
        "Vẽ từ sheet Trong yeu, Ban nop; sửa ở đó thì đổi theo. Cột trống: chưa có số liệu."
    }
    .to_owned();
    if falling_is_better(grid, headlines) {
        // The line is as wide as the page: some 140 letters.
        remark.push_str(" Chỉ tiêu giảm là tốt: đạt nếu không quá 100% nghị quyết.");
    }
    sheet.write_string_with_format(1, 0, remark, &look.remark)?;
    let mut board = Board { sheet, quarters: 0, pages: 0 };
    for group in &compared {
        board.quarter(comparison(grid, group), &about(group))?;
    }
    if let Some(chart) = progress(grid, headlines) {
        board.quarter(chart, "Biểu đồ thanh: kế hoạch bằng bao nhiêu % mục tiêu nghị quyết")?;
    }
    board.quarter(statuses(headlines), "Biểu đồ thanh: số bản nộp theo tình trạng")?;
    for chart in departments(grid) {
        board.whole(chart, "Biểu đồ thanh: mỗi đơn vị đã gửi bao nhiêu số liệu, nhiệm vụ, ý kiến")?;
    }
    board.finish()
}

/// Rows of `Trong yeu` that stand in one chart: one unit of measure, values of like size.
struct Group<'a> {
    unit: &'a str,
    first: u32,
    last: u32,
    /// Nothing lies below zero.
    positive: bool,
}

fn about(group: &Group) -> String {
    format!("Biểu đồ cột: số liệu các năm của các chỉ tiêu tính bằng {}", unit(group))
}

/// The unit as it may stand in a drawing, whose texts are shorter than those of cells.
fn unit(group: &Group) -> String {
    const LONGEST: usize = 60;
    clean(group.unit, &mut Tally::default())
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(LONGEST)
        .collect()
}

/// Neighbours of one unit with something to compare.
fn groups<'a>(grid: &Grid<'a>, headlines: &Headlines<'a>) -> Vec<Group<'a>> {
    let mut groups = Vec::new();
    let mut row = headlines.first;
    for (unit, indices) in &headlines.units {
        let mut run: Option<(Group<'a>, usize, Decimal, Decimal)> = None;
        for index in indices {
            let known = known(grid, *index);
            let size = known.iter().map(Decimal::abs).max().filter(|_| known.len() > 1);
            let positive = !known.iter().any(Decimal::is_sign_negative);
            match (run.take(), size) {
                (Some((mut group, count, low, high)), Some(size)) if fits(count, low, high, size) => {
                    group.last = row;
                    group.positive &= positive;
                    run = Some((group, count + 1, low.min(size), high.max(size)));
                }
                (before, size) => {
                    groups.extend(before.map(|(group, ..)| group));
                    run = size.map(|size| (Group { unit, first: row, last: row, positive }, 1, size, size));
                }
            }
            row += 1;
        }
        groups.extend(run.map(|(group, ..)| group));
    }
    groups
}

fn fits(count: usize, low: Decimal, high: Decimal, size: Decimal) -> bool {
    let within = |a: Decimal, b: Decimal| b.checked_mul(APART).is_none_or(|most| a <= most);
    count < MOST && within(size, low) && within(high, size)
}

fn known(grid: &Grid, index: usize) -> Vec<Decimal> {
    (0..grid.plan.settings.columns.len()).filter_map(|column| grid.nominal(index, column)).collect()
}

/// Plan against estimate and last year.
fn comparison(grid: &Grid, group: &Group) -> Chart {
    let mut chart = Chart::new(ChartType::Column);
    chart.title().set_name(format!("Kế hoạch so với ước thực hiện và năm trước ({})", unit(group)).as_str());
    let columns = grid.plan.settings.columns.len();
    for (col, shade) in (0..columns).zip(SHADES.iter().cycle()) {
        let at = VALUE.saturating_add(u16::try_from(col).unwrap_or(u16::MAX));
        let series = chart.add_series();
        series
            .set_name((HEADLINES, HEAD, at))
            .set_categories((HEADLINES, group.first, 2, group.last, 2))
            .set_values((HEADLINES, group.first, at, group.last, at))
            .set_format(&mut fill(*shade))
            .set_gap(60);
        if col == grid.plan.settings.plan_column() {
            series.set_data_label(ChartDataLabel::new().show_value().set_font(&letters(8)));
        }
    }
    // A bar is read by its length: it begins at zero, unless something lies below.
    if group.positive {
        chart.y_axis().set_min(0);
    }
    chart.y_axis().set_num_format("#,##0.##;-#,##0.##;0");
    chart
}

/// Is there a target of which less is better? Then a long bar is no good sign.
fn falling_is_better(grid: &Grid, headlines: &Headlines<'_>) -> bool {
    let shown = headlines.units.iter().flat_map(|(_, indices)| indices);
    shown
        .filter_map(|index| grid.plan.indicators.get(*index))
        .any(|indicator| indicator.resolution.is_some() && indicator.direction == Direction::LowerIsBetter)
}

/// How far the plan goes towards the resolution, if the resolution has targets.
fn progress(grid: &Grid, headlines: &Headlines<'_>) -> Option<Chart> {
    let rows: Vec<usize> = headlines.units.iter().flat_map(|(_, indices)| indices.iter().copied()).collect();
    let targets = rows.iter().filter_map(|index| grid.plan.indicators.get(*index));
    if !targets.into_iter().any(|indicator| indicator.resolution.is_some()) {
        return None;
    }
    let columns = u16::try_from(grid.plan.settings.columns.len()).unwrap_or(u16::MAX);
    let at = VALUE.saturating_add(columns).saturating_add(1);
    let mut chart = Chart::new(ChartType::Bar);
    chart.title().set_name("Kế hoạch so với mục tiêu nghị quyết (%)");
    let (first, last) = (headlines.first, headlines.last);
    chart
        .add_series()
        .set_name((HEADLINES, HEAD, at))
        .set_categories((HEADLINES, first, 2, last, 2))
        .set_values((HEADLINES, first, at, last, at))
        .set_format(&mut fill(SHADES[3]))
        .set_data_label(ChartDataLabel::new().show_value().set_font(&letters(8)))
        .set_gap(50);
    chart.legend().set_hidden();
    chart.y_axis().set_reverse();
    chart.x_axis().set_min(0);
    Some(chart)
}

/// How many submissions stand where.
fn statuses(headlines: &Headlines<'_>) -> Chart {
    let mut chart = Chart::new(ChartType::Bar);
    chart.title().set_name("Số bản nộp theo tình trạng");
    let (first, last) = headlines.statuses;
    chart
        .add_series()
        .set_name((HEADLINES, first - 1, 3))
        .set_categories((HEADLINES, first, 2, last, 2))
        .set_values((HEADLINES, first, 3, last, 3))
        .set_format(&mut fill(SHADES[3]))
        .set_data_label(ChartDataLabel::new().show_value().set_font(&letters(9)))
        .set_gap(50);
    chart.legend().set_hidden();
    chart.y_axis().set_reverse();
    chart.x_axis().set_min(0).set_num_format("0");
    chart
}

/// What each department has sent, in as many charts as the names need.
fn departments(grid: &Grid) -> Vec<Chart> {
    let (first, last) = received::rows(grid.plan);
    let count = if grid.plan.submissions.is_empty() { 0 } else { last - first + 1 };
    let parts = parts(count);
    let of = parts.len();
    let charts = parts.into_iter().enumerate().map(|(part, (from, to))| {
        let note = if of > 1 { format!(" ({}/{of})", part + 1) } else { String::new() };
        sent(first - 1, (first + from, first + to), &note)
    });
    charts.collect()
}

/// First and last of every part when so many rows are shared out evenly; none when they are too many to be drawn.
fn parts(count: u32) -> Vec<(u32, u32)> {
    let parts = count.div_ceil(MOST_DEPARTMENTS);
    if parts > MOST_PARTS {
        return Vec::new();
    }
    (0..parts).map(|part| (count * part / parts, count * (part + 1) / parts - 1)).collect()
}

/// What the departments of these rows of the submissions have sent.
fn sent(head: u32, (first, last): (u32, u32), note: &str) -> Chart {
    let mut chart = Chart::new(ChartType::BarStacked);
    chart.title().set_name(format!("Nội dung đã nhận của từng đơn vị{note}").as_str());
    for (col, shade) in received::CONTENTS.zip([SHADES[3], SHADES[1], SHADES[0]]) {
        chart
            .add_series()
            .set_name((SUBMISSIONS, head, col))
            .set_categories((SUBMISSIONS, first, received::NAME, last, received::NAME))
            .set_values((SUBMISSIONS, first, col, last, col))
            .set_format(&mut fill(shade))
            .set_gap(35);
    }
    chart.y_axis().set_reverse();
    chart.x_axis().set_min(0).set_num_format("0");
    chart
}

fn fill(shade: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(shade));
    format
}

fn letters(size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("Times New Roman").set_size(size);
    font
}

/// Charts placed page by page.
struct Board {
    sheet: Worksheet,
    /// Quarters used on the last page.
    quarters: u32,
    pages: u32,
}

impl Board {
    fn quarter(&mut self, chart: Chart, about: &str) -> Result<(), XlsxError> {
        if self.pages == 0 || self.quarters == 4 {
            (self.pages, self.quarters) = (self.pages + 1, 0);
        }
        let row = (self.pages - 1) * PAGE + TOP + (self.quarters / 2) * (HALF + 1);
        let col = if self.quarters.is_multiple_of(2) { 0 } else { RIGHT };
        self.quarters += 1;
        self.place(chart, (row, col), QUARTER, about)
    }

    fn whole(&mut self, chart: Chart, about: &str) -> Result<(), XlsxError> {
        (self.pages, self.quarters) = (self.pages + 1, 4);
        self.place(chart, ((self.pages - 1) * PAGE + TOP, 0), WHOLE, about)
    }

    fn place(
        &mut self,
        mut chart: Chart,
        (row, col): (u32, u16),
        size: (u32, u32),
        about: &str,
    ) -> Result<(), XlsxError> {
        let mut title = letters(11);
        title.set_bold();
        chart.title().set_font(&title);
        let axes = if size == WHOLE { 7 } else { 9 };
        chart.x_axis().set_font(&letters(axes));
        chart.y_axis().set_font(&letters(axes));
        chart.legend().set_font(&letters(9)).set_position(ChartLegendPosition::Bottom);
        chart.set_width(size.0).set_height(size.1).set_alt_text(about);
        self.sheet.insert_chart(row, col, &chart)?;
        Ok(())
    }

    /// Breaks between the pages: a sheet that is fitted to its width would not keep them, so it is not.
    fn finish(mut self) -> Result<Worksheet, XlsxError> {
        self.sheet.set_row_height_pixels(0, TITLE)?;
        for row in 1..self.pages * PAGE {
            self.sheet.set_row_height_pixels(row, ROW)?;
        }
        self.sheet.set_column_range_width_pixels(0, COLUMNS - 1, COLUMN)?;
        let breaks: Vec<u32> = (1..self.pages).map(|page| page * PAGE).collect();
        if !breaks.is_empty() {
            self.sheet.set_page_breaks(&breaks)?;
        }
        sheet_page(&mut self.sheet);
        self.sheet.set_print_area(0, 0, (self.pages * PAGE).max(PAGE) - 1, COLUMNS - 1)?;
        Ok(self.sheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row stands in one chart and none is fuller than can be read.
    #[test]
    fn departments_are_shared_out() {
        assert!(parts(0).is_empty());
        assert_eq!(parts(1), [(0, 0)]);
        assert_eq!(parts(MOST_DEPARTMENTS), [(0, MOST_DEPARTMENTS - 1)]);
        assert_eq!(parts(45), [(0, 14), (15, 29), (30, 44)]);
        for count in 1..=MOST_DEPARTMENTS * MOST_PARTS {
            let shared: Vec<u32> = parts(count).into_iter().flat_map(|(from, to)| from..=to).collect();
            assert!(shared.into_iter().eq(0..count), "{count}");
            assert!(parts(count).iter().all(|(from, to)| to - from < MOST_DEPARTMENTS), "{count}");
        }
        assert!(parts(MOST_DEPARTMENTS * MOST_PARTS + 1).is_empty());
    }
}

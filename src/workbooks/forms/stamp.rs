//! The hidden sheet of a form: by which it is known again, and the lists that its cells choose from.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::content::Content;
use super::paint::{Paint, protect};
use crate::domain::Plan;
use crate::form::mark::{self, Mark};
use crate::workbook::Address;
use crate::workbooks::cell::{Tally, clean};

/// First column of the lists, and their row of headings.
const FIRST: u16 = 3;
const HEADINGS: [&str; 4] = ["Đơn vị", "Mã chỉ tiêu", "Thời hạn", "Góp ý vào"];

/// What the cells of a form choose from.
pub struct Lists<'a> {
    columns: [Vec<std::borrow::Cow<'a, str>>; 4],
}

impl<'a> Lists<'a> {
    pub fn new(plan: &'a Plan) -> Lists<'a> {
        let (catalogue, year) = (&plan.settings.catalogue, plan.settings.year);
        let mut deadlines: Vec<_> =
            ["Quý I", "Quý II", "Quý III", "Quý IV"].map(|part| format!("{part}/{year}").into()).into();
        deadlines.extend([format!("6 tháng đầu năm {year}").into(), format!("Cả năm {year}").into()]);
        let parts = ["Mục tiêu chung", "Nhiệm vụ, giải pháp", "Tổ chức thực hiện"];
        let subjects = parts.iter().map(|part| (*part).into());
        let indicators = catalogue.indicators.iter().map(|spec| format!("Chỉ tiêu: {}", spec.name).into());
        Lists {
            columns: [
                catalogue.departments.iter().map(|department| (&*department.name).into()).collect(),
                catalogue.indicators.iter().map(|spec| (&*spec.code).into()).collect(),
                deadlines,
                subjects.chain(indicators).collect(),
            ],
        }
    }

    pub fn departments(&self) -> String {
        self.range(0)
    }

    pub fn indicators(&self) -> String {
        self.range(1)
    }

    pub fn deadlines(&self) -> String {
        self.range(2)
    }

    pub fn subjects(&self) -> String {
        self.range(3)
    }

    /// The cells of a list; an empty list is its first, empty cell.
    fn range(&self, nth: usize) -> String {
        let letters = Address::column_letters(u32::from(FIRST) + u32::try_from(nth).unwrap_or(0));
        let count = self.columns.get(nth).map_or(0, Vec::len).max(1);
        format!("={}!${letters}$2:${letters}${}", mark::SHEET, count + 1)
    }
}

/// The hidden sheet.
pub fn sheet(
    plan: &Plan,
    content: &Content<'_>,
    lists: &Lists<'_>,
    paint: &Paint,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let mut tally = Tally::default();
    sheet.set_name(mark::SHEET)?.set_hidden(true);
    sheet.set_column_width(0, 20)?.set_column_width(1, 60)?;
    let stamp = Mark {
        version: mark::VERSION.to_string(),
        plan: plan.settings.plan.clone(),
        title: plan.settings.title.clone(),
        department: content.department.code.clone(),
    };
    for (row, (label, value)) in (0u32..).zip(mark::LABELS.into_iter().zip(stamp.values())) {
        sheet.write_string_with_format(row, 0, label, &paint.label)?;
        sheet.write_string_with_format(row, 1, clean(value, &mut tally), &paint.fixed)?;
    }
    for ((col, heading), list) in (FIRST..).zip(HEADINGS).zip(&lists.columns) {
        sheet.set_column_width(col, 30)?;
        sheet.write_string_with_format(0, col, heading, &paint.head)?;
        for (row, text) in (1u32..).zip(list) {
            sheet.write_string(row, col, clean(text, &mut tally))?;
        }
    }
    protect(&mut sheet, false);
    Ok(sheet)
}

//! The forms that go out: one workbook per department, pre-filled, with the rules that will check it inside.
//!
//! 1. `content` – what a department's form holds: its indicators, tasks, opinions
//! 2. `paint` – formats, protection, input rules: one look for all sheets
//! 3. `cover` – sheet ThongTin
//! 4. `figures`, `total` – sheet ChiTieu; totals as formulas that survive sorting
//! 5. `rows` – sheets NhiemVu and YKien
//! 6. `guide` – sheet HuongDan, written from the very rules that check the form
//! 7. `stamp` – the hidden sheet: mark and lists
//! 8. `history` – last year's figures as the first file of next year's plan
//! 9. `returned` – tests: forms filled in and sent back

mod content;
mod cover;
mod figures;
mod guide;
mod history;
mod paint;
#[cfg(test)]
mod returned;
mod rows;
mod stamp;
mod total;

use rust_xlsxwriter::XlsxError;

use super::{language, look};
use crate::domain::Plan;
pub use history::{History, history};

use content::{Content, content};
use paint::Paint;

/// One department's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Department code.
    pub department: String,
    pub name: String,
    /// File name: `bieu-YTE.xlsx`.
    pub file: String,
    /// How many indicators the department must give, and how many rows its form has in all.
    pub required: usize,
    pub rows: usize,
    pub bytes: Vec<u8>,
}

/// The forms of all departments, in roster order; the same plan gives the same bytes.
///
/// # Errors
/// When Excel's own limits are met.
pub fn forms(plan: &Plan) -> anyhow::Result<Vec<Form>> {
    let mut files = std::collections::BTreeSet::new();
    let departments = &plan.settings.catalogue.departments;
    let mut out = Vec::with_capacity(departments.len());
    for department in departments {
        let content = content(plan, department);
        let file = file_name(&department.code, &mut files);
        out.push(Form {
            department: department.code.clone(),
            name: department.name.clone(),
            file,
            required: content.lines.iter().filter(|line| line.required).count(),
            rows: content.lines.len(),
            bytes: write(plan, &content)?,
        });
    }
    Ok(out)
}

/// One form as a workbook.
fn write(plan: &Plan, content: &Content<'_>) -> Result<Vec<u8>, XlsxError> {
    let paint = Paint::new();
    let mut book = look::book()?;
    let title = format!("Biểu nộp của {}: {}", content.department.name, plan.settings.title);
    book.set_properties(&look::properties(plan, &title));
    let lists = stamp::Lists::new(plan);
    book.push_worksheet(cover::sheet(plan, content, &paint)?);
    book.push_worksheet(figures::sheet(plan, content, &paint)?);
    book.push_worksheet(rows::tasks(plan, content, &lists, &paint)?);
    book.push_worksheet(rows::opinions(plan, content, &lists, &paint)?);
    book.push_worksheet(guide::sheet(plan, content, &paint)?);
    book.push_worksheet(stamp::sheet(plan, content, &lists, &paint)?);
    language::bytes(&mut book)
}

/// A name that every file system takes, unlike all before it whatever their case.
fn file_name(code: &str, used: &mut std::collections::BTreeSet<String>) -> String {
    let plain: String = code.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let mut name = format!("bieu-{plain}.xlsx");
    let mut nth = 2;
    while !used.insert(name.to_lowercase()) {
        name = format!("bieu-{plain}-{nth}.xlsx");
        nth += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_are_plain_and_unlike() {
        let mut used = Default::default();
        assert_eq!(file_name("YTE", &mut used), "bieu-YTE.xlsx");
        assert_eq!(file_name("yte", &mut used), "bieu-yte-2.xlsx");
        assert_eq!(file_name("../Đ", &mut used), "bieu-____.xlsx");
    }
}

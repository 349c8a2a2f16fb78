//! One sheet of the workbook of decisions, and who answers for a row of it.

use std::collections::BTreeMap;

use crate::domain::key::loose;
use crate::domain::{Settings, Signed, date};
use crate::finding::{Code, Finding, Findings, Place};
use crate::form::listing::{Absent, Listing, Row};
use crate::form::ruling::Sheet;
use crate::workbook::{Value, Workbook};

/// The sheet, if it is there; one without its heading row is a finding.
pub(super) fn table<'w>(workbook: &'w Workbook, of: &Sheet, findings: &mut Findings) -> Option<Listing<'w>> {
    let headings: Vec<_> = of.columns.iter().map(|(key, _, _, names)| (*key, *names)).collect();
    match Listing::find(workbook, of.names, &headings, of.required, Code::DecisionRow) {
        Ok(sheet) => Some(sheet),
        Err(Absent::Sheet) => None,
        Err(Absent::Heading) => {
            let wanted: Vec<&str> = of.columns.iter().map(|(_, title, ..)| *title).collect();
            let message = format!("Sheet {} không có dòng tiêu đề nên không dòng nào được dùng.", of.name);
            let place = Place::sheet(&*workbook.file, of.name);
            findings.add(Finding::new(Code::DecisionRow, message).at(place).expected(wanted.join(", ")));
            None
        }
    }
}

/// None of the three sheets is there.
pub(super) fn nothing(workbook: &Workbook) -> Finding {
    let message = "Tệp quyết định không có sheet SoLieu, MienTru hoặc TraLoi nên không có gì được dùng.";
    Finding::new(Code::DecisionRow, message)
        .at(Place::file(workbook.file.clone()))
        .help("Lấy tệp cho-quyet-dinh.xlsx trong thư mục kết quả, điền rồi lưu thành quyet-dinh.xlsx.")
}

/// Who, when and why; `None` where the row does not say who or why, which is a finding.
pub(super) fn signed(row: &Row<'_>, why: &'static str, findings: &mut Findings) -> Option<Signed> {
    let signed = unsigned(row, why, findings);
    for (field, text, what) in [("nguoi", &signed.by, "người quyết định"), (why, &signed.why, "lý do")]
    {
        if text.is_empty() {
            let message = format!("Dòng này chưa ghi {what} nên không được áp dụng.");
            findings.add(row.fault(field, message).expected("người quyết định, ngày, lý do"));
            return None;
        }
    }
    if signed.on.is_none() && row.text("ngay").is_empty() {
        let message = "Dòng này chưa ghi ngày quyết định nên không được áp dụng.";
        findings.add(row.fault("ngay", message).expected("ngày dạng dd/mm/yyyy, ví dụ 25/09/2023"));
        return None;
    }
    signed.on.is_some().then_some(signed)
}

/// The same where nothing of it is a must.
pub(super) fn unsigned(row: &Row<'_>, why: &str, findings: &mut Findings) -> Signed {
    Signed { by: row.text("nguoi"), on: day(row, findings), why: row.text(why), origin: row.origin("ma") }
}

fn day(row: &Row<'_>, findings: &mut Findings) -> Option<chrono::NaiveDate> {
    let cell = row.cell("ngay")?;
    let text = row.text("ngay");
    let day = match &cell.value {
        Value::Date(when) => Some(when.date()),
        Value::Text(_) if text.is_empty() => return None,
        Value::Text(_) => date::typed(&text),
        _ => None,
    };
    if day.is_none() {
        let fault =
            row.fault("ngay", format!("“{text}” không phải là ngày nên dòng này không được áp dụng."));
        findings.add(fault.expected("ngày dạng dd/mm/yyyy, ví dụ 25/09/2023").found(text));
    }
    day
}

/// Departments by code, name and alias, however they are typed.
pub(super) struct Names<'a>(BTreeMap<String, &'a str>);

impl<'a> Names<'a> {
    pub(super) fn of(settings: &'a Settings) -> Names<'a> {
        let departments = &settings.catalogue.departments;
        let mut codes = BTreeMap::new();
        for department in departments {
            codes.insert(loose(&department.code), &*department.code);
        }
        for department in departments {
            for name in std::iter::once(&department.name).chain(&department.aliases) {
                codes.entry(loose(name)).or_insert(&*department.code);
            }
        }
        Names(codes)
    }

    pub(super) fn code(&self, typed: &str) -> Option<&'a str> {
        self.0.get(&loose(typed)).copied()
    }
}

/// The finding for a department that the catalogue does not know.
pub(super) fn stranger(row: &Row<'_>, field: &str, typed: &str) -> Finding {
    row.fault(field, format!("Danh mục không có đơn vị “{typed}” nên dòng này không được áp dụng."))
        .expected("mã đơn vị ở sheet DonVi của danh-muc.xlsx")
        .found(typed.to_owned())
}

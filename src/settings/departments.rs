//! The sheet DonVi: the roster.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::domain::date;
use crate::domain::key::loose;
use crate::domain::{Department, DepartmentKind};
use crate::finding::{Code, Finding, Findings, Place};
use crate::form::listing::{Absent, Headings, Listing, Row};
use crate::workbook::{Value, Workbook};

const SHEETS: &[&str] = &["donvi", "danhsachdonvi", "coquan"];
const HEADINGS: &Headings = &[
    ("ma", &["ma", "ma don vi", "ma dv", "ma so"]),
    ("ten", &["ten don vi", "ten", "don vi", "ten co quan", "co quan don vi"]),
    ("ten-khac", &["ten khac", "ten goi khac", "ten viet tat", "viet tat"]),
    ("loai", &["loai", "loai don vi", "cap"]),
    ("han-nop", &["han nop", "thoi han nop", "han", "han gui"]),
];

/// Words with which the kind of a lower territorial unit begins.
const TERRITORIES: &[&str] = &[
    "xa",
    "phuong",
    "thi tran",
    "dac khu",
    "huyen",
    "quan",
    "thi xa",
    "thanh pho",
    "tinh",
    "dia phuong",
    "thon",
    "khu pho",
];

/// All departments in the office's own order. A row without code, or with one that was used, is left out.
pub(super) fn departments(workbook: &Workbook, findings: &mut Findings) -> Vec<Department> {
    let sheet = match Listing::find(workbook, SHEETS, HEADINGS, "ma", Code::CatalogueRow) {
        Ok(sheet) => sheet,
        Err(absent) => {
            findings.add(no_roster(workbook, &absent));
            return Vec::new();
        }
    };
    let mut seen = HashSet::new();
    let mut departments = Vec::new();
    for row in sheet.rows() {
        let code = row.text("ma");
        if code.is_empty() {
            findings.add(row.fault("ma", "Dòng đơn vị không có mã nên không được dùng."));
        } else if !seen.insert(code.to_lowercase()) {
            findings.add(row.fault("ma", format!("Mã đơn vị “{code}” bị trùng; dòng đứng trước được dùng.")));
        } else {
            departments.push(department(code, &row, findings));
        }
    }
    departments
}

fn no_roster(workbook: &Workbook, absent: &Absent) -> Finding {
    let message = match absent {
        Absent::Sheet => "Danh mục không có sheet DonVi nên không biết đơn vị nào phải nộp.",
        Absent::Heading => "Sheet DonVi không có dòng tiêu đề với cột Mã và Tên đơn vị.",
    };
    Finding::new(Code::CatalogueRow, message)
        .at(Place::sheet(&*workbook.file, "DonVi"))
        .help("Bổ sung sheet DonVi với các cột: Mã, Tên đơn vị, Tên khác, Loại, Hạn nộp.")
}

fn department(code: String, row: &Row, findings: &mut Findings) -> Department {
    let mut name = row.text("ten");
    if name.is_empty() {
        findings.add(row.fault("ten", format!("Đơn vị “{code}” không có tên; mã được in thay tên.")));
        name = code.clone();
    }
    let kind_text = row.text("loai");
    Department {
        kind: kind(if kind_text.is_empty() { &name } else { &kind_text }),
        aliases: row.list("ten-khac", false),
        deadline: deadline(row, findings),
        code,
        name,
        kind_text,
    }
}

/// "xã", "phường", "đơn vị cấp dưới" … are territories; "phòng", "cơ quan cấp huyện" … are bodies.
fn kind(words: &str) -> DepartmentKind {
    let key = loose(words);
    let below = key.contains("cap duoi") || key.contains("cap xa") || key.contains("truc thuoc dia ban");
    let begins = TERRITORIES
        .iter()
        .any(|noun| key.strip_prefix(noun).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    if begins || (below && !key.starts_with("phong ") && !key.starts_with("co quan")) {
        DepartmentKind::Territory
    } else {
        DepartmentKind::Body
    }
}

fn deadline(row: &Row, findings: &mut Findings) -> Option<NaiveDate> {
    let cell = row.cell("han-nop")?;
    let text = row.text("han-nop");
    let date = match &cell.value {
        Value::Date(when) => Some(when.date()),
        Value::Text(_) if text.is_empty() => return None,
        Value::Text(_) => date::typed(&text),
        _ => None,
    };
    if date.is_none() {
        findings.add(
            row.fault("han-nop", format!("Hạn nộp “{text}” không phải là ngày."))
                .expected("ngày dạng dd/mm/yyyy, ví dụ 25/09/2023"),
        );
    }
    date
}

/// Finds the code of a department by code, name or alias, however it is typed.
pub(super) struct Names<'d> {
    codes: HashMap<String, &'d str>,
}

impl<'d> Names<'d> {
    pub(super) fn new(departments: &'d [Department]) -> Names<'d> {
        let mut codes = HashMap::new();
        for department in departments {
            codes.insert(loose(&department.code), &*department.code);
        }
        for department in departments {
            for name in std::iter::once(&department.name).chain(&department.aliases) {
                codes.entry(loose(name)).or_insert(&*department.code);
            }
        }
        Names { codes }
    }

    pub(super) fn code(&self, typed: &str) -> Option<&'d str> {
        self.codes.get(&loose(typed)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::domain::DepartmentKind::{Body, Territory};

    #[test]
    fn kinds() {
        for words in ["xã", "Phường", "thị trấn", "Đơn vị cấp dưới", "Xã Tiền An", "huyện, thị xã"]
        {
            assert_eq!(kind(words), Territory, "{words}");
        }
        for words in ["phòng", "Cơ quan cấp huyện", "ban", "Phòng Kinh tế", "cơ quan", "", "ngành dọc"]
        {
            assert_eq!(kind(words), Body, "{words}");
        }
    }
}

//! Sheet MienTru: findings that the office accepts, each by its mark.

use std::collections::BTreeMap;

use super::table::{Names, signed, stranger};
use crate::domain::{Settings, Waiver};
use crate::finding::{Code, Findings};
use crate::form::listing::{Listing, Row};

/// All waivers; rows that nobody has signed only wait for a decision.
pub(super) fn waivers(sheet: &Listing<'_>, settings: &Settings, findings: &mut Findings) -> Vec<Waiver> {
    let names = Names::of(settings);
    let mut seen: BTreeMap<(String, String, String), String> = BTreeMap::new();
    let mut out = Vec::new();
    for row in sheet.rows().filter(is_filled) {
        let Some(waiver) = waiver(&row, &names, findings) else { continue };
        let place = row.origin("ma").cell.to_string();
        let key = (waiver.code.clone(), waiver.mark.clone(), waiver.place.clone());
        if let Some(first) = seen.get(&key) {
            findings.add(row.fault("ma", format!("Đã miễn trừ ở ô {first}; dòng này không được áp dụng.")));
            continue;
        }
        seen.insert(key, place);
        out.push(waiver);
    }
    out
}

fn is_filled(row: &Row<'_>) -> bool {
    ["nguoi", "ngay", "ly-do"].iter().any(|field| !row.text(field).is_empty())
}

fn waiver(row: &Row<'_>, names: &Names<'_>, findings: &mut Findings) -> Option<Waiver> {
    let code = row.text("ma").to_uppercase();
    if !Code::ALL.iter().any(|known| known.id() == code) {
        let message = format!("Không có mã lỗi “{code}” nên dòng này không được áp dụng.");
        findings.add(row.fault("ma", message).expected("mã như TH0301; gõ “tonghop explain” để xem tất cả"));
        return None;
    }
    let typed = row.text("don-vi");
    let department = match names.code(&typed) {
        _ if typed.is_empty() => "",
        Some(code) => code,
        None => {
            findings.add(stranger(row, "don-vi", &typed));
            return None;
        }
    };
    Some(Waiver {
        code,
        department: department.to_owned(),
        place: row.text("noi"),
        mark: row.text("dau").to_uppercase(),
        signed: signed(row, "ly-do", findings)?,
    })
}

//! Sheet `Mien tru`: findings that the office accepts, with who, when and why.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::Cell;
use super::list::{List, Use, list};
use crate::domain::Plan;

/// The waived findings in the order in which they were found.
pub fn sheet(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let of = List {
        sheet: "Mien tru",
        title: "Nội dung được miễn trừ",
        remark: "Mỗi dòng là một miễn trừ đã được áp dụng, lấy từ sheet MienTru của quyet-dinh.xlsx.",
        purpose: Use::Data {
            table: "MienTru",
            columns: &[("Mã", "mã của điều được miễn, như ở sheet Kiem tra")],
        },
        columns: &[
            ("TT", 5.0),
            ("Mã", 8.0),
            ("Đơn vị", 22.0),
            ("Tệp", 24.0),
            ("Sheet", 10.0),
            ("Ô", 6.0),
            ("Nội dung", 40.0),
            ("Người quyết định", 20.0),
            ("Ngày", 11.0),
            ("Lý do", 34.0),
        ],
        frozen: 3,
    };
    let names = plan.settings.catalogue.names();
    let rows = plan.exemptions().enumerate().map(|(nth, (finding, waiver))| {
        let department = finding.department.as_deref().unwrap_or("");
        let (place, signed) = (&finding.place, waiver.map(|waiver| &waiver.signed));
        vec![
            Cell::Count(nth + 1),
            Cell::center(finding.code.id()),
            Cell::text(names.get(department).copied().unwrap_or(department)),
            Cell::text(place.file.as_deref().unwrap_or("")),
            Cell::center(place.sheet.as_deref().unwrap_or("")),
            Cell::center(place.cell.as_deref().unwrap_or("")),
            Cell::text(&*finding.message),
            Cell::text(signed.map_or("", |signed| &*signed.by)),
            Cell::Date(signed.and_then(|signed| signed.on)),
            Cell::text(signed.map_or("", |signed| &*signed.why)),
        ]
    });
    list(&of, plan.exemptions().count(), rows, plan, binder)
}

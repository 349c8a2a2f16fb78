//! Sheets `Thay doi` and `Danh gia`: what changed since the draft before, and how figures stand against what was wanted.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::binder::Binder;
use super::cell::Cell;
use super::list::{List, TITLED_FIRST, Use, list};
use super::signs::{self, signs};
use crate::domain::{Assessment, Change, Edit, Plan, What};

/// Names of departments that a cell gives; a sheet has more room than a page.
const NAMES: usize = 20;

/// A row for each field that differs; what is new or gone as a whole is one row.
pub fn changes(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let remark = match &plan.changes {
        Some(changes) => {
            format!("So với {}. Tốt hơn, kém hơn theo cột Chiều của danh mục.", changes.from.vietnamese())
        }
        None => "Chưa có dự thảo lần trước để so sánh.".to_owned(),
    };
    let of = List {
        sheet: "Thay doi",
        title: "Những thay đổi so với dự thảo lần trước",
        remark: &remark,
        purpose: Use::Print,
        columns: &[
            ("TT", 5.0),
            ("Loại", 10.0),
            ("Mã", 14.0),
            ("Nội dung", 38.0),
            ("Đơn vị tính", 11.0),
            ("Mục thay đổi", 16.0),
            ("Dự thảo lần trước", 32.0),
            ("Dự thảo lần này", 32.0),
            ("Thay đổi", 14.0),
            ("Nơi đề nghị, lý do", 44.0),
        ],
        frozen: 4,
    };
    let lines = || {
        let kinds = plan.changes.iter().flat_map(|all| {
            [("Chỉ tiêu", &all.indicators), ("Nhiệm vụ", &all.tasks), ("Ý kiến", &all.opinions)]
        });
        kinds.flat_map(|(kind, list)| {
            list.iter().flat_map(move |change| {
                let (whole, edits) = match change.what {
                    What::Changed => (None, &*change.edits),
                    What::Added | What::Removed => (Some((kind, change, None)), &[][..]),
                };
                whole.into_iter().chain(edits.iter().map(move |edit| (kind, change, Some(edit))))
            })
        })
    };
    let office = &*plan.settings.office.drafter;
    let rows =
        lines().enumerate().map(|(nth, (kind, change, edit))| change_row(nth, kind, change, edit, office));
    let count = lines().count();
    let mut sheet = list(&of, count, rows, plan, binder)?;
    colours(&mut sheet, count, 8, signs::CHANGES)?;
    Ok(sheet)
}

fn change_row<'a>(
    nth: usize,
    kind: &'a str,
    change: &'a Change,
    edit: Option<&'a Edit>,
    office: &str,
) -> Vec<Cell<'a>> {
    let mut cells = vec![
        Cell::Count(nth + 1),
        Cell::center(kind),
        Cell::center(&*change.code),
        Cell::text(&*change.title),
        Cell::center(&*change.unit),
    ];
    let all = |pick| Cell::text(change.fields(pick).collect::<Vec<_>>().join("\n"));
    cells.extend(match edit {
        Some(edit) => [
            Cell::text(&*edit.label),
            Cell::text(edit.old.as_deref().unwrap_or("")),
            Cell::text(edit.new.as_deref().unwrap_or("")),
            Cell::center(edit.vietnamese()),
            Cell::text(edit.asked_in_words(office, NAMES)),
        ],
        None => [
            Cell::text("toàn bộ"),
            all(|edit| edit.old.as_ref()),
            all(|edit| edit.new.as_ref()),
            Cell::center(change.what.vietnamese()),
            Cell::text(change.asked_in_words(office, NAMES)),
        ],
    });
    cells
}

/// A row for each indicator and yardstick.
pub fn assessments(plan: &Plan, binder: &mut Binder<'_>) -> Result<Worksheet, XlsxError> {
    let counts = |score: crate::domain::Score| {
        format!(
            "{}/{} chỉ tiêu đạt và vượt, {} chưa đạt, {} chưa đánh giá được",
            score.reached(),
            score.total(),
            score.not_met,
            score.unknown
        )
    };
    let remark = format!(
        "Ước thực hiện so với kế hoạch năm trước: {}. Kế hoạch so với mục tiêu nghị quyết: {}. Không đếm chỉ tiêu thành phần.",
        counts(plan.assessed.year_before),
        counts(plan.assessed.resolution)
    );
    let of = List {
        sheet: "Danh gia",
        title: "Đánh giá đạt, vượt, chưa đạt",
        remark: &remark,
        purpose: Use::Print,
        columns: &[
            ("TT", 5.0),
            ("Mã", 9.0),
            ("Chỉ tiêu", 42.0),
            ("Đơn vị tính", 12.0),
            ("So sánh", 44.0),
            ("Số liệu", 22.0),
            ("Mức phải đạt", 22.0),
            ("Đánh giá", 20.0),
            ("Căn cứ, lý do", 36.0),
        ],
        frozen: 3,
    };
    let rows = plan.assessed.verdicts.iter().enumerate().map(|(nth, one)| assessment_row(plan, nth, one));
    let count = plan.assessed.verdicts.len();
    let mut sheet = list(&of, count, rows, plan, binder)?;
    colours(&mut sheet, count, 7, signs::VERDICTS)?;
    Ok(sheet)
}

/// Colours one column of a list of so many rows.
fn colours(sheet: &mut Worksheet, count: usize, col: u16, rules: &[signs::Rule]) -> Result<(), XlsxError> {
    let last = TITLED_FIRST.saturating_add(u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX));
    signs(sheet, (TITLED_FIRST, col), (last, col), rules)
}

fn assessment_row<'a>(plan: &'a Plan, nth: usize, of: &'a Assessment) -> Vec<Cell<'a>> {
    let indicator = plan.indicators.get(of.indicator);
    vec![
        Cell::Count(nth + 1),
        Cell::center(indicator.map_or("", |one| &*one.code)),
        Cell::text(indicator.map_or("", |one| &*one.name)),
        Cell::center(indicator.map_or("", |one| &*one.unit)),
        Cell::text(of.yardstick.vietnamese()),
        Cell::Words((&*of.figure).into()),
        Cell::Words((&*of.wanted).into()),
        Cell::center(of.standing.vietnamese()),
        Cell::text(&*of.reason),
    ]
}

#[cfg(test)]
mod tests {
    use super::change_row;
    use crate::domain::{Asker, Change, Edit, Moved, Trend, What};
    use crate::workbooks::cell::Cell;

    fn edit(field: &str, label: &str, new: &str) -> Edit {
        let asked = vec![Asker {
            department: "VP".into(),
            name: "Văn phòng".into(),
            round: Some(3),
            why: "bổ sung".into(),
        }];
        Edit {
            field: field.into(),
            label: label.into(),
            old: None,
            new: Some(new.into()),
            moved: Moved::Unknown,
            trend: Trend::Neutral,
            asked,
        }
    }

    #[test]
    fn what_is_new_as_a_whole_is_one_row_and_says_each_field_once() {
        let change = Change {
            what: What::Added,
            code: "NV-1".into(),
            title: "Báo cáo hằng tháng".into(),
            unit: String::new(),
            group: String::new(),
            edits: vec![
                edit("noi-dung", "Nội dung", "Báo cáo hằng tháng"),
                edit("chu-tri", "Đơn vị chủ trì", "Văn phòng"),
                edit("thoi-han", "Thời hạn", "ngày 20"),
            ],
        };
        let cells = change_row(0, "Nhiệm vụ", &change, None, "Phòng Tài chính");
        assert_eq!(
            cells[3..],
            [
                Cell::text("Báo cáo hằng tháng"),
                Cell::center(""),
                Cell::text("toàn bộ"),
                Cell::text(""),
                Cell::text("Đơn vị chủ trì: Văn phòng\nThời hạn: ngày 20"),
                Cell::center("Bổ sung"),
                Cell::text("Văn phòng (lần 3): bổ sung"),
            ]
        );
        let one = change_row(0, "Nhiệm vụ", &change, change.edits.last(), "Phòng Tài chính");
        assert_eq!(one[5..8], [Cell::text("Thời hạn"), Cell::text(""), Cell::text("ngày 20")]);
        // An opinion's title is its subject: what it says is not said yet.
        let other = Change { title: "Phần chung".into(), ..change };
        assert_eq!(other.fields(|edit| edit.new.as_ref()).next().unwrap(), "Nội dung: Báo cáo hằng tháng");
    }
}

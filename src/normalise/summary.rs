//! The summary of the level below as a draft: its sheet of data, its tasks and opinions, never its pages to print.

use std::sync::Arc;

use super::context::{Context, Office};
use super::cover;
use super::figure_list::{Listed, listed};
use super::file::Drafts;
use super::grid::Grid;
use super::period::is_other_period;
use super::sender::sender;
use super::table::tables;
use crate::domain::{Draft, Source, Whence, key};
use crate::finding::{Code, Finding, Findings, Place};
use crate::form::{Label, SheetKind, summary};
use crate::workbook::{Sheet, Workbook};

/// The draft of a summary; none where the office does not know its sender or plans for another year.
pub fn drafts(
    office: &Office<'_>,
    workbook: &Workbook,
    stamp: &Sheet,
    source: Option<&Source>,
    findings: &mut Findings,
) -> Vec<Draft> {
    let context = |sheet: &Sheet, department: &Arc<str>| {
        Context::from(Whence {
            file: Arc::clone(&workbook.file),
            sha256: Arc::clone(&workbook.sha256),
            sheet: Arc::clone(&sheet.name),
            department: Arc::clone(department),
        })
    };
    let unknown: Arc<str> = source.and_then(|source| source.department.clone()).unwrap_or_else(|| "".into());
    let entries = cover::entries(&Grid::new(stamp), &[]);
    let mut covers = vec![(context(stamp, &unknown), entries)];
    if is_own(office, &covers) {
        findings.add(refused(workbook, &covers, "là cơ quan đang tổng hợp, không phải đơn vị nộp"));
        return Vec::new();
    }
    // Only the cover and the file's name: what the summary is about belongs to many.
    let Some(department) = sender(office, &covers, source, &[], findings) else {
        findings.add(refused(workbook, &covers, "không có trong danh mục đơn vị"));
        return Vec::new();
    };
    for (before, _) in &mut covers {
        *before = before.sent_by(Arc::clone(&department));
    }
    if is_other_period(office, &covers, std::iter::empty(), findings) {
        return Vec::new();
    }
    let mut out = Drafts::new(workbook, source, &covers);
    note_version(stamp, &context(stamp, &department), findings);
    let mut list = Listed::default();
    for sheet in &workbook.sheets {
        let context = context(sheet, &department);
        match summary::part(&sheet.name) {
            Some(SheetKind::Figures) => {
                list = listed(office, &Grid::new(sheet), &context, findings);
                out.add_figures(&department, std::mem::take(&mut list.figures), &sheet.name);
            }
            Some(kind @ (SheetKind::Tasks | SheetKind::Opinions)) => {
                let grid = Grid::new(sheet);
                for table in tables(&grid).iter().filter(|table| table.kind == kind) {
                    out.add(office, &grid, table, &context, findings);
                }
            }
            Some(SheetKind::Cover) | None => {}
        }
    }
    let mut drafts = out.in_roster_order(office);
    for task in drafts.iter_mut().flat_map(|draft| &mut draft.tasks) {
        // The code is the other level's own.
        task.indicator = task.indicator.take().and_then(|code| list.code_here(office, &code));
    }
    drafts
}

fn note_version(stamp: &Sheet, context: &Context, findings: &mut Findings) {
    let (found, version) = (summary::version(stamp), summary::VERSION.to_string());
    if found != version {
        let message = format!(
            "Bảng tổng hợp phiên bản {found}, chương trình lập phiên bản {version}; bảng vẫn được đọc."
        );
        let finding = context.sheet_finding(Code::FormOutdated, None, message);
        findings.add(finding.expected(version).found(found));
    }
}

fn organ(covers: &[(Context, Vec<cover::Entry>)]) -> Option<&str> {
    let mut entries = covers.iter().flat_map(|(_, entries)| entries);
    entries.find(|entry| entry.label == Label::Department).map(|entry| entry.text.as_str())
}

/// The office's own summary laid among its submissions, under whatever name: its figures would go round in a circle.
fn is_own(office: &Office<'_>, covers: &[(Context, Vec<cover::Entry>)]) -> bool {
    let own = key::loose(&office.settings.office.organ_name);
    organ(covers).is_some_and(|name| key::loose(name) == own && office.departments.code(name).is_none())
}

fn refused(workbook: &Workbook, covers: &[(Context, Vec<cover::Entry>)], why: &str) -> Finding {
    let name = organ(covers).unwrap_or_default();
    Finding::new(
        Code::UnknownDepartment,
        format!("Bảng tổng hợp ghi cơ quan lập “{name}”, {why}; tệp không được tổng hợp."),
    )
    .at(Place::sheet(&*workbook.file, summary::SHEET))
    .found(name)
}

#[cfg(test)]
mod tests {
    use crate::domain::{Draft, DraftValue};
    use crate::finding::{Code, Findings};
    use crate::normalise::normalise;
    use crate::testing::{settings, source, workbook};

    const COVER: &str = "# sheet: TongHop
        | Phiên bản bảng tổng hợp | 1 |
        | Đơn vị | Phòng Y tế |
        | Năm kế hoạch | 2024 |
        | Lần nộp | 2 |
        | Ngày nộp | 20/09/2023 |";
    const HEAD: &str = "| Mã chỉ tiêu | Chỉ tiêu | Cột | Tên cột | Số in trên biểu | Cận dưới | Cận trên | Đơn vị tính | Tình trạng | Lưu ý |";

    fn read(grid: &str) -> (Vec<Draft>, Findings) {
        let mut findings = Findings::default();
        let workbook = workbook(grid);
        let source = source(&workbook, None);
        (normalise(&[workbook], &[source], &settings(), &mut findings), findings)
    }

    #[test]
    fn the_cover_the_tasks_and_the_opinions_are_read_and_what_is_printed_is_not() {
        let (drafts, findings) = read(&format!(
            "{COVER}
             # sheet: Chi tieu
             | TT | Mã | Chỉ tiêu | ĐVT | KH năm 2024 |
             | 1 | X9 | Chỉ tiêu lạ | hộ | 5 |
             # sheet: Nhiem vu
             | Nhiệm vụ, giải pháp |
             | TT | Mã | Lĩnh vực | Nội dung nhiệm vụ | Đơn vị chủ trì | Thời hạn | Chỉ tiêu | Nguồn |
             | 1 | NV01 | Y tế | Mở trạm y tế | Phòng Y tế | Quý II/2024 | X3 | nop/a.xlsx |
             # sheet: Y kien
             | Ý kiến tham gia |
             | TT | Mã | Nhóm vấn đề | Chủ thể góp ý | Nội dung góp ý | Đề xuất | Lý do |
             | 1 | YK-1 | Mục II | Trạm Y tế | Số liệu cũ | Sửa lại | Có số mới |
             # sheet: So lieu
             {HEAD}
             | X3 | Tỷ lệ người dân tham gia bảo hiểm y tế | kh_n | KH 2024 | 95 | 95 | 95 | % | có số liệu | |"
        ));
        assert!(findings.iter().all(|finding| finding.code == Code::IndicatorUnknown), "{findings:?}");
        let [draft] = drafts.as_slice() else { panic!("{drafts:?}") };
        assert_eq!((&*draft.department, draft.round), ("YTE", 2));
        assert_eq!(draft.cover.date.as_ref().unwrap().value.to_string(), "2023-09-20");
        let [task] = draft.tasks.as_slice() else { panic!("{:?}", draft.tasks) };
        assert_eq!((&*task.content.value, task.owners.value.join(";")), ("Mở trạm y tế", "YTE".to_string()));
        // The code of the other level, turned into this level's.
        assert_eq!(task.indicator.as_deref(), Some("CT03"));
        let [opinion] = draft.opinions.as_slice() else { panic!("{:?}", draft.opinions) };
        assert_eq!((&*opinion.subject.value, &*opinion.content.value), ("Mục II", "Số liệu cũ"));
    }

    #[test]
    fn another_year_a_stranger_another_version_and_a_lost_heading_are_said() {
        let figures = format!("\n# sheet: So lieu\n{HEAD}");
        let cases = [
            (
                COVER.replace("| Năm kế hoạch | 2024 |", "| Năm kế hoạch | 2020 |") + &figures,
                Code::WrongPeriod,
            ),
            (COVER.replace("Phòng Y tế", "Sở Không Có") + &figures, Code::UnknownDepartment),
            (COVER.replace("hợp | 1 |", "hợp | 7 |") + &figures, Code::FormOutdated),
            (format!("{COVER}\n# sheet: So lieu\n| Mã | Tên |"), Code::NothingRecognised),
        ];
        for (grid, code) in cases {
            let (_, findings) = read(&grid);
            assert!(findings.has(code), "{code:?}: {findings:?}");
        }
    }

    #[test]
    fn numbers_beside_the_words_decide_and_doubts_of_the_level_below_are_notes() {
        let (drafts, findings) = read(&format!(
            "{COVER}
             # sheet: So lieu
             {HEAD}
             | C1 | Tỷ lệ người dân tham gia bảo hiểm y tế | kh_n | KH 2024 | 1.234 | 1234 | 1234 | % | tạm tính | tổng hợp 11/13 xã |
             | C1 | Tỷ lệ người dân tham gia bảo hiểm y tế | kh_n1 | KH 2023 | trên 1.300 | 1200 | | % | có số liệu | |"
        ));
        let unsettled: Vec<_> =
            findings.iter().filter(|finding| finding.code == Code::FigureUnsettled).collect();
        let taken: Vec<_> =
            drafts.iter().flat_map(|draft| &draft.figures).flat_map(|row| &row.cells).collect();
        let figures: Vec<_> = taken
            .iter()
            .filter_map(|cell| match &cell.value {
                DraftValue::Figure(quantity) => Some((quantity.text().into_owned(), quantity.low())),
                _ => None,
            })
            .collect();
        assert_eq!(
            figures,
            [("1.234".to_string(), Some(1234.into())), ("trên 1.300".to_string(), Some(1200.into()))]
        );
        assert_eq!(unsettled.len(), 1);
        assert_eq!(unsettled[0].found.as_deref(), Some("tổng hợp 11/13 xã"));
        assert!(findings.has(Code::NumberDoubtful));
    }
}

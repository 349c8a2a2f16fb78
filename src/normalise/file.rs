//! One workbook as drafts: cover, sender, period, then table by table.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::{Context, Office, cell_list};
use super::cover::{self, Entry};
use super::figures::{Figures, figures};
use super::grid::Grid;
use super::opinions::opinions;
use super::period::is_other_period;
use super::sender::sender;
use super::stamp::{is_foreign, stamp};
use super::table::{Table, tables};
use super::tasks::tasks;
use super::text::Encoding;
use crate::domain::{Cover, Draft, Source, Whence};
use crate::finding::{Code, Finding, Findings, Place};
use crate::form::kind::is_aside;
use crate::form::{Label, SheetKind};
use crate::workbook::Workbook;

/// The drafts of one workbook; none where it cannot be told what it is, whose or for which year.
pub fn drafts(
    office: &Office<'_>,
    workbook: &Workbook,
    source: Option<&Source>,
    findings: &mut Findings,
) -> Vec<Draft> {
    let sheets: Vec<(Grid<'_>, Vec<Table>)> = workbook
        .sheets
        .iter()
        .filter(|sheet| !is_aside(&sheet.name))
        .map(|sheet| {
            let grid = Grid::new(sheet);
            let tables = tables(&grid);
            (grid, tables)
        })
        .collect();
    let context = |grid: &Grid<'_>, department: &Arc<str>| {
        Context::from(Whence {
            file: Arc::clone(&workbook.file),
            sha256: Arc::clone(&workbook.sha256),
            sheet: Arc::clone(&grid.name),
            department: Arc::clone(department),
        })
    };
    let unknown: Arc<str> = source.and_then(|source| source.department.clone()).unwrap_or_else(|| "".into());
    if sheets.iter().all(|(_, tables)| tables.is_empty()) {
        findings.add(nothing(workbook, &unknown));
        return Vec::new();
    }
    let stamp = stamp(workbook);
    if is_foreign(office.settings, workbook, stamp.as_ref(), &unknown, findings) {
        return Vec::new();
    }
    let covers = covers(office, &sheets, &unknown, &context);
    let stamped = stamp.as_ref().and_then(|stamp| office.departments.code(&stamp.department));
    let sender = sender(office, &covers, source, &sheets, findings).or(stamped.map(Arc::from));
    let department = sender.clone().unwrap_or_else(|| "".into());
    let covers = covers
        .into_iter()
        .map(|(before, entries)| (before.sent_by(Arc::clone(&department)), entries))
        .collect::<Vec<_>>();
    let all_tables = sheets.iter().flat_map(|(_, tables)| tables);
    if is_other_period(office, &covers, all_tables, findings) {
        return Vec::new();
    }
    let mut out = Drafts::new(workbook, source, &covers);
    let mut made = Findings::default();
    for (grid, tables) in &sheets {
        let context = of_sheet(office, grid, context(grid, &department));
        note_recovered(grid, &context, &mut made);
        for table in tables {
            out.add(office, grid, table, &context, &mut made);
        }
    }
    if sender.is_none() && out.by_department.is_empty() {
        findings.add(
            Finding::new(
                Code::UnknownDepartment,
                "Không xác định được tệp là của đơn vị nào; tệp không được tổng hợp.",
            )
            .at(Place::file(workbook.file.clone())),
        );
        return Vec::new();
    }
    findings.extend(made);
    out.in_roster_order(office)
}

fn nothing(workbook: &Workbook, department: &Arc<str>) -> Finding {
    let names: Vec<&str> = workbook.sheets.iter().map(|sheet| &*sheet.name).collect();
    let finding = Finding::new(
        Code::NothingRecognised,
        "Không nhận ra biểu chỉ tiêu, nhiệm vụ hay ý kiến nào trong tệp.",
    )
    .at(Place::file(workbook.file.clone()))
    .found(format!("các sheet: {}", names.join(", ")));
    if department.is_empty() { finding } else { finding.of(department.clone()) }
}

/// Cover sheets first, then what stands above tables.
fn covers(
    office: &Office<'_>,
    sheets: &[(Grid<'_>, Vec<Table>)],
    department: &Arc<str>,
    context: &impl Fn(&Grid<'_>, &Arc<str>) -> Context,
) -> Vec<(Context, Vec<Entry>)> {
    let mut real = Vec::new();
    let mut above = Vec::new();
    for (grid, tables) in sheets {
        let entries = cover::entries(grid, tables);
        if cover::is_cover(grid, tables, &entries) {
            real.push((context(grid, department), entries));
        } else if !tables.is_empty() && !entries.is_empty() {
            // Above a table "Đơn vị" is as often a unit of measure.
            let certain = |entry: &Entry| {
                entry.label != Label::Department || office.departments.code(&entry.text).is_some()
            };
            above.push((context(grid, department), entries.into_iter().filter(certain).collect()));
        }
    }
    real.extend(above);
    real
}

/// A sheet named for a department holds that department's figures.
fn of_sheet(office: &Office<'_>, grid: &Grid<'_>, context: Context) -> Context {
    match office.departments.code(&grid.name) {
        Some(code) => context.sent_by(code.into()),
        None => context,
    }
}

fn note_recovered(grid: &Grid<'_>, context: &Context, findings: &mut Findings) {
    for encoding in [Encoding::Tcvn3, Encoding::Vni, Encoding::Homoglyph] {
        let cells: Vec<_> =
            grid.recovered.iter().filter(|(_, found)| *found == encoding).map(|(at, _)| *at).collect();
        if !cells.is_empty() {
            let message = format!(
                "Sheet “{}”: {} ô chữ {} được chuyển sang Unicode.",
                grid.name,
                cells.len(),
                encoding.name()
            );
            findings.add(
                context
                    .sheet_finding(Code::TextRecovered, Some(cell_list(&cells)), message)
                    .found(encoding.name()),
            );
        }
    }
}

/// The drafts of a file while they are being filled.
pub struct Drafts {
    empty: Draft,
    by_department: BTreeMap<Arc<str>, Draft>,
}

impl Drafts {
    pub fn new(workbook: &Workbook, source: Option<&Source>, covers: &[(Context, Vec<Entry>)]) -> Drafts {
        let mut whole = Cover::default();
        for (context, entries) in covers {
            let next = cover::cover(entries, context);
            whole.department = whole.department.or(next.department);
            whole.period = whole.period.or(next.period);
            whole.round = whole.round.or(next.round);
            whole.date = whole.date.or(next.date);
            whole.changes = whole.changes.or(next.changes);
        }
        let round =
            whole.round.as_ref().map(|round| round.value).or(source.map(|source| source.round)).unwrap_or(1);
        let empty = Draft {
            file: Arc::clone(&workbook.file),
            sha256: Arc::clone(&workbook.sha256),
            department: "".into(),
            round,
            cover: whole,
            figures: Vec::new(),
            tasks: Vec::new(),
            opinions: Vec::new(),
            figure_sheets: Vec::new(),
            doubted: Vec::new(),
            caveats: Vec::new(),
        };
        Drafts { empty, by_department: BTreeMap::new() }
    }

    fn of(&mut self, department: &Arc<str>) -> &mut Draft {
        let empty = &self.empty;
        self.by_department
            .entry(Arc::clone(department))
            .or_insert_with(|| Draft { department: Arc::clone(department), ..empty.clone() })
    }

    pub fn add(
        &mut self,
        office: &Office<'_>,
        grid: &Grid<'_>,
        table: &Table,
        context: &Context,
        findings: &mut Findings,
    ) {
        if table.kind == SheetKind::Figures {
            for (department, figures) in figures(office, grid, table, context, findings) {
                self.add_figures(&department, figures, &grid.name);
            }
            return;
        }
        if context.department.is_empty() {
            return;
        }
        let draft = self.of(&context.department);
        match table.kind {
            SheetKind::Tasks => draft.tasks.extend(tasks(office, grid, table, context)),
            SheetKind::Opinions => draft.opinions.extend(opinions(grid, table, context)),
            SheetKind::Cover | SheetKind::Figures => {}
        }
    }

    pub fn add_figures(&mut self, department: &Arc<str>, figures: Figures, sheet: &Arc<str>) {
        let draft = self.of(department);
        draft.figures.extend(figures.rows);
        draft.doubted.extend(figures.doubted);
        draft.caveats.extend(figures.caveats);
        if figures.has_plan && !draft.figure_sheets.contains(sheet) {
            draft.figure_sheets.push(Arc::clone(sheet));
        }
    }

    pub fn in_roster_order(self, office: &Office<'_>) -> Vec<Draft> {
        let mut out: Vec<Draft> = self.by_department.into_values().collect();
        // Looked up for the few units of a file: walking the roster for every file would be files times units.
        out.sort_by_cached_key(|draft| office.departments.place(&draft.department));
        out
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Draft, DraftValue};
    use crate::finding::Findings;
    use crate::normalise::normalise;
    use crate::testing::{check_marks, settings, source, workbook};

    fn read(grid: &str, department: Option<&str>) -> (Vec<Draft>, Findings) {
        let mut findings = Findings::default();
        let workbook = workbook(grid);
        let source = source(&workbook, department);
        let drafts = normalise(&[workbook], &[source], &settings(), &mut findings);
        (drafts, findings)
    }

    /// The draft's figures as "code column text", and all findings against the marks.
    fn check(grid: &str, department: Option<&str>, whole: &[&str], figures: &[&str]) -> Vec<Draft> {
        let (drafts, findings) = read(grid, department);
        check_marks(grid, &findings, whole);
        let shown: Vec<String> = drafts.iter().flat_map(shown).collect();
        assert_eq!(shown, figures);
        drafts
    }

    fn shown(draft: &Draft) -> Vec<String> {
        let settings = settings();
        let rows =
            draft.figures.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.indicator, cell)));
        rows.filter_map(|(indicator, cell)| match &cell.value {
            DraftValue::Figure(quantity) => {
                let code = &settings.catalogue.indicators[indicator].code;
                Some(format!("{code} {} {}", settings.columns[cell.column].key, quantity.text()))
            }
            DraftValue::DeclaredMissing | DraftValue::Empty | DraftValue::Reported => None,
        })
        .collect()
    }

    #[test]
    fn titles_above_two_heading_rows_merged_column_numbers_and_a_signature_below() {
        check(
            "| PHÒNG TÀI CHÍNH - KẾ HOẠCH | | | | | | |
             | BIỂU CHỈ TIÊU KẾ HOẠCH NĂM 2024 | < | < | < | < | < | < |
             | | | | | | Đơn vị tính: triệu đồng | |
             | TT | Chỉ tiêu | ĐVT | Năm 2023 | < | Kế hoạch năm 2024 | KH 2024/ƯTH 2023 (%) |
             | ^ | ^ | ^ | KH | Ước TH | ^ | ^ |
             | (1) | (2) | (3) | (4) | (5) | (6) | (7)=(6)/(5) |
             | A | KINH TẾ | | | | | |
             | 1 | Tốc độ tăng trưởng kinh tế | % | 14 | 14.5 | trên 22 | |
             | 2 | Thu ngân sách nhà nước | tỷ đồng | 900 | 950 | \"1.000\" | 105.3 |
             | Tổng cộng | | | | | | |
             | | Ghi chú: số ước | | | | | |
             | | | | | | Quảng Yên, ngày 15 tháng 9 năm 2023 | |
             | | Số hộ cận nghèo | hộ | 1 | 2 | 3 | |",
            Some("TCKH"),
            &[],
            &[
                "CT01 kh_n1 14",
                "CT01 uth_n1 14,5",
                "CT01 kh_n trên 22",
                "CT02 kh_n1 900",
                "CT02 uth_n1 950",
                "CT02 kh_n 1.000",
            ],
        );
    }

    #[test]
    fn headings_without_merged_cells_moved_renamed_extra_and_abbreviated_columns() {
        check(
            "| Ghi chu | KH2024 | Mau | DVT | Chi tieu chu yeu | Nam 2023 | | STT |
             | | | ^^ TH0202 | | | | | |
             | | | | | | KH | UTH | |
             | so moi | 94 | do | % | Ty le nguoi dan tham gia bao hiem y te | 92 | 93 | 1 |",
            Some("YTE"),
            &[],
            &["CT03 kh_n 94", "CT03 kh_n1 92", "CT03 uth_n1 93"],
        );
    }

    #[test]
    fn indents_of_excel_are_a_path_too() {
        check(
            "| Chỉ tiêu | ĐVT | KH năm 2024 |
             | Nông nghiệp | | |
             | Lúa{indent=1} | tấn | 1 |
             | Sản lượng{indent=2} | tấn | 5 |
             | Ngô{indent=1} | tấn | 2 |
             | Sản lượng{indent=2} | tấn | 7 |",
            Some("KT"),
            &[],
            &["CT05 kh_n 1", "CT06 kh_n 5", "CT07 kh_n 2", "CT08 kh_n 7"],
        );
    }

    #[test]
    fn rows_are_found_by_path_where_names_repeat() {
        check(
            "| TT | Chỉ tiêu | ĐVT | KH năm 2024 |
             | I | Nông nghiệp | | |
             | 1 | Lúa | | |
             | - | Sản lượng | tấn | 5 |
             | 2 | Ngô | | |
             | | - Sản lượng | tạ | 70 |
             | | | ^^ TH0209 | |
             | 3 | Khoai | | |
             | - | Sản lượng | tấn | 9 |
             | | ^^ TH0203 | | |",
            Some("KT"),
            &[],
            &["CT06 kh_n 5", "CT08 kh_n 7"],
        );
    }

    #[test]
    fn codes_lead_where_names_fail_and_near_names_are_only_proposed() {
        let (_, findings) = read(
            "| Mã | Chỉ tiêu | ĐVT | KH năm 2024 |\n| | Số hộ cận ngheo mới | hộ | 150 |",
            Some("LDTBXH"),
        );
        let help = findings.iter().find_map(|finding| finding.help.clone()).unwrap();
        assert!(help.contains("Có phải “Số hộ cận nghèo (CT04)”?"), "{help}");
        check(
            "| Mã | Chỉ tiêu | ĐVT | KH năm 2024 |
             | ct04 | tên riêng | hộ | 150 |
             | CT04 | Thu ngân sách nhà nước | tỷ đồng | 5 |
             | | ^^ TH0204 | | |",
            Some("LDTBXH"),
            &[],
            &["CT04 kh_n 150"],
        );
    }

    #[test]
    fn units_are_converted_or_refused_once_a_row() {
        check(
            "| Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 |
             | Thu ngân sách nhà nước | triệu đồng | 950000 | trên 1.000.000 |
             | | ^^ TH0209 | | |
             | Số hộ cận nghèo | tỷ đồng | 200 | 150 |
             | | ^^ TH0208 | | |",
            Some("TCKH"),
            &[],
            &["CT02 uth_n1 950", "CT02 kh_n trên 1.000"],
        );
    }

    #[test]
    fn counted_things_spelled_otherwise_stay_with_a_warning() {
        let mut settings = settings();
        settings.catalogue.indicators[3].unit = "doanh nghiệp".into();
        let workbook = workbook("| Chỉ tiêu | ĐVT | KH năm 2024 |\n| Số hộ cận nghèo | DN | 15 |");
        let source = source(&workbook, Some("LDTBXH"));
        let mut findings = Findings::default();
        let drafts = normalise(&[workbook], &[source], &settings, &mut findings);
        assert_eq!(shown(&drafts[0]), ["CT04 kh_n 15"]);
        assert_eq!(findings.iter().map(|finding| finding.severity.key()).collect::<Vec<_>>(), ["warning"]);
    }

    #[test]
    fn per_cent_by_format_and_by_last_year() {
        check(
            "| Chỉ tiêu | ĐVT | TH năm 2022 | ƯTH năm 2023 | KH năm 2024 |
             | Tỷ lệ người dân tham gia bảo hiểm y tế | % | 92 | 0.93 {format=0%} | 0.94 |
             | | | | | ^^ TH0212 |",
            Some("YTE"),
            &[],
            &["CT03 th_n2 92", "CT03 uth_n1 93", "CT03 kh_n 94"],
        );
    }

    #[test]
    fn cells_that_are_no_numbers() {
        check(
            "| Chỉ tiêu | ĐVT | TH năm 2022 | KH năm 2023 | ƯTH năm 2023 | KH năm 2024 |
             | Số hộ cận nghèo | hộ | #REF! | 2023-01-01 | rất nhiều | chưa có số liệu |
             | | | ^^ TH0207 | ^^ TH0205 | ^^ TH0205 | |",
            Some("LDTBXH"),
            &[],
            &[],
        );
    }

    #[test]
    fn old_encodings_are_read_and_reported_once_a_sheet() {
        check(
            "| ChØ tiªu | §VT | KH n¨m 2024 |
             | Sè hé cËn nghÌo | hé | 150 |",
            Some("LDTBXH"),
            &["TH0210"],
            &["CT04 kh_n 150"],
        );
    }

    #[test]
    fn units_side_by_side_are_as_many_drafts() {
        let drafts = check(
            "| Chỉ tiêu | ĐVT | Toàn thị xã | < | Xã Tiền An | < | Xã Hiệp Hòa | < |
             | ^ | ^ | ƯTH 2023 | KH 2024 | ƯTH 2023 | KH 2024 | ƯTH 2023 | KH 2024 |
             | Số lao động được tạo việc làm mới | người | 30 | 33 | 10 | 11 | 20 | 22 |",
            Some("LDTBXH"),
            &[],
            &[
                "CT09 uth_n1 30",
                "CT09 kh_n 33",
                "CT09 uth_n1 10",
                "CT09 kh_n 11",
                "CT09 uth_n1 20",
                "CT09 kh_n 22",
            ],
        );
        let departments: Vec<&str> = drafts.iter().map(|draft| &*draft.department).collect();
        assert_eq!(departments, ["LDTBXH", "TIENAN", "HIEPHOA"]);
    }

    #[test]
    fn the_cover_names_the_sender_before_the_file() {
        let drafts = check(
            "# sheet: ThongTin
             | Đơn vị | Phòng Y tế |
             | | ^^ TH0107 |
             | Kỳ | Năm 2024 |
             | Lần nộp | 3 |
             # sheet: So lieu
             | Chỉ tiêu | ĐVT | KH năm 2024 |
             | Tỷ lệ người dân tham gia bảo hiểm y tế | % | 94 |",
            Some("TCKH"),
            &[],
            &["CT03 kh_n 94"],
        );
        assert_eq!((&*drafts[0].department, drafts[0].round), ("YTE", 3));
    }

    #[test]
    fn the_gate_other_period_unknown_sender_nothing_recognised() {
        let other = "# sheet: ThongTin
             | Đơn vị | Phòng Y tế |
             | Năm kế hoạch | 2019 |
             | | ^^ TH0213 |
             # sheet: ChiTieu
             | Chỉ tiêu | ĐVT | KH năm 2024 |
             | Tỷ lệ người dân tham gia bảo hiểm y tế | % | 94 |";
        check(other, None, &[], &[]);
        let last_year = "# sheet: ThongTin
             | Đơn vị | Phòng Y tế |
             | Kế hoạch | Năm 2023 |
             | | ^^ TH0213 |
             # sheet: ChiTieu
             | Chỉ tiêu | ĐVT | Kế hoạch năm N |
             | Tỷ lệ người dân tham gia bảo hiểm y tế | % | 94 |";
        check(last_year, None, &[], &[]);
        let by_heading = last_year.replace("Kế hoạch năm N", "KH năm 2024");
        check(&by_heading, None, &[], &["CT03 kh_n 94"]);
        let heading = "| Chỉ tiêu | ĐVT | TH năm 2017 | KH năm 2018 |
             | | | ^^ TH0213 | |
             | Số hộ cận nghèo | hộ | 1 | 2 |";
        check(heading, Some("LDTBXH"), &[], &[]);
        check("| Chỉ tiêu | ĐVT | KH năm 2024 |\n| Điều lạ | hộ | 1 |", None, &["TH0106"], &[]);
        check("| lời chào | bạn |", Some("YTE"), &["TH0201"], &[]);
    }

    #[test]
    fn kind_and_year_above_the_heading_are_read_and_said() {
        let form = "| Loại số liệu | KH Năm | |
             | Năm nhập biểu mẫu | 2024 | |
             | Tên chỉ tiêu | Sản lượng | Đơn vị |
             | | ^^ TH0217 | |
             | Số hộ cận nghèo | 150 | hộ |";
        check(form, Some("LDTBXH"), &[], &["CT04 kh_n 150"]);
        // The year is the column's: that it is not the plan's is no fault.
        let actual = form.replace("KH Năm", "Thực hiện").replace("| 2024 |", "| 2022 |");
        check(&actual, Some("LDTBXH"), &[], &["CT04 th_n2 150"]);
        let labelled = actual.replace("Năm nhập biểu mẫu", "Năm");
        check(&labelled, Some("LDTBXH"), &[], &["CT04 th_n2 150"]);
        let other = form.replace("| 2024 |", "| 2019 |").replace("TH0217", "TH0213");
        check(&other, Some("LDTBXH"), &[], &[]);
        let quarter =
            form.replace("KH Năm", "Thực hiện quý I").replace("| | ^^ TH0217 |", "| ^^ TH0201 | ^^ TH0202 |");
        check(&quarter, Some("LDTBXH"), &[], &[]);
    }

    #[test]
    fn all_indicators_of_one_owner_tell_the_sender() {
        let drafts = check(
            "| Chỉ tiêu | ĐVT | KH năm 2024 |\n| Số hộ cận nghèo | hộ | 1 |",
            None,
            &[],
            &["CT04 kh_n 1"],
        );
        assert_eq!(&*drafts[0].department, "LDTBXH");
    }

    #[test]
    fn several_tables_in_one_sheet() {
        let drafts = check(
            "| Chỉ tiêu | ĐVT | KH năm 2024 |
             | Số hộ cận nghèo | hộ | 150 |
             | | | |
             | TT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn |
             | I | LĨNH VỰC XÃ HỘI | | |
             | 1 | Rà soát hộ nghèo | LDTBXH | Quý III |
             | | | | |
             | STT | Nội dung góp ý vào | Ý kiến | Lý do |
             | 1 | Mục II | Sửa số | |",
            Some("LDTBXH"),
            &[],
            &["CT04 kh_n 150"],
        );
        assert_eq!(drafts[0].tasks[0].field, "LĨNH VỰC XÃ HỘI");
        assert_eq!(drafts[0].opinions[0].subject.value, "Mục II");
    }

    #[test]
    fn nfc_and_nfd_and_a_second_reading_give_the_same_drafts() {
        use unicode_normalization::UnicodeNormalization;
        let grid = "| Chỉ tiêu | ĐVT | KH năm 2024 | Ghi chú |\n| Thu ngân sách nhà nước | triệu đồng | khoảng 1.000.000 | thuế |";
        let nfd: String = grid.nfd().collect();
        let (first, _) = read(grid, Some("TCKH"));
        assert_eq!(shown(&first[0]), ["CT02 kh_n khoảng 1.000"]);
        assert_eq!(first, read(&nfd, Some("TCKH")).0);
        assert_eq!(first, read(grid, Some("TCKH")).0);
    }

    #[test]
    fn twice_the_rows_take_about_twice_the_time() {
        let time = |rows: usize| {
            let body: String =
                (0..rows).map(|row| format!("| - | Mục lạ số {row} | hộ | {row} |\n")).collect();
            let grid = format!("| TT | Chỉ tiêu | ĐVT | KH năm 2024 |\n{body}");
            let start = std::time::Instant::now();
            let (_, findings) = read(&grid, Some("LDTBXH"));
            assert_eq!(findings.len(), rows);
            start.elapsed().as_secs_f64()
        };
        let linear = || time(1200) / time(600).max(1e-9) < 3.0;
        assert!((0..4).any(|_| linear()));
    }
}

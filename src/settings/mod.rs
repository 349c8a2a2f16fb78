//! Step `settings`: what `tonghop.toml` and `danh-muc.xlsx` say, checked, with every default filled in.
//!
//! 1. `error` – why a run cannot begin
//! 2. `toml_table`, `near_key` – tonghop.toml as tables that know their keys and lines
//! 3. `plan`, `office` – the plan itself: title, year, issuing body, limits
//! 4. `columns` – value columns and comparisons, with their titles
//! 5. `documents` – the documents to print
//! 6. `severities` – the office's own severities of single codes
//! 7. `departments`, `indicators`, `rules` – the three sheets of the catalogue
//! 8. `fields`, `references`, `circles` – what a row of indicators is made of, and what it may refer to
//! 9. `starter` – a plan to start from

mod circles;
mod columns;
mod departments;
mod documents;
mod error;
mod fields;
mod indicators;
mod near_key;
mod office;
mod plan;
mod references;
mod rules;
mod severities;
mod starter;
mod toml_table;

use crate::domain::settings::Limits;
use crate::domain::{Catalogue, Settings};
use crate::finding::Findings;
use crate::workbook::Workbook;

pub use error::SettingsError;
pub use starter::{PROFILES, Profile, Starter, roll, starter};

/// Everything that the office configured. Bad rows of the catalogue are findings and are kept as far as
/// possible.
///
/// # Errors
/// An unreadable or unknown setting, with its line; a missing catalogue or one without a sheet ChiTieu.
pub fn settings(
    plan: &str,
    toml_text: &str,
    catalogue: Option<&Workbook>,
    findings: &mut Findings,
) -> Result<Settings, SettingsError> {
    let mut settings = plan::plan(plan, toml_text)?;
    let workbook = catalogue
        .ok_or_else(|| SettingsError::new("Không có danh mục danh-muc.xlsx hoặc không đọc được danh mục."))?;
    let columns: Vec<&str> = settings.columns.iter().map(|column| &*column.key).collect();
    settings.catalogue = read_catalogue(workbook, &columns, findings)?;
    Ok(settings)
}

/// The limits alone, for the caller that must read the catalogue workbook before it can ask for everything.
///
/// # Errors
/// As [`settings`], for tonghop.toml.
pub fn limits(toml_text: &str) -> Result<Limits, SettingsError> {
    plan::plan("", toml_text).map(|settings| settings.limits)
}

fn read_catalogue(
    workbook: &Workbook,
    columns: &[&str],
    findings: &mut Findings,
) -> Result<Catalogue, SettingsError> {
    let departments = departments::departments(workbook, findings);
    let indicators = indicators::indicators(workbook, &departments, columns, findings)?;
    let rules = rules::rules(workbook, &indicators, columns, findings);
    Ok(Catalogue { departments, indicators, rules })
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Maker};

    use super::{SettingsError, limits, settings};
    use crate::domain::{Aggregation, ComparisonKind, Decimal, DepartmentKind, Direction, Settings};
    use crate::finding::{Code, Findings, Severity};
    use crate::workbook::{Address, Cell, Format as BookFormat, Sheet, Value, Workbook};

    const TOML: &str = r#"
ten = "Kế hoạch phát triển kinh tế - xã hội năm 2024"
nam = 2024
du-thao = "DỰ THẢO"
han-nop = 2023-09-25

[co-quan]
ten = ["ỦY BAN NHÂN DÂN", "THỊ XÃ QUẢNG YÊN"]
ten-day-du = "Ủy ban nhân dân thị xã Quảng Yên"
dia-danh = "Quảng Yên"
[co-quan.tu]
hoi-dong = "Hội đồng nhân dân"

[[van-ban]]
ten = "ke-hoach"
mau = "ke-hoach"
ten-loai = "KẾ HOẠCH"
can-cu = ["Luật Tổ chức chính quyền địa phương"]
nguoi-ky = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
[van-ban.noi-dung]
muc-tieu = ["Phấn đấu {{so \"CT01\"}}", "Hai"]

[gioi-han]
dung-luong-mb = 8
so-o = 1000
so-giay = 5
bo-nho-mb = 256
ty-le-nen = 50
so-thanh-phan = 900
do-long = 20
"#;

    /// A sheet from rows of `|`-separated texts; the first row of the grid is row 1.
    fn sheet(name: &str, grid: &str) -> Sheet {
        let mut cells = Vec::new();
        for (row, line) in grid.lines().enumerate() {
            for (col, text) in line.split('|').map(str::trim).enumerate().filter(|(_, text)| !text.is_empty())
            {
                cells.push(Cell {
                    at: Address::new(row as u32, col as u32),
                    value: Value::Text(text.replace("\\n", "\n").into()),
                    format: None,
                    font: None,
                });
            }
        }
        Sheet { name: name.into(), cells, ..Sheet::default() }
    }

    const DEPARTMENTS: &str = "DANH SÁCH ĐƠN VỊ
|
Mã|Tên đơn vị|Tên khác|Loại|Hạn nộp|Cột thừa
TCKH|Phòng Tài chính - Kế hoạch|Tài chính; TC-KH|phòng||bỏ qua
YTE|Phòng Y tế|||20/9/2023|
TIENAN|Xã Tiền An|Tiền An|xã||";

    const INDICATORS: &str = "HỆ THỐNG CHỈ TIÊU
MÃ SỐ|TT|Nhóm|Tên chỉ tiêu|Tên khác|ĐVT|Đơn vị chủ trì|Đơn vị phối hợp|Cách tổng hợp|Công thức|Chiều|Thuộc|Trọng yếu|Mục tiêu nghị quyết|Nhỏ nhất|Lớn nhất|Số lẻ|Ghi chú
(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)|(12)|(13)|(14)|(15)|(16)|(17)|(18)
CT01|1|Kinh tế|Thu ngân sách|Thu NSNN;Thu\\nTổng thu|tỷ đồng|TCKH|Phòng Y tế, Tiền An|chủ trì||tăng||x|1.000,5|0|5.000|1|
CT02|2||Tỷ lệ||%|tài chính||bình quân gia quyền (theo CT01)||↓|CT01||||||
CT03|3|Xã hội|Tổng||người|||công thức|CT03 = CT01 + CT02||||||||";

    fn catalogue(departments: &str, indicators: &str, rules: &str) -> Workbook {
        Workbook {
            file: "danh-muc.xlsx".into(),
            sha256: "0".into(),
            format: BookFormat::Xlsx,
            sheets: vec![
                sheet("DonVi", departments),
                sheet("Chỉ tiêu", indicators),
                sheet("RangBuoc", rules),
            ],
        }
    }

    #[test]
    fn the_choice_for_missing_units_is_read_loosely() {
        let rows = "Mã|Tên chỉ tiêu|ĐVT|Cách tổng hợp|Khi thiếu số liệu
CT01|A|hộ|tổng|
CT02|B|hộ|tổng|Lấy số NĂM TRƯỚC
CT03|C|hộ|tổng|từ chối
CT04|D|hộ|tổng|sao cũng được";
        let (settings, told) = told(rows, "");
        use crate::domain::WhenMissing::{LastYear, LeaveOut, Refuse};
        let chosen: Vec<_> = settings.catalogue.indicators.iter().map(|spec| spec.when_missing).collect();
        assert_eq!(chosen, [LeaveOut, LastYear, Refuse, LeaveOut]);
        assert!(
            told.iter().any(|(_, cell, words)| cell == "E5" && words.contains("Thiếu số liệu")),
            "{told:?}"
        );
    }

    fn told(indicators: &str, rules: &str) -> (Settings, Vec<(Code, String, String)>) {
        let mut findings = Findings::default();
        let settings =
            settings("p", TOML, Some(&catalogue(DEPARTMENTS, indicators, rules)), &mut findings).unwrap();
        let list = findings
            .iter()
            .map(|f| (f.code, f.place.cell.clone().unwrap_or_default(), f.message.clone()))
            .collect();
        (settings, list)
    }

    #[test]
    fn everything_and_its_defaults() {
        let rules = "Mã|Biểu thức|Mức độ|Thông báo\nRB1|CT02 <= CT01|lỗi|Sai\nRB2|CT01 + CT02 = CT03||";
        let (settings, findings) = told(INDICATORS, rules);
        assert_eq!(findings, []);
        assert_eq!((settings.year, &*settings.plan, &*settings.draft.text), (2024, "p", "DỰ THẢO"));
        assert_eq!(settings.office.organ.len(), 2);
        assert_eq!(settings.office.words["hoi-dong"], "Hội đồng nhân dân");
        assert_eq!(settings.limits.file_bytes, 8 << 20);
        assert_eq!(settings.limits.cells, 1000);
        assert_eq!((settings.limits.seconds, settings.limits.memory_bytes), (5, 256 << 20));
        assert_eq!((settings.limits.ratio, settings.limits.parts, settings.limits.depth), (50, 900, 20));
        let columns: Vec<_> = settings.columns.iter().map(|c| (&*c.key, &*c.title, &*c.short)).collect();
        assert_eq!(
            columns,
            [
                ("th_n2", "Thực hiện năm 2022", "TH năm 2022"),
                ("kh_n1", "Kế hoạch năm 2023", "KH năm 2023"),
                ("uth_n1", "Ước thực hiện năm 2023", "ƯTH năm 2023"),
                ("kh_n", "Kế hoạch năm 2024", "KH năm 2024"),
            ]
        );
        let last = settings.comparisons.last().unwrap();
        assert_eq!((&*last.key, &*last.title), ("kh_n__uth_n1", "KH 2024/ƯTH 2023 (%)"));
        assert_eq!((last.of, last.to, last.kind), (3, 2, ComparisonKind::Ratio));
        let document = &settings.documents[0];
        assert_eq!((&*document.stylesheet, document.texts["muc-tieu"].len()), ("nghi-dinh-30", 2));
        assert_eq!(document.signature.lines[1], "CHỦ TỊCH");
    }

    #[test]
    fn the_catalogue_by_meaning() {
        let (settings, _) = told(INDICATORS, "Mã|Biểu thức|Mức độ\nRB1|CT02 <= CT01|lỗi");
        let catalogue = &settings.catalogue;
        let (tckh, yte, tienan) =
            (&catalogue.departments[0], &catalogue.departments[1], &catalogue.departments[2]);
        assert_eq!(tckh.aliases, ["Tài chính", "TC-KH"]);
        assert_eq!((tckh.kind, tienan.kind), (DepartmentKind::Body, DepartmentKind::Territory));
        assert_eq!(yte.deadline.unwrap().to_string(), "2023-09-20");
        let first = &catalogue.indicators[0];
        assert_eq!(first.aliases, ["Thu NSNN", "Thu", "Tổng thu"]);
        assert_eq!(first.co_owners, ["YTE", "TIENAN"]);
        assert_eq!(first.resolution.as_ref().unwrap().exact(), Some("1000.5".parse().unwrap()));
        assert_eq!((first.min, first.max, first.decimals), (Some(Decimal::ZERO), Some(5000.into()), Some(1)));
        assert_eq!((first.headline, first.direction), (true, Direction::HigherIsBetter));
        assert_eq!(first.origin.cell.to_string(), "A4");
        let second = &catalogue.indicators[1];
        assert_eq!((&*second.owner, &*second.group), ("TCKH", "Kinh tế"));
        assert_eq!(second.aggregation, Aggregation::WeightedMean("CT01".into()));
        assert_eq!((second.direction, second.parent.as_deref()), (Direction::LowerIsBetter, Some("CT01")));
        assert_eq!(catalogue.indicators[2].aggregation, Aggregation::Formula);
        assert!(catalogue.indicators[2].formula.is_some());
        assert_eq!(catalogue.rules[0].severity, Severity::Error);
    }

    #[test]
    fn bad_rows_are_findings_at_their_cells() {
        let grid = "Mã|Tên chỉ tiêu|ĐVT|Đơn vị chủ trì|Công thức|Thuộc|Cách tổng hợp
|không mã|%
CT01|Một|%|KHONGCO|||lạ
ct01|Hai|%
CT02|Ba||||CT99|
CT03|Bốn|%||CT04 + 1||
CT04|Năm|%||CT03 * 2||
CT05|Sáu|%||CT01 + ||
CT06|Bảy|%||CT1 + CT02||
CT07|Tám|%||CT06 = CT01||";
        let (settings, findings) = told(grid, "Mã|Biểu thức\nRB1|CT01 +\n|CT01 > CT77");
        let seen: Vec<(&str, &str)> = findings.iter().map(|(code, cell, _)| (code.id(), &**cell)).collect();
        assert_eq!(
            seen,
            [
                ("TH0801", "A2"),
                ("TH0801", "A4"),
                ("TH0801", "D3"),
                ("TH0801", "G3"),
                ("TH0801", "C5"),
                ("TH0801", "F5"),
                ("TH0802", "E8"),
                ("TH0802", "E9"),
                ("TH0802", "E10"),
                ("TH0802", "E6"),
                ("TH0802", "E7"),
                ("TH0802", "B2"),
                ("TH0801", "A3"),
                ("TH0802", "B3"),
            ]
        );
        assert_eq!(settings.catalogue.indicators.len(), 7);
        assert!(settings.catalogue.indicators.iter().all(|spec| spec.formula.is_none()));
        assert!(settings.catalogue.rules.is_empty());
    }

    fn failure(text: &str) -> SettingsError {
        limits(text).unwrap_err()
    }

    #[test]
    fn unknown_keys_and_wrong_types_are_told_with_their_line() {
        let error = failure(&TOML.replace("du-thao", "du-tho"));
        assert_eq!((error.line, error.key.as_deref()), (Some(4), Some("du-tho")));
        assert!(error.to_string().contains("Có phải “du-thao”?"), "{error}");
        let error = failure(&TOML.replace("dia-danh", "diadanh"));
        assert_eq!((error.line, error.key.as_deref()), (Some(10), Some("co-quan.diadanh")));
        assert!(error.message.contains("co-quan.dia-danh"), "{error}");
        let error = failure(&TOML.replace("2024\n", "\"2024\"\n"));
        assert!(error.line == Some(3) && error.message.contains("số nguyên"), "{error}");
        let error = failure(&TOML.replace("2023-09-25", "\"25/9\""));
        assert!(error.line == Some(5) && error.message.contains("ngày"), "{error}");
        let error = failure(&TOML.replace("\"Hai\"", "2"));
        assert!(error.line == Some(21) && error.message.contains("danh sách"), "{error}");
        let error = failure(&TOML.replace("= 1000", "= -1"));
        assert!(error.message.contains("gioi-han.so-o"), "{error}");
        let error = failure("ten = \"x");
        assert!(error.line == Some(1) && error.message.contains("Sai cú pháp"), "{error}");
        assert!(failure("ten = \"x\"").message.contains("“nam”"));
        assert!(
            failure(&TOML.replace("ten = \"ke-hoach\"", "ten = \"../x\"")).message.contains("chữ không dấu")
        );
    }

    #[test]
    fn columns_and_comparisons_of_the_offices_own() {
        let text = format!(
            "{TOML}\n[[cot]]\nkhoa = \"kh_n\"\nloai = \"ke-hoach\"\nnam = 0\n[[cot]]\nkhoa = \"th\"\nloai = \"thuc-hien\"\nnam = -3\nngan = \"TH\"\n[[so-sanh]]\ncua = \"kh_n\"\nvoi = \"th\"\nkieu = \"toc-do\"\n"
        );
        let settings = super::plan::plan("p", &text).unwrap();
        assert_eq!((settings.columns[1].year, &*settings.columns[1].short), (2021, "TH"));
        assert_eq!(settings.comparisons[0].kind, ComparisonKind::Growth);
        assert_eq!(settings.comparisons[0].key, "kh_n__th__growth");
        assert!(
            failure(&text.replace("voi = \"th\"", "voi = \"uth\"")).message.contains("Các cột: kh_n, th")
        );
        assert!(failure(&text.replace("toc-do", "hieu")).message.contains("ty-le"));
        assert!(failure(&text.replace("khoa = \"th\"", "khoa = \"kh_n\"")).message.contains("hai lần"));
    }

    #[test]
    fn no_catalogue_is_a_failure_no_roster_a_finding() {
        let mut findings = Findings::default();
        assert!(settings("p", TOML, None, &mut findings).is_err());
        let mut book = catalogue(DEPARTMENTS, INDICATORS, "");
        book.sheets.remove(1);
        assert!(settings("p", TOML, Some(&book), &mut findings).unwrap_err().message.contains("ChiTieu"));
        let mut book = catalogue(DEPARTMENTS, "Mã|Tên chỉ tiêu|ĐVT\nCT01|Một|%", "");
        book.sheets.remove(0);
        assert!(settings("p", TOML, Some(&book), &mut findings).is_ok());
        assert!(findings.iter().any(|finding| finding.message.contains("DonVi")));
    }

    #[test]
    fn a_real_workbook_with_dates_and_percentages() {
        let mut maker = Maker::new();
        let sheet = maker.add_worksheet();
        sheet.set_name("DonVi").unwrap();
        sheet.write_row(0, 0, ["Mã", "Tên đơn vị", "Hạn nộp"]).unwrap();
        sheet.write_row(1, 0, ["YTE", "Phòng Y tế"]).unwrap();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_with_format(1, 2, ExcelDateTime::from_ymd(2023, 9, 15).unwrap(), &day).unwrap();
        let sheet = maker.add_worksheet();
        sheet.set_name("ChiTieu").unwrap();
        sheet.write_row(4, 1, ["Mã", "Tên chỉ tiêu", "ĐVT", "Mục tiêu nghị quyết", "Lớn nhất"]).unwrap();
        sheet.write_row(5, 1, ["CT01", "Tỷ lệ", "%", "trên 95%"]).unwrap();
        sheet.write_with_format(5, 5, 0.95, &Format::new().set_num_format("0%")).unwrap();
        let bytes = maker.save_to_buffer().unwrap();
        let source = crate::domain::Source {
            file: "danh-muc.xlsx".into(),
            department: None,
            round: 1,
            states_round: false,
            bytes: bytes.into(),
            sha256: "0".into(),
        };
        let mut findings = Findings::default();
        let books = crate::read::read(&[source], &limits(TOML).unwrap(), &mut findings);
        let settings = settings("p", TOML, books.first(), &mut findings).unwrap();
        assert_eq!(settings.catalogue.departments[0].deadline.unwrap().to_string(), "2023-09-15");
        assert_eq!(settings.catalogue.indicators[0].max, Some(95.into()));
    }

    #[test]
    fn a_document_takes_every_key_and_a_wrong_word_names_the_known_ones() {
        use crate::domain::{AppendixForm, Spelling, Urgency};
        let more = r#"khan = "hoa-toc"
pham-vi = "LƯU HÀNH NỘI BỘ"
dia-chi = ["Số 1"]
nguoi-soan = "PL.(300)"
phu-luc = "dien-tu"
chinh-ta = "moi"
chuc-vu = ["Trưởng ban"]
[van-ban.ban-hanh]
so = 5
ngay = 2024-01-05
[van-ban.co-quan]
cap-tren = ["ĐẢNG BỘ TỈNH"]
ten = ["ĐẢNG ỦY"]
ky-hieu = "ĐU"
[van-ban.noi-dung]"#;
        let with = |words: &str| super::plan::plan("p", &TOML.replace("[van-ban.noi-dung]", words));
        let settings = with(more).unwrap();
        let document = &settings.documents[0];
        assert_eq!(document.urgency, Some(Urgency::Express));
        assert_eq!((&*document.circulation, &*document.typist), ("LƯU HÀNH NỘI BỘ", "PL.(300)"));
        assert_eq!(document.appendix_form, AppendixForm::Electronic);
        assert_eq!(document.spelling, Some(Spelling::New));
        assert_eq!((document.contact.len(), document.signature.titles.len()), (1, 1));
        assert_eq!(document.issue.number, Some(5));
        assert_eq!(document.issue.date.map(|date| date.to_string()).as_deref(), Some("2024-01-05"));
        let office = document.office.as_ref().unwrap();
        assert_eq!((&*office.symbol, &*office.place), ("ĐU", "Quảng Yên"), "the rest is the plan's own");
        assert_eq!(office.superior, ["ĐẢNG BỘ TỈNH"]);
        for (key, known) in [
            ("khan", "“khan”, “thuong-khan”, “hoa-toc”"),
            ("phu-luc", "“giay”, “dien-tu”"),
            ("chinh-ta", "“cu”, “moi”"),
        ] {
            let error = with(&format!("{key} = \"gấp\"\n[van-ban.noi-dung]")).unwrap_err();
            assert!(error.message.contains(known) && error.line.is_some(), "{}", error.message);
        }
        let error = with("[van-ban.ban-hanh]\nso = 0\n[van-ban.noi-dung]").unwrap_err();
        assert!(error.message.contains("không hợp lệ"), "{}", error.message);
        let place = TOML.replace("han-nop", "vi-tri-du-thao = \"duoi-so\"\nhan-nop");
        assert!(super::plan::plan("p", &place).unwrap().draft.under_number);
    }
}

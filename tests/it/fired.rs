//! A plan in which everything is wrong that can be wrong, through the real program: each code stands in `kiem-tra.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::attacks;

/// A workbook of text grids: lines are rows, `|` parts cells, figures are numbers, `%` behind one is its format.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, grid) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, line) in (0u32..).zip(grid.trim().lines()) {
            for (col, text) in (0u16..).zip(line.trim().split('|')) {
                match text.trim() {
                    "" => {}
                    error if error.starts_with('#') => {
                        let formula = rust_xlsxwriter::Formula::new("=1/0").set_result(error);
                        sheet.write_formula(row, col, formula).unwrap();
                    }
                    words => match words.trim_end_matches('%').parse::<f64>() {
                        Ok(number) if words.ends_with('%') => {
                            let format = Format::new().set_num_format("0%");
                            sheet.write_number_with_format(row, col, number, &format).unwrap();
                        }
                        Ok(number) => {
                            sheet.write_number(row, col, number).unwrap();
                        }
                        Err(_) => {
                            sheet.write_string(row, col, words.trim_matches('\'')).unwrap();
                        }
                    },
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const SETTINGS: &str = r#"
ten = "Kế hoạch phát triển kinh tế - xã hội năm 2026"
nam = 2026
han-nop = 2025-11-20
[co-quan]
ten = ["ỦY BAN NHÂN DÂN", "PHƯỜNG THỬ"]
ten-day-du = "Ủy ban nhân dân phường Thử"
ky-hieu = "UBND"
dia-danh = "Thử"
dia-ban = "phường Thử"
loai-dia-ban = "phường"
don-vi-soan-thao = "Phòng Kinh tế"
ky-hieu-soan-thao = "KT"
[[van-ban]]
ten = "thu"
mau = "thu"
ten-loai = "KẾ HOẠCH"
trich-yeu = "Thử"
nguoi-ky = ["CHỦ TỊCH"]
"#;

/// A table wider than the page, a letter that no face has, a row higher than the page, a word longer than its line,
/// a letter larger than the paper.
fn template() -> String {
    let word = "chữ".repeat(60);
    let wide = format!("<td>{}</td>", "W".repeat(30)).repeat(12);
    let tall = "dòng<br/>".repeat(120);
    format!(
        r#"<html xmlns="http://www.w3.org/1999/xhtml" lang="vi-VN"><head><title>Thử</title>
<link rel="stylesheet" href="nghi-dinh-30.css"/></head><body><section class="van-ban">
<p>Ký tự lạ: 𓀀</p><p>{word}</p><table><tr>{wide}</tr></table><table><tr><td>{tall}</td></tr></table>
<p style="font-size: 900pt">W</p>
</section></body></html>"#
    )
}

fn catalogue() -> Vec<u8> {
    workbook(&[
        (
            "DonVi",
            "Mã|Tên đơn vị|Tên khác|Loại
             KT|Phòng Kinh tế||phòng
             YTE|Trạm Y tế||phòng
             VH|Phòng Văn hóa - Xã hội||phòng
             VP|Văn phòng||phòng
             TH1|Trường học Một||phòng
             TH2|Trường học Hai||phòng
             A|Khu phố A||xã
             B|Khu phố B||xã
             C|Khu phố C||xã",
        ),
        (
            "ChiTieu",
            "Mã|Tên chỉ tiêu|ĐVT|Đơn vị chủ trì|Cách tổng hợp|Công thức|Chiều|Thuộc|Mục tiêu nghị quyết|Nhỏ nhất|Lớn nhất
             CT01|Tốc độ tăng giá trị sản xuất|%|KT|chủ trì||tăng||||
             CT02|Thu ngân sách|tỷ đồng|KT|chủ trì||tăng||||
             CT03|Thu nội địa|tỷ đồng|KT|chủ trì||tăng|CT02|||
             CT04|Thu khác|tỷ đồng|KT|chủ trì||tăng|CT02|||
             CT05|Tỷ lệ tham gia bảo hiểm y tế|%|YTE|chủ trì||tăng||95|0|100
             CT06|Số hộ nghèo|hộ|VH|chủ trì||giảm||||
             CT07|Lao động có việc làm mới|người|VH|tổng||tăng||||
             CT08|Thu bình quân|tỷ đồng|KT|công thức|CT02 / CT04|tăng||||
             CT09|Số trường chuẩn|trường|TH1|chủ trì||tăng||||
             CT10|Sản lượng thóc|tấn|KT|chủ trì||tăng||||
             CT11|Sản lượng ngô|tấn|KT|chủ trì||tăng||||
             CT12|Diện tích|ha|VP|chủ trì||tăng||||
             CT12|Trùng mã|ha|VP|chủ trì||tăng||||
             CT13|Diện tích rừng|ha|KT|chủ trì||tăng||||
             CT16|Vốn đầu tư|tỷ đồng|KT|chủ trì||tăng||||
             CT17|Tổng đàn|con|KT|tổng||tăng||||
             CT18|Đàn trâu|con|KT|chủ trì||tăng|CT17|||
             CT19|Đàn bò|con|KT|chủ trì||tăng|CT17|||
             CT14|Tổng cây|tấn|KT|công thức|CT10 + CT11|tăng||||
             CT15|Sai công thức|tấn|KT|công thức|CT10 +|tăng||||",
        ),
        ("RangBuoc", "Mã|Biểu thức|Mức độ|Thông báo\nRB1|CT03 <= CT02|cảnh báo|Thu nội địa lớn hơn tổng thu"),
    ])
}

const HEAD: &str = "TT|Mã|Chỉ tiêu|ĐVT|TH năm 2024|KH năm 2025|ƯTH năm 2025|KH năm 2026|Màu";

/// Kind and year above the heading of the only column of figures.
const INPUT_FORM: &str = "Đơn vị|Khu phố B\nLoại số liệu|KH năm\nNăm|2026
    Chỉ tiêu|Số liệu|ĐVT\nLao động có việc làm mới|5|người";

/// The files under `nop/`, by name.
fn files() -> BTreeMap<&'static str, Vec<u8>> {
    let sent = |cover: &str, rows: &str, others: &[(&str, &str)]| {
        let (cover, rows) = (format!("{cover}\n"), format!("{HEAD}\n{rows}"));
        let mut sheets = vec![("ThongTin", cover.as_str()), ("ChiTieu", rows.as_str())];
        sheets.extend_from_slice(others);
        workbook(&sheets)
    };
    let kt_rows = "1|CT01|Tốc độ tăng giá trị sản xuất|%|9.2|9.5|9.8|108.44|đỏ
        2|CT02|Thu ngân sách|tỷ đồng|110|1020|1050|'1.234'
        3|CT03|Thu nội địa|triệu đồng|60000|60000|60000|1500000
        4|CT04|Thu khác|tỷ đồng|5|5|5|0
        5|CT10|Sản lượng thóc|tấn|100|100|100|95
        6|CT11|Sản lượng ngô|tấn|7|7|7|7
        7|CT14|Tổng cây|tấn||||999
        8||Thu ngân sác|tỷ đồng||||5
        9|CT09|Số trường chuẩn|trường||||4
        10|CT13|Diện tích rừng|ha|5|5|5|
        11|CT16|Vốn đầu tư|hộ|5|5|5|6
        12|CT17|Tổng đàn|con|100|100|100|100
        13|CT18|Đàn trâu|con|60|60|60|60
        14|CT19|Đàn bò|con|30|30|30|'30,125'";
    let kt_words = "TT|Nội dung nhiệm vụ|Đơn vị chủ trì|Thời hạn
        1|Mở chợ đêm||Quý II/2026
        2|Trồng cây xanh|Phòng Kinh tế; Văn phòng|Quý I/2026
        3|Sửa đường|Phòng Kinh tế|
        4|Phối hợp với Ủy ban nhân dân huyện rà soát đất|Phòng Kinh tế|Quý I/2026";
    let kt_opinions = "TT|Nội dung góp ý vào|Nội dung góp ý|Lý do
        1||Đề nghị xem lại|
        2|Mục II|Phấn đấu thu ngân sách đạt 2.000 tỷ đồng|";
    let kt = sent(
        "Đơn vị|Phòng Kinh tế\nKỳ kế hoạch|Năm 2026\nLần nộp|1",
        kt_rows,
        &[("NhiemVu", kt_words), ("YKien", kt_opinions)],
    );
    let vh = |actual: &str, own_tasks: &str| {
        let rows = format!(
            "1|CT06|Số hộ nghèo|hộ|{actual}|140|#REF!|rất nhiều
             2|CT06|Số hộ nghèo|hộ|{actual}|140|130|125
             3|CT01|Số hộ nghèo|hộ||||1"
        );
        let tasks = format!(
            "TT|Nội dung nhiệm vụ|Đơn vị chủ trì|Thời hạn|Ghi chú
             1|Mở chợ đêm|Phòng Kinh tế|Quý II/2026|
             {own_tasks}"
        );
        sent("Đơn vị|Phòng Văn hóa - Xã hội\nKỳ kế hoạch|Năm 2026", &rows, &[("NhiemVu", &tasks)])
    };
    let first_tasks = "2|Hoàn thành xây dựng trường mầm non trung tâm|Phòng Văn hóa - Xã hội|Quý I/2026|
        3|Tổ chức hội chợ xuân|Phòng Văn hóa - Xã hội|Quý I/2026|";
    let later_tasks =
        "2|Phấn đấu hoàn thành xây dựng trường mầm non trung tâm|Phòng Văn hóa - Xã hội|Quý I/2026|
        3|Tổ chức hội chợ xuân|Phòng Văn hóa - Xã hội|Quý I/2026|Rút";
    let whose = "Đơn vị|Trạm Y tế\nKỳ kế hoạch|Năm 2026\nNgày nộp|'28/11/2025'";
    let yte = "1|CT05|Tỷ lệ tham gia bảo hiểm y tế|%|92|93%|94|0.94
        2|CT09|Số trường chuẩn|trường||||5";
    let part = |name: &str, figure: &str| {
        sent(name, &format!("1|CT07|Lao động có việc làm mới|người||||{figure}"), &[])
    };
    let bare = |rows: &str| workbook(&[("Sheet1", &format!("{HEAD}\n{rows}"))]);
    let old = workbook(&[("Sheet1", "ChØ tiªu|§VT|KH n¨m 2026\nDiÖn tÝch|ha|150")]);
    let stamp = |version: &str, plan: &str| {
        let mark =
            format!("Phiên bản biểu|{version}\nMã kế hoạch|{plan}\nTên kế hoạch|{plan}\nMã đơn vị|TH1");
        workbook(&[("ChiTieu", &format!("{HEAD}\n1|CT09|Số trường chuẩn|trường||||106")), ("MauBieu", &mark)])
    };
    BTreeMap::from([
        ("~$khoa.xlsx", vec![1; 165]),
        ("hong.xlsx", b"<html></html>".to_vec()),
        ("mat-khau.xlsx", attacks::encrypted()),
        ("xa.xls", attacks::far_xls()),
        ("Phòng Kinh tế.xls", attacks::with_extras(&kt)),
        ("lan-1/Phòng Văn hóa - Xã hội.xlsx", vh("150", first_tasks)),
        ("lan-2/Phòng Văn hóa - Xã hội.xlsx", vh("160", later_tasks)),
        ("Văn phòng - bản của trạm.xlsx", sent(whose, yte, &[])),
        ("khong-ro.xlsx", bare("1||Điều lạ|hộ||||1")),
        ("Khu phố A.xlsx", part("Đơn vị|Khu phố A", "trên 20")),
        ("Khu phố B.xlsx", workbook(&[("Sheet1", INPUT_FORM)])),
        ("Văn phòng.xlsx", old),
        ("Trường học Một.xlsx", stamp("99", "Kế hoạch phát triển kinh tế - xã hội năm 2026")),
        ("Trường học Hai.xlsx", workbook(&[("Sheet1", "lời chào|bạn")])),
        ("lan-2/Trường học Hai.xlsx", stamp("1", "Kế hoạch khác")),
        (
            "lan-3/Trường học Hai.xlsx",
            sent("Đơn vị|Trường học Hai\nNăm kế hoạch|2019", "1|CT09|Số trường chuẩn|trường||||4", &[]),
        ),
    ])
}

fn plan(folder: &Path) {
    std::fs::create_dir_all(folder.join("templates")).unwrap();
    std::fs::write(folder.join("tonghop.toml"), SETTINGS).unwrap();
    std::fs::write(folder.join("danh-muc.xlsx"), catalogue()).unwrap();
    std::fs::write(folder.join("templates/thu.hbs"), template()).unwrap();
    for (name, bytes) in files() {
        let path = folder.join("nop").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// The families that a whole run can fire. The checks of finished PDF files (07) each have their broken file in
/// `audit.rs`; `codes.rs` asks for all codes, those of decisions, drafts and levels too.
const FIRED: &[&str] = &[
    "TH0101", "TH0102", "TH0103", "TH0104", "TH0105", "TH0106", "TH0107", "TH0108", "TH0109", "TH0110",
    "TH0111", "TH0201", "TH0202", "TH0203", "TH0204", "TH0205", "TH0206", "TH0207", "TH0208", "TH0209",
    "TH0210", "TH0211", "TH0212", "TH0213", "TH0214", "TH0215", "TH0217", "TH0301", "TH0302", "TH0303",
    "TH0304", "TH0305", "TH0306", "TH0307", "TH0308", "TH0309", "TH0310", "TH0311", "TH0312", "TH0313",
    "TH0314", "TH0401", "TH0402", "TH0403", "TH0404", "TH0405", "TH0406", "TH0408", "TH0409", "TH0501",
    "TH0502", "TH0503", "TH0601", "TH0602", "TH0603", "TH0604", "TH0605", "TH0801", "TH0802",
];

/// The plan, built once for all tests that look at what came of it.
pub struct Wrong {
    folder: tempfile::TempDir,
    pub said: String,
    code: Option<i32>,
}

impl Wrong {
    /// A file of the output set.
    pub fn output(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join("ra/ke-hoach-thu").join(path)
    }

    pub fn findings(&self) -> Vec<Value> {
        let bytes = std::fs::read(self.output("kiem-tra.json")).unwrap();
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        crate::seen::saw_json(&json["findings"]);
        json["findings"].as_array().unwrap().clone()
    }
}

pub fn wrong() -> &'static Wrong {
    static WRONG: OnceLock<Wrong> = OnceLock::new();
    WRONG.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("ke-hoach-thu");
        plan(&place);
        let output = Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .args(["build", "--as-of", "2025-12-01", "-o"])
            .args([&folder.path().join("ra"), &place])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Wrong { folder, said, code: output.status.code() }
    })
}

#[test]
fn a_whole_run_fires_every_code_and_the_verdict_has_its_list() {
    let (said, findings) = (&wrong().said, wrong().findings());
    assert_eq!(wrong().code, Some(1), "{said}");
    let fired: BTreeSet<&str> = findings.iter().filter_map(|one| one["code"].as_str()).collect();
    let silent: Vec<&&str> = FIRED.iter().filter(|code| !fired.contains(**code)).collect();
    assert!(silent.is_empty(), "silent: {silent:?}\n{said}");
    // Exit code 1 is a verdict: what is to be mended stands on the screen, each code of an error by name.
    let errors: BTreeSet<&str> = findings
        .iter()
        .filter(|one| one["severity"] == "error")
        .filter_map(|one| one["code"].as_str())
        .collect();
    assert!(!errors.is_empty());
    for code in errors {
        assert!(said.contains(code), "{code} is an error, and not on the list:\n{said}");
    }
}

#[test]
fn a_quiet_check_that_fails_still_says_why() {
    let folder = &wrong().folder;
    let run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
        command
            .args(["check", "--as-of", "2025-12-01", "-q"])
            .args(words)
            .arg(folder.path().join("ke-hoach-thu"));
        let output = command.current_dir(folder.path()).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), output.stdout)
    };
    let (code, said, out) = run(&[]);
    assert_eq!((code, out.len()), (Some(1), 0));
    assert!(said.contains("lỗi TH0102") && !said.contains("cảnh báo"), "{said}");
    let (code, said, _) = run(&["--fail-on", "warning"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("cảnh báo TH0402") && !said.contains("ghi chú TH"), "{said}");
}

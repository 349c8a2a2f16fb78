//! Generated plan folders of one level of government: catalogue, settings, units and what they send.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_xlsxwriter::Workbook;
use tonghop::disk::load;
use tonghop::run::{Outcome, consolidate};

/// The sheet ChiTieu of the catalogue, without its heading.
pub const HEADING: &str =
    "Mã|TT|Nhóm|Tên chỉ tiêu|ĐVT|Đơn vị chủ trì|Cách tổng hợp|Thiếu số liệu|Công thức|Thuộc|Trọng yếu";

/// What a unit sends: code of the indicator, figures of the columns TH N-2, KH N-1, ƯTH N-1, KH N as typed.
pub type Sent<'a> = (&'a str, [String; 4]);

/// A plan folder in the making.
pub struct Level {
    pub folder: PathBuf,
    indicators: Vec<Vec<String>>,
}

impl Level {
    /// `units`: code, name, kind; `indicators` and `rules`: rows with `|` between cells.
    pub fn new(
        folder: &Path,
        place: &str,
        units: &[(String, String, &str)],
        indicators: &str,
        rules: &str,
    ) -> Level {
        std::fs::create_dir_all(folder.join("nop")).unwrap();
        let settings = format!(
            "ten = \"Kế hoạch năm 2024\"\nnam = 2024\nhan-nop = 2023-09-25\n[co-quan]\nten = [\"ỦY BAN NHÂN DÂN\", \"{}\"]\n\
             ten-day-du = \"Ủy ban nhân dân {place}\"\nky-hieu = \"UBND\"\ndia-danh = \"{place}\"\ndia-ban = \"{place}\"\n\
             loai-dia-ban = \"xã\"\ndon-vi-soan-thao = \"Phòng Tài chính\"\nky-hieu-soan-thao = \"TC\"\nnoi-xem-xet = \"Ban Thường vụ\"\n\
             [[van-ban]]\nten = \"ke-hoach\"\nmau = \"ke-hoach\"\nten-loai = \"KẾ HOẠCH\"\nky-hieu = \"KH\"\ntrich-yeu = \"Năm 2024\"\n\
             luu = \"VT\"\nnguoi-ky = [\"CHỦ TỊCH\"]\n[van-ban.noi-dung]\nmuc-tieu = ['Phấn đấu số hộ {{{{so \"CT01\"}}}}; tỷ lệ đạt {{{{so \"CT05\"}}}}.']\n",
            place.to_uppercase()
        );
        std::fs::write(folder.join("tonghop.toml"), settings).unwrap();
        let mut book = Workbook::new();
        let units: Vec<Vec<String>> = units
            .iter()
            .map(|(code, name, kind)| vec![code.clone(), name.clone(), (*kind).to_string()])
            .collect();
        let rows = |text: &str| -> Vec<Vec<String>> {
            text.lines().map(|line| line.split('|').map(str::to_string).collect()).collect()
        };
        let indicators = rows(indicators);
        sheet(&mut book, "DonVi", "Mã|Tên đơn vị|Loại", &units);
        sheet(&mut book, "ChiTieu", HEADING, &indicators);
        sheet(&mut book, "RangBuoc", "Mã|Biểu thức|Mức độ|Thông báo", &rows(rules));
        std::fs::write(folder.join("danh-muc.xlsx"), book.save_to_buffer().unwrap()).unwrap();
        Level { folder: folder.to_path_buf(), indicators }
    }

    /// A unit's workbook under `nop/`.
    pub fn send(&self, path: &str, unit: &str, figures: &[Sent<'_>]) {
        let cover = [("Đơn vị", unit), ("Năm kế hoạch", "2024"), ("Lần nộp", "1"), ("Ngày", "20/09/2023")];
        self.send_under(path, &cover, figures);
    }

    /// The same under a cover of one's own: labels and values.
    pub fn send_under(&self, path: &str, cover: &[(&str, &str)], figures: &[Sent<'_>]) {
        let row = |(code, cells): &Sent<'_>| {
            let spec = self.indicators.iter().find(|row| row[0] == *code).unwrap();
            let mut row = vec![spec[0].clone(), spec[3].clone(), spec[4].clone()];
            row.extend(cells.iter().cloned());
            row
        };
        let rows: Vec<Vec<String>> = figures.iter().map(row).collect();
        let path = self.folder.join("nop").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, paper(cover, &rows)).unwrap();
    }

    pub fn consolidated(&self) -> Outcome {
        consolidate(&load(&self.folder).unwrap(), day()).unwrap()
    }
}

/// A submission: the labels and values of its cover; code, name, unit and four figures to a row.
pub fn paper(cover: &[(&str, &str)], rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let cover: Vec<Vec<String>> =
        cover.iter().map(|(name, value)| vec![(*name).into(), (*value).into()]).collect();
    sheet(&mut book, "ThongTin", "THÔNG TIN|", &cover);
    let heading =
        "Mã|Chỉ tiêu|ĐVT|Thực hiện năm 2022|Kế hoạch năm 2023|Ước thực hiện năm 2023|Kế hoạch năm 2024";
    sheet(&mut book, "ChiTieu", heading, rows);
    book.save_to_buffer().unwrap()
}

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 9, 25).unwrap()
}

fn sheet(book: &mut Workbook, name: &str, heading: &str, rows: &[Vec<String>]) {
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    for (col, text) in (0u16..).zip(heading.split('|')) {
        sheet.write_string(0, col, text).unwrap();
    }
    for (row, cells) in (1u32..).zip(rows) {
        for (col, text) in (0u16..).zip(cells) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(row, col, number).unwrap(),
                Err(_) => sheet.write_string(row, col, text).unwrap(),
            };
        }
    }
}

/// Numbers that are the same on every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

//! Generated submissions of named sizes: S (20 files × 40 rows), M (200 × 100), L (3,321 communes × 100).

#[path = "senders.rs"]
mod senders;

use std::sync::Arc;

use rust_xlsxwriter::{Format, Workbook};
use tonghop::disk::{Inputs, Kept};
use tonghop::domain::submission::ReceivedFile;

/// How many files, and how many indicator rows in each.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub name: &'static str,
    pub files: usize,
    pub rows: usize,
}

pub const SIZES: [Size; 3] = [
    Size { name: "S", files: 20, rows: 40 },
    Size { name: "M", files: 200, rows: 100 },
    Size { name: "L", files: 3321, rows: 100 },
];

/// The same numbers in every run (a 64-bit linear congruential generator, Knuth's constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % bound
    }
}

/// A plan folder in memory. `digest`: print one row a unit instead of every task and opinion.
pub fn inputs(size: Size) -> Inputs {
    Inputs {
        decisions: None,
        plan: format!("bench-{}", size.name),
        folder: std::env::temp_dir(),
        settings: SETTINGS.to_owned(),
        catalogue: Some(ReceivedFile { path: "danh-muc.xlsx".into(), bytes: catalogue(size) }),
        files: (0..size.files).map(|unit| submission(size, unit)).collect(),
        kept: Kept::default(),
    }
}

const SETTINGS: &str = r#"
ten = "Kế hoạch phát triển kinh tế - xã hội năm 2024"
nam = 2024
du-thao = "DỰ THẢO"
[co-quan]
ten = ["ỦY BAN NHÂN DÂN", "TỈNH MẪU"]
ten-day-du = "Ủy ban nhân dân tỉnh Mẫu"
ky-hieu = "UBND"
dia-danh = "Mẫu"
dia-ban = "tỉnh Mẫu"
loai-dia-ban = "tỉnh"
don-vi-soan-thao = "Sở Tài chính"
ky-hieu-soan-thao = "STC"
noi-xem-xet = "Ban Thường vụ Tỉnh ủy"
[[van-ban]]
ten = "ke-hoach"
mau = "ke-hoach"
ten-loai = "KẾ HOẠCH"
ky-hieu = "KH"
trich-yeu = "Phát triển kinh tế - xã hội năm 2024"
noi-nhan = ["Như trên"]
luu = "VT, STC"
nguoi-ky = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
"#;

const NAMES: [&str; 8] = [
    "Sản lượng lương thực có hạt",
    "Diện tích gieo trồng cây hằng năm",
    "Số lao động được tạo việc làm mới",
    "Thu ngân sách trên địa bàn",
    "Số hộ nghèo đa chiều",
    "Vốn đầu tư thực hiện",
    "Số học sinh phổ thông",
    "Số hộ kinh doanh đăng ký mới",
];
const UNITS: [&str; 8] = ["tấn", "ha", "người", "triệu đồng", "hộ", "triệu đồng", "học sinh", "hộ"];

fn catalogue(size: Size) -> Arc<[u8]> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("DonVi").unwrap();
    for (col, head) in ["Mã", "Tên đơn vị", "Tên khác", "Loại", "Hạn nộp"].iter().enumerate() {
        sheet.write(0, col as u16, *head).unwrap();
    }
    for unit in 0..size.files {
        let row = unit as u32 + 1;
        sheet.write(row, 0, format!("X{unit:04}")).unwrap();
        sheet.write(row, 1, unit_name(unit)).unwrap();
        sheet.write(row, 3, "xã").unwrap();
    }
    let sheet = book.add_worksheet().set_name("ChiTieu").unwrap();
    let heads = ["Mã", "TT", "Nhóm", "Tên chỉ tiêu", "ĐVT", "Cách tổng hợp", "Chiều"];
    for (col, head) in heads.iter().enumerate() {
        sheet.write(0, col as u16, *head).unwrap();
    }
    for row in 0..size.rows {
        let at = row as u32 + 1;
        sheet.write(at, 0, format!("CT{row:03}")).unwrap();
        sheet.write(at, 1, (row + 1).to_string()).unwrap();
        sheet.write(at, 2, ["Kinh tế", "Xã hội", "Môi trường"][row % 3]).unwrap();
        sheet.write(at, 3, indicator_name(row)).unwrap();
        sheet.write(at, 4, UNITS[row % 8]).unwrap();
        sheet.write(at, 5, "tổng").unwrap();
        sheet.write(at, 6, if row % 8 == 4 { "giảm" } else { "tăng" }).unwrap();
    }
    book.save_to_buffer().unwrap().into()
}

fn unit_name(unit: usize) -> String {
    format!("Xã Mẫu số {unit:04}")
}

fn indicator_name(row: usize) -> String {
    format!("{} nhóm {}", NAMES[row % 8], row / 8 + 1)
}

/// Targets, tasks (rows ÷ 5) and 3 to 8 opinions; 5 % of the figures as Vietnamese text, 1 % empty.
fn submission(size: Size, unit: usize) -> ReceivedFile {
    let mut dice = Dice(unit as u64 + 1);
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("ThongTin").unwrap();
    for (row, (label, value)) in
        [("Đơn vị", unit_name(unit)), ("Năm kế hoạch", "2024".into()), ("Ngày gửi", "20/09/2023".into())]
            .into_iter()
            .enumerate()
    {
        sheet.write(row as u32, 0, label).unwrap();
        sheet.write(row as u32, 1, value).unwrap();
    }
    let sheet = book.add_worksheet().set_name("ChiTieu").unwrap();
    let heads = [
        "TT",
        "Mã",
        "Chỉ tiêu",
        "ĐVT",
        "TH năm 2022",
        "KH năm 2023",
        "Ước TH năm 2023",
        "KH năm 2024",
        "Ghi chú",
    ];
    for (col, head) in heads.iter().enumerate() {
        sheet.write_with_format(0, col as u16, *head, &bold).unwrap();
    }
    for row in 0..size.rows {
        let at = row as u32 + 1;
        sheet.write(at, 0, row as u32 + 1).unwrap();
        sheet.write(at, 1, format!("CT{row:03}")).unwrap();
        sheet.write(at, 2, indicator_name(row)).unwrap();
        sheet.write(at, 3, UNITS[row % 8]).unwrap();
        let base = 1000 + dice.below(90_000);
        for col in 0..4_u16 {
            let value = base + base * u64::from(col) * 3 / 100;
            match dice.below(100) {
                0 => {}
                1..=5 => {
                    let text = format!("{}.{:03}", value / 1000, value % 1000);
                    sheet.write(at, 4 + col, text).unwrap();
                }
                _ => {
                    sheet.write(at, 4 + col, value as f64).unwrap();
                }
            }
        }
    }
    tasks_and_opinions(&mut book, size, unit, &mut dice);
    let bytes = book.save_to_buffer().unwrap();
    // As one program would write them for all, where that is asked for: then the files are one form to the byte.
    let is_alike = std::env::var_os("PIPELINE_ALIKE").is_some();
    let bytes = if is_alike { bytes } else { senders::saved_by(unit, &bytes) };
    ReceivedFile { path: format!("nop/X{unit:04}.xlsx"), bytes: bytes.into() }
}

fn tasks_and_opinions(book: &mut Workbook, size: Size, unit: usize, dice: &mut Dice) {
    let sheet = book.add_worksheet().set_name("NhiemVu").unwrap();
    let heads = ["TT", "Lĩnh vực", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời hạn"];
    for (col, head) in heads.iter().enumerate() {
        sheet.write(0, col as u16, *head).unwrap();
    }
    for task in 0..size.rows / 5 {
        let at = task as u32 + 1;
        sheet.write(at, 0, at).unwrap();
        sheet.write(at, 1, ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh"][task % 3]).unwrap();
        sheet.write(at, 2, format!("Hoàn thành công trình số {task} trên địa bàn {}, nghiệm thu và đưa vào sử dụng đúng tiến độ được giao", unit_name(unit))).unwrap();
        sheet.write(at, 3, unit_name(unit)).unwrap();
        sheet.write(at, 5, "Báo cáo, công trình").unwrap();
        sheet.write(at, 6, "Quý IV/2024").unwrap();
    }
    let sheet = book.add_worksheet().set_name("YKien").unwrap();
    for (col, head) in ["TT", "Nội dung được góp ý", "Ý kiến", "Đề xuất", "Lý do"].iter().enumerate()
    {
        sheet.write(0, col as u16, *head).unwrap();
    }
    for opinion in 0..3 + dice.below(6) {
        let at = opinion as u32 + 1;
        sheet.write(at, 0, at).unwrap();
        sheet.write(at, 1, format!("Chỉ tiêu {}", indicator_name(opinion as usize))).unwrap();
        sheet
            .write(
                at,
                2,
                format!(
                    "{} đề nghị xem xét lại mức phấn đấu cho phù hợp với điều kiện thực tế của địa phương",
                    unit_name(unit)
                ),
            )
            .unwrap();
    }
}

//! `mau-phuong-2026`: an office that does not exist, of the time after 1/7/2025. All of it is illustrative.

use crate::book::{Layout, Plan, Row, Submission, Target, Unit};

const ORGAN: &str = "ỦY BAN NHÂN DÂN PHƯỜNG MẪU";
const NOTE: &str = "Số liệu minh họa";
const YEAR: &str = "Năm 2026";

#[rustfmt::skip]
const UNITS: [(&str, &str, &str, &str); 5] = [
    ("KTHTDT", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng KT-HT-ĐT; Phòng Kinh tế", "phòng"),
    ("VHXH", "Phòng Văn hóa - Xã hội", "Phòng VH-XH; VHXH", "phòng"),
    ("VP", "Văn phòng HĐND và UBND phường", "Văn phòng HĐND và UBND; Văn phòng", "cơ quan"),
    ("CA", "Công an phường", "Công an", "cơ quan"),
    ("YTE", "Trạm Y tế phường", "Trạm Y tế", "đơn vị"),
];

/// Code, TT, group, name, unit, owner, direction, the four figures.
#[rustfmt::skip]
const TARGETS: [[&str; 11]; 8] = [
    ["CT01", "1", "Kinh tế", "Tốc độ tăng giá trị sản xuất trên địa bàn", "%", "KTHTDT", "tăng tốt", "9.2", "10", "10.5", "tăng trên 11%"],
    ["CT02", "2", "Kinh tế", "Thu ngân sách nhà nước trên địa bàn", "tỷ đồng", "KTHTDT", "tăng tốt", "41.3", "45", "46.8", "khoảng 52 tỷ đồng"],
    ["CT03", "3", "Kinh tế", "Tỷ lệ giải ngân vốn đầu tư công", "%", "KTHTDT", "tăng tốt", "93.5", "95", "95.2", "trên 95%"],
    ["CT04", "4", "Văn hóa - xã hội", "Số lao động được tạo việc làm mới", "người", "VHXH", "tăng tốt", "610", "650", "662", "700"],
    ["CT05", "5", "Văn hóa - xã hội", "Tỷ lệ người dân tham gia bảo hiểm y tế", "%", "VHXH", "tăng tốt", "94.1", "95", "95.3", "96"],
    ["CT06", "6", "Văn hóa - xã hội", "Số hộ cận nghèo", "hộ", "VHXH", "giảm tốt", "38", "30", "29", "chỉ còn 20 hộ"],
    ["CT07", "7", "Môi trường, đô thị", "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", "%", "KTHTDT", "tăng tốt", "97", "98", "98.1", "98,5"],
    ["CT08", "8", "Quốc phòng - an ninh, chính quyền", "Tỷ lệ hồ sơ thủ tục hành chính giải quyết trực tuyến toàn trình", "%", "VP", "tăng tốt", "58", "65", "66.4", "trên 75%"],
];

/// The plan folder `mau-phuong-2026`.
pub fn plan() -> Plan {
    Plan {
        folder: "mau-phuong-2026",
        year: 2026,
        organ: ORGAN,
        units: UNITS
            .iter()
            .map(|(code, name, aliases, kind)| Unit { code, name: (*name).into(), aliases, kind })
            .collect(),
        targets: TARGETS.iter().map(target).collect(),
        rules: vec![["RB01", "CT05 <= 100", "cảnh báo", "Tỷ lệ tham gia bảo hiểm y tế không vượt quá 100%"]],
        submissions: submissions(),
    }
}

fn target(of: &[&'static str; 11]) -> Target {
    let [code, ordinal, group, name, unit, owner, direction, ..] = *of;
    Target {
        code,
        ordinal,
        group,
        name,
        unit,
        owner,
        direction,
        method: "chủ trì",
        headline: true,
        ..Target::default()
    }
}

/// The figures of which a unit is the owner.
fn rows(owner: &str) -> Vec<Row> {
    let own = TARGETS.iter().filter(|target| target[5] == owner);
    own.map(|[code, _, _, name, unit, _, _, values @ ..]| Row {
        code,
        name,
        unit,
        values: values.map(String::from),
        note: NOTE,
    })
    .collect()
}

fn submissions() -> Vec<Submission> {
    let sent = |code: &str, file: &'static str| Submission {
        file,
        unit: UNITS.iter().find(|unit| unit.0 == code).map_or(String::new(), |unit| unit.1.into()),
        round: 1,
        date: (14, 11, 2025),
        rows: rows(code),
        tasks: tasks(code),
        opinions: opinions(code),
        ..Submission::default()
    };
    vec![
        sent("KTHTDT", "phong-kinh-te-ha-tang-do-thi.xlsx"),
        Submission { layout: Layout::TwoRows, ..sent("VHXH", "phong-van-hoa-xa-hoi.xlsx") },
        sent("VP", "van-phong.xlsx"),
        sent("YTE", "tram-y-te.xlsx"),
    ]
}

#[rustfmt::skip]
fn tasks(code: &str) -> Vec<[&'static str; 7]> {
    const ECONOMY: &str = "Kinh tế, đô thị";
    const SOCIETY: &str = "Văn hóa - xã hội";
    const OFFICE: &str = "Xây dựng chính quyền, cải cách hành chính";
    match code {
        "KTHTDT" => vec![
            [ECONOMY, "Đẩy nhanh tiến độ giải ngân vốn đầu tư công, bàn giao mặt bằng các công trình chuyển tiếp", "Phòng Kinh tế, Hạ tầng và Đô thị", "Công an phường", "Báo cáo giải ngân hằng tháng", YEAR, "CT03"],
            [ECONOMY, "Rà soát, khai thác các nguồn thu trên địa bàn, phấn đấu hoàn thành dự toán thu ngân sách", "Phòng Kinh tế, Hạ tầng và Đô thị", "", "Báo cáo thu ngân sách hằng tháng", YEAR, "CT02"],
            [ECONOMY, "Thực hiện phân loại chất thải rắn sinh hoạt tại nguồn ở các khu phố", "Phòng Kinh tế, Hạ tầng và Đô thị", "Trạm Y tế phường", "Kế hoạch phân loại chất thải", "Quý II/2026", "CT07"],
        ],
        "VHXH" => vec![
            [SOCIETY, "Phát triển người tham gia bảo hiểm y tế, bảo hiểm xã hội tự nguyện", "Phòng Văn hóa - Xã hội", "Trạm Y tế phường", "Báo cáo phát triển người tham gia", YEAR, "CT05"],
            [SOCIETY, "Hỗ trợ sinh kế, tạo việc làm cho hộ cận nghèo", "Phòng Văn hóa - Xã hội", "", "Danh sách hộ được hỗ trợ", "Quý III/2026", "CT06"],
        ],
        "VP" => vec![[OFFICE, "Nâng tỷ lệ hồ sơ thủ tục hành chính giải quyết trực tuyến toàn trình", "Văn phòng HĐND và UBND", "Các phòng, đơn vị", "Báo cáo cải cách hành chính quý", YEAR, "CT08"]],
        "YTE" => vec![[SOCIETY, "Lập hồ sơ sức khỏe điện tử cho người dân trên địa bàn", "Trạm Y tế phường", "Phòng Văn hóa - Xã hội", "Hồ sơ sức khỏe điện tử", YEAR, ""]],
        _ => Vec::new(),
    }
}

#[rustfmt::skip]
fn opinions(code: &str) -> Vec<[&'static str; 4]> {
    match code {
        "VHXH" => vec![["Chỉ tiêu Số hộ cận nghèo", "Đề nghị ghi theo chuẩn nghèo đa chiều đang áp dụng", "", "Thống nhất cách tính (minh họa)"]],
        "YTE" => vec![["Nhiệm vụ về y tế", "Đề nghị bổ sung nhiệm vụ lập hồ sơ sức khỏe điện tử", "Lập hồ sơ sức khỏe điện tử cho người dân", "Nhiệm vụ trọng tâm năm 2026 (minh họa)"]],
        _ => Vec::new(),
    }
}

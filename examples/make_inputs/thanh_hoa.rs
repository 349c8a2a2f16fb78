//! Huyện Thạnh Hóa, 2024: seventeen targets, of which the article names eight; the other nine stay open.

use crate::book::{Layout, Plan, Row, Submission, Target, Unit};

const ORGAN: &str = "ỦY BAN NHÂN DÂN HUYỆN THẠNH HÓA";
/// Nine of the seventeen targets are not named in the article: typical ones stand for them, without figures.
const OPEN: &str = "Tên chỉ tiêu minh họa";
const LEAD: &str = "Lãnh đạo, chỉ đạo";
const DUTY: &str = "Thực hiện nhiệm vụ, chỉ tiêu";
const SPREAD: &str = "Quán triệt, tuyên truyền";
const YEAR: &str = "Năm 2024";
/// Not of the article: sent in the first round, taken back in the second.
const EXTRA: &str = "Tổ chức hội nghị tuyên truyền Chương trình hành động trong cán bộ, công chức (minh họa)";

#[rustfmt::skip]
const UNITS: [(&str, &str, &str, &str); 13] = [
    ("TCKH", "Phòng Tài chính - Kế hoạch", "Phòng TCKH; Phòng TC-KH", "phòng"),
    ("NNPTNT", "Phòng Nông nghiệp và Phát triển nông thôn", "Phòng NN&PTNT; NN-PTNT", "phòng"),
    ("GDDT", "Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT; GD-ĐT", "phòng"),
    ("LDTBXH", "Phòng Lao động - Thương binh và Xã hội", "Phòng LĐ-TB&XH; LĐTBXH", "phòng"),
    ("BHXH", "Bảo hiểm xã hội huyện", "BHXH huyện; BHXH", "cơ quan"),
    ("YTE", "Phòng Y tế", "P. Y tế", "phòng"),
    ("VHTT", "Phòng Văn hóa và Thông tin", "Phòng VHTT; Văn hóa - Thông tin", "phòng"),
    ("TNMT", "Phòng Tài nguyên và Môi trường", "Phòng TN&MT", "phòng"),
    ("KTHT", "Phòng Kinh tế và Hạ tầng", "Phòng KT-HT; KTHT", "phòng"),
    ("NV", "Phòng Nội vụ", "P. Nội vụ", "phòng"),
    ("QS", "Ban Chỉ huy Quân sự huyện", "Ban CHQS huyện", "cơ quan"),
    ("CA", "Công an huyện", "Công an", "cơ quan"),
    ("VP", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện", "Văn phòng HĐND và UBND huyện; Văn phòng HĐND và UBND", "cơ quan"),
];

/// In the order of the groups; the codes keep the order of the article.
/// Code, TT, group, name, other names, unit, owner, co-owners, direction, lowest, highest.
#[rustfmt::skip]
const TARGETS: [[&str; 11]; 17] = [
    ["CT01", "1", "Kinh tế", "Tổng sản lượng lương thực", "Sản lượng lương thực", "tấn", "NNPTNT", "", "tăng tốt", "0", ""],
    ["CT02", "2", "Kinh tế", "Sản phẩm được công nhận sản phẩm OCOP", "Sản phẩm OCOP", "sản phẩm", "NNPTNT", "", "tăng tốt", "0", ""],
    ["CT03", "3", "Kinh tế", "Thu ngân sách nhà nước", "Thu ngân sách", "tỉ đồng", "TCKH", "", "tăng tốt", "0", ""],
    ["CT09", "4", "Kinh tế", "Tốc độ tăng giá trị sản xuất", "", "%", "TCKH", "", "tăng tốt", "", ""],
    ["CT10", "5", "Kinh tế", "Tổng vốn đầu tư toàn xã hội", "", "tỉ đồng", "TCKH", "", "tăng tốt", "", ""],
    ["CT11", "6", "Kinh tế", "Thu nhập bình quân đầu người", "", "triệu đồng/người/năm", "TCKH", "", "tăng tốt", "", ""],
    ["CT04", "7", "Văn hóa - xã hội", "Trường đạt chuẩn quốc gia", "Số trường đạt chuẩn quốc gia", "trường", "GDDT", "", "tăng tốt", "0", ""],
    ["CT06", "8", "Văn hóa - xã hội", "Tỷ lệ người dân tham gia bảo hiểm y tế", "Tỷ lệ bao phủ bảo hiểm y tế", "%", "BHXH", "YTE", "tăng tốt", "0", "100"],
    ["CT07", "9", "Văn hóa - xã hội", "Giảm tỉ lệ hộ nghèo theo tiêu chí mới", "Giảm tỷ lệ hộ nghèo theo tiêu chí mới; Tỉ lệ hộ nghèo", "%", "LDTBXH", "", "", "-100", "100"],
    ["CT08", "10", "Văn hóa - xã hội", "Giải quyết việc làm", "Số lao động được giải quyết việc làm", "lao động", "LDTBXH", "", "tăng tốt", "0", ""],
    ["CT12", "11", "Văn hóa - xã hội", "Tỷ lệ lao động qua đào tạo", "", "%", "LDTBXH", "", "tăng tốt", "", ""],
    ["CT13", "12", "Văn hóa - xã hội", "Tỷ lệ gia đình văn hóa", "", "%", "VHTT", "", "tăng tốt", "", ""],
    ["CT14", "13", "Văn hóa - xã hội", "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng", "", "%", "YTE", "", "giảm tốt", "", ""],
    ["CT05", "14", "Xây dựng nông thôn mới", "Xã nông thôn mới nợ tiêu chí, số tiêu chí đạt bình quân/xã", "Xã nông thôn mới nợ tiêu chí; Tiêu chí nông thôn mới", "xã", "NNPTNT", "", "giảm tốt", "0", ""],
    ["CT15", "15", "Môi trường", "Tỷ lệ hộ dân sử dụng nước sạch", "", "%", "TNMT", "", "tăng tốt", "", ""],
    ["CT16", "16", "Môi trường", "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", "", "%", "TNMT", "", "tăng tốt", "", ""],
    ["CT17", "17", "Quốc phòng - an ninh", "Tỷ lệ hoàn thành chỉ tiêu tuyển quân", "", "%", "QS", "", "tăng tốt", "", ""],
];

/// Mục tiêu nghị quyết (illustrative).
const RESOLUTION: [(&str, &str); 7] = [
    ("CT01", "229.000 tấn"),
    ("CT02", "thêm 01 sản phẩm"),
    ("CT03", "137,5 tỉ đồng"),
    ("CT04", "thêm 01 trường"),
    ("CT06", "95%"),
    ("CT07", "giảm 15% so với đầu năm 2024"),
    ("CT08", "1.900 lao động"),
];

/// The plan folder `thanh-hoa-2024`.
pub fn plan() -> Plan {
    Plan {
        folder: "thanh-hoa-2024",
        year: 2024,
        organ: ORGAN,
        units: UNITS
            .iter()
            .map(|(code, name, aliases, kind)| Unit { code, name: (*name).into(), aliases, kind })
            .collect(),
        targets: TARGETS.iter().map(target).collect(),
        rules: vec![["RB01", "CT06 <= 100", "cảnh báo", "Tỷ lệ tham gia bảo hiểm y tế không vượt quá 100%"]],
        submissions: submissions(),
    }
}

fn target(of: &[&'static str; 11]) -> Target {
    let [code, ordinal, group, name, aliases, unit, owner, co_owners, direction, low, high] = *of;
    let named = code <= "CT08";
    Target {
        code,
        ordinal,
        group,
        name,
        aliases,
        unit,
        owner,
        co_owners,
        direction,
        method: "chủ trì",
        headline: named,
        range: [low, high],
        resolution: RESOLUTION.iter().find(|(known, _)| *known == code).map_or("", |(_, wanted)| wanted),
        note: if named { "" } else { OPEN },
        ..Target::default()
    }
}

/// A row with the plan year only: the article states nothing about earlier years.
fn row(code: &'static str, plan: &str) -> Row {
    let [_, _, _, name, _, unit, ..] =
        *TARGETS.iter().find(|target| target[0] == code).unwrap_or(&TARGETS[0]);
    let open = if plan.is_empty() { OPEN } else { "" };
    let plan = if plan.is_empty() { "chưa có số liệu" } else { plan };
    Row { code, name, unit, values: [String::new(), String::new(), String::new(), plan.into()], note: open }
}

#[rustfmt::skip]
fn submissions() -> Vec<Submission> {
    let sent = |code: &str, file: &'static str, rows: Vec<Row>| Submission {
        file,
        unit: UNITS.iter().find(|unit| unit.0 == code).map_or(String::new(), |unit| unit.1.into()),
        round: 1,
        date: (15, 12, 2023),
        rows,
        tasks: tasks(code),
        opinions: opinions(code),
        ..Submission::default()
    };
    let again = |code: &str, file: &'static str, changes: &'static str, rows: Vec<Row>| Submission {
        round: 2,
        date: (19, 12, 2023),
        changes,
        tasks: tasks_of_second_round(code),
        opinions: Vec::new(),
        ..sent(code, file, rows)
    };
    vec![
        sent("TCKH", "phong-tai-chinh-ke-hoach.xlsx", vec![row("CT03", "137,5 tỉ đồng"), row("CT09", ""), row("CT10", ""), row("CT11", "")]),
        sent("NNPTNT", "Phòng NN&PTNT.xlsx", vec![
            row("CT01", "229.000 tấn"),
            row("CT02", "có thêm 01 sản phẩm"),
            row("CT05", "không còn xã nông thôn mới nợ tiêu chí (bình quân 17,5 tiêu chí/xã)"),
        ]),
        sent("GDDT", "phong-gd-dt.xlsx", vec![row("CT04", "thêm 01 trường (Trung học cơ sở Thủy Tây)")]),
        Submission { layout: Layout::TwoRows, ..sent("LDTBXH", "phong-ld-tb-xh.xlsx", vec![
            row("CT07", "giảm 14% tỉ lệ hộ nghèo theo tiêu chí mới so với đầu năm 2024"),
            row("CT08", "2.000 lao động"),
            row("CT12", ""),
        ]) },
        Submission { layout: Layout::Own, ..sent("BHXH", "bhxh-huyen.xlsx", vec![row("CT06", "94%")]) },
        sent("YTE", "phong-y-te.xlsx", vec![row("CT06", "93,5%"), row("CT14", "")]),
        sent("VHTT", "phong-van-hoa-thong-tin.xlsx", vec![row("CT13", "")]),
        sent("TNMT", "phong-tai-nguyen-moi-truong.xlsx", vec![row("CT15", ""), row("CT16", "")]),
        Submission { date: (21, 12, 2023), ..sent("QS", "ban-chi-huy-quan-su.xlsx", vec![row("CT17", "")]) },
        sent("NV", "phong-noi-vu.xls", Vec::new()),
        sent("VP", "van-phong-hdnd-ubnd.ods", Vec::new()),
        again("NNPTNT", "lan-2/Phòng NN&PTNT.xlsx", "Tổng sản lượng lương thực 229.800 tấn, ghi rõ là lúa khô (lần 1: 229.000 tấn, minh họa)",
            vec![row("CT01", "229.800 tấn (lúa khô)")]),
        again("LDTBXH", "lan-2/phong-ld-tb-xh.xlsx", "Giảm tỉ lệ hộ nghèo 15%, ghi cả số hộ (lần 1: 14%, minh họa)",
            vec![row("CT07", "giảm 15% tỉ lệ hộ nghèo theo tiêu chí mới so với đầu năm 2024 (21 hộ)")]),
        again("KTHT", "lan-2/phong-kinh-te-va-ha-tang.xlsx", "Bổ sung nhiệm vụ của Phòng Kinh tế và Hạ tầng (minh họa)", Vec::new()),
        Submission { task_notes: vec!["Bỏ: trùng với nhiệm vụ tuyên truyền của Văn phòng (minh họa)"],
            ..again("VHTT", "lan-2/phong-van-hoa-thong-tin.xlsx", "Bỏ nhiệm vụ trùng nội dung (minh họa)", Vec::new()) },
    ]
}

/// The duties that the article names, in its words; who leads, the product and the deadline are illustrative.
#[rustfmt::skip]
fn tasks(code: &str) -> Vec<[&'static str; 7]> {
    match code {
        "VP" => vec![
            [LEAD, "Thủ trưởng các ngành, Chủ tịch Ủy ban nhân dân các xã, thị trấn tập trung tăng cường lãnh đạo, chỉ đạo, tuyên truyền mỗi cán bộ công chức, viên chức nâng cao ý thức trách nhiệm thực thi công vụ nhất là người đứng đầu trong công tác lãnh chỉ đạo thực hiện các nhiệm vụ phát triển kinh tế - xã hội ở địa phương, đơn vị", "Văn phòng HĐND và UBND huyện", "Phòng Nội vụ", "Báo cáo kết quả hằng quý", YEAR, ""],
            [SPREAD, "Thực hiện tốt công tác quán triệt, phổ biến sâu rộng kế hoạch và Chương trình hành động phát triển kinh tế - xã hội năm 2024, tạo sự đồng thuận cao trong nội bộ, Nhân dân và tạo sức mạnh tổng hợp để thực hiện thắng lợi mục tiêu, chỉ tiêu, nhiệm vụ năm 2024", "Văn phòng HĐND và UBND huyện", "Phòng Văn hóa và Thông tin", "Kế hoạch tuyên truyền", "Quý I/2024", ""],
        ],
        "TCKH" => vec![
            [DUTY, "Tập trung khắc phục những hạn chế trong thực hiện nhiệm vụ, bám sát kế hoạch theo nhiệm vụ của từng ngành, từng đơn vị gắn với khả năng cân đối, huy động và sử dụng có hiệu quả hơn các nguồn lực", "Phòng Tài chính - Kế hoạch", "", "Báo cáo tiến độ thực hiện chỉ tiêu", YEAR, ""],
            [DUTY, "Phấn đấu thu ngân sách nhà nước đạt chỉ tiêu kế hoạch năm", "Phòng Tài chính - Kế hoạch", "", "Báo cáo thu ngân sách hằng tháng", YEAR, "CT03"],
        ],
        "NNPTNT" => vec![
            [DUTY, "Phấn đấu hoàn thành chỉ tiêu tổng sản lượng lương thực và công nhận thêm sản phẩm OCOP", "Phòng Nông nghiệp và Phát triển nông thôn", "Phòng Kinh tế và Hạ tầng", "Báo cáo kết quả sản xuất từng vụ", YEAR, "CT01"],
            [DUTY, "Không để xã nông thôn mới nợ tiêu chí, nâng số tiêu chí nông thôn mới đạt bình quân/xã", "Phòng Nông nghiệp và Phát triển nông thôn", "", "Kết quả đánh giá tiêu chí nông thôn mới", YEAR, "CT05"],
        ],
        "GDDT" => vec![[DUTY, "Xây dựng thêm trường đạt chuẩn quốc gia là Trung học cơ sở Thủy Tây", "Phòng Giáo dục và Đào tạo", "Phòng Kinh tế và Hạ tầng", "Quyết định công nhận đạt chuẩn", YEAR, "CT04"]],
        "BHXH" => vec![[DUTY, "Nâng tỷ lệ người dân tham gia bảo hiểm y tế", "Bảo hiểm xã hội huyện", "Phòng Y tế", "Báo cáo phát triển người tham gia", YEAR, "CT06"]],
        "LDTBXH" => vec![
            [DUTY, "Giảm tỉ lệ hộ nghèo theo tiêu chí mới so với đầu năm 2024", "Phòng Lao động - Thương binh và Xã hội", "", "Kết quả rà soát hộ nghèo", YEAR, "CT07"],
            [DUTY, "Giải quyết việc làm cho lao động", "Phòng Lao động - Thương binh và Xã hội", "", "Báo cáo giải quyết việc làm", YEAR, "CT08"],
        ],
        "NV" => vec![[LEAD, "Nâng cao ý thức trách nhiệm thực thi công vụ của cán bộ, công chức, viên chức, nhất là người đứng đầu", "Phòng Nội vụ", "Văn phòng HĐND và UBND huyện", "Kế hoạch kiểm tra công vụ", YEAR, ""]],
        "VHTT" => vec![[SPREAD, EXTRA, "Phòng Văn hóa và Thông tin", "", "Hội nghị tuyên truyền", "Quý I/2024", ""]],
        "QS" => vec![[DUTY, "Hoàn thành chỉ tiêu tuyển quân (minh họa)", "Ban Chỉ huy Quân sự huyện", "", "Kết quả giao quân", "Quý I/2024", "CT17"]],
        _ => Vec::new(),
    }
}

/// A task that is new and one that is taken back (illustrative).
#[rustfmt::skip]
fn tasks_of_second_round(code: &str) -> Vec<[&'static str; 7]> {
    match code {
        "KTHT" => vec![[DUTY, "Hỗ trợ hạ tầng phục vụ Trung học cơ sở Thủy Tây đạt chuẩn quốc gia (minh họa)", "Phòng Kinh tế và Hạ tầng", "Phòng Giáo dục và Đào tạo", "Danh mục công trình hỗ trợ", "Quý II/2024", "CT04"]],
        "VHTT" => vec![[SPREAD, EXTRA, "Phòng Văn hóa và Thông tin", "", "Hội nghị tuyên truyền", "Quý I/2024", ""]],
        _ => Vec::new(),
    }
}

/// Illustrative opinions on the draft.
#[rustfmt::skip]
fn opinions(code: &str) -> Vec<[&'static str; 4]> {
    match code {
        "NNPTNT" => vec![["Chỉ tiêu Tổng sản lượng lương thực", "Đề nghị ghi rõ là lúa khô để thống nhất cách tính", "229.800 tấn (lúa khô)", "Tránh nhầm với lúa tươi (minh họa)"]],
        "GDDT" => vec![["Chỉ tiêu Trường đạt chuẩn quốc gia", "Đề nghị nêu tên trường trong chỉ tiêu", "Trung học cơ sở Thủy Tây", "Xác định rõ trách nhiệm (minh họa)"]],
        "LDTBXH" => vec![["Chỉ tiêu Giảm tỉ lệ hộ nghèo theo tiêu chí mới", "Đề nghị ghi cả số hộ bên cạnh tỉ lệ", "giảm 15% (21 hộ)", "Dễ theo dõi, đánh giá (minh họa)"]],
        "NV" => vec![["Phần tổ chức thực hiện", "Thống nhất với dự thảo Chương trình hành động", "", "Không có ý kiến khác (minh họa)"]],
        _ => Vec::new(),
    }
}

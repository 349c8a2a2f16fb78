//! Thị xã Quảng Yên, 2024: the catalogue and who sends which figures.

use crate::book::{Layout, Plan, Row, Submission, Target, Unit};
use crate::quang_yen_tasks as words;

/// The note of every figure that the article does not state.
const ILLUSTRATIVE: &str = "Năm trước: minh họa";
const ILLUSTRATIVE_ROW: &str = "Minh họa";

/// Code, name, other names, kind.
const BODIES: [(&str, &str, &str, &str); 18] = [
    ("TCKH", "Phòng Tài chính - Kế hoạch", "Phòng TCKH; Phòng TC-KH; Phòng Tài chính- Kế hoạch", "phòng"),
    ("TK", "Chi cục Thống kê", "Chi cục Thống kê thị xã; Thống kê", "cơ quan"),
    ("THUE", "Chi cục Thuế", "Chi cục Thuế thị xã; Thuế", "cơ quan"),
    ("KT", "Phòng Kinh tế", "Phòng KT; Phong Kinh te", "phòng"),
    ("LDTBXH", "Phòng Lao động - Thương binh và Xã hội", "Phòng LĐ-TB&XH; LĐTBXH; LĐ-TB&XH", "phòng"),
    (
        "VHTT",
        "Phòng Văn hóa và Thông tin",
        "Phòng Văn hóa- Thông tin; Phòng Văn hóa - Thông tin; Phòng VHTT",
        "phòng",
    ),
    ("YTE", "Phòng Y tế", "Y tế; P. Y tế", "phòng"),
    ("BHXH", "Bảo hiểm xã hội thị xã", "BHXH thị xã; Bảo hiểm xã hội", "cơ quan"),
    ("GDDT", "Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT; GD-ĐT; Phòng GDĐT", "phòng"),
    ("TNMT", "Phòng Tài nguyên và Môi trường", "Phòng TN&MT; TNMT", "phòng"),
    ("QLDT", "Phòng Quản lý đô thị", "Phòng QLĐT; Quản lý đô thị", "phòng"),
    ("NV", "Phòng Nội vụ", "Nội vụ; P. Nội vụ", "phòng"),
    ("TP", "Phòng Tư pháp", "Tư pháp", "phòng"),
    ("TTR", "Thanh tra thị xã", "Thanh tra", "cơ quan"),
    ("CA", "Công an thị xã", "Công an", "cơ quan"),
    ("QS", "Ban Chỉ huy Quân sự thị xã", "Ban CHQS; BCH Quân sự", "cơ quan"),
    (
        "VP",
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thị xã",
        "Văn phòng HĐND và UBND; Văn phòng HĐND-UBND",
        "cơ quan",
    ),
    ("QLDA", "Ban Quản lý dự án đầu tư xây dựng thị xã", "Ban QLDA; Ban Quản lý dự án", "cơ quan"),
];

/// Code, name, kind, households, sown area (ha), paddy (ha), clean water (%), file; an empty file: nothing sent.
type Commune = (&'static str, &'static str, &'static str, u32, u32, u32, &'static str, &'static str);

#[rustfmt::skip]
const COMMUNES: [Commune; 19] = [
    ("TIENAN", "Tiền An", "xã", 2450, 780, 520, "98.1", "UBND xã Tiền An.xlsx"),
    ("HIEPHOA", "Hiệp Hòa", "xã", 2520, 810, 560, "97.8", "UBND xã Hiệp Hòa.xlsx"),
    ("SONGKHOAI", "Sông Khoai", "xã", 3050, 1120, 820, "96.5", "xa-song-khoai.xlsx"),
    ("CAMLA", "Cẩm La", "xã", 1180, 420, 330, "96.9", "xa-cam-la.xlsx"),
    ("HOANGTAN", "Hoàng Tân", "xã", 1150, 210, 60, "95.2", "xa-hoang-tan.xlsx"),
    ("LIENHOA", "Liên Hòa", "xã", 2650, 990, 720, "96.4", "xa-lien-hoa.xlsx"),
    ("LIENVI", "Liên Vị", "xã", 2560, 1010, 760, "95.8", "UBND xã Liên Vị.xlsx"),
    ("TIENPHONG", "Tiền Phong", "xã", 640, 230, 150, "94.7", "xa-tien-phong.xlsx"),
    ("QUANGYEN", "Quảng Yên", "phường", 2480, 120, 60, "99.6", "phuong-quang-yen.xlsx"),
    ("CONGHOA", "Cộng Hòa", "phường", 3080, 560, 380, "99", "phuong-cong-hoa.xlsx"),
    ("DONGMAI", "Đông Mai", "phường", 3350, 610, 400, "98.4", "UBND phường Đông Mai.xlsx"),
    ("MINHTHANH", "Minh Thành", "phường", 3620, 480, 250, "98.6", "phuong-minh-thanh.xlsx"),
    ("HAAN", "Hà An", "phường", 2600, 590, 400, "97.5", "phuong-ha-an.xlsx"),
    ("NAMHOA", "Nam Hòa", "phường", 1650, 330, 240, "97.9", "phuong-nam-hoa.xlsx"),
    ("PHONGCOC", "Phong Cốc", "phường", 1620, 310, 230, "98.2", "phuong-phong-coc.xlsx"),
    ("PHONGHAI", "Phong Hải", "phường", 2480, 350, 260, "97.6", ""),
    ("TANAN", "Tân An", "phường", 1480, 360, 240, "97.2", "phuong-tan-an.xlsx"),
    ("YENGIANG", "Yên Giang", "phường", 1350, 130, 70, "99.3", "phuong-yen-giang.xlsx"),
    ("YENHAI", "Yên Hải", "phường", 1620, 420, 310, "97", "phuong-yen-hai.xlsx"),
];

/// The plan folder `quang-yen-2024`.
pub fn plan() -> Plan {
    let mut submissions = bodies();
    submissions.extend(COMMUNES.iter().filter(|commune| !commune.7.is_empty()).map(commune));
    submissions.extend(third_round());
    Plan {
        folder: "quang-yen-2024",
        year: 2024,
        organ: "ỦY BAN NHÂN DÂN THỊ XÃ QUẢNG YÊN",
        units: units(),
        targets: targets(),
        rules: vec![
            ["RB01", "CT08 <= CT12", "cảnh báo", "Số hộ cận nghèo không được lớn hơn tổng số hộ dân"],
            [
                "RB02",
                "CT11 <= CT10",
                "cảnh báo",
                "Diện tích lúa không được lớn hơn tổng diện tích gieo trồng",
            ],
            [
                "RB03",
                "CT02 <= CT03",
                "ghi chú",
                "Thu ngân sách nhà nước thường nhỏ hơn tổng vốn đầu tư phát triển trên địa bàn",
            ],
            ["RB04", "CT13 <= 100", "cảnh báo", "Tỷ lệ hộ cận nghèo không vượt quá 100%"],
        ],
        submissions,
    }
}

fn units() -> Vec<Unit> {
    let bodies =
        BODIES.iter().map(|(code, name, aliases, kind)| Unit { code, name: (*name).into(), aliases, kind });
    let communes = COMMUNES.iter().map(|(code, name, kind, ..)| Unit {
        code,
        name: format!("Ủy ban nhân dân {kind} {name}"),
        aliases: commune_alias(kind, name),
        kind,
    });
    bodies.chain(communes).collect()
}

/// "UBND xã Tiền An; xã Tiền An". Leaked on purpose: a generator lives for a second.
fn commune_alias(kind: &str, name: &str) -> &'static str {
    Box::leak(format!("UBND {kind} {name}; {kind} {name}").into_boxed_str())
}

#[rustfmt::skip]
fn targets() -> Vec<Target> {
    let owner = |target: Target| {
        let own = target.note.is_empty();
        Target { method: "chủ trì", note: if own { ILLUSTRATIVE } else { target.note }, headline: own, ..target }
    };
    let sum = |target: Target| Target { owner: "KT", method: "tổng", note: ILLUSTRATIVE_ROW, decimals: "0", ..target };
    let economy = "Kinh tế";
    let society = "Văn hóa - xã hội";
    let country = "Nông nghiệp, nông thôn";
    let base = "Chỉ tiêu tổng hợp từ xã, phường";
    vec![
        owner(Target { code: "CT01", resolution: "trên 20%", ordinal: "1", group: economy, name: "Tốc độ tăng trưởng kinh tế", aliases: "Tốc độ tăng giá trị sản xuất; Tăng trưởng kinh tế", unit: "%", owner: "TCKH", co_owners: "TK", direction: "tăng tốt", range: ["-50", "100"], ..Target::default() }),
        owner(Target { code: "CT02", resolution: "950 tỷ đồng", ordinal: "2", group: economy, name: "Thu ngân sách nhà nước", aliases: "Thu ngân sách; Thu NSNN trên địa bàn", unit: "tỷ đồng", owner: "TCKH", co_owners: "THUE", direction: "tăng tốt", range: ["0", ""], ..Target::default() }),
        owner(Target { code: "CT03", resolution: "24.000 tỷ đồng", ordinal: "3", group: economy, name: "Tổng vốn đầu tư phát triển", aliases: "Vốn đầu tư phát triển toàn xã hội", unit: "tỷ đồng", owner: "TCKH", co_owners: "QLDA", direction: "tăng tốt", range: ["0", ""], ..Target::default() }),
        owner(Target { code: "CT04", resolution: "1.200 người", ordinal: "4", group: society, name: "Số lao động được tạo việc làm mới", aliases: "Lao động được tạo việc làm mới; Giải quyết việc làm mới", unit: "người", owner: "LDTBXH", direction: "tăng tốt", range: ["0", "100000"], decimals: "0", ..Target::default() }),
        owner(Target { code: "CT05", resolution: "95%", ordinal: "5", group: society, name: "Tỷ lệ gia đình văn hóa", aliases: "Gia đình văn hóa; Tỷ lệ hộ đạt gia đình văn hóa", unit: "%", owner: "VHTT", direction: "tăng tốt", range: ["0", "100"], ..Target::default() }),
        owner(Target { code: "CT06", resolution: "80%", ordinal: "6", group: society, name: "Tỷ lệ thôn, khu văn hóa", aliases: "Thôn, khu văn hóa; Thôn, khu phố văn hóa", unit: "%", owner: "VHTT", direction: "tăng tốt", range: ["0", "100"], ..Target::default() }),
        owner(Target { code: "CT07", resolution: "98%", ordinal: "7", group: society, name: "Tỷ lệ người dân tham gia bảo hiểm y tế", aliases: "Người dân tham gia bảo hiểm y tế; Tỷ lệ bao phủ BHYT", unit: "%", owner: "BHXH", co_owners: "YTE", direction: "tăng tốt", range: ["0", "100"], ..Target::default() }),
        owner(Target { code: "CT08", resolution: "160 hộ", ordinal: "8", group: society, name: "Số hộ cận nghèo", aliases: "Hộ cận nghèo; Số hộ cận nghèo cuối năm", unit: "hộ", owner: "LDTBXH", direction: "giảm tốt", range: ["0", ""], decimals: "0", ..Target::default() }),
        owner(Target { code: "CT09", resolution: "có thêm 1 xã", ordinal: "9", group: country, name: "Xã đạt chuẩn nông thôn mới nâng cao", aliases: "Số xã đạt chuẩn nông thôn mới nâng cao; Xã NTM nâng cao", unit: "xã", owner: "KT", direction: "tăng tốt", range: ["0", "8"], ..Target::default() }),
        sum(Target { code: "CT10", ordinal: "10", group: base, name: "Diện tích gieo trồng cây hằng năm", aliases: "Diện tích gieo trồng", unit: "ha", direction: "tăng tốt", range: ["0", ""], ..Target::default() }),
        sum(Target { code: "CT11", ordinal: "10.1", group: base, name: "Trong đó: Diện tích lúa", aliases: "Diện tích lúa; Diện tích gieo cấy lúa", unit: "ha", parent: "CT10", range: ["0", ""], ..Target::default() }),
        sum(Target { code: "CT12", ordinal: "11", group: base, name: "Tổng số hộ dân", aliases: "Số hộ dân", unit: "hộ", range: ["0", ""], ..Target::default() }),
        Target { code: "CT13", ordinal: "12", group: base, name: "Tỷ lệ hộ cận nghèo", unit: "%", owner: "LDTBXH", method: "công thức", formula: "CT08 / CT12 * 100", direction: "giảm tốt", range: ["0", "100"], decimals: "2", note: ILLUSTRATIVE_ROW, ..Target::default() },
        Target { code: "CT14", resolution: "98%", ordinal: "13", group: base, name: "Tỷ lệ hộ dân sử dụng nước sạch", aliases: "Hộ dùng nước sạch", unit: "%", owner: "KT", method: "bình quân gia quyền theo CT12", direction: "tăng tốt", range: ["0", "100"], decimals: "1", note: ILLUSTRATIVE_ROW, ..Target::default() },
        owner(Target { code: "CT15", ordinal: "14", group: "Cải cách hành chính", name: "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn", aliases: "Hồ sơ giải quyết đúng hạn", unit: "%", owner: "VP", co_owners: "NV", direction: "tăng tốt", range: ["0", "100"], decimals: "1", resolution: "98%", note: ILLUSTRATIVE_ROW, headline: false, ..Target::default() }),
    ]
}

fn row(
    code: &'static str,
    name: &'static str,
    unit: &'static str,
    values: [&str; 4],
    note: &'static str,
) -> Row {
    Row { code, name, unit, values: values.map(String::from), note }
}

/// What the rooms and bodies send. The Ban Chỉ huy Quân sự sends nothing, the Thanh tra is late.
#[rustfmt::skip]
fn bodies() -> Vec<Submission> {
    let sent = |code: &str, file: &'static str, day: u8| Submission {
        file,
        unit: BODIES.iter().find(|body| body.0 == code).map_or(String::new(), |body| body.1.into()),
        round: 1,
        date: (day, 9, 2023),
        tasks: words::tasks(code),
        opinions: words::opinions(code),
        ..Submission::default()
    };
    let note = ILLUSTRATIVE;
    let near_poor = |plan: &str| row("CT08", "Số hộ cận nghèo", "hộ", ["320", "230", "210", plan], note);
    let jobs = || row("CT04", "Số lao động được tạo việc làm mới", "người", ["1150", "1200", "1210", "1.200 người"], note);
    vec![
        Submission { rows: vec![
            row("CT01", "Tốc độ tăng trưởng kinh tế", "%", ["21.4", "21.5", "21.6", "tăng trên 22%"], "Ước năm 2023: số của Phòng (minh họa), khác số của Chi cục Thống kê"),
            row("CT02", "Thu ngân sách nhà nước", "tỷ đồng", ["962.4", "950", "985.6", "khoảng 1.000 tỷ đồng"], note),
            row("CT03", "Tổng vốn đầu tư phát triển", "tỷ đồng", ["20850", "22000", "22400", "khoảng 24.000 tỷ đồng"], note),
        ], ..sent("TCKH", "phong-tai-chinh-ke-hoach.xlsx", 20) },
        Submission { rows: vec![
            row("CT01", "Tốc độ tăng trưởng kinh tế", "%", ["21.4", "21.5", "21.8", "tăng trên 22%"], note),
        ], ..sent("TK", "chi-cuc-thong-ke.xlsx", 21) },
        Submission { rows: vec![
            row("CT02", "Thu ngân sách nhà nước", "triệu đồng", ["962400", "950000", "985600", "khoảng 1.000.000 triệu đồng"], note),
        ], ..sent("THUE", "Chi cục Thuế - thu ngân sách (triệu đồng).xlsx", 21) },
        Submission { layout: Layout::NoCover, rows: vec![
            row("CT09", "Xã đạt chuẩn nông thôn mới nâng cao", "xã", ["có thêm 1 xã", "có thêm 1 xã", "có thêm 1 xã", "có thêm 1 xã"], note),
        ], ..sent("KT", "Phòng Kinh tế.xlsx", 20) },
        Submission { layout: Layout::TwoRows, rows: vec![jobs(), near_poor("chỉ còn 160 hộ")], tasks: Vec::new(), opinions: Vec::new(),
            ..sent("LDTBXH", "lan-1/Phòng LĐ-TB&XH.xlsx", 19) },
        Submission { layout: Layout::TwoRows, round: 2, changes: "Số hộ cận nghèo năm 2024 chỉ còn 150 hộ (lần 1: 160 hộ) theo ý kiến tại cuộc họp ngày 15/9/2023",
            rows: vec![jobs(), near_poor("chỉ còn 150 hộ")], ..sent("LDTBXH", "lan-2/Phòng LĐ-TB&XH.xlsx", 22) },
        Submission { layout: Layout::Own, rows: vec![
            row("", "Gia đình văn hóa", "%", ["94.1", "94.5", "94.7", "đạt 94,8%"], "Năm 2024: số lần 1 (minh họa)"),
            row("", "Thôn, khu văn hóa", "%", ["78.2", "79", "79.5", "đạt trên 80%"], note),
        ], ..sent("VHTT", "van-hoa-thong-tin.xlsx", 21) },
        Submission { rows: vec![
            row("CT07", "Tỷ lệ người dân tham gia bảo hiểm y tế", "%", ["95.2", "95.5", "96.1", "96,5%"], "Số đề xuất của Phòng Y tế (minh họa), khác số của Bảo hiểm xã hội"),
        ], ..sent("YTE", "phong-y-te.xlsx", 22) },
        Submission { rows: vec![
            row("CT07", "Tỷ lệ người dân tham gia bảo hiểm y tế", "%", ["95.2", "95.5", "96.1", "97%"], note),
        ], ..sent("BHXH", "bhxh-thi-xa.xlsx", 20) },
        sent("GDDT", "phong-gd-dt.xlsx", 22),
        sent("TNMT", "phong-tai-nguyen-moi-truong.ods", 21),
        sent("QLDT", "phong-quan-ly-do-thi.xlsx", 21),
        sent("NV", "phong-noi-vu.xls", 22),
        sent("TP", "phong-tu-phap.xlsx", 22),
        sent("TTR", "thanh-tra-thi-xa.xlsx", 27),
        sent("CA", "cong-an-thi-xa.xlsx", 21),
        sent("VP", "van-phong-hdnd-ubnd.xlsx", 22),
        sent("QLDA", "ban-quan-ly-du-an.xlsx", 21),
    ]
}

/// What came after the second round: the article's figures stay or are reached, the rest is illustrative.
#[rustfmt::skip]
fn third_round() -> Vec<Submission> {
    let sent = |code: &str, file: &'static str, changes: &'static str| {
        let body = BODIES.iter().find(|body| body.0 == code).map(|body| body.1.to_string());
        let commune = COMMUNES.iter().find(|commune| commune.0 == code);
        let commune = commune.map(|commune| format!("Ủy ban nhân dân {} {}", commune.2, commune.1));
        Submission {
            file,
            unit: body.or(commune).unwrap_or_default(),
            round: 3,
            date: (24, 9, 2023),
            changes,
            tasks: words::tasks_of_third_round(code),
            opinions: words::opinions_of_third_round(code),
            ..Submission::default()
        }
    };
    let note = ILLUSTRATIVE;
    let area = |code, name, values: [&str; 4]| row(code, name, "ha", values, ILLUSTRATIVE_ROW);
    vec![
        Submission { rows: vec![
            area("CT11", "Trong đó: Diện tích lúa", ["525", "522", "523", "535"]),
        ], ..sent("TIENAN", "lan-3/UBND xã Tiền An.xlsx", "Diện tích lúa năm 2024 là 535 ha (lần trước: 520 ha) sau khi rà soát lại (minh họa)") },
        Submission { rows: vec![
            area("CT10", "Diện tích gieo trồng cây hằng năm", ["818", "814", "815", "790"]),
        ], ..sent("HIEPHOA", "lan-3/UBND xã Hiệp Hòa.xlsx", "Diện tích gieo trồng năm 2024 giảm 20 ha do thu hồi đất thực hiện dự án (minh họa)") },
        Submission { layout: Layout::TwoRows, rows: vec![
            row("CT04", "Số lao động được tạo việc làm mới", "người", ["1150", "1200", "1195", "1.200 người"], note),
        ], ..sent("LDTBXH", "lan-3/Phòng LĐ-TB&XH.xlsx", "Ước thực hiện năm 2023 về lao động được tạo việc làm mới là 1.195 người (lần trước: 1.210 người) theo số liệu đến ngày 20/9/2023 (minh họa)") },
        Submission { layout: Layout::Own, rows: vec![
            row("", "Gia đình văn hóa", "%", ["94.1", "94.5", "94.7", "đạt 95%"], note),
        ], ..sent("VHTT", "lan-3/van-hoa-thong-tin.xlsx", "Nâng tỷ lệ gia đình văn hóa năm 2024 từ 94,8% lên 95%; lập danh mục nhà văn hóa theo thứ tự ưu tiên (minh họa)") },
        Submission { rows: vec![
            row("CT15", "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn", "%", ["97.2", "97.5", "97.8", "98,5%"], ILLUSTRATIVE_ROW),
        ], ..sent("VP", "lan-3/van-phong-hdnd-ubnd.xlsx", "Bổ sung chỉ tiêu hồ sơ đúng hạn và nhiệm vụ báo cáo hằng tháng theo kết luận cuộc họp ngày 15/9/2023 (minh họa)") },
        sent("QLDA", "lan-3/ban-quan-ly-du-an.xlsx", "Xác định mốc hoàn thành trường THPT chất lượng cao Bạch Đằng theo ý kiến của Phòng Giáo dục và Đào tạo (minh họa)"),
        Submission { task_notes: vec!["Rút: đã có trong kế hoạch lập quy hoạch (minh họa)"],
            ..sent("QLDT", "lan-3/phong-quan-ly-do-thi.xlsx", "Nêu rõ hơn ý kiến về kinh phí lập quy hoạch; rút nhiệm vụ đã có trong kế hoạch lập quy hoạch (minh họa)") },
    ]
}

/// What a commune sends: the figures that are summed, and now and then a task.
fn commune(of: &Commune) -> Submission {
    let (code, name, kind, households, sown, paddy, water, file) = *of;
    let count = |value: u32| value.to_string();
    let grow = |value: u32| [value - value / 90, value - value / 180, value - value / 150, value].map(count);
    let shrink =
        |value: u32| [value + value / 100, value + value / 200, value + value / 150, value].map(count);
    let water_before = |back: f64| format!("{:.1}", water.parse::<f64>().unwrap_or_default() - back);
    let line = |code, name, unit, values| Row { code, name, unit, values, note: ILLUSTRATIVE_ROW };
    let clean = [water_before(0.9), water_before(0.4), water_before(0.3), water.to_string()];
    Submission {
        file,
        unit: format!("Ủy ban nhân dân {kind} {name}"),
        round: 1,
        date: (18 + (households % 7) as u8, 9, 2023),
        rows: vec![
            line("CT10", "Diện tích gieo trồng cây hằng năm", "ha", shrink(sown)),
            line("CT11", "Trong đó: Diện tích lúa", "ha", shrink(paddy)),
            line("CT12", "Tổng số hộ dân", "hộ", grow(households)),
            line("CT14", "Tỷ lệ hộ dân sử dụng nước sạch", "%", clean),
        ],
        tasks: words::tasks(code),
        opinions: words::opinions(code),
        ..Submission::default()
    }
}

//! A small plan made by hand, with the figures of both articles, a gap, a conflict, and hostile words.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Templates;
use crate::domain::settings::ComparisonSpec;
use crate::domain::{
    At, Candidate, Catalogue, Column, ColumnRole, Comparison, ComparisonKind, Department, DepartmentKind,
    Direction, DocumentSpec, DraftMark, Figure, Indicator, Kind, Office, Opinion, Origin, Plan, Quantity,
    Rank, Rule, Settings, Signature, Status, SubmissionRecord, SubmissionStatus, Task, Whence, Words,
};
use crate::workbook::Address;

/// Words that try to be markup, template, formula and control characters at once.
pub(crate) const HOSTILE: &str = "</p><b>x</b> & \"y\" 'z' {{so \"CT01\"}} {{{x}}} ]]> <!-- \u{1}\u{8}=1+1";

/// Every figure that the two articles state: code, name, unit, and the words in which it is printed.
pub(crate) const FIGURES: &[(&str, &str, &str, &str, &str)] = &[
    ("CT01", "Kinh tế", "Tốc độ tăng trưởng kinh tế", "%", "tăng trên 22"),
    ("CT02", "Kinh tế", "Thu ngân sách nhà nước", "tỷ đồng", "khoảng 1.000"),
    ("CT03", "Kinh tế", "Tổng vốn đầu tư phát triển", "tỷ đồng", "khoảng 24.000"),
    ("CT04", "Xã hội", "Số lao động được tạo việc làm mới", "người", "1.200"),
    ("CT05", "Xã hội", "Tỷ lệ gia đình văn hóa", "%", "95"),
    ("CT06", "Xã hội", "Tỷ lệ thôn, khu văn hóa", "%", "trên 80"),
    ("CT07", "Xã hội", "Tỷ lệ người dân tham gia bảo hiểm y tế", "%", "97"),
    ("CT08", "Xã hội", "Số hộ cận nghèo", "hộ", "chỉ còn 150"),
    ("CT09", "Xã hội", "Xã đạt chuẩn nông thôn mới nâng cao", "xã", "thêm 1"),
];

fn origin(file: &str, row: u32) -> Origin {
    origin_of(file, "TCKH", row)
}

fn origin_of(file: &str, department: &str, row: u32) -> Origin {
    Origin::new(
        Arc::new(Whence {
            file: file.into(),
            sheet: "ChiTieu".into(),
            department: department.into(),
            sha256: "00".into(),
        }),
        Address { row, col: 4 },
    )
}

pub(crate) fn quantity(text: &str) -> Quantity {
    Words {
        text: text.to_string(),
        original: text.to_string(),
        qualifier: None,
        low: Some(Decimal::ONE),
        high: Some(Decimal::ONE),
        unit: None,
        kind: Kind::Level,
        base: None,
        note: None,
        decimals: 0,
    }
    .into()
}

fn figure(text: Option<&str>) -> Figure {
    Figure {
        status: if text.is_some() { Status::Present } else { Status::Missing },
        quantity: text.map(quantity),
        rule: if text.is_some() { Rule::Owner } else { Rule::Missing },
        conflict: false,
        decision: None,
        candidates: Vec::new(),
        sources: Default::default(),
        coverage: None,
        shortfall: None,
        caveat: None,
        depends_on: Vec::new(),
    }
}

fn columns() -> Vec<Column> {
    let column = |key: &str, role, year, title: &str, short: &str| Column {
        key: key.into(),
        role,
        year,
        title: format!("{title} năm {year}"),
        short: format!("{short} năm {year}"),
    };
    vec![
        column("th_n2", ColumnRole::Actual, 2022, "Thực hiện", "TH"),
        column("kh_n1", ColumnRole::Plan, 2023, "Kế hoạch", "KH"),
        column("uth_n1", ColumnRole::Estimate, 2023, "Ước thực hiện", "ƯTH"),
        column("kh_n", ColumnRole::Plan, 2024, "Kế hoạch", "KH"),
    ]
}

fn comparison(text: &str, kind: ComparisonKind, value: Option<i64>) -> Comparison {
    Comparison {
        key: "kh_n__uth_n1".into(),
        kind,
        value: value.map(Decimal::from),
        text: text.into(),
        reason: value.is_none().then(|| "thiếu số gốc".to_string()),
    }
}

fn indicator(index: usize, (code, group, name, unit, plan): (&str, &str, &str, &str, &str)) -> Indicator {
    Indicator {
        code: code.into(),
        ordinal: (index + 1).to_string(),
        group: group.into(),
        name: name.into(),
        unit: unit.into(),
        owner: "TCKH".into(),
        owner_name: "Phòng Tài chính - Kế hoạch".into(),
        co_owner_names: vec!["Chi cục Thống kê".into(), "Chi cục Thuế".into()],
        method: "chu-tri".into(),
        method_text: "Số của đơn vị chủ trì".into(),
        formula: None,
        direction: Direction::HigherIsBetter,
        parent: None,
        headline: index < 3,
        resolution: None,
        decimals: None,
        note: String::new(),
        figures: vec![
            figure(None),
            figure(Some("90")),
            figure(Some("91,5")),
            figure(Some(plan).filter(|text| !text.is_empty())),
        ],
        comparisons: vec![comparison("108,44", ComparisonKind::Ratio, Some(108))],
    }
}

/// The indicators of the articles, one gap, one conflict, one provisional total, one comparison that cannot be.
fn indicators() -> Vec<Indicator> {
    let mut list: Vec<Indicator> =
        FIGURES.iter().enumerate().map(|(index, row)| indicator(index, *row)).collect();
    list.push(indicator(9, ("CT10", "Môi trường", "Tỷ lệ thu gom chất thải rắn", "%", "")));
    list[9].comparisons = vec![comparison("không so sánh được", ComparisonKind::Ratio, None)];
    list[4].comparisons = vec![comparison("+0,34", ComparisonKind::Points, Some(0))];
    let candidate = |department: &str, text: &str, row| {
        let figure = At { value: quantity(text), origin: origin_of("nop/tckh.xlsx", department, row) };
        Candidate::new(figure, Rank { is_owner: department == "TCKH", ..Rank::default() }.shared())
    };
    let planned = &mut list[1].figures[3];
    planned.conflict = true;
    planned.rule = Rule::OwnerOverOthers;
    planned.candidates = vec![candidate("TCKH", "khoảng 1.000", 6), candidate("YTE", "1.050", 7)];
    list[3].figures[3].status = Status::Provisional;
    list[3].figures[3].coverage = Some((12, 14));
    list
}

fn task(index: usize, field: &str, content: &str) -> Task {
    Task {
        code: format!("NV{:02}", index + 1),
        field: field.into(),
        content: content.into(),
        owner: "Phòng Quản lý đô thị".into(),
        co_owners: ["UBND xã Tiền An".into()].into(),
        product: "Quyết định phê duyệt".into(),
        deadline: "Quý III/2024".into(),
        indicator: None,
        note: "".into(),
        sources: vec![origin("nop/qldt.xlsx", 3)],
    }
}

fn opinion(index: usize, content: &str) -> Opinion {
    Opinion {
        code: format!("YK{:02}", index + 1),
        department: "YTE".into(),
        department_name: "Phòng Y tế".into(),
        subject: "Chỉ tiêu bảo hiểm y tế".into(),
        content: content.into(),
        proposal: "Nâng lên 98%".into(),
        reason: "Nghị quyết Đại hội".into(),
        source: origin("nop/yte.xlsx", 5),
        round: 1,
        agrees: false,
        echoes: Vec::new(),
        reply: None,
    }
}

fn submission(department: &str, name: &str, status: SubmissionStatus) -> SubmissionRecord {
    let sent = status != SubmissionStatus::Missing;
    SubmissionRecord {
        department: department.into(),
        department_name: name.into(),
        territory: false,
        file: sent.then(|| Arc::from("nop/tckh.xlsx")),
        sha256: sent.then(|| Arc::from("00")),
        round: sent.then_some(1),
        date: NaiveDate::from_ymd_opt(2023, 9, 28).filter(|_| sent),
        deadline: NaiveDate::from_ymd_opt(2023, 9, 25),
        late: sent,
        status,
        figures: 9,
        tasks: 2,
        opinions: 0,
        replaced: 0,
        changes: String::new(),
    }
}

fn office() -> Office {
    Office {
        superior: Vec::new(),
        organ: vec!["ỦY BAN NHÂN DÂN".into(), "THỊ XÃ QUẢNG YÊN".into()],
        organ_name: "Ủy ban nhân dân thị xã Quảng Yên".into(),
        symbol: "UBND".into(),
        place: "Quảng Yên".into(),
        territory: "thị xã Quảng Yên".into(),
        territory_kind: "thị xã".into(),
        drafter: "Phòng Tài chính - Kế hoạch".into(),
        drafter_symbol: "TCKH".into(),
        reviewer: "Ban Thường vụ Thị ủy".into(),
        words: BTreeMap::from([("ky-hop".to_string(), "kỳ họp thứ 15".to_string())]),
    }
}

fn department(code: &str, name: &str) -> Department {
    Department {
        code: code.into(),
        name: name.into(),
        aliases: Vec::new(),
        kind: DepartmentKind::Body,
        kind_text: "phòng".into(),
        deadline: None,
    }
}

/// The document `name` from the template of the same name.
pub(crate) fn document(name: &str) -> DocumentSpec {
    DocumentSpec {
        name: name.into(),
        template: name.into(),
        kind: "KẾ HOẠCH".into(),
        kind_symbol: "KH".into(),
        subject: "Phát triển kinh tế - xã hội năm 2024".into(),
        addressees: Vec::new(),
        grounds: vec!["Luật Tổ chức chính quyền địa phương".into(), "Luật Ngân sách nhà nước".into()],
        recipients: vec!["Ban Thường vụ Thị ủy (báo cáo)".into()],
        archive: "VT, TCKH".into(),
        signature: Signature {
            lines: vec!["TM. ỦY BAN NHÂN DÂN".into(), "CHỦ TỊCH".into()],
            titles: Vec::new(),
            name: "Nguyễn Văn A".into(),
        },
        stylesheet: "nghi-dinh-30".into(),
        ..DocumentSpec::default()
    }
}

/// The whole plan.
pub(crate) fn plan() -> Plan {
    let catalogue = Catalogue {
        departments: vec![department("TCKH", "Phòng Tài chính - Kế hoạch"), department("YTE", "Phòng Y tế")],
        ..Catalogue::default()
    };
    let settings = Settings {
        plan: "quang-yen-2024".into(),
        title: "Kế hoạch phát triển kinh tế - xã hội năm 2024".into(),
        year: 2024,
        office: office(),
        draft: DraftMark { text: "DỰ THẢO".into(), under_number: false, ..DraftMark::default() },
        columns: columns(),
        comparisons: vec![ComparisonSpec {
            key: "kh_n__uth_n1".into(),
            of: 3,
            to: 2,
            kind: ComparisonKind::Ratio,
            title: "KH 2024/ƯTH 2023 (%)".into(),
        }],
        documents: Vec::new(),
        catalogue,
        deadline: NaiveDate::from_ymd_opt(2023, 9, 25),
        schedule: None,
        fonts: Vec::new(),
        limits: Default::default(),
        remark: "Số liệu minh họa".into(),
        severities: Default::default(),
    };
    Plan {
        settings: Arc::new(settings),
        as_of: NaiveDate::from_ymd_opt(2023, 10, 5).expect("a date"),
        indicators: indicators(),
        tasks: vec![
            task(0, "Quốc phòng - an ninh", "Lập Quy hoạch chi tiết trụ sở Công an mới;"),
            task(1, "Văn hóa - xã hội", HOSTILE),
            task(2, "Quốc phòng - an ninh", "Xây dựng trụ sở Công an các xã, phường."),
        ],
        opinions: vec![opinion(0, "Đề nghị nâng chỉ tiêu"), opinion(1, HOSTILE)],
        submissions: vec![
            submission("TCKH", "Phòng Tài chính - Kế hoạch", SubmissionStatus::Accepted),
            submission("YTE", "Phòng Y tế", SubmissionStatus::Missing),
        ],
        decisions: Default::default(),
        waived: Vec::new(),
        notes: Vec::new(),
        groups: vec!["Kinh tế".into(), "Xã hội".into(), "Môi trường".into()],
        changes: None,
        assessed: Default::default(),
        units: "đơn vị".into(),
    }
}

/// Templates of one's own: name and text.
pub(crate) fn templates(files: &[(&str, &str)]) -> Templates {
    Templates { files: files.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect() }
}

/// The templates that the program carries, from the folder `templates`.
pub(crate) fn bundled() -> Templates {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut files = BTreeMap::new();
    for (folder, prefix) in [(root.clone(), ""), (root.join("chung"), "chung/"), (root.join("dang"), "dang/")]
    {
        for entry in std::fs::read_dir(folder).expect("templates").flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "hbs") {
                let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
                files.insert(format!("{prefix}{stem}"), std::fs::read_to_string(&path).expect("text"));
            }
        }
    }
    Templates { files }
}

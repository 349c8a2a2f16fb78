//! Test builders: a small plan, text grids as sheets, expected findings as marks under cells.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::domain::{
    Aggregation, Catalogue, Column, ColumnRole, Department, DepartmentKind, Direction, DraftMark,
    IndicatorSpec, Office, Origin, Settings, Whence,
};
use crate::finding::Findings;
use crate::workbook::{Address, Cell, Format, Merge, Sheet, Value, Workbook};

/// A plain generator (linear congruential, Knuth's constants): tests must be the same on every machine.
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// One of `0..sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % sides
    }
}

/// A small plan for 2024 with five departments, one commune and some indicators.
pub fn settings() -> Settings {
    let column = |key: &str, role, year| Column {
        key: key.into(),
        role,
        year,
        title: String::new(),
        short: String::new(),
    };
    Settings {
        plan: "thu".into(),
        title: "Kế hoạch năm 2024".into(),
        year: 2024,
        office: Office {
            place: "Quảng Yên".into(),
            territory: "thị xã Quảng Yên".into(),
            ..Office::default()
        },
        draft: DraftMark::default(),
        columns: vec![
            column("th_n2", ColumnRole::Actual, 2022),
            column("kh_n1", ColumnRole::Plan, 2023),
            column("uth_n1", ColumnRole::Estimate, 2023),
            column("kh_n", ColumnRole::Plan, 2024),
        ],
        comparisons: Vec::new(),
        documents: Vec::new(),
        catalogue: catalogue(),
        deadline: None,
        schedule: None,
        fonts: Vec::new(),
        limits: Default::default(),
        remark: String::new(),
        severities: Default::default(),
    }
}

fn catalogue() -> Catalogue {
    let department = |code: &str, name: &str, kind| Department {
        code: code.into(),
        name: name.into(),
        aliases: Vec::new(),
        kind,
        kind_text: String::new(),
        deadline: None,
    };
    Catalogue {
        departments: vec![
            department("TCKH", "Phòng Tài chính - Kế hoạch", DepartmentKind::Body),
            department("KT", "Phòng Kinh tế", DepartmentKind::Body),
            department("LDTBXH", "Phòng Lao động, Thương binh và Xã hội", DepartmentKind::Body),
            department("VHTT", "Phòng Văn hóa và Thông tin", DepartmentKind::Body),
            department("YTE", "Phòng Y tế", DepartmentKind::Body),
            department("TIENAN", "Xã Tiền An", DepartmentKind::Territory),
            department("HIEPHOA", "Xã Hiệp Hòa", DepartmentKind::Territory),
        ],
        indicators: vec![
            indicator("CT01", "Tốc độ tăng trưởng kinh tế", "%", "TCKH"),
            indicator("CT02", "Thu ngân sách nhà nước", "tỷ đồng", "TCKH"),
            indicator("CT03", "Tỷ lệ người dân tham gia bảo hiểm y tế", "%", "YTE"),
            IndicatorSpec {
                direction: Direction::LowerIsBetter,
                ..indicator("CT04", "Số hộ cận nghèo", "hộ", "LDTBXH")
            },
            indicator("CT05", "Lúa", "", "KT"),
            IndicatorSpec {
                parent: Some("CT05".into()), ..indicator("CT06", "Sản lượng", "tấn", "KT")
            },
            indicator("CT07", "Ngô", "", "KT"),
            IndicatorSpec {
                parent: Some("CT07".into()), ..indicator("CT08", "Sản lượng", "tấn", "KT")
            },
            IndicatorSpec {
                aggregation: Aggregation::Sum,
                ..indicator("CT09", "Số lao động được tạo việc làm mới", "người", "LDTBXH")
            },
        ],
        rules: Vec::new(),
    }
}

/// An indicator of one owner, higher is better.
pub fn indicator(code: &str, name: &str, unit: &str, owner: &str) -> IndicatorSpec {
    IndicatorSpec {
        code: code.into(),
        ordinal: String::new(),
        group: String::new(),
        name: name.into(),
        aliases: Vec::new(),
        unit: unit.into(),
        owner: owner.into(),
        co_owners: Vec::new(),
        aggregation: Aggregation::Owner,
        when_missing: Default::default(),
        formula: None,
        direction: Direction::HigherIsBetter,
        parent: None,
        headline: false,
        resolution: None,
        min: None,
        max: None,
        decimals: None,
        note: String::new(),
        origin: Origin::new(
            Arc::new(Whence { file: "".into(), sheet: "".into(), department: "".into(), sha256: "".into() }),
            Address::default(),
        ),
    }
}

/// What follows a cell's text in a grid: `{font=.VnTime}`, `{format=0%}`, `{indent=1}`; a text in quotes stays text, `#REF!`
/// is an error, `<` merges with the cell to the left, `^` with the cell above; `\n` is a line break.
struct Typed {
    value: Option<Value>,
    format: Option<Arc<str>>,
    font: Option<Arc<str>>,
    indent: Option<u8>,
}

fn typed(text: &str) -> Typed {
    let (body, style) =
        text.split_once('{').map_or((text, ""), |(body, style)| (body, style.trim().trim_end_matches('}')));
    let body = body.trim_matches(' ');
    let option = |name: &str| style.split(',').find_map(|part| part.strip_prefix(name)).map(Arc::from);
    let value = if let Some(quoted) = body.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(Value::Text(quoted.replace("\\n", "\n").into()))
    } else if body.is_empty() || body == "<" || body == "^" {
        None
    } else if body.starts_with('#') {
        Some(Value::Error(body.into()))
    } else if let Ok(number) = body.parse::<Decimal>() {
        Some(Value::Number(number))
    } else if let Ok(date) = chrono::NaiveDate::parse_from_str(body, "%Y-%m-%d") {
        date.and_hms_opt(0, 0, 0).map(Value::Date)
    } else {
        Some(Value::Text(body.replace("\\n", "\n").into()))
    };
    let indent = option("indent=").and_then(|steps: Arc<str>| steps.parse().ok());
    Typed { value, format: option("format="), font: option("font="), indent }
}

fn cells_of(line: &str) -> Vec<&str> {
    line.trim().trim_start_matches('|').trim_end_matches('|').split('|').collect()
}

fn is_mark(line: &str) -> bool {
    line.contains("^^")
}

/// A sheet from a text grid, one line a row; lines with marks (`^^`) are left out.
pub fn sheet(name: &str, grid: &str) -> Sheet {
    let lines: Vec<Vec<&str>> =
        grid.lines().filter(|line| line.trim().starts_with('|') && !is_mark(line)).map(cells_of).collect();
    let mut cells = Vec::new();
    let (mut merges, mut indents) = (Vec::new(), Vec::new());
    for (row, line) in lines.iter().enumerate() {
        for (col, text) in line.iter().enumerate() {
            let at = Address::new(row as u32, col as u32);
            let typed = typed(text);
            if let Some(value) = typed.value {
                indents.extend(typed.indent.map(|steps| (at, steps)));
                cells.push(Cell { at, value, format: typed.format, font: typed.font });
                merges.extend(merge(&lines, row, col));
            }
        }
    }
    Sheet { name: name.into(), hidden: false, cells, merges, indents }
}

fn merge(lines: &[Vec<&str>], row: usize, col: usize) -> Option<Merge> {
    let is = |row: usize, col: usize, sign: &str| {
        lines.get(row).and_then(|line| line.get(col)).is_some_and(|text| text.trim() == sign)
    };
    let mut last = (row, col);
    while is(row, last.1 + 1, "<") {
        last.1 += 1;
    }
    while is(last.0 + 1, col, "^") {
        last.0 += 1;
    }
    (last != (row, col)).then(|| Merge {
        first: Address::new(row as u32, col as u32),
        last: Address::new(last.0 as u32, last.1 as u32),
    })
}

/// A workbook of `# sheet: Name` parts; a grid without such a line is one sheet "ChiTieu".
pub fn workbook(text: &str) -> Workbook {
    let sheets = parts(text).iter().map(|(name, grid)| sheet(name, grid)).collect();
    Workbook { file: "nop/thu.xlsx".into(), sha256: "00".into(), format: Format::Xlsx, sheets }
}

fn parts(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.trim().strip_prefix("# sheet:") {
            out.push((name.trim().to_string(), String::new()));
            continue;
        }
        if out.is_empty() {
            out.push(("ChiTieu".to_string(), String::new()));
        }
        if let Some((_, grid)) = out.last_mut() {
            grid.push_str(line);
            grid.push('\n');
        }
    }
    out.retain(|(_, grid)| !grid.trim().is_empty());
    out
}

/// The findings that the marks of a grid expect: `^^ TH0205` under a cell, several apart by spaces.
fn marks(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (name, grid) in parts(text) {
        let mut row = 0u32;
        for line in grid.lines().filter(|line| line.trim().starts_with('|')) {
            if !is_mark(line) {
                row += 1;
                continue;
            }
            for (col, text) in cells_of(line).iter().enumerate() {
                let at = Address::new(row.saturating_sub(1), col as u32);
                let codes = text
                    .trim()
                    .trim_start_matches('^')
                    .split_whitespace()
                    .filter(|word| word.starts_with("TH"));
                out.extend(codes.map(|code| format!("{name}!{at} {code}")));
            }
        }
    }
    out.sort();
    out
}

/// Holds the findings against the marks of a grid: a mark without a finding fails, and so does a finding
/// without a mark. `whole`: codes of findings that stand at no single cell.
pub fn check_marks(text: &str, findings: &Findings, whole: &[&str]) {
    let mut found: Vec<String> = Vec::new();
    let mut elsewhere: Vec<String> = Vec::new();
    for finding in findings {
        match (&finding.place.sheet, finding.place.cell.as_deref().and_then(Address::parse)) {
            (Some(sheet), Some(at)) => found.push(format!("{sheet}!{at} {}", finding.code.id())),
            _ => elsewhere.push(finding.code.id().to_string()),
        }
    }
    found.sort();
    elsewhere.sort();
    assert_eq!(found, marks(text), "{findings:#?}");
    assert_eq!(elsewhere, whole, "{findings:#?}");
}

/// Normalises and validates a grid that a department sent, and holds all findings against the marks.
/// Indicators that the grid leaves out are not asked for.
pub fn check_rules(department: &str, grid: &str) -> Vec<crate::domain::Submission> {
    check_rules_with(&settings(), department, grid)
}

/// The same with other settings.
pub fn check_rules_with(settings: &Settings, department: &str, grid: &str) -> Vec<crate::domain::Submission> {
    let (submissions, mut findings) = run(settings, department, grid);
    let absent = |finding: &crate::finding::Finding| {
        finding.code == crate::finding::Code::FigureRequired && finding.place.cell.is_none()
    };
    let mut kept = Findings::default();
    findings.iter().filter(|finding| !absent(finding)).for_each(|finding| kept.add(finding.clone()));
    findings = kept;
    check_marks(grid, &findings, &[]);
    submissions
}

/// The same, and the codes of findings that stand at no single cell.
pub fn check_rules_whole(
    settings: &Settings,
    department: &str,
    grid: &str,
    whole: &[&str],
) -> Vec<crate::domain::Submission> {
    let (submissions, findings) = run(settings, department, grid);
    check_marks(grid, &findings, whole);
    submissions
}

fn run(settings: &Settings, department: &str, grid: &str) -> (Vec<crate::domain::Submission>, Findings) {
    let mut findings = Findings::default();
    let workbook = workbook(grid);
    let source = source(&workbook, Some(department));
    let drafts = crate::normalise::normalise(&[workbook], &[source], settings, &mut findings);
    let submissions = crate::validate::validate(drafts, settings, &mut findings);
    (submissions, findings)
}

/// The source of a workbook, with the department that its name suggests.
pub fn source(workbook: &Workbook, department: Option<&str>) -> crate::domain::Source {
    crate::domain::Source {
        file: Arc::clone(&workbook.file),
        department: department.map(Arc::from),
        round: 1,
        states_round: false,
        bytes: Arc::from([]),
        sha256: Arc::clone(&workbook.sha256),
    }
}

/// A workbook without input rules, colours and protection: what pasting a whole sheet leaves behind.
pub fn without_rules(bytes: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let mut text = String::from_utf8(content).unwrap();
            for element in ["dataValidations", "sheetProtection", "conditionalFormatting"] {
                text = without_element(&text, element);
            }
            content = text.into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn without_element(text: &str, name: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(&format!("<{name}")) {
        out.push_str(&rest[..start]);
        let tail = &rest[start..];
        let open = tail.find('>').unwrap() + 1;
        let length = match tail[..open].ends_with("/>") {
            true => open,
            false => tail.find(&format!("</{name}>")).unwrap() + name.len() + 3,
        };
        rest = &tail[length..];
    }
    out.push_str(rest);
    out
}

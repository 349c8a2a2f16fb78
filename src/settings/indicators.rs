//! The sheet ChiTieu: what is planned, who owns it, how its figure comes about.

use std::collections::{HashMap, HashSet};

use super::circles::in_circles;
use super::departments::Names;
use super::error::SettingsError;
use super::fields::{decimals, direction, headline, resolution, when_missing};
use super::references::{near, unknown_reference};
use crate::domain::key::loose;
use crate::domain::{Aggregation, Department, IndicatorSpec};
use crate::finding::{Code, Findings};
use crate::form::listing::{Absent, Headings, Listing, Row};
use crate::formula::{Formula, parse_definition};
use crate::workbook::Workbook;

const SHEETS: &[&str] = &["chitieu", "danhmucchitieu", "hethongchitieu"];
const HEADINGS: &Headings = &[
    ("ma", &["ma", "ma chi tieu", "ma ct", "ma so"]),
    ("tt", &["tt", "stt", "so tt", "so thu tu"]),
    ("nhom", &["nhom", "nhom chi tieu", "linh vuc"]),
    ("ten", &["ten chi tieu", "chi tieu", "ten", "noi dung chi tieu"]),
    ("ten-khac", &["ten khac", "ten goi khac"]),
    ("dvt", &["dvt", "don vi tinh", "don vi do"]),
    ("chu-tri", &["don vi chu tri", "chu tri", "co quan chu tri"]),
    ("phoi-hop", &["don vi phoi hop", "phoi hop", "co quan phoi hop"]),
    ("cach", &["cach tong hop", "phuong phap tong hop", "cach tinh"]),
    (
        "thieu",
        &[
            "thieu so lieu",
            "khi thieu so lieu",
            "thieu so",
            "khi thieu",
            "don vi thieu so lieu",
            "xu ly thieu so lieu",
        ],
    ),
    ("cong-thuc", &["cong thuc", "cong thuc tinh"]),
    ("chieu", &["chieu", "chieu huong", "xu huong"]),
    ("thuoc", &["thuoc", "thuoc chi tieu", "ma cha", "chi tieu cha"]),
    ("trong-yeu", &["trong yeu", "chu yeu", "chi tieu chu yeu", "quan trong"]),
    ("muc-tieu", &["muc tieu nghi quyet", "nghi quyet", "muc tieu nq"]),
    ("nho-nhat", &["nho nhat", "gia tri nho nhat", "toi thieu", "min"]),
    ("lon-nhat", &["lon nhat", "gia tri lon nhat", "toi da", "max"]),
    ("so-le", &["so le", "so chu so le", "so thap phan"]),
    ("ghi-chu", &["ghi chu", "chu thich"]),
];

/// All indicators in the office's own order. A row without code, or with one that was used, is left out;
/// any other fault costs its field only.
pub(super) fn indicators(
    workbook: &Workbook,
    departments: &[Department],
    columns: &[&str],
    findings: &mut Findings,
) -> Result<Vec<IndicatorSpec>, SettingsError> {
    let sheet = Listing::find(workbook, SHEETS, HEADINGS, "ten", Code::CatalogueRow).map_err(|absent| {
        SettingsError::new(match absent {
            Absent::Sheet => "Danh mục danh-muc.xlsx không có sheet ChiTieu.",
            Absent::Heading => "Sheet ChiTieu của danh-muc.xlsx không có dòng tiêu đề với các cột Mã, Tên chỉ tiêu, ĐVT (trong 20 dòng đầu).",
        })
    })?;
    let rows: Vec<Row> = coded(&sheet, findings);
    let context = Context {
        names: Names::new(departments),
        codes: rows.iter().map(|row| (row.text("ma").to_lowercase(), row.text("ma"))).collect(),
        columns,
    };
    let mut group = String::new();
    let mut specs = Vec::with_capacity(rows.len());
    for row in &rows {
        // A group is written once, often in merged cells: below, an empty field means the same group.
        let own = row.text("nhom");
        if !own.is_empty() {
            group = own;
        }
        specs.push(context.indicator(row, &group, findings));
    }
    break_circles(&mut specs, &rows, findings);
    Ok(specs)
}

/// The rows that have a code of their own.
fn coded<'s>(sheet: &'s Listing<'s>, findings: &mut Findings) -> Vec<Row<'s>> {
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for row in sheet.rows() {
        let code = row.text("ma");
        if code.is_empty() {
            findings.add(row.fault(
                "ma",
                format!("Dòng chỉ tiêu “{}” không có mã nên không được dùng.", row.text("ten")),
            ));
        } else if !seen.insert(code.to_lowercase()) {
            findings
                .add(row.fault("ma", format!("Mã chỉ tiêu “{code}” bị trùng; dòng đứng trước được dùng.")));
        } else {
            rows.push(row);
        }
    }
    rows
}

/// What the rows refer to.
struct Context<'c> {
    names: Names<'c>,
    /// Codes in lower case → as typed in their own rows.
    codes: HashMap<String, String>,
    columns: &'c [&'c str],
}

impl Context<'_> {
    fn indicator(&self, row: &Row, group: &str, findings: &mut Findings) -> IndicatorSpec {
        let code = row.text("ma");
        let mut name = row.text("ten");
        if name.is_empty() {
            findings.add(row.fault("ten", format!("Chỉ tiêu “{code}” không có tên; mã được in thay tên.")));
            name = code.clone();
        }
        let unit = row.text("dvt");
        if unit.is_empty() {
            findings.add(row.fault("dvt", format!("Chỉ tiêu “{code}” không có đơn vị tính.")));
        }
        let formula = self.formula(row, &code, findings);
        let (min, max) = (row.number("nho-nhat", findings), row.number("lon-nhat", findings));
        if min > max && max.is_some() {
            findings.add(
                row.fault(
                    "lon-nhat",
                    format!("Chỉ tiêu “{code}”: giá trị lớn nhất nhỏ hơn giá trị nhỏ nhất."),
                ),
            );
        }
        IndicatorSpec {
            ordinal: row.text("tt"),
            group: group.to_owned(),
            name,
            aliases: row.list("ten-khac", false),
            owner: self.owner(row, findings),
            co_owners: self.co_owners(row, findings),
            aggregation: self.aggregation(row, formula.is_some(), findings),
            when_missing: when_missing(row, findings),
            formula,
            direction: direction(row, findings),
            parent: self.parent(row, &code, findings),
            headline: headline(row, findings),
            resolution: resolution(row, &unit, findings),
            min,
            max,
            decimals: decimals(row, findings),
            note: row.text("ghi-chu"),
            origin: row.origin("ma"),
            unit,
            code,
        }
    }

    fn owner(&self, row: &Row, findings: &mut Findings) -> String {
        let typed = row.text("chu-tri");
        if typed.is_empty() {
            return typed;
        }
        self.names.code(&typed).map(str::to_owned).unwrap_or_else(|| {
            findings
                .add(row.fault("chu-tri", format!("Đơn vị chủ trì “{typed}” không có trong sheet DonVi.")));
            String::new()
        })
    }

    fn co_owners(&self, row: &Row, findings: &mut Findings) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for typed in row.list("phoi-hop", true) {
            match self.names.code(&typed) {
                Some(code) if codes.iter().any(|known| known == code) => {}
                Some(code) => codes.push(code.to_owned()),
                None => findings.add(
                    row.fault("phoi-hop", format!("Đơn vị phối hợp “{typed}” không có trong sheet DonVi.")),
                ),
            }
        }
        codes
    }

    /// The right-hand side; a left side must be the row's own code, every code on the right must exist.
    fn formula(&self, row: &Row, code: &str, findings: &mut Findings) -> Option<Formula> {
        let text = row.text("cong-thuc");
        if text.is_empty() {
            return None;
        }
        let fault = |message: String| row.finding(Code::CatalogueFormula, "cong-thuc", message).found(&*text);
        match parse_definition(&text) {
            Err(error) => {
                findings.add(fault(format!(
                    "Công thức của “{code}” sai ở ký tự thứ {}: {}",
                    error.column, error.message
                )));
                None
            }
            Ok((Some(left), _)) if left != code => {
                findings.add(fault(format!("Công thức ở dòng của “{code}” lại tính “{left}”.")));
                None
            }
            Ok((_, formula)) => match unknown_reference(&formula, &self.codes, self.columns) {
                Some(message) => {
                    findings.add(fault(format!("Công thức của “{code}” {message}")));
                    None
                }
                None => Some(formula),
            },
        }
    }

    fn parent(&self, row: &Row, code: &str, findings: &mut Findings) -> Option<String> {
        let typed = row.text("thuoc");
        if typed.is_empty() {
            return None;
        }
        match self.codes.get(&typed.to_lowercase()) {
            Some(parent) if parent != code => Some(parent.clone()),
            Some(_) => {
                findings.add(row.fault("thuoc", format!("Chỉ tiêu “{code}” không thể thuộc chính nó.")));
                None
            }
            None => {
                findings.add(row.fault(
                    "thuoc",
                    format!(
                        "Cột Thuộc nêu mã “{typed}” không có trong danh mục.{}",
                        near(&typed, &self.codes)
                    ),
                ));
                None
            }
        }
    }

    fn aggregation(&self, row: &Row, has_formula: bool, findings: &mut Findings) -> Aggregation {
        let words = row.text("cach");
        let key = loose(&words);
        if ["binh quan gia quyen", "trung binh gia quyen"].iter().any(|name| key.starts_with(name)) {
            // "bình quân gia quyền (theo CT05)": the last word, without its bracket.
            let weight = words
                .rsplit([' ', '('])
                .next()
                .unwrap_or_default()
                .trim_end_matches([')', '.'])
                .to_lowercase();
            return self.codes.get(&weight).cloned().map(Aggregation::WeightedMean).unwrap_or_else(|| {
                findings.add(
                    row.fault(
                        "cach",
                        format!("“{words}”: không có chỉ tiêu làm quyền số; lấy số của đơn vị chủ trì."),
                    )
                    .expected("bình quân gia quyền (theo CT05)"),
                );
                Aggregation::Owner
            });
        }
        match &*key {
            "" if has_formula => Aggregation::Formula,
            "" | "chu tri" | "don vi chu tri" | "so cua don vi chu tri" | "theo don vi chu tri" => {
                Aggregation::Owner
            }
            "tong" | "tong cong" | "cong" | "cong don" | "tong so" => Aggregation::Sum,
            "binh quan" | "trung binh" | "binh quan don gian" => Aggregation::Mean,
            "lon nhat" | "cao nhat" | "max" => Aggregation::Max,
            "nho nhat" | "thap nhat" | "min" => Aggregation::Min,
            "cong thuc" | "theo cong thuc" | "tinh theo cong thuc" => {
                if row.text("cong-thuc").is_empty() {
                    findings.add(row.finding(
                        Code::CatalogueFormula,
                        "cong-thuc",
                        format!(
                            "Chỉ tiêu “{}” tổng hợp theo công thức nhưng cột Công thức để trống.",
                            row.text("ma")
                        ),
                    ));
                }
                Aggregation::Formula
            }
            _ => {
                findings.add(row.fault("cach", format!("Cách tổng hợp “{words}” không có; lấy số của đơn vị chủ trì.")).expected(
                    "chủ trì, tổng, bình quân, bình quân gia quyền (theo mã), lớn nhất, nhỏ nhất hoặc công thức",
                ));
                Aggregation::Owner
            }
        }
    }
}

/// Takes away formulas and parents that lead back to themselves; each is a finding.
fn break_circles(specs: &mut [IndicatorSpec], rows: &[Row], findings: &mut Findings) {
    let position: HashMap<String, usize> =
        specs.iter().enumerate().map(|(index, spec)| (spec.code.clone(), index)).collect();
    let at = |code: &str| position.get(code).copied();
    let formulas: Vec<Vec<usize>> = specs
        .iter()
        .map(|spec| {
            // A reference to a named column may well be to another year of the same indicator.
            let references = spec.formula.as_ref().map(Formula::references).unwrap_or_default();
            references
                .into_iter()
                .filter(|(_, column)| column.is_none())
                .filter_map(|(code, _)| at(code))
                .collect()
        })
        .collect();
    let parents: Vec<Vec<usize>> =
        specs.iter().map(|spec| spec.parent.as_deref().and_then(at).into_iter().collect()).collect();
    for index in in_circles(&formulas) {
        findings.add(rows[index].finding(
            Code::CatalogueFormula,
            "cong-thuc",
            format!("Công thức của “{}” phụ thuộc vòng vào chính nó nên không được dùng.", specs[index].code),
        ));
        specs[index].formula = None;
    }
    for index in in_circles(&parents) {
        findings.add(rows[index].fault(
            "thuoc",
            format!(
                "Chỉ tiêu “{}” thuộc vòng vào chính nó; cột Thuộc của dòng không được dùng.",
                specs[index].code
            ),
        ));
        specs[index].parent = None;
    }
}

//! The sheet ChiTieu: what is planned, who owns it, how its figure comes about.

use std::collections::{HashMap, HashSet, VecDeque};

use super::departments::Names;
use super::error::SettingsError;
use super::sheet::{Absent, CatalogueSheet, Headings, Row, is_percent};
use crate::domain::key::{loose, nearest};
use crate::domain::quantity::{Parsed, of_number, parse as parse_quantity};
use crate::domain::{Aggregation, Department, Direction, IndicatorSpec, Quantity};
use crate::finding::{Code, Findings};
use crate::formula::{Formula, parse_definition};
use crate::workbook::{Value, Workbook};

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

/// A near code is looked for among so many at most: every fault compares with all of them.
const MOST_COMPARED: usize = 2_000;

/// All indicators in the office's own order. A row without code, or with one that was used, is left out;
/// any other fault costs its field only.
pub(super) fn indicators(
    workbook: &Workbook,
    departments: &[Department],
    columns: &[&str],
    findings: &mut Findings,
) -> Result<Vec<IndicatorSpec>, SettingsError> {
    let sheet = CatalogueSheet::find(workbook, SHEETS, HEADINGS, "ten").map_err(|absent| {
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
fn coded<'s>(sheet: &'s CatalogueSheet<'s>, findings: &mut Findings) -> Vec<Row<'s>> {
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for row in sheet.rows() {
        let code = row.text("ma");
        if code.is_empty() {
            findings.add(row.fault("ma", format!("Dòng chỉ tiêu “{}” không có mã nên không được dùng.", row.text("ten"))));
        } else if !seen.insert(code.to_lowercase()) {
            findings.add(row.fault("ma", format!("Mã chỉ tiêu “{code}” bị trùng; dòng đứng trước được dùng.")));
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
            findings.add(row.fault("lon-nhat", format!("Chỉ tiêu “{code}”: giá trị lớn nhất nhỏ hơn giá trị nhỏ nhất.")));
        }
        IndicatorSpec {
            ordinal: row.text("tt"),
            group: group.to_owned(),
            name,
            aliases: row.list("ten-khac", false),
            owner: self.owner(row, findings),
            co_owners: self.co_owners(row, findings),
            aggregation: self.aggregation(row, formula.is_some(), findings),
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
            findings.add(row.fault("chu-tri", format!("Đơn vị chủ trì “{typed}” không có trong sheet DonVi.")));
            String::new()
        })
    }

    fn co_owners(&self, row: &Row, findings: &mut Findings) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for typed in row.list("phoi-hop", true) {
            match self.names.code(&typed) {
                Some(code) if codes.iter().any(|known| known == code) => {}
                Some(code) => codes.push(code.to_owned()),
                None => findings.add(row.fault("phoi-hop", format!("Đơn vị phối hợp “{typed}” không có trong sheet DonVi."))),
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
                findings.add(fault(format!("Công thức của “{code}” sai ở ký tự thứ {}: {}", error.column, error.message)));
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
                findings.add(row.fault("thuoc", format!("Cột Thuộc nêu mã “{typed}” không có trong danh mục.{}", near(&typed, &self.codes))));
                None
            }
        }
    }

    fn aggregation(&self, row: &Row, has_formula: bool, findings: &mut Findings) -> Aggregation {
        let words = row.text("cach");
        let key = loose(&words);
        if ["binh quan gia quyen", "trung binh gia quyen"].iter().any(|name| key.starts_with(name)) {
            // "bình quân gia quyền (theo CT05)": the last word, without its bracket.
            let weight = words.rsplit([' ', '(']).next().unwrap_or_default().trim_end_matches([')', '.']).to_lowercase();
            return self.codes.get(&weight).cloned().map(Aggregation::WeightedMean).unwrap_or_else(|| {
                findings.add(row.fault("cach", format!("“{words}”: không có chỉ tiêu làm quyền số; lấy số của đơn vị chủ trì.")).expected("bình quân gia quyền (theo CT05)"));
                Aggregation::Owner
            });
        }
        match &*key {
            "" if has_formula => Aggregation::Formula,
            "" | "chu tri" | "don vi chu tri" | "so cua don vi chu tri" | "theo don vi chu tri" => Aggregation::Owner,
            "tong" | "tong cong" | "cong" | "cong don" | "tong so" => Aggregation::Sum,
            "binh quan" | "trung binh" | "binh quan don gian" => Aggregation::Mean,
            "lon nhat" | "cao nhat" | "max" => Aggregation::Max,
            "nho nhat" | "thap nhat" | "min" => Aggregation::Min,
            "cong thuc" | "theo cong thuc" | "tinh theo cong thuc" => {
                if row.text("cong-thuc").is_empty() {
                    findings.add(row.finding(Code::CatalogueFormula, "cong-thuc", format!("Chỉ tiêu “{}” tổng hợp theo công thức nhưng cột Công thức để trống.", row.text("ma"))));
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

/// What is wrong with the references of a formula, to complete "Công thức của … ".
pub(super) fn unknown_reference(formula: &Formula, codes: &HashMap<String, String>, columns: &[&str]) -> Option<String> {
    for (code, column) in formula.references() {
        if codes.get(&code.to_lowercase()).is_none_or(|known| known != code) {
            return Some(format!("nêu mã “{code}” không có trong danh mục.{}", near(code, codes)));
        }
        if let Some(column) = column.filter(|column| !columns.contains(column)) {
            return Some(format!("nêu cột “{column}” không có; các cột: {}.", columns.join(", ")));
        }
    }
    None
}

/// " Có phải “CT05”?" where a code is near.
fn near(typed: &str, codes: &HashMap<String, String>) -> String {
    if let Some(code) = codes.get(&typed.to_lowercase()) {
        return format!(" Có phải “{code}”?");
    }
    if codes.len() > MOST_COMPARED {
        return String::new();
    }
    // Ordered, so that of equals always the same one is proposed.
    let mut known: Vec<&str> = codes.values().map(|code| &**code).collect();
    known.sort_unstable();
    let found = nearest(typed, known.iter().map(|code| (*code, *code)));
    found.map(|code| format!(" Có phải “{code}”?")).unwrap_or_default()
}

fn direction(row: &Row, findings: &mut Findings) -> Direction {
    let words = row.text("chieu");
    let key = loose(&words);
    let begins = |names: &[&str]| names.iter().any(|name| key == *name || key.starts_with(&format!("{name} ")));
    if words.contains('↑') || words == "+" || begins(&["tang", "cao", "nhieu", "cang cao", "cang tang", "cang nhieu"]) {
        Direction::HigherIsBetter
    } else if words.contains('↓') || words == "-" || begins(&["giam", "thap", "it", "cang thap", "cang giam", "cang it"]) {
        Direction::LowerIsBetter
    } else {
        if !key.is_empty() && !begins(&["khong", "trung tinh", "on dinh", "0"]) {
            findings.add(row.fault("chieu", format!("Chiều “{words}” không hiểu được; coi như không xét chiều.")).expected("tăng, giảm hoặc để trống"));
        }
        Direction::Neutral
    }
}

fn headline(row: &Row, findings: &mut Findings) -> bool {
    let words = row.text("trong-yeu");
    match &*loose(&words) {
        "x" | "co" | "1" | "v" | "dung" | "true" | "trong yeu" => true,
        "" if words.contains(['✓', '✔', '☑', '*']) => true,
        "" | "khong" | "0" | "false" => false,
        _ => {
            findings.add(row.fault("trong-yeu", format!("Cột Trọng yếu ghi “{words}”; coi như không đánh dấu.")).expected("x hoặc để trống"));
            false
        }
    }
}

/// Mục tiêu nghị quyết: a number, or an expression such as "trên 22%".
fn resolution(row: &Row, unit: &str, findings: &mut Findings) -> Option<Quantity> {
    let cell = row.cell("muc-tieu")?;
    if let Value::Number(number) = &cell.value {
        let shown = if is_percent(cell) { row.number("muc-tieu", findings)? } else { *number };
        return Some(of_number(shown, unit));
    }
    let text = row.text("muc-tieu");
    match parse_quantity(&text, unit) {
        Ok(Parsed::Figure { quantity, .. }) => Some(quantity),
        Ok(_) => None,
        Err(problem) => {
            findings.add(row.fault("muc-tieu", problem.message).expected(problem.expected).found(text));
            None
        }
    }
}

fn decimals(row: &Row, findings: &mut Findings) -> Option<u32> {
    let text = row.text("so-le");
    if text.is_empty() {
        return None;
    }
    let digits = text.parse().ok().filter(|digits| *digits <= 10);
    if digits.is_none() {
        findings.add(row.fault("so-le", format!("Số lẻ “{text}” không hợp lệ.")).expected("số nguyên từ 0 đến 10"));
    }
    digits
}

/// Takes away formulas and parents that lead back to themselves; each is a finding.
fn break_circles(specs: &mut [IndicatorSpec], rows: &[Row], findings: &mut Findings) {
    let position: HashMap<String, usize> = specs.iter().enumerate().map(|(index, spec)| (spec.code.clone(), index)).collect();
    let at = |code: &str| position.get(code).copied();
    let formulas: Vec<Vec<usize>> = specs.iter().map(|spec| {
        // A reference to a named column may well be to another year of the same indicator.
        let references = spec.formula.as_ref().map(Formula::references).unwrap_or_default();
        references.into_iter().filter(|(_, column)| column.is_none()).filter_map(|(code, _)| at(code)).collect()
    }).collect();
    let parents: Vec<Vec<usize>> = specs.iter().map(|spec| spec.parent.as_deref().and_then(at).into_iter().collect()).collect();
    for index in in_circles(&formulas) {
        findings.add(rows[index].finding(Code::CatalogueFormula, "cong-thuc", format!("Công thức của “{}” phụ thuộc vòng vào chính nó nên không được dùng.", specs[index].code)));
        specs[index].formula = None;
    }
    for index in in_circles(&parents) {
        findings.add(rows[index].fault("thuoc", format!("Chỉ tiêu “{}” thuộc vòng vào chính nó; cột Thuộc của dòng không được dùng.", specs[index].code)));
        specs[index].parent = None;
    }
}

/// Positions from which and to which circles lead: peeled from both ends, linear in the number of edges.
fn in_circles(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (user, needed) in needs.iter().enumerate() {
        for need in needed {
            users[*need].push(user);
        }
    }
    let mut alive = vec![true; needs.len()];
    peel(needs, &users, &mut alive);
    peel(&users, needs, &mut alive);
    (0..needs.len()).filter(|index| alive[*index]).collect()
}

/// Takes away what needs nothing that is still alive, again and again.
fn peel(needs: &[Vec<usize>], users: &[Vec<usize>], alive: &mut [bool]) {
    let mut open: Vec<usize> = needs.iter().map(|needed| needed.iter().filter(|need| alive[**need]).count()).collect();
    let mut ready: VecDeque<usize> = (0..needs.len()).filter(|index| alive[*index] && open[*index] == 0).collect();
    while let Some(index) = ready.pop_front() {
        alive[index] = false;
        for user in &users[index] {
            open[*user] = open[*user].saturating_sub(1);
            if alive[*user] && open[*user] == 0 {
                ready.push_back(*user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_circles;

    #[test]
    fn circles_only() {
        // 0 → 1 → 2 → 1, 3 → 3, 4 → 0, 5
        let needs = vec![vec![1], vec![2], vec![1], vec![3], vec![0], vec![]];
        assert_eq!(in_circles(&needs), [1, 2, 3]);
        assert!(in_circles(&[vec![1], vec![2], vec![]]).is_empty());
    }
}

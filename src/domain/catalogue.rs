//! The catalogue that the office keeps in Excel: departments, indicators, control rules.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{Origin, Quantity, WhenMissing};
use crate::formula::Formula;

/// What kind of unit a department is; communes are what totals are summed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DepartmentKind {
    /// A room or body of the office's own level ("phòng", "ban", "cơ quan").
    Body,
    /// A lower territorial unit ("xã", "phường", "thị trấn", or "đơn vị cấp dưới").
    Territory,
}

/// One row of `DonVi`.
#[derive(Debug, Clone, PartialEq)]
pub struct Department {
    /// Short code, as typed: `YTE`, `TIENAN`.
    pub code: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub kind: DepartmentKind,
    /// The words in the column Loại, for print.
    pub kind_text: String,
    pub deadline: Option<chrono::NaiveDate>,
}

/// How the figure of an indicator comes about (`Cách tổng hợp`).
#[derive(Debug, Clone, PartialEq)]
pub enum Aggregation {
    /// chủ trì: the owner's figure.
    Owner,
    /// tổng
    Sum,
    /// bình quân
    Mean,
    /// bình quân gia quyền theo the indicator with this code.
    WeightedMean(String),
    /// lớn nhất
    Max,
    /// nhỏ nhất
    Min,
    /// công thức: see `IndicatorSpec::formula`.
    Formula,
}

/// Which way is better (`Chiều`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    HigherIsBetter,
    LowerIsBetter,
    Neutral,
}

/// One row of `ChiTieu`.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorSpec {
    pub code: String,
    /// TT as the office writes it: `1`, `1.1`, `a`.
    pub ordinal: String,
    pub group: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub unit: String,
    /// Department code of the owner; empty if none.
    pub owner: String,
    pub co_owners: Vec<String>,
    pub aggregation: Aggregation,
    /// Thiếu số liệu: what becomes of a total of which a unit or part is missing.
    pub when_missing: WhenMissing,
    /// The right-hand side, e.g. `CT06 + CT07`.
    pub formula: Option<Formula>,
    pub direction: Direction,
    /// Thuộc: code of the indicator of which this is a part.
    pub parent: Option<String>,
    /// Trọng yếu: a headline indicator.
    pub headline: bool,
    /// Mục tiêu nghị quyết.
    pub resolution: Option<Quantity>,
    pub min: Option<Decimal>,
    pub max: Option<Decimal>,
    /// Số lẻ: digits after the comma in print; `None` keeps what was typed.
    pub decimals: Option<u32>,
    pub note: String,
    /// The row in the catalogue.
    pub origin: Origin,
}

/// One row of `RangBuoc`: a condition over indicators, checked in every value column.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlRule {
    pub code: String,
    /// e.g. `CT06 + CT07 = CT05`, `CT02 <= CT01`.
    pub expression: String,
    pub left: Formula,
    pub relation: crate::formula::Relation,
    pub right: Formula,
    pub severity: crate::finding::Severity,
    pub message: String,
    pub origin: Origin,
}

/// The catalogue, each list in the office's own order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    pub departments: Vec<Department>,
    pub indicators: Vec<IndicatorSpec>,
    pub rules: Vec<ControlRule>,
}

impl Catalogue {
    /// The department with this code.
    pub fn department(&self, code: &str) -> Option<&Department> {
        self.departments.iter().find(|department| department.code == code)
    }

    /// The department's name, or the code itself where the catalogue has no such code.
    pub fn department_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.department(code).map_or(code, |department| &department.name)
    }

    /// Code → name of all departments, for whoever asks for many: [`Catalogue::department`] looks through the list.
    pub fn names(&self) -> HashMap<&str, &str> {
        // The first of two equal codes counts, as in `department`.
        self.departments.iter().rev().map(|department| (&*department.code, &*department.name)).collect()
    }

    /// Position of the indicator with this code.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.indicators.iter().position(|spec| spec.code == code)
    }

    /// The indicator with this code.
    pub fn indicator(&self, code: &str) -> Option<&IndicatorSpec> {
        self.indicators.iter().find(|spec| spec.code == code)
    }

    /// Is the department the one that must give the indicator's figure? Its owner, or each territorial unit
    /// where units are added up; nobody where a formula gives it.
    pub fn must_give(&self, department: &Department, spec: &IndicatorSpec) -> bool {
        match spec.aggregation {
            Aggregation::Formula => false,
            Aggregation::Owner => spec.owner == department.code,
            Aggregation::Sum
            | Aggregation::Mean
            | Aggregation::WeightedMean(_)
            | Aggregation::Max
            | Aggregation::Min => department.kind == DepartmentKind::Territory,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::settings;

    #[test]
    fn names_by_map_are_the_names_by_look_up_also_of_a_code_that_stands_twice() {
        let mut catalogue = settings().catalogue;
        let mut twin = catalogue.departments[0].clone();
        twin.name = "Đơn vị trùng mã".into();
        catalogue.departments.push(twin);
        let names = catalogue.names();
        for department in &catalogue.departments {
            assert_eq!(names[&*department.code], catalogue.department_name(&department.code));
        }
        assert!(!names.values().any(|name| *name == "Đơn vị trùng mã"));
    }
}

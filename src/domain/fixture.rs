//! Small plans for the tests of the steps: settings, submissions and figures from a few words.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::quantity::{self, Parsed};
use super::settings::ComparisonSpec;
use super::{
    Aggregation, At, Catalogue, Column, ColumnRole, ComparisonKind, Cover, Department, DepartmentKind,
    Direction, DraftMark, IndicatorSpec, Office, OpinionRow, Origin, Quantity, Sent, Settings, Submission,
    TaskRow, Whence,
};
use crate::workbook::Address;

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap()
}

pub(crate) fn origin(file: &str, department: &str, row: u32) -> Origin {
    let whence = Whence {
        file: file.into(),
        sheet: "ChiTieu".into(),
        department: department.into(),
        sha256: "00".into(),
    };
    Origin::new(Arc::new(whence), Address::new(row, 4))
}

/// "người", "1.200" → the figure.
pub(crate) fn figure(text: &str, unit: &str) -> Quantity {
    match quantity::parse(text, unit) {
        Ok(Parsed::Figure { quantity, .. }) => quantity,
        other => panic!("{text}: {other:?}"),
    }
}

pub(crate) fn spec(code: &str, unit: &str, owner: &str, aggregation: Aggregation) -> IndicatorSpec {
    IndicatorSpec {
        code: code.into(),
        ordinal: String::new(),
        group: "Kinh tế".into(),
        name: format!("Chỉ tiêu {code}"),
        aliases: Vec::new(),
        unit: unit.into(),
        owner: owner.into(),
        co_owners: Vec::new(),
        aggregation,
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
        origin: origin("danh-muc.xlsx", "", 1),
    }
}

pub(crate) fn formula(code: &str, unit: &str, text: &str) -> IndicatorSpec {
    let parsed = crate::formula::parse(text).unwrap();
    IndicatorSpec { formula: Some(parsed), ..spec(code, unit, "TCKH", Aggregation::Formula) }
}

/// Two rooms (TCKH, KT), three communes (XA1, XA2, XA3); columns `uth_n1`, `kh_n`; deadline 25/09/2023.
pub(crate) fn settings(indicators: Vec<IndicatorSpec>) -> Settings {
    let department = |code: &str, kind| Department {
        code: code.into(),
        name: format!("Đơn vị {code}"),
        aliases: Vec::new(),
        kind,
        kind_text: String::new(),
        deadline: None,
    };
    let mut departments: Vec<_> = ["TCKH", "KT"].map(|code| department(code, DepartmentKind::Body)).into();
    departments.extend(["XA1", "XA2", "XA3"].map(|code| department(code, DepartmentKind::Territory)));
    let column = |key: &str, role, year, title: &str| Column {
        key: key.into(),
        role,
        year,
        title: title.into(),
        short: title.into(),
    };
    Settings {
        plan: "thu".into(),
        title: "Kế hoạch thử".into(),
        year: 2024,
        office: Office { words: BTreeMap::new(), ..Office::default() },
        draft: DraftMark::default(),
        columns: vec![
            column("uth_n1", ColumnRole::Estimate, 2023, "ƯTH 2023"),
            column("kh_n", ColumnRole::Plan, 2024, "KH 2024"),
        ],
        comparisons: vec![comparison(ComparisonKind::Ratio)],
        documents: Vec::new(),
        catalogue: Catalogue { departments, indicators, rules: Vec::new() },
        deadline: Some(day(9, 25)),
        schedule: None,
        fonts: Vec::new(),
        limits: Default::default(),
        remark: String::new(),
        severities: Default::default(),
    }
}

/// Plan against estimate.
pub(crate) fn comparison(kind: ComparisonKind) -> ComparisonSpec {
    ComparisonSpec { key: "kh_n__uth_n1".into(), of: 1, to: 0, kind, title: "KH 2024/ƯTH 2023 (%)".into() }
}

/// A submission of plan figures: (indicator position, text); "?" declares a gap.
pub(crate) fn submission(
    department: &str,
    round: u32,
    file: &str,
    figures: &[(usize, &str)],
    unit: &str,
) -> Submission {
    let figures = figures
        .iter()
        .map(|(indicator, text)| {
            let origin = origin(file, department, *indicator as u32 + 6);
            let gap = *text == "?";
            Sent {
                indicator: *indicator as u32,
                column: 1,
                figure: (!gap).then(|| At { value: figure(text, unit), origin: origin.clone() }),
            }
        })
        .collect::<Vec<_>>();
    let first_row =
        figures.iter().filter_map(|sent| sent.figure.as_ref()).map(|one| one.origin.clone()).next();
    Submission {
        file: file.into(),
        sha256: "00".into(),
        department: department.into(),
        round,
        cover: Cover::default(),
        figures,
        first_row,
        notes: Vec::new(),
        tasks: Vec::new(),
        opinions: Vec::new(),
        caveats: Vec::new(),
    }
}

pub(crate) fn task(content: &str, owner: &str, co_owners: &[&str], deadline: &str) -> TaskRow {
    TaskRow {
        field: "Kinh tế".into(),
        content: At { value: content.into(), origin: origin("t.xlsx", owner, 3) },
        owner: (!owner.is_empty()).then(|| owner.to_string()),
        co_owners: co_owners.iter().map(|code| code.to_string()).collect(),
        product: String::new(),
        deadline: deadline.into(),
        indicator: None,
        note: String::new(),
    }
}

pub(crate) fn opinion(subject: &str, content: &str) -> OpinionRow {
    OpinionRow {
        subject: subject.into(),
        content: At { value: content.into(), origin: origin("y.xlsx", "KT", 3) },
        proposal: String::new(),
        reason: String::new(),
    }
}

/// All orders of a few things (Heap's algorithm).
pub(crate) fn permutations<T: Clone>(things: &[T]) -> Vec<Vec<T>> {
    fn heap<T: Clone>(size: usize, things: &mut Vec<T>, out: &mut Vec<Vec<T>>) {
        if size <= 1 {
            out.push(things.clone());
            return;
        }
        for at in 0..size {
            heap(size - 1, things, out);
            things.swap(if size.is_multiple_of(2) { at } else { 0 }, size - 1);
        }
    }
    let mut out = Vec::new();
    heap(things.len(), &mut things.to_vec(), &mut out);
    out
}

/// Nothing shared between runs but the bytes.
pub(crate) fn source(file: &str, department: Option<&str>) -> super::Source {
    super::Source {
        file: file.into(),
        department: department.map(Arc::from),
        round: 1,
        states_round: false,
        bytes: Arc::from(Vec::new()),
        sha256: "ff".into(),
    }
}

//! Value columns and comparison columns, with the titles that they get by default.

use super::error::SettingsError;
use super::toml_table::Table;
use crate::domain::settings::ComparisonSpec;
use crate::domain::{Column, ColumnRole, ComparisonKind};

/// How many years around the plan year a column may lie.
const FAR: i64 = 50;

/// The columns of `[[cot]]`; without one: TH N-2, KH N-1, ƯTH N-1, KH N.
pub(super) fn columns(tables: Option<Vec<Table>>, year: i32) -> Result<Vec<Column>, SettingsError> {
    let Some(tables) = tables else {
        let column = |key: &str, role, year| column(key.to_owned(), role, year, None, None);
        return Ok(vec![
            column("th_n2", ColumnRole::Actual, year - 2),
            column("kh_n1", ColumnRole::Plan, year - 1),
            column("uth_n1", ColumnRole::Estimate, year - 1),
            column("kh_n", ColumnRole::Plan, year),
        ]);
    };
    let mut columns: Vec<Column> = Vec::new();
    for table in tables {
        let place = table.place();
        let column = read_column(table, year)?;
        if columns.iter().any(|other| other.key == column.key) {
            return Err(place.error("cot.khoa", format!("Khóa cột “{}” được dùng hai lần.", column.key)));
        }
        columns.push(column);
    }
    Ok(columns)
}

fn read_column(mut table: Table, plan_year: i32) -> Result<Column, SettingsError> {
    let (key, place) = table.text("khoa")?.ok_or_else(|| table.missing("khoa"))?;
    if key.is_empty() || !key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        return Err(place.error(
            "cot.khoa",
            format!("Khóa cột “{key}” chỉ được gồm chữ thường không dấu, chữ số và dấu _."),
        ));
    }
    let (kind, place) = table.text("loai")?.ok_or_else(|| table.missing("loai"))?;
    let role = match &*kind {
        "thuc-hien" => ColumnRole::Actual,
        "uoc-thuc-hien" => ColumnRole::Estimate,
        "ke-hoach" => ColumnRole::Plan,
        _ => {
            return Err(place.error(
                "cot.loai",
                format!("Loại cột “{kind}” không có; dùng thuc-hien, uoc-thuc-hien hoặc ke-hoach."),
            ));
        }
    };
    let year = match table.whole("nam")? {
        None => plan_year,
        Some((shift, _)) if (-FAR..=FAR).contains(&shift) => plan_year + shift as i32,
        Some((shift, place)) => {
            return Err(place.error(
                "cot.nam",
                format!("Năm của cột ({shift}) tính theo năm kế hoạch: 0 là năm kế hoạch, -1 là năm trước."),
            ));
        }
    };
    let title = table.text("ten")?.map(|(title, _)| title);
    let short = table.text("ngan")?.map(|(short, _)| short);
    table.finish()?;
    Ok(column(key, role, year, title, short))
}

fn column(key: String, role: ColumnRole, year: i32, title: Option<String>, short: Option<String>) -> Column {
    let (long, brief) = match role {
        ColumnRole::Actual => ("Thực hiện", "TH"),
        ColumnRole::Estimate => ("Ước thực hiện", "ƯTH"),
        ColumnRole::Plan => ("Kế hoạch", "KH"),
    };
    Column {
        key,
        role,
        year,
        title: title.unwrap_or_else(|| format!("{long} năm {year}")),
        short: short.unwrap_or_else(|| format!("{brief} năm {year}")),
    }
}

/// The comparisons of `[[so-sanh]]`; without one: ƯTH/KH and ƯTH/TH, KH N/ƯTH N-1, as far as these columns are.
pub(super) fn comparisons(
    tables: Option<Vec<Table>>,
    columns: &[Column],
) -> Result<Vec<ComparisonSpec>, SettingsError> {
    let position = |key: &str| columns.iter().position(|column| column.key == key);
    let Some(tables) = tables else {
        let usual = [("uth_n1", "kh_n1"), ("uth_n1", "th_n2"), ("kh_n", "uth_n1")];
        let both = usual.iter().filter_map(|(of, to)| Some((position(of)?, position(to)?)));
        return Ok(both.map(|(of, to)| comparison(columns, of, to, ComparisonKind::Ratio, None)).collect());
    };
    tables.into_iter().map(|table| read_comparison(table, columns)).collect()
}

fn read_comparison(mut table: Table, columns: &[Column]) -> Result<ComparisonSpec, SettingsError> {
    let mut side = |key: &'static str| {
        let (column, place) = table.text(key)?.ok_or_else(|| table.missing(key))?;
        columns.iter().position(|known| known.key == column).ok_or_else(|| {
            let known: Vec<&str> = columns.iter().map(|column| &*column.key).collect();
            place.error(
                &format!("so-sanh.{key}"),
                format!("Không có cột “{column}”. Các cột: {}.", known.join(", ")),
            )
        })
    };
    let (of, to) = (side("cua")?, side("voi")?);
    let kind = match table.text("kieu")? {
        None => ComparisonKind::Ratio,
        Some((kind, place)) => match &*kind {
            "ty-le" => ComparisonKind::Ratio,
            "toc-do" => ComparisonKind::Growth,
            _ => {
                return Err(place.error(
                    "so-sanh.kieu",
                    format!("Kiểu so sánh “{kind}” không có; dùng ty-le hoặc toc-do."),
                ));
            }
        },
    };
    let title = table.text("ten")?.map(|(title, _)| title);
    table.finish()?;
    Ok(comparison(columns, of, to, kind, title))
}

/// `of` and `to` are positions in `columns`.
fn comparison(
    columns: &[Column],
    of: usize,
    to: usize,
    kind: ComparisonKind,
    title: Option<String>,
) -> ComparisonSpec {
    let brief = |column: &Column| column.short.replace(" năm ", " ");
    let (over, under) = (&columns[of], &columns[to]);
    let made = || match kind {
        ComparisonKind::Growth => {
            format!("Tốc độ tăng {} so với {} (%)", brief(over), brief(under))
        }
        _ => format!("{}/{} (%)", brief(over), brief(under)),
    };
    // Ratio and growth of the same two columns may stand side by side.
    let suffix = if kind == ComparisonKind::Growth { "__growth" } else { "" };
    ComparisonSpec {
        key: format!("{}__{}{suffix}", over.key, under.key),
        of,
        to,
        kind,
        title: title.unwrap_or_else(made),
    }
}

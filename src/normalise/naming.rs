//! What the names of a table's rows lead to, and the findings where they lead nowhere.

use super::context::{Context, Office};
use super::indicators::{Match, Wanted};
use super::rows::Row;
use super::table::Table;
use super::themes::under;
use crate::finding::{Code, Findings};
use crate::form::phrase;

/// Near names are looked for in so many rows; a file with more unknown rows is of another kind altogether.
const SUGGESTIONS: usize = 200;

/// What became of a row's name.
pub enum Found {
    Indicator(usize),
    /// A finding was made; these indicators may have been meant.
    Reported(Vec<usize>),
    /// A heading of a group, a total, a remark.
    NoData,
}

/// All that reported rows may have meant, each once.
pub fn doubted(matches: &[Found]) -> Vec<usize> {
    let mut out: Vec<usize> = matches
        .iter()
        .flat_map(|found| match found {
            Found::Reported(meant) => meant.clone(),
            _ => Vec::new(),
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// What each row's name leads to, under the first of several themes; what leads nowhere or to several is a finding.
pub fn matches(
    office: &Office<'_>,
    table: &Table,
    (rows, theme): (&[Row<'_>], Option<&str>),
    context: &Context,
    findings: &mut Findings,
) -> Vec<Found> {
    let mut suggestions = 0;
    rows.iter()
        .map(|row| {
            if let Some(index) = theme.and_then(|theme| under(office, theme, None, row)) {
                return Found::Indicator(index);
            }
            let unit = row.unit.as_ref().map(|(unit, _)| &**unit).or(table.unit.as_deref()).unwrap_or("");
            let wanted =
                Wanted { code: &row.code, name: &row.name, unit, above: &row.above, repeated: row.repeated };
            match office.indicators.find(wanted) {
                Match::One(index) => Found::Indicator(index),
                _ if !row.has_figures || phrase::is_total(&row.name) => Found::NoData,
                Match::Many(indexes) => {
                    findings.add(ambiguous(office, row, &indexes, context));
                    Found::Reported(indexes)
                }
                Match::Nothing => {
                    suggestions += 1;
                    // A name that many parents share is near to nothing but itself.
                    let near = (suggestions <= SUGGESTIONS && !row.repeated)
                        .then(|| office.indicators.nearest(&row.name))
                        .flatten();
                    findings.add(unknown(office, row, near, context));
                    Found::Reported(near.into_iter().collect())
                }
            }
        })
        .collect()
}

fn spec_name(office: &Office<'_>, index: usize) -> String {
    office
        .settings
        .catalogue
        .indicators
        .get(index)
        .map_or_else(String::new, |spec| format!("{} ({})", spec.name, spec.code))
}

fn ambiguous(
    office: &Office<'_>,
    row: &Row<'_>,
    indexes: &[usize],
    context: &Context,
) -> crate::finding::Finding {
    let names: Vec<String> = indexes.iter().map(|index| spec_name(office, *index)).collect();
    let label = label(row);
    context
        .finding(
            Code::IndicatorAmbiguous,
            row.name_at,
            format!("“{label}” có thể là {}.", names.join(" hoặc ")),
        )
        .expected("một chỉ tiêu")
        .found(label)
}

fn label(row: &Row<'_>) -> String {
    [&row.name, &row.code]
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or_else(|| "(dòng không tên)".to_string(), |text| text.to_string())
}

fn unknown(
    office: &Office<'_>,
    row: &Row<'_>,
    near: Option<usize>,
    context: &Context,
) -> crate::finding::Finding {
    let label = label(row);
    let parent = row.above.last().map_or_else(String::new, |above| format!(" (thuộc “{above}”)"));
    let message = format!("Không tìm thấy chỉ tiêu “{label}”{parent} trong danh mục.");
    let finding = context.finding(Code::IndicatorUnknown, row.name_at, message).found(label);
    match near {
        Some(index) => finding
            .expected(spec_name(office, index))
            .help(format!("Có phải “{}”? Nếu đúng, ghi tên hoặc mã như danh mục.", spec_name(office, index))),
        None => finding,
    }
}

//! Percentages typed as fractions, 0,95 for 95 %: decided by the row's other columns or the resolution's target, else asked.

use super::cell::Read;
use super::columns::ValueColumn;
use super::context::Context;
use super::rows::Row;
use super::units;
use crate::domain::{Decimal, Direction, DraftValue, IndicatorSpec, number, quantity, unit};
use crate::finding::{Code, Finding, Findings};
use crate::workbook::Address;

/// A rate up to here may be a rate of its own ("0,9%"); what stands beside it must be larger to tell it a fraction.
const SMALL: Decimal = Decimal::from_parts(15, 0, 0, false, 1);
/// 0,8 beside 2,1 is a rate that fell; 0,95 beside 94 is a fraction.
const APART: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
/// The fraction times a hundred is so near to the other years that nothing else can be meant.
const NEAR: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
/// Below this a whole row of small numbers is as well a small rate.
const LEAST: Decimal = Decimal::from_parts(3, 0, 0, false, 1);

type Reads<'a> = [(&'a ValueColumn, Address, Read)];

/// Looks at a row of percentages. A fraction that cannot be meant otherwise counts as what is meant, and is told; one
/// that can stays as typed, and is asked for.
pub fn settle(
    row: &Row,
    spec: &IndicatorSpec,
    reads: &mut Reads<'_>,
    context: &Context,
    findings: &mut Findings,
) {
    if !units::is_percent(&spec.unit) {
        return;
    }
    let fractions: Vec<(usize, Decimal)> = (0..reads.len())
        .filter_map(|at| Some((at, reads.get(at).and_then(|(_, _, read)| fraction(read))?)))
        .collect();
    if fractions.is_empty() {
        return;
    }
    let beside = beside(reads);
    let target = || spec.resolution.as_ref().and_then(|target| target.nominal());
    let usual = beside.or_else(|| target().filter(|target| *target > SMALL));
    let Some(usual) = usual else {
        findings.extend(asked(row, spec, &fractions, reads, context));
        return;
    };
    for (at, value) in fractions {
        let Some((_, cell, read)) = reads.get_mut(at) else { continue };
        let meant = value * Decimal::ONE_HUNDRED;
        let near = meant <= usual * NEAR && usual <= meant * NEAR;
        if near {
            read.value = DraftValue::Figure(quantity::of_number(meant.normalize(), &spec.unit));
        } else if beside.is_none() || value * APART > usual {
            continue;
        }
        findings.add(told(spec, *cell, (value, meant), (usual, beside.is_some()), near, context));
    }
}

/// The largest of the other figures, if all of them are too large to be fractions.
fn beside(reads: &Reads<'_>) -> Option<Decimal> {
    let others = || {
        let whole = reads.iter().filter(|(_, _, read)| fraction(read).is_none());
        whole.filter_map(|(_, _, read)| size(read)).filter(|size| !size.is_zero())
    };
    others().max().filter(|_| others().all(|size| size > SMALL))
}

/// A bare number of at most one, stored without the format of a percentage.
fn fraction(read: &Read) -> Option<Decimal> {
    let bare = match &read.value {
        DraftValue::Figure(figure) if figure.unit().is_none() => figure.exact(),
        _ => None,
    };
    bare.filter(|value| !read.percent_format && *value > Decimal::ZERO && *value <= Decimal::ONE)
}

/// How large the row's other figures are, words or not.
fn size(read: &Read) -> Option<Decimal> {
    match &read.value {
        DraftValue::Figure(figure) => figure.nominal().filter(|value| value.is_sign_positive()),
        _ => None,
    }
}

fn told(
    spec: &IndicatorSpec,
    cell: Address,
    (value, meant): (Decimal, Decimal),
    (usual, beside): (Decimal, bool),
    near: bool,
    context: &Context,
) -> Finding {
    let because = if beside {
        format!("cột khác là {}", print(usual))
    } else {
        format!("mục tiêu nghị quyết là {}", print(usual))
    };
    let message = if near {
        format!("“{}”: {} được hiểu là {} vì {because}.", spec.name, print(value), percent(meant))
    } else {
        format!("“{}”: {} trong khi {because}; có thể muốn ghi {}.", spec.name, print(value), print(meant))
    };
    context
        .finding(Code::UnitSuspect, cell, message)
        .expected(print(meant))
        .found(print(value))
        .help(format!("Ghi {} với đơn vị tính %, hoặc định dạng ô kiểu phần trăm.", print(meant)))
}

/// A row of nothing but fractions, of an indicator that does not mean to be small.
fn asked(
    row: &Row,
    spec: &IndicatorSpec,
    fractions: &[(usize, Decimal)],
    reads: &Reads<'_>,
    context: &Context,
) -> Findings {
    let mut findings = Findings::default();
    let small = spec.direction == Direction::LowerIsBetter || spec.max.is_some_and(|max| max <= NEAR);
    let whole = reads.iter().all(|(_, _, read)| size(read).is_none() || fraction(read).is_some());
    let Some((at, value)) = fractions.last().filter(|(_, value)| *value >= LEAST && *value < Decimal::ONE)
    else {
        return findings;
    };
    let Some((_, cell, _)) = reads.get(*at).filter(|_| whole && !small && row.has_figures) else {
        return findings;
    };
    let cells: Vec<String> =
        fractions.iter().filter_map(|(at, _)| Some(reads.get(*at)?.1.to_string())).collect();
    let meant = value * Decimal::ONE_HUNDRED;
    let message = format!(
        "“{}”: {} là chưa đến một phần trăm; nếu tỷ lệ là {} thì phải ghi {} (các ô {}).",
        spec.name,
        percent(*value),
        percent(meant),
        print(meant),
        cells.join(", ")
    );
    let finding = context.finding(Code::UnitSuspect, *cell, message).expected(print(meant));
    let help = format!("Ghi {} với đơn vị tính %, hoặc định dạng ô kiểu phần trăm.", print(meant));
    findings.add(finding.found(print(*value)).help(help));
    findings
}

fn print(value: Decimal) -> String {
    number::vietnamese(value, None)
}

fn percent(value: Decimal) -> String {
    unit::join(&print(value), "%")
}

#[cfg(test)]
mod tests {
    use crate::finding::Findings;
    use crate::normalise::normalise;
    use crate::testing::{settings, source, workbook};

    const HEAD: &str = "| Chỉ tiêu | ĐVT | TH năm 2022 | ƯTH năm 2023 | KH năm 2024 |\n| Tỷ lệ người dân tham gia bảo hiểm y tế | % |";

    /// The figures that count, and what is said.
    fn read(cells: &str, resolution: Option<i64>) -> (Vec<String>, Vec<String>) {
        let mut settings = settings();
        settings.catalogue.indicators[2].resolution =
            resolution.map(|target| crate::domain::Quantity::from(crate::domain::Decimal::from(target)));
        let book = workbook(&format!("{HEAD} {cells} |"));
        let source = source(&book, Some("YTE"));
        let mut findings = Findings::default();
        let drafts = normalise(&[book], &[source], &settings, &mut findings);
        let text = |value: &crate::domain::DraftValue| match value {
            crate::domain::DraftValue::Figure(figure) => figure.text().into_owned(),
            _ => "-".to_owned(),
        };
        let figures = drafts[0].figures[0].cells.iter().map(|cell| text(&cell.value)).collect();
        let said = findings
            .iter()
            .filter(|finding| finding.code.id() == "TH0212")
            .map(|finding| format!("{}: {}", finding.place.cell.as_deref().unwrap(), finding.message))
            .collect();
        (figures, said)
    }

    #[test]
    fn the_other_columns_decide() {
        let (figures, said) = read("93 | \"0,935\" | 0.95", None);
        assert_eq!(figures, ["93", "93,5", "95"]);
        assert_eq!(
            said,
            [
                "D2: “Tỷ lệ người dân tham gia bảo hiểm y tế”: 0,935 được hiểu là 93,5% vì cột khác là 93.",
                "E2: “Tỷ lệ người dân tham gia bảo hiểm y tế”: 0,95 được hiểu là 95% vì cột khác là 93.",
            ]
        );
    }

    #[test]
    fn the_format_of_the_cell_speaks_first_and_the_target_last() {
        assert_eq!(
            read("0.93{format=0%} | 0.935{format=0.0%} | 0.95{format=0%}", None).0,
            ["93", "93,5", "95"]
        );
        let (figures, said) = read("0.93 | 0.935 | 0.95", Some(95));
        assert_eq!(figures, ["93", "93,5", "95"]);
        assert!(said[0].ends_with("vì mục tiêu nghị quyết là 95."), "{said:?}");
    }

    #[test]
    fn what_may_be_a_small_rate_stays_as_typed() {
        let (figures, said) = read("0.93 | 0.935 | 0.95", None);
        assert_eq!(figures, ["0,93", "0,935", "0,95"]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("(các ô C2, D2, E2)"), "{said:?}");
        assert_eq!(read("2.1 | 1.7 | 0.8", None), (vec!["2,1".into(), "1,7".into(), "0,8".into()], vec![]));
        assert_eq!(read("0.11 | 0.12 | 0.1", None).1, Vec::<String>::new());
        let (figures, said) = read("94 | 94 | 0.1", None);
        assert_eq!(figures, ["94", "94", "0,1"]);
        assert!(said[0].contains("có thể muốn ghi 10"), "{said:?}");
    }
}

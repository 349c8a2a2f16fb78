//! Sum, mean, weighted mean, smallest, largest over exact figures.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::domain::number::vietnamese;
use crate::domain::{
    Aggregation, Candidate, Cells, Department, DepartmentKind, Kind, Origin, PartKind, Quantity, Rule,
    Shortfall, WhenMissing, Words, unit,
};
use crate::finding::{Code, Finding, Findings};

use super::born::{Born, Node, Work, computed, rounded, tolerance, usable};
use super::figures::{sent, spokesman};
use super::standins;

/// The stable key of an aggregation and its words.
pub(super) fn method(aggregation: &Aggregation) -> (&'static str, String) {
    let (key, words) = match aggregation {
        Aggregation::Owner => ("chu-tri", "Số của đơn vị chủ trì"),
        Aggregation::Sum => ("tong", "Tổng"),
        Aggregation::Mean => ("binh-quan", "Bình quân"),
        Aggregation::WeightedMean(code) => {
            return ("binh-quan-gia-quyen", format!("Bình quân gia quyền theo {code}"));
        }
        Aggregation::Max => ("lon-nhat", "Lớn nhất"),
        Aggregation::Min => ("nho-nhat", "Nhỏ nhất"),
        Aggregation::Formula => ("cong-thuc", "Tính theo công thức"),
    };
    (key, words.to_string())
}

/// One number that goes in: value, weight, digits as typed.
pub(super) struct Part<'a> {
    pub(super) value: Decimal,
    pub(super) weight: Decimal,
    pub(super) decimals: u32,
    pub(super) candidate: &'a Candidate,
}

/// Over the units that sent a figure. Figures that are not exact are left out and told; units without a
/// figure make the result provisional, or are stood in for, or keep it from being made, as the catalogue wishes.
pub(super) fn territories(work: &Work, node: Node, places: &[u32], findings: &mut Findings) -> Born {
    let merged = work.merged_figure(node);
    let spec = work.spec(node.0);
    let weights = weights(work, node);
    let mut parts = Vec::with_capacity(places.len());
    for candidate in places.iter().filter_map(|at| merged.candidates.get(*at as usize)) {
        match part(candidate, &weights) {
            Ok(part) => parts.push(part),
            Err(reason) => findings.add(inexact(work, node, candidate, reason)),
        }
    }
    let have = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    let expected = merged.coverage.map_or(have, |(_, expected)| expected);
    let coverage = Some((have, expected));
    let mut shortfall = (have < expected).then(|| units_missing(work, node, &parts, (have, expected)));
    match &mut shortfall {
        Some(short) if short.choice == WhenMissing::Refuse => {
            return Born { coverage, shortfall, ..Born::default() };
        }
        Some(short) if short.choice == WhenMissing::LastYear => {
            parts.extend(standins::units(work, node, short, &weights));
        }
        _ => {}
    }
    let Some(value) = total(&spec.aggregation, &parts) else {
        // Not one exact part: the owner's own figure is better than none.
        return Born { coverage, ..sent(work, node) };
    };
    let quantity = printed(value, &parts, work, node);
    let quantity = match kind(&parts) {
        same if same == quantity.kind() => quantity,
        kind => Words { kind, ..quantity.words() }.into(),
    };
    let conflict = shortfall.is_none() && own_figure_differs(work, node, places, &quantity, value, findings);
    Born {
        sources: cells(&parts, &merged.candidates),
        quantity: Some((quantity, Rule::Aggregated)),
        provisional: shortfall.is_some(),
        conflict,
        coverage,
        shortfall,
        caveat: None,
        depends_on: weight_code(&spec.aggregation).into_iter().collect(),
    }
}

/// The cells of the parts; mostly those of all candidates.
fn cells(parts: &[Part], candidates: &[Candidate]) -> Cells {
    let is_all = parts.len() == candidates.len()
        && parts.iter().zip(candidates).all(|(part, candidate)| std::ptr::eq(part.candidate, candidate));
    if is_all {
        return Cells::Candidates;
    }
    parts.iter().map(|part| part.candidate.figure.origin.clone()).collect::<Vec<_>>().into()
}

fn weight_code(aggregation: &Aggregation) -> Option<String> {
    match aggregation {
        Aggregation::WeightedMean(code) => Some(code.clone()),
        _ => None,
    }
}

/// Per department the figure of the weighing indicator in the same column; `None`: nothing weighs.
pub(super) type Weights<'a> = Option<BTreeMap<&'a str, Decimal>>;

fn weights<'a>(work: &Work<'a>, node: Node) -> Weights<'a> {
    let Aggregation::WeightedMean(code) = &work.spec(node.0).aggregation else {
        return None;
    };
    Some(weights_in(work, code, node.1))
}

/// Per department the weight in one column.
pub(super) fn weights_in<'a>(work: &Work<'a>, code: &str, column: usize) -> BTreeMap<&'a str, Decimal> {
    let mut weights = BTreeMap::new();
    if let Some(weighing) = work.resolve(code, None, column) {
        for candidate in &work.merged_figure(weighing).candidates {
            if let Some(weight) = usable(&candidate.figure.value).filter(|weight| *weight > Decimal::ZERO) {
                weights.entry(&*candidate.department).or_insert(weight);
            }
        }
    }
    weights
}

/// The value and its weight; why there is none.
pub(super) fn part<'a>(candidate: &'a Candidate, weights: &Weights) -> Result<Part<'a>, &'static str> {
    let quantity = &candidate.figure.value;
    let value = usable(quantity).ok_or("không phải số chính xác")?;
    let weight = match weights {
        Some(weights) => {
            *weights.get(&*candidate.department).ok_or("đơn vị chưa có số chính xác để làm quyền số")?
        }
        None => Decimal::ONE,
    };
    Ok(Part { value, weight, decimals: quantity.decimals(), candidate })
}

/// `None` without parts or beyond what a decimal holds.
fn total(aggregation: &Aggregation, parts: &[Part]) -> Option<Decimal> {
    let values = || parts.iter().map(|part| part.value);
    match aggregation {
        _ if parts.is_empty() => None,
        Aggregation::Max => values().max(),
        Aggregation::Min => values().min(),
        Aggregation::Mean | Aggregation::WeightedMean(_) => {
            let mut sum = Decimal::ZERO;
            let mut weights = Decimal::ZERO;
            for part in parts {
                sum = sum.checked_add(part.value.checked_mul(part.weight)?)?;
                weights = weights.checked_add(part.weight)?;
            }
            sum.checked_div(weights)
        }
        Aggregation::Sum | Aggregation::Owner | Aggregation::Formula => add(values()),
    }
}

fn add(mut values: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value))
}

fn kind(parts: &[Part]) -> Kind {
    let additions = parts.iter().all(|part| part.candidate.figure.value.kind() == Kind::Addition);
    if additions { Kind::Addition } else { Kind::Level }
}

/// Sums keep the finest digits of their parts; means two digits where the catalogue names none.
fn printed(value: Decimal, parts: &[Part], work: &Work, node: Node) -> Quantity {
    let spec = work.spec(node.0);
    let finest = parts.iter().map(|part| part.decimals).max().unwrap_or(0);
    let at_most = match spec.aggregation {
        Aggregation::Mean | Aggregation::WeightedMean(_) => finest.max(2),
        _ => finest,
    };
    computed(value, spec.decimals, at_most, &spec.unit)
}

/// The parts (Thuộc) of an indicator. All there: their sum, checked against what was sent. Some missing:
/// what was sent, or else what the catalogue wishes: a provisional sum, one with last year's parts, none. `None`:
/// leave it to what was sent.
pub(super) fn children(work: &Work, node: Node, findings: &mut Findings) -> Option<Born> {
    let spec = work.spec(node.0);
    let addable = |child: &usize| unit::same_kind(&work.spec(*child).unit, &spec.unit);
    let children: Vec<usize> = work.children.get(&node.0)?.iter().copied().filter(addable).collect();
    let mut sum = PartsSum::default();
    let mut missing = Vec::new();
    for child in &children {
        if !sum.take(work, (*child, node.1), &spec.unit)? {
            missing.push(*child);
        }
    }
    let found = children.len() - missing.len();
    if found == 0 || (!missing.is_empty() && sent(work, node).quantity.is_some()) {
        return None;
    }
    if !missing.is_empty() {
        let mut short = shortfall(spec.when_missing, PartKind::Indicators, found, &missing);
        match short.choice {
            WhenMissing::Refuse => return Some(Born { shortfall: Some(short), ..Born::default() }),
            WhenMissing::LastYear => {
                for child in missing {
                    if let Some(stand_in) = standins::indicator(work, (child, node.1)) {
                        sum.take(work, (child, stand_in.column), &spec.unit)?;
                        short.stand_ins.push(stand_in);
                    }
                }
            }
            WhenMissing::LeaveOut => {}
        }
        sum.born.provisional = true;
        sum.born.shortfall = Some(short);
    }
    let PartsSum { sum, decimals, sources, mut born } = sum;
    born.sources = sources.into();
    let quantity = computed(sum, spec.decimals, decimals, &spec.unit);
    if !born.provisional {
        super::formulas::against_sent(work, node, &quantity, sum, findings);
    }
    born.quantity = Some((quantity, Rule::Aggregated));
    Some(born)
}

/// A sum of parts on its way.
#[derive(Default)]
struct PartsSum {
    sum: Decimal,
    decimals: u32,
    sources: Vec<Origin>,
    born: Born,
}

impl PartsSum {
    /// Adds a part, in the unit of the whole. Is it there? `None`: beyond what a decimal holds.
    fn take(&mut self, work: &Work, part: Node, unit: &str) -> Option<bool> {
        let value = work.number(part).and_then(|value| unit::convert(value, &work.spec(part.0).unit, unit));
        let (Some(value), Some(made)) = (value, work.made(part)) else {
            return Some(false);
        };
        self.sum = self.sum.checked_add(value)?;
        self.decimals = self.decimals.max(value.normalize().scale());
        self.born.provisional |= made.provisional;
        self.sources.extend(work.cells(part).cloned());
        self.born.depends_on.push(work.spec(part.0).code.clone());
        Some(true)
    }
}

/// What is missing of so many; positions ascending.
pub(super) fn shortfall(
    choice: WhenMissing,
    kind: PartKind,
    have: usize,
    missing: &[usize],
) -> Box<Shortfall> {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Box::new(Shortfall {
        choice,
        kind,
        have: count(have),
        want: count(have + missing.len()),
        missing: missing.iter().map(|at| count(*at)).collect(),
        stand_ins: Vec::new(),
    })
}

fn inexact(work: &Work, node: Node, candidate: &Candidate, reason: &str) -> Finding {
    let spec = work.spec(node.0);
    let said = candidate.figure.value.in_sentence(&spec.unit);
    let message = format!(
        "Chỉ tiêu {} “{}”, {}: “{said}” của {} không được tổng hợp: {reason}.",
        spec.code,
        spec.name,
        work.column_title(node.1),
        work.settings.catalogue.department_name(&candidate.department),
    );
    Finding::new(Code::AggregateInexact, message)
        .at(&candidate.figure.origin)
        .of(candidate.department.clone())
        .expected("một con số cụ thể")
        .found(said)
}

/// The units that should have sent a figure and did not.
fn units_missing(work: &Work, node: Node, parts: &[Part], (have, want): (u32, u32)) -> Box<Shortfall> {
    let spec = work.spec(node.0);
    let is_part = |of: &Department| match work.territories.is_empty() {
        true => spec.owner == of.code || spec.co_owners.contains(&of.code),
        false => of.kind == DepartmentKind::Territory,
    };
    // Parts stand in roster order, so nothing is looked up; were they not, each would be.
    let mut next = parts.iter().map(|part| &*part.candidate.department).peekable();
    let mut missing = Vec::new();
    for (at, department) in work.settings.catalogue.departments.iter().enumerate() {
        if next.next_if(|heard| **heard == *department.code).is_none() && is_part(department) {
            missing.push(at);
        }
    }
    if next.peek().is_some() {
        let heard: BTreeSet<&str> = parts.iter().map(|part| &*part.candidate.department).collect();
        let code = |at: &usize| work.settings.catalogue.departments.get(*at).map(|one| &*one.code);
        missing.retain(|at| code(at).is_none_or(|code| !heard.contains(code)));
    }
    let mut short = shortfall(spec.when_missing, PartKind::Units, parts.len(), &missing);
    (short.have, short.want) = (have, want);
    short
}

/// The owner's own figure beside a complete aggregate: told where it differs.
fn own_figure_differs(
    work: &Work,
    node: Node,
    places: &[u32],
    quantity: &Quantity,
    value: Decimal,
    findings: &mut Findings,
) -> bool {
    let merged = work.merged_figure(node);
    let (Some(at), _) = spokesman(&merged.candidates, work, node) else {
        return false;
    };
    if places.iter().any(|place| *place as usize == at) {
        return false;
    }
    let own = &merged.candidates[at];
    let Some(said) = usable(&own.figure.value) else {
        return false;
    };
    let near = tolerance(own.figure.value.decimals().min(quantity.decimals()));
    if said.checked_sub(value).is_some_and(|difference| difference.abs() <= near) {
        return false;
    }
    let spec = work.spec(node.0);
    let difference = said.checked_sub(value).map(|difference| vietnamese(rounded(difference, 10), None));
    let words = difference.as_deref().map_or(String::new(), |words| format!("; chênh lệch {words}"));
    let message = format!(
        "Chỉ tiêu {} “{}”, {}: {} ghi {}, tổng hợp từ các đơn vị cấp dưới là {}{words}. Lấy số tổng hợp.",
        spec.code,
        spec.name,
        work.column_title(node.1),
        work.settings.catalogue.department_name(&own.department),
        own.figure.value.in_sentence(&spec.unit),
        quantity.in_sentence(&spec.unit),
    );
    findings.add(
        Finding::new(Code::FigureConflict, message)
            .at(&own.figure.origin)
            .of(own.department.clone())
            .expected(quantity.in_sentence(&spec.unit))
            .found(own.figure.value.in_sentence(&spec.unit))
            .difference(difference.unwrap_or_default()),
    );
    true
}

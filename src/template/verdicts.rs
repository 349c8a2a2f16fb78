//! Each indicator against last year's plan and the resolution, for print: the plan's own verdicts, one row for each indicator.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::show::text;
use super::view::{Text, VerdictRow};
use crate::domain::{Assessment, Plan, Standing, Yardstick};

/// Does the plan tell of any indicator how it stands?
pub(super) fn can_tell(plan: &Plan, by: Yardstick) -> bool {
    let verdicts = plan.assessed.verdicts.iter();
    verdicts.filter(|one| one.yardstick == by).any(|one| one.standing != Standing::Unknown)
}

/// In plan order; none where nothing was wanted of any indicator, or nothing can be told of it.
pub(super) fn rows(plan: &Plan) -> Vec<VerdictRow<'_>> {
    let before = can_tell(plan, Yardstick::YearBefore);
    let wanted = |one: &&Assessment| before || one.yardstick == Yardstick::Resolution;
    let mut pairs: BTreeMap<usize, [Option<&Assessment>; 2]> = BTreeMap::new();
    for one in plan.assessed.verdicts.iter().filter(wanted) {
        let pair = pairs.entry(one.indicator).or_default();
        let [year_before, resolution] = pair;
        match one.yardstick {
            Yardstick::YearBefore => *year_before = Some(one),
            Yardstick::Resolution => *resolution = Some(one),
        }
    }
    let mut out = Vec::with_capacity(pairs.len());
    for (at, [year_before, resolution]) in pairs {
        let Some(indicator) = plan.indicators.get(at) else { continue };
        let planned = indicator.figures.get(plan.settings.plan_column());
        let planned = planned.and_then(|figure| figure.quantity.as_ref()).map(|quantity| quantity.in_cell());
        out.push(VerdictRow {
            tt: text(&indicator.ordinal),
            ma: text(&indicator.code),
            ten: text(&indicator.name),
            dvt: text(&indicator.unit),
            la_thanh_phan: indicator.parent.is_some(),
            ke_hoach_truoc: field(year_before, |one| &one.wanted),
            uoc_truoc: field(year_before, |one| &one.figure),
            dat_truoc: word(year_before),
            muc_tieu: field(resolution, |one| &one.wanted),
            ke_hoach: Cow::Owned(planned.unwrap_or_default()),
            dat: word(resolution),
            ly_do: Cow::Owned(reasons(year_before, resolution)),
            ..VerdictRow::default()
        });
    }
    out
}

fn field<'a>(of: Option<&'a Assessment>, get: fn(&'a Assessment) -> &'a String) -> Text<'a> {
    text(of.map_or("", |one| get(one)))
}

fn word<'a>(of: Option<&Assessment>) -> Text<'a> {
    Cow::Borrowed(of.map_or("", |one| one.standing.vietnamese()))
}

/// One reason once, however many yardsticks it holds for.
fn reasons(year_before: Option<&Assessment>, resolution: Option<&Assessment>) -> String {
    let mut said: Vec<&str> = Vec::new();
    for one in [year_before, resolution].into_iter().flatten() {
        if !one.reason.is_empty() && !said.contains(&&*one.reason) {
            said.push(&one.reason);
        }
    }
    super::wording::capital_first(&said.join("; "))
}

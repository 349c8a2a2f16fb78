//! What changed since the draft before, and how figures stand against what was wanted, for print.

use std::borrow::Cow;

use super::show::text;
use super::view::{Blackline, ChangeLine, ScoreView, Text};
use crate::domain::{Basis, Change, Changes, Plan, Standing, What, Yardstick};

/// Names of departments that a cell gives.
const NAMES: usize = 4;

pub(super) fn blackline(plan: &Plan) -> Blackline<'_> {
    let Some(changes) = &plan.changes else { return Blackline::default() };
    let office = &plan.settings.office.drafter;
    Blackline {
        so_sanh_duoc: true,
        lan_truoc: Cow::Owned(changes.from.vietnamese()),
        nguon: source(changes),
        so_chi_tieu: changes.indicators.len(),
        so_nhiem_vu: changes.tasks.len(),
        so_y_kien: changes.opinions.len(),
        chi_tieu: changes
            .indicators
            .iter()
            .enumerate()
            .flat_map(|(nth, one)| lines(nth, one, office))
            .collect(),
        nhiem_vu: changes.tasks.iter().enumerate().flat_map(|(nth, one)| lines(nth, one, office)).collect(),
        ..Blackline::default()
    }
}

fn source(changes: &Changes) -> Text<'_> {
    text(match changes.from_basis {
        Basis::Kept => "bản lưu khi lập dự thảo",
        Basis::Rounds => "dựng lại từ các bản nộp của những lần trước",
        Basis::Inputs => "",
    })
}

fn lines<'a>(nth: usize, change: &'a Change, office: &str) -> Vec<ChangeLine<'a>> {
    match change.what {
        What::Changed => by_edit(nth, change, office),
        What::Added | What::Removed => vec![whole(nth, change, office)],
    }
}

/// A line for each field that differs; the first carries what is common.
fn by_edit<'a>(nth: usize, change: &'a Change, office: &str) -> Vec<ChangeLine<'a>> {
    let mut said = String::new();
    let mut lines = Vec::with_capacity(change.edits.len());
    for (at, edit) in change.edits.iter().enumerate() {
        let asked = edit.asked_in_words(office, NAMES);
        let shown = if asked == said { "như trên".to_owned() } else { asked.clone() };
        said = asked;
        lines.push(ChangeLine {
            muc: text(&edit.label),
            cu: text(edit.old.as_deref().unwrap_or("")),
            moi: text(edit.new.as_deref().unwrap_or("")),
            thay_doi: text(edit.vietnamese()),
            de_nghi: Cow::Owned(shown),
            ..head(nth, change, (at == 0).then_some(change.edits.len()))
        });
    }
    lines
}

/// What is new or gone as a whole: all its words in one cell.
fn whole<'a>(nth: usize, change: &'a Change, office: &str) -> ChangeLine<'a> {
    let words = |pick| Cow::Owned(change.fields(pick).collect::<Vec<_>>().join("; "));
    ChangeLine {
        cu: words(|edit| edit.old.as_ref()),
        moi: words(|edit| edit.new.as_ref()),
        thay_doi: text(change.what.vietnamese()),
        de_nghi: Cow::Owned(change.asked_in_words(office, NAMES)),
        ..head(nth, change, Some(1))
    }
}

fn head(nth: usize, change: &Change, lines: Option<usize>) -> ChangeLine<'_> {
    ChangeLine {
        dau: lines.is_some(),
        so_dong: lines.unwrap_or_default(),
        stt: nth + 1,
        ma: text(&change.code),
        ten: text(&change.title),
        dvt: text(&change.unit),
        loai: text(change.what.vietnamese()),
        ..ChangeLine::default()
    }
}

/// The counts of a yardstick.
pub(super) fn score<'a>(plan: &Plan, of: Yardstick) -> ScoreView<'a> {
    let score = plan.assessed.score(of);
    let verdicts = plan.assessed.verdicts.iter();
    let missed = verdicts.filter(|one| one.yardstick == of && one.standing == Standing::NotMet);
    let missed: Vec<&str> = missed
        .filter_map(|one| plan.indicators.get(one.indicator))
        .filter(|indicator| indicator.parent.is_none())
        .map(|indicator| &*indicator.name)
        .collect();
    ScoreView {
        tong: score.total(),
        dat_va_vuot: score.reached(),
        vuot: score.exceeded,
        chua_dat: score.not_met,
        chua_ro: score.unknown,
        ten_chua_dat: Cow::Owned(missed.join("; ")),
        ..ScoreView::default()
    }
}

/// The word for an indicator (its position); empty where nothing was wanted of it.
pub(super) fn standing(plan: &Plan, indicator: usize, by: Yardstick) -> Text<'_> {
    text(plan.assessed.verdict(indicator, by).map_or("", |verdict| verdict.standing.vietnamese()))
}

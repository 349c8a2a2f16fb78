//! What a draft still lacks: departments, figures, agreement; and the counts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::register::consents;
use super::show::{short, text};
use super::view::{Absent, Gap, Provisional, Text};
use super::view_standings::Counts;
use crate::domain::standing::{StandingStatus, standings};
use crate::domain::{Figure, Indicator, Opinion, Plan, ReplyKind, Rule, Status, SubmissionStatus};

pub(super) fn absents(plan: &Plan) -> Vec<Absent<'_>> {
    let missing = plan.submissions.iter().filter(|record| record.status == SubmissionStatus::Missing);
    missing
        .enumerate()
        .map(|(index, record)| Absent {
            stt: index + 1,
            don_vi: text(&record.department_name),
            han: short(record.deadline),
            ..Absent::default()
        })
        .collect()
}

pub(super) fn gaps(plan: &Plan) -> Vec<Gap<'_>> {
    let column = plan.settings.plan_column();
    let missing = plan
        .indicators
        .iter()
        .filter(|indicator| indicator.figures.get(column).is_none_or(|figure| figure.quantity.is_none()));
    missing
        .enumerate()
        .map(|(index, indicator)| Gap {
            stt: index + 1,
            ma: text(&indicator.code),
            ten: text(&indicator.name),
            cot: column_title(plan, column),
            chu_tri: text(&indicator.owner_name),
            ly_do: refused(plan, indicator.figures.get(column)),
            ..Gap::default()
        })
        .collect()
}

/// Why a total was not made although some units gave a figure.
fn refused<'a>(plan: &Plan, figure: Option<&Figure>) -> Text<'a> {
    let short = figure.and_then(|figure| figure.shortfall.as_ref());
    short.map_or(Cow::Borrowed(""), |short| Cow::Owned(short.words(&plan.units)))
}

/// Every figure with its indicator and its column's position.
pub(super) fn all_figures(plan: &Plan) -> impl Iterator<Item = (&Indicator, usize, &Figure)> {
    plan.indicators.iter().flat_map(|indicator| {
        indicator.figures.iter().enumerate().map(move |(column, figure)| (indicator, column, figure))
    })
}

/// One line for each indicator; two where its columns are provisional for different reasons.
pub(super) fn provisionals(plan: &Plan) -> Vec<Provisional<'_>> {
    let mut lines: Vec<(&Indicator, Reason, Vec<&str>)> = Vec::new();
    let provisional = all_figures(plan).filter(|(_, _, figure)| figure.status == Status::Provisional);
    for (indicator, column, figure) in provisional {
        let reason = Reason::of(plan, figure);
        let title = plan.settings.columns.get(column).map_or("", |column| column.title.as_str());
        // Columns of one indicator follow one another: only the last lines can be its own.
        let own = lines.iter_mut().rev().take_while(|(known, ..)| std::ptr::eq(*known, indicator));
        match own.into_iter().find(|(_, known, _)| *known == reason) {
            Some((_, _, titles)) => titles.push(title),
            None => lines.push((indicator, reason, vec![title])),
        }
    }
    let mut out = Vec::with_capacity(lines.len());
    for (index, (indicator, reason, titles)) in lines.into_iter().enumerate() {
        let (have, want) = reason.counts();
        out.push(Provisional {
            stt: index + 1,
            ma: text(&indicator.code),
            ten: text(&indicator.name),
            cot: Cow::Owned(titles.join("; ")),
            co: have as usize,
            can: want as usize,
            ly_do: Cow::Owned(reason.words()),
            ..Provisional::default()
        });
    }
    out
}

/// Why a figure is provisional.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    /// Units with a figure, units expected, in words.
    Units(u32, u32, String),
    /// A formula or a sum of parts (Thuộc) with parts that are missing or stood in for, in words.
    Members(String),
    /// A formula over provisional figures.
    Computed,
    /// A sum of parts (Thuộc), some of them provisional.
    Parts,
}

impl Reason {
    fn of(plan: &Plan, figure: &Figure) -> Reason {
        let words = figure.coverage_words(&plan.units);
        match (figure.coverage, words, figure.rule) {
            (Some((have, want)), Some(words), _) if want > 0 => Reason::Units(have, want, words),
            (_, Some(words), _) => Reason::Members(words),
            (.., Rule::Aggregated) => Reason::Parts,
            _ => Reason::Computed,
        }
    }

    fn counts(&self) -> (u32, u32) {
        match self {
            Reason::Units(have, want, _) => (*have, *want),
            Reason::Computed | Reason::Parts | Reason::Members(_) => (0, 0),
        }
    }

    fn words(self) -> String {
        match self {
            Reason::Units(_, _, words) | Reason::Members(words) => words,
            Reason::Computed => "tính từ số tạm tính".to_string(),
            Reason::Parts => "tổng của các chỉ tiêu thành phần còn số tạm tính".to_string(),
        }
    }
}

pub(super) fn column_title(plan: &Plan, column: usize) -> Text<'_> {
    text(plan.settings.columns.get(column).map_or("", |column| &column.title))
}

pub(super) fn counts<'a>(plan: &Plan) -> Counts<'a> {
    let column = plan.settings.plan_column();
    let have = |indicator: &&Indicator| {
        indicator.figures.get(column).is_some_and(|figure| figure.quantity.is_some())
    };
    let distinct = |codes: &mut dyn Iterator<Item = &str>| codes.collect::<BTreeSet<_>>().len();
    let replied = |kind| {
        let of_kind = |one: &&Opinion| one.reply.as_ref().is_some_and(|reply| reply.kind == kind);
        plan.opinions.iter().filter(of_kind).count()
    };
    let waiting =
        |agrees| plan.opinions.iter().filter(|one| one.reply.is_none() && one.agrees == agrees).count();
    let sent = || plan.submissions.iter().filter(|record| record.status != SubmissionStatus::Missing);
    let all = standings(plan);
    let standing = |wanted| all.iter().filter(|one| one.status == wanted).count();
    Counts {
        don_vi: distinct(&mut plan.submissions.iter().map(|record| record.department.as_str())),
        da_nop: distinct(&mut sent().map(|record| record.department.as_str())),
        nop_tre: distinct(&mut sent().filter(|record| record.late).map(|record| record.department.as_str())),
        dung_han: standing(StandingStatus::OnTime),
        gui_tra: standing(StandingStatus::Returned),
        chi_tieu: plan.indicators.len(),
        chi_tieu_goc: plan.indicators.iter().filter(|indicator| indicator.parent.is_none()).count(),
        co_so_lieu: plan.indicators.iter().filter(have).count(),
        trong_yeu: plan.indicators.iter().filter(|indicator| indicator.headline).count(),
        nhiem_vu: plan.tasks.len(),
        y_kien: plan.opinions.len(),
        tiep_thu: replied(ReplyKind::Accepted),
        tiep_thu_mot_phan: replied(ReplyKind::Partly),
        giai_trinh: replied(ReplyKind::Explained),
        bao_luu: replied(ReplyKind::Reserved),
        y_kien_thong_nhat: waiting(true),
        don_vi_ghi_thong_nhat: consents(plan).iter().filter(|one| one.bang_loi).count(),
        chua_tra_loi: waiting(false),
        gui_chi_tieu: sent().map(|record| record.figures).sum(),
        gui_nhiem_vu: sent().map(|record| record.tasks).sum(),
        gui_y_kien: sent().map(|record| record.opinions).sum(),
        don_vi_gop_y: distinct(&mut plan.opinions.iter().map(|opinion| opinion.department.as_str())),
        ..Counts::default()
    }
}

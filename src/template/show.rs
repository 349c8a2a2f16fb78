//! The plan put under the names of the contract: borrowed where it can be, no figure born here.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::columns::Shown;
use super::figures::{self, in_cell, in_sentence};
use super::view::{Cell, ComparisonCell, Group, IndicatorRow, Organ, Paper, Text, View};
use super::view_standings::Counts;
use super::{Mode, blackline, chart, holes, register, reminder, rows, verdicts, wording};
use crate::domain::{
    AppendixForm, Comparison, DocumentSpec, Figure, Indicator, Issue, Office, Plan, Settings, Status,
    Urgency, Yardstick, date,
};

/// Everything that the templates may show, but for the paragraphs of `document.texts`, which quote it.
pub(super) fn show(plan: &Plan, document: &DocumentSpec, mode: Mode) -> serde_json::Value {
    // Strings, numbers, lists and maps with string keys: serialisation has no way to fail.
    serde_json::to_value(view(plan, document, mode)).unwrap_or_default()
}

/// The same before it is made JSON.
fn view<'a>(plan: &'a Plan, document: &'a DocumentSpec, mode: Mode) -> View<'a> {
    let settings = &*plan.settings;
    let draft = mode == Mode::Draft;
    let mark = if draft { draft_mark(settings, document) } else { "" };
    let shown = Shown::of(plan);
    let nhom = groups(plan, &shown);
    let notes = nhom.iter().flat_map(|group| &group.chi_tieu).map(|row| row.ghi_chu.chars().count());
    let (con_thieu, tam_tinh, xung_dot) =
        (holes::gaps(plan), holes::provisionals(plan), register::conflicts(plan, Figure::is_open));
    let chua_nop = holes::absents(plan);
    let so_dem = Counts {
        con_thieu: con_thieu.len(),
        tam_tinh: tam_tinh.len(),
        xung_dot: xung_dot.len(),
        chua_nop: chua_nop.len(),
        ..holes::counts(plan)
    };
    View {
        nam: Cow::Owned(settings.year.to_string()),
        nam_truoc: Cow::Owned((settings.year.saturating_sub(1)).to_string()),
        nam_truoc_nua: Cow::Owned((settings.year.saturating_sub(2)).to_string()),
        ten_ke_hoach: text(&settings.title),
        ghi_chu: text(&settings.remark),
        la_du_thao: draft,
        dau_du_thao: text(mark),
        dau_du_thao_thuong: Cow::Owned(sentence_case(mark)),
        du_thao_duoi_so: settings.draft.under_number,
        ngay_tong_hop: Cow::Owned(date::short(plan.as_of)),
        han_nop: short(settings.deadline),
        co_quan: organ(office_of(settings, document)),
        van_ban: paper(plan, document, draft),
        bieu: shown.grid(notes.max().unwrap_or(0)),
        cot: shown.value_headings(),
        cot_so_sanh: shown.comparison_headings(),
        nhom,
        bieu_do: chart::charts(plan),
        nhiem_vu_theo_linh_vuc: rows::task_fields(plan),
        y_kien: plan
            .opinions
            .iter()
            .enumerate()
            .map(|(index, opinion)| rows::opinion_row(index, opinion))
            .collect(),
        ban_nop: plan
            .submissions
            .iter()
            .enumerate()
            .map(|(index, record)| rows::submission_row(index, record))
            .collect(),
        thay_doi: blackline::blackline(plan),
        dat_ke_hoach_truoc: blackline::score(plan, Yardstick::YearBefore),
        dat_nghi_quyet: blackline::score(plan, Yardstick::Resolution),
        danh_gia: verdicts::rows(plan),
        co_danh_gia_truoc: verdicts::can_tell(plan, Yardstick::YearBefore),
        con_thieu,
        tam_tinh,
        xung_dot,
        so_lieu_khac_nhau: register::conflicts(plan, |figure| figure.conflict),
        thay_the: register::replacements(plan),
        mien_tru: register::exemptions(plan),
        thong_nhat: register::consents(plan),
        chua_nop,
        don_doc: reminder::reminder(plan, document),
        so_dem,
        ..View::default()
    }
}

pub(super) fn text(text: &str) -> Text<'_> {
    Cow::Borrowed(text)
}

fn texts(list: &[String]) -> Vec<Text<'_>> {
    list.iter().map(|item| text(item)).collect()
}

pub(super) fn short<'a>(date: Option<NaiveDate>) -> Text<'a> {
    date.map_or(Cow::Borrowed(""), |date| Cow::Owned(date::short(date)))
}

/// The body that issues the document: its own, or the plan's.
fn office_of<'a>(settings: &'a Settings, document: &'a DocumentSpec) -> &'a Office {
    document.office.as_ref().unwrap_or(&settings.office)
}

fn organ(office: &Office) -> Organ<'_> {
    Organ {
        cap_tren: texts(&office.superior),
        ten: texts(&office.organ),
        ten_day_du: text(&office.organ_name),
        ky_hieu: text(&office.symbol),
        dia_danh: text(&office.place),
        dia_ban: text(&office.territory),
        loai_dia_ban: text(&office.territory_kind),
        don_vi_soan_thao: text(&office.drafter),
        ky_hieu_soan_thao: text(&office.drafter_symbol),
        noi_xem_xet: text(&office.reviewer),
        tu: office.words.iter().map(|(name, word)| (name.clone(), text(word))).collect(),
        ..Organ::default()
    }
}

fn paper<'a>(plan: &'a Plan, document: &'a DocumentSpec, draft: bool) -> Paper<'a> {
    let office = office_of(&plan.settings, document);
    let (so, ngay_ban_hanh) = issue(document, draft);
    let (khan, khan_lop) = urgency(document.urgency);
    // A draft has no signer yet (official-format 2.1).
    let signed = |list: &'a [String]| if draft { Vec::new() } else { texts(list) };
    Paper {
        ten: text(&document.name),
        ten_loai: text(&document.kind),
        ten_loai_thuong: Cow::Owned(sentence_case(&document.kind)),
        ky_hieu: Cow::Owned(symbol(document, office)),
        ky_hieu_loai: text(&document.kind_symbol),
        kem_theo_day_du: document.appendix_form == AppendixForm::Paper
            && !so.is_empty()
            && !ngay_ban_hanh.is_empty(),
        so: Cow::Owned(so),
        ngay_ban_hanh: Cow::Owned(ngay_ban_hanh),
        khan: text(khan),
        khan_lop: text(khan_lop),
        pham_vi: text(&document.circulation),
        dia_chi: texts(&document.contact),
        nguoi_soan: text(&document.typist),
        trich_yeu: text(&document.subject),
        kinh_gui: texts(&document.addressees),
        can_cu: texts(&document.grounds),
        noi_nhan: recipients(document),
        luu: text(&document.archive),
        nguoi_ky: texts(&document.signature.lines),
        chuc_vu: signed(&document.signature.titles),
        ho_ten: text(if draft { "" } else { &document.signature.name }),
        nam_ban_hanh: Cow::Owned(plan.as_of.year().to_string()),
        noi_dung: BTreeMap::new(),
        ..Paper::default()
    }
}

/// `Kế hoạch` of `KẾ HOẠCH`.
fn sentence_case(text: &str) -> String {
    wording::capital_first(&text.to_lowercase())
}

/// `KH-UBND`; a công văn has no type, so its body and drafting unit stand instead: `UBND-TCKH` (official-format 1.3).
fn symbol(document: &DocumentSpec, office: &Office) -> String {
    let parts = match document.kind_symbol.as_str() {
        "" => [office.symbol.as_str(), office.drafter_symbol.as_str()],
        kind => [kind, office.symbol.as_str()],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The mark of a draft. A letter to one unit is no n-th draft of the plan: "DỰ THẢO LẦN 3" would mislead.
fn draft_mark<'a>(settings: &'a Settings, document: &DocumentSpec) -> &'a str {
    let text = &*settings.draft.text;
    if document.per_unit.is_some() && text.starts_with(PLAIN_MARK) { PLAIN_MARK } else { text }
}

const PLAIN_MARK: &str = "DỰ THẢO";

/// Number and long date that the văn thư gave; a draft has neither.
fn issue(document: &DocumentSpec, draft: bool) -> (String, String) {
    let issue = if draft { Issue::default() } else { document.issue };
    let number = issue.number.map(|number| format!("{number:02}"));
    (number.unwrap_or_default(), issue.date.map(date::long).unwrap_or_default())
}

/// Words of the box and the class that gives its size.
fn urgency(urgency: Option<Urgency>) -> (&'static str, &'static str) {
    match urgency {
        None => ("", ""),
        Some(Urgency::Urgent) => ("KHẨN", "khan"),
        Some(Urgency::VeryUrgent) => ("THƯỢNG KHẨN", "thuong-khan"),
        Some(Urgency::Express) => ("HOẢ TỐC", "hoa-toc"),
    }
}

/// Nơi nhận; with Kính gửi the template itself begins with "Như trên", so the office's own is left out.
fn recipients(document: &DocumentSpec) -> Vec<Text<'_>> {
    let as_above = |item: &&String| wording::unstopped(item).trim().to_lowercase() == "như trên";
    let doubled = !document.addressees.is_empty();
    document.recipients.iter().filter(|item| !(doubled && as_above(item))).map(|item| text(item)).collect()
}

/// Groups in the plan's order; indicators keep theirs inside.
fn groups<'a>(plan: &'a Plan, shown: &Shown<'_>) -> Vec<Group<'a>> {
    let order = plan.groups.iter().chain(plan.indicators.iter().map(|indicator| &indicator.group));
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<Group<'a>> = Vec::new();
    for name in order {
        places.entry(name).or_insert_with(|| {
            groups.push(Group { ten: text(name), ..Group::default() });
            groups.len() - 1
        });
    }
    for (at, indicator) in plan.indicators.iter().enumerate() {
        if let Some(group) = places.get(indicator.group.as_str()).and_then(|place| groups.get_mut(*place)) {
            group.co_trong_yeu |= indicator.headline;
            group.chi_tieu.push(IndicatorRow {
                dat_ke_hoach_truoc: blackline::standing(plan, at, Yardstick::YearBefore),
                dat_nghi_quyet: blackline::standing(plan, at, Yardstick::Resolution),
                ..indicator_row(plan, indicator, shown)
            });
        }
    }
    groups.retain(|group| !group.chi_tieu.is_empty());
    for (index, group) in groups.iter_mut().enumerate() {
        group.stt = index + 1;
    }
    groups
}

fn indicator_row<'a>(plan: &'a Plan, indicator: &'a Indicator, shown: &Shown<'_>) -> IndicatorRow<'a> {
    let settings = &*plan.settings;
    let planned = indicator.figures.get(settings.plan_column());
    let cell = |index: &usize| -> Option<Cell<'a>> {
        let (column, figure) = (settings.columns.get(*index)?, indicator.figures.get(*index)?);
        Some(figure_cell(&column.key, figure, &indicator.unit))
    };
    let compared = |index: &usize| indicator.comparisons.get(*index).map(comparison_cell);
    IndicatorRow {
        ma: text(&indicator.code),
        tt: text(&indicator.ordinal),
        ten: text(&indicator.name),
        dvt: text(&indicator.unit),
        so: shown.values.iter().filter_map(cell).collect(),
        so_sanh: shown.comparisons.iter().filter_map(compared).collect(),
        ke_hoach: planned
            .map_or(Cow::Borrowed(figures::MISSING), |figure| in_sentence(figure, &indicator.unit)),
        co_ke_hoach: planned.is_some_and(|figure| figure.status != Status::Missing),
        chu_tri: text(&indicator.owner_name),
        phoi_hop: Cow::Owned(indicator.co_owner_names.join(", ")),
        cach_tong_hop: text(&indicator.method_text),
        trong_yeu: indicator.headline,
        la_thanh_phan: indicator.parent.is_some(),
        muc_tieu_nghi_quyet: indicator
            .resolution
            .as_ref()
            .map_or(Cow::Borrowed(""), |goal| Cow::Owned(goal.in_cell())),
        ghi_chu: remark(plan, indicator, planned),
        ..IndicatorRow::default()
    }
}

/// The catalogue's remark, and how far an incomplete total goes, or why there is none.
fn remark<'a>(plan: &Plan, indicator: &'a Indicator, planned: Option<&Figure>) -> Text<'a> {
    let incomplete = planned.and_then(|figure| {
        let words = figure
            .coverage_words(&plan.units)
            .filter(|_| figure.shortfall.is_some() || figure.caveat.is_some());
        match (figure.status, words) {
            (Status::Provisional, Some(words)) => Some(format!("Tạm tính ({words})")),
            (Status::Provisional, None) => Some("Tạm tính".to_string()),
            (Status::Missing, Some(words)) => Some(wording::capital_first(&words)),
            _ => None,
        }
    });
    match (incomplete, indicator.note.as_str()) {
        (None, note) => text(note),
        (Some(words), "") => Cow::Owned(words),
        (Some(words), note) => Cow::Owned(format!("{note}. {words}")),
    }
}

fn figure_cell<'a>(key: &'a str, figure: &'a Figure, unit: &str) -> Cell<'a> {
    Cell {
        khoa: text(key),
        o: in_cell(figure),
        cau: in_sentence(figure, unit),
        thieu: figure.quantity.is_none(),
        tam_tinh: figure.status == Status::Provisional,
        xung_dot: figure.conflict,
        ..Cell::default()
    }
}

fn comparison_cell(comparison: &Comparison) -> ComparisonCell<'_> {
    ComparisonCell {
        khoa: text(&comparison.key),
        o: text(&comparison.text),
        duoc: comparison.value.is_some(),
        ly_do: text(comparison.reason.as_deref().unwrap_or("")),
        ..ComparisonCell::default()
    }
}

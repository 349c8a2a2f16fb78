//! The fields of a thing that differ between two drafts.

use crate::domain::settings::Column;
use crate::domain::{
    Asker, Change, Edit, FigureState, IndicatorState, Moved, OpinionState, Quantity, TaskState, Trend, What,
    key,
};

use super::askers::Askers;
use super::trend::trend;

/// Added, removed or changed; `None` where nothing differs.
pub(super) fn indicator(
    old: Option<&IndicatorState>,
    new: Option<&IndicatorState>,
    columns: &[Column],
    askers: &Askers,
) -> Option<Change> {
    let shown = new.or(old)?;
    let word =
        |field, label, get: fn(&IndicatorState) -> &str| words(field, label, old.map(get), new.map(get));
    let mut edits: Vec<Edit> = [
        word("ten", "Tên chỉ tiêu", |of| &of.name),
        word("dvt", "Đơn vị tính", |of| &of.unit),
        word("chu-tri", "Đơn vị chủ trì", |of| &of.owner_name),
        word("muc-tieu-nghi-quyet", "Mục tiêu nghị quyết", |of| &of.resolution),
    ]
    .into_iter()
    .flatten()
    .collect();
    edits.extend(columns.iter().filter_map(|column| figure(old, new, column, askers)));
    change(old.is_some(), new.is_some(), edits, (&shown.code, &shown.name, &shown.unit, &shown.group))
}

/// One figure. A column that one of two indicators does not have was not compared: the plan had other columns then.
fn figure(
    old: Option<&IndicatorState>,
    new: Option<&IndicatorState>,
    column: &Column,
    askers: &Askers,
) -> Option<Edit> {
    let (before, after) = (state(old, &column.key)?, state(new, &column.key)?);
    let quantity = |side: Option<&FigureState>| side.and_then(|figure| figure.quantity.clone());
    let (was, is) = (quantity(before), quantity(after));
    let (moved, trend) = match (&was, &is) {
        (None, None) => return None,
        (Some(was), Some(is)) if same(was, is) => return None,
        (Some(was), Some(is)) => moved(was, is, old?, new?),
        _ => (Moved::Unknown, Trend::Neutral),
    };
    let text = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.in_cell());
    Some(Edit {
        field: column.key.clone(),
        label: column.short.clone(),
        old: text(was),
        new: text(is),
        moved,
        trend,
        asked: askers.of_figure(before, after),
    })
}

/// The figure under a key: `Some(None)` where there is no indicator, `None` where it has no such column.
fn state<'a>(side: Option<&'a IndicatorState>, key: &str) -> Option<Option<&'a FigureState>> {
    match side {
        Some(indicator) => indicator.values.get(key).map(Some),
        None => Some(None),
    }
}

/// The same figure, though it may be typed differently: "95" and "95,0".
fn same(was: &Quantity, is: &Quantity) -> bool {
    was.text() == is.text()
        || (was.agrees_with(is)
            && was.base() == is.base()
            && was.note() == is.note()
            && (was.low(), was.high()) != (None, None))
}

/// Numbers of two units say nothing of one another.
fn moved(was: &Quantity, is: &Quantity, old: &IndicatorState, new: &IndicatorState) -> (Moved, Trend) {
    match key::fold(&old.unit) == key::fold(&new.unit) {
        true => trend(was, is, &new.unit, new.direction),
        false => (Moved::Unknown, Trend::Neutral),
    }
}

/// Added, removed or changed; `None` where nothing differs.
pub(super) fn task(old: Option<&TaskState>, new: Option<&TaskState>, askers: &Askers) -> Option<Change> {
    let shown = new.or(old)?;
    let word = |field, label, get: fn(&TaskState) -> &str| words(field, label, old.map(get), new.map(get));
    let co_owners = |task: &TaskState| task.co_owners.join("; ");
    let (before, after) = (old.map(co_owners), new.map(co_owners));
    let edits = [
        word("noi-dung", "Nội dung", |of| &of.content),
        word("linh-vuc", "Lĩnh vực", |of| &of.field),
        word("chu-tri", "Đơn vị chủ trì", |of| &of.owner),
        words("phoi-hop", "Đơn vị phối hợp", before.as_deref(), after.as_deref()),
        word("san-pham", "Sản phẩm", |of| &of.product),
        word("thoi-han", "Thời hạn", |of| &of.deadline),
        word("chi-tieu", "Chỉ tiêu", |of| of.indicator.as_deref().unwrap_or("")),
        word("ghi-chu", "Ghi chú", |of| &of.note),
    ];
    let asked = askers.of_cells(old.map_or(&[], |task| &task.sources), new.map_or(&[], |task| &task.sources));
    let edits = edits.into_iter().flatten().map(|edit| Edit { asked: asked.clone(), ..edit }).collect();
    change(old.is_some(), new.is_some(), edits, (&shown.code, &shown.content, "", &shown.field))
}

/// Added, removed or changed; `None` where nothing differs.
pub(super) fn opinion(
    old: Option<&OpinionState>,
    new: Option<&OpinionState>,
    askers: &Askers,
) -> Option<Change> {
    let shown = new.or(old)?;
    let word = |field, label, get: fn(&OpinionState) -> &str| words(field, label, old.map(get), new.map(get));
    let edits = [
        word("noi-dung", "Nội dung góp ý", |of| &of.content),
        word("doi-tuong", "Nội dung được góp ý", |of| &of.subject),
        word("de-xuat", "Đề xuất", |of| &of.proposal),
        word("ly-do", "Lý do", |of| &of.reason),
    ];
    let asked = Asker { why: String::new(), ..askers.of_opinion(shown) };
    let edits = edits.into_iter().flatten().map(|edit| Edit { asked: vec![asked.clone()], ..edit }).collect();
    let title = if shown.subject.is_empty() { &shown.content } else { &shown.subject };
    change(old.is_some(), new.is_some(), edits, (&shown.code, title, "", &shown.department_name))
}

/// A field of words; empty words are none.
fn words(field: &str, label: &str, old: Option<&str>, new: Option<&str>) -> Option<Edit> {
    let said = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let (old, new) = (said(old), said(new));
    (old != new).then(|| Edit {
        field: field.to_owned(),
        label: label.to_owned(),
        old,
        new,
        moved: Moved::Unknown,
        trend: Trend::Neutral,
        asked: Vec::new(),
    })
}

/// `shown`: code, title, unit, group.
fn change(was: bool, is: bool, edits: Vec<Edit>, shown: (&str, &str, &str, &str)) -> Option<Change> {
    let what = match (was, is) {
        (false, _) => What::Added,
        (true, false) => What::Removed,
        (true, true) => What::Changed,
    };
    let (code, title, unit, group) =
        (shown.0.to_owned(), shown.1.to_owned(), shown.2.to_owned(), shown.3.to_owned());
    (!edits.is_empty()).then_some(Change { what, code, title, unit, group, edits })
}

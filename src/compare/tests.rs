//! Drafts compared: nothing with itself, every change once, applied to the old it gives the new.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compare;
use crate::domain::fixture::{figure, origin, settings};
use crate::domain::settings::Column;
use crate::domain::{
    Basis, Changes, Direction, DraftName, FigureState, IndicatorState, Moved, OpinionState, Origin, Quantity,
    Sender, Snapshot, TaskState, Trend, What, Whence,
};

fn columns() -> Vec<Column> {
    settings(Vec::new()).columns
}

fn state(text: &str, unit: &str, sources: Vec<Origin>) -> FigureState {
    let quantity = (!text.is_empty()).then(|| figure(text, unit));
    FigureState { quantity, rule: "owner".into(), decision: None, sources }
}

/// Figures of `uth_n1` and `kh_n`, from one file.
fn indicator(code: &str, texts: [&str; 2], file: &str) -> IndicatorState {
    let row = code.bytes().map(u32::from).sum();
    let sources = |text: &str| if text.is_empty() { Vec::new() } else { vec![origin_of(file, "KT", row)] };
    let values = ["uth_n1", "kh_n"].into_iter().zip(texts);
    let values = values.map(|(key, text)| (key.to_owned(), state(text, "hộ", sources(text)))).collect();
    IndicatorState {
        code: code.into(),
        name: format!("Chỉ tiêu {code}"),
        group: "Kinh tế".into(),
        unit: "hộ".into(),
        owner_name: "Đơn vị KT".into(),
        direction: Direction::HigherIsBetter,
        resolution: String::new(),
        values,
    }
}

/// The digest of a file stands for its content.
fn origin_of(file: &str, department: &str, row: u32) -> Origin {
    let known = origin(file, department, row);
    let whence =
        Whence { sha256: format!("sha của {file}").as_str().into(), ..Whence::clone(known.whence()) };
    Origin::new(Arc::new(whence), known.cell)
}

fn task(content: &str, owner: &str, deadline: &str, file: &str) -> TaskState {
    TaskState {
        code: "NV01".into(),
        field: "Kinh tế".into(),
        content: content.into(),
        owner: owner.into(),
        co_owners: Vec::new(),
        product: String::new(),
        deadline: deadline.into(),
        indicator: None,
        note: String::new(),
        sources: vec![origin_of(file, "KT", content.len() as u32)],
    }
}

fn opinion(code: &str, content: &str) -> OpinionState {
    OpinionState {
        code: code.into(),
        department: "KT".into(),
        department_name: "Đơn vị KT".into(),
        subject: "Chung".into(),
        content: content.into(),
        proposal: String::new(),
        reason: "Sát thực tế".into(),
        source: origin_of("nop/lan-2/kt.xlsx", "KT", 9),
    }
}

fn sender(file: &str, department: &str, round: u32, changes: &str) -> Sender {
    Sender {
        file: file.into(),
        department: department.into(),
        department_name: format!("Đơn vị {department}"),
        round: Some(round),
        changes: changes.into(),
    }
}

fn draft(number: u32, indicators: Vec<IndicatorState>, tasks: Vec<TaskState>) -> Snapshot {
    let senders = vec![
        sender("nop/kt.xlsx", "KT", 1, ""),
        sender("nop/lan-2/kt.xlsx", "KT", 2, "Rà soát lại"),
        sender("nop/xa1.xlsx", "XA1", 1, ""),
    ];
    Snapshot {
        draft: DraftName::Number(number),
        basis: Basis::Inputs,
        indicators,
        tasks,
        opinions: Vec::new(),
        senders,
    }
}

fn run(old: &Snapshot, new: &Snapshot) -> Changes {
    compare(old, new, &columns())
}

#[test]
fn a_figure_changed_says_old_new_better_who_and_why() {
    let old = draft(1, vec![indicator("CT01", ["90", "100"], "nop/kt.xlsx")], vec![]);
    let mut new = draft(2, vec![indicator("CT01", ["90", "trên 120"], "nop/kt.xlsx")], vec![]);
    let changed = new.indicators[0].values.get_mut("kh_n").unwrap();
    changed.sources = vec![origin_of("nop/lan-2/kt.xlsx", "KT", 7)];
    let changes = run(&old, &new);
    assert_eq!((changes.from, changes.to, changes.count()), (DraftName::Number(1), DraftName::Number(2), 1));
    let change = &changes.indicators[0];
    assert_eq!((change.what, &*change.code, change.edits.len()), (What::Changed, "CT01", 1));
    let edit = &change.edits[0];
    assert_eq!((&*edit.field, &*edit.label), ("kh_n", "KH 2024"));
    assert_eq!((edit.old.as_deref(), edit.new.as_deref()), (Some("100"), Some("trên 120")));
    assert_eq!((edit.moved, edit.trend, edit.vietnamese()), (Moved::Up, Trend::Better, "Tăng, tốt hơn"));
    assert_eq!(edit.asked_in_words("Phòng", 5), "Đơn vị KT (lần 2): Rà soát lại");
}

#[test]
fn a_decision_goes_before_the_senders_and_the_office_stands_where_nobody_sent() {
    let old = draft(1, vec![indicator("CT01", ["", "100"], "nop/kt.xlsx")], vec![]);
    let mut new = draft(2, vec![indicator("CT01", ["", "97"], "nop/kt.xlsx")], vec![]);
    let asked = |new: &Snapshot| run(&old, new).indicators[0].edits[0].asked_in_words("Phòng TCKH", 5);
    assert_eq!(asked(&new), "Phòng TCKH");
    new.indicators[0].values.get_mut("kh_n").unwrap().decision = Some("Chủ tịch, ngày 20/9/2023: sát".into());
    assert_eq!(asked(&new), "Theo quyết định: Chủ tịch, ngày 20/9/2023: sát");
}

#[test]
fn a_withdrawn_figure_names_the_newer_file_and_a_renamed_file_nobody() {
    let old = draft(1, vec![indicator("CT01", ["", "100"], "nop/kt.xlsx")], vec![]);
    let new = draft(2, vec![indicator("CT01", ["", ""], "nop/kt.xlsx")], vec![]);
    let edit = run(&old, &new).indicators[0].edits[0].clone();
    assert_eq!((edit.new.as_deref(), edit.vietnamese()), (None, "Bỏ"));
    assert_eq!(edit.asked_in_words("Phòng", 5), "Đơn vị KT (lần 2): Rà soát lại");
    let mut renamed = draft(2, vec![indicator("CT01", ["", "100"], "nop/kt.xlsx")], vec![]);
    renamed.indicators[0].name = "Tên mới".into();
    for origin in &mut renamed.indicators[0].values.get_mut("kh_n").unwrap().sources {
        let whence = Whence { file: "nop/ten-khac.xlsx".into(), ..Whence::clone(origin.whence()) };
        *origin = Origin::new(Arc::new(whence), origin.cell);
    }
    let changes = run(&old, &renamed);
    assert_eq!(changes.indicators[0].edits.len(), 1);
    assert_eq!(changes.indicators[0].edits[0].asked_in_words("Phòng", 5), "Phòng");
}

#[test]
fn a_hundred_askers_are_counted() {
    let mut old = draft(1, vec![indicator("CT01", ["", "100"], "nop/kt.xlsx")], vec![]);
    let mut new = draft(2, vec![indicator("CT01", ["", "200"], "nop/kt.xlsx")], vec![]);
    (old.senders, new.senders) = (vec![], vec![]);
    let sources = &mut new.indicators[0].values.get_mut("kh_n").unwrap().sources;
    for unit in 0..100 {
        let (file, department) = (format!("nop/{unit}.xlsx"), format!("XA{unit:02}"));
        sources.push(origin_of(&file, &department, 7));
        new.senders.push(sender(&file, &department, 1, ""));
    }
    let words = run(&old, &new).indicators[0].edits[0].asked_in_words("Phòng", 2);
    assert_eq!(words, "Đơn vị XA00 (lần 1); Đơn vị XA01 (lần 1); và 98 đơn vị khác");
}

#[test]
fn added_removed_and_reworded_tasks() {
    let old = draft(
        1,
        vec![],
        vec![
            task("Hoàn thành giải phóng mặt bằng dự án đường ven sông", "KT", "Quý I", "nop/kt.xlsx"),
            task("Xây trường", "KT", "Quý II", "nop/kt.xlsx"),
            task("Lập quy hoạch", "XA1", "", "nop/kt.xlsx"),
        ],
    );
    let new = draft(
        2,
        vec![],
        vec![
            task("lập  quy hoạch.", "XA1", "", "nop/kt.xlsx"),
            task(
                "Hoàn thành giải phóng mặt bằng các dự án đường ven sông",
                "KT",
                "Quý III",
                "nop/lan-2/kt.xlsx",
            ),
            task("Mua sắm", "KT", "", "nop/lan-2/kt.xlsx"),
        ],
    );
    let changes = run(&old, &new);
    let seen: Vec<_> = changes.tasks.iter().map(|change| (change.what, &*change.title)).collect();
    assert_eq!(
        seen,
        [
            (What::Changed, "lập  quy hoạch."),
            (What::Changed, "Hoàn thành giải phóng mặt bằng các dự án đường ven sông"),
            (What::Added, "Mua sắm"),
            (What::Removed, "Xây trường"),
        ]
    );
    let fields: Vec<_> = changes.tasks[1].edits.iter().map(|edit| &*edit.field).collect();
    assert_eq!(fields, ["noi-dung", "thoi-han"]);
    assert_eq!(changes.tasks[1].edits[0].asked[0].why, "Rà soát lại");
}

#[test]
fn opinions_are_known_by_code_and_department() {
    let (mut old, mut new) = (draft(1, vec![], vec![]), draft(2, vec![], vec![]));
    old.opinions = vec![opinion("YK-A", "Tăng"), opinion("YK-B", "Giữ")];
    new.opinions = vec![opinion("YK-C", "Thêm"), opinion("YK-A", "Tăng mạnh")];
    let changes = run(&old, &new).opinions;
    let seen: Vec<_> = changes.iter().map(|change| (change.what, &*change.code)).collect();
    assert_eq!(seen, [(What::Added, "YK-C"), (What::Changed, "YK-A"), (What::Removed, "YK-B")]);
    assert_eq!(changes[0].edits[0].asked[0].round, Some(2));
}

#[test]
fn columns_that_one_draft_lacks_and_other_spellings_are_no_change() {
    let mut old = draft(1, vec![indicator("CT01", ["95", "1.000"], "nop/kt.xlsx")], vec![]);
    let new = draft(2, vec![indicator("CT01", ["95,0", "1000"], "nop/kt.xlsx")], vec![]);
    assert!(run(&old, &new).is_empty());
    old.indicators[0].values.remove("uth_n1");
    assert!(run(&old, &new).is_empty());
    old.indicators[0].values.get_mut("kh_n").unwrap().quantity = Some(figure("khoảng 1.000", "hộ"));
    assert_eq!(run(&old, &new).indicators[0].edits[0].vietnamese(), "Sửa");
}

/// The same numbers in every run (Knuth's constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len() as u64) as usize]
    }

    fn draft(&mut self, number: u32) -> Snapshot {
        const TEXTS: [&str; 6] = ["", "100", "khoảng 100", "trên 120", "không còn hộ nghèo", "Hoàn thành"];
        let files = ["nop/kt.xlsx", "nop/lan-2/kt.xlsx"];
        let (mut indicators, mut tasks) = (Vec::new(), Vec::new());
        for code in ["CT01", "CT02", "CT03", "CT04", "CT05"] {
            if self.below(5) > 0 {
                indicators.push(indicator(code, [self.pick(&TEXTS), self.pick(&TEXTS)], self.pick(&files)));
            }
        }
        for content in ["Xây trường", "Mở đường", "Lập quy hoạch", "Mua sắm thiết bị", "Trồng rừng"]
        {
            if self.below(3) > 0 {
                tasks.push(task(content, "KT", self.pick(&["", "Quý I", "Quý II"]), self.pick(&files)));
            }
        }
        let mut made = draft(number, indicators, tasks);
        for code in ["YK-A", "YK-B", "YK-C"] {
            if self.below(2) > 0 {
                made.opinions.push(opinion(code, self.pick(&["Tăng", "Giảm"])));
            }
        }
        made
    }
}

/// Field → words, for everything by code and content.
type Words = BTreeMap<(String, String), String>;

fn words(of: &Snapshot) -> Words {
    let mut out = Words::new();
    let quantity = |figure: &FigureState| figure.quantity.as_ref().map(Quantity::in_cell);
    for one in &of.indicators {
        for (field, text) in [("ten", &one.name), ("dvt", &one.unit), ("chu-tri", &one.owner_name)] {
            out.insert((one.code.clone(), field.into()), text.clone());
        }
        let figures = one.values.iter().filter_map(|(key, figure)| Some((key, quantity(figure)?)));
        out.extend(figures.map(|(key, text)| ((one.code.clone(), key.clone()), text)));
    }
    for task in &of.tasks {
        for (field, text) in [
            ("noi-dung", &task.content),
            ("thoi-han", &task.deadline),
            ("chu-tri", &task.owner),
            ("linh-vuc", &task.field),
        ] {
            out.insert((task.content.clone(), field.into()), text.clone());
        }
    }
    for one in &of.opinions {
        for (field, text) in [("noi-dung", &one.content), ("doi-tuong", &one.subject), ("ly-do", &one.reason)]
        {
            out.insert((one.code.clone(), field.into()), text.clone());
        }
    }
    out.retain(|_, text| !text.is_empty());
    out
}

/// Old → new in every field, and nothing but the fields that changed.
fn applied(old: &Words, changes: &Changes) -> Words {
    let mut out = old.clone();
    let tasks = changes.tasks.iter().map(|change| (&change.title, change));
    let others = changes.indicators.iter().chain(&changes.opinions).map(|change| (&change.code, change));
    for (name, change) in tasks.chain(others) {
        for edit in &change.edits {
            let place = (name.clone(), edit.field.clone());
            assert_eq!(out.get(&place), edit.old.as_ref(), "{place:?}");
            assert_ne!(edit.old, edit.new);
            match &edit.new {
                Some(text) => out.insert(place, text.clone()),
                None => out.remove(&place),
            };
        }
    }
    out
}

#[test]
fn changes_applied_to_the_old_give_the_new_and_nothing_differs_from_itself() {
    let mut dice = Dice(7);
    for _ in 0..400 {
        let (old, new) = (dice.draft(1), dice.draft(2));
        assert!(run(&old, &old).is_empty() && run(&new, &new).is_empty());
        let changes = run(&old, &new);
        assert_eq!(applied(&words(&old), &changes), words(&new));
        assert_eq!(changes.is_empty(), words(&old) == words(&new));
        let back = run(&new, &old);
        assert_eq!(applied(&words(&new), &back), words(&old));
    }
}

/// Files that come in another order: the same senders and sources in another order.
#[test]
fn the_order_of_sources_never_matters() {
    let mut dice = Dice(11);
    for _ in 0..50 {
        let (old, new) = (dice.draft(1), dice.draft(2));
        let expected = run(&old, &new);
        let mut turned = new.clone();
        for one in &mut turned.indicators {
            one.values.values_mut().for_each(|figure| figure.sources.reverse());
        }
        turned.tasks.iter_mut().for_each(|task| task.sources.reverse());
        assert_eq!(run(&old, &turned), expected);
    }
}

mod promises {
    use super::super::unanswered;
    use crate::domain::fixture::{figure, origin};
    use crate::domain::{Basis, DraftName, Plan, Reply, ReplyKind, Signed, Snapshot};
    use crate::finding::{Code, Findings};
    use crate::template::fixture;

    /// The fixture's plan with one opinion, on BHYT (CT07), and its reply.
    fn plan(kind: ReplyKind, links: &[&str], subject: &str, proposal: &str) -> Plan {
        let mut plan = fixture::plan();
        plan.opinions.truncate(1);
        let opinion = &mut plan.opinions[0];
        (opinion.code, opinion.content) = ("YK-A".into(), "Đề nghị nâng tỷ lệ".into());
        (opinion.subject, opinion.proposal) = (subject.into(), proposal.into());
        opinion.reply = Some(Reply {
            opinion: "YK-A".into(),
            department: opinion.department.clone(),
            content: String::new(),
            kind,
            text: "Tiếp thu".into(),
            links: links.iter().map(ToString::to_string).collect(),
            signed: Signed {
                by: String::new(),
                on: None,
                why: String::new(),
                origin: origin("quyet-dinh.xlsx", "", 4),
            },
        });
        plan
    }

    fn draft(plan: &Plan, number: u32) -> Snapshot {
        Snapshot::of(plan, DraftName::Number(number), Basis::Kept)
    }

    /// A draft in which CT07 was another, with or without the opinion.
    fn other(plan: &Plan, number: u32, has_opinion: bool) -> Snapshot {
        let mut made = draft(plan, number);
        let state = made.indicators.iter_mut().find(|one| one.code == "CT07").unwrap();
        state.values.get_mut("kh_n").unwrap().quantity = Some(figure("90", "%"));
        if !has_opinion {
            made.opinions.clear();
        }
        made
    }

    fn told(plan: &Plan, earlier: &Snapshot, before: Option<Snapshot>) -> Vec<(Code, String)> {
        let mut findings = Findings::default();
        let mut before = before;
        unanswered(plan, &draft(plan, 3), earlier, |_| before.take(), &mut findings);
        findings.iter().map(|finding| (finding.code, finding.message.clone())).collect()
    }

    #[test]
    fn accepted_and_unchanged_is_said_with_figure_and_draft() {
        let plan = plan(ReplyKind::Accepted, &["CT07"], "Chung", "");
        let same = draft(&plan, 2);
        let said = told(&plan, &same, None);
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].0, Code::AcceptedUnchanged);
        for word in ["YK-A", "được tiếp thu nhưng CT07", "97", "vẫn như dự thảo lần 2"] {
            assert!(said[0].1.contains(word), "{word}: {}", said[0].1);
        }
        assert!(told(&plan, &other(&plan, 2, true), None).is_empty(), "it changed");
        assert!(told(&plan, &same, Some(other(&plan, 1, false))).is_empty(), "it changed the draft before");
        let mut without = same.clone();
        without.opinions.clear();
        let said = told(&plan, &without, Some(other(&plan, 1, false)));
        assert_eq!(said.len(), 1, "what changed before the opinion was made does not answer it");
    }

    #[test]
    fn a_subject_names_the_figure_and_a_figure_asked_for_is_enough() {
        let name = fixture::plan().indicator("CT07").unwrap().name.clone();
        let named = plan(ReplyKind::Partly, &[], &format!("Chỉ tiêu {}", name.to_lowercase()), "");
        let said = told(&named, &draft(&named, 2), None);
        assert_eq!(said[0].0, Code::AcceptedUnchanged);
        assert!(said[0].1.contains("được tiếp thu một phần"), "{}", said[0].1);
        let value = fixture::plan().indicator("CT07").unwrap().figures[3].quantity.clone().unwrap();
        let asked =
            format!("Đề nghị mức {}%.", crate::domain::number::vietnamese(value.nominal().unwrap(), None));
        let quoted = plan(ReplyKind::Accepted, &["CT07"], "Chung", &asked);
        assert!(told(&quoted, &draft(&quoted, 2), None).is_empty());
        let vague = plan(ReplyKind::Accepted, &[], "Phần chung", "");
        assert_eq!(told(&vague, &draft(&vague, 2), None)[0].0, Code::AcceptedWithoutLink);
        for kind in [ReplyKind::Explained, ReplyKind::Reserved] {
            let explained = plan(kind, &["CT07"], "Chung", "");
            assert!(told(&explained, &draft(&explained, 2), None).is_empty());
        }
    }
}

#[test]
fn a_task_is_known_by_its_code_whatever_its_words_are_now() {
    let mut old = draft(1, vec![], vec![task("Xây chợ", "KT", "Quý I", "nop/kt.xlsx")]);
    let mut new = draft(
        2,
        vec![],
        vec![task("Hoàn thành khu thương mại trung tâm", "TCKH", "Quý I", "nop/lan-2/kt.xlsx")],
    );
    (old.tasks[0].code, new.tasks[0].code) = ("NV-K7P3Q".into(), "NV-K7P3Q".into());
    let changes = run(&old, &new);
    assert_eq!(changes.tasks.iter().map(|one| one.what).collect::<Vec<_>>(), [What::Changed]);
    // Numbers of the first versions are no codes.
    (old.tasks[0].code, new.tasks[0].code) = ("NV01".into(), "NV01".into());
    assert_eq!(run(&old, &new).tasks.len(), 2);
}

#[test]
fn an_indicator_with_its_first_figures_is_new_where_the_draft_is_made_again() {
    let mut old = draft(1, vec![indicator("CT01", ["90", "100"], "nop/kt.xlsx")], vec![]);
    let new = draft(2, vec![indicator("CT01", ["90", "100"], "nop/kt.xlsx")], vec![]);
    old.indicators[0].values.values_mut().for_each(|figure| figure.quantity = None);
    // A kept draft printed it, without figures.
    assert_eq!(run(&old, &new).indicators[0].what, What::Changed);
    old.basis = Basis::Rounds;
    assert_eq!(run(&old, &new).indicators[0].what, What::Added);
    let mut empty = new.clone();
    empty.indicators[0].values.values_mut().for_each(|figure| figure.quantity = None);
    assert!(run(&old, &empty).is_empty());
}

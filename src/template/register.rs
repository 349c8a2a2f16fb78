//! The registers: figures that differ, figures that a later round replaced, findings waived, departments that agree.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::figures::in_sentence;
use super::holes::{all_figures, column_title};
use super::show::{short, text};
use super::view::Text;
use super::view_registers::{Conflict, Consent, Exemption, Replaced, Replacement, Rival};
use crate::domain::{Candidate, Figure, Indicator, Origin, Plan, Rule, SubmissionRecord, SubmissionStatus};

/// Names of the departments by code.
type Names<'a> = HashMap<&'a str, &'a str>;

/// Figures on which departments differ: those wanted, in the order of the catalogue.
pub(super) fn conflicts(plan: &Plan, wanted: impl Fn(&Figure) -> bool) -> Vec<Conflict<'_>> {
    let names = plan.settings.catalogue.names();
    all_figures(plan)
        .filter(|(_, _, figure)| figure.conflict && wanted(figure))
        .enumerate()
        .map(|(index, (indicator, column, figure))| {
            let signed = figure.decision.as_ref().map(|decision| &decision.signed);
            Conflict {
                stt: index + 1,
                ma: text(&indicator.code),
                ten: text(&indicator.name),
                cot: column_title(plan, column),
                chon: in_sentence(figure, &indicator.unit),
                quy_tac: Cow::Owned(figure.rule_in_words()),
                quy_tac_chon: text(figure.rule.vietnamese()),
                da_quyet_dinh: signed.is_some(),
                nguoi: text(signed.map_or("", |signed| &signed.by)),
                ngay: short(signed.and_then(|signed| signed.on)),
                ly_do: text(signed.map_or("", |signed| &signed.why)),
                cac_so: rivals(indicator, figure, &names),
                ..Conflict::default()
            }
        })
        .collect()
}

/// The candidates that differ; of a total only those of departments that contradict themselves.
fn rivals<'a>(indicator: &Indicator, figure: &'a Figure, names: &Names<'a>) -> Vec<Rival<'a>> {
    let used: HashSet<&Origin> = figure.sources().collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    figure.candidates.iter().for_each(|one| *counts.entry(&one.department).or_default() += 1);
    let whole = figure.rule != Rule::Aggregated;
    let rival = |candidate: &'a Candidate| {
        let origin = &candidate.figure.origin;
        Rival {
            don_vi: text(names.get(&*candidate.department).copied().unwrap_or(&candidate.department)),
            so: Cow::Owned(candidate.figure.value.in_sentence(&indicator.unit)),
            noi: Cow::Owned(format!("{}, {}!{}", origin.file, origin.sheet, origin.cell)),
            lan: Cow::Owned(candidate.rank().round.to_string()),
            duoc_chon: used.contains(origin),
            chenh_lech: if whole { apart(candidate, figure) } else { Cow::Borrowed("") },
            ..Rival::default()
        }
    };
    let contradicted = |one: &&Candidate| whole || counts.get(&*one.department).is_some_and(|many| *many > 1);
    figure.candidates.iter().filter(contradicted).map(rival).collect()
}

/// How far it lies from the figure in use: `+0,5`, `-12`.
fn apart<'a>(candidate: &Candidate, figure: &Figure) -> Text<'a> {
    let words = figure.quantity.as_ref().and_then(|used| candidate.figure.value.apart_from(used));
    match words {
        None => Cow::Borrowed(""),
        Some(words) if words.starts_with('-') => Cow::Owned(words),
        Some(words) => Cow::Owned(format!("+{words}")),
    }
}

/// Position of the newer and of the older submission in the plan's list.
type Pair = (usize, usize);

/// For each pair of submissions of a department: how many figures the newer replaced, and which are not the same.
pub(super) fn replacements(plan: &Plan) -> Vec<Replacement<'_>> {
    let places: HashMap<(&str, &str), usize> = plan
        .submissions
        .iter()
        .enumerate()
        .filter_map(|(at, record)| Some(((&*record.department, record.file.as_deref()?), at)))
        .collect();
    let mut pairs: BTreeMap<Pair, (Replacement<'_>, BTreeSet<&str>)> = BTreeMap::new();
    for (indicator, column, figure) in all_figures(plan) {
        for candidate in figure.candidates.iter().filter(|one| !one.rank().superseded.is_empty()) {
            let place = |origin: &Origin| places.get(&(&*candidate.department, &*origin.file)).copied();
            for older in &candidate.rank().superseded {
                let Some(pair) = place(&candidate.figure.origin).zip(place(&older.origin)) else { continue };
                let (line, codes) =
                    pairs.entry(pair).or_insert_with(|| (of_pair(plan, pair), BTreeSet::new()));
                line.so_so_lieu += 1;
                codes.insert(&indicator.code);
                if !candidate.figure.value.agrees_with(&older.value) {
                    line.khac.push(Replaced {
                        ma: text(&indicator.code),
                        ten: text(&indicator.name),
                        cot: column_title(plan, column),
                        cu: Cow::Owned(older.value.in_sentence(&indicator.unit)),
                        moi: Cow::Owned(candidate.figure.value.in_sentence(&indicator.unit)),
                        ..Replaced::default()
                    });
                }
            }
        }
    }
    let lines = pairs.into_values().enumerate();
    lines
        .map(|(index, (line, codes))| Replacement { stt: index + 1, so_chi_tieu: codes.len(), ..line })
        .collect()
}

fn of_pair(plan: &Plan, (newer, older): Pair) -> Replacement<'_> {
    let (Some(newer), Some(older)) = (plan.submissions.get(newer), plan.submissions.get(older)) else {
        return Replacement::default();
    };
    let round = |record: &SubmissionRecord| Cow::Owned(record.round.unwrap_or(1).to_string());
    Replacement {
        don_vi: text(&newer.department_name),
        lan_cu: round(older),
        tep_cu: text(older.file.as_deref().unwrap_or("")),
        lan_moi: round(newer),
        tep_moi: text(newer.file.as_deref().unwrap_or("")),
        ly_do: text(&newer.changes),
        ..Replacement::default()
    }
}

/// The findings that the office waived, with the waiver that hit each.
pub(super) fn exemptions(plan: &Plan) -> Vec<Exemption<'_>> {
    let names = plan.settings.catalogue.names();
    let mut lines = Vec::with_capacity(plan.waived.len());
    for (index, (finding, waiver)) in plan.exemptions().enumerate() {
        let signed = waiver.map(|waiver| &waiver.signed);
        let department = finding.department.as_deref().unwrap_or("");
        lines.push(Exemption {
            stt: index + 1,
            ma: text(finding.code.id()),
            don_vi: text(names.get(department).copied().unwrap_or(department)),
            noi: Cow::Owned(finding.place.to_string()),
            noi_dung: text(&finding.message),
            nguoi: text(signed.map_or("", |signed| &signed.by)),
            ngay: short(signed.and_then(|signed| signed.on)),
            ly_do: text(signed.map_or("", |signed| &signed.why)),
            ..Exemption::default()
        });
    }
    lines
}

/// Departments that sent something and want nothing changed, in the order of the roster.
pub(super) fn consents(plan: &Plan) -> Vec<Consent<'_>> {
    let asking: BTreeSet<&str> =
        plan.opinions.iter().filter(|one| !one.agrees).map(|one| &*one.department).collect();
    let saying: BTreeSet<&str> = plan.opinions.iter().map(|one| &*one.department).collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut newest: Vec<&SubmissionRecord> = Vec::new();
    for record in &plan.submissions {
        let heard = !matches!(record.status, SubmissionStatus::Missing | SubmissionStatus::Rejected);
        if !heard || asking.contains(&*record.department) {
            continue;
        }
        let at = *places.entry(&record.department).or_insert(newest.len());
        match newest.get_mut(at) {
            Some(known) if record.date > known.date => *known = record,
            Some(_) => {}
            None => newest.push(record),
        }
    }
    let mut lines = Vec::with_capacity(newest.len());
    for record in newest {
        lines.push(Consent {
            don_vi: text(&record.department_name),
            ngay: short(record.date),
            bang_loi: saying.contains(&*record.department),
            ..Consent::default()
        });
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::fixture::{bundled, document, plan, quantity};
    use super::super::{Mode, template};
    use super::{conflicts, consents, exemptions, replacements};
    use crate::domain::decision::finding_mark;
    use crate::domain::{
        At, Candidate, FigureDecision, Opinion, Origin, Plan, Rank, Reply, ReplyKind, Rule, Signed,
        SubmissionStatus, Verdict, Waiver, Whence,
    };
    use crate::finding::{Code, Finding, Place};
    use crate::workbook::Address;

    fn at(file: &str) -> Origin {
        let whence = Whence {
            file: file.into(),
            sheet: "ChiTieu".into(),
            department: "YTE".into(),
            sha256: "00".into(),
        };
        Origin::new(Arc::new(whence), Address::new(5, 4))
    }

    fn signed(why: &str) -> Signed {
        let on = chrono::NaiveDate::from_ymd_opt(2023, 9, 24);
        Signed { by: "Chủ tịch UBND".into(), on, why: why.into(), origin: at("quyet-dinh.xlsx") }
    }

    /// The conflict of the plan decided for the health office.
    fn decided() -> Plan {
        let mut plan = plan();
        let figure = &mut plan.indicators[1].figures[3];
        figure.rule = Rule::Decided;
        figure.sources = vec![figure.candidates[1].figure.origin.clone()].into();
        figure.decision = Some(Arc::new(FigureDecision {
            indicator: 1,
            column: 3,
            mark: "ABCDEF".into(),
            seen: String::new(),
            verdict: Verdict::Department { code: "YTE".into(), nth: None },
            signed: signed("Theo số của ngành y tế"),
        }));
        plan
    }

    #[test]
    fn a_decided_conflict_leaves_the_open_list_and_stays_in_the_register() {
        let before = plan();
        assert_eq!(conflicts(&before, crate::domain::Figure::is_open).len(), 1);
        let plan = decided();
        assert!(conflicts(&plan, crate::domain::Figure::is_open).is_empty());
        let all = conflicts(&plan, |_| true);
        assert!(all[0].da_quyet_dinh && all[0].nguoi == "Chủ tịch UBND" && all[0].ngay == "24/09/2023");
        assert_eq!(all[0].cac_so.iter().map(|one| one.duoc_chon).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn what_a_later_round_replaced_is_told_once_for_each_pair() {
        let mut plan = plan();
        let mut older = plan.submissions[0].clone();
        (older.department, older.file) = ("YTE".into(), Some("nop/lan-1/yte.xlsx".into()));
        let mut newer = older.clone();
        (newer.file, newer.round) = (Some("nop/lan-2/yte.xlsx".into()), Some(2));
        newer.changes = "Rà soát lại".into();
        plan.submissions.extend([older, newer]);
        let candidate = &mut plan.indicators[1].figures[3].candidates[1];
        let sent = |words: &str| {
            let mut value = quantity(words).words();
            value.low = Some(rust_decimal::Decimal::TWO);
            At { value: value.into(), origin: at("nop/lan-1/yte.xlsx") }
        };
        let figure = At { origin: at("nop/lan-2/yte.xlsx"), ..candidate.figure.clone() };
        let rank = Rank { superseded: vec![sent("1.020")], ..Rank::default() };
        *candidate = Candidate::new(figure, rank.shared());
        let lines = replacements(&plan);
        assert_eq!(lines.len(), 1);
        let line = &lines[0];
        assert_eq!((&*line.lan_cu, &*line.lan_moi, line.so_so_lieu, line.so_chi_tieu), ("1", "2", 1, 1));
        assert_eq!(
            (&*line.khac[0].ma, &*line.khac[0].cu, &*line.ly_do),
            ("CT02", "1.020\u{a0}tỷ đồng", "Rà soát lại")
        );
        assert!(super::replacements(&super::super::fixture::plan()).is_empty());
    }

    #[test]
    fn a_waived_finding_names_who_waived_it() {
        let mut plan = plan();
        let place = Place::cell("nop/yte.xlsx", "ChiTieu", "E7");
        let finding = Finding::new(Code::SubmissionLate, "Nộp muộn.").at(place).of("YTE");
        plan.decisions.waivers.push(Waiver {
            code: finding.code.id().into(),
            department: "YTE".into(),
            place: String::new(),
            mark: finding_mark(&finding),
            signed: signed("Đã báo trước"),
        });
        plan.waived.push(finding);
        let lines = exemptions(&plan);
        let line = &lines[0];
        assert_eq!((&*line.ma, &*line.don_vi, &*line.ly_do), ("TH0110", "Phòng Y tế", "Đã báo trước"));
    }

    #[test]
    fn who_sent_and_asks_for_nothing_agrees() {
        let mut plan = plan();
        assert_eq!(
            consents(&plan).iter().map(|one| &*one.don_vi).collect::<Vec<_>>(),
            ["Phòng Tài chính - Kế hoạch"]
        );
        plan.opinions[0].agrees = true;
        plan.opinions.truncate(1);
        plan.submissions[1].status = SubmissionStatus::Accepted;
        let agreed = consents(&plan);
        assert!(agreed.len() == 2 && agreed[1].bang_loi && !agreed[0].bang_loi);
    }

    #[test]
    fn the_document_says_what_became_of_every_opinion() {
        let mut plan = decided();
        let reply = |opinion: &Opinion, kind, text: &str| Reply {
            opinion: opinion.code.clone(),
            department: "YTE".into(),
            content: opinion.content.clone(),
            kind,
            text: text.into(),
            links: Vec::new(),
            signed: signed(""),
        };
        let asked = plan.opinions[0].clone();
        plan.opinions = ReplyKind::ALL
            .into_iter()
            .map(|kind| Opinion {
                reply: Some(reply(&asked, kind, "Nội dung trả lời.")), ..asked.clone()
            })
            .collect();
        plan.opinions.extend([asked.clone(), Opinion { agrees: true, ..asked }]);
        let page = template(&plan, &document("tiep-thu-giai-trinh"), &bundled(), Mode::Final).unwrap();
        for word in
            ["Tiếp thu", "Tiếp thu một phần", "Giải trình", "Bảo lưu", "Xin ý kiến lãnh đạo", "Thống nhất"]
        {
            assert!(page.contains("Phụ lục I"));
            assert_eq!(page.matches(&format!("<strong>{word}.</strong>")).count(), 1, "{word}");
        }
        let preamble = "Tổng số 02 cơ quan, đơn vị đã gửi xin ý kiến";
        for words in [
            preamble,
            "tổng số 06 ý kiến nhận được",
            "01 cơ quan, đơn vị chưa trả lời: Phòng Y tế",
            "Theo số của ngành y tế.",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
        assert!(!page.contains("Nội dung trả lời..") && !page.contains("Chưa có quyết định"));
    }
}

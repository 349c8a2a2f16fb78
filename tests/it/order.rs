//! What never matters: the order of the files, and that a decision was applied before.

use chrono::NaiveDate;
use tonghop::disk::{Inputs, load};
use tonghop::domain::submission::ReceivedFile;
use tonghop::export::{findings_json, plan_json};
use tonghop::run::{Outcome, consolidate};
use tonghop::workbooks::waiting;

use crate::bundled::folder;
use crate::level::Dice;

/// All that a run says, for machines: plan, changes, findings.
fn said(outcome: &Outcome) -> String {
    let plan = &outcome.plan;
    plan_json(plan, &outcome.findings, "")
        + &findings_json(&outcome.findings, &plan.settings.plan, plan.as_of)
}

fn run(inputs: &Inputs) -> Outcome {
    consolidate(inputs, NaiveDate::from_ymd_opt(2023, 9, 26).unwrap()).unwrap()
}

#[test]
fn shuffled_files_give_the_same_plan_and_findings() {
    for plan in ["quang-yen-2024", "thanh-hoa-2024"] {
        let inputs = load(&folder(plan)).unwrap();
        let expected = said(&run(&inputs));
        let mut dice = Dice(7);
        for _ in 0..6 {
            let mut shuffled = inputs.clone();
            for at in (1..shuffled.files.len()).rev() {
                shuffled.files.swap(at, dice.next(at as u64 + 1) as usize);
            }
            assert_ne!(shuffled.files, inputs.files);
            assert!(said(&run(&shuffled)) == expected, "{plan}");
        }
    }
}

/// Three rounds of one department, a conflict, a reworded opinion, a withdrawn task: every one of 120 orders.
#[test]
fn every_order_of_a_few_files_gives_the_same() {
    let mut inputs = load(&folder("quang-yen-2024")).unwrap();
    let wanted = [
        "nop/lan-1/Phòng LĐ-TB&XH.xlsx",
        "nop/lan-3/Phòng LĐ-TB&XH.xlsx",
        "nop/phong-y-te.xlsx",
        "nop/phong-quan-ly-do-thi.xlsx",
        "nop/lan-3/phong-quan-ly-do-thi.xlsx",
    ];
    inputs.files.retain(|file| wanted.contains(&&*file.path));
    assert_eq!(inputs.files.len(), wanted.len());
    let expected = said(&run(&inputs));
    let mut orders = vec![Vec::new()];
    for nth in 0..wanted.len() {
        orders = (0..=nth)
            .flat_map(|at| {
                orders.iter().map(move |order: &Vec<usize>| {
                    let mut order = order.clone();
                    order.insert(at, nth);
                    order
                })
            })
            .collect();
    }
    assert_eq!(orders.len(), 120);
    for order in orders {
        let files: Vec<ReceivedFile> = order.iter().map(|at| inputs.files[*at].clone()).collect();
        let shuffled = Inputs { files, ..inputs.clone() };
        assert!(said(&run(&shuffled)) == expected, "{order:?}");
    }
}

/// The workbook that a run writes holds what was decided; saved as decisions, over and over, it decides the same.
#[test]
fn the_same_decisions_again_change_nothing() {
    for plan in ["quang-yen-2024", "thanh-hoa-2024"] {
        let mut inputs = load(&folder(plan)).unwrap();
        let mut last = run(&inputs);
        let told = |outcome: &Outcome| -> Vec<String> {
            let figures = outcome.plan.indicators.iter().flat_map(|one| &one.figures);
            let figures = figures.map(|figure| {
                format!(
                    "{:?} {:?} {} {}",
                    figure.quantity,
                    figure.status,
                    figure.rule_in_words(),
                    figure.is_open()
                )
            });
            let replies = outcome.plan.opinions.iter().map(|one| {
                let reply = one.reply.as_ref();
                format!(
                    "{} {:?}",
                    one.code,
                    reply.map(|reply| (reply.kind, &reply.text, &reply.links, &reply.content))
                )
            });
            let tasks = outcome.plan.tasks.iter().map(|task| format!("{} {}", task.code, task.content));
            let waived = outcome.plan.waived.iter().map(|finding| finding.message.to_string());
            let findings = outcome
                .findings
                .iter()
                .map(|one| format!("{:?} {} {}", one.code, one.severity.key(), one.message));
            figures.chain(replies).chain(tasks).chain(waived).chain(findings).collect()
        };
        for _ in 0..2 {
            let bytes = waiting(&last.plan, &last.findings).unwrap();
            inputs.decisions = Some(ReceivedFile { path: "quyet-dinh.xlsx".into(), bytes: bytes.into() });
            let again = run(&inputs);
            assert_eq!(told(&again), told(&last), "{plan}");
            last = again;
        }
    }
}
